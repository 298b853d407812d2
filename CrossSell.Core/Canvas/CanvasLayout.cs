using CrossSell.Core.Common;

namespace CrossSell.Core.Canvas;

/// <summary>
/// Lays out an anchor's neighbourhood: panel-filling links in position order on the right with the candidates under them, all other links on the left in
/// groups, and at depth 2 what those are linked to in turn further out on their side. On a narrow canvas all of it stands in one column under the anchor. The
/// same links give the same picture whatever their order in the list. Given the picture before (<see cref="CanvasOptions.Before"/>), no card of it moves: what
/// is new takes a free place, and what went and comes again takes its own one where that is still free. A card that somebody moved leaves its place in the
/// column free.
/// </summary>
/// <remarks>
/// A column holds ten rows; the next ten stand in a second column, half a row lower, so that their lines run straight through the gaps of the first; further
/// twenties follow below. The anchor stands beside the middle of the first eight rows at most. All lengths are pixels at 100 % zoom.
/// </remarks>
[Engine]
public static class CanvasLayout
{
    public const int RowsPerColumn = 10;

    /// <summary>Room for labels between a line's end and the card: no label should be wider.</summary>
    public const double LabelWidth = 88;
    public const double LabelHeight = 24;

    private const double BlockGap = 28;

    // Over the first card of a group.
    private const double CaptionHeight = 24;

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

        var own = links.Where(link => link.SourceId != link.TargetId && (link.SourceId == anchorId || link.TargetId == anchorId)).ToList();
        var taken = new HashSet<int> { anchorId };
        var companions = own.Where(link => link.SourceId == anchorId && link.FillsPanel)
            .OrderBy(link => link.Position).ThenBy(link => link.Id)
            .Select(link => link.TargetId).Where(taken.Add).ToList();
        var groups = Groups(anchorId, own, taken);
        var ghosts = candidates.Where(taken.Add).ToList();

        var before = options.Before is { } drawn && drawn.AnchorId == anchorId ? drawn : null;
        var shape = before?.Shape ?? CanvasShape.For(
            options.Room, groups.Select(group => Columns(group.Products)).DefaultIfEmpty(0).Max(), Math.Max(Columns(companions), Columns(ghosts)));
        var boxes = InOrder(anchorId, shape, companions, ghosts, groups);
        if (options.Depth > 1)
        {
            PlaceFarther(boxes, shape, companions, [.. groups.SelectMany(group => group.Products)], links, taken);
        }

        boxes = before is null ? boxes : Hold(boxes, before, shape, groups);
        var captions = Captions(boxes, shape, groups);
        var slots = (before?.Slots ?? boxes).Where(slot => !boxes.ContainsKey(slot.Key)).Concat(boxes).ToDictionary();
        var moved = MoveToPlaces(boxes, boxes[anchorId], options.Places);
        var (paths, candidatePaths) = CanvasRoutes.Draw(anchorId, shape, links, own, ghosts, boxes, moved);
        return new CanvasPicture(anchorId, boxes, paths, candidatePaths, captions, Bounds(boxes.Values, paths.Values.Concat(candidatePaths.Values), captions))
        {
            MovedIds = moved, Shape = shape, Slots = slots,
        };
    }

    private static double Middle(CanvasShape shape, double height) => Math.Min(height, MiddleRows * shape.RowPitch - shape.Between) / 2;

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

    /// <summary>Everything but the farther ring, as if nothing had been drawn before.</summary>
    private static Dictionary<int, CanvasBox> InOrder(int anchorId, CanvasShape shape, List<int> companions, List<int> ghosts, List<Group> groups)
    {
        var boxes = new Dictionary<int, CanvasBox>();
        if (shape.IsList)
        {
            boxes[anchorId] = new CanvasBox(0, 0, shape.CardWidth, shape.CardHeight);
            var below = PlaceBlock(boxes, shape, companions, shape.RowPitch, 0, 1);
            below = PlaceBlock(boxes, shape, ghosts, below, 0, 1);
            PlaceGroups(boxes, shape, groups, below + BlockGap);
            return boxes;
        }

        var bottom = PlaceBlock(boxes, shape, companions, 0, shape.RightX, 1);
        bottom = PlaceBlock(boxes, shape, ghosts, companions.Count > 0 && ghosts.Count > 0 ? bottom + BlockGap : bottom, shape.RightX, 1);
        var height = Math.Max(bottom - shape.Between, shape.CardHeight);
        var anchor = new CanvasBox(shape.AnchorX, Middle(shape, height) - shape.CardHeight / 2, shape.CardWidth, shape.CardHeight);
        boxes[anchorId] = anchor;
        var left = groups.Sum(group => BlockRows(shape, group.Products.Count) * shape.RowPitch) + Math.Max(0, groups.Count - 1) * BlockGap - shape.Between;
        PlaceGroups(boxes, shape, groups, anchor.CenterY - Middle(shape, left));
        return boxes;
    }

    private static void PlaceGroups(Dictionary<int, CanvasBox> boxes, CanvasShape shape, List<Group> groups, double top)
    {
        foreach (var group in groups)
        {
            top = PlaceBlock(boxes, shape, group.Products, top, 0, -1) + BlockGap;
        }
    }

    /// <summary>Returns the top of the row after the block's last row.</summary>
    private static double PlaceBlock(Dictionary<int, CanvasBox> boxes, CanvasShape shape, IReadOnlyList<int> products, double top, double x, int outward)
    {
        for (var i = 0; i < products.Count; i++)
        {
            var (row, column) = Cell(shape, i);
            boxes[products[i]] = new CanvasBox(
                x + outward * column * (shape.CardWidth + CanvasShape.ColumnGap),
                top + row * shape.RowPitch + column * shape.RowPitch / 2,
                shape.CardWidth,
                shape.CardHeight);
        }

        return top + BlockRows(shape, products.Count) * shape.RowPitch;
    }

    private static int Columns(IReadOnlyCollection<int> products) => products.Count == 0 ? 0 : products.Count > RowsPerColumn ? 2 : 1;

    private static (int Row, int Column) Cell(CanvasShape shape, int index)
    {
        if (shape.IsList)
        {
            return (index, 0);
        }

        var (band, inBand) = Math.DivRem(index, 2 * RowsPerColumn);
        var (column, row) = Math.DivRem(inBand, RowsPerColumn);
        return (band * RowsPerColumn + row, column);
    }

    /// <summary>Rows that a block takes up; the second column reaches half a row lower than the first.</summary>
    private static double BlockRows(CanvasShape shape, int count) =>
        Enumerable.Range(0, count).Select(index => Cell(shape, index)).Select(cell => cell.Row + 1 + cell.Column * 0.5).DefaultIfEmpty(0).Max();

    /// <summary>
    /// One column beyond all others of a side: what the products of that side are linked to, first what fills their panels, then what else they offer,
    /// then who offers them. Each product stands once, beside the first that it is linked with or as near below as there is room: who comes later moves nobody.
    /// </summary>
    private static void PlaceFarther(
        Dictionary<int, CanvasBox> boxes, CanvasShape shape, List<int> right, List<int> left, IReadOnlyCollection<CanvasLink> links, HashSet<int> taken)
    {
        var rightX = boxes.Values.Max(box => box.Right) + CanvasShape.ColumnGap;
        var leftX = boxes.Values.Min(box => box.X) - CanvasShape.ColumnGap - shape.CardWidth;
        var offers = links.ToLookup(link => link.SourceId);
        var offeredBy = links.ToLookup(link => link.TargetId);
        if (shape.IsList)
        {
            PlaceRing([.. right, .. left], rightX);
            return;
        }

        PlaceRing(right, rightX);
        PlaceRing(left, leftX);

        void PlaceRing(List<int> ring, double x)
        {
            var top = double.NegativeInfinity;
            foreach (var near in ring)
            {
                var own = offers[near].OrderByDescending(link => link.FillsPanel).ThenBy(link => link.Position).ThenBy(link => link.Id)
                    .Select(link => link.TargetId)
                    .Concat(offeredBy[near].OrderBy(link => link.Id).Select(link => link.SourceId)).Where(taken.Add).ToList();
                top = Math.Max(top, boxes[near].Y - (own.Count - 1) * shape.RowPitch / 2);
                foreach (var product in own)
                {
                    boxes[product] = new CanvasBox(x, top, shape.CardWidth, shape.CardHeight);
                    top += shape.RowPitch;
                }
            }
        }
    }

    /// <summary>Every card of the picture before stays; one that is new takes its place of the ordered picture, or the first free one below it.</summary>
    private static Dictionary<int, CanvasBox> Hold(Dictionary<int, CanvasBox> ordered, CanvasPicture before, CanvasShape shape, List<Group> groups)
    {
        var boxes = ordered.Keys.Where(before.Boxes.ContainsKey).ToDictionary(id => id, id => before.Slots[id]);
        // Where somebody has put a card is no free place either, nor are captions.
        var closed = before.Boxes.Where(box => ordered.ContainsKey(box.Key)).Select(box => box.Value)
            .Concat(Captions(boxes, shape, groups).Select(group => CaptionBox(group, shape))).ToList();
        foreach (var (id, box) in ordered.Where(item => !boxes.ContainsKey(item.Key)).ToList())
        {
            if (before.Slots.TryGetValue(id, out var stood) && Blocking(stood) is null)
            {
                boxes[id] = stood;
                continue;
            }

            // The first of its group brings a caption, which must not lie on a card either.
            var lead = groups.Exists(group => group.Products.Contains(id) && !group.Products.Any(boxes.ContainsKey)) ? BlockGap : 0;
            var wanted = box with { Height = box.Height + lead };
            while (Blocking(wanted) is { } blocking)
            {
                wanted = wanted with { Y = blocking.Bottom + shape.Between };
            }

            boxes[id] = box with { Y = wanted.Y + lead };
            closed.Add(wanted);
        }

        return boxes;

        // With the gap to its neighbours.
        CanvasBox? Blocking(CanvasBox place)
        {
            var around = place with { Y = place.Y - shape.Between + 0.5, Height = place.Height + 2 * shape.Between - 1 };
            return boxes.Values.Concat(closed).Where(around.Overlaps).Select(box => (CanvasBox?)box).MaxBy(box => box!.Value.Bottom);
        }
    }

    // In a list the label of the first card stands between it and the caption.
    private static double CaptionLift(CanvasShape shape) => shape.IsList ? LabelHeight + 12 : 10;

    private static List<CanvasGroup> Captions(Dictionary<int, CanvasBox> boxes, CanvasShape shape, List<Group> groups) => [.. groups
        .Select(group => (Group: group, Boxes: group.Products.Where(boxes.ContainsKey).Select(id => boxes[id]).ToList()))
        .Where(item => item.Boxes.Count > 0)
        .Select(item => (item.Group, First: item.Boxes.MinBy(box => (box.Y, -box.X))))
        .Select(item => new CanvasGroup(item.Group.Type, item.Group.Incoming, new CanvasPoint(item.First.X + 2, item.First.Y - CaptionLift(shape))))];

    private static CanvasBox CaptionBox(CanvasGroup group, CanvasShape shape) =>
        new(group.Caption.X - 2, group.Caption.Y + 10 - CaptionHeight, shape.CardWidth, CaptionHeight + CaptionLift(shape) - 10);

    private static HashSet<int> MoveToPlaces(Dictionary<int, CanvasBox> boxes, CanvasBox anchor, IReadOnlyDictionary<int, CanvasPoint>? places)
    {
        var moved = new HashSet<int>();
        foreach (var (id, place) in places ?? new Dictionary<int, CanvasPoint>())
        {
            if (boxes.TryGetValue(id, out var box) && box != anchor)
            {
                boxes[id] = box with { X = anchor.CenterX + place.X - box.Width / 2, Y = anchor.CenterY + place.Y - box.Height / 2 };
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
