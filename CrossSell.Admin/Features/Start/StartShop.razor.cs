using System.Globalization;
using CrossSell.Admin.Shared;
using CrossSell.Core.Common;
using CrossSell.Core.QuickStart;
using Microsoft.AspNetCore.Components;
using static CrossSell.Admin.Features.Start.StartTexts;

namespace CrossSell.Admin.Features.Start;

/// <summary>Asks for what a shop cannot be without. The rest is as in any new shop.</summary>
public sealed partial class StartShop
{
    private static readonly string[] Currencies = ["EUR", "USD", "GBP", "CHF", "DKK", "NOK", "PLN", "SEK", "CZK", "CAD", "AUD", "JPY"];

    // Those of the studio's own languages first.
    private static readonly string[] LanguageCodes =
    [
        "en-GB", "en-US", "de-DE", "de-AT", "de-CH", "nl-NL", "nl-BE", "cs-CZ", "da-DK", "en-AU", "en-CA", "en-IE", "es-ES", "fi-FI", "fr-BE", "fr-CA",
        "fr-FR", "hu-HU", "it-IT", "ja-JP", "nb-NO", "pl-PL", "pt-BR", "pt-PT", "ro-RO", "ru-RU", "sv-SE", "tr-TR",
    ];

    private string name = "";
    private string currency = "EUR";
    private string language = "en-GB";
    private string zone = "";
    private string tax = "";
    private bool pricesIncludeTax = true;
    private Refusal? problem;
    private ShopSettings? taken;

    /// <summary>Whether the person may add shops.</summary>
    [Parameter]
    public bool MayEdit { get; set; }

    /// <summary>What its files suggest; null for a shop of which nobody brought any.</summary>
    [Parameter]
    public ShopSettings? Guess { get; set; }

    /// <summary>What the button says; null where it only adds the shop.</summary>
    [Parameter]
    public string? Button { get; set; }

    /// <summary>The shop was made; its id.</summary>
    [Parameter, EditorRequired]
    public EventCallback<int> OnMade { get; set; }

    [Inject]
    private QuickStartJobs Shops { get; set; } = default!;

    [Inject]
    private CurrentActor Current { get; set; } = default!;

    private static IEnumerable<CultureInfo> Languages => LanguageCodes.Select(CultureInfo.GetCultureInfo);

    /// <summary>What stands there before anything is known of the shop: most people set one up in the language that they read, and where they are.</summary>
    internal static ShopSettings Usual()
    {
        var own = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;
        return new ShopSettings(
            "", "EUR", LanguageCodes.FirstOrDefault(code => code.StartsWith(own, StringComparison.Ordinal)) ?? LanguageCodes[0], Formats.Current.Zone.Id);
    }

    protected override void OnParametersSet()
    {
        // What a person typed stays: only another guess takes its place.
        if (taken is null || (Guess is not null && Guess != taken))
        {
            taken = Guess ?? Usual();
            (name, currency, zone) = (taken.Name, taken.Currency, taken.Zone);
            language = LanguageCodes.Contains(taken.Locale) ? taken.Locale : Usual().Locale;
        }
    }

    private Task SaveAsync() => BusyAsync(async () =>
    {
        if (!TypedNumbers.TryPercent(tax.Length == 0 ? "0" : tax, out var basisPoints))
        {
            problem = new Refusal("channel.tax", L["The tax is a percentage from 0 to 100."], "tax");
            return;
        }

        var settings = new ShopSettings(name, currency, language, zone.Trim());
        if ((await Shops.AddShopAsync(settings, code: null, await Current.GetAsync(), basisPoints, pricesIncludeTax)).IsRefused(out problem, out var made))
        {
            return;
        }

        await OnMade.InvokeAsync(made);
    });
}
