using System.Linq.Expressions;
using CrossSell.Core.Audit;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using static CrossSell.Core.Bundles.BundlesTexts;

namespace CrossSell.Core.Bundles;

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

    /// <summary>Of every n units, the cheapest beyond m are free.</summary>
    BuyNPayM,
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
    // What people edit changes by the verbs below only; what it is never does. Named as EF Core looks for them.
    private RevisionState state;
    private string name = null!;
    private string? text;
    private PricingKind pricing;
    private int percentBasisPoints;
    private long amount;
    private PriceRounding rounding;
    private DateTime? startsAt;
    private DateTime? endsAt;
    private string? segment;
    private string? note;
    private string? submittedBy;
    private DateTimeOffset? submittedAt;
    private DateTimeOffset updatedAt;
    private BundleKind kind;
    private EquatableList<SlotContent> slots = [];
    private EquatableList<LocaleContent> locales = [];
    private string? pictureHash;
    private int buyQuantity;
    private int payQuantity;
    private bool stacksWithCodes;
    private bool isComposite;

    public int Id { get; init; }

    public int BundleId { get; init; }

    /// <summary>From 1 within its bundle.</summary>
    public int Number { get; init; }

    public RevisionState State { get => state; init => state = value; }

    public required string Name { get => name; init => name = value; }

    public BundleKind Kind { get => kind; init => kind = value; }

    /// <summary>What the shopper fills.</summary>
    public EquatableList<SlotContent> Slots { get => slots; init => slots = value; }

    /// <summary>Name, text and picture where a locale has its own.</summary>
    public EquatableList<LocaleContent> Locales { get => locales; init => locales = value; }

    /// <summary>A picture of the whole set; null for those of its parts.</summary>
    public string? PictureHash { get => pictureHash; init => pictureHash = value; }

    /// <summary>What the shopper reads under the name.</summary>
    public string? Text { get => text; init => text = value; }

    public PricingKind Pricing { get => pricing; init => pricing = value; }

    /// <summary>For percent off: 1000 is 10 %.</summary>
    public int PercentBasisPoints { get => percentBasisPoints; init => percentBasisPoints = value; }

    /// <summary>For amount off and fixed price: minor units of the channel's currency.</summary>
    public long Amount { get => amount; init => amount = value; }

    public PriceRounding Rounding { get => rounding; init => rounding = value; }

    /// <summary>For buy n, pay m.</summary>
    public int BuyQuantity { get => buyQuantity; init => buyQuantity = value; }

    /// <summary>For buy n, pay m.</summary>
    public int PayQuantity { get => payQuantity; init => payQuantity = value; }

    /// <summary>Whether the shop's discount codes come off it as well.</summary>
    public bool StacksWithCodes { get => stacksWithCodes; init => stacksWithCodes = value; }

    /// <summary>One supply at the main product's tax rate.</summary>
    public bool IsComposite { get => isComposite; init => isComposite = value; }

    /// <summary>Wall time in each channel's own zone; null means at once.</summary>
    public DateTime? StartsAt { get => startsAt; init => startsAt = value; }

    /// <summary>Exclusive; null means until retired.</summary>
    public DateTime? EndsAt { get => endsAt; init => endsAt = value; }

    public string? Segment { get => segment; init => segment = value; }

    /// <summary>What the author wants the reviewer to know.</summary>
    public string? Note { get => note; init => note = value; }

    public string? SubmittedBy { get => submittedBy; init => submittedBy = value; }

    public DateTimeOffset? SubmittedAt { get => submittedAt; init => submittedAt = value; }

    public DateTimeOffset UpdatedAt { get => updatedAt; init => updatedAt = value; }

    public int Version { get; set; }

    public List<BundleComponent> Components { get; } = [];

    public List<BundleChannel> Channels { get; } = [];

    public List<RevisionAuthor> Authors { get; } = [];

    public bool IsOpen => State is RevisionState.Draft or RevisionState.InReview or RevisionState.ChangesRequested;

    /// <summary>Whether its content may still change.</summary>
    public bool IsEditable => State is RevisionState.Draft or RevisionState.ChangesRequested;

    /// <summary>A draft of checked content.</summary>
    internal static BundleRevision Of(int number, BundleContent content, Actor author, DateTimeOffset now)
    {
        var revision = new BundleRevision { Number = number, Name = content.Name, UpdatedAt = now };
        revision.Take(content);
        revision.Author(author);
        return revision;
    }

    /// <summary>Replaces the content; who edits becomes one of its authors, who may not approve it.</summary>
    public Outcome Edit(BundleContent content, Actor actor, DateTimeOffset now)
    {
        if (!IsEditable)
        {
            return new Refusal("revision.frozen", State == RevisionState.InReview
                ? L["This revision is in review. Withdraw it to edit it; the review then starts again."]
                : L["This revision was decided on. Start a new revision to change the bundle."]);
        }

        if (content.Check() is { } refusal)
        {
            return refusal;
        }

        Take(content);
        Author(actor);
        updatedAt = now;
        return Outcome.Done;
    }

    /// <summary>Freezes the content and hands it to the reviewers. Whether it is fit to be sold is for the caller to check first.</summary>
    /// <param name="bases">How each channel splits the price now; what is not named follows its channel.</param>
    public Outcome Submit(Actor actor, DateTimeOffset now, IReadOnlyDictionary<int, SplitBasis>? bases = null)
    {
        if (!IsEditable)
        {
            return new Refusal("revision.not-draft", L["Only a draft can be submitted."]);
        }

        (state, submittedBy, submittedAt) = (RevisionState.InReview, actor.Id, now);
        Channels.ForEach(place => place.Fix(bases?.TryGetValue(place.ChannelId, out var basis) == true ? basis : null));
        Author(actor);
        return Outcome.Done;
    }

    /// <summary>Takes it back from the reviewers to be edited.</summary>
    public Outcome Withdraw()
    {
        if (State != RevisionState.InReview)
        {
            return new Refusal("revision.not-in-review", L["This revision is not in review."]);
        }

        (state, submittedBy, submittedAt) = (RevisionState.Draft, null, null);
        Channels.ForEach(place => place.Fix(null));
        return Outcome.Done;
    }

    /// <summary>The verdict of its reviewers; an author never approves, whatever the role.</summary>
    public Outcome Decide(bool approve, Actor reviewer)
    {
        if (State != RevisionState.InReview)
        {
            return new Refusal("revision.not-in-review", L["This revision is no longer in review."]);
        }

        if (approve && Authors.Any(author => author.ActorId == reviewer.Id))
        {
            return Refusal.Forbidden(L["You worked on this revision, so someone else has to approve it."]);
        }

        state = approve ? RevisionState.Approved : RevisionState.ChangesRequested;
        return Outcome.Done;
    }

    /// <summary>A newer one was approved in its place.</summary>
    internal void Supersede()
    {
        if (state != RevisionState.Approved)
        {
            throw new InvalidOperationException($"Revision {Number} is {state}: only an approved one gives way.");
        }

        state = RevisionState.Superseded;
    }

    private void Author(Actor actor)
    {
        if (Authors.All(author => author.ActorId != actor.Id))
        {
            Authors.Add(new RevisionAuthor { ActorId = actor.Id, Name = actor.Name });
        }
    }

    /// <summary>Takes over the content, keeping the rows of components and channels that stay, so that their history stays with them.</summary>
    private void Take(BundleContent content)
    {
        (name, text, note, segment) = (content.Name.Trim(), Clean(content.Text), Clean(content.Note), Clean(content.Segment));
        (pricing, percentBasisPoints, amount, rounding) = (content.Pricing, content.PercentBasisPoints, content.Amount, content.Rounding);
        (startsAt, endsAt) = (content.StartsAt, content.EndsAt);
        (kind, slots, locales, pictureHash) = (content.Kind, content.Slots, [.. content.Locales.Where(own => !own.IsEmpty)], Clean(content.PictureHash));
        (buyQuantity, payQuantity) = (content.BuyQuantity, content.PayQuantity);
        (stacksWithCodes, isComposite) = (content.StacksWithCodes, content.IsComposite);
        Components.RemoveAll(component => content.Components.All(wanted => wanted.Key != component.Content.Key));
        foreach (var (wanted, position) in content.Components.Select((wanted, position) => (wanted, position)))
        {
            var component = Components.Find(known => known.Content.Key == wanted.Key);
            if (component is null)
            {
                component = BundleComponent.Of(wanted.Key);
                Components.Add(component);
            }

            component.Take(wanted, position);
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
            // What the version before writes has none of these.
            builder.Property(revision => revision.Kind).HasDefaultValue(BundleKind.FixedSet);
            builder.Property(revision => revision.Slots).AsJson().HasDefaultValueSql("'[]'");
            builder.Property(revision => revision.Locales).AsJson().HasDefaultValueSql("'[]'");
            builder.HasMany(revision => revision.Components).WithOne().HasForeignKey(component => component.RevisionId).OnDelete(DeleteBehavior.Cascade);
            builder.HasMany(revision => revision.Channels).WithOne().HasForeignKey(channel => channel.RevisionId).OnDelete(DeleteBehavior.Cascade);
            builder.HasMany(revision => revision.Authors).WithOne().HasForeignKey(author => author.RevisionId).OnDelete(DeleteBehavior.Cascade);
        }

        // Where a revision is sold is told by its channels, which stay readable: anyone who may see it in one shop is told that others sell it too.
        public Expression<Func<BundleRevision, bool>> Readable(StudioDb db) =>
            revision => !revision.Channels.Any() || revision.Channels.Any(place => db.Readable.Contains(place.ChannelId));
    }
}
