using System.Security.Cryptography;
using System.Text;
using CrossSell.Core.Storage;

namespace CrossSell.Admin.Account;

/// <summary>
/// The one-time token, printed in the log, with which the first visitor makes the administrator. Sealed by this installation's secret, so that every instance
/// on the same data folder knows the token of every other. It opens nothing once somebody has an account: who takes it asks for that under the writer lock.
/// </summary>
internal sealed class SetUpToken(DataDirectory data)
{
    // Bytes of the random number, and of its seal.
    private const int Half = 12;

    private static readonly byte[] Purpose = Encoding.ASCII.GetBytes("CrossSell set-up token");

    public string Open()
    {
        var number = RandomNumberGenerator.GetBytes(Half);
        return Convert.ToHexStringLower([.. number, .. Seal(number)]);
    }

    public bool Fits(string? given)
    {
        var token = new byte[2 * Half];
        return given?.Trim() is { Length: 4 * Half } text
            && Convert.FromHexString(text, token, out _, out var written) == System.Buffers.OperationStatus.Done && written == token.Length
            && CryptographicOperations.FixedTimeEquals(Seal(token.AsSpan(0, Half)), token.AsSpan(Half));
    }

    private byte[] Seal(ReadOnlySpan<byte> number) => HMACSHA256.HashData(data.Secret().AsSpan(), [.. Purpose, .. number])[..Half];
}
