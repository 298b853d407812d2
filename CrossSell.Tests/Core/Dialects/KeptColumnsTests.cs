using System.Globalization;
using CrossSell.Core.Exchange;
using CrossSell.Core.People;
using CrossSell.Tests.Core.Exchange;
using CrossSell.Tests.Support;

namespace CrossSell.Tests.Core.Dialects;

/// <summary>Columns of our own form that are nothing to this studio come back with the next export of it.</summary>
public sealed class KeptColumnsTests : CatalogImportScene
{
    [StudioFact]
    public async Task ColumnsThatNobodyKnows_ComeBackUntouched_AndTheExportAgainChangesNothing()
    {
        var report = (await RunAsync(
            "sku,name,status,Supplier no.,Note", "A,Lens,active,0815,\"two\nlines, a comma\"",
            "B,Strap,active,,'=1+1", "C,Cap,active,,ask max@example.com")).Required;
        Assert.Equal(["Supplier no.", "Note"], report.Ignored);

        var export = await ExportAsync();

        Assert.EndsWith(",Supplier no.,Note", export.Split('\n')[0], StringComparison.Ordinal);
        Assert.Contains(",0815,\"two\nlines, a comma\"\n", export, StringComparison.Ordinal);
        Assert.Contains(",,'=1+1\n", export, StringComparison.Ordinal);
        Assert.DoesNotContain("max@example.com", export, StringComparison.Ordinal);
        var state = await Studio.Store.StateAsync();
        Assert.Equal((0, 0, 3), (await RunAsync(export.Split('\n')[..^1])).Value is { } again ? (again.New, again.Changed, again.Same) : default);
        Assert.Equal((export, state), (await ExportAsync(), await Studio.Store.StateAsync()));
    }

    [StudioFact]
    public async Task AColumnThatALaterFileLacks_AndABlankCell_TakeNothingAway()
    {
        await RunAsync("sku,name,status,Supplier no.,Note", "A,Lens,active,0815,first", "B,Strap,active,0816,");
        await RunAsync("sku,status,Shelf,NOTE", "B,active,R2,", "A,active,R1,second");
        await RunAsync("sku,name", "A,Lens 50");

        var lines = (await ExportAsync()).Split('\n');

        Assert.EndsWith(",Supplier no.,Note,Shelf", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("A,Lens 50,", lines[1], StringComparison.Ordinal);
        Assert.EndsWith(",0815,second,R1", lines[1], StringComparison.Ordinal);
        Assert.EndsWith(",0816,,R2", lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task ATrialKeepsNothing()
    {
        await RunAsync("sku,name", "A,Lens");
        var path = await FileAsync("sku,name,Note", "A,Lens,first");
        await new CatalogImport(Studio.Store, Studio.Data, Studio.Time).ImportAsync(
            TestStudio.Administrator, path, new CatalogImportOptions { DryRun = true });

        Assert.DoesNotContain("Note", await ExportAsync(), StringComparison.Ordinal);
    }

    private async Task<string> ExportAsync()
    {
        using var writer = new StringWriter(CultureInfo.InvariantCulture);
        await new CatalogExport(Studio.Store).ProductsAsync(ReadScope.Everything, writer);
        return writer.ToString();
    }
}
