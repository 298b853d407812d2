using System.Linq.Expressions;
using CrossSell.Core.Audit;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using static CrossSell.Core.Bundles.BundlesTexts;

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
    // Changes by the verbs below only. Named as EF Core looks for it.
    private DateTimeOffset? retiredAt;
    private BundleKind kind;

    public int Id { get; init; }

    /// <summary>Short, lower case, in addresses and files.</summary>
    public required string Code { get; init; }

    /// <summary>That of the newest revision.</summary>
    public BundleKind Kind { get => kind; init => kind = value; }

    public required string OwnerId { get; init; }

    /// <summary>Taken off sale for good; its revisions stay as history.</summary>
    public DateTimeOffset? RetiredAt { get => retiredAt; init => retiredAt = value; }

    public DateTimeOffset CreatedAt { get; init; }

    public int Version { get; set; }

    public List<BundleRevision> Revisions { get; } = [];

    /// <summary>The revision that is being worked or decided on; null when there is none. Needs the revisions loaded.</summary>
    public BundleRevision? Open => Revisions.SingleOrDefault(revision => revision.IsOpen);

    /// <summary>Starts the next revision with the content of the newest one; refused while another is open.</summary>
    /// <param name="ofCampaigns">Ids of revisions that are sold in a campaign only: their price and days are not the bundle's own, and not copied.</param>
    public Outcome<BundleRevision> Revise(Actor actor, DateTimeOffset now, IReadOnlySet<int> ofCampaigns)
    {
        ArgumentNullException.ThrowIfNull(ofCampaigns);
        if (RetiredAt is not null)
        {
            return new Refusal("bundle.retired", L["This bundle is retired."]);
        }

        if (Open is { } open)
        {
            return new Refusal("bundle.open", L["Revision {0} is still open. Finish it first.", open.Number]);
        }

        var own = Revisions.Where(revision => !ofCampaigns.Contains(revision.Id)).MaxBy(revision => revision.Number);
        var newest = Revisions.MaxBy(revision => revision.Number)!;
        var next = BundleRevision.Of(newest.Number + 1, BundleContent.Of(own ?? newest), actor, now);
        Revisions.Add(next);
        return next;
    }

    /// <summary>Takes the kind of the newest revision. Needs the revisions loaded.</summary>
    internal void FollowNewest() => kind = Revisions.MaxBy(revision => revision.Number)!.Kind;

    /// <summary>Takes the bundle off sale for good, whatever its revisions say.</summary>
    public Outcome Retire(DateTimeOffset now)
    {
        if (RetiredAt is not null)
        {
            return new Refusal("bundle.retired", L["This bundle is already retired."]);
        }

        if (Open is { State: RevisionState.InReview })
        {
            return new Refusal("bundle.in-review", L["This bundle is in review. Withdraw it first."]);
        }

        retiredAt = now;
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
