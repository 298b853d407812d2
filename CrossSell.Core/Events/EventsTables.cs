using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Events;

/// <summary>The tables of this room. Inside an expression that is translated to SQL say <c>db.Set&lt;T&gt;()</c>: an extension cannot stand there.</summary>
public static class EventsTables
{
    extension(StudioDb db)
    {
        public DbSet<ShopEvent> ShopEvents => db.Set<ShopEvent>();
    }
}
