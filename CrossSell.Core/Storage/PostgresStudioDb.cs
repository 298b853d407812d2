using System.Data.Common;
using System.Globalization;
using CrossSell.Core.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Query;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace CrossSell.Core.Storage;

/// <summary>The studio's model on PostgreSQL: for a shop that one machine is too small for.</summary>
/// <param name="options">Made by <see cref="Options"/>.</param>
/// <param name="scope">The channels whose rows its questions may see.</param>
public sealed class PostgresStudioDb(DbContextOptions<PostgresStudioDb> options, ReadScope scope) : StudioDb(options, scope)
{
    // Any numbers, so long as they stay: they name the advisory locks.
    private const long WriterLock = 0x43726F7373;
    private const long AloneLock = WriterLock + 1;
    internal const long ServingLock = WriterLock + 2;
    internal const long PreparingLock = WriterLock + 3;

    private const int AnswerSeconds = 10;

    private int waitSeconds = WaitSeconds;
    private bool waitsOutsideOfTransactions;

    /// <summary>One that sees everything, for the design-time tools too.</summary>
    public PostgresStudioDb(DbContextOptions<PostgresStudioDb> options) : this(options, ReadScope.Everything)
    {
    }

    /// <summary>Options for a server's database, the same for the host, the command line, the tests and the design-time tools.</summary>
    public static DbContextOptions<PostgresStudioDb> Options(string connection) =>
        new DbContextOptionsBuilder<PostgresStudioDb>()
            .UseNpgsql(Connection(connection))
            .AddInterceptors(new RefuseStatements(), new LimitWaiting())
            .ReplaceService<IModelCacheKeyFactory, ReadFilters.ModelKey>()
            .ReplaceService<IQuerySqlGeneratorFactory, PostgresNullsFirst>()
            .UseApplicationServiceProvider(IdentitySchema)
            .Options;

    /// <summary>What the connection string leaves open, chosen for a studio: statements that come again are prepared.</summary>
    internal static string Connection(string connection)
    {
        var chosen = new NpgsqlConnectionStringBuilder(connection);
        if (!chosen.ShouldSerialize("Max Auto Prepare"))
        {
            chosen.MaxAutoPrepare = 200;
            chosen.AutoPrepareMinUsages = 3;
        }

        if (!chosen.ShouldSerialize("Maximum Pool Size"))
        {
            // A server takes 100 in all, unless it is told otherwise: enough for two instances and their operator.
            chosen.MaxPoolSize = 40;
        }

        if (!chosen.ShouldSerialize("Application Name"))
        {
            chosen.ApplicationName = "CrossSell";
        }

        return chosen.ConnectionString;
    }

    /// <summary>The database's place without names and passwords.</summary>
    internal static string Where(string connection)
    {
        var named = new NpgsqlConnectionStringBuilder(connection);
        return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{named.Host}:{named.Port}/{named.Database ?? named.Username}");
    }

    internal override SqlDialect Sql => PostgresDialect.Instance;

    internal const string NoticeChannel = "crosssell";

    internal override Task TellOthersAsync(string notice, CancellationToken cancellation) =>
        Database.ExecuteSqlAsync($"SELECT pg_notify({NoticeChannel}, {notice})", cancellation);

    internal override void WaitUpTo(int seconds)
    {
        (waitSeconds, waitsOutsideOfTransactions) = (seconds, true);
        Database.SetCommandTimeout(seconds + AnswerSeconds);
    }

    internal override Task<IDbContextTransaction> BeginAloneAsync(CancellationToken cancellation) => BeginAsync(AloneLock, cancellation);

    /// <summary>
    /// The transaction of the one who writes. One at a time, as in SQLite: so the checks before a write hold until it is committed, and change sets land in
    /// the order of their ids, by which caches and open pages tell what is new.
    /// </summary>
    internal Task<IDbContextTransaction> BeginWriterAsync(CancellationToken cancellation) => BeginAsync(WriterLock, cancellation);

    private async Task<IDbContextTransaction> BeginAsync(long turn, CancellationToken cancellation)
    {
        var transaction = await Database.BeginTransactionAsync(cancellation);
        var usually = Database.GetCommandTimeout();
        try
        {
            // The server ends the waiting, in time to say why.
            Database.SetCommandTimeout(waitSeconds + AnswerSeconds);
            await Database.ExecuteSqlAsync(
                $"SELECT set_config('lock_timeout', {waitSeconds + "s"}, TRUE), pg_advisory_xact_lock({turn})", cancellation);
            return transaction;
        }
        catch
        {
            await transaction.DisposeAsync();
            throw;
        }
        finally
        {
            Database.SetCommandTimeout(usually);
        }
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        // Wall times of a shop, without a zone.
        configurationBuilder.Properties<DateTime>().HaveColumnType("timestamp without time zone");
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.HasPostgresExtension("citext");
        foreach (var property in PropertiesWithoutCase(builder))
        {
            property.SetColumnType("citext");
        }

        // Texts are ordered by their bytes, whatever the server's own language is: the same everywhere, and the same as SQLite does.
        foreach (var property in builder.Model.GetEntityTypes().SelectMany(type => type.GetProperties())
            .Where(property => (property.GetProviderClrType() ?? property.ClrType) == typeof(string)))
        {
            property.SetCollation("C");
            if (property.GetColumnType() != "citext")
            {
                // Services refuse what is too long, and say so; a column that did it too would only say it worse.
                property.SetColumnType("text");
            }
        }
    }

    internal sealed class Factory : IDesignTimeDbContextFactory<PostgresStudioDb>
    {
        public PostgresStudioDb CreateDbContext(string[] args) => new(Options("Host=localhost;Database=design-time"));
    }

    /// <summary>Rows that others hold are waited for no longer than was said, without a transaction of our own too. The pool takes the setting back.</summary>
    private sealed class LimitWaiting : DbConnectionInterceptor
    {
        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
        {
            using var command = CommandOf(connection, eventData);
            command?.ExecuteNonQuery();
        }

        public override async Task ConnectionOpenedAsync(
            DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            await using var command = CommandOf(connection, eventData);
            if (command is not null)
            {
                await command.ExecuteNonQueryAsync(cancellationToken);
            }
        }

        private static DbCommand? CommandOf(DbConnection connection, ConnectionEndEventData opened)
        {
            if (opened.Context is not PostgresStudioDb { waitsOutsideOfTransactions: true } db)
            {
                return null;
            }

            var command = connection.CreateCommand();
            command.CommandText = string.Create(CultureInfo.InvariantCulture, $"SET lock_timeout = '{db.waitSeconds}s'");
            return command;
        }
    }
}
