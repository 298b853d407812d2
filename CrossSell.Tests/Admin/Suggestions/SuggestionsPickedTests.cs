using CrossSell.Admin.Features.Suggestions;
using CrossSell.Core.Suggestions;

namespace CrossSell.Tests.Admin.Suggestions;

public sealed class SuggestionsPickedTests
{
    private static readonly (int, int)[] Shown = [(1, 2), (1, 3), (4, 5), (6, 7), (8, 9)];
    private readonly SuggestionsPicked picked = new();

    [Fact]
    public void Range_DoesWhatWasDoneWithTheLast()
    {
        picked.Toggle(Shown, 1, range: false);
        picked.Toggle(Shown, 3, range: true);
        Assert.Equal([false, true, true, true, false], Shown.Select(picked.Has));

        picked.Toggle(Shown, 3, range: false);
        picked.Toggle(Shown, 2, range: true);
        Assert.Equal([false, true, false, false, false], Shown.Select(picked.Has));
    }

    [Fact]
    public void Range_WithNothingBefore_IsOne()
    {
        picked.Toggle(Shown, 2, range: true);

        Assert.Equal(1, picked.Count(40));
    }

    [Fact]
    public void All_ButSome_CountsTheRest()
    {
        picked.PickAll(true);
        Assert.True(picked.IsAll(40));
        picked.Toggle(Shown, 0, range: false);
        picked.Toggle(Shown, 2, range: true);

        Assert.Equal((37, false), (picked.Count(40), picked.IsAll(40)));
        var selection = picked.Of(new SuggestionQuery(7), [(4, 5)]);
        Assert.True(selection.All);
        Assert.Equal([new SuggestionPick(1, 2), new SuggestionPick(1, 3), new SuggestionPick(4, 5)], selection.Picks);
        Assert.Equal([new SuggestionPick(4, 5)], selection.Turned);
    }

    [Fact]
    public void Decided_AloneMeanwhile_IsLetGo()
    {
        picked.Toggle(Shown, 0, range: false);
        picked.Toggle(Shown, 1, range: false);

        picked.LetGo(Shown[0]);

        Assert.Equal(1, picked.Count(40));
    }

    [Fact]
    public void Nothing_IsNeverAll() => Assert.False(picked.IsAll(0));
}
