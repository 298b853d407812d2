using System.Globalization;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;

namespace CrossSell.Core.Dialects;

/// <summary>
/// What cells of our own files of products may say, for who imports them and for who only tells what is in them; and what to write where they say something
/// else.
/// </summary>
[Engine]
public static class OwnCells
{
    public const string StatusExpected = "draft, active or archived";
    public const string KindExpected = "simple, parent or variant";
    public const string StockExpected = "a whole number from 0 up, or leave it empty when it is not tracked";

    /// <summary>Null for a word that is none.</summary>
    /// <param name="word">In small letters.</param>
    public static ProductStatus? Status(string word) => word switch
    {
        "draft" => ProductStatus.Draft,
        "active" => ProductStatus.Active,
        "archived" => ProductStatus.Archived,
        _ => null,
    };

    /// <inheritdoc cref="Status"/>
    public static ProductKind? Kind(string word) => word switch
    {
        "simple" => ProductKind.Simple,
        "parent" or "family" => ProductKind.Parent,
        "variant" => ProductKind.Variant,
        _ => null,
    };

    /// <summary>Pieces in stock; null where the cell says no such number. Spreadsheets write 6 as "6.0".</summary>
    public static int? Stock(ReadOnlySpan<char> cell)
    {
        var number = cell.EndsWith(".0", StringComparison.Ordinal) ? cell[..^2] : cell;
        return int.TryParse(number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var pieces) && pieces is >= 0 and <= ListingEdit.MaxStock
            ? pieces : null;
    }

    /// <summary>What is said of a cell that says none of what it may.</summary>
    public static string Wrong(string column, ReadOnlySpan<char> cell, string expected) =>
        $"{column} is \"{(cell.Length <= 40 ? cell : $"{cell[..40]}…")}\"; write {expected}.";
}
