using CrossSell.Admin.Api;
using CrossSell.Core.Events;
using CrossSell.Core.Experiments;
using CrossSell.Core.Panels;
using CrossSell.Core.People;
using CrossSell.Core.Rules;
using CrossSell.Tests.Core.Panels;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.Experiments;

/// <summary>
/// What shoppers see of experiments: their arm, the same on every visit, said in the answer; nobody in particular sees what was there before.
/// </summary>
public sealed class ExperimentPanelTests : IAsyncLifetime
{
    private TestStudio studio = null!;
    private ExperimentService service = null!;
    private PanelService panels = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        studio = await PanelCacheTests.StudioAsync();
        service = TestExperiments.Service(studio);
        panels = TestExperiments.Panels(studio);
    }

    public async ValueTask DisposeAsync()
    {
        panels.Dispose();
        await studio.DisposeAsync();
    }

    [StudioFact]
    public async Task ArmWithoutPanel_AnswersWithItsArm_AndNobodySeesThePanelAsItWas()
    {
        await panels.RefreshAsync(Stop);
        var before = Ask(null);
        var experiment = await StartedAsync(TestExperiments.Terms());

        var (without, with) = (Ask(Visitor(experiment, "a")), Ask(Visitor(experiment, "b")));

        Assert.Equal(($"{experiment.Id}a", false, 0), (without.Arm, without.Panel.IsShown, without.Panel.Companions.Count));
        Assert.NotNull(without.Panel.NotShown);
        Assert.Equal(($"{experiment.Id}b", Skus(before)), (with.Arm, Skus(with)));
        // The arm is part of what an answer is known by, and nothing else of it is.
        Assert.Equal(before.Panel.Version, with.Panel.Version);
        Assert.Equal(3, new[] { before, without, with }.Select(answer => answer.Panel.RecommendationId).Distinct().Count());
        var nobody = Ask(null);
        Assert.Equal((null, before.Panel.RecommendationId), (nobody.Arm, nobody.Panel.RecommendationId));

        // Another process says the same of the same visitor.
        using var other = TestExperiments.Panels(studio);
        await other.RefreshAsync(Stop);
        Assert.All(
            Enumerable.Range(0, 50).Select(number => $"v-{number}"),
            visitor => Assert.Equal(Ask(visitor).Arm, other.Resolve(new PanelQuery("SIMPLE", "camera", Visitor: visitor)).Required.Arm));
    }

    /// <summary>The bytes of the delivery API, by which a person who looks at an arm sees what its shoppers get.</summary>
    [StudioFact]
    public async Task ArmInThePreview_IsTheBytesThatAVisitorOfTheArmIsAnswered()
    {
        await panels.RefreshAsync(Stop);
        var headlines = await StartedAsync(TestExperiments.Terms(
            ExperimentQuestion.Headline, arms: [new("a", "As now", 5_000), TestExperiments.Headline("b", 5_000)], name: "Headline"));
        var preview = new PanelPreview(studio.Store, panels, studio.Time);
        foreach (var arm in headlines.Arms)
        {
            var asked = new PanelQuery("SIMPLE", "camera") { AsArm = $"{headlines.Id}{arm.Code}" };
            var shown = (await preview.ResolveAsync(ReadScope.Everything, asked, cancellation: Stop)).Required.Answer;
            var assumed = (await preview.ResolveAsync(
                ReadScope.Everything, asked, new PanelWhatIf { Stock = new Dictionary<string, int> { ["NOBODY"] = 1 } }, Stop)).Required.Answer;
            Assert.Equal($"{headlines.Id}{arm.Code}", shown.Arm);
            foreach (var answer in new[] { shown, assumed })
            {
                Assert.Equal(
                    FinishedPanelTests.Finish(panels, new PanelQuery("SIMPLE", "camera", Visitor: Visitor(headlines, arm.Code))).Body.ToArray(),
                    PanelReply.Make(answer, "https://shop.test", isExplained: false, isPublic: false).Body.ToArray());
            }
        }

        Assert.Equal(2, headlines.Arms.Select(arm => Skin(new PanelQuery("SIMPLE", "camera") { AsArm = $"{headlines.Id}{arm.Code}" })).Distinct().Count());
        // An arm that is not there is nobody's.
        Assert.Null(panels.Resolve(new PanelQuery("SIMPLE", "camera") { AsArm = "99b" }).Required.Arm);

        string? Skin(PanelQuery query) => panels.Resolve(query).Required.Panel.Headline;
    }

    [StudioFact]
    public async Task ArmsToChooseFrom_AreThoseThatRunOrArePlannedForThePanel()
    {
        await panels.RefreshAsync(Stop);
        var planned = await StartedAsync(TestExperiments.Terms(share: 2_000, name: "Later") with { StartsAt = new DateTime(2026, 11, 22, 9, 0, 0) });
        await StartedAsync(TestExperiments.Terms(share: 2_000, name: "Cart") with { Placements = [PanelPlacement.Cart] });
        var preview = new PanelPreview(studio.Store, panels, studio.Time);

        var product = await preview.ArmsAsync(ReadScope.Everything, new PanelQuery("SIMPLE", "camera"), Stop);
        var cart = await preview.ArmsAsync(ReadScope.Everything, new PanelQuery("SIMPLE", "camera", PanelPlacement.Cart), Stop);

        Assert.Equal([("Later", "Without", true), ("Later", "With", true)], product.Select(arm => (arm.Experiment, arm.Name, arm.IsPlanned)));
        Assert.Equal(["Later", "Later", "Cart", "Cart"], cart.Select(arm => arm.Experiment));
        var without = (await preview.ResolveAsync(
            ReadScope.Everything, new PanelQuery("SIMPLE", "camera") { AsArm = product[0].Code }, cancellation: Stop)).Required.Answer;
        Assert.Equal(($"{planned.Id}a", false), (without.Arm, without.Panel.IsShown));
        Assert.Empty(await preview.ArmsAsync(ReadScope.Only(), new PanelQuery("SIMPLE", "camera"), Stop));
    }

    [StudioFact]
    public async Task ScheduleOfAnExperiment_IsKeptToTheTick_AndNoFinishedPanelOutlivesIt()
    {
        await panels.RefreshAsync(Stop);
        var draft = TestExperiments.Terms() with { StartsAt = new DateTime(2026, 11, 20, 14, 0, 0), EndsAt = new DateTime(2026, 11, 20, 16, 0, 0) };
        var experiment = await StartedAsync(draft);
        var visitor = Visitor(experiment, "a");
        var arms = new List<string?>();
        foreach (var (hour, ticks) in new[] { (13, -1), (13, 0), (14, -1), (14, 0), (15, -1), (15, 0) })
        {
            studio.Time.SetUtcNow(new DateTimeOffset(2026, 11, 20, hour, 0, 0, TimeSpan.Zero).AddTicks(ticks));
            var query = new PanelQuery("SIMPLE", "camera", Visitor: visitor);
            var body = FinishedPanelTests.Finish(panels, query).Body.ToArray();
            Assert.Equal(body, FinishedPanelTests.Find(panels, query)!.Body.ToArray());
            arms.Add(Ask(visitor).Arm);
        }

        Assert.Equal([null, $"{experiment.Id}a", $"{experiment.Id}a", $"{experiment.Id}a", $"{experiment.Id}a", null], arms);
    }

    [StudioFact]
    public async Task FinishedPanels_AreOneAnArm_AndAnExperimentForgetsNoFacts()
    {
        await panels.RefreshAsync(Stop);
        Finish(null);
        var kept = panels.Kept;
        var experiment = await StartedAsync(TestExperiments.Terms());
        Assert.Equal(kept, panels.Kept);

        string[] visitors = [.. Enumerable.Range(0, 40).Select(number => $"v-{number}")];
        foreach (var visitor in visitors)
        {
            Finish(visitor);
        }

        Assert.Equal(
            2, visitors.Select(visitor => FinishedPanelTests.Find(panels, new PanelQuery("SIMPLE", "camera", Visitor: visitor))!).Distinct().Count());
        Assert.NotSame(Finish(null), Finish(Visitor(experiment, "b")));
        Assert.NotEqual(Finish(null).Tag, Finish(Visitor(experiment, "b")).Tag);
    }

    [StudioFact]
    public async Task NewRule_IsShownToItsArmAlone_AndToEverybodyOnceItHasWon()
    {
        var rule = new Rule
        {
            Name = "Cards", Anchors = new HasSku(["SIMPLE"]), Companions = new HasSku(["CARD"]), CreatedBy = "Eva", CreatedAt = TestStudio.Start,
            ChannelIds = [1],
        };
        await studio.AddAsync(rule);
        var experiment = await StartedAsync(TestExperiments.Terms(ExperimentQuestion.Rule, rule.Id));

        Assert.Equal(
            [false, false, true],
            new[] { null, Visitor(experiment, "a"), Visitor(experiment, "b") }
                .Select(visitor => Skus(Ask(visitor)).Contains("CARD", StringComparison.Ordinal)));
        Assert.Contains(Ask(null).Panel.Trace, entry => entry is { Code: "CARD", Sentence: "kept back by an experiment" });

        await service.DecideAsync(experiment.Id, experiment.Version, "b", null, TestStudio.Manager, Stop);
        await panels.RefreshAsync(Stop);
        Assert.Equal((null, true), (Ask(Visitor(experiment, "a")).Arm, Skus(Ask(Visitor(experiment, "a"))).Contains("CARD", StringComparison.Ordinal)));
    }

    [StudioFact]
    public async Task LayerThatIsOff_IsReadForItsArm_AndHeadlinesAreTriedAsTheyWouldBeSet()
    {
        await studio.WriteAsync(async session => (await session.Db.PanelSettings.SingleAsync(Stop)).AllowCategoryPairs = false);
        await panels.RefreshAsync(Stop);
        // What was read before the experiment knows nothing of the layer yet.
        Assert.DoesNotContain("CategoryPair", Layers(Ask(null)));
        var experiment = await StartedAsync(TestExperiments.Terms(ExperimentQuestion.Layer, layer: "CategoryPair", share: 5_000));
        var seen = new[] { null, Visitor(experiment, "a"), Visitor(experiment, "b") }.Select(visitor => Layers(Ask(visitor))).ToArray();
        Assert.DoesNotContain("CategoryPair", seen[0]);
        Assert.DoesNotContain("CategoryPair", seen[1]);
        Assert.Contains("CategoryPair", seen[2]);

        var headline = await StartedAsync(TestExperiments.Terms(
            ExperimentQuestion.Headline, share: 5_000, arms: [new("a", "As now", 5_000), TestExperiments.Headline("b", 5_000, "Complete it")]));
        Assert.Equal((null, "Complete it"), (Ask(Visitor(headline, "a")).Panel.Headline, Ask(Visitor(headline, "b")).Panel.Headline));
        // Nobody is in both.
        Assert.All(
            Enumerable.Range(0, 300).Select(number => Ask($"v-{number}").Arm), arm => Assert.InRange(ArmWord.Read(arm).Count, 1, 1));
    }

    [StudioFact]
    public async Task HoldOut_KeepsItsVisitorsFromEverything_AndItsSampleIsInExperimentsAsWell()
    {
        var saved = (await service.HoldOutAsync(1, 2_000, TestStudio.Manager, Stop)).Required;
        var holdOut = (await new ExperimentList(studio.Store).FindAsync(TestStudio.Manager.Reads, saved.Id, Stop))!.Experiment;
        var experiment = await StartedAsync(TestExperiments.Terms());
        var words = Enumerable.Range(0, 400).Select(number => (Word: Ask($"v-{number}").Arm!, Hash: Hash($"v-{number}"))).ToList();

        Assert.All(words, seen => Assert.Equal(VisitorArms.WordOf([holdOut, experiment], seen.Hash, TestStudio.Start), seen.Word));
        Assert.Equal(
            [$"{holdOut.Id}a", $"{holdOut.Id}b-{experiment.Id}a", $"{holdOut.Id}b-{experiment.Id}b", $"{experiment.Id}a", $"{experiment.Id}b"],
            words.Select(seen => seen.Word).Distinct().Order(StringComparer.Ordinal));
        Assert.InRange(words.Count(seen => seen.Word == $"{holdOut.Id}a"), 50, 110);
    }

    [StudioFact]
    public async Task Cart_IsOutOfAnExperimentOfTheProductPage()
    {
        var experiment = await StartedAsync(TestExperiments.Terms() with { Placements = [PanelPlacement.ProductPage] });
        var visitor = Visitor(experiment, "a");

        Assert.Equal($"{experiment.Id}a", Ask(visitor).Arm);
        var cart = panels.Resolve(new PanelQuery("SIMPLE", "camera", PanelPlacement.Cart, Visitor: visitor)).Required;
        Assert.Equal((null, true), (cart.Arm, cart.Panel.IsShown));
    }

    private async Task<Experiment> StartedAsync(ExperimentTerms terms)
    {
        var draft = (await service.CreateAsync(1, terms, TestStudio.Merchandiser, Stop)).Required;
        var started = (await service.StartAsync(draft.Id, draft.Version, TestStudio.Manager, Stop)).Required;
        await panels.RefreshAsync(Stop);
        return (await new ExperimentList(studio.Store).FindAsync(TestStudio.Manager.Reads, started.Id, Stop))!.Experiment;
    }

    private PanelAnswer Ask(string? visitor) => panels.Resolve(new PanelQuery("SIMPLE", "camera", Visitor: visitor)).Required;

    private FinishedPanel Finish(string? visitor) => FinishedPanelTests.Finish(panels, new PanelQuery("SIMPLE", "camera", Visitor: visitor));

    private string Hash(string visitor) => new VisitorNames(studio.Data).Of(1, visitor);

    /// <summary>Somebody who takes part, in this arm.</summary>
    private string Visitor(Experiment experiment, string arm) => Enumerable.Range(0, 1_000).Select(number => $"v-{number}").First(visitor =>
        Assignment.TakesPart(experiment, Assignment.BucketOf(Assignment.SharedSalt, Hash(visitor)))
        && Assignment.ArmOf(experiment, Hash(visitor)).Code == arm);

    private static string Skus(PanelAnswer answer) => string.Join(',', answer.Panel.Companions.Select(companion => companion.Product.Sku));

    private static string[] Layers(PanelAnswer answer) => [.. answer.Panel.Companions.Select(companion => companion.Layer.Name)];
}
