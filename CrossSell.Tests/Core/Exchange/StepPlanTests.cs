using System.Globalization;
using CrossSell.Core.Exchange;
using CrossSell.Tests.Support;

namespace CrossSell.Tests.Core.Exchange;

/// <summary>A step looks up what it writes, and never walks through the studio: else each of a thousand steps would take as long as all of them.</summary>
public sealed class StepPlanTests : CatalogImportScene
{
    private const int InTheStudio = 3_000;
    private const int InTheStep = 60;

    // Temporary tables of a step are walked, each a few times.
    private const int Walked = InTheStep * 6;

    [Fact]
    public async Task StepOfAnImport_AndItsUndo_WalkThroughNoTableOfTheStudio()
    {
        var import = new CatalogImport(Studio.Store, Studio.Data, Studio.Time);
        await ImportAsync(Table("S", InTheStudio, 100));
        using (var watch = await ScanWatch.BeginAsync(Studio.Store))
        {
            var added = await ImportAsync(Table("N", InTheStep, 100));
            var changed = await ImportAsync(Table("S", InTheStep, 200));

            Assert.Equal((InTheStep, InTheStep), (added.New, changed.Changed));
            AssertNoWalk("imports", watch);
            foreach (var set in (long[])[.. changed.ChangeSets, .. added.ChangeSets])
            {
                Assert.Empty((await Studio.Undo.UndoAsync(set, TestStudio.Administrator)).Required.Conflicts);
            }

            Assert.True(watch.Statements > 100, $"{watch.Statements} statements");
            AssertNoWalk("undoing them", watch);
        }

        async Task<CatalogImportReport> ImportAsync(string[] lines) =>
            (await import.ImportAsync(TestStudio.Administrator, await FileAsync(lines), new CatalogImportOptions())).Required;
    }

    private static void AssertNoWalk(string what, ScanWatch watch) =>
        Assert.True(
            watch.Longest.Rows <= Walked,
            $"Beside {InTheStudio} products {what} of {InTheStep} walked over {watch.Longest.Rows} rows by\n{watch.Longest.Sql}");

    private static string[] Table(string prefix, int rows, int cents) =>
    [
        "sku,name,brand,tags,categories,attr:mount,channel,price,stock",
        .. Enumerable.Range(0, rows).Select(row => string.Create(
            CultureInfo.InvariantCulture,
            $"{prefix}{row},Name {row},Brand {row % 7},new;{cents},Cameras > C{row % 5},EF,camera,{(cents + row) / 100m:0.00},{cents}")),
    ];
}
