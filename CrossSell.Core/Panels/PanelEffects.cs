using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Orders;
using CrossSell.Core.People;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Core.Panels.PanelsTexts;

namespace CrossSell.Core.Panels;

/// <summary>One panel of a sample as it is and as it would be.</summary>
/// <param name="Revenue">Of its main product in the last year.</param>
public sealed record PanelEffectExample(Panel Before, Panel After, Money Revenue, IReadOnlyList<PanelChange> Changes);

/// <summary>What settings would do to a sample of panels.</summary>
/// <param name="Sampled">Panels looked at.</param>
/// <param name="Changed">Of them, those that shoppers would see otherwise, vanished and appeared ones included.</param>
/// <param name="CoverageBefore">Share of the sample's revenue whose panel shows something, 0 to 1; of the panels where nothing was sold.</param>
/// <param name="ProductsBefore">Recommended products a panel, on average.</param>
/// <param name="Examples">Those that change, the most revenue first.</param>
public sealed record PanelEffect(
    int Sampled, int Changed, int Vanished, int Appeared, double CoverageBefore, double CoverageAfter, double ProductsBefore, double ProductsAfter,
    IReadOnlyList<PanelEffectExample> Examples);

/// <summary>Panels of main products that bring in the money, read once: what each further settings would do to them is answered from memory.</summary>
public sealed class PanelSample
{
    /// <summary>Examples that are handed out; more nobody reads.</summary>
    public const int MostExamples = 10;

    private readonly ChannelPanels channel;
    private readonly PanelPlacement placement;
    private readonly DateTimeOffset at;
    private readonly IReadOnlyDictionary<int, IReadOnlyList<int>> categoryPaths;
    private readonly PanelLayers layers;
    private readonly IReadOnlyList<(PanelFacts Facts, long Revenue)> panels;
    private readonly PanelSettings shop;
    private readonly IReadOnlyList<PanelScopeSettings> scopes;
    private readonly Panel[] before;

    internal PanelSample(
        ChannelPanels channel, PanelPlacement placement, DateTimeOffset at, PanelIndex index, IReadOnlyList<(PanelFacts Facts, long Revenue)> panels,
        PanelSettings shop, IReadOnlyList<PanelScopeSettings> scopes)
    {
        (this.channel, this.placement, this.at, categoryPaths, layers) = (channel, placement, at, index.Catalog.CategoryPaths, index.Layers);
        (this.panels, this.shop, this.scopes) = (panels, shop, scopes);
        before = Resolved(new ChannelPolicies(shop, scopes, categoryPaths, layers));
    }

    public int Count => panels.Count;

    /// <summary>As if the shop's own settings were these.</summary>
    public PanelEffect With(PanelSettings edited) => With(new ChannelPolicies(edited, scopes, categoryPaths, layers));

    /// <summary>As if this stood at its place.</summary>
    public PanelEffect With(PanelScopeSettings edited)
    {
        ArgumentNullException.ThrowIfNull(edited);
        var others = scopes.Where(scope => scope.Placement != edited.Placement || scope.CategoryId != edited.CategoryId);
        return With(new ChannelPolicies(shop, edited.IsEmpty ? [.. others] : [.. others, edited], categoryPaths, layers));
    }

    private PanelEffect With(ChannelPolicies policies)
    {
        var after = Resolved(policies);
        var examples = new List<PanelEffectExample>();
        for (var at = 0; at < before.Length; at++)
        {
            if (PanelDifference.Of(before[at], after[at]) is { Count: > 0 } changes)
            {
                examples.Add(new(before[at], after[at], new Money(panels[at].Revenue, channel.Channel.Currency), changes));
            }
        }

        return new PanelEffect(
            before.Length, examples.Count, examples.Count(example => example.Before.IsShown && !example.After.IsShown),
            examples.Count(example => !example.Before.IsShown && example.After.IsShown), Coverage(before), Coverage(after), Products(before), Products(after),
            [.. examples.Take(MostExamples)]);
    }

    private Panel[] Resolved(ChannelPolicies policies) => [.. panels.Select(panel =>
    {
        var request = new PanelRequest { AnchorId = panel.Facts.Anchor.Id, ChannelId = channel.Channel.Id, At = at, Placement = placement };
        var policy = policies.Of(placement, panel.Facts.Anchor.CategoryId);
        // Read with all layers, so that one that is switched on has what it offers; what is off says nothing.
        return PanelResolver.Resolve(request, panel.Facts.Without(layer => layer.IsWider && !policy.IsOn(layer)), policy);
    })];

    private double Coverage(Panel[] of)
    {
        var all = panels.Sum(panel => panel.Revenue);
        return of.Length == 0 ? 0
            : all == 0 ? of.Count(panel => panel.IsShown) / (double)of.Length
            : of.Zip(panels).Where(pair => pair.First.IsShown).Sum(pair => pair.Second.Revenue) / (double)all;
    }

    private static double Products(Panel[] of) => of.Length == 0 ? 0 : of.Average(panel => panel.Companions.Count);
}

/// <content>What settings would do.</content>
public sealed partial class PanelService
{
    /// <summary>Panels that are looked at before settings are saved.</summary>
    public const int SampleSize = 100;

    private const int SampleDays = 365;

    /// <summary>
    /// Reads a sample of a shop's panels, weighted by the revenue of their main products within a year: always the same one while the orders are the same.
    /// </summary>
    /// <param name="categoryId">Only main products of it and of what is below it; null for all.</param>
    public async Task<Outcome<PanelSample>> SampleAsync(
        ReadScope scope, int channelId, PanelPlacement placement, int? categoryId, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(scope);
        await RefreshAsync(cancellation);
        await using var db = store.Read(scope);
        if (!scope.Includes(channelId) || index.Channel(channelId) is not { } channel)
        {
            return Refusal.NotFound(L["This shop no longer exists."]);
        }

        var now = time.GetUtcNow();
        var since = now.AddDays(-SampleDays);
        int[]? categories = categoryId is { } top
            ? [.. index.Catalog.CategoryPaths.Where(path => path.Value.Contains(top)).Select(path => path.Key)] : null;
        var sold = await (
            from line in db.OrderLines
            join order in db.Orders on line.OrderId equals order.Id
            where order.ChannelId == channelId && order.Status == OrderStatus.Placed && order.OrderedAt >= since && line.Quantity > line.ReturnedQuantity
            join product in db.Products on line.ProductId equals product.Id
            group line.UnitPrice * (line.Quantity - line.ReturnedQuantity) by product.ParentId ?? product.Id into family
            select new { family.Key, Revenue = family.Sum() }).ToDictionaryAsync(row => row.Key, row => row.Revenue, cancellation);
        // Gift cards are no main products; what nobody bought yet comes where the rest is too little.
        var listed = await (
            from product in db.Products
            where product.ParentId == null && product.Status == ProductStatus.Active
                && (categories == null || (product.CategoryId != null && categories.Contains(product.CategoryId.Value)))
                && db.Set<Listing>().Any(listing => listing.ChannelId == channelId && listing.Published
                    && (listing.ProductId == product.Id || db.Set<Product>().Any(variant => variant.Id == listing.ProductId && variant.ParentId == product.Id)))
            select product.Id).ToListAsync(cancellation);
        var giftCards = (await GiftCards.Of(db).ToListAsync(cancellation)).ToHashSet();
        var ids = RevenueSample.Of(listed.Where(id => !giftCards.Contains(id)).Select(id => (id, Math.Max(0, sold.GetValueOrDefault(id)))), SampleSize);
        using var asked = new PanelReads(connections, index, time.GetUtcNow());
        // Where reports do not grow old yet, settings may be about to say so.
        var every = channel.With(channel.Policy.With(layers) with
        {
            MaxReportAge = channel.Policy.MaxReportAge ?? TimeSpan.FromHours(PanelSettingsService.MostReportHours),
        });
        var panels = new List<(PanelFacts, long)>();
        foreach (var id in ids)
        {
            cancellation.ThrowIfCancellationRequested();
            if (asked.FactsWith(id, every, null, []) is { } facts)
            {
                panels.Add((facts, sold.GetValueOrDefault(id)));
            }
        }

        var shop = await db.PanelSettings.SingleOrDefaultAsync(settings => settings.ChannelId == channelId, cancellation) ?? new PanelSettings();
        var scopes = await db.PanelScopeSettings.Where(settings => settings.ChannelId == channelId).ToListAsync(cancellation);
        return new PanelSample(channel, placement, now, index, panels, shop, scopes);
    }
}
