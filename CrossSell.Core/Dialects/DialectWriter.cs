using System.Globalization;
using System.Text;
using CrossSell.Core.Common;

namespace CrossSell.Core.Dialects;

/// <summary>
/// Writes products as one system writes them: a function of the facts alone, the counterpart of its <see cref="DialectReader"/>. What was read from a file of
/// that system before is laid under it by <see cref="RowOverlay"/>.
/// </summary>
/// <param name="columns">Of the file that the products came from, as written; empty for none.</param>
[Engine]
internal abstract class DialectWriter(IReadOnlyList<string> columns, WriterShop shop)
{
    protected ColumnBook Columns { get; } = new(columns);

    protected WriterShop Shop { get; } = shop;

    /// <summary>The columns in the order in which the system writes them; others follow.</summary>
    public abstract IReadOnlyList<string> Order { get; }

    /// <summary>The columns without which a file of links is none.</summary>
    public abstract IReadOnlyList<string> KeyColumns { get; }

    public virtual char Delimiter => ',';

    /// <summary>Whether the column holds links.</summary>
    public virtual bool IsLink(string column) => false;

    /// <summary>Whether the column holds a bundle.</summary>
    public virtual bool IsBundle(string column) => false;

    /// <summary>By which name this writer knows a column of the source; null for one that it never writes.</summary>
    public abstract string? CanonOf(string column);

    public abstract IEnumerable<WrittenRow> Rows(ExportGroup group);

    /// <summary>
    /// A cell that no spreadsheet runs as a formula. Systems that take a mark off again get theirs; the others take a blank before a text for nothing.
    /// </summary>
    public virtual string Guard(string cell) =>
        cell is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] && !IsNumber(cell) ? $" {cell}" : cell;

    /// <summary>Puts a pair of a name and a value into a row that has numbered columns for them; false where the writer has none.</summary>
    public virtual bool Place(IDictionary<string, string> row, string column, string value) => false;

    /// <summary>The key of a row of the source that no facts name.</summary>
    public virtual string? KeyOf(IReadOnlyDictionary<string, string> row) => null;

    protected static bool IsNumber(ReadOnlySpan<char> cell) =>
        cell is ['+' or '-', >= '0' and <= '9', ..] && !cell[1..].ContainsAnyExcept("0123456789., ");

    /// <summary>An amount as systems write it: at least two decimals, with the source's mark.</summary>
    protected string Amount(string? amount)
    {
        if (amount is null)
        {
            return "";
        }

        var said = decimal.Parse(amount, CultureInfo.InvariantCulture).ToString("0.00##", CultureInfo.InvariantCulture);
        return Shop.HasComma ? said.Replace('.', ',') : said;
    }

    protected static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>The price in the shop's currency, or the one that names none.</summary>
    protected PriceFact? PriceOf(ProductFact fact) =>
        fact.Prices.Find(price => price is { Currency: not null, Market: null } && price.Currency.Equals(Shop.Currency, StringComparison.OrdinalIgnoreCase))
            ?? fact.Prices.Find(price => price is { Currency: null, Market: null });

    protected static string Status(ProductFact fact, string live, string draft) => fact.Status switch { null => "", "active" => live, _ => draft };

    /// <summary>Small letters, digits and hyphens.</summary>
    protected static string Slug(string text)
    {
        var made = new StringBuilder(text.Length);
        foreach (var letter in text.ToLowerInvariant())
        {
            if (char.IsLetterOrDigit(letter))
            {
                made.Append(letter);
            }
            else if (made.Length > 0 && made[^1] != '-')
            {
                made.Append('-');
            }
        }

        return made.ToString().Trim('-');
    }
}

/// <summary>The writers by system.</summary>
[Engine]
internal static class DialectWriters
{
    /// <summary>Whether files of the system are written.</summary>
    public static bool Writes(Dialect dialect) => dialect is Dialect.ShopifyCurrent or Dialect.ShopifyLegacy or Dialect.WooCommerce or Dialect.Magento
        or Dialect.Akeneo or Dialect.Google or Dialect.Meta;

    public static DialectWriter For(Dialect dialect, IReadOnlyList<string> columns, WriterShop shop) => dialect switch
    {
        Dialect.ShopifyCurrent or Dialect.ShopifyLegacy => new ShopifyWriter(columns, shop),
        Dialect.WooCommerce => new WooWriter(columns, shop),
        Dialect.Magento => new MagentoWriter(columns, shop),
        Dialect.Akeneo => new AkeneoWriter(columns, shop),
        Dialect.Google or Dialect.Meta => new FeedWriter(columns, shop, dialect == Dialect.Meta),
        _ => throw new ArgumentOutOfRangeException(nameof(dialect), dialect, "No files of this system are written."),
    };

    /// <summary>The types of link that files of the system have, as its reader names them; null where any type has a column.</summary>
    public static IReadOnlyList<string>? TypesOf(Dialect dialect) => dialect switch
    {
        Dialect.ShopifyCurrent or Dialect.ShopifyLegacy => [LinkWords.CrossSell, LinkWords.Related],
        Dialect.WooCommerce => [LinkWords.UpSell, LinkWords.CrossSell],
        Dialect.Magento => [LinkWords.CrossSell, LinkWords.UpSell, LinkWords.Related],
        Dialect.Akeneo => null,
        _ => [],
    };
}
