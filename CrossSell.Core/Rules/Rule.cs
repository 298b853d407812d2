using System.Linq.Expressions;
using CrossSell.Core.Audit;
using CrossSell.Core.Common;
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
    // What people edit changes by the verbs below only; what it is never does. Named as EF Core looks for them.
    private string name = null!;
    private string? note;
    private Condition anchors = new AllOf([]);
    private Condition companions = new AllOf([]);
    private List<Comparison> comparisons = [];
    private RuleOrder order;
    private int limit = 4;
    private int priority;
    private List<int> channelIds = [];
    private string? segment;
    private DateTimeOffset? validFrom;
    private DateTimeOffset? validTo;
    private bool enabled;

    public int Id { get; init; }

    public required string Name { get => name; init => name = value; }

    public string? Note { get => note; init => note = value; }

    /// <summary>Whose panels it fills.</summary>
    public Condition Anchors { get => anchors; init => anchors = value; }

    /// <summary>What it offers.</summary>
    public Condition Companions { get => companions; init => companions = value; }

    /// <summary>All of them must hold between anchor and companion.</summary>
    public List<Comparison> Comparisons { get => comparisons; init => comparisons = value; }

    public RuleOrder Order { get => order; init => order = value; }

    /// <summary>At most this many companions for an anchor, 1 to 24.</summary>
    public int Limit { get => limit; init => limit = value; }

    /// <summary>From 0 without gaps; the rule with the lowest one fills first.</summary>
    public int Priority { get => priority; init => priority = value; }

    /// <summary>Empty means every channel.</summary>
    public List<int> ChannelIds { get => channelIds; init => channelIds = value; }

    public string? Segment { get => segment; init => segment = value; }

    public DateTimeOffset? ValidFrom { get => validFrom; init => validFrom = value; }

    /// <summary>Exclusive.</summary>
    public DateTimeOffset? ValidTo { get => validTo; init => validTo = value; }

    public bool Enabled { get => enabled; init => enabled = value; }

    public required string CreatedBy { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public int Version { get; set; }

    public bool Serves(int channelId) => ChannelIds.Count == 0 || ChannelIds.Contains(channelId);

    public RuleState StateAt(DateTimeOffset now) =>
        !Enabled ? RuleState.Off : ValidFrom > now ? RuleState.Scheduled : ValidTo <= now ? RuleState.Expired : RuleState.Live;

    /// <summary>Takes what a person says, whole or not at all. Channels are each named once, a blank note or segment is none.</summary>
    public Outcome Edit(RuleContent content)
    {
        if (content.Check() is { } refusal)
        {
            return refusal;
        }

        (name, note, segment) = (content.Name.Trim(), Clean(content.Note), Clean(content.Segment));
        (anchors, companions, comparisons) = (content.Anchors, content.Companions, [.. content.Comparisons]);
        (order, limit, channelIds) = (content.Order, content.Limit, [.. content.ChannelIds.Distinct().Order()]);
        (validFrom, validTo, enabled) = (Whole(content.ValidFrom), Whole(content.ValidTo), content.Enabled);
        return Outcome.Done;
    }

    /// <summary>Turns it on or off. What is turned on must be fit to run: a stored rule may be older than a check.</summary>
    public Outcome Switch(bool on)
    {
        if (on && RuleContent.Of(this).Check() is { } refusal)
        {
            return refusal;
        }

        enabled = on;
        return Outcome.Done;
    }

    /// <summary>Takes its place among the rules.</summary>
    /// <param name="place">From 0, the first to fill.</param>
    public void PlaceAt(int place)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(place);
        priority = place;
    }

    private static string? Clean(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    // What is stored is whole milliseconds: a finer instant would look like a change.
    private static DateTimeOffset? Whole(DateTimeOffset? instant) =>
        instant is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at.ToUnixTimeMilliseconds()) : null;

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
