using CrossSell.Core.Common;

namespace CrossSell.Core.Insights;

/// <summary>Works out what a period says from the sums of its days: the one place where the figures of Insights and Today are defined.</summary>
[Engine]
public static class InsightsReport
{
    /// <summary>Average order value: revenue after returns over orders, in minor units.</summary>
    public static Estimate Aov(SalesSums sums) => sums.Orders == 0 ? default : Estimates.Mean(sums.ValueMeasured).Plus((double)sums.TakenBack / sums.Orders);

    public static EstimatedChange? AovChange(SalesSums now, SalesSums before)
    {
        if (Estimates.MeanChange(now.ValueMeasured, before.ValueMeasured) is not { } change
            || Aov(now).Value is not { } value
            || Aov(before).Value is not { } past)
        {
            return null;
        }

        // What was taken back without an order adds no uncertainty.
        var known = value - past - change.Value;
        return change with { Value = change.Value + known, Low = change.Low + known, High = change.High + known, Before = past };
    }

    /// <summary>Attach rate: of the orders with a main product the share that also holds a product that its panel recommends.</summary>
    public static Estimate Attach(SalesSums sums) => Estimates.Rate(sums.Attached, sums.WithMain);

    /// <summary>Coverage: share of the revenue of main products whose panel is full; null without revenue.</summary>
    public static double? Full(SalesSums sums) => sums.MainRevenue <= 0 ? null : (double)sums.FullRevenue / sums.MainRevenue;

    /// <summary>A mean of minor units as an amount, rounded half away from zero.</summary>
    public static Money Money(double minor, Currency currency) => new((long)Math.Round(minor, MidpointRounding.AwayFromZero), currency);

    /// <summary>The days that a question is about.</summary>
    public static InsightPeriod PeriodOf(InsightsQuestion question, DateOnly first, DateOnly last) => question.Range switch
    {
        InsightRange.Days30 => InsightPeriod.LastDays(30, last),
        InsightRange.Days90 => InsightPeriod.LastDays(90, last),
        InsightRange.Months12 => InsightPeriod.LastYear(last),
        _ => new InsightPeriod(question.From ?? first, question.To ?? last) is var asked && asked.From <= asked.To
            ? asked
            : new InsightPeriod(asked.To, asked.From),
    };

    /// <summary>What a period is compared with; null for nothing.</summary>
    public static InsightPeriod? ComparedWith(InsightPeriod period, InsightComparison comparison) => comparison switch
    {
        InsightComparison.Year => period.YearBefore,
        InsightComparison.Before => period.Before,
        _ => null,
    };

    /// <param name="today">Where the shop has no orders.</param>
    public static InsightsFigures Of(InsightsBook book, InsightsQuestion question, Currency currency, DateOnly today)
    {
        var history = book is { FirstDay: { } first, LastDay: { } last } ? new InsightPeriod(first, last) : (InsightPeriod?)null;
        var period = PeriodOf(question, history?.From ?? today, history?.To ?? today);
        var compared = ComparedWith(period, question.Comparison);
        var isComparable = compared is { } other && history is { } known && other.From >= known.From;
        var step = InsightSteps.StepOf(period);
        return new InsightsFigures
        {
            Currency = currency,
            Period = period,
            Compared = compared,
            IsComparable = isComparable,
            History = history,
            At = book.At,
            Now = book.Sum(period),
            Before = isComparable ? book.Sum(compared!.Value) : null,
            Slots = book.Slots,
            Step = step,
            Points = PointsOf(book, period, compared, step),
            Panels = PanelsOf(book, period),
            Customers = CustomersOf(book.Cohorts),
        };
    }

    private static IReadOnlyList<InsightPoint> PointsOf(InsightsBook book, InsightPeriod period, InsightPeriod? compared, InsightStep step)
    {
        var parts = InsightSteps.Of(period, step);
        // Counted from the end, so that the newest points stand beside each other whatever is left at the beginning.
        var others = compared is { } before ? InsightSteps.Of(before, step) : [];
        return [.. parts.Select((part, at) =>
        {
            var place = others.Count - parts.Count + at;
            var isKnown = place >= 0 && place < others.Count && book.FirstDay is { } first && others[place].From >= first;
            return new InsightPoint(part, book.Sum(part), isKnown ? book.Sum(others[place]) : null, book.MarksIn(part));
        })];
    }

    private static IReadOnlyList<PanelFigure> PanelsOf(InsightsBook book, InsightPeriod period)
    {
        var sums = book.ProductsIn(period);
        var full = sums.Where(pair => book.Panels[pair.Key].IsFull).Aggregate(default(ProductSums), (sum, pair) => sum + pair.Value);
        var rate = full.Revenue > 0 ? (double)full.Beside / full.Revenue : 0;
        return [.. sums.OrderByDescending(pair => pair.Value.Revenue).ThenBy(pair => pair.Key).Select(pair => new PanelFigure(
            pair.Key,
            book.Panels[pair.Key],
            pair.Value,
            Estimates.Rate(pair.Value.Attached, pair.Value.Orders, Estimates.EnoughOfProduct),
            Math.Max(0, (long)(rate * pair.Value.Revenue) - pair.Value.Beside)))];
    }

    private static CustomerFigures CustomersOf(IReadOnlyList<CustomerCohort> cohorts)
    {
        var complete = cohorts.Where(cohort => cohort.IsComplete).ToArray();
        var value = complete.Aggregate(
            default(Measured),
            (sum, cohort) => new Measured(
                sum.Count + cohort.YearValue.Count, sum.Sum + cohort.YearValue.Sum, sum.Squares + cohort.YearValue.Squares));
        return new CustomerFigures(
            Estimates.Mean(value), Estimates.Rate(complete.Sum(cohort => cohort.CameBack), complete.Sum(cohort => (long)cohort.Customers)), complete.Length,
            complete.Length == 0
                ? []
                : [.. Enumerable.Range(1, CustomerCohort.Months)
                    .Select(month => complete.Sum(cohort => cohort.Value.Take(month).Sum()) / (double)complete.Sum(cohort => cohort.Customers))],
            cohorts);
    }
}
