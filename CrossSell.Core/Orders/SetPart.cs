using CrossSell.Core.Common;

namespace CrossSell.Core.Orders;

/// <summary>So many units at one price, as an order line stores them.</summary>
public readonly record struct PricedUnits(int Units, long UnitPrice);

/// <summary>
/// One product of the sets that an order sold, and what its units are worth when they come back: their allocated amount. A set is worth the same as any other
/// of the order, so of two sets the part of one is worth the part of one; whichever units come back first, all of them together are worth what was paid.
/// </summary>
/// <remarks>
/// The first x units are worth W(x) = floor(x / u) * a + floor(a * (x mod u) / u), with u units of the product in a set and a their amount in one set; the
/// units from b on, k of them, are worth W(b + k) - W(b). As W(0) = 0 and W(sets * u) = sets * a, the worths of all units add up to the amount in any order.
/// What a shop takes off shipping stands on a line of its own, and is no part of any amount here.
/// </remarks>
/// <param name="Sets">Sold, at least 1.</param>
/// <param name="UnitsInSet">Of this product, at least 1.</param>
/// <param name="AmountInSet">What was paid for them in one set, in minor units; not negative.</param>
[Engine]
public readonly record struct SetPart(int Sets, int UnitsInSet, long AmountInSet)
{
    /// <summary>In all sets.</summary>
    public int Units => Sets * UnitsInSet;

    /// <summary>Of all units.</summary>
    public long Amount => Sets * AmountInSet;

    /// <summary>What units that come back are worth, in minor units.</summary>
    /// <param name="before">Units that came back earlier.</param>
    /// <exception cref="ArgumentOutOfRangeException">More would come back than were sold.</exception>
    public long Worth(int before, int units)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(before);
        ArgumentOutOfRangeException.ThrowIfNegative(units);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(before + (long)units, Units, nameof(units));
        return UpTo(before + units) - UpTo(before);
    }

    /// <summary>The same units by price: one or two prices a cent apart, whose sum is <see cref="Worth"/> exactly.</summary>
    public IReadOnlyList<PricedUnits> Priced(int before, int units)
    {
        var worth = Worth(before, units);
        if (units == 0)
        {
            return [];
        }

        var (price, dearer) = Math.DivRem(worth, units);
        return dearer == 0
            ? [new PricedUnits(units, price)]
            : [new PricedUnits(units - (int)dearer, price), new PricedUnits((int)dearer, price + 1)];
    }

    private long UpTo(int units) => (units / UnitsInSet * AmountInSet) + (long)((Int128)AmountInSet * (units % UnitsInSet) / UnitsInSet);
}
