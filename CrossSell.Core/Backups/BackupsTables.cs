using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Backups;

/// <summary>The tables of this room. Inside an expression that is translated to SQL say <c>db.Set&lt;T&gt;()</c>: an extension cannot stand there.</summary>
public static class BackupsTables
{
    extension(StudioDb db)
    {
        public DbSet<BackupSettings> BackupSettings => db.Set<BackupSettings>();

        public DbSet<BackupRecord> Backups => db.Set<BackupRecord>();
    }
}
