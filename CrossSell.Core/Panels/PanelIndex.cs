using CrossSell.Core.Catalog;

namespace CrossSell.Core.Panels;

/// <summary>Everything panels are made of, read once and never changed: a storefront's question touches memory only. Swapped as a whole when the studio's data change.</summary>
/// <param name="State">The highest change set when it was read.</param>
public sealed record PanelIndex(long State, IReadOnlyDictionary<string, int> ProductIds, IReadOnlyList<ChannelPanels> Channels)
{
    public static readonly PanelIndex Empty = new(-1, new Dictionary<string, int>(), []);

    public ChannelPanels? Channel(string code) =>
        Channels.FirstOrDefault(channel => string.Equals(channel.Channel.Code, code, StringComparison.OrdinalIgnoreCase));

    public ChannelPanels? Channel(int id) => Channels.FirstOrDefault(channel => channel.Channel.Id == id);
}

/// <summary>One channel's part of the index.</summary>
public sealed class ChannelPanels
{
    public required Channel Channel { get; init; }

    public required ChannelFact Fact { get; init; }

    public required PanelPolicy Policy { get; init; }

    public required IReadOnlyDictionary<int, ProductFact> Products { get; init; }

    /// <summary>All products of the studio by name, shared by the channels.</summary>
    public required IReadOnlyDictionary<int, (string Sku, string Name)> Names { get; init; }

    /// <summary>By source.</summary>
    public required ILookup<int, LinkFact> Links { get; init; }

    /// <summary>By source: what a person called a substitute of it.</summary>
    public required ILookup<int, int> Substitutes { get; init; }

    /// <summary>By anchor: a simple product or a parent.</summary>
    public required ILookup<int, MinedFact> Mined { get; init; }

    /// <summary>By category.</summary>
    public required ILookup<int, BestsellerFact> Bestsellers { get; init; }

    /// <summary>By component.</summary>
    public required ILookup<int, BundleFact> Bundles { get; init; }

    /// <summary>By scope and the id within it; a channel's own stand under 0.</summary>
    public required ILookup<(OverrideScope Scope, int Id), PinFact> Pins { get; init; }

    public required ILookup<(OverrideScope Scope, int Id), ExclusionFact> Exclusions { get; init; }

    /// <summary>From a category to itself and those above it.</summary>
    public required IReadOnlyDictionary<int, IReadOnlyList<int>> CategoryPaths { get; init; }

    /// <summary>What the resolver may know about this anchor; null when the channel does not know the product.</summary>
    public PanelFacts? FactsFor(int productId)
    {
        if (!Products.TryGetValue(productId, out var anchor))
        {
            return null;
        }

        var scopes = Scopes(anchor).ToArray();
        var family = anchor.FamilyId;
        var links = Links[productId];
        var substitutes = Substitutes[productId];
        var bundles = Bundles[productId];
        if (family != productId)
        {
            // A variant inherits what was said of its family.
            links = links.Concat(Links[family].Select(link => link with { IsInherited = true }));
            substitutes = substitutes.Concat(Substitutes[family]);
            bundles = bundles.Concat(Bundles[family]);
        }
        else if (anchor.Kind == ProductKind.Parent)
        {
            bundles = bundles.Concat(anchor.Variants.SelectMany(variant => Bundles[variant]));
        }

        return new PanelFacts
        {
            Channel = Fact,
            Anchor = anchor,
            Products = Products,
            Elsewhere = Names,
            Pins = [.. scopes.SelectMany(scope => Pins[scope])],
            Exclusions = [.. scopes.SelectMany(scope => Exclusions[scope])],
            Links = [.. links],
            Substitutes = substitutes.ToHashSet(),
            Mined = [.. Mined[family]],
            // A layer that is off would only fill the trace with what nobody asked for.
            Bestsellers = Policy.AllowFallback && anchor.CategoryId is { } category ? [.. Bestsellers[category]] : [],
            Bundles = [.. bundles.DistinctBy(bundle => (bundle.Id, bundle.Revision))],
        };
    }

    private IEnumerable<(OverrideScope Scope, int Id)> Scopes(ProductFact anchor)
    {
        yield return (OverrideScope.Product, anchor.Id);
        if (anchor.FamilyId != anchor.Id)
        {
            yield return (OverrideScope.Product, anchor.FamilyId);
        }

        if (anchor.CategoryId is { } category && CategoryPaths.TryGetValue(category, out var path))
        {
            foreach (var id in path)
            {
                yield return (OverrideScope.Category, id);
            }
        }

        yield return (OverrideScope.Channel, 0);
    }
}
