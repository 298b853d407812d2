using System.Globalization;
using System.Text;
using CrossSell.Core.Common;
using CrossSell.Core.Exchange;
using CrossSell.Core.Links;
using CrossSell.Core.Storage;
using CrossSell.Tests.Core.Links;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.Exchange;

/// <summary>An import of links that is written step by step: the same comes of it as of one step, and of one that was broken off and begun again.</summary>
public sealed class StepwiseLinksTests
{
    private const int Products = 7;
    private static readonly string[] Types = [LinkType.CrossSell, "accessory", "up-sell", "substitute"];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>
    /// For any file, on what those before it left: rows that name one another from both sides, that remove, replace, ask for places and use up what a type
    /// allows. Files are made by a fixed seed.
    /// </summary>
    [StudioTheory]
    [InlineData(71)]
    [InlineData(72)]
    [InlineData(73)]
    public async Task Import_InManySteps_OrBrokenOff_EndsAsInOne(int seed)
    {
        var random = new Random(seed);
        await using var one = await SceneAsync();
        await using var many = await SceneAsync();
        await using var broken = await SceneAsync();
        var (brokenOff, written) = (0, 0);
        for (var file = 1; file <= TestStudio.Tries(72); file++)
        {
            var (text, replace, after) = (Table(random), random.Next(3) == 0, random.Next(1, 4));

            var whole = await RunAsync(one, text, file, 1_000_000, replace);
            var stepwise = await RunAsync(many, text, file, 1, replace);
            brokenOff += await RunAsync(broken, text, file, 1, replace, after) is null ? 1 : 0;
            var resumed = await RunAsync(broken, text, file, 1, replace);
            var again = await RunAsync(broken, text, file + 1000, 1, replace);

            written += whole!.New;
            AssertSame("reports in steps", Said(whole), Said(stepwise!));
            AssertSame("rows in steps", await DumpAsync(one), await DumpAsync(many));
            AssertSame("rows after a break", await DumpAsync(one), await DumpAsync(broken));
            AssertSame("errors after a break", Wrong(whole), Wrong(resumed!));
            AssertSame("changes of the same file", "0 new, 0 changed, 0 removed", Changes(again!));
            await many.AssertInvariantsAsync();

            void AssertSame(string what, string there, string here) => Assert.True(
                there == here, $"The {what} differ, seed {seed}, file {file}{(replace ? ", replacing" : "")}:\n{text}\n{there}\n\n{here}");
        }

        Assert.True(brokenOff > 3 && written > 20, $"{brokenOff} imports were broken off, {written} links written.");
    }

    [StudioFact]
    public async Task SomebodyElse_WritesBetweenTwoSteps_AndTheImportIsUndoneAsOne()
    {
        await using var scene = await LinkScene.CreateAsync(4);
        var file = "source_sku,target_sku\nP0,P1\nP1,P2\nP2,P3\n";
        var isDone = false;

        var report = (await ImportAsync(scene, file, new LinkImportOptions { JobId = 5 }, 1, new Relay<double>(_ =>
        {
            if (!isDone)
            {
                isDone = true;
                scene.LinkAsync(0, 3).GetAwaiter().GetResult();
            }
        }))).Required;

        Assert.Equal((3, 3), (report.New, report.ChangeSets.Count));
        Assert.Equal(4, (await scene.RowsAsync()).Count);
        foreach (var set in report.ChangeSets.Reverse())
        {
            Assert.Empty((await scene.Undo.UndoAsync(set, TestStudio.Merchandiser)).Required.Conflicts);
        }

        Assert.Equal(["0 cross-sell 3"], await scene.WordsAsync());
    }

    [StudioFact]
    public async Task LinkThatSomebodyElseMakesImpossible_BetweenPlanAndStep_IsAnErrorOfItsRow()
    {
        await using var scene = await SceneAsync();
        var isDone = false;

        // Three at most: somebody else takes the last place of P1.
        var report = (await ImportAsync(scene, "source_sku,target_sku\nP0,P1\nP1,P2\nP1,P3\n", new LinkImportOptions(), 1, new Relay<double>(_ =>
        {
            if (!isDone)
            {
                isDone = true;
                scene.LinkAsync(1, 4).GetAwaiter().GetResult();
                scene.LinkAsync(1, 5).GetAwaiter().GetResult();
            }
        }))).Required;

        Assert.Equal((2, 1), (report.New, report.Wrong));
        Assert.Contains("Line 4: Product P1 has 3", Assert.Single(report.Errors).Message, StringComparison.Ordinal);
    }

    /// <summary>Each row alone would end its pair before it starts, or not, by which is written first; together they are right.</summary>
    [StudioTheory]
    [InlineData("P0,P1,substitute,2027-09-01,\nP1,P0,substitute,,2028-01-01\n")]
    [InlineData("P0,P1,substitute,,2027-02-01\nP1,P0,substitute,2027-01-01,\n")]
    public async Task DatesOfAPair_ThatTwoRowsMoveTogether_AreMoved_InWhateverOrder(string rows)
    {
        await using var scene = await LinkScene.CreateAsync(2);
        const string Head = "source_sku,target_sku,type,valid_from,valid_to\n";
        _ = (await ImportAsync(scene, Head + "P0,P1,substitute,2027-05-01,2027-08-01\n", new LinkImportOptions(), 1, null)).Required;

        var report = (await ImportAsync(scene, Head + rows, new LinkImportOptions(), 1, null)).Required;

        Assert.Equal((2, 0), (report.Changed, report.Wrong));
        Assert.All(await scene.RowsAsync(), link => Assert.True(link.ValidFrom < link.ValidTo && link.ValidFrom?.Month is 9 or 1, $"{link.ValidFrom:d}"));
    }

    [StudioFact]
    public async Task Cancel_BetweenTwoSteps_SaysWhatIsIn_AndTheRestComesWithTheSameFile()
    {
        await using var scene = await LinkScene.CreateAsync(4);
        using var stop = new CancellationTokenSource();
        const string File = "source_sku,target_sku\nP0,P1\nP0,P2\nP1,P2\nP2,P3\n";

        var report = (await ImportAsync(scene, File, new LinkImportOptions(), 1, new Relay<double>(_ => stop.Cancel()), stop.Token)).Required;

        Assert.Equal((true, 2, 0, 2), (report.CalledOff, report.New, report.Same, report.NotReached));
        var again = (await ImportAsync(scene, File, new LinkImportOptions(), 1, null)).Required;
        Assert.Equal((false, 2, 2, 0), (again.CalledOff, again.New, again.Same, again.NotReached));
    }

    /// <summary>Links of cross-sell are three at most.</summary>
    private static async Task<LinkScene> SceneAsync()
    {
        var scene = await LinkScene.CreateAsync(Products);
        await using var session = await scene.Studio.Store.WriteAsync(TestStudio.Merchandiser, "Limits", Stop);
        (await session.Db.LinkTypes.SingleAsync(type => type.Code == LinkType.CrossSell, Stop)).MaxPerProduct = 3;
        _ = (await session.CommitAsync(Stop)).Required;
        return scene;
    }

    private static string Table(Random random)
    {
        var text = new StringBuilder("source_sku,target_sku,type,position,two_way,quantity,valid_from,valid_to,note,delete\n");
        for (var row = random.Next(1, 14); row > 0; row--)
        {
            var from = random.Next(8) == 0 ? $"2027-0{random.Next(1, 9)}-01" : "";
            var to = random.Next(8) == 0 ? $"2027-0{random.Next(1, 9)}-15" : "";
            text.Append(
                CultureInfo.InvariantCulture,
                $"P{random.Next(Products)},P{random.Next(Products)},{Types[random.Next(Types.Length)]},{(random.Next(3) == 0 ? $"{random.Next(1, 5)}" : "")},{(random.Next(4) == 0 ? "yes" : "")},,{from},{to},{(random.Next(4) == 0 ? $"note {random.Next(3)}" : "")},{(random.Next(6) == 0 ? "yes" : "")}\n");
        }

        return text.ToString();
    }

    private static async Task<Outcome<LinkImportReport>> ImportAsync(
        LinkScene scene, string text, LinkImportOptions options, int rows, IProgress<double>? progress, CancellationToken cancellation = default)
    {
        var path = Path.Combine(scene.Studio.Data.Exchange, $"{Guid.NewGuid():N}.csv");
        await File.WriteAllTextAsync(path, text, Stop);
        return await new LinkImport(scene.Studio.Store, steps: WriteSteps.Of(rows))
            .ImportAsync(TestStudio.Merchandiser, path, options, null, progress, cancellation);
    }

    /// <returns>Null where it was broken off.</returns>
    private static async Task<LinkImportReport?> RunAsync(LinkScene scene, string text, int job, int rows, bool replace, int? breakAfter = null)
    {
        var steps = 0;
        try
        {
            return (await ImportAsync(scene, text, new LinkImportOptions { Replace = replace, JobId = job }, rows, new Relay<double>(_ =>
            {
                if (++steps == breakAfter)
                {
                    throw new TimeoutException();
                }
            }))).Required;
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    private static string Changes(LinkImportReport report) =>
        string.Create(CultureInfo.InvariantCulture, $"{report.New} new, {report.Changed} changed, {report.Removed} removed");

    private static string Wrong(LinkImportReport report) => string.Join('\n', report.Errors.Select(error => error.Message));

    private static string Said(LinkImportReport report) => $"{Changes(report)}, {report.Same} same, {report.Wrong} wrong\n{Wrong(report)}";

    private static async Task<string> DumpAsync(LinkScene scene)
    {
        var types = await scene.TypesAsync();
        return string.Join('\n', (await scene.RowsAsync()).OrderBy(link => link.SourceId).ThenBy(link => link.TypeId).ThenBy(link => link.Position)
            .Select(link =>
                $"{scene.Index(link.SourceId)} {types[link.TypeId]} {scene.Index(link.TargetId)} at {link.Position} {link.Origin} {link.ValidFrom:s} {link.ValidTo:s} {link.Note} {link.PairId is not null}"));
    }
}
