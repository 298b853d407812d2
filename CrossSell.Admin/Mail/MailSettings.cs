using MailKit.Security;
using MimeKit;

namespace CrossSell.Admin.Mail;

/// <summary>The mail server that sends one-time links, from the section <c>Mail</c> of the configuration.</summary>
/// <param name="Host">Name of the server.</param>
/// <param name="Port">Its port; 587 where none is set.</param>
/// <param name="From">Whose messages they are.</param>
/// <param name="User">Who signs in there; null for a server that asks nobody.</param>
/// <param name="Password">With which password.</param>
/// <param name="Security">How the line is encrypted.</param>
internal sealed record MailSettings(string Host, int Port, MailboxAddress From, string? User, string? Password, SecureSocketOptions Security)
{
    private const string Section = "Mail";

    private static readonly Dictionary<string, SecureSocketOptions> Securities = new(StringComparer.OrdinalIgnoreCase)
    {
        ["StartTls"] = SecureSocketOptions.StartTls, ["Tls"] = SecureSocketOptions.SslOnConnect, ["None"] = SecureSocketOptions.None,
    };

    /// <summary>Null where no server is named: links are copied then.</summary>
    /// <exception cref="InvalidOperationException">A setting cannot be used; the message says how to write it.</exception>
    public static MailSettings? Read(IConfiguration configuration)
    {
        var mail = configuration.GetSection(Section);
        if (mail["Host"] is not { } host || string.IsNullOrWhiteSpace(host))
        {
            return null;
        }

        if (!MailboxAddress.TryParse(mail["From"] ?? "", out var from))
        {
            throw new InvalidOperationException(
                $"{Section}:From is \"{mail["From"]}\". Write whose messages they are, such as CrossSell <studio@example.com>.");
        }

        var security = mail["Security"] is { Length: > 0 } word ? word : "StartTls";
        if (!Securities.TryGetValue(security, out var chosen))
        {
            throw new InvalidOperationException($"{Section}:Security is \"{security}\". Write one of {string.Join(", ", Securities.Keys)}.");
        }

        var port = 587;
        if (mail["Port"] is { Length: > 0 } written && (!int.TryParse(written, out port) || port is < 1 or > 65535))
        {
            throw new InvalidOperationException($"{Section}:Port is \"{written}\". Write a number such as 587.");
        }

        return new MailSettings(host.Trim(), port, from, mail["User"] is { Length: > 0 } user ? user : null, mail["Password"], chosen);
    }
}
