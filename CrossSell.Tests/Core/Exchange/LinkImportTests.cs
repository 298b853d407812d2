using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Exchange;
using CrossSell.Core.Links;
using CrossSell.Core.People;
using CrossSell.Tests.Core.Links;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.Exchange;

public sealed class LinkImportTests
{
    private static async Task<Outcome<LinkImportReport>> ImportAsync(
        LinkScene scene, string text, LinkImportOptions? options = null, TextWriter? errors = null, Actor? actor = null)
    {
        var path = Path.Combine(scene.Studio.Data.Exchange, $"{Guid.NewGuid():N}.csv");
        await File.WriteAllTextAsync(path, text);
        return await new LinkImport(scene.Studio.Store).ImportAsync(actor ?? TestStudio.Merchandiser, path, options ?? new LinkImportOptions(), errors);
    }

    private static async Task<string> ExportAsync(LinkScene scene)
    {
        using var writer = new StringWriter();
        await new LinkExport(scene.Studio.Store).WriteAsync(ReadScope.Everything, writer);
        return writer.ToString();
    }

    [StudioFact]
    public async Task Rows_BecomeLinksWithTheirReverseLinks_TheSameFileTwiceChangesNothing_AndUndoTakesItBack()
    {
        await using var scene = await LinkScene.CreateAsync(4);
        const string File =
            "source_sku;target_sku;type;position;quantity;valid_to;state;note\np0;P1;cross-sell;2;3;2027-01-01;;Goes well\nP0;P2;cross-sell;1;;;paused;\nP0;P3;accessory;;;;;\n";

        var trial = (await ImportAsync(scene, File, new LinkImportOptions { DryRun = true })).Required;
        Assert.Equal((3, 3, 0), (trial.Rows, trial.New, trial.Wrong));
        Assert.Empty(await scene.RowsAsync());

        var report = (await ImportAsync(scene, File)).Required;
        Assert.Equal(["0 cross-sell 2 paused", "0 cross-sell 1", "0 accessory 3", "3 fits 0"], await scene.WordsAsync());
        Assert.Equal(
            (3, "Goes well", LinkOrigin.Import),
            (await scene.RowsAsync()).Where(link => link.TargetId == scene.Id(1)).Select(link => (link.Quantity, link.Note, link.Origin)).Single());
        await scene.AssertInvariantsAsync();

        var again = (await ImportAsync(scene, File)).Required;
        Assert.Equal((0, 0, 3, 0), (again.New, again.Changed, again.Same, again.ChangeSets.Count));
        Assert.Empty((await scene.Studio.Undo.UndoAsync(report.ChangeSets[0], TestStudio.Merchandiser)).Required.Conflicts);
        Assert.Empty(await scene.RowsAsync());
    }

    [StudioFact]
    public async Task Segment_ThatNoShopDefines_IsAFaultOfItsRow()
    {
        await using var scene = await LinkScene.CreateAsync(3);
        const string File = "source_sku;target_sku;segment\nP0;P1;vip\nP0;P2;\n";

        var refused = (await ImportAsync(scene, File)).Required;
        Assert.Equal((1, 1, "segment"), (refused.New, refused.Wrong, Assert.Single(refused.Errors).Column));
        Assert.Contains("There is no segment \"vip\"", refused.Errors[0].Message, StringComparison.Ordinal);

        await scene.Studio.AddAsync(new Segment { ChannelId = (await scene.Studio.ChannelAsync("members-shop")).Id, Code = "vip", Name = "VIP" });
        Assert.Equal((1, 0), ((await ImportAsync(scene, File)).Required is var known ? (known.New, known.Wrong) : default));
        Assert.Equal("vip", Assert.Single(await scene.RowsAsync(), link => link.TargetId == scene.Id(1)).Segment);
    }

    [StudioFact]
    public async Task Export_ImportsBackUnchanged_HereAndElsewhere()
    {
        await using var scene = await LinkScene.CreateAsync(5);
        await scene.LinkAsync(0, 1);
        await scene.LinkAsync(0, 2, LinkType.Accessory);
        await scene.LinkAsync(3, 2, LinkType.Accessory);
        await scene.LinkAsync(0, 4, LinkType.Substitute);
        await scene.LinkAsync(2, 1);
        var exported = await ExportAsync(scene);

        var here = (await ImportAsync(scene, exported)).Required;
        Assert.Equal((0, 0, 0, 0, 8), (here.New, here.Changed, here.Removed, here.Wrong, here.Same));

        await using var other = await LinkScene.CreateAsync(5);
        await ImportAsync(other, exported);
        Assert.Equal(await scene.WordsAsync(), await other.WordsAsync());
        await other.AssertInvariantsAsync();
    }

    [StudioFact]
    public async Task WrongRows_AreNamedLineByLine_WrittenToTheErrorFile_AndStrictBringsNothing()
    {
        await using var scene = await LinkScene.CreateAsync(3);
        const string File =
            "source_sku,target_sku,type,quantity\nP0,P1,cross-sell,1\nP0,P0,cross-sell,1\nP0,NOPE,cross-sell,1\nP0,P2,glue,1\nP0,P2,up-sell,many\n";

        Assert.Equal("import.strict", (await ImportAsync(scene, File, new LinkImportOptions { Strict = true })).Refusal?.Code);
        Assert.Empty(await scene.RowsAsync());

        using var errors = new StringWriter();
        var report = (await ImportAsync(scene, File, errors: errors)).Required;
        Assert.Equal((1, 4), (report.New, report.Wrong));
        Assert.Equal([3, 4, 5, 6], report.Errors.Select(error => error.Line));
        Assert.Equal(5, errors.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.StartsWith("error,\"source_sku\"", errors.ToString(), StringComparison.Ordinal);
        Assert.Equal(["0 cross-sell 1"], await scene.WordsAsync());
    }

    [StudioFact]
    public async Task RowThatAsksForBothWays_WhereTheShopAllowsNoMore_IsLeftOutWhole_TheSecondTimeToo()
    {
        await using var scene = await LinkScene.CreateAsync(3);
        await scene.Studio.WriteAsync(async session => (await session.Db.LinkTypes.SingleAsync(type => type.Code == LinkType.UpSell)).MaxPerProduct = 1);
        const string File = "source_sku,target_sku,type,two_way\nP0,P1,up-sell,\nP2,P0,up-sell,yes\n";

        var first = (await ImportAsync(scene, File)).Required;
        var again = (await ImportAsync(scene, File)).Required;

        Assert.Equal((1, 0, 1), (first.New, first.Same, first.Wrong));
        Assert.Equal((0, 1, 1), (again.New, again.Same, again.Wrong));
        Assert.Equal("two_way", Assert.Single(first.Errors).Column);
        Assert.Equal(["0 up-sell 1"], await scene.WordsAsync());
    }

    [StudioFact]
    public async Task DeleteAndReplace_RemoveLinksWithTheirReverseLinks()
    {
        await using var scene = await LinkScene.CreateAsync(4);
        await scene.LinkAsync(0, 1, LinkType.Accessory);
        await scene.LinkAsync(0, 2);
        await scene.LinkAsync(0, 3);
        await scene.LinkAsync(1, 3);

        Assert.Equal(1, (await ImportAsync(scene, "source_sku,target_sku,type,delete\nP0,P1,accessory,yes\n")).Required.Removed);
        Assert.Equal(["0 cross-sell 2", "0 cross-sell 3", "1 cross-sell 3"], await scene.WordsAsync());

        var replaced = (await ImportAsync(scene, "source_sku,target_sku,type\nP0,P3,cross-sell\n", new LinkImportOptions { Replace = true })).Required;
        Assert.Equal((1, 1), (replaced.Removed, replaced.Changed));
        Assert.Equal(["0 cross-sell 3", "1 cross-sell 3"], await scene.WordsAsync());
        await scene.AssertInvariantsAsync();
    }

    [StudioFact]
    public async Task DryRun_WhileSomebodyElseWrites_WaitsForNobody_AndSaysWhatTheImportWould()
    {
        await using var scene = await LinkScene.CreateAsync(5);
        await scene.LinkAsync(0, 1, LinkType.Accessory);
        await scene.LinkAsync(0, 2);
        const string File = "source_sku,target_sku,type,position,delete\nP0,P3,cross-sell,1,\nP1,P0,fits,,yes\nP3,P4,substitute,,\nP0,NOPE,cross-sell,,\n";
        LinkImportReport trial;
        await using (await scene.Studio.Store.WriteAsync(TestStudio.Manager, "A long write"))
        {
            trial = (await ImportAsync(scene, File, new LinkImportOptions { DryRun = true, Replace = true })).Required;
        }

        Assert.Equal(["0 cross-sell 2", "0 accessory 1", "1 fits 0"], await scene.WordsAsync());
        var done = (await ImportAsync(scene, File, new LinkImportOptions { Replace = true })).Required;
        Assert.Equal((2, 0, 2, 0, 1), (done.New, done.Changed, done.Removed, done.Same, done.Wrong));
        Assert.Equal((done.New, done.Changed, done.Removed, done.Same, done.Wrong), (trial.New, trial.Changed, trial.Removed, trial.Same, trial.Wrong));
        Assert.Equal(done.Errors, trial.Errors);
        await scene.AssertInvariantsAsync();
    }

    [StudioFact]
    public async Task DryRun_HoldsUpNoEditor()
    {
        await using var scene = await LinkScene.CreateAsync(3);
        await using var errors = new Editing(scene);

        var trial = (await ImportAsync(scene, "source_sku,target_sku\nP0,P1\nP0,NOPE\n", new LinkImportOptions { DryRun = true }, errors)).Required;

        Assert.Equal((1, 1), (trial.New, trial.Wrong));
        Assert.Equal(["0 cross-sell 2"], await scene.WordsAsync());
        Assert.EndsWith("P0,NOPE\n", errors.ToString(), StringComparison.Ordinal);
    }

    [StudioFact]
    public async Task ErrorFile_HoldsTheRowsAsTheyStandInTheFile_WithAllThatIsWrongWithEach()
    {
        await using var scene = await LinkScene.CreateAsync(3);
        using var errors = new StringWriter();
        await ImportAsync(scene, "source_sku;target_sku;quantity;note\nP0;P1;1;fine\nP0;P2;many;\"two\nlines\"\nNOPE;NADA;1;x\n\nP0\n", errors: errors);

        Assert.Equal(
            "error;\"source_sku\";\"target_sku\";\"quantity\";\"note\"\n"
            + "\"Line 3: quantity is \"\"many\"\"; use a whole number from 1.\";P0;P2;many;\"two\nlines\"\n"
            + "\"Line 5: There is no product \"\"NOPE\"\". Line 5: There is no product \"\"NADA\"\".\";NOPE;NADA;1;x\n"
            + "\"Line 7 has 1 cell where the header has 4. Add the missing ones, or remove the row.\";P0\n",
            errors.ToString());
    }

    [StudioFact]
    public async Task WhoMayNotEditLinks_IsRefused()
    {
        await using var scene = await LinkScene.CreateAsync(2);

        Assert.Equal(Refusal.ForbiddenCode, (await ImportAsync(scene, "source_sku,target_sku\nP0,P1\n", actor: TestStudio.Viewer)).Refusal?.Code);
    }

    /// <summary>Gets the wrong rows, and meanwhile somebody draws a link.</summary>
    private sealed class Editing(LinkScene scene) : StringWriter
    {
        private bool drawn;

        public override async Task WriteAsync(string? value)
        {
            await base.WriteAsync(value);
            if (!drawn)
            {
                drawn = true;
                await scene.LinkAsync(0, 2);
            }
        }
    }
}
