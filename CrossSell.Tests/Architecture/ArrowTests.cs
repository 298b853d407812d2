using System.Reflection;
using System.Text.RegularExpressions;
using CrossSell.Core.Common;
using CrossSell.Tests.Support;
using NetArchTest.Rules;

namespace CrossSell.Tests.Architecture;

/// <summary>The arrows of docs/architecture.md. Each was seen to fail once, by a using in the wrong place.</summary>
public sealed partial class ArrowTests
{
    private static readonly Assembly Core = typeof(Outcome).Assembly;
    private static readonly Assembly Admin = typeof(Program).Assembly;

    // Each may use those that stand before it. Storage knows every entity and is open to every service, so it is not in the line.
    private static readonly string[][] Order =
    [
        ["Common"], ["People"], ["Audit"], ["Jobs"], ["Catalog"], ["Media"], ["Orders"], ["Affinity"], ["Mining"], ["Links"], ["Rules"], ["Bundles"], ["Review"],
        ["Panels"], ["Suggestions"], ["Canvas"], ["Search"], ["SavedViews"], ["Backtesting"], ["Workbench"], ["Bulk"], ["Today"], ["Exchange"], ["Demo"],
    ];

    public static TheoryData<string> Features => [.. Order.SelectMany(step => step)];

    [Theory]
    [MemberData(nameof(Features))]
    public void CoreFeature_UsesOnlyWhatStandsBeforeIt(string feature)
    {
        var index = Array.FindIndex(Order, step => step.Contains(feature));
        var later = Order.Skip(index + 1).SelectMany(step => step).Select(name => $"CrossSell.Core.{name}").ToArray();
        if (later.Length == 0)
        {
            return;
        }

        var result = Types.InAssembly(Core).That().ResideInNamespaceMatching($@"^CrossSell\.Core\.{feature}(\.|$)").ShouldNot().HaveDependencyOnAny(later).GetResult();

        Assert.True(result.IsSuccessful, $"{feature} looks ahead: {string.Join(", ", result.FailingTypeNames ?? [])}");
    }

    [Fact]
    public void EveryCoreFolder_HasItsPlaceInTheOrder()
    {
        var folders = Core.GetTypes()
            .Where(type => type.Namespace?.StartsWith("CrossSell.Core.", StringComparison.Ordinal) == true)
            .Select(type => type.Namespace!.Split('.')[2]).Distinct();

        Assert.Empty(folders.Except(Order.SelectMany(step => step)).Except(["Storage"]));
    }

    [Fact]
    public void Core_KnowsNoBlazorMudBlazorOrHttp()
    {
        var result = Types.InAssembly(Core).ShouldNot()
            .HaveDependencyOnAny("MudBlazor", "Microsoft.AspNetCore.Components", "Microsoft.AspNetCore.Http", "Microsoft.AspNetCore.Builder", "Microsoft.AspNetCore.Mvc", "CrossSell.Admin")
            .GetResult();

        Assert.True(result.IsSuccessful, string.Join(", ", result.FailingTypeNames ?? []));
    }

    [Theory]
    [InlineData("CrossSell.Core.Affinity.PairCounter")]
    [InlineData("CrossSell.Core.Affinity.AffinityScore")]
    [InlineData("CrossSell.Core.Affinity.AffinityEvidence")]
    [InlineData("CrossSell.Core.Bundles.BundlePricing")]
    [InlineData("CrossSell.Core.Bundles.BundleStock")]
    [InlineData("CrossSell.Core.Panels.PanelResolver")]
    [InlineData("CrossSell.Core.Panels.PanelContext")]
    [InlineData("CrossSell.Core.Canvas.CanvasLayout")]
    [InlineData("CrossSell.Core.Rules.RuleMatcher")]
    [InlineData("CrossSell.Core.Rules.RuleSampling")]
    [InlineData("CrossSell.Core.Search.CatalogMemory")]
    [InlineData("CrossSell.Core.Search.CatalogSearch")]
    [InlineData("CrossSell.Core.Search.CatalogFacetCounter")]
    [InlineData("CrossSell.Core.Search.WordIndex")]
    public void Engine_KnowsNoStorage(string name)
    {
        var type = Core.GetType(name, throwOnError: true)!;
        var result = Types.InAssembly(Core).That().HaveName(type.Name).ShouldNot()
            .HaveDependencyOnAny("CrossSell.Core.Storage", "Microsoft.EntityFrameworkCore", "Microsoft.Data.Sqlite").GetResult();

        Assert.True(result.IsSuccessful, string.Join(", ", result.FailingTypeNames ?? []));
    }

    [Fact]
    public void AdminFeature_NeverUsesAnother()
    {
        var features = Admin.GetTypes().Select(type => type.Namespace ?? "")
            .Where(name => name.StartsWith("CrossSell.Admin.Features.", StringComparison.Ordinal))
            .Select(name => name.Split('.')[3]).Distinct().ToArray();
        Assert.Contains("Preview", features);

        foreach (var feature in features)
        {
            var others = features.Where(other => other != feature).Select(other => $"CrossSell.Admin.Features.{other}").ToArray();
            var result = Types.InAssembly(Admin).That().ResideInNamespaceMatching($@"^CrossSell\.Admin\.Features\.{feature}(\.|$)").ShouldNot().HaveDependencyOnAny(others).GetResult();
            Assert.True(result.IsSuccessful, $"{feature}: {string.Join(", ", result.FailingTypeNames ?? [])}");
        }
    }

    [Fact]
    public void PageState_KnowsNoComponentAndNoStorage()
    {
        var result = Types.InAssembly(Admin).That().HaveNameEndingWith("PageState").ShouldNot()
            .HaveDependencyOnAny("Microsoft.AspNetCore.Components", "MudBlazor", "CrossSell.Core.Storage", "Microsoft.EntityFrameworkCore").GetResult();

        Assert.True(result.IsSuccessful, string.Join(", ", result.FailingTypeNames ?? []));
    }

    [Fact]
    public void Components_NeverKeepADbContext()
    {
        var keeping = Admin.GetTypes()
            .Where(type => typeof(Microsoft.AspNetCore.Components.IComponent).IsAssignableFrom(type))
            .Where(type => type.GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public)
                .Any(field => typeof(CrossSell.Core.Storage.StudioDb).IsAssignableFrom(field.FieldType)));

        Assert.Empty(keeping.Select(type => type.FullName));
    }

    /// <summary>A script that is loaded by hand comes for a component that may be gone: <see cref="CrossSell.Admin.Shared.ComponentScript"/> knows how to be left.</summary>
    [Fact]
    public void Components_HaveTheirScriptsByComponentScript()
    {
        var keeping = Admin.GetTypes()
            .Where(type => type != typeof(CrossSell.Admin.Shared.ComponentScript))
            .Where(type => type.GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public)
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

    [GeneratedRegex(@"SqlQuery|FromSql|ExecuteSql|Microsoft\.Data\.Sqlite|\bMATCH\b.*\{0\}|PRAGMA|\b(SELECT|INSERT INTO|UPDATE|DELETE FROM|CREATE TABLE|DROP TABLE)\b")]
    private static partial Regex SqlText();
}
