using CrossSell.Core.Search;

namespace CrossSell.Tests.Core.Search;

public sealed class NameMatchTests
{
    [Theory]
    [InlineData("new rule", "New rule")]
    [InlineData("rule new", "New rule")]
    [InlineData("ne ru", "New rule")]
    [InlineData("nr", "New rule")]
    [InlineData("newru", "New rule")]
    [InlineData("recalcualte", "Recalculate suggestions")] // two letters swapped
    [InlineData("recalclate sug", "Recalculate suggestions")] // one left out
    [InlineData("setings", "Settings")]
    [InlineData("recacul", "Recalculate suggestions")] // a slip in a beginning
    [InlineData("comparre", "Compare-at prices of products")]
    [InlineData("compare at price", "Compare-at prices of products")]
    [InlineData("vollstandigkeit", "Vollständigkeit")]
    [InlineData("MUNCHEN", "München")]
    [InlineData("zone", "Zeitzone des Shops")] // inside of a word
    [InlineData("d7", "Lumen D7 body")]
    public void Typed_FindsTheName(string typed, string name) => Assert.True(Score(typed, name) > 0);

    [Theory]
    [InlineData("", "New rule")]
    [InlineData("   ", "New rule")]
    [InlineData("new bundle", "New rule")] // every word must find one
    [InlineData("new new", "New rule")] // each another one
    [InlineData("rle", "New rule")] // three letters are forgiven nothing
    [InlineData("ul", "New rule")] // two letters stand inside of nearly everything
    [InlineData("xyzzy", "Settings")]
    [InlineData("rule", "")]
    public void Typed_DoesNotFindTheName(string typed, string name) => Assert.Equal(0, Score(typed, name));

    [Theory]
    [InlineData("rules", "Rules", "New rules")] // the whole name before more than that
    [InlineData("rule", "Rule", "Rules")] // a word before a beginning
    [InlineData("set", "Settings", "Reset")] // a beginning before the inside
    [InlineData("pan", "Panels", "Open panel studio")] // where it begins
    [InlineData("panel", "Panel studio", "Panel of the product in the middle")] // little left over
    [InlineData("link", "Link types", "Lint rules")] // right before a slip
    [InlineData("panel studio", "Panel studio", "Studio of the panel")] // in the same order
    [InlineData("product", "Products", "Production")] // more of the word typed
    public void Better_StandsFirst(string typed, string better, string other)
    {
        Assert.True(Score(typed, better) > Score(typed, other), $"{Score(typed, better)} and {Score(typed, other)}");
    }

    private static int Score(string typed, string name) => new NameMatch(name).Score(NameMatch.WordsOf(typed));
}
