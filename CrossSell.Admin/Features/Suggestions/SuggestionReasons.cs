using CrossSell.Core.Common;
using static CrossSell.Admin.Features.Suggestions.SuggestionsTexts;

namespace CrossSell.Admin.Features.Suggestions;

/// <summary>What a rejection is usually for.</summary>
public static class SuggestionReasons
{
    /// <summary>The first stands until a person has chosen another. Some leave the pair open the other way round.</summary>
    public static IReadOnlyList<(string Reason, bool ThisWayOnly)> All { get; } =
    [
        (Texts.Key("Not a fit"), false),
        (Texts.Key("One replaces the other"), false),
        (Texts.Key("Wrong direction"), true),
        (Texts.Key("Only in season"), false),
    ];

    /// <summary>A reason as this person reads it; one that somebody wrote stays as it is.</summary>
    public static string Said(string reason) => IsKnown(reason) ? L[reason] : reason;

    /// <summary>A reason as it is stored: what stands in the list in English, whatever the language of the person.</summary>
    public static string Kept(string said) => All.FirstOrDefault(known => L[known.Reason].Value == said.Trim()).Reason ?? said;

    /// <summary>Whether the reason leaves the reverse link open.</summary>
    public static bool IsThisWayOnly(string reason) => All.Any(known => known.Reason == reason && known.ThisWayOnly);

    private static bool IsKnown(string reason) => All.Any(known => known.Reason == reason);
}
