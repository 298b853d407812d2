using System.Buffers.Binary;
using System.Text;
using SkiaSharp;

namespace CrossSell.Tests.Support;

/// <summary>Small pictures drawn for tests, and files that only pretend to be some.</summary>
public static class TestPictures
{
    /// <summary>Red, green, blue and white quarters: upper left, upper right, lower left, lower right.</summary>
    public static byte[] Quarters(int width = 80, int height = 40, SKEncodedImageFormat format = SKEncodedImageFormat.Jpeg, SKColorSpace? space = null)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque, space));
        using var canvas = new SKCanvas(bitmap);
        Fill(canvas, SKColors.Red, 0, 0, width / 2, height / 2);
        Fill(canvas, SKColors.Lime, width / 2, 0, width, height / 2);
        Fill(canvas, SKColors.Blue, 0, height / 2, width / 2, height);
        Fill(canvas, SKColors.White, width / 2, height / 2, width, height);
        canvas.Flush();
        return Encode(bitmap, format);
    }

    /// <summary>One colour, different for each number.</summary>
    public static byte[] Plain(int number, int width = 60, int height = 40, SKEncodedImageFormat format = SKEncodedImageFormat.Png)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        bitmap.Erase(SKColor.FromHsl(number * 47 % 360, 70, 40 + (number % 5 * 8)));
        return Encode(bitmap, format);
    }

    /// <summary>A picture whose every pixel has its own colour, as a camera makes them.</summary>
    public static byte[] Photograph(int width, int height)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        using var canvas = new SKCanvas(bitmap);
        using var noise = SKShader.CreatePerlinNoiseFractalNoise(0.02f, 0.03f, 5, 7);
        using var paint = new SKPaint { Shader = noise };
        canvas.Clear(SKColors.White);
        canvas.DrawRect(0, 0, width, height, paint);
        canvas.Flush();
        return Encode(bitmap, SKEncodedImageFormat.Jpeg);
    }

    /// <summary>One red pixel.</summary>
    public static byte[] Gif() => Convert.FromBase64String("R0lGODdhAQABAIAAAP8AAAAAACwAAAAAAQABAAACAkQBADs=");

    /// <summary>The JPEG with what a camera writes beside the pixels: which way up it was held, and where.</summary>
    public static byte[] WithExif(byte[] jpeg, int orientation, string description)
    {
        var text = Encoding.ASCII.GetBytes(description + "\0");
        var tiff = new MemoryStream();
        using (var writer = new BinaryWriter(tiff, Encoding.ASCII, leaveOpen: true))
        {
            writer.Write("II*\0"u8);
            writer.Write(8);
            writer.Write((short)2);
            Entry(writer, 0x010E, 2, text.Length, 38);
            Entry(writer, 0x0112, 3, 1, orientation);
            writer.Write(0);
            writer.Write(text);
        }

        byte[] body = [.. "Exif\0\0"u8, .. tiff.ToArray()];
        var length = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)(body.Length + 2));
        return [.. jpeg.AsSpan(0, 2), 0xFF, 0xE1, .. length, .. body, .. jpeg.AsSpan(2)];
    }

    /// <summary>A few bytes that promise a picture of this size.</summary>
    public static byte[] Bomb(int width, int height)
    {
        var png = Plain(1);
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(16), width);
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(20), height);
        BinaryPrimitives.WriteUInt32BigEndian(png.AsSpan(29), Crc(png.AsSpan(12, 17)));
        return png;
    }

    /// <summary>What a shopper's browser would see at this place, from 0 to 1 across and down.</summary>
    public static SKColor At(byte[] picture, double x, double y)
    {
        using var bitmap = SKBitmap.Decode(picture);
        return bitmap.GetPixel((int)(x * bitmap.Width), (int)(y * bitmap.Height));
    }

    public static (int Width, int Height) SizeOf(byte[] picture)
    {
        using var bitmap = SKBitmap.Decode(picture);
        return (bitmap.Width, bitmap.Height);
    }

    private static void Fill(SKCanvas canvas, SKColor color, int left, int top, int right, int bottom)
    {
        using var paint = new SKPaint { Color = color };
        canvas.DrawRect(new SKRect(left, top, right, bottom), paint);
    }

    private static byte[] Encode(SKBitmap bitmap, SKEncodedImageFormat format)
    {
        using var data = bitmap.Encode(format, 95);
        return data.ToArray();
    }

    private static void Entry(BinaryWriter writer, int tag, short type, int count, int value)
    {
        writer.Write((short)tag);
        writer.Write(type);
        writer.Write(count);
        writer.Write(value);
    }

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
            }
        }

        return ~crc;
    }
}
