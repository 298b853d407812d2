using CrossSell.Core.Audit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrossSell.Core.Backups;

/// <summary>When backups are made, where they are kept, and how many; without the one row, none are made by themselves.</summary>
public sealed class BackupSettings : IAudited, IVersioned
{
    /// <summary>The id of the one row.</summary>
    public const int TheId = 1;

    public int Id { get; set; } = TheId;

    /// <summary>Whether one is made each day.</summary>
    public bool IsOn { get; set; }

    /// <summary>0 to 23, in the time zone of the server.</summary>
    public int AtHour { get; set; } = 2;

    /// <summary>Of how many days with a backup the newest one is kept. At least 1.</summary>
    public int KeepDaily { get; set; } = 7;

    /// <summary>Of how many weeks, from Monday on.</summary>
    public int KeepWeekly { get; set; } = 4;

    /// <summary>Of how many months.</summary>
    public int KeepMonthly { get; set; } = 6;

    /// <summary>An absolute path; null for <see cref="Storage.DataDirectory.Backups"/>.</summary>
    public string? Folder { get; set; }

    /// <summary>After how many hours without a backup the health check and the system page say so.</summary>
    public int WarnAfterHours { get; set; } = 36;

    public int Version { get; set; }

    internal sealed class Map : IEntityTypeConfiguration<BackupSettings>
    {
        public void Configure(EntityTypeBuilder<BackupSettings> builder)
        {
            builder.ToTable("BackupSettings");
            builder.Property(settings => settings.Id).ValueGeneratedNever();
            builder.Property(settings => settings.Folder).HasMaxLength(400);
            builder.Property(settings => settings.Version).IsConcurrencyToken();
        }
    }
}
