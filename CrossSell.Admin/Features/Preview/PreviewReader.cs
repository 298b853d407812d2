using System.Text.Json;
using CrossSell.Admin.Api;
using CrossSell.Admin.Shared;
using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Panels;
using CrossSell.Core.People;
using CrossSell.Core.Search;

namespace CrossSell.Admin.Features.Preview;

/// <summary>One side of what is looked at.</summary>
/// <param name="State">What it asks for.</param>
/// <param name="Asked">The same as the resolver was asked.</param>
/// <param name="What">What was taken to be otherwise than it is.</param>
public sealed record PreviewSide(PreviewPageState State, PanelQuery Asked, PanelWhatIf What, PreviewedPanel Panel)
{
    public Channel Channel => Panel.Answer.Channel;
}

/// <summary>What a frame is told to draw.</summary>
/// <param name="Answer">As the delivery API answers it to shoppers.</param>
/// <param name="Shop">Code and name of the shop: its code chooses the look.</param>
/// <param name="Marks">What differs from the other side, by SKU.</param>
internal sealed record PreviewScene(
    PanelJson Answer, PreviewShop Shop, string Placement, string Locale, string Scheme, PreviewProduct Product, IReadOnlyList<PreviewProduct> Cart,
    IReadOnlyDictionary<string, string> Marks, bool MayOrder);

internal sealed record PreviewShop(string Code, string Name, IReadOnlyList<string> Categories);

internal sealed record PreviewProduct(
    string Sku, string Name, MoneyJson? Price, MoneyJson? Was, string Image, string? Brand = null, string? Text = null, bool InStock = true);

/// <summary>Reads what the panel studio shows: a page's worth of questions behind one door.</summary>
internal sealed class PreviewReader(PanelPreview panels, PanelService service, SegmentService segments, ProductSearch search, PanelScopeService scopes)
{
    private const int ImageWidth = 640;

    /// <summary>The segments of all shops that the reader may look into.</summary>
    public Task<IReadOnlyList<Segment>> SegmentsAsync(ReadScope reads) => segments.ListAsync(reads);

    /// <summary>Products to begin with.</summary>
    public Task<IReadOnlyList<ProductSummary>> StartersAsync(ReadScope reads, int channelId) => search.FindAsync(reads, "", channelId, 6);

    public Task<PanelDrafts> DraftsAsync(ReadScope reads, int channelId) => panels.DraftsAsync(reads, channelId);

    /// <summary>The arms of experiments that concern the panel of a state.</summary>
    public Task<IReadOnlyList<PanelArmChoice>> ArmsAsync(ReadScope reads, PreviewPageState state, Channel shop)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(shop);
        return panels.ArmsAsync(
            reads, new PanelQuery(state.Sku ?? "", shop.Code, state.PlacementChosen, Segment: state.Segment, At: state.Instant(BundleSchedule.ZoneOf(shop))));
    }

    public Task<IReadOnlyList<int>> ChannelsOfAsync(ReadScope reads, string sku) => panels.ChannelsOfAsync(reads, sku);

    /// <summary>The panel that a state asks for.</summary>
    /// <param name="shop">Whose it is when the state names none; null for whichever sells it.</param>
    /// <param name="draft">What is assumed beside the state's own stock; null for nothing.</param>
    public async Task<Outcome<PreviewSide>> ReadAsync(ReadScope reads, PreviewPageState state, Channel? shop, PreviewVersus? draft = null)
    {
        var zone = shop is null ? TimeZoneInfo.Utc : BundleSchedule.ZoneOf(shop);
        var asked = new PanelQuery(
            state.Sku!, state.Channel ?? shop?.Code, state.PlacementChosen, state.Locale, state.Segment, state.Cart, At: state.Instant(zone))
        {
            AsArm = state.Arm,
        };
        var what = new PanelWhatIf
        {
            Stock = state.StockAssumed,
            Bundle = draft is { Kind: "bundle" } ? draft.Value : null,
            Campaign = draft is { Kind: "campaign" } ? draft.Value : null,
            Shop = draft?.Shop,
            Scopes = draft?.Place is { } place && shop is not null ? await WithAsync(reads, shop, place) : null,
        };
        return (await panels.ResolveAsync(reads, asked, what)).IsRefused(out var refusal, out var found)
            ? refusal
            : new PreviewSide(state, asked, what, found);
    }

    /// <summary>What a state compares its panel with.</summary>
    /// <param name="shop">Whose panel the first one is.</param>
    /// <param name="shops">All that may be compared with.</param>
    public Task<Outcome<PreviewSide>> ReadOtherAsync(
        ReadScope reads, PreviewPageState state, Channel shop, PreviewVersus versus, IReadOnlyList<Channel> shops)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(shop);
        ArgumentNullException.ThrowIfNull(versus);
        var other = versus.Kind == "channel" ? shops.FirstOrDefault(item => item.Code == versus.Value) : shop;
        return ReadAsync(
            reads, state.Other() with { Channel = versus.Kind == "channel" ? versus.Value : shop.Code }, other, versus.IsDraft ? versus : null);
    }

    /// <summary>Why a product is not in the panel.</summary>
    public Task<Outcome<PanelWhyNot>> WhyNotAsync(ReadScope reads, PreviewSide side, string sku) =>
        service.WhyNotAsync(reads, side.Panel.Answer, side.Asked, sku);

    /// <summary>
    /// As JSON, a bundle that a panel shows with another choice of its slots: priced by the function that the shop's own interface asks, a draft by what it
    /// would sell for. Null where it cannot be sold so.
    /// </summary>
    public async Task<string?> PriceAsync(ReadScope reads, PreviewSide side, string bundle, IReadOnlyList<ChosenOption> picks)
    {
        ArgumentNullException.ThrowIfNull(side);
        return (await service.ChooseAssumedAsync(reads, side.Asked, side.What, bundle, picks)).IsRefused(out _, out var offer)
            ? null
            : JsonSerializer.Serialize(PanelJson.Of(offer, side.Channel, "", forShoppers: true), PanelEndpoints.Json);
    }

    /// <summary>As JSON, what a frame draws of a side.</summary>
    /// <param name="changes">How it differs from the other side; empty for one that stands alone.</param>
    /// <param name="mayOrder">Whether products can be dragged in it.</param>
    public static string Scene(PreviewSide side, IReadOnlyList<PanelChange> changes, bool mayOrder)
    {
        ArgumentNullException.ThrowIfNull(side);
        var (answer, around) = (side.Panel.Answer, side.Panel.Around);
        var anchor = answer.Panel.Anchor;
        return JsonSerializer.Serialize(
            new PreviewScene(
                PanelJson.Of(answer, "", explain: false, forShoppers: true),
                new PreviewShop(answer.Channel.Code, answer.Channel.Name, around.Categories),
                PanelPlacements.CodeOf(side.State.PlacementChosen),
                side.State.Locale ?? answer.Channel.Locales.FirstOrDefault() ?? "en",
                side.State.Dark ? "dark" : "light",
                new PreviewProduct(
                    anchor.Sku, anchor.Name, MoneyJson.Of(anchor.Price), anchor.CompareAtPrice is { } was ? MoneyJson.Of(was) : null,
                    Addresses.Picture(anchor.Picture, ImageWidth), around.Brand, around.Description is { } said ? RichText.ToText(said) : null, anchor.InStock),
                [.. around.Cart.Select(product => new PreviewProduct(
                    product.Sku, product.Name, product.Price is { } price ? MoneyJson.Of(price) : null, null, Addresses.Picture(product.Picture, ImageWidth)))],
                Marks(changes),
                mayOrder),
            PanelEndpoints.Json);
    }

    private static Dictionary<string, string> Marks(IReadOnlyList<PanelChange> changes)
    {
        var marks = new Dictionary<string, string>();
        foreach (var change in changes.Where(change => change.Sku is not null))
        {
            var mark = change.Kind switch
            {
                PanelChangeKind.Added or PanelChangeKind.SetAdded => "added",
                PanelChangeKind.Gone or PanelChangeKind.SetGone => "gone",
                PanelChangeKind.Moved => "moved",
                _ => "price",
            };
            marks.TryAdd(change.Sku!, mark);
        }

        return marks;
    }

    private async Task<IReadOnlyList<PanelScopeSettings>> WithAsync(ReadScope reads, Channel shop, PanelScopeSettings place) =>
    [
        .. (await scopes.ListAsync(reads, shop.Id)).Where(other => other.Placement != place.Placement || other.CategoryId != place.CategoryId),
        .. place.IsEmpty ? Array.Empty<PanelScopeSettings>() : [place],
    ];
}
