using CrossSell.Core.Common;
using CrossSell.Core.Experiments;
using CrossSell.Core.Panels;
using CrossSell.Core.People;
using CrossSell.Core.Rules;
using CrossSell.Tests.Core.Panels;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.Experiments;

/// <summary>Experiments from draft to setting: who may, what is in the way, and what becomes of the shop.</summary>
public sealed class ExperimentServiceTests : IAsyncLifetime
{
    private TestStudio studio = null!;
    private ExperimentService service = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        studio = await PanelCacheTests.StudioAsync();
        service = TestExperiments.Service(studio);
    }

    public ValueTask DisposeAsync() => studio.DisposeAsync();

    [StudioFact]
    public async Task Merchandisers_Draft_AndManagersStartAndDecide()
    {
        Assert.Equal(Refusal.ForbiddenCode, (await service.CreateAsync(1, TestExperiments.Terms(), TestStudio.Viewer, Stop)).Refusal?.Code);
        var draft = (await service.CreateAsync(1, TestExperiments.Terms(), TestStudio.Merchandiser, Stop)).Required;
        var edited = (await service.EditAsync(draft.Id, draft.Version, TestExperiments.Terms(name: "Other"), TestStudio.Merchandiser, Stop)).Required;
        Assert.Equal(
            Refusal.StaleCode, (await service.EditAsync(draft.Id, draft.Version, TestExperiments.Terms(), TestStudio.Merchandiser, Stop)).Refusal?.Code);
        Assert.Equal(Refusal.ForbiddenCode, (await service.StartAsync(draft.Id, edited.Version, TestStudio.Merchandiser, Stop)).Refusal?.Code);
        Assert.Equal(
            Refusal.ForbiddenCode, (await service.CreateAsync(1, TestExperiments.Terms(), TestStudio.Person("otto", Role.Manager, 2), Stop)).Refusal?.Code);

        var started = (await service.StartAsync(draft.Id, edited.Version, TestStudio.Manager, Stop)).Required;

        var experiment = await FindAsync(draft.Id);
        Assert.Equal(("Other", ExperimentState.Started, "b", 0, TestStudio.Start), (
            experiment.Name, experiment.State, experiment.PresentArm, experiment.FirstBucket, experiment.From));
        Assert.Equal("experiment.frozen", (await service.DeleteAsync(draft.Id, started.Version, TestStudio.Merchandiser, Stop)).Refusal?.Code);
        Assert.Equal(
            Refusal.ForbiddenCode, (await service.DecideAsync(draft.Id, started.Version, "b", null, TestStudio.Merchandiser, Stop)).Refusal?.Code);
        // What was planned stays, and so does its start.
        Assert.False((await studio.Undo.UndoAsync(edited.ChangeSetId, TestStudio.Merchandiser, Stop)).IsDone);
        Assert.False((await studio.Undo.UndoAsync(started.ChangeSetId, TestStudio.Manager, Stop)).IsDone);
    }

    [StudioFact]
    public async Task Experiments_OnTheSamePanels_ShareTheVisitors_AndNobodyIsInTwo()
    {
        var first = await StartedAsync(TestExperiments.Terms(share: 6_000, name: "First"));
        var draft = (await service.CreateAsync(1, TestExperiments.Terms(share: 5_000), TestStudio.Merchandiser, Stop)).Required;

        var problem = Assert.Single(await service.ProblemsAsync(TestStudio.Viewer.Reads, draft.Id, Stop));
        Assert.Equal(("experiment.share", first.Id), (problem.Refusal.Code, problem.OtherId));
        Assert.Contains("leave 40 % of the visitors: First", problem.Refusal.Message, StringComparison.Ordinal);
        Assert.Equal("experiment.share", (await service.StartAsync(draft.Id, draft.Version, TestStudio.Manager, Stop)).Refusal?.Code);

        var second = (await service.EditAsync(draft.Id, draft.Version, TestExperiments.Terms(share: 4_000), TestStudio.Merchandiser, Stop)).Required;
        second = (await service.StartAsync(second.Id, second.Version, TestStudio.Manager, Stop)).Required;
        Assert.Equal(6_000, (await FindAsync(second.Id)).FirstBucket);

        // Where there is one that has ended, its visitors are free again.
        await service.StopAsync(first.Id, first.Version, TestStudio.Manager, Stop);
        Assert.Equal(0, (await FindAsync((await StartedAsync(TestExperiments.Terms(share: 6_000))).Id)).FirstBucket);
    }

    [StudioFact]
    public async Task Rule_ThatIsOff_IsOnForItsArmAlone_AndBecomesTheSettingOrIsOffAgain()
    {
        var rule = await RuleAsync(enabled: false, 1);
        var started = await StartedAsync(TestExperiments.Terms(ExperimentQuestion.Rule, rule));
        Assert.Equal((true, "a"), (await IsOnAsync(rule), (await FindAsync(started.Id)).PresentArm));
        Assert.Equal("experiment.same", (await ProblemOfAsync(TestExperiments.Terms(ExperimentQuestion.Rule, rule, share: 1))).Refusal.Code);

        Assert.True((await service.CancelAsync(started.Id, started.Version, null, TestStudio.Manager, Stop)).IsDone);
        Assert.False(await IsOnAsync(rule));

        started = await StartedAsync(TestExperiments.Terms(ExperimentQuestion.Rule, rule));
        var decided = (await service.DecideAsync(started.Id, started.Version, "b", "It sells", TestStudio.Manager, Stop)).Required;
        Assert.True(await IsOnAsync(rule));

        Assert.True((await service.RollBackAsync(started.Id, decided.Version, TestStudio.Manager, Stop)).IsDone);
        var back = await FindAsync(started.Id);
        Assert.Equal((ExperimentState.Started, null, true), (back.State, back.Winner, await IsOnAsync(rule)));
        Assert.Equal(ExperimentPhase.Ended, back.PhaseAt(studio.Time.GetUtcNow()));
        Assert.True((await service.DecideAsync(back.Id, back.Version, "a", null, TestStudio.Manager, Stop)).IsDone);
        Assert.False(await IsOnAsync(rule));
    }

    [StudioFact]
    public async Task Rule_OfSeveralShops_ThatLoses_LeavesThisShopOnly()
    {
        var coffee = await studio.ChannelAsync("coffee");
        var off = await RuleAsync(enabled: false, 1, coffee.Id);
        Assert.Equal("experiment.subject", (await ProblemOfAsync(TestExperiments.Terms(ExperimentQuestion.Rule, off))).Refusal.Code);
        var rule = await RuleAsync(enabled: true);
        var started = await StartedAsync(TestExperiments.Terms(ExperimentQuestion.Rule, rule));
        Assert.Equal("b", (await FindAsync(started.Id)).PresentArm);

        Assert.True((await service.DecideAsync(started.Id, started.Version, "a", null, TestStudio.Manager, Stop)).IsDone);

        await using var db = studio.Store.Read();
        var left = await db.Rules.SingleAsync(item => item.Id == rule, Stop);
        Assert.True(left.Enabled);
        Assert.Equal([coffee.Id], left.ChannelIds);
    }

    [StudioFact]
    public async Task Settings_ThatWin_AreWrittenWhereTheyWereTried_AndTakenBackAsOne()
    {
        ExperimentArm[] arms = [new("a", "As now", 5_000), TestExperiments.Headline("b", 5_000, "Complete it")];
        var started = await StartedAsync(TestExperiments.Terms(ExperimentQuestion.Headline, arms: arms) with { Placements = [PanelPlacement.Cart] });

        var decided = (await service.DecideAsync(started.Id, started.Version, "b", null, TestStudio.Manager, Stop)).Required;

        await using (var db = studio.Store.Read())
        {
            var scope = Assert.Single(await db.PanelScopeSettings.ToListAsync(Stop));
            Assert.Equal((PanelPlacement.Cart, null, "Complete it"), (scope.Placement, scope.CategoryId, PanelHeadlines.Read(scope.Headlines)["en"]));
        }

        // Settings of panels are administrators' own; who decided may take the decision back.
        Assert.True((await service.RollBackAsync(started.Id, decided.Version, TestStudio.Manager, Stop)).IsDone);
        await using var after = studio.Store.Read();
        Assert.Empty(await after.PanelScopeSettings.ToListAsync(Stop));
    }

    [StudioFact]
    public async Task Layer_ThatLoses_IsOffInTheShop()
    {
        var started = await StartedAsync(TestExperiments.Terms(ExperimentQuestion.Layer, layer: "Mined"));
        Assert.Equal("b", (await FindAsync(started.Id)).PresentArm);

        Assert.True((await service.DecideAsync(started.Id, started.Version, "a", null, TestStudio.Manager, Stop)).IsDone);

        await using var db = studio.Store.Read();
        var shop = await db.PanelSettings.SingleAsync(settings => settings.ChannelId == 1, Stop);
        Assert.False(shop.AllowMined);
        Assert.DoesNotContain(PanelPolicies.OfShop(shop, PanelLayers.Standard), place => place.Layer.Name == "Mined" && place.IsOn);
    }

    /// <summary>Who takes no part sees one of the arms: a source that is on here and off there would be changed for everybody.</summary>
    [StudioFact]
    public async Task Layer_ThatIsOnHereAndOffThere_IsTriedOnlyWhereItIsTheSame()
    {
        await studio.AddAsync(new PanelScopeSettings
        {
            ChannelId = 1, Placement = PanelPlacement.Cart, Version = 1,
            Layers = PanelLayerOrder.Write([.. PanelLayers.Standard.Select(layer => new PanelLayerPlace(layer, layer.Name != "Mined"))]),
        });
        var terms = TestExperiments.Terms(ExperimentQuestion.Layer, layer: "Mined");
        foreach (PanelPlacement[] chosen in new PanelPlacement[][] { [], [PanelPlacement.ProductPage, PanelPlacement.Cart] })
        {
            var problem = await ProblemOfAsync(terms with { Placements = chosen });
            Assert.Equal(("experiment.placements", "placements"), (problem.Refusal.Code, problem.Refusal.Field));
            Assert.Contains("Choose placements where it is the same", problem.Refusal.Message, StringComparison.Ordinal);
        }

        var cart = await StartedAsync(terms with { Placements = [PanelPlacement.Cart], ShareBasisPoints = 4_000 });
        Assert.Equal("a", (await FindAsync(cart.Id)).PresentArm);
        var others = await StartedAsync(terms with { Placements = [PanelPlacement.ProductPage, PanelPlacement.Checkout], ShareBasisPoints = 4_000 });
        Assert.Equal("b", (await FindAsync(others.Id)).PresentArm);
    }

    [StudioFact]
    public async Task HoldOut_IsOnePerShop_FivePercentUnlessSaid_AndManagersOwn()
    {
        Assert.Equal(Refusal.ForbiddenCode, (await service.HoldOutAsync(1, null, TestStudio.Merchandiser, Stop)).Refusal?.Code);
        var on = (await service.HoldOutAsync(1, null, TestStudio.Manager, Stop)).Required;
        Assert.Equal("experiment.hold-out", (await service.HoldOutAsync(1, 100, TestStudio.Manager, Stop)).Refusal?.Code);
        var list = new ExperimentList(studio.Store);
        Assert.Equal((on.Id, 500), (await list.HoldOutAsync(TestStudio.Viewer.Reads, 1, Stop)) is { } one ? (one.Id, one.ShareBasisPoints) : default);

        Assert.True((await service.FreezeAsync(on.Id, on.Version, 2, TestStudio.Manager, Stop)).IsDone);
        studio.Time.Advance(TimeSpan.FromDays(14));
        Assert.Null(await list.HoldOutAsync(TestStudio.Viewer.Reads, 1, Stop));
        Assert.True((await service.HoldOutAsync(1, 1_000, TestStudio.Manager, Stop)).IsDone);
        Assert.Equal(2, (await list.LoadAsync(TestStudio.Viewer.Reads, Stop)).Count);
        Assert.Empty(await list.LoadAsync(ReadScope.Only([]), Stop));
    }

    private async Task<ExperimentSaved> StartedAsync(ExperimentTerms terms)
    {
        var draft = (await service.CreateAsync(1, terms, TestStudio.Merchandiser, Stop)).Required;
        return (await service.StartAsync(draft.Id, draft.Version, TestStudio.Manager, Stop)).Required;
    }

    private async Task<ExperimentProblem> ProblemOfAsync(ExperimentTerms terms)
    {
        var draft = (await service.CreateAsync(1, terms, TestStudio.Merchandiser, Stop)).Required;
        return (await service.ProblemsAsync(ReadScope.Everything, draft.Id, Stop))[0];
    }

    private async Task<Experiment> FindAsync(int id) => (await new ExperimentList(studio.Store).FindAsync(ReadScope.Everything, id, Stop))!.Experiment;

    private async Task<int> RuleAsync(bool enabled, params int[] channels)
    {
        var rule = new Rule
        {
            Name = "Batteries", Anchors = new HasSku(["SIMPLE"]), Companions = new HasSku(["CARD"]), CreatedBy = "Eva", CreatedAt = TestStudio.Start,
            Enabled = enabled, ChannelIds = [.. channels],
        };
        await studio.AddAsync(rule);
        return rule.Id;
    }

    private async Task<bool> IsOnAsync(int rule)
    {
        await using var db = studio.Store.Read();
        return await db.Rules.Where(item => item.Id == rule).Select(item => item.Enabled).SingleAsync(Stop);
    }
}
