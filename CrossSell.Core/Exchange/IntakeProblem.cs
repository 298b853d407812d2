namespace CrossSell.Core.Exchange;

/// <summary>What is wrong with one row of what a machine sent, and how to correct it; the row was left out, and others were taken.</summary>
/// <param name="Index">Of the row, from 0.</param>
/// <param name="Code">Stable, dotted, lower case: <c>listing.price</c>.</param>
/// <param name="Field">As it was sent; null when it is about the whole row.</param>
public sealed record IntakeProblem(int Index, string Code, string? Field, string Message)
{
    /// <summary>Of the order's line, from 0; null when it is about no line.</summary>
    public int? Line { get; init; }
}
