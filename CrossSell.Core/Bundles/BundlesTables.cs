using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Bundles;

/// <summary>The tables of this room. Inside an expression that is translated to SQL say <c>db.Set&lt;T&gt;()</c>: an extension cannot stand there.</summary>
public static class BundlesTables
{
    extension(StudioDb db)
    {
        public DbSet<ReviewVerdict> ReviewVerdicts => db.Set<ReviewVerdict>();

        public DbSet<GivenVerdict> GivenVerdicts => db.Set<GivenVerdict>();

        public DbSet<ReviewPolicy> ReviewPolicies => db.Set<ReviewPolicy>();

        public DbSet<Bundle> Bundles => db.Set<Bundle>();

        public DbSet<Campaign> Campaigns => db.Set<Campaign>();

        public DbSet<CampaignBundle> CampaignBundles => db.Set<CampaignBundle>();

        public DbSet<CampaignLink> CampaignLinks => db.Set<CampaignLink>();

        public DbSet<BundleDrift> BundleDrifts => db.Set<BundleDrift>();

        public DbSet<BundleRevision> BundleRevisions => db.Set<BundleRevision>();

        public DbSet<BundleComponent> BundleComponents => db.Set<BundleComponent>();

        public DbSet<BundleChannel> BundleChannels => db.Set<BundleChannel>();

        public DbSet<BundleSettings> BundleSettings => db.Set<BundleSettings>();

        public DbSet<RevisionAuthor> RevisionAuthors => db.Set<RevisionAuthor>();
    }
}
