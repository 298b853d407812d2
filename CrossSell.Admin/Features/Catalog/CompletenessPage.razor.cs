using CrossSell.Admin.Shared;
using CrossSell.Core.Catalog;
using Microsoft.AspNetCore.Components;
using static CrossSell.Admin.Features.Catalog.CatalogTexts;

namespace CrossSell.Admin.Features.Catalog;

/// <summary>How complete each shop's catalogue is, and what it lacks; counted one shop after the other, the one looked at first.</summary>
public sealed partial class CompletenessPage : IDisposable
{
    private readonly Dictionary<(int ChannelId, string Locale), CompletenessFigures> all = [];
    private readonly AddressEchoes echoes = new();
    private Dictionary<string, string> attributeNames = [];
    private string? wanted;
    private int choices;
    private bool isGone;

    [SupplyParameterFromQuery(Name = "locale")]
    public string? Asked { get; set; }

    [Inject]
    private CompletenessReport Report { get; set; } = default!;

    [Inject]
    private CatalogDefinitions Definitions { get; set; } = default!;

    [Inject]
    private StudioSession Session { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    private string Locale => Session.Channel is { } channel ? LocalesOf(channel).FirstOrDefault(locale => locale == wanted) ?? LocalesOf(channel)[0] : "";

    private bool IsDefault => Session.Channel is { } channel && Locale == LocalesOf(channel)[0];

    private CompletenessFigures? Shown => Session.Channel is { } channel ? all.GetValueOrDefault((channel.Id, Locale)) : null;

    public void Dispose()
    {
        isGone = true;
        Session.Changed -= Changed;
    }

    protected override async Task OnInitializedAsync()
    {
        Session.Changed += Changed;
        attributeNames = (await Definitions.AttributesAsync(Session.Reads)).ToDictionary(attribute => attribute.Code, attribute => attribute.Name);

        // What is looked at first, then the rest.
        foreach (var channel in Session.Channels.OrderBy(channel => channel.Id != Session.Channel?.Id).ToList())
        {
            foreach (var locale in LocalesOf(channel))
            {
                if (isGone)
                {
                    return;
                }

                // Off the circuit: counting a million rows takes a second.
                all[(channel.Id, locale)] = await Task.Run(() => Report.LoadAsync(Session.Reads, channel, locale));
                StateHasChanged();
            }
        }
    }

    protected override void OnParametersSet()
    {
        if (echoes.IsNews(Navigation))
        {
            wanted = Asked;
        }
    }

    private static List<string> LocalesOf(Channel channel) => channel.Locales.Count > 0 ? channel.Locales : [""];

    private void Changed() => _ = InvokeAsync(StateHasChanged);

    // Shown at once; the address follows the last of several choices, which comes back later than the next one is made.
    private async Task ShowAsync(Channel channel, string locale)
    {
        var choice = ++choices;
        wanted = locale;
        await Session.ChooseChannelAsync(channel.Code);
        if (choice == choices)
        {
            echoes.Go(Navigation, locale == LocalesOf(channel)[0]
                ? Addresses.SettingsCompleteness
                : $"{Addresses.SettingsCompleteness}?locale={Uri.EscapeDataString(locale)}");
        }
    }

    private string? Link(params (string, string)[] filters) =>
        IsDefault ? Addresses.ProductsWhere([.. filters, ("status", "draft,active"), ("rows", "sku")]) : null;

    private IReadOnlyList<CompletenessBars.Row> Bands(CompletenessFigures report) =>
    [
        new(L["Complete"].Value, report.Bands[3], report.Products, Link(("complete", "100"))),
        new(L["75 to 99 %"].Value, report.Bands[2], report.Products, Link(("complete", "75-99"))),
        new(L["50 to 74 %"].Value, report.Bands[1], report.Products, Link(("complete", "50-74"))),
        new(L["Under 50 %"].Value, report.Bands[0], report.Products, Link(("complete", "0-49"))),
    ];

    private string UnderWords(CompletenessFigures report) => L.Count(
        report.Under, "{0} product is under the threshold of {1} %", "{0} products are under the threshold of {1} %",
        Session.Channel!.CompletenessThreshold);

    private IReadOnlyList<CompletenessBars.Row> Missing(CompletenessFigures report) =>
        [.. report.Missing.Take(30).Select(field => new CompletenessBars.Row(
            CompletenessNeeds.Label(field.Field, attributeNames), field.Products, report.Products, Link(("missing", field.Field))))];
}
