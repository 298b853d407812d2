using CrossSell.Admin.Shared;
using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using Microsoft.AspNetCore.Components;
using static CrossSell.Admin.Features.Links.LinksTexts;

namespace CrossSell.Admin.Features.Links;

/// <summary>Reviews and does what becomes of a product's links and bundle places when it goes.</summary>
public sealed partial class SuccessorPage : IDisposable
{
    private static readonly (SuccessorAction Way, string Words)[] Ways =
    [
        (SuccessorAction.Move, Texts.Key("Move to successor")),
        (SuccessorAction.Copy, Texts.Key("Copy to successor")),
        (SuccessorAction.Retire, Texts.Key("Retire: pause links, remove from drafts")),
    ];

    private readonly NewestLoad loads = new();
    private readonly NewestLoad plans = new();
    private SuccessorPageState state = new();
    private Product? product;
    private ProductSummary? successor;
    private SuccessorPlan? plan;
    private Dictionary<int, ProductSummary> others = [];
    private Channel? inBar;
    private string? problem;
    private bool loaded;
    private bool canEdit;

    /// <summary>The product that goes.</summary>
    [SupplyParameterFromQuery]
    public string? Sku { get; set; }

    /// <summary>What takes its place; without it, what the product says.</summary>
    [SupplyParameterFromQuery]
    public string? To { get; set; }

    [Inject]
    private SuccessorService Service { get; set; } = default!;

    [Inject]
    private ProductReader Products { get; set; } = default!;

    [Inject]
    private StudioSession Session { get; set; } = default!;

    [Inject]
    private CurrentActor Current { get; set; } = default!;

    [Inject]
    private Feedback Feedback { get; set; } = default!;

    private string Done => state.Way switch { SuccessorAction.Move => L["moved"], SuccessorAction.Copy => L["copied"], _ => L["paused"] };

    /// <summary>What this person does not see of the plan, as a sentence; null when it is all there.</summary>
    private string? OtherShops =>
        plan is { OtherShopsLinks: 0, OtherShopsBundles: 0 } or null ? null : SuccessorPageState.OtherShops(plan.OtherShopsLinks, plan.OtherShopsBundles);

    public void Dispose() => Session.Changed -= ShopChosen;

    protected override void OnInitialized()
    {
        inBar = Session.Channel;
        Session.Changed += ShopChosen;
    }

    protected override Task OnParametersSetAsync() => loads.RunAsync(async isNewest =>
    {
        var mayEdit = (await Current.GetAsync()).CanAnywhere(Permission.EditLinks);
        var gone = await Products.FindAsync(Session.Reads, Sku);
        var next = To is null ? gone?.SuccessorId : (await Products.FindAsync(Session.Reads, To))?.Id;
        var heir = next is { } id ? (await SummariesAsync([id])).FirstOrDefault() : null;
        if (isNewest())
        {
            (canEdit, state, product, successor, loaded) = (mayEdit, new SuccessorPageState(), gone, heir, true);
            await PlanAsync();
        }
    });

    // The products as another shop has them; which lines were taken out stays.
    private void ShopChosen()
    {
        if (Session.Channel is { } shop && shop != inBar)
        {
            inBar = shop;
            _ = InvokeAsync(() => GestureAsync(async () =>
            {
                if (successor is { } shown && (await SummariesAsync([shown.Id])).FirstOrDefault() is { } there && successor == shown)
                {
                    successor = there;
                }

                await PlanAsync();
            }));
        }
    }

    private Task WayAsync(SuccessorAction way)
    {
        state = new SuccessorPageState { Way = way };
        return PlanAsync();
    }

    private Task ChooseAsync(ProductSummary? picked)
    {
        successor = picked;
        return PlanAsync();
    }

    private Task PlanAsync() => plans.RunAsync(async isNewest =>
    {
        (plan, problem) = (null, null);
        if (product is null || (successor is null && state.Way != SuccessorAction.Retire))
        {
            return;
        }

        var outcome = await Service.PlanAsync(state.ToStep(product.Id, successor?.Id), await Current.GetAsync());
        var ends = await SummariesAsync([.. (outcome.Value?.Links ?? []).Select(line => line.OtherId).Distinct()]);
        if (isNewest())
        {
            (plan, problem, others) = (outcome.Value, outcome.Refusal?.Message, ends.ToDictionary(summary => summary.Id));
        }
    });

    private async Task<IReadOnlyList<ProductSummary>> SummariesAsync(IReadOnlyCollection<int> ids) =>
        Session.Channel is { } channel ? await Products.SummariesAsync(Session.Reads, ids, channel.Id) : [];

    private Task ApplyAsync() => BusyAsync(async () =>
    {
        var outcome = await Service.ApplyAsync(state.ToStep(product!.Id, successor?.Id), await Current.GetAsync());
        if (Feedback.Accepted(outcome))
        {
            await PlanAsync();
            OfferUndo(outcome.Required.Done, outcome.Required.ChangeSetId, PlanAsync);
        }
    });

    private string Verb(int count) => state.Way switch
    {
        SuccessorAction.Move => L["Move {0} of them", Formats.Count(count)],
        SuccessorAction.Copy => L["Copy {0} of them", Formats.Count(count)],
        _ => L["Retire {0} of them", Formats.Count(count)],
    };

    private string Type(SuccessorLink line)
    {
        var name = line.Type.WordFor(Session.Channel);
        return line.BackType is null ? name : line.BackType.Id == line.Type.Id ? $"{name} ⇄" : $"{name} ⇄ {line.BackType.WordFor(Session.Channel)}";
    }
}
