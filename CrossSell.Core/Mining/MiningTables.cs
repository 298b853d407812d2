using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Mining;

/// <summary>The tables of this room. Inside an expression that is translated to SQL say <c>db.Set&lt;T&gt;()</c>: an extension cannot stand there.</summary>
public static class MiningTables
{
    extension(StudioDb db)
    {
        public DbSet<MiningRun> MiningRuns => db.Set<MiningRun>();

        public DbSet<ProductAffinity> Affinities => db.Set<ProductAffinity>();

        public DbSet<MiningPolicy> MiningPolicies => db.Set<MiningPolicy>();

        public DbSet<PairObservation> PairObservations => db.Set<PairObservation>();

        public DbSet<CategoryAffinity> CategoryAffinities => db.Set<CategoryAffinity>();
    }
}
