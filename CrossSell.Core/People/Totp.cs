using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using CrossSell.Core.Common;

namespace CrossSell.Core.People;

/// <summary>
/// One-time codes by time, as authenticator apps show them (RFC 6238: HMAC-SHA-1 over the number of 30-second steps since 1970, 6 digits, truncated as RFC 4226
/// says). A key is 20 random bytes, written in Base32 (RFC 4648, without padding).
/// </summary>
[Engine]
public static class Totp
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const int StepSeconds = 30;
    private const int Digits = 6;

    // A clock that is half a minute off, and a code typed as it changes.
    private const int StepsAround = 1;

    /// <summary>The code of a step, counted in 30 seconds since 1970.</summary>
    public static string CodeOf(ReadOnlySpan<byte> key, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> hash = stackalloc byte[HMACSHA1.HashSizeInBytes];
#pragma warning disable CA5350 // What authenticator apps know; of SHA-1 only its use as a MAC is relied on, which holds.
        HMACSHA1.HashData(key, counter, hash);
#pragma warning restore CA5350
        var offset = hash[^1] & 0xF;
        var number = BinaryPrimitives.ReadInt32BigEndian(hash[offset..]) & 0x7FFFFFFF;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    public static long StepAt(DateTimeOffset instant) => instant.ToUnixTimeSeconds() / StepSeconds;

    /// <summary>The step whose code this is, now or half a minute around it; null for a wrong one. Blanks in it are left out.</summary>
    public static long? Find(ReadOnlySpan<byte> key, string? code, DateTimeOffset now)
    {
        var typed = string.Concat((code ?? "").Where(letter => !char.IsWhiteSpace(letter)));
        if (typed.Length != Digits)
        {
            return null;
        }

        long? found = null;
        for (var step = StepAt(now) - StepsAround; step <= StepAt(now) + StepsAround; step++)
        {
            if (CryptographicOperations.FixedTimeEquals(System.Text.Encoding.UTF8.GetBytes(CodeOf(key, step)), System.Text.Encoding.UTF8.GetBytes(typed)))
            {
                found = step;
            }
        }

        return found;
    }

    /// <summary>Bytes in Base32.</summary>
    public static string Write(ReadOnlySpan<byte> key)
    {
        var text = new System.Text.StringBuilder();
        var (held, bits) = (0, 0);
        foreach (var part in key)
        {
            (held, bits) = ((held << 8) | part, bits + 8);
            while (bits >= 5)
            {
                text.Append(Alphabet[(held >> (bits -= 5)) & 31]);
            }

            held &= (1 << bits) - 1;
        }

        return bits > 0 ? text.Append(Alphabet[(held << (5 - bits)) & 31]).ToString() : text.ToString();
    }

    /// <summary>Base32 in bytes.</summary>
    /// <exception cref="FormatException">A letter is none of Base32's.</exception>
    public static byte[] Read(string text)
    {
        var key = new List<byte>();
        var (held, bits) = (0, 0);
        foreach (var letter in text)
        {
            var value = Alphabet.IndexOf(char.ToUpperInvariant(letter), StringComparison.Ordinal);
            if (value < 0)
            {
                throw new FormatException("This is no Base32.");
            }

            (held, bits) = ((held << 5) | value, bits + 5);
            if (bits >= 8)
            {
                key.Add((byte)(held >> (bits -= 8)));
                held &= (1 << bits) - 1;
            }
        }

        return [.. key];
    }
}
