using System.Text.RegularExpressions;
using System.Xml.Linq;
using CrossSell.Tests.Support;

namespace CrossSell.Tests.Architecture;

/// <summary>
/// What people read goes through <c>Texts</c>, and every text has its German and its Dutch: no key without a translation, none that no code uses, the same
/// places to fill in. <c>scripts/texts missing</c> lists what is to be translated.
/// </summary>
public sealed partial class TextsTests
{
    private static readonly string[] Languages = ["de", "nl"];

    // Speaks the language of the shop.
    private const string ForShoppers = "PanelView.razor";

    private static readonly Lazy<IReadOnlyDictionary<string, HashSet<string>>> Used = new(TextsByRoom);

    [Theory]
    [InlineData("de")]
    [InlineData("nl")]
    public void EveryText_HasItsTranslation_AndEveryTranslationItsText(string language)
    {
        var wrong = Used.Value.SelectMany(room =>
        {
            var known = Resource(room.Key, language);
            return room.Value.Where(text => string.IsNullOrWhiteSpace(known.GetValueOrDefault(text)))
                .Select(text => $"{Name(room.Key)}: not translated: {text}")
                .Concat(known.Keys.Except(room.Value).Select(text => $"{Name(room.Key)}: used nowhere (scripts/texts tidy): {text}"));
        }).ToList();

        Assert.True(Used.Value.Values.Sum(texts => texts.Count) > 1000, "The texts of the code are not found any more.");
        Assert.True(wrong.Count == 0, $"{wrong.Count} of {language}:\n{string.Join('\n', wrong.Take(40))}");
    }

    [Fact]
    public void Translation_FillsInWhatItsTextDoes_AndKeepsItsEnds()
    {
        var wrong = Used.Value.Keys.SelectMany(room => Languages.SelectMany(language => Resource(room, language)
            .Where(pair => !Places(pair.Key).SetEquals(Places(pair.Value)) || Ends(pair.Key) != Ends(pair.Value))
            .Select(pair => $"{Name(room)} {language}: {pair.Key} / {pair.Value}"))).ToList();

        Assert.True(wrong.Count == 0, string.Join('\n', wrong.Take(40)));
    }

    // MSBuild takes names of resources that differ in case only for one, warns, and drops the second.
    [Fact]
    public void Resources_HaveNoNames_ThatDifferInCaseOnly()
    {
        var twice = Used.Value.Keys.SelectMany(room => Languages.SelectMany(language => Names(room, language)
            .GroupBy(name => name, StringComparer.OrdinalIgnoreCase).Where(same => same.Count() > 1)
            .Select(same => $"{Name(room)} {language}: {string.Join(" / ", same)}"))).ToList();

        Assert.True(twice.Count == 0, string.Join('\n', twice));
    }

    [Fact]
    public void Pages_SayNothing_ThatCannotBeTranslated()
    {
        var bare = Files("*.razor").Where(file => Path.GetFileName(file) != ForShoppers).SelectMany(file =>
        {
            var text = Comment().Replace(File.ReadAllText(file), match => new string('\n', match.Value.Count(letter => letter == '\n')));
            var markup = CodeBlock().Split(Code().Replace(text, ""))[0];
            return markup.Split('\n').SelectMany((line, at) => BareWords(line).Select(words => $"{Name(file)}:{at + 1}: {words}"));
        }).ToList();

        Assert.True(bare.Count == 0, $"{bare.Count} texts stand in the markup, not in L[…]:\n{string.Join('\n', bare.Take(60))}");
    }

    [Theory]
    [InlineData("<button title=\"Undo this\">", "Undo this")]
    [InlineData("<h2>Numbers, dates</h2>", "Numbers, dates")]
    [InlineData("    Choose a product to link", "Choose a product to link")]
    [InlineData("<button title=\"@L[\"Undo this\"]\">@L[\"Undo\"]</button>", null)]
    [InlineData("<kbd>Ctrl</kbd>", null)]
    [InlineData("@if (rows.Count > 0 && other < 3)", null)]
    public void BareWords_AreTextsInTheMarkup(string line, string? expected) => Assert.Equal(expected, BareWords(line).FirstOrDefault());

    private static IEnumerable<string> BareWords(string line) => Bare().Matches(line)
        .Select(match => (match.Groups["attribute"].Success ? match.Groups["attribute"] : match.Groups["text"].Success ? match.Groups["text"]
            : match.Groups["line"]).Value.Trim())
        .Where(words => words.Length > 0 && !SameEverywhere.Contains(words));

    // Names and what stands on keyboards are the same in each language.
    private static readonly string[] SameEverywhere =
        ["CrossSell", "Ctrl", "Shift", "Alt", "Enter", "Esc", "Tab", "Space", "Delete", "Home", "End", "SKU", "GTIN", "EAN", "URL", "Blazor", "API"];

    private static HashSet<string> Places(string text) => [.. Place().Matches(text).Select(match => match.Value)];

    // A blank or a line's end at the end of a text stands between it and what follows.
    private static (bool, bool) Ends(string text) => (char.IsWhiteSpace(text[0]), text.Length == 0 || char.IsWhiteSpace(text[^1]));

    private static Dictionary<string, string> Resource(string room, string language) => Data(room, language)
        .ToDictionary(data => data.Attribute("name")!.Value.TrimStart('~'), data => data.Element("value")?.Value ?? "", StringComparer.Ordinal);

    private static IEnumerable<string> Names(string room, string language) => Data(room, language).Select(data => data.Attribute("name")!.Value);

    private static IEnumerable<XElement> Data(string room, string language) =>
        File.Exists($"{room}.{language}.resx") ? XDocument.Load($"{room}.{language}.resx").Root!.Elements("data") : [];

    /// <summary>The path of each room's class, without its ending, with the texts that the code of the room asks for.</summary>
    private static Dictionary<string, HashSet<string>> TextsByRoom()
    {
        var rooms = Files("*Texts.cs").ToDictionary(file => Path.GetDirectoryName(file)!, file => file[..^3], StringComparer.Ordinal);
        var texts = rooms.Values.ToDictionary(room => room, _ => new HashSet<string>(StringComparer.Ordinal), StringComparer.Ordinal);
        foreach (var file in Files("*.cs").Concat(Files("*.razor")))
        {
            var found = Asked().Matches(File.ReadAllText(file)).SelectMany(match => match.Groups.Values.Skip(1).Where(group => group.Success))
                .Select(group => Regex.Unescape(group.Value)).ToList();
            if (found.Count > 0)
            {
                var folder = Path.GetDirectoryName(file)!;
                while (!rooms.ContainsKey(folder))
                {
                    folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException($"{file} has texts, and no folder above it has a Texts.cs.");
                }

                texts[rooms[folder]].UnionWith(found);
            }
        }

        return texts;
    }

    private static IEnumerable<string> Files(string pattern) => new[] { "CrossSell.Core", "CrossSell.Admin" }
        .SelectMany(project => Directory.EnumerateFiles(Path.Combine(Repository.Root, project), pattern, SearchOption.AllDirectories))
        .Where(file => !LeftOut().IsMatch(Path.GetRelativePath(Repository.Root, file)));

    private static string Name(string file) => Path.GetRelativePath(Repository.Root, file);

    // L["…"], L.With("…"), Texts.Key("…"), Common["…"] and L.Count(number, "…", "…"), whose number holds no quotes.
    [GeneratedRegex("""
        \b(?:L\[|L\.With\(|Texts\.Key\(|Common\[)\s*"((?:[^"\\]|\\.)*)"|\bL\.(?:Count|Counted|Plural)\([^"]*?"((?:[^"\\]|\\.)*)",\s*"((?:[^"\\]|\\.)*)"
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Asked();

    [GeneratedRegex("""
        \b(?:title|aria-label|placeholder|alt|label|Title|Text|Label|What|Subject|Name)="(?<attribute>[A-Z][^@"]*[a-z][^@"]*)"
        |>\s*(?<text>[A-Za-z][^<>@{}=;()]*?[a-z][^<>@{}=;()]*?)\s*</|^\s*(?<line>[A-Z][a-z]+(?:\ [a-z]+){2,}[^;{}=<>]*)$
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Bare();

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Place();

    [GeneratedRegex(@"@\*.*?\*@", RegexOptions.Singleline)]
    private static partial Regex Comment();

    // What machines and people write alike: columns of files, commands.
    [GeneratedRegex("<code[^>]*>.*?</code>|@bind-Text=\"[^\"]*\"")]
    private static partial Regex Code();

    [GeneratedRegex(@"^@code\b", RegexOptions.Multiline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex(@"(^|[\\/])(bin|obj|Migrations)[\\/]")]
    private static partial Regex LeftOut();
}
