using System.Data.Common;
using Microsoft.AspNetCore.Identity;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace CrossSell.Core.Storage;

/// <summary>The studio's model on SQLite: the embedded default.</summary>
public sealed class SqliteStudioDb(DbContextOptions<SqliteStudioDb> options) : StudioDb(options)
{
    private static readonly ServiceProvider Identity = new ServiceCollection()
        .Configure<IdentityOptions>(identity => identity.Stores.SchemaVersion = IdentitySchemaVersions.Version3)
        .BuildServiceProvider();

    /// <summary>Options for a database file, the same for the host, the command line, the tests and the design-time tools.</summary>
    public static DbContextOptions<SqliteStudioDb> Options(string path) =>
        new DbContextOptionsBuilder<SqliteStudioDb>()
            .UseSqlite(new SqliteConnectionStringBuilder { DataSource = path, DefaultTimeout = 30 }.ConnectionString)
            .AddInterceptors(new TuneConnection())
            // Identity reads its schema version from here; without it the passkey table is left out.
            .UseApplicationServiceProvider(Identity)
            .Options;

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.Entity<Catalog.Product>().Property(product => product.Sku).UseCollation("NOCASE");
        builder.Entity<Catalog.Product>().Property(product => product.Name).UseCollation("NOCASE");
        builder.Entity<Bundles.Bundle>().Property(bundle => bundle.Code).UseCollation("NOCASE");
    }

    private sealed class TuneConnection : DbConnectionInterceptor
    {
        // No memory map: each pooled connection would count its own 256 MB of a large file as the server's memory, for little speed.
        private const string Pragmas = "PRAGMA synchronous=NORMAL; PRAGMA cache_size=-16000; PRAGMA mmap_size=0; PRAGMA temp_store=MEMORY;";

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
        {
            using var command = connection.CreateCommand();
            command.CommandText = Pragmas;
            command.ExecuteNonQuery();
        }

        public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = Pragmas;
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    internal sealed class Factory : IDesignTimeDbContextFactory<SqliteStudioDb>
    {
        public SqliteStudioDb CreateDbContext(string[] args) => new(Options("design-time.db"));
    }
}
