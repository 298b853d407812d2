using System.Runtime.InteropServices;
using CrossSell.Core.Common;

namespace CrossSell.Core.Insights;

/// <summary>Sums customers up by the month of their first order, over the twelve months after it. Orders come in the order of time.</summary>
[Engine]
internal sealed class CustomerSums
{
    private readonly Dictionary<ulong, Customer> customers = [];
    private readonly SortedDictionary<int, Cohort> cohorts = [];

    /// <summary>The next order of a customer.</summary>
    /// <returns>Whether the customer had ordered before.</returns>
    public bool Add(ulong customer, DateOnly day, long value)
    {
        ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(customers, customer, out var isKnown);
        if (!isKnown)
        {
            known = new Customer(day, 0, -1, false);
            Of(day).Customers++;
        }

        var months = MonthsBetween(known.First, day);
        if (months < CustomerCohort.Months)
        {
            var cohort = Of(known.First);
            cohort.Value[months] += value;
            cohort.Ordered[months] += isKnown && known.LastMonth < months ? 1 : 0;
            cohort.CameBack += isKnown && !known.CameBack ? 1 : 0;
            known = known with { Value = known.Value + value, LastMonth = isKnown ? months : -1, CameBack = isKnown };
        }

        return isKnown;
    }

    /// <param name="last">Day of the newest order.</param>
    public IReadOnlyList<CustomerCohort> Build(DateOnly last)
    {
        foreach (var customer in customers.Values)
        {
            var cohort = Of(customer.First);
            cohort.Sum += customer.Value;
            cohort.Squares += (double)customer.Value * customer.Value;
        }

        return [.. cohorts.Select(pair => new CustomerCohort(
            MonthOf(pair.Key), pair.Value.Customers, pair.Value.Value, pair.Value.Ordered, pair.Value.CameBack,
            new Measured(pair.Value.Customers, pair.Value.Sum, pair.Value.Squares), CompleteMonths(pair.Key, last)))];
    }

    /// <summary>Whole months that have gone by, 0 on the same day.</summary>
    internal static int MonthsBetween(DateOnly from, DateOnly to) => NumberOf(to) - NumberOf(from) - (to.Day < from.Day ? 1 : 0);

    // How many whole months have gone by for the last customers of the cohort too.
    private static int CompleteMonths(int month, DateOnly last)
    {
        var next = MonthOf(month + 1);
        return last < next ? 0 : Math.Clamp(MonthsBetween(next, last.AddDays(1)), 0, CustomerCohort.Months);
    }

    private Cohort Of(DateOnly first)
    {
        var month = NumberOf(first);
        return cohorts.TryGetValue(month, out var known) ? known : cohorts[month] = new Cohort();
    }

    private static int NumberOf(DateOnly day) => (day.Year * 12) + day.Month - 1;

    private static DateOnly MonthOf(int number) => new(number / 12, (number % 12) + 1, 1);

    /// <param name="Value">Of the first twelve months, in minor units.</param>
    /// <param name="LastMonth">Since the first order, in which the customer last ordered again; -1 for never.</param>
    private readonly record struct Customer(DateOnly First, long Value, int LastMonth, bool CameBack);

    private sealed class Cohort
    {
        public int Customers { get; set; }

        public int CameBack { get; set; }

        public double Sum { get; set; }

        public double Squares { get; set; }

        public long[] Value { get; } = new long[CustomerCohort.Months];

        public int[] Ordered { get; } = new int[CustomerCohort.Months];
    }
}
