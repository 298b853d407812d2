using System.Globalization;
using System.Text;
using CrossSell.Core.Common;
using SkiaSharp;
using static CrossSell.Core.Catalog.CatalogTexts;

namespace CrossSell.Core.Catalog;

/// <summary>
/// A picture that was decoded to its last pixel: the one place that reads and writes image formats. What it is, its content says; names and sent types
/// count for nothing. What it writes is drawn again from the pixels: upright, in sRGB, and without a byte of what came in besides them.
/// </summary>
public sealed class Picture : IDisposable
{
    public const long MaxBytes = 20 * 1024 * 1024;
    public const int MaxSide = 12_000;
    public const long MaxPixels = 60_000_000;

    private const int WebpQuality = 82;
    private const int WholeQuality = 92;
    private static readonly SKSamplingOptions Smooth = new(SKFilterMode.Linear, SKMipmapMode.Linear);

    public static Refusal TooLarge =>
        new("media.too-large", L["This picture is larger than {0} MB. Save it smaller and try again.", MaxBytes / 1024 / 1024]);

    private readonly SKBitmap pixels;
    private readonly SKEncodedOrigin origin;

    // The smallest upright reduction so far: the next smaller one is drawn from it.
    private SKBitmap? reduced;

    private Picture(SKBitmap pixels, SKEncodedOrigin origin, string contentType)
    {
        (this.pixels, this.origin, ContentType) = (pixels, origin, contentType);
        (Width, Height) = LiesOnItsSide(origin) ? (pixels.Height, pixels.Width) : (pixels.Width, pixels.Height);
    }

    /// <summary>What the content is: <c>image/jpeg</c>, <c>image/png</c>, <c>image/webp</c> or <c>image/gif</c>.</summary>
    public string ContentType { get; }

    /// <summary>Pixels, upright.</summary>
    public int Width { get; }

    /// <inheritdoc cref="Width"/>
    public int Height { get; }

    /// <summary>Decodes the content, of an animation the first frame. The header is read before any memory is taken for pixels.</summary>
    public static Outcome<Picture> Read(byte[] content)
    {
        if (Recognise(content).IsRefused(out var refusal, out var contentType))
        {
            return refusal;
        }

        using var data = SKData.CreateCopy(content);
        using var codec = SKCodec.Create(data);
        if (codec is null)
        {
            return Damaged(contentType);
        }

        var (width, height) = (codec.Info.Width, codec.Info.Height);
        if (width > MaxSide || height > MaxSide || (long)width * height > MaxPixels)
        {
            return new Refusal("media.too-many-pixels", L[
                "This picture has {0} × {1} pixels. Up to {2} a side and {3} million in total are allowed.",
                Written(width), Written(height), Written(MaxSide), MaxPixels / 1_000_000]);
        }

        using var srgb = SKColorSpace.CreateSrgb();
        var alpha = codec.Info.AlphaType == SKAlphaType.Opaque ? SKAlphaType.Opaque : SKAlphaType.Premul;
        var bitmap = new SKBitmap();
        if (bitmap.TryAllocPixels(new SKImageInfo(width, height, SKColorType.Rgba8888, alpha, srgb))
            && codec.GetPixels(bitmap.Info, bitmap.GetPixels()) == SKCodecResult.Success)
        {
            return new Picture(bitmap, codec.EncodedOrigin, contentType);
        }

        bitmap.Dispose();
        return Damaged(contentType);
    }

    /// <summary>WebP at this width, or at the picture's own where that is smaller. Ask for large widths first: smaller ones are then drawn from them.</summary>
    public byte[] AtWidth(int width)
    {
        var target = int.Min(width, Width);
        var height = int.Max(1, (int)Math.Round((double)Height * target / Width));
        if (reduced is null || reduced.Width < target)
        {
            reduced?.Dispose();
            reduced = Upright(LiesOnItsSide(origin) ? Scaled(pixels, height, target) : Scaled(pixels, target, height));
        }
        else if (reduced.Width > target)
        {
            var larger = reduced;
            reduced = Scaled(larger, target, height);
            larger.Dispose();
        }

        using var pixmap = Untagged(reduced);
        using var encoded = pixmap.Encode(new SKWebpEncoderOptions(SKWebpEncoderCompression.Lossy, WebpQuality));
        return Bytes(encoded);
    }

    /// <summary>The picture at its full size, in the format it came in; a GIF becomes PNG.</summary>
    public (byte[] Content, string ContentType) Whole()
    {
        using var upright = origin == SKEncodedOrigin.TopLeft ? null : Upright(pixels.Copy());
        using var pixmap = Untagged(upright ?? pixels);
        var (format, type) = ContentType switch
        {
            "image/jpeg" => (SKEncodedImageFormat.Jpeg, "image/jpeg"),
            "image/webp" => (SKEncodedImageFormat.Webp, "image/webp"),
            _ => (SKEncodedImageFormat.Png, "image/png"),
        };
        using var encoded = pixmap.Encode(format, WholeQuality);
        return (Bytes(encoded), type);
    }

    public void Dispose()
    {
        reduced?.Dispose();
        pixels.Dispose();
    }

    private static Outcome<string> Recognise(ReadOnlySpan<byte> content)
    {
        if (content.IsEmpty)
        {
            return new Refusal("media.empty", L["This file is empty."]);
        }

        if (content.Length > MaxBytes)
        {
            return TooLarge;
        }

        if (content.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]))
        {
            return "image/jpeg";
        }

        if (content.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]))
        {
            return "image/png";
        }

        if (content.StartsWith("GIF87a"u8) || content.StartsWith("GIF89a"u8))
        {
            return "image/gif";
        }

        if (content.Length > 12 && content.StartsWith("RIFF"u8) && content[8..].StartsWith("WEBP"u8))
        {
            return "image/webp";
        }

        return Unknown(content);
    }

    private static Refusal Unknown(ReadOnlySpan<byte> content)
    {
        if (content.Length > 12 && content[4..].StartsWith("ftyp"u8))
        {
            return new Refusal("media.format", L["HEIC and AVIF pictures are not supported. Save it as JPEG, PNG or WebP."]);
        }

        var start = Encoding.UTF8.GetString(content[..int.Min(content.Length, 1024)]).TrimStart('\uFEFF', ' ', '\t', '\r', '\n');
        return start.StartsWith('<') && start.Contains("<svg", StringComparison.OrdinalIgnoreCase)
            ? new Refusal("media.svg", L["An SVG drawing can contain scripts, so it is not accepted. Save it as PNG."])
            : new Refusal("media.format", L["This is not a supported picture format. Use JPEG, PNG, WebP or GIF."]);
    }

    private static Refusal Damaged(string contentType) =>
        new("media.damaged", L["This {0} file is damaged or incomplete.", contentType["image/".Length..].ToUpperInvariant()]);

    private static string Written(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static bool LiesOnItsSide(SKEncodedOrigin origin) => origin >= SKEncodedOrigin.LeftTop;

    private static SKBitmap Scaled(SKBitmap source, int width, int height) =>
        source.Width == width && source.Height == height
            ? source.Copy()
            : source.Resize(source.Info.WithSize(width, height), Smooth) ?? throw new InvalidOperationException("The picture could not be scaled.");

    private static byte[] Bytes(SKData? encoded) => encoded?.ToArray() ?? throw new InvalidOperationException("The picture could not be written.");

    // Untagged pixels are sRGB by convention, so that small files need no colour profile.
    private static SKPixmap Untagged(SKBitmap bitmap)
    {
        using var pixmap = bitmap.PeekPixels();
        return pixmap.WithColorSpace(null!);
    }

    /// <summary>Turns as the camera said; takes over the bitmap.</summary>
    private SKBitmap Upright(SKBitmap lying)
    {
        if (origin == SKEncodedOrigin.TopLeft)
        {
            return lying;
        }

        using (lying)
        {
            var (width, height) = (lying.Width, lying.Height);
            var upright = new SKBitmap(LiesOnItsSide(origin) ? lying.Info.WithSize(height, width) : lying.Info);
            using var canvas = new SKCanvas(upright);
            canvas.SetMatrix(origin switch
            {
                SKEncodedOrigin.TopRight => new SKMatrix(-1, 0, width, 0, 1, 0, 0, 0, 1),
                SKEncodedOrigin.BottomRight => new SKMatrix(-1, 0, width, 0, -1, height, 0, 0, 1),
                SKEncodedOrigin.BottomLeft => new SKMatrix(1, 0, 0, 0, -1, height, 0, 0, 1),
                SKEncodedOrigin.LeftTop => new SKMatrix(0, 1, 0, 1, 0, 0, 0, 0, 1),
                SKEncodedOrigin.RightTop => new SKMatrix(0, -1, height, 1, 0, 0, 0, 0, 1),
                SKEncodedOrigin.RightBottom => new SKMatrix(0, -1, height, -1, 0, width, 0, 0, 1),
                SKEncodedOrigin.LeftBottom => new SKMatrix(0, 1, 0, -1, 0, width, 0, 0, 1),
                _ => SKMatrix.Identity,
            });
            using var paint = new SKPaint { BlendMode = SKBlendMode.Src };
            canvas.DrawBitmap(lying, 0, 0, new SKSamplingOptions(SKFilterMode.Nearest), paint);
            return upright;
        }
    }
}
