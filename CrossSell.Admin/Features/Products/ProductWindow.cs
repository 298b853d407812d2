using CrossSell.Core.Search;

namespace CrossSell.Admin.Features.Products;

/// <summary>
/// The part of the list that is near what a person looks at: rows are fetched a block at a time and kept for a while, whatever the size of the list.
/// Answers that come too late are dropped, and rows of two states of the list are never mixed. Not thread safe: it lives on one circuit.
/// </summary>
public sealed class ProductWindow(Func<CatalogQuery, int, int, CancellationToken, Task<CatalogPage>> load)
{
    public const int Block = 50;

    // Some screens in every direction.
    private const int MostBlocks = 24;

    private readonly Func<CatalogQuery, int, int, CancellationToken, Task<CatalogPage>> load = load;
    private readonly Dictionary<int, IReadOnlyList<CatalogRow>> blocks = [];
    private readonly HashSet<int> underWay = [];
    private int asked;

    /// <summary>What is shown; null before the first answer.</summary>
    public CatalogQuery? Query { get; private set; }

    /// <summary>The newest answer: its counts, not its rows.</summary>
    public CatalogPage? Head { get; private set; }

    public int Total => Head?.Total ?? 0;

    /// <summary>Null while it is on its way.</summary>
    public CatalogRow? this[int index] => blocks.TryGetValue(index / Block, out var rows) && index % Block < rows.Count ? rows[index % Block] : null;

    /// <summary>Loaded rows with their places.</summary>
    public IEnumerable<(int Index, CatalogRow Row)> Loaded =>
        blocks.SelectMany(block => block.Value.Select((row, place) => ((block.Key * Block) + place, row)));

    /// <summary>Asks something else, or the same again; what was shown stays until the answer is there.</summary>
    /// <returns>False when a newer question was asked meanwhile.</returns>
    public async Task<bool> AskAsync(CatalogQuery query, int first, int count, CancellationToken cancellation = default)
    {
        var mine = ++asked;
        var (from, to) = (first / Block, (Math.Max(first, 0) + Math.Max(count, 1) - 1) / Block);
        var page = await load(query, from * Block, (to - from + 1) * Block, cancellation);
        if (mine != asked)
        {
            return false;
        }

        blocks.Clear();
        underWay.Clear();
        Query = query;
        Keep(page, from, to);
        return true;
    }

    /// <summary>Fetches what is not there yet of these rows.</summary>
    /// <returns>True when there is something new to show.</returns>
    public async Task<bool> FillAsync(int first, int count, CancellationToken cancellation = default)
    {
        if (Query is not { } query || Total == 0)
        {
            return false;
        }

        var (from, to) = (Math.Clamp(first, 0, Total - 1) / Block, Math.Clamp(first + count - 1, 0, Total - 1) / Block);
        while (from <= to && IsHere(from))
        {
            from++;
        }

        while (to >= from && IsHere(to))
        {
            to--;
        }

        if (from > to)
        {
            return false;
        }

        var mine = asked;
        var wanted = Enumerable.Range(from, to - from + 1).ToList();
        underWay.UnionWith(wanted);
        try
        {
            var page = await load(query, from * Block, wanted.Count * Block, cancellation);
            if (mine != asked || query != Query)
            {
                return false;
            }

            if (page.State != Head!.State || page.Total != Total)
            {
                // The list has moved under us: what was fetched before is of another list.
                blocks.Clear();
            }

            Keep(page, from, to);
            return true;
        }
        finally
        {
            if (mine == asked)
            {
                underWay.ExceptWith(wanted);
            }
        }
    }

    private bool IsHere(int block) => blocks.ContainsKey(block) || underWay.Contains(block);

    private void Keep(CatalogPage page, int from, int to)
    {
        Head = page with { Rows = [] };
        for (var block = from; block <= to; block++)
        {
            blocks[block] = [.. page.Rows.Skip((block - from) * Block).Take(Block)];
        }

        foreach (var far in blocks.Keys.OrderByDescending(block => Math.Max(from - block, block - to))
            .Take(Math.Max(0, blocks.Count - Math.Max(MostBlocks, to - from + 1))).ToList())
        {
            blocks.Remove(far);
        }
    }
}
