using CrossSell.Core.Catalog;
using CrossSell.Core.Search;
using Microsoft.AspNetCore.Components;
using static CrossSell.Admin.Shared.SharedTexts;

namespace CrossSell.Admin.Shared;

/// <summary>One field to find a product by name or SKU and pick it.</summary>
public sealed partial class ProductPicker
{
    private readonly SearchList<ProductSummary> list;
    private ElementReference field;

    public ProductPicker() => list = new(
        async typed => typed.Trim().Length == 0 || (ChannelId ?? Session.Channel?.Id) is not { } channelId
            ? null
            : await Search.FindAsync(Session.Reads, typed, channelId, 10),
        product => OnPicked.InvokeAsync(product));

    [Inject]
    private ProductSearch Search { get; set; } = default!;

    [Inject]
    private StudioSession Session { get; set; } = default!;

    [Parameter]
    public string Id { get; set; } = "product-picker";

    [Parameter]
    public string Label { get; set; } = L["Find a product"];

    [Parameter]
    public string Placeholder { get; set; } = L["Find a product by name or SKU"];

    /// <summary>The product that the page is about, which stands in the field until another is looked for; null for none.</summary>
    [Parameter]
    public string? Shows { get; set; }

    /// <summary>The channel whose products and prices are shown; null means the one chosen in the bar.</summary>
    [Parameter]
    public int? ChannelId { get; set; }

    /// <summary>Whether the cursor stands in it once it is there.</summary>
    [Parameter]
    public bool Focused { get; set; }

    [Parameter, EditorRequired]
    public EventCallback<ProductSummary> OnPicked { get; set; }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender && Focused)
        {
            await field.FocusAsync();
        }
    }

    private Task FocusedAsync() => list.Text.Length > 0 ? list.AskAsync() : Task.CompletedTask;
}
