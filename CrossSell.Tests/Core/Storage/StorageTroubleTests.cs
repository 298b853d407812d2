using CrossSell.Core.Catalog;
using CrossSell.Core.Exchange;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.Storage;

/// <summary>What the database cannot do is said as a refusal, and nothing is half done.</summary>
public sealed class StorageTroubleTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [StudioFact]
    public async Task Write_WhileAnotherHoldsTheLock_ReadsAndIsRefusedAsBusy_AndThenGoesOn()
    {
        await using var studio = await TestStudio.CreateAsync();
        var product = await studio.ProductAsync("A");
        await using (await studio.Store.WriteAsync(Actor.Job("import"), "Imports", Stop))
        {
            await using var refused = await studio.Store.WriteAsync(TestStudio.Merchandiser, "Renamed a product", Stop);
            var row = await refused.Db.Products.SingleAsync(item => item.Id == product.Id, Stop);
            row.Set(it => it.Name, "Renamed");

            Assert.Equal(StorageTrouble.Busy, (await refused.SaveAsync(Stop)).Refusal);
            Assert.Equal(StorageTrouble.Busy, (await refused.CommitAsync(Stop)).Refusal);
            await Assert.ThrowsAsync<StorageException>(() => refused.Db.Products.ExecuteDeleteAsync(Stop));
            await Assert.ThrowsAsync<StorageException>(() => refused.Db.SaveChangesAsync(Stop));
        }

        Assert.Equal("Product A", (await ReadAsync(studio, product)).Name);
        Assert.True((await RenameAsync(studio, product, "Renamed")).IsDone);
        Assert.Equal("Renamed", (await ReadAsync(studio, product)).Name);
    }

    [PostgresFact]
    public async Task Text_ThatTheServerCannotKeep_IsRefused_AndNothingHasChanged()
    {
        await using var studio = await TestStudio.CreateAsync();
        var product = await studio.ProductAsync("A");

        Assert.Equal(StorageTrouble.Text, (await RenameAsync(studio, product, "Na\0me")).Refusal);
        Assert.Equal("Product A", (await ReadAsync(studio, product)).Name);
    }

    [Fact]
    public async Task Write_OnAFullDisk_IsRefused_AndNothingHasChanged()
    {
        await using var studio = await TestStudio.CreateAsync();
        var product = await studio.ProductAsync("A");
        // The next connection out of the pool is this one: its file may not grow any more.
        await SetAsync(studio, "PRAGMA max_page_count = 1");

        var refusal = (await RenameAsync(studio, product, new string('x', 500_000))).Refusal;

        Assert.Equal(StorageTrouble.FullCode, refusal?.Code);
        await SetAsync(studio, "PRAGMA max_page_count = 1000000");
        Assert.Equal("Product A", (await ReadAsync(studio, product)).Name);
        Assert.True((await RenameAsync(studio, product, "Renamed")).IsDone);
    }

    [Fact]
    public async Task Write_WhereNothingMayBeWritten_IsRefusedAsReadOnly()
    {
        await using var studio = await TestStudio.CreateAsync();
        var product = await studio.ProductAsync("A");
        await SetAsync(studio, "PRAGMA query_only = 1");

        Assert.Equal(StorageTrouble.ReadOnlyCode, (await RenameAsync(studio, product, "Renamed")).Refusal?.Code);
        await SetAsync(studio, "PRAGMA query_only = 0");
    }

    [Fact]
    public async Task MissingDatabase_IsNeitherMadeNorWrittenTo()
    {
        await using var studio = await TestStudio.CreateAsync();
        await studio.ProductAsync("A");
        File.Delete(studio.Data.Database);

        var problem = await Assert.ThrowsAsync<StorageException>(() => studio.Store.WriteAsync(TestStudio.Merchandiser, "Renamed", Stop));

        Assert.Equal(StorageTrouble.MissingCode, problem.Refusal.Code);
        Assert.Equal(StorageTrouble.MissingCode, (await studio.Store.CheckAsync(Stop))?.Code);
        Assert.False(File.Exists(studio.Data.Database));
    }

    [Fact]
    public async Task Import_IntoADatabaseThatIsGone_DoesNotSayDone()
    {
        await using var studio = await TestStudio.CreateAsync();
        await studio.ChannelAsync();
        var file = Path.Combine(studio.Data.Exchange, "products.csv");
        await File.WriteAllTextAsync(file, "sku,name\nNEW-1,Lost\n", Stop);
        File.Delete(studio.Data.Database);

        var problem = await Assert.ThrowsAsync<StorageException>(() => new CatalogImport(studio.Store, studio.Data, studio.Time)
            .ImportAsync(TestStudio.Merchandiser, file, new CatalogImportOptions(), cancellation: Stop));

        Assert.Equal(StorageTrouble.MissingCode, problem.Refusal.Code);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(40)]
    public async Task DamagedDatabase_IsSaidToBe_WhereverTheDamageIs(int page)
    {
        await using var studio = await TestStudio.CreateAsync();
        Assert.Null(await studio.Store.CheckAsync(Stop));
        StudioStore.CloseConnections(studio.Data.Database);
        await using (var file = new FileStream(studio.Data.Database, FileMode.Open, FileAccess.Write))
        {
            file.Position = page * 4096;
            await file.WriteAsync(Enumerable.Repeat((byte)0xA5, 8 * 4096).ToArray(), Stop);
        }

        // Another probe than the first: it looks through the file once in a while.
        Assert.Equal(StorageTrouble.DamagedCode, (await new StorageCheck(studio.Data.Database, studio.Time, () => long.MaxValue).RunAsync(Stop))?.Code);
    }

    [Fact]
    public async Task Check_TellsAFullDiskAndAnEmptyFile_AndCallsABusyDatabaseReady()
    {
        await using var studio = await TestStudio.CreateAsync();
        Assert.Equal(
            StorageTrouble.FullCode, (await new StorageCheck(studio.Data.Database, studio.Time, () => StorageCheck.LeastFreeBytes - 1).RunAsync(Stop))?.Code);
        await using (await studio.Store.WriteAsync(Actor.Job("import"), "Imports", Stop))
        {
            Assert.Null(await studio.Store.CheckAsync(Stop));
        }

        StudioStore.CloseConnections(studio.Data.Database);
        await File.WriteAllTextAsync(studio.Data.Database, "", Stop);
        Assert.Equal(StorageTrouble.EmptyCode, (await studio.Store.CheckAsync(Stop))?.Code);
    }

    [Theory]
    [InlineData(5, 5, StorageTrouble.BusyCode)]
    [InlineData(5, 517, StorageTrouble.BusyCode)]
    [InlineData(6, 6, StorageTrouble.BusyCode)]
    [InlineData(8, 8, StorageTrouble.ReadOnlyCode)]
    [InlineData(8, 1032, StorageTrouble.MissingCode)]
    [InlineData(10, 778, StorageTrouble.DiskCode)]
    [InlineData(11, 11, StorageTrouble.DamagedCode)]
    [InlineData(13, 13, StorageTrouble.FullCode)]
    [InlineData(14, 14, StorageTrouble.MissingCode)]
    [InlineData(26, 26, StorageTrouble.DamagedCode)]
    [InlineData(19, 2067, null)]
    [InlineData(1, 1, null)]
    public void ResultOfSqlite_IsOneRefusal_OrNone(int code, int extended, string? expected) =>
        Assert.Equal(expected, StorageTrouble.Of(code, extended)?.Code);

    private static async Task<CrossSell.Core.Common.Outcome<long>> RenameAsync(TestStudio studio, Product product, string name)
    {
        await using var session = await studio.Store.WriteAsync(TestStudio.Merchandiser, "Renamed a product", Stop);
        (await session.Db.Products.SingleAsync(item => item.Id == product.Id, Stop)).Set(it => it.Name, name);
        return await session.CommitAsync(Stop);
    }

    private static async Task<Product> ReadAsync(TestStudio studio, Product product)
    {
        await using var db = studio.Store.Read();
        return await db.Products.SingleAsync(item => item.Id == product.Id, Stop);
    }

    private static async Task SetAsync(TestStudio studio, string pragma)
    {
        await using var db = studio.Store.Read();
        await db.Database.ExecuteSqlRawAsync(pragma, Stop);
    }
}
