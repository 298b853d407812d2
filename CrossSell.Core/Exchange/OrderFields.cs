using System.Globalization;
using CrossSell.Core.Dialects;

namespace CrossSell.Core.Exchange;

/// <summary>Reads the cells of an order row; the culture of the machine never matters. Repeated texts are made once.</summary>
/// <param name="mark">What the column of prices writes before decimals.</param>
/// <param name="decimals">Of the currency; null when it is not known before a row is read.</param>
internal sealed class OrderFields(TimeZoneInfo zone, DecimalMark mark, int? decimals = null)
{
    /// <summary>More than this is a slip, and would not fit minor units.</summary>
    private const decimal DearestPrice = 1_000_000_000;

    private static readonly string[] WallFormats =
    [
        "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm", "yyyy-MM-dd",
        "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-ddTHH:mm", "yyyy-MM-dd HH:mm:ss.FFFFFFF", "yyyy-MM-ddTHH:mm:ss.FFFFFFF",

        // The published Online Retail file: month first.
        "M/d/yyyy H:mm", "M/d/yyyy H:mm:ss", "M/d/yyyy",
    ];

    private static readonly string[] OffsetFormats =
    [
        "yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mmK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK",
        "yyyy-MM-dd HH:mm:ssK", "yyyy-MM-dd HH:mm:ss zzz", "yyyy-MM-dd HH:mm:ss.FFFFFFFK",
    ];

    private readonly SpanPool skus = new(text => text.ToString().ToUpperInvariant());
    private readonly SpanPool texts = new(text => text.ToString());
    private string lastInstantText = "";
    private DateTimeOffset lastInstant;

    public string Sku(ReadOnlySpan<char> cell) => skus.Get(cell.Trim());

    public string? Text(ReadOnlySpan<char> cell)
    {
        var trimmed = cell.Trim();
        return trimmed.IsEmpty ? null : texts.Get(trimmed);
    }

    /// <summary>A customer number that went through a spreadsheet comes back as "17850.0".</summary>
    public string? Customer(ReadOnlySpan<char> cell)
    {
        var trimmed = cell.Trim();
        return Text(trimmed.EndsWith(".0", StringComparison.Ordinal) && !trimmed[..^2].ContainsAnyExceptInRange('0', '9') ? trimmed[..^2] : trimmed);
    }

    public static bool TryQuantity(ReadOnlySpan<char> cell, out int quantity)
    {
        var trimmed = cell.Trim();
        if (trimmed.EndsWith(".0", StringComparison.Ordinal))
        {
            trimmed = trimmed[..^2];
        }

        return int.TryParse(trimmed, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out quantity);
    }

    /// <summary>Reads a price as <see cref="Amounts"/> does; its currency is the shop's, so none may stand beside it.</summary>
    public bool TryPrice(ReadOnlySpan<char> cell, out decimal price, out bool ambiguous)
    {
        ambiguous = false;
        var trimmed = cell.Trim();

        // Nearly all of them, by the short way: a point that cannot part thousands.
        if (trimmed.IndexOf('.') is var point && (point < 0 || trimmed.Length - point != 4)
            && decimal.TryParse(trimmed, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out price))
        {
            return Math.Abs(price) <= DearestPrice;
        }

        price = 0;
        if (!Amounts.TryRead(trimmed, mark, out var amount) || amount.Currency is not null)
        {
            return false;
        }

        // A currency of three decimals writes them all; one without decimals writes thousands.
        var value = amount.Value ?? decimals switch { 3 => amount.Broken, 0 => amount.Whole, _ => null };
        ambiguous = value is null;
        price = value ?? 0;
        return !ambiguous;
    }

    /// <summary>Without an offset the text is wall time of the reader's zone. UTC comes out.</summary>
    public bool TryInstant(ReadOnlySpan<char> cell, out DateTimeOffset instant)
    {
        var trimmed = cell.Trim();

        // The lines of an order follow each other and carry the same time.
        if (trimmed.SequenceEqual(lastInstantText) && lastInstantText.Length > 0)
        {
            instant = lastInstant;
            return true;
        }

        if (DateTime.TryParseExact(trimmed, WallFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var wall))
        {
            // The hour that a zone skips in spring did not exist; clocks showed the one after.
            var real = zone.IsInvalidTime(wall) ? wall.AddHours(1) : wall;
            instant = new DateTimeOffset(TimeZoneInfo.ConvertTimeToUtc(real, zone), TimeSpan.Zero);
        }
        else if (DateTimeOffset.TryParseExact(trimmed, OffsetFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var offset))
        {
            instant = offset.ToUniversalTime();
        }
        else
        {
            instant = default;
            return false;
        }

        lastInstantText = trimmed.ToString();
        lastInstant = instant;
        return true;
    }

    /// <summary>One string for each distinct text, so that half a million rows do not make a million strings. Forgets nothing, so it has a limit.</summary>
    private sealed class SpanPool(Func<ReadOnlySpan<char>, string> make)
    {
        private const int Limit = 200_000;
        private readonly Dictionary<string, string> known = new(StringComparer.Ordinal);

        public string Get(ReadOnlySpan<char> text)
        {
            var lookup = known.GetAlternateLookup<ReadOnlySpan<char>>();
            if (lookup.TryGetValue(text, out var value))
            {
                return value;
            }

            value = make(text);
            if (known.Count < Limit)
            {
                lookup[text] = value;
            }

            return value;
        }
    }
}
