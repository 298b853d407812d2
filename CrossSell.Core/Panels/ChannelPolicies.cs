using System.Collections.Concurrent;
using System.Collections.Frozen;
using static CrossSell.Core.Panels.PanelsTexts;

namespace CrossSell.Core.Panels;

/// <summary>How a channel's panels are filled, wherever they stand: each answer is worked out once, from settings that never change.</summary>
internal sealed class ChannelPolicies
{
    private readonly ConcurrentDictionary<(PanelPlacement Placement, int CategoryId), PanelPolicy> known = new();
    private readonly ConcurrentDictionary<string, ChannelPolicies> ofArms = new(StringComparer.Ordinal);
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

    /// <summary>Names of layers that an experiment's arm may need, though nothing else does.</summary>
    public IReadOnlySet<string> AlsoOn { get; init; } = new HashSet<string>();

    /// <summary>The same, where arms of experiments may need layers that are off.</summary>
    public ChannelPolicies With(IReadOnlySet<string> alsoOn) =>
        alsoOn.SetEquals(AlsoOn) ? this : new ChannelPolicies(shop, scopes, categoryPaths, layers) { AlsoOn = alsoOn };

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
    public bool IsOnSomewhere(PanelLayer layer) => Own.IsOn(layer) || AlsoOn.Contains(layer.Name)
        || scopes.Any(scope => scope.Layers is { } own && PanelLayerOrder.Read(own, layers).Any(place => place.Layer == layer && place.IsOn));

    /// <summary>Resolves by the policy of the request's placement and the anchor's category, and by the shopper's arms of experiments.</summary>
    public Panel Resolve(PanelRequest request, PanelFacts facts)
    {
        var arm = request.Arm ?? PanelArm.None;
        var policy = Of(arm).Of(request.Placement, facts.Anchor.CategoryId);
        var isNothing = false;
        foreach (var variation in arm.Variations)
        {
            (facts, isNothing) = (variation.Without(facts), isNothing || variation.IsNothing);
        }

        // What a wider layer offers is read where it is on anywhere; where it is off it would only fill the trace with what nobody asked for.
        var here = scopes.Count == 0 && AlsoOn.Count == 0 ? facts : facts.Without(layer => layer.IsWider && !policy.IsOn(layer));
        return isNothing
            ? PanelResolver.Resolve(request, here, policy with { Off = layers.Select(layer => layer.Name).ToFrozenSet() }) with
            {
                NotShown = new PanelNotShown(PanelFilter.LayerOff, L["An experiment shows this visitor no panel."]),
            }
            : PanelResolver.Resolve(request, here, policy);
    }

    /// <summary>With what arms say of settings.</summary>
    private ChannelPolicies Of(PanelArm arm) => !arm.Variations.Any(variation => variation.IsOfSettings) ? this
        : ofArms.TryGetValue(arm.Key, out var policies) ? policies
        : ofArms.GetOrAdd(arm.Key, With(arm.Variations));

    private ChannelPolicies With(IReadOnlyList<PanelVariation> variations)
    {
        var (ownShop, ownScopes) = (shop.Copy(), scopes.Select(scope => scope.Copy()).ToList());
        foreach (var variation in variations.Where(variation => variation.IsOfSettings))
        {
            if (variation.Placements.Count == 0)
            {
                PanelVariations.Apply(variation, ownShop, layers);
            }

            foreach (var placement in variation.Placements)
            {
                var scope = ownScopes.Find(item => item.Placement == placement && item.CategoryId is null);
                if (scope is null)
                {
                    ownScopes.Add(scope = new PanelScopeSettings { Placement = placement });
                }

                PanelVariations.Apply(variation, scope, PanelVariations.PlacesOf(scope, ownShop, layers), layers);
            }
        }

        return new ChannelPolicies(ownShop, ownScopes, categoryPaths, layers);
    }
}
