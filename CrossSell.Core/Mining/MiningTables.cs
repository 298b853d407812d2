using CrossSell.Core.Affinity;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Mining;

/// <summary>The tables of this room. Inside an expression that is translated to SQL say <c>db.Set&lt;T&gt;()</c>: an extension cannot stand there.</summary>
/// <remarks>
/// What runs found is asked as it counts: of the newest whole run of each shop. A run that is being stored, and one whose place was taken, have rows beside it
/// (<see cref="MiningWriter"/>), so a question of <c>db.Set&lt;T&gt;()</c> must ask for the run too.
/// </remarks>
public static class MiningTables
{
    extension(StudioDb db)
    {
        public DbSet<MiningRun> MiningRuns => db.Set<MiningRun>();

        public DbSet<MiningPolicy> MiningPolicies => db.Set<MiningPolicy>();

        public IQueryable<ProductAffinity> Affinities =>
            db.Set<ProductAffinity>().Where(pair => db.Set<MiningRun>().Any(run => run.Id == pair.RunId && !run.Superseded));

        public IQueryable<PairObservation> PairObservations =>
            db.Set<PairObservation>().Where(pair => db.Set<MiningRun>().Any(run => run.Id == pair.RunId && !run.Superseded));

        public IQueryable<CategoryAffinity> CategoryAffinities =>
            db.Set<CategoryAffinity>().Where(pair => db.Set<MiningRun>().Any(run => run.Id == pair.RunId && !run.Superseded));

        public IQueryable<CartWeight> CartWeights =>
            db.Set<CartWeight>().Where(weight => db.Set<MiningRun>().Any(run => run.Id == weight.RunId && !run.Superseded));

        public IQueryable<ContentCompanion> ContentCompanions =>
            db.Set<ContentCompanion>().Where(pair => db.Set<MiningRun>().Any(run => run.Id == pair.RunId && !run.Superseded));
    }
}
