using CrossSell.Admin.Shared;
using CrossSell.Core.Catalog;

namespace CrossSell.Admin.Features.Workbench;

/// <summary>
/// What somebody is typing in one card, against what stood there when they saw it. What others change meanwhile is taken over, except where both changed the
/// same: that waits for a choice.
/// </summary>
public sealed class CardDraft(int productId, IReadOnlyDictionary<string, string?> seen)
{
    private readonly Dictionary<string, string?> seen = Clean(seen);
    private readonly Dictionary<string, string?> mine = Clean(seen);
    private readonly Dictionary<string, string?> theirs = [];

    public int ProductId => productId;

    /// <summary>As typed; null for nothing. Fields that were not there begin as nothing.</summary>
    public string? this[string field]
    {
        get => mine.GetValueOrDefault(field);
        set
        {
            seen.TryAdd(field, null);
            mine[field] = Blank(value);
            if (theirs.TryGetValue(field, out var other) && other == Blank(value))
            {
                seen[field] = other;
                theirs.Remove(field);
            }
        }
    }

    public bool IsDirty => mine.Any(pair => pair.Value != seen[pair.Key]);

    /// <summary>Fields that somebody else changed to something else while they were typed here.</summary>
    public IReadOnlyList<MergeConflict> Conflicts => [.. theirs.Select(pair => new MergeConflict(pair.Key, mine[pair.Key], pair.Value))];

    public bool Changed(string field) => mine.GetValueOrDefault(field) != seen.GetValueOrDefault(field);

    /// <summary>What is typed now, for <see cref="Saved"/>.</summary>
    public IReadOnlyDictionary<string, string?> Typed() => new Dictionary<string, string?>(mine, StringComparer.Ordinal);

    /// <summary>This was written: what differs from it was typed meanwhile and waits for the next save.</summary>
    public void Saved(IReadOnlyDictionary<string, string?> typed)
    {
        foreach (var (field, value) in typed)
        {
            seen[field] = value;
        }
    }

    /// <summary>Goes on from a newer state.</summary>
    public void Rebase(IReadOnlyDictionary<string, string?> newest)
    {
        var now = Clean(newest);
        foreach (var field in now.Keys)
        {
            seen.TryAdd(field, null);
            mine.TryAdd(field, null);
        }

        foreach (var field in seen.Keys)
        {
            now.TryAdd(field, null);
        }

        var merge = FieldMerge.Of(seen, mine, now);
        theirs.Clear();
        foreach (var conflict in merge.Conflicts)
        {
            theirs[conflict.Field] = conflict.Theirs;
        }

        foreach (var (field, value) in merge.Merged.Where(pair => !theirs.ContainsKey(pair.Key)))
        {
            mine[field] = value;
            seen[field] = now[field];
        }
    }

    /// <summary>Drops what was typed in the fields in conflict.</summary>
    public void KeepTheirs()
    {
        foreach (var (field, value) in theirs)
        {
            (mine[field], seen[field]) = (value, value);
        }

        theirs.Clear();
    }

    /// <summary>Keeps what was typed: saving then writes it over theirs, knowingly.</summary>
    public void WriteMine()
    {
        foreach (var (field, value) in theirs)
        {
            seen[field] = value;
        }

        theirs.Clear();
    }

    /// <summary>For the card's <see cref="DraftKeeper"/>. Taken back, it goes on from what stands in the card by then.</summary>
    public KeptDraft Kept(string key) => new(key, () => IsDirty ? KeptDraft.ToText(new Typing(seen, mine)) : null, text =>
    {
        if (KeptDraft.Read<Typing>(text) is not { } kept)
        {
            return null;
        }

        var stored = new Dictionary<string, string?>(seen, StringComparer.Ordinal);
        Put(kept.Seen, kept.Mine);
        Rebase(stored);
        return !IsDirty ? null : new TakenBack(() => Put(stored, stored));
    });

    private void Put(IReadOnlyDictionary<string, string?> seenNow, IReadOnlyDictionary<string, string?> mineNow)
    {
        seen.Clear();
        mine.Clear();
        theirs.Clear();
        foreach (var field in seenNow.Keys.Union(mineNow.Keys))
        {
            seen[field] = Blank(seenNow.GetValueOrDefault(field));
            mine[field] = Blank(mineNow.GetValueOrDefault(field));
        }
    }

    private sealed record Typing(IReadOnlyDictionary<string, string?> Seen, IReadOnlyDictionary<string, string?> Mine);

    private static Dictionary<string, string?> Clean(IReadOnlyDictionary<string, string?> fields) =>
        fields.ToDictionary(pair => pair.Key, pair => Blank(pair.Value), StringComparer.Ordinal);

    private static string? Blank(string? value) => string.IsNullOrEmpty(value) ? null : value;
}
