using CrossSell.Core.Affinity;
using CrossSell.Core.Canvas;
using CrossSell.Core.Catalog;
using CrossSell.Core.Links;
using CrossSell.Core.Mining;
using CrossSell.Core.People;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.Canvas;

public sealed class LinkNeighbourhoodTests
{
    [StudioFact]
    public async Task Find_ProductWithoutOrders_PutsGuessesForward_ButNoneThatSomebodyRejected()
    {
        await using var studio = await TestStudio.CreateAsync();
        var channel = await studio.ChannelAsync();
        var (anchor, card,
            bag) = (await studio.ProductAsync("FRESH", channel), await studio.ProductAsync("CARD", channel), await studio.ProductAsync("BAG", channel));
        var run = new MiningRun { ChannelId = channel.Id };
        await studio.AddAsync(run);
        await studio.AddAsync(new ContentCompanion
        {
            ChannelId = channel.Id, AnchorId = anchor.Id, CompanionId = card.Id, RunId = run.Id, Rank = 1, Score = 0.5, Why = "same brand"
        });
        await studio.AddAsync(new ContentCompanion
        {
            ChannelId = channel.Id, AnchorId = anchor.Id, CompanionId = bag.Id, RunId = run.Id, Rank = 2, Score = 0.4, Why = "same brand"
        });
        await studio.AddAsync(new SuggestionVerdict
        {
            ChannelId = channel.Id, AnchorId = anchor.Id, CompanionId = bag.Id, Decision = SuggestionDecision.Rejected, Reason = "no", DecidedBy = "Eva",
            DecidedAt = TestStudio.Start
        });

        var around = await new LinkNeighbourhoods(studio.Store, studio.Time)
            .FindAsync(ReadScope.Everything, "FRESH", channel.Id, TestContext.Current.CancellationToken);

        var candidate = Assert.Single(around!.Candidates);
        Assert.Equal(
            ("CARD", CandidateSource.Content, "Similar attributes, no orders yet: same brand"), (candidate.Product.Sku, candidate.Source, candidate.Evidence));
    }

    [StudioFact]
    public async Task Find_DepthTwo_HoldsWhatTheFirstRingIsLinkedTo_BothWays_EachPairOnce()
    {
        await using var studio = await TestStudio.CreateAsync();
        var channel = await studio.ChannelAsync();
        foreach (var sku in new[] { "BODY", "LENS", "FILTER", "OTHER", "DEARER", "BAG", "FAR" })
        {
            await studio.ProductAsync(sku, channel);
        }

        // The anchor offers the lens and goes up to the dearer body; the lens has an accessory, the other body offers the lens too.
        await LinkAsync(studio, "BODY", "LENS", LinkType.CrossSell);
        await LinkAsync(studio, "BODY", "DEARER", LinkType.UpSell);
        await LinkAsync(studio, "LENS", "FILTER", LinkType.Accessory);
        await LinkAsync(studio, "OTHER", "LENS", LinkType.CrossSell);
        await LinkAsync(studio, "DEARER", "BAG", LinkType.CrossSell);
        await LinkAsync(studio, "BAG", "FAR", LinkType.CrossSell);

        var around = (await new LinkNeighbourhoods(studio.Store, studio.Time)
            .FindAsync(ReadScope.Everything, "BODY", channel.Id, 2, TestContext.Current.CancellationToken))!;

        Assert.Equal(
            ["LENS-FILTER", "OTHER-LENS", "DEARER-BAG"],
            around.Farther.Select(row => $"{around.Products[row.Link.SourceId].Sku}-{around.Products[row.Link.TargetId].Sku}"));
        Assert.Equal(["OTHER"], around.Farther.Where(around.ComesFromOutside).Select(row => around.Products[row.Link.SourceId].Sku));
        Assert.Equal(0, around.FartherLeftOut);
    }

    [StudioFact]
    public async Task Find_DepthTwo_NamesHowManyOffersOfOneCompanionAreLeftOut()
    {
        await using var studio = await TestStudio.CreateAsync();
        var channel = await studio.ChannelAsync();
        await studio.ProductAsync("BODY", channel);
        await studio.ProductAsync("CLOTH", channel);
        await LinkAsync(studio, "BODY", "CLOTH", LinkType.CrossSell);
        for (var i = 0; i < 5; i++)
        {
            await studio.ProductAsync($"OTHER-{i}", channel);
            await LinkAsync(studio, $"OTHER-{i}", "CLOTH", LinkType.CrossSell);
        }

        var around = (await new LinkNeighbourhoods(studio.Store, studio.Time)
            .FindAsync(ReadScope.Everything, "BODY", channel.Id, 2, TestContext.Current.CancellationToken))!;

        Assert.Equal((3, 2), (around.Farther.Count, around.FartherLeftOut));
    }

    private static async Task LinkAsync(TestStudio studio, string source, string target, string type)
    {
        await using var db = studio.Store.Read();
        var ids = await db.Products.Where(product => product.Sku == source || product.Sku == target)
            .ToDictionaryAsync(product => product.Sku, product => product.Id);
        Assert.False((await new LinkService(studio.Store).AddAsync(new NewLink(ids[source], ids[target], type), TestStudio.Administrator))
            .IsRefused(out _, out _));
    }
}
