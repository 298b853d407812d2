using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Orders;

/// <summary>The tables of this room. Inside an expression that is translated to SQL say <c>db.Set&lt;T&gt;()</c>: an extension cannot stand there.</summary>
public static class OrdersTables
{
    extension(StudioDb db)
    {
        public DbSet<Order> Orders => db.Set<Order>();

        public DbSet<OrderLine> OrderLines => db.Set<OrderLine>();

        public DbSet<OrderRecommendation> OrderRecommendations => db.Set<OrderRecommendation>();

        public DbSet<OrderVisitor> OrderVisitors => db.Set<OrderVisitor>();
    }
}
