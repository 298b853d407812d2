using System.Collections.Concurrent;

namespace CrossSell.Core.Panels;

/// <summary>How a channel's panels are filled, wherever they stand: each answer is worked out once, from settings that never change.</summary>
internal sealed class ChannelPolicies
{
    private readonly ConcurrentDictionary<(PanelPlacement Placement, int CategoryId), PanelPolicy> known = new();
    private readonly PanelSettings shop;
    private readonly IReadOnlyList<PanelScopeSettings> scopes;
    private readonly IReadOnlyDictionary<int, IReadOnlyList<int>> categoryPaths;
    private readonly PanelLayers layers;

    /// <param name="categoryPaths">From a category to itself and those above it.</param>
    public ChannelPolicies(
        PanelSettings shop, IReadOnlyList<PanelScopeSettings> scopes, IReadOnlyDictionary<int, IReadOnlyList<int>> categoryPaths, PanelLayers layers)
    {
        (this.shop, this.scopes, this.categoryPaths, this.layers) = (shop, scopes, categoryPaths, layers);
        Own = PanelPolicies.Of(shop, [], layers);
    }

    /// <summary>The same policy everywhere.</summary>
    public ChannelPolicies(PanelPolicy policy)
        : this(new PanelSettings(), [], new Dictionary<int, IReadOnlyList<int>>(), PanelLayers.Standard) => Own = policy;

    /// <summary>Where nothing nearer is said.</summary>
    public PanelPolicy Own { get; }

    /// <param name="categoryId">Of the anchor; null for none.</param>
    public PanelPolicy Of(PanelPlacement placement, int? categoryId)
    {
        if (scopes.Count == 0)
        {
            return Own;
        }

        var key = (placement, categoryId ?? 0);
        return known.TryGetValue(key, out var policy) ? policy : known.GetOrAdd(key, PanelPolicies.Of(
            shop, PanelPolicies.Chain(scopes, placement, categoryPaths.GetValueOrDefault(key.Item2, [])), layers));
    }

    /// <summary>Whether panels take anything from the layer somewhere, so that what it knows is worth reading.</summary>
    public bool IsOnSomewhere(PanelLayer layer) => Own.IsOn(layer)
        || scopes.Any(scope => scope.Layers is { } own && PanelLayerOrder.Read(own, layers).Any(place => place.Layer == layer && place.IsOn));

    /// <summary>Resolves by the policy of the request's placement and the anchor's category.</summary>
    public Panel Resolve(PanelRequest request, PanelFacts facts)
    {
        var policy = Of(request.Placement, facts.Anchor.CategoryId);
        // What a wider layer offers is read where it is on anywhere; where it is off it would only fill the trace with what nobody asked for.
        var here = scopes.Count == 0 ? facts : facts.Without(layer => layer.IsWider && !policy.IsOn(layer));
        return PanelResolver.Resolve(request, here, policy);
    }
}
