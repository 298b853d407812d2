using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Experiments;

/// <summary>The tables of the sums. Inside an expression that is translated to SQL say <c>db.Set&lt;T&gt;()</c>: an extension cannot stand there.</summary>
internal static class ExperimentSumsTables
{
    extension(StudioDb db)
    {
        public DbSet<ExperimentDay> ExperimentDays => db.Set<ExperimentDay>();

        public DbSet<ExperimentVisitor> ExperimentVisitors => db.Set<ExperimentVisitor>();

        public DbSet<ExperimentExclusion> ExperimentExclusions => db.Set<ExperimentExclusion>();

        public DbSet<ExperimentProgress> ExperimentProgress => db.Set<ExperimentProgress>();
    }
}
