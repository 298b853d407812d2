using System.Globalization;
using System.Text;
using CrossSell.Core.Catalog;
using CrossSell.Core.Exchange;
using CrossSell.Core.Jobs;
using CrossSell.Core.People;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.Exchange;

/// <summary>Files on their way in and out are kept no longer than needed, show nobody's customers and run nothing.</summary>
public sealed class FileSafetyTests : IAsyncLifetime
{
    private TestStudio studio = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        studio = await TestStudio.CreateAsync();
        await studio.ChannelAsync("camera");
    }

    public ValueTask DisposeAsync() => studio.DisposeAsync();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Upload_IsDeletedWhenItWasImported_AndKeptWhileItWasOnlyTried(bool tried)
    {
        await studio.AddAsync(TestStudio.UserOf(TestStudio.Manager, Role.Manager));
        var queue = new JobQueue(studio.Store, studio.Time);
        var work = new ImportWork(
            studio.Data, new CatalogImport(studio.Store, studio.Data, studio.Time), new OrderImport(studio.Store, studio.Data), queue,
            new LinkImport(studio.Store), new BundleImport(studio.Store));
        var path = Path.Combine(studio.Data.Exchange, "upload.csv");
        await File.WriteAllTextAsync(path, "sku,name\nA-1,One\n", Stop);
        var jobs = new ImportJobs(studio.Data, queue);
        var id = (await jobs.StartAsync(new ImportInput("upload.csv", "my.csv", ExchangeKind.Products, tried), TestStudio.Manager, Stop)).Required;

        Assert.True(await new JobExecution(studio.Store, queue, [work], studio.Time).RunNextAsync(Stop));

        Assert.Equal(JobState.Done, (await queue.FindAsync(id, Actor.CommandLine, Stop))!.State);
        Assert.Equal(tried, File.Exists(path));
    }

    [Fact]
    public async Task ErrorRow_ThatHoldsAFormula_IsGuarded_AndReadsBackAsItWas()
    {
        var path = Path.Combine(studio.Data.Exchange, "formula.csv");
        await File.WriteAllTextAsync(path, "sku,name,status\nA-1,=HYPERLINK(1),sleeping\nA-2,\"@SUM(1,2)\",sleeping\n", Stop);
        var errors = new StringWriter(CultureInfo.InvariantCulture);

        var report = (await new CatalogImport(studio.Store, studio.Data, studio.Time).ImportAsync(
            TestStudio.Manager, path, new CatalogImportOptions { Kind = CatalogFileKind.Products }, errors, cancellation: Stop)).Required;

        Assert.Equal(2, report.Wrong);
        Assert.EndsWith("\"A-1\",\"'=HYPERLINK(1)\",\"sleeping\"\n", errors.ToString().Split("\"Line 3")[0], StringComparison.Ordinal);
        Assert.EndsWith("\"A-2\",\"'@SUM(1,2)\",\"sleeping\"\n", errors.ToString(), StringComparison.Ordinal);
        await File.WriteAllTextAsync(path, errors.ToString().Replace("sleeping", "active", StringComparison.Ordinal), Stop);
        await new CatalogImport(studio.Store, studio.Data, studio.Time).ImportAsync(
            TestStudio.Manager, path, new CatalogImportOptions { Kind = CatalogFileKind.Products }, cancellation: Stop);
        await using var db = studio.Store.Read();
        Assert.Equal(["=HYPERLINK(1)", "@SUM(1,2)"], db.Products.OrderBy(product => product.Sku).Select(product => product.Name));
    }

    [Fact]
    public async Task CustomerInTheWrongColumn_IsHiddenInTheMessageAndInTheErrorFile_AndInItsOwnColumnIsNot()
    {
        var errors = new StringWriter(CultureInfo.InvariantCulture);
        var file = new MemoryStream(Encoding.UTF8.GetBytes(
            "order_id,ordered_at,channel,customer,status,sku,quantity,unit_price\n"
            + "1001,2026-11-01,camera,-2,sold,A-1,kim@shop.example,9.95\n"
            + "1002,2026-11-01,camera,4012 8888 8888 1881,sold,A-1,+31 20 555 0100 22,9.95\n"
            + "1003,2026-11-01,camera,eva@shop.example,sold,A-1,many,9.95\n"));

        var report = (await new OrderImport(studio.Store, studio.Data).ImportAsync(
            TestStudio.Manager, file, new OrderImportOptions(), errors, cancellation: Stop)).Required;

        Assert.Equal(3, report.Tally.Unreadable);
        Assert.All(report.Tally.Errors.Take(2), error => Assert.Contains("quantity is \"(hidden)\"", error.Message, StringComparison.Ordinal));
        Assert.DoesNotContain("kim@", errors.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("555 0100", errors.ToString(), StringComparison.Ordinal);
        Assert.Contains("eva@shop.example,sold,A-1,many,9.95", errors.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    public void Secret_ThatWasCutOff_IsRefused(int length)
    {
        File.WriteAllBytes(Path.Combine(studio.Data.Root, "secret"), new byte[length]);

        var problem = Assert.Throws<InvalidOperationException>(() => studio.Data.Secret());

        Assert.Contains($"{length} bytes instead of 32", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Folder_OfFilesOnTheirWay_IsClosedToOthers_AlsoWhereItWasOpen()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var folder = Path.Combine(studio.Data.Root, "exchange");
        Directory.CreateDirectory(folder);
        File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherRead);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(studio.Data.Exchange));
    }

    [Fact]
    public async Task Commit_IsOnTheDiskBeforeItIsAcknowledged()
    {
        await using var db = studio.Store.Read();

        // 2 is FULL: the log is synchronised at every commit.
        Assert.Equal([2], await db.Database.SqlQueryRaw<int>("PRAGMA synchronous").ToListAsync(Stop));
    }
}
