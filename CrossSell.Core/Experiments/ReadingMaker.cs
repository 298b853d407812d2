using CrossSell.Core.Common;

namespace CrossSell.Core.Experiments;

/// <summary>
/// Makes of daily sums what an experiment says: the one place where its figures are defined. The effect that decides is the relative one, with the interval
/// that is shown, where the difference itself is beyond chance too; where the control has nothing to be relative to, the absolute one. The first metric stands
/// alone (of several treatments corrected for their number), other metrics are corrected together, guardrails together, and exploratory groups together.
/// </summary>
[Engine]
public static class ReadingMaker
{
    /// <summary>With fewer visitors in an arm no effect is told: a mean of so few is not near enough to normal.</summary>
    public const int LeastVisitors = 100;

    /// <summary>A fading effect is told from this chance on; at .05 one experiment of twenty would alarm by chance alone.</summary>
    public const double NoveltyAlarm = .01;

    private const int TrafficDays = 7;
    private const int MostDaysLeft = 365;

    /// <param name="days">Sealed and live ones.</param>
    /// <param name="at">When the sums were brought up to date; null before the first time.</param>
    /// <param name="isOver">Whether its end is past.</param>
    public static ExperimentReading Make(
        ReadingTerms terms, IReadOnlyCollection<ExperimentDay> days, IReadOnlyCollection<ExperimentExclusion> excluded, DateTimeOffset? at, bool isOver)
    {
        ArgumentNullException.ThrowIfNull(terms);
        ArgumentNullException.ThrowIfNull(days);
        ArgumentNullException.ThrowIfNull(excluded);
        var book = new SumsBook(terms, days);
        var isHidden = terms.Mode == ExperimentMode.FixedHorizon && !isOver;
        var ratio = RatioOf(terms, book, isOver);
        var metrics = isHidden ? [] : MetricsOf(terms, book);
        var reading = new ExperimentReading
        {
            ExperimentId = terms.ExperimentId,
            Mode = terms.Mode,
            Verdict = ExperimentVerdict.NotYet,
            At = at,
            FirstDay = book.Days.Count == 0 ? null : book.Days[0],
            LastDay = book.Days.Count == 0 ? null : book.Days[^1],
            IsHidden = isHidden,
            Visitors = (long)book.Visitors,
            PlannedVisitors = terms.PlannedVisitors,
            SmallestEffect = terms.SmallestEffect,
            Power = isOver ? null : PowerOf(terms, book),
            Arms = ArmsOf(terms, book, isHidden),
            Metrics = metrics,
            Days = isHidden ? [] : DaysOf(terms, book),
            Slices = isHidden ? [] : SlicesOf(terms, book),
            Ratio = ratio,
            Novelty = isHidden ? null : NoveltyOf(terms, book),
            Excluded = [.. excluded.GroupBy(row => row.Reason).OrderBy(same => same.Key)
                .Select(same => new ExclusionReading(same.Key, same.Sum(row => row.Count), same.Sum(row => row.Amount)))],
        };
        return reading with { Verdict = VerdictOf(terms, reading, isOver), DaysLeft = DaysLeftOf(terms, book, reading, isOver) };
    }

    private static ExperimentVerdict VerdictOf(ReadingTerms terms, ExperimentReading reading, bool isOver)
    {
        if (reading.Ratio?.IsAlarm == true)
        {
            return ExperimentVerdict.Invalid;
        }

        if (reading.IsHidden || reading.First is not { } first)
        {
            return ExperimentVerdict.TooEarly;
        }

        var isPlanned = reading.Visitors >= terms.PlannedVisitors;
        if (terms.Mode == ExperimentMode.FixedHorizon && !isPlanned)
        {
            return ExperimentVerdict.NotYet;
        }

        return first.IsBetter ? ExperimentVerdict.Better
            : first.IsWorse ? ExperimentVerdict.Worse
            : isOver && isPlanned ? ExperimentVerdict.NoDifference
            : ExperimentVerdict.NotYet;
    }

    private static IReadOnlyList<ArmReading> ArmsOf(ReadingTerms terms, SumsBook book, bool isHidden) => [.. terms.Shares.Select((share, arm) =>
    {
        // Revenue by arm would tell the effect as well.
        var (orders, buyers) = (book.Sum(arm, ExperimentMetric.AverageOrderValue), book.Sum(arm, ExperimentMetric.Conversion));
        return isHidden
            ? new ArmReading(arm, share, (long)orders.Visitors, 0, 0, 0)
            : new ArmReading(arm, share, (long)orders.Visitors, (long)buyers.Main, (long)orders.Below, orders.Main);
    })];

    private static SampleRatioReading? RatioOf(ReadingTerms terms, SumsBook book, bool isOver)
    {
        if (book.Visitors == 0)
        {
            return null;
        }

        var seen = new long[terms.Shares.Count];
        var lowest = 1.0;
        foreach (var day in book.Days)
        {
            for (var arm = 0; arm < seen.Length; arm++)
            {
                seen[arm] += (long)book.On(day, arm, ExperimentMetric.Conversion).Visitors;
            }

            lowest = Math.Min(lowest, SampleRatio.SequentialP(terms.Shares, seen));
        }

        var p = isOver ? SampleRatio.ChiSquared(terms.Shares, seen).P : lowest;
        // What alarmed on any day of its time is not cured by days without.
        return new SampleRatioReading(terms.Shares, seen, p, !isOver, p < SampleRatio.Alarm || lowest < SampleRatio.Alarm);
    }

    private static IReadOnlyList<MetricReading> MetricsOf(ReadingTerms terms, SumsBook book)
    {
        var others = terms.OtherMetrics.Where(metric => metric != terms.FirstMetric).ToList();
        var guardrails = terms.Guardrails.Where(metric => metric != terms.FirstMetric && !others.Contains(metric));
        return
        [
            .. FamilyOf(terms, book, MetricRole.First, [terms.FirstMetric]), .. FamilyOf(terms, book, MetricRole.Other, others),
            .. FamilyOf(terms, book, MetricRole.Guardrail, guardrails),
        ];
    }

    private static IEnumerable<MetricReading> FamilyOf(ReadingTerms terms, SumsBook book, MetricRole role, IEnumerable<ExperimentMetric> metrics)
    {
        var found = metrics.SelectMany(metric => Enumerable.Range(1, terms.Shares.Count - 1).Select(arm =>
            Compare(terms, metric, book.Sum(0, metric), book.Sum(arm, metric)) is { } compared ? (Metric: metric, Arm: arm, Compared: compared) : default))
            .Where(item => item.Compared is not null).ToList();
        var adjusted = PValues.Holm([.. found.Select(item => item.Compared!.P)]);
        return found.Select((item, at) =>
        {
            var compared = item.Compared!;
            return new MetricReading(
                item.Metric, role, item.Arm, compared.Arms.Control.Mean, compared.Arms.Treatment.Mean, compared.Absolute, compared.Relative, compared.P,
                adjusted[at], adjusted[at] < terms.Alpha)
            {
                VarianceKept = compared.Arms.VarianceKept,
            };
        });
    }

    private static List<DayReading> DaysOf(ReadingTerms terms, SumsBook book)
    {
        var all = new List<DayReading>();
        var sums = new MetricSums[terms.Shares.Count];
        foreach (var day in book.Days)
        {
            for (var arm = 0; arm < sums.Length; arm++)
            {
                sums[arm] += book.On(day, arm, terms.FirstMetric);
            }

            var visitors = (long)sums.Sum(sum => sum.Visitors);
            all.AddRange(Enumerable.Range(1, sums.Length - 1)
                .Select(arm => new DayReading(day, arm, visitors, Compare(terms, terms.FirstMetric, sums[0], sums[arm])?.Relative)));
        }

        return all;
    }

    private static IReadOnlyList<SliceReading> SlicesOf(ReadingTerms terms, SumsBook book)
    {
        var found = book.Groups.SelectMany(group => Enumerable.Range(1, terms.Shares.Count - 1).Select(arm =>
        {
            var (control, treatment) = (book.Sum(0, group.Cut, group.Key), book.Sum(arm, group.Cut, group.Key));
            return (group.Cut, group.Key, Arm: arm, Visitors: (long)(control.Visitors + treatment.Visitors),
                Compared: Compare(terms, terms.FirstMetric, control, treatment));
        })).ToList();
        var adjusted = PValues.Holm([.. found.Select(item => item.Compared?.P ?? 1)]);
        return [.. found.Select((item, at) => new SliceReading(
            item.Cut, item.Key, item.Arm, item.Visitors, item.Compared?.Relative, item.Compared?.P ?? 1, adjusted[at], adjusted[at] < terms.Alpha))];
    }

    private static NoveltyReading? NoveltyOf(ReadingTerms terms, SumsBook book)
    {
        var once = new TestRule(terms.Alpha, null);
        if (Relative(VisitorGroups.FirstWeek) is not { } first || Relative(VisitorGroups.Later) is not { } later)
        {
            return null;
        }

        var error = Math.Sqrt((first.StandardError * first.StandardError) + (later.StandardError * later.StandardError));
        var p = Distributions.NormalBeyond((first.Effect.Value - later.Effect.Value) / error);
        return new NoveltyReading(first.Effect, later.Effect, p, p < NoveltyAlarm);

        // Of several treatments the first one.
        TestedEffect? Relative(string cohort)
        {
            var (control, treatment) = (book.Sum(0, ExperimentCut.Cohort, cohort), book.Sum(1, ExperimentCut.Cohort, cohort));
            var arms = MetricSamples.Compare(terms.FirstMetric, control, treatment);
            return Math.Min(control.Visitors, treatment.Visitors) < LeastVisitors ? null : ArmComparison.Relative(arms.Control, arms.Treatment, once);
        }
    }

    /// <summary>Of the first treatment; of several the others are about as large.</summary>
    private static double? PowerOf(ReadingTerms terms, SumsBook book)
    {
        var (control, treatment) = (book.Sum(0, terms.FirstMetric), book.Sum(1, terms.FirstMetric));
        if (terms.SmallestEffect is not > 0 || terms.PlannedVisitors <= 0 || Math.Min(control.Visitors, treatment.Visitors) < LeastVisitors)
        {
            return null;
        }

        var arms = MetricSamples.Compare(terms.FirstMetric, control, treatment);
        // The control's own mean for both, so that the error is that of the variances alone.
        return ArmComparison.Relative(arms.Control, arms.Treatment with { Mean = arms.Control.Mean }, terms.Rule) is { } tested
            ? ExperimentPower.InTheMiddle(
                tested.StandardError, control.Visitors + treatment.Visitors, terms.PlannedVisitors * (terms.Shares[0] + terms.Shares[1]),
                terms.SmallestEffect.Value, terms.Rule)
            : null;
    }

    private static Compared? Compare(ReadingTerms terms, ExperimentMetric metric, MetricSums control, MetricSums treatment)
    {
        if (Math.Min(control.Visitors, treatment.Visitors) < LeastVisitors)
        {
            return null;
        }

        var arms = MetricSamples.Compare(metric, control, treatment);
        var relative = ArmComparison.Relative(arms.Control, arms.Treatment, terms.Rule);
        return ArmComparison.Absolute(arms.Control, arms.Treatment, terms.Rule) is { } absolute
            ? new Compared(arms, absolute.Effect, relative?.Effect, ArmComparison.Chance(arms.Control, arms.Treatment, terms.Rule) ?? 1)
            : null;
    }

    private static int? DaysLeftOf(ReadingTerms terms, SumsBook book, ExperimentReading reading, bool isOver)
    {
        if (book.PerDay(TrafficDays) is not (> 0 and var perDay))
        {
            return null;
        }

        if (terms.Mode == ExperimentMode.FixedHorizon)
        {
            var missing = terms.PlannedVisitors - reading.Visitors;
            return missing > 0 ? Capped(missing / perDay) : isOver ? (int?)null : 0;
        }

        if (isOver || reading.First is not { IsConclusive: false, Relative: { } effect } first || effect.Value == 0)
        {
            return null;
        }

        // The interval as it will be when so many more came, if visitors go on to vary as they did.
        var both = book.Sum(0, terms.FirstMetric).Visitors + book.Sum(first.Arm, terms.FirstMetric).Visitors;
        var error = (effect.High - effect.Low) / 2 / ArmComparison.HalfWidth(terms.Rule, both, double.PositiveInfinity);
        for (var days = 1; days <= MostDaysLeft; days++)
        {
            var grown = 1 + (perDay * days / reading.Visitors);
            if (ArmComparison.HalfWidth(terms.Rule, both * grown, double.PositiveInfinity) * error / Math.Sqrt(grown) < Math.Abs(effect.Value))
            {
                return days;
            }
        }

        return null;
    }

    private static int? Capped(double days) => days <= MostDaysLeft ? (int)Math.Ceiling(days) : null;

    private sealed record Compared(ComparedArms Arms, Effect Absolute, Effect? Relative, double P);
}
