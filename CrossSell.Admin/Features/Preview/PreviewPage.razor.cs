using System.Globalization;
using CrossSell.Admin.Shared;
using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Panels;
using CrossSell.Core.Search;
using Microsoft.AspNetCore.Components;
using static CrossSell.Admin.Features.Preview.PreviewTexts;

namespace CrossSell.Admin.Features.Preview;

public sealed partial class PreviewPage : IDisposable
{
    private readonly AddressEchoes echoes = new();
    private readonly NewestLoad loads = new();
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
    private PanelExclusionService Exclusions { get; set; } = default!;

    [Inject]
    private CurrentActor Current { get; set; } = default!;

    [Inject]
    private Feedback Feedback { get; set; } = default!;

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
        ? Formats.WallSoon(moment)
        : L["now"];

    // Resource files know no two names that differ by capitals alone.
    private static string NowWord => L["now"].Value is var word ? char.ToUpper(word[0], CultureInfo.CurrentCulture) + word[1..] : "";

    protected override void OnInitialized()
    {
        inBar = Session.Channel?.Code;
        Session.Changed += ChannelChosen;
    }

    public void Dispose() => Session.Changed -= ChannelChosen;

    private void ChannelChosen() => _ = InvokeAsync(() => GestureAsync(async () =>
    {
        // Another theme is a change of the session, too: the shop that is looked at stays.
        if (Session.Channel is { } chosen && chosen.Code != inBar)
        {
            inBar = chosen.Code;
            await GoAsync(In(chosen.Code));
        }
    }));

    protected override Task OnParametersSetAsync() => echoes.IsNews(Navigation)
        ? ShowAsync(new PreviewPageState(Sku, ChannelCode, Placement, At, Segment, Cart ?? [], Device == "phone"))
        : Task.CompletedTask;

    private Task ShowAsync(PreviewPageState wanted) => loads.RunAsync(async isNewest =>
    {
        state = wanted;
        loading = true;
        (answer, refusal) = (null, null);
        var known = await SegmentList.ListAsync(Session.Reads);
        var shop = wanted.Channel is { } code
            ? Session.Channels.FirstOrDefault(item => item.Code == code)
            : await ListedChannelAsync(wanted.Sku);
        IReadOnlyList<ProductSummary> found = wanted.Sku is null && shop is not null ? await Search.FindAsync(Session.Reads, "", shop.Id, 6) : [];
        Outcome<PreviewedPanel>? asked = null;
        if (wanted.Sku is { } sku)
        {
            var zone = shop is null ? TimeZoneInfo.Utc : BundleSchedule.ZoneOf(shop);
            asked = await Panels.ResolveAsync(
                Session.Reads,
                new PanelQuery(
                    sku, wanted.Channel ?? shop?.Code, wanted.PlacementChosen, Segment: wanted.Segment, Cart: wanted.CartSkus, At: wanted.Instant(zone)));
        }

        if (isNewest())
        {
            (segments, channel, starters, loading) = (known, shop, found, false);
            (answer, pictures, refusal) = (asked?.Value?.Answer, asked?.Value?.Pictures ?? pictures, asked?.Refusal);
        }
    });

    /// <summary>
    /// The channel in the bar when it sells the product; else the first that does, so that a pasted address without a channel still shows something.
    /// </summary>
    private async Task<Channel?> ListedChannelAsync(string? sku)
    {
        if (sku is null)
        {
            return Session.Channel;
        }

        var listed = await Panels.ChannelsOfAsync(Session.Reads, sku);
        return Session.Channels.FirstOrDefault(item => item.Id == Session.Channel?.Id && listed.Contains(item.Id))
            ?? Session.Channels.FirstOrDefault(item => listed.Contains(item.Id))
            ?? Session.Channel;
    }

    private Task LiftAsync(TraceEntry entry) => BusyAsync(async () =>
    {
        if (answer is { } shown
            && await Exclusions.LiftAsync(shown.Panel.Anchor.Sku, entry.Code, shown.Channel.Id, await Current.GetAsync()) is var lifted
            && Feedback.Accepted(lifted))
        {
            var done = lifted.Required;
            OfferUndo(
                done.IsWide
                    ? L["{0} may be shown again with {1}, and with other products: it was excluded for a category or the whole shop.",
                        done.Name, done.AnchorName]
                    : L["{0} may be shown again with {1}.", done.Name, done.AnchorName],
                done.ChangeSetId, () => ShowAsync(state));
            await ShowAsync(state);
        }
    });

    /// <summary>The same in another shop; a segment that it does not define stays behind.</summary>
    private PreviewPageState In(string? code) => state with
    {
        Channel = code,
        Segment = Session.Channels.FirstOrDefault(item => item.Code == code) is { } shop && Segments.Refuse(segments, state.Segment, [shop.Id]) is null
            ? state.Segment
            : null,
    };

    private Task GoAsync(PreviewPageState next)
    {
        echoes.Go(Navigation, Addresses.Preview + next.ToQuery());
        return ShowAsync(next);
    }
}
