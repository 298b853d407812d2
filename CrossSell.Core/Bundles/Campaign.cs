using System.Linq.Expressions;
using CrossSell.Core.Audit;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using static CrossSell.Core.Bundles.BundlesTexts;

namespace CrossSell.Core.Bundles;

/// <summary>Where a campaign stands. Scheduled, live or ended follows from the instant and is not stored.</summary>
public enum CampaignState
{
    Draft,
    InReview,
    ChangesRequested,
    Approved,

    /// <summary>Taken back as one: everything stands as if it had not been.</summary>
    RolledBack,
}

/// <summary>What people write about a campaign.</summary>
/// <param name="StartsAt">Wall time in each shop.</param>
/// <param name="EndsAt">Exclusive.</param>
public sealed record CampaignTerms(string Name, string? Note, DateTime? StartsAt, DateTime? EndsAt, IReadOnlyList<int> ChannelIds);

/// <summary>
/// Bundles and links with one schedule, reviewed, published and rolled back as one. Its revisions are sold only while it is on; before and after, what was sold
/// without it. Its links are its own: those that people made are never touched.
/// </summary>
public sealed class Campaign : IAudited, IVersioned
{
    public const int NameLength = 120;
    public const int NoteLength = 2000;

    // Changes by the verbs below only. Named as EF Core looks for them.
    private string name = null!;
    private string? note;
    private CampaignState state;
    private DateTime? startsAt;
    private DateTime? endsAt;
    private List<int> channelIds = [];
    private List<string> authorIds = [];
    private string? submittedBy;
    private DateTimeOffset? submittedAt;
    private string? decidedBy;
    private DateTimeOffset? decidedAt;
    private string? reason;

    public int Id { get; init; }

    /// <summary>Short, lower case, in addresses.</summary>
    public required string Code { get; init; }

    public required string Name { get => name; init => name = value; }

    /// <summary>What its reviewer should know.</summary>
    public string? Note { get => note; init => note = value; }

    public CampaignState State { get => state; init => state = value; }

    /// <summary>Wall time in each of its shops.</summary>
    public DateTime? StartsAt { get => startsAt; init => startsAt = value; }

    /// <summary>Exclusive.</summary>
    public DateTime? EndsAt { get => endsAt; init => endsAt = value; }

    public List<int> ChannelIds { get => channelIds; init => channelIds = value; }

    /// <summary>Everybody who worked on it, and so may not approve it.</summary>
    public List<string> AuthorIds { get => authorIds; init => authorIds = value; }

    public required string OwnerId { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Name of who submitted it.</summary>
    public string? SubmittedBy { get => submittedBy; init => submittedBy = value; }

    public DateTimeOffset? SubmittedAt { get => submittedAt; init => submittedAt = value; }

    /// <summary>Name of who approved it, sent it back or rolled it back last.</summary>
    public string? DecidedBy { get => decidedBy; init => decidedBy = value; }

    public DateTimeOffset? DecidedAt { get => decidedAt; init => decidedAt = value; }

    /// <summary>What should change, of the one who sent it back.</summary>
    public string? Reason { get => reason; init => reason = value; }

    public int Version { get; set; }

    public List<CampaignBundle> Bundles { get; } = [];

    public List<CampaignLink> Links { get; } = [];

    public bool IsEditable => State is CampaignState.Draft or CampaignState.ChangesRequested;

    /// <summary>From when until when it is on in a shop.</summary>
    public (DateTimeOffset? From, DateTimeOffset? Until) Window(Channel channel)
    {
        var zone = BundleSchedule.ZoneOf(channel);
        return (StartsAt is { } from ? BundleSchedule.ToInstant(from, zone) : null, EndsAt is { } until ? BundleSchedule.ToInstant(until, zone) : null);
    }

    public BundlePhase PhaseAt(Channel channel, DateTimeOffset now)
    {
        var (from, until) = Window(channel);
        return until <= now ? BundlePhase.Ended : from > now ? BundlePhase.Scheduled : BundlePhase.Live;
    }

    internal Outcome Edit(CampaignTerms terms, Actor actor)
    {
        if (Frozen() is { } frozen)
        {
            return frozen;
        }

        if (string.IsNullOrWhiteSpace(terms.Name) || terms.Name.Trim().Length > NameLength)
        {
            return new Refusal("campaign.name", L["A campaign needs a name of at most {0} characters.", NameLength], "name");
        }

        if (terms.Note?.Length > NoteLength)
        {
            return new Refusal("campaign.note", L["The note may have {0} characters at most.", NoteLength], "note");
        }

        if (terms.ChannelIds.Count == 0)
        {
            return new Refusal("campaign.shops", L["Choose at least one shop."], "shops");
        }

        if (terms is { StartsAt: { } from, EndsAt: { } until } && until <= from)
        {
            return new Refusal("campaign.dates", L["The campaign ends before it starts."], "ends");
        }

        (name, note) = (terms.Name.Trim(), string.IsNullOrWhiteSpace(terms.Note) ? null : terms.Note.Trim());
        (startsAt, endsAt, channelIds) = (terms.StartsAt, terms.EndsAt, [.. terms.ChannelIds.Distinct().Order()]);
        Author(actor);
        return Outcome.Done;
    }

    /// <summary>Something is put in or taken out by this person; refused where it is decided on.</summary>
    internal Outcome Work(Actor actor)
    {
        if (Frozen() is { } frozen)
        {
            return frozen;
        }

        Author(actor);
        return Outcome.Done;
    }

    internal Outcome Submit(Actor actor, DateTimeOffset now)
    {
        if (Frozen() is { } frozen)
        {
            return frozen;
        }

        if (StartsAt is null || EndsAt is null)
        {
            return new Refusal("campaign.dates", L["Choose when the campaign starts and ends."], "starts");
        }

        if (Bundles.Count + Links.Count == 0)
        {
            return new Refusal("campaign.empty", L["Add a bundle or a link first."]);
        }

        (state, submittedBy, submittedAt, reason) = (CampaignState.InReview, actor.Name, now, null);
        Author(actor);
        return Outcome.Done;
    }

    internal Outcome Withdraw()
    {
        if (State != CampaignState.InReview)
        {
            return NotInReview();
        }

        (state, submittedBy, submittedAt) = (CampaignState.Draft, null, null);
        return Outcome.Done;
    }

    /// <summary>One verdict on all of it; nobody approves their own.</summary>
    internal Outcome Decide(bool approve, string? why, Actor reviewer, DateTimeOffset now)
    {
        if (State != CampaignState.InReview)
        {
            return NotInReview();
        }

        if (approve && AuthorIds.Contains(reviewer.Id))
        {
            return Refusal.Forbidden(L["You worked on this campaign, so someone else has to approve it."]);
        }

        (state, reason, decidedBy, decidedAt) = (approve ? CampaignState.Approved : CampaignState.ChangesRequested, why, reviewer.Name, now);
        return Outcome.Done;
    }

    internal Outcome RollBack(Actor actor, DateTimeOffset now)
    {
        if (State != CampaignState.Approved)
        {
            return new Refusal("campaign.not-approved", L["Only an approved campaign can be rolled back."]);
        }

        (state, decidedBy, decidedAt) = (CampaignState.RolledBack, actor.Name, now);
        return Outcome.Done;
    }

    private static Refusal NotInReview() => new("campaign.not-in-review", L["This campaign is not in review."]);

    private Refusal? Frozen() => IsEditable ? null : new Refusal("campaign.frozen", State == CampaignState.InReview
        ? L["This campaign is in review. Withdraw it to edit it."]
        : L["This campaign was decided on and cannot be edited."]);

    private void Author(Actor actor)
    {
        if (!authorIds.Contains(actor.Id))
        {
            authorIds = [.. authorIds, actor.Id];
        }
    }

    internal sealed class Map : IEntityTypeConfiguration<Campaign>, IReadFilter<Campaign>
    {
        public void Configure(EntityTypeBuilder<Campaign> builder)
        {
            builder.ToTable("Campaigns");
            builder.Ignore(campaign => campaign.IsEditable);
            builder.Property(campaign => campaign.Code).HasAnnotation(StudioDb.WithoutCase, true);
            builder.HasIndex(campaign => campaign.Code).IsUnique();
            builder.HasIndex(campaign => campaign.State);
            builder.Property(campaign => campaign.AuthorIds).AsJson();
            builder.Property(campaign => campaign.Version).IsConcurrencyToken();
            builder.HasMany(campaign => campaign.Bundles).WithOne().HasForeignKey(member => member.CampaignId).OnDelete(DeleteBehavior.Cascade);
            builder.HasMany(campaign => campaign.Links).WithOne().HasForeignKey(link => link.CampaignId).OnDelete(DeleteBehavior.Cascade);
        }

        public Expression<Func<Campaign, bool>> Readable(StudioDb db) => campaign => campaign.ChannelIds.Any(id => db.Readable.Contains(id));
    }
}

/// <summary>A revision that is sold while its campaign is on.</summary>
public sealed class CampaignBundle : IAudited
{
    public int CampaignId { get; init; }

    public int RevisionId { get; init; }

    internal sealed class Map : IEntityTypeConfiguration<CampaignBundle>
    {
        public void Configure(EntityTypeBuilder<CampaignBundle> builder)
        {
            builder.ToTable("CampaignBundles");
            builder.HasKey(member => new { member.CampaignId, member.RevisionId });
            builder.HasIndex(member => member.RevisionId).IsUnique();
            builder.HasOne<BundleRevision>().WithMany().HasForeignKey(member => member.RevisionId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}

/// <summary>A product that is recommended beside another while its campaign is on, at a place of its own.</summary>
public sealed class CampaignLink : IAudited
{
    public int Id { get; init; }

    public int CampaignId { get; init; }

    public int SourceId { get; init; }

    public int TargetId { get; init; }

    /// <summary>From 0 among the campaign's links of the same source.</summary>
    public int Position { get; set; }

    internal sealed class Map : IEntityTypeConfiguration<CampaignLink>
    {
        public void Configure(EntityTypeBuilder<CampaignLink> builder)
        {
            builder.ToTable("CampaignLinks", table => table.HasCheckConstraint("CK_CampaignLinks_NotToItself", "\"SourceId\" <> \"TargetId\""));
            builder.HasIndex(link => new { link.CampaignId, link.SourceId, link.TargetId }).IsUnique();
            builder.HasIndex(link => link.SourceId);
            builder.HasIndex(link => link.TargetId);
            builder.HasOne<Product>().WithMany().HasForeignKey(link => link.SourceId).OnDelete(DeleteBehavior.Cascade);
            builder.HasOne<Product>().WithMany().HasForeignKey(link => link.TargetId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}
