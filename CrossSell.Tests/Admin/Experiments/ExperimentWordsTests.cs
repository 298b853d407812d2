using CrossSell.Admin.Features.Experiments;
using CrossSell.Core.Experiments;
using CrossSell.Tests.Support;

namespace CrossSell.Tests.Admin.Experiments;

public sealed class ExperimentWordsTests
{
    [Fact]
    public void Better_SaysHowMuch_AndBetweenWhat() => Assert.Equal(
        "Panels brought 4.1 % more revenue per visitor; between 1.2 % and 7.0 %.",
        Say(Readings.Of(ExperimentVerdict.Better, Readings.Metric(0.012, 0.041, 0.07))));

    [Fact]
    public void Worse_SaysLess_FromTheSmallerToTheLarger() => Assert.Equal(
        "Panels brought 3.0 % less revenue per visitor; between 1.0 % and 5.0 %.",
        Say(Readings.Of(ExperimentVerdict.Worse, Readings.Metric(-0.05, -0.03, -0.01))));

    // The amounts are beyond chance and their ratio is not: the first vector of EXPERIMENTS.md.
    [Fact]
    public void BetterInAmounts_WithARangeInPercentAroundZero_ShowsItsSigns() => Assert.Equal(
        "Panels brought 70.7 % more revenue per visitor; between −3.5 % and +145.0 %.",
        Say(Readings.Of(ExperimentVerdict.Better, Readings.Metric(-0.03526, 0.70732, 1.44989, isConclusive: true))));

    [Theory]
    [InlineData(9, "Not yet conclusive: about 9 more days at this traffic.")]
    [InlineData(1, "Not yet conclusive: about 1 more day at this traffic.")]
    [InlineData(null, "Not yet conclusive.")]
    public void NotYet_SaysHowLong(int? days, string sentence) =>
        Assert.Equal(sentence, Say(Readings.Of(ExperimentVerdict.NotYet, Readings.Metric(-0.01, 0.02, 0.05)) with { DaysLeft = days }));

    [Fact]
    public void Hidden_SaysWhenTheAnswerComes_AndNoFigure()
    {
        var reading = Readings.Of(ExperimentVerdict.TooEarly) with { IsHidden = true, DaysLeft = 9, Mode = ExperimentMode.FixedHorizon };

        Assert.Equal("Running as planned: the answer comes in about 9 days.", Say(reading));
        Assert.Equal("hidden until its end", ReadingWords.Short(reading));
    }

    [Fact]
    public void Invalid_ComesBeforeEverythingElse()
    {
        var reading = Readings.Of(ExperimentVerdict.Invalid, Readings.Metric(0.012, 0.041, 0.07));

        Assert.StartsWith("These figures cannot be trusted", Say(reading), StringComparison.Ordinal);
        Assert.Equal("error", ReadingWords.Tone(reading));
    }

    [Fact]
    public void Better_WithAGuardrailThatBroke_WarnsOfIt()
    {
        var reading = Readings.Of(
            ExperimentVerdict.Better, Readings.Metric(0.012, 0.041, 0.07),
            Readings.Metric(0.1, 0.2, 0.3, ExperimentMetric.Returns, MetricRole.Guardrail));

        Assert.Equal("But Returns became worse: weigh both before you decide.", ReadingWords.Advice(reading, isOver: true));
        Assert.Equal("warning", ReadingWords.Tone(reading));
    }

    [Fact]
    public void Axis_IsTheSameToBothSides_AndNotStretchedByWhatIsUncertain()
    {
        var scale = EffectScale.Of([(0.012, 0.07), (-0.9, 0.9)]);

        Assert.Equal(0.2, scale.Most, 9);
        Assert.Equal("50%", scale.At(0));
        Assert.Equal("100%", scale.At(0.9));
        Assert.True(scale.IsBeyond(0.9));
        Assert.Equal(0.01, EffectScale.Of([]).Most, 9);
        Assert.Equal(0.08, EffectScale.Of([(0.012, 0.07)]).Most, 9);
    }

    [Theory]
    [InlineData(0, "day 1 of 28")]
    [InlineData(8.5, "day 9 of 28")]
    [InlineData(28, "20 Nov 2026 to 18 Dec 2026")]
    public void Days_SayWhichOfHowMany(double after, string said) =>
        Assert.Equal(said, ExperimentWords.Days(Readings.Row(), TestStudio.Start.AddDays(after)));

    [Fact]
    public void Decision_ProposesWhatTheFiguresSpeakFor_ElseWhatIsThere()
    {
        var experiment = Readings.Row().Experiment;

        Assert.Equal("b", DecisionWords.Proposed(experiment, Readings.Of(ExperimentVerdict.Better, Readings.Metric(0.01, 0.04, 0.07))));
        Assert.Equal("a", DecisionWords.Proposed(experiment, Readings.Of(ExperimentVerdict.Worse, Readings.Metric(-0.07, -0.04, -0.01))));
        Assert.Equal("b", DecisionWords.Proposed(experiment, Readings.Of(ExperimentVerdict.NotYet)));
    }

    private static string Say(ExperimentReading reading) => ReadingWords.Sentence(reading, "Panels");
}
