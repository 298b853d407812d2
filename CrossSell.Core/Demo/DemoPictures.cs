using CrossSell.Core.Common;
using SkiaSharp;

namespace CrossSell.Core.Demo;

/// <summary>Which side of a product a picture shows.</summary>
public enum PictureView
{
    /// <summary>What stands for the product in lists.</summary>
    Front,

    Side,
    Back,

    /// <summary>Both of two, such as boots.</summary>
    Pair,

    /// <summary>Nearer, open, packed, or what comes out of it.</summary>
    Detail,
}

/// <summary>
/// Draws the products of the demo from their attributes, on a white ground; where variants differ in nothing but their size, a mark in the corner says it.
/// The same product gives the same pixels, with or without fonts on the machine.
/// </summary>
[Engine]
public static class DemoPictures
{
    /// <summary>Pixels a side of a picture that is stored.</summary>
    public const int Side = 1200;

    private const int Quality = 86;

    /// <summary>
    /// The sides of a product that are drawn, its front first: of a variant that alone, for its family has the others. None for an unknown product.
    /// </summary>
    public static IReadOnlyList<PictureView> Views(DemoProduct product) =>
        [.. PicturesBook.Whole.Of(product).Select(page => page.View).Take(product.ParentSku is null ? int.MaxValue : 1)];

    /// <summary>As it is stored: WebP, <see cref="Side"/> pixels wide and high.</summary>
    public static byte[] WebP(DemoProduct product, PictureView view)
    {
        using var bitmap = Draw(product, view, Side);
        using var pixels = bitmap.PeekPixels();
        using var encoded = pixels.Encode(new SKWebpEncoderOptions(SKWebpEncoderCompression.Lossy, Quality));
        return encoded?.ToArray() ?? throw new InvalidOperationException("The picture could not be written.");
    }

    /// <summary>Four bytes a pixel, row by row: red, green, blue, 255.</summary>
    /// <param name="side">Pixels, width and height.</param>
    public static byte[] Pixels(DemoProduct product, PictureView view, int side)
    {
        using var bitmap = Draw(product, view, side);
        return bitmap.GetPixelSpan().ToArray();
    }

    private static SKBitmap Draw(DemoProduct product, PictureView view, int side)
    {
        var painter = PicturesBook.Whole.Of(product).First(page => page.View == view).Painter;
        var bitmap = new SKBitmap(new SKImageInfo(side, side, SKColorType.Rgba8888, SKAlphaType.Opaque));
        using var canvas = new SKCanvas(bitmap);
        canvas.Clear(SKColors.White);
        canvas.Scale(side / PicturesSketch.Side);
        var (sketch, subject) = (new PicturesSketch(canvas), new PictureSubject(product));
        painter(sketch, subject);
        if (subject.Size is { } size)
        {
            Mark(sketch, size);
        }

        return bitmap;
    }

    private static void Mark(PicturesSketch s, string size)
    {
        var width = MathF.Max(48, PicturesLetters.Width(size, 25) + 30);
        s.Box(232 - width, 186, width, 48, 24, "#26262b");
        s.Text(232 - (width / 2), 210, 25, Ink.White, size, 0.2f);
    }
}
