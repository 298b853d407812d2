using System.Globalization;

namespace CrossSell.Core.Canvas;

/// <summary>A place on the link canvas, in pixels at 100 % zoom; y grows downwards.</summary>
public readonly record struct CanvasPoint(double X, double Y);

/// <summary>The rectangle of one product card, or of the whole picture.</summary>
public readonly record struct CanvasBox(double X, double Y, double Width, double Height)
{
    public double Right => X + Width;

    public double Bottom => Y + Height;

    public double CenterX => X + Width / 2;

    public double CenterY => Y + Height / 2;

    /// <summary>True when the two share area; touching borders do not count.</summary>
    public bool Overlaps(CanvasBox other) => X < other.Right && other.X < Right && Y < other.Bottom && other.Y < Bottom;

    public bool Contains(CanvasPoint point) => point.X > X && point.X < Right && point.Y > Y && point.Y < Bottom;
}

/// <summary>Which part of a label stands at the path's label point.</summary>
public enum CanvasLabelAlign
{
    Start,
    Middle,
    End,
}

/// <summary>
/// The drawn line of a link, always in its direction: a straight lead (often of no length), one cubic Bezier, and a
/// straight tail (often of no length). It leaves and arrives horizontally.
/// </summary>
public sealed record CanvasPath(
    CanvasPoint Start,
    CanvasPoint CurveStart,
    CanvasPoint Control1,
    CanvasPoint Control2,
    CanvasPoint CurveEnd,
    CanvasPoint End,
    CanvasPoint Label,
    CanvasLabelAlign LabelAlign)
{
    /// <summary>True when the line arrives travelling to the right, so that the arrow head points right.</summary>
    public bool ArrivesRightward => End.X > Control2.X;

    /// <summary>True when the line leaves to the right: the arrow head of a two-way link at the source then points left.</summary>
    public bool LeavesRightward => Control1.X > Start.X;

    /// <summary>The value of an SVG path's <c>d</c>.</summary>
    public string ToSvg() => string.Create(
        CultureInfo.InvariantCulture,
        $"M{Start.X:0.#} {Start.Y:0.#}L{CurveStart.X:0.#} {CurveStart.Y:0.#}C{Control1.X:0.#} {Control1.Y:0.#} {Control2.X:0.#} {Control2.Y:0.#} {CurveEnd.X:0.#} {CurveEnd.Y:0.#}L{End.X:0.#} {End.Y:0.#}");

    /// <summary>The point of the Bezier part at <paramref name="t"/> from 0 to 1.</summary>
    public CanvasPoint At(double t)
    {
        var u = 1 - t;
        double a = u * u * u, b = 3 * u * u * t, c = 3 * u * t * t, d = t * t * t;
        return new CanvasPoint(
            a * CurveStart.X + b * Control1.X + c * Control2.X + d * CurveEnd.X,
            a * CurveStart.Y + b * Control1.Y + c * Control2.Y + d * CurveEnd.Y);
    }

    internal CanvasPath Reversed() => this with
    {
        Start = End,
        CurveStart = CurveEnd,
        Control1 = Control2,
        Control2 = Control1,
        CurveEnd = CurveStart,
        End = Start,
    };
}
