using CrossSell.Core.Mining;

namespace CrossSell.Core.Exchange;

/// <summary>What became of an order, as its file says.</summary>
public enum OrderRowState
{
    Sold,

    /// <summary>Cancelled, voided or credited.</summary>
    Cancelled,

    /// <summary>The line came back.</summary>
    Returned,

    /// <summary>No sale at all but a correction of the books.</summary>
    Correction,
}

/// <summary>One readable line of an order file, the same for every format. Dirty lines are rows too: <see cref="Flaw"/> says what is wrong with them.</summary>
/// <param name="Line">Where it begins in the unpacked file, from 1; the header is line 1.</param>
/// <param name="OrderedAt">UTC.</param>
/// <param name="Channel">The channel's code, or null where the format has none.</param>
/// <param name="Customer">As the shop knows the customer; null for a guest. Personal: store only a keyed hash.</param>
/// <param name="Sku">Upper case, trimmed, 1 to 64 characters.</param>
/// <param name="Description">The product's name at the time, or null.</param>
/// <param name="UnitPrice">In major units of the channel's currency; may be zero or negative.</param>
/// <param name="IsProduct">False for postage, charges and the like.</param>
public sealed record OrderRow(
    int Line,
    string OrderId,
    DateTimeOffset OrderedAt,
    string? Channel,
    string? Customer,
    OrderRowState State,
    string Sku,
    string? Description,
    int Quantity,
    decimal UnitPrice,
    bool IsProduct)
{
    /// <summary>What the file says the line is a part of, or the set as such: a bundle's code or name; null where it says nothing.</summary>
    public string? Bundle { get; init; }

    /// <summary>Why the row will not count when baskets are mined. A returned line was bought first, so it counts.</summary>
    public LineFlaw Flaw => MiningFilter.FlawOf(
        State == OrderRowState.Cancelled, State == OrderRowState.Correction, IsProduct, Quantity, UnitPrice);
}

/// <summary>A row that could not be read, and how to fix it.</summary>
/// <param name="Line">Where it begins in the unpacked file, from 1.</param>
/// <param name="Column">The column's name, or null when the row as a whole is wrong.</param>
/// <param name="Message">A whole sentence that says what was expected.</param>
/// <param name="Record">The row as it stands in the file, for the error file; empty where that is fetched from the file again.</param>
public sealed record RowError(int Line, string? Column, string Message, string Record);
