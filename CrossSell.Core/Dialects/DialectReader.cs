using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;

namespace CrossSell.Core.Dialects;

/// <summary>
/// Reads the table of one system into facts. A reader may look at all rows before it says what one of them is; what it cannot use it refuses row by row, so
/// that one bad row never hides the next, and every row is counted as used, refused or left aside.
/// </summary>
[Engine]
internal abstract partial class DialectReader
{
    private readonly Dictionary<int, DecimalMark> marks = [];
    private readonly Dictionary<string, ProductFact> bySku = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<(string Source, string Target, string Type)> links = new(SameLink.Instance);

    protected DialectReader(SourceTable table)
    {
        Table = table;
        Columns = new ColumnBook(table.Names);
    }

    public SourceTable Table { get; }

    public ColumnBook Columns { get; }

    /// <summary>Who does not ask for the links gets the first of them, which says that there are some: they can be more than everything else.</summary>
    public bool SkipsLinks { get; set; }

    protected FileFacts Facts { get; } = new();

    /// <summary>Rows that are rows of the table; the others are refused already.</summary>
    protected IReadOnlyList<SourceRow> Rows { get; private set; } = [];

    public FileFacts Read()
    {
        foreach (var row in Table.Rows)
        {
            if (row.Broken is { } broken)
            {
                Refuse(row, -1, "row.broken", broken);
            }
        }

        Rows = Facts.Refused.Count == 0 ? Table.Rows : [.. Table.Rows.Where(row => row.Broken is null)];
        ReadRows();
        if (Table.Content == DialectContent.Links)
        {
            // A file of links names its products, and says nothing else of them.
            Facts.Products.Clear();
        }

        AddImpliedFamilies();
        Facts.Rows = Table.Rows.Count;
        foreach (var row in Table.Rows)
        {
            switch (row.State)
            {
                case RowState.Used:
                    Facts.RowsUsed++;
                    break;
                case RowState.Refused:
                    Facts.RowsRefused++;
                    break;
                default:
                    Facts.RowsAside++;
                    break;
            }
        }

        Facts.Owners = Table.Content == DialectContent.Orders ? [] : [.. Table.Rows.Select(row => row.Owner)];
        Facts.LeftAside.AddRange(Columns.LeftAside);
        Facts.Refused.Sort((one, other) => one.Line.CompareTo(other.Line));
        return Facts;
    }

    protected abstract void ReadRows();

    /// <summary>Says which columns hold what, so that an error of a field names its column.</summary>
    protected void Say(params ReadOnlySpan<(string Field, int Column)> fields)
    {
        foreach (var (field, column) in fields)
        {
            if (column >= 0)
            {
                Facts.Columns.TryAdd(field, Columns.Name(column));
            }
        }
    }

    protected static string Cell(SourceRow row, int column) => row.Cell(column);

    /// <summary>The cell; null when it is blank or there is no such column.</summary>
    protected static string? Said(SourceRow row, int column) => Cell(row, column) is { Length: > 0 } cell ? cell : null;

    /// <summary>Something of the row is kept.</summary>
    protected static void Use(SourceRow row) => row.State = RowState.Used;

    /// <summary>Says whose row it is, so that it comes back with that product.</summary>
    protected static void Own(SourceRow row, string sku) => row.Owner = sku;

    protected void Refuse(SourceRow row, int column, string code, string message)
    {
        if (row.State != RowState.Used)
        {
            row.State = RowState.Refused;
        }

        Facts.Refused.Add(new RowRefusal(row.Line, column < 0 ? null : Columns.Name(column), Cell(row, column), code, message));
    }

    /// <summary>The product of this SKU that the file has a row for, or null.</summary>
    protected ProductFact? Known(string sku) => bySku.GetValueOrDefault(sku);

    /// <summary>Takes the product in, unless its SKU cannot be one or another row has it.</summary>
    /// <param name="column">Where the SKU stands.</param>
    protected bool Add(SourceRow row, int column, ProductFact product)
    {
        if (product.Sku.Length == 0)
        {
            Refuse(row, column, "sku.missing", "The SKU is empty; give the product's code.");
            return false;
        }

        if (product.Sku.Length > Product.SkuLength)
        {
            Refuse(row, column, "sku.too-long", $"The SKU is too long; give the product's code in 1 to {Product.SkuLength} characters.");
            return false;
        }

        if (Spoilt().IsMatch(product.Sku))
        {
            Refuse(
                row, column, "sku.spoilt",
                $"{product.Sku} was a longer number before a spreadsheet shortened it. Export the file again, or write the SKU as text.");
            return false;
        }

        if (bySku.TryGetValue(product.Sku, out var other))
        {
            Refuse(
                row, column, "sku.twice",
                string.Create(CultureInfo.InvariantCulture, $"The SKU {product.Sku} stands in line {other.Line} too. Give each product a SKU of its own."));
            return false;
        }

        bySku.Add(product.Sku, product);
        Facts.Products.Add(product);
        Use(row);
        Own(row, product.Sku);
        return true;
    }

    /// <summary>Takes the link in, once for each pair and type.</summary>
    protected void Link(SourceRow row, int column, string source, string target, string type, int? position = null, int? quantity = null)
    {
        if ((!SkipsLinks || Facts.Links.Count == 0) && links.Add((source, target, type)))
        {
            Facts.Links.Add(new LinkFact(row.Line, Columns.Name(column), source, target, type, position, quantity));
        }

        Use(row);
    }

    /// <summary>Links to each of a list, in its order.</summary>
    protected void LinkAll(SourceRow row, int column, string source, IEnumerable<string> targets, string type)
    {
        var position = 0;
        foreach (var target in targets)
        {
            Link(row, column, source, target, type, ++position);
        }
    }

    protected static List<string> Split(string cell, params char[] separators) =>
        [.. cell.Split(separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];

    protected static void AddOnce(List<string> list, IEnumerable<string> items)
    {
        if (list.Count == 0 && items.TryGetNonEnumeratedCount(out var count))
        {
            // Most have one, in a hundred thousand lists.
            list.Capacity = count;
        }

        foreach (var item in items)
        {
            if (item.Length > 0 && !list.Contains(item, StringComparer.Ordinal))
            {
                list.Add(item);
            }
        }
    }

    /// <summary>
    /// An amount as an invariant decimal, with the mark that its column shows; null for a blank cell. A lone mark before three digits is a decimal mark:
    /// programs write no mark between thousands.
    /// </summary>
    /// <returns>False when the cell is none, which is said of the row.</returns>
    protected bool TryAmount(SourceRow row, int column, out string? amount, out string? currency) =>
        TryAmount(row, column, Said(row, column), out amount, out currency);

    /// <inheritdoc cref="TryAmount(SourceRow, int, out string?, out string?)"/>
    /// <param name="cell">Where it is a part of what stands there; null for nothing.</param>
    protected bool TryAmount(SourceRow row, int column, string? cell, out string? amount, out string? currency)
    {
        (amount, currency) = (null, null);
        if (cell is null)
        {
            return true;
        }

        if (!marks.TryGetValue(column, out var mark))
        {
            mark = Rows.Aggregate(DecimalMark.Unknown, (shown, other) => Amounts.Join(shown, Amounts.Shows(Cell(other, column))));
            marks.Add(column, mark);
        }

        if (!Amounts.TryRead(cell, mark, out var read) || read.Whole < 0)
        {
            Refuse(row, column, "price.unreadable", $"{Columns.Name(column)} is \"{Short(cell)}\"; write a number such as 12.95.");
            return false;
        }

        var number = read.Value ?? read.Broken;
        Span<char> text = stackalloc char[40];
        // Written so already as a rule: the same text again would be one more in each of a hundred thousand rows.
        amount = number.TryFormat(text, out var length, provider: CultureInfo.InvariantCulture) && cell.AsSpan().SequenceEqual(text[..length])
            ? cell : number.ToString(CultureInfo.InvariantCulture);
        currency = read.Currency is { } beside && beside.Length == 3 ? beside.ToUpperInvariant() : null;
        return true;
    }

    /// <summary>Adds the prices of a row: what is asked, what stood before, what it costs. False when one of them cannot be read.</summary>
    protected bool TryPrices(SourceRow row, ProductFact product, int price, int compareAt, int cost, string? currency = null)
    {
        if (!TryAmount(row, price, out var asked, out var beside) || !TryAmount(row, compareAt, out var before, out _)
            || !TryAmount(row, cost, out var paid, out _))
        {
            return false;
        }

        if (asked is not null || paid is not null || before is not null)
        {
            product.Prices.Add(new PriceFact(currency ?? beside, asked, IsMore(before, asked) ? before : null, paid));
        }

        return true;
    }

    /// <summary>What stood before is more than what is asked; 0 means that nothing did.</summary>
    protected static bool IsMore(string? before, string? asked) => before is not null && (asked is null
        || decimal.Parse(before, CultureInfo.InvariantCulture) > decimal.Parse(asked, CultureInfo.InvariantCulture));

    /// <summary>Pieces in stock, without decimals; sold beyond what there is counts as none. Null where the cell says no number.</summary>
    protected static int? Pieces(SourceRow row, int column) =>
        Said(row, column) is { } cell && Amounts.TryRead(cell, DecimalMark.Point, out var read) && read.Currency is null
            ? (int)Math.Clamp(decimal.Truncate(read.Value ?? read.Broken), 0, ListingEdit.MaxStock) : null;

    /// <summary>A barcode, when its check digit says that it is one: shops keep other numbers there as well. One that a spreadsheet spoilt is said.</summary>
    protected string? Barcode(SourceRow row, int column)
    {
        var cell = Cell(row, column).TrimStart('\'');
        if (Spoilt().IsMatch(cell))
        {
            Refuse(
                row, column, "gtin.spoilt",
                $"The barcode {cell} was a longer number before a spreadsheet shortened it, and is left out. Export the file again, or write it as text.");
            return null;
        }

        return ProductRules.IsGtin(cell) ? cell : null;
    }

    protected static string? Yes(string? cell, string yes, string no) => cell?.ToLowerInvariant() switch
    {
        null => null,
        "1" or "true" or "yes" or "y" or "enabled" or "active" or "ja" or "published" => yes,
        _ => no,
    };

    /// <summary>A code that a spreadsheet, or the system itself, guards with an apostrophe so that it stays text: without it.</summary>
    protected static string? Unguarded(string? code) => code is ['\'', >= '0' and <= '9', ..] ? code[1..] : code;

    /// <summary>A text as part of an identity: small letters and digits, hyphens for the rest.</summary>
    protected static string Slug(string text)
    {
        var made = new StringBuilder(text.Length);
        foreach (var letter in text.Normalize(NormalizationForm.FormD).ToLowerInvariant())
        {
            if (char.IsLetterOrDigit(letter))
            {
                made.Append(letter);
            }
            else if (CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark && made.Length > 0 && made[^1] != '-')
            {
                made.Append('-');
            }
        }

        return made.ToString().Normalize(NormalizationForm.FormC).Trim('-');
    }

    /// <summary>An identity that fits where SKUs go: what is too long keeps its beginning and a number made of the whole.</summary>
    protected static string Identity(string text)
    {
        if (text.Length <= Product.SkuLength)
        {
            return text;
        }

        // FNV-1a: the same on any machine, and no secret.
        var hash = 2166136261u;
        foreach (var letter in text)
        {
            hash = (hash ^ letter) * 16777619u;
        }

        var end = hash.ToString("x8", CultureInfo.InvariantCulture);
        return $"{text[..(Product.SkuLength - end.Length - 1)]}~{end}";
    }

    /// <summary>The SKU of a family that has none of its own: its handle or group, unless a product has that as its SKU.</summary>
    protected static string FamilySku(string group, IReadOnlySet<string> skus) => Identity(skus.Contains(group) ? $"{group}.family" : group);

    /// <summary>A number of pieces from 1, without decimals; null where it is none.</summary>
    protected static int? Whole(string text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number is >= 1 and < 1_000_000
            ? (int)number : null;

    protected static string Short(string cell) => cell.Length <= 40 ? cell : $"{cell[..40]}…";


    /// <summary>Variants whose family has no row in the file: it is there all the same.</summary>
    private void AddImpliedFamilies()
    {
        foreach (var family in Facts.Products.Where(product => product is { Kind: FactKind.Variant, Parent: not null })
            .GroupBy(product => product.Parent!, StringComparer.OrdinalIgnoreCase).ToList())
        {
            if (bySku.TryGetValue(family.Key, out var known))
            {
                known.Kind = FactKind.Family;
                continue;
            }

            var first = family.First();
            var made = new ProductFact
            {
                Line = first.Line, Sku = family.Key, Kind = FactKind.Family, IsImplied = true, Name = first.Name, Brand = first.Brand,
                ProductType = first.ProductType, Description = first.Description,
                Status = family.FirstOrDefault(variant => variant.Status == "active")?.Status ?? first.Status,
            };
            made.Categories.AddRange(first.Categories);
            bySku.Add(family.Key, made);
            Facts.Products.Add(made);
        }
    }

    /// <summary>Codes without regard to case.</summary>
    private sealed class SameLink : IEqualityComparer<(string Source, string Target, string Type)>
    {
        public static readonly SameLink Instance = new();

        public bool Equals((string Source, string Target, string Type) x, (string Source, string Target, string Type) y) =>
            x.Source.Equals(y.Source, StringComparison.OrdinalIgnoreCase) && x.Target.Equals(y.Target, StringComparison.OrdinalIgnoreCase)
                && x.Type.Equals(y.Type, StringComparison.Ordinal);

        public int GetHashCode((string Source, string Target, string Type) obj) => HashCode.Combine(
            StringComparer.OrdinalIgnoreCase.GetHashCode(obj.Source), StringComparer.OrdinalIgnoreCase.GetHashCode(obj.Target), obj.Type);
    }

    [GeneratedRegex(@"^\d[.,]\d+E\+\d+$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Spoilt();
}
