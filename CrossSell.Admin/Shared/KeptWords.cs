using CrossSell.Core.Suggestions;
using static CrossSell.Admin.Shared.SharedTexts;

namespace CrossSell.Admin.Shared;

/// <summary>By how much forecasts used to be wrong, and what follows from it for the next ones, in a sentence.</summary>
internal static class KeptWords
{
    /// <summary>Never empty: that they were right is worth saying, too.</summary>
    public static string Of(KeptRatio ratio) => ratio.Value switch
    {
        <= 0 => L["Estimates used to promise what did not come at all; new ones say none of it."],
        < 0.995 => L[
            "Estimates used to be {0} too high; new ones are multiplied by {1} ({2} to {3} with 95 % certainty).", Formats.Share((1 / ratio.Value) - 1, 0),
            Formats.Number(ratio.Value, 2), Formats.Number(ratio.Low, 2), Formats.Number(ratio.High, 2)],
        > 1.005 => L[
            "Estimates used to be {0} too low; new ones are multiplied by {1} ({2} to {3} with 95 % certainty).", Formats.Share(1 - (1 / ratio.Value), 0),
            Formats.Number(ratio.Value, 2), Formats.Number(ratio.Low, 2), Formats.Number(ratio.High, 2)],
        _ => L["Estimates came true and stay as they are."],
    };
}
