using System.Globalization;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Exchange;
using CrossSell.Core.People;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.Exchange;

/// <summary>Rows that say which product takes the place of another.</summary>
public sealed class SuccessorImportTests : CatalogImportScene
{
    [StudioFact]
    public async Task Successor_StandingBeforeOrAfter_TakesThePlace_AndExportAndUndoKnowIt()
    {
        await RunAsync("sku,name,status", "OLD,Old,active", "THERE,There,active");
        var before = await DumpAsync();

        string[] lines =
        [
            "sku,name,status,successor",
            "OLD,,archived,NEW",
            "ODD,Odd,archived,there",
            "NEW,New,active,",
        ];
        var dry = (await RunAsync(new CatalogImportOptions { DryRun = true }, null, lines)).Required;
        Assert.Equal(before, await DumpAsync());
        var report = (await RunAsync(lines)).Required;

        Assert.Equal((2, 1, 0), (dry.New, dry.Changed, dry.Wrong));
        Assert.Equal((2, 1, 0), (report.New, report.Changed, report.Wrong));
        Assert.Equal([("NEW", null), ("ODD", "THERE"), ("OLD", "NEW"), ("THERE", null)], await SuccessorsAsync());
        Assert.Equal((0, 0, 3), ((await RunAsync(lines)).Required is var again ? (again.New, again.Changed, again.Same) : default));
        var export = new StringWriter(CultureInfo.InvariantCulture);
        await new CatalogExport(Studio.Store).ProductsAsync(ReadScope.Everything, export);
        Assert.Contains("OLD,Old,,archived,NEW,", export.ToString(), StringComparison.Ordinal);
        Assert.Equal(4, (await RunAsync(export.ToString().Split('\n')[..^1])).Required.Same);
        Assert.Equal(1, (await RunAsync("sku,status", "OLD,active")).Required.Changed);
        Assert.Equal(("OLD", null), (await SuccessorsAsync())[2]);

        await Studio.Undo.UndoAsync(Assert.Single(report.ChangeSets), TestStudio.Merchandiser);
        await using var db = Studio.Store.Read();
        Assert.Equal(["OLD", "THERE"], await db.Products.OrderBy(product => product.Sku).Select(product => product.Sku).ToListAsync());
    }

    [StudioFact]
    public async Task Successor_ThatCannotBe_IsNamedByLine_AndRowsThatWaitForARefusedRowIsLeftOut()
    {
        await RunAsync("sku,name,status,successor", "A,A,archived,B", "B,B,active,", "C,C,active,");

        var report = (await RunAsync(
            "sku,name,status,successor,parent",
            "X-SELF,Self,archived,x-self,",
            "X-NONE,None,archived,NOWHERE,",
            "X-SOLD,Sold,active,A,",
            "B,B,archived,C,",
            "C,C,archived,A,",
            "W-1,Waits,archived,W-2,",
            "W-2,Waits too,archived,BAD,",
            "W-3,Variant,active,,W-2",
            "BAD,,active,,",
            "FINE,Fine,archived,A,")).Required;

        Assert.Equal(
            [
                (2, "successor"), (3, "successor"), (4, "successor"), (5, "successor"), (6, "successor"), (7, "successor"), (8, "successor"), (9, "parent"),
                (10, "name")],
            report.Errors.Select(error => (error.Line, error.Column)).Order());
        Assert.Equal((1, 0, 9), (report.New, report.Changed, report.Wrong));
        Assert.Equal([("A", "B"), ("B", null), ("C", null), ("FINE", "A")], await SuccessorsAsync());
    }

    [StudioFact]
    public async Task Successor_TakenAwayByAnotherMeanwhile_IsLookedAtAgain()
    {
        await RunAsync("sku,name,status", "A,A,archived", "B,B,archived");
        var others = 0;
        var progress = new Relay<CatalogImportProgress>(step =>
        {
            if (step.Stage == CatalogImportStage.Reading && others++ == 0)
            {
                // B is replaced by A while the file that says the reverse is read.
                Studio.WriteAsync(async session =>
                {
                    var products = await session.Db.Products.ToDictionaryAsync(product => product.Sku);
                    products["B"].Set(it => it.SuccessorId, products["A"].Id);
                }).GetAwaiter().GetResult();
            }
        });
        var path = await FileAsync("sku,status,successor", "A,archived,B");
        var report = (await Import.ImportAsync(TestStudio.Merchandiser, path, new CatalogImportOptions(), null, progress)).Required;

        Assert.Equal("successor", Assert.Single(report.Errors).Column);
        Assert.Equal([("A", null), ("B", "A")], await SuccessorsAsync());
    }

    private async Task<List<(string Sku, string? Successor)>> SuccessorsAsync()
    {
        await using var db = Studio.Store.Read();
        var products = await db.Products.OrderBy(product => product.Sku).ToListAsync();
        return [.. products.Select(product => (product.Sku, products.Find(other => other.Id == product.SuccessorId)?.Sku))];
    }
}
