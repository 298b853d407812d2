using System.Globalization;
using System.Text.RegularExpressions;
using CrossSell.Core.Catalog;
using CrossSell.Core.Dialects;
using CrossSell.Core.Media;

namespace CrossSell.Core.Exchange;

/// <summary>One row of a catalogue file as read, before anything is looked up. Null is a blank cell or a missing column: it changes nothing.</summary>
internal sealed class CatalogImportRow
{
    public required int Line { get; init; }

    /// <summary>The row as it stands in the file, where it is known to be wrong as soon as it is read; else empty: it is fetched from the file again.</summary>
    public string Record { get; set; } = "";

    public required string Sku { get; init; }

    public string? Name { get; init; }

    public string? Brand { get; init; }

    public ProductStatus? Status { get; set; }

    /// <summary>SKU of what takes an archived product's place.</summary>
    public string? Successor { get; init; }

    public ProductKind? Kind { get; set; }

    public string? Parent { get; init; }

    public string? ProductType { get; init; }

    public IReadOnlyList<string>? Categories { get; init; }

    public string? TaxClass { get; init; }

    public string? Gtin { get; init; }

    public string? Description { get; init; }

    /// <summary>Addresses, each once.</summary>
    public IReadOnlyList<string> Pictures { get; set; } = [];

    public List<string>? Tags { get; init; }

    public string? Channel { get; init; }

    public FileAmount? Price { get; set; }

    public FileAmount? CompareAtPrice { get; set; }

    public FileAmount? Cost { get; set; }

    public int? Stock { get; set; }

    public bool? Published { get; set; }

    /// <summary>By place in the header's lists; null is blank.</summary>
    public required string?[] Attributes { get; init; }

    public required string?[] Texts { get; init; }

    public List<(string? Column, string Message)> Errors { get; } = [];

    public void Wrong(string? column, string message) => Errors.Add((column, $"Line {Line.ToString(CultureInfo.InvariantCulture)}: {message}"));
}

/// <summary>Reads the cells of catalogue rows. Whatever the machine's culture is, a file means the same.</summary>
internal sealed partial class CatalogImportRowReader(TableFile file, CatalogHeader header)
{
    public const char Several = '|';

    // Brands, types and paths repeat on thousands of rows: one string each.
    private readonly Dictionary<string, string> pool = new(StringComparer.Ordinal);

    public CatalogImportRow Read()
    {
        var row = new CatalogImportRow
        {
            Line = file.Line,
            Sku = file.Cell(header["sku"]).ToString(),
            Name = Text("name"),
            Brand = Pooled("brand"),
            Successor = Text("successor"),
            Parent = Pooled("parent"),
            ProductType = Pooled("product_type"),
            Categories = Pooled("categories") is { } categories ? Split(categories, Several) : null,
            TaxClass = Pooled("tax_class"),
            Gtin = Text("gtin"),
            Description = Text("description"),
            Tags = Pooled("tags") is { } tags
                ? [.. Split(tags, tags.Contains(Several, StringComparison.Ordinal) ? Several : ',').DistinctBy(tag => tag.ToUpperInvariant())]
                : null,
            Channel = Pooled("channel"),
            Attributes = new string?[header.Attributes.Count],
            Texts = new string?[header.Texts.Count],
        };
        if (file.Wrong is { } wrong)
        {
            row.Errors.Add((null, wrong));
            row.Record = file.Record;
            return row;
        }

        for (var at = 0; at < row.Attributes.Length; at++)
        {
            var cell = file.Cell(header.Attributes[at].Column);
            row.Attributes[at] = cell.IsEmpty ? null : Pooled(cell);
        }

        for (var at = 0; at < row.Texts.Length; at++)
        {
            var cell = file.Cell(header.Texts[at].Column);
            row.Texts[at] = cell.IsEmpty ? null : cell.ToString();
        }

        Check(row);
        row.Record = row.Errors.Count > 0 ? file.Record : "";
        return row;
    }

    private void Check(CatalogImportRow row)
    {
        if (row.Sku.Length is 0 or > Product.SkuLength)
        {
            row.Wrong("sku", $"sku is {(row.Sku.Length == 0 ? "empty" : "too long")}; give the product's code in 1 to {Product.SkuLength} characters.");
        }
        else if (ProductRules.IsPageAddress(row.Sku))
        {
            row.Wrong("sku", $"sku is \"{row.Sku}\", which cannot be a SKU: it is the address of a page.");
        }

        row.Status = Word<ProductStatus>(row, "status", OwnCells.StatusExpected, OwnCells.Status);
        row.Kind = Word<ProductKind>(row, "kind", OwnCells.KindExpected, OwnCells.Kind);
        row.Published = Word<bool>(
            row, "published", "yes or no", word => word switch { "yes" or "true" or "1" => true, "no" or "false" or "0" => false, _ => null });
        Pictures(row);
        row.Price = Amount(row, "price");
        row.CompareAtPrice = Amount(row, "compare_at_price");
        row.Cost = Amount(row, "cost");
        var stock = file.Cell(header["stock"]);
        if (!stock.IsEmpty)
        {
            row.Stock = OwnCells.Stock(stock);
            if (row.Stock is null)
            {
                row.Wrong("stock", OwnCells.Wrong("stock", stock, OwnCells.StockExpected));
            }
        }
    }

    private void Pictures(CatalogImportRow row)
    {
        if (Text("image_urls") is not { } cell)
        {
            return;
        }

        List<string> addresses = [.. Addresses().Split(cell).Select(address => address.Trim()).Where(address => address.Length > 0)];
        if (addresses.Find(address => PictureAddress.Wrong(address) is not null) is { } wrong)
        {
            row.Wrong("image_urls", $"\"{Short(wrong)}\" is no web address; write https://..., several with | between.");
        }
        else if (addresses.Count > MediaService.MaxPerProduct)
        {
            row.Wrong("image_urls", $"image_urls names {addresses.Count} pictures; a product has at most {MediaService.MaxPerProduct}.");
        }
        else
        {
            row.Pictures = [.. addresses.DistinctBy(PictureAddress.Origin)];
        }
    }

    // A comma may stand inside an address: it parts only where another one begins.
    [GeneratedRegex(@"[|\s]+|,(?=\s*https?:)", RegexOptions.IgnoreCase)]
    private static partial Regex Addresses();

    private FileAmount? Amount(CatalogImportRow row, string column)
    {
        var cell = file.Cell(header[column]);
        if (cell.IsEmpty)
        {
            return null;
        }

        if (Amounts.TryRead(cell, header.Marks.GetValueOrDefault(header[column]), out var amount) && amount.Whole >= 0)
        {
            return amount;
        }

        row.Wrong(column, $"{column} is \"{Short(cell)}\"; write a number such as 12.95.");
        return null;
    }

    private T? Word<T>(CatalogImportRow row, string column, string expected, Func<string, T?> read)
        where T : struct
    {
        var cell = file.Cell(header[column]);
        if (cell.IsEmpty)
        {
            return null;
        }

        var value = read(Pooled(cell).ToLowerInvariant());
        if (value is null)
        {
            row.Wrong(column, OwnCells.Wrong(column, cell, expected));
        }

        return value;
    }

    private string? Text(string column)
    {
        var cell = file.Cell(header[column]);
        return cell.IsEmpty ? null : cell.ToString();
    }

    private string? Pooled(string column)
    {
        var cell = file.Cell(header[column]);
        return cell.IsEmpty ? null : Pooled(cell);
    }

    private string Pooled(ReadOnlySpan<char> cell)
    {
        var lookup = pool.GetAlternateLookup<ReadOnlySpan<char>>();
        if (lookup.TryGetValue(cell, out var known))
        {
            return known;
        }

        var made = cell.ToString();
        if (pool.Count < 100_000)
        {
            pool.Add(made, made);
        }

        return made;
    }

    private static string[] Split(string text, char by) => text.Split(by, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static string Short(ReadOnlySpan<char> cell) => cell.Length <= 40 ? cell.ToString() : $"{cell[..40]}…";
}
