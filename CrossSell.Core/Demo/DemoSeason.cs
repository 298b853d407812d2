namespace CrossSell.Core.Demo;

/// <summary>How demand for a kind of product follows the calendar, as a factor for each month.</summary>
internal sealed record DemoSeason(IReadOnlyList<double> Months)
{
    public static readonly DemoSeason None = new([1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]);

    public static readonly DemoSeason Spring = new([0.7, 0.9, 1.5, 1.8, 1.5, 1.0, 0.8, 0.8, 0.9, 0.8, 0.7, 0.7]);

    public static readonly DemoSeason Summer = new([0.5, 0.6, 0.8, 1.1, 1.5, 1.8, 1.8, 1.4, 0.9, 0.6, 0.5, 0.6]);

    public static readonly DemoSeason Autumn = new([0.8, 0.7, 0.8, 0.8, 0.7, 0.6, 0.6, 0.9, 1.8, 2.2, 1.9, 1.1]);

    public static readonly DemoSeason Winter = new([1.6, 1.3, 0.9, 0.6, 0.4, 0.3, 0.3, 0.5, 1.0, 1.5, 1.9, 1.9]);

    public static readonly DemoSeason December = new([0.7, 1.1, 0.8, 0.8, 0.9, 0.8, 0.7, 0.7, 0.8, 0.9, 1.5, 3.0]);

    /// <summary>For the number of orders of a whole shop: quieter summers, a busy end of year.</summary>
    public static readonly DemoSeason Trade = new([0.9, 0.85, 0.95, 0.95, 1.0, 0.95, 0.9, 0.9, 1.0, 1.05, 1.3, 1.45]);

    public double At(DateOnly day) => Months[day.Month - 1];
}
