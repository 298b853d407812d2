using System.Buffers.Binary;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using CrossSell.Core.Common;

namespace CrossSell.Core.Warehouse;

/// <summary>
/// A question is a POST with its tables as parts of a form, answered in RowBinary. Version 18.16 has no parameters, so that values become literals, here and
/// nowhere else. The server finishes an answer before it sends any of it: what fails half-way is an error and no short answer.
/// </summary>
internal sealed partial class ClickHouseQuestions(HttpClient client, WarehouseSettings settings, Func<int, string, Refusal> refusalOf) : WarehouseQuestions
{
    private const int Buffer = 1 << 16;
    private const int MostSaid = 300;

    /// <summary>A text as ClickHouse reads it to the letter.</summary>
    internal static string Literal(string text)
    {
        var literal = new StringBuilder(text.Length + 2).Append('\'');
        foreach (var letter in text)
        {
            literal.Append(letter switch
            {
                '\\' => "\\\\",
                '\'' => "\\'",
                '\0' => "\\0",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                '\b' => "\\b",
                '\f' => "\\f",
                _ => letter.ToString(),
            });
        }

        return literal.Append('\'').ToString();
    }

    public override async Task<IReadOnlyDictionary<string, string>> ColumnsAsync(CancellationToken cancellation)
    {
        var columns = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        await SendAsync($"DESCRIBE TABLE {Quoted(settings.View)} FORMAT TabSeparated", async answer =>
        {
            using var reader = new StreamReader(answer);
            while (await reader.ReadLineAsync(cancellation) is { } line)
            {
                if (line.Split('\t') is [var name, var type, ..])
                {
                    columns[name] = type;
                }
            }
        }, cancellation);
        return columns;
    }

    public override Task ReadAsync(string question, int columns, Action<long[]> row, CancellationToken cancellation) =>
        SendAsync($"{question} FORMAT RowBinary", async answer =>
        {
            var (buffer, values) = (new byte[columns * sizeof(long) * (Buffer / 64)], new long[columns]);
            for (var read = buffer.Length; read == buffer.Length;)
            {
                read = await answer.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation);
                for (var at = 0; at < read; at += columns * sizeof(long))
                {
                    for (var column = 0; column < columns; column++)
                    {
                        values[column] = BinaryPrimitives.ReadInt64LittleEndian(buffer.AsSpan(at + (column * sizeof(long))));
                    }

                    row(values);
                }
            }
        }, cancellation);

    public override Task ReadTextsAsync(string question, Action<string, long> row, CancellationToken cancellation) =>
        SendAsync($"{question} FORMAT RowBinary", async answer =>
        {
            await using var buffered = new BufferedStream(answer, Buffer);
            using var reader = new BinaryReader(buffered, Encoding.UTF8); // A text is its length in sevens of bits, then its bytes.
            await Task.Yield();
            while (buffered.ReadByte() is >= 0 and var first)
            {
                var length = first & 0x7F;
                for (var (shift, part) = (7, first); part >= 0x80; shift += 7)
                {
                    part = reader.ReadByte();
                    length |= (part & 0x7F) << shift;
                }

                row(Encoding.UTF8.GetString(reader.ReadBytes(length)), reader.ReadInt64());
            }
        }, cancellation);

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    internal static string Quoted(string view) =>
        string.Join('.', view.Split('.').Select(part => $"`{part.Replace("`", "\\`", StringComparison.Ordinal)}`"));

    /// <summary>The question with its values in it.</summary>
    private string Filled(string question) => Named().Replace(question, match => Values[match.Groups[1].Value] switch
    {
        string text => Literal(text),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        var other => throw new InvalidOperationException($"A {other.GetType().Name} is no value of a question."),
    });

    private async Task SendAsync(string question, Func<Stream, Task> read, CancellationToken cancellation)
    {
        using var late = new CancellationTokenSource(settings.Patience);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellation);
        using var form = new MultipartFormDataContent();
        var asked = new StringBuilder();
        foreach (var table in Tables.Values.Where(table => question.Contains($"FROM {table.Name}", StringComparison.Ordinal)))
        {
            var columns = table.Columns.Select(column => $"{column} Int32");
            var structure = string.Join(", ", table.TextColumn is { } text ? columns.Prepend($"{text} String") : columns);
            asked.Append(CultureInfo.InvariantCulture, $"&{table.Name}_format=RowBinary&{table.Name}_structure={Uri.EscapeDataString(structure)}");
            var content = new ByteArrayContent(Packed(table));
            content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
            form.Add(content, table.Name, table.Name);
        }

        long memory = settings.MemoryMegabytes * 1_048_576L;
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(new Uri(settings.Connection), string.Create(
            CultureInfo.InvariantCulture,
            $"?query={Uri.EscapeDataString(Filled(question))}{asked}&wait_end_of_query=1&buffer_size=1048576&enable_http_compression=1&max_block_size=8192&max_execution_time={(long)settings.Patience.TotalSeconds}&max_memory_usage={memory}&max_bytes_before_external_group_by={memory / 2}")));
        request.Content = form.Any() ? form : new ByteArrayContent([]);
        request.Headers.Add("X-ClickHouse-User", settings.User ?? "default");
        request.Headers.Add("X-ClickHouse-Key", settings.Password ?? "");
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop.Token);
        if (!answer.IsSuccessStatusCode)
        {
            var said = (await answer.Content.ReadAsStringAsync(stop.Token)).Split('\n')[0];
            var code = Code().Match(said) is { Success: true } match ? int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : 0;
            throw new WarehouseException(refusalOf(code, said.Length > MostSaid ? said[..MostSaid] : said));
        }

        await using var body = await answer.Content.ReadAsStreamAsync(stop.Token);
        await read(body);
    }

    private static byte[] Packed(SentTable table)
    {
        using var packed = new MemoryStream();
        using var writer = new BinaryWriter(packed, Encoding.UTF8);
        for (var row = 0; row < table.Numbers[0].Length; row++)
        {
            if (table.Texts is { } texts)
            {
                writer.Write(texts[row]); // Its length in sevens of bits, then its bytes: as RowBinary has it.
            }

            foreach (var column in table.Numbers)
            {
                writer.Write(column[row]);
            }
        }

        return packed.ToArray();
    }

    [GeneratedRegex("@([a-z]+)")]
    private static partial Regex Named();

    [GeneratedRegex(@"Code: (\d+)")]
    private static partial Regex Code();
}
