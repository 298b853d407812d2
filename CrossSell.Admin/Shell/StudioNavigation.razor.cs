using CrossSell.Admin.Shared;
using CrossSell.Core.Common;
using CrossSell.Core.Today;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace CrossSell.Admin.Shell;

public sealed partial class StudioNavigation
{
    private static readonly (string? Name, NavigationEntry[] Entries)[] Groups =
    [
        (null, [new(Texts.Key("Today"), Addresses.Today, "t", Texts.Key("start, dashboard, home, to do"))]),
        (Texts.Key("Merchandise"),
        [
            new(Texts.Key("Products"), Addresses.Products, "p", Texts.Key("catalogue, items, articles")),
            new(Texts.Key("Links"), Addresses.Links, "l", Texts.Key("canvas, cross-sell, recommendations")),
            new(Texts.Key("Suggestions"), Addresses.Suggestions, "s", Texts.Key("inbox, pairs, triage")),
            new(Texts.Key("Rules"), Addresses.Rules, "r", Texts.Key("conditions, automatic links")),
            new(Texts.Key("Bundles"), Addresses.Bundles, "b", Texts.Key("sets, kits")),
            new(Texts.Key("Campaigns"), Addresses.Campaigns, "c", Texts.Key("Black Friday, promotions, calendar, schedule")),
        ]),
        (Texts.Key("Decide"),
        [
            new(Texts.Key("Reviews"), Addresses.Reviews, "v", Texts.Key("approve, approval, verdict")),
            new(Texts.Key("Panel studio"), Addresses.Preview, "d", Texts.Key("preview, why not shown, trace")),
            new(Texts.Key("Experiments"), Addresses.Experiments, "e", Texts.Key("A/B test, hold-out, uplift, does it sell more")),
            new(Texts.Key("Insights"), Addresses.Insights, "i", Texts.Key("figures, reports, analytics, revenue")),
        ]),
        (Texts.Key("Manage"),
        [
            new(Texts.Key("Import & export"), Addresses.Exchange, "x", Texts.Key("files, CSV, upload, download")),
            new(Texts.Key("Settings"), Addresses.Settings, "o", Texts.Key("options, preferences, configuration")),
        ]),
    ];

    private readonly NewestLoad loads = new();
    private IReadOnlyDictionary<string, int> counts = new Dictionary<string, int>();

    /// <summary>All entries, as they stand.</summary>
    internal static IEnumerable<NavigationEntry> Entries => Groups.SelectMany(group => group.Entries);

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

    // Shops may be changed faster than they are counted: the figures of the one before must not stand under the new one's name.
    private Task CountAsync() => loads.RunAsync(async isNewest =>
    {
        var channelId = Session.Channel?.Id;
        // Off the circuit: SQLite works synchronously, and the page must not wait for a figure beside a link.
        var found = await Task.Run(() => Counts.LoadAsync(Session.Reads, channelId));
        if (isNewest())
        {
            counts = new Dictionary<string, int>
            {
                [Addresses.Suggestions] = found.Suggestions,
                [Addresses.Reviews] = found.Reviews,
            };
        }
    });

    private static NavLinkMatch MatchOf(NavigationEntry entry) => entry.Address == Addresses.Today ? NavLinkMatch.All : NavLinkMatch.Prefix;
}

/// <summary>A page of the navigation.</summary>
/// <param name="Name">A key of the texts.</param>
/// <param name="Key">The letter that opens it after G.</param>
/// <param name="Also">A key of the texts: other words that people look for it by.</param>
internal sealed record NavigationEntry(string Name, string Address, string Key, string Also);
