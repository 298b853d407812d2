using System.Text;
using CrossSell.Admin.Shared;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Search;
using Microsoft.AspNetCore.WebUtilities;

namespace CrossSell.Admin.Features.Products;

/// <summary>
/// What the product list shows and how, as the address carries it: a link to the page is a link to exactly this list. Values that the shop does not know
/// stay in it (the page shows them with a way to remove them); parameters of others are left out. Prices are in whole units of the currency, as people write
/// them.
/// </summary>
public sealed record ProductsPageState
{
    /// <summary>More SKUs than this make an address that browsers and proxies cut.</summary>
    public const int MostSkus = 1000;

    private const decimal MostMoney = 1_000_000_000_000;

    // The order in which addresses name them; what the shop itself defines comes after.
    private static readonly string[] Keys =
    [
        FacetKeys.Category, FacetKeys.With, FacetKeys.Stock, FacetKeys.Status, FacetKeys.Complete, FacetKeys.Brand, FacetKeys.Type, FacetKeys.Price,
        FacetKeys.Tag,
        FacetKeys.Missing, FacetKeys.Links, FacetKeys.Changed, FacetKeys.ChangedBy, FacetKeys.Channel,
    ];

    public string Text { get; init; } = "";

    /// <summary>Only these, in the order they were pasted; empty means no such list.</summary>
    public EquatableList<string> Skus { get; init; } = [];

    /// <summary>By facet key. Set them by <see cref="With"/> and its kin, which keep them in an order of their own: equal lists are equal.</summary>
    public EquatableDictionary<string, FacetFilter> Filters { get; init; } = [];

    public bool EverySku { get; init; }

    public bool AllShops { get; init; }

    /// <summary>One of <see cref="CatalogSorts"/>.</summary>
    public string Sort { get; init; } = CatalogSorts.Best;

    public bool Descending { get; init; }

    /// <summary>Codes of <see cref="ProductColumns"/>, left to right; the product itself always stands before them.</summary>
    public EquatableList<string> Columns { get; init; } = ProductColumns.Standard;

    public bool Dense { get; init; }

    public bool Cards { get; init; }

    /// <summary>The view this began as: the id of a saved one or the code of a built-in one. Says nothing about what is shown.</summary>
    public string? View { get; init; }

    /// <summary>How many filters narrow the list, the text not counted.</summary>
    public int FilterCount => Filters.Values.Sum(filter => filter.Values.Count + (filter.From is null && filter.To is null ? 0 : 1)) + (Skus.Count > 0 ? 1 : 0);

    /// <param name="query">With or without its question mark.</param>
    public static ProductsPageState Parse(string? query)
    {
        var state = new ProductsPageState();
        foreach (var pair in new QueryStringEnumerable(query ?? ""))
        {
            var name = pair.DecodeName().ToString();
            var value = pair.DecodeValue().ToString();
            state = name switch
            {
                "q" => state with { Text = value },
                "sku" => state with { Skus = SkuList.Of([.. state.Skus, .. Parts(value).Select(Unescape)]) },
                "rows" => state with { EverySku = value == "sku" },
                "shops" => state with { AllShops = value == "all" },
                "sort" => Sorted(state, value),
                "cols" => state with { Columns = ProductColumns.Read(value) },
                "density" => state with { Dense = value == "compact" },
                "as" => state with { Cards = value == "cards" },
                "view" => state with { View = value.Length > 0 ? value : null },
                _ when IsFilter(name) => state with { Filters = state.Filters.With(name, Read(name, value, state.Filter(name))) },
                _ => state,
            };
        }

        return state;
    }

    /// <summary>Without a question mark; empty when nothing differs from how the page opens.</summary>
    public string ToQuery()
    {
        var parts = new List<string>();
        void Add(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                parts.Add($"{Uri.EscapeDataString(name)}={Uri.EscapeDataString(value).Replace("%2C", ",", StringComparison.Ordinal)}");
            }
        }

        Add("q", Text);
        Add("sku", string.Join(',', Skus.Select(Escape)));
        foreach (var (key, filter) in Filters.OrderBy(pair => Array.IndexOf(Keys, pair.Key) is var place and >= 0 ? place : int.MaxValue)
            .ThenBy(pair => pair.Key, StringComparer.Ordinal))
        {
            Add(key, Write(key, filter));
        }

        Add("rows", EverySku ? "sku" : null);
        Add("shops", AllShops ? "all" : null);
        Add("sort", Sort == CatalogSorts.Best ? null : (Descending ? "-" : "") + Sort);
        Add("cols", Columns.Equals(ProductColumns.Standard) ? null : ProductColumns.Write(Columns));
        Add("density", Dense ? "compact" : null);
        Add("as", Cards ? "cards" : null);
        // A view of which nothing is left is no view.
        Add("view", parts.Count > 0 ? View : null);
        return string.Join('&', parts);
    }

    public string ToAddress() => ToQuery() is { Length: > 0 } query ? $"{Addresses.Products}?{query}" : Addresses.Products;

    /// <summary>What a view keeps of it: everything but its own name.</summary>
    public string ToViewQuery() => (this with { View = null }).ToQuery();

    public CatalogQuery ToRequest(Channel channel) => new()
    {
        ChannelId = channel.Id,
        Text = Text,
        Skus = Skus,
        AllShops = AllShops,
        EverySku = EverySku,
        Filters = Filter(FacetKeys.Price) is { } price ? Filters.With(FacetKeys.Price, InMinor(price, channel.Currency.Scale)) : Filters,
        Sort = Sort,
        Descending = Descending,
    };

    public FacetFilter? Filter(string key) => Filters.TryGetValue(key, out var filter) ? filter : null;

    public bool Has(string key, string value) => Filter(key)?.Values.Contains(value) == true;

    /// <summary>With the value, or without it when it was in.</summary>
    public ProductsPageState Toggle(string key, string value)
    {
        var filter = Filter(key) ?? FacetFilter.Of();
        return With(
            key, filter with { Values = Ordered(filter.Values.Contains(value) ? filter.Values.Where(other => other != value) : filter.Values.Append(value)) });
    }

    /// <summary>With only this value, or without any when it stood alone: for values that exclude one another.</summary>
    public ProductsPageState Choose(string key, string value) =>
        With(key, Filter(key) is { From: null, To: null, Values: [var only] } && only == value ? null : FacetFilter.Of(value));

    /// <summary>With the range; without one when both ends are open. Ends that stand the wrong way round are turned.</summary>
    public ProductsPageState Between(string key, decimal? from, decimal? to)
    {
        var (least, most) = from > to ? (to, from) : (from, to);
        return With(key, (Filter(key) ?? FacetFilter.Of()) with { From = least, To = most });
    }

    public ProductsPageState Without(string key) => With(key, null);

    /// <summary>Everything that narrows taken away; what is seen of each product stays.</summary>
    public ProductsPageState Cleared() => this with { Text = "", Skus = [], Filters = [], View = null };

    /// <summary>Sorts by this; again turns it round; a third time goes back to the best matches first. What is newest comes first at once.</summary>
    public ProductsPageState By(string sort)
    {
        var first = sort is CatalogSorts.Updated or CatalogSorts.Created;
        return Sort != sort ? this with { Sort = sort, Descending = first }
            : Descending == first ? this with { Descending = !first }
            : this with { Sort = CatalogSorts.Best, Descending = false };
    }

    private static bool IsFilter(string name) =>
        Array.IndexOf(Keys, name) >= 0
            || (name.StartsWith(FacetKeys.AttributePrefix, StringComparison.Ordinal) && name.Length > FacetKeys.AttributePrefix.Length);

    private static bool MayBeRange(string key) =>
        key is FacetKeys.Price or FacetKeys.Links || key.StartsWith(FacetKeys.AttributePrefix, StringComparison.Ordinal);

    // Half a cent is not in the range that ends before it.
    private static FacetFilter InMinor(FacetFilter price, long scale) =>
        price with { From = Minor(price.From, scale, decimal.Ceiling), To = Minor(price.To, scale, decimal.Floor) };

    private static decimal? Minor(decimal? major, long scale, Func<decimal, decimal> whole) =>
        major is { } amount ? whole(Math.Clamp(amount, -MostMoney, MostMoney) * scale) : null;

    private static EquatableList<string> Ordered(IEnumerable<string> values) =>
        [.. values.Where(value => value.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private static ProductsPageState Sorted(ProductsPageState state, string value)
    {
        var code = value.TrimStart('-');
        return CatalogSorts.All.Contains(code) && code != CatalogSorts.Best ? state with { Sort = code, Descending = value.StartsWith('-') } : state;
    }

    private ProductsPageState With(string key, FacetFilter? filter) =>
        this with { Filters = Filters.With(key, filter is null or { Values.Count: 0, From: null, To: null } ? null : filter) };

    private static FacetFilter? Read(string key, string text, FacetFilter? already)
    {
        var filter = already ?? FacetFilter.Of();
        foreach (var part in Parts(text))
        {
            filter = MayBeRange(key) && Range(key, part) is var (from, to)
                ? filter with { From = from, To = to }
                : filter with { Values = Ordered(filter.Values.Append(Unescape(part))) };
        }

        return filter is { Values.Count: 0, From: null, To: null } ? null : filter;
    }

    private static string Write(string key, FacetFilter filter)
    {
        var parts = filter.Values.Select(value => Escape(value) is var text && MayBeRange(key) && Range(key, text) is not null ? "\\" + text : Escape(value));
        return string.Join(',', filter is { From: null, To: null }
            ? parts
            : parts.Append($"{(filter.From is { } from ? FacetNumbers.Write(from) : "")}..{(filter.To is { } to ? FacetNumbers.Write(to) : "")}"));
    }

    // "100..500", "100..", "..500"; of numbers that everybody has, one alone is exactly that.
    private static (decimal? From, decimal? To)? Range(string key, string part)
    {
        if (part.IndexOf("..", StringComparison.Ordinal) is var dots and >= 0)
        {
            var (left, right) = (part[..dots], part[(dots + 2)..]);
            var (from, to) = (FacetNumbers.Read(left), FacetNumbers.Read(right));
            return (from is null && left.Length > 0) || (to is null && right.Length > 0) || (from is null && to is null) ? null : (from, to);
        }

        return key is FacetKeys.Price or FacetKeys.Links && FacetNumbers.Read(part) is { } number ? (number, number) : null;
    }

    // A comma separates; one that belongs to a value stands after a backslash, and so does a backslash.
    private static string Escape(string value) => value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace(",", "\\,", StringComparison.Ordinal);

    private static string Unescape(string part)
    {
        var text = new StringBuilder(part.Length);
        for (var index = 0; index < part.Length; index++)
        {
            text.Append(part[index] == '\\' && index + 1 < part.Length ? part[++index] : part[index]);
        }

        return text.ToString();
    }

    private static List<string> Parts(string text)
    {
        var parts = new List<string>();
        var start = 0;
        for (var index = 0; index <= text.Length; index++)
        {
            if (index == text.Length || text[index] == ',')
            {
                if (index > start)
                {
                    parts.Add(text[start..index]);
                }

                start = index + 1;
            }
            else if (text[index] == '\\')
            {
                index += index + 1 < text.Length ? 1 : 0;
            }
        }

        return parts;
    }
}
