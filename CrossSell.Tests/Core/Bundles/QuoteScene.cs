using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;

namespace CrossSell.Tests.Core.Bundles;

/// <summary>What a shop says about some products, in memory, for quotes that need no database.</summary>
internal sealed class QuoteScene(string currency = "EUR", bool pricesIncludeTax = true)
{
    private readonly Dictionary<int, QuoteProduct> products = [];
    private readonly List<(int Parent, int Variant)> variants = [];
    private readonly Dictionary<SlotFill, IReadOnlyList<int>> filled = [];

    public Channel Channel { get; } = new() { Id = 1, Code = "shop", Name = "Shop", CurrencyCode = currency, PricesIncludeTax = pricesIncludeTax };

    public BundleSettings Settings { get; init; } = new();

    public Dictionary<int, PriceHistory> Histories { get; } = [];

    public QuoteScene With(int id, long price, long? cost = null, int? stock = 10, int tax = 2100, int? parent = null, string? type = null)
    {
        var family = variants.Exists(pair => pair.Parent == id);
        products[id] = new QuoteProduct(
            new ProductSummary(
                id, $"SKU-{id}", $"Product {id}", null, family ? ProductKind.Parent : parent is null ? ProductKind.Simple : ProductKind.Variant, parent,
                ProductStatus.Active, "product.slate", null, null, new Money(price, Channel.Currency),
                cost is { } known ? new Money(known, Channel.Currency) : null, stock, true),
            tax)
        { TypeCode = type };
        if (parent is { } of)
        {
            variants.Add((of, id));
            products[of] = products[of] with { Summary = products[of].Summary with { Kind = ProductKind.Parent } };
        }

        return this;
    }

    public QuoteScene Fill(SlotContent slot, params int[] ids)
    {
        filled[SlotFill.Of(slot, null)!] = ids;
        return this;
    }

    public BundleQuote Quote(BundleContent content, SplitBasis? basis = null) => BundleQuotes.Of(
        content,
        new QuoteFigures(Channel, products)
        {
            Variants = variants.ToLookup(pair => pair.Parent, pair => pair.Variant), Filled = filled, Settings = Settings, Histories = Histories,
        },
        basis: basis);

    public static BundleContent Content(PricingKind pricing, int percent, params ComponentContent[] components) =>
        new("Set", components, [1], pricing, percent);
}
