using System.Globalization;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Workbench;

namespace CrossSell.Admin.Features.Workbench;

/// <summary>The figures of one shop as somebody types them: amounts with a point or a comma, blank for unknown.</summary>
public sealed class ListingForm
{
    public required ListingLine Line { get; init; }

    public int Version { get; set; }

    public string? Price { get; set; }

    public string? CompareAt { get; set; }

    public string? Cost { get; set; }

    public string? Stock { get; set; }

    public bool Published { get; set; }

    public static ListingForm Of(ListingLine line)
    {
        string? Text(long? minor) => minor is { } amount ? new Money(amount, line.Channel.Currency).ToInvariant() : null;
        return new ListingForm
        {
            Line = line,
            Version = line.Listing.Version,
            Price = Text(line.Listing.Price),
            CompareAt = Text(line.Listing.CompareAtPrice),
            Cost = Text(line.Listing.Cost),
            Stock = line.Listing.Stock?.ToString(CultureInfo.InvariantCulture),
            Published = line.Listing.Published,
        };
    }

    /// <summary>The edit, or what cannot be read.</summary>
    public Outcome<ListingEdit> ToEdit()
    {
        if (!TryAmount(Price, out var price) || price is null)
        {
            return new Refusal("listing.price", "The price is not an amount such as 129.00.", nameof(Price));
        }

        if (!TryAmount(CompareAt, out var compareAt))
        {
            return new Refusal("listing.compare-at", "The compare-at price is not an amount such as 149.00.", nameof(CompareAt));
        }

        if (!TryAmount(Cost, out var cost))
        {
            return new Refusal("listing.cost", "The cost is not an amount such as 80.00.", nameof(Cost));
        }

        int? stock = null;
        if (!string.IsNullOrWhiteSpace(Stock))
        {
            if (!int.TryParse(Stock.Trim(), NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var pieces))
            {
                return new Refusal("listing.stock", "Stock is a whole number, or empty when it is not tracked.", nameof(Stock));
            }

            stock = pieces;
        }

        return new ListingEdit(Version, price.Value, compareAt, cost, stock, Published);
    }

    // 1299, 1299.00, 1.299,00 and 1,299.00: the last mark parts the cents when at most as many digits follow as the currency has.
    private bool TryAmount(string? text, out long? minor)
    {
        minor = null;
        text = text?.Replace(" ", "", StringComparison.Ordinal).Replace("\u00a0", "", StringComparison.Ordinal) ?? "";
        if (text.Length == 0)
        {
            return true;
        }

        var currency = Line.Channel.Currency;
        var mark = text.LastIndexOfAny(['.', ',']);
        var hasCents = mark >= 0 && text.Length - mark - 1 <= currency.Decimals;
        var digits = new string([.. text.Where((c, index) => c is not ('.' or ',') || (hasCents && index == mark)).Select(c => c == ',' ? '.' : c)]);
        if (!decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) || amount > ListingEdit.MaxAmount)
        {
            return false;
        }

        minor = Money.FromAmount(amount, currency).Minor;
        return true;
    }
}
