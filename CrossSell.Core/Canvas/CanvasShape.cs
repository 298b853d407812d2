namespace CrossSell.Core.Canvas;

/// <summary>
/// How large cards are and how far they stand apart: what the width of a canvas has room for. All lengths are pixels at 100 % zoom. A picture keeps its shape
/// while links come and go, so that no card grows or moves by it.
/// </summary>
/// <param name="RowPitch">From the top of a card to the top of the next one in its column.</param>
/// <param name="LeftGap">Between the left column and the anchor.</param>
/// <param name="RightGap">Between the anchor and the right column.</param>
/// <param name="IsList">All cards in one column under the anchor, for a phone.</param>
public sealed record CanvasShape(double CardWidth, double CardHeight, double RowPitch, double LeftGap, double RightGap, bool IsList = false)
{
    /// <summary>Between two columns of one side: a label, the end of a line and the port of the card before.</summary>
    public const double ColumnGap = 132;

    /// <summary>The width of a canvas that is not known yet.</summary>
    public const double StandardRoom = 1040;

    /// <summary>Below this width three columns cannot be read.</summary>
    public const double LeastRoom = 560;

    // Room for the longest label, the end of its line, and a port.
    private const double LeastLeftGap = 110;
    private const double LeastRightGap = 122;
    private const double MostLeftGap = 200;
    private const double MostRightGap = 260;
    private const double LeastCard = 190;
    private const double MostCard = 264;
    private const double Margin = 14;

    // Beside the cards of a list: its lines on the left, ports on the right.
    private const double ListMargin = 84;

    /// <summary>Where the anchor's column begins; the outermost left column begins at 0.</summary>
    internal double AnchorX => IsList ? 0 : CardWidth + LeftGap;

    /// <summary>Where the first column on the right begins.</summary>
    internal double RightX => IsList ? 0 : AnchorX + CardWidth + RightGap;

    internal double Between => RowPitch - CardHeight;

    /// <summary>The shape for a canvas of a width.</summary>
    /// <param name="room">The width of the canvas; 0 when it is not known yet.</param>
    /// <param name="left">Columns on the left of the anchor; 0 for none.</param>
    /// <param name="right">Columns on the right of the anchor; 0 for none.</param>
    public static CanvasShape For(double room, int left, int right)
    {
        room = room > 0 ? room : StandardRoom;
        if (room < LeastRoom)
        {
            return new CanvasShape(Math.Clamp(room - ListMargin, 200, 440), 68, 100, 0, 0, IsList: true);
        }

        var gaps = (left > 0 ? LeastLeftGap : 0) + LeastRightGap + (Math.Max(0, left - 1) + Math.Max(0, right - 1)) * ColumnGap;
        var cards = left + 1 + Math.Max(1, right);
        var width = Math.Max(room - 2 * Margin, cards * LeastCard + gaps);
        var card = Math.Floor(Math.Clamp((width - gaps) / cards, LeastCard, MostCard));
        // What is left over makes lines longer, up to where the eye loses them.
        var rest = width - gaps - cards * card;
        return new CanvasShape(
            card,
            60,
            70,
            Math.Min(MostLeftGap, Math.Floor(LeastLeftGap + (left > 0 ? rest * 0.4 : 0))),
            Math.Min(MostRightGap, Math.Floor(LeastRightGap + rest * (left > 0 ? 0.6 : 1))));
    }
}
