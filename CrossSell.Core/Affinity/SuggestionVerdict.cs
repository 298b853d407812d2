using System.Linq.Expressions;
using CrossSell.Core.Audit;
using CrossSell.Core.Catalog;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrossSell.Core.Affinity;

public enum SuggestionDecision
{
    Accepted,
    Rejected,
    Snoozed,
}

/// <summary>
/// What a person decided about an ordered pair in a channel, with the evidence at the time. A rejection also keeps the pair out of the mined layer of panels.
/// </summary>
public sealed class SuggestionVerdict : IAudited, IVersioned
{
    public int Id { get; set; }

    public int ChannelId { get; set; }

    public int AnchorId { get; set; }

    public int CompanionId { get; set; }

    public SuggestionDecision Decision { get; set; }

    public string? Reason { get; set; }

    /// <summary>When a snoozed pair comes back.</summary>
    public DateTimeOffset? Until { get; set; }

    /// <summary>Baskets with both when it was decided.</summary>
    public int PairBaskets { get; set; }

    public double Lift { get; set; }

    public required string DecidedBy { get; set; }

    public DateTimeOffset DecidedAt { get; set; }

    public int Version { get; set; }

    internal sealed class Map : IEntityTypeConfiguration<SuggestionVerdict>, IReadFilter<SuggestionVerdict>
    {
        public void Configure(EntityTypeBuilder<SuggestionVerdict> builder)
        {
            builder.ToTable("SuggestionVerdicts");
            builder.HasIndex(verdict => new { verdict.ChannelId, verdict.AnchorId, verdict.CompanionId }).IsUnique();
            builder.Property(verdict => verdict.Version).IsConcurrencyToken();
            builder.HasOne<Channel>().WithMany().HasForeignKey(verdict => verdict.ChannelId).OnDelete(DeleteBehavior.Cascade);
            builder.HasOne<Product>().WithMany().HasForeignKey(verdict => verdict.AnchorId).OnDelete(DeleteBehavior.Cascade);
            builder.HasOne<Product>().WithMany().HasForeignKey(verdict => verdict.CompanionId).OnDelete(DeleteBehavior.Cascade);
        }

        public Expression<Func<SuggestionVerdict, bool>> Readable(StudioDb db) => verdict => db.Readable.Contains(verdict.ChannelId);
    }
}
