using CrossSell.Core.Catalog;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Bundles;

/// <summary>What the channel says about one product of a set today.</summary>
/// <param name="TaxBasisPoints">2100 is 21 %.</param>
public sealed record QuoteProduct(ProductSummary Summary, int TaxBasisPoints)
{
    /// <summary>Code of its product type; null for none.</summary>
    public string? TypeCode { get; init; }
}

/// <summary>Everything that the price of some bundles depends on in one channel, read once. Quotes of it are pure.</summary>
/// <param name="Products">Of components, replacements, variants and what fills slots.</param>
public sealed record QuoteFigures(Channel Channel, IReadOnlyDictionary<int, QuoteProduct> Products)
{
    /// <summary>Variants of the families, by family, in the order of their ids.</summary>
    public ILookup<int, int> Variants { get; init; } = Array.Empty<int>().ToLookup(id => id);

    /// <summary>What fills slots by a rule, the first in the slot's order.</summary>
    public IReadOnlyDictionary<SlotFill, IReadOnlyList<int>> Filled { get; init; } = new Dictionary<SlotFill, IReadOnlyList<int>>();

    public BundleSettings Settings { get; init; } = new();

    /// <summary>By product; empty where the shop does not say reductions against the lowest price.</summary>
    public IReadOnlyDictionary<int, PriceHistory> Histories { get; init; } = new Dictionary<int, PriceHistory>();

    /// <summary>Reads what quotes of these contents in the channel need.</summary>
    /// <param name="began">The earliest instant at which one of them began to be offered; null for none yet.</param>
    public static async Task<QuoteFigures> LoadAsync(
        StudioDb db, IReadOnlyCollection<BundleContent> contents, Channel channel, DateTimeOffset? began = null, CancellationToken cancellation = default)
    {
        var filled = await SlotFillQuery.LoadAsync(db, contents, channel.Id, cancellation);
        var named = contents.SelectMany(content => content.Components)
            .SelectMany(component => component.Replacements.Concat(component.Variants.Select(variant => variant.ProductId)).Prepend(component.ProductId))
            .Concat(filled.Values.SelectMany(ids => ids)).Distinct().ToArray();
        var families = await db.Products.Where(product => product.ParentId != null && named.Contains(product.ParentId.Value)).OrderBy(product => product.Id)
            .Select(product => new { product.Id, ParentId = product.ParentId!.Value }).ToListAsync(cancellation);
        var ids = named.Union(families.Select(variant => variant.Id)).ToArray();
        var settings = await db.BundleSettings.AsNoTracking().SingleOrDefaultAsync(item => item.ChannelId == channel.Id, cancellation)
            ?? new BundleSettings { ChannelId = channel.Id };
        return new QuoteFigures(channel, await ProductsAsync(db, ids, channel, cancellation))
        {
            Variants = families.ToLookup(variant => variant.ParentId, variant => variant.Id),
            Filled = filled,
            Settings = settings,
            Histories = settings.LowestPriceRule && ids.Length > 0
                ? await PriceHistoryRows.LoadAsync(db, ids, channel.Id, await SinceAsync(db, began, cancellation), cancellation)
                : new Dictionary<int, PriceHistory>(),
        };
    }

    /// <summary>What the channel says about these products.</summary>
    public static async Task<IReadOnlyDictionary<int, QuoteProduct>> ProductsAsync(
        StudioDb db, IReadOnlyCollection<int> ids, Channel channel, CancellationToken cancellation = default)
    {
        var rates = channel.TaxRates.ToDictionary(rate => rate.TaxClass, rate => rate.BasisPoints, StringComparer.OrdinalIgnoreCase);
        var known = await (
            from product in db.Products
            where ids.Contains(product.Id)
            join type in db.ProductTypes on product.ProductTypeId equals type.Id into types
            from type in types.DefaultIfEmpty()
            select new { product.Id, product.TaxClass, Type = type.Code }).ToDictionaryAsync(row => row.Id, cancellation);
        return (await ProductSummaries.LoadAsync(db, ids, channel.Id, cancellation)).ToDictionary(
            summary => summary.Id,
            summary => new QuoteProduct(summary, rates.GetValueOrDefault(known[summary.Id].TaxClass)) { TypeCode = known[summary.Id].Type });
    }

    // Nothing changed after the newest change set, so what is read from before it holds for now too.
    private static async Task<DateTimeOffset> SinceAsync(StudioDb db, DateTimeOffset? began, CancellationToken cancellation)
    {
        var newest = await db.ChangeSets.MaxAsync(set => (DateTimeOffset?)set.At, cancellation) ?? DateTimeOffset.UnixEpoch;
        return (began < newest ? began.Value : newest) - LowestPrice.Window;
    }
}
