using System.Linq.Expressions;
using CrossSell.Core.Audit;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
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

/// <summary>Products sold together. All content stands in its revisions; at most one of them is open (draft, in review or returned for changes).</summary>
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

    /// <summary>The revision that is being worked or decided on; null when there is none. Needs the revisions loaded.</summary>
    public BundleRevision? Open => Revisions.SingleOrDefault(revision => revision.IsOpen);

    /// <summary>Starts the next revision with the content of the newest one; refused while another is open.</summary>
    public Outcome<BundleRevision> Revise(Actor actor, DateTimeOffset now)
    {
        if (RetiredAt is not null)
        {
            return new Refusal("bundle.retired", "This bundle is retired.");
        }

        if (Open is { } open)
        {
            return new Refusal("bundle.open", $"Revision {open.Number} is still open. Finish it first.");
        }

        var newest = Revisions.MaxBy(revision => revision.Number)!;
        var next = new BundleRevision { BundleId = Id, Number = newest.Number + 1, Name = newest.Name, UpdatedAt = now };
        next.Take(BundleContent.Of(newest));
        next.Author(actor);
        Revisions.Add(next);
        return next;
    }

    /// <summary>Takes the bundle off sale for good, whatever its revisions say.</summary>
    public Outcome Retire(DateTimeOffset now)
    {
        if (RetiredAt is not null)
        {
            return new Refusal("bundle.retired", "This bundle is already retired.");
        }

        if (Open is { State: RevisionState.InReview })
        {
            return new Refusal("bundle.in-review", "This bundle is in review. Withdraw it first.");
        }

        RetiredAt = now;
        return Outcome.Done;
    }

    internal sealed class Map : IEntityTypeConfiguration<Bundle>, IReadFilter<Bundle>
    {
        public void Configure(EntityTypeBuilder<Bundle> builder)
        {
            builder.ToTable("Bundles");
            builder.Ignore(bundle => bundle.Open);
            builder.Property(bundle => bundle.Code).HasAnnotation(StudioDb.WithoutCase, true);
            builder.HasIndex(bundle => bundle.Code).IsUnique();
            builder.Property(bundle => bundle.Version).IsConcurrencyToken();
            builder.HasMany(bundle => bundle.Revisions).WithOne().HasForeignKey(revision => revision.BundleId).OnDelete(DeleteBehavior.Cascade);
        }

        public Expression<Func<Bundle, bool>> Readable(StudioDb db) => bundle => bundle.Revisions.Any();
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

    /// <summary>Whether its content may still change.</summary>
    public bool IsEditable => State is RevisionState.Draft or RevisionState.ChangesRequested;

    /// <summary>Replaces the content; who edits becomes one of its authors, who may not approve it.</summary>
    public Outcome Edit(BundleContent content, Actor actor, DateTimeOffset now)
    {
        if (!IsEditable)
        {
            return new Refusal("revision.frozen", State == RevisionState.InReview
                ? "This revision is in review. Withdraw it to edit it; the review then starts again."
                : "This revision was decided on. Start a new revision to change the bundle.");
        }

        if (content.Check() is { } refusal)
        {
            return refusal;
        }

        Take(content);
        Author(actor);
        UpdatedAt = now;
        return Outcome.Done;
    }

    /// <summary>Freezes the content and hands it to the reviewers. Whether it is fit to be sold is for the caller to check first.</summary>
    public Outcome Submit(Actor actor, DateTimeOffset now)
    {
        if (!IsEditable)
        {
            return new Refusal("revision.not-draft", "Only a draft can be submitted.");
        }

        (State, SubmittedBy, SubmittedAt) = (RevisionState.InReview, actor.Id, now);
        Author(actor);
        return Outcome.Done;
    }

    /// <summary>Takes it back from the reviewers to be edited.</summary>
    public Outcome Withdraw()
    {
        if (State != RevisionState.InReview)
        {
            return new Refusal("revision.not-in-review", "This revision is not in review.");
        }

        (State, SubmittedBy, SubmittedAt) = (RevisionState.Draft, null, null);
        return Outcome.Done;
    }

    /// <summary>The verdict of its reviewers; an author never approves, whatever the role.</summary>
    public Outcome Decide(bool approve, Actor reviewer)
    {
        if (State != RevisionState.InReview)
        {
            return new Refusal("revision.not-in-review", "This revision is no longer in review.");
        }

        if (approve && Authors.Any(author => author.ActorId == reviewer.Id))
        {
            return Refusal.Forbidden("You worked on this revision, so someone else has to approve it.");
        }

        State = approve ? RevisionState.Approved : RevisionState.ChangesRequested;
        return Outcome.Done;
    }

    internal void Author(Actor actor)
    {
        if (Authors.All(author => author.ActorId != actor.Id))
        {
            Authors.Add(new RevisionAuthor { ActorId = actor.Id, Name = actor.Name });
        }
    }

    /// <summary>Takes over the content, keeping the rows of components and channels that stay, so that their history stays with them.</summary>
    internal void Take(BundleContent content)
    {
        (Name, Text, Note, Segment) = (content.Name.Trim(), Clean(content.Text), Clean(content.Note), Clean(content.Segment));
        (Pricing, PercentBasisPoints, Amount, Rounding) = (content.Pricing, content.PercentBasisPoints, content.Amount, content.Rounding);
        (StartsAt, EndsAt) = (content.StartsAt, content.EndsAt);
        Components.RemoveAll(component => content.Components.All(wanted => wanted.ProductId != component.ProductId));
        foreach (var (wanted, position) in content.Components.Select((wanted, position) => (wanted, position)))
        {
            var component = Components.Find(known => known.ProductId == wanted.ProductId);
            if (component is null)
            {
                component = new BundleComponent { ProductId = wanted.ProductId };
                Components.Add(component);
            }

            (component.Quantity, component.DiscountBasisPoints, component.Position, component.Leads) = (
                wanted.Quantity, wanted.DiscountBasisPoints, position, wanted.Leads);
        }

        Channels.RemoveAll(place => !content.ChannelIds.Contains(place.ChannelId));
        Channels.AddRange(content.ChannelIds.Where(id => Channels.All(place => place.ChannelId != id)).Select(id => new BundleChannel { ChannelId = id }));
    }

    private static string? Clean(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    internal sealed class Map : IEntityTypeConfiguration<BundleRevision>, IReadFilter<BundleRevision>
    {
        public void Configure(EntityTypeBuilder<BundleRevision> builder)
        {
            builder.ToTable("BundleRevisions");
            builder.Ignore(revision => revision.IsOpen);
            builder.Ignore(revision => revision.IsEditable);
            builder.HasIndex(revision => new { revision.BundleId, revision.Number }).IsUnique();
            builder.HasIndex(revision => revision.BundleId).IsUnique().HasDatabaseName("IX_BundleRevisions_OneOpen")
                .HasFilter("\"State\" IN ('Draft', 'InReview', 'ChangesRequested')");
            builder.HasIndex(revision => new { revision.State, revision.SubmittedAt });
            builder.Property(revision => revision.Version).IsConcurrencyToken();
            builder.HasMany(revision => revision.Components).WithOne().HasForeignKey(component => component.RevisionId).OnDelete(DeleteBehavior.Cascade);
            builder.HasMany(revision => revision.Channels).WithOne().HasForeignKey(channel => channel.RevisionId).OnDelete(DeleteBehavior.Cascade);
            builder.HasMany(revision => revision.Authors).WithOne().HasForeignKey(author => author.RevisionId).OnDelete(DeleteBehavior.Cascade);
        }

        // Where a revision is sold is told by its channels, which stay readable: anyone who may see it in one shop is told that others sell it too.
        public Expression<Func<BundleRevision, bool>> Readable(StudioDb db) =>
            revision => !revision.Channels.Any() || revision.Channels.Any(place => db.Readable.Contains(place.ChannelId));
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

    /// <summary>Whether the bundle also leads the panel of this product's page. That of the main product, the first component, it leads in any case.</summary>
    public bool Leads { get; set; }

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
