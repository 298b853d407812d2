using System.Data.Common;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using CrossSell.Core.People;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace CrossSell.Core.Storage;

/// <summary>The studio's model on SQLite: the embedded default.</summary>
/// <param name="options">Made by <see cref="Options"/>.</param>
/// <param name="scope">The channels whose rows its questions may see.</param>
public sealed class SqliteStudioDb(DbContextOptions<SqliteStudioDb> options, ReadScope scope) : StudioDb(options, scope)
{
    /// <summary>One that sees everything, for the design-time tools too.</summary>
    public SqliteStudioDb(DbContextOptions<SqliteStudioDb> options) : this(options, ReadScope.Everything)
    {
    }

    internal override SqlDialect Sql => SqliteDialect.Instance;

    /// <summary>Where it is said that this context writes, or waits to; null where a turn was taken, or nothing is written.</summary>
    internal WriterTurns? Turns { get; init; }

    // The one writer lock that there is.
    internal override async Task<IDbContextTransaction> BeginAloneAsync(CancellationToken cancellation)
    {
        using var said = Turns?.StandOutside();
        return await Database.BeginTransactionAsync(cancellation);
    }

    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        using var said = Turns?.StandOutside();
        return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    internal override Task TellOthersAsync(string notice, CancellationToken cancellation) => Task.CompletedTask;

    internal override void WaitUpTo(int seconds) => ((SqliteConnection)Database.GetDbConnection()).DefaultTimeout = seconds;

    /// <summary>Options for a database file, the same for the host, the command line, the tests and the design-time tools.</summary>
    /// <param name="create">Makes the file when it is missing, for <see cref="DatabasePreparation"/> alone and outside the pool: to everybody else a missing
    /// file is no new studio.</param>
    public static DbContextOptions<SqliteStudioDb> Options(string path, bool create = false) =>
        new DbContextOptionsBuilder<SqliteStudioDb>()
            .UseSqlite(
                Connection(path, create),
                // One parameter for a list of ids: else the text of the statement depends on how many there are and is made again for each question.
                sqlite => sqlite.UseParameterizedCollectionMode(ParameterTranslationMode.Parameter))
            .AddInterceptors(new TuneConnection(), new RefuseStatements(), new SayThatItWrites())
            .ReplaceService<IModelCacheKeyFactory, ReadFilters.ModelKey>()
            .UseApplicationServiceProvider(IdentitySchema)
            .Options;

    internal static string Connection(string path, bool create = false) => new SqliteConnectionStringBuilder
    {
        DataSource = path,
        DefaultTimeout = WaitSeconds,
        Mode = create ? SqliteOpenMode.ReadWriteCreate : SqliteOpenMode.ReadWrite,
        Pooling = !create,
    }.ConnectionString;

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        foreach (var property in PropertiesWithoutCase(builder))
        {
            property.SetCollation("NOCASE");
        }
    }

    /// <summary>Says of a single statement that writes that it does, or waits to.</summary>
    private sealed class SayThatItWrites : DbCommandInterceptor
    {
        private readonly ConditionalWeakTable<DbCommand, IDisposable> said = [];

        public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        {
            if (eventData.Context is SqliteStudioDb { Turns: { } turns })
            {
                said.AddOrUpdate(command, turns.StandOutside());
            }

            return new(result);
        }

        public override ValueTask<int> NonQueryExecutedAsync(
            DbCommand command, CommandExecutedEventData eventData, int result, CancellationToken cancellationToken = default)
        {
            End(command);
            return new(result);
        }

        public override Task CommandFailedAsync(DbCommand command, CommandErrorEventData eventData, CancellationToken cancellationToken = default)
        {
            End(command);
            return Task.CompletedTask;
        }

        public override Task CommandCanceledAsync(DbCommand command, CommandEndEventData eventData, CancellationToken cancellationToken = default)
        {
            End(command);
            return Task.CompletedTask;
        }

        private void End(DbCommand command)
        {
            if (said.TryGetValue(command, out var one))
            {
                said.Remove(command);
                one.Dispose();
            }
        }
    }

    private sealed class TuneConnection : DbConnectionInterceptor
    {
        // No memory map: each pooled connection would count its own 256 MB of a large file as the server's memory, for little speed.
        private const string Pragmas = "PRAGMA synchronous=FULL; PRAGMA cache_size=-16000; PRAGMA mmap_size=0; PRAGMA temp_store=MEMORY;";

        // Connections come back out of a pool as they were: each handle is tuned once, not before every statement.
        private static readonly ConditionalWeakTable<SafeHandle, object> Tuned = [];

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Tune(connection);

        public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            Tune(connection);
            return Task.CompletedTask;
        }

        private static void Tune(DbConnection connection)
        {
            if (connection is SqliteConnection { Handle: { } handle } && !Tuned.TryGetValue(handle, out _))
            {
                using var command = connection.CreateCommand();
                command.CommandText = Pragmas;
                command.ExecuteNonQuery();
                Tuned.AddOrUpdate(handle, Pragmas);
            }
        }
    }

    internal sealed class Factory : IDesignTimeDbContextFactory<SqliteStudioDb>
    {
        public SqliteStudioDb CreateDbContext(string[] args) => new(Options("design-time.db", create: true));
    }
}
