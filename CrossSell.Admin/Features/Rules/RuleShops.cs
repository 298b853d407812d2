using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;

namespace CrossSell.Admin.Features.Rules;

/// <summary>The shops that a rule can serve, as somebody looks at them. A rule that names none serves every shop.</summary>
/// <param name="All">That the person may look into.</param>
/// <param name="Chosen">In the bar over the page.</param>
public sealed record RuleShops(IReadOnlyList<Channel> All, Channel? Chosen)
{
    /// <summary>The shop whose figures are shown: the chosen one when the rule serves it, else the rule's first.</summary>
    public Channel? ShownFor(IReadOnlyCollection<int> channelIds)
    {
        bool Serves(Channel channel) => channelIds.Count == 0 || channelIds.Contains(channel.Id);
        return Chosen is { } chosen && Serves(chosen) ? chosen : All.FirstOrDefault(Serves) ?? Chosen;
    }

    /// <summary>In which the rule's dates are meant: its first shop's.</summary>
    public TimeZoneInfo ZoneOf(IReadOnlyCollection<int> channelIds) =>
        (All.FirstOrDefault(channel => channelIds.Contains(channel.Id)) ?? All.FirstOrDefault()) is { } first ? BundleSchedule.ZoneOf(first) : TimeZoneInfo.Utc;

    /// <summary>Their names, those that the person may look into; null for every shop.</summary>
    public string? Names(IReadOnlyCollection<int> channelIds) => channelIds.Count == 0
        ? null
        : string.Join(", ", All.Where(channel => channelIds.Contains(channel.Id)).Select(channel => channel.Name));
}
