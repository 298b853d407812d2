using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using static CrossSell.Core.Exchange.ExchangeTexts;

namespace CrossSell.Core.Exchange;

/// <summary>What the cells of a field are.</summary>
public enum FieldValue
{
    Text,
    Amount,
    Whole,
    Date,
}

/// <summary>A field that the readers know.</summary>
/// <param name="Key">As our own files call it: <c>compare_at_price</c>, <c>attr:color</c>.</param>
/// <param name="Label">In plain words: a text's key, or what the shop calls an attribute.</param>
/// <param name="IsNeeded">Without it no row of the kind says anything.</param>
public sealed record ImportField(string Key, string Label, FieldValue Value = FieldValue.Text, bool IsNeeded = false)
{
    /// <summary>The label in the language of the person.</summary>
    public string Words => L[Label];
}

/// <summary>What a column of a file may become, by what the file holds.</summary>
public static class ImportFields
{
    private static readonly ImportField Sku = new("sku", Texts.Key("SKU (article number)"), IsNeeded: true);

    private static readonly ImportField[] OfShop =
    [
        new("channel", Texts.Key("Shop (code)")), new("price", Texts.Key("Price"), FieldValue.Amount),
        new("compare_at_price", Texts.Key("Compare-at price"), FieldValue.Amount), new("cost", Texts.Key("Cost"), FieldValue.Amount),
        new("stock", Texts.Key("Stock"), FieldValue.Whole), new("published", Texts.Key("Published (yes or no)")),
    ];

    private static readonly ImportField[] OfProduct =
    [
        Sku, new("name", Texts.Key("Name")), new("brand", Texts.Key("Brand")), new("status", Texts.Key("Status")), new("gtin", Texts.Key("GTIN (EAN)")),
        new("description", Texts.Key("Description")), new("categories", Texts.Key("Categories")), new("product_type", Texts.Key("Product type")),
        new("tags", Texts.Key("Tags")), new("image_urls", Texts.Key("Picture addresses")), new("kind", Texts.Key("Kind (simple, parent or variant)")),
        new("parent", Texts.Key("Family (SKU of the parent)")), new("tax_class", Texts.Key("Tax class")),
        new("successor", Texts.Key("Successor (SKU)")), .. OfShop,
    ];

    private static readonly ImportField[] OfLink =
    [
        new("source_sku", Texts.Key("Product (SKU)"), IsNeeded: true), new("target_sku", Texts.Key("Linked product (SKU)"), IsNeeded: true),
        new("type", Texts.Key("Link type")), new("position", Texts.Key("Position"), FieldValue.Whole),
        new("quantity", Texts.Key("Quantity"), FieldValue.Whole), new("two_way", Texts.Key("Both ways (yes or no)")),
        new("valid_from", Texts.Key("Valid from"), FieldValue.Date), new("valid_to", Texts.Key("Valid to"), FieldValue.Date),
        new("channels", Texts.Key("Shops (codes)")), new("segment", Texts.Key("Segment")), new("state", Texts.Key("State")),
        new("note", Texts.Key("Note")), new("delete", Texts.Key("Remove the link (yes or no)")),
    ];

    private static readonly ImportField[] OfOrder =
    [
        new("order_id", Texts.Key("Order number"), IsNeeded: true), new("ordered_at", Texts.Key("Date of the order"), FieldValue.Date, IsNeeded: true), Sku,
        new("quantity", Texts.Key("Quantity"), FieldValue.Whole, IsNeeded: true),
        new("unit_price", Texts.Key("Price of one"), FieldValue.Amount, IsNeeded: true),
        new("status", Texts.Key("Status of the order")), new("customer", Texts.Key("Customer (kept as a keyed hash only)")),
        new("channel", Texts.Key("Shop (code)")), new(NativeOrderReader.BundleColumn, Texts.Key("Bundle that it was sold in (code or name)")),
    ];

    private static readonly ImportField[] OfBundle =
    [
        new(BundleFile.Code, Texts.Key("Bundle (code)"), IsNeeded: true), new("name", Texts.Key("Name")), new("kind", Texts.Key("Kind of bundle")),
        new("pricing", Texts.Key("Pricing")), new("amount", Texts.Key("Discount or price")), new("rounding", Texts.Key("Rounding")),
        new("channels", Texts.Key("Shops (codes)")), new("valid_from", Texts.Key("Valid from"), FieldValue.Date),
        new("valid_to", Texts.Key("Valid to"), FieldValue.Date), new("segment", Texts.Key("Segment")),
        new("stacks_with_codes", Texts.Key("Combines with discount codes (yes or no)")), new("composite", Texts.Key("Taxed as one (yes or no)")),
        new("text", Texts.Key("Text for shoppers")), new("picture", Texts.Key("Picture (as exported)")), new("note", Texts.Key("Note")),
        new(BundleFile.Slot, Texts.Key("Slot")), new("required", Texts.Key("Required (yes or no)")),
        new(BundleFile.Sku, Texts.Key("Product in the bundle (SKU)"), IsNeeded: true), new("role", Texts.Key("Role (part or trigger)")),
        new("quantity", Texts.Key("Quantity"), FieldValue.Whole), new("min_quantity", Texts.Key("Smallest quantity"), FieldValue.Whole),
        new("max_quantity", Texts.Key("Largest quantity"), FieldValue.Whole), new("discount", Texts.Key("Discount of the product (percent)")),
        new("price_delta", Texts.Key("Price difference")), new("leads", Texts.Key("Offered on its page (yes or no)")),
        new("replacements", Texts.Key("Replacements (SKUs)")), new("variants", Texts.Key("Variants (SKUs)")),
        new("included_bundle", Texts.Key("From the bundle (code)")), new("title", Texts.Key("Title in the bundle")),
        new("condition", Texts.Key("Rule of the slot (as exported)")),
        new("comparisons", Texts.Key("What the rule compares (as exported)")), new("limit", Texts.Key("Most products of the slot"), FieldValue.Whole),
        new("order", Texts.Key("Order in the slot")), new("may_repeat", Texts.Key("Same product again (yes or no)")),
    ];

    /// <summary>Those that every studio has.</summary>
    public static IReadOnlyList<ImportField> Of(ExchangeKind kind) => kind switch
    {
        ExchangeKind.Bundles => OfBundle,
        ExchangeKind.Products => OfProduct,
        ExchangeKind.Listings => [Sku, .. OfShop],
        ExchangeKind.Links => OfLink,
        _ => OfOrder,
    };

    /// <summary>Those of this studio: its attributes and its languages too.</summary>
    public static IReadOnlyList<ImportField> Of(ExchangeKind kind, CatalogueFields catalogue)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        return kind != ExchangeKind.Products ? Of(kind) :
        [
            .. OfProduct,
            .. catalogue.Locales.SelectMany(
                locale => new[] { new ImportField($"name@{locale}", $"name@{locale}"), new($"description@{locale}", $"description@{locale}") }),
            .. catalogue.Attributes.Select(attribute => new ImportField(Completeness.AttributePrefix + attribute.Code, attribute.Name)),
        ];
    }

    public static bool IsNeeded(ExchangeKind kind, string field) => Of(kind).Any(known => known.IsNeeded && known.Key == field);

    /// <summary>What the cells of the field are; text for one that only this studio has.</summary>
    public static FieldValue ValueOf(ExchangeKind kind, string? field) => Of(kind).FirstOrDefault(known => known.Key == field)?.Value ?? FieldValue.Text;

    /// <summary>What keeps a mapping from being used; empty when it can be.</summary>
    public static IReadOnlyList<MappingFault> Faults(FileMapping mapping)
    {
        ArgumentNullException.ThrowIfNull(mapping);
        var twice = mapping.Columns.Where(column => column.Field is not null).GroupBy(column => column.Field!, StringComparer.OrdinalIgnoreCase)
            .Where(group => group.Count() > 1).Select(group => new MappingFault(group.Key, [.. group.Select(column => column.Name)]));
        var missing = Of(mapping.Kind).Where(field => field.IsNeeded && !mapping.Has(field.Key)).Select(field => new MappingFault(field.Key, []));
        var nothing = mapping.Kind == ExchangeKind.Listings && !OfShop.Skip(1).Any(field => mapping.Has(field.Key))
            ? [new MappingFault("price", [])]
            : Array.Empty<MappingFault>();
        return [.. missing, .. nothing, .. twice];
    }

    /// <summary>The field that is about one shop while no column says which; null when nothing is to be asked.</summary>
    public static string? WithoutShop(FileMapping mapping)
    {
        ArgumentNullException.ThrowIfNull(mapping);
        return mapping.Has("channel") || mapping.Kind is ExchangeKind.Links or ExchangeKind.Bundles ? null
            : mapping.Kind == ExchangeKind.Orders ? "order_id"
            : OfShop.Skip(1).Select(field => field.Key).FirstOrDefault(mapping.Has);
    }
}

/// <summary>What keeps a mapping from being used.</summary>
/// <param name="Field">That is needed and no column becomes, or that several become.</param>
/// <param name="Columns">Those that become it; none where it is missing.</param>
public sealed record MappingFault(string Field, IReadOnlyList<string> Columns);

/// <summary>An attribute that a column may be of.</summary>
public sealed record CatalogueAttribute(string Code, string Name);

/// <summary>What columns may become in one studio beside the fields that all have.</summary>
/// <param name="Locales">Those that shops have beside their first.</param>
public sealed record CatalogueFields(IReadOnlyList<CatalogueAttribute> Attributes, IReadOnlyList<string> Locales)
{
    public static readonly CatalogueFields None = new([], []);
}
