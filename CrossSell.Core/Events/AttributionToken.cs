using CrossSell.Core.Common;

namespace CrossSell.Core.Events;

/// <summary>
/// What a shop keeps with a product that went into the cart from a panel, and sends with the order's line: which recommendation, in which version of the
/// panel, in which arm of an experiment. One word, so that it fits a property of a cart's line: <c>7f3a….c41b….b</c>.
/// </summary>
/// <param name="PanelVersion">Null where the shop sent a recommendation id alone.</param>
/// <param name="Arm">Null for none.</param>
public readonly record struct AttributionToken(string RecommendationId, string? PanelVersion, string? Arm)
{
    private const char Between = '.';
    private const int MaxPart = 64;

    /// <summary>Most characters of one.</summary>
    public const int Length = (3 * MaxPart) + 2;

    public override string ToString() => string.Join(Between, new[] { RecommendationId, PanelVersion, Arm }.OfType<string>());

    /// <summary>Reads a token, or a recommendation id alone.</summary>
    /// <param name="field">What the text stands in, for the refusal.</param>
    public static Outcome<AttributionToken> Read(string text, string field)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Split(Between);
        return parts.Length <= 3 && Array.TrueForAll(parts, IsPart)
            ? new AttributionToken(parts[0], parts.ElementAtOrDefault(1), parts.ElementAtOrDefault(2))
            : new Refusal($"order.{field}", $"{field} is the attribution of a panel's answer, or its recommendationId, as it was answered.", field);
    }

    private static bool IsPart(string part) =>
        part.Length is > 0 and <= MaxPart && part.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or ':');
}
