using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CsCheck;

namespace CrossSell.Tests.Core.Bundles;

/// <summary>Which revision of a bundle a shop (UTC, id 1) sells when. Days are those of December 2026.</summary>
public sealed class SaleTimesTests
{
    private static readonly Channel Shop = new() { Id = 1, Code = "shop", Name = "Shop", CurrencyCode = "EUR", TimeZone = "Etc/UTC" };

    [Fact]
    public void Of_ANewerRevision_TakesOverWhenItStarts() =>
        Assert.Equal("1 until 10 · 2 from 10", Say(SaleTimes.Of([Plain(1), Plain(2, from: 10)], Facts())));

    [Fact]
    public void Of_ACampaign_TakesItsDays_AlsoFromALaterPlainRevision() =>
        Assert.Equal(
            "2 from 10 until 12 · 3 until 10 · 3 from 12",
            Say(SaleTimes.Of([Plain(1), Plain(2, from: 10, until: 12), Plain(3)], Facts(campaigns: (2, CampaignState.Approved, null)))));

    [Theory]
    [InlineData(CampaignState.Draft)]
    [InlineData(CampaignState.InReview)]
    [InlineData(CampaignState.RolledBack)]
    public void Of_ACampaignThatIsNotApproved_SellsNothing(CampaignState state) =>
        Assert.Equal("1", Say(SaleTimes.Of([Plain(1), Plain(2, from: 10, until: 12)], Facts(campaigns: (2, state, null)))));

    [Fact]
    public void Of_AShopThatWasLeftOut_SellsOnWhatItSold_AndOneThatARevisionLeftSellsNothing()
    {
        Assert.Equal("1", Say(SaleTimes.Of([Plain(1), Plain(2)], Facts(leftOut: [2]))));
        Assert.Equal("1 until 10", Say(SaleTimes.Of([Plain(1), Plain(2, from: 10) with { ChannelIds = [7] }], Facts())));
        Assert.Equal("1", Say(SaleTimes.Of([Plain(1), Plain(2, 10, 12) with { ChannelIds = [7] }], Facts(campaigns: (2, CampaignState.Approved, null)))));
    }

    [Fact]
    public void Of_ARetiredBundle_SellsNothing_WhileItsHistoryEndsThen()
    {
        var facts = Facts(approved: [(1, 3)]) with { RetiredAt = new Dictionary<int, DateTimeOffset> { [5] = Day(8) } };

        Assert.Equal("", Say(SaleTimes.Of([Plain(1)], facts)));
        Assert.Equal("1 from 3 until 8", Say(SaleTimes.History([Plain(1)], facts)));
    }

    [Fact]
    public void History_CountsFromTheApproval_AndWhatGaveWayUntilTheNextOneCame() =>
        Assert.Equal(
            "1 from 2 until 6 · 2 from 6 until 20 · 3 from 20",
            Say(SaleTimes.History(
                [Plain(1) with { State = RevisionState.Superseded }, Plain(2, from: 4), Plain(3, from: 20)], Facts(approved: [(1, 2), (2, 6), (3, 7)]))));

    [Fact]
    public void History_OfACampaign_EndsWithIt_OrWhereItWasRolledBack_AndWhatWasBeforeComesBack()
    {
        Assert.Equal("1 from 1 until 10 · 1 from 20 · 2 from 10 until 20", With(CampaignState.Approved, null, RevisionState.Approved));
        Assert.Equal("1 from 1 until 10 · 1 from 13 · 2 from 10 until 13", With(CampaignState.RolledBack, 13, RevisionState.Superseded));
        Assert.Equal("1 from 1", With(CampaignState.RolledBack, 9, RevisionState.Superseded));

        string With(CampaignState state, int? decided, RevisionState revision) => Say(SaleTimes.History(
            [Plain(1), Plain(2, from: 10, until: 20) with { State = revision }],
            Facts(approved: [(1, 1), (2, 2)], campaigns: (2, state, decided))));
    }

    [Fact]
    public void AnyRevisions_AtAnyInstant_AtMostOneIsSold_AndACampaignWins()
    {
        var revision = Gen.Select(Gen.Int[0, 30], Gen.Int[0, 30], Gen.Bool, Gen.Bool, Gen.Bool, Gen.Bool);
        revision.Array[1, 7].Sample(drawn =>
        {
            var revisions = drawn.Select((item, index) => In(
                item.Item5 ? 1 : 7, Plain(index + 1, item.Item3 ? item.Item1 + 1 : null, item.Item4 ? item.Item2 + 1 : null))).ToArray();
            var campaigns = drawn.Select((item, index) => (Id: index + 1, Is: item.Item6)).Where(item => item.Is)
                .ToDictionary(item => item.Id, _ => new SaleCampaign(CampaignState.Approved, Day(1)));
            var facts = Facts() with { Campaigns = campaigns };
            var times = SaleTimes.Of(revisions, facts);
            for (var day = 0; day <= 33; day++)
            {
                var live = times.Where(time => time.PhaseAt(Day(day)) == BundlePhase.Live).ToArray();
                Assert.True(live.Length <= 1);
                var running = revisions.Where(item => campaigns.ContainsKey(item.Id) && item.ChannelIds.Contains(1)
                    && !(item.StartsAt > Wall(day)) && !(item.EndsAt <= Wall(day)) && !(item.EndsAt <= item.StartsAt)).ToArray();
                Assert.Equal(running.Length > 0, live.Length == 1 && campaigns.ContainsKey(live[0].RevisionId));
            }
        });
    }

    private static SaleRevision In(int shop, SaleRevision revision) => revision with { ChannelIds = [shop] };

    private static SaleRevision Plain(int number, int? from = null, int? until = null) => new(
        number, 5, number, RevisionState.Approved, from is { } start ? Wall(start) : null, until is { } end ? Wall(end) : null, Day(1), [1]);

    private static SaleFacts Facts(
        int[]? leftOut = null, (int Revision, int Day)[]? approved = null, (int Revision, CampaignState State, int? Decided)? campaigns = null) => new(
        Shop,
        (leftOut ?? []).ToHashSet(),
        (approved ?? []).ToDictionary(item => item.Revision, item => Day(item.Day)),
        campaigns is not { } campaign ? new Dictionary<int, SaleCampaign>()
            : new() { [campaign.Revision] = new SaleCampaign(campaign.State, campaign.Decided is { } day ? Day(day) : null) },
        new Dictionary<int, DateTimeOffset>());

    private static DateTimeOffset Day(int day) => new(Wall(day), TimeSpan.Zero);

    private static DateTime Wall(int day) => new DateTime(2026, 12, 1, 0, 0, 0, DateTimeKind.Unspecified).AddDays(day - 1);

    private static string Say(IEnumerable<SaleTime> times) => string.Join(" · ", times
        .OrderBy(time => time.RevisionId).ThenBy(time => time.Window.From)
        .Select(time => $"{time.RevisionId}{Edge(" from", time.Window.From)}{Edge(" until", time.Window.Until)}"));

    private static string Edge(string word, DateTimeOffset? at) => at is { } instant ? FormattableString.Invariant($"{word} {instant.Day}") : "";
}
