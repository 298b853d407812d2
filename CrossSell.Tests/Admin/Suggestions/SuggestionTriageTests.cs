using CrossSell.Admin.Features.Suggestions;
using CrossSell.Core.Suggestions;
using CrossSell.Tests.Support;

namespace CrossSell.Tests.Admin.Suggestions;

/// <summary>Going through three pairs of one anchor, without a page.</summary>
public sealed class SuggestionTriageTests : IAsyncLifetime
{
    private readonly SuggestionTriage triage = new();
    private MinedShop shop = null!;
    private SuggestionPage page = null!;

    public async ValueTask InitializeAsync()
    {
        shop = await MinedShop.CreateAsync();
        var found = await shop.Inbox.FindAsync(new SuggestionQuery(shop.Channel.Id), Xunit.TestContext.Current.CancellationToken);
        var first = found.Rows[0];
        var second = first with { Companion = first.Companion with { Id = first.Companion.Id + 1000 } };
        var third = first with { Companion = first.Companion with { Id = first.Companion.Id + 2000 } };
        page = found with { Rows = [first, second, third], Total = 3 };
        triage.Show(page);
    }

    public ValueTask DisposeAsync() => shop.DisposeAsync();

    [Fact]
    public void Keys_WhoMayDecide_MeanWhatTheFootSays()
    {
        Assert.Equal(new SuggestionGesture.Move(1), Key("j"));
        Assert.Equal(new SuggestionGesture.Move(-1), Key("K"));
        Assert.Equal(new SuggestionGesture.Open(), Key("e"));
        Assert.Equal(new SuggestionGesture.Accept(), Key("a"));
        Assert.Equal(new SuggestionGesture.Turn(), Key("v"));
        Assert.Equal(new SuggestionGesture.Pick(Range: false), Key("x"));
        Assert.Equal(new SuggestionGesture.Pick(Range: true), Key("X", shift: true));
        Assert.Equal(new SuggestionGesture.Ask(SuggestionAsking.Reason), Key("R", shift: true));
        Assert.Equal(new SuggestionGesture.Ask(SuggestionAsking.Days), Key("S", shift: true));
        Assert.Null(Key("q"));

        (triage.LastReason, triage.LastDays) = ("Wrong direction", 7);
        Assert.Equal(new SuggestionGesture.Reject("Wrong direction", ThisWayOnly: true), Key("r"));
        Assert.Equal(new SuggestionGesture.Snooze(7), Key("s"));
    }

    [Theory]
    [InlineData("a")]
    [InlineData("r")]
    [InlineData("s")]
    [InlineData("x")]
    [InlineData("v")]
    public void Keys_WhoMayNotDecide_OnlyMoveAndLook(string key)
    {
        Assert.Null(triage.GestureOf(key, shift: false, mayDecide: false));
        Assert.NotNull(triage.GestureOf("j", shift: false, mayDecide: false));
        Assert.NotNull(triage.GestureOf("e", shift: false, mayDecide: false));
    }

    [Fact]
    public void Turn_ShowsThePairTheOtherWayRound_AndStaysTheSamePair()
    {
        var (before, key) = (triage[1], triage.KeyOf(1));
        triage.Open(1);

        triage.Turn(1);

        Assert.Equal((before.Companion.Id, before.Anchor.Id), (triage[1].Anchor.Id, triage[1].Companion.Id));
        Assert.Equal(key, triage.KeyOf(1));
        Assert.True(triage.RowOf(1) is { IsCurrent: true, IsOpen: false });
        triage.Turn(1);
        Assert.Equal(before, triage[1]);
    }

    [Fact]
    public void Ask_Twice_AsksNoLonger_AndOnlyTheCurrentRowAsks()
    {
        triage.Ask(1, SuggestionAsking.Reason);
        Assert.Equal(SuggestionAsking.Reason, triage.RowOf(1).Asking);
        Assert.Equal(SuggestionAsking.Nothing, triage.RowOf(0).Asking);

        triage.Ask(1, SuggestionAsking.Reason);
        Assert.Equal(SuggestionAsking.Nothing, triage.RowOf(1).Asking);

        triage.Ask(1, SuggestionAsking.Days);
        Assert.True(triage.TryMove(0));
        Assert.Equal(SuggestionAsking.Nothing, triage.Asking);
        Assert.False(triage.TryMove(-1));
        Assert.False(triage.TryMove(triage.Count));
    }

    [Fact]
    public void Decided_TheNextPairStandsInItsPlace_AndIsNoLongerPicked()
    {
        triage.Pick(0, range: false);
        triage.Open(0);

        triage.Decided(triage.KeyOf(0), 0);
        triage.Show(page with { Rows = [.. page.Rows.Skip(1)], Total = page.Total - 1 });

        Assert.Equal((0, 0), (triage.Current, triage.PickedCount));
        Assert.False(triage.RowOf(0).IsOpen);
    }

    [Fact]
    public void Show_FewerRowsThanBefore_KeepsTheCurrentRowOnThePage()
    {
        Assert.True(triage.TryMove(triage.Count - 1));

        triage.Show(page with { Rows = [page.Rows[0]], Total = 1 });

        Assert.Equal(0, triage.Current);
    }

    [Fact]
    public void Restart_OnceItIsShown_IsNewOnce_AndNotAfterAVerdict()
    {
        Assert.False(triage.TakeNew());
        triage.Restart();
        Assert.False(triage.TakeNew());

        triage.Show(page);

        Assert.True(triage.TakeNew());
        Assert.False(triage.TakeNew());
        triage.Decided(triage.KeyOf(0), 0);
        triage.Show(page);
        Assert.False(triage.TakeNew());
    }

    [Fact]
    public void HeadAbove_ByAnchor_StandsWhereAGroupBegins()
    {
        triage.Show(page with { Rows = [page.Rows[0], page.Rows[0], page.Rows[0].Swapped()] });

        Assert.Equal($"On the page of {page.Rows[0].Anchor.Name}", triage.HeadAbove(0, SuggestionGroup.Anchor));
        Assert.Null(triage.HeadAbove(1, SuggestionGroup.Anchor));
        Assert.Equal($"On the page of {page.Rows[0].Companion.Name}", triage.HeadAbove(2, SuggestionGroup.Anchor));
        Assert.Null(triage.HeadAbove(0, SuggestionGroup.None));
    }

    [Fact]
    public void Selection_TellsPicksAndWhatIsSwapped()
    {
        triage.Pick(0, range: false);
        triage.Pick(1, range: true);
        triage.Turn(1);

        var selection = triage.Selection(new SuggestionQuery(shop.Channel.Id));

        Assert.Equal(2, selection.Picks.Count);
        var (anchor, companion) = triage.KeyOf(1);
        Assert.Equal([new SuggestionPick(anchor, companion)], selection.Turned);
    }

    private SuggestionGesture? Key(string key, bool shift = false) => triage.GestureOf(key, shift, mayDecide: true);
}
