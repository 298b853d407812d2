using CrossSell.Admin.Shared;

namespace CrossSell.Admin.Features.Canvas;

/// <summary>
/// A link while it is drawn by clicks or keys: where it starts, and what was typed to find where it ends. Letters mean a card first, then any product of the
/// shop. Knows no component.
/// </summary>
public sealed class CanvasLinking
{
    private readonly TypedSearch<FoundProduct?> search;

    public CanvasLinking() => search = new TypedSearch<FoundProduct?>(
        typed => FindInShop is { } find && From is { } from ? find(typed, from) : Task.FromResult<FoundProduct?>(null));

    /// <summary>What a typed name means that no card has, asked with the product that is linked from; null looks on the canvas only.</summary>
    public Func<string, int, Task<FoundProduct?>>? FindInShop { get; set; }

    /// <summary>True from the button until two products are picked: the first click starts the link.</summary>
    public bool IsMode { get; private set; }

    /// <summary>The product that the link starts from; null until it is picked.</summary>
    public int? From { get; private set; }

    public string Typed { get; private set; } = "";

    /// <summary>The product of the shop that the letters mean; null while a card has the name, or none was found.</summary>
    public FoundProduct? Found { get; private set; }

    public bool IsOn => IsMode || From is not null;

    public void EnterMode() => IsMode = true;

    public void Start(int productId)
    {
        From = productId;
        Type("");
    }

    public void Stop()
    {
        (From, IsMode) = (null, false);
        Type("");
    }

    /// <summary>These letters stand there now; what earlier ones had found is forgotten.</summary>
    public void Type(string typed)
    {
        (Typed, Found) = (typed, null);
        search.Forget();
    }

    /// <summary>The card that the letters mean: one that begins with them, else one that holds them.</summary>
    public CanvasProduct? OnCanvas(CanvasScene scene)
    {
        var others = scene.Cards.Select(card => card.Product).Where(product => product.Id != From).ToList();
        return others.Find(product => Matches(product, (text, letters) => text.StartsWith(letters, StringComparison.CurrentCultureIgnoreCase)))
            ?? others.Find(product => Matches(product, (text, letters) => text.Contains(letters, StringComparison.CurrentCultureIgnoreCase)));
    }

    /// <summary>Asks the whole shop for the letters.</summary>
    /// <param name="answered">Told when the answer is <see cref="Found"/>; not when the letters have changed meanwhile.</param>
    public Task AskShopAsync(Action answered) => search.AskAsync(Typed, found =>
    {
        Found = found;
        answered();
    });

    /// <summary>Waits for the shop's answer. Null when there is none, and when linking was cancelled or something else was typed meanwhile.</summary>
    public async Task<FoundProduct?> AnswerAsync()
    {
        var (from, typed) = (From, Typed);
        await search.AnsweredAsync();
        return (From, Typed) == (from, typed) ? Found : null;
    }

    private bool Matches(CanvasProduct product, Func<string, string, bool> match) => match(product.Name, Typed) || match(product.Sku, Typed);
}
