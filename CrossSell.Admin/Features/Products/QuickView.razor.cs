using System.Globalization;
using CrossSell.Admin.Shared;
using CrossSell.Core.Panels;
using CrossSell.Core.Workbench;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;
using static CrossSell.Admin.Features.Products.ProductsTexts;

namespace CrossSell.Admin.Features.Products;

/// <summary>A look at one product beside the list. Not modal: the list stays in use, and the same keys go on to the next row from here.</summary>
public sealed partial class QuickView : IAsyncDisposable
{
    private ElementReference element;
    private readonly ComponentScript script = new("./Features/Products/QuickView.razor.js");
    private ProductGlance? glance;
    private PanelAnswer? panel;
    private string? panelRefusal;
    private string? loaded;
    private bool missing;
    private int asked;

    [Inject]
    private StudioSession Session { get; set; } = default!;

    [Inject]
    private ProductGlanceQuery Query { get; set; } = default!;

    [Inject]
    private PanelService Panels { get; set; } = default!;

    [Inject]
    private IJSRuntime Js { get; set; } = default!;

    [Parameter, EditorRequired]
    public string Sku { get; set; } = "";

    /// <summary>Whose price, stock and panel are shown.</summary>
    [Parameter, EditorRequired]
    public int ChannelId { get; set; }

    [Parameter, EditorRequired]
    public EventCallback OnClose { get; set; }

    /// <summary>Not given on the first row.</summary>
    [Parameter]
    public EventCallback OnPrevious { get; set; }

    /// <summary>Not given on the last row.</summary>
    [Parameter]
    public EventCallback OnNext { get; set; }

    /// <summary>Moves when the product may have changed, such as after a save in the list: it is then read again.</summary>
    [Parameter]
    public long State { get; set; }

    /// <summary>Takes the focus when it opens and gives it back when it closes.</summary>
    [Parameter]
    public bool TakesFocus { get; set; } = true;

    public ValueTask DisposeAsync()
    {
        asked++;
        return script.LeaveAsync("closed");
    }

    protected override async Task OnParametersSetAsync()
    {
        var key = $"{Sku}\n{ChannelId.ToString(CultureInfo.InvariantCulture)}\n{State.ToString(CultureInfo.InvariantCulture)}";
        if (key == loaded)
        {
            return;
        }

        loaded = key;
        var isRead = false;
        try
        {
            await LoadAsync(++asked);
            isRead = true;
        }
        finally
        {
            // What could not be read is asked for again at the next chance.
            loaded = isRead || loaded != key ? loaded : null;
        }
    }

    private async Task LoadAsync(int mine)
    {
        var found = await Query.LoadAsync(Session.Reads, Sku, ChannelId);
        if (mine != asked)
        {
            return; // The person is further down the list already.
        }

        var same = found is not null && found.Product.Id == glance?.Product.Id && found.Channel?.Id == glance.Channel?.Id;
        (glance, missing) = (found, found is null);
        if (!same)
        {
            (panel, panelRefusal) = (null, null);
        }

        StateHasChanged();
        if (found is { Channel: { } channel })
        {
            // After the product: reading the index again may take longer than looking at a row.
            var answer = await Panels.ResolveFreshAsync(Session.Reads, new PanelQuery(found.Product.Sku, channel.Code));
            if (mine == asked)
            {
                (panel, panelRefusal) = (answer.Value, answer.Refusal?.Message);
            }
        }
        else if (found is not null)
        {
            panelRefusal = L["No shop lists it, so it has no panel."];
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender && await script.LoadAsync(Js))
        {
            await script.InvokeAsync("opened", element, TakesFocus);
        }
    }

    private Task CloseAsync() => OnClose.InvokeAsync();

    private Task KeyAsync(KeyboardEventArgs key) => key switch
    {
        { CtrlKey: true } or { AltKey: true } or { MetaKey: true } => Task.CompletedTask,
        { Key: "Escape" } => CloseAsync(),
        { Key: "j" or "J" or "ArrowDown" } => OnNext.InvokeAsync(),
        { Key: "k" or "K" or "ArrowUp" } => OnPrevious.InvokeAsync(),
        _ => Task.CompletedTask,
    };
}
