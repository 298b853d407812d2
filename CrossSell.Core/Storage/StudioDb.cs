using System.Data.Common;
using CrossSell.Core.Audit;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Microsoft.Extensions.DependencyInjection;

namespace CrossSell.Core.Storage;

/// <summary>
/// The one model of the studio's database. Opened only through <see cref="StudioStore"/>; one context serves one operation and is never kept.
/// </summary>
/// <param name="options">Of the provider.</param>
/// <param name="scope">The channels whose rows its questions may see.</param>
public abstract class StudioDb(DbContextOptions options, ReadScope scope) : IdentityUserContext<User>(options)
{
    /// <summary>The channels whose rows its questions may see; everything but for what <see cref="StudioStore.Read(ReadScope)"/> opened.</summary>
    public ReadScope Scope { get; } = scope;

    // Read by the filters of the model, so it has to be the context's own.
    internal int[] Readable { get; } = [.. scope.ChannelIds];

    internal string[] ReadableEnds { get; } = [.. scope.ChannelIds.Select(id => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"/{id}"))];

    public DbSet<RoleGrant> RoleGrants => Set<RoleGrant>();

    public DbSet<UserSession> UserSessions => Set<UserSession>();

    public DbSet<ApiKey> ApiKeys => Set<ApiKey>();

    public DbSet<ChangeSet> ChangeSets => Set<ChangeSet>();

    public DbSet<Change> Changes => Set<Change>();

    /// <summary>How the statements that are written by hand are said to this database.</summary>
    internal abstract SqlDialect Sql { get; }

    /// <summary>Why nothing may be written through this context; null where it may.</summary>
    internal Refusal? Refused { get; set; }

    /// <summary>A transaction in which nobody else writes who asks for the same, for rows that are not audited.</summary>
    internal abstract Task<IDbContextTransaction> BeginAloneAsync(CancellationToken cancellation);

    /// <summary>Tells the other processes on this database, with the transaction where there is one. Nothing where the database cannot tell.</summary>
    internal abstract Task TellOthersAsync(string notice, CancellationToken cancellation);

    /// <summary>
    /// How long a statement waits for others who write: people wait <see cref="WaitSeconds"/>, work off the circuits <see cref="BackgroundWaitSeconds"/>.
    /// </summary>
    internal abstract void WaitUpTo(int seconds);

    /// <summary>As long as a person looks at a page that does nothing.</summary>
    internal const int WaitSeconds = 5;

    internal const int BackgroundWaitSeconds = 60;

    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default) =>
        Refused is { } refusal ? throw new StorageException(refusal) : base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);

    /// <summary>Identity reads its schema version from here; without it the passkey table is left out.</summary>
    protected static IServiceProvider IdentitySchema { get; } = new ServiceCollection()
        .Configure<IdentityOptions>(identity => identity.Stores.SchemaVersion = IdentitySchemaVersions.Version3)
        .BuildServiceProvider();

    /// <summary>The properties of the model that are compared without regard to case.</summary>
    protected static IEnumerable<IMutableProperty> PropertiesWithoutCase(ModelBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Model.GetEntityTypes().SelectMany(type => type.GetProperties()).Where(property => property.RemoveAnnotation(WithoutCase) is not null);
    }

    /// <summary>Marks a text that is found and is unique without regard to case; each provider has its own way to do it.</summary>
    internal const string WithoutCase = "CrossSell:WithoutCase";

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcMilliseconds>();
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(StudioDb).Assembly);
        foreach (var property in builder.Model.GetEntityTypes().SelectMany(type => type.GetProperties()))
        {
            var type = Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
            if (type.IsEnum)
            {
                // Status as text: a row can be read without the code, and reordering an enum breaks nothing.
                property.SetProviderClrType(typeof(string));
            }

            StoredLists.Compare(property);
        }

        if (!Scope.IsEverything)
        {
            ReadFilters.Apply(builder, this);
        }
    }

    /// <summary>Instants as UTC milliseconds since 1970: they sort and index alike on every provider (SQLite cannot order a DateTimeOffset).</summary>
    private sealed class UtcMilliseconds() : ValueConverter<DateTimeOffset, long>(
        instant => instant.ToUnixTimeMilliseconds(),
        milliseconds => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds));

    /// <summary>Statements that write do not go past a refusal either.</summary>
    protected sealed class RefuseStatements : DbCommandInterceptor
    {
        public override InterceptionResult<int> NonQueryExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<int> result) =>
            eventData?.Context is StudioDb { Refused: { } refusal } ? throw new StorageException(refusal) : result;

        public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default) =>
            new(NonQueryExecuting(command, eventData, result));
    }
}
