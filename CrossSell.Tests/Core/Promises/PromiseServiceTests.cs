using CrossSell.Core.Catalog;
using CrossSell.Core.Experiments;
using CrossSell.Core.Mining;
using CrossSell.Core.Orders;
using CrossSell.Core.People;
using CrossSell.Core.Promises;
using CrossSell.Tests.Core.Bundles;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.Promises;

/// <summary>
/// A kit of body, card and bag. Of 100 mined baskets with the body within 100 days, 50 hold the card and 40 the bag: 20 % are to hold the whole kit, 6 of 30
/// orders in 30 days.
/// </summary>
public sealed class PromiseServiceTests : IAsyncLifetime
{
    private TestStudio studio = null!;
    private KitScene kit = null!;
    private PromiseService promises = null!;
    private int number;
    private int runId;

    public async ValueTask InitializeAsync()
    {
        studio = await TestStudio.CreateAsync();
        kit = await KitScene.CreateAsync(studio);
        promises = new PromiseService(studio.Store);
        var run = new MiningRun { ChannelId = kit.Channel.Id, StartedAt = TestStudio.Start, FinishedAt = TestStudio.Start };
        await studio.AddAsync(run);
        runId = run.Id;
        await studio.AddAsync(
            Pair(kit.Card.Id, 50), Pair(kit.Bag.Id, 40), Order(TestStudio.Start.AddDays(-100)), Order(TestStudio.Start));
    }

    public ValueTask DisposeAsync() => studio.DisposeAsync();

    [StudioFact]
    public async Task Promise_IsSaidBeforeTheVerdict_AndFrozenWithIt()
    {
        await kit.SubmitAsync();
        var said = (await promises.OfAsync(ReadScope.Everything, kit.Revision.Id))!;
        var shop = Assert.Single(said.Shops);
        Assert.Equal(("Eva", 0), (said.AuthorName, said.Records.OfAuthorAndKind.Promises));
        Assert.Null(shop.Promise);
        Assert.Equal(0.2, shop.Forecast!.Attach.Value, 9);
        Assert.Equal(6, shop.Forecast.Sets, 9);
        Assert.Equal(6 * (4990 + 13900), shop.Forecast.Beside);

        Assert.Null((await kit.Reviews.ApproveAsync(kit.Revision.Id, kit.Revision.Version, TestStudio.Manager)).Refusal);
        await studio.WriteAsync(async session => session.Db.RemoveRange(await session.Db.Affinities.AsTracking().ToListAsync()));

        var frozen = Assert.Single((await promises.OfAsync(ReadScope.Everything, kit.Revision.Id))!.Shops);
        Assert.Equal(shop.Forecast, frozen.Forecast);
        Assert.Equal((TestStudio.Start, TestStudio.Start.AddDays(30)), (frozen.Promise!.From, frozen.Promise.Until));
    }

    [StudioFact]
    public async Task Promise_WithoutPairs_SaysNotEnough_AndIsKeptSo()
    {
        await studio.WriteAsync(async session => session.Db.RemoveRange(await session.Db.Affinities.AsTracking().ToListAsync()));

        await kit.ApproveAsync();

        var shop = Assert.Single((await promises.OfAsync(ReadScope.Everything, kit.Revision.Id))!.Shops);
        Assert.NotNull(shop.Promise);
        Assert.Null(shop.Forecast);
    }

    [StudioFact]
    public async Task Promise_IsComparedOnceItsTimeIsOver_AndTheNextOneIsAdjustedByIt()
    {
        await kit.ApproveAsync();
        await studio.AddAsync(
            Order(TestStudio.Start.AddDays(2), kit.Body.Id, kit.Card.Id, kit.Bag.Id),
            Order(TestStudio.Start.AddDays(3), kit.Body.Id, kit.Card.Id),
            Order(TestStudio.Start.AddDays(31), kit.Body.Id, kit.Card.Id, kit.Bag.Id));

        studio.Time.Advance(TimeSpan.FromDays(30) - TimeSpan.FromSeconds(1));
        Assert.Equal(0, await promises.MeasureAsync());
        studio.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, await new PromiseService(studio.OtherProcess()).MeasureAsync());
        Assert.Equal(0, await promises.MeasureAsync());

        var shop = Assert.Single((await promises.OfAsync(ReadScope.Everything, kit.Revision.Id))!.Shops);
        Assert.Equal((2, 1, 2000), (shop.Promise!.DeliveredOrders, shop.Promise.DeliveredSets, shop.Promise.DeliveredBeside));

        // Three units at 10.00 with 21 % in it, less what they cost: 780.00, 16.00 and 44.00.
        Assert.Equal(2479 - 84_000, shop.Promise.DeliveredMargin);

        Assert.Null((await kit.Bundles.ReviseAsync(kit.Bundle.Id, TestStudio.Merchandiser)).Refusal);
        await kit.ReloadAsync();
        await kit.SubmitAsync();
        var next = (await promises.OfAsync(ReadScope.Everything, kit.Revision.Id))!;
        Assert.Equal((1, 1), (next.Records.OfAuthorAndKind.Promises, next.Records.OfAuthorAndKind.Delivered));
        Assert.Equal(6, next.Records.OfAuthorAndKind.Promised, 9);
        Assert.Equal(BundleForecasts.Ratio(new(1, 6, 1), new(1, 6, 1), new(1, 6, 1)), next.Records.Ratio, 12);
        Assert.True(next.Records.Ratio < 1);
        var outcome = next.Shops[0].Outcomes.OfAuthorAndKind;
        Assert.Equal(outcome, next.Shops[0].Outcomes.All);
        Assert.Equal((1, 0.2, 0.5), (outcome.Promises, Math.Round(outcome.AttachPromised!.Value, 9), outcome.AttachDelivered));
        Assert.Equal((6 * 18_890L, 2000L), (outcome.BesidePromised, outcome.BesideDelivered));
        Assert.Equal((1, shop.Forecast!.Margin!.Value, 2479L - 84_000), (outcome.WithMargin, outcome.MarginPromised, outcome.MarginDelivered));
        Assert.Equal(0.2 * next.Records.Ratio, next.Shops[0].Forecast!.Attach.Value, 9);
    }

    /// <summary>
    /// Of visitors who are held out 6 bought the whole kit all the same, of as many others 24: a quarter of what it delivered would have been bought anyway.
    /// </summary>
    [StudioFact]
    public async Task WhatIsBoughtAnyway_IsTakenOffWhatABundleDelivered_OnceAComparisonThatIsOverSaysIt()
    {
        await kit.ApproveAsync();
        var holdOut = await StartedAsync(ExperimentQuestion.HoldOut, null);
        var running = await StartedAsync(ExperimentQuestion.Bundle, kit.Bundle.Id);
        await SoldAsync(6, $"{holdOut.Id}a");
        await SoldAsync(24, $"{holdOut.Id}b-{running.Id}b");
        await SoldAsync(10, null);
        await studio.AddAsync(Order(TestStudio.Start.AddDays(31)));
        studio.Time.Advance(TimeSpan.FromDays(32));
        var measuring = new PromiseService(studio.Store, [new ExperimentComparisons(studio.Store, new ExperimentReader(studio.Store))]);

        Assert.Equal(1, await measuring.MeasureAsync());
        Assert.Equal(0, await measuring.MeasureAsync());

        var promise = Assert.Single((await promises.OfAsync(ReadScope.Everything, kit.Revision.Id))!.Shops).Promise!;
        Assert.Equal(new PromiseProof(holdOut.Id, holdOut.Name, 6, 24, 5_000, 5_000), promise.Proof);
        Assert.Equal((40, 30), (promise.DeliveredSets, promise.AdditionalSets));
        Assert.InRange(promise.Proof!.Additional.Low, .3, .6);
        Assert.InRange(promise.Proof.Additional.High, .85, .95);
        // The next forecast leans on what would not have been bought otherwise.
        Assert.Null((await kit.Bundles.ReviseAsync(kit.Bundle.Id, TestStudio.Merchandiser)).Refusal);
        await kit.ReloadAsync();
        Assert.Equal(30, (await promises.OfAsync(ReadScope.Everything, kit.Revision.Id))!.Records.All.Delivered);
    }

    [StudioFact]
    public async Task Margin_WithoutACost_IsNotSaid_AndComparedWithNothing()
    {
        await kit.ApproveAsync();
        await studio.WriteAsync(async session =>
            (await session.Db.Listings.AsTracking().SingleAsync(listing => listing.ProductId == kit.Bag.Id)).Set(it => it.Cost, null));
        await studio.AddAsync(Order(TestStudio.Start.AddDays(2), kit.Body.Id, kit.Card.Id, kit.Bag.Id), Order(TestStudio.Start.AddDays(31)));
        studio.Time.Advance(TimeSpan.FromDays(30));

        Assert.Equal(1, await promises.MeasureAsync());

        var shop = Assert.Single((await promises.OfAsync(ReadScope.Everything, kit.Revision.Id))!.Shops);
        Assert.Equal((1, (long?)null), (shop.Promise!.DeliveredSets, shop.Promise.DeliveredMargin));
        Assert.Equal((1, 0, 0L), (shop.Outcomes.All.Promises, shop.Outcomes.All.WithMargin, shop.Outcomes.All.MarginPromised));
    }

    /// <summary>A shop that brings its orders once a week is not measured on what is not there yet.</summary>
    [StudioFact]
    public async Task Promise_IsNotCompared_BeforeTheOrdersOfItsTimeAreThere()
    {
        await kit.ApproveAsync();
        await studio.AddAsync(Order(TestStudio.Start.AddDays(20), kit.Body.Id, kit.Card.Id, kit.Bag.Id));
        studio.Time.Advance(TimeSpan.FromDays(33));
        Assert.Equal(0, await promises.MeasureAsync());

        await studio.AddAsync(Order(TestStudio.Start.AddDays(29), kit.Body.Id, kit.Card.Id, kit.Bag.Id), Order(TestStudio.Start.AddDays(32)));
        Assert.Equal(1, await promises.MeasureAsync());
        var shop = Assert.Single((await promises.OfAsync(ReadScope.Everything, kit.Revision.Id))!.Shops);
        Assert.Equal(2, shop.Promise!.DeliveredSets);
    }

    [StudioFact]
    public async Task Promise_OfWhatLeftTheSale_IsMeasuredOnTheDaysThatItHad_AndOfLessThanADayNotAtAll()
    {
        await kit.ApproveAsync();
        studio.Time.Advance(TimeSpan.FromDays(15));
        Assert.Null((await kit.Bundles.ReviseAsync(kit.Bundle.Id, TestStudio.Merchandiser)).Refusal);
        await kit.ReloadAsync();
        await kit.ApproveAsync();
        Assert.Null((await kit.Bundles.RetireAsync(kit.Bundle.Id, TestStudio.Merchandiser)).Refusal);
        await studio.AddAsync(
            Order(TestStudio.Start.AddDays(2), kit.Body.Id, kit.Card.Id, kit.Bag.Id),
            Order(TestStudio.Start.AddDays(20), kit.Body.Id, kit.Card.Id, kit.Bag.Id), Order(TestStudio.Start.AddDays(60)));
        studio.Time.Advance(TimeSpan.FromDays(45));

        Assert.Equal(1, await promises.MeasureAsync());

        await using var db = studio.Store.Read();
        var left = await db.BundlePromises.SingleAsync();
        Assert.Equal((kit.Bundle.Revisions[0].Id, 1, 1), (left.RevisionId, left.DeliveredOrders, left.DeliveredSets));
        Assert.Equal(15, left.Orders!.Value, 6); // Of 30 in 30 days.
    }

    /// <summary>Its orders are in a warehouse: how many days they are about is only known where the counting has a window.</summary>
    [StudioFact]
    public async Task Promise_OfAShopThatAWarehouseCounts_HasTheWindowsDays_OrSaysNotEnough()
    {
        await studio.WriteAsync(async session => (await session.Db.MiningRuns.AsTracking().SingleAsync()).Source = "warehouse");
        await kit.SubmitAsync();
        Assert.Null(Assert.Single((await promises.OfAsync(ReadScope.Everything, kit.Revision.Id))!.Shops).Forecast);

        await studio.AddAsync(new MiningPolicy { ChannelId = kit.Channel.Id, WindowDays = 50 });
        Assert.Equal(12, Assert.Single((await promises.OfAsync(ReadScope.Everything, kit.Revision.Id))!.Shops).Forecast!.Sets, 9);
    }

    private async Task<Experiment> StartedAsync(ExperimentQuestion question, int? bundle)
    {
        var made = Experiment.Draft(kit.Channel.Id, "salt", TestStudio.Manager, TestStudio.Start);
        Assert.Null(made.Edit(new ExperimentTerms(
            question.ToString(), question, bundle, null, ExperimentTerms.TwoArms("Without", "With"), [], null, 2_000, null, null)
        {
            Mode = ExperimentMode.AlwaysValid,
        }).Refusal);
        Assert.Null(made.Start("b", false, 0, kit.Channel, TestStudio.Manager, TestStudio.Start).Refusal);
        await studio.AddAsync(made);
        // What was counted of it: enough visitors of both to say anything.
        foreach (var metric in new[] { ExperimentMetric.Conversion, ExperimentMetric.RevenuePerVisitor })
        {
            await studio.AddAsync(new[] { 0, 1 }.Select(arm => (object)new ExperimentDay
            {
                ExperimentId = made.Id, ChannelId = kit.Channel.Id, Day = DateOnly.FromDateTime(TestStudio.Start.UtcDateTime), Arm = arm, Metric = metric,
                Cut = ExperimentCut.None, CutKey = "", Visitors = 200, Main = 50, MainSquare = 50,
            }).ToArray());
        }

        return made;
    }

    private async Task SoldAsync(int sets, string? arm)
    {
        for (var set = 0; set < sets; set++)
        {
            var order = Order(TestStudio.Start.AddDays(2), kit.Body.Id, kit.Card.Id, kit.Bag.Id);
            await studio.AddAsync(order);
            if (arm is not null)
            {
                await studio.AddAsync(new OrderVisitor
                {
                    ChannelId = kit.Channel.Id, ExternalId = order.ExternalId, ReceivedAt = order.OrderedAt, Visitor = $"hash-{number}", Arm = arm,
                });
            }
        }
    }

    private ProductAffinity Pair(int companion, int together) => new()
    {
        ChannelId = kit.Channel.Id, AnchorId = kit.Body.Id, CompanionId = companion, RunId = runId, Rank = 1, PairBaskets = together, AnchorBaskets = 100,
        CompanionBaskets = 200, Baskets = 1000,
    };

    private Order Order(DateTimeOffset at, params int[] products)
    {
        var order = new Order { ChannelId = kit.Channel.Id, ExternalId = $"P-{++number}", OrderedAt = at };
        order.Lines.AddRange(products.Select(id => new OrderLine { Sku = $"#{id}", ProductId = id, Quantity = 1, UnitPrice = 1000 }));
        return order;
    }
}
