using CrossSell.Admin.Shared;
using CrossSell.Core.People;
using CrossSell.Core.Search;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace CrossSell.Admin.Shell;

public sealed partial class ShellSearch
{
    private static readonly Hit[] Pages =
    [
        Page("Today", Addresses.Today), Page("Products", Addresses.Products), Page("Links", Addresses.Links), Page("Suggestions", Addresses.Suggestions),
        Page("Rules", Addresses.Rules), Page("Bundles", Addresses.Bundles), Page("Reviews", Addresses.Reviews), Page("Panel studio", Addresses.Preview),
        Page("Insights", Addresses.Insights), Page("Import & export", Addresses.Exchange), Page("Settings", Addresses.Settings),
        Page("Shops", Addresses.SettingsChannels), Page("Jobs", Addresses.SettingsJobs), Page("My account", Addresses.Account),
    ];

    // For administrators of at least one shop, each of what concerns it.
    private static readonly Hit[] ShopAdministration = [Page("API keys", Addresses.SettingsApiKeys), Page("Audit log", Addresses.SettingsAudit)];

    // For administrators of all shops.
    private static readonly Hit[] Administration =
        [Page("Users", Addresses.SettingsUsers), Page("Backups", Addresses.SettingsBackups), Page("System", Addresses.SettingsSystem)];

    private readonly SearchList<Hit> list;
    private IReadOnlyList<Hit> pages = Pages;

    public ShellSearch() => list = new(FindAsync, hit =>
    {
        Navigation.NavigateTo(hit.Address);
        return Task.CompletedTask;
    });

    [Inject]
    private ProductSearch Search { get; set; } = default!;

    [Inject]
    private StudioSession Session { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private CurrentActor CurrentActor { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        var actor = await CurrentActor.GetAsync();
        pages =
        [
            .. Pages, .. actor.CanAnywhere(Permission.Administer) ? ShopAdministration : [], .. actor.Can(Permission.Administer, null) ? Administration : [],
        ];
    }

    private Task FocusedAsync() => list.Text.Length > 0 ? list.AskAsync() : Task.CompletedTask;

    /// <returns>Null while there is nothing to search for.</returns>
    private async Task<IReadOnlyList<Hit>?> FindAsync(string typed)
    {
        if (typed.Trim().Length == 0 || Session.Channel is null)
        {
            return null;
        }

        var products = await Search.FindAsync(Session.Reads, typed, Session.Channel.Id, 8, listedOnly: false);
        return [
            .. pages.Where(page => page.Name.Contains(typed.Trim(), StringComparison.OrdinalIgnoreCase)),
            .. products.Select(product => new Hit(product.Name, product.Sku, product.Picture, Addresses.Product(product.Sku)))];
    }

    private static Hit Page(string name, string address) => new(name, "page", null, address);

    private sealed record Hit(string Name, string Detail, string? Picture, string Address);
}
