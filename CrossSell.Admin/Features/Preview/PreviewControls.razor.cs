using System.Globalization;
using CrossSell.Admin.Shared;
using CrossSell.Admin.Shared.Kit;
using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Panels;
using Microsoft.AspNetCore.Components;
using static CrossSell.Admin.Features.Preview.PreviewTexts;

namespace CrossSell.Admin.Features.Preview;

/// <summary>Everything that a panel depends on. It knows the state it shows, and says which one is wanted.</summary>
public sealed partial class PreviewControls
{
    private static readonly string[] OtherSettings = ["at", "channel", "locale", "segment", "placement", "device", "arm"];

    private bool isOpen;

    [Parameter, EditorRequired]
    public PreviewPageState State { get; set; } = default!;

    /// <summary>The shop that is shown; null before that is known.</summary>
    [Parameter]
    public Channel? Channel { get; set; }

    [Parameter, EditorRequired]
    public IReadOnlyList<Channel> Channels { get; set; } = [];

    /// <summary>Those of the shop that is shown.</summary>
    [Parameter]
    public IReadOnlyList<Segment> Segments { get; set; } = [];

    /// <summary>Of experiments that run or are planned and concern the panel.</summary>
    [Parameter]
    public IReadOnlyList<PanelArmChoice> Arms { get; set; } = [];

    [Parameter]
    public PanelDrafts Drafts { get; set; } = PanelDrafts.None;

    [Parameter]
    public string? AnchorName { get; set; }

    [Parameter]
    public EventCallback<PreviewPageState> OnGo { get; set; }

    /// <summary>Another shop, by its code.</summary>
    [Parameter]
    public EventCallback<string?> OnShop { get; set; }

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    // Resource files know no two names that differ by capitals alone.
    private static string NowWord => L["now"].Value is var word ? char.ToUpper(word[0], CultureInfo.CurrentCulture) + word[1..] : "";

    private DateTime Friday => PreviewPageState.NextFriday(
        TimeZoneInfo.ConvertTime(Time.GetUtcNow(), Channel is null ? TimeZoneInfo.Utc : BundleSchedule.ZoneOf(Channel)).DateTime);

    private static IReadOnlyList<Choice<string>> Placements =>
        [.. PanelPlacements.All.Select(placement => new Choice<string>(PanelPlacements.CodeOf(placement), PanelWords.Of(placement)))];

    // What is otherwise than usual among the settings that a phone folds away.
    private int Chosen => new[]
    {
        State.Locale is not null, State.Segment is not null, State.Arm is not null, State.Moment is not null, State.Cart.Count > 0,
        State.StockAssumed.Count > 0, State.DeviceChosen != PreviewDevice.Phone, State.Dark, State.Versus is not null,
    }.Count(isOther => isOther);

    private string Kind => State.Versus switch
    {
        { Kind: "bundle" or "campaign" } draft => draft.ToString(),
        { } versus => versus.Kind,
        null => "",
    };

    private IReadOnlyList<Choice<string>> Kinds =>
    [
        new("", L["nothing"]),
        .. Drafts.Bundles.Select(bundle => new Choice<string>($"bundle:{bundle.Code}", bundle.Name, L["Drafts of bundles"])),
        .. Drafts.Campaigns.Select(campaign => new Choice<string>($"campaign:{campaign.Code}", campaign.Name, L["Campaigns"])),
        .. State.Versus is { Kind: "settings" } ? [new("settings", L["unsaved panel settings"], L["Settings"])] : Array.Empty<Choice<string>>(),
        .. OtherSettings.Where(kind => kind == "at" || Values(kind).Count > 1)
            .Select(kind => new Choice<string>(kind, KindWord(kind), L["Another setting"])),
    ];

    private static string KindWord(string kind) => kind switch
    {
        "at" => L["another date"],
        "channel" => L["another shop"],
        "locale" => L["another language"],
        "segment" => L["another segment"],
        "placement" => L["another placement"],
        "arm" => L["another experiment arm"],
        _ => L["another screen"],
    };

    private static IReadOnlyList<Choice<string>> Locales(Channel shop) =>
        [.. shop.Locales.Select(locale => new Choice<string>(locale, PreviewWords.LanguageAndCurrency(shop, locale)))];

    private IReadOnlyList<Choice<string>> Values(string kind) => kind switch
    {
        "channel" => [.. Channels.Select(item => new Choice<string>(item.Code, item.Name))],
        "locale" => [.. (Channel?.Locales ?? []).Select(locale => new Choice<string>(locale, PreviewWords.Language(locale)))],
        "segment" => [new("", L["Everyone"]), .. Segments.Select(segment => new Choice<string>(segment.Code, segment.Name))],
        "placement" => Placements,
        "arm" when Arms.Count > 0 =>
        [
            new("", L["No experiment"]),
            .. Arms.Select(arm => new Choice<string>(arm.Code, arm.Name, arm.IsPlanned ? L["{0} (planned)", arm.Experiment].Value : arm.Experiment)),
        ],
        "device" => [.. PreviewDevice.All.Select(device => new Choice<string>(device.Code, PreviewWords.Of(device)))],
        _ => [],
    };

    private Task GoAsync(PreviewPageState next) => OnGo.InvokeAsync(next);

    private Task GoToAsync(DateTime wall) => GoAsync(State with { At = PreviewPageState.MomentText(wall) });

    private Task CompareDateAsync(DateTime? wall) =>
        GoAsync(State with { With = wall is null ? null : new PreviewVersus("at", PreviewPageState.MomentText(wall)!).ToString() });

    private Task StockAsync(string sku, string? typed) =>
        TypedNumbers.TryWhole(typed ?? "", out var units) && units >= 0 ? GoAsync(State.WithStock(sku, units)) : Task.CompletedTask;

    // Something else than what is shown stands there at once: nobody compares a panel with itself.
    private Task CompareAsync(string? kind)
    {
        var now = kind switch
        {
            "channel" => Channel?.Code,
            "locale" => State.Locale ?? Channel?.Locales.FirstOrDefault(),
            "segment" => State.Segment ?? "",
            "placement" => PanelPlacements.CodeOf(State.PlacementChosen),
            "device" => State.DeviceChosen.Code,
            "arm" => State.Arm ?? "",
            _ => null,
        };
        return GoAsync(State with
        {
            With = kind switch
            {
                null or "" => null,
                "settings" => State.With,
                "at" => $"at:{PreviewPageState.MomentText(Friday)}",
                _ when kind.Contains(':', StringComparison.Ordinal) => kind,
                _ => $"{kind}:{Values(kind).FirstOrDefault(value => value.Value != now)?.Value}",
            },
        });
    }
}
