using CrossSell.Core.Audit;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrossSell.Core.Bundles;

/// <summary>One product of a set. Which of them it is says <see cref="ComponentContent.Key"/>: the same product may stand in several slots.</summary>
public sealed class BundleComponent : IAudited
{
    // Changes with its revision only. Named as EF Core looks for them.
    private int quantity = 1;
    private int discountBasisPoints;
    private int position;
    private bool leads;
    private bool required = true;
    private int? minQuantity;
    private int? maxQuantity;
    private long priceDelta;
    private EquatableList<int> replacements = [];
    private EquatableList<VariantContent> variants = [];
    private EquatableDictionary<string, string> titles = [];
    private int? includedBundleId;

    public int Id { get; init; }

    public int RevisionId { get; init; }

    /// <summary>The place that a choice fills; null for a component that is always in.</summary>
    public string? Slot { get; init; }

    public ComponentRole Role { get; init; }

    public int ProductId { get; init; }

    public int Quantity { get => quantity; init => quantity = value; }

    public bool Required { get => required; init => required = value; }

    /// <summary>Fewest units that the shopper may choose; null where the quantity is fixed.</summary>
    public int? MinQuantity { get => minQuantity; init => minQuantity = value; }

    /// <summary>Most units that the shopper may choose; null where the quantity is fixed.</summary>
    public int? MaxQuantity { get => maxQuantity; init => maxQuantity = value; }

    /// <summary>For pricing per component: 1000 is 10 % off this one.</summary>
    public int DiscountBasisPoints { get => discountBasisPoints; init => discountBasisPoints = value; }

    /// <summary>What the set costs more, or less, with one unit of it, in minor units.</summary>
    public long PriceDelta { get => priceDelta; init => priceDelta = value; }

    /// <summary>From 0.</summary>
    public int Position { get => position; init => position = value; }

    /// <summary>Whether the bundle also leads the panel of this product's page. That of the main product, the first component, it leads in any case.</summary>
    public bool Leads { get => leads; init => leads = value; }

    /// <summary>Products that step in, in this order.</summary>
    public EquatableList<int> Replacements { get => replacements; init => replacements = value; }

    /// <summary>Of a family: the variants that may be picked; empty for all.</summary>
    public EquatableList<VariantContent> Variants { get => variants; init => variants = value; }

    /// <summary>By locale.</summary>
    public EquatableDictionary<string, string> Titles { get => titles; init => titles = value; }

    /// <summary>The bundle that it was put in with; null for its own.</summary>
    public int? IncludedBundleId { get => includedBundleId; init => includedBundleId = value; }

    /// <summary>As a person edits it.</summary>
    internal ComponentContent Content => new(ProductId, Quantity, DiscountBasisPoints, Leads)
    {
        Role = Role,
        IsRequired = Required,
        MinQuantity = MinQuantity,
        MaxQuantity = MaxQuantity,
        SlotKey = Slot,
        PriceDelta = PriceDelta,
        Replacements = Replacements,
        Variants = Variants,
        Titles = Titles,
        IncludedBundleId = IncludedBundleId,
    };

    /// <summary>A component of what a person edited, at its place.</summary>
    internal static BundleComponent Of(ComponentKey key) => new() { ProductId = key.ProductId, Slot = key.SlotKey, Role = key.Role };

    internal void Take(ComponentContent content, int place)
    {
        (quantity, discountBasisPoints, position, leads) = (content.Quantity, content.DiscountBasisPoints, place, content.Leads);
        (required, minQuantity, maxQuantity, priceDelta) = (content.IsRequired, content.MinQuantity, content.MaxQuantity, content.PriceDelta);
        (replacements, variants, titles, includedBundleId) = (content.Replacements, content.Variants, content.Titles, content.IncludedBundleId);
    }

    internal sealed class Map : IEntityTypeConfiguration<BundleComponent>
    {
        public void Configure(EntityTypeBuilder<BundleComponent> builder)
        {
            builder.ToTable("BundleComponents");
            builder.Ignore(component => component.Content);
            builder.HasIndex(component => new { component.RevisionId, component.ProductId });
            builder.HasIndex(component => component.ProductId);
            // What the version before writes has none of these.
            builder.Property(component => component.Role).HasDefaultValue(ComponentRole.Part);
            builder.Property(component => component.Replacements).AsJson().HasDefaultValueSql("'[]'");
            builder.Property(component => component.Variants).AsJson().HasDefaultValueSql("'[]'");
            builder.Property(component => component.Titles).AsJson().HasDefaultValueSql("'{}'");
            builder.HasOne<Product>().WithMany().HasForeignKey(component => component.ProductId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

/// <summary>A shop where the revision is to be sold.</summary>
public sealed class BundleChannel : IAudited
{
    // Fixed with its revision. Named as EF Core looks for it.
    private SplitBasis? splitBasis;

    public int RevisionId { get; init; }

    public int ChannelId { get; init; }

    /// <summary>
    /// How the price is split there, as the shop's settings said when the revision was submitted: what was approved is split so for ever. Null while it is
    /// edited.
    /// </summary>
    public SplitBasis? SplitBasis { get => splitBasis; init => splitBasis = value; }

    internal void Fix(SplitBasis? basis) => splitBasis = basis;

    internal sealed class Map : IEntityTypeConfiguration<BundleChannel>
    {
        public void Configure(EntityTypeBuilder<BundleChannel> builder)
        {
            builder.ToTable("BundleChannels");
            builder.HasKey(place => new { place.RevisionId, place.ChannelId });
            builder.HasOne<Channel>().WithMany().HasForeignKey(place => place.ChannelId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

/// <summary>Somebody who edited the revision, and so may not approve it.</summary>
public sealed class RevisionAuthor : IAudited
{
    public int RevisionId { get; init; }

    public required string ActorId { get; init; }

    public required string Name { get; init; }

    internal sealed class Map : IEntityTypeConfiguration<RevisionAuthor>
    {
        public void Configure(EntityTypeBuilder<RevisionAuthor> builder)
        {
            builder.ToTable("RevisionAuthors");
            builder.HasKey(author => new { author.RevisionId, author.ActorId });
        }
    }
}
