using CrossSell.Admin.Shared;
using CrossSell.Core.Catalog;

namespace CrossSell.Admin.Features.Settings;

/// <summary>What changed settings would do, in a sentence.</summary>
public static class ChannelWords
{
    /// <param name="slots">How many of the falling products fill a panel slot now; null while it is not counted.</param>
    public static string Of(ChannelPreview preview, int? slots)
    {
        var about = preview.IsEstimate ? "About " : "";
        var words = $"{about}{Formats.Count(preview.Under)} of {Formats.Count(preview.Products)} active products would be under the threshold";
        words += (preview.Under - preview.UnderNow) switch
        {
            0 => ", the same as now.",
            > 0 and var more => $", {Formats.Count(more)} more than now.",
            var fewer => $", {Formats.Count(-fewer)} fewer than now.",
        };
        return slots switch
        {
            null or 0 when preview.Falling.Count == 0 => words,
            null => words,
            0 => words + " None of them is in a panel now.",
            1 => words + " 1 of them is in a panel now.",
            var count => words + $" {Formats.Count(count.Value)} of them are in panels now.",
        };
    }

}
