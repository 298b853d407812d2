using System.Globalization;
using CrossSell.Core.Links;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;

namespace CrossSell.Admin.Features.Links;

/// <summary>
/// The link canvas: an anchor with its companions and candidates. It draws what it is given and reports what a person
/// wants; it stores nothing, and never changes a link by itself. Drag, click-click and keys can all do everything.
/// </summary>
public sealed partial class LinkCanvas : ComponentBase, IAsyncDisposable
{
    private sealed record Card(CanvasProduct Product, string Kind, string Label);

    /// <summary>A link, or a candidate: then <paramref name="LinkId"/> is null.</summary>
    private sealed record Line(int? LinkId, int ProductId, CanvasPath Path, string Look, string Text, string Description, bool BothWays, bool Warning)
    {
        public (int, bool) Key => (LinkId ?? ProductId, LinkId is null);
    }

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
    private string? _status;
    private string? _lastAnnouncement;

    private IJSObjectReference? _module;
    private DotNetObjectReference<LinkCanvas>? _self;
    private bool _disposed;

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

    /// <summary>The person wants the product search beside the canvas.</summary>
    [Parameter]
    public EventCallback OnSearchRequested { get; set; }

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
        try
        {
            if (firstRender)
            {
                _self = DotNetObjectReference.Create(this);
                _module = await Js.InvokeAsync<IJSObjectReference>("import", "./Features/Links/LinkCanvas.razor.js");
                if (_disposed)
                {
                    await DisposeModuleAsync();
                    return;
                }

                await _module.InvokeVoidAsync("attach", _root, _self);
            }

            if (_module is null)
            {
                return;
            }

            if (_homePending)
            {
                _homePending = false;
                await _module.InvokeVoidAsync("home", _root);
            }

            if (_focusPending || _focusLost)
            {
                // Where the card that had the focus is gone, only take it back from nobody: never from a field that is typed in.
                var onlyIfLost = !_focusPending;
                (_focusPending, _focusLost) = (false, false);
                await _module.InvokeVoidAsync("focusNode", _root, _focusedId, onlyIfLost);
            }
        }
        catch (JSDisconnectedException)
        {
            // The page is gone; there is nothing left to move.
        }
    }

    /// <summary>Called by the script, once, when a drag ends on a product.</summary>
    [JSInvokable]
    public Task DropAsync(int sourceId, int targetId) => DrawLinkAsync(sourceId, targetId);

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
        _disposed = true;
        await DisposeModuleAsync();
        _self?.Dispose();
    }

    private async Task DisposeModuleAsync()
    {
        if (_module is not { } module)
        {
            return;
        }

        _module = null;
        try
        {
            await module.InvokeVoidAsync("detach", _root);
            await module.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The browser has dropped the page and its listeners with it.
        }
    }

    private void Draw()
    {
        _picture = CanvasLayout.Arrange(
            Model.Anchor.Id,
            Model.Edges.Select(edge => new CanvasLink(edge.LinkId, edge.SourceId, edge.TargetId, edge.TypeCode, edge.Position, edge.FillsPanel)).ToList(),
            Model.Ghosts.Select(ghost => ghost.Product.Id).ToList());
        _ghosts = Model.Ghosts.Where(ghost => _picture.CandidatePaths.ContainsKey(ghost.Product.Id)).ToList();
        var anchorId = Model.Anchor.Id;
        // A selected line is drawn last, over the others.
        _lines = _ghosts
            .Select(ghost => new Line(
                null, ghost.Product.Id, _picture.CandidatePaths[ghost.Product.Id], LinkLook.Candidate, ghost.Evidence,
                $"Candidate: {ghost.Product.Name}, {ghost.Evidence}", false, false))
            .Concat(Model.Edges.Where(edge => _picture.Paths.ContainsKey(edge.LinkId)).Select(edge => new Line(
                edge.LinkId, edge.SourceId == anchorId ? edge.TargetId : edge.SourceId, _picture.Paths[edge.LinkId], LinkLook.Of(edge.TypeCode),
                EdgeText(edge), EdgeDescription(edge), edge.InverseName is not null, edge.Warning is not null)))
            .OrderBy(IsSelected).ToList();
        var cards = new List<Card> { new(Model.Anchor, CardKind.Anchor, AnchorLabel) };
        cards.AddRange(Model.Products.Where(product => product.Id != Model.Anchor.Id && _picture.Boxes.ContainsKey(product.Id))
            .Select(product => new Card(product, CardKind.Companion, $"{product.Spoken}, {string.Join(", ", EdgesOf(product.Id).Select(Relation))}")));
        cards.AddRange(_ghosts.Select(ghost => new Card(ghost.Product, CardKind.Ghost, $"{ghost.Product.Spoken}, candidate, {ghost.Evidence}")));
        // In reading order for assistive technology: anchor, then column by column from the top.
        _cards = cards.DistinctBy(card => card.Product.Id)
            .OrderBy(card => card.Kind != CardKind.Anchor).ThenByDescending(card => _picture.Boxes[card.Product.Id].X > _picture.Boxes[Model.Anchor.Id].X)
            .ThenBy(card => Math.Abs(_picture.Boxes[card.Product.Id].X - _picture.Boxes[Model.Anchor.Id].X)).ThenBy(card => _picture.Boxes[card.Product.Id].Y)
            .ToList();
    }

    /// <summary>The words of the card in their order, then the stock, which the card of the anchor leaves out.</summary>
    private string AnchorLabel
    {
        get
        {
            var stock = Model.Anchor.Warning ?? (Model.Anchor.Stock is { } count ? $"{count} in stock" : null);
            return $"{Model.Anchor.Name}, {Model.Anchor.Price}, anchor" + (stock is null ? "" : $", {stock}");
        }
    }

    /// <summary>The anchor's links with a product, the one that fills the panel first.</summary>
    private IEnumerable<CanvasEdge> EdgesOf(int productId) => Model.Edges
        .Where(edge => productId != Model.Anchor.Id
            && ((edge.SourceId == Model.Anchor.Id && edge.TargetId == productId) || (edge.TargetId == Model.Anchor.Id && edge.SourceId == productId)))
        .OrderByDescending(edge => edge.SourceId == Model.Anchor.Id).ThenByDescending(edge => edge.FillsPanel).ThenBy(edge => edge.Position).ThenBy(edge => edge.LinkId);

    private bool IsSelected(int productId) => Model.SelectedProductId == productId
        || (Model.SelectedLinkId is { } linkId && EdgesOf(productId).Any(edge => edge.LinkId == linkId));

    private bool IsSelected(Line line) => line.LinkId is { } linkId ? Model.SelectedLinkId == linkId : Model.SelectedProductId == line.ProductId;

    private string Relation(CanvasEdge edge) => edge.SourceId == Model.Anchor.Id
        ? edge.FillsPanel ? $"{edge.TypeName}, position {edge.Position + 1}" : edge.TypeName
        : $"offers {Model.Anchor.Name} as {edge.TypeName}";

    private string EdgeText(CanvasEdge edge)
    {
        if (!edge.FillsPanel || edge.SourceId != Model.Anchor.Id)
        {
            return edge.TypeName;
        }

        var position = (edge.Position + 1).ToString(CultureInfo.CurrentCulture);
        return LinkLook.Of(edge.TypeCode) == "cross-sell" ? position : $"{position} {edge.TypeName}";
    }

    private string EdgeDescription(CanvasEdge edge)
    {
        var type = edge.InverseName is { } inverse && inverse != edge.TypeName ? $"{edge.TypeName}, and {inverse} on the way back," : edge.TypeName;
        // What stands on the label comes first, so that who speaks to the page can say it (WCAG 2.5.3).
        var position = edge.FillsPanel && edge.SourceId == Model.Anchor.Id ? $"{edge.Position + 1} " : "";
        var warning = edge.Warning is { } text ? $", {text}" : "";
        return $"{position}{type} from {NameOf(edge.SourceId)} to {NameOf(edge.TargetId)}{warning}";
    }

    private string Caption(CanvasGroup group)
    {
        var name = Model.Edges.First(edge => edge.TypeCode == group.Type && edge.TargetId == Model.Anchor.Id == group.Incoming).TypeName;
        return group.Incoming ? $"Offer it as {name}" : char.ToUpper(name[0], CultureInfo.CurrentCulture) + name[1..];
    }

    private string NameOf(int productId) =>
        productId == Model.Anchor.Id ? Model.Anchor.Name
        : Model.Products.FirstOrDefault(product => product.Id == productId)?.Name
        ?? Model.Ghosts.FirstOrDefault(ghost => ghost.Product.Id == productId)?.Product.Name
        ?? "a product";

    private static string N(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
