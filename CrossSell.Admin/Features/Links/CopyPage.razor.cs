using CrossSell.Admin.Shared;
using CrossSell.Core.Catalog;
using CrossSell.Core.Links;
using Microsoft.AspNetCore.Components;

namespace CrossSell.Admin.Features.Links;

/// <summary>Copies links to a product from one that is like it: every link is judged before anything is written, and chosen.</summary>
public sealed partial class CopyPage
{
    private const int Alike = 6;

    private readonly HashSet<int> chosen = [];
    private Product? to;
    private ProductSummary? from;
    private IReadOnlyList<LinkCopySource> alike = [];
    private IReadOnlyList<LinkCopy> plan = [];
    private Dictionary<int, ProductSummary> targets = [];
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

    protected override async Task OnParametersSetAsync()
    {
        to = await Products.FindAsync(Session.Reads, Sku);
        loaded = true;
        (from, plan) = (null, []);
        alike = to is not null && Session.Channel is { } channel ? await Service.SourcesAsync(Session.Reads, to, channel.Id, Alike) : [];
    }

    private async Task PickAsync(ProductSummary picked)
    {
        from = picked;
        await PlanAsync();
    }

    private async Task PlanAsync()
    {
        var outcome = await Service.PlanAsync(from!.Id, to!.Id, await Current.GetAsync());
        (problem, plan) = (outcome.Refusal?.Message, outcome.Value ?? []);
        chosen.Clear();
        chosen.UnionWith(plan.Where(line => line.Problem is null).Select(line => line.Link.Id));
        targets = Session.Channel is { } channel
            ? (await Products.SummariesAsync(Session.Reads, [.. plan.Select(line => line.Link.TargetId).Distinct()], channel.Id))
                .ToDictionary(summary => summary.Id)
            : [];
    }

    private void Toggle(int linkId)
    {
        if (!chosen.Remove(linkId))
        {
            chosen.Add(linkId);
        }
    }

    private Task ApplyAsync() => BusyAsync(async () =>
    {
        var outcome = await Service.ApplyAsync(from!.Id, to!.Id, chosen, await Current.GetAsync());
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
