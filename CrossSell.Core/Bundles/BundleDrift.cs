using System.Linq.Expressions;
using System.Text.Json.Serialization;
using CrossSell.Core.Audit;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using static CrossSell.Core.Bundles.BundlesTexts;

namespace CrossSell.Core.Bundles;

/// <summary>What moved since a bundle was approved.</summary>
public enum DriftKind
{
    /// <summary>The price of the set; minor units.</summary>
    SetPrice,

    /// <summary>The price of one product; minor units.</summary>
    Price,

    /// <summary>The cost of one product; minor units.</summary>
    Cost,

    /// <summary>The margin of the set; basis points.</summary>
    Margin,

    /// <summary>One product cannot be delivered; days.</summary>
    Stock,

    /// <summary>What is known of one product; percent.</summary>
    Completeness,

    /// <summary>One product is not sold any more: archived, a draft, or not published in the shop.</summary>
    Status,
}

/// <summary>One thing that moved past its limit.</summary>
/// <param name="ProductId">Null for what concerns the set as a whole.</param>
/// <param name="Name">Of the product as it was called when it was seen.</param>
/// <param name="From">When it was approved, in the unit of its kind.</param>
/// <param name="To">When it was seen.</param>
public sealed record DriftMove(DriftKind Kind, int? ProductId, string? Name, long From, long To)
{
    /// <summary>The same thing moves on: it is no other move.</summary>
    [JsonIgnore]
    public (DriftKind Kind, int Product) Key => (Kind, ProductId ?? 0);

    /// <summary>Where it stood when a manager put the bundle back on sale in spite of it; null while nobody did.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? AcceptedTo { get; init; }

    /// <summary>What was seen, without what a manager said to it.</summary>
    [JsonIgnore]
    internal DriftMove Seen => this with { AcceptedTo = null };
}

/// <summary>
/// An approved revision is in one shop no longer what was approved: seen when, with what moved. At most one of a revision and shop is open. While it is
/// paused, no panel shows the bundle there.
/// </summary>
public sealed class BundleDrift : IAudited
{
    // Changes by the verbs below only. Named as EF Core looks for them.
    private IReadOnlyList<DriftMove> moves = [];
    private DateTimeOffset? clearedAt;
    private DateTimeOffset? pausedAt;
    private bool waitsForWord;
    private string? releasedBy;
    private DateTimeOffset? releasedAt;

    public int Id { get; init; }

    public int BundleId { get; init; }

    public int RevisionId { get; init; }

    public int ChannelId { get; init; }

    public DateTimeOffset SeenAt { get; init; }

    public IReadOnlyList<DriftMove> Moves { get => moves; init => moves = value; }

    /// <summary>When the causes were gone, or the revision no longer on sale; null while it is open.</summary>
    public DateTimeOffset? ClearedAt { get => clearedAt; init => clearedAt = value; }

    /// <summary>Since when no panel shows the bundle in this shop because of it; null for not paused.</summary>
    public DateTimeOffset? PausedAt { get => pausedAt; init => pausedAt = value; }

    /// <summary>Whether it stays paused until a manager says so, even when the causes are gone.</summary>
    public bool WaitsForWord { get => waitsForWord; init => waitsForWord = value; }

    /// <summary>Name of the manager who put the bundle back on sale as it is.</summary>
    public string? ReleasedBy { get => releasedBy; init => releasedBy = value; }

    public DateTimeOffset? ReleasedAt { get => releasedAt; init => releasedAt = value; }

    public bool IsPaused => PausedAt is not null;

    /// <summary>What moved, as it is now.</summary>
    /// <param name="isFurther">Whether something has moved past the shop's limit since a manager accepted where it stood.</param>
    /// <returns>Whether something is among it that was not before, or that moved on from what a manager accepted.</returns>
    internal bool See(IReadOnlyList<DriftMove> now, Func<DriftMove, long, bool> isFurther)
    {
        var known = moves.ToDictionary(move => move.Key);
        var isMore = now.Any(move => !known.TryGetValue(move.Key, out var before) || (before.AcceptedTo is { } accepted && isFurther(move, accepted)));
        DriftMove[] seen = [.. now.Select(move => move with { AcceptedTo = isMore ? null : known[move.Key].AcceptedTo })];
        if (!moves.SequenceEqual(seen))
        {
            moves = seen;
        }

        return isMore;
    }

    /// <summary>Whether it is sold although it has moved, and nobody said that it may be.</summary>
    internal bool IsUnanswered => !IsPaused && ReleasedBy is null && ClearedAt is null;

    /// <summary>Takes the bundle out of the panels of the shop. What a manager has accepted is not paused again until it moves on.</summary>
    internal void Pause(DateTimeOffset now, bool untilWord)
    {
        (pausedAt, waitsForWord) = (pausedAt ?? now, untilWord);
        (releasedBy, releasedAt) = (null, null);
    }

    /// <summary>A manager puts it back on sale as it is now.</summary>
    internal Outcome Release(Actor actor, DateTimeOffset now)
    {
        if (!IsPaused)
        {
            return new Refusal("drift.not-paused", L["This bundle is not paused in this shop."]);
        }

        (pausedAt, releasedBy, releasedAt) = (null, actor.Name, now);
        moves = [.. moves.Select(move => move with { AcceptedTo = move.To })];
        if (moves.Count == 0)
        {
            clearedAt = now;
        }

        return Outcome.Done;
    }

    /// <summary>The causes are gone. What waits for a manager's word stays open, and paused.</summary>
    internal void Clear(DateTimeOffset now)
    {
        if (IsPaused && waitsForWord)
        {
            moves = [];
            return;
        }

        (clearedAt, pausedAt) = (now, null);
    }

    /// <summary>The revision is not sold here any more: there is nothing to wait for.</summary>
    internal void End(DateTimeOffset now) => (clearedAt, pausedAt) = (now, null);

    internal sealed class Map : IEntityTypeConfiguration<BundleDrift>, IReadFilter<BundleDrift>
    {
        public void Configure(EntityTypeBuilder<BundleDrift> builder)
        {
            builder.ToTable("BundleDrifts");
            builder.Ignore(drift => drift.IsPaused);
            builder.Ignore(drift => drift.IsUnanswered);
            builder.Property(drift => drift.Moves).AsJson();
            builder.HasIndex(drift => new { drift.RevisionId, drift.ChannelId }).IsUnique().HasDatabaseName("IX_BundleDrifts_OneOpen")
                .HasFilter("\"ClearedAt\" IS NULL");
            builder.HasIndex(drift => new { drift.ChannelId, drift.ClearedAt });
            builder.HasOne<Bundle>().WithMany().HasForeignKey(drift => drift.BundleId).OnDelete(DeleteBehavior.Cascade);
            builder.HasOne<BundleRevision>().WithMany().HasForeignKey(drift => drift.RevisionId).OnDelete(DeleteBehavior.Cascade);
            builder.HasOne<Channel>().WithMany().HasForeignKey(drift => drift.ChannelId).OnDelete(DeleteBehavior.Cascade);
        }

        public Expression<Func<BundleDrift, bool>> Readable(StudioDb db) => drift => db.Readable.Contains(drift.ChannelId);
    }
}
