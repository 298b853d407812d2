using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using CrossSell.Admin.Mail;
using MailKit.Security;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using MimeKit;

namespace CrossSell.Tests.Support;

/// <summary>A mail server on a port of its own that takes every message, or refuses every recipient: as much of RFC 5321 as one message needs.</summary>
internal sealed class MailServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stopped = new();
    private readonly TaskCompletionSource<MimeMessage> first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly bool refuses;
    private readonly Task serving;

    public MailServer(bool refuses = false)
    {
        this.refuses = refuses;
        listener.Start();
        serving = ServeAsync();
    }

    /// <summary>The first one that it took, as soon as it did.</summary>
    public Task<MimeMessage> FirstAsync => first.Task;

    /// <summary>What it took.</summary>
    public ConcurrentQueue<MimeMessage> Messages { get; } = new();

    public MailSettings Settings => To(((IPEndPoint)listener.LocalEndpoint).Port);

    /// <summary>Of a server that is not there.</summary>
    public static MailSettings Gone => To(1);

    public static MailSender Sender(MailSettings? settings) =>
        new(settings, new FakeTimeProvider(TestClock.Now), NullLogger<MailSender>.Instance);

    public async ValueTask DisposeAsync()
    {
        await stopped.CancelAsync();
        await serving;
        listener.Dispose();
        stopped.Dispose();
    }

    private static MailSettings To(int port) =>
        new("127.0.0.1", port, MailboxAddress.Parse("CrossSell <studio@example.com>"), User: null, Password: null, SecureSocketOptions.None);

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync(stopped.Token);
                await TalkAsync(client.GetStream());
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private async Task TalkAsync(NetworkStream line)
    {
        using var reader = new StreamReader(line, Encoding.ASCII, leaveOpen: true);
        await using var writer = new StreamWriter(line, Encoding.ASCII, leaveOpen: true) { NewLine = "\r\n", AutoFlush = true };
        await writer.WriteLineAsync("220 mail.example ready");
        while (await reader.ReadLineAsync(stopped.Token) is { } said)
        {
            var verb = said.Split(' ')[0].ToUpperInvariant();
            if (verb == "DATA")
            {
                await writer.WriteLineAsync("354 go on");
                var message = await MessageAsync(reader);
                Messages.Enqueue(message);
                first.TrySetResult(message);
            }

            await writer.WriteLineAsync(verb switch
            {
                "RCPT" when refuses => "550 nobody of this name",
                "QUIT" => "221 goodbye",
                _ => "250 mail.example",
            });
        }
    }

    private async Task<MimeMessage> MessageAsync(StreamReader reader)
    {
        var text = new StringBuilder();
        while (await reader.ReadLineAsync(stopped.Token) is { } part && part != ".")
        {
            text.Append(part.StartsWith('.') ? part[1..] : part).Append("\r\n");
        }

        using var bytes = new MemoryStream(Encoding.ASCII.GetBytes(text.ToString()));
        return await MimeMessage.LoadAsync(bytes, stopped.Token);
    }
}
