using CrossSell.Core.Common;

namespace CrossSell.Core.Panels;

/// <summary>How few products must be pinned for a panel to keep an order: pins come first, and what follows them stays in its own order.</summary>
[Engine]
public static class PanelOrdering
{
    /// <summary>The beginning of the wanted order that has to be pinned; what comes behind it stands there by itself.</summary>
    /// <param name="wanted">The products of the panel as they shall stand.</param>
    /// <param name="now">The same products as they stand.</param>
    /// <param name="pinned">Those that are pinned already.</param>
    public static IReadOnlyList<int> ToPin(IReadOnlyList<int> wanted, IReadOnlyList<int> now, IReadOnlySet<int> pinned)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        ArgumentNullException.ThrowIfNull(now);
        var place = now.Select((id, at) => (id, at)).ToDictionary(pair => pair.id, pair => pair.at);
        var first = wanted.Count;
        while (first > 0 && !pinned.Contains(wanted[first - 1]) && (first == wanted.Count || place[wanted[first - 1]] < place[wanted[first]]))
        {
            first--;
        }

        return [.. wanted.Take(first)];
    }

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
