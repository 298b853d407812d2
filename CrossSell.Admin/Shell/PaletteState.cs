using CrossSell.Admin.Shared;
using CrossSell.Core.Search;
using Microsoft.AspNetCore.Components.Web;

namespace CrossSell.Admin.Shell;

/// <summary>
/// The command palette without its drawing: what was typed, what it finds in groups, and the keys that move and choose. Commands, pages, settings and names
/// are ranked in memory at every letter; products come from their index and join when they are there. Enter waits for them, so that it never chooses what an
/// earlier letter had found.
/// </summary>
/// <param name="findProducts">Asked with what was typed; never with nothing.</param>
/// <param name="pick">Somebody chose an entry; true opens it in another tab.</param>
internal sealed class PaletteState(Func<string, Task<IReadOnlyList<PaletteEntry>>> findProducts, Func<PaletteEntry, bool, Task> pick)
{
    /// <summary>Of one kind, at most: what is beyond wants another letter.</summary>
    public const int MostOfAKind = 6;

    // Found by its description, its GTIN or the like: below everything whose name was typed.
    private const int FoundOtherwise = 5;

    // A whole word of a name: beside it, a third is not enough.
    private const int MeantScore = 100;

    private readonly TypedSearch<IReadOnlyList<PaletteEntry>> search = new(text =>
        string.IsNullOrWhiteSpace(text) ? Task.FromResult<IReadOnlyList<PaletteEntry>>([]) : findProducts(text));

    private IReadOnlyList<PaletteEntry> entries = [];
    private IReadOnlyList<PaletteEntry> recent = [];
    private IReadOnlyList<PaletteEntry> products = [];
    private Task loading = Task.CompletedTask;
    private bool isAnswered = true;
    private bool hasMoved;

    public string Text { get; private set; } = "";

    public IReadOnlyList<PaletteGroup> Groups { get; private set; } = [];

    /// <summary>All that is shown, in the order of the groups.</summary>
    public IReadOnlyList<PaletteEntry> Shown { get; private set; } = [];

    /// <summary>The entry that Enter chooses, from 0.</summary>
    public int Active { get; private set; }

    /// <summary>Whether something was typed that nothing answers to.</summary>
    public bool IsNothing => isAnswered && Shown.Count == 0 && !string.IsNullOrWhiteSpace(Text);

    /// <summary>What can be found from now on; what is typed already is answered again.</summary>
    /// <param name="opened">What the person opened last, newest first.</param>
    public void Load(IReadOnlyList<PaletteEntry> found, IReadOnlyList<PaletteEntry> opened)
    {
        (entries, recent) = (found, opened);
        Rank();
    }

    /// <summary>Something is being read that Enter waits for.</summary>
    public void WaitFor(Task load) => loading = load;

    public Task TypeAsync(string? text)
    {
        (Text, hasMoved, isAnswered) = (text ?? "", false, false);
        // Products of the letters before that still answer stay where they are until the new ones are there.
        Rank();
        return search.AskAsync(Text, found =>
        {
            (products, isAnswered) = (found, true);
            Rank();
        });
    }

    public async Task KeyAsync(KeyboardEventArgs key)
    {
        switch (key.Key)
        {
            case "ArrowDown":
                Move(Active + 1);
                break;
            case "ArrowUp":
                Move(Active - 1);
                break;
            case "Home":
                Move(0);
                break;
            case "End":
                Move(Shown.Count - 1);
                break;
            case "Enter":
                await loading;
                await search.AnsweredAsync();
                if (Shown.Count > 0)
                {
                    await PickAsync(Shown[Active], key.CtrlKey || key.MetaKey);
                }

                break;
        }
    }

    public Task PickAsync(PaletteEntry entry, bool inOtherTab = false) => pick(entry, inOtherTab);

    /// <summary>Empty again, for the next time.</summary>
    public void Close()
    {
        search.Forget();
        (Text, products, entries, recent, Groups, Shown, Active, hasMoved, isAnswered) = ("", [], [], [], [], [], 0, false, true);
    }

    private void Move(int to)
    {
        if (Shown.Count > 0)
        {
            (Active, hasMoved) = ((to + Shown.Count) % Shown.Count, true);
        }
    }

    private void Rank()
    {
        var chosen = hasMoved && Active < Shown.Count ? Shown[Active] : null;
        var typed = NameMatch.WordsOf(Text);
        Groups = typed.Length == 0 ? Offered() : Found(typed);
        Shown = [.. Groups.SelectMany(group => group.Entries)];
        // Anyone who has gone to an entry stays on it when products join.
        Active = Math.Max(0, chosen is null ? 0 : Shown.ToList().IndexOf(chosen));
    }

    private List<PaletteGroup> Offered() =>
    [
        .. new[]
        {
            new PaletteGroup(PaletteKind.Recent, [.. recent.Take(MostOfAKind)]),
            new PaletteGroup(PaletteKind.Action, [.. entries.Where(entry => entry.IsSuggested)]),
        }.Where(group => group.Entries.Count > 0),
    ];

    private List<PaletteGroup> Found(string[] typed)
    {
        var named = entries.Select(entry => (Entry: entry, Score: SearchedName.Best(entry.Names, typed))).Where(found => found.Score > 0).ToList();
        // What a slip or a related word finds is noise beside what was meant.
        var least = named.Count == 0 ? 0 : Math.Min(named.Max(found => found.Score), MeantScore) / 3;
        var ranked = named.Where(found => found.Score >= least)
            .Concat(products.Select(entry => (
                Entry: entry,
                Score: SearchedName.Best(entry.Names, typed) is > 0 and var score ? score : isAnswered ? FoundOtherwise : 0)))
            .Where(found => found.Score > 0)
            .GroupBy(found => found.Entry.Kind);
        return [.. ranked
            .Select(group => (group.Key, Best: group.Max(found => found.Score), Entries: group.OrderByDescending(found => found.Score).Take(MostOfAKind)))
            .OrderByDescending(group => group.Best).ThenBy(group => group.Key)
            .Select(group => new PaletteGroup(group.Key, [.. group.Entries.Select(found => found.Entry)]))];
    }
}
