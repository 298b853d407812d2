using CrossSell.Core.Links;
using CrossSell.Core.Mining;
using CrossSell.Core.Storage;
using CrossSell.Tests.Support;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CrossSell.Tests.Architecture;

public sealed class MigrationTests
{
    [Fact]
    public void Model_HasNoChangeThatNoMigrationKnows()
    {
        using var file = new SqliteStudioDb(SqliteStudioDb.Options("unused.db"));
        using var server = new PostgresStudioDb(PostgresStudioDb.Options("Host=unused"));

        Assert.False(file.Database.HasPendingModelChanges());
        Assert.False(server.Database.HasPendingModelChanges());
    }

    [StudioFact]
    public async Task Migrations_OnAnEmptyFolder_MakeAStudioWithItsLinkTypesAndPasskeyTable()
    {
        await using var studio = await TestStudio.CreateAsync();
        await using var db = studio.Store.Read();

        Assert.Equal(
            ["cross-sell", "accessory", "fits", "up-sell", "substitute"],
            await db.LinkTypes.OrderBy(type => type.Position).Select(type => type.Code).ToListAsync());
        Assert.False(await db.Set<IdentityUserPasskey<string>>().AnyAsync());
    }

    /// <summary>
    /// SQLite changes tables by copying them, and EF Core does that with foreign keys off, for which it leaves the transaction. A start that is killed in
    /// between would find half a migration, and none after it could go on.
    /// </summary>
    [Fact]
    public void Migrations_OfAFile_NeverTurnForeignKeysOff_AndAreOneTransactionEach()
    {
        using var db = new SqliteStudioDb(SqliteStudioDb.Options("unused.db"));
        var (all, sql) = (db.GetService<IMigrationsAssembly>(), db.GetService<IMigrationsSqlGenerator>());

        foreach (var (name, type) in all.Migrations)
        {
            var migration = all.CreateMigration(type, "Microsoft.EntityFrameworkCore.Sqlite");
            var model = db.GetService<IModelRuntimeInitializer>().Initialize(migration.TargetModel);
            foreach (var command in sql.Generate(migration.UpOperations, model))
            {
                Assert.False(command.TransactionSuppressed, $"{name}: {command.CommandText}");
            }
        }
    }

    [Fact]
    public async Task ResultsOfMining_FromBeforeTheyStoodBeside_AreThoseOfTheNewestRunAfterwards()
    {
        await using var studio = await TestStudio.CreateAsync();
        await using var db = new SqliteStudioDb(SqliteStudioDb.Options(Path.Combine(studio.Data.Root, "old.db"), create: true));
        // Kept open, or foreign keys would be on again: the shops and products of these rows are of no matter.
        await db.Database.OpenConnectionAsync();
        await db.GetService<IMigrator>().MigrateAsync("RunSource");
        await db.Database.ExecuteSqlRawAsync("""
            PRAGMA foreign_keys = OFF;
            INSERT INTO MiningRuns (Id, ChannelId, StartedAt, FinishedAt, MinBaskets, Baskets, Products, Lines, Pairs, CountSum, BestLiftSum, Settings, LeftOut, PairsNew, PairsGone, StartedBy, LastOrderId, UnknownCodes)
            SELECT value, 1, 0, 0, 1, 1, 1, 1, 1, 1, 1, '{{}}', '{{}}', 0, 0, '', 0, 0 FROM json_each('[3,7]');
            INSERT INTO Affinities (ChannelId, AnchorId, CompanionId, RunId, Rank, PairBaskets, AnchorBaskets, CompanionBaskets, Baskets, Score, Lift, LogLikelihood, RecentPairBaskets, EarlierPairBaskets)
            VALUES (1, 11, 12, 7, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0);
            INSERT INTO CartWeights (ChannelId, FromId, ToId, Weight) VALUES (1, 11, 12, 0.5);
            INSERT INTO ContentCompanions (ChannelId, AnchorId, CompanionId, Rank, Score, Why) VALUES (1, 11, 12, 1, 0.5, 'same brand');
            """);

        await db.Database.MigrateAsync();

        Assert.Equal(7, (await db.Affinities.SingleAsync()).RunId);
        Assert.Equal((7, 0.5), ((await db.CartWeights.SingleAsync()).RunId, (await db.CartWeights.SingleAsync()).Weight));
        Assert.Equal((7, "same brand"), ((await db.ContentCompanions.SingleAsync()).RunId, (await db.ContentCompanions.SingleAsync()).Why));
    }

    [StudioFact]
    public async Task IndexesByHand_AreThere()
    {
        await using var studio = await TestStudio.CreateAsync();
        await using var db = studio.Store.Read();

        Assert.Equal(
            ["IX_Changes_RemovedMedia", "IX_Changes_RemovedSource", "IX_Changes_RemovedTarget", "IX_Products_Brand", "IX_Products_Gtin"],
            await (studio.IsOnServer
                ? db.Database.SqlQuery<string>(
                    $"""
                    SELECT indexname::text AS "Value" FROM pg_indexes
                    WHERE indexname LIKE 'IX_Changes_Removed%' OR indexname IN ('IX_Products_Gtin', 'IX_Products_Brand') ORDER BY 1
                    """)
                : db.Database.SqlQuery<string>(
                    $"""
                    SELECT name AS Value FROM sqlite_master
                    WHERE type = 'index' AND (name LIKE 'IX_Changes_Removed%' OR name IN ('IX_Products_Gtin', 'IX_Products_Brand')) ORDER BY name
                    """)).ToListAsync());
    }
}
