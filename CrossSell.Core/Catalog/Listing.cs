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
    // What people edit changes by the verbs below only; what it is never does. Named as EF Core looks for them.
    private int productId;
    private long price;
    private long? compareAtPrice;
    private long? cost;
    private int? stock;
    private bool published;
    private int completeness;
    private string missing = "";

    public int ProductId { get => productId; init => productId = value; }

    public int ChannelId { get; init; }

    public long Price { get => price; init => price = value; }

    public long? CompareAtPrice { get => compareAtPrice; init => compareAtPrice = value; }

    /// <summary>Null means the margin is unknown, which is said; it is never taken as 0.</summary>
    public long? Cost { get => cost; init => cost = value; }

    /// <summary>Null means not tracked, and sellable.</summary>
    public int? Stock { get => stock; init => stock = value; }

    public bool Published { get => published; init => published = value; }

    /// <summary>Percent of the channel's required fields that are filled.</summary>
    public int Completeness { get => completeness; init => completeness = value; }

    /// <summary>
    /// Names of the needed fields that are not filled, by commas, as <see cref="Channel.RequiredFields"/> writes them; empty when nothing is missing.
    /// </summary>
    public string Missing { get => missing; init => missing = value; }

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

        (price, compareAtPrice, cost, stock, published) = (edit.Price, edit.CompareAtPrice, edit.Cost, edit.Stock, edit.Published);
        return Outcome.Done;
    }

    /// <summary>Takes its score against what the channel requires.</summary>
    /// <param name="percent">Of the required fields that are filled, 0 to 100.</param>
    /// <param name="without">As <see cref="Missing"/>.</param>
    internal void Score(int percent, string without) => (completeness, missing) = (percent, without);

    /// <summary>The same row apart from the stored one, to be edited and compared with it.</summary>
    internal Listing Copy() => (Listing)MemberwiseClone();

    /// <summary>Takes its product, once: for rows that are written without EF Core.</summary>
    internal void AssignProduct(int given)
    {
        if (productId != 0 && productId != given)
        {
            throw new InvalidOperationException($"The listing is of product {productId} already.");
        }

        productId = given;
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
