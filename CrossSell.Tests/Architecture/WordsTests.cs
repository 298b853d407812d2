using System.Text.RegularExpressions;
using CrossSell.Tests.Support;

namespace CrossSell.Tests.Architecture;

/// <summary>
/// Pages, code and docs speak plain English in the words that merchandisers know from their other tools and engineers from theirs. The words below were once
/// used here; each has a plainer one, and none of them comes back.
/// </summary>
public sealed partial class WordsTests
{
    private static readonly string[] Kinds = [".cs", ".razor", ".css", ".js", ".md"];

    [Fact]
    public void Files_SayThingsInPlainWords()
    {
        var found = Directory.EnumerateFiles(Repository.Root, "*", SearchOption.AllDirectories)
            .Where(file => Kinds.Contains(Path.GetExtension(file)) && !LeftOut().IsMatch(Path.GetRelativePath(Repository.Root, file)))
            .SelectMany(file => File.ReadLines(file).Select((line, at) => (At: $"{Path.GetRelativePath(Repository.Root, file)}:{at + 1}", Line: line)))
            .Where(item => Old().IsMatch(item.Line))
            .Select(item => $"{item.At}: {Old().Match(item.Line).Value}");

        var words = string.Join('\n', found.Order(StringComparer.Ordinal));
        Assert.True(words.Length == 0, words);
    }

    [Theory]
    [InlineData("Count the orders anew", true)]
    [InlineData("Whoever asks", true)]
    [InlineData("three times what chance would give", true)]
    [InlineData("// What it recommends is fixed.", false)]
    [InlineData("var renewed = true;", false)]
    public void Old_IsAWordOfItsOwn(string line, bool isOld) => Assert.Equal(isOld, Old().IsMatch(line));

    // What each became stands in docs/glossary.md or is the obvious word: again, fix, any caller, reverse link, returned, popular item, snooze, imported.
    [GeneratedRegex(
        @"\b(anew|mend(s|ed|ing)?|whoever|foresaw|foresee(n|s)?|foresight|ways? back|turn(s|ed)? round|sent back|staples?|popular anyway|surest|handmade"
        + @"|(ask|asks|asked) the past|word for word|called so|sets? this variant apart|brought in|put off|duels?|what chance would give|nobody foresaw"
        + @"|accept(ed)? without asking|count the orders|panel is never padded|why this, why not that|link many to many|hand(s|ed)? (all )?(its )?links over"
        + @"|(dead|sold-out) links?|quick look|guessed from content|what it earns|what stands behind it)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Old();

    // Generated code, and this list.
    [GeneratedRegex(@"(^|[\\/])(bin|obj|\.git|artifacts|data|Migrations|node_modules)[\\/]|WordsTests\.cs$")]
    private static partial Regex LeftOut();
}
