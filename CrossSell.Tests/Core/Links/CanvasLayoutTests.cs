using CrossSell.Core.Canvas;
using CsCheck;

namespace CrossSell.Tests.Core.Links;

public sealed class CanvasLayoutTests
{
    private const int Anchor = 1;

    private static readonly string[] TypeNames = ["cross-sell", "accessory", "up-sell", "substitute"];

    private static readonly double[] Rooms = [0, 360, 720, 1360];

    private static readonly Gen<Neighbourhood> AnyNeighbourhood =
        from links in Gen.Select(Gen.Int[1, 40], Gen.Int[1, 40], Gen.Int[0, 3], Gen.Int[0, 9])
            .Select((source, target, type, direction) => (
                Source: direction < 6 ? Anchor : source,
                Target: direction is >= 6 and < 8 ? Anchor : target,
                Type: type))
            .List[0, 60]
        from candidates in Gen.Int[2, 60].HashSet[0, 12]
        from room in Gen.Int[0, 3].Select(kind => Rooms[kind])
        select new Neighbourhood(
            links.Select((link, i) => Link(i + 1, link.Source, link.Target, TypeNames[link.Type], i + 1)).ToList(),
            candidates.ToList(),
            room);

    private static readonly Gen<(int Source, int Target, int Type)> AnyLink =
        Gen.Select(Gen.Int[1, 45], Gen.Int[1, 45], Gen.Int[0, 3]).Where(link => link.Item1 != link.Item2);

    [Fact]
    public void Arrange_AnyNeighbourhood_LetsNoCardsOverlap() => AnyNeighbourhood.Sample(neighbourhood => AssertNoneOverlap(Arrange(neighbourhood)));

    [Fact]
    public void Arrange_AnyNeighbourhood_RunsNoLineOfTheAnchorAcrossACard() => AnyNeighbourhood.Sample(neighbourhood =>
    {
        var picture = Arrange(neighbourhood);
        var own = neighbourhood.Links.Where(link => (link.SourceId == Anchor) != (link.TargetId == Anchor)).Select(link => picture.Paths[link.Id]);
        foreach (var path in own.Concat(picture.CandidatePaths.Values))
        {
            foreach (var point in Along(path))
            {
                Assert.DoesNotContain(picture.Boxes.Values, box => box.Contains(point));
            }
        }
    });

    [Fact]
    public void Arrange_AnyNeighbourhood_LaysNoLabelOfTheAnchorsLinksOnACard() => AnyNeighbourhood.Sample(neighbourhood =>
    {
        var picture = Arrange(neighbourhood);
        var own = neighbourhood.Links.Where(link => (link.SourceId == Anchor) != (link.TargetId == Anchor)).Select(link => picture.Paths[link.Id]);
        foreach (var path in own.Concat(picture.CandidatePaths.Values))
        {
            var left = path.LabelAlign == CanvasLabelAlign.End ? path.Label.X - CanvasLayout.LabelWidth : path.Label.X;
            var label = new CanvasBox(left, path.Label.Y - CanvasLayout.LabelHeight / 2, CanvasLayout.LabelWidth, CanvasLayout.LabelHeight);
            Assert.DoesNotContain(picture.Boxes.Values, box => box.Overlaps(label));
        }
    });

    [Fact]
    public void Arrange_AnyNeighbourhood_KeepsEverythingWithinItsBounds() => AnyNeighbourhood.Sample(neighbourhood =>
    {
        var picture = Arrange(neighbourhood);
        var bounds = picture.Bounds;
        Assert.All(picture.Boxes.Values, box => Assert.True(
            box.X >= bounds.X && box.Y >= bounds.Y && box.Right <= bounds.Right + 0.001 && box.Bottom <= bounds.Bottom + 0.001));
        Assert.All(picture.Paths.Values.SelectMany(Along), point => Assert.True(
            point.X >= bounds.X - 0.001 && point.Y >= bounds.Y - 0.001 && point.X <= bounds.Right + 0.001 && point.Y <= bounds.Bottom + 0.001));
    });

    [Fact]
    public void Arrange_SameLinksInAnotherOrder_GivesTheSamePicture() => AnyNeighbourhood.Sample(neighbourhood =>
    {
        var picture = Arrange(neighbourhood);
        var again = CanvasLayout.Arrange(
            Anchor, neighbourhood.Links.Reverse().ToList(), neighbourhood.Candidates.ToList(), new CanvasOptions(Room: neighbourhood.Room));
        Assert.Equal(picture.Boxes.OrderBy(box => box.Key), again.Boxes.OrderBy(box => box.Key));
        Assert.Equal(picture.Paths.OrderBy(path => path.Key), again.Paths.OrderBy(path => path.Key));
        Assert.Equal(picture.Groups, again.Groups);
    });

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Arrange_LinksThatComeAndGo_MoveNoCardOfThePictureBefore(int depth) => Gen.Select(AnyNeighbourhood, AnyLink.Array[1, 4]).Sample((drawn, more) =>
    {
        var before = CanvasLayout.Arrange(Anchor, drawn.Links, drawn.Candidates, new CanvasOptions(depth, Room: drawn.Room));
        List<CanvasLink> links = [.. drawn.Links, .. more.Select((link, i) => Link(900 + i, link.Source, link.Target, TypeNames[link.Type], 900 + i))];
        List<int> candidates = [.. drawn.Candidates, 777];

        var after = CanvasLayout.Arrange(Anchor, links, candidates, new CanvasOptions(depth, Room: drawn.Room, Before: before));
        Assert.All(before.Boxes, box => Assert.Equal(box.Value, after.Boxes[box.Key]));
        Assert.Contains(777, after.Boxes.Keys);
        AssertNoneOverlap(after);
        Assert.Equal(
            after.Boxes.OrderBy(box => box.Key),
            CanvasLayout.Arrange(Anchor, links, candidates, new CanvasOptions(depth, Before: after)).Boxes.OrderBy(box => box.Key));

        var undone = CanvasLayout.Arrange(Anchor, drawn.Links, drawn.Candidates, new CanvasOptions(depth, Room: drawn.Room, Before: after));
        Assert.Equal(before.Boxes.OrderBy(box => box.Key), undone.Boxes.OrderBy(box => box.Key));
        var redone = CanvasLayout.Arrange(Anchor, links, candidates, new CanvasOptions(depth, Room: drawn.Room, Before: undone));
        Assert.Equal(after.Boxes.OrderBy(box => box.Key), redone.Boxes.OrderBy(box => box.Key));
    });

    [Fact]
    public void Arrange_AcceptedCandidate_StaysWhereItWas_AndAnotherStandsBelow()
    {
        var before = CanvasLayout.Arrange(Anchor, [Link(1, Anchor, 2, "cross-sell", 0)], [3, 4]);

        var after = CanvasLayout.Arrange(
            Anchor, [Link(1, Anchor, 2, "cross-sell", 0), Link(2, Anchor, 4, "cross-sell", 1)], [3, 5], new CanvasOptions(Before: before));

        Assert.Equal(before.Boxes[4], after.Boxes[4]);
        Assert.Equal([2, 3, 4, 5], after.Boxes.Where(box => box.Key != Anchor).OrderBy(box => box.Value.Y).Select(box => box.Key));
        Assert.Equal(before.Boxes[4].Bottom + after.Shape.RowPitch - after.Shape.CardHeight, after.Boxes[5].Y);
    }

    [Fact]
    public void Arrange_NewCard_TakesNoPlaceThatSomebodyHasPutACardOn()
    {
        var links = new[] { Link(1, Anchor, 2, "cross-sell", 0), Link(2, 7, Anchor, "cross-sell", 0) };
        var alone = CanvasLayout.Arrange(Anchor, links, []);
        var place = new CanvasPoint(alone.Boxes[2].CenterX - alone.Boxes[Anchor].CenterX, alone.Shape.RowPitch);
        var before = CanvasLayout.Arrange(Anchor, links, [], new CanvasOptions(Places: new Dictionary<int, CanvasPoint> { [7] = place }));

        AssertNoneOverlap(CanvasLayout.Arrange(
            Anchor, [.. links, Link(3, Anchor, 3, "cross-sell", 1)], [],
            new CanvasOptions(Places: new Dictionary<int, CanvasPoint> { [7] = place }, Before: before)));
    }

    [Fact]
    public void Arrange_AnyRoom_KeepsAllCardsOfTheFirstRingWithinIt() => AnyNeighbourhood.Sample(neighbourhood =>
    {
        var wide = CanvasLayout.Arrange(Anchor, neighbourhood.Links, neighbourhood.Candidates, new CanvasOptions(Room: 1600)).Boxes.Values;
        Assert.InRange(wide.Max(box => box.Right) - wide.Min(box => box.X), 0, 1572);

        var phone = CanvasLayout.Arrange(Anchor, neighbourhood.Links, neighbourhood.Candidates, new CanvasOptions(Room: 360));
        Assert.All(phone.Boxes.Values, box => Assert.Equal((0, 276), (box.X, box.Width)));
    });

    [Theory]
    [InlineData(720)]
    [InlineData(1000)]
    [InlineData(1360)]
    public void Arrange_ThreeColumns_UseTheWidthThereIs_AndCanBeReadWhereThereIsLittle(double room)
    {
        var boxes = CanvasLayout.Arrange(
            Anchor, [Link(1, Anchor, 2, "cross-sell", 0), Link(2, 3, Anchor, "cross-sell", 0)], [4], new CanvasOptions(Room: room)).Boxes;
        var width = boxes[2].Right - boxes[3].X;

        Assert.InRange(width, Math.Min(room - 60, 1200), Math.Max(room - 28, 802));
        Assert.InRange(boxes[2].Width, 190, 264);
    }

    [Fact]
    public void Arrange_DepthTwo_LetsNoCardsOverlap_AndShowsWhateverIsLinkedWithTheFirstRing() => AnyNeighbourhood.Sample(neighbourhood =>
    {
        var picture = CanvasLayout.Arrange(Anchor, neighbourhood.Links, neighbourhood.Candidates, new CanvasOptions(2, Room: neighbourhood.Room));
        AssertNoneOverlap(picture);

        var ring = neighbourhood.Links.Where(link => link.SourceId == Anchor || link.TargetId == Anchor)
            .SelectMany(link => new[] { link.SourceId, link.TargetId }).ToHashSet();
        Assert.All(neighbourhood.Links.Where(link => ring.Contains(link.SourceId) || ring.Contains(link.TargetId)), link =>
        {
            Assert.Contains(link.TargetId, picture.Boxes.Keys);
            Assert.Contains(link.SourceId, picture.Boxes.Keys);
        });
    });

    [Fact]
    public void Arrange_MovedCard_StandsWhereItWasPut_AndMovesNobodyElse() => AnyNeighbourhood.Sample(neighbourhood =>
    {
        var before = Arrange(neighbourhood);
        var moved = before.Boxes.Keys.Where(id => id != Anchor).Take(1).ToList();
        var places = moved.ToDictionary(id => id, _ => new CanvasPoint(-700, 333));
        var after = CanvasLayout.Arrange(Anchor, neighbourhood.Links, neighbourhood.Candidates, new CanvasOptions(1, places, neighbourhood.Room));

        Assert.All(before.Boxes.Where(box => !moved.Contains(box.Key)), box => Assert.Equal(box.Value, after.Boxes[box.Key]));
        Assert.All(moved, id =>
        {
            Assert.Equal(-700, after.Boxes[id].CenterX - after.Boxes[Anchor].CenterX, 6);
            Assert.Equal(333, after.Boxes[id].CenterY - after.Boxes[Anchor].CenterY, 6);
        });
        Assert.Equal(before.Paths.Keys.Order(), after.Paths.Keys.Order());
    });

    [Fact]
    public void Arrange_NewLinkOnTheLeft_KeepsTheOrderOfEveryColumn() => AnyNeighbourhood.Sample(neighbourhood =>
    {
        var before = Arrange(neighbourhood);
        var after = Arrange(neighbourhood with { Links = [.. neighbourhood.Links, Link(999, 777, Anchor, "accessory", 1)] });
        var left = before.Boxes.Where(box => box.Value.X < before.Boxes[Anchor].X).Select(box => box.Key).ToList();
        Assert.Equal(
            left.OrderBy(id => Order(before, id)),
            left.OrderBy(id => Order(after, id)));

        // Read as a person reads it: group by group, column by column.
        static (double, double) Order(CanvasPicture picture, int id) =>
            (picture.Groups.Count(group => group.Caption.Y < picture.Boxes[id].Y), -picture.Boxes[id].X * 1e6 + picture.Boxes[id].Y);
    });

    [Fact]
    public void Arrange_ThreeCompanionsAndAnUpSell_PutsCompanionsRightInOrderAndTheUpSellLeft()
    {
        var picture = CanvasLayout.Arrange(
            Anchor,
            [Link(1, Anchor, 30, "cross-sell", 3), Link(
                2, Anchor, 10, "cross-sell", 1), Link(3, Anchor, 20, "accessory", 2), Link(4, Anchor, 40, "up-sell", 1), Link(5, 50, Anchor, "cross-sell", 4)],
            [60]);

        var anchor = picture.Boxes[Anchor];
        Assert.All(new int[] { 10, 20, 30, 60 }, id => Assert.True(picture.Boxes[id].X > anchor.Right));
        Assert.All(new int[] { 40, 50 }, id => Assert.True(picture.Boxes[id].Right < anchor.X));
        Assert.Equal([10, 20, 30, 60], picture.Boxes.Where(box => box.Value.X > anchor.X).OrderBy(box => box.Value.Y).Select(box => box.Key));
        Assert.Equal(["up-sell", "cross-sell"], picture.Groups.Select(group => group.Type));
        Assert.Equal([false, true], picture.Groups.Select(group => group.Incoming));
    }

    [Fact]
    public void Arrange_CandidateThatIsLinked_IsNoCandidateAnyMore()
    {
        var picture = CanvasLayout.Arrange(Anchor, [Link(1, Anchor, 2, "cross-sell", 1)], [2, 3, Anchor]);

        Assert.Equal([3], picture.CandidatePaths.Keys);
        Assert.Equal(3, picture.Boxes.Count);
    }

    [Fact]
    public void Arrange_OutgoingAndIncomingLink_PointTheirArrowsAtTheirTargets()
    {
        var picture = CanvasLayout.Arrange(
            Anchor, [Link(1, Anchor, 2, "cross-sell", 1), Link(2, 3, Anchor, "cross-sell", 1), Link(3, Anchor, 4, "up-sell", 1)], []);

        Assert.True(picture.Paths[1].ArrivesRightward);
        Assert.True(picture.Paths[2].ArrivesRightward);
        Assert.False(picture.Paths[3].ArrivesRightward);
        Assert.False(picture.Paths[3].LeavesRightward);
    }

    [Fact]
    public void Arrange_TwoLinksWithOneCard_GivesTwoLinesAndTwoLabels()
    {
        var picture = CanvasLayout.Arrange(Anchor, [Link(1, Anchor, 2, "cross-sell", 1), Link(2, 2, Anchor, "cross-sell", 1)], []);

        Assert.Equal(2, picture.Boxes.Count);
        Assert.True(Math.Abs(picture.Paths[1].Label.Y - picture.Paths[2].Label.Y) >= CanvasLayout.LabelHeight);
    }

    [Fact]
    public void Arrange_LinkBetweenTwoCompanions_IsDrawn()
    {
        var picture = CanvasLayout.Arrange(
            Anchor,
            [Link(1, Anchor, 2, "cross-sell", 1), Link(2, Anchor, 3, "cross-sell", 2), Link(3, 2, 3, "accessory", 1), Link(4, 2, 99, "accessory", 2)],
            []);

        Assert.True(picture.Paths[3].Start.X > picture.Boxes[2].Right);
        Assert.DoesNotContain(4, picture.Paths.Keys);
        Assert.DoesNotContain(99, picture.Boxes.Keys);
    }

    [Fact]
    public void Arrange_NoLinksAtAll_ShowsTheAnchorAlone()
    {
        var picture = CanvasLayout.Arrange(Anchor, [], []);

        Assert.Equal([Anchor], picture.Boxes.Keys);
        Assert.Equal(picture.Boxes[Anchor], picture.Bounds);
    }

    [Fact]
    public void ToSvg_AnyCulture_UsesPoints()
    {
        var culture = Thread.CurrentThread.CurrentCulture;
        try
        {
            Thread.CurrentThread.CurrentCulture = new System.Globalization.CultureInfo("de-DE");
            var path = CanvasLayout.Arrange(Anchor, [Link(1, Anchor, 2, "cross-sell", 1)], []).Paths[1];
            Assert.DoesNotContain(",", path.ToSvg(), StringComparison.Ordinal);
        }
        finally
        {
            Thread.CurrentThread.CurrentCulture = culture;
        }
    }

    [Fact]
    public void Next_AnyNeighbourhood_ReachesEveryCardFromTheAnchor() => AnyNeighbourhood.Sample(neighbourhood =>
    {
        var picture = Arrange(neighbourhood);
        var seen = new HashSet<int> { Anchor };
        var open = new Queue<int>(seen);
        while (open.TryDequeue(out var id))
        {
            foreach (var next in Enum.GetValues<CanvasDirection>().Select(direction => picture.Next(id, direction)).Where(seen.Add))
            {
                open.Enqueue(next);
            }
        }

        Assert.Equal(picture.Boxes.Count, seen.Count);
    });

    [Fact]
    public void Next_AtTheBorder_StaysWhereItIs()
    {
        var picture = CanvasLayout.Arrange(Anchor, [Link(1, Anchor, 2, "cross-sell", 1)], []);

        Assert.Equal(2, picture.Next(Anchor, CanvasDirection.Right));
        Assert.Equal(2, picture.Next(2, CanvasDirection.Right));
        Assert.Equal(Anchor, picture.Next(2, CanvasDirection.Left));
        Assert.Equal(Anchor, picture.Next(4711, CanvasDirection.Up));
    }

    private sealed record Neighbourhood(IReadOnlyList<CanvasLink> Links, IReadOnlyList<int> Candidates, double Room);

    private static CanvasPicture Arrange(Neighbourhood neighbourhood) =>
        CanvasLayout.Arrange(Anchor, neighbourhood.Links, neighbourhood.Candidates, new CanvasOptions(Room: neighbourhood.Room));

    private static void AssertNoneOverlap(CanvasPicture picture)
    {
        var boxes = picture.Boxes.Values.ToList();
        for (var i = 0; i < boxes.Count; i++)
        {
            for (var j = i + 1; j < boxes.Count; j++)
            {
                Assert.False(boxes[i].Overlaps(boxes[j]), $"{boxes[i]} overlaps {boxes[j]}");
            }
        }
    }

    private static CanvasLink Link(int id, int source, int target, string type, int position) =>
        new(id, source, target, type, position, type is "cross-sell" or "accessory");

    private static IEnumerable<CanvasPoint> Along(CanvasPath path)
    {
        const int Steps = 40;
        for (var i = 0; i <= Steps; i++)
        {
            var t = (double)i / Steps;
            yield return path.At(t);
            yield return Mix(path.Start, path.CurveStart, t);
            yield return Mix(path.CurveEnd, path.End, t);
        }

        static CanvasPoint Mix(CanvasPoint from, CanvasPoint to, double t) => new(from.X + (to.X - from.X) * t, from.Y + (to.Y - from.Y) * t);
    }
}
