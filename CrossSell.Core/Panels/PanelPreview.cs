using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Panels;

/// <summary>What stands around a panel on a page of the shop.</summary>
/// <param name="Description">Of the main product, in the language of the page where there is one.</param>
/// <param name="Categories">Names for the shop's own navigation.</param>
/// <param name="Cart">What lies in the cart, in its order.</param>
public sealed record PanelSurroundings(string? Brand, string? Description, IReadOnlyList<string> Categories, IReadOnlyList<ProductSummary> Cart);

/// <summary>A panel as the studio shows it.</summary>
/// <param name="Pictures">Of everything that its trace names, by SKU.</param>
public sealed record PreviewedPanel(PanelAnswer Answer, IReadOnlyDictionary<string, string> Pictures, PanelSurroundings Around);

/// <summary>What may be drafted for a shop's panels: bundles with an open revision, and campaigns that are not over.</summary>
/// <param name="Bundles">Code and name.</param>
/// <param name="Campaigns">Code, name, and when each starts as wall time of its shops.</param>
public sealed record PanelDrafts(IReadOnlyList<(string Code, string Name)> Bundles, IReadOnlyList<(string Code, string Name, DateTime? StartsAt)> Campaigns)
{
    public static readonly PanelDrafts None = new([], []);
}

/// <summary>Panels for people who want to see why, with what they need to follow the trace.</summary>
public sealed class PanelPreview(StudioStore store, PanelService panels, TimeProvider time)
{
    private const int MostCategories = 5;

    /// <summary>Ids of the channels that list the product, or one of its variants; empty when there is no such product.</summary>
    public async Task<IReadOnlyList<int>> ChannelsOfAsync(ReadScope scope, string sku, CancellationToken cancellation = default)
    {
        await using var db = store.Read(scope);
        return await ProductChannels.OfAsync(db, sku, cancellation);
    }

    /// <inheritdoc cref="PanelService.AssumeAsync(ReadScope, PanelQuery, PanelWhatIf, CancellationToken)"/>
    public async Task<Outcome<PreviewedPanel>> ResolveAsync(
        ReadScope scope, PanelQuery query, PanelWhatIf? what = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        if ((await panels.AssumeAsync(scope, query, what ?? PanelWhatIf.Nothing, cancellation)).IsRefused(out var refusal, out var answer))
        {
            return refusal;
        }

        await using var db = store.Read(scope);
        var ids = answer.Panel.Trace.Select(entry => entry.ChosenId ?? entry.ProductId).OfType<int>().Distinct().ToArray();
        var summaries = await ProductSummaries.LoadAsync(db, ids, answer.Channel.Id, cancellation);
        return new PreviewedPanel(
            answer, summaries.ToDictionary(summary => summary.Sku, summary => summary.Picture), await AroundAsync(db, answer, query, cancellation));
    }

    /// <summary>The arms of experiments that run or are planned and concern such a panel; empty for none.</summary>
    /// <param name="query">Where, for whom and when; its channel is named.</param>
    public async Task<IReadOnlyList<PanelArmChoice>> ArmsAsync(ReadScope scope, PanelQuery query, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        await panels.RefreshAsync(cancellation);
        return panels.ArmsOf(scope, query);
    }

    /// <summary>What somebody works on for the shop and may want to see in its panels.</summary>
    public async Task<PanelDrafts> DraftsAsync(ReadScope scope, int channelId, CancellationToken cancellation = default)
    {
        await using var db = store.Read(scope);
        var bundles = await (
            from revision in db.BundleRevisions
            where revision.State == RevisionState.Draft || revision.State == RevisionState.InReview || revision.State == RevisionState.ChangesRequested
            where revision.Channels.Any(place => place.ChannelId == channelId)
            join bundle in db.Bundles on revision.BundleId equals bundle.Id
            where bundle.RetiredAt == null
            orderby revision.Name, bundle.Id
            select new { bundle.Code, revision.Name }).ToListAsync(cancellation);
        var channel = await db.Channels.SingleOrDefaultAsync(item => item.Id == channelId, cancellation);
        var now = time.GetUtcNow();
        var campaigns = channel is null ? [] : (await db.Campaigns.OrderBy(item => item.StartsAt).ThenBy(item => item.Id).ToListAsync(cancellation))
            .Where(item => item.State != CampaignState.RolledBack && item.ChannelIds.Contains(channelId) && item.PhaseAt(channel, now) != BundlePhase.Ended)
            .ToList();
        return new PanelDrafts(
            [.. bundles.DistinctBy(bundle => bundle.Code).Select(bundle => (bundle.Code, bundle.Name))],
            [.. campaigns.Select(campaign => (campaign.Code, campaign.Name, campaign.StartsAt))]);
    }

    private static async Task<PanelSurroundings> AroundAsync(StudioDb db, PanelAnswer answer, PanelQuery query, CancellationToken cancellation)
    {
        var id = answer.Panel.Anchor.Id;
        var family = await db.Products.Where(product => product.Id == id).Select(product => product.ParentId ?? product.Id).SingleAsync(cancellation);
        var rows = await db.Products.Where(product => product.Id == id || product.Id == family)
            .Select(product => new { product.Id, product.Brand, product.Description }).ToListAsync(cancellation);
        var locale = query.Locale ?? answer.Channel.Locales.FirstOrDefault();
        var text = await db.Set<ProductText>().Where(item => (item.ProductId == id || item.ProductId == family) && item.Locale == locale)
            .OrderByDescending(item => item.ProductId == id).Select(item => item.Description).FirstOrDefaultAsync(cancellation);
        // What stands beside the product's own part of the catalogue is what a shop's navigation names.
        var path = await db.Products.Where(product => product.Id == family).Join(
            db.Categories, product => product.CategoryId, category => category.Id, (product, category) => category.Path).FirstOrDefaultAsync(cancellation);
        int? top = int.TryParse(path?.Split('/')[0], out var root) ? root : null;
        var categories = await NamesAsync(db, top, cancellation);
        categories = categories.Count > 1 ? categories : await NamesAsync(db, null, cancellation);
        string[] skus = [.. (query.Cart ?? []).Distinct(StringComparer.OrdinalIgnoreCase)];
        var inCart = await db.Products.Where(product => skus.Contains(product.Sku)).Select(product => product.Id).ToArrayAsync(cancellation);
        var cart = (await ProductSummaries.LoadAsync(db, inCart, answer.Channel.Id, cancellation))
            .OrderBy(product => Array.FindIndex(skus, sku => sku.Equals(product.Sku, StringComparison.OrdinalIgnoreCase))).ToList();
        return new PanelSurroundings(
            rows.Select(row => row.Brand).FirstOrDefault(brand => brand is not null),
            text ?? rows.OrderByDescending(row => row.Id == id).Select(row => row.Description).FirstOrDefault(said => said is not null), categories, cart);
    }

    private static Task<List<string>> NamesAsync(StudioDb db, int? parent, CancellationToken cancellation) =>
        db.Categories.Where(category => category.ParentId == parent).OrderBy(category => category.Position).ThenBy(category => category.Id)
            .Select(category => category.Name).Take(MostCategories).ToListAsync(cancellation);
}
