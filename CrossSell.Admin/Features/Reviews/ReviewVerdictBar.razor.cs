using CrossSell.Admin.Shared;
using CrossSell.Core.Bundles;
using CrossSell.Core.Common;
using CrossSell.Core.Review;
using Microsoft.AspNetCore.Components;
using static CrossSell.Admin.Features.Reviews.ReviewsTexts;

namespace CrossSell.Admin.Features.Reviews;

/// <summary>How far a verdict is.</summary>
public enum VerdictStage
{
    /// <summary>Nothing is said yet.</summary>
    Asking,

    /// <summary>What approving does is said, and waits to be confirmed.</summary>
    Approving,

    /// <summary>A reason is typed.</summary>
    Refusing,
}

/// <summary>What is typed with a verdict.</summary>
/// <param name="Reason">Why it is sent back or rejected.</param>
/// <param name="Comment">Said with an approval: the same that is typed into the conversation.</param>
public sealed record VerdictWords(string Reason, string Comment)
{
    public static readonly VerdictWords Nothing = new("", "");
}

/// <summary>The bar at the foot of the page on which a manager decides.</summary>
public sealed partial class ReviewVerdictBar
{
    private readonly HashSet<int> left = [];
    private VerdictStage shown;
    private bool focuses;
    private ElementReference confirm;
    private ElementReference reasonInput;

    /// <summary>The shops of the revision that the reviewer sees.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<ReviewShop> Shops { get; set; } = [];

    [Parameter, EditorRequired]
    public BundleRevision Revision { get; set; } = default!;

    /// <summary>Why this person cannot approve; null when nothing stands in the way.</summary>
    [Parameter]
    public string? CannotApprove { get; set; }

    [Parameter]
    public VerdictStage Stage { get; set; }

    [Parameter]
    public EventCallback<VerdictStage> StageChanged { get; set; }

    [Parameter]
    public VerdictWords Said { get; set; } = VerdictWords.Nothing;

    [Parameter]
    public EventCallback<VerdictWords> SaidChanged { get; set; }

    [Parameter]
    public bool IsSending { get; set; }

    /// <summary>Ids of the shops to approve.</summary>
    [Parameter]
    public EventCallback<IReadOnlyList<int>> OnApprove { get; set; }

    /// <summary>Changes are requested, or it is rejected, for the reason that is typed.</summary>
    [Parameter]
    public EventCallback<ReviewDecision> OnRefuse { get; set; }

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    private List<ReviewShop> Approvable => [.. Shops.Where(shop => shop.CanApprove && shop.Quote.Price is not null)];

    private List<int> Chosen => [.. Approvable.Select(shop => shop.Quote.Channel.Id).Where(id => !left.Contains(id))];

    // What follows when this person approves now.
    private string What
    {
        get
        {
            var chosen = Approvable.Where(shop => Chosen.Contains(shop.Quote.Channel.Id)).ToList();
            if (chosen.Count == 0)
            {
                return L["Choose at least one shop."];
            }

            if (chosen.Exists(shop => shop.Standing.Approvals + 1 < shop.Approvers))
            {
                return L["A second person has to approve it too before it goes live."];
            }

            var names = Texts.And([.. chosen.Select(shop => shop.Quote.Channel.Name)]);
            return BundleSchedule.PhaseAt(Revision, chosen[0].Quote.Channel, Time.GetUtcNow()) == BundlePhase.Scheduled
                ? L["Goes live {0} in {1}.", Formats.Wall(Revision.StartsAt!.Value), names]
                : L["Goes live at once in {0}.", names];
        }
    }

    protected override void OnParametersSet()
    {
        if (shown == Stage)
        {
            return;
        }

        (shown, focuses) = (Stage, Stage != VerdictStage.Asking);
        if (Stage == VerdictStage.Asking)
        {
            left.Clear();
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (focuses)
        {
            focuses = false;
            await (Stage == VerdictStage.Approving ? confirm : reasonInput).FocusAsync();
        }
    }

    private void Tick(int shopId, bool on) => _ = on ? left.Remove(shopId) : left.Add(shopId);

    private async Task CancelAsync()
    {
        await SaidChanged.InvokeAsync(Said with { Reason = "" });
        await StageChanged.InvokeAsync(VerdictStage.Asking);
    }
}
