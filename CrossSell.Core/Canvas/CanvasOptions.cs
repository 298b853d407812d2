namespace CrossSell.Core.Canvas;

/// <summary>What a person chose about the picture, and what they see it on.</summary>
/// <param name="Depth">1 for the anchor's own links, 2 for what its companions offer in turn.</param>
/// <param name="Places">Cards that somebody moved: their middle from the anchor's middle, by product id.</param>
/// <param name="Room">The width of the canvas in pixels; 0 when it is not known yet.</param>
/// <param name="Before">
/// The picture that is on the screen: every card that is in it stays where it is, and what is new takes a free place. Null lays everything out in order.
/// </param>
public sealed record CanvasOptions(
    int Depth = 1, IReadOnlyDictionary<int, CanvasPoint>? Places = null, double Room = 0, CanvasPicture? Before = null)
{
    public static readonly CanvasOptions Default = new();
}
