using CrossSell.Admin.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;

namespace CrossSell.Admin.Shell;

/// <summary>
/// The card of the tour: beside what it talks about, over the page and never in its way, for nothing is locked. It has the focus when a step opens, and
/// Escape in it ends the tour.
/// </summary>
public sealed partial class Tour
{
    private readonly ComponentScript script = new("./Shell/Tour.razor.js");
    private ElementReference card;
    private ElementReference ring;
    private int? shown;

    [Inject]
    private TourGuide Guide { get; set; } = default!;

    [Inject]
    private IJSRuntime Js { get; set; } = default!;

    private int Place => (Guide.Index ?? 0) + 1;

    private bool IsLast => Guide.Index == Guide.Steps.Count - 1;

    protected override void OnInitialized() => Guide.Changed += Refresh;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (shown == Guide.Index)
        {
            return;
        }

        shown = Guide.Index;
        if (Guide.Step is { } step)
        {
            if (await script.LoadAsync(Js))
            {
                await script.InvokeAsync("show", card, ring, step.Places, Guide.Address);
            }
        }
        else
        {
            await script.InvokeAsync("hide");
        }
    }

    public async ValueTask DisposeAsync()
    {
        Guide.Changed -= Refresh;
        await script.LeaveAsync("hide");
    }

    private void Refresh() => _ = InvokeAsync(StateHasChanged);

    private void KeyPressed(KeyboardEventArgs key)
    {
        if (key.Key == "Escape")
        {
            Guide.End();
        }
    }
}
