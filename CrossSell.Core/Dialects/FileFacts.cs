namespace CrossSell.Core.Dialects;

/// <summary>Whether a product stands alone, holds variants or is one.</summary>
public enum FactKind
{
    Simple,
    Family,
    Variant,
}

/// <summary>Prices of a product in one currency, as invariant decimals ("59.90").</summary>
/// <param name="Currency">Code of the currency; null where the file names none: then it is the shop's.</param>
public sealed record PriceFact(string? Currency, string? Price, string? CompareAt, string? Cost)
{
    /// <summary>The market of the system that the price is for, by name; null for the price of all others.</summary>
    public string? Market { get; init; }
}

/// <summary>A product as another system's file says it. Null is what the file does not say: it changes nothing.</summary>
public sealed class ProductFact
{
    // Made when they are asked for, with room for one: there can be hundreds of thousands of products, and most have one of each or none.
    private List<string>? categories, tags, pictures;
    private List<PriceFact>? prices;
    private List<(string Code, string Value)>? attributes;
    private List<TextFact>? texts;

    /// <summary>Line of the row that says most of it.</summary>
    public required int Line { get; init; }

    /// <summary>The file's own SKU, or an identity that is the same on the next import.</summary>
    public required string Sku { get; set; }

    public FactKind Kind { get; set; }

    /// <summary>SKU of the family, for a variant.</summary>
    public string? Parent { get; set; }

    /// <summary>A variant whose name is made of its family's and what tells it apart, and whose status is its family's: the file says neither of it.</summary>
    public bool IsNamedByFamily { get; init; }

    /// <summary>A family that the file has no row for: its variants name it.</summary>
    public bool IsImplied { get; init; }

    public string? Name { get; set; }

    public string? Brand { get; set; }

    public string? ProductType { get; set; }

    public string? Description { get; set; }

    /// <summary>active, draft or archived.</summary>
    public string? Status { get; set; }

    /// <summary>Paths, their parts joined by " > ".</summary>
    public List<string> Categories => categories ??= new(1);

    public List<string> Tags => tags ??= new(1);

    public string? Gtin { get; set; }

    /// <summary>Addresses or names of pictures, each once.</summary>
    public List<string> Pictures => pictures ??= new(1);

    public List<PriceFact> Prices => prices ??= new(1);

    /// <summary>Pieces; null where the file does not say.</summary>
    public int? Stock { get; set; }

    /// <summary>By code, as the file calls it.</summary>
    public List<(string Code, string Value)> Attributes => attributes ??= new(1);

    /// <summary>Name and description in other languages, by locale or store view.</summary>
    public List<TextFact> Texts => texts ??= new(1);
}

/// <summary>A name or description in one language.</summary>
/// <param name="Locale">As the file calls it: <c>de_DE</c>, or the code of a store view.</param>
public sealed record TextFact(int Line, string Column, string Locale, bool IsName, string Text);

/// <summary>A link as another system's file says it.</summary>
/// <param name="Column">Where it stands, as the file calls the column.</param>
/// <param name="Type">A type of link of ours, such as <c>cross-sell</c>, or the file's own word where it has no counterpart.</param>
/// <param name="Position">From 1; null where the file does not order them.</param>
public sealed record LinkFact(int Line, string Column, string Source, string Target, string Type, int? Position = null, int? Quantity = null);

/// <summary>A type of link as another system's file defines it.</summary>
/// <param name="Labels">What it is called, by locale: <c>de-DE</c>.</param>
public sealed record LinkTypeFact(int Line, string Code, bool IsTwoWay, bool IsQuantified, IReadOnlyList<(string Locale, string Text)> Labels);

/// <summary>A part of a bundle.</summary>
/// <param name="Slot">The choice that it is one of; null for a part that always comes along.</param>
public sealed record BundlePartFact(int Line, string? Slot, string Sku, int Quantity);

/// <summary>A choice of a bundle.</summary>
/// <param name="IsMany">Several may be taken.</param>
public sealed record BundleSlotFact(string Title, bool IsRequired, bool IsMany);

/// <summary>A bundle as another system's file says it.</summary>
/// <param name="FixedPrice">As an invariant decimal; null where it is the sum of its parts.</param>
public sealed record BundleFact(
    int Line, string Code, string? Name, string? FixedPrice, IReadOnlyList<BundleSlotFact> Slots, IReadOnlyList<BundlePartFact> Parts);

/// <summary>A line of an order.</summary>
/// <param name="OrderedAt">As an instant of ISO 8601, or as the file writes it where that has no offset.</param>
/// <param name="Customer">What tells customers apart, in memory only: it is hashed before it is written anywhere. Null when the file names none.</param>
/// <param name="Status">sold or returned.</param>
public sealed record OrderLineFact(
    int Line, string OrderId, string OrderedAt, string? Customer, string Status, string Sku, int Quantity, string UnitPrice, string? Name)
{
    /// <summary>Where the line has no SKU: all that its name may mean, the likeliest first, of which the catalogue knows one at most.</summary>
    public IReadOnlyList<string> Candidates { get; init; } = [];
}

/// <summary>What a file of another system says, and what became of each of its rows.</summary>
public sealed class FileFacts
{
    public List<ProductFact> Products { get; } = [];

    public List<LinkFact> Links { get; } = [];

    public List<BundleFact> Bundles { get; } = [];

    public List<LinkTypeFact> LinkTypes { get; } = [];

    public List<OrderLineFact> OrderLines { get; } = [];

    /// <summary>What is wrong, in the order of the file.</summary>
    public List<RowRefusal> Refused { get; } = [];

    /// <summary>Whose row each row of the table is, by SKU; null for rows of nothing that is kept.</summary>
    public IReadOnlyList<string?> Owners { get; set; } = [];

    /// <summary>Columns that say nothing to this studio, as written.</summary>
    public List<string> LeftAside { get; } = [];

    /// <summary>By our own name of a field, the column that says it, as the file calls it: errors name that.</summary>
    public Dictionary<string, string> Columns { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>All data rows.</summary>
    public int Rows { get; set; }

    /// <summary>Rows of which something is kept.</summary>
    public int RowsUsed { get; set; }

    /// <summary>Rows of which nothing is kept because something in them is wrong.</summary>
    public int RowsRefused { get; set; }

    /// <summary>Rows that are nothing to this studio, such as lines of cancelled orders.</summary>
    public int RowsAside { get; set; }

    /// <summary>Families and products that stand alone.</summary>
    public int ProductCount => Products.Count(product => product.Kind != FactKind.Variant);

    public int FamilyCount => Products.Count(product => product.Kind == FactKind.Family);

    /// <summary>What can be bought: variants, and products that stand alone.</summary>
    public int SellableCount => Products.Count(product => product.Kind != FactKind.Family);

    public int OrderCount => OrdersPassedOn ?? OrderLines.Select(line => line.OrderId).Distinct(StringComparer.OrdinalIgnoreCase).Count();

    /// <summary>How many orders there were, where their lines were passed on as they were read; null where they are all here.</summary>
    internal int? OrdersPassedOn { get; set; }

    /// <summary>
    /// The products one after the other, families before their variants, each let go when the next is asked for; afterwards there are none.
    /// </summary>
    internal IEnumerable<ProductFact> TakeProducts()
    {
        PutFamiliesFirst();
        Products.Reverse();
        while (Products.Count > 0)
        {
            var next = Products[^1];
            Products.RemoveAt(Products.Count - 1);
            yield return next;
        }
    }

    // Some systems write a family behind its variants, or only name it there: who knows the family is quicker with its variants.
    private void PutFamiliesFirst()
    {
        var ahead = new Dictionary<string, ProductFact>(StringComparer.OrdinalIgnoreCase);
        foreach (var family in Products.Where(product => product.Kind == FactKind.Family))
        {
            ahead.TryAdd(family.Sku, family);
        }

        var put = new HashSet<ProductFact>(ahead.Count, ReferenceEqualityComparer.Instance);
        var ordered = new List<ProductFact>(Products.Count);
        foreach (var product in Products)
        {
            if (product.Parent is { } parent && ahead.GetValueOrDefault(parent) is { } family && put.Add(family))
            {
                ordered.Add(family);
            }

            if (product.Kind != FactKind.Family || put.Add(product))
            {
                ordered.Add(product);
            }
        }

        Products.Clear();
        Products.AddRange(ordered);
    }

    /// <summary>Lets go of what was written elsewhere. What became of the rows stays.</summary>
    internal void LetGo()
    {
        Products.Clear();
        Products.TrimExcess();
        Links.Clear();
        Links.TrimExcess();
        Bundles.Clear();
    }

    public int PictureCount => Products.Sum(product => product.Pictures.Count);

    public int TextCount => Products.Sum(product => product.Texts.Count);

    /// <summary>Links by type, in the order of the alphabet.</summary>
    public IReadOnlyDictionary<string, int> LinksByType => new SortedDictionary<string, int>(
        Links.GroupBy(link => link.Type, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Count()), StringComparer.Ordinal);
}
