using System.Linq.Expressions;
using CrossSell.Core.Audit;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrossSell.Core.Links;

public enum LinkState
{
    Active,
    Paused,
}

/// <summary>Where a link came from: a label, never an order.</summary>
public enum LinkOrigin
{
    Manual,
    Suggestion,
    Import,

    /// <summary>The reverse link of a two-way or inverse link.</summary>
    Inverse,
}

/// <summary>What a link says and people edit: everything but its ends, its type and its place.</summary>
/// <param name="ValidTo">Exclusive.</param>
/// <param name="ChannelIds">Empty means every channel.</param>
public sealed record LinkTerms(
    int Quantity, IReadOnlyCollection<int> ChannelIds, string? Segment, DateTimeOffset? ValidFrom, DateTimeOffset? ValidTo, string? Note, LinkState State,
    IReadOnlyDictionary<string, string> Fields)
{
    public static LinkTerms Of(ProductLink link) => new(
        link.Quantity, link.ChannelIds, link.Segment, link.ValidFrom, link.ValidTo, link.Note, link.State, link.Fields);
}

/// <summary>
/// One direction from a source product to a target product. A two-way or inverse link is two rows with one <see cref="PairId"/>, always written together.
/// </summary>
public sealed class ProductLink : IAudited, IVersioned
{
    // What a link says may change, by the verbs below only; what it is (ends, type, author) never does. Named as EF Core looks for them.
    private Guid? pairId;
    private int position;
    private int quantity = 1;
    private List<int> channelIds = [];
    private string? segment;
    private DateTimeOffset? validFrom;
    private DateTimeOffset? validTo;
    private string? note;
    private Dictionary<string, string> fields = [];
    private LinkState state;

    public int Id { get; init; }

    public int SourceId { get; init; }

    public int TargetId { get; init; }

    public int TypeId { get; init; }

    /// <summary>Shared by the two rows of a two-way or inverse link; null for one-way links.</summary>
    public Guid? PairId { get => pairId; init => pairId = value; }

    /// <summary>From 0 without gaps. All links of a source that fill panels share one list; each other type has its own.</summary>
    public int Position { get => position; init => position = value; }

    public int Quantity { get => quantity; init => quantity = value; }

    /// <summary>Empty means every channel.</summary>
    public List<int> ChannelIds { get => channelIds; init => channelIds = value; }

    public string? Segment { get => segment; init => segment = value; }

    public DateTimeOffset? ValidFrom { get => validFrom; init => validFrom = value; }

    /// <summary>Exclusive.</summary>
    public DateTimeOffset? ValidTo { get => validTo; init => validTo = value; }

    public string? Note { get => note; init => note = value; }

    /// <summary>Values of the type's own fields, by code: text as it is, numbers in invariant form, <c>yes</c> or <c>no</c>.</summary>
    public Dictionary<string, string> Fields { get => fields; init => fields = value; }

    public LinkState State { get => state; init => state = value; }

    public LinkOrigin Origin { get; init; }

    /// <summary>What the baskets said when the link was made, in words.</summary>
    public string? Evidence { get; init; }

    public required string CreatedBy { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public int Version { get; set; }

    /// <summary>Takes its place in its list.</summary>
    /// <param name="place">From 0.</param>
    public void PlaceAt(int place)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(place);
        position = place;
    }

    /// <summary>No panel shows it until it is active again.</summary>
    public void Pause() => SwitchTo(LinkState.Paused);

    public void SwitchTo(LinkState wanted) => state = wanted;

    /// <summary>The two rows of a link that goes both ways share one pair.</summary>
    public void PairWith(Guid pair) => pairId = pair;

    /// <summary>Goes one way from now on.</summary>
    public void Unpair() => pairId = null;

    /// <summary>Another end, exclusive; null is without one.</summary>
    public Outcome EndAt(LinkType type, DateTimeOffset? until)
    {
        if (LinkRules.RefuseTerms(type, quantity, validFrom, until) is { } refusal)
        {
            return refusal;
        }

        validTo = until;
        return Outcome.Done;
    }

    /// <summary>Takes what a person says, whole or not at all. Channels are each named once, a blank note or segment is none.</summary>
    public Outcome Edit(LinkType type, LinkTerms terms)
    {
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(terms);
        if (type.Id != TypeId)
        {
            throw new ArgumentException($"A link of type {TypeId} is no {type.Code}.", nameof(type));
        }

        if (LinkRules.RefuseTerms(type, terms.Quantity, terms.ValidFrom, terms.ValidTo) is { } refusal)
        {
            return refusal;
        }

        if (LinkFields.Read(type, terms.Fields).IsRefused(out refusal, out var known))
        {
            return refusal;
        }

        (quantity, validFrom, validTo, state) = (terms.Quantity, terms.ValidFrom, terms.ValidTo, terms.State);
        channelIds = [.. terms.ChannelIds.Distinct().Order()];
        segment = string.IsNullOrWhiteSpace(terms.Segment) ? null : terms.Segment.Trim();
        note = string.IsNullOrWhiteSpace(terms.Note) ? null : terms.Note.Trim();
        // Values of fields that the type had once stay as they are.
        var codes = type.Fields.Select(field => field.Code).ToHashSet(StringComparer.Ordinal);
        fields = terms.Fields.Where(value => !codes.Contains(value.Key)).Concat(known).ToDictionary(StringComparer.Ordinal);
        return Outcome.Done;
    }

    /// <summary>Drops the values of fields that its type no longer has.</summary>
    public void Forget(IReadOnlyCollection<string> codes) =>
        fields = fields.Where(value => !codes.Contains(value.Key)).ToDictionary(StringComparer.Ordinal);

    internal sealed class Map : IEntityTypeConfiguration<ProductLink>, IReadFilter<ProductLink>
    {
        public void Configure(EntityTypeBuilder<ProductLink> builder)
        {
            builder.ToTable("ProductLinks", table => table.HasCheckConstraint("CK_ProductLinks_NotToItself", "\"SourceId\" <> \"TargetId\""));
            builder.HasIndex(link => new { link.SourceId, link.TargetId, link.TypeId }).IsUnique();
            builder.HasIndex(link => new { link.TargetId, link.TypeId });
            builder.HasIndex(link => link.PairId);
            builder.Property(link => link.Version).IsConcurrencyToken();
            builder.Property(link => link.Fields).AsJson();
            builder.HasOne<Product>().WithMany().HasForeignKey(link => link.SourceId).OnDelete(DeleteBehavior.Cascade);
            builder.HasOne<Product>().WithMany().HasForeignKey(link => link.TargetId).OnDelete(DeleteBehavior.Cascade);
            builder.HasOne<LinkType>().WithMany().HasForeignKey(link => link.TypeId).OnDelete(DeleteBehavior.Restrict);
        }

        // For no channel by name is for every one.
        public Expression<Func<ProductLink, bool>> Readable(StudioDb db) =>
            link => link.ChannelIds.Count == 0 || link.ChannelIds.Any(id => db.Readable.Contains(id));
    }
}
