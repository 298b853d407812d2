using CrossSell.Admin.Shared;
using CrossSell.Core.Common;
using CrossSell.Core.Search;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;

namespace CrossSell.Admin.Features.Products;

/// <summary>What narrows the product list: beside it where there is room, else in a drawer over it that keeps the focus while it is open.</summary>
public sealed partial class ProductFilters : IAsyncDisposable
{
    private readonly ComponentScript script = new("./Features/Products/ProductFilters.razor.js");
    private readonly Dictionary<string, bool> folded = [];
    private ElementReference root;
    private ElementReference closing;
    private bool wasOpen;

    [Parameter, EditorRequired]
    public ProductsPageState State { get; set; } = default!;

    /// <summary>Null before they are counted.</summary>
    [Parameter]
    public CatalogFacets? Facets { get; set; }

    /// <summary>Products that the list holds.</summary>
    [Parameter]
    public int Total { get; set; }

    /// <summary>Whether the drawer is; where there is room for the filters it makes no difference.</summary>
    [Parameter]
    public bool IsOpen { get; set; }

    [Parameter]
    public EventCallback OnClose { get; set; }

    [Parameter, EditorRequired]
    public EventCallback<ProductsPageState> OnChange { get; set; }

    [Parameter, EditorRequired]
    public EventCallback<EquatableList<string>> OnPaste { get; set; }

    /// <summary>A facet with all its values.</summary>
    [Parameter, EditorRequired]
    public Func<string, Task<Facet?>> Whole { get; set; } = default!;

    [Inject]
    private StudioSession Session { get; set; } = default!;

    [Inject]
    private IJSRuntime Js { get; set; } = default!;

    public ValueTask DisposeAsync() => script.LeaveAsync("detach", root);

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (IsOpen != wasOpen)
        {
            wasOpen = IsOpen;
            if (IsOpen)
            {
                // Only now: the drawer was not drawn when the button was pressed.
                await closing.FocusAsync();
            }
        }

        if (firstRender)
        {
            await script.LoadAsync(Js);
            foreach (var key in await script.InvokeAsync<string[]>("attach", root) ?? [])
            {
                folded[key.TrimStart('-')] = !key.StartsWith('-');
            }

            StateHasChanged();
        }
    }

    private static string Pressed(bool on) => on ? "true" : "false";

    private Task CloseAsync() => IsOpen ? OnClose.InvokeAsync() : Task.CompletedTask;

    private Task KeyAsync(KeyboardEventArgs key) => key.Key == "Escape" ? CloseAsync() : Task.CompletedTask;

    private Task FoldAsync((string Key, bool Folded) change)
    {
        folded[change.Key] = change.Folded;
        string[] keys = [.. folded.Select(pair => (pair.Value ? "" : "-") + pair.Key)];
        return script.InvokeAsync("remember", root, keys).AsTask();
    }
}
