using System.Security.Cryptography;
using System.Text;
using CrossSell.Core.Common;
using static CrossSell.Core.Catalog.CatalogTexts;

namespace CrossSell.Core.Catalog;

/// <summary>
/// Addresses of pictures as they are remembered (<see cref="MediaFile.Origin"/>), so that none is asked twice. What stands behind a question mark may be a
/// signature that opens more than this picture: it is kept as a fingerprint only.
/// </summary>
public static class PictureAddress
{
    /// <summary>Longest address that is taken, in characters.</summary>
    public const int MaxLength = 2_000;

    // Of one file; a picture that stands at more addresses than this is a placeholder.
    private const int MostRemembered = 20;

    private const string Fingerprint = "#query-";

    /// <summary>Why nobody can fetch from there, or null. Says nothing about whether the server will answer.</summary>
    public static Refusal? Wrong(string address) => address.Length > MaxLength
        ? new Refusal("media.address", L["This address is too long."], "address")
        : Uri.TryCreate(address, UriKind.Absolute, out var target) && (target.Scheme == Uri.UriSchemeHttp || target.Scheme == Uri.UriSchemeHttps)
            && target.UserInfo.Length == 0
            ? null
            : new Refusal("media.address", L["This is not a web address of a picture. It must start with https:// and contain no user name."], "address");

    /// <summary>How the address is remembered; of what this gave it gives the same again.</summary>
    public static string Origin(string address)
    {
        var target = new Uri(address.Trim());
        var path = target.GetLeftPart(UriPartial.Path);
        return target.Query.Length > 1 ? path + Fingerprint + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(target.Query)))[..12]
            : target.Fragment.StartsWith(Fingerprint, StringComparison.Ordinal) ? path + target.Fragment
            : path;
    }

    /// <summary>The addresses in what is remembered of a file; none for one that was only uploaded.</summary>
    public static IEnumerable<string> Of(string? origin) =>
        (origin ?? "").Split('\n').Where(line => line.StartsWith("http://", StringComparison.Ordinal) || line.StartsWith("https://", StringComparison.Ordinal));

    /// <summary>What is remembered of a file that was found at one more address.</summary>
    /// <returns>Null when there is nothing to add.</returns>
    internal static string? With(string? origin, string address)
    {
        var known = Of(origin).ToList();
        return known.Contains(address) || known.Count >= MostRemembered ? null : known.Count == 0 ? address : $"{origin}\n{address}";
    }
}
