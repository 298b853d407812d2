using System.Collections;

namespace CrossSell.Core.Panels;

/// <summary>
/// What the layers know of the products of a cart together: each layer's is put together once somebody asks for it, for most panels are full before. Of one
/// request, and so of one thread.
/// </summary>
internal sealed class CartParts : IReadOnlyList<LayerFacts>
{
    private readonly IReadOnlyList<PanelFacts> cart;
    private readonly (PanelLayer Layer, LayerFacts? Known)[] parts;

    /// <param name="cart">One of each product; the anchor's is the first.</param>
    public CartParts(IReadOnlyList<PanelFacts> cart)
        : this(cart, new (PanelLayer, LayerFacts?)[cart[0].Layers.Count])
    {
        for (var at = 0; at < parts.Length; at++)
        {
            parts[at].Layer = cart[0].Layers[at];
        }
    }

    private CartParts(IReadOnlyList<PanelFacts> cart, (PanelLayer Layer, LayerFacts? Known)[] parts) => (this.cart, this.parts) = (cart, parts);

    public int Count => All.Count();

    public LayerFacts this[int index] => All.ElementAt(index);

    // What a category offers is much, and seldom asked for: it is among them only where it counts for what other layers offer too.
    private IEnumerable<LayerFacts> All =>
        Enumerable.Range(0, parts.Length).Where(at => !parts[at].Layer.IsWider || SpeaksForOthers(parts[at].Layer)).Select(At);

    public TFacts Of<TFacts>()
        where TFacts : LayerFacts, new()
    {
        var at = Array.FindIndex(parts, part => part.Layer.FactsType == typeof(TFacts));
        return at < 0 ? LayerFacts.None<TFacts>.Value : (TFacts)At(at);
    }

    /// <inheritdoc cref="PanelFacts.With"/>
    public CartParts With(LayerFacts other) => new(cart, Array.ConvertAll(parts, part => part.Layer.Knows(other) ? (part.Layer, other) : part));

    /// <inheritdoc cref="PanelFacts.Without"/>
    public CartParts Without(Func<PanelLayer, bool> which) => new(cart, Array.FindAll(parts, part => !which(part.Layer)));

    public IEnumerator<LayerFacts> GetEnumerator() => All.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private LayerFacts At(int at) => parts[at].Known ??= parts[at].Layer.Merged(cart);

    private bool SpeaksForOthers(PanelLayer layer) => cart.Any(facts => layer.In(facts) is var own && (own.Evidence.Any() || own.Rejected.Any()));
}
