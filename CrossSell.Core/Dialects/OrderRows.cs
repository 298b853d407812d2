using System.Globalization;

namespace CrossSell.Core.Dialects;

/// <content>What the readers of orders share.</content>
internal abstract partial class DialectReader
{
    private static readonly string[] InstantFormats =
    [
        "yyyy-MM-dd HH:mm:ss zzz", "yyyy-MM-ddTHH:mm:sszzz", "yyyy-MM-ddTHH:mm:ssZ", "yyyy-MM-dd HH:mm:ss 'UTC'", "yyyy-MM-dd HH:mm zzz",
        "yyyy-MM-ddTHH:mm:ss.FFFFFFFzzz", "yyyy-MM-ddTHH:mm:ss.FFFFFFF'Z'",
    ];

    // Day first where points part it; a slash alone does not say.
    private static readonly string[] WallFormats =
    [
        "yyyy-MM-dd HH:mm:ss", "yyyy-MM-ddTHH:mm:ss.FFFFFFF", "yyyy-MM-dd HH:mm", "yyyy-MM-ddTHH:mm", "yyyy-MM-dd", "yyyy/MM/dd HH:mm:ss", "yyyy/MM/dd HH:mm",
        "dd.MM.yyyy HH:mm:ss", "dd.MM.yyyy HH:mm", "dd.MM.yyyy",
    ];

    // The lines of an order follow each other and have the same time.
    private (string? Cell, string? Instant) lastTime;

    /// <summary>The column whose cells say which order a row is of; -1 in files of products.</summary>
    public virtual int OrderColumn => -1;

    /// <summary>Columns of amounts, whose decimal mark all rows show together.</summary>
    public virtual IEnumerable<int> AmountColumns => [];

    /// <summary>Says what the whole file shows of the decimal mark in columns of amounts, where the rows are a part of it.</summary>
    public void Show(IReadOnlyDictionary<int, DecimalMark> shown)
    {
        foreach (var (column, mark) in shown)
        {
            marks[column] = mark;
        }
    }

    /// <summary>The time as ISO 8601: with an offset as an instant in UTC, without one as it stands; null when it is none.</summary>
    protected static string? InstantOf(string? cell) =>
        cell is null ? null
        : DateTimeOffset.TryParseExact(cell, InstantFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            ? instant.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)
        : DateTime.TryParseExact(cell, WallFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var wall)
            ? wall.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture)
        : null;

    /// <summary>When it was ordered. Null, and said of the row, when that cannot be read.</summary>
    protected string? InstantOf(SourceRow row, int column, string? cell)
    {
        if (cell != lastTime.Cell)
        {
            lastTime = (cell, InstantOf(cell));
        }

        var instant = lastTime.Instant;
        if (instant is null)
        {
            var named = column < 0 ? "The date" : Columns.Name(column);
            Refuse(
                row, column, "date.unreadable",
                cell is null ? $"{named} is empty; write a time such as 2026-01-31 14:05:00."
                    : $"{named} is \"{Short(cell)}\"; write a time such as 2026-01-31 14:05:00.");
        }

        return instant;
    }

    /// <summary>A whole number of pieces, also as "2.0"; null where the text is none.</summary>
    protected static int? Count(string text) =>
        decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && number == decimal.Truncate(number) && Math.Abs(number) < 1_000_000 ? (int)number : null;

    /// <summary>What one piece costs, as an invariant decimal, where the file says what all of them together do.</summary>
    protected static string Each(string total, int pieces) =>
        Math.Round(decimal.Parse(total, CultureInfo.InvariantCulture) / pieces, 4, MidpointRounding.ToEven).ToString("0.00##", CultureInfo.InvariantCulture);
}
