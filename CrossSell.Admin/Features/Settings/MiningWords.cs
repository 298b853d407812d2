using System.Text.Json;
using CrossSell.Admin.Shared;
using CrossSell.Core.Mining;

namespace CrossSell.Admin.Features.Settings;

/// <summary>Counts of orders, their settings and timetables in words.</summary>
internal static class MiningWords
{
    public static string Of(MiningSchedule schedule) => schedule switch
    {
        MiningSchedule.Daily => "Every day",
        MiningSchedule.Weekly => "Every Monday",
        _ => "Manually",
    };

    /// <summary>What a run was counted by: "all orders · pairs in 2 baskets or more · …".</summary>
    public static string SettingsOf(MiningRun run)
    {
        var settings = JsonSerializer.Deserialize<MiningSettings>(run.Settings) ?? new MiningSettings();
        var parts = new List<string>
        {
            settings.WindowDays is { } days ? $"orders of the last {Formats.Count(days, "day")}" : "all orders",
            $"pairs in {Formats.Count(settings.MinBaskets, "basket")} or more",
        };
        if (settings.HalfLifeDays is { } half)
        {
            parts.Add($"half-life of an order {Formats.Count(half, "day")}");
        }

        if (settings.MostProducts is { } most)
        {
            parts.Add($"no baskets of more than {Formats.Count(most, "product")}");
        }

        if (settings.TestOrders is { Length: > 0 } tests)
        {
            parts.Add($"no order numbers starting with {tests}");
        }

        parts.Add($"repeat purchase within {Formats.Count(settings.RepeatPurchaseDays)} days");
        return string.Join(" · ", parts);
    }

    /// <summary>How long the warehouse took, and which of its codes nobody knows: "12 s; 5 codes are no product".</summary>
    public static string SourceOf(MiningRun run) => Formats.Duration(TimeSpan.FromMilliseconds(run.SourceMilliseconds ?? 0))
        + (run.UnknownCodes == 0 ? "" : $"; {Formats.Count(run.UnknownCodes, "code is", "codes are")} no product");

    /// <summary>"1,204 new, 88 gone"; "nothing" where all pairs stayed.</summary>
    public static string ChangedIn(MiningRun run) => (run.PairsNew, run.PairsGone) switch
    {
        (0, 0) => "nothing",
        (var fresh, 0) => $"{Formats.Count(fresh)} new",
        (0, var gone) => $"{Formats.Count(gone)} gone",
        var (fresh, gone) => $"{Formats.Count(fresh)} new, {Formats.Count(gone)} gone",
    };
}
