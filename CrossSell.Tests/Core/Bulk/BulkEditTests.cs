using CrossSell.Core.Bulk;
using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Jobs;
using CrossSell.Core.Links;
using CrossSell.Core.People;
using CrossSell.Core.Search;
using CrossSell.Core.Storage;
using CrossSell.Tests.Support;
using CsCheck;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.Bulk;

[Trait("Kind", "Slow")]
public sealed class BulkEditTests
{
    [StudioFact]
    public async Task Status_OfMany_IsSetAuditedAndUndone()
    {
        await using var scene = await BulkScene.CreateAsync();
        var one = await scene.Studio.ProductAsync("A-1", scene.Camera);
        var two = await scene.Studio.ProductAsync("A-2", scene.Camera, status: ProductStatus.Archived);
        var before = await scene.StateAsync();
        scene.Studio.Time.Advance(TimeSpan.FromHours(1));

        var preview = (await scene.Service.PreviewAsync(BulkScene.These(one, two), new SetStatus(ProductStatus.Archived), TestStudio.Merchandiser)).Required;
        Assert.Equal((2, 1, 1, "Archive 1 product"), (preview.Selected, preview.Changing, preview.Unchanged, preview.Sentence));
        Assert.Equal(new BulkSample("A-1", one.Name, "active", "archived"), Assert.Single(preview.Sample));

        var job = await scene.DoAsync(new SetStatus(ProductStatus.Archived), one, two);

        Assert.Equal(JobState.Done, job.State);
        Assert.Equal([("changed", 1), ("unchanged", 1), ("skipped", 0)], JobReport.Of(job)!.Figures.Select(figure => (figure.Name, figure.Count)));
        await using (var db = scene.Studio.Store.Read())
        {
            var product = await db.Products.SingleAsync(item => item.Id == one.Id);
            Assert.Equal((ProductStatus.Archived, one.Version + 1, TestStudio.Start.AddHours(1)), (product.Status, product.Version, product.UpdatedAt));
            var set = await db.ChangeSets.Include(item => item.Changes).SingleAsync(item => item.JobId == job.Id);
            Assert.Equal(("eva", "Archive 1 product", true), (set.ActorId, set.Purpose, set.CanUndo));
            var change = Assert.Single(set.Changes);
            Assert.Equal($$"""{"Status":1,"UpdatedAt":"2026-11-20T12:00:00.000+00:00"}""", change.Before);
        }

        var undone = await scene.UndoAsync(job);
        Assert.Equal("All changes were undone.", JobReport.Of(undone)!.Summary);
        Assert.Equal(before, await scene.StateAsync());
        Assert.Equal(0, await scene.Undo.CountAsync(job.Id));
    }

    [StudioFact]
    public async Task Edit_InAShopWithoutTheRight_IsRefused_AndOfProductsOfOthers_LeavesThem()
    {
        await using var scene = await BulkScene.CreateAsync();
        var eva = TestStudio.Person("kim", Role.Merchandiser, scene.Camera.Id);
        await scene.Studio.AddAsync(TestStudio.UserOf(eva, Role.Merchandiser, scene.Camera.Id));
        var mine = await scene.Studio.ProductAsync("MINE", scene.Camera);
        var theirs = await scene.Studio.ProductAsync("THEIRS", scene.Outdoor);

        Assert.Equal("forbidden", (await scene.Service.PreviewAsync(BulkScene.These(mine), new SetStock(scene.Outdoor.Id, 3), eva)).Refusal?.Code);
        Assert.Equal("forbidden", (await scene.Service.StartAsync(BulkScene.These(mine), new SetStatus(ProductStatus.Draft), TestStudio.Viewer)).Refusal?.Code);

        var job = await scene.DoAsync(new SetStatus(ProductStatus.Draft), eva, mine, theirs);

        var problem = Assert.Single(JobReport.Of(job)!.Problems);
        Assert.Equal((1, "THEIRS"), (problem.Count, problem.Examples[0]));
        await using var db = scene.Studio.Store.Read();
        Assert.Equal(
            [ProductStatus.Draft, ProductStatus.Active], await db.Products.OrderBy(product => product.Sku).Select(product => product.Status).ToListAsync());
    }

    [StudioFact]
    public async Task Job_WhoseActorLostTheRight_Fails()
    {
        await using var scene = await BulkScene.CreateAsync();
        var product = await scene.Studio.ProductAsync("A-1", scene.Camera);
        var id = (await scene.Service.StartAsync(BulkScene.These(product), new Unpublish(scene.Camera.Id), TestStudio.Merchandiser)).Required;
        await scene.Studio.WriteAsync(async session => (await session.Db.RoleGrants.SingleAsync(grant => grant.UserId == "eva")).Role = Role.Viewer);

        await scene.Execution.RunNextAsync();

        Assert.Equal(JobState.Failed, (await scene.Queue.FindAsync(id, Actor.CommandLine))!.State);
        await using var db = scene.Studio.Store.Read();
        Assert.True((await db.Listings.SingleAsync()).Published);
    }

    [StudioFact]
    public async Task Price_FromCostWithMargin_HoldsTaxAndRoundsDown_AndLeavesWhatHasNoCost()
    {
        await using var scene = await BulkScene.CreateAsync();
        var cost = await scene.Studio.ProductAsync("COST", scene.Camera, price: 1000, cost: 1000);
        var none = await scene.Studio.ProductAsync("NONE", scene.Camera, price: 1000, cost: null);

        var job = await scene.DoAsync(new PriceFormula(scene.Camera.Id, PriceRule.MarginOnCost, 5000, PriceRounding.To95), cost, none);

        await using var db = scene.Studio.Store.Read();
        // 10.00 at a margin of 50 % is 20.00 net, 24.20 with 21 % tax, 23.95 when rounded down.
        Assert.Equal([2395, 1000], await db.Listings.OrderBy(listing => listing.ProductId).Select(listing => listing.Price).ToListAsync());
        Assert.Equal("has no cost to calculate a price from", Assert.Single(JobReport.Of(job)!.Problems).Reason);
    }

    [StudioFact]
    public async Task Undo_AfterSomebodyChangedOne_LeavesThatOneAndSaysSo()
    {
        await using var scene = await BulkScene.CreateAsync();
        var products = new List<Product>();
        for (var number = 0; number < 310; number++)
        {
            products.Add(await scene.Studio.ProductAsync($"P-{number}", scene.Camera));
        }

        var job = await scene.DoAsync(new SetStock(scene.Camera.Id, 99), products);
        await scene.Studio.WriteAsync(
            async session => (await session.Db.Listings.SingleAsync(listing => listing.ProductId == products[5].Id)).Set(it => it.Stock, 7));

        var undone = await scene.UndoAsync(job);

        var problem = Assert.Single(JobReport.Of(undone)!.Problems);
        Assert.Contains($"Listing {products[5].Id}/{scene.Camera.Id}", problem.Examples[0], StringComparison.Ordinal);
        await using var db = scene.Studio.Store.Read();
        Assert.Equal([7, 10], await db.Listings.Select(listing => listing.Stock!.Value).Distinct().OrderBy(stock => stock).ToListAsync());
    }

    [StudioFact]
    public async Task Cancel_StopsBetweenChunks_AndTheReportSaysWhatWasNotReached()
    {
        await using var scene = await BulkScene.CreateAsync();
        var ids = await scene.ManyAsync(12_000);
        var selection = new ProductSelection(new CatalogQuery { ChannelId = scene.Camera.Id }, false, [.. ids]);
        var id = (await scene.Service.StartAsync(selection, new SetStatus(ProductStatus.Draft), TestStudio.Merchandiser)).Required;
        var reports = 0;
        var work = new BulkEditWork(scene.Studio.Store, scene.Service, new BundleService(scene.Studio.Store), WriteSteps.Of(5_000));
        using var stop = new CancellationTokenSource();
        var job = (await scene.Queue.FindAsync(id, Actor.CommandLine))!;

        var report = (await work.RunAsync(
            new JobRun(id, TestStudio.Merchandiser, job.Input, progress =>
            {
                if (progress.Done > 0 && ++reports == 1)
                {
                    stop.Cancel();
                }
            }),
            stop.Token)).Required;

        Assert.Equal(
            [("changed", 5_000), ("unchanged", 0), ("skipped", 0), ("not reached", 7_000)], report.Figures.Select(figure => (figure.Name, figure.Count)));
        await using var db = scene.Studio.Store.Read();
        Assert.Equal(5_000, await db.Products.CountAsync(product => product.Status == ProductStatus.Draft));
    }

    [StudioFact]
    public async Task Link_ToATarget_KeepsTheInvariants_AndIsUndone()
    {
        await using var scene = await BulkScene.CreateAsync();
        var target = await scene.Studio.ProductAsync("BAG", scene.Camera);
        var one = await scene.Studio.ProductAsync("A-1", scene.Camera);
        var two = await scene.Studio.ProductAsync("A-2", scene.Camera);

        var job = await scene.DoAsync(new LinkTo([target.Id], "substitute"), one, two, target);

        var report = JobReport.Of(job)!;
        Assert.Equal("is the product to link to", Assert.Single(report.Problems).Reason);
        await using (var db = scene.Studio.Store.Read())
        {
            Assert.Equal(4, await db.Links.CountAsync(link => link.PairId != null));
        }

        Assert.Equal(
            [("changed", 0), ("unchanged", 2), ("skipped", 0), ("links created", 0)],
            JobReport.Of(await scene.DoAsync(new LinkTo([target.Id], "substitute"), one, two))!.Figures.Select(figure => (figure.Name, figure.Count)));
        await scene.UndoAsync(job);
        await using (var db = scene.Studio.Store.Read())
        {
            Assert.False(await db.Links.AnyAsync());
        }
    }

    [StudioFact]
    public async Task Bundle_ThatProductsWereAddedTo_IsAsBeforeAfterUndo_UnlessItWasSubmitted()
    {
        await using var scene = await BulkScene.CreateAsync();
        var bundles = new BundleService(scene.Studio.Store);
        Product[] products = [
            await scene.Studio.ProductAsync("A-1", scene.Camera), await scene.Studio.ProductAsync("A-2", scene.Camera),
            await scene.Studio.ProductAsync("A-3", scene.Camera)];
        var code = (await bundles.CreateAsync("Kit", scene.Camera.Id, [products[0].Id], TestStudio.Merchandiser)).Required;
        async Task<int[]> ComponentsAsync()
        {
            await using var db = scene.Studio.Store.Read();
            return await db.BundleComponents.OrderBy(component => component.Position).Select(component => component.ProductId).ToArrayAsync();
        }

        var job = await scene.DoAsync(new AddToBundle(code), products);
        Assert.Equal(products.Select(product => product.Id), await ComponentsAsync());
        Assert.Empty(JobReport.Of(await scene.UndoAsync(job))!.Problems);
        Assert.Equal([products[0].Id], await ComponentsAsync());

        job = await scene.DoAsync(new AddToBundle(code), products);
        await scene.Studio.WriteAsync(async session => (await session.Db.BundleRevisions.SingleAsync()).Set(it => it.State, RevisionState.InReview));
        Assert.Contains("undone as a whole", Assert.Single(JobReport.Of(await scene.UndoAsync(job))!.Problems).Reason, StringComparison.Ordinal);
        Assert.Equal(3, (await ComponentsAsync()).Length);
    }

    [StudioFact]
    public async Task RandomEdits_ThenUndo_RestoreExactly()
    {
        await using var scene = await BulkScene.CreateAsync();
        var categories = new[] { await scene.Studio.CategoryAsync("lenses"), await scene.Studio.CategoryAsync("bags") };
        var type = new ProductType { Code = "lens", Name = "Lens" };
        var size = new AttributeDefinition { Code = "size", Name = "Size", Kind = AttributeKind.Number, Unit = "mm" };
        await scene.Studio.AddAsync(type, size);
        await scene.Studio.AddAsync(new ProductTypeAttribute { ProductTypeId = type.Id, AttributeId = size.Id });
        var products = new List<Product>();
        for (var number = 0; number < 340; number++)
        {
            products.Add(await scene.Studio.ProductAsync(
                $"P-{number}", number % 3 == 0 ? scene.Outdoor : scene.Camera, price: 1000 + (number * 37), cost: number % 4 == 0 ? null : 500,
                stock: number % 5 == 0 ? null : number, category: number % 2 == 0 ? categories[0] : null,
                name: $"Prodüct \"{number}\""));
        }

        await scene.Studio.WriteAsync(async session =>
        {
            foreach (var product in await session.Db.Products.ToListAsync())
            {
                product.Set(it => it.ProductTypeId, product.Id % 3 == 0 ? null : type.Id);
                product.Set(it => it.Tags, product.Id % 2 == 0 ? ["sommer", "größe"] : []);
            }
        });
        await scene.Studio.WriteAsync(async session => await CompletenessUpdate.WriteAsync(session, [.. products.Select(product => product.Id)]));
        var channels = new[] { scene.Camera.Id, scene.Outdoor.Id };
        var edits = Gen.OneOf<BulkEdit>(
            Gen.Enum<ProductStatus>().Select(BulkEdit (status) => new SetStatus(status)),
            Any(channels).Select(BulkEdit (channel) => new ListIn(channel, scene.Camera.Id)),
            Any(channels).Select(BulkEdit (channel) => new UnlistFrom(channel)),
            Any(channels).Select(BulkEdit (channel) => new Publish(channel)),
            Any(channels).Select(BulkEdit (channel) => new Unpublish(channel)),
            Any(categories).Select(BulkEdit (category) => new AddCategory(category.Id)),
            Any(categories).Select(BulkEdit (category) => new RemoveCategory(category.Id)),
            Any(categories).Select(BulkEdit (category) => new MoveToCategory(category.Id)),
            Any<string?>("12.5", "0.1", null).Select(BulkEdit (value) => new SetAttribute(size.Id, value)),
            Any("sommer", "neu", "größe").Select(BulkEdit (tag) => new AddTag(tag)),
            Any("sommer", "neu").Select(BulkEdit (tag) => new RemoveTag(tag)),
            Gen.Select(Any(channels), Gen.Int[-3000, 3000])
                .Select(BulkEdit (pair) => new PriceFormula(pair.Item1, PriceRule.Percent, pair.Item2, PriceRounding.To99, pair.Item2 % 2 == 0)),
            Gen.Select(Any(channels), Gen.Int[0, 9]).Select(BulkEdit (pair) => new SetStock(pair.Item1, pair.Item2 == 0 ? null : pair.Item2)));
        var expected = await scene.StateAsync();

        await Gen.Select(edits.Array[1, 4], Gen.Bool).SampleAsync(
            async (sequence, few) =>
            {
                var jobs = new List<Job>();
                foreach (var edit in sequence)
                {
                    scene.Studio.Time.Advance(TimeSpan.FromMinutes(7));
                    // Few go through the row by row undo, many through the set-based one.
                    jobs.Add(await scene.DoAsync(edit, few ? products.Take(40) : products));
                }

                foreach (var job in jobs.AsEnumerable().Reverse().Where(job => job.State == JobState.Done))
                {
                    if (await scene.Undo.CountAsync(job.Id) > 0)
                    {
                        Assert.Equal("All changes were undone.", JobReport.Of(await scene.UndoAsync(job))!.Summary);
                    }
                }

                Assert.Equal(expected, await scene.StateAsync());
            },
            iter: 6,
            threads: 1);
    }

    private static Gen<T> Any<T>(params T[] items) => Gen.Int[0, items.Length - 1].Select(index => items[index]);
}
