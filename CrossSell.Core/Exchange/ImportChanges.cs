using System.Globalization;
using System.Text;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using Sylvan.Data.Csv;

namespace CrossSell.Core.Exchange;

/// <summary>One field that an import would change, as a line of the file of changes.</summary>
/// <param name="Line">Of the row in the imported file.</param>
/// <param name="Name">Of the product, as it will be.</param>
/// <param name="Field">As our own files call it; <see cref="ImportChanges.NewProduct"/> for a product that is not there yet.</param>
/// <param name="Old">Blank where there is nothing. Amounts carry their currency: 1299.00 EUR.</param>
public sealed record ImportChange(int Line, string Sku, string Name, string Field, string Old, string New)
{
    // A sale halves a price, and seldom more; a decimal mark that was read wrongly makes it ten times or a hundredth.
    private const decimal Leap = 3;

    /// <summary>
    /// New amount divided by old, to two decimals (above 1) or two significant ones (below), where that is at least 3 or at most a third: as a misread
    /// decimal mark does it. Null for all others, and for what is no amount or had none.
    /// </summary>
    public decimal? Factor => Field is "price" or "compare_at_price" or "cost" && Amount(Old) is > 0 and var old && Amount(New) is > 0 and var now
        && (now >= old * Leap || now * Leap <= old) ? decimal.Round(now / old, now > old ? 1 : 3) : null;

    private static decimal? Amount(string text) => text.Split(' ') is [var number, _]
        && decimal.TryParse(number, NumberStyles.Number, CultureInfo.InvariantCulture, out var amount) ? amount : null;
}

/// <summary>A part of what an import would change.</summary>
/// <param name="Total">Changes of the fields that were asked for.</param>
/// <param name="Fields">All fields that change, and how often each does.</param>
public sealed record ImportChangePage(IReadOnlyList<ImportChange> Rows, int Total, IReadOnlyList<KeyValuePair<string, int>> Fields)
{
    /// <summary>How many of them leap (<see cref="ImportChange.Factor"/>); those stand first.</summary>
    public int Leaps { get; init; }
}

/// <summary>The file of everything that an import would change, field by field: written by a trial, shown in part, and given to people whole.</summary>
public static class ImportChanges
{
    /// <summary>Stands as the field of a product that is added.</summary>
    public const string NewProduct = "new product";

    internal static readonly string[] Columns = ["line", "sku", "name", "field", "old", "new"];

    /// <summary>The first changes of a file of changes, with how many there are of each field.</summary>
    /// <param name="field">Only changes of this field; null for all.</param>
    /// <param name="most">How many rows are read into memory; all are counted.</param>
    /// <param name="leapsFirst">Amounts that leap stand before all others, else the order is that of the file.</param>
    public static async Task<ImportChangePage> ReadAsync(string path, string? field, int most, bool leapsFirst, CancellationToken cancellation)
    {
        var (rows, total, leaps, fields) = (new List<ImportChange>(), 0, 0, new Dictionary<string, int>(StringComparer.Ordinal));
        var first = new List<ImportChange>();
        await using var csv = await CsvDataReader.CreateAsync(
            path, new CsvDataReaderOptions { MaxBufferSize = 1 << 20 }, cancellation);
        while (await csv.ReadAsync(cancellation))
        {
            var of = csv.GetString(3);
            fields[of] = fields.GetValueOrDefault(of) + 1;
            if (field is not null && of != field)
            {
                continue;
            }

            total++;
            var change = new ImportChange(int.Parse(csv.GetString(0), CultureInfo.InvariantCulture), Cell(1), Cell(2), of, Cell(4), Cell(5));
            var isLeap = change.Factor is not null;
            leaps += isLeap ? 1 : 0;
            var list = isLeap && leapsFirst ? first : rows;
            if (list.Count < most)
            {
                list.Add(change);
            }
        }

        return new ImportChangePage(
            [.. first.Concat(rows).Take(most)], total,
            [.. fields.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal)])
        { Leaps = leaps };

        string Cell(int column) => SheetGuard.Open(csv.GetFieldSpan(column)).ToString();
    }
}

/// <summary>Writes the file of changes while rows are compared.</summary>
internal sealed class ImportChangeWriter(string path) : IAsyncDisposable
{
    private readonly List<ImportChange> waiting = [];
    private readonly HashSet<int> dropped = [];
    private readonly StreamWriter writer = new(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
    private bool hasHeader;

    public void Add(ImportChange change) => waiting.Add(change);

    /// <summary>The row was refused after all.</summary>
    public void Drop(int line) => dropped.Add(line);

    public async Task FlushAsync()
    {
        if (!hasHeader)
        {
            hasHeader = true;
            await CsvCells.WriteLineAsync(writer, ImportChanges.Columns);
        }

        foreach (var change in waiting)
        {
            await CsvCells.WriteLineAsync(
                writer, [change.Line.ToString(CultureInfo.InvariantCulture), change.Sku, change.Name, change.Field, change.Old, change.New]);
        }

        waiting.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        await FlushAsync();
        await writer.DisposeAsync();
        if (dropped.Count > 0)
        {
            var all = await ImportChanges.ReadAsync(path, null, int.MaxValue, leapsFirst: false, CancellationToken.None);
            var kept = all.Rows.Where(row => !dropped.Contains(row.Line)).ToList();
            dropped.Clear();
            await using var again = new ImportChangeWriter(path);
            kept.ForEach(again.Add);
        }
    }
}

/// <summary>Says of rows that were compared which fields change, from what to what.</summary>
internal sealed class CatalogChanges(ImportChangeWriter writer, CatalogHeader header, IReadOnlyList<ProductType> types, CategoryPaths categories)
{
    private readonly Dictionary<int, string> typeNames = types.ToDictionary(type => type.Id, type => type.Code);
    private readonly Dictionary<int, string> attributes = header.Attributes.Select(attribute => attribute.Attribute).DistinctBy(attribute => attribute.Id)
        .ToDictionary(attribute => attribute.Id, attribute => Completeness.AttributePrefix + attribute.Code);

    // Of the product whose row is being compared.
    private string name = "";

    public Task FlushAsync() => writer.FlushAsync();

    public void Drop(int line) => writer.Drop(line);

    /// <param name="product">Null for one that is added: of that only the name and the listing are said.</param>
    /// <param name="children">Null where the file is of listings.</param>
    /// <param name="listing">As it shall be; null where it stays.</param>
    public void Add(CatalogImportRow row, Product? product, Product next, ChildChanges? children, Channel? channel, Listing? listing, ExistingRows facts)
    {
        name = next.Name;
        if (product is null)
        {
            Say(row, ImportChanges.NewProduct, "", next.Name);
        }
        else if (children is not null)
        {
            Fields(row, product, next);
            Children(row, product, children, facts);
        }

        if (channel is not null && listing is not null)
        {
            Shop(row, channel, product is null ? null : facts.Listings[product.Id].FirstOrDefault(old => old.ChannelId == channel.Id), listing);
        }
    }

    private void Fields(CatalogImportRow row, Product product, Product next)
    {
        Compare(row, "name", product.Name, next.Name);
        Compare(row, "brand", product.Brand, next.Brand);
        Compare(row, "status", Word(product.Status), Word(next.Status));
        Compare(row, "kind", Word(product.Kind), Word(next.Kind));
        Compare(row, "gtin", product.Gtin, next.Gtin);
        Compare(row, "description", product.Description, next.Description);
        Compare(row, "tax_class", product.TaxClass, next.TaxClass);
        Compare(row, "tags", string.Join(", ", product.Tags), string.Join(", ", next.Tags));
        Compare(row, "product_type", TypeOf(product.ProductTypeId), TypeOf(next.ProductTypeId));
        if (product.ParentId != next.ParentId)
        {
            Say(row, "parent", product.ParentId is null ? "" : "(another family)", row.Parent ?? "");
        }

        if (product.SuccessorId != next.SuccessorId)
        {
            Say(row, "successor", product.SuccessorId is null ? "" : "(another product)", row.Successor ?? "");
        }
    }

    private void Children(CatalogImportRow row, Product product, ChildChanges children, ExistingRows facts)
    {
        if (row.Categories is { Count: > 0 } paths)
        {
            int?[] places = [product.CategoryId, .. facts.Categories[product.Id].Order().Select(id => (int?)id)];
            Compare(row, "categories", string.Join(" | ", places.OfType<int>().Select(categories.PathOf)), string.Join(" | ", paths));
        }

        foreach (var value in children.Values)
        {
            Compare(
                row, attributes[value.AttributeId], Listed(facts.Values.GetValueOrDefault((product.Id, value.AttributeId))), Listed(value.Text));
        }

        foreach (var text in children.Texts)
        {
            var (name, description) = facts.Texts.GetValueOrDefault((product.Id, text.Locale));
            Compare(row, $"name@{text.Locale}", name, text.Name);
            Compare(row, $"description@{text.Locale}", description, text.Description);
        }
    }

    private void Shop(CatalogImportRow row, Channel channel, Listing? old, Listing next)
    {
        string? Amount(long? minor) => minor is { } known
            ? new Money(known, channel.Currency).Amount.ToString($"F{channel.Currency.Decimals}", CultureInfo.InvariantCulture) + $" {channel.Currency}"
            : null;
        Compare(row, "price", Amount(old?.Price), Amount(next.Price));
        Compare(row, "compare_at_price", Amount(old?.CompareAtPrice), Amount(next.CompareAtPrice));
        Compare(row, "cost", Amount(old?.Cost), Amount(next.Cost));
        Compare(row, "stock", old?.Stock?.ToString(CultureInfo.InvariantCulture), next.Stock?.ToString(CultureInfo.InvariantCulture));
        Compare(row, "published", old is null ? null : old.Published ? "yes" : "no", next.Published ? "yes" : "no");
    }

    private string? TypeOf(int? id) => id is { } known ? typeNames.GetValueOrDefault(known) : null;

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    private static string? Listed(string? text) => text?.Replace(AttributeValue.Separator.ToString(), " | ", StringComparison.Ordinal);

    private void Compare(CatalogImportRow row, string field, string? old, string? now)
    {
        if ((old ?? "") != (now ?? ""))
        {
            Say(row, field, old ?? "", now ?? "");
        }
    }

    private void Say(CatalogImportRow row, string field, string old, string now) => writer.Add(new ImportChange(row.Line, row.Sku, name, field, old, now));
}
