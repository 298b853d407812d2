using CrossSell.Core.Common;

namespace CrossSell.Core.Mining;

/// <summary>Why a stored order line does not count when baskets are mined. The line itself stays as it came.</summary>
public enum LineFlaw
{
    /// <summary>It counts.</summary>
    None,

    /// <summary>The order was cancelled or is a credit note.</summary>
    Cancelled,

    /// <summary>A book entry such as an adjustment of bad debt; nobody bought anything.</summary>
    Correction,

    /// <summary>Postage, bank charges, samples, vouchers: a code that is no product.</summary>
    NotAProduct,

    /// <summary>Returned or written off: the quantity is zero or less.</summary>
    Quantity,

    /// <summary>All of it came back: nobody kept the two together.</summary>
    Returned,

    /// <summary>Given away or booked by hand: the price is zero or less.</summary>
    Price,
}

/// <summary>
/// Which order lines make baskets: those of orders that stood, of a product, with a positive quantity and price.
/// A line with several flaws is known by the first in the order of <see cref="LineFlaw"/>.
/// </summary>
[Engine]
public static class MiningFilter
{
    /// <param name="unitPrice">In any unit; only its sign matters.</param>
    /// <param name="returned">How many of them came back later.</param>
    public static LineFlaw FlawOf(bool cancelled, bool correction, bool isProduct, int quantity, decimal unitPrice, int returned = 0)
    {
        if (cancelled)
        {
            return LineFlaw.Cancelled;
        }

        if (correction)
        {
            return LineFlaw.Correction;
        }

        if (!isProduct)
        {
            return LineFlaw.NotAProduct;
        }

        if (quantity <= 0)
        {
            return LineFlaw.Quantity;
        }

        return returned >= quantity ? LineFlaw.Returned : unitPrice <= 0 ? LineFlaw.Price : LineFlaw.None;
    }

    /// <summary>The reason as it stands in a report, after a count: "6,652 in cancelled orders".</summary>
    public static string InWords(LineFlaw flaw) => flaw switch
    {
        LineFlaw.None => "counted",
        LineFlaw.Cancelled => "in cancelled orders",
        LineFlaw.Correction => "accounting corrections",
        LineFlaw.NotAProduct => "with a code that is not a product",
        LineFlaw.Quantity => "with a quantity of zero or less",
        LineFlaw.Returned => "fully returned",
        LineFlaw.Price => "with a price of zero or less",
        _ => throw new ArgumentOutOfRangeException(nameof(flaw), flaw, "Unknown flaw."),
    };
}
