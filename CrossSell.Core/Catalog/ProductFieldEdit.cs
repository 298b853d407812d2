using System.Globalization;

namespace CrossSell.Core.Catalog;

/// <summary>One field that can be edited on its own. The names are those of the entities, as recorded changes write them.</summary>
public enum ProductField
{
    Name,
    Brand,
    Gtin,
    Description,
    Status,
    Price,
    CompareAtPrice,
    Cost,
    Stock,
    Published,
}

/// <summary>
/// One field as somebody wants it. Values are text without a culture: amounts in minor units, a status by its name, null for none.
/// What is compared is the value that the person saw, not the version of the whole product: an edit of another field is no conflict.
/// </summary>
/// <param name="ChannelId">The shop, for a field of its listing; ignored for what holds in every shop.</param>
/// <param name="Seen">The value that the person had before them while typing.</param>
public sealed record ProductFieldEdit(int ProductId, int? ChannelId, ProductField Field, string? Seen, string? Wanted);

/// <summary>Somebody else changed the same field meanwhile: what is there now, and by whom and when, as far as it was recorded.</summary>
public sealed record FieldConflict(ProductField Field, string? Wanted, string? Now, FieldAuthor? Author);

/// <summary>Who changed a field last, and when.</summary>
public sealed record FieldAuthor(string Name, DateTimeOffset At);

/// <summary>What came of an edit of one field: written, not needed because the value stood there already, or in conflict and not written.</summary>
/// <param name="ChangeSetId">For undo; null when nothing was written.</param>
public sealed record FieldEdited(long? ChangeSetId, FieldConflict? Conflict = null);

/// <summary>Reads single fields as <see cref="ProductFieldEdit"/> writes them.</summary>
public static class ProductFields
{
    /// <summary>Whether it belongs to a product in one shop rather than to the product everywhere.</summary>
    public static bool IsOfListing(this ProductField field) => field >= ProductField.Price;

    public static string? Of(Product product, ProductField field) => field switch
    {
        ProductField.Name => product.Name,
        ProductField.Brand => product.Brand,
        ProductField.Gtin => product.Gtin,
        ProductField.Description => product.Description,
        ProductField.Status => product.Status.ToString(),
        _ => throw new ArgumentOutOfRangeException(nameof(field), field, "This is a field of a listing."),
    };

    public static string? Of(Listing listing, ProductField field) => field switch
    {
        ProductField.Price => Text(listing.Price),
        ProductField.CompareAtPrice => Text(listing.CompareAtPrice),
        ProductField.Cost => Text(listing.Cost),
        ProductField.Stock => Text(listing.Stock),
        ProductField.Published => listing.Published ? "true" : "false",
        _ => throw new ArgumentOutOfRangeException(nameof(field), field, "This is a field of a product."),
    };

    public static string? Text(long? number) => number?.ToString(CultureInfo.InvariantCulture);

    public static long? Number(string? text) => text is null ? null : long.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    internal static ProductEdit With(ProductEdit edit, ProductField field, string? value) => field switch
    {
        ProductField.Name => edit with { Name = value ?? "" },
        ProductField.Brand => edit with { Brand = value },
        ProductField.Gtin => edit with { Gtin = value },
        ProductField.Description => edit with { Description = value },
        ProductField.Status => edit with { Status = Enum.Parse<ProductStatus>(value ?? "") },
        _ => throw new ArgumentOutOfRangeException(nameof(field), field, "This is a field of a listing."),
    };

    internal static ListingEdit With(ListingEdit edit, ProductField field, string? value) => field switch
    {
        ProductField.Price => edit with { Price = Number(value) ?? 0 },
        ProductField.CompareAtPrice => edit with { CompareAtPrice = Number(value) },
        ProductField.Cost => edit with { Cost = Number(value) },
        ProductField.Stock => edit with { Stock = Number(value) is { } pieces ? (int)Math.Clamp(pieces, -1, int.MaxValue) : null },
        ProductField.Published => edit with { Published = value == "true" },
        _ => throw new ArgumentOutOfRangeException(nameof(field), field, "This is a field of a product."),
    };
}
