namespace CrossSell.Admin.Features.Links;

/// <summary>
/// What one person has changed on links in one tab, so that it can be taken back step by step: kept when the page is left, also for another anchor.
/// Knows no database.
/// </summary>
public sealed class UndoTrail
{
    // Nobody goes back further by pressing undo; the history of a product does.
    private const int Steps = 200;

    private readonly List<long> done = [];
    private readonly List<long> undone = [];

    public bool CanUndo => done.Count > 0;

    public bool CanRedo => undone.Count > 0;

    /// <summary>The change set to take back next; null for nothing.</summary>
    public long? NextUndo => done.Count > 0 ? done[^1] : null;

    public long? NextRedo => undone.Count > 0 ? undone[^1] : null;

    /// <summary>Remembers a change of one's own; what was undone before it cannot be redone any more.</summary>
    public void Remember(long changeSetId)
    {
        Add(done, changeSetId);
        undone.Clear();
    }

    /// <summary>A change, mostly the newest, was taken back by another change set.</summary>
    public void Undone(long changeSetId, long by)
    {
        done.Remove(changeSetId);
        Add(undone, by);
    }

    /// <summary>An undo was itself taken back by another change set.</summary>
    public void Redone(long changeSetId, long by)
    {
        undone.Remove(changeSetId);
        Add(done, by);
    }

    /// <summary>What can no longer be taken back (somebody did so already) is forgotten, so that the one before it can be.</summary>
    public void Forget(long changeSetId)
    {
        done.Remove(changeSetId);
        undone.Remove(changeSetId);
    }

    private static void Add(List<long> trail, long changeSetId)
    {
        trail.Add(changeSetId);
        if (trail.Count > Steps)
        {
            trail.RemoveAt(0);
        }
    }
}
