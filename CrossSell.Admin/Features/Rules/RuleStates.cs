using CrossSell.Core.Rules;

namespace CrossSell.Admin.Features.Rules;

/// <summary>Whether a rule works now, in one word and its tone.</summary>
internal static class RuleStates
{
    public static (string Tone, string Word) Of(RuleState state) => state switch
    {
        RuleState.Live => ("good", "live"),
        RuleState.Scheduled => ("primary", "scheduled"),
        RuleState.Expired => ("plain", "ended"),
        _ => ("plain", "off"),
    };

    /// <summary>What it would be once saved.</summary>
    public static (string Tone, string Word) Of(RuleContent content, DateTimeOffset now) =>
        Of(!content.Enabled ? RuleState.Off : content.ValidFrom > now ? RuleState.Scheduled : content.ValidTo <= now ? RuleState.Expired : RuleState.Live);
}
