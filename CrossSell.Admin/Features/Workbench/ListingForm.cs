using System.Globalization;
using CrossSell.Admin.Shared;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Workbench;
using static CrossSell.Admin.Features.Workbench.WorkbenchTexts;

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
        string? Text(long? minor) => minor is { } amount ? Formats.Typed(new Money(amount, line.Channel.Currency)) : null;
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
            return new Refusal("listing.price", L["The price is not an amount such as 129.00."], nameof(Price));
        }

        if (!TryAmount(CompareAt, out var compareAt))
        {
            return new Refusal("listing.compare-at", L["The compare-at price is not an amount such as 149.00."], nameof(CompareAt));
        }

        if (!TryAmount(Cost, out var cost))
        {
            return new Refusal("listing.cost", L["The cost is not an amount such as 80.00."], nameof(Cost));
        }

        int? stock = null;
        if (!string.IsNullOrWhiteSpace(Stock))
        {
            if (!TypedNumbers.TryWhole(Stock, out var pieces))
            {
                return new Refusal("listing.stock", L["Stock is a whole number, or empty when it is not tracked."], nameof(Stock));
            }

            stock = pieces;
        }

        return new ListingEdit(Version, price.Value, compareAt, cost, stock, Published);
    }

    private bool TryAmount(string? text, out long? minor)
    {
        minor = null;
        if (string.IsNullOrWhiteSpace(text))
        {
            return true;
        }

        if (!TypedNumbers.TryAmount(text, Line.Channel.Currency, out var amount) || amount.Amount > ListingEdit.MaxAmount)
        {
            return false;
        }

        minor = amount.Minor;
        return true;
    }
}
