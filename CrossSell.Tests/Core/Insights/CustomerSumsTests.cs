using CrossSell.Core.Insights;
using CrossSell.Tests.Support;

namespace CrossSell.Tests.Core.Insights;

public sealed class CustomerSumsTests
{
    [Fact]
    public void Cohort_AddsUpTwelveMonthsOfEachCustomer()
    {
        var cohort = Cohorts(
            ("2025-01-10", 1, 10_000), ("2025-01-20", 2, 4_000),
            ("2025-01-25", 1, 1_000), // In the first month again.
            ("2025-03-09", 1, 2_000), // Two months less a day after the first: still the second month.
            ("2026-01-09", 1, 3_000), // The last day of the twelfth month.
            ("2026-01-10", 1, 9_999), // Over.
            ("2026-03-01", 3, 1))[0];

        Assert.Equal(new DateOnly(2025, 1, 1), cohort.Month);
        Assert.Equal((2, 1, true), (cohort.Customers, cohort.CameBack, cohort.IsComplete));
        Assert.Equal([15_000, 2_000, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3_000], cohort.Value);
        Assert.Equal([1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1], cohort.Ordered);
        Assert.Equal((20_000 / 2.0, 7_500.0), (cohort.ValueUpTo(12), cohort.ValueUpTo(1)));
        Assert.Equal(10_000, cohort.YearValue.Mean);
    }

    [Theory]
    [InlineData("2025-01-31", 0)]
    [InlineData("2025-02-27", 0)]
    [InlineData("2025-02-28", 1)]
    [InlineData("2026-01-30", 11)]
    [InlineData("2026-01-31", 12)]
    [InlineData("2030-01-01", 12)]
    public void Cohort_IsComplete_WhenItsLastCustomersAre(string last, int complete) =>
        Assert.Equal(complete, Cohorts(("2025-01-05", 1, 100), (last, 2, 100))[0].Complete);

    [Fact]
    public void Customers_OfIncompleteMonths_AreNotInTheValue()
    {
        var sums = new OrderSums(new Dictionary<int, MainPanel>(), []);
        sums.Add(new DateOnly(2025, 1, 5), 1, [new SoldLine(1, 8_000, 1, 0)]);
        sums.Add(new DateOnly(2026, 3, 5), 2, [new SoldLine(1, 2_000, 1, 0)]);
        var book = sums.Build(new Dictionary<DateOnly, InsightMark>(), 4, TestStudio.Start);

        var figures = InsightsReport.Of(book, new InsightsQuestion(1), CrossSell.Core.Common.Currency.Of("EUR"), new DateOnly(2026, 3, 5));

        Assert.Equal(Enumerable.Repeat(8_000.0, 12), figures.Customers.Curve);
        Assert.Equal((8_000.0, 1, false), (figures.Customers.Value.Value, figures.Customers.CompleteCohorts, figures.Customers.Value.IsEnough));
    }

    private static IReadOnlyList<CustomerCohort> Cohorts(params (string Day, int Customer, long Value)[] orders)
    {
        var sums = new OrderSums(new Dictionary<int, MainPanel>(), []);
        foreach (var (day, customer, value) in orders)
        {
            sums.Add(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture), (ulong)customer, [new SoldLine(1, value, 1, 0)]);
        }

        return sums.Build(new Dictionary<DateOnly, InsightMark>(), 4, TestStudio.Start).Cohorts;
    }
}
