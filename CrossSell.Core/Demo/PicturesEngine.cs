using CrossSell.Core.Common;
using SkiaSharp;

namespace CrossSell.Core.Demo;

/// <summary>Draws a product of the demo: its painter's picture, and a mark in the corner where products differ in nothing but their size.</summary>
internal static class PicturesEngine
{
    /// <summary>Pixels a side of what is stored.</summary>
    public const int Side = 1200;

    /// <summary>One picture on a white ground.</summary>
    /// <param name="side">Pixels, width and height.</param>
    public static SKBitmap Draw(DemoProduct product, Painter painter, int side = Side)
    {
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
        var width = MathF.Max(46, PicturesLetters.Width(size, 24) + 30);
        s.Box(230 - width, 186, width, 46, 23, "#26262b");
        s.Text(230 - (width / 2), 209, 24, Ink.White, size, 0.2f);
    }
}
