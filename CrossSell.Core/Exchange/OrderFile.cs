using CrossSell.Core.Common;
using Sylvan.Data.Csv;

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
    private const int MaxRecord = 1 << 20;

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

        return new Refusal("format.unknown", $"\"{name}\" is no order format. Known are {string.Join(" and ", FormatNames)}.", "format");
    }

    /// <summary>
    /// Unpacks gzip, finds the delimiter and the columns by the header, in any order. Refuses a file that is no text, has no known
    /// header, or lacks a column of the format asked for. The stream belongs to the reader from here on.
    /// </summary>
    /// <param name="format">Null to go by the header.</param>
    /// <param name="zone">Whose wall time the file shows where it names no offset: the channel's. Null takes the format's own, or UTC.</param>
    public static async Task<Outcome<OrderReader>> OpenAsync(
        Stream stream, OrderFormat? format, TimeZoneInfo? zone, CancellationToken cancellation = default)
    {
        var opened = await TextSource.OpenAsync(stream, cancellation);
        if (opened.IsRefused(out var refusal, out var text))
        {
            return refusal;
        }

        var outcome = await OpenAsync(text, format, zone);
        if (!outcome.IsDone)
        {
            text.Reader.Dispose();
        }

        return outcome;
    }

    private static async Task<Outcome<OrderReader>> OpenAsync(TextSource.Text text, OrderFormat? format, TimeZoneInfo? zone)
    {
        CsvDataReader csv;
        try
        {
            csv = await CsvDataReader.CreateAsync(text.Reader, new CsvDataReaderOptions
            {
                Delimiter = text.Delimiter,
                CsvStyle = CsvStyle.Lax,
                BufferSize = 1 << 16,
                MaxBufferSize = MaxRecord,
            });
        }
        catch (Exception broken) when (broken is CsvFormatException or CsvMissingHeadersException or CsvRecordTooLargeException or InvalidDataException)
        {
            return new Refusal("file.no-table", "The file could not be read as a table. Save it as CSV with a header line.", "file");
        }

        var names = Enumerable.Range(0, csv.FieldCount).Select(column => csv.GetName(column).Trim()).ToArray();
        foreach (var known in Formats.Where(known => format is null || known.Format == format))
        {
            var at = Array.ConvertAll(known.Columns, spellings => ColumnOf(names, spellings));
            if (!at.Contains(-1))
            {
                var fields = new OrderFields(zone ?? ZoneOf(known.Format));
                return known.Format == OrderFormat.Native
                    ? new NativeOrderReader(csv, text.Delimiter, fields, at)
                    : new OnlineRetailReader(csv, text.Delimiter, fields, at);
            }

            if (format is not null)
            {
                var missing = known.Columns.Where((_, column) => at[column] < 0).Select(spellings => spellings[0]);
                return new Refusal(
                    "file.columns", $"The header has no {string.Join(", ", missing)}; format {known.Name} needs {Header(known.Columns)}.", "file");
            }
        }

        return new Refusal(
            "file.unknown",
            $"The header was not recognised. Orders need {string.Join(", or ", Formats.Select(known => $"{Header(known.Columns)} ({known.Name})"))}.",
            "file");
    }

    private static TimeZoneInfo ZoneOf(OrderFormat format) =>
        format == OrderFormat.OnlineRetail && TimeZoneInfo.TryFindSystemTimeZoneById(OnlineRetailReader.ZoneName, out var zone) ? zone : TimeZoneInfo.Utc;

    private static int ColumnOf(string[] names, string[] spellings) =>
        Array.FindIndex(names, name => spellings.Contains(name, StringComparer.OrdinalIgnoreCase));

    private static string Header(string[][] columns) => string.Join(",", columns.Select(spellings => spellings[0]));
}
