using System.Text.Json;
using CrossSell.Core;
using CrossSell.Core.Catalog;
using CrossSell.Core.Storage;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace CrossSell.Tests.Integration;

/// <summary>The verb <c>migrate --to</c>, as an operator calls it.</summary>
[Trait("Kind", "Slow")]
public sealed class MigrateCommandTests : IAsyncLifetime
{
    private readonly CommandLine cli = new();
    private readonly string outside = Directory.CreateTempSubdirectory("crosssell-move-").FullName;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var data = new DataDirectory(cli.DataFolder);
        data.Secret();
        var store = StudioStore.OnFile(data.Database, new FakeTimeProvider(TestClock.Now), CrossSellCore.FollowUps);
        Assert.Null((await store.MigrateAsync(cancellation: Stop)).Refusal);
        await using (var session = await store.WriteAsync(TestStudio.Administrator, "Added a product", Stop))
        {
            session.Db.Add(new Product { Sku = "A-1", Name = "Body" });
            Assert.Null((await session.CommitAsync(Stop)).Refusal);
        }

        StudioStore.CloseConnections(data.Database);
    }

    public ValueTask DisposeAsync()
    {
        cli.Dispose();
        Directory.Delete(outside, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Migrate_ToAFileInAnotherFolder_BringsTheFilesAlong_AndSaysWhatToSet()
    {
        var file = Path.Combine(outside, "moved", "shop.db");

        var moved = await cli.RunAsync("migrate", "--to", $"Data Source={file}");

        Assert.True(moved.Code == 0, moved.Error);
        Assert.Contains("Moving Products", moved.Error, StringComparison.Ordinal);
        Assert.Contains("Each was read again and is the same", moved.Output, StringComparison.Ordinal);
        Assert.Contains("  Database__Provider='Sqlite'", moved.Output, StringComparison.Ordinal);
        Assert.Contains($"  ConnectionStrings__CrossSell='Data Source={file}'", moved.Output, StringComparison.Ordinal);
        Assert.Contains($"  CrossSell__DataDirectory='{Path.Combine(outside, "moved")}'", moved.Output, StringComparison.Ordinal);
        Assert.Equal(
            await File.ReadAllBytesAsync(Path.Combine(cli.DataFolder, "secret"), Stop),
            await File.ReadAllBytesAsync(Path.Combine(outside, "moved", "secret"), Stop));
        Assert.False(File.Exists(file + "-wal"));

        var again = await cli.RunAsync("migrate", "--to", $"Data Source={file}");
        Assert.Equal((1, ""), (again.Code, again.Output));
        Assert.Contains("already holds a studio", again.Error, StringComparison.Ordinal);
    }

    [PostgresFact]
    public async Task Migrate_ToAServer_MovesTheStudio_AndSaysItAsOneDocument()
    {
        var connection = PostgresServer.Missing();

        var moved = await cli.RunAsync("migrate", "--to", connection, "--json");

        Assert.True(moved.Code == 0, moved.Error);
        var said = JsonDocument.Parse(moved.Output).RootElement;
        Assert.Equal(["provider", "connection", "folder", "files", "rows", "tables", "settings"], said.EnumerateObject().Select(property => property.Name));
        Assert.Equal(cli.DataFolder, said.GetProperty("folder").GetString());
        var products = said.GetProperty("tables").EnumerateArray().Single(table => table.GetProperty("name").GetString() == "Products");
        Assert.Equal((1, 32), (products.GetProperty("rows").GetInt64(), products.GetProperty("checksum").GetString()!.Length));
        await using var db = StudioStore.OnServer(connection, new FakeTimeProvider(TestClock.Now), CrossSellCore.FollowUps).Read();
        Assert.Equal(["A-1"], await db.Products.Select(product => product.Sku).ToListAsync(Stop));
        Assert.Empty(await db.Database.GetPendingMigrationsAsync(Stop));
    }
}
