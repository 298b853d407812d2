using CrossSell.Core.Canvas;
using static CrossSell.Admin.Features.Canvas.CanvasTexts;

namespace CrossSell.Admin.Features.Canvas;

/// <summary>A key with what is held down beside it.</summary>
/// <param name="Command">Ctrl, or the command key of a Mac.</param>
public readonly record struct CanvasKey(string Key, bool Shift = false, bool Command = false, bool Alt = false);

/// <summary>What each key does on the canvas: all that a pointer can do, and nothing else. Knows no component.</summary>
public sealed class LinkCanvasKeys(LinkCanvasState canvas)
{
    private CanvasLinking Linking => canvas.Linking;

    /// <returns>What the page is to do; null when the key only changed the canvas, or nothing.</returns>
    public async Task<LinkGesture?> PressAsync(CanvasKey key) => (key, DirectionOf(key.Key), Linking.From) switch
    {
        ({ Alt: true, Key: "ArrowUp" or "ArrowDown" }, _, null) => canvas.MoveChosen(up: key.Key == "ArrowUp"),
        ({ Shift: true }, { } direction, null) when canvas.CanEdit => canvas.Nudge(direction),
        (_, { } direction, _) => Walk(direction),
        ({ Command: true }, _, _) => Command(key),
        ({ Alt: true }, _, _) => null,
        ({ Shift: true, Key: "Enter" or " " }, _, null) => canvas.Toggle(canvas.FocusedId),
        (_, _, { } from) => await LinkingAsync(key.Key, from),
        _ => Plain(key.Key),
    };

    private LinkGesture? Walk(CanvasDirection direction)
    {
        // Who walks on means the card, not the letters before.
        Linking.Type("");
        canvas.Focus(canvas.Scene.Picture.Next(canvas.FocusedId, direction));
        return null;
    }

    private LinkGesture? Command(CanvasKey key) => key.Key switch
    {
        "z" when canvas.CanEdit && !key.Shift => new UndoChange(),
        "z" or "Z" or "y" when canvas.CanEdit => new RedoChange(),
        "a" => canvas.SelectAll(),
        _ => null,
    };

    private LinkGesture? Plain(string key)
    {
        var hasSelected = canvas.Scene.Model.SelectedIds.Count > 0;
        switch (key)
        {
            case "Escape":
                return canvas.ClickBackground();
            case "l" or "L" when canvas.CanEdit && hasSelected:
                return new LinkSelected();
            case "l" or "L":
                canvas.StartLinking(canvas.FocusedId);
                return null;
            case "Enter" when canvas.CanEdit && !Linking.IsMode && canvas.Scene.IsCandidate(canvas.FocusedId):
                return new AcceptCandidate(canvas.FocusedId);
            case "Enter" or " ":
                return canvas.On(new CardGesture(canvas.FocusedId, CardAct.Click));
            case "Delete" or "Backspace" when canvas.CanEdit:
                return hasSelected ? new RemoveSelected() : canvas.RemoveChosen();
            case "o" or "O":
                return canvas.Open(canvas.FocusedId);
            case "Home":
                canvas.Focus(canvas.Scene.Model.Anchor.Id);
                return null;
            case "/":
                return new SearchProducts();
            default:
                return null;
        }
    }

    private async Task<LinkGesture?> LinkingAsync(string key, int from)
    {
        switch (key)
        {
            case "Escape":
                canvas.StopLinking(L["Linking cancelled."]);
                return null;
            case "Enter" when Linking.Typed.Length == 0:
                return canvas.Draw(new DrawLink(from, canvas.FocusedId));
            case "Enter":
                return await LinkTypedAsync(from);
            case "Backspace":
                await TypeAsync(Linking.Typed.Length > 0 ? Linking.Typed[..^1] : "");
                return null;
            case "/" when Linking.Typed.Length == 0:
                return new SearchProducts();
            case { Length: 1 }:
                await TypeAsync(Linking.Typed + key);
                return null;
            default:
                return null;
        }
    }

    /// <summary>The card that the letters mean gets the focus; where none does, the whole shop is asked.</summary>
    private async Task TypeAsync(string typed)
    {
        Linking.Type(typed);
        if (typed.Length == 0)
        {
            canvas.Status = "";
        }
        else if (Linking.OnCanvas(canvas.Scene) is { } match)
        {
            canvas.Focus(match.Id);
        }
        else if (Linking.FindInShop is null)
        {
            canvas.Status = L["No product here matches {0}. Press / to search all products once the letters are deleted.", typed];
        }
        else
        {
            canvas.Status = L["No product here matches {0}. Searching the whole shop.", typed];
            await Linking.AskShopAsync(() => canvas.Status = Linking.Found is { } found
                ? L["No product here matches {0}. Enter links {1}.", typed, found.Name].Value
                : L["No product here or elsewhere in this shop matches {0}.", typed].Value);
        }
    }

    /// <summary>Links what the letters mean. It waits for the shop's answer, and never takes what merely had the focus.</summary>
    private async Task<LinkGesture?> LinkTypedAsync(int from) =>
        Linking.OnCanvas(canvas.Scene) is { } match ? canvas.Draw(new DrawLink(from, match.Id))
        : await Linking.AnswerAsync() is { } found ? canvas.Draw(new DrawLink(from, found.Id))
        : null;

    private static CanvasDirection? DirectionOf(string key) => key switch
    {
        "ArrowUp" => CanvasDirection.Up,
        "ArrowDown" => CanvasDirection.Down,
        "ArrowLeft" => CanvasDirection.Left,
        "ArrowRight" => CanvasDirection.Right,
        _ => null,
    };
}
