using CrossSell.Admin.Shared;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Search;
using Microsoft.AspNetCore.Components;
using MudBlazor;
using static CrossSell.Admin.Shell.ShellTexts;

namespace CrossSell.Admin.Shell;

public sealed partial class ShellSearch
{
    private static readonly Hit[] Pages =
    [
        Page(Texts.Key("Today"), Addresses.Today), Page(Texts.Key("Products"), Addresses.Products), Page(Texts.Key("Links"), Addresses.Links),
        Page(Texts.Key("Suggestions"), Addresses.Suggestions), Page(Texts.Key("Rules"), Addresses.Rules), Page(Texts.Key("Bundles"), Addresses.Bundles),
        Page(Texts.Key("Reviews"), Addresses.Reviews), Page(Texts.Key("Panel studio"), Addresses.Preview), Page(Texts.Key("Insights"), Addresses.Insights),
        Page(Texts.Key("Import & export"), Addresses.Exchange), Page(Texts.Key("Settings"), Addresses.Settings),
        Page(Texts.Key("Shops"), Addresses.SettingsChannels), Page(Texts.Key("Jobs"), Addresses.SettingsJobs),
        Page(Texts.Key("My account"), Addresses.Account),
    ];

    // For administrators of at least one shop, each of what concerns it.
    private static readonly Hit[] ShopAdministration =
        [Page(Texts.Key("API keys"), Addresses.SettingsApiKeys), Page(Texts.Key("Audit log"), Addresses.SettingsAudit)];

    // For administrators of all shops.
    private static readonly Hit[] Administration =
    [
        Page(Texts.Key("Users"), Addresses.SettingsUsers), Page(Texts.Key("Backups"), Addresses.SettingsBackups),
        Page(Texts.Key("System"), Addresses.SettingsSystem),
    ];

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
            .. pages.Select(page => page with { Name = L[page.Name], Detail = L["page"] })
                .Where(page => page.Name.Contains(typed.Trim(), StringComparison.OrdinalIgnoreCase)),
            .. products.Select(product => new Hit(product.Name, product.Sku, product.Picture, Addresses.Product(product.Sku)))];
    }

    private static Hit Page(string name, string address) => new(name, "", null, address);

    private sealed record Hit(string Name, string Detail, string? Picture, string Address);
}
