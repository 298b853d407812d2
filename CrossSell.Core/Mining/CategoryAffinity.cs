using System.Linq.Expressions;
using CrossSell.Core.Affinity;
using CrossSell.Core.Catalog;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrossSell.Core.Mining;

/// <summary>
/// A product that is bought with anything of a category, as the newest mining run of the channel found it (<see cref="CategoryPairs"/>). Rolled up to families.
/// </summary>
public sealed class CategoryAffinity : IFoundByRun
{
    public int ChannelId { get; set; }

    public int CategoryId { get; set; }

    /// <summary>A simple product or a parent, of another category.</summary>
    public int CompanionId { get; set; }

    /// <summary>The run that found it, whose own row comes when all of its rows are there.</summary>
    public int RunId { get; set; }

    /// <summary>Baskets with any product of the category and with the companion.</summary>
    public int PairBaskets { get; set; }

    /// <summary>Baskets with any product of the category.</summary>
    public int CategoryBaskets { get; set; }

    public int CompanionBaskets { get; set; }

    /// <summary>All baskets that were counted.</summary>
    public int Baskets { get; set; }

    /// <summary>What ranks: never the raw lift.</summary>
    public double Score { get; set; }

    internal sealed class Map : IEntityTypeConfiguration<CategoryAffinity>, IReadFilter<CategoryAffinity>
    {
        public void Configure(EntityTypeBuilder<CategoryAffinity> builder)
        {
            builder.ToTable("CategoryAffinities");
            builder.HasKey(pair => new { pair.ChannelId, pair.CategoryId, pair.CompanionId, pair.RunId });
            builder.HasIndex(pair => pair.CategoryId);
            builder.HasIndex(pair => pair.CompanionId);
            builder.HasOne<Channel>().WithMany().HasForeignKey(pair => pair.ChannelId).OnDelete(DeleteBehavior.Cascade);
            builder.HasOne<Category>().WithMany().HasForeignKey(pair => pair.CategoryId).OnDelete(DeleteBehavior.Cascade);
            builder.HasOne<Product>().WithMany().HasForeignKey(pair => pair.CompanionId).OnDelete(DeleteBehavior.Cascade);
        }

        public Expression<Func<CategoryAffinity, bool>> Readable(StudioDb db) => pair => db.Readable.Contains(pair.ChannelId);
    }
}
