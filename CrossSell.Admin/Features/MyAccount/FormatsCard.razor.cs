using CrossSell.Admin.Account;
using CrossSell.Admin.Shared;
using Microsoft.AspNetCore.Components;
using static CrossSell.Admin.Features.MyAccount.MyAccountTexts;

namespace CrossSell.Admin.Features.MyAccount;

/// <summary>
/// The language of this person's pages, and how numbers, dates and times are written, in every browser. The page is made again with what was chosen.
/// </summary>
public sealed partial class FormatsCard
{
    private string language = Language.English.Code;
    private string format = FormatChoice.Default.Code;
    private string? zone;
    private string? problem;

    [Inject]
    private OwnAccount Account { get; set; } = default!;

    [Inject]
    private CurrentActor CurrentActor { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Parameter, EditorRequired]
    public OwnAccountDetails Mine { get; set; } = default!;

    private string Browser => Mine.TimeZone is null ? L["as this browser: {0}", Formats.Current.Zone.Id] : L["as the browser"];

    private string? Zone => string.IsNullOrWhiteSpace(zone) ? null : zone.Trim();

    private bool IsChanged => language != (Mine.Language ?? Language.English.Code)
        || format != (Mine.NumberFormat ?? FormatChoice.Default.Code) || Zone != Mine.TimeZone;

    protected override void OnInitialized() =>
        (language, format, zone) = (Mine.Language ?? Language.English.Code, Mine.NumberFormat ?? FormatChoice.Default.Code, Mine.TimeZone);

    /// <summary>The format goes with the language, unless another than the usual one was chosen.</summary>
    private void ChooseLanguage(string code) =>
        (format, language) = (format == FormatChoice.UsualIn(language).Code ? FormatChoice.UsualIn(code).Code : format, code);

    private Task SaveAsync() => BusyAsync(async () =>
    {
        problem = null;
        if ((await Account.ChooseFormatsAsync(language, format, Zone, await CurrentActor.GetAsync())).IsRefused(out var refusal))
        {
            problem = refusal.Message;
            return;
        }

        // Everything that stands on the page was written in the language and format of before, and so was all that the circuit holds.
        Navigation.NavigateTo(Addresses.Account, forceLoad: true);
    });
}
