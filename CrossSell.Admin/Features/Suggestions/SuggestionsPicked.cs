using CrossSell.Core.Suggestions;

namespace CrossSell.Admin.Features.Suggestions;

/// <summary>Which pairs are picked to be decided at once: single ones, or all that match but some. Knows no component and no database.</summary>
public sealed class SuggestionsPicked
{
    private readonly HashSet<(int Anchor, int Companion)> picks = [];
    private (int, int)? last;

    /// <summary>True: everything that matches but <see cref="picks"/>.</summary>
    private bool all;

    public bool Has((int, int) key) => all != picks.Contains(key);

    /// <param name="total">All that match.</param>
    public int Count(int total) => all ? Math.Max(0, total - picks.Count) : picks.Count;

    /// <inheritdoc cref="Count"/>
    public bool IsAll(int total) => total > 0 && Count(total) == total;

    /// <summary>Picks one or lets it go; a range does with all from the last one to this what was done with the last.</summary>
    /// <param name="shown">The rows of the page.</param>
    public void Toggle(IReadOnlyList<(int, int)> shown, int at, bool range)
    {
        var from = range && last is { } begun ? shown.ToList().IndexOf(begun) : -1;
        if (from < 0)
        {
            Set(shown[at], !Has(shown[at]));
            last = shown[at];
            return;
        }

        var picking = Has(shown[from]);
        for (var row = Math.Min(from, at); row <= Math.Max(from, at); row++)
        {
            Set(shown[row], picking);
        }
    }

    public void PickAll(bool every)
    {
        Clear();
        all = every;
    }

    /// <summary>A pair that was decided alone is no longer among them.</summary>
    public void LetGo((int, int) key)
    {
        if (!all)
        {
            picks.Remove(key);
        }
    }

    public void Clear()
    {
        picks.Clear();
        (all, last) = (false, null);
    }

    /// <param name="turned">Pairs that are shown the other way round.</param>
    public SuggestionSelection Of(SuggestionQuery query, IEnumerable<(int Anchor, int Companion)> turned) => new(
        query, all,
        [.. picks.OrderBy(pick => pick).Select(pick => new SuggestionPick(pick.Anchor, pick.Companion))],
        [.. turned.Select(pick => new SuggestionPick(pick.Anchor, pick.Companion))]);

    private void Set((int, int) key, bool isPicked)
    {
        if (isPicked != all)
        {
            picks.Add(key);
        }
        else
        {
            picks.Remove(key);
        }
    }
}
