using CrossSell.Core.Storage;

namespace CrossSell.Core.Panels;

/// <summary>
/// What a layer knows of all anchors together: read whole with what panels share, so small at any size of the catalogue. Never changed; a write that is told
/// row by row gives another, every other write has all of it read again.
/// </summary>
public abstract class LayerShared
{
    /// <summary>Whether it is made of one of these products, so that a write to them has it read again.</summary>
    public virtual bool Names(IReadOnlySet<int> productIds) => false;

    /// <summary>Whether kept facts are to be read again since this was read again, beyond those of products that were written.</summary>
    /// <param name="facts">Null for a product that its channel does not know.</param>
    public virtual bool Concerns(PanelFacts? facts) => false;

    /// <summary>What is left of it after some writes. All of it, unless it says otherwise.</summary>
    /// <param name="kept">The anchors whose facts are kept.</param>
    public virtual Task<LayerSharedAfter> AfterAsync(StudioDb db, PanelWrites writes, IEnumerable<PanelKey> kept, CancellationToken cancellation) =>
        Task.FromResult(new LayerSharedAfter(this));
}

/// <summary>What a layer shares after some writes, and whose facts these concern beyond the products that they touched.</summary>
public sealed record LayerSharedAfter(LayerShared Shared)
{
    /// <summary>Nobody can tell whose: all facts are read again.</summary>
    public bool ForgetsAll { get; init; }

    /// <summary>Whether kept facts are to be read again, which are null for a product that its channel does not know; null where none are.</summary>
    public Func<PanelKey, PanelFacts?, bool>? Touches { get; init; }

    /// <summary>The same with what was read again as a whole.</summary>
    internal LayerSharedAfter Again(LayerShared read) =>
        this with { Shared = read, Touches = (key, facts) => Touches?.Invoke(key, facts) == true || read.Concerns(facts) };
}
