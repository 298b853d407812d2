using CrossSell.Core.Common;

namespace CrossSell.Core.Panels;

/// <summary>A layer, and whether panels take anything from it.</summary>
public readonly record struct PanelLayerPlace(PanelLayer Layer, bool IsOn);

/// <summary>
/// Which layers fill a panel and in which order: <c>Pin,Link,-Rule</c> are pins before links, and no rules. What leads stays in front; a layer that is not
/// named, because it came later, stands behind the one that precedes it otherwise.
/// </summary>
[Engine]
public static class PanelLayerOrder
{
    public static string Write(IEnumerable<PanelLayerPlace> places) =>
        string.Join(',', places.Select(place => (place.IsOn ? "" : "-") + place.Layer.Name));

    /// <summary>All layers, each once; names that are no layer's are passed over.</summary>
    /// <param name="stored">Null is the usual order.</param>
    /// <param name="isOn">Whether a layer that is not named is on; null is as in a shop that set nothing.</param>
    public static IReadOnlyList<PanelLayerPlace> Read(string? stored, PanelLayers layers, Func<PanelLayer, bool>? isOn = null)
    {
        ArgumentNullException.ThrowIfNull(layers);
        isOn ??= UsuallyOn;
        var places = new List<PanelLayerPlace>();
        foreach (var word in (stored ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var name = word.TrimStart('-');
            if (layers.FirstOrDefault(layer => layer.Name == name) is { } layer && !places.Exists(place => place.Layer == layer))
            {
                places.Add(new(layer, word[0] != '-'));
            }
        }

        for (var at = 0; at < layers.Count; at++)
        {
            var layer = layers[at];
            if (places.Exists(place => place.Layer == layer))
            {
                continue;
            }

            var before = at == 0 ? -1 : places.FindIndex(place => place.Layer == layers[at - 1]);
            places.Insert(before + 1, new(layer, isOn(layer)));
        }

        // Stable: what leads is no matter of order.
        return [.. places.OrderBy(place => place.Layer.Leads ? 0 : 1)];
    }

    internal static bool UsuallyOn(PanelLayer layer) => layer.Switch?.IsOn(new PanelSettings()) ?? true;
}
