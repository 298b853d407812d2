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

        public IQueryable<ProductAffinity> Affinities => InUse<ProductAffinity>(db);

        public IQueryable<PairObservation> PairObservations => InUse<PairObservation>(db);

        public IQueryable<CategoryAffinity> CategoryAffinities => InUse<CategoryAffinity>(db);

        public IQueryable<CartWeight> CartWeights => InUse<CartWeight>(db);

        public IQueryable<ContentCompanion> ContentCompanions => InUse<ContentCompanion>(db);
    }

    private static IQueryable<T> InUse<T>(StudioDb db)
        where T : class, IFoundByRun =>
        db.Set<T>().Where(row => db.Set<MiningRun>().Any(run => run.Id == row.RunId && !run.Superseded));
}
