using CrossSell.Admin.Shared;
using CrossSell.Core.Search;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
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

    private string text = "";
    private bool open;
    private int active;
    private readonly TypedSearch<IReadOnlyList<Hit>?> search;
    private IReadOnlyList<Hit> hits = [];

    public ShellSearch() => search = new(FindAsync);

    [Inject]
    private ProductSearch Search { get; set; } = default!;

    [Inject]
    private StudioSession Session { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    private Task TypedAsync(string? value)
    {
        text = value ?? "";
        return search.AskAsync(text, found => (hits, open, active) = (found ?? [], found is not null, 0));
    }

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

    private async Task KeyAsync(KeyboardEventArgs key)
    {
        switch (key.Key)
        {
            case "ArrowDown" when hits.Count > 0:
                active = (active + 1) % hits.Count;
                break;
            case "ArrowUp" when hits.Count > 0:
                active = (active + hits.Count - 1) % hits.Count;
                break;
            case "Enter":
                await search.AnsweredAsync();
                if (open && hits.Count > 0)
                {
                    Open(hits[active]);
                }

                break;
            case "Escape":
                search.Forget();
                open = false;
                break;
        }
    }

    private void Open(Hit hit)
    {
        search.Forget();
        (open, text, hits) = (false, "", []);
        Navigation.NavigateTo(hit.Address);
    }

    private void CloseSoon() => open = false;

    private sealed record Hit(string Name, string Detail, string? Picture, string Address);
}
