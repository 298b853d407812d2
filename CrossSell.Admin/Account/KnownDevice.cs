using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace CrossSell.Admin.Account;

/// <summary>
/// A cookie that says in which browser somebody has signed in before (OWASP calls it a device cookie). It opens nothing: it only keeps the wrong passwords of
/// strangers apart from the person's own.
/// </summary>
internal sealed class KnownDevice(IDataProtectionProvider protection, IHostEnvironment environment)
{
    private const string Name = "crosssell-device";
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(180);

    private readonly ITimeLimitedDataProtector protector = protection.CreateProtector("CrossSell.KnownDevice").ToTimeLimitedDataProtector();

    /// <summary>The browser's own number when this person has signed in with it; null for any other.</summary>
    public string? Of(HttpContext context, string email)
    {
        if (context.Request.Cookies[Name] is not { Length: > 0 and < 2_000 } cookie)
        {
            return null;
        }

        try
        {
            return protector.Unprotect(cookie).Split('\n') is [var device, var owner] && owner == Normal(email) ? device : null;
        }
        catch (CryptographicException)
        {
            // Of another installation, made up, or too old.
            return null;
        }
    }

    public void Remember(HttpContext context, string email)
    {
        var device = Of(context, email) ?? Guid.NewGuid().ToString("N");
        context.Response.Cookies.Append(Name, protector.Protect($"{device}\n{Normal(email)}", Lifetime), new CookieOptions
        {
            HttpOnly = true,
            IsEssential = true,
            MaxAge = Lifetime,
            SameSite = SameSiteMode.Lax,
            Secure = !environment.IsDevelopment() || context.Request.IsHttps,
        });
    }

    private static string Normal(string email) => email.Trim().ToUpperInvariant();
}
