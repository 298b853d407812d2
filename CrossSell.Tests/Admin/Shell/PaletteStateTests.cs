using CrossSell.Admin.Shared;
using CrossSell.Admin.Shell;
using Microsoft.AspNetCore.Components.Web;

namespace CrossSell.Tests.Admin.Shell;

public sealed class PaletteStateTests
{
    private readonly Dictionary<string, TaskCompletionSource<IReadOnlyList<PaletteEntry>>> asked = [];
    private readonly List<(string Name, bool InOtherTab)> picked = [];
    private readonly PaletteState state;

    public PaletteStateTests()
    {
        state = new(
            text => (asked[text] = new()).Task,
            (entry, other) =>
            {
                picked.Add((entry.Name, other));
                return Task.CompletedTask;
            });
        state.Load(
            [
                Entry(PaletteKind.Action, "New rule") with { IsSuggested = true }, Entry(PaletteKind.Action, "Dark theme"),
                Entry(PaletteKind.Page, "Rules"), Entry(PaletteKind.Setting, "Required fields"), Entry(PaletteKind.Rule, "Bags for cameras"),
            ],
            [Entry(PaletteKind.Recent, "Lumen D7 body")]);
    }

    [Fact]
    public void Nothing_Typed_OffersWhatWasOpenedLast_AndWhatIsDoneOften()
    {
        Assert.Equal(["Lumen D7 body", "New rule"], state.Shown.Select(entry => entry.Name));
        Assert.Equal([PaletteKind.Recent, PaletteKind.Action], state.Groups.Select(group => group.Kind));
        Assert.False(state.IsNothing);
        Assert.Empty(asked);
    }

    [Fact]
    public void Commands_AreThereAtOnce_AndProductsJoin_TheBestGroupFirst()
    {
        _ = state.TypeAsync("rule");

        Assert.Equal(["Rules", "New rule"], state.Shown.Select(entry => entry.Name));

        asked["rule"].SetResult([Entry(PaletteKind.Product, "Rule"), Entry(PaletteKind.Product, "Folding measure")]);

        // What its description found stands at the end of its group.
        Assert.Equal(["Rule", "Folding measure", "Rules", "New rule"], state.Shown.Select(entry => entry.Name));
    }

    [Fact]
    public void Products_OfTheLettersBefore_StayWhileTheyAnswer_AndLateAnswersAreNotTaken()
    {
        _ = state.TypeAsync("lum");
        var late = asked["lum"];
        _ = state.TypeAsync("lume");
        asked["lume"].SetResult([Entry(PaletteKind.Product, "Lumen D7 body")]);
        late.SetResult([Entry(PaletteKind.Product, "Lumbar belt")]);
        Assert.Equal(["Lumen D7 body"], state.Shown.Select(entry => entry.Name));

        _ = state.TypeAsync("lumen");
        Assert.Equal(["Lumen D7 body"], state.Shown.Select(entry => entry.Name));
        Assert.False(state.IsNothing);
        _ = state.TypeAsync("xyzzy");
        Assert.Empty(state.Shown);
        Assert.False(state.IsNothing);
        asked["xyzzy"].SetResult([]);
        Assert.True(state.IsNothing);
    }

    [Fact]
    public async Task Keys_MoveRound_AndStayOnWhatWasChosen_WhenProductsJoin()
    {
        _ = state.TypeAsync("rule");
        await KeyAsync("ArrowDown");
        Assert.Equal("New rule", state.Shown[state.Active].Name);

        asked["rule"].SetResult([Entry(PaletteKind.Product, "Rule")]);
        Assert.Equal("New rule", state.Shown[state.Active].Name);

        await KeyAsync("ArrowDown");
        Assert.Equal(0, state.Active);
        await KeyAsync("ArrowUp");
        Assert.Equal(2, state.Active);
        await KeyAsync("Home");
        Assert.Equal(0, state.Active);
        await KeyAsync("End");
        Assert.Equal(2, state.Active);
        await KeyAsync("Enter", ctrl: true);
        Assert.Equal([("New rule", true)], picked);
    }

    [Fact]
    public async Task Enter_WaitsForWhatIsRead_AndForTheProducts_AndChoosesTheBest()
    {
        var reading = new TaskCompletionSource();
        state.WaitFor(reading.Task);
        _ = state.TypeAsync("rule");
        var enter = KeyAsync("Enter");
        reading.SetResult();
        Assert.Empty(picked);

        asked["rule"].SetResult([Entry(PaletteKind.Product, "Rule")]);
        await enter;

        Assert.Equal([("Rule", false)], picked);
    }

    [Fact]
    public void AGroup_ShowsNoMoreThanCanBeSeen()
    {
        state.Load([.. Enumerable.Range(1, 20).Select(number => Entry(PaletteKind.Bundle, $"Kit {number}"))], []);

        _ = state.TypeAsync("kit");

        Assert.Equal(PaletteState.MostOfAKind, Assert.Single(state.Groups).Entries.Count);
    }

    [Fact]
    public async Task Closed_ItIsEmpty_AndHearsNoMore()
    {
        _ = state.TypeAsync("rule");
        state.Close();
        asked["rule"].SetResult([Entry(PaletteKind.Product, "Rule")]);
        await KeyAsync("ArrowDown");
        await KeyAsync("Enter");

        Assert.Empty(state.Shown);
        Assert.Equal("", state.Text);
        Assert.Empty(picked);
    }

    private static PaletteEntry Entry(PaletteKind kind, string name) => new(kind, name) { Names = [.. SearchedName.Of(name, name)] };

    private Task KeyAsync(string key, bool ctrl = false) => state.KeyAsync(new KeyboardEventArgs { Key = key, CtrlKey = ctrl });
}
