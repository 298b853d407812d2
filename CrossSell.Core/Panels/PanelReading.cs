using CrossSell.Core.Catalog;
using CrossSell.Core.Storage;

namespace CrossSell.Core.Panels;

/// <summary>
/// What is asked of the layers: what they know of one anchor in one channel or, of wider layers, of one category. One snapshot of the database answers all of
/// them.
/// </summary>
public sealed class PanelReading
{
    private readonly Dictionary<PanelLayer, LayerFacts> read = [];

    internal PanelReading(PanelIndex index, ChannelPanels panels, string? locale, PanelRows rows, OrderFindings orders) =>
        (Index, Panels, Locale, Rows, Orders) = (index, panels, locale, rows, orders);

    /// <summary>The anchor; 0 where wider layers are asked about a category.</summary>
    public int ProductId { get; internal init; }

    /// <summary>The anchor's parent for a variant, else the anchor itself; 0 for a category.</summary>
    public int FamilyId { get; internal init; }

    /// <summary>The category of the anchor or, where it has none, of its family; 0 for none.</summary>
    public int CategoryId { get; internal init; }

    public Channel Channel => Panels.Channel;

    public PanelPolicy Policy => Panels.Policy;

    /// <summary>Null is the channel's default.</summary>
    public string? Locale { get; }

    /// <summary>The snapshot. Ask it little, and by an index: a shopper waits.</summary>
    public StudioDb Db => Rows.Context();

    /// <summary>What the orders say; the backtest has other orders than those that are stored.</summary>
    public OrderFindings Orders { get; }

    internal PanelIndex Index { get; }

    internal ChannelPanels Panels { get; }

    internal PanelRows Rows { get; }

    /// <summary>False when something was written since the index was read.</summary>
    internal bool IsOfIndex => Rows.State == Index.State;

    /// <summary>The anchor's family: itself, its parent and all variants beside it.</summary>
    internal IReadOnlyList<PanelRows.FamilyRow> Family { get; init; } = [];

    /// <summary>Where what people put over the machine reaches the anchor from: its product, its family, its categories, the channel.</summary>
    internal IReadOnlyList<(OverrideScope Scope, int Id)> Scopes { get; init; } = [];

    /// <summary>What another layer knows of the same anchor; nothing when no such layer is registered.</summary>
    public TFacts Of<TFacts>()
        where TFacts : LayerFacts, new() =>
        Index.Layers.FirstOrDefault(layer => layer.FactsType == typeof(TFacts)) is { } layer ? (TFacts)Of(layer) : LayerFacts.None<TFacts>.Value;

    /// <summary>What a layer shares among all anchors; null when no such layer is registered.</summary>
    public TShared? Shared<TShared>()
        where TShared : LayerShared =>
        Index.Of<TShared>();

    internal LayerFacts Of(PanelLayer layer) => read.TryGetValue(layer, out var known) ? known : read[layer] = layer.ReadFacts(this);
}
