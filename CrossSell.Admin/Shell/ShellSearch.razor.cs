using CrossSell.Admin.Shared;
using CrossSell.Core.Search;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace CrossSell.Admin.Shell;

public sealed partial class ShellSearch
{
    private static readonly Hit[] Pages =
    [
        new("Today", "page", null, Addresses.Today), new("Products", "page", null, Addresses.Products), new("Links", "page", null, Addresses.Links),
        new("Suggestions", "page", null, Addresses.Suggestions), new("Rules", "page", null, Addresses.Rules), new("Bundles", "page", null, Addresses.Bundles),
        new("Reviews", "page", null, Addresses.Reviews), new("Panel studio", "page", null, Addresses.Preview),
    ];

    private readonly SearchList<Hit> list;

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
            .. Pages.Where(page => page.Name.Contains(typed.Trim(), StringComparison.OrdinalIgnoreCase)),
            .. products.Select(product => new Hit(product.Name, product.Sku, product.Picture, Addresses.Product(product.Sku)))];
    }

    private sealed record Hit(string Name, string Detail, string? Picture, string Address);
}
