using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using CrossSell.Core.Common;
using CrossSell.Core.Dialects;
using CrossSell.Core.Exchange;

namespace CrossSell.Admin.Commands;

/// <summary>
/// What a file says, as one JSON document on stdout: whose it is, what it holds, what was refused and left aside. It is read as the import reads it; whether
/// the studio can take it (a channel, a link type that is not there) the dry run without <c>--json</c> says.
/// </summary>
internal static class DialectFacts
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Reads the file and prints what it says. Refused when nothing of it can be used.</summary>
    /// <param name="kind">What the verb imports.</param>
    /// <param name="told">The dialect that was named; null to go by the columns.</param>
    public static async Task<Outcome> TellAsync(
        IServiceProvider services, FileInfo file, ExchangeKind kind, Dialect? told, string? channel, CancellationToken cancellation)
    {
        var (outcome, said) = await ReadAsync(services, file, kind, told, channel, cancellation);
        Console.WriteLine(JsonSerializer.Serialize(said, Web));
        return outcome;
    }

    private static async Task<(Outcome, FactsJson)> ReadAsync(
        IServiceProvider services, FileInfo file, ExchangeKind kind, Dialect? told, string? channel, CancellationToken cancellation)
    {
        await using var stream = file.OpenRead();
        if ((await FileSniffer.SniffAsync(stream, services.GetService<ImportLimits>(), cancellation)).IsRefused(out var refusal, out var sniffed))
        {
            return (refusal, FactsJson.Of(kind, refusal));
        }

        if ((told is null or Dialect.Uci or Dialect.Native) && OrderFile.Knows(sniffed))
        {
            return await OrdersAsync(services, file, sniffed, channel, cancellation);
        }

        if ((await DialectFile.CountAsync(stream, sniffed, file.Name, told, cancellation)).IsRefused(out refusal, out var reading))
        {
            return (refusal, FactsJson.Of(kind, refusal) with
            {
                Dialect = sniffed.Dialect is { } known ? DialectNames.Of(known.Dialect) : null,
                Encoding = EncodingOf(sniffed),
                Delimiter = sniffed.Delimiter.ToString(),
            });
        }

        var facts = reading.Facts;
        var json = new FactsJson(
            DialectNames.Of(reading.Dialect), NameOf(reading.Has(kind) ? kind : reading.Kind), EncodingOf(sniffed), sniffed.Delimiter.ToString(), facts.Rows,
            facts.ProductCount, facts.FamilyCount, facts.SellableCount, facts.OrderCount, facts.PictureCount, facts.TextCount, facts.LinksByType,
            facts.Bundles.Count,
            [.. facts.Refused.Select(refused => new RefusedJson(refused.Line, refused.Column, refused.Code, refused.Message))], facts.LeftAside)
        {
            Used = facts.RowsUsed, Aside = facts.RowsAside,
        };
        json = reading.Stopped is { } stopped
            ? json with { Refused = [.. json.Refused, new RefusedJson(LastLine(sniffed, facts), null, "file.broken-off", stopped)] } : json;
        return (facts.Rows > 0 && facts.RowsUsed == 0 && facts.RowsRefused > 0 ? ImportedRows.Nothing(facts.Rows, 0) : Outcome.Done, json);
    }

    /// <summary>Orders with a reader of their own, streamed, for they can be very many.</summary>
    private static async Task<(Outcome, FactsJson)> OrdersAsync(
        IServiceProvider services, FileInfo file, SniffedFile sniffed, string? channel, CancellationToken cancellation)
    {
        var opened = await OrderFile.OpenAsync(file.OpenRead(), null, null, services.GetService<ImportLimits>(), null, null, cancellation);
        if (opened.IsRefused(out var refusal, out var reader))
        {
            return (refusal, FactsJson.Of(ExchangeKind.Orders, refusal));
        }

        await using (reader)
        {
            var refused = new List<RefusedJson>();
            reader.Unreadable = error => refused.Add(new RefusedJson(error.Line, error.Column, "cell.unreadable", error.Message));
            var orders = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            await foreach (var row in reader.ReadAsync(cancellation))
            {
                if (row.State == OrderRowState.Sold)
                {
                    orders.Add($"{row.Channel ?? channel}\n{row.OrderId}");
                }
            }

            var dialect = reader.Format == OrderFormat.OnlineRetail ? Dialect.Uci : Dialect.Native;
            var json = new FactsJson(
                DialectNames.Of(dialect), NameOf(ExchangeKind.Orders), EncodingOf(sniffed), sniffed.Delimiter.ToString(), reader.Tally.Rows, 0, 0, 0,
                orders.Count, 0, 0, new Dictionary<string, int>(), 0, refused, [])
            {
                Used = reader.Tally.Rows - reader.Tally.Unreadable,
            };
            return (reader.Tally.Rows > 0 && reader.Tally.Unreadable == reader.Tally.Rows ? ImportedRows.Nothing(reader.Tally.Rows, 0) : Outcome.Done, json);
        }
    }

    private static int LastLine(SniffedFile file, FileFacts facts) => facts.Rows + file.HeaderLine;

    private static string NameOf(ExchangeKind kind) => kind.ToString().ToLowerInvariant();

    private static string EncodingOf(SniffedFile file) => file.Encoding switch
    {
        FileEncoding.Utf16LittleEndian => "utf-16le",
        FileEncoding.Utf16BigEndian => "utf-16be",
        FileEncoding.Windows1252 => "windows-1252",
        _ => "utf-8",
    };

    private sealed record RefusedJson(int Line, string? Column, string Code, string Message);

    /// <param name="Rows">The file's data rows.</param>
    /// <param name="Products">Families, and products that stand alone.</param>
    /// <param name="Families">Those with options or variants.</param>
    /// <param name="Variants">All that can be bought.</param>
    private sealed record FactsJson(
        string? Dialect, string Kind, string? Encoding, string? Delimiter, int Rows, int Products, int Families, int Variants, int Orders, int Images,
        int Texts, IReadOnlyDictionary<string, int> Links, int Bundles, IReadOnlyList<RefusedJson> Refused, IReadOnlyList<string> LeftAside)
    {
        /// <summary>Rows of which something is kept.</summary>
        [JsonPropertyName("rowsUsed")]
        public int Used { get; init; }

        /// <summary>Rows that are nothing to this studio, such as lines of cancelled orders.</summary>
        [JsonPropertyName("rowsLeftAside")]
        public int Aside { get; init; }

        public static FactsJson Of(ExchangeKind kind, Refusal refusal) => new(
            null, NameOf(kind), null, null, 0, 0, 0, 0, 0, 0, 0, new Dictionary<string, int>(), 0,
            [new RefusedJson(1, null, refusal.Code, refusal.Message)], []);
    }
}
