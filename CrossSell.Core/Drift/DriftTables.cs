using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Drift;

/// <summary>The tables of this room. Inside an expression that is translated to SQL say <c>db.Set&lt;T&gt;()</c>: an extension cannot stand there.</summary>
public static class DriftTables
{
    extension(StudioDb db)
    {
        public DbSet<DriftPolicy> DriftPolicies => db.Set<DriftPolicy>();

        public DbSet<ApprovedTerms> ApprovedTerms => db.Set<ApprovedTerms>();
    }
}
