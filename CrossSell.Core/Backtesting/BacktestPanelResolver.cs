using CrossSell.Core.Panels;
using CrossSell.Core.Storage;

namespace CrossSell.Core.Backtesting;

/// <summary>One slot that was shown, by family.</summary>
internal readonly record struct ReplayedSlot(int ProductId, PanelLayer Layer);

/// <summary>What one product's panel shows.</summary>
/// <param name="Shown">The first ten of its ranking, as if it had so many slots.</param>
/// <param name="Slots">How many it really has.</param>
/// <param name="Cart">The first ten for the cart, by family.</param>
internal sealed record ReplayedPanel(IReadOnlyList<ReplayedSlot> Shown, int Slots, IReadOnlyList<int> Cart)
{
    public IEnumerable<ReplayedSlot> InSlots => Shown.Take(Math.Min(Slots, Backtest.Panel));

    /// <summary>Whether people fill one of the slots, by hand or by a rule.</summary>
    public bool IsByHand => InSlots.Any(slot => slot.Layer.IsManual);
}

/// <summary>Resolves panels as they are configured, with other evidence than what is stored. One thread only.</summary>
internal sealed class BacktestPanelResolver(
    StudioStore store, PanelIndex index, ChannelPanels channel, OrderFindings orders, IReadOnlyDictionary<int, int> familyOf, DateTimeOffset at) : IDisposable
{
    private const int MostKept = 20_000;

    private readonly Dictionary<int, PanelFacts?> facts = [];
    private readonly PanelConnections connections = new(store);
    private readonly PanelPolicy ten = channel.Policy with { MaxSlots = Backtest.Shown, MinSlots = Math.Min(channel.Policy.MinSlots, channel.Policy.MaxSlots) };
    private PanelFactsReader? reader;

    private PanelFactsReader Reader => reader ??= new PanelFactsReader(connections, index, at, orders);

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
    /// <param name="onlyMined">Without what people did, by hand or by a rule.</param>
    public ReplayedPanel Ask(int anchorId, IReadOnlyList<int> rest, bool onlyMined)
    {
        if (FactsOf(anchorId, onlyMined) is not { } anchor)
        {
            return new ReplayedPanel([], channel.Policy.MaxSlots, []);
        }

        var shown = Resolve(anchor, PanelPlacement.ProductPage, []);
        var others = rest.Where(id => id != anchorId).Take(PanelService.MaxCart).Select(id => FactsOf(id, onlyMined)).OfType<PanelFacts>().ToArray();
        return new ReplayedPanel(
            shown, channel.Policy.MaxSlots, [.. Resolve(CartCompanions.Of(anchor, others), PanelPlacement.Cart, rest).Select(slot => slot.ProductId)]);
    }

    /// <summary>What keeps a product's panel as it is configured from showing anything.</summary>
    public IReadOnlyList<PanelShortfall> WhyEmpty(int anchorId)
    {
        if (FactsOf(anchorId, onlyMined: false) is not { } of)
        {
            return [new(PanelFilter.AnchorNotSold, 0, null)];
        }

        var request = new PanelRequest { AnchorId = anchorId, ChannelId = channel.Channel.Id, At = at };
        var lacks = PanelEmptiness.Of(request, of, channel.Policy);
        PanelLayer[] off = [.. index.Layers.Where(layer => layer.IsWider && !channel.Policy.IsOn(layer))];
        var on = channel.Policy.With(off);
        return off.Length == 0 || lacks is [{ Filter: PanelFilter.AnchorNotSold }] || Reader.FactsOf(anchorId, channel.With(on), null) is not { } also
            ? lacks
            : [.. lacks.Where(lack => lack.Filter is not null and not PanelFilter.LayerOff), PanelEmptiness.With(off, request, also, on)];
    }

    public void Dispose()
    {
        reader?.Dispose();
        connections.Dispose();
    }

    private ReplayedSlot[] Resolve(PanelFacts of, PanelPlacement placement, IReadOnlyCollection<int> cart)
    {
        var request = new PanelRequest { AnchorId = of.Anchor.Id, ChannelId = channel.Channel.Id, At = at, Placement = placement, Cart = cart };
        return [.. PanelResolver.Resolve(request, of, ten).Companions
            .Select(companion => new ReplayedSlot(familyOf.GetValueOrDefault(companion.Product.Id, companion.Product.Id), companion.Layer))];
    }

    private PanelFacts? FactsOf(int productId, bool onlyMined)
    {
        if (!facts.TryGetValue(productId, out var found))
        {
            // Asked about is the loose panel: what leads it is chosen by people, and would take its parts out of it.
            facts[productId] = found = Reader.FactsOf(productId, channel, null) is { } read ? read.Without(layer => layer.Leads) : null;
        }

        return onlyMined && found is not null ? found.Without(layer => layer.IsManual) : found;
    }
}
