using System.Linq.Expressions;
using CrossSell.Core.Audit;
using CrossSell.Core.Common;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrossSell.Core.Bundles;

/// <summary>
/// What one reviewer said of one revision, once: never edited, only taken back. What stands in a shop follows from all that were given in the same round
/// (<see cref="ReviewRules.Stand"/>) and is kept as its <see cref="ReviewVerdict"/>.
/// </summary>
public sealed class GivenVerdict : IAudited, INotForShoppers
{
    /// <summary>The reviewer of what the policies of the shops let through.</summary>
    public const string ByPolicy = "policy";

    internal const string PolicyName = "Review policy";

    // It may be taken back by its verb only. Named as EF Core looks for it.
    private DateTimeOffset? takenBackAt;

    public int Id { get; init; }

    public int RevisionId { get; init; }

    /// <summary>The revision's round that it belongs to: an edit or another submission begins the next one, in which it counts no more.</summary>
    public int Round { get; init; }

    public ReviewDecision Decision { get; init; }

    /// <summary>The shops that it is about.</summary>
    public List<int> ChannelIds { get; init; } = [];

    /// <summary>With an approval: the shops in which the reviewer does not want it sold.</summary>
    public List<int> LeftOutIds { get; init; } = [];

    public string? Reason { get; init; }

    public required string ReviewerId { get; init; }

    public required string ReviewerName { get; init; }

    public DateTimeOffset At { get; init; }

    public DateTimeOffset? TakenBackAt { get => takenBackAt; init => takenBackAt = value; }

    /// <summary>It counts no more.</summary>
    internal void TakeBack(DateTimeOffset now) => takenBackAt = now;

    internal sealed class Map : IEntityTypeConfiguration<GivenVerdict>, IReadFilter<GivenVerdict>
    {
        public void Configure(EntityTypeBuilder<GivenVerdict> builder)
        {
            builder.ToTable("GivenVerdicts");
            builder.HasIndex(verdict => new { verdict.RevisionId, verdict.Id });
            builder.HasOne<BundleRevision>().WithMany().HasForeignKey(verdict => verdict.RevisionId).OnDelete(DeleteBehavior.Cascade);
        }

        public Expression<Func<GivenVerdict, bool>> Readable(StudioDb db) => verdict =>
            verdict.ChannelIds.Any(id => db.Readable.Contains(id)) || verdict.LeftOutIds.Any(id => db.Readable.Contains(id));
    }
}
