namespace CrossSell.Core.Dialects;

/// <summary>A link on its way out.</summary>
/// <param name="Type">As in a <see cref="LinkFact"/>.</param>
/// <param name="IsFamily">The target is a family: some systems name those elsewhere.</param>
public sealed record ExportLink(string Type, string Target, bool IsFamily = false, int? Quantity = null)
{
    /// <summary>The target is one of a family: systems that link whole products cannot say that.</summary>
    public bool IsVariant { get; init; }

    /// <summary>It was made together with a link of the other direction.</summary>
    public bool IsPaired { get; init; }
}

/// <summary>A product on its way out: what is said of it, and what it is linked to, in the order of each type.</summary>
public sealed record ExportProduct(ProductFact Fact, IReadOnlyList<ExportLink> Links, BundleFact? Bundle = null);

/// <summary>A product that stands alone, or a family followed by its variants.</summary>
/// <param name="Options">Codes of the attributes by which the shopper chooses a variant; null to go by what differs.</param>
public sealed record ExportGroup(IReadOnlyList<ExportProduct> Products, IReadOnlyList<string>? Options = null)
{
    public ExportProduct Head => Products[0];

    public IEnumerable<ExportProduct> Variants => Products.Where(product => product.Fact.Kind == FactKind.Variant);

    /// <summary>What tells the variants apart: attributes that each of them has and that are not the same everywhere; the first three.</summary>
    public IReadOnlyList<string> OptionCodes()
    {
        if (Options is not null)
        {
            return Options;
        }

        var variants = Variants.ToList();
        return
        [
            .. variants.SelectMany(variant => variant.Fact.Attributes.Select(one => one.Code)).Distinct(StringComparer.OrdinalIgnoreCase)
                .Where(code => variants.TrueForAll(variant => ValueOf(variant.Fact, code) is not null)
                    && variants.Select(variant => ValueOf(variant.Fact, code)).Distinct(StringComparer.Ordinal).Skip(1).Any())
                .Take(3),
        ];
    }

    public static string? ValueOf(ProductFact fact, string code) =>
        fact.Attributes.Find(one => one.Code.Equals(code, StringComparison.OrdinalIgnoreCase)).Value;
}

/// <summary>One row of a file as a system writes it.</summary>
/// <param name="Key">What the row is of, within its group: the same for the same thing before and after a change.</param>
/// <param name="Line">Line of the row that the facts came from; 0 for none.</param>
/// <param name="Cells">By the system's own name of the column; what is not there is not said.</param>
public sealed record WrittenRow(string Key, int Line, IReadOnlyDictionary<string, string> Cells);

/// <summary>What a writer has to know of the shop and of the source.</summary>
public sealed record WriterShop
{
    /// <summary>ISO 4217; null where no shop was chosen, so that there are no prices.</summary>
    public string? Currency { get; init; }

    /// <summary>Amounts have a decimal comma in this source.</summary>
    public bool HasComma { get; init; }

    /// <summary>How the system names a product that it does not name by SKU: by handle.</summary>
    public Func<string, string?> HandleOf { get; init; } = _ => null;

    /// <summary>Address of the page of a product in the shop; null where the shop gave none.</summary>
    public Func<string, string?> AddressOf { get; init; } = _ => null;
}
