using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using CrossSell.Admin.Api;
using CrossSell.Admin.Hosting;
using CrossSell.Admin.Shared;
using CrossSell.Admin.Shared.Kit;
using CrossSell.Core.Access;
using CrossSell.Core.Catalog;
using CrossSell.Core.Events;
using CrossSell.Core.Panels;
using CrossSell.Core.People;
using CrossSell.Core.Search;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using static CrossSell.Admin.Features.Embed.EmbedTexts;

namespace CrossSell.Admin.Features.Embed;

/// <summary>From a shop to a panel in its pages: the key, the look, and the code with both in it.</summary>
public sealed partial class ShopEmbedPage : IAsyncDisposable
{
    // So many products are tried until one has a panel to show as an example.
    private const int Tried = 12;

    private readonly ComponentScript script = new("./Features/Embed/ShopEmbedPage.razor.js");
    private readonly NewestLoad loads = new();
    private ElementReference previews;
    private Channel? shop;
    private Actor? actor;
    private string placement = PanelPlacements.CodeOf(PanelPlacement.ProductPage);
    private string? sku;
    private PanelAnswer? answer;
    private PanelAnswer? drawn;
    private string? missing;
    private string key = "";
    private bool isNew;
    private string? problem;
    private string? accent;
    private string? darkAccent;
    private int? radius;
    private string? copied;
    private IReadOnlyList<EventArrival>? arrivals;
    private EmbedTarget target = EmbedTarget.All[0];

    [Inject]
    private PanelService Panels { get; set; } = default!;

    [Inject]
    private ProductSearch Search { get; set; } = default!;

    [Inject]
    private ApiKeyService Keys { get; set; } = default!;

    [Inject]
    private StudioSession Session { get; set; } = default!;

    [Inject]
    private CurrentActor CurrentActor { get; set; } = default!;

    [Inject]
    private RecentEvents Events { get; set; } = default!;

    [Inject]
    private IJSRuntime Js { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    private static (string Scheme, string Name)[] Schemes => [("light", L["In a light shop"]), ("dark", L["In a dark shop"])];

    private static Choice<string>[] Placements =>
        [.. PanelPlacements.All.Select(place => new Choice<string>(PanelPlacements.CodeOf(place), Said(place)))];

    private bool MayCreate => shop is not null && actor?.Can(Permission.Administer, shop.Id) == true;

    private bool HasSamples => SampleShops.IsOn(
        Services.GetRequiredService<IConfiguration>(), Services.GetRequiredService<IWebHostEnvironment>());

    // The public address, where the operator named it; else where this person found the studio.
    private string Origin => Services.GetRequiredService<FrontDoor>().PublicAddress?.GetLeftPart(UriPartial.Authority)
        ?? new Uri(Navigation.BaseUri).GetLeftPart(UriPartial.Authority);

    // A secret key must not find its way into a page.
    private EmbedChoice Chosen => new(Origin, problem is null ? key.Trim() : "", placement, sku ?? "SKU", accent, darkAccent, radius);

    private string Code => target.Write(Chosen);

    private string KeyHelp => MayCreate
        ? L["It may stand in your pages: it opens the panels of this shop and takes events, nothing else. Paste one you have, or create one."]
        : L["It may stand in your pages: it opens the panels of this shop and takes events, nothing else. Ask an administrator for one."];

    public ValueTask DisposeAsync()
    {
        Session.Changed -= ShopChosen;
        return script.LeaveAsync();
    }

    protected override async Task OnInitializedAsync()
    {
        Session.Changed += ShopChosen;
        actor = await CurrentActor.GetAsync();
        await ShowAsync(Session.Channel ?? Session.Channels.FirstOrDefault(), null);
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (answer is { Panel.IsShown: true } shown && shown != drawn && await script.LoadAsync(Js))
        {
            drawn = shown;
            var json = JsonSerializer.Serialize(PanelJson.Of(shown, "", explain: false, forShoppers: true), PanelEndpoints.Json);
            await script.InvokeAsync("show", previews, json, shown.Panel.Anchor.Sku, shown.Channel.Code);
        }
    }

    // The shop in the bar is the one that is meant, until another is chosen here.
    private void ShopChosen() => _ = InvokeAsync(() => GestureAsync(() =>
        Session.Channel is { } chosen && chosen.Id != shop?.Id ? ShowAsync(chosen, null) : Task.CompletedTask));

    private Task ChooseShopAsync(int id) => ShowAsync(Session.Channels.First(item => item.Id == id), null);

    private Task ChooseProductAsync(string chosen) => ShowAsync(shop, chosen);

    private Task ChoosePlacementAsync(string code)
    {
        placement = code;
        return ShowAsync(shop, sku);
    }

    private Task ShowAsync(Channel? of, string? wanted) => loads.RunAsync(async isNewest =>
    {
        if (of?.Id != shop?.Id)
        {
            // A key is of one shop.
            (key, isNew, problem, arrivals) = ("", false, null, null);
        }

        (shop, sku) = (of, wanted);
        if (of is null)
        {
            return;
        }

        IReadOnlyList<string> tried = wanted is not null ? [wanted]
            : [.. (await Search.FindAsync(Session.Reads, "", of.Id, Tried)).Select(product => product.Sku)];
        PanelAnswer? found = null;
        string? refused = null;
        foreach (var one in tried)
        {
            var asked = await Panels.ResolveFreshAsync(
                Session.Reads, new PanelQuery(one, of.Code, PanelPlacements.Find(placement)!.Value, OnSaleOnly: true));
            refused ??= asked.Refusal?.Message;
            found = asked.Value is { } value && (found is null || value.Panel.IsShown) ? value : found;
            if (found?.Panel.IsShown == true)
            {
                break;
            }
        }

        if (isNewest())
        {
            (answer, missing, sku) = (found, refused, found?.Panel.Anchor.Sku ?? wanted);
        }
    });

    private void TypeKey(string? typed) => (key, isNew, problem) = (
        typed ?? "", false, typed?.StartsWith("cs_sec_", StringComparison.Ordinal) == true
            ? L["This is a secret key: in a page every shopper could read it. Use a publishable key."].Value
            : null);

    private static string Said(PanelPlacement place) => place switch
    {
        PanelPlacement.Cart => L["Cart"],
        PanelPlacement.Checkout => L["Checkout"],
        PanelPlacement.AfterPurchase => L["After the purchase"],
        PanelPlacement.Account => L["Customer account"],
        _ => L["Product page"],
    };

    private static string Said(ShopEventType type) => type switch
    {
        ShopEventType.Impression => L["Seen"],
        ShopEventType.Click => L["Opened"],
        ShopEventType.Add => L["Added to cart"],
        ShopEventType.Remove => L["Removed again"],
        _ => L["Bought"],
    };

    private Task CheckAsync() => BusyAsync(async () =>
    {
        var of = shop!.Id;
        var found = await Events.LoadAsync(Session.Reads, of);
        arrivals = shop?.Id == of ? found : arrivals;
    });

    private Task CreateKeyAsync() => BusyAsync(async () =>
    {
        var made = await Keys.CreateAsync(L["Web shop"], ApiKeyKind.Publishable, shop!.Id, await CurrentActor.GetAsync());
        (problem, isNew) = (made.Refusal?.Message, made.Value is not null);
        key = made.Value?.Text ?? key;
    });

    private void Colour(string? value, bool isDark)
    {
        if (value is not null && Hex().IsMatch(value))
        {
            (accent, darkAccent) = isDark ? (accent, value) : (value, darkAccent);
        }
    }

    private void Round(string? value) =>
        radius = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var pixels) ? Math.Min(pixels, 24) : radius;

    // Copied is what was copied: after any change there is something new to copy.
    private async Task CopyAsync()
    {
        var code = Code;
        copied = await Js.InvokeAsync<bool>("crosssell.take", "embed-code") ? code : null;
    }

    [GeneratedRegex("^#[0-9a-fA-F]{6}$")]
    private static partial Regex Hex();
}
