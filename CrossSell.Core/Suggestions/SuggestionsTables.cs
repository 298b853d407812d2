using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Suggestions;

/// <summary>The tables of this room. Inside an expression that is translated to SQL say <c>db.Set&lt;T&gt;()</c>: an extension cannot stand there.</summary>
public static class SuggestionsTables
{
    extension(StudioDb db)
    {
        public DbSet<SuggestionPromise> SuggestionPromises => db.Set<SuggestionPromise>();
    }
}
