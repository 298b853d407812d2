using CrossSell.Admin.Shared;
using CrossSell.Core.Catalog;
using static CrossSell.Admin.Features.Settings.SettingsTexts;

namespace CrossSell.Admin.Features.Settings;

/// <summary>What changed settings would do, in a sentence.</summary>
public static class ChannelWords
{
    /// <param name="slots">How many of the falling products fill a panel slot now; null while it is not counted.</param>
    public static string Of(ChannelPreview preview, int? slots)
    {
        var under = preview.IsEstimate ? L["About {0}", Formats.Count(preview.Under)].Value : Formats.Count(preview.Under);
        var all = Formats.Count(preview.Products);
        var words = (preview.Under - preview.UnderNow) switch
        {
            0 => L["{0} of {1} active products would be under the threshold, the same as now.", under, all].Value,
            > 0 and var more => L["{0} of {1} active products would be under the threshold, {2} more than now.", under, all, Formats.Count(more)].Value,
            var fewer => L["{0} of {1} active products would be under the threshold, {2} fewer than now.", under, all, Formats.Count(-fewer)].Value,
        };
        return slots switch
        {
            null or 0 when preview.Falling.Count == 0 => words,
            null => words,
            0 => $"{words} {L["None of them is in a panel now."]}",
            { } count => $"{words} {L.Count(count, "{0} of them is in a panel now.", "{0} of them are in panels now.")}",
        };
    }

}
