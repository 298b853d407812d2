using CrossSell.Core.Experiments;

namespace CrossSell.Tests.Core.Experiments;

/// <summary>The numbers of EXPERIMENTS.md, each to five decimals.</summary>
public sealed class StatisticsVectorTests
{
    private static readonly TestRule Once = new(.05, null);
    private static readonly ArmSample A = ArmSample.Of(1396.87, 52377.9767, 3407);
    private static readonly ArmSample B = ArmSample.Of(2422.7, 134698.29, 3461);

    [Fact]
    public void Vector1_Means_AbsoluteAndRelative()
    {
        var absolute = ArmComparison.Absolute(A, B, Once)!.Value;
        Is(absolute.Effect, .29, .04538, .53462);
        Is(.02016, absolute.P);

        var relative = ArmComparison.Relative(A, B, Once)!.Value;
        Is(relative.Effect, .70732, -.03526, 1.44989);
        Is(.37879, relative.StandardError);
        Is(.06191, relative.P);
        // What decides is beyond chance both ways; of a loss the relative one alone would be the bolder.
        Is(.06191, ArmComparison.Chance(A, B, Once)!.Value);
        var (loss, bold) = (ArmComparison.Absolute(B, A, Once)!.Value.P, ArmComparison.Relative(B, A, Once)!.Value.P);
        Assert.True(bold < loss);
        Assert.Equal(loss, ArmComparison.Chance(B, A, Once));
    }

    [Fact]
    public void Vector2_Shares_Relative()
    {
        var relative = ArmComparison.Relative(ArmSample.Share(14, 28), ArmSample.Share(16, 30), Once)!.Value;
        Is(relative.Effect, .06667, -.47767, .61101);
        Is(.80707, relative.P);
    }

    [Fact]
    public void Vector3_Means_AlwaysValid()
    {
        var relative = ArmComparison.Relative(ArmSample.Of(1396.87, 52377.9767, 3000), B, new TestRule(.05, 1_000))!.Value;
        Is(relative.Effect, .50336, -.55844, 1.56516);
        Is(.33341, relative.StandardError);
        Assert.Equal(.0890851, ArmComparison.Rho(.05, 1_000), 7);
    }

    [Fact]
    public void Vector4_Shares_AlwaysValid()
    {
        var relative = ArmComparison.Relative(ArmSample.Share(1396, 3000), ArmSample.Share(2422, 3461), new TestRule(.05, 5_000))!.Value;
        Is(relative.Effect, .50386, .40098, .60675);
    }

    [Fact]
    public void Vector5_VarianceOfTheDeltaMethod()
    {
        var (control, treatment) = (new ArmSample(7, 2, 4), new ArmSample(5, .5, 15));
        Is(.53333, Math.Pow(ArmComparison.Absolute(control, treatment, Once)!.Value.StandardError, 2));
        Is(.00589, ArmComparison.RelativeVariance(control, treatment));
    }

    [Fact]
    public void Vector6_PowerAndSmallestEffect()
    {
        var metric = new MetricBaseline(10, Math.Sqrt(3909.99977));
        var always = new TestRule(.05, 5_000);
        Is(.52144, ExperimentPower.Of(metric, 400_000, 3, .05, Once));
        Is(.07027, ExperimentPower.Smallest(metric, 400_000, 3, Once, .8)!.Value);
        Is(.20596, ExperimentPower.Of(metric, 400_000, 3, .05, always));
        Is(.12821, ExperimentPower.Smallest(metric, 400_000, 3, always, .8)!.Value);
    }

    [Fact]
    public void Vector7_SampleRatio_ByChiSquared()
    {
        var (statistic, p) = SampleRatio.ChiSquared([.5, .5], [500, 600]);
        Assert.Equal(9.0909, statistic, 4);
        Assert.Equal(.00256883, p, 8);
        Assert.Equal(.00283475, SampleRatio.ChiSquared([.9, .1], [9000, 1100]).P, 8);
    }

    [Fact]
    public void Vector8_SampleRatio_DayByDay()
    {
        Assert.Equal(.671451, SampleRatio.SequentialP([.5, .5], [500, 600]), 6);
        Assert.Equal(.912357, SampleRatio.SequentialP([.5, .5], [250, 300]), 6);
        Assert.Equal(2.3679e-13, SampleRatio.SequentialP([.5, .5], [100, 900]), 1e-17);
        double[] days = [.155221, .00487469, 1.01145e-4, 1.76481e-6, 2.81267e-8];
        for (var day = 1; day <= days.Length; day++)
        {
            Assert.Equal(days[day - 1], SampleRatio.SequentialP([.5, .5], [5_000 * day, 5_300 * day]), days[day - 1] * 1e-5);
        }
    }

    [Fact]
    public void TheDailyTest_DoesNotAlarm_WhereChiSquaredAtTheEndWould_OfAnUnevenHundred()
    {
        Assert.True(SampleRatio.ChiSquared([.5, .5], [500, 600]).P < .01);
        Assert.True(SampleRatio.SequentialP([.5, .5], [500, 600]) > .5);
    }

    /// <summary>Abramowitz and Stegun, tables 26.1, 26.8 and 26.10, and the handbook's extremes.</summary>
    [Theory]
    [InlineData(0, .5)]
    [InlineData(1, .841344746068543)]
    [InlineData(-1.959963984540054, .025)]
    [InlineData(3, .998650101968370)]
    [InlineData(-6, 9.86587645037698e-10)]
    public void Normal_IsAsTabled_AndItsQuantileIsItsInverse(double z, double p)
    {
        Assert.Equal(p, Distributions.Normal(z), Math.Max(1e-14, p * 1e-11));
        Assert.Equal(z, Distributions.NormalQuantile(p), 1e-9);
    }

    [Theory]
    [InlineData(1, .05, 12.706204736)]
    [InlineData(2, .05, 4.30265273)]
    [InlineData(10, .05, 2.228138852)]
    [InlineData(30, .01, 2.749995654)]
    [InlineData(120, .05, 1.979930405)]
    [InlineData(1e9, .05, 1.959963985)]
    public void Student_IsAsTabled(double degrees, double alpha, double t)
    {
        Assert.Equal(t, Distributions.StudentQuantile(alpha, degrees), 1e-8);
        Assert.Equal(alpha, Distributions.StudentBeyond(t, degrees), 1e-9);
    }

    [Theory]
    [InlineData(3.841458821, 1, .05)]
    [InlineData(5.991464547, 2, .05)]
    [InlineData(18.30703805, 10, .05)]
    [InlineData(10.827566170, 1, .001)]
    public void ChiSquared_IsAsTabled(double value, int degrees, double p) =>
        Assert.Equal(p, Distributions.ChiSquaredBeyond(value, degrees), 1e-9);

    [Theory]
    [InlineData(.5, .572364942924700)]
    [InlineData(1, 0)]
    [InlineData(10, 12.801827480081469)]
    [InlineData(10_500, 86_717.16001073059)]
    public void LogGamma_IsAsTabled(double x, double expected) => Assert.Equal(expected, Distributions.LogGamma(x), Math.Max(1e-13, expected * 1e-14));

    /// <summary>The example of Holm's paper as textbooks print it.</summary>
    [Fact]
    public void Holm_CorrectsStepByStep_AndKeepsTheOrder()
    {
        var adjusted = PValues.Holm([.04, .01, .03, .005]);
        double[] expected = [.06, .03, .06, .02];
        Assert.All(expected, (p, at) => Assert.Equal(p, adjusted[at], 1e-12));
        Assert.All(PValues.Holm([.6, .9]), p => Assert.Equal(1, p));
    }

    private static void Is(Effect effect, double value, double low, double high)
    {
        Is(value, effect.Value);
        Is(low, effect.Low);
        Is(high, effect.High);
    }

    private static void Is(double expected, double actual) => Assert.Equal(expected, actual, 5e-6);
}
