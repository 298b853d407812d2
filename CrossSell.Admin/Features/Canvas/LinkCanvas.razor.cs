using System.Globalization;
using CrossSell.Admin.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;
using static CrossSell.Admin.Features.Canvas.CanvasTexts;

namespace CrossSell.Admin.Features.Canvas;

/// <summary>
/// The link canvas: an anchor with its companions and candidates. It draws what it is given and says what a person wants by <see cref="OnGesture"/>; it
/// stores nothing, and never changes a link by itself. Drag, click-click and keys can all do everything. What it holds between two gestures is a
/// <see cref="LinkCanvasState"/>; what follows a pointer is its script's alone, which tells of a gesture once, when it ends.
/// </summary>
public sealed partial class LinkCanvas : StudioComponent, IAsyncDisposable
{
    private readonly string _id = Guid.NewGuid().ToString("N")[..8];
    private readonly LinkCanvasState _state = new();
    private readonly LinkCanvasKeys _keys;
    private readonly ComponentScript _script = new("./Features/Canvas/LinkCanvas.razor.js");
    private DotNetObjectReference<LinkCanvas>? _self;
    private ElementReference _root;
    private CanvasModel? _drawn;
    private string? _lastAnnouncement;
    private bool _homePending;
    private bool _attached;

    public LinkCanvas() => _keys = new LinkCanvasKeys(_state);

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

    [Parameter, EditorRequired]
    public CanvasModel Model { get; set; } = null!;

    /// <summary>False for people who may only look: no ports, no candidates to accept, no keys that change.</summary>
    [Parameter]
    public bool CanEdit { get; set; } = true;

    /// <summary>A sentence about what just happened, read aloud: "Linked Lumen D7 with Kite SDXC as cross-sell."</summary>
    [Parameter]
    public string? Announcement { get; set; }

    [Parameter]
    public EventCallback<LinkGesture> OnGesture { get; set; }

    /// <inheritdoc cref="CanvasLinking.FindInShop"/>
    [Parameter]
    public Func<string, int, Task<FoundProduct?>>? Find { get; set; }

    private CanvasScene Scene => _state.Scene;

    // What is written in reverse, behind how to link; empty for nothing.
    private string AlsoWrites => Model.CurrentType is { Asks: false, BackName: { } back } ? " " + L["(+ reverse link: {0})", back].Value : "";

    private string HintId => $"canvas-hint-{_id}";

    private string Bounds => Scene.Picture.Bounds is var (x, y, width, height)
        ? string.Create(CultureInfo.InvariantCulture, $"{x:0.#} {y:0.#} {width:0.#} {height:0.#}")
        : "";

    /// <summary>Called by the script, once, when a drag ends on a product: where, and whether the person holds the key that asks for the type.</summary>
    [JSInvokable]
    public Task DropAsync(int sourceId, int targetId, double x, double y, bool asks) =>
        GestureAsync(() => TellAsync(_state.Draw(new DrawLink(sourceId, targetId, x, y, asks))));

    /// <summary>Called by the script, once, when cards were dragged elsewhere.</summary>
    [JSInvokable]
    public Task CardsMovedAsync(IReadOnlyList<MovedCard> cards) => GestureAsync(() => TellAsync(_state.Place(cards)));

    /// <summary>Called by the script, once, when a link was dragged to another place of the anchor's list.</summary>
    [JSInvokable]
    public Task OrderedAsync(int linkId, int? beforeLinkId) => GestureAsync(() => TellAsync(_state.Order(linkId, beforeLinkId)));

    /// <summary>Called by the script when a card is touched while the select button is on.</summary>
    [JSInvokable]
    public Task ToggledAsync(int productId) => GestureAsync(() => TellAsync(Scene.Has(productId) ? _state.Toggle(productId) : null));

    /// <summary>Called by the script, once, when a frame was drawn around cards.</summary>
    [JSInvokable]
    public Task FramedAsync(IReadOnlyList<int> productIds) => GestureAsync(() => TellAsync(_state.Join(productIds)));

    /// <summary>Called by the script when the canvas has become wider or narrower.</summary>
    [JSInvokable]
    public Task RoomAsync(double width) => GestureAsync(() =>
    {
        if (_state.SetRoom(width))
        {
            _homePending = true;
            StateHasChanged();
        }

        return Task.CompletedTask;
    });

    /// <summary>Called by the script when Tab or the mouse brings the focus to another card.</summary>
    [JSInvokable]
    public void Focused(int productId)
    {
        if (_state.Follow(productId))
        {
            StateHasChanged();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _script.LeaveAsync("detach", _root);
        _self?.Dispose();
    }

    protected override void OnParametersSet()
    {
        _state.Linking.FindInShop = Find;
        if (Announcement != _lastAnnouncement)
        {
            (_lastAnnouncement, _state.Status) = (Announcement, null);
        }

        if (!ReferenceEquals(_drawn, Model) || _state.CanEdit != CanEdit)
        {
            _drawn = Model;
            _homePending |= _state.Show(Model, CanEdit);
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _self = DotNetObjectReference.Create(this);
            await _script.LoadAsync(Js);
            if (_state.SetRoom(await _script.InvokeAsync<double>("room", _root)))
            {
                StateHasChanged();
            }

            await _script.InvokeAsync("attach", _root, _self);
            _attached = true;
        }

        if (!_attached)
        {
            return;
        }

        if (_homePending)
        {
            _homePending = false;
            await _script.InvokeAsync("home", _root);
        }

        if (_state.TakeFocus() is { } always)
        {
            // Where the card that had the focus is gone, only take it back from nobody: never from a field that is typed in.
            await _script.InvokeAsync("focusNode", _root, _state.FocusedId, !always);
        }
    }

    private async Task PressAsync(KeyboardEventArgs args) =>
        await TellAsync(await _keys.PressAsync(new CanvasKey(args.Key, args.ShiftKey, args.CtrlKey || args.MetaKey, args.AltKey)));

    private Task CardAsync(CardGesture gesture) => TellAsync(_state.On(gesture));

    private Task ClickAsync(SceneLine line) => TellAsync(LinkCanvasState.Click(line));

    private Task TellAsync(LinkGesture? gesture) => gesture is null ? Task.CompletedTask : OnGesture.InvokeAsync(gesture);

    private static string N(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
