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
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories).Append(Path.Combine(Repository.Root, "README.md"));

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^\| ([\w.]+)(?: \(build only\))? \| ([\d.]+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
