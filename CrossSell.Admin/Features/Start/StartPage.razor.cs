using CrossSell.Admin.Shared;
using CrossSell.Core.Mining;
using CrossSell.Core.People;
using CrossSell.Core.Suggestions;
using CrossSell.Core.Today;
using Microsoft.AspNetCore.Components;
using static CrossSell.Admin.Features.Start.StartTexts;

namespace CrossSell.Admin.Features.Start;

/// <summary>Leads from an empty studio to the first panel, by the same imports and jobs as the pages for each of them.</summary>
public sealed partial class StartPage
{
    /// <summary>Stands in the address for a shop that is not there yet.</summary>
    private const string NewCode = "new";

    private StartPageState state = new(null, null);
    private string? shown;
    private int suggestions;
    private bool isLoaded;
    private bool maySetUp;

    /// <summary>Code of the shop; null for the one that is looked at.</summary>
    [SupplyParameterFromQuery(Name = "shop")]
    private string? Code { get; set; }

    [Inject]
    private ShopStartQuery Start { get; set; } = default!;

    [Inject]
    private SuggestionInbox Suggestions { get; set; } = default!;

    [Inject]
    private MiningJobs Mining { get; set; } = default!;

    [Inject]
    private StudioSession Session { get; set; } = default!;

    [Inject]
    private CurrentActor Current { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    protected override async Task OnParametersSetAsync()
    {
        if (!isLoaded || shown != Code)
        {
            shown = Code;
            await LoadAsync();
        }
    }

    // Reads again how far the shop is that is shown.
    private async Task LoadAsync()
    {
        maySetUp = (await Current.GetAsync()).Can(Permission.Administer, null);
        var shop = shown == NewCode ? null : Session.Channels.FirstOrDefault(channel => channel.Code == shown) ?? Session.Channel;
        state = shop is null ? new StartPageState(null, null)
            : new StartPageState(shop, await Start.LoadAsync(Session.Reads, shop.Id), Mining.SourceOf(shop) is not null);
        suggestions = shop is not null && state.IsDone(StartStep.Suggestions) ? await Suggestions.CountAsync(shop.Id) : 0;
        isLoaded = true;
    }

    private async Task MadeAsync(int channelId)
    {
        await Session.ReloadAsync();
        if (Session.Channels.FirstOrDefault(channel => channel.Id == channelId) is { } made)
        {
            await Session.ChooseChannelAsync(made.Code);
            shown = made.Code;
            Navigation.NavigateTo(Addresses.StartOf(made.Code), replace: true);
            await LoadAsync();
        }
    }

    private static string TitleOf(StartStep step) => step switch
    {
        StartStep.Shop => L["Your shop"],
        StartStep.Products => L["Products"],
        StartStep.Orders => L["Orders"],
        StartStep.Suggestions => L["First suggestions"],
        _ => L["First panel"],
    };

    private string DoneWords(StartStep step) => step switch
    {
        StartStep.Shop => $"{state.Shop!.Name} · {state.Shop.CurrencyCode} · {state.Shop.Locales.FirstOrDefault()}",
        StartStep.Products => Counted(state.Known!.Products),
        StartStep.Orders => state.IsCountedElsewhere ? L["in your warehouse"] : Counted(state.Known!.Orders),
        _ => L.Count(suggestions, "{0} suggestion", "{0} suggestions"),
    };

    private static string Counted(int count) => Formats.Count(count) + (count == ShopStartQuery.Most ? "+" : "");
}
