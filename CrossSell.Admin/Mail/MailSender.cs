using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace CrossSell.Admin.Mail;

/// <summary>Hands messages to the mail server that the operator named.</summary>
/// <param name="settings">Null where there is none.</param>
internal sealed partial class MailSender(MailSettings? settings, TimeProvider time, ILogger<MailSender> log)
{
    // Somebody looks at the page meanwhile.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    public bool IsOn => settings is not null;

    /// <summary>Sends one message in plain text.</summary>
    /// <returns>Null when the server took it; else why not, as a sentence.</returns>
    /// <exception cref="InvalidOperationException">There is no mail server: ask <see cref="IsOn"/> first.</exception>
    public async Task<string?> SendAsync(string to, string subject, string text, CancellationToken cancellation = default)
    {
        var server = settings ?? throw new InvalidOperationException("No mail server is configured.");
        using var message = new MimeMessage { Subject = subject, Body = new TextPart("plain") { Text = text } };
        message.From.Add(server.From);
        if (!MailboxAddress.TryParse(to, out var recipient))
        {
            return "This is no e-mail address that a message can be sent to.";
        }

        message.To.Add(recipient);
        using var late = new CancellationTokenSource(Patience, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellation);
        try
        {
            using var client = new SmtpClient();
            await client.ConnectAsync(server.Host, server.Port, server.Security, stop.Token);
            if (server.User is { } user)
            {
                await client.AuthenticateAsync(user, server.Password ?? "", stop.Token);
            }

            await client.SendAsync(message, stop.Token);
            await client.DisconnectAsync(quit: true, stop.Token);
            return null;
        }
        catch (Exception problem) when (!cancellation.IsCancellationRequested && Reason(problem) is { } reason)
        {
            // Neither address nor link: who reads logs is not who may use it.
            LogFailed(log, problem.GetType().Name, reason);
            return reason;
        }
    }

    private static string? Reason(Exception problem) => problem switch
    {
        SmtpCommandException { ErrorCode: SmtpErrorCode.RecipientNotAccepted } refused => $"The mail server does not accept this address: {refused.Message}",
        SmtpCommandException refused => $"The mail server refused the message: {refused.Message}",
        AuthenticationException => "The mail server did not accept its user and password. An operator can correct them.",
        SslHandshakeException => "The mail server could not be reached over an encrypted line. An operator can check Mail__Security and the certificate.",
        ServiceNotConnectedException or ProtocolException or SocketException or IOException or NotSupportedException or OperationCanceledException =>
            "The mail server could not be reached.",
        _ => null,
    };

    [LoggerMessage(Level = LogLevel.Warning, Message = "A message was not sent ({Kind}): {Reason}")]
    private static partial void LogFailed(ILogger logger, string kind, string reason);
}
