using CrossSell.Core.Common;

namespace CrossSell.Core.Panels;

/// <summary>
/// What the products of a cart know together. Each layer says how its own is put together; exclusions and substitutes of all of them count. Pure.
/// </summary>
[Engine]
internal static class CartCompanions
{
    /// <param name="anchor">The product that the panel is for.</param>
    /// <param name="cart">The others in the cart; with none of them nothing changes.</param>
    public static PanelFacts Of(PanelFacts anchor, IReadOnlyList<PanelFacts> cart)
    {
        if (cart.Count == 0)
        {
            return anchor;
        }

        PanelFacts[] all = [anchor, .. cart];
        return anchor with
        {
            Products = Joined(all.Select(facts => facts.Products)),
            Elsewhere = Joined(all.Select(facts => facts.Elsewhere)),
            Exclusions = [.. all.SelectMany(facts => facts.Exclusions)],
            Substitutes = all.SelectMany(facts => facts.Substitutes).ToHashSet(),
            Parts = [.. anchor.Layers.Select(layer => layer.Merged(all))],
            Wider = new WiderFacts
            {
                Products = Joined(all.Select(facts => facts.Wider.Products)),
                Elsewhere = Joined(all.Select(facts => facts.Wider.Elsewhere)),
                Compared = Joined(all.Select(facts => facts.Wider.Compared)),
                Fit = Array.Find(all, facts => facts.Wider.Fit is not null)?.Wider.Fit,
            },
            Compared = [.. all.SelectMany(facts => facts.Compared)],
            AlsoInCart = [.. cart.Select(facts => facts.Anchor)],
        };
    }

    private static Dictionary<int, T> Joined<T>(IEnumerable<IReadOnlyDictionary<int, T>> parts)
    {
        var joined = new Dictionary<int, T>();
        foreach (var (id, value) in parts.SelectMany(part => part))
        {
            joined.TryAdd(id, value);
        }

        return joined;
    }
}
