using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace CrossSell.Core.Panels;

/// <summary>What the lines of a cart are: products by SKU, and a set by its bundle's code, which is its parts: what needs one of them has it.</summary>
internal static class CartLines
{
    // Of each state of the bundles, made when a cart first names what is no SKU.
    private static readonly ConditionalWeakTable<SharedBundles, ConcurrentDictionary<int, ILookup<string, BundleFact>>> Known = new();

    /// <param name="cart">As the shop names them; what nobody knows is passed over, and so is what comes after <see cref="PanelService.MaxCartLines"/>.</param>
    public static IEnumerable<int> Of(PanelIndex index, int channelId, IReadOnlyCollection<string>? cart, Func<string, int?> idOf, DateTimeOffset at)
    {
        var bundles = index.Of<SharedBundles>();
        return (cart ?? []).Distinct(StringComparer.OrdinalIgnoreCase).Take(PanelService.MaxCartLines)
            .SelectMany(line => idOf(line) is { } id ? [id] : PartsOf(bundles, channelId, line, at)).Distinct();
    }

    /// <summary>The lines that are neither a known product nor one of the channel's bundles, as the shop names them.</summary>
    public static IReadOnlyList<string> UnknownIn(
        PanelIndex index, int channelId, IReadOnlyCollection<string> cart, Func<string, bool> isKnown, DateTimeOffset at)
    {
        var bundles = index.Of<SharedBundles>();
        return [.. cart.Distinct(StringComparer.OrdinalIgnoreCase).Take(PanelService.MaxCartLines)
            .Where(line => !isKnown(line) && !PartsOf(bundles, channelId, line, at).Any())];
    }

    // What is in the cart is what is sold now, not what a later revision of the set will be made of.
    private static IEnumerable<int> PartsOf(SharedBundles? bundles, int channelId, string code, DateTimeOffset at)
    {
        var all = bundles is null ? [] : Known.GetOrCreateValue(bundles).GetOrAdd(channelId, id => bundles.Of(id).SelectMany(product => product).Distinct()
            .ToLookup(bundle => bundle.Code, StringComparer.OrdinalIgnoreCase))[code].ToArray();
        return (Array.Find(all, bundle => bundle.Validity.Contains(at)) ?? all.FirstOrDefault())?.Parts.Select(part => part.ProductId) ?? [];
    }
}
