using CrossSell.Core.Catalog;

namespace CrossSell.Core.Panels;

/// <summary>A panel with the channel it is for and the instant it was asked for.</summary>
public sealed record PanelAnswer(Panel Panel, Channel Channel, DateTimeOffset At)
{
    /// <summary>Language of its names and texts, as the channel writes it; null for the channel's first.</summary>
    public string? Locale { get; init; }

    /// <summary>The shopper's arms of experiments, as answers, events and orders carry them; null for none.</summary>
    public string? Arm { get; init; }

    /// <summary>Lines of the cart that the channel does not know; for the public, those too that are not on sale.</summary>
    public IReadOnlyList<string> UnknownIds { get; init; } = [];
}

/// <summary>What may become other about an anchor's panel.</summary>
/// <param name="LinkedTo">Products that would be linked at the end of its list.</param>
/// <param name="Rejected">Companions of the mined layer that would be held back.</param>
public sealed record PanelAssumption(int AnchorId, IReadOnlyList<int> LinkedTo, IReadOnlyCollection<int> Rejected);
