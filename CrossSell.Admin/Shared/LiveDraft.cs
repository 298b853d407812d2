using CrossSell.Core.Common;

namespace CrossSell.Admin.Shared;

/// <summary>One field of a draft, which two people may both change.</summary>
/// <param name="Name">As the page calls it.</param>
/// <param name="Value">What is compared: drafts that look the same on screen have equal values.</param>
/// <param name="Take">The first draft with this field of the second.</param>
public sealed record DraftField<T>(string Name, Func<T, object?> Value, Func<T, T, T> Take);

/// <summary>One field that two people changed to different things.</summary>
public sealed record DraftConflict<T>(string Field, T Theirs);

/// <summary>
/// Something as one person edits it: the draft, what the database has, what can be undone, and what others saved meanwhile. Fields that only one of the two
/// changed are merged; the rest waits for the person to choose, and never is one overwritten unseen. Knows no component and no database. The page around it
/// is a <see cref="LivePage"/>.
/// </summary>
/// <typeparam name="T">An immutable record of everything that can be edited.</typeparam>
public class LiveDraft<T>(IReadOnlyList<DraftField<T>> fields, T saved, int version)
    where T : class
{
    // Somebody who saves all the time must not keep another's save from ever ending.
    private const int MostAttempts = 3;

    private readonly Stack<T> undo = [];
    private readonly Stack<T> redo = [];
    private string? lastKey;

    public T Draft { get; private set; } = saved;

    /// <summary>What the database has; for something new, what it began with.</summary>
    public T Saved { get; private set; } = saved;

    /// <summary>What the next save names.</summary>
    public int Version { get; private set; } = version;

    /// <summary>Fields that wait for a choice between mine and theirs.</summary>
    public IReadOnlyList<DraftConflict<T>> Conflicts { get; private set; } = [];

    public bool CanUndo => undo.Count > 0;

    public bool CanRedo => redo.Count > 0;

    public bool IsDirty => fields.Any(item => !Equals(item.Value(Draft), item.Value(Saved)));

    /// <summary>True when something is different now.</summary>
    /// <param name="change">From the draft as it stands.</param>
    /// <param name="key">Edits in a row under one key (letters of one field) are undone as one.</param>
    public bool Edit(Func<T, T> change, string? key = null)
    {
        var changed = change(Draft);
        if (fields.All(field => Equals(field.Value(changed), field.Value(Draft))))
        {
            // It looks the same and may still be typed differently.
            Draft = changed;
            return false;
        }

        if (key is null || key != lastKey)
        {
            undo.Push(Draft);
        }

        lastKey = key;
        redo.Clear();
        Draft = changed;
        return true;
    }

    /// <summary>Goes back by one edit; false when there is none.</summary>
    public bool Undo() => Step(undo, redo);

    /// <summary>Does again what was undone last; false when nothing was.</summary>
    public bool Redo() => Step(redo, undo);

    /// <summary>The database took this draft and gave it this version.</summary>
    public void Accept(T draft, int version) => (Saved, Version) = (draft, version);

    /// <summary>
    /// Goes on from what somebody else saved: what only one side changed is merged, the rest waits for a choice. What is no newer than the draft's own version
    /// changes nothing: it was read before this draft was saved.
    /// </summary>
    /// <returns>Whether it was newer.</returns>
    public bool Rebase(T theirs, int version)
    {
        if (version <= Version)
        {
            return false;
        }

        var (mine, merged) = (Draft, Draft);
        var conflicts = new List<DraftConflict<T>>();
        foreach (var field in fields)
        {
            var (seen, own, other) = (field.Value(Saved), field.Value(mine), field.Value(theirs));
            if (Equals(own, seen) || Equals(own, other))
            {
                merged = field.Take(merged, theirs);
            }
            else if (!Equals(other, seen) || Conflicts.Any(conflict => conflict.Field == field.Name))
            {
                conflicts.Add(new DraftConflict<T>(field.Name, theirs));
            }
        }

        // Going back would silently take away what they did.
        undo.Clear();
        redo.Clear();
        (Draft, Saved, Version, Conflicts, lastKey) = (merged, theirs, version, conflicts, null);
        OnReplaced();
        return true;
    }

    /// <summary>Every field that waits for a choice becomes what the other person made of it.</summary>
    public void KeepTheirs() => KeepTheirs(_ => true);

    /// <summary>One field becomes what the other person made of it; the others go on waiting.</summary>
    public void KeepTheirs(string field) => KeepTheirs(conflict => conflict.Field == field);

    /// <summary>Every field that waits for a choice stays as it is here; the next save writes it.</summary>
    public void WriteMine() => Conflicts = [];

    /// <summary>One field stays as it is here; the others go on waiting.</summary>
    public void WriteMine(string field) => Conflicts = [.. Conflicts.Where(conflict => conflict.Field != field)];

    /// <summary>
    /// Saves the draft as it is now. When somebody else saved meanwhile, it is brought onto theirs and saved once more, unless a person has to choose first.
    /// </summary>
    /// <param name="save">Writes a draft against <see cref="Version"/>.</param>
    /// <param name="version">That the database gave to what was saved.</param>
    /// <param name="catchUp">Reads what is stored now and has it imported by <see cref="Rebase"/>; false when it is gone.</param>
    /// <returns>A stale refusal when there are <see cref="Conflicts"/> to choose about, when it is gone, or when nothing is left to save.</returns>
    public async Task<Outcome<TSaved>> SaveAsync<TSaved>(Func<T, Task<Outcome<TSaved>>> save, Func<TSaved, int> version, Func<Task<bool>> catchUp)
    {
        for (var attempt = 1; ; attempt++)
        {
            var draft = Draft;
            if (!(await save(draft)).IsRefused(out var refusal, out var saved))
            {
                Accept(draft, version(saved));
                return saved;
            }

            if (refusal.Code != Refusal.StaleCode || attempt == MostAttempts || !await catchUp() || Conflicts.Count > 0 || !IsDirty)
            {
                return refusal;
            }
        }
    }

    /// <summary>
    /// What is lost with the page, for its <see cref="DraftKeeper"/>. Taken back, it is an edit of what is stored by then: what others changed meanwhile is
    /// merged as <see cref="Rebase"/> does it.
    /// </summary>
    public KeptDraft Kept(string key) => new(key, () => IsDirty ? KeptDraft.ToText(new KeptEdit(Draft, Saved, Version)) : null, TakeBack);

    private void KeepTheirs(Func<DraftConflict<T>, bool> which)
    {
        foreach (var conflict in Conflicts.Where(which))
        {
            Draft = fields.First(field => field.Name == conflict.Field).Take(Draft, conflict.Theirs);
        }

        // Edits made while the choice was open hold mine: going back to one would write it over theirs unasked.
        undo.Clear();
        redo.Clear();
        (Conflicts, lastKey) = ([.. Conflicts.Where(conflict => !which(conflict))], null);
        OnReplaced();
    }

    /// <summary>The draft has become another one, not by an edit: what is kept beside it is out of date.</summary>
    protected virtual void OnReplaced()
    {
    }

    /// <summary>A draft that was kept, with what is only of one editor (numbers of lines) as it is in this one.</summary>
    protected virtual T Adopt(T kept) => kept;

    private TakenBack? TakeBack(string text)
    {
        if (KeptDraft.Read<KeptEdit>(text) is not { } kept || kept.Version > Version)
        {
            return null;
        }

        var (stored, version) = (Saved, Version);
        Draft = Adopt(kept.Draft);
        if (kept.Version < version)
        {
            (Saved, Version) = (Adopt(kept.Saved), kept.Version);
            Rebase(stored, version);
        }

        undo.Clear();
        redo.Clear();
        if (!IsDirty)
        {
            (Draft, Conflicts) = (stored, []);
        }
        else if (Conflicts.Count == 0)
        {
            undo.Push(stored);
        }

        lastKey = null;
        OnReplaced();
        return !IsDirty ? null : new TakenBack(() =>
        {
            Conflicts = [];
            Edit(_ => stored);
            OnReplaced();
        });
    }

    private bool Step(Stack<T> from, Stack<T> to)
    {
        if (!from.TryPop(out var draft))
        {
            return false;
        }

        to.Push(Draft);
        (Draft, lastKey) = (draft, null);
        OnReplaced();
        return true;
    }

    private sealed record KeptEdit(T Draft, T Saved, int Version);
}
