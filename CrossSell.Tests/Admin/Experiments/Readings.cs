using CrossSell.Core.Catalog;
using CrossSell.Core.Experiments;
using CrossSell.Tests.Support;

namespace CrossSell.Tests.Admin.Experiments;

/// <summary>Experiments and what they say, without a database.</summary>
internal static class Readings
{
    public static readonly Channel Shop = new() { Id = 1, Code = "camera", Name = "Camera", CurrencyCode = "EUR", Locales = ["en", "nl"] };

    public static ExperimentTerms Terms(ExperimentQuestion question = ExperimentQuestion.AnyPanel, ExperimentMode mode = ExperimentMode.AlwaysValid) => new(
        "Do panels sell more?", question, null, null, ExperimentTerms.TwoArms("No panels", "Panels"), [], null,
        question == ExperimentQuestion.HoldOut ? 500 : 10_000, null, null)
    {
        Mode = mode, Days = 28, PlannedVisitors = 10_000,
    };

    /// <summary>One that began at the clock of the tests.</summary>
    public static ExperimentRow Row(ExperimentQuestion question = ExperimentQuestion.AnyPanel, ExperimentMode mode = ExperimentMode.AlwaysValid)
    {
        var experiment = Experiment.Draft(Shop.Id, "salt", TestStudio.Merchandiser, TestStudio.Start);
        Assert.True(experiment.Edit(Terms(question, mode)).IsDone);
        Assert.True(experiment.Start("b", false, 0, Shop, TestStudio.Manager, TestStudio.Start).IsDone);
        return new ExperimentRow(experiment, Shop, null);
    }

    public static MetricReading Metric(
        double low, double value, double high, ExperimentMetric metric = ExperimentMetric.RevenuePerVisitor, MetricRole role = MetricRole.First,
        bool? isConclusive = null) => new(
        metric, role, 1, 400, 400 * (1 + value), new Effect(400 * value, 400 * low, 400 * high), new Effect(value, low, high), 0.0123, 0.0246,
        isConclusive ?? (low > 0 || high < 0))
        {
            VarianceKept = 0.8,
        };

    /// <summary>Of visitors who are there as planned.</summary>
    public static ExperimentReading Of(ExperimentVerdict verdict, params IReadOnlyList<MetricReading> metrics) => new()
    {
        ExperimentId = 7,
        Mode = ExperimentMode.AlwaysValid,
        Verdict = verdict,
        FirstDay = new DateOnly(2026, 11, 1),
        LastDay = new DateOnly(2026, 11, 20),
        Visitors = 10_000,
        PlannedVisitors = 10_000,
        Arms = [new ArmReading(0, 0.5, 5_000, 120, 130, 1_234_500), new ArmReading(1, 0.5, 5_000, 140, 150, 1_434_500)],
        Metrics = metrics,
        Ratio = new SampleRatioReading([0.5, 0.5], [5_000, 5_000], 0.8, true, false),
    };
}
