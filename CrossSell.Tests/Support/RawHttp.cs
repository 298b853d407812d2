using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace CrossSell.Tests.Support;

/// <summary>An answer as it came over the wire.</summary>
/// <param name="Status">0 when the connection was closed without an answer.</param>
/// <param name="Headers">In their order, also those that came twice.</param>
internal sealed record RawAnswer(int Status, IReadOnlyList<(string Name, string Value)> Headers, byte[] Body)
{
    public string Text => Encoding.UTF8.GetString(Body);

    /// <summary>The values of a header, joined as HTTP joins them; null when it is not there.</summary>
    public string? Header(string name)
    {
        var values = Headers.Where(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(header => header.Value).ToArray();
        return values.Length == 0 ? null : string.Join(", ", values);
    }

    /// <summary>Without its parameters.</summary>
    public string? MediaType => Header("Content-Type")?.Split(';')[0].Trim();
}

/// <summary>HTTP/1.1 as bytes: sends what no client library would, and hands over answers as they came. One request after the other.</summary>
internal sealed class RawHttp(Uri address) : IDisposable
{
    private readonly byte[] buffer = new byte[64 * 1024];
    private TcpClient? connection;
    private int start;
    private int end;

    /// <param name="hasBody">False for the answer to HEAD, which names a length and has none.</param>
    /// <param name="closes">The request may have left the server in the middle of something: the next one gets a connection of its own.</param>
    public async Task<RawAnswer> SendAsync(ReadOnlyMemory<byte> request, bool hasBody, bool closes, CancellationToken stop)
    {
        if (connection is null)
        {
            connection = new TcpClient { NoDelay = true };
            (start, end) = (0, 0);
            await connection.ConnectAsync(address.Host, address.Port, stop);
        }

        var keeps = false;
        try
        {
            await connection.GetStream().WriteAsync(request, stop);
            var answer = await ReadAsync(hasBody, stop);
            keeps = !closes && answer.Header("Connection") != "close";
            return answer;
        }
        catch (IOException) when (closes)
        {
            return new RawAnswer(0, [], []);
        }
        finally
        {
            if (!keeps)
            {
                Dispose();
            }
        }
    }

    public void Dispose()
    {
        connection?.Dispose();
        connection = null;
    }

    private async Task<RawAnswer> ReadAsync(bool hasBody, CancellationToken stop)
    {
        int status;
        var headers = new List<(string, string)>();
        do
        {
            status = int.Parse((await LineAsync(stop)).Split(' ')[1], CultureInfo.InvariantCulture);
            headers.Clear();
            while (await LineAsync(stop) is { Length: > 0 } line)
            {
                var colon = line.IndexOf(':', StringComparison.Ordinal);
                headers.Add((line[..colon], line[(colon + 1)..].Trim()));
            }
        }
        while (status is >= 100 and < 200);

        var head = new RawAnswer(status, headers, []);
        return !hasBody || status is 204 or 304
            ? head
            : head with
            {
                Body = head.Header("Transfer-Encoding") == "chunked"
                    ? await ChunksAsync(stop)
                    : await BytesAsync(int.Parse(head.Header("Content-Length") ?? "0", CultureInfo.InvariantCulture), stop),
            };
    }

    private async Task<byte[]> ChunksAsync(CancellationToken stop)
    {
        var body = new List<byte>();
        while (int.Parse(await LineAsync(stop), NumberStyles.HexNumber, CultureInfo.InvariantCulture) is > 0 and var length)
        {
            body.AddRange(await BytesAsync(length, stop));
            await LineAsync(stop);
        }

        await LineAsync(stop);
        return [.. body];
    }

    private async Task<string> LineAsync(CancellationToken stop)
    {
        var line = new StringBuilder();
        while (true)
        {
            await FillAsync(stop);
            var letter = (char)buffer[start++];
            if (letter == '\n')
            {
                return line.ToString().TrimEnd('\r');
            }

            line.Append(letter);
        }
    }

    private async Task<byte[]> BytesAsync(int count, CancellationToken stop)
    {
        var bytes = new byte[count];
        for (var at = 0; at < count;)
        {
            await FillAsync(stop);
            var part = Math.Min(end - start, count - at);
            buffer.AsSpan(start, part).CopyTo(bytes.AsSpan(at));
            (start, at) = (start + part, at + part);
        }

        return bytes;
    }

    private async ValueTask FillAsync(CancellationToken stop)
    {
        if (start == end)
        {
            (start, end) = (0, await connection!.GetStream().ReadAsync(buffer, stop));
            if (end == 0)
            {
                throw new IOException("The server closed the connection in the middle of an answer, or without one.");
            }
        }
    }
}
