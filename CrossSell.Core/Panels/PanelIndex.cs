using CrossSell.Core.Catalog;

namespace CrossSell.Core.Panels;

/// <summary>
/// What panels of all anchors share, small and read whole, with the facts of the anchors that were asked for since. Never changed but for that; swapped
/// when the studio's data change, taking along the anchors that the change did not touch.
/// </summary>
/// <param name="State">The highest change set when it was read.</param>
internal sealed record PanelIndex(long State, IReadOnlyList<ChannelPanels> Channels, PanelCatalog Catalog)
{
    public static readonly PanelIndex Empty = new(-1, [], PanelCatalog.Empty);

    /// <summary>That read anchors beside it.</summary>
    public PanelLayers Layers { get; init; } = PanelLayers.Standard;

    public PanelCache Cache { get; init; } = new(FinishedPanelMemory.Default.MostBytes, State);

    /// <summary>What layers share among all anchors, at most one of each type.</summary>
    public IReadOnlyList<LayerShared> Shared { get; init; } = [];

    /// <summary>Null when no layer shares such.</summary>
    public TShared? Of<TShared>()
        where TShared : LayerShared =>
        Shared.OfType<TShared>().FirstOrDefault();

    public ChannelPanels? Channel(ReadOnlySpan<char> code)
    {
        foreach (var channel in Channels)
        {
            if (code.Equals(channel.Channel.Code, StringComparison.OrdinalIgnoreCase))
            {
                return channel;
            }
        }

        return null;
    }

    public ChannelPanels? Channel(int id)
    {
        foreach (var channel in Channels)
        {
            if (channel.Channel.Id == id)
            {
                return channel;
            }
        }

        return null;
    }
}

/// <summary>The catalogue's vocabulary: small at any number of products.</summary>
/// <param name="CategoryPaths">From a category to itself and those above it.</param>
/// <param name="AttributeCodes">By id.</param>
/// <param name="AttributeNames">By code.</param>
internal sealed record PanelCatalog(
    IReadOnlyDictionary<int, Category> Categories,
    IReadOnlyDictionary<int, IReadOnlyList<int>> CategoryPaths,
    IReadOnlyDictionary<int, string> AttributeCodes,
    IReadOnlyDictionary<string, string> AttributeNames,
    IReadOnlyDictionary<int, Links.LinkType> LinkTypes)
{
    public static readonly PanelCatalog Empty = new(
        new Dictionary<int, Category>(), new Dictionary<int, IReadOnlyList<int>>(), new Dictionary<int, string>(), new Dictionary<string, string>(),
        new Dictionary<int, Links.LinkType>());
}

/// <summary>One channel's part of the index.</summary>
internal sealed class ChannelPanels
{
    public required Channel Channel { get; init; }

    public required ChannelFact Fact { get; init; }

    /// <summary>How its panels are filled, by placement and category.</summary>
    public required ChannelPolicies Policies { get; init; }

    /// <summary>How they are filled where nothing nearer than the shop is said.</summary>
    public PanelPolicy Policy => Policies.Own;

    /// <summary>That the channel defines.</summary>
    public required IReadOnlyList<Segment> Segments { get; init; }

    /// <summary>By scope and the id within it; a channel's own stand under 0.</summary>
    public required ILookup<(OverrideScope Scope, int Id), ExclusionFact> Exclusions { get; init; }

    /// <summary>Its open experiments; null for none.</summary>
    public ChannelArms? Arms { get; init; }

    /// <summary>The same channel with other exclusions.</summary>
    public ChannelPanels With(ILookup<(OverrideScope Scope, int Id), ExclusionFact> exclusions) =>
        new() { Channel = Channel, Fact = Fact, Policies = Policies, Segments = Segments, Exclusions = exclusions, Arms = Arms };

    /// <summary>The same channel with other experiments.</summary>
    public ChannelPanels With(ChannelArms? arms) => new()
    {
        Channel = Channel, Fact = Fact, Policies = Policies.With(arms?.LayersOn ?? new HashSet<string>()), Segments = Segments, Exclusions = Exclusions,
        Arms = arms,
    };

    /// <summary>The same channel with another policy everywhere.</summary>
    public ChannelPanels With(PanelPolicy policy) => With(new ChannelPolicies(policy));

    /// <summary>The same channel with other policies.</summary>
    public ChannelPanels With(ChannelPolicies policies) =>
        new() { Channel = Channel, Fact = Fact, Policies = policies, Segments = Segments, Exclusions = Exclusions, Arms = Arms };

    /// <summary>The panel by the policy of its placement and its anchor's category; for nobody in particular with what was there before experiments.</summary>
    public Panel Resolve(PanelRequest request, PanelFacts facts) =>
        Policies.Resolve(
            request.Arm is null && Arms is not null ? request with { Arm = ArmOf("", request.Placement, request.Segment, request.At) } : request, facts);

    /// <summary>The arms of a shopper.</summary>
    /// <param name="visitor">Empty for nobody.</param>
    public PanelArm ArmOf(ReadOnlySpan<char> visitor, PanelPlacement placement, string? segment, DateTimeOffset at) =>
        Arms?.Of(visitor, placement, segment, at) ?? PanelArm.None;

    /// <summary>The arm that a question names, or else those of its visitor.</summary>
    public PanelArm ArmOf(PanelQuery query, string? segment, DateTimeOffset at) =>
        (query.AsArm is { } named ? Arms?.Named(named, query.Placement, segment, at) : null) ?? ArmOf(query.Visitor, query.Placement, segment, at);

    /// <summary>The segment's code as the channel writes it; null for none, and for one that it does not define.</summary>
    public string? SegmentOf(string? asked) =>
        Segments.FirstOrDefault(segment => Catalog.Segments.IsSame(segment.Code, asked))?.Code;

    /// <inheritdoc cref="SegmentOf(string?)"/>
    public string? SegmentOf(ReadOnlySpan<char> asked)
    {
        foreach (var segment in Segments)
        {
            if (asked.Equals(segment.Code, StringComparison.OrdinalIgnoreCase))
            {
                return segment.Code;
            }
        }

        return null;
    }

    /// <summary>The locale as the channel writes it; null for its default and for one that it does not have.</summary>
    public string? LocaleOf(ReadOnlySpan<char> asked)
    {
        var locales = Channel.Locales;
        for (var at = 1; at < locales.Count; at++)
        {
            if (asked.Equals(locales[at], StringComparison.OrdinalIgnoreCase))
            {
                return locales[at];
            }
        }

        return null;
    }

    /// <summary>Whether it is one of the channel's own, its default included.</summary>
    public bool HasLocale(ReadOnlySpan<char> asked) =>
        LocaleOf(asked) is not null || (Channel.Locales is [var first, ..] && asked.Equals(first, StringComparison.OrdinalIgnoreCase));
}
