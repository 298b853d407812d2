using System.Globalization;
using CrossSell.Admin.Api;
using CrossSell.Core.Panels;

namespace CrossSell.Admin.Features.Preview;

/// <summary>What the panel studio asks for, and how it stands in the address. Knows no component and no database.</summary>
public sealed record PreviewPageState(
    string? Sku = null,
    string? Channel = null,
    string? Placement = null,
    string? At = null,
    string? Segment = null,
    IReadOnlyList<string>? Cart = null,
    bool Phone = false)
{
    public IReadOnlyList<string> CartSkus => Cart ?? [];

    public PanelPlacement PlacementChosen => PanelEndpoints.Placement(Placement) ?? PanelPlacement.ProductPage;

    /// <summary>The moment as wall time of the channel; null means now, also for a moment that cannot be read.</summary>
    public DateTime? Moment =>
        DateTime.TryParseExact(At, ["yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-dd"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment)
            ? moment
            : null;

    public PreviewPageState WithInCart(string sku) =>
        CartSkus.Contains(sku, StringComparer.OrdinalIgnoreCase) ? this : this with { Cart = [.. CartSkus, sku] };

    public PreviewPageState WithoutInCart(string sku) =>
        this with { Cart = [.. CartSkus.Where(other => !other.Equals(sku, StringComparison.OrdinalIgnoreCase))] };

    /// <summary>The instant that the moment is in the channel's zone; null means now.</summary>
    public DateTimeOffset? Instant(TimeZoneInfo zone) => Moment is { } wall ? Core.Bundles.BundleSchedule.ToInstant(wall, zone) : null;

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
        Add("at", Moment is null ? null : At);
        Add("segment", Segment);
        foreach (var sku in CartSkus)
        {
            Add("cart", sku);
        }

        Add("device", Phone ? "phone" : null);
        return parts.Count == 0 ? "" : "?" + string.Join('&', parts);
    }
}
