using CrossSell.Admin.Shared;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Panels;
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
    private PreviewSide? first;
    private PreviewSide? second;
    private (string First, string Second) scenes = ("", "");
    private IReadOnlyList<PanelChange> changes = [];
    private Refusal? refusal;
    private Refusal? otherRefusal;
    private SharedPanel? shared;
    private bool loading = true;
    private bool mayOrder;
    private IReadOnlyList<ProductSummary> starters = [];
    private IReadOnlyList<Segment> segments = [];
    private IReadOnlyList<PanelExclusion> exclusions = [];
    private PanelDrafts drafts = PanelDrafts.None;
    private IReadOnlyList<PanelArmChoice> arms = [];

    [Inject]
    private PreviewReader Reader { get; set; } = default!;

    [Inject]
    private PreviewWrites Writes { get; set; } = default!;

    [Inject]
    private Feedback Feedback { get; set; } = default!;

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
    public string? Locale { get; set; }

    [SupplyParameterFromQuery]
    public string? At { get; set; }

    [SupplyParameterFromQuery]
    public string? Segment { get; set; }

    [SupplyParameterFromQuery]
    public string? Arm { get; set; }

    [SupplyParameterFromQuery]
    public string[]? Cart { get; set; }

    [SupplyParameterFromQuery]
    public string[]? Stock { get; set; }

    [SupplyParameterFromQuery]
    public string? Device { get; set; }

    [SupplyParameterFromQuery(Name = "shop-theme")]
    public string? ShopTheme { get; set; }

    [SupplyParameterFromQuery]
    public string? With { get; set; }

    private IReadOnlyList<Segment> SegmentsHere => channel is null ? [] : Segments.In(segments, [channel.Id]);

    // A desktop's page beside the reasons would be too small to read.
    private string Shape => state.DeviceChosen == PreviewDevice.Phone ? " slim" : state.DeviceChosen == PreviewDevice.Desktop ? " broad" : "";

    // Beside a phone there is room for two columns of reasons.
    private bool IsNarrow => state.Versus is not null || state.DeviceChosen != PreviewDevice.Phone;

    private AnchorPanel Place => new(first!.Panel.Answer.Panel.Anchor.Sku, first.Channel.Id);

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
        ? ShowAsync(new PreviewPageState
        {
            Sku = Sku, Channel = ChannelCode, Placement = Placement, Locale = Locale, At = At, Segment = Segment, Arm = Arm, Cart = Cart ?? [],
            Stock = Stock ?? [], Device = Device, Dark = ShopTheme == "dark", With = With,
        })
        : Task.CompletedTask;

    // What is shown stays until the new is there: a frame that went and came would lose its place and blink.
    private Task ShowAsync(PreviewPageState wanted) => loads.RunAsync(async isNewest =>
    {
        state = wanted;
        loading = true;
        var shop = wanted.Channel is { } code
            ? Session.Channels.FirstOrDefault(item => item.Code == code)
            : await ListedChannelAsync(wanted.Sku);
        var known = await Reader.SegmentsAsync(Session.Reads);
        var drafted = shop is null ? PanelDrafts.None : await Reader.DraftsAsync(Session.Reads, shop.Id);
        IReadOnlyList<PanelArmChoice> tried = shop is null ? [] : await Reader.ArmsAsync(Session.Reads, wanted, shop);
        IReadOnlyList<ProductSummary> found = wanted.Sku is null && shop is not null ? await Reader.StartersAsync(Session.Reads, shop.Id) : [];
        Outcome<PreviewSide>? asked = wanted.Sku is null ? (Outcome<PreviewSide>?)null : await Reader.ReadAsync(Session.Reads, wanted, shop);
        Outcome<PreviewSide>? other = asked is { Value: { } side } && wanted.Versus is { } versus
            ? await Reader.ReadOtherAsync(Session.Reads, wanted, side.Channel, versus, Session.Channels) : (Outcome<PreviewSide>?)null;
        IReadOnlyList<PanelExclusion> excluded = asked is { Value: { } one }
            ? await Writes.ExclusionsAsync(Session.Reads, new AnchorPanel(one.Panel.Answer.Panel.Anchor.Sku, one.Channel.Id)) : [];
        var mayEdit = asked is { Value: { } its } && await Writes.MayOrderAsync(its.Channel.Id);
        if (isNewest())
        {
            (segments, channel, starters, drafts, exclusions, mayOrder, loading) = (known, shop, found, drafted, excluded, mayEdit, false);
            arms = tried;
            (first, refusal, second, otherRefusal) = (asked?.Value, asked?.Refusal, other?.Value, other?.Refusal);
            Draw();
        }
    });

    private void Draw()
    {
        changes = first is not null && second is not null ? PanelDifference.Of(first.Panel.Answer.Panel, second.Panel.Answer.Panel) : [];
        scenes = (
            first is null ? "" : PreviewReader.Scene(first, changes, mayOrder && second is null),
            second is null ? "" : PreviewReader.Scene(second, changes, mayOrder: false));
    }

    /// <summary>
    /// The channel in the bar when it sells the product; else the first that does, so that a pasted address without a channel still shows something.
    /// </summary>
    private async Task<Channel?> ListedChannelAsync(string? sku)
    {
        if (sku is null)
        {
            return Session.Channel;
        }

        var listed = await Reader.ChannelsOfAsync(Session.Reads, sku);
        return Session.Channels.FirstOrDefault(item => item.Id == Session.Channel?.Id && listed.Contains(item.Id))
            ?? Session.Channels.FirstOrDefault(item => listed.Contains(item.Id))
            ?? Session.Channel;
    }

    private string VersusTitle(PreviewVersus versus) => versus switch
    {
        { IsDraft: true } => L["Draft"],
        { Kind: "placement" } => PanelWords.Of(PanelPlacements.Find(versus.Value) ?? PanelPlacement.ProductPage),
        { Kind: "channel" } => Session.Channels.FirstOrDefault(item => item.Code == versus.Value)?.Name ?? versus.Value,
        { Kind: "locale" } => PreviewWords.Language(versus.Value),
        { Kind: "segment" } => versus.Value.Length == 0 ? L["Everyone"].Value : Segments.NameOf(segments, versus.Value),
        { Kind: "device" } => PreviewWords.Of(PreviewDevice.Of(versus.Value)),
        { Kind: "arm" } => arms.FirstOrDefault(arm => arm.Code == versus.Value)?.Name ?? L["No experiment"].Value,
        _ => L["Then"],
    };

    private async Task<string?> PriceAsync(PreviewSide? side, string bundle, IReadOnlyList<ChosenOption> picks) =>
        side is null ? null : await Reader.PriceAsync(Session.Reads, side, bundle, picks);

    private Task DoAsync(PanelGesture gesture) => WriteAsync(() => Writes.DoAsync(Place, gesture));

    /// <summary>A product of the panel goes in front of another; behind all of them for null.</summary>
    private Task OrderAsync(PanelMove move) => first is not { Panel.Answer.Panel: var panel } ? Task.CompletedTask : WriteAsync(() => Writes.OrderAsync(
        Place,
        PanelOrdering.Moved(
            [.. panel.Trace.Where(entry => entry is { Verdict: TraceVerdict.Shown, Position: not null, ProductId: not null })
                .OrderBy(entry => entry.Position).Select(entry => entry.ProductId!.Value)],
            move.Id, move.BeforeId)));

    // Dragged within the frame, which knows SKUs.
    private Task MoveAsync(FrameMove move) => first is { Panel.Answer.Panel: var panel }
        && Target(panel, move.Sku) is { } id && Target(panel, move.Before) is { } before ? OrderAsync(new PanelMove(id, before)) : Task.CompletedTask;

    private static int? Target(Panel panel, string sku) =>
        panel.Trace.FirstOrDefault(entry => entry.Verdict == TraceVerdict.Shown && entry.Code == sku)?.ProductId;

    private Task WriteAsync(Func<Task<Outcome<DoneGesture>>> write) => BusyAsync(async () =>
    {
        if (first is not null && await write() is var outcome && Feedback.Accepted(outcome))
        {
            OfferUndo(outcome.Required.Said, outcome.Required.ChangeSetId, () => ShowAsync(state));
            await ShowAsync(state);
        }
    });

    private PreviewPageState Starting(ProductSummary product) => state with { Sku = product.Sku, Channel = channel?.Code };

    private Task OpenAsync(string sku) => GoAsync(state with { Sku = sku });

    private Task ShareAsync() => BusyAsync(async () =>
    {
        if (first is { Panel.Answer: var answer } && await Writes.ShareAsync(new PanelToShare(
            answer.Channel.Id, (state with { Channel = answer.Channel.Code }).ToQuery(),
            SharedView.Write(SharedView.Of(first, second, state, VersusTitle, changes)), answer.Panel.Version, answer.Panel.Anchor.Name)) is var kept
            && Feedback.Accepted(kept))
        {
            shared = kept.Required;
        }
    });

    /// <summary>The same in another shop; a segment that it does not define, and a language that it does not have, stay behind.</summary>
    private PreviewPageState In(string? code) => Session.Channels.FirstOrDefault(item => item.Code == code) is not { } shop
        ? state with { Channel = code, Segment = null, Locale = null, Arm = null }
        : state with
        {
            Channel = code,
            Arm = null,
            Segment = Segments.Refuse(segments, state.Segment, [shop.Id]) is null ? state.Segment : null,
            Locale = state.Locale is { } locale && shop.Locales.Contains(locale) ? locale : null,
        };

    private Task GoAsync(PreviewPageState next)
    {
        echoes.Go(Navigation, Addresses.Preview + next.ToQuery());
        return ShowAsync(next);
    }
}
