namespace CrossSell.Core.Panels;

/// <summary>Where in the shop the panel stands. Stored by name, and said to machines by <see cref="PanelPlacements.CodeOf"/>.</summary>
public enum PanelPlacement
{
    /// <summary>A product's own page: the product alone speaks.</summary>
    ProductPage,

    /// <summary>The cart or its drawer: what lies in it speaks together.</summary>
    Cart,

    /// <summary>The checkout: as in the cart.</summary>
    Checkout,

    /// <summary>The page that thanks for an order: what was just bought, handed over as the cart, speaks together.</summary>
    AfterPurchase,

    /// <summary>The shopper's account, beside one product that was bought: that product alone speaks.</summary>
    Account,
}

/// <summary>What is known of placements: their words, and whom they let speak.</summary>
public static class PanelPlacements
{
    /// <summary>In the order of a shopper's way.</summary>
    public static IReadOnlyList<PanelPlacement> All { get; } = Enum.GetValues<PanelPlacement>();

    /// <summary>The words of all of them: "product-page, cart, checkout, after-purchase or account".</summary>
    public static string Words { get; } = $"{string.Join(", ", All.SkipLast(1).Select(CodeOf))} or {CodeOf(All[^1])}";

    /// <summary>The word on the wire: <c>after-purchase</c>.</summary>
    public static string CodeOf(PanelPlacement placement) => placement switch
    {
        PanelPlacement.Cart => "cart",
        PanelPlacement.Checkout => "checkout",
        PanelPlacement.AfterPurchase => "after-purchase",
        PanelPlacement.Account => "account",
        _ => "product-page",
    };

    /// <summary>The placement of a word; nothing, and <c>product</c>, are the product page.</summary>
    /// <returns>Null for any other word.</returns>
    public static PanelPlacement? Find(string? code) => Find(code.AsSpan());

    /// <inheritdoc cref="Find(string?)"/>
    public static PanelPlacement? Find(ReadOnlySpan<char> code) => code switch
    {
        "" or "product-page" or "product" => PanelPlacement.ProductPage,
        "cart" => PanelPlacement.Cart,
        "checkout" => PanelPlacement.Checkout,
        "after-purchase" => PanelPlacement.AfterPurchase,
        "account" => PanelPlacement.Account,
        _ => null,
    };

    /// <summary>
    /// Whether all products of the cart speak together there, and an offer may be triggered by any of them. On a product's own page, and in the account, the
    /// anchor alone does; what lies in the cart is only left out.
    /// </summary>
    public static bool SpeaksForCart(this PanelPlacement placement) =>
        placement is PanelPlacement.Cart or PanelPlacement.Checkout or PanelPlacement.AfterPurchase;
}

/// <summary>One question to the resolver: which companions for this anchor, in this context, at this instant.</summary>
public sealed record PanelRequest
{
    public required int AnchorId { get; init; }

    public required int ChannelId { get; init; }

    /// <summary>The moment the panel is for; schedules are compared with it.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>By when reports of price and stock are old or not, where that is another instant than <see cref="At"/>: no later than now.</summary>
    public DateTimeOffset? KnownAt { get; init; }

    public PanelPlacement Placement { get; init; }

    /// <summary>Null means the channel's default.</summary>
    public string? Locale { get; init; }

    /// <summary>Kind of shopper; null is a shopper nobody knows anything about.</summary>
    public string? Segment { get; init; }

    /// <summary>Products in the visitor's cart, in any order.</summary>
    public IReadOnlyCollection<int> Cart { get; init; } = [];

    /// <summary>At most this many companions; null, or more than the policy allows, means the policy's number.</summary>
    public int? Limit { get; init; }

    /// <summary>The shopper's arms of experiments; null is somebody who takes part in none, and sees what was there before them.</summary>
    public PanelArm? Arm { get; init; }

    /// <summary>Whether it is asked why. Without, nobody is looked at once the slots are full: the same panel sooner, and without a trace.</summary>
    public bool IsTraced { get; init; } = true;

    /// <summary>Whether companions say why they are there, and what the orders say of them: shoppers never read it.</summary>
    public bool SaysWhy { get; init; } = true;
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

    /// <summary>Units that must be in stock; 0 offers what is sold out, too.</summary>
    public int MinStock { get; init; } = 1;

    /// <summary>Price and stock that were last reported so long ago are not gone by; null is off.</summary>
    public TimeSpan? MaxReportAge { get; init; }

    /// <summary>Whether what replaces the anchor may stand beside it without a person having chosen it for this very anchor.</summary>
    public bool AllowSubstitutes { get; init; }

    /// <summary>The order in which layers fill it; null is theirs.</summary>
    public IReadOnlyList<PanelLayer>? Order { get; init; }

    /// <summary>What stands over it, by locale.</summary>
    public IReadOnlyDictionary<string, string> Headlines { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether a panel takes anything from the layer.</summary>
    public bool IsOn(PanelLayer layer) => !Off.Contains(layer.Name);

    /// <summary>The same with these layers switched on.</summary>
    public PanelPolicy With(IEnumerable<PanelLayer> layers) => this with { Off = Off.Except(layers.Select(layer => layer.Name)).ToHashSet() };
}
