using CrossSell.Core.Catalog;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrossSell.Core.Canvas;

/// <summary>Where somebody put a product on the canvas of an anchor. The same for everybody; no change of the data, so it is not audited.</summary>
public sealed class CanvasPlace
{
    public int AnchorId { get; set; }

    public int ProductId { get; set; }

    /// <summary>From the anchor's middle, in canvas units (CSS pixels at zoom 1).</summary>
    public double X { get; set; }

    public double Y { get; set; }

    internal sealed class Map : IEntityTypeConfiguration<CanvasPlace>
    {
        public void Configure(EntityTypeBuilder<CanvasPlace> builder)
        {
            builder.ToTable("CanvasPlaces");
            builder.HasKey(place => new { place.AnchorId, place.ProductId });
            builder.HasOne<Product>().WithMany().HasForeignKey(place => place.AnchorId).OnDelete(DeleteBehavior.Cascade);
            builder.HasOne<Product>().WithMany().HasForeignKey(place => place.ProductId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}
