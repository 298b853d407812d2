using System.Text.Json;
using System.Text.RegularExpressions;
using CrossSell.Tests.Support;

namespace CrossSell.Tests.Architecture;

public sealed partial class DocsTests
{
    [Fact]
    public void Links_InTheDocs_LeadSomewhere()
    {
        var broken = Documents().SelectMany(file => Link().Matches(File.ReadAllText(file)).Select(match => (File: file, Target: match.Groups[1].Value)))
            .Where(link => !link.Target.StartsWith("http", StringComparison.Ordinal) && !link.Target.StartsWith('#'))
            .Where(link => !Path.Exists(Path.Combine(Path.GetDirectoryName(link.File)!, link.Target.Split('#')[0])))
            .Select(link => $"{Path.GetRelativePath(Repository.Root, link.File)}: {link.Target}");

        Assert.Empty(broken);
    }

    [Fact]
    public void Decisions_AreNumberedWithoutGaps()
    {
        var numbers = Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs", "decisions"), "*.md")
            .Where(file => Path.GetFileName(file) != "template.md")
            .Select(file => int.Parse(Path.GetFileName(file)[..4], System.Globalization.CultureInfo.InvariantCulture)).Order().ToArray();

        Assert.Equal(Enumerable.Range(1, numbers.Length), numbers);
    }

    [Fact]
    public void CoreFolders_AllStandInTheArchitecturePage()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "architecture.md"));
        var folders = Directory.EnumerateDirectories(Path.Combine(Repository.Root, "CrossSell.Core")).Select(Path.GetFileName)
            .Where(name => name is not ("bin" or "obj"));

        Assert.All(folders, name => Assert.Contains($"`{name}`", page, StringComparison.Ordinal));
    }

    /// <summary>A recipe that names what is no longer there sends a newcomer astray.</summary>
    [Fact]
    public void Contributing_NamesOnlyFilesAndTypesThatAreThere()
    {
        var names = Directory.EnumerateFiles(Repository.Root, "*", SearchOption.AllDirectories)
            .Where(file => !IgnoredFolder().IsMatch(Path.GetRelativePath(Repository.Root, file))).ToList();
        var known = names.Select(Path.GetFileName).ToHashSet(StringComparer.Ordinal);
        var code = string.Join('\n', names.Where(file => file.EndsWith(".cs", StringComparison.Ordinal)).Select(File.ReadAllText));

        var gone = Code().Matches(File.ReadAllText(Path.Combine(Repository.Root, "CONTRIBUTING.md"))).Select(match => match.Groups[1].Value).Distinct()
            .Where(name => name != "Subject_Condition_Outcome" && !known.Contains(name))
            .Where(name => name.Contains('/', StringComparison.Ordinal)
                ? !name.Contains('<', StringComparison.Ordinal) && !Path.Exists(Path.Combine(Repository.Root, name))
                    && !Path.Exists(Path.Combine(Repository.Root, "CrossSell.Admin", name))
                : name.EndsWith(".cs", StringComparison.Ordinal) || name.EndsWith(".razor", StringComparison.Ordinal)
                    || !code.Contains(name.Split('.', '<')[^1].TrimEnd('>'), StringComparison.Ordinal));

        Assert.Empty(gone);
    }

    [Fact]
    public void ThirdPartyNotices_NameEveryPackageOfTheProduct_InTheVersionThatIsRestored()
    {
        var notices = File.ReadAllText(Path.Combine(Repository.Root, "THIRD-PARTY-NOTICES.md"));
        using var restored = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "CrossSell.Admin", "packages.lock.json")));
        var packages = restored.RootElement.GetProperty("dependencies").EnumerateObject().SelectMany(framework => framework.Value.EnumerateObject())
            .Where(package => package.Value.GetProperty("type").GetString() != "Project")
            .Select(package => (package.Name, Version: package.Value.GetProperty("resolved").GetString())).ToList();
        var named = Row().Matches(notices).Select(match => (Name: match.Groups[1].Value, Version: (string?)match.Groups[2].Value)).ToList();

        // Both ways: 'scripts/third-party-notices' writes the page again.
        Assert.Empty(packages.Except(named));
        Assert.Empty(named.Except(packages));
    }

    private static IEnumerable<string> Documents() =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(Repository.Root, "*.md")).Concat(Directory.EnumerateFiles(Path.Combine(Repository.Root, ".github"), "*.md"));

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    // Names of files, folders, types and members: no spaces, no addresses, no commands.
    [GeneratedRegex(@"`((?:CrossSell\.|Shared/|scripts/|[A-Z])[\w./<>]*)`")]
    private static partial Regex Code();

    [GeneratedRegex(@"(^|[/\\])(bin|obj|\.git|artifacts|data)[/\\]")]
    private static partial Regex IgnoredFolder();

    [GeneratedRegex(@"^\| ([\w.]+)(?: \(build only\))? \| ([\d.]+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
