using CrossSell.Core;
using CrossSell.Core.Access;
using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Exchange;
using CrossSell.Core.Mining;
using CrossSell.Core.Panels;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Benchmarks;

/// <summary>A made shop in a data folder: each product has two links and six companions from orders, some hundred bundles lead pages.</summary>
internal static class PanelLoadShop
{
    private const int Bundles = 500;

    private static readonly Actor Person = new(ActorKind.Person, "bench", "Bench", [new Grant(Role.Administrator, null)]);

    public static StudioStore Open(string folder) => StudioStore.OnFile(new DataDirectory(folder).Database, MachineClock.Time, CrossSellCore.FollowUps);

    /// <summary>Makes what is not there yet.</summary>
    public static async Task MakeAsync(string folder, int products)
    {
        var data = new DataDirectory(folder);
        var store = Open(folder);
        await MadeCatalog.PrepareAsync(store, Person);
        var file = Path.Combine(folder, "products.csv");
        await MadeCatalog.WriteFileAsync(file, products);
        _ = (await new CatalogImport(store, data, MachineClock.Time).ImportAsync(Person, file, new CatalogImportOptions())).Required;
        File.Delete(file);
        await using (var session = await store.WriteAsync(Person, "Made"))
        {
            var channel = await session.Db.Channels.SingleAsync();
            session.Db.Add(new MiningRun { ChannelId = channel.Id, StartedAt = session.Now, FinishedAt = session.Now });
            session.Db.Add(new PanelSettings { ChannelId = channel.Id, PriceCapPercent = 100_000, MaxPerCategory = 30 });
            _ = (await session.CommitAsync()).Required;
        }

        await FillAsync(data.Database);
        await AddBundlesAsync(store, products);
        await store.OptimizeAsync();
    }

    /// <summary>A key for all shops.</summary>
    public static async Task<string> KeyAsync(StudioStore store, ApiKeyKind kind) =>
        (await new ApiKeyService(store).CreateAsync("Bench", kind, kind == ApiKeyKind.Publishable ? 1 : null, Person)).Required.Text;

    // Set by set: row by row it would take longer than everything that is measured.
    private static async Task FillAsync(string database)
    {
        await using var connection = new SqliteConnection($"Data Source={database}");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText =
            """
            BEGIN;
            WITH made AS (SELECT "Id", row_number() OVER (ORDER BY "Id") - 1 AS at, count(*) OVER () AS n FROM "Products" WHERE "Sku" LIKE 'SKU-%'),
                step(k) AS (VALUES (1), (2))
            INSERT INTO "ProductLinks" ("SourceId", "TargetId", "TypeId", "Position", "Quantity", "ChannelIds", "Fields", "State", "Origin", "CreatedBy", "CreatedAt", "Version")
            SELECT one."Id", other."Id", 1, k - 1, 1, '[]', '{}', 'Active', 'Manual', 'Bench', 0, 0
            FROM made one, step JOIN made other ON other.at = (one.at + k * 7919) % one.n;
            WITH made AS (SELECT "Id", row_number() OVER (ORDER BY "Id") - 1 AS at, count(*) OVER () AS n FROM "Products" WHERE "Sku" LIKE 'SKU-%'),
                step(k) AS (VALUES (1), (2), (3), (4), (5), (6))
            INSERT INTO "Affinities" ("ChannelId", "AnchorId", "CompanionId", "RunId", "Rank", "PairBaskets", "AnchorBaskets", "CompanionBaskets", "Baskets", "Score", "Lift", "LogLikelihood", "RecentPairBaskets", "EarlierPairBaskets")
            SELECT 1, one."Id", other."Id", (SELECT max("Id") FROM "MiningRuns"), k, 60 - k, 200, 150, 100000, 0.5 - k * 0.01, 5, 60, 0, 0
            FROM made one, step JOIN made other ON other.at = (one.at + k * 104729) % one.n;
            COMMIT;
            """;
        await command.ExecuteNonQueryAsync();
    }

    private static async Task AddBundlesAsync(StudioStore store, int products)
    {
        await using var session = await store.WriteAsync(Person, "Bundles");
        var ids = await session.Db.Products.Where(product => product.Sku.StartsWith("SKU-")).OrderBy(product => product.Id).Select(product => product.Id)
            .ToListAsync();
        for (var number = 0; number < Bundles; number++)
        {
            var at = (int)((long)products / Bundles * number);
            var revision = new BundleRevision
            {
                Number = 1, Name = $"Set {number}", State = RevisionState.Approved, Pricing = PricingKind.PercentOff, PercentBasisPoints = 1000,
                UpdatedAt = session.Now,
            };
            revision.Components.Add(new BundleComponent { ProductId = ids[at], Leads = true });
            revision.Components.Add(new BundleComponent { ProductId = ids[(at + 11) % ids.Count], Position = 1 });
            revision.Components.Add(new BundleComponent { ProductId = ids[(at + 23) % ids.Count], Position = 2 });
            revision.Channels.Add(new BundleChannel { ChannelId = 1 });
            var bundle = new Bundle { Code = $"set-{number}", OwnerId = "bench", CreatedAt = session.Now };
            bundle.Revisions.Add(revision);
            session.Db.Add(bundle);
        }

        _ = (await session.CommitAsync()).Required;
    }
}
