using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Today;

namespace CrossSell.Admin.Features.Bundles;

/// <summary>A bundle of the list with what is wrong with it.</summary>
/// <param name="Broken">Of what shoppers see of it now.</param>
/// <param name="Checks">Of what is being worked or decided on, or waits for its day.</param>
public sealed record ListedBundle(BundleRow Row, IReadOnlyList<BundleProblem> Broken, IReadOnlyList<BundleCheck> Checks)
{
    /// <summary>What stands in for what now; nothing to do.</summary>
    public IReadOnlyList<BundleStandIn> StandIns { get; init; } = [];

    public bool HasProblems => Broken.Count > 0 || Checks.Count > 0;

    /// <summary>Products of it that shoppers cannot have.</summary>
    public IReadOnlySet<int> Missing => (Row.Quote?.Lines ?? []).Where(line => line.Problem is not null).Select(line => line.Product.Id).ToHashSet();
}

/// <summary>The bundles of a list, narrowed and ordered as a <see cref="BundlesView"/> says. Knows no component and no database.</summary>
public sealed class BundlesPageState(IReadOnlyList<ListedBundle> all)
{
    public static readonly BundlesPageState Empty = new([]);

    public IReadOnlyList<ListedBundle> All => all;

    /// <summary>Bundles with what is wrong with each. Pure.</summary>
    /// <param name="broken">Of the shops that are shown, by code.</param>
    /// <param name="around">Of all their products.</param>
    public static BundlesPageState Of(
        IReadOnlyList<BundleRow> rows, IEnumerable<BrokenBundle> broken, BundleAround around, DateTimeOffset now, IReadOnlyCollection<Segment> segments)
    {
        var found = broken.ToLookup(bundle => bundle.Code);
        return new BundlesPageState([.. rows.Select(row => new ListedBundle(
            row,
            [.. found[row.Code].SelectMany(bundle => bundle.Problems).DistinctBy(problem => problem.What)],
            row.Status is BundleStatus.Live or BundleStatus.Ended or BundleStatus.Retired || row.Quote is null ? [] : BundleAdvice.Check(
                row.Quote.Content, row.Quotes, now, segments, around with { Others = [.. around.Others.Where(other => other.Id != row.Id)] }))
        {
            StandIns = [.. found[row.Code].SelectMany(bundle => bundle.StandIns).DistinctBy(standIn => (standIn.ProductId, standIn.ReplacesId))],
        })]);
    }

    public IReadOnlyList<ListedBundle> Shown(BundlesView view)
    {
        var found = all.Where(bundle => Fits(bundle, view));
        return
        [
            .. view.Sort switch
            {
                BundlesSort.Name => Ordered(found, view, bundle => bundle.Row.Name, StringComparer.CurrentCultureIgnoreCase),
                BundlesSort.State => Ordered(found, view, bundle => bundle.Row.Status),
                BundlesSort.Price => Known(found, view, bundle => bundle.Row.Quote?.Price?.SetPrice.Amount),
                BundlesSort.Margin => Known(found, view, bundle => bundle.Row.Quote?.Price?.Margin?.Percent),
                BundlesSort.Stock => Known(found, view, bundle => bundle.Row.Quote?.Stock.Sets),
                _ => Ordered(found, view with { Descending = !view.Descending }, bundle => bundle.Row.UpdatedAt),
            },
        ];
    }

    /// <summary>How many there would be.</summary>
    public int Count(BundlesView view) => all.Count(bundle => Fits(bundle, view));

    private static bool Fits(ListedBundle bundle, BundlesView view)
    {
        var (row, text) = (bundle.Row, view.Text.Trim());
        return (view.State is null || row.Status == view.State || (view.State == BundleStatus.Live && row.IsLive))
            && (!view.NeedsAttention || bundle.Broken.Count > 0)
            && (view.Kind is null || row.Kind == view.Kind)
            && (!view.AllShops || view.Shop is null || row.Channels.Any(shop => string.Equals(shop.Code, view.Shop, StringComparison.OrdinalIgnoreCase)))
            && (!view.WithProblems || bundle.HasProblems)
            && (text.Length == 0 || Says(row.Name, text) || Says(row.Code, text)
                || (row.Quote?.Lines ?? []).Any(line => Says(line.Product.Name, text) || Says(line.Product.Sku, text)));
    }

    private static bool Says(string words, string text) => words.Contains(text, StringComparison.CurrentCultureIgnoreCase);

    private static IOrderedEnumerable<ListedBundle> Ordered<TKey>(
        IEnumerable<ListedBundle> found, BundlesView view, Func<ListedBundle, TKey> key, IComparer<TKey>? comparer = null) =>
        view.Descending ? found.OrderByDescending(key, comparer) : found.OrderBy(key, comparer);

    // What is not known comes last, whichever way round.
    private static IOrderedEnumerable<ListedBundle> Known(IEnumerable<ListedBundle> found, BundlesView view, Func<ListedBundle, decimal?> key) =>
        view.Descending
            ? found.OrderBy(bundle => key(bundle) is null).ThenByDescending(key)
            : found.OrderBy(bundle => key(bundle) is null).ThenBy(key);
}
