using SkiaSharp;

namespace CrossSell.Core.Demo;

/// <summary>
/// A sheet of 240 units a side that products are painted on: flat shapes without an outline, lit from the upper left. The same strokes give the same pixels.
/// </summary>
internal sealed class PicturesSketch(SKCanvas canvas)
{
    /// <summary>Width and height of the sheet.</summary>
    public const float Side = 240;

    /// <summary>A soft shadow on the ground.</summary>
    /// <param name="width">Half of it.</param>
    public void Shadow(float x, float y, float width, float depth = 11, float opacity = 0.3f)
    {
        using var shader = SKShader.CreateRadialGradient(
            new SKPoint(0, 0), 1, [SKColors.Black.WithAlpha(Alpha(opacity)), SKColors.Black.WithAlpha(Alpha(opacity * 0.55f)), SKColors.Transparent],
            [0, 0.45f, 1], SKShaderTileMode.Clamp);
        using var paint = new SKPaint { IsAntialias = true, Shader = shader };
        canvas.Save();
        canvas.Translate(x, y);
        canvas.Scale(width * 1.12f, depth);
        canvas.DrawCircle(0, 0, 1, paint);
        canvas.Restore();
    }

    /// <summary>A shape of one colour.</summary>
    public void Fill(Trace outline, Ink ink, float opacity = 1)
    {
        using var path = Path(outline);
        using var paint = Flat(ink, opacity);
        canvas.DrawPath(path, paint);
    }

    /// <summary>A shape that has a body: lighter towards the upper left, darker towards the lower right.</summary>
    public void Body(Trace outline, Ink ink, float depth = 1)
    {
        using var path = Path(outline);
        var bounds = path.TightBounds;
        using var shader = Lit(new SKPoint(bounds.Left, bounds.Top), new SKPoint(bounds.Right, bounds.Bottom), ink, depth);
        using var paint = new SKPaint { IsAntialias = true, Shader = shader };
        canvas.DrawPath(path, paint);
    }

    /// <summary>A stroke with round ends.</summary>
    public void Line(Trace outline, Ink ink, float width, float opacity = 1)
    {
        using var path = Path(outline);
        using var paint = Stroke(ink, width, opacity);
        canvas.DrawPath(path, paint);
    }

    /// <summary>A stroke that has a body, such as a strap: its edge in the shade, a lighter line along its lit side.</summary>
    public void Band(Trace outline, Ink ink, float width)
    {
        using var path = Path(outline);
        using var edge = Stroke(ink.Dark(0.24f), width, 1);
        canvas.DrawPath(path, edge);
        using var inner = Stroke(ink, width * 0.82f, 1);
        using var gloss = Stroke(ink.Light(0.22f), width * 0.24f, 1);
        canvas.Save();
        canvas.Translate(-width * 0.07f, -width * 0.07f);
        canvas.DrawPath(path, inner);
        canvas.Translate(-width * 0.11f, -width * 0.11f);
        canvas.DrawPath(path, gloss);
        canvas.Restore();
    }

    /// <summary>Broken into dashes, such as a seam.</summary>
    public void Seam(Trace outline, Ink ink, float width = 1.2f, float dash = 4, float opacity = 0.8f)
    {
        using var path = Path(outline);
        using var paint = Stroke(ink, width, opacity);
        using var dashes = SKPathEffect.CreateDash([dash, dash], 0);
        paint.PathEffect = dashes;
        canvas.DrawPath(path, paint);
    }

    public void Box(float x, float y, float width, float height, float round, Ink ink, float opacity = 1)
    {
        using var paint = Flat(ink, opacity);
        canvas.DrawRoundRect(x, y, width, height, round, round, paint);
    }

    /// <summary>A box that has a body, as <see cref="Body"/>.</summary>
    public void Block(float x, float y, float width, float height, float round, Ink ink, float depth = 1)
    {
        using var shader = Lit(new SKPoint(x, y), new SKPoint(x + width, y + height), ink, depth);
        using var paint = new SKPaint { IsAntialias = true, Shader = shader };
        canvas.DrawRoundRect(x, y, width, height, round, round, paint);
    }

    /// <summary>A round thing seen from its side: bright left of the middle, dark at both edges.</summary>
    /// <param name="lies">Its axis runs from left to right.</param>
    public void Tube(float x, float y, float width, float height, float round, Ink ink, bool lies = false)
    {
        using var shader = Rounded(x, y, width, height, ink, lies);
        using var paint = new SKPaint { IsAntialias = true, Shader = shader };
        canvas.DrawRoundRect(x, y, width, height, round, round, paint);
    }

    /// <summary>The same for any outline.</summary>
    public void Turned(Trace outline, Ink ink, bool lies = false)
    {
        using var path = Path(outline);
        var bounds = path.TightBounds;
        using var shader = Rounded(bounds.Left, bounds.Top, bounds.Width, bounds.Height, ink, lies);
        using var paint = new SKPaint { IsAntialias = true, Shader = shader };
        canvas.DrawPath(path, paint);
    }

    public void Disc(float x, float y, float radius, Ink ink, float opacity = 1) => Oval(x, y, radius, radius, ink, opacity);

    public void Oval(float x, float y, float width, float height, Ink ink, float opacity = 1)
    {
        using var paint = Flat(ink, opacity);
        canvas.DrawOval(x, y, width, height, paint);
    }

    /// <summary>A ball, or a disc that has a body.</summary>
    public void Ball(float x, float y, float radius, Ink ink)
    {
        using var shader = SKShader.CreateRadialGradient(
            new SKPoint(x - (radius * 0.4f), y - (radius * 0.45f)), radius * 1.5f,
            [Of(ink.Light(0.45f), 1), Of(ink, 1), Of(ink.Dark(0.35f), 1)], [0, 0.45f, 1], SKShaderTileMode.Clamp);
        using var paint = new SKPaint { IsAntialias = true, Shader = shader };
        canvas.DrawCircle(x, y, radius, paint);
    }

    public void Ring(float x, float y, float radius, Ink ink, float width, float opacity = 1)
    {
        using var paint = Stroke(ink, width, opacity);
        canvas.DrawCircle(x, y, radius, paint);
    }

    /// <summary>Words in capitals, in the middle of (x, y). Made narrower where they would be wider than allowed.</summary>
    /// <param name="height">Of a capital.</param>
    /// <param name="weight">Of its strokes, as a share of the height.</param>
    public void Text(float x, float y, float height, Ink ink, string words, float weight = 0.17f, float within = 1000, float opacity = 1)
    {
        var width = PicturesLetters.Width(words, height) + (height * weight);
        var fit = MathF.Min(1, within / width);
        using var paint = Stroke(ink, height * weight, opacity);
        canvas.Save();
        canvas.Translate(x, y);
        canvas.Scale(fit, fit < 0.7f ? MathF.Max(fit, 0.7f) : 1);
        canvas.Translate(-(width - (height * weight)) / 2, -height / 2);
        PicturesLetters.Draw(canvas, words, height, paint);
        canvas.Restore();
    }

    /// <summary>Paints with the origin moved to (x, y), turned clockwise and enlarged.</summary>
    public void At(float x, float y, float degrees, float scale, Action paint)
    {
        canvas.Save();
        canvas.Translate(x, y);
        canvas.RotateDegrees(degrees);
        canvas.Scale(scale);
        paint();
        canvas.Restore();
    }

    /// <summary>Paints enlarged around a point, which stays where it is.</summary>
    public void Zoom(float scale, float x, float y, Action paint) => At(x, y, 0, scale, () => At(-x, -y, 0, 1, paint));

    /// <summary>Paints what lies inside an outline.</summary>
    public void Inside(Trace outline, Action paint)
    {
        using var path = Path(outline);
        canvas.Save();
        canvas.ClipPath(path, SKClipOperation.Intersect, antialias: true);
        paint();
        canvas.Restore();
    }

    /// <summary>As it would be seen in a mirror.</summary>
    public void Mirrored(Action paint)
    {
        canvas.Save();
        canvas.Translate(Side, 0);
        canvas.Scale(-1, 1);
        paint();
        canvas.Restore();
    }

    private static SKShader Lit(SKPoint from, SKPoint to, Ink ink, float depth) => SKShader.CreateLinearGradient(
        from, to, [Of(ink.Light(0.2f * depth), 1), Of(ink.Light(0.05f * depth), 1), Of(ink.Dark(0.2f * depth), 1)], [0, 0.4f, 1], SKShaderTileMode.Clamp);

    private static SKShader Rounded(float x, float y, float width, float height, Ink ink, bool lies) => SKShader.CreateLinearGradient(
        new SKPoint(x, y), lies ? new SKPoint(x, y + height) : new SKPoint(x + width, y),
        [Of(ink.Dark(0.12f), 1), Of(ink.Light(0.32f), 1), Of(ink.Light(0.04f), 1), Of(ink.Dark(0.08f), 1), Of(ink.Dark(0.34f), 1)],
        [0, 0.2f, 0.42f, 0.68f, 1], SKShaderTileMode.Clamp);

    private static SKPath Path(Trace outline) =>
        SKPath.ParseSvgPathData(outline.ToString()) ?? throw new ArgumentException($"This is no outline: {outline}", nameof(outline));

    private static SKColor Of(Ink ink, float opacity) => new(ink.Red, ink.Green, ink.Blue, Alpha(opacity));

    private static byte Alpha(float opacity) => (byte)MathF.Round(255 * opacity);

    private static SKPaint Flat(Ink ink, float opacity) => new() { IsAntialias = true, Color = Of(ink, opacity) };

    private static SKPaint Stroke(Ink ink, float width, float opacity) => new()
    {
        IsAntialias = true,
        Color = Of(ink, opacity),
        Style = SKPaintStyle.Stroke,
        StrokeWidth = width,
        StrokeCap = SKStrokeCap.Round,
        StrokeJoin = SKStrokeJoin.Round,
    };
}
