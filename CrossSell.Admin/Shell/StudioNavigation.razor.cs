using CrossSell.Admin.Shared;
using CrossSell.Core.Today;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace CrossSell.Admin.Shell;

public sealed partial class StudioNavigation
{
    private static readonly (string? Name, (string Name, string Address, NavLinkMatch Match)[] Entries)[] Groups =
    [
        (null, [("Today", Addresses.Today, NavLinkMatch.All)]),
        ("Merchandise",
        [
            ("Products", Addresses.Products, NavLinkMatch.Prefix),
            ("Links", Addresses.Links, NavLinkMatch.Prefix),
            ("Suggestions", Addresses.Suggestions, NavLinkMatch.Prefix),
            ("Rules", Addresses.Rules, NavLinkMatch.Prefix),
            ("Bundles", Addresses.Bundles, NavLinkMatch.Prefix),
        ]),
        ("Decide",
        [
            ("Reviews", Addresses.Reviews, NavLinkMatch.Prefix),
            ("Panel studio", Addresses.Preview, NavLinkMatch.Prefix),
            ("Insights", Addresses.Insights, NavLinkMatch.Prefix),
        ]),
        ("Manage",
        [
            ("Import & export", Addresses.Exchange, NavLinkMatch.Prefix),
            ("Settings", Addresses.Settings, NavLinkMatch.Prefix),
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
