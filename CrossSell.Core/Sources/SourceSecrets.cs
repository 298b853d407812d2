using System.Security.Cryptography;
using System.Text;
using CrossSell.Core.Storage;

namespace CrossSell.Core.Sources;

/// <summary>
/// Passwords and keys of other servers, as they may stand in the database: sealed with AES-GCM under a key that follows from this installation's secret
/// (HKDF, RFC 5869), so that a copy of the database opens nothing.
/// </summary>
public sealed class SourceSecrets(DataDirectory data)
{
    private const int NonceLength = 12;
    private const int TagLength = 16;

    private readonly Lazy<byte[]> key = new(() => HKDF.DeriveKey(HashAlgorithmName.SHA256, data.Secret(), 32, info: "import source"u8.ToArray()));

    public string Seal(string text)
    {
        var plain = Encoding.UTF8.GetBytes(text);
        var sealedText = new byte[NonceLength + TagLength + plain.Length];
        var nonce = sealedText.AsSpan(0, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = new AesGcm(key.Value, TagLength);
        cipher.Encrypt(nonce, plain, sealedText.AsSpan(NonceLength + TagLength), sealedText.AsSpan(NonceLength, TagLength));
        return Convert.ToBase64String(sealedText);
    }

    /// <returns>Null where it was sealed by another installation: then it has to be typed again.</returns>
    public string? Open(string text)
    {
        try
        {
            var sealedText = Convert.FromBase64String(text);
            if (sealedText.Length < NonceLength + TagLength)
            {
                return null;
            }

            var plain = new byte[sealedText.Length - NonceLength - TagLength];
            using var cipher = new AesGcm(key.Value, TagLength);
            cipher.Decrypt(
                sealedText.AsSpan(0, NonceLength), sealedText.AsSpan(NonceLength + TagLength), sealedText.AsSpan(NonceLength, TagLength), plain);
            return Encoding.UTF8.GetString(plain);
        }
        catch (Exception foreign) when (foreign is CryptographicException or FormatException)
        {
            return null;
        }
    }
}
