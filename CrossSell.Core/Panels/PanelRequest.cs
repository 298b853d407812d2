namespace CrossSell.Core.Panels;

/// <summary>Where in the shop the panel stands.</summary>
public enum PanelPlacement
{
    ProductPage,
    Cart,
    Checkout,
}

/// <summary>One question to the resolver: which companions for this anchor, in this context, at this instant.</summary>
public sealed record PanelRequest
{
    public required int AnchorId { get; init; }

    public required int ChannelId { get; init; }

    /// <summary>The moment the panel is for; schedules are compared with it.</summary>
    public required DateTimeOffset At { get; init; }

    public PanelPlacement Placement { get; init; }

    /// <summary>Null means the channel's default.</summary>
    public string? Locale { get; init; }

    /// <summary>Kind of shopper; null is a shopper nobody knows anything about.</summary>
    public string? Segment { get; init; }

    /// <summary>Products in the visitor's cart, in any order.</summary>
    public IReadOnlyCollection<int> Cart { get; init; } = [];

    /// <summary>At most this many companions; null, or more than the policy allows, means the policy's number.</summary>
    public int? Limit { get; init; }
}

/// <summary>How a panel may be filled.</summary>
public sealed record PanelPolicy
{
    private static readonly IReadOnlySet<string> OffAtFirst = PanelLayers.Standard.OffIn(new PanelSettings());

    public int MaxSlots { get; init; } = 4;

    /// <summary>With fewer companions none is shown.</summary>
    public int MinSlots { get; init; } = 1;

    /// <summary>A mined or fallback companion needs this many baskets.</summary>
    public int MinBaskets { get; init; } = 5;

    /// <summary>A mined companion is bought with the anchor at least this many times as often as chance would have it.</summary>
    public double MinLift { get; init; } = 1;

    /// <summary>A rule, mined or fallback companion costs at most this percentage of the anchor; null means no cap.</summary>
    public int? PriceCapPercent { get; init; } = 150;

    /// <summary>Rules, mined affinity and fallback add no companion of a category that already has this many; null means no limit.</summary>
    public int? MaxPerCategory { get; init; } = 2;

    /// <summary>A companion from category pairs needs this many baskets with anything of the anchor's category.</summary>
    public int MinCategoryBaskets { get; init; } = 10;

    /// <summary>Names of the layers that are switched off.</summary>
    public IReadOnlySet<string> Off { get; init; } = OffAtFirst;

    /// <summary>Whether companions are ticked before the shopper has chosen anything.</summary>
    public bool Preselect { get; init; }

    /// <summary>Whether a panel takes anything from the layer; one without a switch is always on.</summary>
    public bool IsOn(PanelLayer layer) => layer.Switch is null || !Off.Contains(layer.Name);

    /// <summary>The same with these layers switched on.</summary>
    public PanelPolicy With(IEnumerable<PanelLayer> layers) => this with { Off = Off.Except(layers.Select(layer => layer.Name)).ToHashSet() };
}
