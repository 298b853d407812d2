namespace CrossSell.Core.Panels;

/// <summary>What the lines of a cart are: products by SKU, and a set by its bundle's code, which is its parts: what needs one of them has it.</summary>
internal static class CartLines
{
    /// <param name="cart">As the shop names them; what nobody knows is passed over, and so is what comes after <see cref="PanelService.MaxCartLines"/>.</param>
    public static IEnumerable<int> Of(PanelIndex index, int channelId, IReadOnlyCollection<string>? cart, Func<string, int?> idOf)
    {
        var bundles = index.Of<SharedBundles>();
        return (cart ?? []).Distinct(StringComparer.OrdinalIgnoreCase).Take(PanelService.MaxCartLines)
            .SelectMany(line => idOf(line) is { } id ? [id] : bundles?.PartsOf(channelId, line) ?? []).Distinct();
    }
}
