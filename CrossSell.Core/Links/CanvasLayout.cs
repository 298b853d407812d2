namespace CrossSell.Core.Links;

/// <summary>
/// Lays out an anchor's neighbourhood: panel-filling links in position order on the right with the candidates under
/// them, all other links on the left in groups. The same links give the same picture whatever their order in the
/// list; a link added at the end of the right column moves no other companion there, and no column is ever reordered.
/// </summary>
/// <remarks>
/// A column holds ten rows; the next ten stand in a second column, half a row lower, so that their lines run straight
/// through the gaps of the first; further twenties follow below. All lengths are pixels at 100 % zoom.
/// </remarks>
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

    private const double LeftGap = 120;
    private const double RightGap = 140;
    private const double ColumnGap = 132;
    private const double BlockGap = 28;
    private const double AnchorX = CardWidth + LeftGap;
    private const double RightX = AnchorX + CardWidth + RightGap;

    /// <summary>Between a card's border and the end of a line: room for the port.</summary>
    private const double PortClearance = 9;
    private const double LabelClearance = 20;

    /// <summary>Between two lines that end at the same card.</summary>
    private const double LineSpread = 12;
    private const double LabelSpread = 24;

    /// <summary>Where along a line between two neighbours its label may stand, the best place first.</summary>
    private static readonly double[] LabelSpots = [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8];

    /// <summary>Draws the neighbourhood of <paramref name="anchorId"/>. Candidates that are linked already are left out, and so are links from a product to itself.</summary>
    public static CanvasPicture Arrange(int anchorId, IReadOnlyCollection<CanvasLink> links, IReadOnlyCollection<int> candidates)
    {
        ArgumentNullException.ThrowIfNull(links);
        ArgumentNullException.ThrowIfNull(candidates);

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
        var anchor = new CanvasBox(AnchorX, rightHeight / 2 - CardHeight / 2, CardWidth, CardHeight);
        boxes[anchorId] = anchor;
        var captions = PlaceLeft(boxes, groups, anchor.CenterY);

        var paths = OwnPaths(anchorId, own, boxes);
        foreach (var link in links.Where(link => link.SourceId != link.TargetId && !paths.ContainsKey(link.Id)))
        {
            if (boxes.TryGetValue(link.SourceId, out var source) && boxes.TryGetValue(link.TargetId, out var target))
            {
                paths[link.Id] = Between(source, target, boxes.Values);
            }
        }

        var candidatePaths = ghosts.ToDictionary(ghost => ghost, ghost => FromAnchor(anchor, boxes[ghost], 0, 0));
        return new CanvasPicture(anchorId, boxes, paths, candidatePaths, captions, Bounds(boxes.Values, paths.Values, captions));
    }

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
        var top = centerY - height / 2;
        var captions = new List<CanvasGroup>();
        foreach (var group in groups)
        {
            captions.Add(new CanvasGroup(group.Type, group.Incoming, new CanvasPoint(2, top - 10)));
            top = PlaceBlock(boxes, group.Products, top, 0, -1) + BlockGap;
        }

        return captions;
    }

    private static Dictionary<int, CanvasPath> OwnPaths(int anchorId, List<CanvasLink> own, Dictionary<int, CanvasBox> boxes)
    {
        var paths = new Dictionary<int, CanvasPath>();
        foreach (var bundle in own.GroupBy(link => link.SourceId == anchorId ? link.TargetId : link.SourceId))
        {
            var lines = bundle.OrderBy(link => link.TargetId == anchorId).ThenBy(link => link.Type, StringComparer.Ordinal).ThenBy(link => link.Id).ToList();
            for (var i = 0; i < lines.Count; i++)
            {
                // Lines to one card fan out, but stay within its height and within the gap of the column before it.
                var place = lines.Count == 1 ? 0 : (double)i / (lines.Count - 1) - 0.5;
                var span = Math.Min(lines.Count - 1, 2);
                var path = FromAnchor(boxes[anchorId], boxes[bundle.Key], place * span * LineSpread, place * span * LabelSpread);
                paths[lines[i].Id] = lines[i].TargetId == anchorId ? path.Reversed() : path;
            }
        }

        return paths;
    }

    private static CanvasPath FromAnchor(CanvasBox anchor, CanvasBox card, double lineShift, double labelShift)
    {
        var outward = card.X > anchor.X ? 1 : -1;
        var start = new CanvasPoint(outward > 0 ? anchor.Right + PortClearance : anchor.X - PortClearance, anchor.CenterY);
        var end = new CanvasPoint(outward > 0 ? card.X - PortClearance : card.Right + PortClearance, card.CenterY + lineShift);
        // The curve is over where the first column begins; cards of the second are reached straight through its gaps.
        var curveEnd = end with { X = outward > 0 ? RightX - PortClearance : CardWidth + PortClearance };
        var pull = Math.Abs(curveEnd.X - start.X) * 0.55 * outward;
        var label = new CanvasPoint(outward > 0 ? card.X - LabelClearance : card.Right + LabelClearance, card.CenterY + labelShift);
        return new CanvasPath(
            start,
            start,
            start with { X = start.X + pull },
            curveEnd with { X = curveEnd.X - pull },
            curveEnd,
            end,
            label,
            outward > 0 ? CanvasLabelAlign.End : CanvasLabelAlign.Start);
    }

    /// <summary>A link between two neighbours: an arc on the outer side of their column, or a plain curve across.</summary>
    private static CanvasPath Between(CanvasBox source, CanvasBox target, IReadOnlyCollection<CanvasBox> boxes)
    {
        CanvasPoint start, end;
        double startPull, endPull;
        if (source.X == target.X)
        {
            var outward = source.X > AnchorX ? 1 : -1;
            var bulge = outward * (36 + Math.Min(60, Math.Abs(source.CenterY - target.CenterY) * 0.15));
            start = new CanvasPoint(outward > 0 ? source.Right + PortClearance : source.X - PortClearance, source.CenterY);
            end = new CanvasPoint(outward > 0 ? target.Right + PortClearance : target.X - PortClearance, target.CenterY);
            (startPull, endPull) = (bulge, bulge);
        }
        else
        {
            var rightward = source.X < target.X;
            start = new CanvasPoint(rightward ? source.Right + PortClearance : source.X - PortClearance, source.CenterY);
            end = new CanvasPoint(rightward ? target.X - PortClearance : target.Right + PortClearance, target.CenterY);
            startPull = (end.X - start.X) * 0.5;
            endPull = -startPull;
        }

        var path = new CanvasPath(
            start, start, start with { X = start.X + startPull }, end with { X = end.X + endPull }, end, end, default, CanvasLabelAlign.Middle);
        var spot = LabelSpots.Select(path.At).FirstOrDefault(point => !boxes.Any(box => box.Overlaps(LabelAround(point))), path.At(0.5));
        return path with { Label = spot };
    }

    private static CanvasBox LabelAround(CanvasPoint point) => new(point.X - LabelWidth / 2, point.Y - LabelHeight / 2, LabelWidth, LabelHeight);

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
