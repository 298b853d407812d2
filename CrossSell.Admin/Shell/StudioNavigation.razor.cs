using CrossSell.Admin.Shared;
using CrossSell.Core.Common;
using CrossSell.Core.Today;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace CrossSell.Admin.Shell;

public sealed partial class StudioNavigation
{
    private static readonly (string? Name, (string Name, string Address, NavLinkMatch Match)[] Entries)[] Groups =
    [
        (null, [(Texts.Key("Today"), Addresses.Today, NavLinkMatch.All)]),
        (Texts.Key("Merchandise"),
        [
            (Texts.Key("Products"), Addresses.Products, NavLinkMatch.Prefix),
            (Texts.Key("Links"), Addresses.Links, NavLinkMatch.Prefix),
            (Texts.Key("Suggestions"), Addresses.Suggestions, NavLinkMatch.Prefix),
            (Texts.Key("Rules"), Addresses.Rules, NavLinkMatch.Prefix),
            (Texts.Key("Bundles"), Addresses.Bundles, NavLinkMatch.Prefix),
        ]),
        (Texts.Key("Decide"),
        [
            (Texts.Key("Reviews"), Addresses.Reviews, NavLinkMatch.Prefix),
            (Texts.Key("Panel studio"), Addresses.Preview, NavLinkMatch.Prefix),
            (Texts.Key("Insights"), Addresses.Insights, NavLinkMatch.Prefix),
        ]),
        (Texts.Key("Manage"),
        [
            (Texts.Key("Import & export"), Addresses.Exchange, NavLinkMatch.Prefix),
            (Texts.Key("Settings"), Addresses.Settings, NavLinkMatch.Prefix),
        ]),
    ];

    private IReadOnlyDictionary<string, int> counts = new Dictionary<string, int>();

    [Inject]
    private NavigationCounts Counts { get; set; } = default!;

    [Inject]
    private Feedback Feedback { get; set; } = default!;

    [Inject]
    private StudioSession Session { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    /// <summary>On a narrow screen: whether the navigation lies over the page.</summary>
    [Parameter]
    public bool Open { get; set; }

    [Parameter]
    public EventCallback OnNavigated { get; set; }

    protected override Task OnInitializedAsync()
    {
        Navigation.LocationChanged += AddressChanged;
        Session.Changed += Recount;
        Feedback.Changed += Recount;
        return CountAsync();
    }

    public void Dispose()
    {
        Navigation.LocationChanged -= AddressChanged;
        Session.Changed -= Recount;
        Feedback.Changed -= Recount;
    }

    private void AddressChanged(object? sender, LocationChangedEventArgs args) => Recount();

    private void Recount() => _ = InvokeAsync(async () =>
    {
        await CountAsync();
        StateHasChanged();
    });

    private async Task CountAsync()
    {
        var channelId = Session.Channel?.Id;
        // Off the circuit: SQLite works synchronously, and the page must not wait for a figure beside a link.
        var found = await Task.Run(() => Counts.LoadAsync(Session.Reads, channelId));
        counts = new Dictionary<string, int>
        {
            [Addresses.Suggestions] = found.Suggestions,
            [Addresses.Reviews] = found.Reviews,
        };
    }
}
