using System.Text.RegularExpressions;
using System.Xml.Linq;
using CrossSell.Tests.Support;

namespace CrossSell.Tests.Architecture;

/// <summary>
/// Pages, code and docs speak plain English in the words that merchandisers know from their other tools and engineers from theirs. The words below were once
/// used here; each has a plainer one, and none of them comes back.
/// </summary>
public sealed partial class WordsTests
{
    // A bundle's usual name, which shoppers read, and words by which people look for bundles and for the lift.
    private static readonly string[] MaySaySet =
    [
        "BundlesTexts.de.resx: {0} set", "SharedTexts.de.resx: ~sets, discount codes, coupons", "ShellTexts.de.resx: ~sets, kits",
        "SharedTexts.de.resx: ~auto-accept, lift",
    ];

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

    /// <summary>
    /// What staff read says bundle, which the shopper's panel calls a set, and says in words how much more often than expected two products meet.
    /// </summary>
    [Fact]
    public void TextsForStaff_SayBundle_AndNoFiguresOfStatistics()
    {
        var found = new[] { "CrossSell.Core", "CrossSell.Admin" }
            .SelectMany(project => Directory.EnumerateFiles(Path.Combine(Repository.Root, project), "*Texts.de.resx", SearchOption.AllDirectories))
            .Where(file => !LeftOut().IsMatch(Path.GetRelativePath(Repository.Root, file)))
            .SelectMany(file => XDocument.Load(file).Root!.Elements("data").Select(text => $"{Path.GetFileName(file)}: {text.Attribute("name")!.Value}"))
            .Where(text => Staff().IsMatch(text) && !MaySaySet.Contains(text));

        var texts = string.Join('\n', found);
        Assert.True(texts.Length == 0, texts);
    }

    [Theory]
    [InlineData("The set {0} is gone.", true)]
    [InlineData("{0} sets", true)]
    [InlineData("Minimum lift", true)]
    [InlineData("Take {0} out of the cart", true)]
    [InlineData("Set up the studio", false)]
    [InlineData("A campaign is a set of bundles and links with one schedule", false)]
    public void Staff_ReadBundles(string text, bool isRefused) => Assert.Equal(isRefused, Staff().IsMatch(text));

    // What each became stands in docs/glossary.md or is the obvious word: again, fix, any caller, reverse link, returned, popular item, snooze, imported.
    [GeneratedRegex(
        @"\b(anew|mend(s|ed|ing)?|whoever|foresaw|foresee(n|s)?|foresight|ways? back|turn(s|ed)? round|sent back|staples?|popular anyway|surest|handmade"
        + @"|(ask|asks|asked) the past|word for word|called so|sets? this variant apart|brought in|put off|duels?|what chance would give|nobody foresaw"
        + @"|accept(ed)? without asking|count the orders|panel is never padded|why this, why not that|link many to many|hand(s|ed)? (all )?(its )?links over"
        + @"|(dead|sold-out) links?|quick look|guessed from content|what it earns|what stands behind it)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Old();

    // The noun: "a set of" something is no bundle, and to set is a verb.
    [GeneratedRegex(
        @"\blift\b|\{\d\} sets?\b|: ~?sets?$|(?<!\busers reset` )\bsets\b|\b(a|the|fixed|whole) set\b(?! of)|out of the cart",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Staff();

    // Generated code, and this list.
    [GeneratedRegex(@"(^|[\\/])(bin|obj|\.git|artifacts|data|Migrations|node_modules)[\\/]|WordsTests\.cs$")]
    private static partial Regex LeftOut();
}
