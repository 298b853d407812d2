using CrossSell.Core.Panels;
using CrossSell.Core.Storage;

namespace CrossSell.Core.Backtesting;

/// <summary>One slot that was shown, by family.</summary>
internal readonly record struct TriedSlot(int ProductId, PanelLayerKind Layer);

/// <summary>What one product's panel shows.</summary>
/// <param name="Shown">The first ten of its ranking, as if it had so many slots.</param>
/// <param name="Slots">How many it really has.</param>
/// <param name="Cart">The first ten for the cart, by family.</param>
internal sealed record TriedPanel(IReadOnlyList<TriedSlot> Shown, int Slots, IReadOnlyList<int> Cart)
{
    public IEnumerable<TriedSlot> InSlots => Shown.Take(Math.Min(Slots, Backtest.Panel));

    /// <summary>Whether a pin, a link or a rule fills one of the slots.</summary>
    public bool IsByHand => InSlots.Any(slot => slot.Layer is PanelLayerKind.Pin or PanelLayerKind.Link or PanelLayerKind.Rule);
}

/// <summary>Resolves panels as they are configured, with other evidence than what is stored. One thread only.</summary>
internal sealed class PanelTrial(StudioStore store, PanelIndex index, ChannelPanels channel, PanelEvidenceSource evidence, IReadOnlyDictionary<int, int> familyOf, DateTimeOffset at) : IDisposable
{
    private const int MostKept = 20_000;

    private readonly Dictionary<int, PanelFacts?> facts = [];
    private readonly PanelPolicy ten = channel.Policy with { MaxSlots = Backtest.Shown, MinSlots = Math.Min(channel.Policy.MinSlots, channel.Policy.MaxSlots) };
    private PanelFactsReader? reader;

    private PanelFactsReader Reader => reader ??= new PanelFactsReader(store, index, evidence);

    /// <summary>Lets go of the snapshot; what was read is kept.</summary>
    public void Renew()
    {
        reader?.Dispose();
        reader = null;
        if (facts.Count > MostKept)
        {
            facts.Clear();
        }
    }

    /// <param name="rest">All that lies in the cart, the anchor too.</param>
    /// <param name="onlyMined">Without what people did: no pins, no links, no rules.</param>
    public TriedPanel Ask(int anchorId, IReadOnlyList<int> rest, bool onlyMined)
    {
        if (FactsOf(anchorId, onlyMined) is not { } anchor)
        {
            return new TriedPanel([], channel.Policy.MaxSlots, []);
        }

        var shown = Resolve(anchor, PanelPlacement.ProductPage, []);
        var others = rest.Where(id => id != anchorId).Take(PanelService.MaxCart).Select(id => FactsOf(id, onlyMined)).OfType<PanelFacts>().ToArray();
        return new TriedPanel(shown, channel.Policy.MaxSlots, [.. Resolve(CartCompanions.Of(anchor, others), PanelPlacement.Cart, rest).Select(slot => slot.ProductId)]);
    }

    /// <summary>What keeps a product's panel as it is configured from showing anything.</summary>
    public IReadOnlyList<PanelLack> WhyEmpty(int anchorId)
    {
        if (FactsOf(anchorId, onlyMined: false) is not { } of)
        {
            return [new(PanelFilter.AnchorNotSold, 0, null)];
        }

        var request = new PanelRequest { AnchorId = anchorId, ChannelId = channel.Channel.Id, At = at };
        var lacks = PanelEmptiness.Of(request, of, channel.Policy);
        return channel.Policy.AllowFallback || lacks is [{ Filter: PanelFilter.AnchorNotSold }]
            || Reader.FactsOf(anchorId, channel.With(channel.Policy with { AllowFallback = true }), null) is not { } also
                ? lacks
                : [.. lacks.Where(lack => lack.Filter is not null and not PanelFilter.LayerOff), PanelEmptiness.WithBestsellers(request, also, channel.Policy)];
    }

    public void Dispose() => reader?.Dispose();

    private TriedSlot[] Resolve(PanelFacts of, PanelPlacement placement, IReadOnlyCollection<int> cart)
    {
        var request = new PanelRequest { AnchorId = of.Anchor.Id, ChannelId = channel.Channel.Id, At = at, Placement = placement, Cart = cart };
        return [.. PanelResolver.Resolve(request, of, ten).Companions.Select(companion => new TriedSlot(familyOf.GetValueOrDefault(companion.Product.Id, companion.Product.Id), companion.Layer))];
    }

    private PanelFacts? FactsOf(int productId, bool onlyMined)
    {
        if (!facts.TryGetValue(productId, out var found))
        {
            // Asked about is the loose panel: what leads it is chosen by people, and would take its parts out of it.
            facts[productId] = found = Reader.FactsOf(productId, channel, null) is { } read ? read with { Bundles = [] } : null;
        }

        return onlyMined && found is not null ? found with { Pins = [], Links = [], Rules = [], RuleIds = [] } : found;
    }
}
