namespace CrossSell.Core.Catalog;

/// <summary>One field that two people changed to different values since both saw the same.</summary>
public sealed record MergeConflict(string Field, string? Mine, string? Theirs);

/// <summary>
/// Brings an edit onto a state that moved on since it was begun, field by field: what only one side changed is taken from that side, what both
/// changed alike is taken once, and what both changed differently is a conflict that a person decides.
/// </summary>
/// <param name="Merged">Every field; in conflict it holds theirs, so that nothing is overwritten without being asked.</param>
public sealed record FieldMerge(IReadOnlyDictionary<string, string?> Merged, IReadOnlyList<MergeConflict> Conflicts)
{
    /// <param name="seen">The state that the edit was begun on.</param>
    /// <param name="mine">The state as the person wants it; the same fields.</param>
    /// <param name="now">The newest state; the same fields.</param>
    public static FieldMerge Of(IReadOnlyDictionary<string, string?> seen, IReadOnlyDictionary<string, string?> mine, IReadOnlyDictionary<string, string?> now)
    {
        var merged = new Dictionary<string, string?>(StringComparer.Ordinal);
        var conflicts = new List<MergeConflict>();
        foreach (var (field, before) in seen)
        {
            var (wanted, there) = (mine[field], now[field]);
            merged[field] = there == before ? wanted : there;
            if (wanted != before && there != before && wanted != there)
            {
                conflicts.Add(new MergeConflict(field, wanted, there));
            }
        }

        return new FieldMerge(merged, conflicts);
    }
}
