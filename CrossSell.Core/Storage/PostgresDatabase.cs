using System.Data;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace CrossSell.Core.Storage;

/// <summary>A studio in a database of a PostgreSQL server.</summary>
internal sealed class PostgresDatabase(string connection, TimeProvider time) : StudioDatabase
{
    // Shorter than a person waits whose question stands behind it.
    private const int TableWaitSeconds = 2;

    private readonly DbContextOptions<PostgresStudioDb> options = PostgresStudioDb.Options(connection);

    public override string Where => PostgresStudioDb.Where(connection);

    public override StudioDb Open(ReadScope scope) => new PostgresStudioDb(options, scope);

    public override async Task<StartedWrite> BeginWriteAsync(Actor actor, StageView? view, CancellationToken cancellation)
    {
        var db = new PostgresStudioDb(options);
        try
        {
            if (view is not null)
            {
                db.Database.SetDbConnection(view.Keeper.Database.GetDbConnection());
            }

            await db.Database.OpenConnectionAsync(cancellation);
            // The server hands its locks over in the order in which they were asked for.
            return new StartedWrite(db, await BeginAsync(db, actor, cancellation), Turn: null);
        }
        catch
        {
            await db.DisposeAsync();
            throw;
        }
    }

    public override StudioDb OpenUnaudited() => Open(ReadScope.Everything);

    public override Task LetOthersAsync(CancellationToken cancellation) => Task.CompletedTask;

    private static async Task<IDbContextTransaction> BeginAsync(PostgresStudioDb db, Actor actor, CancellationToken cancellation)
    {
        if (actor.InBackground)
        {
            db.WaitUpTo(StudioDb.BackgroundWaitSeconds);
        }

        try
        {
            return await db.BeginWriterAsync(cancellation);
        }
        catch (Exception problem) when (StorageTrouble.Of(problem) is { Code: StorageTrouble.BusyCode or StorageTrouble.ReadOnlyCode } refusal)
        {
            db.Refused = refusal;
            return await db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
        }
    }

    public override async Task<IAsyncDisposable?> HoldAsync(bool alone, CancellationToken cancellation)
    {
        if (alone)
        {
            return await LockedAsync("pg_try_advisory_lock", PostgresStudioDb.ServingLock, cancellation);
        }

        return await SharedAsync(cancellation) is { } session ? new PostgresServing(session, SharedAsync) : null;

        Task<NpgsqlConnection?> SharedAsync(CancellationToken stop) => LockedAsync("pg_try_advisory_lock_shared", PostgresStudioDb.ServingLock, stop);
    }

    /// <summary>A session of its own that holds a lock of the server until it ends.</summary>
    /// <param name="function">Which of the server's functions takes the lock; one that waits does so for as long as a migration may take.</param>
    /// <returns>Null when the lock was refused.</returns>
    private async Task<NpgsqlConnection?> LockedAsync(string function, long name, CancellationToken cancellation)
    {
        var session = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(PostgresStudioDb.Connection(connection))
        {
            Pooling = false, KeepAlive = 30,
        }.ConnectionString);
        try
        {
            await session.OpenAsync(cancellation);
            await using var command = session.CreateCommand();
            command.CommandTimeout = (int)DatabasePreparation.TimeLimit.TotalSeconds;
#pragma warning disable CA2100 // Words of this class.
            command.CommandText = $"SELECT {function}($1)";
#pragma warning restore CA2100
            command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = name });
            // What waits answers with nothing: it has the lock then.
            if (await command.ExecuteScalarAsync(cancellation) is not false)
            {
                return session;
            }
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }

        await session.DisposeAsync();
        return null;
    }

    public override async Task<Outcome> PrepareAsync(IProgress<string>? progress, CancellationToken cancellation)
    {
        try
        {
            await using var db = new PostgresStudioDb(options);
            await CreateAsync(db.GetService<IRelationalDatabaseCreator>(), cancellation);
            var known = db.Database.GetMigrations().ToHashSet(StringComparer.Ordinal);
            var applied = (await db.Database.GetAppliedMigrationsAsync(cancellation)).ToList();
            if (SchemaNeeds.Judge(applied, known) is { } foreign)
            {
                return foreign;
            }

            if (known.IsSubsetOf(applied))
            {
                return Outcome.Done;
            }

            // Several instances may start at once. EF Core's own lock ends with each migration's transaction, and then another instance would go on in between.
            await using var alone = await LockedAsync("pg_advisory_lock", PostgresStudioDb.PreparingLock, cancellation);
            await MigrateAsync(db, cancellation);
            // A newer version may have had its turn while this one waited.
            if (SchemaNeeds.Judge(await db.Database.GetAppliedMigrationsAsync(cancellation), known) is { } newer)
            {
                return newer;
            }

            // Connections learn the server's types once: those that were opened before another instance made citext do not know it.
            await db.Database.OpenConnectionAsync(cancellation);
            await ((NpgsqlConnection)db.Database.GetDbConnection()).ReloadTypesAsync(cancellation);
            return Outcome.Done;
        }
        catch (Exception problem) when (StorageTrouble.Of(problem) is { } refusal)
        {
            return refusal;
        }
    }

    /// <summary>
    /// Other instances work on meanwhile. A change of a table waits for all who read it, a backup for example, and everybody else waits behind the change:
    /// so it waits briefly, lets them through, and asks again, for as long as anybody waits for a database that is prepared.
    /// </summary>
    private async Task MigrateAsync(PostgresStudioDb db, CancellationToken cancellation)
    {
        db.WaitUpTo(TableWaitSeconds);
        db.Database.SetCommandTimeout(DatabasePreparation.TimeLimit);
        var started = time.GetTimestamp();
        while (true)
        {
            try
            {
                await db.Database.MigrateAsync(cancellation);
                return;
            }
            catch (PostgresException problem) when (
                problem.SqlState == PostgresErrorCodes.LockNotAvailable && time.GetElapsedTime(started) < DatabasePreparation.TimeLimit)
            {
                await Task.Delay(TimeSpan.FromSeconds(TableWaitSeconds), time, cancellation);
            }
        }
    }

    // Where the account may. Several instances may find the database missing at once: all but one are told that it is there.
    private static async Task CreateAsync(IRelationalDatabaseCreator creator, CancellationToken cancellation)
    {
        if (await creator.ExistsAsync(cancellation))
        {
            return;
        }

        try
        {
            await creator.CreateAsync(cancellation);
        }
        catch (PostgresException problem) when (problem.SqlState is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation)
        {
            // Another instance was quicker.
        }
    }

    public override IDisposable? ServeAlone() => null;

    public override async Task ListenAsync(Func<string?, Task> heard, CancellationToken cancellation)
    {
        // A connection of its own, which notices when the server is gone without a word.
        var settings = new NpgsqlConnectionStringBuilder(connection) { Pooling = false, KeepAlive = 10, ApplicationName = "CrossSell notices" };
        await using var line = new NpgsqlConnection(settings.ConnectionString);
        await line.OpenAsync(cancellation);
        var notices = new Queue<string>();
        line.Notification += (_, notice) => notices.Enqueue(notice.Payload);
        await using (var listen = new NpgsqlCommand("LISTEN " + PostgresStudioDb.NoticeChannel, line))
        {
            await listen.ExecuteNonQueryAsync(cancellation);
        }

        await heard(null);
        while (true)
        {
            while (notices.TryDequeue(out var notice))
            {
                await heard(notice);
            }

            await line.WaitAsync(cancellation);
        }
    }

    public override async Task<Refusal?> CheckAsync(CancellationToken cancellation)
    {
        try
        {
            await using var db = new PostgresStudioDb(options);
            await db.ChangeSets.MaxAsync(set => (long?)set.Id, cancellation);
            return await db.Database.SqlQueryRaw<string>("SELECT current_setting('transaction_read_only') AS \"Value\"").SingleAsync(cancellation) == "on"
                ? StorageTrouble.ReadOnly
                : null;
        }
        catch (Exception problem) when (StorageTrouble.Of(problem) is { } refusal)
        {
            return refusal;
        }
    }

    public override async Task OptimizeAsync(CancellationToken cancellation)
    {
        await using var db = new PostgresStudioDb(options);
        db.Database.SetCommandTimeout(0);
        await db.Database.ExecuteSqlRawAsync("ANALYZE", cancellation);
    }
}
