using CrossSell.Core.Canvas;
using static CrossSell.Admin.Features.Canvas.CanvasTexts;

namespace CrossSell.Admin.Features.Canvas;

/// <summary>What was done to a card.</summary>
public enum CardAct
{
    Click,

    /// <summary>A click that is to join the selection, or leave it.</summary>
    ClickToJoin,

    ClickPort,

    /// <summary>The button of a candidate.</summary>
    Accept,

    /// <summary>A double click.</summary>
    Open,
}

/// <summary>What was done to which card.</summary>
public readonly record struct CardGesture(int ProductId, CardAct Act);

/// <summary>
/// The canvas between two gestures: what is drawn, which card has the focus, whether a link is being drawn, what was said last. Every click becomes a gesture
/// of the page, or a change of this state that stores nothing; keys do by <see cref="LinkCanvasKeys"/>. Knows no component.
/// </summary>
public sealed class LinkCanvasState
{
    /// <summary>How far a key moves a card, in pixels at 100 % zoom.</summary>
    private const double MoveStep = 24;

    // Widths that differ by less look alike: a window that is dragged wider would else lay out everything at each step.
    private const double RoomStep = 40;

    private bool? takesFocus;
    private bool tidies;

    public CanvasScene Scene { get; private set; } = null!;

    /// <summary>False for people who may only look.</summary>
    public bool CanEdit { get; private set; }

    public CanvasLinking Linking { get; } = new();

    /// <summary>The card that has the keyboard, or would get it by Tab.</summary>
    public int FocusedId { get; private set; }

    /// <summary>What the canvas itself has to say; null leaves the word to the page.</summary>
    public string? Status { get; set; }

    /// <summary>How the type of the link that is drawn now is said: "as accessory".</summary>
    public string LinksAs => Scene.Model.CurrentType.Asks ? L["as a type that you choose"] : L["as {0}", Scene.Model.CurrentType.Name];

    /// <summary>The width of the canvas that the picture is laid out for; 0 until it is known.</summary>
    public double Room { get; private set; }

    /// <summary>Shows a model. Cards that are there stay where they are, unless the order of the links, the depth or the anchor is another.</summary>
    /// <returns>Whether it is about another anchor than the one before.</returns>
    public bool Show(CanvasModel model, bool canEdit)
    {
        var isElsewhere = Scene is not null && Scene.Model.Anchor.Id != model.Anchor.Id;
        // Cards stand in reading order, so a render may move the focused one and the browser then drops the focus.
        takesFocus ??= Scene is null ? null : false;
        var before = Scene is { } drawn && !tidies && LooksLike(drawn.Model, model) ? drawn.Picture : null;
        (Scene, CanEdit, tidies) = (new CanvasScene(model, canEdit, Room, before), canEdit, false);
        if (!canEdit || (Linking.From is { } from && !Scene.Has(from)))
        {
            StopLinking(null);
        }

        if (!Scene.Has(FocusedId))
        {
            FocusedId = model.Anchor.Id;
        }

        return isElsewhere;
    }

    /// <summary>The canvas is this wide.</summary>
    /// <returns>Whether everything is laid out for it now: it was not about as wide before.</returns>
    public bool SetRoom(double width)
    {
        var room = Math.Floor(width / RoomStep) * RoomStep;
        if (room <= 0 || room == Room)
        {
            return false;
        }

        Room = room;
        Scene = new CanvasScene(Scene.Model, CanEdit, Room);
        return true;
    }

    /// <summary>Whether the focused card is to get the browser's focus now: true always, false only from nobody; null leaves it where it is.</summary>
    public bool? TakeFocus()
    {
        var takes = takesFocus;
        takesFocus = null;
        return takes;
    }

    /// <summary>Brings the keyboard to a card.</summary>
    public void Focus(int productId) => (FocusedId, takesFocus) = (productId, true);

    /// <summary>The browser has brought the focus to a card, by Tab or by the mouse.</summary>
    /// <returns>Whether that is news.</returns>
    public bool Follow(int productId)
    {
        if (!Scene.Has(productId) || FocusedId == productId)
        {
            return false;
        }

        FocusedId = productId;
        return true;
    }

    public LinkGesture? On(CardGesture gesture) => gesture.Act switch
    {
        CardAct.Accept => new AcceptCandidate(gesture.ProductId),
        CardAct.Open => Open(gesture.ProductId),
        CardAct.ClickPort => Click(gesture.ProductId, starts: true),
        CardAct.ClickToJoin when !Linking.IsOn => Toggle(Focused(gesture.ProductId)),
        _ => Click(gesture.ProductId, starts: Linking.IsMode),
    };

    public static LinkGesture Click(SceneLine line) => line.LinkId is { } linkId ? new SelectLink(linkId) : new SelectProduct(line.ProductId);

    /// <summary>A click beside everything: it ends what was begun, or what was selected.</summary>
    public LinkGesture? ClickBackground()
    {
        if (Linking.IsOn)
        {
            StopLinking(L["Linking cancelled."]);
            return null;
        }

        return Scene.Model.SelectedLinkId is not null || Scene.Model.SelectedProductId is not null || Scene.Model.SelectedIds.Count > 0
            ? new ClearSelection()
            : null;
    }

    /// <summary>The button for those who neither drag nor type.</summary>
    public void ToggleLinkMode()
    {
        if (Linking.IsOn)
        {
            StopLinking(L["Linking cancelled."]);
            return;
        }

        Linking.EnterMode();
        Status = L["Select the product to link from, then the product to link to."];
    }

    public void StartLinking(int productId)
    {
        if (!CanEdit)
        {
            return;
        }

        Linking.Start(productId);
        var back = Scene.Model.CurrentType is { Asks: false, BackName: { } name } ? " " + L["Also writes {0} as the reverse link.", name].Value : "";
        Status = L["Linking from {0} {1}. Arrow keys or letters select a product, Enter links, Escape cancels.", Scene.NameOf(productId), LinksAs].Value
            + back;
    }

    public void StopLinking(string? status)
    {
        Linking.Stop();
        Status = status;
    }

    public LinkGesture? Draw(DrawLink link)
    {
        if (!CanEdit)
        {
            return null;
        }

        if (link.SourceId == link.TargetId)
        {
            Status = L["A product cannot link to itself. Select another one."];
            return null;
        }

        StopLinking(null);
        return link;
    }

    public LinkGesture? Open(int productId) => Linking.IsOn || productId == Scene.Model.Anchor.Id ? null : new OpenProduct(productId);

    /// <summary>A product joins what is selected together, or leaves it.</summary>
    public LinkGesture Toggle(int productId)
    {
        var selected = Scene.SelectedIds.ToHashSet();
        if (!selected.Remove(productId))
        {
            selected.Add(productId);
        }

        return Select(selected);
    }

    /// <summary>What a frame was drawn around joins what is selected.</summary>
    public LinkGesture Join(IEnumerable<int> productIds) => Select(Scene.SelectedIds.Union(productIds.Where(Scene.Has)));

    public LinkGesture SelectAll() => Select(Scene.Cards.Select(card => card.Product.Id));

    /// <summary>Cards that were dragged elsewhere; the anchor stays.</summary>
    public LinkGesture? Place(IEnumerable<MovedCard> cards) =>
        CanEdit ? new PlaceCards([.. cards.Where(card => card.Id != Scene.Model.Anchor.Id && Scene.Has(card.Id))]) : null;

    /// <summary>Everything is to stand in order again.</summary>
    public LinkGesture Tidy()
    {
        tidies = true;
        return new TidyCards();
    }

    /// <summary>Moves what is selected, or the focused card, by one step.</summary>
    public LinkGesture? Nudge(CanvasDirection direction)
    {
        var (x, y) = direction switch
        {
            CanvasDirection.Up => (0.0, -MoveStep),
            CanvasDirection.Down => (0, MoveStep),
            CanvasDirection.Left => (-MoveStep, 0),
            _ => (MoveStep, 0),
        };
        var boxes = Scene.Picture.Boxes;
        var anchor = boxes[Scene.Model.Anchor.Id];
        var ids = Scene.Model.SelectedIds.Contains(FocusedId) ? Scene.Model.SelectedIds : new HashSet<int> { FocusedId };
        var moved = ids.Where(id => id != Scene.Model.Anchor.Id && Scene.Has(id))
            .Select(id => new MovedCard(id, boxes[id].CenterX - anchor.CenterX + x, boxes[id].CenterY - anchor.CenterY + y)).ToList();
        if (moved.Count == 0)
        {
            Status = L["The main product cannot be moved."];
            return null;
        }

        Status = moved.Count == 1 ? L["{0} moved.", Scene.NameOf(moved[0].Id)] : L["{0} products moved.", moved.Count];
        return new PlaceCards(moved);
    }

    /// <summary>A link was dragged to another place of the anchor's list.</summary>
    public LinkGesture? Order(int linkId, int? beforeLinkId) => CanEdit && linkId != beforeLinkId ? new MoveLink(linkId, beforeLinkId) : null;

    /// <summary>The chosen link goes one place up or down its list.</summary>
    public LinkGesture? MoveChosen(bool up)
    {
        if (!CanEdit || ChosenLink() is not { FillsPanel: true } link)
        {
            Status = L["Select a link that fills the panel to move it."];
            return null;
        }

        var list = Scene.Model.Edges.Where(edge => edge.SourceId == link.SourceId && edge.FillsPanel)
            .OrderBy(edge => edge.Position).ThenBy(edge => edge.LinkId).Select(edge => edge.LinkId).ToList();
        var place = list.IndexOf(link.LinkId);
        var before = up ? place - 1 : place + 2;
        if (before < 0 || before > list.Count)
        {
            Status = up ? L["It is already first."] : L["It is already last."];
            return null;
        }

        return new MoveLink(link.LinkId, before == list.Count ? null : list[before]);
    }

    public LinkGesture? RemoveChosen()
    {
        if (ChosenLink() is not { } link)
        {
            Status = L["Select a link first."];
            return null;
        }

        // The card may leave with its link: the neighbour above keeps the keyboard's place.
        var gone = link.SourceId == Scene.Model.Anchor.Id ? link.TargetId : link.SourceId;
        if (FocusedId == gone && Scene.EdgesOf(gone).Count() == 1)
        {
            var next = Scene.Picture.Next(gone, CanvasDirection.Up);
            next = next == gone ? Scene.Picture.Next(gone, CanvasDirection.Down) : next;
            Focus(next == gone ? Scene.Model.Anchor.Id : next);
        }

        return new RemoveLink(link.LinkId);
    }

    private static bool LooksLike(CanvasModel drawn, CanvasModel model)
    {
        if (drawn.Anchor.Id != model.Anchor.Id || drawn.Options.Depth != model.Options.Depth)
        {
            return false;
        }

        var (was, now) = (InPanel(drawn), InPanel(model));
        return was.Intersect(now).SequenceEqual(now.Intersect(was));

        static List<int> InPanel(CanvasModel model) => [.. model.Edges.Where(edge => edge.FillsPanel && edge.SourceId == model.Anchor.Id)
            .OrderBy(edge => edge.Position).ThenBy(edge => edge.LinkId).Select(edge => edge.TargetId)];
    }

    private int Focused(int productId) => FocusedId = productId;

    private LinkGesture? Click(int productId, bool starts)
    {
        FocusedId = productId;
        if (Linking.From is { } from)
        {
            return Draw(new DrawLink(from, productId));
        }

        if (starts)
        {
            StartLinking(productId);
            return null;
        }

        return SelectOne(productId);
    }

    /// <summary>Selects the anchor's link with a product; clicking again goes on to the next one. The anchor and candidates are selected themselves.</summary>
    private LinkGesture SelectOne(int productId)
    {
        var links = Scene.EdgesOf(productId).Select(edge => edge.LinkId).ToList();
        if (links.Count == 0)
        {
            return new SelectProduct(productId);
        }

        var current = Scene.Model.SelectedLinkId is { } selected ? links.IndexOf(selected) : -1;
        return new SelectLink(links[(current + 1) % links.Count]);
    }

    private SelectTogether Select(IEnumerable<int> productIds)
    {
        var selected = productIds.Where(id => id != Scene.Model.Anchor.Id).ToHashSet();
        Status = selected.Count switch
        {
            0 => L["Nothing is selected."],
            1 => L["{0} selected.", Scene.NameOf(selected.First())],
            var count => L["{0} products selected.", count],
        };
        return new SelectTogether(selected);
    }

    /// <summary>The selected link; without one, the only link of the focused product.</summary>
    private CanvasEdge? ChosenLink()
    {
        if (Scene.Model.SelectedLinkId is { } selected)
        {
            return Scene.Model.Edges.FirstOrDefault(edge => edge.LinkId == selected);
        }

        var own = Scene.EdgesOf(FocusedId).Take(2).ToList();
        return own.Count == 1 ? own[0] : null;
    }
}
