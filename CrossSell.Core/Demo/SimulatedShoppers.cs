using System.Globalization;
using CrossSell.Core.Common;

namespace CrossSell.Core.Demo;

/// <summary>Who is played, and what is true of them.</summary>
/// <param name="Seed">The same one gives the same shoppers.</param>
/// <param name="Days">At least 1.</param>
/// <param name="Visitors">Different ones over all days.</param>
/// <param name="Effect">
/// How much more, relative to what they would have bought anyway, shoppers of the treatment bring: .04 is 4 % more. Above -1; 0 is an A/A test.
/// </param>
public sealed record SimulationTerms(long Seed, int Days, int Visitors, double Effect);

/// <summary>A product that shoppers look at.</summary>
/// <param name="Price">In minor units.</param>
public sealed record SimulatedProduct(string Sku, long Price);

/// <summary>A shopper looks at a product's page.</summary>
/// <param name="Shopper">Number of the shopper, from 0.</param>
/// <param name="Number">Of all visits of the simulation, from 0, in order of time.</param>
/// <param name="At">Since the begin, in days.</param>
/// <param name="Units">Of the product that are bought whatever the panel shows; 0 when nothing is.</param>
public sealed record SimulatedVisit(int Shopper, int Number, double At, SimulatedProduct Product, int Units)
{
    /// <summary>From 0 to 1: decides what the effect adds to this visit, or takes from it.</summary>
    public double Chance { get; init; }

    /// <summary>phone, tablet or desktop.</summary>
    public required string Device { get; init; }

    /// <summary>Where the visit came from.</summary>
    public required string Source { get; init; }

    /// <summary>What is bought whatever the panel shows, in minor units.</summary>
    public long Value => Units * Product.Price;
}

/// <summary>
/// Shoppers whose truth is known. Each has traits for good: how often one comes back, how readily one buys and how much. So the orders of one are not
/// independent, and who comes often brings more, as in a shop; an analysis that forgets it finds what is not there. What the treatment adds is on average
/// exactly <see cref="SimulationTerms.Effect"/> of what a shopper would have bought anyway, so that is the true relative effect on revenue per visitor.
/// </summary>
[Engine]
public sealed class SimulatedShoppers
{
    // Of a typical visit; traits make it more or less.
    private const double Buys = .12;
    private const double MostBuys = .8;
    private const double ComesBack = .05;
    private const double MostComesBack = .6;
    private const double MoreUnits = .35;
    private const double MostMoreUnits = .8;
    private const int MostUnits = 6;

    private static readonly (string Word, double Share)[] Devices = [("phone", .58), ("desktop", .36), ("tablet", .06)];

    private static readonly (string Word, double Share)[] Sources =
        [("search", .36), ("direct", .24), ("ad", .18), ("social", .1), ("mail", .08), ("referral", .04)];

    private readonly SimulationTerms terms;
    private readonly SimulatedVisit[][] days;

    /// <param name="products">What they look at, one as often as the other; at least one.</param>
    public SimulatedShoppers(SimulationTerms terms, IReadOnlyList<SimulatedProduct> products)
    {
        ArgumentNullException.ThrowIfNull(terms);
        ArgumentNullException.ThrowIfNull(products);
        ArgumentOutOfRangeException.ThrowIfLessThan(terms.Days, 1);
        ArgumentOutOfRangeException.ThrowIfZero(products.Count);
        this.terms = terms;
        var all = Enumerable.Range(0, terms.Visitors).SelectMany(shopper => Visits(shopper, products)).OrderBy(visit => visit.At).ThenBy(visit => visit.Shopper)
            .Select((visit, number) => visit with { Number = number }).ToLookup(visit => (int)visit.At);
        days = [.. Enumerable.Range(0, terms.Days).Select(day => all[day].ToArray())];
    }

    /// <summary>The visits of a day, from 0, in order of time.</summary>
    public IReadOnlyList<SimulatedVisit> On(int day) => days[day];

    /// <summary>The pseudonym that the shop gives a shopper.</summary>
    public string NameOf(SimulatedVisit visit)
    {
        ArgumentNullException.ThrowIfNull(visit);
        return string.Create(CultureInfo.InvariantCulture, $"sim-{terms.Seed}-{visit.Shopper}");
    }

    /// <summary>
    /// How many units of a recommended product a shopper of the treatment adds to what is bought anyway: on average so many that their price is
    /// <see cref="SimulationTerms.Effect"/> of its value, whatever the price. 0 where the effect is none, or is a loss.
    /// </summary>
    /// <param name="price">Of one unit, in minor units, above 0.</param>
    public int Added(SimulatedVisit visit, long price)
    {
        ArgumentNullException.ThrowIfNull(visit);
        ArgumentOutOfRangeException.ThrowIfLessThan(price, 1);
        var units = Math.Max(0, terms.Effect) * visit.Value / price;
        return (int)units + (visit.Chance < units - (int)units ? 1 : 0);
    }

    /// <summary>Whether a shopper of the treatment buys nothing because of it: in so many of the visits as the effect is a loss.</summary>
    public bool IsLost(SimulatedVisit visit)
    {
        ArgumentNullException.ThrowIfNull(visit);
        return visit.Chance < -terms.Effect;
    }

    private List<SimulatedVisit> Visits(int shopper, IReadOnlyList<SimulatedProduct> products)
    {
        var random = DemoRandom.For((ulong)terms.Seed, string.Create(CultureInfo.InvariantCulture, $"shopper {shopper}"));
        var buys = Math.Min(MostBuys, Buys * Trait(ref random, .8));
        var comesBack = Math.Min(MostComesBack, ComesBack * Trait(ref random, .9));
        var more = Math.Min(MostMoreUnits, MoreUnits * Trait(ref random, .6));
        var (device, source) = (Pick(ref random, Devices), Pick(ref random, Sources));
        var first = random.NextUnit() * terms.Days;
        var found = new List<SimulatedVisit> { Visit(ref random, first) };
        for (var day = (int)first + 1; day < terms.Days; day++)
        {
            if (random.Chance(comesBack))
            {
                found.Add(Visit(ref random, day + random.NextUnit()));
            }
        }

        return found;

        SimulatedVisit Visit(ref DemoRandom random, double at)
        {
            var product = random.Pick(products);
            var units = random.Chance(buys) ? 1 : 0;
            while (units is > 0 and < MostUnits && random.Chance(more))
            {
                units++;
            }

            return new SimulatedVisit(shopper, 0, at, product, units) { Chance = random.NextUnit(), Device = device, Source = source };
        }
    }

    /// <summary>A factor with mean 1: lognormal (Box and Muller, 1958).</summary>
    private static double Trait(ref DemoRandom random, double spread)
    {
        var normal = Math.Sqrt(-2 * Math.Log(1 - random.NextUnit())) * Math.Cos(2 * Math.PI * random.NextUnit());
        return Math.Exp((spread * normal) - (spread * spread / 2));
    }

    private static string Pick(ref DemoRandom random, (string Word, double Share)[] words)
    {
        var at = random.NextUnit();
        foreach (var (word, share) in words)
        {
            at -= share;
            if (at < 0)
            {
                return word;
            }
        }

        return words[^1].Word;
    }
}
