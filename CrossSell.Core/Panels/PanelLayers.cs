using System.Collections;
using System.Collections.Frozen;
using Microsoft.Extensions.DependencyInjection;

namespace CrossSell.Core.Panels;

/// <summary>
/// The layers in the order in which they fill slots. Throws when two have one name or one type of facts: that is a fault of the code that registered them.
/// </summary>
public sealed class PanelLayers : IReadOnlyList<PanelLayer>
{
    private readonly PanelLayer[] layers;

    public PanelLayers(IEnumerable<PanelLayer> layers)
    {
        this.layers = [.. layers];
        Refuse(this.layers.GroupBy(layer => layer.Name, StringComparer.OrdinalIgnoreCase), "have the same name");
        Refuse(this.layers.GroupBy(layer => layer.FactsType), "have the same type of facts, by which each finds its own");

        static void Refuse<TKey>(IEnumerable<IGrouping<TKey, PanelLayer>> groups, string why)
        {
            if (groups.FirstOrDefault(group => group.Count() > 1) is { } same)
            {
                throw new ArgumentException($"{string.Join(" and ", same.Select(layer => layer.GetType().Name))} {why}.", nameof(layers));
            }
        }
    }

    /// <summary>Those of the product. A new layer is one class and one line here.</summary>
    public static PanelLayers Standard { get; } = new(
    [
        new BundleLayer(),
        new PinLayer(),
        new CampaignLayer(),
        new LinkLayer(),
        new RuleLayer(),
        new MinedLayer(),
        new CategoryPairLayer(),
        new FallbackLayer(),
    ]);

    public int Count => layers.Length;

    public PanelLayer this[int index] => layers[index];

    /// <summary>Its place among the others; behind all for a name that is none of theirs.</summary>
    public int PlaceOf(string name) => Array.FindIndex(layers, layer => layer.Name == name) is var place and >= 0 ? place : layers.Length;

    /// <summary>What pages call a layer of this name; the name itself for one that is no longer there.</summary>
    public string TitleOf(string name) => Array.Find(layers, layer => layer.Name == name)?.Title ?? name;

    /// <summary>Names of those that a shop's settings switch off.</summary>
    public IReadOnlySet<string> OffIn(PanelSettings settings) =>
        layers.Where(layer => layer.Switch is { } own && !own.IsOn(settings)).Select(layer => layer.Name).ToFrozenSet();

    public IEnumerator<PanelLayer> GetEnumerator() => ((IEnumerable<PanelLayer>)layers).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>Layers as services, in the order in which they are registered.</summary>
public static class PanelLayerServices
{
    /// <summary>The layers of the product.</summary>
    public static IServiceCollection AddPanelLayers(this IServiceCollection services)
    {
        foreach (var layer in PanelLayers.Standard)
        {
            services.AddSingleton(layer);
        }

        return services.AddSingleton<PanelLayers>();
    }

    /// <summary>One more layer, behind all that are registered, or in front of one of them. It may ask for services itself.</summary>
    /// <param name="before">The type of the layer that comes after it; throws when that is not registered.</param>
    public static IServiceCollection AddPanelLayer<TLayer>(this IServiceCollection services, Type? before = null)
        where TLayer : PanelLayer
    {
        ArgumentNullException.ThrowIfNull(services);
        var added = ServiceDescriptor.Singleton<PanelLayer, TLayer>();
        var place = before is null
            ? services.Count
            : services.ToList().FindIndex(service => service.ServiceType == typeof(PanelLayer)
                && (service.ImplementationType ?? service.ImplementationInstance?.GetType()) == before);
        if (place < 0)
        {
            throw new ArgumentException($"{before!.Name} is not registered.", nameof(before));
        }

        services.Insert(place, added);
        return services;
    }
}
