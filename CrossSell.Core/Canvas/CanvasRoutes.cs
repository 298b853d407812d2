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

    /// <summary>Between two lines that end at the same card.</summary>
    private const double LineSpread = 12;
    private const double LabelSpread = 24;

    /// <summary>The least pull of a plain curve. The script that drags cards draws the same curve.</summary>
    private const double FreePull = 40;

    /// <summary>Where along a line between two neighbours its label may stand, the best place first.</summary>
    private static readonly double[] LabelSpots = [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8];

    /// <summary>By link id the lines of links, by product id those of candidates.</summary>
    public static (Dictionary<int, CanvasPath> Links, Dictionary<int, CanvasPath> Candidates) Draw(
        int anchorId, IReadOnlyCollection<CanvasLink> links, List<CanvasLink> own, List<int> ghosts, Dictionary<int, CanvasBox> boxes, HashSet<int> moved)
    {
        var anchor = boxes[anchorId];
        var paths = OwnPaths(anchorId, own, boxes, moved);
        foreach (var link in links.Where(link => link.SourceId != link.TargetId && !paths.ContainsKey(link.Id)))
        {
            if (boxes.TryGetValue(link.SourceId, out var source) && boxes.TryGetValue(link.TargetId, out var target))
            {
                paths[link.Id] = moved.Contains(link.SourceId) || moved.Contains(link.TargetId)
                    ? Free(source, target, 0)
                    : Between(source, target, boxes.Values);
            }
        }

        return (paths, ghosts.ToDictionary(ghost => ghost, ghost => moved.Contains(ghost)
            ? Free(anchor, boxes[ghost], 0)
            : FromAnchor(anchor, boxes[ghost], 0, 0)));
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

    private static Dictionary<int, CanvasPath> OwnPaths(int anchorId, List<CanvasLink> own, Dictionary<int, CanvasBox> boxes, HashSet<int> moved)
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
                var path = moved.Contains(bundle.Key)
                    ? Free(boxes[anchorId], boxes[bundle.Key], place * span * LabelSpread)
                    : FromAnchor(boxes[anchorId], boxes[bundle.Key], place * span * LineSpread, place * span * LabelSpread);
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
        var curveEnd = end with { X = outward > 0 ? CanvasLayout.RightX - PortClearance : CanvasLayout.CardWidth + PortClearance };
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
            var outward = source.X > CanvasLayout.AnchorX ? 1 : -1;
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

    private static CanvasBox LabelAround(CanvasPoint point) =>
        new(point.X - CanvasLayout.LabelWidth / 2, point.Y - CanvasLayout.LabelHeight / 2, CanvasLayout.LabelWidth, CanvasLayout.LabelHeight);
}
