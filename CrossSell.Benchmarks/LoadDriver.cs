using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CrossSell.Benchmarks;

/// <summary>What one round of load gave.</summary>
/// <param name="Answers">How many were right and whole.</param>
/// <param name="Times">Milliseconds from the first byte of a request to the last of its answer, the shortest first.</param>
/// <param name="Processor">Of the server meanwhile.</param>
internal sealed record LoadRound(int Answers, TimeSpan Took, double[] Times, TimeSpan Processor)
{
    public double PerSecond => Answers / Took.TotalSeconds;

    /// <summary>Microseconds of the server's processor an answer took. On a machine with other work this says more than the clock.</summary>
    public double ProcessorEach => Processor.TotalMicroseconds / Answers;

    public double Within(double share) => Times.Length == 0 ? 0 : Times[(int)Math.Min(Times.Length - 1, share * Times.Length)];
}

/// <summary>
/// HTTP/1.1 over connections that stay open, one request at a time on each, from one thread that waits for all of them at once: little enough work that one core
/// drives another to its end.
/// </summary>
internal sealed class LoadDriver : IDisposable
{
    private readonly List<Connection> connections = [];
    private readonly int server;

    /// <param name="server">Its process.</param>
    public LoadDriver(Uri address, int count, int server)
    {
        this.server = server;
        for (var number = 0; number < count; number++)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            socket.Connect(IPAddress.Loopback, address.Port);
            connections.Add(new Connection(socket));
        }
    }

    /// <summary>A GET as it goes over the wire.</summary>
    public static byte[] Get(Uri address, string path, string? key) => Encoding.ASCII.GetBytes(
        $"GET {path} HTTP/1.1\r\nHost: {address.Authority}\r\n{(key is null ? "" : $"Authorization: Bearer {key}\r\n")}\r\n");

    /// <param name="next">The next request.</param>
    /// <exception cref="InvalidOperationException">An answer was not 200.</exception>
    public LoadRound Run(TimeSpan duration, Func<byte[]> next)
    {
        var times = new List<double>(100_000);
        var busy = ProcessorOf(server);
        var began = Stopwatch.GetTimestamp();
        foreach (var connection in connections)
        {
            connection.Send(next());
        }

        var (open, ready) = (connections.Count, new List<Socket>());
        var bySocket = connections.ToDictionary(connection => connection.Socket);
        while (open > 0)
        {
            ready.Clear();
            ready.AddRange(connections.Where(connection => connection.IsWaiting).Select(connection => connection.Socket));
            Socket.Select(ready, null, null, 10_000_000);
            if (ready.Count == 0)
            {
                throw new InvalidOperationException("The server does not answer any more.");
            }

            foreach (var socket in ready)
            {
                var connection = bySocket[socket];
                if (!connection.Receive())
                {
                    continue;
                }

                times.Add(Stopwatch.GetElapsedTime(connection.Sent).TotalMilliseconds);
                if (Stopwatch.GetElapsedTime(began) < duration)
                {
                    connection.Send(next());
                }
                else
                {
                    open--;
                }
            }
        }

        var (took, spent) = (Stopwatch.GetElapsedTime(began), ProcessorOf(server) - busy);
        times.Sort();
        return new LoadRound(times.Count, took, [.. times], spent);
    }

    /// <summary>One request on a connection of its own.</summary>
    public static string Ask(Uri address, byte[] request)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Connect(IPAddress.Loopback, address.Port);
        var connection = new Connection(socket);
        connection.Send(request);
        while (!connection.Receive())
        {
        }

        return connection.Text;
    }

    public void Dispose() => connections.ForEach(connection => connection.Socket.Dispose());

    // In ticks of 10 ms, as Linux counts it.
    private static TimeSpan ProcessorOf(int process)
    {
        var fields = File.ReadAllText($"/proc/{process}/stat").Split(')')[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return TimeSpan.FromMilliseconds(10 * (long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture)));
    }

    private sealed class Connection(Socket socket)
    {
        private static readonly byte[] HeadEnd = "\r\n\r\n"u8.ToArray();
        private readonly byte[] buffer = new byte[256 * 1024];
        private int held;

        public Socket Socket => socket;

        public bool IsWaiting { get; private set; }

        public long Sent { get; private set; }

        public string Text => Encoding.UTF8.GetString(buffer, 0, held);

        public void Send(byte[] request)
        {
            (held, IsWaiting, Sent) = (0, true, Stopwatch.GetTimestamp());
            if (socket.Send(request) != request.Length)
            {
                throw new InvalidOperationException("A request was sent in part.");
            }
        }

        /// <returns>Whether the answer is whole.</returns>
        public bool Receive()
        {
            var read = socket.Receive(buffer.AsSpan(held));
            if (read == 0)
            {
                throw new InvalidOperationException("The server closed a connection.");
            }

            held += read;
            var answer = buffer.AsSpan(0, held);
            var head = answer.IndexOf(HeadEnd);
            if (head < 0 || !IsWhole(answer[..head], answer[(head + 4)..]))
            {
                return false;
            }

            IsWaiting = false;
            return answer.StartsWith("HTTP/1.1 200"u8) ? true : throw new InvalidOperationException(Text);
        }

        private static bool IsWhole(ReadOnlySpan<byte> head, ReadOnlySpan<byte> body)
        {
            var at = head.IndexOf("Content-Length: "u8);
            if (at < 0)
            {
                return body.EndsWith("0\r\n\r\n"u8);
            }

            var length = 0;
            foreach (var digit in head[(at + 16)..])
            {
                if (digit is < (byte)'0' or > (byte)'9')
                {
                    break;
                }

                length = (length * 10) + digit - '0';
            }

            return body.Length >= length;
        }
    }
}
