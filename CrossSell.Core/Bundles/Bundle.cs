using CrossSell.Core.Audit;
using CrossSell.Core.Catalog;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrossSell.Core.Bundles;

public enum BundleKind
{
    /// <summary>Every component, one price.</summary>
    FixedSet,

    /// <summary>Slots from which the shopper chooses.</summary>
    Choice,

    /// <summary>With X, get Y at a discount.</summary>
    TriggeredOffer,
}

/// <summary>Products sold together. All content stands in its revisions; at most one of them is open (draft, in review or sent back).</summary>
public sealed class Bundle : IAudited, IVersioned
{
    public int Id { get; set; }

    /// <summary>Short, lower case, in addresses and files.</summary>
    public required string Code { get; set; }

    public BundleKind Kind { get; set; }

    public required string OwnerId { get; set; }

    /// <summary>Taken off sale for good; its revisions stay as history.</summary>
    public DateTimeOffset? RetiredAt { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public int Version { get; set; }

    public List<BundleRevision> Revisions { get; } = [];

    internal sealed class Map : IEntityTypeConfiguration<Bundle>
    {
        public void Configure(EntityTypeBuilder<Bundle> builder)
        {
            builder.ToTable("Bundles");
            builder.HasIndex(bundle => bundle.Code).IsUnique();
            builder.Property(bundle => bundle.Version).IsConcurrencyToken();
            builder.HasMany(bundle => bundle.Revisions).WithOne().HasForeignKey(revision => revision.BundleId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}

public enum RevisionState
{
    Draft,
    InReview,
    ChangesRequested,

    /// <summary>Scheduled, live or ended follows from the instant and is not stored.</summary>
    Approved,

    /// <summary>A newer revision was approved.</summary>
    Superseded,
}

/// <summary>How the set's price comes from its parts.</summary>
public enum PricingKind
{
    SumOfParts,
    PercentOff,
    AmountOff,
    FixedPrice,
    PerComponent,
    CheapestFree,
}

/// <summary>Where a set's price is rounded to; always downwards.</summary>
public enum PriceRounding
{
    None,
    Whole,
    To95,
    To99,
}

/// <summary>One content of a bundle: edited while draft, frozen when submitted, and then decided on.</summary>
public sealed class BundleRevision : IAudited, IVersioned
{
    public int Id { get; set; }

    public int BundleId { get; set; }

    /// <summary>From 1 within its bundle.</summary>
    public int Number { get; set; }

    public RevisionState State { get; set; }

    public required string Name { get; set; }

    /// <summary>What the shopper reads under the name.</summary>
    public string? Text { get; set; }

    public PricingKind Pricing { get; set; }

    /// <summary>For percent off: 1000 is 10 %.</summary>
    public int PercentBasisPoints { get; set; }

    /// <summary>For amount off and fixed price: minor units of the channel's currency.</summary>
    public long Amount { get; set; }

    public PriceRounding Rounding { get; set; }

    /// <summary>Wall time in each channel's own zone; null means at once.</summary>
    public DateTime? StartsAt { get; set; }

    /// <summary>Exclusive; null means until retired.</summary>
    public DateTime? EndsAt { get; set; }

    public string? Segment { get; set; }

    /// <summary>What the author wants the reviewer to know.</summary>
    public string? Note { get; set; }

    public string? SubmittedBy { get; set; }

    public DateTimeOffset? SubmittedAt { get; set; }

    public DateTimeOffset UpdatedAt { get; set; }

    public int Version { get; set; }

    public List<BundleComponent> Components { get; } = [];

    public List<BundleChannel> Channels { get; } = [];

    public List<RevisionAuthor> Authors { get; } = [];

    public bool IsOpen => State is RevisionState.Draft or RevisionState.InReview or RevisionState.ChangesRequested;

    internal sealed class Map : IEntityTypeConfiguration<BundleRevision>
    {
        public void Configure(EntityTypeBuilder<BundleRevision> builder)
        {
            builder.ToTable("BundleRevisions");
            builder.Ignore(revision => revision.IsOpen);
            builder.HasIndex(revision => new { revision.BundleId, revision.Number }).IsUnique();
            builder.HasIndex(revision => revision.BundleId).IsUnique().HasDatabaseName("IX_BundleRevisions_OneOpen")
                .HasFilter("\"State\" IN ('Draft', 'InReview', 'ChangesRequested')");
            builder.HasIndex(revision => new { revision.State, revision.SubmittedAt });
            builder.Property(revision => revision.Version).IsConcurrencyToken();
            builder.HasMany(revision => revision.Components).WithOne().HasForeignKey(component => component.RevisionId).OnDelete(DeleteBehavior.Cascade);
            builder.HasMany(revision => revision.Channels).WithOne().HasForeignKey(channel => channel.RevisionId).OnDelete(DeleteBehavior.Cascade);
            builder.HasMany(revision => revision.Authors).WithOne().HasForeignKey(author => author.RevisionId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}

/// <summary>One product of a set.</summary>
public sealed class BundleComponent : IAudited
{
    public int Id { get; set; }

    public int RevisionId { get; set; }

    /// <summary>The place that a choice fills; null for a component that is always in.</summary>
    public string? Slot { get; set; }

    public int ProductId { get; set; }

    public int Quantity { get; set; } = 1;

    public bool Required { get; set; } = true;

    /// <summary>For pricing per component: 1000 is 10 % off this one.</summary>
    public int DiscountBasisPoints { get; set; }

    /// <summary>From 0.</summary>
    public int Position { get; set; }

    internal sealed class Map : IEntityTypeConfiguration<BundleComponent>
    {
        public void Configure(EntityTypeBuilder<BundleComponent> builder)
        {
            builder.ToTable("BundleComponents");
            builder.HasIndex(component => new { component.RevisionId, component.ProductId }).IsUnique();
            builder.HasIndex(component => component.ProductId);
            builder.HasOne<Product>().WithMany().HasForeignKey(component => component.ProductId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

/// <summary>A shop where the revision is to be sold.</summary>
public sealed class BundleChannel : IAudited
{
    public int RevisionId { get; set; }

    public int ChannelId { get; set; }

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
    public int RevisionId { get; set; }

    public required string ActorId { get; set; }

    public required string Name { get; set; }

    internal sealed class Map : IEntityTypeConfiguration<RevisionAuthor>
    {
        public void Configure(EntityTypeBuilder<RevisionAuthor> builder)
        {
            builder.ToTable("RevisionAuthors");
            builder.HasKey(author => new { author.RevisionId, author.ActorId });
        }
    }
}
