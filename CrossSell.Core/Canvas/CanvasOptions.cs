namespace CrossSell.Core.Canvas;

/// <summary>What a person chose about the picture.</summary>
/// <param name="Depth">1 for the anchor's own links, 2 for what its companions offer in turn.</param>
/// <param name="Places">Cards that somebody moved: their middle from the anchor's middle, by product id.</param>
public sealed record CanvasOptions(int Depth = 1, IReadOnlyDictionary<int, CanvasPoint>? Places = null)
{
    public static readonly CanvasOptions Default = new();
}
