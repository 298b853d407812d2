using System.Globalization;
using CrossSell.Admin.Features.Conditions;
using CrossSell.Admin.Shared;
using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Rules;
using static CrossSell.Admin.Features.Rules.RulesTexts;

namespace CrossSell.Admin.Features.Rules;

/// <summary>What a draft says so far: the content of what can be read, and what is wrong beside each field.</summary>
/// <param name="Fields">Problems by field: name, limit, starts, ends.</param>
/// <param name="Lines">Problems by line.</param>
/// <param name="Unfinished">Lines that ask nothing yet.</param>
public sealed record RuleReading(
    RuleContent Content, IReadOnlyDictionary<string, string> Fields, IReadOnlyDictionary<int, string> Lines, IReadOnlyCollection<int> Unfinished)
{
    /// <summary>How a date field writes wall time.</summary>
    private const string Wall = "yyyy-MM-ddTHH:mm";

    public bool HasProblems => Fields.Count > 0 || Lines.Count > 0;

    /// <param name="channel">Whose currency amounts are typed in.</param>
    /// <param name="zone">In which the dates are meant.</param>
    /// <param name="version">Of the rule that the draft began with.</param>
    public static RuleReading Of(RuleDraft draft, RuleLexicon lexicon, Channel? channel, TimeZoneInfo zone, int version)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        var reading = new ConditionReading(lexicon.Attributes, channel?.Currency ?? Currency.Of("EUR"));
        var (anchors, companions) = (reading.Read(draft.Anchors), reading.Read(draft.Companions));
        var comparisons = reading.Read(draft.Comparisons);
        if (!TypedNumbers.TryWhole(draft.Limit, out var limit) || limit is < 1 or > RuleContent.MostCompanions)
        {
            fields["limit"] = L["A whole number from 1 to {0}.", Formats.Count(RuleContent.MostCompanions)];
            limit = 1;
        }

        if (draft.Name.Trim().Length > RuleContent.NameLength)
        {
            fields["name"] = L["At most {0} letters.", Formats.Count(RuleContent.NameLength)];
        }

        var (from, to) = (Instant(draft.From, "starts", zone, fields), Instant(draft.To, "ends", zone, fields));
        if (from >= to)
        {
            fields["ends"] = L["It ends before it starts."];
        }

        var content = new RuleContent
        {
            Name = draft.Name.Trim(),
            Note = Clean(draft.Note),
            Anchors = anchors,
            Companions = companions,
            Comparisons = [.. comparisons.Distinct()],
            Order = draft.Order,
            Limit = limit,
            ChannelIds = draft.ChannelIds,
            Segment = Clean(draft.Segment),
            ValidFrom = from,
            ValidTo = to,
            Enabled = draft.Enabled,
            Version = version,
        };
        return new RuleReading(content, fields, reading.Problems, reading.Unfinished);
    }

    /// <param name="next">Numbers for its lines.</param>
    public static RuleDraft ToDraft(RuleContent content, TimeZoneInfo zone, Func<int> next) => new(
        content.Name,
        content.Note ?? "",
        ConditionReading.ToTree(content.Anchors, next),
        ConditionReading.ToTree(content.Companions, next),
        [.. content.Comparisons.Select(comparison => ConditionReading.ToRow(comparison, next()))],
        content.Order,
        content.Limit.ToString(CultureInfo.InvariantCulture),
        content.ChannelIds,
        content.Segment ?? "",
        Text(content.ValidFrom, zone),
        Text(content.ValidTo, zone),
        content.Enabled);

    /// <summary>What <see cref="RuleDraft.From"/> and <see cref="RuleDraft.To"/> say; null for nothing, and for what is no date.</summary>
    public static DateTime? Moment(string wall) => DateTime.TryParse(wall, CultureInfo.InvariantCulture, DateTimeStyles.None, out var at) ? at : null;

    /// <summary>As <see cref="Moment"/> reads it; nothing is empty.</summary>
    public static string Text(DateTime? at) => at?.ToString(Wall, CultureInfo.InvariantCulture) ?? "";

    private static DateTimeOffset? Instant(string wall, string field, TimeZoneInfo zone, Dictionary<string, string> problems)
    {
        if (wall.Length == 0)
        {
            return null;
        }

        if (!DateTime.TryParse(wall, CultureInfo.InvariantCulture, DateTimeStyles.None, out var parsed))
        {
            problems[field] = L["Not a date."];
            return null;
        }

        return BundleSchedule.ToInstant(parsed, zone).ToUniversalTime();
    }

    private static string Text(DateTimeOffset? instant, TimeZoneInfo zone) =>
        instant is { } at ? TimeZoneInfo.ConvertTime(at, zone).ToString(Wall, CultureInfo.InvariantCulture) : "";

    private static string? Clean(string text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
