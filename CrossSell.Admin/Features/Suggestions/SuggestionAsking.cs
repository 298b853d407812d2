namespace CrossSell.Admin.Features.Suggestions;

/// <summary>What a row asks before it is decided.</summary>
public enum SuggestionAsking
{
    Nothing,
    Reason,
    Days,
}
