using CrossSell.Core.Panels;
using Microsoft.AspNetCore.Components;

namespace CrossSell.Admin.Features.Experiments;

/// <summary>What is tried against the present headline, or the present order of sources: one to three.</summary>
public sealed partial class VariantFields
{
    [Parameter, EditorRequired]
    public ExperimentForm Form { get; set; } = default!;

    /// <summary>The sources as the shop has them now.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<PanelLayerPlace> Order { get; set; } = [];

    /// <summary>Languages of the shop.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<string> Locales { get; set; } = [];

    [Parameter]
    public bool CanEdit { get; set; }

    [Parameter]
    public EventCallback OnChanged { get; set; }

    private static string Letter(int at) => ((char)('B' + at)).ToString();

    private static IReadOnlyList<PanelLayerPlace> Places(VariantForm variant) => PanelLayerOrder.Read(variant.Layers, PanelLayers.Standard);

    private Task SwitchAsync(VariantForm variant, PanelLayer layer, bool isOn) => ChangeAsync(() => variant.Layers = PanelLayerOrder.Write(
        Places(variant).Select(place => place.Layer.Name == layer.Name ? place with { IsOn = isOn } : place)));

    private Task MoveAsync(VariantForm variant, PanelLayer layer, int by) => ChangeAsync(() =>
    {
        var places = Places(variant).ToList();
        var at = places.FindIndex(place => place.Layer.Name == layer.Name);
        var to = at + by;
        // What leads stays in front.
        if (to >= 0 && to < places.Count && !places[to].Layer.Leads)
        {
            (places[at], places[to]) = (places[to], places[at]);
            variant.Layers = PanelLayerOrder.Write(places);
        }
    });

    private Task ChangeAsync(Action change)
    {
        change();
        return OnChanged.InvokeAsync();
    }
}
