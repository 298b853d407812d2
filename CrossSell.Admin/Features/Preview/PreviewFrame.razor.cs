using CrossSell.Admin.Shared;
using CrossSell.Core.Panels;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace CrossSell.Admin.Features.Preview;

/// <summary>A product in a frame was dragged in front of another.</summary>
public sealed record FrameMove(string Sku, string Before);

/// <summary>
/// A page of a shop in a real frame of a device's width, scaled to the room there is. What is in it is the element that shops embed, drawn from the answer that
/// it is handed.
/// </summary>
public sealed partial class PreviewFrame : IAsyncDisposable
{
    private readonly ComponentScript script = new("./Features/Preview/PreviewFrame.razor.js");
    private DotNetObjectReference<PreviewFrame>? self;
    private ElementReference box;
    private ElementReference frame;
    private (string Scene, int Width)? shown;
    private bool isGone;

    /// <summary>What it is to a person who does not see it.</summary>
    [Parameter, EditorRequired]
    public string Title { get; set; } = "";

    [Parameter, EditorRequired]
    public PreviewDevice Device { get; set; } = PreviewDevice.Phone;

    /// <summary>What is drawn, as JSON (<see cref="PreviewReader.Scene"/>).</summary>
    [Parameter, EditorRequired]
    public string Scene { get; set; } = "";

    /// <summary>A product was dragged within the panel.</summary>
    [Parameter]
    public EventCallback<FrameMove> OnMove { get; set; }

    /// <summary>The name of a product was clicked, by its SKU.</summary>
    [Parameter]
    public EventCallback<string> OnOpen { get; set; }

    /// <summary>Prices another choice of a bundle, as JSON; null where it is not for sale.</summary>
    [Parameter]
    public Func<string, IReadOnlyList<ChosenOption>, Task<string?>>? PriceOf { get; set; }

    [Inject]
    private IJSRuntime Js { get; set; } = default!;

    protected override bool IsGone => isGone;

    public async ValueTask DisposeAsync()
    {
        isGone = true;
        await script.LeaveAsync("detach", box);
        self?.Dispose();
    }

    /// <summary>Called by the script.</summary>
    [JSInvokable]
    public Task MovedAsync(string sku, string before) => GestureAsync(() => OnMove.InvokeAsync(new FrameMove(sku, before)));

    /// <summary>Called by the script.</summary>
    [JSInvokable]
    public Task<string?> PricedAsync(string bundle, ChosenOption[] picks) =>
        GestureAsync(() => PriceOf?.Invoke(bundle, picks) ?? Task.FromResult<string?>(null), null);

    /// <summary>Called by the script.</summary>
    [JSInvokable]
    public Task OpenedAsync(string sku) => GestureAsync(() => OnOpen.InvokeAsync(sku));

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (shown == (Scene, Device.Width) || !await script.LoadAsync(Js))
        {
            return;
        }

        shown = (Scene, Device.Width);
        self ??= DotNetObjectReference.Create(this);
        await script.InvokeAsync("show", box, frame, self, Addresses.PreviewFrame, Device.Width, Scene);
    }
}
