using CrossSell.Core.Catalog;
using CrossSell.Core.Search;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace CrossSell.Admin.Shared;

/// <summary>One field to find a product by name or SKU and pick it.</summary>
public sealed partial class ProductPicker
{
    private string text = "";
    private bool open;
    private int active;
    private readonly TypedSearch<IReadOnlyList<ProductSummary>?> search;
    private IReadOnlyList<ProductSummary> hits = [];

    public ProductPicker() => search = new(async typed =>
        typed.Trim().Length == 0 || (ChannelId ?? Session.Channel?.Id) is not { } channelId
            ? null
            : await Search.FindAsync(Session.Reads, typed, channelId, 10));

    [Inject]
    private ProductSearch Search { get; set; } = default!;

    [Inject]
    private StudioSession Session { get; set; } = default!;

    [Parameter]
    public string Id { get; set; } = "product-picker";

    [Parameter]
    public string Label { get; set; } = "Find a product";

    [Parameter]
    public string Placeholder { get; set; } = "Find a product by name or SKU";

    /// <summary>The channel whose products and prices are shown; null means the one chosen in the bar.</summary>
    [Parameter]
    public int? ChannelId { get; set; }

    [Parameter, EditorRequired]
    public EventCallback<ProductSummary> OnPicked { get; set; }

    private Task FocusedAsync() => text.Length > 0 ? FindAsync() : Task.CompletedTask;

    private Task TypedAsync(string? value)
    {
        text = value ?? "";
        return FindAsync();
    }

    private Task FindAsync() => search.AskAsync(text, found => (hits, open, active) = (found ?? [], found is not null, 0));

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
                    await PickAsync(hits[active]);
                }

                break;
            case "Escape":
                search.Forget();
                open = false;
                break;
        }
    }

    private Task PickAsync(ProductSummary product)
    {
        search.Forget();
        (open, text, hits) = (false, "", []);
        return OnPicked.InvokeAsync(product);
    }
}
