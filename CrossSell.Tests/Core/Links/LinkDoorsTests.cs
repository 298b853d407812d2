using CrossSell.Core.Bulk;
using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Exchange;
using CrossSell.Core.Jobs;
using CrossSell.Core.Links;
using CrossSell.Core.Mining;
using CrossSell.Core.People;
using CrossSell.Core.Suggestions;
using CrossSell.Tests.Core.Bulk;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.Links;

/// <summary>
/// The same link through every door by which links are made: drawn, drawn as one of a selection, given another type, copied, linked many to many, linked in
/// bulk, handed to a successor, repaired, imported, accepted from the suggestions. One judge, so one verdict.
/// </summary>
public sealed class LinkDoorsTests
{
    // Who is who among the products.
    private const int Source = 0;
    private const int Target = 1;
    private const int Other = 2;
    private const int Alike = 3;
    private const int Going = 4;
    private const int Parent = 5;

    /// <param name="MadeAsync">A link like it that the door starts from.</param>
    /// <param name="AskAsync">What the door says, by the code of the refusal; null when it makes the link.</param>
    private sealed record Door(Func<LinkScene, string, int, Task> MadeAsync, Func<Asked, Task<string?>> AskAsync);

    /// <param name="Target">The index of the product to link to.</param>
    private sealed record Asked(LinkScene Scene, string Type, int Target, Actor Actor)
    {
        public int SourceId => Scene.Id(Source);

        public int TargetId => Scene.Id(Target);

        public NewLink Link => new(SourceId, TargetId, Type);
    }

    private static readonly Dictionary<string, Door> Doors = new()
    {
        ["draw"] = new(Nothing, async asked => (await asked.Scene.Links.AddAsync(asked.Link, asked.Actor)).Refusal?.Code),
        ["draw a selection"] = new(Nothing, async asked => (await asked.Scene.Links.AddManyAsync([asked.Link], asked.Actor)).Refusal?.Code),
        ["change the type"] = new(
            (scene, _, target) => target == Source ? Task.CompletedTask : scene.LinkAsync(Source, target, LinkType.UpSell),
            async asked => (await asked.Scene.Links.ChangeTypeAsync(await LinkIdAsync(asked.Scene, LinkType.UpSell), asked.Type, asked.Actor)).Refusal?.Code),
        ["copy"] = new(
            (scene, type, target) => scene.LinkAsync(Alike, target, type),
            async asked => CodeOf(await ToldAsync(asked), Assert.Single((await new LinkCopyService(asked.Scene.Studio.Store)
                .PlanAsync(asked.Scene.Id(Alike), asked.SourceId, asked.Actor)).Required).Problem)),
        ["many to many"] = new(Nothing, async asked => CodeOf(await ToldAsync(asked), Assert.Single((await new BulkLinksService(
            asked.Scene.Studio.Store, asked.Scene.Queue).PreviewAsync(new BulkLinks([asked.SourceId], [asked.TargetId], asked.Type), asked.Actor))
            .Required.Rows).Problem)),
        ["bulk edit"] = new(Nothing, AskBulkEditAsync),
        ["successor"] = new((scene, type, _) => scene.LinkAsync(Source, Going, type), AskSuccessorAsync),
        ["repair"] = new((scene, type, _) => scene.LinkAsync(Source, Going, type), AskRepairAsync),
        ["import"] = new(Nothing, AskImportAsync),
        ["suggestion"] = new(Nothing, AskSuggestionAsync),
    };

    [StudioTheory]
    [InlineData("nothing is in the way", LinkType.Substitute, null)]
    [InlineData("nothing is in the way", LinkType.CrossSell, null)]
    [InlineData("to itself", LinkType.Substitute, "link.self", "change the type", "suggestion")]
    [InlineData("within a family", LinkType.CrossSell, "link.family")]
    [InlineData("already linked", LinkType.Substitute, "link.duplicate")]
    [InlineData("linked already, paused", LinkType.CrossSell, "link.duplicate")]
    [InlineData("the type is retired", LinkType.Substitute, "link.retired")]
    [InlineData("the source has all it may have", LinkType.Substitute, "link.max")]
    [InlineData("the target has all it may have the other way", LinkType.Substitute, "link.max")]
    [InlineData("the target is sold where the actor may not link", LinkType.Substitute, Refusal.ForbiddenCode, "suggestion")]
    public async Task Link_ThroughAnyDoor_HasTheSameVerdict(string situation, string type, string? code, params string[] without)
    {
        foreach (var (name, door) in Doors.Where(door => !without.Contains(door.Key)))
        {
            await using var scene = await SceneAsync();
            var target = situation == "to itself" ? Source : Target;
            await door.MadeAsync(scene, type, target);
            var actor = await ArrangeAsync(scene, situation, type);
            var before = await scene.RowsAsync();

            var said = await door.AskAsync(new Asked(scene, type, target, actor));

            Assert.True(said == code, $"{name}: {said ?? "made"} instead of {code ?? "made"}");
            if (code is not null)
            {
                Assert.Empty((await scene.RowsAsync()).Select(link => link.Id).Except(before.Select(link => link.Id)));
            }

            await scene.AssertInvariantsAsync();
        }
    }

    /// <summary>Where somebody looks at the one link it is made and warned of; where nobody does, or nobody can be told, it is left out.</summary>
    [StudioTheory]
    [InlineData("draw", null)]
    [InlineData("draw a selection", null)]
    [InlineData("change the type", null)]
    [InlineData("copy", null)]
    [InlineData("many to many", null)]
    [InlineData("successor", null)]
    [InlineData("import", null)]
    [InlineData("bulk edit", "link.contradiction")]
    [InlineData("suggestion", "link.contradiction")]
    public async Task Substitute_OfAnAccessory_IsMadeOnlyWhereSomebodySeesIt(string name, string? code)
    {
        await using var scene = await SceneAsync();
        await Doors[name].MadeAsync(scene, LinkType.Substitute, Target);
        await scene.LinkAsync(Target, Source, LinkType.Accessory);

        Assert.Equal(code, await Doors[name].AskAsync(new Asked(scene, LinkType.Substitute, Target, TestStudio.Merchandiser)));
    }

    [StudioFact]
    public async Task ChangeTypeOfSeveral_WhereOneIsRefused_LeavesThatOneAsItWas()
    {
        await using var scene = await SceneAsync();
        await scene.LinkAsync(Source, Target, LinkType.UpSell);
        await scene.LinkAsync(Source, Other, LinkType.UpSell);
        var actor = await ArrangeAsync(scene, "the target is sold where the actor may not link", LinkType.Substitute);
        var ids = (await scene.RowsAsync()).ConvertAll(link => link.Id);

        var written = (await scene.Links.ChangeTypeManyAsync(ids, LinkType.Substitute, actor)).Required;

        Assert.Equal(1, written.Count);
        Assert.Contains("goes both ways", Assert.Single(written.Left), StringComparison.Ordinal);
        Assert.Equal(["0 up-sell 1", "0 substitute 2", "2 substitute 0"], await scene.WordsAsync());
    }

    [StudioFact]
    public async Task ReverseLink_ThatARepairWouldMakeBeyondTheLimit_IsLeftOutAndSaid()
    {
        await using var scene = await SceneAsync();
        await scene.LinkAsync(Source, Target, LinkType.Substitute);
        await scene.LinkAsync(Target, Other, LinkType.Substitute);
        await scene.Studio.WriteAsync(async session =>
        {
            session.Db.Links.Remove(await session.Db.Links.SingleAsync(link => link.SourceId == scene.Id(Target) && link.TargetId == scene.Id(Source)));
            (await session.Db.LinkTypes.SingleAsync(type => type.Code == LinkType.Substitute)).MaxPerProduct = 1;
        });
        var broken = (await scene.RowsAsync()).Single(link => link.SourceId == scene.Id(Source)).Id;

        var job = await scene.RunAsync((await new LinkRepairs(scene.Queue, scene.Studio.Time).StartAsync(
            new LinkRepairInput(LinkRepair.Pair, LinkProblem.Asymmetric, scene.Channel.Id, [broken]), 1, TestStudio.Merchandiser)).Required);

        Assert.Equal("the product to link to already has as many links of this type as the shop allows, and the reverse link would be one more",
            Assert.Single(JobReport.Of(job)!.Problems).Reason);
        Assert.Equal(3, (await scene.RowsAsync()).Count);
    }

    [StudioFact]
    public async Task BulkEdit_PreviewsWhatItsJobDoes()
    {
        await using var scene = await SceneAsync();
        await scene.LinkAsync(Other, Target, LinkType.Substitute);
        await scene.LinkAsync(Alike, Target, LinkType.Accessory);
        var service = new BulkEditService(scene.Studio.Store, null!, scene.Queue);
        var selection = BulkScene.These(scene.Products);
        var edit = new LinkTo([scene.Id(Target)], LinkType.Substitute);

        var preview = (await service.PreviewAsync(selection, edit, TestStudio.Merchandiser)).Required;
        var report = JobReport.Of(await scene.RunAsync((await service.StartAsync(selection, edit, TestStudio.Merchandiser)).Required))!;

        Assert.Equal((3, 1), (preview.Changing, preview.Unchanged));
        Assert.Equal(
            ["is the product to link to", "would be both accessory and substitute"], preview.Refused.Select(problem => problem.Reason).Order());
        Assert.Equal(preview.Refused.Select(problem => (problem.Reason, problem.Count)), report.Problems.Select(problem => (problem.Reason, problem.Count)));
        Assert.Equal(
            [("changed", 3), ("unchanged", 1), ("skipped", 2), ("links created", 3)], report.Figures.Select(figure => (figure.Name, figure.Count)));
        await scene.AssertInvariantsAsync();
    }

    [StudioFact]
    public async Task ReverseLink_OfARowThatAsksForBothWays_SaysTheSameAsTheRow()
    {
        await using var scene = await SceneAsync();

        await ImportAsync(
            scene,
            "source_sku,target_sku,type,two_way,quantity,valid_from,valid_to,channels,state,note\nP0,P1,cross-sell,yes,2,2027-01-01,2027-02-01,camera,paused,Both\n",
            TestStudio.Merchandiser);

        var rows = await scene.RowsAsync();
        Assert.Equal(2, rows.Count);
        Assert.Equal(Said(rows[0]), Said(rows[1]));
        Assert.Equal((scene.Id(Source), scene.Id(Target)), (rows[1].TargetId, rows[1].SourceId));

        static string Said(ProductLink link) =>
            $"{link.Quantity} {link.ValidFrom} {link.ValidTo} {string.Join('|', link.ChannelIds)} {link.State} {link.Note}";
    }

    [StudioFact]
    public async Task UndoOfSeveralRemovals_WhereOneWasDrawnAgainSince_LeavesThatOneAndSaysSo()
    {
        await using var scene = await SceneAsync();
        await scene.LinkAsync(Source, Target, LinkType.Substitute);
        await scene.LinkAsync(Source, Other, LinkType.Substitute);
        var removed = (await scene.Links.RemoveManyAsync((await scene.RowsAsync()).ConvertAll(link => link.Id), TestStudio.Merchandiser)).Required;
        await scene.LinkAsync(Target, Source, LinkType.Substitute);

        var undone = (await scene.Undo.UndoAsync(removed.ChangeSetId, TestStudio.Merchandiser)).Required;

        Assert.Contains("is already linked to", Assert.Single(undone.Conflicts), StringComparison.Ordinal);
        Assert.Equal(["0 substitute 1", "0 substitute 2", "1 substitute 0", "2 substitute 0"], await scene.WordsAsync());
        await scene.AssertInvariantsAsync();
    }

    [StudioFact]
    public async Task UndoOfARemoval_AfterTheTypeWasRetired_BringsTheLinkBack_ButNotBeyondTheLimit()
    {
        await using var scene = await SceneAsync();
        await scene.LinkAsync(Source, Target, LinkType.Substitute);
        var removed = (await scene.Links.RemoveAsync((await scene.RowsAsync())[0].Id, TestStudio.Merchandiser)).Required;
        await scene.Studio.WriteAsync(async session => (await TypeAsync(session.Db, LinkType.Substitute)).Retired = true);
        var undone = (await scene.Undo.UndoAsync(removed.ChangeSetId, TestStudio.Merchandiser)).Required;
        Assert.Empty(undone.Conflicts);
        Assert.Equal(["0 substitute 1", "1 substitute 0"], await scene.WordsAsync());

        removed = (await scene.Links.RemoveAsync((await scene.RowsAsync())[0].Id, TestStudio.Merchandiser)).Required;
        await scene.Studio.WriteAsync(async session =>
        {
            var type = await TypeAsync(session.Db, LinkType.Substitute);
            (type.Retired, type.MaxPerProduct) = (false, 1);
        });
        await scene.LinkAsync(Target, Other, LinkType.Substitute);

        var refused = (await scene.Undo.UndoAsync(removed.ChangeSetId, TestStudio.Merchandiser)).Refusal!;

        Assert.Contains("which is the most the shop allows", refused.Message, StringComparison.Ordinal);
        Assert.Equal(["1 substitute 2", "2 substitute 1"], await scene.WordsAsync());
    }

    private static async Task<LinkScene> SceneAsync()
    {
        var scene = await LinkScene.CreateAsync(6, scene =>
        [
            new LinkRepairWork(scene.Studio.Store, new LinkHealth(scene.Studio.Store, scene.Studio.Time)),
            new BulkEditWork(
                scene.Studio.Store, new BulkEditService(scene.Studio.Store, null!, scene.Queue), new BundleService(scene.Studio.Store)),
        ]);
        await scene.Studio.WriteAsync(async session =>
        {
            var going = (await session.Db.Products.FindAsync(scene.Id(Going)))!;
            going.Set(it => it.Status, ProductStatus.Archived);
        });
        return scene;
    }

    /// <returns>Who asks.</returns>
    private static async Task<Actor> ArrangeAsync(LinkScene scene, string situation, string code)
    {
        switch (situation)
        {
            case "already linked":
                await scene.LinkAsync(Source, Target, code);
                break;
            case "linked already, paused":
                await scene.LinkAsync(Source, Target, code);
                await scene.Studio.WriteAsync(async session =>
                    (await session.Db.Links.SingleAsync(link => link.SourceId == scene.Id(Source) && link.TargetId == scene.Id(Target)
                        && session.Db.Set<LinkType>().Any(type => type.Id == link.TypeId && type.Code == code))).Pause());
                break;
            case "within a family":
                await scene.Studio.WriteAsync(async session =>
                {
                    foreach (var index in new[] { Source, Target })
                    {
                        (await session.Db.Products.FindAsync(scene.Id(index)))!.Set(it => it.ParentId, scene.Id(Parent));
                    }
                });
                break;
            case "the type is retired":
                await scene.Studio.WriteAsync(async session => (await TypeAsync(session.Db, code)).Retired = true);
                break;
            case "the source has all it may have":
                await scene.LinkAsync(Source, Other, code);
                await scene.Studio.WriteAsync(async session => (await TypeAsync(session.Db, code)).MaxPerProduct = 1);
                break;
            case "the target has all it may have the other way":
                await scene.LinkAsync(Target, Other, code);
                await scene.Studio.WriteAsync(async session => (await TypeAsync(session.Db, code)).MaxPerProduct = 1);
                break;
            case "the target is sold where the actor may not link":
                var elsewhere = await scene.Studio.ChannelAsync("elsewhere");
                await scene.Studio.AddAsync(new Listing { ProductId = scene.Id(Target), ChannelId = elsewhere.Id, Price = 1_000, Published = true });
                var local = TestStudio.Person("lea", Role.Merchandiser, scene.Channel.Id);
                await scene.Studio.AddAsync(TestStudio.UserOf(local, Role.Merchandiser, scene.Channel.Id));
                return local;
        }

        return TestStudio.Merchandiser;
    }

    private static async Task<string?> AskBulkEditAsync(Asked asked)
    {
        var preview = (await new BulkEditService(asked.Scene.Studio.Store, null!, asked.Scene.Queue).PreviewAsync(
            BulkScene.These(asked.Scene.Products[Source]), new LinkTo([asked.TargetId], asked.Type), asked.Actor)).Required;
        return preview.Unchanged == 1 ? "link.duplicate" : preview.Refused.SingleOrDefault()?.Reason switch
        {
            null => null,
            "is the product to link to" => "link.self",
            "is of the same family as the product to link to" => "link.family",
            var reason when reason.Contains("as many links of this type as the shop allows", StringComparison.Ordinal) => "link.max",
            "the product to link to is sold in a shop whose links you may not edit" => Refusal.ForbiddenCode,
            "would be both accessory and substitute" => "link.contradiction",
            var reason => CodeOf(await ToldAsync(asked), reason),
        };
    }

    private static async Task<string?> AskSuccessorAsync(Asked asked)
    {
        var plan = (await new SuccessorService(asked.Scene.Studio.Store).PlanAsync(
            new SuccessorStep(asked.Scene.Id(Going), asked.TargetId, SuccessorAction.Move), asked.Actor)).Required;
        // A pair is listed as the row that starts at the product that goes.
        var said = Assert.Single(plan.Links);
        return CodeOf(await ToldAsync(asked, await LinkIdsToAsync(asked.Scene, Going), said.Outgoing), said.Words);
    }

    private static async Task<string?> AskRepairAsync(Asked asked)
    {
        await asked.Scene.Studio.WriteAsync(async session =>
            (await session.Db.Products.FindAsync(asked.Scene.Id(Going)))!.Set(it => it.SuccessorId, asked.TargetId));
        var ids = await LinkIdsToAsync(asked.Scene, Going);
        var told = await ToldAsync(asked, ids);
        var job = await asked.Scene.RunAsync((await new LinkRepairs(asked.Scene.Queue, asked.Scene.Studio.Time).StartAsync(
            new LinkRepairInput(LinkRepair.Successor, LinkProblem.Dead, asked.Scene.Channel.Id, [ids[0]]), 1, asked.Actor)).Required);
        // What would be double, to itself or within a family at the successor is pointless here too, and goes.
        return told?.Code is "link.duplicate" or "link.self" or "link.family" && (await LinkIdsToAsync(asked.Scene, Going)).Length == 0
            ? told.Code
            : CodeOf(told, JobReport.Of(job)!.Problems.SingleOrDefault()?.Reason);
    }

    private static async Task<string?> AskImportAsync(Asked asked)
    {
        var report = await ImportAsync(asked.Scene, $"source_sku,target_sku,type\nP{Source},P{asked.Target},{asked.Type}\n", asked.Actor);
        return report.Same == 1 ? "link.duplicate" : CodeOf(await ToldAsync(asked), report.Errors.SingleOrDefault()?.Message);
    }

    private static async Task<string?> AskSuggestionAsync(Asked asked)
    {
        await asked.Scene.Studio.WriteAsync(async session =>
        {
            var run = session.Db.Add(new MiningRun { ChannelId = asked.Scene.Channel.Id, Settings = "{}" }).Entity;
            Assert.True((await session.SaveAsync()).IsDone);
            session.Db.Add(new ProductAffinity
            {
                ChannelId = asked.Scene.Channel.Id, AnchorId = asked.SourceId, CompanionId = asked.TargetId, RunId = run.Id, Rank = 1, PairBaskets = 20,
                AnchorBaskets = 30, CompanionBaskets = 30, Baskets = 200, Score = 1, Lift = 4, LogLikelihood = 50,
            });
        });
        return (await new SuggestionService(asked.Scene.Studio.Store)
            .AcceptAsync(asked.Actor, asked.Scene.Channel.Id, asked.SourceId, asked.TargetId, asked.Type)).Refusal?.Code;
    }

    private static async Task<LinkImportReport> ImportAsync(LinkScene scene, string text, Actor actor)
    {
        var path = Path.Combine(scene.Studio.Data.Exchange, $"{Guid.NewGuid():N}.csv");
        await File.WriteAllTextAsync(path, text);
        return (await new LinkImport(scene.Studio.Store).ImportAsync(actor, path, new LinkImportOptions())).Required;
    }

    /// <summary>What the judge says of it, for doors that answer in sentences.</summary>
    private static async Task<Refusal?> ToldAsync(Asked asked, IReadOnlyCollection<int>? without = null, bool swapped = false)
    {
        await using var db = asked.Scene.Studio.Store.Read();
        return (await LinkBatch.LoadAsync(db, [asked.SourceId, asked.TargetId], asked.Actor, without))
            .Judge(swapped ? new NewLink(asked.TargetId, asked.SourceId, asked.Type) : asked.Link).Refusal;
    }

    private static string? CodeOf(Refusal? told, string? sentence) =>
        sentence is null ? null
        : told is not null && (sentence.Contains(told.Message, StringComparison.Ordinal) || sentence == LinkReasons.Of(told)) ? told.Code
        : sentence;

    private static Task<LinkType> TypeAsync(CrossSell.Core.Storage.StudioDb db, string code) => db.LinkTypes.SingleAsync(type => type.Code == code);

    private static async Task<int> LinkIdAsync(LinkScene scene, string code)
    {
        await using var db = scene.Studio.Store.Read();
        return await (
            from link in db.Links
            join type in db.LinkTypes on link.TypeId equals type.Id
            where type.Code == code
            select link.Id).SingleAsync();
    }

    /// <summary>The link to a product, and its partner.</summary>
    private static async Task<int[]> LinkIdsToAsync(LinkScene scene, int target) =>
        [.. (await scene.RowsAsync()).Where(link => link.TargetId == scene.Id(target) || link.SourceId == scene.Id(target))
            .OrderByDescending(link => link.TargetId == scene.Id(target)).Select(link => link.Id)];

    private static Task Nothing(LinkScene scene, string type, int target) => Task.CompletedTask;
}
