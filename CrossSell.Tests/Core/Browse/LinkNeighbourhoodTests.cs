using CrossSell.Core.Affinity;
using CrossSell.Core.Browse;
using CrossSell.Core.Suggestions;
using CrossSell.Tests.Support;

namespace CrossSell.Tests.Core.Browse;

public sealed class LinkNeighbourhoodTests
{
    [Fact]
    public async Task Find_ProductWithoutOrders_PutsGuessesForward_ButNoneThatSomebodyRejected()
    {
        await using var studio = await TestStudio.CreateAsync();
        var channel = await studio.ChannelAsync();
        var (anchor, card, bag) = (await studio.ProductAsync("FRESH", channel), await studio.ProductAsync("CARD", channel), await studio.ProductAsync("BAG", channel));
        await studio.AddAsync(new ContentCompanion { ChannelId = channel.Id, AnchorId = anchor.Id, CompanionId = card.Id, Rank = 1, Score = 0.5, Why = "same brand" });
        await studio.AddAsync(new ContentCompanion { ChannelId = channel.Id, AnchorId = anchor.Id, CompanionId = bag.Id, Rank = 2, Score = 0.4, Why = "same brand" });
        await studio.AddAsync(new SuggestionVerdict { ChannelId = channel.Id, AnchorId = anchor.Id, CompanionId = bag.Id, Decision = SuggestionDecision.Rejected, Reason = "no", DecidedBy = "Eva", DecidedAt = TestStudio.Start });

        var around = await new LinkNeighbourhoods(studio.Store, studio.Time).FindAsync("FRESH", channel.Id, TestContext.Current.CancellationToken);

        var candidate = Assert.Single(around!.Candidates);
        Assert.Equal(("CARD", CandidateSource.Content, "Guessed, for it has no orders yet: same brand"), (candidate.Product.Sku, candidate.Source, candidate.Evidence));
    }
}
