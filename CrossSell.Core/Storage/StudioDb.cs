using CrossSell.Core.Audit;
using CrossSell.Core.People;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

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
}
