using System.Reflection;
using System.Text.RegularExpressions;
using CrossSell.Admin.Shared;
using CrossSell.Tests.Support;
using Microsoft.AspNetCore.Components;

namespace CrossSell.Tests.Architecture;

/// <summary>
/// Code fits a screen or a few: a file holds one subject, a component one thing to see. What is over a limit is named here with the reason why cutting it would
/// make it harder to read; a name that no longer needs to be here fails too.
/// </summary>
public sealed partial class SizeTests
{
    private const int MostLines = 400;
    private const int MostLinesOfMarkupCode = 40;
    private const int MostParameters = 10;
    private const int MostServices = 8;

    /// <summary>Files over the limit, by path from the root.</summary>
    private static readonly Dictionary<string, string> LongFiles = new()
    {
        ["CrossSell.Admin/wwwroot/embed/panel.js"] = "A shop's page asks for the whole element once; a second module would be a second request.",
    };

    private static readonly Dictionary<string, string> LongMarkupCode = new()
    {
        ["CrossSell.Admin/Shared/PanelView.razor"] = "Its code holds pieces of markup that are drawn in several places; only a .razor file can.",
    };

    private static readonly Dictionary<string, string> ManyParameters = new()
    {
    };

    private static readonly Dictionary<string, string> ManyServices = new()
    {
    };

    private static readonly string[] Kinds = [".cs", ".razor", ".js"];

    [Fact]
    public void Files_AreUpTo400Lines() =>
        AssertNamed(LongFiles, Sources().Where(file => File.ReadLines(file.Full).Count() > MostLines).Select(file => file.Path));

    [Fact]
    public void CodeInMarkup_IsUpTo40Lines_AndElseStandsBehindIt() => AssertNamed(
        LongMarkupCode,
        Sources().Where(file => Path.GetExtension(file.Path) == ".razor" && CodeBlock().Match(File.ReadAllText(file.Full)) is { Success: true } code
            && code.Groups[1].Value.Count(letter => letter == '\n') > MostLinesOfMarkupCode).Select(file => file.Path));

    [Fact]
    public void Components_HaveUpTo10Parameters() => AssertNamed(ManyParameters, Over<ParameterAttribute>(MostParameters));

    [Fact]
    public void Components_HaveUpTo8Services() => AssertNamed(ManyServices, Over<InjectAttribute>(MostServices));

    private static void AssertNamed(Dictionary<string, string> exceptions, IEnumerable<string> found)
    {
        Assert.DoesNotContain("", exceptions.Values);
        var over = found.ToHashSet(StringComparer.Ordinal);
        Assert.Empty(over.Except(exceptions.Keys).Select(name => $"{name} is over the limit: cut it by what it is about.").Order(StringComparer.Ordinal));
        Assert.Empty(
            exceptions.Keys.Except(over).Select(name => $"{name} is no longer over the limit: take it out of the list.").Order(StringComparer.Ordinal));
    }

    // What a component declares itself: what its base brings is the same for all.
    private static IEnumerable<string> Over<TAttribute>(int most)
        where TAttribute : Attribute => typeof(StudioComponent).Assembly.GetTypes()
        .Where(type => typeof(IComponent).IsAssignableFrom(type) && type
            .GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
            .Count(property => property.IsDefined(typeof(TAttribute))) > most)
        .Select(type => type.Name);

    private static IEnumerable<(string Path, string Full)> Sources() => Directory.EnumerateFiles(Repository.Root, "*", SearchOption.AllDirectories)
        .Where(file => Kinds.Contains(Path.GetExtension(file)))
        .Select(file => (Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'), file))
        .Where(file => !LeftOut().IsMatch(file.Item1));

    [GeneratedRegex(@"(^|[/\\])(bin|obj|\.git|artifacts|data|Migrations|node_modules)[/\\]")]
    private static partial Regex LeftOut();

    [GeneratedRegex(@"@code\s*\{(.*)\}", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();
}
