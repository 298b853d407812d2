using System.Linq.Expressions;
using CrossSell.Core.Catalog;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrossSell.Core.Affinity;

/// <summary>What a product in the cart adds to the score of another: the strongest entries of EASE's item matrix (Steck 2019). Rolled up to families.</summary>
public sealed class CartWeight : IFoundByRun
{
    public int ChannelId { get; set; }

    /// <summary>The product in the cart.</summary>
    public int FromId { get; set; }

    public int ToId { get; set; }

    /// <summary>The mining run that found it; only those of the newest whole run count.</summary>
    public int RunId { get; set; }

    public double Weight { get; set; }

    internal sealed class Map : IEntityTypeConfiguration<CartWeight>, IReadFilter<CartWeight>
    {
        public void Configure(EntityTypeBuilder<CartWeight> builder)
        {
            builder.ToTable("CartWeights");
            builder.HasKey(weight => new { weight.ChannelId, weight.FromId, weight.ToId, weight.RunId });
            builder.HasIndex(weight => weight.FromId);
            builder.HasIndex(weight => weight.ToId);
            builder.HasOne<Channel>().WithMany().HasForeignKey(weight => weight.ChannelId).OnDelete(DeleteBehavior.Cascade);
            builder.HasOne<Product>().WithMany().HasForeignKey(weight => weight.FromId).OnDelete(DeleteBehavior.Cascade);
            builder.HasOne<Product>().WithMany().HasForeignKey(weight => weight.ToId).OnDelete(DeleteBehavior.Cascade);
        }

        public Expression<Func<CartWeight, bool>> Readable(StudioDb db) => weight => db.Readable.Contains(weight.ChannelId);
    }
}
