using System.Globalization;

namespace CrossSell.Admin.Features.Experiments;

/// <summary>The axis of effects: zero in its middle, as far to the left as to the right, so that more and less are read the same way.</summary>
/// <param name="Most">The effect at either end, as a share: 0.1 is 10 %. Positive.</param>
public sealed record EffectScale(double Most)
{
    // How far the widest may stretch the axis beyond the first: a figure of few orders must not press the one that matters into a dot.
    private const double MostStretch = 2.5;

    private const double Smallest = 0.01;

    private static readonly int[] RoundFactors = [1, 2, 4, 6, 8, 10];

    /// <summary>Wide enough for the first interval and, up to two and a half times as wide, for the others.</summary>
    /// <param name="intervals">The one that matters first; what is not finite is left out.</param>
    public static EffectScale Of(IEnumerable<(double Low, double High)> intervals)
    {
        var reach = intervals.Select(interval => Math.Max(Math.Abs(interval.Low), Math.Abs(interval.High))).Where(double.IsFinite).ToList();
        var most = reach.Count == 0 ? Smallest : Math.Max(Smallest, Math.Min(reach.Max(), reach[0] * MostStretch));
        var power = Math.Pow(10, Math.Floor(Math.Log10(most)));
        return new EffectScale(RoundFactors.First(factor => factor * power >= most * 0.999999) * power);
    }

    /// <summary>Where labels stand, from the left end to the right one.</summary>
    public IReadOnlyList<double> Ticks => [-Most, -Most / 2, 0, Most / 2, Most];

    /// <summary>Whether an effect lies beyond an end of the axis.</summary>
    public bool IsBeyond(double effect) => Math.Abs(effect) > Most;

    /// <summary>Where an effect stands, as a percentage of the width for a drawing or a style.</summary>
    public string At(double effect) => (50 + (50 * Math.Clamp(effect / Most, -1, 1))).ToString("0.##", CultureInfo.InvariantCulture) + "%";
}
