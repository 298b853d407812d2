using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Promises;

/// <summary>The tables of this room. Inside an expression that is translated to SQL say <c>db.Set&lt;T&gt;()</c>: an extension cannot stand there.</summary>
public static class PromisesTables
{
    extension(StudioDb db)
    {
        public DbSet<BundlePromise> BundlePromises => db.Set<BundlePromise>();
    }
}
