namespace CrossSell.Tests.Support;

/// <summary>
/// Twelve days on which somebody may open the demo: ends of months and years, a leap day, nights on which clocks are changed, and a summer five years on.
/// </summary>
public static class DemoDays
{
    public static readonly IReadOnlyList<DateOnly> Days =
    [
        new(2026, 11, 28), new(2026, 12, 31), new(2027, 1, 1), new(2027, 2, 28), new(2027, 3, 28), new(2027, 4, 30),
        new(2027, 10, 31), new(2028, 2, 29), new(2028, 3, 12), new(2028, 8, 31), new(2030, 12, 24), new(2031, 7, 1),
    ];

    public static TheoryData<DateOnly> All => [.. Days];
}
