using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Links;

/// <summary>The tables of this room. Inside an expression that is translated to SQL say <c>db.Set&lt;T&gt;()</c>: an extension cannot stand there.</summary>
public static class LinksTables
{
    extension(StudioDb db)
    {
        public DbSet<LinkType> LinkTypes => db.Set<LinkType>();

        public DbSet<ProductLink> Links => db.Set<ProductLink>();
    }
}
