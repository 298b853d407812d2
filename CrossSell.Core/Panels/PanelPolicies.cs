using System.Collections.Frozen;
using CrossSell.Core.Affinity;
using CrossSell.Core.Common;

namespace CrossSell.Core.Panels;

/// <summary>
/// Which settings a panel follows. A category is nearer than a placement, a category nearer than those above it, and both together nearest of all: of the
/// anchor's categories from its own upwards, first what is said of the category at the placement, then of the category; then of the placement; then of the
/// shop. Each value is taken from the nearest that says it.
/// </summary>
[Engine]
public static class PanelPolicies
{
    /// <summary>Those that concern a panel, the nearest first.</summary>
    /// <param name="categories">The anchor's category and those above it, upwards; empty for none.</param>
    public static IReadOnlyList<PanelScopeSettings> Chain(
        IEnumerable<PanelScopeSettings> scopes, PanelPlacement placement, IReadOnlyList<int> categories)
    {
        ArgumentNullException.ThrowIfNull(categories);
        return [.. scopes
            .Where(scope => (scope.Placement is null || scope.Placement == placement)
                && (scope.CategoryId is not { } category || categories.Contains(category)))
            .OrderBy(scope => scope.CategoryId is { } category ? IndexOf(categories, category) : int.MaxValue)
            .ThenBy(scope => scope.Placement is null ? 1 : 0).ThenBy(scope => scope.Id)];
    }

    /// <summary>Those from which the settings of one place take what they do not say themselves, the nearest first; not those of the place itself.</summary>
    /// <param name="placement">Null is every placement.</param>
    /// <param name="categories">The category of the place and those above it, upwards; empty for every category.</param>
    public static IReadOnlyList<PanelScopeSettings> Above(
        IEnumerable<PanelScopeSettings> scopes, PanelPlacement? placement, IReadOnlyList<int> categories)
    {
        ArgumentNullException.ThrowIfNull(categories);
        int? own = categories.Count == 0 ? null : categories[0];
        return [.. (placement is { } place ? Chain(scopes, place, categories) : Chain(scopes.Where(scope => scope.Placement is null), default, categories))
            .Where(scope => scope.Placement != placement || scope.CategoryId != own)];
    }

    /// <summary>The nearest of them that says something; null where the shop decides.</summary>
    /// <param name="chain">The nearest first.</param>
    public static PanelScopeSettings? SourceOf(IReadOnlyList<PanelScopeSettings> chain, PanelField field) => chain.FirstOrDefault(scope => scope.Says(field));

    /// <summary>How a panel is filled.</summary>
    /// <param name="shop">What holds where nothing nearer is said.</param>
    /// <param name="chain">The nearest first.</param>
    public static PanelPolicy Of(PanelSettings shop, IReadOnlyList<PanelScopeSettings> chain, PanelLayers layers)
    {
        ArgumentNullException.ThrowIfNull(shop);
        ArgumentNullException.ThrowIfNull(chain);
        var places = chain.Select(scope => scope.Layers).FirstOrDefault(text => text is not null) is { } own
            ? PanelLayerOrder.Read(own, layers)
            : OfShop(shop, layers);
        var headlines = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (locale, text) in chain.Select(scope => scope.Headlines).Append(shop.Headlines).SelectMany(PanelHeadlines.Read))
        {
            headlines.TryAdd(locale, text);
        }

        var cap = Nearest(chain, scope => scope.PriceCapPercent) ?? shop.PriceCapPercent;
        return new PanelPolicy
        {
            MaxSlots = Nearest(chain, scope => scope.MaxSlots) ?? shop.MaxSlots,
            MinSlots = Nearest(chain, scope => scope.MinSlots) ?? shop.MinSlots,
            MinBaskets = Nearest(chain, scope => scope.MinBaskets) ?? shop.MinBaskets,

            // A popular item lies beside everything at a lift near 1; it is no companion.
            MinLift = AffinityEvidence.DefaultMinLift,
            PriceCapPercent = cap == 0 ? null : cap,
            MaxPerCategory = Nearest(chain, scope => scope.MaxPerCategory) ?? shop.MaxPerCategory,
            MinCategoryBaskets = Nearest(chain, scope => scope.MinCategoryBaskets) ?? shop.MinCategoryBaskets,
            MinStock = Nearest(chain, scope => scope.MinStock) ?? shop.MinStock,
            MaxReportAge = shop.MaxReportHours is { } hours ? TimeSpan.FromHours(hours) : null,
            AllowSubstitutes = Nearest(chain, scope => scope.AllowSubstitutes) ?? shop.AllowSubstitutes,
            Preselect = Nearest(chain, scope => scope.Preselect) ?? shop.Preselect,
            Off = places.Where(place => !place.IsOn).Select(place => place.Layer.Name).ToFrozenSet(),
            Order = places.Select(place => place.Layer).SequenceEqual(layers) ? null : [.. places.Select(place => place.Layer)],
            Headlines = headlines,
        };
    }

    /// <summary>The layers as the shop itself has them.</summary>
    public static IReadOnlyList<PanelLayerPlace> OfShop(PanelSettings shop, PanelLayers layers)
    {
        ArgumentNullException.ThrowIfNull(shop);
        return [.. PanelLayerOrder.Read(shop.Layers, layers)
            .Select(place => place.Layer.Switch is { } own ? place with { IsOn = own.IsOn(shop) } : place)];
    }

    private static T? Nearest<T>(IReadOnlyList<PanelScopeSettings> chain, Func<PanelScopeSettings, T?> value)
        where T : struct
    {
        foreach (var scope in chain)
        {
            if (value(scope) is { } said)
            {
                return said;
            }
        }

        return null;
    }

    private static int IndexOf(IReadOnlyList<int> categories, int category)
    {
        for (var at = 0; at < categories.Count; at++)
        {
            if (categories[at] == category)
            {
                return at;
            }
        }

        return int.MaxValue;
    }
}
