using System.Security.Cryptography;
using System.Text;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;

namespace CrossSell.Core.Dialects;

/// <summary>Codes of ours for what another system calls by names of its own.</summary>
[Engine]
public static class ForeignCode
{
    private const int NumberLength = 8;

    /// <summary>
    /// The code of what the file calls so: the same on the next import, and of nothing else. What a code cannot say (other letters, marks, more than fit) a
    /// number at its end does.
    /// </summary>
    public static string Of(string named)
    {
        ArgumentNullException.ThrowIfNull(named);
        if (CatalogCode.IsCode(named.ToLowerInvariant()))
        {
            return named.ToLowerInvariant();
        }

        var number = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(named.ToUpperInvariant())))[..NumberLength];
        var stem = CatalogCode.Of(named, []);
        return $"{stem[..Math.Min(stem.Length, CatalogCode.Length - NumberLength - 1)].Trim('-')}-{number}";
    }
}
