using CrossSell.Core.Common;
using CrossSell.Core.Experiments;
using CrossSell.Core.Panels;
using CrossSell.Tests.Support;

namespace CrossSell.Tests.Core.Experiments;

/// <summary>What an experiment lets people do with it, and when.</summary>
public sealed class ExperimentTests
{
    private static readonly DateTimeOffset Now = TestStudio.Start;

    public static TheoryData<string, ExperimentTerms> Wrong
    {
        get
        {
            var good = TestExperiments.Terms();
            var headlines = TestExperiments.Terms(
                ExperimentQuestion.Headline, arms: [new("a", "Now", 5_000), TestExperiments.Headline("b", 5_000)]);
            return new()
            {
                { "name", good with { Name = " " } },
                { "name", good with { Name = new string('x', 121) } },
                { "note", good with { Note = new string('x', 2_001) } },
                { "share", good with { ShareBasisPoints = 0 } },
                { "share", good with { ShareBasisPoints = 10_001 } },
                { "share", good with { Question = ExperimentQuestion.HoldOut, ShareBasisPoints = 5_001 } },
                { "placements", good with { Question = ExperimentQuestion.HoldOut, ShareBasisPoints = 500, Segment = "vip" } },
                { "subject", good with { Question = ExperimentQuestion.Rule } },
                { "subject", good with { Question = ExperimentQuestion.Bundle } },
                { "subject", good with { Question = ExperimentQuestion.Layer, Layer = "Magic" } },
                { "endsAt", good with { StartsAt = new DateTime(2026, 12, 2), EndsAt = new DateTime(2026, 12, 2) } },
                { "days", good with { Days = 366 } },
                { "tuning", good with { SequentialTuning = 99 } },
                { "effect", good with { SmallestEffectBasisPoints = 0 } },
                { "metric", good with { Metric = ExperimentMetric.Conversion } },
                { "arms", good with { Arms = [new("a", "Without", 10_000)] } },
                { "arms", good with { Arms = [new("a", "Without", 5_000), new("b", "With", 4_999)] } },
                { "arms", good with { Arms = [new("a", "Without", 5_000), new("c", "With", 5_000)] } },
                { "arms", good with { Arms = [new("a", "1", 4_000), new("b", "2", 3_000), new("c", "3", 3_000)] } },
                { "arms", headlines with { Arms = [new("a", "Now", 5_000), new("b", "New", 5_000)] } },
                { "arms", headlines with { Question = ExperimentQuestion.LayerOrder } },
            };
        }
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Terms_ThatAreWrong_AreRefusedWithTheField(string field, ExperimentTerms terms)
    {
        var draft = Experiment.Draft(1, "salt", TestStudio.Merchandiser, Now);
        Assert.Equal(field, draft.Edit(terms).Refusal?.Field);
        Assert.Equal("", draft.Name);
    }

    [Fact]
    public void Schedule_IsWallTimeOfTheShop_AndWhatIsStartedIsFrozen()
    {
        var draft = Experiment.Draft(1, "salt", TestStudio.Merchandiser, Now);
        Assert.True(draft.Edit(TestExperiments.Terms() with { StartsAt = new DateTime(2026, 11, 21), Days = 14 }).IsDone);
        Assert.Equal(ExperimentPhase.Draft, draft.PhaseAt(Now));

        Assert.True(draft.Start("b", false, 0, TestExperiments.Camera, TestStudio.Manager, Now).IsDone);

        var from = new DateTimeOffset(2026, 11, 20, 23, 0, 0, TimeSpan.Zero);
        Assert.Equal((from, from.AddDays(14), "Mark"), (draft.From, draft.Until, draft.StartedBy));
        Assert.Equal("experiment.frozen", draft.Edit(TestExperiments.Terms()).Refusal?.Code);
        Assert.Equal(
            [ExperimentPhase.Scheduled, ExperimentPhase.Running, ExperimentPhase.Running, ExperimentPhase.Ended],
            new[] { Now, from, from.AddDays(14).AddTicks(-1), from.AddDays(14) }.Select(draft.PhaseAt));
    }

    [Fact]
    public void FixedHorizon_NeedsItsEnd_AndIsDecidedOnAfterItOnly()
    {
        var experiment = Experiment.Draft(1, "salt", TestStudio.Merchandiser, Now);
        experiment.Edit(TestExperiments.Terms() with { Mode = ExperimentMode.FixedHorizon });
        Assert.Equal("endsAt", Start(experiment).Refusal?.Field);
        experiment.Edit(TestExperiments.Terms() with { Mode = ExperimentMode.FixedHorizon, Days = 7 });
        Assert.True(Start(experiment).IsDone);

        Assert.Equal("experiment.not-ended", experiment.Decide("b", null, TestStudio.Manager, Now.AddDays(6)).Refusal?.Code);
        Assert.Equal("winner", experiment.Decide("c", null, TestStudio.Manager, Now.AddDays(7)).Refusal?.Field);
        Assert.True(experiment.Decide("b", " It sells. ", TestStudio.Manager, Now.AddDays(7)).IsDone);
        Assert.Equal((ExperimentState.Decided, "b", "It sells.", Now.AddDays(7)), (experiment.State, experiment.Winner, experiment.Reason, experiment.Until));
        Assert.Equal("experiment.not-open", experiment.Cancel(null, TestStudio.Manager, Now.AddDays(8)).Refusal?.Code);
    }

    [Fact]
    public void AlwaysValid_IsStoppedBeforeItIsDecidedOn()
    {
        var experiment = TestExperiments.Started();
        Assert.Equal("experiment.not-ended", experiment.Decide("a", null, TestStudio.Manager, Now.AddDays(3)).Refusal?.Code);
        Assert.True(experiment.Stop(TestStudio.Manager, Now.AddDays(3)).IsDone);

        Assert.True(experiment.Decide("a", null, TestStudio.Manager, Now.AddDays(3)).IsDone);

        Assert.Equal((ExperimentPhase.Decided, Now.AddDays(3)), (experiment.PhaseAt(Now.AddDays(3)), experiment.Until));
    }

    [Fact]
    public void Stopping_EndsWhatRuns_AndCancellingGivesUpWhatever()
    {
        var experiment = TestExperiments.Started();
        Assert.Equal("experiment.not-running", experiment.Stop(TestStudio.Manager, Now.AddDays(-1)).Refusal?.Code);
        Assert.True(experiment.Stop(TestStudio.Manager, Now.AddDays(2)).IsDone);
        Assert.Equal((ExperimentPhase.Ended, "Mark"), (experiment.PhaseAt(Now.AddDays(2)), experiment.StoppedBy));
        Assert.True(experiment.Cancel("Sale begins", TestStudio.Manager, Now.AddDays(3)).IsDone);
        Assert.Equal((ExperimentPhase.Cancelled, Now.AddDays(2)), (experiment.PhaseAt(Now), experiment.Until));
    }

    [Fact]
    public void HoldOut_IsFrozen_LooksBack_AndIsOver()
    {
        var holdOut = TestExperiments.Started(ExperimentQuestion.HoldOut, share: 500);
        Assert.Equal("weeks", holdOut.Freeze(5, Now.AddDays(60)).Refusal?.Field);
        Assert.Equal("weeks", holdOut.Freeze(1, Now.AddDays(60)).Refusal?.Field);
        Assert.True(holdOut.Freeze(2, Now.AddDays(60)).IsDone);
        Assert.Equal("experiment.not-running", holdOut.Freeze(2, Now.AddDays(61)).Refusal?.Code);

        Assert.Equal(
            [ExperimentPhase.Running, ExperimentPhase.LookBack, ExperimentPhase.Ended],
            new[] { Now.AddDays(60).AddTicks(-1), Now.AddDays(60), Now.AddDays(74) }.Select(holdOut.PhaseAt));
        Assert.Equal("experiment.not-ended", holdOut.Decide("b", null, TestStudio.Manager, Now.AddDays(80)).Refusal?.Code);
    }

    [Fact]
    public void Buckets_AreGivenToWhomTheyFit()
    {
        Assert.Equal(0, ExperimentBuckets.Free(10_000, []));
        Assert.Null(ExperimentBuckets.Free(1, [(0, 10_000)]));
        Assert.Equal(2_000, ExperimentBuckets.Free(3_000, [(5_000, 5_000), (0, 2_000)]));
        Assert.Null(ExperimentBuckets.Free(3_001, [(5_000, 5_000), (0, 2_000)]));
        Assert.Equal(7_000, ExperimentBuckets.Free(3_000, [(0, 5_000), (4_000, 3_000)]));
        Assert.Equal((3_000, 10_000), (ExperimentBuckets.MostFree([(5_000, 5_000), (0, 2_000)]), ExperimentBuckets.MostFree([])));
    }

    [Fact]
    public void Experiments_Meet_WhereTheyTouchTheSamePanelsAtTheSameTime()
    {
        var running = TestExperiments.Started();
        var draft = Experiment.Draft(1, "salt", TestStudio.Merchandiser, Now);
        bool Meets(ExperimentTerms terms, int days = 10)
        {
            Assert.True(draft.Edit(terms).IsDone);
            return ExperimentBuckets.Meet(draft, (Now, Now.AddDays(days)), running);
        }

        Assert.True(Meets(TestExperiments.Terms()));
        Assert.True(Meets(TestExperiments.Terms() with { Placements = [PanelPlacement.Cart], Segment = "vip" }));
        running.Stop(TestStudio.Manager, Now.AddDays(1));
        Assert.True(Meets(TestExperiments.Terms()));
        Assert.False(ExperimentBuckets.Meet(draft, (Now.AddDays(1), null), running));
        Assert.False(Meets(TestExperiments.Terms(ExperimentQuestion.HoldOut, share: 500)));
    }

    private static Outcome Start(Experiment experiment) => experiment.Start("b", false, 0, TestExperiments.Camera, TestStudio.Manager, Now);
}
