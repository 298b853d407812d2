using CrossSell.Admin.Shared;
using CrossSell.Admin.Shared.Kit;
using CrossSell.Core.Review;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using static CrossSell.Admin.Features.Reviews.ReviewsTexts;

namespace CrossSell.Admin.Features.Reviews;

/// <summary>What waits for a verdict: in the shop chosen in the bar, and where it is asked for in all shops.</summary>
public sealed partial class ReviewsPage : IDisposable
{
    private readonly Dictionary<int, ElementReference> links = [];
    private IReadOnlyList<ReviewRow>? rows;
    private IReadOnlyList<ReviewCampaign> campaigns = [];
    private int? current;

    /// <summary><c>all</c> for those of every shop.</summary>
    [SupplyParameterFromQuery]
    public string? Shops { get; set; }

    /// <summary>A <see cref="ReviewsView"/>.</summary>
    [SupplyParameterFromQuery]
    public string? View { get; set; }

    /// <summary>A <see cref="ReviewFlagKind"/>.</summary>
    [SupplyParameterFromQuery]
    public string? Risk { get; set; }

    [Inject]
    private ReviewQueue Queue { get; set; } = default!;

    [Inject]
    private CurrentActor CurrentActor { get; set; } = default!;

    [Inject]
    private StudioSession Session { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    private bool IsAll => Shops == "all";

    private ReviewsPageState State => ReviewsPageState.Of(View, Risk, IsAll ? null : Session.Channel?.Id);

    private IReadOnlyList<ReviewRow> Shown => State.Of(rows ?? []);

    private IReadOnlyList<ReviewCampaign> Campaigns => State.Of(campaigns);

    private bool IsAnyHere => State.InShop(rows ?? []).Any() || State.InShop(campaigns).Any();

    // What waits in other shops is not forgotten because another one is looked at.
    private int Elsewhere => (rows?.Count ?? 0) + campaigns.Count - State.InShop(rows ?? []).Count() - State.InShop(campaigns).Count();

    private static (ReviewsView View, string Name)[] Views =>
    [
        (ReviewsView.All, L["All"].Value), (ReviewsView.ToDecide, L["I can approve"].Value), (ReviewsView.Overdue, L["Overdue"].Value),
        (ReviewsView.Mine, L["Mine"].Value),
    ];

    private static IReadOnlyList<Choice<string>> Risks =>
    [
        new("", L["any flag"].Value), new("margin", L["margin"].Value), new("stock", L["stock"].Value), new("price", L["price"].Value),
        new("newcomponent", L["new product"].Value),
    ];

    public void Dispose() => Session.Changed -= ChannelChanged;

    protected override async Task OnInitializedAsync()
    {
        Session.Changed += ChannelChanged;
        var (actor, now) = (await CurrentActor.GetAsync(), Time.GetUtcNow());
        campaigns = await Queue.CampaignsAsync(actor, now);
        rows = await Queue.LoadAsync(actor, now);
    }

    private void ChannelChanged() => _ = InvokeAsync(StateHasChanged);

    private void Go(bool all) => Set("shops", all ? "all" : null);

    private void GoTo(ReviewsView view) => Set("view", view == ReviewsView.All ? null : Code(view));

    private void GoToRisk(string? risk) => Set("risk", string.IsNullOrEmpty(risk) ? null : risk);

    private void ShowAll() => Navigation.NavigateTo(
        Navigation.GetUriWithQueryParameters(new Dictionary<string, object?> { ["view"] = null, ["risk"] = null }), replace: true);

    private void Set(string name, string? value) => Navigation.NavigateTo(Navigation.GetUriWithQueryParameter(name, value), replace: true);

    private static string Code(ReviewsView view) => view switch
    {
        ReviewsView.ToDecide => "todecide",
        ReviewsView.Overdue => "overdue",
        _ => "mine",
    };

    private async Task KeyAsync(KeyboardEventArgs key)
    {
        var step = key.Key switch
        {
            "j" => 1,
            "ArrowDown" => 1,
            "k" => -1,
            "ArrowUp" => -1,
            _ => 0,
        };
        if (step == 0 || key.CtrlKey || key.AltKey || key.MetaKey || Shown.Count == 0)
        {
            return;
        }

        var at = current is { } id ? Shown.ToList().FindIndex(row => row.RevisionId == id) : -1;
        var next = Shown[Math.Clamp(at < 0 ? 0 : at + step, 0, Shown.Count - 1)].RevisionId;
        current = next;
        await links[next].FocusAsync();
    }

    private string Ago(DateTimeOffset at) => ReviewWords.Ago(Time.GetUtcNow() - at);
}
