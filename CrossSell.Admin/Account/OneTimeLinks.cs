using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CrossSell.Core.People;
using Microsoft.AspNetCore.DataProtection;

namespace CrossSell.Admin.Account;

/// <summary>What somebody may do once with a link.</summary>
public enum OneTimeLinkKind
{
    /// <summary>Set name and password of an account that was made for them.</summary>
    Invitation,

    /// <summary>Set a new password.</summary>
    PasswordReset,
}

/// <summary>What a link says: for whom it is, and the security stamp that the account must still have.</summary>
internal sealed record OneTimeLink(OneTimeLinkKind Kind, string UserId, string Stamp);

/// <summary>
/// Writes and reads the secret of a one-time link: protected by the studio's keys, good until an instant, and only as long as the account keeps its security
/// stamp. A password that is set gives it a new one, and so does the next link, so the link works once, and only the newest. Nothing is stored.
/// </summary>
internal sealed class OneTimeLinks(IDataProtectionProvider protection, TimeProvider time)
{
    private readonly IDataProtector protector = protection.CreateProtector("CrossSell.OneTimeLink");

    public static TimeSpan LifetimeOf(OneTimeLinkKind kind) => kind == OneTimeLinkKind.Invitation ? TimeSpan.FromDays(7) : TimeSpan.FromHours(24);

    /// <param name="lifetime">How long it works; null for as long as one that an administrator makes.</param>
    /// <returns>The secret, fit for an address, and until when it works.</returns>
    public (string Token, DateTimeOffset Until) Create(OneTimeLinkKind kind, User user, TimeSpan? lifetime = null)
    {
        var until = time.GetUtcNow() + (lifetime ?? LifetimeOf(kind));
        return (protector.Protect(string.Create(
            CultureInfo.InvariantCulture, $"{kind}|{user.Id}|{user.SecurityStamp}|{until.ToUnixTimeMilliseconds()}")), until);
    }

    /// <summary>Null for what this studio did not write, or what has run out.</summary>
    public OneTimeLink? Read(string? token)
    {
        if (string.IsNullOrEmpty(token))
        {
            return null;
        }

        string[] parts;
        try
        {
            parts = protector.Unprotect(token).Split('|');
        }
        catch (Exception problem) when (problem is CryptographicException or FormatException)
        {
            return null;
        }

        return parts is [var kind, var user, var stamp, var until]
            && DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(until, CultureInfo.InvariantCulture)) > time.GetUtcNow()
                ? new OneTimeLink(Enum.Parse<OneTimeLinkKind>(kind), user, stamp)
                : null;
    }

    /// <summary>Whether the account is still as it was when the link was made.</summary>
    public static bool Fits(OneTimeLink link, User user) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(link.Stamp), Encoding.UTF8.GetBytes(user.SecurityStamp ?? ""));
}
