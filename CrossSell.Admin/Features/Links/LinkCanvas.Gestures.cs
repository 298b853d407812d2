using CrossSell.Core.Canvas;
using Microsoft.AspNetCore.Components.Web;

namespace CrossSell.Admin.Features.Links;

/// <content>Clicks and keys: each becomes one of the canvas's callbacks, or a state of the canvas that stores nothing.</content>
public sealed partial class LinkCanvas
{
    /// <summary>How far a key moves a card, in pixels at 100 % zoom.</summary>
    private const double MoveStep = 24;

    private Task CardClickedAsync((int ProductId, bool Joins) click)
    {
        var productId = click.ProductId;
        _focusedId = productId;
        if (_linkFrom is { } from)
        {
            return DrawLinkAsync(new DrawnLink(from, productId));
        }

        if (click.Joins && !_linkMode)
        {
            return TogglePickAsync(productId);
        }

        if (_linkMode)
        {
            StartLinking(productId);
            return Task.CompletedTask;
        }

        return SelectAsync(productId);
    }

    private Task PortClickedAsync(int productId)
    {
        _focusedId = productId;
        if (_linkFrom is { } from)
        {
            return DrawLinkAsync(new DrawnLink(from, productId));
        }

        StartLinking(productId);
        return Task.CompletedTask;
    }

    private Task LineClickedAsync(Line line) =>
        line.LinkId is { } linkId ? OnEdgeSelected.InvokeAsync(linkId) : OnNodeSelected.InvokeAsync(line.ProductId);

    private async Task BackgroundClickedAsync()
    {
        if (Linking)
        {
            StopLinking("Linking cancelled.");
        }
        else if (Model.SelectedLinkId is not null || Model.SelectedProductId is not null || Model.SelectedIds.Count > 0)
        {
            await OnSelectionCleared.InvokeAsync();
        }
    }

    private Task OpenAsync(int productId) => Linking || productId == Model.Anchor.Id ? Task.CompletedTask : OnOpen.InvokeAsync(productId);

    private void ToggleLinkMode()
    {
        if (Linking)
        {
            StopLinking("Linking cancelled.");
        }
        else
        {
            _linkMode = true;
            _status = "Pick the product that offers, then the one that is offered.";
        }
    }

    private void StartLinking(int productId)
    {
        if (!CanEdit)
        {
            return;
        }

        _linkFrom = productId;
        Type("");
        var back = Model.CurrentType is { Asks: false, BackName: { } name } ? $" Also writes {name} on the way back." : "";
        _status = $"Linking from {NameOf(productId)} {LinksAs}. Arrow keys or letters pick a product, Enter links, Escape cancels.{back}";
    }

    private void StopLinking(string? status = null)
    {
        _linkFrom = null;
        _linkMode = false;
        Type("");
        _status = status;
    }

    private string LinksAs => Model.CurrentType.Asks ? "as a type that you choose" : $"as {Model.CurrentType.Name}";

    private Task DrawLinkAsync(DrawnLink drawn)
    {
        if (!CanEdit)
        {
            return Task.CompletedTask;
        }

        if (drawn.SourceId == drawn.TargetId)
        {
            _status = "A product cannot offer itself. Pick another one.";
            StateHasChanged();
            return Task.CompletedTask;
        }

        StopLinking();
        return OnLinkDrawn.InvokeAsync(drawn);
    }

    /// <summary>Selects the anchor's link with a product; clicking again goes on to the next one. The anchor and candidates are selected themselves.</summary>
    private Task SelectAsync(int productId)
    {
        var links = EdgesOf(productId).Select(edge => edge.LinkId).ToList();
        if (links.Count == 0)
        {
            return OnNodeSelected.InvokeAsync(productId);
        }

        var current = Model.SelectedLinkId is { } selected ? links.IndexOf(selected) : -1;
        return OnEdgeSelected.InvokeAsync(links[(current + 1) % links.Count]);
    }

    /// <summary>What is selected now as products: together, or by one link or product.</summary>
    private IEnumerable<int> PickedNow() => Model.SelectedIds.Count > 0 ? Model.SelectedIds : _cards.Select(card => card.Product.Id).Where(IsSelected);

    private Task TogglePickAsync(int productId)
    {
        var picked = PickedNow().ToHashSet();
        if (!picked.Remove(productId))
        {
            picked.Add(productId);
        }

        return PickAsync(picked);
    }

    private Task PickAsync(IEnumerable<int> productIds)
    {
        var picked = productIds.Where(id => id != Model.Anchor.Id).ToHashSet();
        _status = picked.Count switch
        {
            0 => "Nothing is selected.",
            1 => $"{NameOf(picked.First())} selected.",
            var count => $"{count} products selected.",
        };
        return OnPicked.InvokeAsync(picked);
    }

    /// <summary>Moves what is selected, or the focused card, by one step.</summary>
    private Task NudgeAsync(CanvasDirection direction)
    {
        var (x, y) = direction switch
        {
            CanvasDirection.Up => (0.0, -MoveStep),
            CanvasDirection.Down => (0, MoveStep),
            CanvasDirection.Left => (-MoveStep, 0),
            _ => (MoveStep, 0),
        };
        var anchor = _picture.Boxes[Model.Anchor.Id];
        var ids = Model.SelectedIds.Contains(_focusedId) ? Model.SelectedIds : new HashSet<int> { _focusedId };
        var moved = ids.Where(id => id != Model.Anchor.Id && _picture.Boxes.ContainsKey(id))
            .Select(id => new MovedCard(id, _picture.Boxes[id].CenterX - anchor.CenterX + x, _picture.Boxes[id].CenterY - anchor.CenterY + y)).ToList();
        if (moved.Count == 0)
        {
            _status = "The anchor stays where it is.";
            return Task.CompletedTask;
        }

        _status = moved.Count == 1 ? $"{NameOf(moved[0].Id)} moved." : $"{moved.Count} products moved.";
        return OnCardsMoved.InvokeAsync(moved);
    }

    private async Task KeyPressedAsync(KeyboardEventArgs args)
    {
        if (args.Key is "ArrowUp" or "ArrowDown" && args.AltKey && _linkFrom is null)
        {
            await MoveLinkAsync(args.Key == "ArrowUp");
            return;
        }

        if (Direction(args.Key) is { } direction)
        {
            if (args.ShiftKey && CanEdit && _linkFrom is null)
            {
                await NudgeAsync(direction);
                return;
            }

            // Who walks on means the card, not the letters before.
            Type("");
            Focus(_picture.Next(_focusedId, direction));
            return;
        }

        if (args.CtrlKey || args.MetaKey)
        {
            await CommandKeyAsync(args);
            return;
        }

        if (args.AltKey)
        {
            return;
        }

        if (args is { ShiftKey: true, Key: "Enter" or " " } && _linkFrom is null)
        {
            await TogglePickAsync(_focusedId);
            return;
        }

        await (_linkFrom is { } from ? LinkingKeyAsync(args.Key, from) : PlainKeyAsync(args.Key));
    }

    private Task CommandKeyAsync(KeyboardEventArgs args) => args.Key switch
    {
        "z" when CanEdit && !args.ShiftKey => OnUndo.InvokeAsync(),
        "z" or "Z" or "y" when CanEdit => OnRedo.InvokeAsync(),
        "a" => PickAsync(_cards.Select(card => card.Product.Id)),
        _ => Task.CompletedTask,
    };

    private async Task LinkingKeyAsync(string key, int from)
    {
        switch (key)
        {
            case "Escape":
                StopLinking("Linking cancelled.");
                break;
            case "Enter" when _typed.Length == 0:
                await DrawLinkAsync(new DrawnLink(from, _focusedId));
                break;
            case "Enter":
                await LinkTypedAsync(from);
                break;
            case "Backspace":
                await PickTypedAsync(_typed.Length > 0 ? _typed[..^1] : "", from);
                break;
            case "/" when _typed.Length == 0:
                await OnSearchRequested.InvokeAsync();
                break;
            case { Length: 1 }:
                await PickTypedAsync(_typed + key, from);
                break;
        }
    }

    private void Type(string typed)
    {
        (_typed, _found) = (typed, null);
        _search.Forget();
    }

    /// <summary>The card that the letters mean gets the focus; where none does, the whole shop is asked.</summary>
    private async Task PickTypedAsync(string typed, int from)
    {
        Type(typed);
        if (typed.Length == 0)
        {
            _status = "";
        }
        else if (OnCanvas(from) is { } match)
        {
            Focus(match.Product.Id);
        }
        else if (Find is null)
        {
            _status = $"Nothing here matches {typed}. Press / to search all products once the letters are deleted.";
        }
        else
        {
            _status = $"Nothing here matches {typed}. Looking in the whole shop.";
            await _search.AskAsync(typed, found =>
            {
                _found = found;
                _status = found is null
                    ? $"Nothing here matches {typed}, and no other product of this shop that can be linked."
                    : $"Nothing here matches {typed}. Enter links {found.Name}.";
            });
        }
    }

    /// <summary>Links what the letters mean. It waits for the shop's answer, and never takes what merely had the focus.</summary>
    private async Task LinkTypedAsync(int from)
    {
        var typed = _typed;
        if (OnCanvas(from) is { } match)
        {
            await DrawLinkAsync(new DrawnLink(from, match.Product.Id));
            return;
        }

        await _search.AnsweredAsync();
        if (_linkFrom != from || _typed != typed)
        {
            return; // Cancelled or typed on meanwhile.
        }

        if (_found is { } found)
        {
            await DrawLinkAsync(new DrawnLink(from, found.Id));
        }
    }

    private Card? OnCanvas(int from) =>
        _cards.FirstOrDefault(card => card.Product.Id != from && Matches(card.Product, StringComparison.CurrentCultureIgnoreCase, start: true))
        ?? _cards.FirstOrDefault(card => card.Product.Id != from && Matches(card.Product, StringComparison.CurrentCultureIgnoreCase, start: false));

    private async Task PlainKeyAsync(string key)
    {
        switch (key)
        {
            case "Escape":
                await BackgroundClickedAsync();
                break;
            case "l" or "L" when CanEdit && Model.SelectedIds.Count > 0:
                await OnLinkPicked.InvokeAsync();
                break;
            case "l" or "L":
                StartLinking(_focusedId);
                break;
            case "Enter" when CanEdit && !_linkMode && _ghosts.Any(ghost => ghost.Product.Id == _focusedId):
                await OnAcceptGhost.InvokeAsync(_focusedId);
                break;
            case "Enter" or " ":
                await CardClickedAsync((_focusedId, false));
                break;
            case "Delete" or "Backspace" when CanEdit && Model.SelectedIds.Count > 0:
                await OnRemovePicked.InvokeAsync();
                break;
            case "Delete" or "Backspace" when CanEdit:
                await RemoveAsync();
                break;
            case "o" or "O":
                await OpenAsync(_focusedId);
                break;
            case "Home":
                Focus(Model.Anchor.Id);
                break;
            case "/":
                await OnSearchRequested.InvokeAsync();
                break;
        }
    }

    private bool Matches(CanvasProduct product, StringComparison comparison, bool start) => start
        ? product.Name.StartsWith(_typed, comparison) || product.Sku.StartsWith(_typed, comparison)
        : product.Name.Contains(_typed, comparison) || product.Sku.Contains(_typed, comparison);

    /// <summary>The selected link; without one, the only link of the focused product.</summary>
    private CanvasEdge? ChosenLink()
    {
        if (Model.SelectedLinkId is { } selected)
        {
            return Model.Edges.FirstOrDefault(edge => edge.LinkId == selected);
        }

        var own = EdgesOf(_focusedId).Take(2).ToList();
        return own.Count == 1 ? own[0] : null;
    }

    private async Task RemoveAsync()
    {
        if (ChosenLink() is not { } link)
        {
            _status = "Select a link first.";
            return;
        }

        // The card may leave with its link: the neighbour above keeps the keyboard's place.
        var gone = link.SourceId == Model.Anchor.Id ? link.TargetId : link.SourceId;
        if (_focusedId == gone && EdgesOf(gone).Count() == 1)
        {
            var next = _picture.Next(gone, CanvasDirection.Up);
            next = next == gone ? _picture.Next(gone, CanvasDirection.Down) : next;
            Focus(next == gone ? Model.Anchor.Id : next);
        }

        await OnRemove.InvokeAsync(link.LinkId);
    }

    private async Task MoveLinkAsync(bool up)
    {
        if (!CanEdit || ChosenLink() is not { FillsPanel: true } link)
        {
            _status = "Select a link that fills the panel to move it.";
            return;
        }

        var list = Model.Edges.Where(edge => edge.SourceId == link.SourceId && edge.FillsPanel)
            .OrderBy(edge => edge.Position).ThenBy(edge => edge.LinkId).Select(edge => edge.LinkId).ToList();
        var place = list.IndexOf(link.LinkId);
        var before = up ? place - 1 : place + 2;
        if (before < 0 || before > list.Count)
        {
            _status = up ? "It is the first already." : "It is the last already.";
            return;
        }

        await OnMove.InvokeAsync(new MovedLink(link.LinkId, before == list.Count ? null : list[before]));
    }

    private void Focus(int productId)
    {
        _focusedId = productId;
        _focusPending = true;
    }

    private static CanvasDirection? Direction(string key) => key switch
    {
        "ArrowUp" => CanvasDirection.Up,
        "ArrowDown" => CanvasDirection.Down,
        "ArrowLeft" => CanvasDirection.Left,
        "ArrowRight" => CanvasDirection.Right,
        _ => null,
    };
}
