using CrossSell.Core.Browse;
using CrossSell.Core.Catalog;

namespace CrossSell.Admin.Features.Products;

/// <summary>Filters and order of the product list as the address carries them: a link to the page is a link to exactly this list. What the address says wrongly is left out, never an error.</summary>
public sealed record ProductsPageState
{
    private static readonly (CrossSellFacet Facet, string Code)[] CrossSellCodes =
    [
        (CrossSellFacet.NoLinks, "no-links"), (CrossSellFacet.FewLinks, "few-links"), (CrossSellFacet.DeadLink, "dead-link"),
        (CrossSellFacet.HasSuggestion, "suggestion"), (CrossSellFacet.InBundle, "bundle"),
    ];

    private static readonly (StockFacet Facet, string Code)[] StockCodes = [(StockFacet.InStock, "in"), (StockFacet.Low, "low"), (StockFacet.Out, "out")];

    private static readonly (ProductStatus Facet, string Code)[] StatusCodes =
        [(ProductStatus.Active, "active"), (ProductStatus.Draft, "draft"), (ProductStatus.Archived, "archived")];

    private static readonly (ProductSort Sort, string Code)[] SortCodes =
    [
        (ProductSort.Name, "name"), (ProductSort.Sku, "sku"), (ProductSort.Price, "price"), (ProductSort.Stock, "stock"),
        (ProductSort.Completeness, "complete"), (ProductSort.Updated, "updated"),
    ];

    public string Text { get; init; } = "";

    /// <summary>Code of a category; null for all.</summary>
    public string? Category { get; init; }

    public EquatableSet<CrossSellFacet> CrossSell { get; init; } = [];

    public EquatableSet<StockFacet> Stock { get; init; } = [];

    public EquatableSet<ProductStatus> Status { get; init; } = [];

    public bool? Ready { get; init; }

    public bool EverySku { get; init; }

    public bool AllShops { get; init; }

    public ProductSort Sort { get; init; }

    public bool Descending { get; init; }

    /// <summary>How many filters narrow the list, the text not counted.</summary>
    public int Filters => CrossSell.Count + Stock.Count + Status.Count + (Ready is null ? 0 : 1) + (Category is null ? 0 : 1);

    public static ProductsPageState Parse(
        string? text = null, string? category = null, string? crossSell = null, string? stock = null, string? status = null,
        string? complete = null, string? rows = null, string? shops = null, string? sort = null) => new()
        {
            Text = text ?? "",
            Category = string.IsNullOrEmpty(category) ? null : category,
            CrossSell = Read(crossSell, CrossSellCodes),
            Stock = Read(stock, StockCodes),
            Status = Read(status, StatusCodes),
            Ready = complete switch { "yes" => true, "no" => false, _ => null },
            EverySku = rows == "sku",
            AllShops = shops == "all",
            Sort = SortCodes.FirstOrDefault(pair => pair.Code == sort?.TrimStart('-')).Sort,
            Descending = sort?.StartsWith('-') == true && SortCodes.Any(pair => pair.Code == sort[1..]),
        };

    public string ToAddress()
    {
        var parts = new List<string>();
        void Add(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                parts.Add($"{name}={Uri.EscapeDataString(value)}");
            }
        }

        Add("q", Text);
        Add("category", Category);
        Add("with", Write(CrossSell, CrossSellCodes));
        Add("stock", Write(Stock, StockCodes));
        Add("status", Write(Status, StatusCodes));
        Add("complete", Ready switch { true => "yes", false => "no", _ => null });
        Add("rows", EverySku ? "sku" : null);
        Add("shops", AllShops ? "all" : null);
        Add("sort", Sort == ProductSort.Best ? null : (Descending ? "-" : "") + SortCodes.First(pair => pair.Sort == Sort).Code);
        return Shared.Addresses.Products + (parts.Count > 0 ? "?" + string.Join('&', parts) : "");
    }

    public ProductListRequest ToRequest(int channelId, IReadOnlyList<Category> categories) => new()
    {
        Text = Text,
        ChannelId = channelId,
        AllShops = AllShops,
        EverySku = EverySku,
        CategoryId = categories.FirstOrDefault(category => category.Code == Category)?.Id,
        CrossSell = CrossSell.ToHashSet(),
        Stock = Stock.ToHashSet(),
        Status = Status.ToHashSet(),
        Ready = Ready,
        Sort = Sort,
        Descending = Descending,
    };

    /// <summary>Sorts by this; again turns it round; a third time goes back to the best matches first.</summary>
    public ProductsPageState By(ProductSort sort) =>
        Sort != sort ? this with { Sort = sort, Descending = false }
        : !Descending ? this with { Descending = true }
        : this with { Sort = ProductSort.Best, Descending = false };

    private static EquatableSet<T> Read<T>(string? text, (T Facet, string Code)[] codes)
        where T : struct =>
        [.. (text ?? "").Split(',').Join(codes, code => code, pair => pair.Code, (_, pair) => pair.Facet)];

    private static string Write<T>(EquatableSet<T> set, (T Facet, string Code)[] codes)
        where T : struct =>
        string.Join(',', codes.Where(pair => set.Contains(pair.Facet)).Select(pair => pair.Code));
}
