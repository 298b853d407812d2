using CrossSell.Core.Links;
using CrossSell.Core.Panels;
using CrossSell.Core.Storage;
using CrossSell.Tests.Support;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CrossSell.Tests.Architecture;

public sealed class MigrationTests
{
    [Fact]
    public void Model_HasNoChangeThatNoMigrationKnows()
    {
        using var db = new SqliteStudioDb(SqliteStudioDb.Options("unused.db"));

        Assert.False(db.Database.HasPendingModelChanges());
    }

    [Fact]
    public async Task Migrations_OnAnEmptyFolder_MakeAStudioWithItsLinkTypesAndPasskeyTable()
    {
        await using var studio = await TestStudio.CreateAsync();
        await using var db = studio.Store.Read();

        Assert.Equal(
            ["cross-sell", "accessory", "fits", "up-sell", "substitute"],
            await db.LinkTypes.OrderBy(type => type.Position).Select(type => type.Code).ToListAsync());
        Assert.Equal(1, await db.Database.SqlQueryRaw<int>("SELECT count(*) AS Value FROM sqlite_master WHERE name = 'AspNetUserPasskeys'").SingleAsync());
    }

    [Fact]
    public async Task FullTextTables_AreGone_AndGtinAndBrandAreFoundByIndex()
    {
        await using var studio = await TestStudio.CreateAsync();
        await using var db = studio.Store.Read();

        Assert.Empty(await db.Database
            .SqlQueryRaw<string>("SELECT name AS Value FROM sqlite_master WHERE name LIKE 'ProductWords%' OR name LIKE 'ProductTrigrams%'").ToListAsync());
        Assert.Equal(2, await db.Database
            .SqlQueryRaw<int>("SELECT count(*) AS Value FROM sqlite_master WHERE name IN ('IX_Products_Gtin', 'IX_Products_Brand')").SingleAsync());
    }

    [Fact]
    public async Task CategoryPairs_SwitchBestsellersOff_WhereNobodyChoseThem()
    {
        var path = Path.Combine(Path.GetTempPath(), $"crosssell-migration-{Guid.NewGuid():N}.db");
        try
        {
            await using (var db = new SqliteStudioDb(SqliteStudioDb.Options(path, create: true)))
            {
                await db.GetService<IMigrator>().MigrateAsync("20261122221110_MiningBeyondBaskets");
                await db.Database.OpenConnectionAsync();
                await db.Database.ExecuteSqlRawAsync("PRAGMA foreign_keys = OFF");

                // Given to the first shop, chosen by a person for the second.
                await db.Database.ExecuteSqlRawAsync("""
                    INSERT INTO "PanelSettings" ("ChannelId", "MaxSlots", "MinSlots", "MinBaskets", "MaxPerCategory", "AllowMined", "AllowFallback", "Version")
                    VALUES (1, 4, 1, 5, 2, 1, 1, 0), (2, 4, 1, 5, 2, 1, 1, 1);
                    INSERT INTO "Changes" ("ChangeSetId", "Entity", "EntityId", "Kind", "Before", "After")
                    VALUES (1, 'PanelSettings', '1', 'Edited', '{{"MaxSlots":6}}', '{{"MaxSlots":4}}'), (2, 'PanelSettings', '2', 'Edited', '{{"AllowFallback":false}}', '{{"AllowFallback":true}}');
                    """);
                await db.Database.MigrateAsync();
                var settings = await db.PanelSettings.OrderBy(item => item.ChannelId).ToListAsync();

                Assert.Equal([false, true], settings.Select(item => item.AllowFallback));
                Assert.All(settings, item => Assert.Equal((true, 10), (item.AllowCategoryPairs, item.MinCategoryBaskets)));
            }
        }
        finally
        {
            using (var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path }.ConnectionString))
            {
                SqliteConnection.ClearPool(connection);
            }

            File.Delete(path);
        }
    }
}
