namespace CrossSell.Admin.Features.Suggestions;

/// <summary>What a rejection is usually for.</summary>
public static class SuggestionReasons
{
    /// <summary>The first stands until a person has chosen another. Some leave the pair open the other way round.</summary>
    public static IReadOnlyList<(string Reason, bool ThisWayOnly)> All { get; } =
        [("Not a fit", false), ("One replaces the other", false), ("Wrong direction", true), ("Only in season", false)];

    /// <summary>Whether the reason leaves the reverse link open.</summary>
    public static bool IsThisWayOnly(string reason) => All.Any(known => known.Reason == reason && known.ThisWayOnly);
}
