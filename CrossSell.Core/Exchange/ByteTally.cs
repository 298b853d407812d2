using System.Buffers;
using System.Text;

namespace CrossSell.Core.Exchange;

/// <summary>Counts what the bytes are if they are UTF-8: letters of several bytes, bytes that are none, zeros, and on which lines.</summary>
internal sealed class ByteTally
{
    private const int DamagedNamed = 20;

    private readonly byte[] carried = new byte[4];
    private readonly List<int> invalidLines = [];
    private int carriedBytes;
    private int line = 1;

    public long Count { get; private set; }

    public int Valid { get; private set; }

    public int Invalid { get; private set; }

    public IReadOnlyList<int> InvalidLines => invalidLines;

    public int? FirstNul { get; private set; }

    public void Add(ReadOnlySpan<byte> bytes)
    {
        Count += bytes.Length;
        if (carriedBytes > 0)
        {
            // A letter that the end of the last block cut in two.
            var taken = Math.Min(carried.Length - carriedBytes, bytes.Length);
            bytes[..taken].CopyTo(carried.AsSpan(carriedBytes));
            var joined = carried.AsSpan(0, carriedBytes + taken);
            var used = Letter(joined);
            if (used == 0)
            {
                carriedBytes += taken;
                return;
            }

            bytes = bytes[Math.Max(0, used - carriedBytes)..];
            carriedBytes = 0;
        }

        while (!bytes.IsEmpty)
        {
            var plain = bytes.IndexOfAnyExceptInRange((byte)1, (byte)0x7F);
            line += (plain < 0 ? bytes : bytes[..plain]).Count((byte)'\n');
            if (plain < 0)
            {
                return;
            }

            bytes = bytes[plain..];
            var used = Letter(bytes);
            if (used == 0)
            {
                bytes.CopyTo(carried);
                carriedBytes = bytes.Length;
                return;
            }

            bytes = bytes[used..];
        }
    }

    /// <summary>The file is over: a letter that was begun stays unfinished.</summary>
    public void End()
    {
        if (carriedBytes > 0)
        {
            Broken();
            carriedBytes = 0;
        }
    }

    /// <returns>Bytes of the letter that stands first; 0 when it goes on in the next block.</returns>
    private int Letter(ReadOnlySpan<byte> bytes)
    {
        if (bytes[0] == 0)
        {
            FirstNul ??= line;
            return 1;
        }

        switch (Rune.DecodeFromUtf8(bytes, out _, out var used))
        {
            case OperationStatus.Done:
                Valid++;
                return used;
            case OperationStatus.NeedMoreData:
                return 0;
            default:
                Broken();
                return used;
        }
    }

    private void Broken()
    {
        Invalid++;
        if (invalidLines.Count < DamagedNamed && (invalidLines.Count == 0 || invalidLines[^1] != line))
        {
            invalidLines.Add(line);
        }
    }
}
