using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using System.Text.RegularExpressions;

namespace CrossSell.Benchmarks;

/// <summary>
/// One open page without a browser: it speaks the protocol of Blazor's circuits over a WebSocket, draws nothing and answers scripts with nothing, so that
/// hundreds cost little. What it costs the server is what a browser's page costs.
/// </summary>
internal sealed partial class CircuitClient : IAsyncDisposable
{
    private const int MostBytes = 16 * 1024 * 1024;
    private static readonly TimeSpan PingEvery = TimeSpan.FromSeconds(10);

    private readonly ClientWebSocket socket = new();
    private readonly CancellationTokenSource end = new();
    private readonly SemaphoreSlim sending = new(1, 1);
    private readonly ConcurrentDictionary<string, TaskCompletionSource<string?>> asked = new(StringComparer.Ordinal);
    private readonly HttpClient http;
    private readonly Uri address;
    private string? circuit;
    private Task receiving = Task.CompletedTask;
    private int references;
    private long drawn;

    private CircuitClient(HttpClient http, Uri address) => (this.http, this.address) = (http, address);

    /// <summary>How many times the server has drawn something.</summary>
    public long Drawn => Volatile.Read(ref drawn);

    /// <summary>Why the circuit is no more; null while it lives.</summary>
    public string? Broken { get; private set; }

    /// <summary>Opens a page as the person of these cookies, until the server has drawn it.</summary>
    public static async Task<CircuitClient> OpenAsync(HttpClient http, string cookies, string path)
    {
        var page = new Uri(http.BaseAddress!, path);
        var html = await http.GetStringAsync(page);
        var markers = Marker().Matches(html).Select(match => match.Groups[1].Value).ToList();
        if (markers.Count == 0)
        {
            throw new InvalidOperationException($"There is no circuit at {page}; is the sign-in right?");
        }

        var client = new CircuitClient(http, page);
        await client.StartAsync(http.BaseAddress!, cookies, markers);
        return client;
    }

    /// <summary>Goes to another page of the studio, as a link does.</summary>
    public Task GoToAsync(string path) =>
        SendAsync(null, "OnLocationChanged", writer => writer.Text(new Uri(address, path).ToString()).Nothing().Flag(false), 3);

    /// <summary>Closes it as a tab does: the server is told.</summary>
    public async ValueTask DisposeAsync()
    {
        if (circuit is not null)
        {
            using var form = new MultipartFormDataContent { { new StringContent(circuit), "circuitId" } };
            using var told = await http.PostAsync(new Uri("/_blazor/disconnect", UriKind.Relative), form);
        }

        await end.CancelAsync();
        try
        {
            socket.Abort();
            await receiving;
        }
        catch (Exception problem) when (problem is OperationCanceledException or WebSocketException or ObjectDisposedException)
        {
            // It is closed: whichever of the two came first, or between.
        }

        socket.Dispose();
        sending.Dispose();
        end.Dispose();
    }

    private async Task StartAsync(Uri root, string cookies, IReadOnlyList<string> markers)
    {
        socket.Options.SetRequestHeader("Cookie", cookies);
        socket.Options.SetRequestHeader("Origin", root.GetLeftPart(UriPartial.Authority));
        await socket.ConnectAsync(new Uri(new Uri("ws" + root.GetLeftPart(UriPartial.Authority)[4..]), "/_blazor"), end.Token);
        await socket.SendAsync(
            Encoding.UTF8.GetBytes("{\"protocol\":\"blazorpack\",\"version\":1}\u001e"), WebSocketMessageType.Text, endOfMessage: true, end.Token);
        receiving = Task.WhenAll(LiveAsync(ReceiveAsync()), LiveAsync(PingAsync()));
        circuit = await AskAsync("StartCircuit", writer => writer.Text(root.ToString()).Text(address.ToString()).Text("[]").Text(""), 4);
        var operations = string.Join(',', markers.Select((marker, at) => $"{{\"type\":\"add\",\"ssrComponentId\":{at + 1},\"marker\":{marker}}}"));
        await SendAsync(null, "UpdateRootComponents", writer => writer.Text($"{{\"batchId\":1,\"operations\":[{operations}]}}").Text(""), 2);
    }

    // Whatever ends it unasked is said by the page, and by nobody else.
    private async Task LiveAsync(Task life)
    {
        try
        {
            await life;
        }
        catch (Exception problem) when (!end.IsCancellationRequested)
        {
            Broken ??= problem.Message;
        }
    }

    private async Task PingAsync()
    {
        using var timer = new PeriodicTimer(PingEvery);
        while (await timer.WaitForNextTickAsync(end.Token))
        {
            await SendAsync(new PackWriter().Items(1).Number(6));
        }
    }

    private async Task<string?> AskAsync(string method, Action<PackWriter> arguments, int count)
    {
        var id = Interlocked.Increment(ref references).ToString(System.Globalization.CultureInfo.InvariantCulture);
        var answer = asked[id] = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        await SendAsync(id, method, arguments, count);
        return await answer.Task.WaitAsync(TimeSpan.FromMinutes(1), end.Token);
    }

    private Task SendAsync(string? id, string method, Action<PackWriter> arguments, int count)
    {
        var writer = new PackWriter().Items(6).Number(1).Map();
        (id is null ? writer.Nothing() : writer.Text(id)).Text(method).Items(count);
        arguments(writer);
        return SendAsync(writer.Items(0));
    }

    private async Task SendAsync(PackWriter message)
    {
        await sending.WaitAsync(end.Token);
        try
        {
            await socket.SendAsync(message.Framed(), WebSocketMessageType.Binary, endOfMessage: true, end.Token);
        }
        finally
        {
            sending.Release();
        }
    }

    private async Task ReceiveAsync()
    {
        var (buffer, filled, greeted) = (new byte[4096], 0, false);
        while (true)
        {
            if (filled == buffer.Length)
            {
                Array.Resize(ref buffer, buffer.Length < MostBytes ? buffer.Length * 2 : throw new InvalidOperationException("A message is too long."));
            }

            var received = await socket.ReceiveAsync(buffer.AsMemory(filled), end.Token);
            if (received.MessageType == WebSocketMessageType.Close)
            {
                Broken ??= "The server closed it.";
                return;
            }

            filled += received.Count;
            var read = 0;
            if (!greeted && buffer.AsSpan(0, filled).IndexOf((byte)0x1e) is >= 0 and var over)
            {
                (greeted, read) = (true, over + 1);
            }

            while (greeted && PackReader.TryFrame(buffer.AsSpan(read, filled - read), out var from, out var length))
            {
                await HandleAsync(new PackReader(buffer.AsMemory(read + from, length)));
                read += from + length;
            }

            buffer.AsSpan(read, filled - read).CopyTo(buffer);
            filled -= read;
            // An idle page holds no room for the largest thing that it was ever told.
            if (filled == 0 && buffer.Length > 4096)
            {
                buffer = new byte[4096];
            }
        }
    }

    private async Task HandleAsync(PackReader reader)
    {
        reader.Items();
        var kind = reader.Number();
        if (kind is not (1 or 3))
        {
            Broken = kind == 7 ? "The server closed it." : Broken;
            return;
        }

        reader.Skip();
        var id = reader.Text();
        if (kind == 3)
        {
            if (id is not null && asked.TryRemove(id, out var answer))
            {
                answer.SetResult(reader.Number() == 3 ? reader.Text() : null);
            }

            return;
        }

        var method = reader.Text();
        reader.Items();
        switch (method)
        {
            case "JS.RenderBatch":
                var batch = reader.Number();
                Interlocked.Increment(ref drawn);
                await SendAsync(null, "OnRenderCompleted", writer => writer.Number(batch).Nothing(), 2);
                break;
            case "JS.BeginInvokeJS":
                var (handle, name, arguments, result) = (reader.Number(), reader.Text(), reader.Text(), reader.Number());
                if (handle != 0)
                {
                    await SendAsync(null, "EndInvokeJSFromDotNet", writer => writer.Number(handle).Flag(true).Text(
                        $"[{handle},true,{Answer(name, result)}]"), 3);
                }

                if (name == "attach" && Page().Match(arguments ?? "") is { Success: true } page)
                {
                    // The script of the product list asks for the rows that fit a window. Who has no list does not know the question.
                    await SendAsync(null, "BeginInvokeDotNetFromJS", writer => writer.Text("1").Nothing().Text("Show").Number(
                        long.Parse(page.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture)).Text("[0,16,1]"), 5);
                }

                break;
            case "JS.Error":
                Broken = reader.Text();
                break;
            default:
                break;
        }
    }

    // What a script of the studio would say of a page that nobody has touched; a module is only named.
    private string Answer(string? name, long result) => result switch
    {
        1 => $"{{\"__jsObjectId\":{Interlocked.Increment(ref references)}}}",
        _ when name is "crosssell.isDark" or "crosssell.kept.open" or "crosssell.flush" => "false",
        _ => "null",
    };

    [GeneratedRegex("\"__dotNetObject\":(\\d+)")]
    private static partial Regex Page();

    [GeneratedRegex("<!--Blazor:(\\{.*?\\})-->")]
    private static partial Regex Marker();
}
