using System.Globalization;
using CrossSell.Admin.Shared;
using CrossSell.Core.Panels;

namespace CrossSell.Admin.Features.Preview;

/// <summary>A screen that panels are looked at on.</summary>
/// <param name="Code">In the address.</param>
/// <param name="Width">Of its page, in CSS pixels.</param>
public sealed record PreviewDevice(string Code, int Width)
{
    public static readonly PreviewDevice Phone = new("phone", 390);
    public static readonly PreviewDevice Tablet = new("tablet", 820);
    public static readonly PreviewDevice Desktop = new("desktop", 1280);

    public static IReadOnlyList<PreviewDevice> All { get; } = [Phone, Tablet, Desktop];

    /// <summary>A phone for what is none: panels are mostly looked at there, and it fits beside the reasons.</summary>
    public static PreviewDevice Of(string? code) => All.FirstOrDefault(device => device.Code == code) ?? Phone;
}

/// <summary>What a second panel beside the first is: the same, but for one thing.</summary>
/// <param name="Kind">
/// <c>bundle</c>, <c>campaign</c> or <c>settings</c> for a draft; <c>at</c>, <c>channel</c>, <c>locale</c>, <c>segment</c>, <c>placement</c>, <c>device</c>
/// or <c>arm</c> for another setting.
/// </param>
/// <param name="Value">Which one; empty where nothing is chosen yet, for everyone as a segment, or for no arm.</param>
public sealed record PreviewVersus(string Kind, string Value)
{
    /// <summary>All kinds, drafts first.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["bundle", "campaign", "settings", "at", "channel", "locale", "segment", "placement", "device", "arm"];

    /// <summary>Whether it is something that is not live yet.</summary>
    public bool IsDraft => Kind is "bundle" or "campaign" or "settings";

    /// <summary>Null for nothing, and for what is no such thing.</summary>
    public static PreviewVersus? Read(string? text)
    {
        var parts = (text ?? "").Split(':', 2);
        return parts.Length == 2 && Kinds.Contains(parts[0]) ? new(parts[0], parts[1]) : null;
    }

    public override string ToString() => $"{Kind}:{Value}";

    /// <summary>The unsaved settings of a placement or category that are compared with; null for others.</summary>
    public PanelScopeSettings? Place => Kind == "settings" ? UnsavedPanels.Place(Value) : null;

    /// <summary>The unsaved settings of a shop that are compared with; null for others.</summary>
    public PanelSettings? Shop => Kind == "settings" ? UnsavedPanels.Shop(Value) : null;
}

/// <summary>What the panel studio asks for, and how it stands in the address. Knows no component and no database.</summary>
public sealed record PreviewPageState
{
    public string? Sku { get; init; }

    public string? Channel { get; init; }

    public string? Placement { get; init; }

    /// <summary>Null is the shop's first.</summary>
    public string? Locale { get; init; }

    public string? At { get; init; }

    public string? Segment { get; init; }

    /// <summary>Of an experiment, as answers name it: <c>12b</c>; null is what a visitor of no experiment is shown.</summary>
    public string? Arm { get; init; }

    public IReadOnlyList<string> Cart { get; init; } = [];

    /// <summary>Units in stock that are assumed: <c>SKU:0</c>.</summary>
    public IReadOnlyList<string> Stock { get; init; } = [];

    public string? Device { get; init; }

    /// <summary>Whether the shop's page is dark.</summary>
    public bool Dark { get; init; }

    /// <summary>What is compared with; null for nothing.</summary>
    public string? With { get; init; }

    public PanelPlacement PlacementChosen => PanelPlacements.Find(Placement) ?? PanelPlacement.ProductPage;

    public PreviewDevice DeviceChosen => PreviewDevice.Of(Device);

    public PreviewVersus? Versus => PreviewVersus.Read(With);

    /// <summary>The moment as wall time of the channel; null means now, also for a moment that cannot be read.</summary>
    public DateTime? Moment =>
        DateTime.TryParseExact(At, ["yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-dd"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment)
            ? moment
            : null;

    /// <summary>What is assumed to be in stock, by SKU; what cannot be read is passed over.</summary>
    public IReadOnlyDictionary<string, int> StockAssumed
    {
        get
        {
            var assumed = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
            foreach (var line in Stock)
            {
                var split = line.LastIndexOf(':');
                if (split > 0 && int.TryParse(line.AsSpan(split + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var units))
                {
                    assumed[line[..split]] = units;
                }
            }

            return assumed;
        }
    }

    /// <summary>How a moment stands in an address.</summary>
    public static string? MomentText(DateTime? wall) => wall?.ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture);

    /// <summary>Next Friday at nine, seen from a wall time: a whole week on when it is Friday already.</summary>
    public static DateTime NextFriday(DateTime wall) => wall.Date.AddDays(((int)DayOfWeek.Friday - (int)wall.DayOfWeek + 6) % 7 + 1).AddHours(9);

    public PreviewPageState WithInCart(string sku) =>
        Cart.Contains(sku, StringComparer.OrdinalIgnoreCase) ? this : this with { Cart = [.. Cart, sku] };

    public PreviewPageState WithoutInCart(string sku) =>
        this with { Cart = [.. Cart.Where(other => !other.Equals(sku, StringComparison.OrdinalIgnoreCase))] };

    /// <summary>The same with so many units of a product in stock; null for as many as there are.</summary>
    public PreviewPageState WithStock(string sku, int? units)
    {
        var rest = Stock.Where(line => !line.StartsWith(sku + ":", StringComparison.OrdinalIgnoreCase));
        return this with { Stock = units is { } known ? [.. rest, string.Create(CultureInfo.InvariantCulture, $"{sku}:{known}")] : [.. rest] };
    }

    /// <summary>The instant that the moment is in the channel's zone; null means now.</summary>
    public DateTimeOffset? Instant(TimeZoneInfo zone) => Moment is { } wall ? Core.Bundles.BundleSchedule.ToInstant(wall, zone) : null;

    /// <summary>What the second frame asks for; the same for a draft, which changes what is there and not what is asked.</summary>
    public PreviewPageState Other() => Versus switch
    {
        { Kind: "at", Value: var value } => this with { At = value },
        { Kind: "channel", Value: var value } => this with { Channel = value, Locale = null, Segment = null, Arm = null },
        { Kind: "locale", Value: var value } => this with { Locale = value },
        { Kind: "segment", Value: var value } => this with { Segment = value.Length == 0 ? null : value },
        { Kind: "placement", Value: var value } => this with { Placement = value },
        { Kind: "device", Value: var value } => this with { Device = value },
        { Kind: "arm", Value: var value } => this with { Arm = value.Length == 0 ? null : value },
        _ => this,
    };

    /// <summary>The query string, with nothing in it that is as it would be anyway.</summary>
    public string ToQuery()
    {
        var parts = new List<string>();
        void Add(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                parts.Add($"{name}={Uri.EscapeDataString(value)}");
            }
        }

        Add("sku", Sku);
        Add("channel", Channel);
        Add("placement", PlacementChosen == PanelPlacement.ProductPage ? null : Placement);
        Add("locale", Locale);
        Add("at", Moment is null ? null : At);
        Add("segment", Segment);
        Add("arm", Arm);
        foreach (var sku in Cart)
        {
            Add("cart", sku);
        }

        foreach (var line in Stock)
        {
            Add("stock", line);
        }

        Add("device", DeviceChosen == PreviewDevice.Phone ? null : Device);
        Add("shop-theme", Dark ? "dark" : null);
        Add("with", Versus?.ToString());
        return parts.Count == 0 ? "" : "?" + string.Join('&', parts);
    }
}
