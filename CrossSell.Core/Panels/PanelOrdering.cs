using CrossSell.Core.Common;

namespace CrossSell.Core.Panels;

/// <summary>
/// The order that somebody wants a panel to keep. All its products are pinned by that, not only those that moved: a rule or a limit of a category would else
/// bring others in, in place of what is pinned out of their count.
/// </summary>
[Engine]
public static class PanelOrdering
{
    /// <summary>The same products with one of them put in front of another; at the end for null.</summary>
    public static IReadOnlyList<int> Moved(IReadOnlyList<int> order, int id, int? before)
    {
        ArgumentNullException.ThrowIfNull(order);
        var rest = order.Where(other => other != id).ToList();
        var at = before is { } next ? rest.IndexOf(next) : -1;
        rest.Insert(at < 0 ? rest.Count : at, id);
        return rest;
    }
}
