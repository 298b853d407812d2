using CrossSell.Core.Rules;
using static CrossSell.Admin.Features.Rules.RulesTexts;

namespace CrossSell.Admin.Features.Rules;

/// <summary>Whether a rule works now, in one word and its tone.</summary>
internal static class RuleStates
{
    public static (string Tone, string Word) Of(RuleState state) => state switch
    {
        RuleState.Live => ("good", L["live"].Value),
        RuleState.Scheduled => ("primary", L["scheduled"].Value),
        RuleState.Expired => ("plain", L["ended"].Value),
        _ => ("plain", L["off"].Value),
    };

    /// <summary>What it would be once saved.</summary>
    public static (string Tone, string Word) Of(RuleContent content, DateTimeOffset now) =>
        Of(!content.Enabled ? RuleState.Off : content.ValidFrom > now ? RuleState.Scheduled : content.ValidTo <= now ? RuleState.Expired : RuleState.Live);
}
