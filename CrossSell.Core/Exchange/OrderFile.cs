using CrossSell.Core.Common;

namespace CrossSell.Core.Exchange;

/// <summary>The order files that can be read.</summary>
public enum OrderFormat
{
    /// <summary>CrossSell's own: <see cref="NativeOrderReader"/>.</summary>
    Native,

    /// <summary>UCI Online Retail: <see cref="OnlineRetailReader"/>.</summary>
    OnlineRetail,
}

/// <summary>Opens an order file with the reader that its header asks for.</summary>
public static class OrderFile
{
    private static readonly (OrderFormat Format, string Name, string[][] Columns)[] Formats =
    [
        (OrderFormat.Native, "orders", NativeOrderReader.Columns),
        (OrderFormat.OnlineRetail, "online-retail", OnlineRetailReader.Columns),
    ];

    /// <summary>The names that a person may give a format by: orders, online-retail.</summary>
    public static IEnumerable<string> FormatNames => Formats.Select(format => format.Name);

    public static string NameOf(OrderFormat format) => Formats.Single(known => known.Format == format).Name;

    public static Outcome<OrderFormat> FormatByName(string name)
    {
        foreach (var known in Formats)
        {
            if (string.Equals(known.Name, name, StringComparison.OrdinalIgnoreCase))
            {
                return known.Format;
            }
        }

        return new Refusal("format.unknown", $"\"{name}\" is not an order format. The formats are {string.Join(" and ", FormatNames)}.", "format");
    }

    /// <inheritdoc cref="OpenAsync(Stream, OrderFormat?, TimeZoneInfo?, ImportLimits?, int?, FileReading?, CancellationToken)"/>
    public static Task<Outcome<OrderReader>> OpenAsync(Stream stream, OrderFormat? format, TimeZoneInfo? zone, CancellationToken cancellation = default) =>
        OpenAsync(stream, format, zone, null, null, null, cancellation);

    /// <summary>
    /// Unpacks gzip, finds the delimiter and the columns by the header, in any order. Refuses a file that is no text, has no known
    /// header, or lacks a column of the format asked for. The stream must be able to seek, and belongs to the reader from here on.
    /// </summary>
    /// <param name="format">Null to go by the header.</param>
    /// <param name="zone">Whose wall time the file shows where it names no offset: the channel's. Null takes the format's own, or UTC.</param>
    /// <param name="decimals">Of the currency of all prices, which decides what "12.500" says where nothing else does; null when that is not known.</param>
    /// <param name="reading">What its columns become and what was corrected in it; null for a file that is read by its header.</param>
    public static async Task<Outcome<OrderReader>> OpenAsync(
        Stream stream, OrderFormat? format, TimeZoneInfo? zone, ImportLimits? limits, int? decimals, FileReading? reading = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var opened = await OpenSniffedAsync(stream, format, zone, limits, decimals, reading, cancellation);
        if (!opened.IsDone)
        {
            await stream.DisposeAsync();
        }

        return opened;
    }

    private static async Task<Outcome<OrderReader>> OpenSniffedAsync(
        Stream stream, OrderFormat? format, TimeZoneInfo? zone, ImportLimits? limits, int? decimals, FileReading? reading,
        CancellationToken cancellation)
    {
        if ((await FileSniffer.SniffAsync(stream, limits, cancellation)).IsRefused(out var refusal, out var sniffed)
            || sniffed.With(reading).IsRefused(out refusal, out var file))
        {
            return refusal;
        }

        foreach (var known in Formats.Where(known => format is null || known.Format == format))
        {
            var at = Array.ConvertAll(known.Columns, spellings => ColumnOf(file.Fields, spellings));
            if (IsWhole(known.Format, at, file))
            {
                var price = at[Array.FindIndex(known.Columns, spellings => spellings.Contains("unit_price") || spellings.Contains("UnitPrice"))];
                var marks = await TableFile.MarksAsync(stream, file, [price], cancellation);
                if ((await TableFile.CsvAsync(stream, file, cancellation)).IsRefused(out refusal, out var csv))
                {
                    return refusal;
                }

                var fields = new OrderFields(zone ?? ZoneOf(known.Format), marks[price], decimals);
                return known.Format == OrderFormat.Native
                    ? new NativeOrderReader(
                        csv, file, fields, at, ColumnOf(file.Fields, [NativeOrderReader.BundleColumn]), ColumnOf(file.Fields, [NativeOrderReader.NameColumn]))
                    : new OnlineRetailReader(csv, file, fields, at);
            }

            if (format is not null)
            {
                var missing = known.Columns.Where((_, column) => at[column] < 0).Select(spellings => spellings[0]);
                return new Refusal(
                    "file.columns", $"The header has no {string.Join(", ", missing)}; format {known.Name} needs {Header(known.Columns)}.", "file");
            }
        }

        return file.Dialect?.Refuse() ?? new Refusal(
            "file.unknown",
            $"The header was not recognised. Orders need {string.Join(", or ", Formats.Select(known => $"{Header(known.Columns)} ({known.Name})"))}.",
            "file");
    }

    // A shop's own file need not say what has a usual value: whose order it is, that it stands, and in which shop when the whole file is of one.
    private static bool IsWhole(OrderFormat format, int[] at, SniffedFile file) => !at.Contains(-1) || (file.Mapping is { Kind: ExchangeKind.Orders }
        && format == OrderFormat.Native && NativeOrderReader.Columns.Index().All(column => at[column.Index] >= 0 || !ImportFields.IsNeeded(
            ExchangeKind.Orders, column.Item[0])));

    /// <summary>The format whose columns are all there, or null.</summary>
    internal static OrderFormat? Recognise(IReadOnlyList<string> names) =>
        Formats.Where(known => Array.TrueForAll(known.Columns, spellings => ColumnOf(names, spellings) >= 0)).Select(known => (OrderFormat?)known.Format)
            .FirstOrDefault();

    /// <summary>Whether the file is one of orders that has a reader of its own.</summary>
    public static bool Knows(SniffedFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return Recognise(file.Fields) is not null;
    }

    private static TimeZoneInfo ZoneOf(OrderFormat format) =>
        format == OrderFormat.OnlineRetail && TimeZoneInfo.TryFindSystemTimeZoneById(OnlineRetailReader.ZoneName, out var zone) ? zone : TimeZoneInfo.Utc;

    private static int ColumnOf(IReadOnlyList<string> names, string[] spellings)
    {
        for (var column = 0; column < names.Count; column++)
        {
            if (spellings.Contains(names[column], StringComparer.OrdinalIgnoreCase))
            {
                return column;
            }
        }

        return -1;
    }

    private static string Header(string[][] columns) => string.Join(",", columns.Select(spellings => spellings[0]));
}
