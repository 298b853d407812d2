using CrossSell.Core.Backtesting;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Jobs;
using CrossSell.Core.Links;
using CrossSell.Core.Mining;
using CrossSell.Core.Orders;
using CrossSell.Core.Panels;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using CrossSell.Tests.Support;

namespace CrossSell.Tests.Core.Panels;

/// <summary>Older baskets hold A with B, the newest A with C: anyone who knows of C knew it without the orders.</summary>
[Trait("Kind", "Slow")]
public sealed class PanelBacktestTests : IAsyncLifetime
{
    private TestStudio studio = null!;
    private Channel channel = null!;
    private Product a = null!;
    private Product b = null!;
    private Product c = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        studio = await TestStudio.CreateAsync();
        channel = await studio.ChannelAsync();
        (a, b, c) = (await studio.ProductAsync("A", channel, price: 9_000), await studio.ProductAsync("B", channel), await studio.ProductAsync("C", channel));
        await studio.WriteAsync(session =>
        {
            for (var at = 0; at < 2_300; at++)
            {
                Product[] products = at >= 2_070 ? [a, c] : at % 2 == 0 ? [a, b] : [c];
                var order = new Order { ChannelId = channel.Id, ExternalId = $"o{at}", OrderedAt = TestStudio.Start.AddHours(at - 10_000) };
                order.Lines.AddRange(products.Select(
                    product => new OrderLine { Sku = product.Sku, ProductId = product.Id, Quantity = 1, UnitPrice = product == c ? 500 : 1_000 }));
                session.Db.Add(order);
            }

            return Task.CompletedTask;
        });
        // What is stored has seen all of it, the newest baskets too.
        Assert.True((await new MiningService(studio.Store, studio.Time).MineAsync(Actor.CommandLine, cancellation: Stop)).IsDone);
    }

    public ValueTask DisposeAsync() => studio.DisposeAsync();

    [StudioFact]
    public async Task Panel_FromOrdersAlone_LearnsNothingFromTheNewestBaskets()
    {
        var tried = await TryAsync();

        Assert.All(tried.Scores, score => Assert.Equal((0, 0, 0), (score.Any4, score.Hr10, score.CartHr10)));
        Assert.Equal(0, tried.Comparison.ManualVsMined.Cases);
    }

    [StudioFact]
    public async Task Panel_WithLinksMadeByHand_IsToldFromTheMinedOne()
    {
        await LinkAsync(a, c);
        await LinkAsync(c, a);

        var tried = await TryAsync();

        var (now, mined) = (tried.Scores.Single(score => score.Name == PanelBacktest.Now), tried.Scores.Single(score => score.Name == PanelBacktest.Mined));
        Assert.Equal((230, 0.25, 1, 1, 1), (now.Cases, now.P4, now.Any4, now.Hr10, now.CartHr10));
        Assert.Equal(0, mined.Any4);
        // All three products are shown by some panel now, without the links A's panel shows B alone: a third of what is sold.
        Assert.Equal(1, now.RevenueCoverage);
        Assert.True(mined.RevenueCoverage < 0.5);
        var comparison = tried.Comparison;
        Assert.Equal(
            (2, 230, 0.25, 0),
            (comparison.ManualVsMined.Products, comparison.ManualVsMined.Cases, comparison.ManualVsMined.Now, comparison.ManualVsMined.Mined));
        Assert.Equal(("Link", 1d), (comparison.Layers[0].Layer, comparison.Layers[0].Rate));
        Assert.Equal(["A", "C"], comparison.Better.Select(one => one.Product.Sku).Order());
        Assert.Empty(comparison.Worse);
        var compared = comparison.Better.Single(item => item.Product.Sku == "A");
        Assert.True(compared.IsClear);
        Assert.Equal(("C", compared.Cases), (compared.Now[0].Product.Sku, compared.Now[0].Hits));
        Assert.Equal(("B", 0), (compared.Mined[0].Product.Sku, compared.Mined[0].Hits));
    }

    [StudioFact]
    public async Task EmptyPanels_SayWhatKeepsCompanionsOut_AndWhatAloneWouldBringThemBack()
    {
        // Once the cap is 50 %, B is too dear beside A, which is a ninth of it, only when A is cheap; C was bought with nothing.
        await studio.AddAsync(new PanelSettings { ChannelId = channel.Id, PriceCapPercent = 5 });

        var comparison = (await TryAsync()).Comparison;

        Assert.Equal(230, comparison.Empty);
        var cap = comparison.Reasons[0];
        var nothing = comparison.Reasons.Single(reason => reason.Filter is null or PanelFilter.LayerOff && reason.Alone == 0);
        Assert.Equal((PanelFilter.PriceCap, 1, 1), (cap.Filter, cap.Products, cap.Candidates));
        Assert.Equal(cap.Questions, cap.Alone);
        Assert.Equal("A", Assert.Single(cap.Examples).Sku);
        Assert.Equal(230, nothing.Questions);
        Assert.Equal(["A", "C"], nothing.Examples.Select(product => product.Sku).Order());
    }

    [StudioFact]
    public async Task Panels_ThatShowSomething_AreNotAmongTheReasons()
    {
        await LinkAsync(a, c);

        var comparison = (await TryAsync()).Comparison;

        Assert.DoesNotContain(comparison.Reasons, reason => reason.Examples.Any(product => product.Sku == "A"));
        Assert.Equal(comparison.Empty, Assert.Single(comparison.Reasons).Questions);
    }

    [StudioFact]
    public async Task Job_KeepsItsResult_ForWhoComesLater()
    {
        var data = new DataDirectory(Directory.CreateTempSubdirectory("crosssell-backtest").FullName);
        try
        {
            var results = new BacktestResults(data);
            Assert.Null(await results.FindAsync(channel.Id, Stop));
            var queue = new JobQueue(studio.Store, studio.Time);
            var jobs = new BacktestJobs(queue);
            Assert.Equal(Refusal.ForbiddenCode, (await jobs.StartAsync(channel, TestStudio.Viewer, Stop)).Refusal?.Code);
            var job = (await jobs.StartAsync(channel, Actor.CommandLine, Stop)).Required;
            Assert.Equal(job, (await jobs.StartAsync(channel, Actor.CommandLine, Stop)).Required);
            var work = new BacktestWork(new OrderBaskets(studio.Store), new PanelBacktest(studio.Store, studio.Time), results, studio.Time);

            Assert.True(await new JobExecution(studio.Store, queue, [work], studio.Time).RunNextAsync(Stop));

            Assert.Equal(JobState.Done, (await queue.FindAsync(job, Actor.CommandLine, Stop))!.State);
            var kept = await results.FindAsync(channel.Id, Stop);
            Assert.Equal([PanelBacktest.Now, PanelBacktest.Mined, .. CompanionScorers.Names], kept!.Scores.Select(score => score.Name));
            Assert.Equal((230, true), (kept.Report.Cases, kept.Report.IsEnough));
            Assert.All(kept.Scores, score => Assert.NotNull(score.RevenueCoverage));
        }
        finally
        {
            Directory.Delete(data.Root, recursive: true);
        }
    }

    private async Task<ReplayedPanels> TryAsync()
    {
        var history = (await new OrderBaskets(studio.Store).LoadAsync(null, Stop)).Required;
        return await new PanelBacktest(studio.Store, studio.Time)
            .TryAsync(history, BacktestSplit.Of(history.Baskets, new BacktestOptions(), Stop), cancellation: Stop);
    }

    private async Task LinkAsync(Product source, Product target) => await studio.AddAsync(new ProductLink
    {
        SourceId = source.Id, TargetId = target.Id, TypeId = (await studio.LinkTypeAsync(LinkType.CrossSell)).Id, CreatedBy = "eva",
        CreatedAt = TestStudio.Start,
    });
}
