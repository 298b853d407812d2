using System.Text.Json;
using CrossSell.Core.Audit;
using CrossSell.Core.Catalog;
using CrossSell.Core.Storage;
using static CrossSell.Core.Panels.PanelsTexts;

namespace CrossSell.Core.Panels;

/// <summary>Who or what put a candidate forward: a label for reports, never an order.</summary>
/// <param name="Name">One word in Pascal case, as panel versions hold it.</param>
public sealed record PanelOrigin(string Name)
{
    /// <summary>The word on the wire: <c>category-pair</c>.</summary>
    public string Code { get; } = JsonNamingPolicy.KebabCaseLower.ConvertName(Name);

    public override string ToString() => Name;
}

/// <summary>
/// One source of what a panel shows: how it is called, how it reads what it knows of an anchor, how products of a cart put theirs together, and which
/// candidates follow. Stateless; it never looks at what other layers put forward. Derive from <see cref="PanelLayer{TFacts}"/>, one class a layer, and add
/// it to <see cref="PanelLayers.Standard"/>: nothing else names it.
/// </summary>
public abstract class PanelLayer
{
    private string? code;
    private PanelOrigin? origin;

    private protected PanelLayer()
    {
    }

    /// <summary>One word in Pascal case: panel versions, backtest results and scripts hold it, so it stays.</summary>
    public abstract string Name { get; }

    /// <summary>The word on the wire: <c>category-pair</c>.</summary>
    public string Code => code ??= JsonNamingPolicy.KebabCaseLower.ConvertName(Name);

    /// <summary>Page text beside one candidate: "category pair".</summary>
    public abstract string Label { get; }

    /// <summary>Page text for the layer as a whole: "Category pairs".</summary>
    public virtual string Title => Label;

    /// <summary>The end of "already shown by a link".</summary>
    public virtual string By => L["by {0}", Label];

    /// <summary>The origin of candidates that name none of their own.</summary>
    public virtual PanelOrigin Origin => origin ??= new PanelOrigin(Name);

    /// <summary>Whether the soft filters apply: true for what no person chose product by product.</summary>
    public virtual bool IsSoft => false;

    /// <summary>Whether its facts are of a category: read once for all of its products.</summary>
    public virtual bool IsWider => false;

    /// <summary>
    /// Whether nothing speaks for the very pair, no order and no person: then it never offers a rival of the anchor's kind, nor what does not fit.
    /// </summary>
    public virtual bool IsUnproven => IsWider;

    /// <summary>Whether people decided what it offers, by hand or by a rule: a panel from orders alone goes without it.</summary>
    public virtual bool IsManual => false;

    /// <summary>Whether it leads the panel (<see cref="PanelLayer{TFacts}.Lead"/>) instead of filling slots.</summary>
    public virtual bool Leads => false;

    /// <summary>How a shop switches it on and off; null for one that is always on.</summary>
    public virtual PanelLayerSwitch? Switch => null;

    /// <summary>What the trace says of its candidates while a panel takes nothing from it.</summary>
    public string Off => Switch?.Off ?? L["this panel does not use: {0}", Title];

    /// <summary>Why a shown candidate is here, for the merchandiser: a sentence.</summary>
    /// <param name="evidence">What the baskets say of anchor and candidate; null when they say nothing.</param>
    public virtual string Reason(PanelCandidate candidate, PanelEvidence? evidence)
    {
        ArgumentNullException.ThrowIfNull(candidate);
        return evidence is null
            ? $"{candidate.Reason()}."
            : L["{0}; bought together in {1} of {2} baskets.", candidate.Reason(), PanelContext.Number(evidence.PairBaskets),
                PanelContext.Number(evidence.AnchorBaskets)].Value;
    }

    public sealed override string ToString() => Name;

    /// <summary>
    /// Class names of entities by whose rows it finds its facts; products too, where it finds them by what they say rather than by their ids (all of a
    /// brand). <see cref="TouchedAsync"/> tells what a write to them means. A write to an entity that no layer names, or that a wider layer names, has
    /// everything read again, which is slow but never wrong.
    /// </summary>
    protected internal virtual IReadOnlyCollection<string> Entities => [];

    /// <summary>The anchors whose facts written rows of its entities concern.</summary>
    /// <returns>Null for all of them, which is what it says unless it is overridden.</returns>
    protected internal virtual Task<IReadOnlyCollection<int>?> TouchedAsync(StudioDb db, IReadOnlyList<Change> changes, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyCollection<int>?>(null);

    /// <summary>
    /// What it knows of all anchors together, read whole beside what panels share; readings find it by its type. Null, as for most, for nothing.
    /// </summary>
    protected internal virtual Task<LayerShared?> ShareAsync(StudioDb db, IReadOnlyList<Channel> channels, CancellationToken cancellation) =>
        Task.FromResult<LayerShared?>(null);

    /// <summary>
    /// Anchors beside which it may put forward one of these products, or families by their parents: what a warning is worked out from. None, unless it says
    /// otherwise.
    /// </summary>
    protected internal virtual Task<IReadOnlyCollection<int>> AnchorsAsync(
        StudioDb db, int channelId, IReadOnlyCollection<int> productIds, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyCollection<int>>([]);

    internal abstract Type FactsType { get; }

    internal abstract bool Knows(LayerFacts facts);

    internal abstract LayerFacts ReadFacts(PanelReading reading);

    internal abstract LayerFacts Settled(LayerFacts facts, PanelReading reading, IReadOnlyDictionary<int, ProductFact> products);

    /// <summary>What the products of a cart know together; the anchor is the first.</summary>
    internal abstract LayerFacts Merged(IReadOnlyList<PanelFacts> cart);

    internal abstract LayerFacts In(PanelFacts facts);

    internal abstract PanelLead? LeadOf(PanelContext context);

    internal abstract IEnumerable<PanelCandidate> CandidatesOf(PanelContext context);
}

/// <summary>How a shop switches a layer on and off in its settings, where the setting is one of <see cref="PanelSettings"/>.</summary>
/// <param name="Label">Key of the label of the checkbox.</param>
/// <param name="Why">Key of what the trace says of its candidates while it is off: "this panel uses no bestsellers". What a wider layer would offer is not even
/// read then.</param>
public sealed record PanelLayerSwitch(string Label, string Why, Func<PanelSettings, bool> IsOn, Action<PanelSettings, bool> Set)
{
    /// <summary>Label of the checkbox, in the reader's language.</summary>
    public string Text => L[Label];

    /// <summary>What the trace says of its candidates while it is off, in the reader's language.</summary>
    public string Off => L[Why];
}

/// <summary>A layer with what it knows of one anchor.</summary>
/// <typeparam name="TFacts">Its own; <see cref="PanelFacts.Of{TFacts}"/> finds the layer's facts by it. A new one knows nothing.</typeparam>
public abstract class PanelLayer<TFacts> : PanelLayer
    where TFacts : LayerFacts, new()
{
    /// <summary>Knows nothing: one for all anchors of which nothing is known.</summary>
    protected static TFacts None => LayerFacts.None<TFacts>.Value;

    internal sealed override Type FactsType => typeof(TFacts);

    internal sealed override bool Knows(LayerFacts facts) => facts is TFacts;

    internal sealed override LayerFacts ReadFacts(PanelReading reading) => Read(reading);

    internal sealed override LayerFacts Settled(LayerFacts facts, PanelReading reading, IReadOnlyDictionary<int, ProductFact> products) =>
        Settle((TFacts)facts, reading, products);

    internal sealed override LayerFacts Merged(IReadOnlyList<PanelFacts> cart)
    {
        var (parts, isKnown) = (new TFacts[cart.Count], false);
        for (var at = 0; at < parts.Length; at++)
        {
            parts[at] = cart[at].Of<TFacts>();
            isKnown |= !ReferenceEquals(parts[at], None);
        }

        return isKnown ? Merge(parts) : None;
    }

    internal sealed override LayerFacts In(PanelFacts facts) => facts.Of<TFacts>();

    internal sealed override PanelLead? LeadOf(PanelContext context) => Lead(context, context.Facts.Of<TFacts>());

    internal sealed override IEnumerable<PanelCandidate> CandidatesOf(PanelContext context) => Candidates(context, context.Facts.Of<TFacts>());

    /// <summary>
    /// Reads what the layer knows of one anchor, or a wider layer of one category, in the snapshot of the reading. It is kept until a write touches what it
    /// names.
    /// </summary>
    protected abstract TFacts Read(PanelReading reading);

    /// <summary>What is left of it once the products that it names are known. All of it, unless the layer says otherwise.</summary>
    /// <param name="products">As the channel lists them, by id; what the channel does not list is not among them.</param>
    protected virtual TFacts Settle(TFacts facts, PanelReading reading, IReadOnlyDictionary<int, ProductFact> products) => facts;

    /// <summary>What the products of a cart say together. The anchor speaks alone, unless the layer says otherwise.</summary>
    /// <param name="cart">One of each product; the anchor's is the first.</param>
    protected virtual TFacts Merge(IReadOnlyList<TFacts> cart) => cart[0];

    /// <summary>What it puts forward, the best first. Pure: facts, request and policy alone decide.</summary>
    protected virtual IEnumerable<PanelCandidate> Candidates(PanelContext context, TFacts facts) => [];

    /// <summary>What leads the panel; only layers that lead (<see cref="PanelLayer.Leads"/>) are asked. Pure.</summary>
    protected virtual PanelLead? Lead(PanelContext context, TFacts facts) => null;
}

/// <summary>What leads a panel, and what became of everything that might.</summary>
/// <param name="Offer">Null when nothing that might lead can be sold now.</param>
public sealed record PanelLead(BundleOffer? Offer, IReadOnlyList<TraceEntry> Trace)
{
    /// <summary>Codes of what led here and is over, or was taken off sale.</summary>
    public IReadOnlyList<string> Ended { get; init; } = [];
}

/// <summary>
/// What a layer knows of one anchor: plain data, read once, never changed. Its lists may stand in any order; the layer orders what it puts forward.
/// </summary>
public abstract record LayerFacts
{
    /// <summary>
    /// Every product, or family by its parent, that the layer names: they are read with their families, and a write to any of these makes the anchor's facts be
    /// read again.
    /// </summary>
    public abstract IEnumerable<int> Products { get; }

    /// <summary>Of those, what replaces the anchor, so that no layer offers it beside the anchor.</summary>
    public virtual IEnumerable<int> Substitutes => [];

    /// <summary>What the baskets say about the anchor and a product, whichever layer puts it forward.</summary>
    public virtual IEnumerable<(int ProductId, PanelEvidence Evidence)> Evidence => [];

    /// <summary>Products that a person rejected beside the anchor: wider evidence does not bring them back.</summary>
    public virtual IEnumerable<int> Rejected => [];

    /// <summary>
    /// When anything that the layer compares with the instant of the request begins and ends. A finished panel is kept until the next of these: what is left
    /// out here is shown too long.
    /// </summary>
    public virtual IEnumerable<ValidityFact> Windows => [];

    internal static class None<T>
        where T : LayerFacts, new()
    {
        public static readonly T Value = new();
    }
}
