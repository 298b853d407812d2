using System.Globalization;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Links;

namespace CrossSell.Core.Exchange;

/// <summary>One row of a file of links as read. Null is a blank cell or a missing column: it changes nothing.</summary>
internal sealed record LinkRecord(int Line, string Source, string Target, string Type)
{
    /// <summary>From 1, as people count.</summary>
    public int? Position { get; init; }

    public int? Quantity { get; init; }

    public bool TwoWay { get; init; }

    public DateTimeOffset? From { get; init; }

    public DateTimeOffset? To { get; init; }

    public IReadOnlyList<string>? Channels { get; init; }

    public string? Segment { get; init; }

    public LinkState? State { get; init; }

    public string? Note { get; init; }

    public bool Delete { get; init; }

    /// <summary>A cell of it cannot be read: it names its link, and says nothing else.</summary>
    public bool IsWrong { get; init; }

    /// <summary>As typed, by the field's code.</summary>
    public IReadOnlyDictionary<string, string> Fields { get; init; } = NoFields;

    private static readonly Dictionary<string, string> NoFields = [];
}

/// <summary>Reads files of links: one row a link, <c>source_sku,target_sku,type</c> and what else there is to say.</summary>
internal static class LinkFile
{
    public const string FieldPrefix = "field:";

    public static readonly string[] Columns =
        [
            "source_sku", "target_sku", "type", "position", "quantity", "two_way", "valid_from", "valid_to", "channels", "segment", "state", "origin", "note",
            "delete"];

    private static readonly string[] Ends = ["source_sku", "target_sku"];

    public static bool Recognise(IReadOnlyList<string> names) =>
        names.Contains("source_sku", StringComparer.OrdinalIgnoreCase) && names.Contains("target_sku", StringComparer.OrdinalIgnoreCase);

    /// <summary>What is wrong with the columns, each as a sentence.</summary>
    public static IReadOnlyList<string> Faults(IReadOnlyList<string> names) =>
    [
        .. names.Select((name, column) => (Name: name, Column: column))
            .Where(column => Columns.Contains(column.Name, StringComparer.OrdinalIgnoreCase)
                || column.Name.StartsWith(FieldPrefix, StringComparison.OrdinalIgnoreCase))
            .GroupBy(column => column.Name, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1)
            .Select(group => string.Create(
                CultureInfo.InvariantCulture,
                $"The column {group.Key} appears twice, as column {group.First().Column + 1} and {group.ElementAt(1).Column + 1}. Keep one of them.")),
    ];

    /// <summary>
    /// All rows that are rows, in little memory: equal texts once, and not the row as it stands in the file. What cannot be read goes to the errors, which
    /// leave the row out for the same reason.
    /// </summary>
    public static async Task<(List<LinkRecord> Rows, int Count, List<string> Ignored)> ReadAsync(
        TableFile file, List<RowError> errors, CancellationToken cancellation)
    {
        var at = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        var fields = new List<(string Code, int Column)>();
        var ignored = new List<string>();
        for (var column = 0; column < file.Fields.Count; column++)
        {
            var name = file.Fields[column];
            if (name.StartsWith(FieldPrefix, StringComparison.OrdinalIgnoreCase))
            {
                var code = name[FieldPrefix.Length..].Trim();
                if (fields.Exists(field => field.Code == code))
                {
                    ignored.Add(name);
                }
                else
                {
                    fields.Add((code, column));
                }
            }
            else if (!Columns.Contains(name, StringComparer.OrdinalIgnoreCase) || !at.TryAdd(name, column))
            {
                if (name.Length > 0 && !name.Equals("error", StringComparison.OrdinalIgnoreCase))
                {
                    ignored.Add(name);
                }
            }
        }

        var rows = new List<LinkRecord>();
        var texts = new TextPool();
        var lists = new Dictionary<string, string[]>(StringComparer.Ordinal);
        var count = 0;
        await foreach (var _ in file.RowsAsync(cancellation))
        {
            count++;
            var wrong = new List<(string? Column, string Message)>();
            string? Text(string column) => file.Cell(at.GetValueOrDefault(column, -1)) is { IsEmpty: false } cell ? texts.Of(cell.ToString()) : null;
            void Wrong(string column, string how) => wrong.Add((column, $"{column} is \"{Text(column)}\"; {how}."));
            int? Whole(string column)
            {
                if (Text(column) is not { } text)
                {
                    return null;
                }

                if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0)
                {
                    return number;
                }

                Wrong(column, "use a whole number from 1");
                return null;
            }

            bool Yes(string column)
            {
                switch (Text(column)?.ToLowerInvariant())
                {
                    case null or "no" or "false" or "0":
                        return false;
                    case "yes" or "true" or "1":
                        return true;
                    default:
                        Wrong(column, "use yes or no");
                        return false;
                }
            }

            DateTimeOffset? Instant(string column)
            {
                if (Text(column) is not { } text)
                {
                    return null;
                }

                if (DateTimeOffset.TryParse(
                    text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant))
                {
                    // As it is stored: a finer instant would differ from it for ever.
                    return DateTimeOffset.FromUnixTimeMilliseconds(instant.ToUnixTimeMilliseconds());
                }

                Wrong(column, "write a date like 2026-12-24 or 2026-12-24T18:00:00Z");
                return null;
            }

            LinkState? State()
            {
                switch (Text("state")?.ToLowerInvariant())
                {
                    case null or "expired":
                        return null; // Follows from the dates.
                    case "active":
                        return LinkState.Active;
                    case "paused":
                        return LinkState.Paused;
                    default:
                        Wrong("state", "use active or paused");
                        return null;
                }
            }

            if (file.Wrong is { } broken)
            {
                errors.Add(new RowError(file.Line, null, broken, ""));
                continue;
            }

            var row = new LinkRecord(file.Line, Text("source_sku") ?? "", Text("target_sku") ?? "", Text("type") ?? LinkType.CrossSell)
            {
                Position = Whole("position"),
                Quantity = Whole("quantity"),
                TwoWay = Yes("two_way"),
                From = Instant("valid_from"),
                To = Instant("valid_to"),
                Channels = Text("channels") is { } named ? ListOf(named) : null,
                Segment = Text("segment"),
                State = State(),
                Note = Text("note"),
                Delete = Yes("delete"),
            };
            if (fields.Exists(field => !file.Cell(field.Column).IsEmpty))
            {
                row = row with
                {
                    Fields = fields.Where(field => !file.Cell(field.Column).IsEmpty)
                    .ToDictionary(field => field.Code, field => texts.Of(file.Cell(field.Column).ToString()), StringComparer.Ordinal)
                };
            }

            foreach (var column in Ends.Where(column => Text(column) is null or { Length: > Product.SkuLength }))
            {
                wrong.Add((column, $"{column} is empty or too long; give the product's code."));
            }

            rows.Add(row with { IsWrong = wrong.Count > 0 });
            errors.AddRange(wrong.Select(
                error => new RowError(row.Line, error.Column, string.Create(CultureInfo.InvariantCulture, $"Line {row.Line}: {error.Message}"), "")));
        }

        return (rows, count, ignored);

        string[] ListOf(string text) =>
            lists.TryGetValue(text, out var same)
                ? same
                : lists[text] = text.Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }
}
