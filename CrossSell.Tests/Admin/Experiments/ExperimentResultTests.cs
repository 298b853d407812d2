using Bunit;
using CrossSell.Admin.Features.Experiments;
using CrossSell.Admin.Shared;
using CrossSell.Core.Experiments;

namespace CrossSell.Tests.Admin.Experiments;

/// <summary>What the page of an experiment says, of figures that are given.</summary>
public sealed class ExperimentResultTests : BunitContext
{
    private static readonly ExperimentReading Better = Readings.Of(
        ExperimentVerdict.Better, Readings.Metric(0.012, 0.041, 0.07),
        Readings.Metric(-0.02, 0.01, 0.04, ExperimentMetric.AverageOrderValue, MetricRole.Other),
        Readings.Metric(-0.03, 0.0, 0.03, ExperimentMetric.Conversion, MetricRole.Guardrail));

    public ExperimentResultTests() => this.UseKit();

    [Fact]
    public void Result_SaysTheSentenceFirst_ThenEachFigureWithItsRange()
    {
        var page = Show(Better);

        Assert.Equal("Panels brought 4.1 % more revenue per visitor; between 1.2 % and 7.0 %.", page.Find("h2").TextContent);
        Assert.Equal(["better", "unclear", "unclear"], page.FindAll("tr[data-effect]").Select(row => row.GetAttribute("data-effect")));
        var first = page.Find("tr[data-effect]");
        Assert.Contains("+4.1 %", first.TextContent, StringComparison.Ordinal);
        Assert.Contains("between +1.2 % and +7.0 %", first.TextContent, StringComparison.Ordinal);
        Assert.Contains("4.00 €", first.TextContent, StringComparison.Ordinal);
        Assert.Equal("true", first.QuerySelector("svg")!.GetAttribute("aria-hidden"));
    }

    [Fact]
    public void Statistics_AreFolded()
    {
        var said = Show(Better).FindAll("td").Where(cell => cell.TextContent is "0.0123" or "0.0246").ToList();

        Assert.NotEmpty(said);
        Assert.All(said, cell => Assert.NotNull(cell.Closest("details:not([open])")));
    }

    [Fact]
    public void FixedHorizon_BeforeItsEnd_ShowsProgress_AndNothingOfWhatWasBought()
    {
        var page = Show(Readings.Of(ExperimentVerdict.TooEarly) with
        {
            Mode = ExperimentMode.FixedHorizon,
            IsHidden = true,
            DaysLeft = 9,
            Visitors = 4_000,
            Power = .784,
            SmallestEffect = .05,
            Arms = [new(0, 0.5, 2_000, 0, 0, 0), new(1, 0.5, 2_000, 0, 0, 0)],
        });

        Assert.Equal("40", page.Find("[role=progressbar]").GetAttribute("aria-valuenow"));
        Assert.Empty(page.FindAll("tr[data-effect]"));
        Assert.DoesNotContain("€", page.Markup, StringComparison.Ordinal);
        Assert.Contains(
            "Chance of finding a difference of 5 % at the planned sample, as visitors vary by now: 78 %.", page.Find("details").TextContent,
            StringComparison.Ordinal);
        Assert.Equal(["split"], page.FindAll("[data-check]").Select(check => check.GetAttribute("data-check")));
    }

    [Fact]
    public void UnevenSplit_IsAnAlarm_WithItsUsualCauses()
    {
        var page = Show(Readings.Of(ExperimentVerdict.Invalid) with { Ratio = new SampleRatioReading([0.5, 0.5], [5_000, 6_000], 1e-5, false, true) });

        Assert.Equal("alarm", page.Find("[data-check=split]").GetAttribute("data-state"));
        Assert.Contains("45.5 % and 54.5 % instead of 50.0 % and 50.0 %", page.Find("[data-check=split]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Groups_AreMarkedExploratory_AndTheNoveltyOfTheFirstWeekIsNoGroup()
    {
        var page = Show(Better with
        {
            Slices =
            [
                new SliceReading(ExperimentCut.Device, "phone", 1, 6_000, new Effect(0.05, 0.01, 0.09), 0.01, 0.04, true),
                new SliceReading(ExperimentCut.Source, "", 1, 900, null, 1, 1, false),
                new SliceReading(ExperimentCut.Cohort, "first", 1, 900, new Effect(0.05, 0.01, 0.09), 0.01, 0.04, true),
            ],
        });
        var card = page.Find("section[aria-labelledby=slices-title]");

        Assert.Contains("exploratory", card.TextContent, StringComparison.Ordinal);
        Assert.Equal(["Phone", "not known"], card.QuerySelectorAll("tbody .name").Select(name => name.TextContent));
        Assert.Contains("too few orders", card.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void OverTime_HasItsRangesAsATable()
    {
        var page = Show(Better with
        {
            Days =
            [
                new DayReading(new DateOnly(2026, 11, 18), 1, 900, null), new DayReading(new DateOnly(2026, 11, 19), 1, 5_000, new Effect(0.03, -0.4, 0.46)),
                new DayReading(new DateOnly(2026, 11, 20), 1, 10_000, new Effect(0.041, 0.012, 0.07)),
            ],
        });
        var chart = page.FindComponent<LineChart>();

        Assert.Equal(
            ["19 Nov 2026", "+3.0 %", "−40.0 %", "+46.0 %", "20 Nov 2026", "+4.1 %", "+1.2 %", "+7.0 %"],
            chart.FindAll("tbody th, tbody td").Select(cell => cell.TextContent));
        // The first range goes far beyond the picture, which is drawn for the last.
        Assert.DoesNotContain(chart.FindAll(".ticks span"), tick => tick.TextContent.Contains("50", StringComparison.Ordinal));
    }

    [Fact]
    public void LeftOut_IsSaidWithItsReason()
    {
        var page = Show(Better with
        {
            Excluded = [new(ExclusionReason.Bot, 12), new(ExclusionReason.Staff, 0), new(ExclusionReason.Returned, 3, 12_900)],
        });

        Assert.Equal(
            ["12 visitors: programs, not people", "3 returned units, worth 129.00 €, taken off their orders"],
            page.FindAll(".excluded li").Select(item => item.TextContent));
    }

    private IRenderedComponent<ExperimentResult> Show(ExperimentReading reading) =>
        Render<ExperimentResult>(parameters => parameters.Add(it => it.Row, Readings.Row()).Add(it => it.Reading, reading));
}
