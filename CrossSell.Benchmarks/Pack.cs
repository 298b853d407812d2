using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using System.Text.Json;

namespace CrossSell.Benchmarks;

/// <summary>Writes the few forms of MessagePack that circuits are spoken to with.</summary>
internal sealed class PackWriter
{
    private readonly ArrayBufferWriter<byte> bytes = new();

    public PackWriter Items(int count) => Byte((byte)(0x90 | count));

    public PackWriter Map() => Byte(0x80);

    public PackWriter Nothing() => Byte(0xc0);

    public PackWriter Flag(bool value) => Byte((byte)(value ? 0xc3 : 0xc2));

    public PackWriter Number(long value)
    {
        Byte(0xd3);
        BinaryPrimitives.WriteInt64BigEndian(bytes.GetSpan(8), value);
        bytes.Advance(8);
        return this;
    }

    public PackWriter Text(string value)
    {
        var text = Encoding.UTF8.GetBytes(value);
        Byte(0xdb);
        BinaryPrimitives.WriteInt32BigEndian(bytes.GetSpan(4), text.Length);
        bytes.Advance(4);
        bytes.Write(text);
        return this;
    }

    /// <summary>With its length before it, seven bits a byte.</summary>
    public byte[] Framed()
    {
        var head = new List<byte>();
        var left = bytes.WrittenCount;
        do
        {
            head.Add((byte)((left & 0x7f) | (left > 0x7f ? 0x80 : 0)));
            left >>= 7;
        }
        while (left > 0);
        return [.. head, .. bytes.WrittenSpan];
    }

    private PackWriter Byte(byte value)
    {
        bytes.Write([value]);
        return this;
    }
}

/// <summary>Reads what circuits say, in order.</summary>
internal sealed class PackReader(ReadOnlyMemory<byte> message)
{
    private int at;

    /// <summary>Whether a whole message is there, and where.</summary>
    public static bool TryFrame(ReadOnlySpan<byte> bytes, out int from, out int length)
    {
        (from, length) = (0, 0);
        for (var shift = 0; from < bytes.Length; shift += 7)
        {
            var part = bytes[from++];
            length |= (part & 0x7f) << shift;
            if ((part & 0x80) == 0)
            {
                return bytes.Length - from >= length;
            }
        }

        return false;
    }

    public int Items() => Next() switch
    {
        var form when (form & 0xf0) == 0x90 => form & 0x0f,
        0xdc => (int)Whole(2),
        0xdd => (int)Whole(4),
        var form => throw Unknown(form),
    };

    public long Number() => Next() switch
    {
        var form when form < 0x80 => form,
        var form when form >= 0xe0 => (sbyte)form,
        0xcc => Whole(1),
        0xcd => Whole(2),
        0xce => Whole(4),
        0xcf or 0xd3 => Whole(8),
        0xd0 => (sbyte)Whole(1),
        0xd1 => (short)Whole(2),
        0xd2 => (int)Whole(4),
        var form => throw Unknown(form),
    };

    public string? Text() => Next() switch
    {
        0xc0 => null,
        var form when (form & 0xe0) == 0xa0 => Letters(form & 0x1f),
        0xd9 => Letters((int)Whole(1)),
        0xda => Letters((int)Whole(2)),
        0xdb => Letters((int)Whole(4)),
        var form => throw Unknown(form),
    };

    /// <summary>Passes over one text, number, flag or empty map.</summary>
    public void Skip()
    {
        var form = message.Span[at];
        if (form is 0xc2 or 0xc3 or 0x80)
        {
            at++;
        }
        else if (form == 0xc0 || (form & 0xe0) == 0xa0 || form is 0xd9 or 0xda or 0xdb)
        {
            Text();
        }
        else
        {
            Number();
        }
    }

    private static JsonException Unknown(int form) => new($"A message has a form that is not known here: {form:x2}.");

    private int Next() => message.Span[at++];

    private long Whole(int count)
    {
        long value = 0;
        for (var part = 0; part < count; part++)
        {
            value = (value << 8) | message.Span[at++];
        }

        return value;
    }

    private string Letters(int count)
    {
        var text = Encoding.UTF8.GetString(message.Span.Slice(at, count));
        at += count;
        return text;
    }
}
