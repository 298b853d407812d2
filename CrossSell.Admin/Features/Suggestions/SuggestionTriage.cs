using CrossSell.Core.Suggestions;
using static CrossSell.Admin.Features.Suggestions.SuggestionsTexts;

namespace CrossSell.Admin.Features.Suggestions;

/// <summary>One row of the inbox as it is shown.</summary>
/// <param name="Item">As the person sees it, perhaps reversed.</param>
/// <param name="Index">From 0, on the page.</param>
/// <param name="IsCurrent">The one that keys decide on.</param>
/// <param name="IsPicked">Whether it is among those that are decided at once.</param>
/// <param name="IsOpen">Whether its evidence is shown.</param>
/// <param name="Asking">What it asks before it is decided.</param>
public sealed record SuggestionRowModel(Suggestion Item, int Index, bool IsCurrent, bool IsPicked, bool IsOpen, SuggestionAsking Asking);

/// <summary>
/// One page of the inbox while somebody goes through it: which pair is the current one, which are reversed, picked or looked into, and what the keys
/// mean. Knows no component and no database.
/// </summary>
public sealed class SuggestionTriage
{
    private readonly HashSet<(int Anchor, int Companion)> turned = [];
    private (int Anchor, int Companion)? open;
    private bool isRestarted;
    private bool isNew;

    /// <summary>Null before the first answer.</summary>
    public SuggestionPage? Inbox { get; private set; }

    public SuggestionsPicked Picked { get; } = new();

    /// <summary>The row that keys decide on; 0 also on an empty page.</summary>
    public int Current { get; private set; }

    /// <summary>What the current row asks.</summary>
    public SuggestionAsking Asking { get; private set; }

    /// <summary>What a rejection without a word is for.</summary>
    public string LastReason { get; set; } = SuggestionReasons.All[0].Reason;

    /// <summary>For how many days a pair is snoozed when nothing else is said.</summary>
    public int LastDays { get; set; } = 30;

    /// <summary>Rows of the page.</summary>
    public int Count => Inbox?.Rows.Count ?? 0;

    /// <summary>How many are picked, on all pages.</summary>
    public int PickedCount => Picked.Count(Inbox?.Total ?? 0);

    /// <summary>As the person sees it.</summary>
    public Suggestion this[int at] => turned.Contains(KeyOf(at)) ? Inbox!.Rows[at].Swapped() : Inbox!.Rows[at];

    /// <summary>What tells a pair from the others, whichever way round it is shown.</summary>
    public (int Anchor, int Companion) KeyOf(int at) => (Inbox!.Rows[at].Anchor.Id, Inbox.Rows[at].Companion.Id);

    public SuggestionRowModel RowOf(int at) => new(
        this[at], at, at == Current, Picked.Has(KeyOf(at)), open == KeyOf(at), at == Current ? Asking : SuggestionAsking.Nothing);

    /// <summary>What stands above a row when a group begins with it; null when none does.</summary>
    public string? HeadAbove(int at, SuggestionGroup group) =>
        HeadOf(Inbox!.Rows[at], group) is { } head && (at == 0 || head != HeadOf(Inbox.Rows[at - 1], group)) ? head : null;

    /// <summary>Something else is asked for: its first row will be the current one.</summary>
    public void Restart()
    {
        (Current, Asking, open) = (0, SuggestionAsking.Nothing, null);
        isRestarted = true;
    }

    /// <summary>This is the page now; the current row stays where it is.</summary>
    public void Show(SuggestionPage inbox)
    {
        Inbox = inbox;
        Current = Math.Clamp(Current, 0, Math.Max(0, inbox.Rows.Count - 1));
        (isNew, isRestarted) = (isNew || isRestarted, false);
    }

    /// <summary>True once for a page that was asked for: the focus may go to its first row.</summary>
    public bool TakeNew()
    {
        var was = isNew;
        isNew = false;
        return was;
    }

    /// <summary>False when there is no such row.</summary>
    public bool TryMove(int to)
    {
        if (to < 0 || to >= Count)
        {
            return false;
        }

        (Current, Asking) = (to, SuggestionAsking.Nothing);
        return true;
    }

    public void Ask(int at, SuggestionAsking what) =>
        (Current, Asking) = (at, at == Current && what == Asking ? SuggestionAsking.Nothing : what);

    public void Turn(int at)
    {
        (Current, open) = (at, null);
        if (!turned.Remove(KeyOf(at)))
        {
            turned.Add(KeyOf(at));
        }
    }

    public void Pick(int at, bool range)
    {
        Picked.Toggle([.. Enumerable.Range(0, Count).Select(KeyOf)], at, range);
        Current = at;
    }

    /// <summary>Shows what stands behind a pair, or puts it away.</summary>
    public void Open(int at) => (Current, open) = (at, open == KeyOf(at) ? null : KeyOf(at));

    /// <summary>A verdict was asked for: the next pair stands in its place, also after a refusal, which says that the list is old.</summary>
    /// <param name="pair">The pair it was asked for: by now another list may be shown.</param>
    /// <param name="at">Where it stood.</param>
    public void Decided((int AnchorId, int CompanionId) pair, int at)
    {
        Picked.LetGo(pair);
        (Current, Asking, open) = (Math.Clamp(at, 0, Math.Max(0, Count - 1)), SuggestionAsking.Nothing, null);
    }

    /// <summary>What is picked, as one verdict on many takes it.</summary>
    /// <param name="query">That finds the page.</param>
    public SuggestionSelection Selection(SuggestionQuery query) => Picked.Of(query, turned);

    /// <summary>What a key means; null when it means nothing here.</summary>
    public SuggestionGesture? GestureOf(string key, bool shift, bool mayDecide) => key switch
    {
        "j" or "J" => new SuggestionGesture.Move(1),
        "k" or "K" => new SuggestionGesture.Move(-1),
        "e" or "E" => new SuggestionGesture.Open(),
        _ when !mayDecide => null,
        "a" or "A" => new SuggestionGesture.Accept(),
        "r" or "R" when shift => new SuggestionGesture.Ask(SuggestionAsking.Reason),
        "r" or "R" => new SuggestionGesture.Reject(LastReason, SuggestionReasons.IsThisWayOnly(LastReason)),
        "s" or "S" when shift => new SuggestionGesture.Ask(SuggestionAsking.Days),
        "s" or "S" => new SuggestionGesture.Snooze(LastDays),
        "x" or "X" => new SuggestionGesture.Pick(shift),
        "v" or "V" => new SuggestionGesture.Turn(),
        _ => null,
    };

    private static string? HeadOf(Suggestion item, SuggestionGroup group) => group switch
    {
        SuggestionGroup.Anchor => L["On the page of {0}", item.Anchor.Name].Value,
        SuggestionGroup.Category => item.Anchor.Category ?? L["Without a category"].Value,
        _ => null,
    };
}
