using CrossSell.Core.Audit;
using CrossSell.Core.Bundles;
using CrossSell.Core.Campaigns;
using CrossSell.Core.Catalog;
using CrossSell.Core.Demo;
using CrossSell.Core.Links;
using CrossSell.Core.People;
using CrossSell.Core.Review;
using CrossSell.Core.Rules;
using CrossSell.Core.SavedViews;
using CrossSell.Core.Storage;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.Demo;

/// <summary>What the demo's people did before anybody came, told once on one demo; and texts of its shops in their second language.</summary>
public sealed class DemoStoryTests(DemoStoryTests.Told told) : IClassFixture<DemoStoryTests.Told>
{
    private static readonly DateTimeOffset Day = new(2026, 11, 20, 9, 0, 0, TimeSpan.Zero);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private StudioStore Store => told.Demo.Studio.Store;

    [Fact]
    public async Task TellAsync_IsToldOnce_AndOnlyWhereNobodyHasSignedIn()
    {
        var story = new DemoStory(Store);
        var sets = await CountSetsAsync();

        Assert.False((await story.TellAsync(Stop)).Required);
        Assert.Equal(sets, await CountSetsAsync());

        // A studio that somebody uses, and one without the people, are left alone.
        await using var studio = await TestStudio.CreateAsync();
        await using (var session = await studio.Store.WriteAsync(DemoLoader.Loader, "Loaded the demo", Stop))
        {
            Assert.True((await session.CommitAsync(Stop)).IsDone);
        }

        Assert.False((await new DemoStory(studio.Store).TellAsync(Stop)).Required);
    }

    [Fact]
    public async Task Reviews_DifferInRiskAndAge_AndOneIsByTheManagerHimself()
    {
        var queue = new ReviewQueue(Store);
        var rows = await queue.LoadAsync(told.Mark, Day, Stop);

        var reach = rows.Single(row => row.Name == "Long reach");
        Assert.Equal(["below minimum margin"], reach.Risks);
        Assert.Equal(reach, rows[0]);
        Assert.Equal(6, Math.Round((Day - reach.SubmittedAt).TotalDays));
        Assert.Null(reach.CannotApprove);
        var sound = rows.Single(row => row.Name == "Good sound");
        Assert.Equal(("Mark Kuiper", 2), (sound.SubmittedBy, (int)Math.Round((Day - sound.SubmittedAt).TotalDays)));
        Assert.NotNull(sound.CannotApprove);
        var rain = rows.Single(row => row is { BundleCode: "rain-or-shine", Number: 2 });
        var detail = (await queue.FindAsync(ReadScope.Everything, rain.RevisionId, Stop))!;
        Assert.Contains(detail.Changes, change => change is { Field: ReviewField.Component, Before: null, After: "Carry All 15 camera backpack" });
        Assert.Single(detail.Comments);
    }

    [Fact]
    public async Task History_HasSentBackAndApprovedRevisions_ByThreePeople()
    {
        await using var db = Store.Read();
        var verdicts = await db.ReviewVerdicts.ToListAsync(Stop);
        Assert.Superset(new HashSet<string> { "Mark Kuiper", "Olaf Berg" }, verdicts.Select(verdict => verdict.ReviewerName).ToHashSet());
        Assert.Superset(
            new HashSet<string> { "Eva Visser", "Mark Kuiper", "Olaf Berg" },
            (await db.ReviewComments.Select(comment => comment.AuthorName).ToListAsync(Stop)).ToHashSet());

        var travel = await RevisionAsync(db, "travel-light");
        Assert.Equal((RevisionState.Approved, 600), (travel.State, travel.PercentBasisPoints));
        Assert.Contains(
            await db.ReviewComments.Where(comment => comment.RevisionId == travel.Id).Select(comment => comment.Text).ToListAsync(Stop),
            text => text.StartsWith("Changes requested: 16 % off", StringComparison.Ordinal));
        Assert.Equal(RevisionState.ChangesRequested, (await RevisionAsync(db, "office-week")).State);
    }

    [Fact]
    public async Task EveryAct_IsAuditedAsItsPersons_OnItsDay_AndNoneLiesInTheFuture()
    {
        await using var db = Store.Read();
        var sets = await db.ChangeSets.Where(set => set.ActorKind == ActorKind.Person).OrderBy(set => set.Id).ToListAsync(Stop);

        Assert.True(sets.Count > 20, $"{sets.Count}");
        Assert.Equal(3, sets.Select(set => set.ActorName).Distinct().Count());
        Assert.All(sets, set => Assert.InRange(set.At, Day.AddDays(-14), Day));
        var link = await db.Links.SingleAsync(item => item.ValidTo != null && item.Note!.StartsWith("For the evening campaign"), Stop);
        Assert.Equal(Day.AddDays(3), link.ValidTo);
        Assert.Equal([Day.AddDays(5)], await db.Rules.Where(rule => rule.ValidTo != null).Select(rule => rule.ValidTo!.Value).ToListAsync(Stop));
        Assert.Equal(4, await db.SavedViews.CountAsync(Stop));

        // The edit of a link is undone like anybody's.
        var edit = await db.ChangeSets
            .Where(set => set.CanUndo && db.Set<Change>().Any(change => change.ChangeSetId == set.Id && change.Entity == "ProductLink"))
            .OrderBy(set => set.Id).Select(set => set.Id).LastAsync(Stop);
        Assert.True((await told.Demo.Studio.Undo.UndoAsync(edit, told.Mark, Stop)).IsDone);
    }

    [Fact]
    public async Task Campaigns_OneIsOverAndOneWaits_EachWithItsBundlesAndLinks_AndNothingOfThemIsOnSale()
    {
        var campaigns = await new CampaignList(Store).LoadAsync(ReadScope.Everything, cancellation: Stop);
        var (coming, over) = (campaigns.Single(row => row.Campaign.Name == "Black Friday"), campaigns.Single(row => row.Campaign.Name == "Photo week"));

        Assert.Equal((CampaignState.InReview, 2, 3), (coming.Campaign.State, coming.Bundles, coming.Links));
        Assert.Equal((new DateTime(2026, 11, 27), new DateTime(2026, 12, 1)), (coming.Campaign.StartsAt, coming.Campaign.EndsAt));
        Assert.Equal((CampaignState.Approved, BundlePhase.Ended), (over.Campaign.State, over.Campaign.PhaseAt(over.Channels[0], Day)));
        var detail = (await new CampaignList(Store).FindAsync(ReadScope.Everything, coming.Campaign.Code, Stop))!;
        Assert.Equal([("First reel", true), ("Pocket day out", false)], detail.Members.Select(member => (member.Name, member.StandsAlone)));
        Assert.All(detail.Members, member => Assert.True(Assert.Single(member.Quotes).IsSellable));
        await using var db = Store.Read();
        var sold = (await BundleQuotes.LoadApprovedAsync(db, over.Channels[0].Id, Stop)).Where(bundle => bundle.PhaseAt(Day) == BundlePhase.Live);
        Assert.DoesNotContain(sold, bundle => bundle.Code is "first-reel" or "steady-light");
        Assert.Equal(1, Assert.Single(sold, bundle => bundle.Code == "pocket-day-out").Revision);

        // To the manager it is one thing to decide on, and its bundles are none.
        var queue = new ReviewQueue(Store);
        var waits = Assert.Single(await queue.CampaignsAsync(told.Mark, Day, Stop));
        Assert.Equal(("Black Friday", "Eva Visser", null), (waits.Name, waits.SubmittedBy, waits.CannotApprove));
        Assert.DoesNotContain(await queue.LoadAsync(told.Mark, Day, Stop), row => row.BundleCode is "first-reel" or "pocket-day-out");
    }

    [Theory]
    [MemberData(nameof(DemoDays.All), MemberType = typeof(DemoDays))]
    public void Occasion_OfAnyDay_IsAheadAndWithinASeason(DateOnly day)
    {
        var occasion = DemoOccasion.After(day);

        Assert.InRange(occasion.From.DayNumber - day.DayNumber, DemoOccasion.Ahead, 100);
        Assert.True(occasion.Until > occasion.From);
    }

    [Fact]
    public void BlackFriday_IsTheDayAfterThanksgiving() => Assert.Equal(
        [new DateOnly(2026, 11, 27), new DateOnly(2027, 11, 26), new DateOnly(2028, 11, 24), new DateOnly(2029, 11, 23)],
        new[] { 2026, 2027, 2028, 2029 }.Select(DemoOccasion.BlackFriday));

    [Theory]
    [InlineData("camera", "nl-NL", "CAM-D9-BODY", "Lumen D9 spiegelreflexcamera, body")]
    [InlineData("fashion", "de-DE", "DRS-WILLOW-8", "Wickelkleid Willow, Größe 8")]
    [InlineData("coffee", "de-DE", "COF-PREMIUM-250", "Premium-Mischung, 250 g")]
    public async Task Texts_OfAShop_AreInItsSecondLanguage_ButForSome(string shop, string locale, string sku, string name)
    {
        await using var db = Store.Read();
        var texts = await db.ProductTexts.Where(text => text.Locale == locale).ToDictionaryAsync(text => text.ProductId, Stop);
        var channel = await db.Channels.SingleAsync(item => item.Code == shop, Stop);
        var listed = await db.Listings.Where(listing => listing.ChannelId == channel.Id && listing.Published).Select(listing => listing.ProductId)
            .ToListAsync(Stop);

        Assert.Equal([locale], channel.Locales.Skip(1));
        Assert.Equal(name, texts[await db.Products.Where(product => product.Sku == sku).Select(product => product.Id).SingleAsync(Stop)].Name);
        Assert.InRange(listed.Count(texts.ContainsKey) / (double)listed.Count, 0.7, 0.99);
        Assert.All(texts.Values, text => Assert.DoesNotContain("{", text.Description ?? "", StringComparison.Ordinal));
        var scores = await db.Set<LocaleCompleteness>().Where(row => row.ChannelId == channel.Id && row.Locale == locale).ToListAsync(Stop);
        Assert.All(scores.Where(score => !texts.ContainsKey(score.ProductId)), score => Assert.Contains("name", score.Missing, StringComparison.Ordinal));
        Assert.Contains(scores, score => score.Percent == 100);
    }

    private static async Task<BundleRevision> RevisionAsync(StudioDb db, string code) => await db.BundleRevisions
        .Where(revision => db.Set<Bundle>().Any(bundle => bundle.Id == revision.BundleId && bundle.Code == code)).SingleAsync(Stop);

    private async Task<int> CountSetsAsync()
    {
        await using var db = Store.Read();
        return await db.ChangeSets.CountAsync(Stop);
    }

    /// <summary>One demo with its people, and what they did.</summary>
    public sealed class Told : IAsyncLifetime
    {
        public DemoStudio Demo { get; } = new();

        public Actor Mark { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            await Demo.InitializeAsync();
            User[] people =
            [
                Person(DemoPeople.EvaEmail, "Eva Visser", Role.Merchandiser), Person(DemoPeople.MarkEmail, "Mark Kuiper", Role.Manager),
                Person(DemoPeople.OlafEmail, "Olaf Berg", Role.Administrator),
            ];
            Mark = people[1].ToActor();
            await Demo.Studio.AddAsync(people);
            Assert.True((await new DemoStory(Demo.Studio.Store).TellAsync()).Required);
        }

        public ValueTask DisposeAsync() => Demo.DisposeAsync();

        private static User Person(string email, string name, Role role)
        {
            var user = new User { UserName = email, Email = email, DisplayName = name };
            user.Grants.Add(new RoleGrant { UserId = user.Id, Role = role });
            return user;
        }
    }
}
