using CrossSell.Core;
using CrossSell.Core.Bulk;
using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Jobs;
using CrossSell.Core.People;
using CrossSell.Core.Review;
using CrossSell.Core.Search;
using CrossSell.Core.Storage;
using CrossSell.Core.Undo;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;

namespace CrossSell.Benchmarks;

/// <summary>
/// What people do on pages, as a process that <c>scripts/kill-rounds.py</c> can kill: <c>work KIND --data FOLDER [--postgres CONNECTION]</c>. It says each
/// thing on stdout when it was acknowledged, and not before.
/// </summary>
internal static class KillWork
{
    private const int Products = 6_000;
    private const int Bundles = 12;

    private static readonly Actor Author = new(ActorKind.Person, "kill-author", "Author", [new Grant(Role.Manager, null)]);
    private static readonly Actor Approver = new(ActorKind.Person, "kill-approver", "Approver", [new Grant(Role.Manager, null)]);

    public static async Task<int> RunAsync(string[] args)
    {
        if (args is not [var kind, "--data", var folder, ..] || (args.Length != 3 && args is not [_, _, _, "--postgres", _]))
        {
            await Console.Error.WriteLineAsync("Usage: work old|prepare|bulk|approve --data FOLDER [--postgres CONNECTION]");
            return 2;
        }

        var (data, server) = (new DataDirectory(folder), args.ElementAtOrDefault(4));
        if (kind == "old")
        {
            return await OldAsync(data.Database, server);
        }

        await using var services = new ServiceCollection()
            .AddLogging().AddSingleton(MachineClock.Time).AddSingleton(data)
            .AddSingleton(server is null
                ? StudioStore.OnFile(data.Database, MachineClock.Time, CrossSellCore.FollowUps)
                : StudioStore.OnServer(server, MachineClock.Time, CrossSellCore.FollowUps))
            .AddSingleton<IDatabaseCopy>(server is null ? new SqliteCopy(data.Database) : new PostgresCopy(server))
            .AddCrossSellCore().BuildServiceProvider();
        await (kind switch
        {
            "prepare" => PrepareAsync(services),
            "bulk" => BulkAsync(services),
            "approve" => ApproveAsync(services),
            _ => throw new ArgumentException($"There is no work {kind}."),
        });
        return 0;
    }

    /// <summary>A database of the oldest version that is brought up to date.</summary>
    private static async Task<int> OldAsync(string path, string? server)
    {
        await using StudioDb db = server is null
            ? new SqliteStudioDb(SqliteStudioDb.Options(path, create: true))
            : new PostgresStudioDb(PostgresStudioDb.Options(server));
        await db.GetService<IMigrator>().MigrateAsync(db.Database.GetMigrations().First());
        return 0;
    }

    /// <summary>Products of one price, for bulk edits, and the people who work.</summary>
    private static async Task PrepareAsync(IServiceProvider services)
    {
        await using var session = await services.GetRequiredService<StudioStore>().WriteAsync(Actor.CommandLine, "Prepared rounds of kills");
        session.RunsWriteHooks = false;
        var first = await session.Db.Products.MaxAsync(product => product.Id) + 1;
        session.Db.AddRange(Enumerable.Range(0, Products).Select(number => new Product
        {
            Id = first + number, Sku = $"KILL-{number}", Name = $"Killed {number}", Status = ProductStatus.Active,
            CreatedAt = session.Now, UpdatedAt = session.Now,
        }));
        session.Db.AddRange(Enumerable.Range(0, Products)
            .Select(number => new Listing { ProductId = first + number, ChannelId = 1, Price = 1000, Published = true, Completeness = 100 }));
        foreach (var actor in new[] { Author, Approver })
        {
            var user = new User { Id = actor.Id, UserName = $"{actor.Id}@kill.crosssell", DisplayName = actor.Name };
            user.Grants.Add(new RoleGrant { UserId = actor.Id, Role = Role.Manager });
            session.Db.Add(user);
        }

        Must(await session.CommitAsync());
    }

    /// <summary>Raises all prices by a tenth, as a job, and takes it back.</summary>
    private static async Task BulkAsync(IServiceProvider services)
    {
        var (store, execution) = (services.GetRequiredService<StudioStore>(), services.GetRequiredService<JobExecution>());
        int[] ids;
        await using (var db = store.Read())
        {
            ids = await db.Products.Where(product => product.Sku.StartsWith("KILL-")).Select(product => product.Id).ToArrayAsync();
        }

        var job = Must(await services.GetRequiredService<BulkEditService>().StartAsync(
            new ProductSelection(new CatalogQuery { ChannelId = 1 }, false, [.. ids]),
            new PriceFormula(1, PriceRule.Percent, 1_000, CrossSell.Core.Bundles.PriceRounding.None), Author));
        Say($"job {job}");
        await execution.RunNextAsync();
        Say($"done {job}");
        var undo = Must(await services.GetRequiredService<JobUndo>().StartAsync(job, Author));
        Say($"job {undo}");
        await execution.RunNextAsync();
        Say($"done {undo}");
    }

    /// <summary>Bundles from the draft to the approval.</summary>
    private static async Task ApproveAsync(IServiceProvider services)
    {
        var (store, bundles, reviews) = (
            services.GetRequiredService<StudioStore>(), services.GetRequiredService<BundleService>(), services.GetRequiredService<ReviewService>());
        List<int> products;
        await using (var db = store.Read())
        {
            products = await db.Products.Where(product => product.Sku.StartsWith("KILL-")).OrderBy(product => product.Id).Select(product => product.Id)
                .Take(Bundles * 2).ToListAsync();
        }

        for (var number = 0; number < Bundles; number++)
        {
            var code = Must(await bundles.CreateAsync($"Killed {number}", 1, products.GetRange(number * 2, 2), Author));
            Say($"created {code}");
            var (id, version) = await OpenAsync(store, code);
            Must(await bundles.SubmitAsync(id, version, Author));
            Say($"submitted {code}");
            (id, version) = await OpenAsync(store, code);
            Must(await reviews.ApproveAsync(id, version, Approver));
            Say($"approved {code}");
        }
    }

    private static async Task<(int Id, int Version)> OpenAsync(StudioStore store, string code)
    {
        await using var db = store.Read();
        var bundle = await db.Bundles.Include(bundle => bundle.Revisions).SingleAsync(bundle => bundle.Code == code);
        return (bundle.Open!.Id, bundle.Open.Version);
    }

    private static T Must<T>(Outcome<T> outcome) =>
        outcome.IsRefused(out var refusal, out var value) ? throw new InvalidOperationException(refusal.Message) : value;

    // Flushed at once, as an answer to a browser is.
    private static void Say(string line)
    {
        Console.Out.WriteLine(line);
        Console.Out.Flush();
    }
}
