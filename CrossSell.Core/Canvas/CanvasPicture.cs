namespace CrossSell.Core.Canvas;

/// <summary>A stored link as the canvas needs it. Ids of products and of links are those of the database.</summary>
/// <param name="Type">The link type's key: <c>cross-sell</c>.</param>
/// <param name="Position">Place in the source's list, from 0.</param>
/// <param name="FillsPanel">True when links of this type may fill panels; those stand on the right of the anchor.</param>
public sealed record CanvasLink(int Id, int SourceId, int TargetId, string Type, int Position, bool FillsPanel);

/// <summary>The links of one type and direction that share a caption on the left of the anchor.</summary>
/// <param name="Incoming">True when the anchor is the target.</param>
/// <param name="Caption">Baseline start of the caption's text.</param>
public sealed record CanvasGroup(string Type, bool Incoming, CanvasPoint Caption);

/// <summary>A finished picture of an anchor's neighbourhood: where each card stands and how each line runs.</summary>
/// <param name="Boxes">By product id; the anchor, its companions and its candidates.</param>
/// <param name="Paths">By link id; links with an end that is not in the picture have none.</param>
/// <param name="CandidatePaths">By product id; from the anchor to each candidate.</param>
/// <param name="Bounds">Holds every box and every line.</param>
public sealed record CanvasPicture(
    int AnchorId,
    IReadOnlyDictionary<int, CanvasBox> Boxes,
    IReadOnlyDictionary<int, CanvasPath> Paths,
    IReadOnlyDictionary<int, CanvasPath> CandidatePaths,
    IReadOnlyList<CanvasGroup> Groups,
    CanvasBox Bounds)
{
    /// <summary>Cards that stand where somebody put them.</summary>
    public IReadOnlySet<int> MovedIds { get; init; } = new HashSet<int>();

    /// <summary>How large the cards are and how far they stand apart.</summary>
    public required CanvasShape Shape { get; init; }

    /// <summary>
    /// Where the layout has each card, also one that somebody moved, and one that is not in the picture any more: it takes the same place when it comes again.
    /// </summary>
    public required IReadOnlyDictionary<int, CanvasBox> Slots { get; init; }

    /// <summary>
    /// The product that an arrow key leads to from <paramref name="id"/>: up and down within its column, left and right to the nearest card of the next column.
    /// The same id at the border.
    /// </summary>
    public int Next(int id, CanvasDirection direction)
    {
        if (!Boxes.TryGetValue(id, out var from))
        {
            return AnchorId;
        }

        var others = Boxes.Where(box => box.Key != id);
        var next = direction switch
        {
            CanvasDirection.Up =>
                InColumn(others, from).Where(box => box.Value.Y < from.Y).OrderByDescending(box => box.Value.Y).ThenBy(box => Math.Abs(box.Value.X - from.X)),
            CanvasDirection.Down =>
                InColumn(others, from).Where(box => box.Value.Y > from.Y).OrderBy(box => box.Value.Y).ThenBy(box => Math.Abs(box.Value.X - from.X)),
            CanvasDirection.Left => others.Where(box => box.Value.X < from.X).OrderByDescending(box => Column(box.Value, from))
                .ThenBy(box => Math.Abs(box.Value.Y - from.Y)).ThenBy(box => box.Value.Y),
            _ => others.Where(box => box.Value.X > from.X).OrderBy(box => Column(box.Value, from))
                .ThenBy(box => Math.Abs(box.Value.Y - from.Y)).ThenBy(box => box.Value.Y),
        };
        return next.Select(box => (int?)box.Key).FirstOrDefault() ?? id;
    }

    // Cards that were moved by hand stand in no column: what overlaps sideways counts as one.
    private static IEnumerable<KeyValuePair<int, CanvasBox>> InColumn(IEnumerable<KeyValuePair<int, CanvasBox>> boxes, CanvasBox from) =>
        boxes.Where(box => Math.Abs(box.Value.X - from.X) < from.Width);

    private static double Column(CanvasBox box, CanvasBox from) => Math.Truncate((box.X - from.X) / from.Width);
}

/// <summary>Where an arrow key leads.</summary>
public enum CanvasDirection
{
    Up,
    Down,
    Left,
    Right,
}
