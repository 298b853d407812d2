using CrossSell.Core.Search;

namespace CrossSell.Admin.Features.Products;

/// <summary>
/// What is picked: single products, or all that match but some. A range replaces the range before it that began at the same row, as lists everywhere do.
/// </summary>
public sealed class TableSelection
{
    private HashSet<int> ids = [];

    // What was picked before the range that is being drawn.
    private HashSet<int>? before;

    /// <summary>True: everything that matches except <see cref="Ids"/>.</summary>
    public bool All { get; private set; }

    public IReadOnlyCollection<int> Ids => ids;

    /// <summary>Moves with every change, so that what is drawn can be compared.</summary>
    public int Version { get; private set; }

    public bool Has(int id) => All != ids.Contains(id);

    public int Count(int total) => All ? Math.Max(0, total - ids.Count) : ids.Count;

    public void Toggle(int id)
    {
        before = null;
        Version++;
        if (!ids.Remove(id))
        {
            ids.Add(id);
        }
    }

    /// <summary>Picks these besides what was picked before the range began.</summary>
    public void Range(IEnumerable<int> picked)
    {
        before ??= [.. ids];
        ids = [.. before];
        Version++;
        if (All)
        {
            ids.ExceptWith(picked);
        }
        else
        {
            ids.UnionWith(picked);
        }
    }

    /// <summary>The next range begins elsewhere.</summary>
    public void EndRange() => before = null;

    public void SelectAll() => Set(true);

    public void Clear() => Set(false);

    public ProductSelection Of(CatalogQuery query) => new(query, All, [.. ids.Order()]);

    private void Set(bool all)
    {
        Version++;
        (All, before) = (all, null);
        ids = [];
    }
}
