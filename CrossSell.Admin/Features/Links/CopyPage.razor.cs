using CrossSell.Admin.Shared;
using CrossSell.Core.Catalog;
using CrossSell.Core.Links;
using Microsoft.AspNetCore.Components;

namespace CrossSell.Admin.Features.Links;

/// <summary>Copies links to a product from one that is like it: every link is judged before anything is written, and chosen.</summary>
public sealed partial class CopyPage : IDisposable
{
    private const int Alike = 6;

    private readonly HashSet<int> chosen = [];
    private readonly NewestLoad loads = new();
    private readonly NewestLoad plans = new();
    private readonly NewestLoad shops = new();
    private Product? to;
    private ProductSummary? from;
    private IReadOnlyList<LinkCopySource> alike = [];
    private IReadOnlyList<LinkCopy> plan = [];
    private Dictionary<int, ProductSummary> targets = [];
    private Channel? inBar;
    private string? problem;
    private bool loaded;

    /// <summary>The product that gets them.</summary>
    [SupplyParameterFromQuery]
    public string? Sku { get; set; }

    [Inject]
    private LinkCopyService Service { get; set; } = default!;

    [Inject]
    private ProductReader Products { get; set; } = default!;

    [Inject]
    private StudioSession Session { get; set; } = default!;

    [Inject]
    private CurrentActor Current { get; set; } = default!;

    [Inject]
    private Feedback Feedback { get; set; } = default!;

    public void Dispose() => Session.Changed -= ShopChosen;

    protected override void OnInitialized()
    {
        inBar = Session.Channel;
        Session.Changed += ShopChosen;
    }

    protected override Task OnParametersSetAsync() => loads.RunAsync(async isNewest =>
    {
        var product = await Products.FindAsync(Session.Reads, Sku);
        IReadOnlyList<LinkCopySource> sources =
            product is not null && Session.Channel is { } channel ? await Service.SourcesAsync(Session.Reads, product, channel.Id, Alike) : [];
        if (isNewest())
        {
            (to, from, plan, alike, loaded) = (product, null, [], sources, true);
        }
    });

    // Another shop has other products alike, prices and names; what was chosen to be copied stays chosen.
    private void ShopChosen()
    {
        if (Session.Channel is { } shop && shop != inBar)
        {
            inBar = shop;
            _ = InvokeAsync(() => GestureAsync(() => !loaded ? OnParametersSetAsync() : shops.RunAsync(async isNewest =>
            {
                IReadOnlyList<LinkCopySource> sources = to is { } product ? await Service.SourcesAsync(Session.Reads, product, shop.Id, Alike) : [];
                var ends = await Products.SummariesAsync(Session.Reads, [.. plan.Select(line => line.Link.TargetId).Distinct()], shop.Id);
                if (isNewest())
                {
                    (alike, targets) = (sources, ends.ToDictionary(summary => summary.Id));
                }
            })));
        }
    }

    private async Task PickAsync(ProductSummary picked)
    {
        from = picked;
        await PlanAsync();
    }

    private Task PlanAsync() => plans.RunAsync(async isNewest =>
    {
        if (from is not { } source || to is not { } target)
        {
            return;
        }

        var outcome = await Service.PlanAsync(source.Id, target.Id, await Current.GetAsync());
        IReadOnlyList<LinkCopy> found = outcome.Value ?? [];
        var ends = Session.Channel is { } channel
            ? await Products.SummariesAsync(Session.Reads, [.. found.Select(line => line.Link.TargetId).Distinct()], channel.Id)
            : [];
        if (!isNewest() || from != source || to != target)
        {
            return;
        }

        (problem, plan, targets) = (outcome.Refusal?.Message, found, ends.ToDictionary(summary => summary.Id));
        chosen.Clear();
        chosen.UnionWith(plan.Where(line => line.Problem is null).Select(line => line.Link.Id));
    });

    private void Toggle(int linkId)
    {
        if (!chosen.Remove(linkId))
        {
            chosen.Add(linkId);
        }
    }

    private Task ApplyAsync() => BusyAsync(async () =>
    {
        // What is chosen now, for these two, however long the database takes.
        var (source, target, links) = (from!.Id, to!.Id, chosen.ToHashSet());
        var outcome = await Service.ApplyAsync(source, target, links, await Current.GetAsync());
        if (Feedback.Accepted(outcome))
        {
            var done = outcome.Required;
            await PlanAsync();
            OfferUndo(done.Done, done.ChangeSetId, PlanAsync);
            if (done.Warning is { } warning)
            {
                Feedback.Warn(warning);
            }
        }
    });
}
