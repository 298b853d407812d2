using CrossSell.Core.Audit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrossSell.Core.Backups;

/// <summary>
/// That a backup was made, by whichever door. It stays when the file has been deleted or moved elsewhere: the last success is a question about this row. The
/// audit log says who made, checked and downloaded it.
/// </summary>
public sealed class BackupRecord : IAudited
{
    public int Id { get; set; }

    /// <summary>As of when the database in it is.</summary>
    public DateTimeOffset At { get; set; }

    /// <summary>The whole path.</summary>
    public required string File { get; set; }

    public long Bytes { get; set; }

    /// <summary>Rows of all tables.</summary>
    public long Rows { get; set; }

    public required string MadeBy { get; set; }

    /// <summary>When all of it was last read and compared with its manifest; null for one that another studio made and that was not checked here.</summary>
    public DateTimeOffset? CheckedAt { get; set; }

    /// <summary>What that found; null when it was whole.</summary>
    public string? Problem { get; set; }

    /// <summary>When somebody last took it away by the page; null for never.</summary>
    public DateTimeOffset? DownloadedAt { get; set; }

    internal sealed class Map : IEntityTypeConfiguration<BackupRecord>
    {
        public void Configure(EntityTypeBuilder<BackupRecord> builder)
        {
            builder.ToTable("Backups");
            builder.HasIndex(record => record.At);
        }
    }
}
