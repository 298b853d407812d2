using System.Globalization;
using CrossSell.Admin.Shared;
using CrossSell.Core.Bundles;
using CrossSell.Core.Campaigns;
using CrossSell.Core.People;
using Microsoft.AspNetCore.Components;
using static CrossSell.Admin.Features.Campaigns.CampaignsTexts;

namespace CrossSell.Admin.Features.Campaigns;

/// <summary>All campaigns of the shop in the bar, as a list and along time.</summary>
public sealed partial class CampaignsPage : IDisposable
{
    private IReadOnlyList<CampaignRow>? rows;
    private string newName = "";
    private bool isAdding;
    private bool isAll;
    private bool mayEdit;

    [Inject]
    private CampaignList List { get; set; } = default!;

    [Inject]
    private CampaignService Campaigns { get; set; } = default!;

    [Inject]
    private StudioSession Session { get; set; } = default!;

    [Inject]
    private CurrentActor CurrentActor { get; set; } = default!;

    [Inject]
    private Feedback Feedback { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    private List<CampaignRow> Shown =>
        [.. (rows ?? []).Where(row => isAll || Session.Channel is not { } shop || row.Campaign.ChannelIds.Contains(shop.Id))];

    private List<CampaignRow> Dated => [.. Shown.Where(row => row.Campaign is { StartsAt: not null, EndsAt: not null, State: not CampaignState.RolledBack })];

    private DateTime Wall => Session.Channel is { } shop ? TimeZoneInfo.ConvertTime(Time.GetUtcNow(), shop.Zone).DateTime : Time.GetUtcNow().UtcDateTime;

    private DateTime First => Dated.Select(row => row.Campaign.StartsAt!.Value).Append(Wall).Min();

    private DateTime Last => Dated.Select(row => row.Campaign.EndsAt!.Value).Append(Wall).Max();

    private string NowAt => Share(Wall - First).ToString("0.####", CultureInfo.InvariantCulture);

    private List<(CampaignRow Row, string Left, string Width)> Bars => [.. Dated.OrderBy(row => row.Campaign.StartsAt).Select(row => (
        row, Percent(row.Campaign.StartsAt!.Value - First), Percent(row.Campaign.EndsAt!.Value - row.Campaign.StartsAt!.Value)))];

    public void Dispose() => Session.Changed -= ChannelChanged;

    protected override async Task OnInitializedAsync()
    {
        Session.Changed += ChannelChanged;
        await ReadAsync();
    }

    private async Task ReadAsync()
    {
        mayEdit = Session.Channel is { } shop && (await CurrentActor.GetAsync()).Can(Permission.EditBundles, shop.Id);
        rows = await List.LoadAsync(Session.Reads);
    }

    private (string Tone, string Name) WordsOf(CampaignRow row) =>
        CampaignWords.Of(row.Campaign, row.Channels.FirstOrDefault(shop => shop.Id == Session.Channel?.Id) ?? row.Channels.FirstOrDefault(), Time.GetUtcNow());

    private double Share(TimeSpan part) => (Last - First).TotalMinutes is > 0 and var all ? part.TotalMinutes / all : 0;

    private string Percent(TimeSpan part) => (Share(part) * 100).ToString("0.##", CultureInfo.InvariantCulture);

    private void ChannelChanged() => _ = InvokeAsync(async () =>
    {
        await ReadAsync();
        StateHasChanged();
    });

    private Task CreateAsync() => BusyAsync(async () =>
    {
        if (Session.Channel is not { } shop)
        {
            return;
        }

        var outcome = await Campaigns.CreateAsync(newName, [shop.Id], await CurrentActor.GetAsync());
        if (Feedback.Accepted(outcome))
        {
            Feedback.Say(L["Created {0}.", newName.Trim()]);
            Navigation.NavigateTo(Addresses.Campaign(outcome.Required));
        }
    });
}
