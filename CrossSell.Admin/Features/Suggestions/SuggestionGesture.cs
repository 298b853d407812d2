namespace CrossSell.Admin.Features.Suggestions;

/// <summary>What a person wants of one pair, by a key or by a button of its row.</summary>
public abstract record SuggestionGesture
{
    private SuggestionGesture()
    {
    }

    /// <summary>To the pair so many rows below, or above when it is negative.</summary>
    public sealed record Move(int By) : SuggestionGesture;

    /// <summary>The focus came to it.</summary>
    public sealed record Focus : SuggestionGesture;

    public sealed record Accept : SuggestionGesture;

    /// <param name="ThisWayOnly">The companion could still be an anchor for the other.</param>
    public sealed record Reject(string Reason, bool ThisWayOnly) : SuggestionGesture;

    public sealed record Snooze(int Days) : SuggestionGesture;

    /// <summary>To be asked before it is decided; once more, and it is not asked any longer.</summary>
    public sealed record Ask(SuggestionAsking What) : SuggestionGesture;

    /// <summary>To see it the other way round.</summary>
    public sealed record Turn : SuggestionGesture;

    /// <param name="Range">All from the last one that was picked to this.</param>
    public sealed record Pick(bool Range) : SuggestionGesture;

    /// <summary>To see its evidence, or to put that away.</summary>
    public sealed record Open : SuggestionGesture;
}
