using CrossSell.Core.Search;

namespace CrossSell.Admin.Features.Products;

/// <summary>
/// The product list of one tab: the rows near the screen, where somebody is in them, and what is picked. Every gesture of the list ends here. Knows no
/// component and no database. Not thread safe: it lives on one circuit.
/// </summary>
/// <param name="load">Rows of a list, from a place on.</param>
/// <param name="idsOf">Ids of everything that is picked, in the order of the list.</param>
public sealed class ProductRows(
    Func<CatalogQuery, int, int, CancellationToken, Task<CatalogPage>> load, Func<ProductSelection, CancellationToken, Task<IReadOnlyList<int>>> idsOf)
{
    private (CatalogQuery Query, long State, IReadOnlyList<int> Ids)? allIds;

    public ProductWindow Window { get; } = new(load);

    public TablePlace Place { get; } = new();

    public TableSelection Selection { get; } = new();

    /// <summary>What was asked for last, whether it is here or on its way; null before anything was.</summary>
    public CatalogQuery? Asked { get; private set; }

    public int Total => Window.Total;

    /// <summary>How many are picked.</summary>
    public int Picked => Selection.Count(Total);

    public bool IsAllPicked => Selection.All && Selection.Ids.Count == 0;

    /// <summary>The row that keys work on; null while it is on its way.</summary>
    public CatalogRow? Active => Window[Place.Active];

    /// <summary>Those of the list whose order does not count: what is picked and counted is the same in any.</summary>
    public static CatalogQuery? Unsorted(CatalogQuery? query) => query is null ? null : query with { Sort = CatalogSorts.Best, Descending = false };

    /// <summary>
    /// Asks for a list, or for the same once more, which keeps the place in it. What was picked stays picked as long as the list holds the same products.
    /// </summary>
    /// <returns>False when something else was asked for meanwhile.</returns>
    public async Task<bool> AskAsync(CatalogQuery query, CancellationToken cancellation)
    {
        var isOther = query != Asked;
        if (Unsorted(query) != Unsorted(Asked))
        {
            // What is picked is picked out of what is seen.
            Selection.Clear();
        }

        Asked = query;
        if (!await Window.AskAsync(query, isOther ? 0 : Place.First, isOther ? ProductWindow.Block : Place.Count, cancellation))
        {
            return false;
        }

        if (isOther)
        {
            Place.Restart();
        }

        Place.Resize(Total);
        return true;
    }

    /// <summary>Makes a row the active one; what is picked from it on is a new range.</summary>
    /// <returns>False when it was already.</returns>
    public bool Activate(int index)
    {
        if (index == Place.Active)
        {
            return false;
        }

        Selection.EndRange();
        Place.Activate(index);
        return true;
    }

    /// <summary>Picks a row or lets it go.</summary>
    /// <param name="range">All from where the range began to this.</param>
    public async Task PickAsync(int index, bool range, CancellationToken cancellation)
    {
        if (range)
        {
            await ExtendAsync(index, cancellation);
        }
        else if (Window[index] is { } row)
        {
            Place.Activate(index);
            Selection.Toggle(row.Product.Id);
        }
    }

    /// <summary>Makes a row the active one and picks all from where the range began to it, beyond what is loaded, too.</summary>
    public async Task ExtendAsync(int index, CancellationToken cancellation)
    {
        Place.Activate(index, extend: true);
        var (from, to) = (Math.Min(Place.Anchor, Place.Active), Math.Max(Place.Anchor, Place.Active));
        var rows = Enumerable.Range(from, to - from + 1);
        if (rows.All(row => Window[row] is not null))
        {
            Selection.Range(rows.Select(row => Window[row]!.Product.Id));
        }
        else
        {
            // Longer ranges are cut out of the ids of the whole list.
            var question = Window.Query;
            var ids = await AllIdsAsync(cancellation);
            if (Window.Query != question)
            {
                return; // Another list is shown by now: its rows are others.
            }

            Selection.Range(ids.Skip(from).Take(to - from + 1));
        }
    }

    /// <summary>Picks all that match, or none when all are.</summary>
    public void ToggleAll()
    {
        if (IsAllPicked)
        {
            Selection.Clear();
        }
        else
        {
            Selection.SelectAll();
        }
    }

    private async Task<IReadOnlyList<int>> AllIdsAsync(CancellationToken cancellation)
    {
        var (query, at) = (Window.Query!, Window.Head!.State);
        if (allIds is not { } known || known.Query != query || known.State != at)
        {
            allIds = known = (query, at, await idsOf(new ProductSelection(query, true, []), cancellation));
        }

        return known.Ids;
    }
}
