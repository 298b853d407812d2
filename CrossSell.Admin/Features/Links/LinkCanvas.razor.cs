using System.Globalization;
using CrossSell.Admin.Shared;
using CrossSell.Core.Canvas;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace CrossSell.Admin.Features.Links;

/// <summary>
/// The link canvas: an anchor with its companions and candidates. It draws what it is given and reports what a person
/// wants; it stores nothing, and never changes a link by itself. Drag, click-click and keys can all do everything.
/// </summary>
public sealed partial class LinkCanvas : StudioComponent, IAsyncDisposable
{
    private readonly string _id = Guid.NewGuid().ToString("N")[..8];
    private ElementReference _root;
    private CanvasModel? _drawn;
    private CanvasPicture _picture = null!;
    private IReadOnlyList<Card> _cards = [];
    private IReadOnlyList<Line> _lines = [];
    private IReadOnlyList<CanvasGhost> _ghosts = [];

    private int _focusedId;
    private bool _focusPending;
    private bool _focusLost;
    private bool _homePending;
    private bool _linkMode;
    private int? _linkFrom;
    private string _typed = "";
    private FoundProduct? _found;
    private readonly TypedSearch<FoundProduct?> _search;
    private string? _status;
    private string? _lastAnnouncement;

    private readonly ComponentScript _script = new("./Features/Links/LinkCanvas.razor.js");
    private DotNetObjectReference<LinkCanvas>? _self;
    private bool _attached;

    public LinkCanvas() =>
        _search = new TypedSearch<FoundProduct?>(typed => Find is { } find && _linkFrom is { } from ? find(typed, from) : Task.FromResult<FoundProduct?>(null));

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
    public EventCallback<DrawnLink> OnLinkDrawn { get; set; }

    [Parameter]
    public EventCallback<int> OnEdgeSelected { get; set; }

    /// <summary>A product without a link of its own to select: the anchor or a candidate.</summary>
    [Parameter]
    public EventCallback<int> OnNodeSelected { get; set; }

    [Parameter]
    public EventCallback OnSelectionCleared { get; set; }

    /// <summary>The link's id.</summary>
    [Parameter]
    public EventCallback<int> OnRemove { get; set; }

    /// <summary>The candidate's product id.</summary>
    [Parameter]
    public EventCallback<int> OnAcceptGhost { get; set; }

    [Parameter]
    public EventCallback<MovedLink> OnMove { get; set; }

    /// <summary>Make this product the anchor.</summary>
    [Parameter]
    public EventCallback<int> OnOpen { get; set; }

    [Parameter]
    public EventCallback OnUndo { get; set; }

    [Parameter]
    public EventCallback OnRedo { get; set; }

    /// <summary>Cards that one gesture put elsewhere.</summary>
    [Parameter]
    public EventCallback<IReadOnlyList<MovedCard>> OnCardsMoved { get; set; }

    /// <summary>The products that are selected together from now on.</summary>
    [Parameter]
    public EventCallback<IReadOnlyCollection<int>> OnPicked { get; set; }

    /// <summary>Link everything that is selected together to the anchor.</summary>
    [Parameter]
    public EventCallback OnLinkPicked { get; set; }

    [Parameter]
    public EventCallback OnRemovePicked { get; set; }

    /// <summary>Forget where cards were put.</summary>
    [Parameter]
    public EventCallback OnTidy { get; set; }

    /// <summary>The person wants the product search beside the canvas.</summary>
    [Parameter]
    public EventCallback OnSearchRequested { get; set; }

    /// <summary>What a typed name means that no card has, asked with the product that is linked from; null looks on the canvas only.</summary>
    [Parameter]
    public Func<string, int, Task<FoundProduct?>>? Find { get; set; }

    private bool Linking => _linkMode || _linkFrom is not null;

    private string HintId => $"canvas-hint-{_id}";

    private string Bounds => string.Create(
        CultureInfo.InvariantCulture,
        $"{_picture.Bounds.X:0.#} {_picture.Bounds.Y:0.#} {_picture.Bounds.Width:0.#} {_picture.Bounds.Height:0.#}");

    protected override void OnParametersSet()
    {
        if (Announcement != _lastAnnouncement)
        {
            (_lastAnnouncement, _status) = (Announcement, null);
        }

        if (ReferenceEquals(_drawn, Model))
        {
            return;
        }

        _homePending |= _drawn is not null && _drawn.Anchor.Id != Model.Anchor.Id;
        _drawn = Model;
        Draw();
        if (!CanEdit || (_linkFrom is { } from && !_picture.Boxes.ContainsKey(from)))
        {
            StopLinking();
        }

        // Cards stand in reading order, so a render may move the focused one and the browser then drops the focus.
        _focusLost = _focusedId != 0;
        if (!_picture.Boxes.ContainsKey(_focusedId))
        {
            _focusedId = Model.Anchor.Id;
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _self = DotNetObjectReference.Create(this);
            await _script.LoadAsync(Js);
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

        if (_focusPending || _focusLost)
        {
            // Where the card that had the focus is gone, only take it back from nobody: never from a field that is typed in.
            var onlyIfLost = !_focusPending;
            (_focusPending, _focusLost) = (false, false);
            await _script.InvokeAsync("focusNode", _root, _focusedId, onlyIfLost);
        }
    }

    /// <summary>Called by the script, once, when a drag ends on a product: where, and whether the person holds the key that asks for the type.</summary>
    [JSInvokable]
    public Task DropAsync(int sourceId, int targetId, double x, double y, bool asks) =>
        GestureAsync(() => DrawLinkAsync(new DrawnLink(sourceId, targetId, x, y, asks)));

    /// <summary>Called by the script, once, when cards were dragged elsewhere.</summary>
    [JSInvokable]
    public Task CardsMovedAsync(IReadOnlyList<MovedCard> cards) => GestureAsync(() =>
        CanEdit ? OnCardsMoved.InvokeAsync([.. cards.Where(card => card.Id != Model.Anchor.Id && _picture.Boxes.ContainsKey(card.Id))]) : Task.CompletedTask);

    /// <summary>Called by the script, once, when a link was dragged to another place of the anchor's list.</summary>
    [JSInvokable]
    public Task OrderedAsync(int linkId, int? beforeLinkId) =>
        GestureAsync(() => CanEdit && linkId != beforeLinkId ? OnMove.InvokeAsync(new MovedLink(linkId, beforeLinkId)) : Task.CompletedTask);

    /// <summary>Called by the script when a card is touched while the select button is on.</summary>
    [JSInvokable]
    public Task ToggledAsync(int productId) =>
        GestureAsync(() => _picture.Boxes.ContainsKey(productId) ? TogglePickAsync(productId) : Task.CompletedTask);

    /// <summary>Called by the script, once, when a frame was drawn around cards.</summary>
    [JSInvokable]
    public Task FramedAsync(IReadOnlyList<int> productIds) => GestureAsync(() => PickAsync(PickedNow().Union(productIds.Where(_picture.Boxes.ContainsKey))));

    /// <summary>Called by the script when Tab or the mouse brings the focus to another card.</summary>
    [JSInvokable]
    public void Focused(int productId)
    {
        if (_picture.Boxes.ContainsKey(productId) && _focusedId != productId)
        {
            _focusedId = productId;
            StateHasChanged();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _script.LeaveAsync("detach", _root);
        _self?.Dispose();
    }
}
