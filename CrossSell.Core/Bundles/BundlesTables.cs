using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Bundles;

/// <summary>The tables of this room. Inside an expression that is translated to SQL say <c>db.Set&lt;T&gt;()</c>: an extension cannot stand there.</summary>
public static class BundlesTables
{
    extension(StudioDb db)
    {
        public DbSet<ReviewVerdict> ReviewVerdicts => db.Set<ReviewVerdict>();

        public DbSet<Bundle> Bundles => db.Set<Bundle>();

        public DbSet<BundleRevision> BundleRevisions => db.Set<BundleRevision>();

        public DbSet<BundleComponent> BundleComponents => db.Set<BundleComponent>();

        public DbSet<BundleChannel> BundleChannels => db.Set<BundleChannel>();

        public DbSet<BundleSettings> BundleSettings => db.Set<BundleSettings>();

        public DbSet<RevisionAuthor> RevisionAuthors => db.Set<RevisionAuthor>();
    }
}
