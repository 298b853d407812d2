using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CrossSell.Core.Storage;

namespace CrossSell.Core.Events;

/// <summary>What is stored of a visitor: the shop's pseudonym under this installation's key, so that the rows alone lead to no cookie of anybody.</summary>
public sealed class VisitorNames(DataDirectory data)
{
    private readonly Lazy<byte[]> secret = new(data.Secret);

    /// <summary>HMAC-SHA256 in hexadecimal; with the channel, so that a visitor of two shops is two.</summary>
    public string Of(int channelId, string visitor)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"visitor\n{channelId}\n{visitor}");
        return Convert.ToHexStringLower(HMACSHA256.HashData(secret.Value, Encoding.UTF8.GetBytes(text)));
    }
}
