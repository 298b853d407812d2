using CrossSell.Core.Affinity;
using CrossSell.Core.Common;

namespace CrossSell.Core.Promises;

/// <summary>A share of orders with its 95 % interval, each from 0 to 1.</summary>
public readonly record struct AttachEstimate(double Value, double Low, double High);

/// <summary>How often a pair was bought together.</summary>
/// <param name="Together">Baskets with the main product and this part.</param>
/// <param name="OfMain">Baskets with the main product.</param>
public readonly record struct PairOfSet(int Together, int OfMain);

/// <summary>What a set is expected to bring in 30 days.</summary>
/// <param name="Attach">The share of orders of the main product that hold the whole set, recalibrated.</param>
/// <param name="Sets">Sets in 30 days.</param>
/// <param name="Beside">What they bring beside their main products, in minor units as prices are written; with the ends of its interval.</param>
/// <param name="Margin">Their margin without tax, in minor units; null when a cost is unknown.</param>
public sealed record BundleForecast(
    AttachEstimate Attach, double Sets, long Beside, long BesideLow, long BesideHigh, long? Margin);

/// <summary>How earlier promises of one kind were kept.</summary>
/// <param name="Promises">How many were compared with what came.</param>
/// <param name="Promised">Sets that they promised together, before recalibration.</param>
/// <param name="Delivered">Sets that were bought, without those that would have been anyway where a comparison says that.</param>
public readonly record struct PromiseRecord(int Promises, double Promised, long Delivered)
{
    public static PromiseRecord operator +(PromiseRecord left, PromiseRecord right) =>
        new(left.Promises + right.Promises, left.Promised + right.Promised, left.Delivered + right.Delivered);
}

/// <summary>The formulas of promises.</summary>
[Engine]
public static class BundleForecasts
{
    /// <summary>Days that a promise is about.</summary>
    public const int Days = 30;

    /// <summary>Baskets with the main product below which nothing is promised: "not enough orders".</summary>
    public const int EnoughOfMain = 30;

    /// <summary>How many promised sets the prior of the ratio counts for: about the sets of one good bundle.</summary>
    public const double PriorSets = 20;

    /// <summary>Sets of both kinds of shoppers below which a comparison of them says nothing.</summary>
    public const int EnoughSets = 20;

    /// <summary>
    /// Of the sets that were bought by shoppers who were shown the bundle, the share that would not have been bought otherwise, from 0 to 1: 1 - a / (k·b),
    /// with a sets of those who were not shown it, b of those who were, and k how many the former are for each of the latter. Given a + b, a is binomial with
    /// the chance kr / (1 + kr), r the ratio of the two rates (the conditional test of two Poisson rates; Przyborowski and Wilenski, 1940); the interval is
    /// that of Wilson (1927) for this chance.
    /// </summary>
    public static AttachEstimate Additional(int without, int shown, double groups)
    {
        var all = without + shown;
        double Of(double chance) => Within(1 - (chance / ((1 - chance) * groups)));
        return all == 0 ? new AttachEstimate(0, 0, 1) : new AttachEstimate(
            Of((double)without / all), Of(1 - AffinityScore.WilsonLowerBound(shown, all)), Of(AffinityScore.WilsonLowerBound(without, all)));
    }

    /// <summary>
    /// The share of orders of the main product A that hold the whole set. For one part B it is n(A,B) / n(A) with the interval of Wilson (1927). For more it is
    /// the product of the parts' shares, which is exact where parts are bought independently of each other given A (the assumption of a naive Bayes model);
    /// its interval is the product of the ends, which is wider than 95 %.
    /// </summary>
    /// <returns>Null for "not enough orders": a pair that the orders do not know, or fewer than <see cref="EnoughOfMain"/> baskets with A.</returns>
    public static AttachEstimate? Attach(IReadOnlyCollection<PairOfSet?> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        if (parts.Count == 0 || parts.Any(part => part is not { } pair || pair.OfMain < EnoughOfMain))
        {
            return null;
        }

        var (value, low, high) = (1.0, 1.0, 1.0);
        foreach (var (together, of) in parts.Select(part => part!.Value))
        {
            value *= (double)together / of;
            low *= AffinityScore.WilsonLowerBound(together, of);
            high *= 1 - AffinityScore.WilsonLowerBound(of - together, of);
        }

        return new AttachEstimate(value, low, high);
    }

    /// <summary>Orders of the main product in so many days, as many a day as were counted.</summary>
    /// <param name="counted">Baskets with it.</param>
    /// <param name="span">Days that they span; at least 1.</param>
    public static double OrdersIn(double days, int counted, double span) => counted * days / Math.Max(1, span);

    /// <summary>
    /// How much of what was promised is delivered: (k·m + Σ delivered) / (k + Σ promised), the posterior mean of a rate r where delivered is
    /// Poisson(r·promised) and r is Gamma with mean m and the weight of k promised sets (Gelman et al., Bayesian Data Analysis, 3rd ed., 2.6). Without
    /// promises it is m.
    /// </summary>
    /// <param name="prior">m: the ratio of the wider group; 1 for all together.</param>
    public static double Ratio(PromiseRecord record, double prior = 1) => ((PriorSets * prior) + record.Delivered) / (PriorSets + record.Promised);

    /// <summary>From the narrowest to the widest: the author's of this kind lean on the kind's, these on all.</summary>
    public static double Ratio(PromiseRecord ofAuthorAndKind, PromiseRecord ofKind, PromiseRecord all) =>
        Ratio(ofAuthorAndKind, Ratio(ofKind, Ratio(all)));

    /// <summary>What is expected, in sets and money: orders × attach rate × ratio, times what one set brings.</summary>
    public static BundleForecast Say(AttachEstimate attach, double orders, double ratio, PromisedSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        var said = new AttachEstimate(Within(attach.Value * ratio), Within(attach.Low * ratio), Within(attach.High * ratio));
        var sets = orders * said.Value;
        return new BundleForecast(
            said, sets, Round(sets * set.Beside), Round(orders * said.Low * set.Beside), Round(orders * said.High * set.Beside),
            set.Margin is { } margin ? Round(sets * margin) : null);
    }

    private static double Within(double share) => Math.Clamp(share, 0, 1);

    private static long Round(double minor) => (long)Math.Round(minor, MidpointRounding.AwayFromZero);
}
