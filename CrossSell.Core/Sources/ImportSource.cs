using System.Linq.Expressions;
using CrossSell.Core.Audit;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrossSell.Core.Sources;

/// <summary>How often an address is asked. Stored by name.</summary>
public enum SourceSchedule
{
    Hourly,
    SixHourly,
    Daily,
}

/// <summary>How a server is told who asks. Stored by name.</summary>
public enum SourceSignIn
{
    None,

    /// <summary>User name and password.</summary>
    Basic,

    /// <summary>A header that the server wants, such as an API key.</summary>
    Header,
}

/// <summary>What became of the last time that an address was asked. Stored by name.</summary>
public enum SourceResult
{
    Never,

    /// <summary>The file is the one that was imported last.</summary>
    Unchanged,
    Imported,
    Failed,
}

/// <summary>
/// An address from which a file is fetched on a timetable, and imported as one that a person brings. It is imported with the rights that its owner has then.
/// </summary>
public sealed class ImportSource : IVersioned, INotForShoppers
{
    public const int NameLength = 60;

    /// <summary>Of an address.</summary>
    public const int AddressLength = 1000;

    /// <summary>Of a user name or the name of a header.</summary>
    public const int SignInLength = 200;

    public int Id { get; init; }

    public required string Name { get; set; }

    /// <summary>Starts with https.</summary>
    public required string Address { get; set; }

    /// <summary>The shop that rows are about which name none; null where the file says it.</summary>
    public int? ChannelId { get; set; }

    public SourceSchedule Schedule { get; set; }

    /// <summary>Of a daily one, the hour from 0 to 23 in the time zone of its shop, else UTC.</summary>
    public int AtHour { get; set; }

    public SourceSignIn SignIn { get; set; }

    /// <summary>The user name, or the name of the header; null where nobody signs in.</summary>
    public string? SignInName { get; set; }

    /// <summary>The password, or what the header says, protected by this installation (<see cref="SourceSecrets"/>). Shown to nobody.</summary>
    public string? Secret { get; set; }

    /// <summary>Whose right it is imported with, and who is told when it fails.</summary>
    public required string OwnerId { get; set; }

    public required string OwnerName { get; set; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Null while it is asked.</summary>
    public DateTimeOffset? PausedAt { get; set; }

    /// <summary>What the server called the file that was imported last; null where it says nothing.</summary>
    public string? ETag { get; set; }

    /// <inheritdoc cref="ETag"/>
    public string? LastModified { get; set; }

    /// <summary>SHA-256 of the file that was imported last.</summary>
    public string? ContentHash { get; set; }

    public DateTimeOffset? TriedAt { get; init; }

    public SourceResult Result { get; init; }

    /// <summary>When a file was imported from it last; null for never.</summary>
    public DateTimeOffset? ImportedAt { get; init; }

    /// <summary>The job that asked or imported last.</summary>
    public long? JobId { get; init; }

    /// <summary>How often it failed since it was last well.</summary>
    public int Failures { get; init; }

    public int Version { get; set; }

    /// <summary>The server that it is on, for lists: a whole address may hold a key.</summary>
    public string Host => Uri.TryCreate(Address, UriKind.Absolute, out var address) ? address.Host : Address;

    internal sealed class Map : IEntityTypeConfiguration<ImportSource>, IReadFilter<ImportSource>
    {
        public void Configure(EntityTypeBuilder<ImportSource> builder)
        {
            builder.ToTable("ImportSources");
            builder.Ignore(source => source.Host);
            builder.Property(source => source.Name).HasMaxLength(NameLength);
            builder.Property(source => source.Address).HasMaxLength(AddressLength);
            builder.Property(source => source.SignInName).HasMaxLength(SignInLength);
            builder.Property(source => source.ETag).HasMaxLength(SignInLength);
            builder.Property(source => source.LastModified).HasMaxLength(SignInLength);
            builder.Property(source => source.Version).IsConcurrencyToken();
            builder.HasOne<Channel>().WithMany().HasForeignKey(source => source.ChannelId).OnDelete(DeleteBehavior.Cascade);
        }

        public Expression<Func<ImportSource, bool>> Readable(StudioDb db) =>
            source => source.ChannelId == null || db.Readable.Contains(source.ChannelId.Value);
    }
}

/// <summary>When an address is asked next.</summary>
[Engine]
public static class SourceTimetable
{
    // A server that is down is asked less and less often, at least once a day.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>The instant from which it is due; at once where it was never asked.</summary>
    /// <param name="zone">Of its shop.</param>
    /// <param name="failures">How often it failed since it was last well.</param>
    public static DateTimeOffset NextAt(SourceSchedule schedule, int atHour, TimeZoneInfo zone, DateTimeOffset? last, int failures, DateTimeOffset created)
    {
        ArgumentNullException.ThrowIfNull(zone);
        if (last is not { } tried)
        {
            return created;
        }

        if (failures > 0)
        {
            // An hour, two, four ...
            var wait = TimeSpan.FromHours(Math.Pow(2, Math.Min(failures - 1, 5)));
            return tried + (wait < Longest ? wait : Longest);
        }

        return schedule switch
        {
            SourceSchedule.Hourly => tried + TimeSpan.FromHours(1),
            SourceSchedule.SixHourly => tried + TimeSpan.FromHours(6),
            _ => NextDay(atHour, zone, tried),
        };
    }

    private static DateTimeOffset NextDay(int atHour, TimeZoneInfo zone, DateTimeOffset tried)
    {
        var local = TimeZoneInfo.ConvertTime(tried, zone);
        var next = local.Date.AddHours(atHour);
        if (next <= local.DateTime)
        {
            next = next.AddDays(1);
        }

        // An hour that a clock leaves out in spring is the one after it.
        if (zone.IsInvalidTime(next))
        {
            next = next.AddHours(1);
        }

        return new DateTimeOffset(next, zone.GetUtcOffset(next));
    }
}
