using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Rules;

/// <summary>The tables of this room. Inside an expression that is translated to SQL say <c>db.Set&lt;T&gt;()</c>: an extension cannot stand there.</summary>
public static class RulesTables
{
    extension(StudioDb db)
    {
        public DbSet<Rule> Rules => db.Set<Rule>();
    }
}
