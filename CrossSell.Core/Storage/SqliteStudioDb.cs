using System.Data.Common;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using Microsoft.AspNetCore.Identity;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

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

    private static readonly ServiceProvider Identity = new ServiceCollection()
        .Configure<IdentityOptions>(identity => identity.Stores.SchemaVersion = IdentitySchemaVersions.Version3)
        .BuildServiceProvider();

    /// <summary>
    /// How long a statement waits for the writer lock: as long as a person looks at a page that does nothing. Work off the circuits waits
    /// <see cref="BackgroundTimeoutSeconds"/>.
    /// </summary>
    internal const int TimeoutSeconds = 5;

    internal const int BackgroundTimeoutSeconds = 60;

    /// <summary>Options for a database file, the same for the host, the command line, the tests and the design-time tools.</summary>
    /// <param name="create">Makes the file when it is missing, for <see cref="DatabasePreparation"/> alone and outside the pool: to everybody else a missing
    /// file is no new studio.</param>
    public static DbContextOptions<SqliteStudioDb> Options(string path, bool create = false) =>
        new DbContextOptionsBuilder<SqliteStudioDb>()
            .UseSqlite(
                Connection(path, create),
                // One parameter for a list of ids: else the text of the statement depends on how many there are and is made again for each question.
                sqlite => sqlite.UseParameterizedCollectionMode(ParameterTranslationMode.Parameter))
            .AddInterceptors(new TuneConnection(), new RefuseStatements())
            .ReplaceService<IModelCacheKeyFactory, ReadFilters.ModelKey>()
            // Identity reads its schema version from here; without it the passkey table is left out.
            .UseApplicationServiceProvider(Identity)
            .Options;

    internal static string Connection(string path, bool create = false) => new SqliteConnectionStringBuilder
    {
        DataSource = path,
        DefaultTimeout = TimeoutSeconds,
        Mode = create ? SqliteOpenMode.ReadWriteCreate : SqliteOpenMode.ReadWrite,
        Pooling = !create,
    }.ConnectionString;

    /// <summary>Why nothing may be written through this context; null where it may.</summary>
    internal Refusal? Refused { get; set; }

    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default) =>
        Refused is { } refusal ? throw new StorageException(refusal) : base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        foreach (var property in builder.Model.GetEntityTypes().SelectMany(type => type.GetProperties())
            .Where(property => property.RemoveAnnotation(WithoutCase) is not null))
        {
            property.SetCollation("NOCASE");
        }
    }

    /// <summary>Statements that write do not go past a refusal either.</summary>
    private sealed class RefuseStatements : DbCommandInterceptor
    {
        public override InterceptionResult<int> NonQueryExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<int> result) =>
            eventData.Context is SqliteStudioDb { Refused: { } refusal } ? throw new StorageException(refusal) : result;

        public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default) =>
            new(NonQueryExecuting(command, eventData, result));
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
