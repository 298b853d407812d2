using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.JSInterop;

namespace CrossSell.Admin.Shared;

/// <summary>
/// What was said last, over the page but clear of what has the focus. How long, and where, is the script's. A modal dialog makes all that is outside of
/// it inert, so it has messages of its own, and while it is open they are said there and nowhere else.
/// </summary>
public sealed partial class Messages : IAsyncDisposable
{
    private string path = "";
    private readonly ComponentScript script = new("./Shared/Messages.razor.js");
    private ElementReference root;
    private DotNetObjectReference<Messages>? self;

    /// <summary>Those of a modal dialog. Ctrl+Z in it belongs to what is typed there.</summary>
    [Parameter]
    public bool InDialog { get; set; }

    [Inject]
    private Feedback Feedback { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private IJSRuntime Js { get; set; } = default!;

    /// <summary>A message's time is over.</summary>
    [JSInvokable]
    public void Gone(long id) => Feedback.Dismiss(id);

    /// <summary>Ctrl+Z where nothing else takes it.</summary>
    [JSInvokable]
    public Task UndoLastAsync() => GestureAsync(Feedback.UndoLastAsync);

    public async ValueTask DisposeAsync()
    {
        Feedback.MessagesChanged -= Refresh;
        Feedback.Withdraw(this);
        Navigation.LocationChanged -= Left;
        await script.LeaveAsync("detach", root);
        self?.Dispose();
    }

    protected override void OnInitialized()
    {
        Feedback.MessagesChanged += Refresh;
        Feedback.SayBy(this);
        Navigation.LocationChanged += Left;
        path = new Uri(Navigation.Uri).AbsolutePath;
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            self = DotNetObjectReference.Create(this);
            if (await script.LoadAsync(Js))
            {
                await script.InvokeAsync("attach", root, self);
            }
        }
    }

    private void Refresh() => _ = InvokeAsync(StateHasChanged);

    // Another query of the same page, a filter say, leaves nothing behind.
    private void Left(object? sender, LocationChangedEventArgs args)
    {
        var there = new Uri(args.Location).AbsolutePath;
        if (there != path)
        {
            path = there;
            Feedback.Leave();
        }
    }
}
