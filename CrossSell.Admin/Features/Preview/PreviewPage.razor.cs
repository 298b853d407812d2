using CrossSell.Admin.Shared;
using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Panels;
using CrossSell.Core.Search;
using Microsoft.AspNetCore.Components;

namespace CrossSell.Admin.Features.Preview;

public sealed partial class PreviewPage : IDisposable
{
    private PreviewPageState state = new();
    private Channel? channel;
    private string? inBar;
    private PanelAnswer? answer;
    private Refusal? refusal;
    private bool loading = true;
    private IReadOnlyList<ProductSummary> starters = [];
    private IReadOnlyList<Segment> segments = [];
    private IReadOnlyDictionary<string, string> pictures = new Dictionary<string, string>();

    [Inject]
    private PanelPreview Panels { get; set; } = default!;

    [Inject]
    private SegmentService SegmentList { get; set; } = default!;

    [Inject]
    private ProductSearch Search { get; set; } = default!;

    [Inject]
    private StudioSession Session { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [SupplyParameterFromQuery]
    public string? Sku { get; set; }

    [SupplyParameterFromQuery(Name = "channel")]
    public string? ChannelCode { get; set; }

    [SupplyParameterFromQuery]
    public string? Placement { get; set; }

    [SupplyParameterFromQuery]
    public string? At { get; set; }

    [SupplyParameterFromQuery]
    public string? Segment { get; set; }

    [SupplyParameterFromQuery]
    public string[]? Cart { get; set; }

    [SupplyParameterFromQuery]
    public string? Device { get; set; }

    private string PlacementWord => state.PlacementChosen switch
    {
        PanelPlacement.Cart => "cart",
        PanelPlacement.Checkout => "checkout",
        _ => "product-page",
    };

    private IReadOnlyList<Segment> SegmentsHere => channel is null ? [] : Segments.In(segments, [channel.Id]);

    private string When => state.Moment is { } moment
        ? moment.ToString("ddd d MMM, HH:mm", System.Globalization.CultureInfo.InvariantCulture)
        : "now";

    protected override void OnInitialized()
    {
        inBar = Session.Channel?.Code;
        Session.Changed += ChannelChosen;
    }

    public void Dispose() => Session.Changed -= ChannelChosen;

    private void ChannelChosen() => _ = InvokeAsync(() =>
    {
        // Another theme is a change of the session, too: the shop that is looked at stays.
        if (Session.Channel is { } chosen && chosen.Code != inBar)
        {
            inBar = chosen.Code;
            Go(In(chosen.Code));
        }
    });

    protected override async Task OnParametersSetAsync()
    {
        state = new PreviewPageState(Sku, ChannelCode, Placement, At, Segment, Cart ?? [], Device == "phone");
        loading = true;
        (answer, refusal) = (null, null);
        segments = await SegmentList.ListAsync(Session.Reads);
        channel = ChannelCode is { } code
            ? Session.Channels.FirstOrDefault(item => item.Code == code)
            : await ListedChannelAsync();
        if (Sku is null)
        {
            starters = channel is null ? [] : await Search.FindAsync(Session.Reads, "", channel.Id, 6);
        }
        else
        {
            var zone = channel is null ? TimeZoneInfo.Utc : BundleSchedule.ZoneOf(channel);
            var asked = await Panels.ResolveAsync(
                Session.Reads,
                new PanelQuery(
                    Sku, ChannelCode ?? channel?.Code, state.PlacementChosen, Segment: state.Segment, Cart: state.CartSkus, At: state.Instant(zone)));
            (answer, pictures, refusal) = (asked.Value?.Answer, asked.Value?.Pictures ?? pictures, asked.Refusal);
        }

        loading = false;
    }

    /// <summary>
    /// The channel in the bar when it sells the product; else the first that does, so that a pasted address without a channel still shows something.
    /// </summary>
    private async Task<Channel?> ListedChannelAsync()
    {
        if (Sku is null)
        {
            return Session.Channel;
        }

        var listed = await Panels.ChannelsOfAsync(Session.Reads, Sku);
        return Session.Channels.FirstOrDefault(item => item.Id == Session.Channel?.Id && listed.Contains(item.Id))
            ?? Session.Channels.FirstOrDefault(item => listed.Contains(item.Id))
            ?? Session.Channel;
    }

    /// <summary>The same in another shop; a segment that it does not define stays behind.</summary>
    private PreviewPageState In(string? code) => state with
    {
        Channel = code,
        Segment = Session.Channels.FirstOrDefault(item => item.Code == code) is { } shop && Segments.Refuse(segments, state.Segment, [shop.Id]) is null
            ? state.Segment
            : null,
    };

    private void Go(PreviewPageState next) => Navigation.NavigateTo(Addresses.Preview + next.ToQuery());
}
