using CrossSell.Core.Common;

namespace CrossSell.Core.Panels;

/// <summary>
/// Writes what a variation says into settings of panels: for a shopper of an experiment into a copy, and for everybody when it has won. One place for both, so
/// that what wins is what was tried.
/// </summary>
[Engine]
public static class PanelVariations
{
    /// <summary>The settings of a whole shop with it.</summary>
    public static void Apply(PanelVariation variation, PanelSettings shop, PanelLayers layers)
    {
        ArgumentNullException.ThrowIfNull(variation);
        ArgumentNullException.ThrowIfNull(shop);
        if (Places(variation, PanelPolicies.OfShop(shop, layers), layers) is { } places)
        {
            shop.Layers = PanelLayerOrder.Write(places);
            foreach (var place in places)
            {
                place.Layer.Switch?.Set(shop, place.IsOn);
            }
        }

        shop.Headlines = variation.Headlines ?? shop.Headlines;
    }

    /// <summary>The settings of a placement, or of a category, with it.</summary>
    /// <param name="now">Which layers fill its panels without.</param>
    public static void Apply(PanelVariation variation, PanelScopeSettings scope, IReadOnlyList<PanelLayerPlace> now, PanelLayers layers)
    {
        ArgumentNullException.ThrowIfNull(variation);
        ArgumentNullException.ThrowIfNull(scope);
        if (Places(variation, now, layers) is { } places)
        {
            scope.Layers = PanelLayerOrder.Write(places);
        }

        scope.Headlines = variation.Headlines ?? scope.Headlines;
    }

    /// <summary>Which layers fill the panels of a placement that categories say nothing of.</summary>
    public static IReadOnlyList<PanelLayerPlace> PlacesOf(PanelScopeSettings scope, PanelSettings shop, PanelLayers layers)
    {
        ArgumentNullException.ThrowIfNull(scope);
        return scope.Layers is { } own ? PanelLayerOrder.Read(own, layers) : PanelPolicies.OfShop(shop, layers);
    }

    /// <summary>Which layers fill panels with it; null as without.</summary>
    private static IReadOnlyList<PanelLayerPlace>? Places(PanelVariation variation, IReadOnlyList<PanelLayerPlace> now, PanelLayers layers) =>
        variation.IsNothing ? [.. now.Select(place => place with { IsOn = false })]
        : variation.Layers is { } order ? PanelLayerOrder.Read(order, layers)
        : variation.Layer is { } name
            ? [.. now.Select(place => place.Layer.Name == name ? place with { IsOn = variation.IsLayerOn } : place)]
        : null;
}
