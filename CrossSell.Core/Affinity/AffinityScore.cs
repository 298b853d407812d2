using CrossSell.Core.Common;

namespace CrossSell.Core.Affinity;

/// <summary>
/// The formulas over a <see cref="PairCount"/>: c baskets with both, s_a with the anchor, s_b with the companion, N in all.
/// Lift is for explaining only: ranked by it, a panel fills with accidents of two baskets.
/// </summary>
[Engine]
public static class AffinityScore
{
    /// <summary>Two-sided 95 % of the normal distribution.</summary>
    private const double Z = 1.959963984540054;

    /// <summary>Share of all baskets that hold both: c / N, 0 to 1. (Agrawal, Imielinski and Swami 1993.)</summary>
    public static double Support(PairCount pair) => Ratio(pair.Together, pair.Baskets);

    /// <summary>Share of the anchor's baskets that hold the companion too: c / s_a, 0 to 1. (Agrawal, Imielinski and Swami 1993.)</summary>
    public static double Confidence(PairCount pair) => Ratio(pair.Together, pair.Anchor);

    /// <summary>
    /// How many times more often than chance: c N / (s_a s_b); 1 is chance. (Brin, Motwani, Ullman and Tsur 1997, as "interest".) Never rank by it.
    /// </summary>
    public static double Lift(PairCount pair) => Lift(pair.Together, pair.Anchor, pair.Companion, pair.Baskets);

    /// <summary>Baskets that would hold both if the two had nothing to do with each other: s_a s_b / N.</summary>
    public static double Expected(PairCount pair) => Ratio((double)pair.Anchor * pair.Companion, pair.Baskets);

    /// <summary>c / sqrt(s_a s_b), 0 to 1, the same in both directions. (Salton and McGill 1983.)</summary>
    public static double Cosine(PairCount pair) => Ratio(pair.Together, Math.Sqrt((double)pair.Anchor * pair.Companion));

    /// <summary>
    /// How surely the two are not independent: G2 = 2 sum k ln(k / expected) over the four cells of the 2 x 2 table, 0 and up,
    /// the same in both directions; above 10.83 chance has less than one in a thousand. Also high when they avoid each other. (Dunning 1993.)
    /// </summary>
    public static double LogLikelihoodRatio(PairCount pair)
    {
        var (together, anchor, companion, baskets) = pair;
        double onlyAnchor = anchor - together;
        double onlyCompanion = companion - together;
        var neither = (double)baskets - anchor - companion + together;
        var information = XLogX(together) + XLogX(onlyAnchor) + XLogX(onlyCompanion) + XLogX(neither) + XLogX(baskets)
            - XLogX(anchor) - XLogX(companion) - XLogX((double)baskets - anchor) - XLogX((double)baskets - companion);
        return Math.Max(0, 2 * information);
    }

    /// <summary>Confidence damped by the companion's popularity: c / (s_a s_b^0.2). Comparable among the companions of one anchor.</summary>
    public static double DampedConfidence(PairCount pair) => DampedConfidence(pair.Together, pair.Anchor, DampOf(pair.Companion));

    /// <summary>
    /// The lower end of the 95 % Wilson interval of the confidence (Wilson 1927), over the companion's base rate to the power of 0.3:
    /// few baskets count for little, and what everybody buys anyway counts for less. Comparable among the companions of one anchor.
    /// </summary>
    public static double WilsonDamped(PairCount pair) => WilsonDamped(pair.Together, pair.Anchor, WilsonDampOf(pair.Companion, pair.Baskets));

    /// <summary>c / s_a · ln(1 + lift), the confidence lifted by how far it is from chance. Comparable among the companions of one anchor.</summary>
    public static double ConfidenceLogLift(PairCount pair) => Confidence(pair) * Math.Log(1 + Lift(pair));

    /// <summary>The lower end of the 95 % Wilson score interval of hits / trials, 0 to 1; 0 without trials. (Wilson 1927.)</summary>
    /// <param name="hits">Whole, or weighed by age.</param>
    public static double WilsonLowerBound(double hits, double trials)
    {
        if (trials <= 0)
        {
            return 0;
        }

        var n = trials;
        var share = hits / n;
        var spread = Z * Z / n;
        var middle = share + (spread / 2);
        var half = Z * Math.Sqrt(((share * (1 - share)) + (spread / 4)) / n);
        return Math.Max(0, (middle - half) / (1 + spread));
    }

    internal static double Lift(int together, int anchor, int companion, int baskets) =>
        Ratio((double)together * baskets, (double)anchor * companion);

    internal static double DampOf(int companion) => Math.Pow(companion, 0.2);

    internal static double DampedConfidence(int together, int anchor, double damp) => Ratio(together, anchor * damp);

    internal static double WilsonDampOf(double companion, double baskets) => Math.Pow(Ratio(companion, baskets), 0.3);

    internal static double WilsonDamped(double together, double anchor, double damp) => Ratio(WilsonLowerBound(together, anchor), damp);

    private static double Ratio(double part, double whole) => whole > 0 ? part / whole : 0;

    private static double XLogX(double x) => x > 0 ? x * Math.Log(x) : 0;
}
