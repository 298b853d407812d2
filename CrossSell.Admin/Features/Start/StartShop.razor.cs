using System.Globalization;
using CrossSell.Admin.Shared;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using Microsoft.AspNetCore.Components;
using static CrossSell.Admin.Features.Start.StartTexts;

namespace CrossSell.Admin.Features.Start;

/// <summary>Asks for what a shop cannot be without. The rest is as in any new shop.</summary>
public sealed partial class StartShop
{
    private const string Standard = "standard";

    private static readonly string[] Currencies = ["EUR", "USD", "GBP", "CHF", "DKK", "NOK", "PLN", "SEK", "CZK", "CAD", "AUD", "JPY"];

    // Those of the studio's own languages first.
    private static readonly string[] LanguageCodes =
    [
        "en-GB", "en-US", "de-DE", "de-AT", "de-CH", "nl-NL", "nl-BE", "cs-CZ", "da-DK", "es-ES", "fi-FI", "fr-BE", "fr-FR", "it-IT", "nb-NO", "pl-PL", "pt-PT",
        "sv-SE",
    ];

    private string name = "";
    private string currency = "EUR";
    private string language = "en-GB";
    private string tax = "";
    private bool pricesIncludeTax = true;
    private Refusal? problem;

    /// <summary>Whether the person may add shops.</summary>
    [Parameter]
    public bool MayEdit { get; set; }

    /// <summary>The shop was made; its id.</summary>
    [Parameter, EditorRequired]
    public EventCallback<int> OnMade { get; set; }

    [Inject]
    private ChannelService Channels { get; set; } = default!;

    [Inject]
    private CurrentActor Current { get; set; } = default!;

    private static IEnumerable<CultureInfo> Languages => LanguageCodes.Select(CultureInfo.GetCultureInfo);

    protected override void OnInitialized()
    {
        // Most people set up a shop in the language that they read.
        var own = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;
        language = LanguageCodes.FirstOrDefault(code => code.StartsWith(own, StringComparison.Ordinal)) ?? LanguageCodes[0];
    }

    private Task SaveAsync() => BusyAsync(async () =>
    {
        if (!TypedNumbers.TryPercent(tax.Length == 0 ? "0" : tax, out var basisPoints))
        {
            problem = new Refusal("channel.tax", L["The tax is a percentage from 0 to 100."], "tax");
            return;
        }

        var edit = new ChannelEdit(
            null, 0, "", name, currency, [language], Formats.Current.Zone.Id, pricesIncludeTax, new Dictionary<string, int> { [Standard] = basisPoints },
            MarginFloorBasisPoints: 0, ProductUrl: null, CompletenessThreshold: 0, RequiredFields: ["name", "price"]);
        if ((await Channels.SaveAsync(edit, await Current.GetAsync())).IsRefused(out problem, out var made))
        {
            return;
        }

        await OnMade.InvokeAsync(made.Id);
    });
}
