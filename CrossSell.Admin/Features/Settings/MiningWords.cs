using System.Text.Json;
using CrossSell.Admin.Shared;
using CrossSell.Core.Mining;
using static CrossSell.Admin.Features.Settings.SettingsTexts;

namespace CrossSell.Admin.Features.Settings;

/// <summary>Counts of orders, their settings and timetables in words.</summary>
internal static class MiningWords
{
    public static string Of(MiningSchedule schedule) => schedule switch
    {
        MiningSchedule.Daily => L["Every day"].Value,
        MiningSchedule.Weekly => L["Every Monday"].Value,
        _ => L["Manually"].Value,
    };

    /// <summary>What a run was counted by: "all orders · pairs in 2 baskets or more · …".</summary>
    public static string SettingsOf(MiningRun run)
    {
        var settings = JsonSerializer.Deserialize<MiningSettings>(run.Settings) ?? new MiningSettings();
        var parts = new List<string>
        {
            settings.WindowDays is { } days ? L.Count(days, "orders of the last {0} day", "orders of the last {0} days") : L["all orders"].Value,
            L.Count(settings.MinBaskets, "pairs in {0} basket or more", "pairs in {0} baskets or more"),
        };
        if (settings.HalfLifeDays is { } half)
        {
            parts.Add(L.Count(half, "orders weigh half after {0} day", "orders weigh half after {0} days"));
        }

        if (settings.MostProducts is { } most)
        {
            parts.Add(L.Count(most, "no baskets of more than {0} product", "no baskets of more than {0} products"));
        }

        if (settings.TestOrders is { Length: > 0 } tests)
        {
            parts.Add(L["no order numbers starting with {0}", tests]);
        }

        parts.Add(L["repeat purchase within {0} days", Formats.Count(settings.RepeatPurchaseDays)]);
        return string.Join(" · ", parts);
    }

    /// <summary>How long the warehouse took, and which of its codes nobody knows: "12 s; 5 codes are no product".</summary>
    public static string SourceOf(MiningRun run)
    {
        var took = Formats.Duration(TimeSpan.FromMilliseconds(run.SourceMilliseconds ?? 0));
        return run.UnknownCodes == 0 ? took : L.Count(run.UnknownCodes, "{1}; {0} code is no product", "{1}; {0} codes are no product", took);
    }

    /// <summary>"1,204 new, 88 gone"; "nothing" where all pairs stayed.</summary>
    public static string ChangedIn(MiningRun run) => (run.PairsNew, run.PairsGone) switch
    {
        (0, 0) => L["nothing"].Value,
        (var fresh, 0) => L["{0} new", Formats.Count(fresh)].Value,
        (0, var gone) => L["{0} gone", Formats.Count(gone)].Value,
        var (fresh, gone) => L["{0} new, {1} gone", Formats.Count(fresh), Formats.Count(gone)].Value,
    };
}
