using System.Collections;
using System.Diagnostics.CodeAnalysis;
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
            Products = Joined(all, facts => facts.Products),
            Elsewhere = Joined(all, facts => facts.Elsewhere),
            Exclusions = Together(all, facts => facts.Exclusions),
            Substitutes = Array.TrueForAll(all, facts => facts.Substitutes.Count == 0)
                ? anchor.Substitutes
                : all.SelectMany(facts => facts.Substitutes).ToHashSet(),
            Parts = new CartParts(all),
            Wider = new WiderFacts
            {
                Products = Joined(all, facts => facts.Wider.Products),
                Elsewhere = Joined(all, facts => facts.Wider.Elsewhere),
                Compared = Joined(all, facts => facts.Wider.Compared),
                Fit = Array.Find(all, facts => facts.Wider.Fit is not null)?.Wider.Fit,
            },
            Compared = Together(all, facts => facts.Compared),
            AlsoInCart = [.. cart.Select(facts => facts.Anchor)],
        };
    }

    // Most of it is empty.
    private static IReadOnlyList<T> Together<T>(PanelFacts[] all, Func<PanelFacts, IReadOnlyList<T>> part) =>
        Array.TrueForAll(all, facts => part(facts).Count == 0) ? part(all[0]) : [.. all.SelectMany(part)];

    // Products of one category share what it offers.
    private static IReadOnlyDictionary<int, T> Joined<T>(PanelFacts[] all, Func<PanelFacts, IReadOnlyDictionary<int, T>> part)
    {
        var parts = new List<IReadOnlyDictionary<int, T>>(all.Length);
        foreach (var facts in all)
        {
            if (part(facts) is { Count: > 0 } one && !parts.Contains(one))
            {
                parts.Add(one);
            }
        }

        return parts.Count switch { 0 => part(all[0]), 1 => parts[0], _ => new JoinedDictionary<T>([.. parts]) };
    }

    /// <summary>Several as one, without a copy: of what more than one knows, the first is asked.</summary>
    private sealed class JoinedDictionary<T>(IReadOnlyDictionary<int, T>[] parts) : IReadOnlyDictionary<int, T>
    {
        public int Count => Keys.Count();

        public IEnumerable<int> Keys => parts.SelectMany(part => part.Keys).Distinct();

        public IEnumerable<T> Values => Keys.Select(key => this[key]);

        public T this[int key] => TryGetValue(key, out var value) ? value : throw new KeyNotFoundException($"There is no {key}.");

        public bool ContainsKey(int key) => Array.Exists(parts, part => part.ContainsKey(key));

        public bool TryGetValue(int key, [MaybeNullWhen(false)] out T value)
        {
            foreach (var part in parts)
            {
                if (part.TryGetValue(key, out value))
                {
                    return true;
                }
            }

            value = default;
            return false;
        }

        public IEnumerator<KeyValuePair<int, T>> GetEnumerator() => Keys.Select(key => KeyValuePair.Create(key, this[key])).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
