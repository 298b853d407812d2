using System.Text.RegularExpressions;
using CrossSell.Admin.Features.Bundles;
using CrossSell.Admin.Features.Catalog;
using CrossSell.Admin.Features.Links;
using CrossSell.Admin.Features.Notifications;
using CrossSell.Admin.Features.Products;
using CrossSell.Admin.Features.Reviews;
using CrossSell.Admin.Features.Rules;
using CrossSell.Admin.Features.Suggestions;
using CrossSell.Admin.Features.Workbench;
using CrossSell.Admin.Shared;
using CrossSell.Admin.Shell;
using CrossSell.Tests.Support;

namespace CrossSell.Tests.Admin.Shared;

/// <summary>What pages say of their keys is what their code hears, read off the source: no key that does nothing, none that nobody is told of.</summary>
public sealed partial class PageKeyTests
{
    // The code that hears the keys of each page, and what it hears for reasons of its own: closing what it opened, keeping the focus in.
    private static readonly Dictionary<Type, (string[] Files, string[] Aside)> Heard = new()
    {
        [typeof(ProductsPage)] = (
            ["Products/ProductTable.razor.cs", "Products/ProductTable.razor.js", "Products/TablePlace.cs", "Products/QuickView.razor.cs"],
            ["ArrowLeft", "ArrowRight"]), // As cards only, where they go on as down and up do.
        [typeof(SuggestionsPage)] = (["Suggestions/SuggestionTriage.cs", "Suggestions/SuggestionList.razor.js"], []),
        [typeof(NotificationsPage)] = (["Notifications/NotificationsPage.razor.cs"], []),
        [typeof(ReviewsPage)] = (["Reviews/ReviewsPage.razor.cs"], []),
        [typeof(ReviewPage)] = (["Reviews/ReviewPage.razor.cs"], []),
        [typeof(LinksPage)] = (
            ["Canvas/LinkCanvasKeys.cs", "Canvas/LinkCanvas.razor.js", "Links/LinksPage.razor.js", "Links/LinkTable.razor.cs"], []),
        [typeof(CategoriesPage)] = (["Catalog/CategoriesPage.razor.cs"], []),
        [typeof(RulesPage)] = (["Rules/RulesPage.razor.cs"], []),
        [typeof(RulePage)] = (["Conditions/ConditionGroup.razor.cs", "Rules/RulePage.razor.js"], []),
        [typeof(BundlePage)] = (["Conditions/ConditionGroup.razor.cs"], []),
        // A variant is moved "a", above.
        [typeof(ProductPage)] = (["Workbench/ProductPage.razor.js", "Media/PictureTile.razor.cs", "Workbench/FamilyMatrix.razor"], ["a"]),
    };

    public static TheoryData<Type> Pages => [.. Heard.Keys];

    [Fact]
    public void EveryPageWithKeys_IsLookedAt() => Assert.Equal(
        typeof(StudioComponent).Assembly.GetTypes().Where(type => type.IsClass && typeof(IHasKeys).IsAssignableFrom(type)).OrderBy(type => type.FullName),
        Heard.Keys.OrderBy(type => type.FullName));

    [Theory]
    [MemberData(nameof(Pages))]
    public void Page_DeclaresTheKeysThatItsCodeHears(Type page)
    {
        var (files, aside) = Heard[page];
        var heard = files.SelectMany(file => KeysIn(File.ReadAllText(Path.Combine(Repository.Root, "CrossSell.Admin", "Features", file))))
            .Except(aside).ToHashSet();

        var declared = PageKey.Of(page).SelectMany(key => key.Ways).Select(way => way[^1][^1]).Select(Lower).ToHashSet();

        Assert.Equal(heard.Order(StringComparer.Ordinal), declared.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Page_SaysEachKeyOnce(Type page)
    {
        var keys = PageKey.Of(page).SelectMany(key => key.Keys.Split(' ')).ToList();

        Assert.NotEmpty(keys);
        Assert.Equal(keys.Distinct(), keys);
        Assert.All(PageKey.Of(page), key => Assert.NotEmpty(key.What));
    }

    [Theory]
    [InlineData("j k", true)]
    [InlineData("Shift+r", true)]
    [InlineData("g,p", true)]
    [InlineData("?", true)]
    [InlineData("+ - 0 f", true)]
    [InlineData("Ctrl+s", false)]
    [InlineData("ArrowUp ArrowDown", false)]
    [InlineData("F2", false)]
    [InlineData("Space", false)]
    public void SingleKeys_AreThoseThatAPersonCanSwitchOff(string keys, bool expected) => Assert.Equal(expected, new PageKey(keys, "").IsSingleKey);

    [Fact]
    public void Ways_AreWhatIsHeldTogether_AndWhatComesAfter()
    {
        Assert.Equal([[["Ctrl", "Shift", "z"]], [["g"], ["p"]], [["+"]]], new PageKey("Ctrl+Shift+z g,p +", "").Ways);
        Assert.Equal(["Ctrl", "↑", "Esc", "J", "+"], new[] { "Ctrl", "ArrowUp", "Escape", "j", "+" }.Select(PageKey.Said));
    }

    /// <summary>The letters that open a page after G: none twice.</summary>
    [Fact]
    public void Navigation_HasALetterForEachPage() =>
        Assert.Equal(StudioNavigation.Entries.Count(), StudioNavigation.Entries.Select(entry => entry.Key).Distinct().Count());

    private static IEnumerable<string> KeysIn(string source) => Named().Matches(source).Select(match => match.Groups[1].Value)
        .Concat(Single().Matches(source).SelectMany(match => Letter().Matches(match.Value)).Select(match => match.Groups[1].Value))
        .Concat(Choices().Matches(source).SelectMany(match => match.Groups[1].Value.Split('|')).Select(name => name.Trim('$')).SelectMany(
            name => name == "Arrow" ? new[] { "ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight" } : [name]))
        .Concat(Bare().Matches(source).Select(match => match.Groups[1].Value))
        .Select(Lower);

    private static string Lower(string key) => key.Length > 1 ? key : key == " " ? "Space" : key.ToLowerInvariant();

    // "ArrowUp" and the like, wherever they stand.
    [GeneratedRegex("""["']((?:Arrow(?:Up|Down|Left|Right))|Page(?:Up|Down)|Home|End|Enter|Escape|Delete|Backspace|F2)["']""")]
    private static partial Regex Named();

    // Lines that speak of keys: an arm of a switch, a comparison, a set of them.
    [GeneratedRegex(
        """^.*(?:\bcase "|^\s+(?:_|"."( or ".")*)( when [^=]+)? =>|Key: "|\bkey(?: ===| !==|s = new Set)|\bletters = new Set"""
        + """|event\.key\.toLowerCase\(\)|\[event\.key\]).*$""",
        RegexOptions.Multiline)]
    private static partial Regex Single();

    [GeneratedRegex("""["'](.)["']""")]
    private static partial Regex Letter();

    // /^(ArrowUp|ArrowDown)$/
    [GeneratedRegex(@"/\^\(([A-Za-z|$]+)\)")]
    private static partial Regex Choices();

    // { f: "fit" }
    [GeneratedRegex("[{,] (\\w): \"\\w+\"")]
    private static partial Regex Bare();
}
