using CrossSell.Core.Common;

namespace CrossSell.Core.Canvas;

/// <summary>
/// Lays out an anchor's neighbourhood: panel-filling links in position order on the right with the candidates under
/// them, all other links on the left in groups, and at depth 2 what those are linked to in turn further out on their side. The same
/// links give the same picture whatever their order in the list; a link added at the end of the right column moves no
/// other companion there, no column is ever reordered, and a card that somebody moved leaves its place in the column free.
/// </summary>
/// <remarks>
/// A column holds ten rows; the next ten stand in a second column, half a row lower, so that their lines run straight
/// through the gaps of the first; further twenties follow below. The anchor stands beside the middle of the first eight
/// rows at most, so that it stays where it is however long the list grows. All lengths are pixels at 100 % zoom.
/// </remarks>
[Engine]
public static class CanvasLayout
{
    public const double CardWidth = 208;
    public const double CardHeight = 56;

    /// <summary>From the top of a card to the top of the next one in its column.</summary>
    public const double RowPitch = 80;
    public const int RowsPerColumn = 10;

    /// <summary>Room for labels between a line's end and the card: no label should be wider.</summary>
    public const double LabelWidth = 100;
    public const double LabelHeight = 22;

    internal const double AnchorX = CardWidth + LeftGap;
    internal const double RightX = AnchorX + CardWidth + RightGap;

    private const double LeftGap = 120;
    private const double RightGap = 140;
    private const double ColumnGap = 132;
    private const double BlockGap = 28;

    /// <summary>Rows whose middle the anchor stands beside, at most.</summary>
    private const int MiddleRows = 8;

    /// <summary>
    /// Draws the neighbourhood of <paramref name="anchorId"/>. Candidates that are linked already are left out, and so are links from a product to itself.
    /// </summary>
    public static CanvasPicture Arrange(int anchorId, IReadOnlyCollection<CanvasLink> links, IReadOnlyCollection<int> candidates, CanvasOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(links);
        ArgumentNullException.ThrowIfNull(candidates);
        options ??= CanvasOptions.Default;

        var boxes = new Dictionary<int, CanvasBox>();
        var own = links.Where(link => link.SourceId != link.TargetId && (link.SourceId == anchorId || link.TargetId == anchorId)).ToList();
        var taken = new HashSet<int> { anchorId };

        var companions = own.Where(link => link.SourceId == anchorId && link.FillsPanel)
            .OrderBy(link => link.Position).ThenBy(link => link.Id)
            .Select(link => link.TargetId).Where(taken.Add).ToList();
        var groups = Groups(anchorId, own, taken);
        var ghosts = candidates.Where(taken.Add).ToList();

        var rightBottom = PlaceBlock(boxes, companions, 0, RightX, 1);
        rightBottom = PlaceBlock(boxes, ghosts, companions.Count > 0 && ghosts.Count > 0 ? rightBottom + BlockGap : rightBottom, RightX, 1);
        var rightHeight = Math.Max(rightBottom - (RowPitch - CardHeight), CardHeight);
        var anchor = new CanvasBox(AnchorX, Middle(rightHeight) - CardHeight / 2, CardWidth, CardHeight);
        boxes[anchorId] = anchor;
        var captions = PlaceLeft(boxes, groups, anchor.CenterY);
        if (options.Depth > 1)
        {
            var left = groups.SelectMany(group => group.Products).ToList();
            var (rightX, leftX) = (boxes.Values.Max(box => box.Right) + ColumnGap, boxes.Values.Min(box => box.X) - ColumnGap - CardWidth);
            PlaceFarther(boxes, companions, rightX, links, taken);
            PlaceFarther(boxes, left, leftX, links, taken);
        }

        var moved = MoveToPlaces(boxes, anchor, options.Places);
        var (paths, candidatePaths) = CanvasRoutes.Draw(anchorId, links, own, ghosts, boxes, moved);
        return new CanvasPicture(anchorId, boxes, paths, candidatePaths, captions, Bounds(boxes.Values, paths.Values, captions)) { MovedIds = moved };
    }

    private static double Middle(double height) => Math.Min(height, MiddleRows * RowPitch - (RowPitch - CardHeight)) / 2;

    private sealed record Group(string Type, bool Incoming, IReadOnlyList<int> Products);

    private static List<Group> Groups(int anchorId, List<CanvasLink> own, HashSet<int> taken)
    {
        var groups = new List<Group>();
        var others = own.Where(link => !(link.SourceId == anchorId && link.FillsPanel))
            .GroupBy(link => (Incoming: link.TargetId == anchorId, link.Type))
            .OrderBy(group => group.Key.Incoming).ThenBy(group => group.Key.Type, StringComparer.Ordinal);
        foreach (var group in others)
        {
            // Positions of incoming links belong to other sources' lists and would interleave: the oldest stands first.
            var products = group.OrderBy(link => group.Key.Incoming ? 0 : link.Position).ThenBy(link => link.Id)
                .Select(link => group.Key.Incoming ? link.SourceId : link.TargetId).Where(taken.Add).ToList();
            if (products.Count > 0)
            {
                groups.Add(new Group(group.Key.Type, group.Key.Incoming, products));
            }
        }

        return groups;
    }

    /// <summary>Returns the top of the row after the block's last row.</summary>
    private static double PlaceBlock(Dictionary<int, CanvasBox> boxes, IReadOnlyList<int> products, double top, double x, int outward)
    {
        for (var i = 0; i < products.Count; i++)
        {
            var (row, column) = Cell(i);
            boxes[products[i]] = new CanvasBox(
                x + outward * column * (CardWidth + ColumnGap),
                top + row * RowPitch + column * RowPitch / 2,
                CardWidth,
                CardHeight);
        }

        return top + BlockRows(products.Count) * RowPitch;
    }

    private static (int Row, int Column) Cell(int index)
    {
        var (band, inBand) = Math.DivRem(index, 2 * RowsPerColumn);
        var (column, row) = Math.DivRem(inBand, RowsPerColumn);
        return (band * RowsPerColumn + row, column);
    }

    /// <summary>Rows that a block takes up; the second column reaches half a row lower than the first.</summary>
    private static double BlockRows(int count) =>
        Enumerable.Range(0, count).Select(Cell).Select(cell => cell.Row + 1 + cell.Column * 0.5).DefaultIfEmpty(0).Max();

    private static List<CanvasGroup> PlaceLeft(Dictionary<int, CanvasBox> boxes, List<Group> groups, double centerY)
    {
        var height = groups.Sum(group => BlockRows(group.Products.Count) * RowPitch)
            + Math.Max(0, groups.Count - 1) * BlockGap - (RowPitch - CardHeight);
        var top = centerY - Middle(height);
        var captions = new List<CanvasGroup>();
        foreach (var group in groups)
        {
            captions.Add(new CanvasGroup(group.Type, group.Incoming, new CanvasPoint(2, top - 10)));
            top = PlaceBlock(boxes, group.Products, top, 0, -1) + BlockGap;
        }

        return captions;
    }

    /// <summary>
    /// One column beyond all others of a side: what the products of that side are linked to, first what fills their panels, then what else they offer,
    /// then who offers them. Each product stands once, beside the first that it is linked with or as near below as there is room: who comes later moves nobody.
    /// </summary>
    private static void PlaceFarther(Dictionary<int, CanvasBox> boxes, List<int> ring, double x, IReadOnlyCollection<CanvasLink> links, HashSet<int> taken)
    {
        var offers = links.ToLookup(link => link.SourceId);
        var offeredBy = links.ToLookup(link => link.TargetId);
        var top = double.NegativeInfinity;
        foreach (var near in ring)
        {
            var own = offers[near].OrderByDescending(link => link.FillsPanel).ThenBy(link => link.Position).ThenBy(link => link.Id)
                .Select(link => link.TargetId)
                .Concat(offeredBy[near].OrderBy(link => link.Id).Select(link => link.SourceId)).Where(taken.Add).ToList();
            top = Math.Max(top, boxes[near].Y - (own.Count - 1) * RowPitch / 2);
            foreach (var product in own)
            {
                boxes[product] = new CanvasBox(x, top, CardWidth, CardHeight);
                top += RowPitch;
            }
        }
    }

    private static HashSet<int> MoveToPlaces(Dictionary<int, CanvasBox> boxes, CanvasBox anchor, IReadOnlyDictionary<int, CanvasPoint>? places)
    {
        var moved = new HashSet<int>();
        foreach (var (id, place) in places ?? new Dictionary<int, CanvasPoint>())
        {
            if (boxes.TryGetValue(id, out var box) && box != anchor)
            {
                boxes[id] = box with { X = anchor.CenterX + place.X - CardWidth / 2, Y = anchor.CenterY + place.Y - CardHeight / 2 };
                moved.Add(id);
            }
        }

        return moved;
    }

    private static CanvasBox Bounds(IEnumerable<CanvasBox> boxes, IEnumerable<CanvasPath> paths, List<CanvasGroup> captions)
    {
        // A Bezier stays within the hull of its control points.
        var corners = boxes.SelectMany(box => new[] { new CanvasPoint(box.X, box.Y), new CanvasPoint(box.Right, box.Bottom) })
            .Concat(paths.SelectMany(path => new[] { path.Start, path.Control1, path.Control2, path.End }))
            .Concat(captions.Select(caption => caption.Caption with { Y = caption.Caption.Y - 14 }))
            .ToList();
        double left = corners.Min(point => point.X), top = corners.Min(point => point.Y);
        return new CanvasBox(left, top, corners.Max(point => point.X) - left, corners.Max(point => point.Y) - top);
    }
}
