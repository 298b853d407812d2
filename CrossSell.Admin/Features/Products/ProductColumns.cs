using CrossSell.Core.Common;
using CrossSell.Core.Search;

namespace CrossSell.Admin.Features.Products;

/// <summary>One column that the product list can show.</summary>
/// <param name="Code">As addresses write it.</param>
/// <param name="Name">A key of the texts.</param>
/// <param name="Sort">One of <see cref="CatalogSorts"/>; null when the list cannot be ordered by it.</param>
/// <param name="Least">CSS pixels.</param>
/// <param name="Share">Of the room that is left; 0 for a column that stays as it is.</param>
/// <param name="Gives">In which turn it makes room for names where nobody has chosen the columns: 1 is the first to go, 0 stays.</param>
public sealed record ProductColumn(string Code, string Name, int Least, double Share = 0, string? Sort = null, bool IsNumber = false, int Gives = 0)
{
    /// <summary>The style classes of its cells. Made once: a list has hundreds of cells.</summary>
    public string Css { get; } = "cell" + (IsNumber ? " number" : "") + (Gives > 0 ? FormattableString.Invariant($" give-{Gives}") : "");

    /// <summary>A track of a CSS grid.</summary>
    public string Track => Share > 0 ? FormattableString.Invariant($"minmax({Least}px, {Share}fr)") : FormattableString.Invariant($"{Least}px");
}

/// <summary>The columns of the product list. The product itself always stands first and is none of them.</summary>
public static class ProductColumns
{
    public static readonly IReadOnlyList<ProductColumn> All =
    [
        new("category", Texts.Key("Category"), 84, .9, Gives: 1),
        new("brand", Texts.Key("Brand"), 88, .4, CatalogSorts.Brand),
        new("type", Texts.Key("Type"), 88, .4),
        new("price", Texts.Key("Price"), 96, .5, CatalogSorts.Price, true),
        new("compare-at", Texts.Key("Compare at"), 100, 0, null, true),
        new("cost", Texts.Key("Cost"), 100, 0, null, true),
        new("margin", Texts.Key("Margin"), 84, 0, CatalogSorts.Margin, true),
        new("stock", Texts.Key("Stock"), 104, .5, CatalogSorts.Stock, true),
        new("links", Texts.Key("Links"), 84, .4, CatalogSorts.Links, true),
        new("suggestions", Texts.Key("Suggestions"), 100, 0, null, true),
        new("bundles", Texts.Key("Bundles"), 80, 0, null, true),
        new("complete", Texts.Key("Complete"), 72, .7, CatalogSorts.Complete, Gives: 2),
        new("missing", Texts.Key("Missing fields"), 140, .6),
        new("status", Texts.Key("Status"), 92, .45, CatalogSorts.Status, Gives: 3),
        new("channels", Texts.Key("Shops"), 120, .5),
        new("tags", Texts.Key("Tags"), 120, .5),
        new("gtin", Texts.Key("GTIN"), 136),
        new("updated", Texts.Key("Updated"), 116, 0, CatalogSorts.Updated),
        new("created", Texts.Key("Created"), 116, 0, CatalogSorts.Created),
    ];

    /// <summary>What the list opens with.</summary>
    public static readonly EquatableList<string> Standard = ["category", "price", "stock", "links", "complete", "status"];

    // How addresses write that nothing but the product is shown.
    private const string None = "-";

    private static readonly Dictionary<string, ProductColumn> ByCode = All.ToDictionary(column => column.Code, StringComparer.Ordinal);

    public static IEnumerable<ProductColumn> Of(IEnumerable<string> codes) => codes.Select(code => ByCode[code]);

    /// <summary>Known columns of the text, each once. A text that names none of them is how the list opens.</summary>
    public static EquatableList<string> Read(string text)
    {
        EquatableList<string> codes = [.. text.Split(',').Where(ByCode.ContainsKey).Distinct()];
        return codes.Count > 0 || text == None ? codes : Standard;
    }

    public static string Write(EquatableList<string> codes) => codes.Count > 0 ? string.Join(',', codes) : None;

    /// <summary>With the column at the end, or without it when it was in.</summary>
    public static EquatableList<string> Toggle(EquatableList<string> codes, string code) =>
        codes.Contains(code) ? [.. codes.Where(other => other != code)] : [.. codes, code];

    /// <summary>Moved to a place among the others; beyond an end is that end.</summary>
    public static EquatableList<string> Move(EquatableList<string> codes, string code, int place)
    {
        var others = codes.Where(other => other != code).ToList();
        if (others.Count < codes.Count)
        {
            others.Insert(Math.Clamp(place, 0, others.Count), code);
        }

        return [.. others];
    }
}
