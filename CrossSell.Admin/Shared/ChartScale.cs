namespace CrossSell.Admin.Shared;

/// <summary>Where values stand in a chart, from 0 at its foot to 1 at its top.</summary>
/// <param name="Ticks">Round values at which lines are drawn, the lowest first.</param>
internal sealed record ChartScale(double Low, double High, IReadOnlyList<double> Ticks)
{
    private const int MostTicks = 5;

    /// <summary>
    /// From one round value to another, around all that is shown. A flat line gets room of a tenth of its height, so that noise does not look like news.
    /// </summary>
    /// <param name="isFromZero">Of sums, whose area is read.</param>
    public static ChartScale Of(IEnumerable<double> values, bool isFromZero = false)
    {
        var all = values.Where(double.IsFinite).ToArray();
        if (all.Length == 0)
        {
            return new ChartScale(0, 1, [0, 1]);
        }

        var (low, high) = WithRoom(all);
        if (isFromZero)
        {
            (low, high) = (Math.Min(0, all.Min()), Math.Max(high, 0));
        }

        var step = RoundStep((high - low) / (MostTicks - 1));
        // What is never negative gets no tick below zero.
        var first = all.Min() >= 0 ? Math.Max(0, Math.Floor(low / step)) : Math.Floor(low / step);
        var last = Math.Max(first + 1, Math.Ceiling(high / step));
        return new ChartScale(first * step, last * step, [.. Enumerable.Range(0, (int)(last - first) + 1).Select(at => (first + at) * step)]);
    }

    /// <summary>Around all that is shown, without round ends: for a line that has no axis.</summary>
    public static ChartScale Around(IReadOnlyList<double> values)
    {
        var (low, high) = WithRoom(values);
        return new ChartScale(low, high, []);
    }

    /// <summary>The height of a value as a part of the chart.</summary>
    public double Of(double value) => High <= Low ? 0.5 : (value - Low) / (High - Low);

    private static (double Low, double High) WithRoom(IReadOnlyList<double> values)
    {
        var (low, high) = (values.Min(), values.Max());
        var middle = (low + high) / 2;
        var span = Math.Max(high - low, Math.Abs(middle) * 0.1);
        return span > 0 ? (middle - (span / 2), middle + (span / 2)) : (middle - 0.5, middle + 0.5);
    }

    // 1, 2, 2.5 or 5 times a power of ten.
    private static double RoundStep(double step)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(step)));
        return new[] { 1, 2, 2.5, 5, 10 }.First(factor => factor * power >= step * 0.999999) * power;
    }
}
