using CrossSell.Admin.Features.Links;
using CrossSell.Core.Links;

namespace CrossSell.Tests.Admin.Links;

public sealed class HealthPageStateTests
{
    [Fact]
    public void Toggle_OfAll_LeavesTheOthersThatAreShown()
    {
        var state = new HealthPageState();
        state.PickAll(true);
        Assert.Equal(900, state.Count(900));

        state.Toggle(2, [1, 2, 3]);

        Assert.Equal([1, 3], state.ToInput(LinkRepair.Remove, 1, TimeZoneInfo.Utc).LinkIds!);
        Assert.False(state.IsPicked(2));
    }

    [Fact]
    public void ToInput_OfAll_NamesNoLinks_AndADayIsWholeInItsShop()
    {
        var state = new HealthPageState { Until = new DateOnly(2026, 12, 24) };
        state.Show(LinkProblem.Expired);
        state.PickAll(true);

        var input = state.ToInput(LinkRepair.Extend, 7, TimeZoneInfo.FindSystemTimeZoneById("Europe/Amsterdam"));

        Assert.Equal((LinkProblem.Expired, 7, null), (input.Problem, input.ChannelId, input.LinkIds));
        Assert.Equal(new DateTimeOffset(2026, 12, 24, 23, 0, 0, TimeSpan.Zero), input.Until);
    }

    [Fact]
    public void Keys_OfProblems_AreReadBack() =>
        Assert.All(Enum.GetValues<LinkProblem>(), problem => Assert.Equal(problem, HealthWords.FromKey(HealthWords.Key(problem))));

    [Fact]
    public void ManyPageState_TakenOutPairs_GoWithTheirProducts()
    {
        var state = new BulkLinkPageState();
        BulkLinkPageState.Add(state.Sources, [1, 2, 1]);
        BulkLinkPageState.Add(state.Targets, [3]);
        state.Toggle(new(1, 3));
        state.Toggle(new(2, 3));
        state.Remove(state.Sources, 1);

        Assert.Equal([2], state.ToWish().SourceIds);
        Assert.Equal([3], state.ToWish().TargetIds);
        Assert.Equal([new(2, 3)], state.ToWish().LeftOut!);
        state.Swap();
        Assert.Equal([3], state.ToWish().SourceIds);
        Assert.Empty(state.ToWish().LeftOut!);
    }
}
