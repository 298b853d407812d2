using CrossSell.Core.Common;

namespace CrossSell.Core.Canvas;

/// <summary>
/// Runs the lines of a laid-out picture: fans from the anchor through the gaps of its columns, arcs between neighbours, and plain curves to cards that somebody
/// moved.
/// </summary>
[Engine]
internal static class CanvasRoutes
{
    /// <summary>Between a card's border and the end of a line: room for the port.</summary>
    private const double PortClearance = 9;
    private const double LabelClearance = 20;

    /// <summary>Between two lines that end at the same card; those to a second column pass through a gap of the first.</summary>
    private const double LineSpread = 12;
    private const double NarrowLineSpread = 3;
    private const double LabelSpread = 24;

    /// <summary>Between two labels over the same card of a list.</summary>
    private const double LabelGap = 4;

    /// <summary>The least pull of a plain curve. The script that drags cards draws the same curve.</summary>
    private const double FreePull = 40;

    /// <summary>Where along a line between two neighbours its label may stand, the best place first.</summary>
    private static readonly double[] LabelSpots = [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8];

    /// <summary>By link id the lines of links, by product id those of candidates.</summary>
    public static (Dictionary<int, CanvasPath> Links, Dictionary<int, CanvasPath> Candidates) Draw(
        int anchorId, CanvasShape shape, IReadOnlyCollection<CanvasLink> links, List<CanvasLink> own, List<int> ghosts, Dictionary<int, CanvasBox> boxes,
        HashSet<int> moved)
    {
        var anchor = boxes[anchorId];
        var paths = OwnPaths(anchorId, shape, own, boxes, moved);
        foreach (var link in links.Where(link => link.SourceId != link.TargetId && !paths.ContainsKey(link.Id)))
        {
            if (boxes.TryGetValue(link.SourceId, out var source) && boxes.TryGetValue(link.TargetId, out var target))
            {
                paths[link.Id] = moved.Contains(link.SourceId) || moved.Contains(link.TargetId)
                    ? Free(source, target, 0)
                    : Between(source, target, shape, boxes.Values);
            }
        }

        return (paths, ghosts.ToDictionary(ghost => ghost, ghost => moved.Contains(ghost)
            ? Free(anchor, boxes[ghost], 0)
            : FromAnchor(anchor, boxes[ghost], shape, 0, 1)));
    }

    /// <summary>From the side of one card that looks at the other to the side of the other that looks back.</summary>
    private static CanvasPath Free(CanvasBox source, CanvasBox target, double labelShift)
    {
        var outward = target.CenterX >= source.CenterX ? 1 : -1;
        var start = new CanvasPoint(outward > 0 ? source.Right + PortClearance : source.X - PortClearance, source.CenterY);
        var end = new CanvasPoint(outward > 0 ? target.X - PortClearance : target.Right + PortClearance, target.CenterY);
        var pull = outward * Math.Max(FreePull, Math.Abs(end.X - start.X) / 2);
        var path = new CanvasPath(start, start, start with { X = start.X + pull }, end with { X = end.X - pull }, end, end, default, CanvasLabelAlign.Middle);
        var middle = path.At(0.5);
        return path with { Label = middle with { Y = middle.Y + labelShift } };
    }

    private static Dictionary<int, CanvasPath> OwnPaths(
        int anchorId, CanvasShape shape, List<CanvasLink> own, Dictionary<int, CanvasBox> boxes, HashSet<int> moved)
    {
        var paths = new Dictionary<int, CanvasPath>();
        foreach (var bundle in own.GroupBy(link => link.SourceId == anchorId ? link.TargetId : link.SourceId))
        {
            var lines = bundle.OrderBy(link => link.TargetId == anchorId).ThenBy(link => link.Type, StringComparer.Ordinal).ThenBy(link => link.Id).ToList();
            for (var i = 0; i < lines.Count; i++)
            {
                var path = moved.Contains(bundle.Key)
                    ? Free(boxes[anchorId], boxes[bundle.Key], Fanned(i, lines.Count) * LabelSpread)
                    : FromAnchor(boxes[anchorId], boxes[bundle.Key], shape, i, lines.Count);
                paths[lines[i].Id] = lines[i].TargetId == anchorId ? path.Reversed() : path;
            }
        }

        return paths;
    }

    // Lines to one card fan out, but stay within its height and within the gap of the column before it.
    private static double Fanned(int index, int count) => count == 1 ? 0 : ((double)index / (count - 1) - 0.5) * Math.Min(count - 1, 2);

    /// <summary>One of several lines between the anchor and a card, with its label.</summary>
    private static CanvasPath FromAnchor(CanvasBox anchor, CanvasBox card, CanvasShape shape, int index, int count)
    {
        if (shape.IsList && card.X == anchor.X)
        {
            return DownTheList(anchor, card, index, count);
        }

        var outward = card.X > anchor.X ? 1 : -1;
        var isBeyond = outward > 0 ? card.X > shape.RightX : card.X < 0;
        var shift = Fanned(index, count);
        var start = new CanvasPoint(outward > 0 ? anchor.Right + PortClearance : anchor.X - PortClearance, anchor.CenterY);
        var end = new CanvasPoint(
            outward > 0 ? card.X - PortClearance : card.Right + PortClearance, card.CenterY + shift * (isBeyond ? NarrowLineSpread : LineSpread));
        // The curve is over where the first column begins; cards of the second are reached straight through its gaps.
        var curveEnd = end with { X = outward > 0 ? shape.RightX - PortClearance : shape.CardWidth + PortClearance };
        var pull = Math.Abs(curveEnd.X - start.X) * 0.55 * outward;
        var label = new CanvasPoint(outward > 0 ? card.X - LabelClearance : card.Right + LabelClearance, card.CenterY + shift * LabelSpread);
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

    /// <summary>An arc on the left of a list; the label stands over its card.</summary>
    private static CanvasPath DownTheList(CanvasBox anchor, CanvasBox card, int index, int count)
    {
        var start = new CanvasPoint(anchor.X - PortClearance, anchor.CenterY);
        var end = new CanvasPoint(card.X - PortClearance, card.CenterY + Fanned(index, count) * LineSpread);
        var bulge = 22 + Math.Min(22, Math.Abs(end.Y - start.Y) * 0.03);
        var label = new CanvasPoint(card.X + 2 + index * (CanvasLayout.LabelWidth + LabelGap), card.Y - CanvasLayout.LabelHeight / 2 - 2);
        return new CanvasPath(
            start, start, start with { X = start.X - bulge }, end with { X = end.X - bulge }, end, end, label, CanvasLabelAlign.Start);
    }

    /// <summary>A link between two neighbours: an arc on the outer side of their column, or a plain curve across.</summary>
    private static CanvasPath Between(CanvasBox source, CanvasBox target, CanvasShape shape, IReadOnlyCollection<CanvasBox> boxes)
    {
        CanvasPoint start, end;
        double startPull, endPull;
        if (source.X == target.X)
        {
            var outward = shape.IsList || source.X > shape.AnchorX ? 1 : -1;
            var bulge = outward * (shape.IsList ? 26 : 36 + Math.Min(60, Math.Abs(source.CenterY - target.CenterY) * 0.15));
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

    private static CanvasBox LabelAround(CanvasPoint point) =>
        new(point.X - CanvasLayout.LabelWidth / 2, point.Y - CanvasLayout.LabelHeight / 2, CanvasLayout.LabelWidth, CanvasLayout.LabelHeight);
}
