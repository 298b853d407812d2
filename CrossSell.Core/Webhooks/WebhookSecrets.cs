using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CrossSell.Core.Storage;

namespace CrossSell.Core.Webhooks;

/// <summary>The secrets that tellings are signed with, and the signature.</summary>
public sealed class WebhookSecrets(DataDirectory data)
{
    private readonly Lazy<byte[]> installation = new(data.Secret);

    /// <summary>Follows from the row and this installation's secret, so that a copy of the database signs nothing.</summary>
    public string Of(Webhook hook)
    {
        ArgumentNullException.ThrowIfNull(hook);
        return "whsec_" + Convert.ToHexStringLower(HMACSHA256.HashData(installation.Value, Encoding.UTF8.GetBytes($"webhook\n{hook.Salt}")));
    }

    /// <summary>
    /// <c>t=SECONDS,v1=HEX</c>: HMAC-SHA256 of the seconds since 1970, a point and the body. The receiver compares both, and refuses what is older than a few
    /// minutes, so that nobody sends an old telling once more.
    /// </summary>
    public static string Sign(string secret, DateTimeOffset at, string body)
    {
        var seconds = at.ToUnixTimeSeconds();
        var text = string.Create(CultureInfo.InvariantCulture, $"{seconds}.{body}");
        var hash = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(text)));
        return string.Create(CultureInfo.InvariantCulture, $"t={seconds},v1={hash}");
    }
}
