using System.Linq.Expressions;
using CrossSell.Core.Audit;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrossSell.Core.Rules;

/// <summary>What decides which of the companions that a rule allows come first.</summary>
public enum RuleOrder
{
    Affinity,
    Margin,
    Bestseller,
    Newest,
    PriceLow,
    PriceHigh,
}

/// <summary>Offers companions by condition: to every product that the one condition holds for, those that the other holds for. It never writes links.</summary>
public sealed class Rule : IAudited, IVersioned
{
    public int Id { get; set; }

    public required string Name { get; set; }

    public string? Note { get; set; }

    /// <summary>Whose panels it fills.</summary>
    public Condition Anchors { get; set; } = new AllOf([]);

    /// <summary>What it offers.</summary>
    public Condition Companions { get; set; } = new AllOf([]);

    /// <summary>All of them must hold between anchor and companion.</summary>
    public List<Comparison> Comparisons { get; set; } = [];

    public RuleOrder Order { get; set; }

    /// <summary>At most this many companions for an anchor, 1 to 24.</summary>
    public int Limit { get; set; } = 4;

    /// <summary>From 0 without gaps; the rule with the lowest one fills first.</summary>
    public int Priority { get; set; }

    /// <summary>Empty means every channel.</summary>
    public List<int> ChannelIds { get; set; } = [];

    public string? Segment { get; set; }

    public DateTimeOffset? ValidFrom { get; set; }

    /// <summary>Exclusive.</summary>
    public DateTimeOffset? ValidTo { get; set; }

    public bool Enabled { get; set; }

    public required string CreatedBy { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public int Version { get; set; }

    public bool Serves(int channelId) => ChannelIds.Count == 0 || ChannelIds.Contains(channelId);

    public RuleState StateAt(DateTimeOffset now) =>
        !Enabled ? RuleState.Off : ValidFrom > now ? RuleState.Scheduled : ValidTo <= now ? RuleState.Expired : RuleState.Live;

    internal sealed class Map : IEntityTypeConfiguration<Rule>, IReadFilter<Rule>
    {
        public void Configure(EntityTypeBuilder<Rule> builder)
        {
            builder.ToTable("Rules");
            builder.Property(rule => rule.Version).IsConcurrencyToken();
            builder.Property(rule => rule.Anchors).AsJson();
            builder.Property(rule => rule.Companions).AsJson();
            builder.Property(rule => rule.Comparisons).AsJson();
        }

        public Expression<Func<Rule, bool>> Readable(StudioDb db) => rule => rule.ChannelIds.Count == 0 || rule.ChannelIds.Any(id => db.Readable.Contains(id));
    }
}
