using System.Linq.Expressions;
using CrossSell.Core.Audit;
using CrossSell.Core.Common;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrossSell.Core.Catalog;

/// <summary>What one shop sells of a product: its price, cost and stock there, in minor units of the channel's currency.</summary>
public sealed class Listing : IAudited, IVersioned
{
    public int ProductId { get; set; }

    public int ChannelId { get; set; }

    public long Price { get; set; }

    public long? CompareAtPrice { get; set; }

    /// <summary>Null means the margin is unknown, which is said; it is never taken as 0.</summary>
    public long? Cost { get; set; }

    /// <summary>Null means not tracked, and sellable.</summary>
    public int? Stock { get; set; }

    public bool Published { get; set; }

    /// <summary>Percent of the channel's required fields that are filled.</summary>
    public int Completeness { get; set; }

    /// <summary>
    /// Names of the needed fields that are not filled, by commas, as <see cref="Channel.RequiredFields"/> writes them; empty when nothing is missing.
    /// </summary>
    public string Missing { get; set; } = "";

    public int Version { get; set; }

    /// <summary>Whether a shopper could buy one now.</summary>
    public bool InStock => Stock is null or > 0;

    /// <summary>Takes a person's figures. Refused as a whole when one of them is wrong.</summary>
    public Outcome Edit(ListingEdit edit)
    {
        if (edit.Wrong() is { } refusal)
        {
            return refusal;
        }

        (Price, CompareAtPrice, Cost, Stock, Published) = (edit.Price, edit.CompareAtPrice, edit.Cost, edit.Stock, edit.Published);
        return Outcome.Done;
    }

    internal sealed class Map : IEntityTypeConfiguration<Listing>, IReadFilter<Listing>
    {
        public void Configure(EntityTypeBuilder<Listing> builder)
        {
            builder.ToTable("Listings");
            builder.HasKey(listing => new { listing.ProductId, listing.ChannelId });
            builder.Ignore(listing => listing.InStock);
            builder.Property(listing => listing.Version).IsConcurrencyToken();
            builder.HasIndex(listing => new { listing.ChannelId, listing.Price, listing.ProductId });
            builder.HasIndex(listing => new { listing.ChannelId, listing.Stock, listing.ProductId });
            builder.HasOne<Product>().WithMany().HasForeignKey(listing => listing.ProductId).OnDelete(DeleteBehavior.Cascade);
            builder.HasOne<Channel>().WithMany().HasForeignKey(listing => listing.ChannelId).OnDelete(DeleteBehavior.Restrict);
        }

        public Expression<Func<Listing, bool>> Readable(StudioDb db) => listing => db.Readable.Contains(listing.ChannelId);
    }
}

/// <summary>The history of another shop's prices and stock.</summary>
internal sealed class ListingHistoryFilter : IReadFilter<Change>
{
#pragma warning disable CA1310 // The database compares bytes; this form is the one that it is given.
    public Expression<Func<Change, bool>> Readable(StudioDb db) =>
        change => change.Entity != nameof(Listing) || db.ReadableEnds.Any(end => change.EntityId.EndsWith(end));
#pragma warning restore CA1310
}
