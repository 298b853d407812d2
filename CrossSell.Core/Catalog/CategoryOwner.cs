using System.Linq.Expressions;
using CrossSell.Core.Audit;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrossSell.Core.Catalog;

/// <summary>The person who looks after a category and everything below it, in one shop or in all.</summary>
public sealed class CategoryOwner : IAudited, INotForShoppers
{
    public int Id { get; init; }

    public int CategoryId { get; init; }

    /// <summary>Null means every shop that has no owner of its own for it.</summary>
    public int? ChannelId { get; init; }

    public required string UserId { get; set; }

    internal sealed class Map : IEntityTypeConfiguration<CategoryOwner>, IReadFilter<CategoryOwner>
    {
        public void Configure(EntityTypeBuilder<CategoryOwner> builder)
        {
            builder.ToTable("CategoryOwners");
            builder.HasIndex(owner => new { owner.CategoryId, owner.ChannelId }).IsUnique();
            builder.HasIndex(owner => owner.UserId);
            builder.HasOne<Category>().WithMany().HasForeignKey(owner => owner.CategoryId).OnDelete(DeleteBehavior.Cascade);
            builder.HasOne<Channel>().WithMany().HasForeignKey(owner => owner.ChannelId).OnDelete(DeleteBehavior.Cascade);
            builder.HasOne<User>().WithMany().HasForeignKey(owner => owner.UserId).OnDelete(DeleteBehavior.Cascade);
        }

        public Expression<Func<CategoryOwner, bool>> Readable(StudioDb db) =>
            owner => owner.ChannelId == null || db.Readable.Contains(owner.ChannelId.Value);
    }
}
