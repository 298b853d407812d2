using CrossSell.Core.Panels;
using CsCheck;

namespace CrossSell.Tests.Core.Panels;

public sealed class PanelEdgesTests
{
    private static readonly Gen<ValidityFact> Windows =
        from start in Gen.Int[-6, 6]
        from length in Gen.Int[0, 8]
        from open in Gen.Int[0, 3]
        select new ValidityFact(
            open is 1 or 3 ? null : PanelScene.Now.AddHours(start), open is 2 or 3 ? null : PanelScene.Now.AddHours(start + length));

    // Facts of the resolver's own cases with a time for everything that may have one.
    private static readonly Gen<(PanelFacts Facts, PanelRequest Request, PanelPolicy Policy)> Cases =
        from test in PanelResolverProperties.Cases
        from windows in Windows.Array[30]
        from bundles in Gen.Int[0, 3]
        from ages in Gen.Int[0, 9].Array[12]
        from most in Gen.Int[0, 6]
        let next = new Queue<ValidityFact>(windows)
        select (
            Reported(Timed(test.Facts, next, bundles), ages), test.Request,
            test.Policy with { MaxReportAge = most == 0 ? null : TimeSpan.FromHours(most) });

    [Fact]
    public void Panel_UntilTheNextEdge_IsTheSameAtEveryInstant() => Gen.Select(Cases, Gen.Int[-7, 14], Gen.Double[0, 1]).Sample((test, hour, part) =>
    {
        var at = PanelScene.Now.AddHours(hour);
        var edge = PanelEdges.Next(test.Facts, at, test.Policy.MaxReportAge);
        var last = (edge ?? at.AddYears(1)).AddMilliseconds(-1);
        var now = Shown(test, at);
        Assert.Equal(now, Shown(test, last));
        Assert.Equal(now, Shown(test, at + ((last - at) * part)));
        Assert.True(edge is null || edge > at);
    });

    [Theory]
    [InlineData(-2, 1)]
    [InlineData(1, 3)]
    [InlineData(2, 3)]
    [InlineData(3, 5)]
    [InlineData(5, null)]
    public void Next_IsTheFirstStartOrEndAfterTheInstant(int at, int? next)
    {
        var hour = (int hours) => PanelScene.Now.AddHours(hours);
        var scene = new PanelScene().Product(2).Product(3).Linked(2, from: hour(1), until: hour(5)).Pinned(3, until: hour(3));
        Assert.Equal(next is { } hours ? hour(hours) : null, PanelEdges.Next(scene.Facts(), hour(at)));
    }

    private static string Shown((PanelFacts Facts, PanelRequest Request, PanelPolicy Policy) test, DateTimeOffset at)
    {
        var panel = PanelResolver.Resolve(test.Request with { At = at }, test.Facts, test.Policy);
        return $"{panel.RecommendationId} {panel.Totals} {panel.NotShown?.Filter} {string.Join(", ", panel.Companions)} {string.Join(", ", panel.Ended)} {panel.Offer?.Code}";
    }

    /// <param name="ages">In hours, 0 for what was never reported.</param>
    private static PanelFacts Reported(PanelFacts facts, int[] ages)
    {
        ProductFact Of(ProductFact product) =>
            ages[product.Id % ages.Length] is > 0 and var hours ? product with { ReportedAt = PanelScene.Now.AddHours(2 - hours) } : product;
        return facts with { Anchor = Of(facts.Anchor), Products = facts.Products.ToDictionary(pair => pair.Key, pair => Of(pair.Value)) };
    }

    private static PanelFacts Timed(PanelFacts facts, Queue<ValidityFact> windows, int bundles)
    {
        ValidityFact Window() => windows.Count == 0 ? default : windows.Dequeue();
        return facts with
        {
            Exclusions = [.. facts.Exclusions.Select(item => item with { Validity = Window() })],
            Parts =
            [
                new BundleFacts
                {
                    Bundles = [.. Enumerable.Range(1, bundles).Select(id => new BundleFact(
                        id, $"set-{id}", 1, $"Set {id}",
                        [new BundlePartFact(1, 1, 500 + id, true), new BundlePartFact(2 + id, 1, 400, false)], 900 + id, Window()))],
                },
                new PinFacts { Pins = [.. facts.Of<PinFacts>().Pins.Select(item => item with { Validity = Window() })] },
                new CampaignFacts
                {
                    Links = [.. facts.Of<LinkFacts>().Links.Take(2).Select(item => new CampaignLinkFact(1, "Sale", item.TargetId, 0, Window()))],
                },
                new LinkFacts { Links = [.. facts.Of<LinkFacts>().Links.Select(item => item with { Validity = Window() })] },
                new RuleFacts { Offers = [.. facts.Of<RuleFacts>().Offers.Select(item => item with { Validity = Window() })] },
                .. facts.Parts.Where(part => part is MinedFacts or CategoryPairFacts or BestsellerFacts),
            ],
        };
    }
}
