using System.Text.RegularExpressions;
using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using CrossSell.Core.Common;
using CrossSell.Tests.Support;

namespace CrossSell.Tests.Architecture;

/// <summary>The arrows of docs/architecture.md. Each was seen to fail once, by a using in the wrong place.</summary>
public sealed partial class ArrowTests
{
    private static readonly System.Reflection.Assembly Core = typeof(Outcome).Assembly;
    private static readonly System.Reflection.Assembly Admin = typeof(Program).Assembly;

    // Who uses whom, read from what was compiled: signatures, bodies, lambdas and async methods alike. Type parameters are left out: the loader takes those
    // of one name for one and the same.
    private static readonly Lazy<IReadOnlyDictionary<IType, IType[]>> Uses = new(() => new ArchLoader().LoadAssemblies(Core, Admin).Build().Types.ToDictionary(
        type => type,
        type => type.Dependencies.Select(dependency => dependency.Target).Where(target => target is not GenericParameter).Distinct().ToArray()));

    // Each may use those that stand before it.
    private static readonly string[][] Order =
    [
        ["Common"], ["People"], ["Audit"], ["Storage"], ["Access"], ["Notifications"], ["Jobs"], ["Undo"], ["Backups"],
        ["Catalog"], ["Media"], ["Orders"], ["Warehouse"], ["Affinity"], ["Mining"], ["Links"], ["Rules"], ["Bundles"], ["Review"],
        ["Drift"], ["Promises"], ["Campaigns"],
        ["Panels"], ["Events"], ["Experiments"], ["Webhooks"], ["Suggestions"], ["Canvas"], ["Search"], ["SavedViews"], ["Backtesting"], ["Insights"],
        ["Workbench"], ["History"], ["Bulk"], ["Today"], ["Dialects"], ["Exchange"],
        ["Sources"], ["QuickStart"], ["Demo"],
    ];

    public static TheoryData<string> Features => [.. Order.SelectMany(step => step)];

    [Theory]
    [MemberData(nameof(Features))]
    public void CoreFeature_UsesOnlyWhatStandsBeforeIt(string feature)
    {
        var index = Array.FindIndex(Order, step => step.Contains(feature));
        var later = Order.Skip(index + 1).SelectMany(step => step).Select(name => $"CrossSell.Core.{name}").ToArray();

        AssertNone(Found(type => IsIn(type, $"CrossSell.Core.{feature}"), target => later.Any(name => IsIn(target, name))));
    }

    [Fact]
    public void EveryCoreFolder_HasItsPlaceInTheOrder()
    {
        var folders = Core.GetTypes()
            .Where(type => type.Namespace?.StartsWith("CrossSell.Core.", StringComparison.Ordinal) == true)
            .Select(type => type.Namespace!.Split('.')[2]).Distinct();

        Assert.Empty(folders.Except(Order.SelectMany(step => step)));
    }

    [Fact]
    public void Core_KnowsNoBlazorMudBlazorOrHttp()
    {
        string[] web =
        [
            "MudBlazor", "Microsoft.AspNetCore.Components", "Microsoft.AspNetCore.Http", "Microsoft.AspNetCore.Builder", "Microsoft.AspNetCore.Mvc",
            "CrossSell.Admin",
        ];

        AssertNone(Found(type => IsIn(type, "CrossSell.Core"), target => web.Any(name => IsIn(target, name))));
    }

    /// <summary>
    /// An engine is what carries the marker <see cref="EngineAttribute"/>: the same input gives the same answer, wherever and whenever it is asked.
    /// </summary>
    [Fact]
    public void Engine_KnowsNoStorageFilesNetworkClockOrChance()
    {
        string[] outside =
        [
            "CrossSell.Core.Storage", "Microsoft.EntityFrameworkCore", "Microsoft.Data", "System.Data", "System.Net.Http", "System.Net.Sockets",
            "Microsoft.Extensions.Logging",
        ];
        string[] impure = ["System.TimeProvider", "System.Random", "System.IO.File", "System.IO.Directory", "System.Threading.Timer"];
        var engines = Uses.Value.Keys.Where(type => type.Attributes.Any(attribute => attribute.FullName == typeof(EngineAttribute).FullName))
            .Select(type => type.FullName).ToArray();

        Assert.Contains(typeof(CrossSell.Core.Panels.PanelResolver).FullName, engines);
        Assert.Contains(typeof(CrossSell.Core.Affinity.PairCounter).FullName, engines);
        AssertNone(Found(
            type => engines.Any(engine => type.FullName == engine || type.FullName.StartsWith(engine + "+", StringComparison.Ordinal)),
            target => outside.Any(name => IsIn(target, name)) || impure.Contains(target.FullName)));
    }

    [Fact]
    public void AdminFeature_UsesNoOther_ButOneOfPartsThatHasNoPage()
    {
        const string Features = "CrossSell.Admin.Features.";
        string[] parts = ["Bulk", "Canvas", "Conditions", "Media"];
        static string? FeatureOf(IType type) =>
            type.Namespace is { } space && space.FullName.StartsWith(Features, StringComparison.Ordinal)
                ? space.FullName[Features.Length..].Split('.')[0]
                : null;

        Assert.Contains(Uses.Value.Keys, type => FeatureOf(type) == "Preview");
        AssertNone(Uses.Value.Keys.Where(type => FeatureOf(type) is not null)
            .SelectMany(type => Uses.Value[type].Where(target => FeatureOf(target) is { } other && other != FeatureOf(type)
                    && (!parts.Contains(other) || parts.Contains(FeatureOf(type))))
                .Select(target => $"{type.FullName} uses {target.FullName}")));
        AssertNone(typeof(CrossSell.Admin.Shared.StudioComponent).Assembly.GetTypes()
            .Where(type => parts.Any(part => type.Namespace == Features + part)
                && type.IsDefined(typeof(Microsoft.AspNetCore.Components.RouteAttribute), false))
            .Select(type => $"{type.FullName} is a page"));
    }

    [Fact]
    public void AdminFeature_NeverOpensTheDatabase_ButAsksAServiceOfItsRoom()
    {
        AssertNone(Found(
            type => IsIn(type, "CrossSell.Admin.Features"),
            target => target.FullName == typeof(CrossSell.Core.Storage.StudioStore).FullName || IsIn(target, "Microsoft.EntityFrameworkCore")));
    }

    [Fact]
    public void PageState_KnowsNoComponentAndNoStorage()
    {
        string[] shunned = ["Microsoft.AspNetCore.Components", "MudBlazor", "CrossSell.Core.Storage", "Microsoft.EntityFrameworkCore"];
        // What is plain state by another name: one of several of its page.
        string[] others = [nameof(CrossSell.Admin.Features.Products.ProductRows), nameof(CrossSell.Admin.Features.Suggestions.SuggestionTriage)];

        Assert.Contains(Uses.Value.Keys, type => type.Name.EndsWith("PageState", StringComparison.Ordinal));
        AssertNone(Found(
            type => IsIn(type, "CrossSell.Admin") && (type.Name.EndsWith("PageState", StringComparison.Ordinal) || others.Contains(type.Name)),
            target => shunned.Any(name => IsIn(target, name))));
    }

    [Fact]
    public void Components_NeverKeepADbContext()
    {
        var keeping = Admin.GetTypes()
            .Where(type => typeof(Microsoft.AspNetCore.Components.IComponent).IsAssignableFrom(type))
            .Where(type => type.GetFields(
                System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Public)
                .Any(field => typeof(CrossSell.Core.Storage.StudioDb).IsAssignableFrom(field.FieldType)));

        Assert.Empty(keeping.Select(type => type.FullName));
    }

    /// <summary>
    /// A script that is loaded by hand comes for a component that may be gone: <see cref="CrossSell.Admin.Shared.ComponentScript"/> knows how to be left.
    /// </summary>
    [Fact]
    public void Components_HaveTheirScriptsByComponentScript()
    {
        var keeping = Admin.GetTypes()
            .Where(type => type != typeof(CrossSell.Admin.Shared.ComponentScript))
            .Where(type => type.GetFields(
                System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Public)
                .Any(field => typeof(Microsoft.JSInterop.IJSObjectReference).IsAssignableFrom(field.FieldType)))
            .Where(type => !type.Name.Contains('<', StringComparison.Ordinal)); // What the compiler makes of an async method.

        Assert.Empty(keeping.Select(type => type.FullName));
    }

    /// <summary>SQL stands in Storage and in files of a room that say so by their name, so that a second provider has few places to look at.</summary>
    [Fact]
    public void Sql_StandsOnlyWhereItsFileSaysSo()
    {
        var allowed = new Regex(@"[/\\](Storage|bin|obj)[/\\]|(Rows|Sql|Stage)\.cs$");
        var offenders = Directory.EnumerateFiles(Path.Combine(Repository.Root, "CrossSell.Core"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !allowed.IsMatch(file))
            .Where(file => SqlText().IsMatch(File.ReadAllText(file)))
            .Select(file => Path.GetRelativePath(Repository.Root, file));

        Assert.Empty(offenders);
    }

    // The whole list in one message, where Assert.Empty would cut it short.
    private static void AssertNone(IEnumerable<string> found) => Assert.True(!found.Any(), string.Join('\n', found));

    private static List<string> Found(Func<IType, bool> from, Func<IType, bool> to) =>
        [.. Uses.Value.Where(use => from(use.Key)).SelectMany(use => use.Value.Where(to).Select(target => $"{use.Key.FullName} uses {target.FullName}"))];

    private static bool IsIn(IType type, string space) =>
        type.Namespace is { } own && (own.FullName == space || own.FullName.StartsWith(space + ".", StringComparison.Ordinal));

    [GeneratedRegex(
        @"SqlQuery|FromSql|ExecuteSql|Microsoft\.Data\.Sqlite|\bMATCH\b.*\{0\}|PRAGMA|\b(SELECT|INSERT INTO|UPDATE|DELETE FROM|CREATE TABLE|DROP TABLE)\b")]
    private static partial Regex SqlText();
}
