using CrossSell.Core.Catalog;
using CrossSell.Core.Events;
using CrossSell.Core.Experiments;
using CrossSell.Core.Orders;
using CrossSell.Core.People;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.Experiments;

public sealed class ExperimentSumsTests : IAsyncLifetime
{
    private TestStudio studio = null!;
    private Channel camera = null!;
    private Product body = null!;
    private Product card = null!;
    private Experiment experiment = null!;
    private int events;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        studio = await TestStudio.CreateAsync();
        camera = await studio.ChannelAsync();
        body = await studio.ProductAsync("CAM-D7-BODY", camera, price: 12_100, cost: 6_000);
        card = await studio.ProductAsync("MEM-128", camera, price: 2_420, cost: 1_000);
        experiment = await StartedAsync();
    }

    public ValueTask DisposeAsync() => studio.DisposeAsync();

    [StudioFact]
    public async Task Visitors_CountFromTheirFirstEvent_WithTheOrdersAfterIt_AsTheyAreNow()
    {
        using var sums = Sums();
        await SendAsync(("ada", "a", 1), ("bob", "b", 1), ("bob", "b", 3), ("cid", "b", 2));
        await OrderAsync("bob", 2, Line(body, 1), Line(card, 2));
        await OrderAsync("bob", 30, Line(card, 1));
        var late = await OrderAsync("cid", 4, Line(card, 3));
        await sums.RefreshAsync(Stop);

        Assert.Equal((1.0, 2.0), (await VisitorsAsync(0), await VisitorsAsync(1)));
        var revenue = await TotalAsync(1, ExperimentMetric.RevenuePerVisitor);
        Assert.Equal(12_100 + (3 * 2_420) + (3 * 2_420), revenue.Main);
        // Of two days: the square is that of the visitor's total.
        Assert.Equal(Math.Pow(12_100 + (3 * 2_420), 2) + Math.Pow(3 * 2_420, 2), revenue.MainSquare);
        var attach = await TotalAsync(1, ExperimentMetric.AttachRate);
        Assert.Equal((1.0, 3.0), (attach.Main, attach.Below));
        var again = await TotalAsync(1, ExperimentMetric.RepeatWithin30Days);
        Assert.Equal((1.0, 2.0), (again.Main, again.Below));
        // Without 21 % tax: 10,000 and 2,000; less what they cost.
        Assert.Equal(4_000 + (6 * 1_000), (await TotalAsync(1, ExperimentMetric.MarginPerVisitor)).Main);

        await studio.WriteAsync(async session =>
            (await session.Db.OrderLines.SingleAsync(line => line.OrderId == late.Id, Stop)).ReturnedQuantity = 2);
        await sums.RefreshAsync(Stop);
        var returns = await TotalAsync(1, ExperimentMetric.Returns);
        Assert.Equal((2 * 2_420.0, 12_100 + (6 * 2_420.0)), (returns.Main, returns.Below));
        Assert.Equal(12_100 + (4 * 2_420), (await TotalAsync(1, ExperimentMetric.RevenuePerVisitor)).Main);
        Assert.Equal(new ExclusionReading(ExclusionReason.Returned, 2, 4_840), Assert.Single((await ReadAsync()).Excluded));
    }

    [StudioFact]
    public async Task EventsInPieces_AndTwice_GiveTheVeryRows_ThatTheyGiveAtOnce()
    {
        (string, string, int)[] all =
        [
            ("ada", "a", 5), ("bob", "b", 1), ("cid", "b", 2), ("ada", "a", 2), ("dan", "a", 3), ("bob", "b", 9), ("eve", "b", 1), ("eve", "a", 4),
        ];
        await OrderAsync("ada", 3, Line(card, 1));
        await OrderAsync("bob", 4, Line(body, 1));
        using var sums = Sums();
        foreach (var one in all)
        {
            await SendAsync(one);
            await sums.RefreshAsync(Stop);
            await sums.RefreshAsync(Stop);
        }

        var pieces = await RowsAsync();
        await studio.WriteAsync(async session =>
        {
            await session.Db.Set<ExperimentVisitor>().ExecuteDeleteAsync(Stop);
            await session.Db.Set<ExperimentProgress>().ExecuteDeleteAsync(Stop);
        });
        using var again = Sums();
        await again.RefreshAsync(Stop);
        Assert.NotEmpty(pieces);
        Assert.Equal(pieces, await RowsAsync());
        Assert.Contains(new ExclusionReading(ExclusionReason.TwoArms, 1), (await ReadAsync()).Excluded);
    }

    [StudioFact]
    public async Task AProcessThatEndedInTheMiddle_CountsNoEventTwice()
    {
        using var sums = Sums();
        await SendAsync(("ada", "a", 1), ("ada", "a", 2), ("bob", "b", 1));
        await sums.RefreshAsync(Stop);
        // As it stands when the visitors are kept and the end was not said yet.
        await studio.WriteAsync(async session =>
        {
            var progress = await session.Db.Set<ExperimentProgress>().SingleAsync(Stop);
            (progress.LastEventId, progress.ClaimedEventId) = (0, progress.LastEventId);
        });
        await SendAsync(("bob", "b", 5), ("cid", "a", 5));
        await sums.RefreshAsync(Stop);
        Assert.Equal([2, 1], await EventsAsync());
        await sums.RefreshAsync(Stop);
        Assert.Equal([2, 2, 1], await EventsAsync());

        async Task<List<int>> EventsAsync()
        {
            await using var db = studio.Store.Read();
            return await db.Set<ExperimentVisitor>().OrderByDescending(visitor => visitor.Events).Select(visitor => visitor.Events).ToListAsync(Stop);
        }
    }

    [StudioFact]
    public async Task WhatDoesNotCount_IsLeftOut_WithItsReason()
    {
        using var sums = Sums();
        await SendAsync(("ada", "a", 2), ("bob", "b", 2));
        await SendAsync(Event("bot", "a", 2, "bot"), Event("staff", "b", 2, "staff"));
        await OrderAsync("ada", 1, Line(card, 1));
        await OrderAsync("ada", 3, Line(card, 1), OrderStatus.Cancelled);
        await OrderAsync("bot", 3, Line(card, 1));
        await studio.AddAsync(new OrderVisitor
        {
            ChannelId = camera.Id, ExternalId = "unknown", ReceivedAt = TestStudio.Start.AddHours(4), Arm = $"{experiment.Id}b",
        });
        await sums.RefreshAsync(Stop);

        var reading = await ReadAsync();
        ExclusionReading[] expected =
        [
            new(ExclusionReason.Bot, 1), new(ExclusionReason.Staff, 1), new(ExclusionReason.BeforeExposure, 1), new(ExclusionReason.NoVisitor, 1),
            new(ExclusionReason.Cancelled, 1),
        ];
        Assert.Equal(expected, reading.Excluded);
        Assert.Equal(2, reading.Visitors);
        Assert.All(reading.Arms, arm => Assert.Equal(0, arm.Revenue));
        Assert.Equal(2_420, (await TotalAsync(0, ExperimentMetric.RevenuePerVisitor)).Past);
    }

    [StudioFact]
    public async Task AfterNinetyDays_VisitorsAreGone_AndWhatTheyBroughtStays()
    {
        using var sums = Sums();
        await SendAsync(("ada", "a", 1), ("bob", "b", 1));
        await OrderAsync("bob", 2, Line(body, 1));
        await sums.RefreshAsync(Stop);
        var before = await TotalAsync(1, ExperimentMetric.RevenuePerVisitor);
        studio.Time.Advance(TimeSpan.FromDays(60));
        await SendAsync(("cid", "b", 1));
        studio.Time.Advance(TimeSpan.FromDays(31));
        await sums.RefreshAsync(Stop);

        await using var db = studio.Store.Read();
        Assert.Equal(1, await db.Set<ExperimentVisitor>().CountAsync(Stop));
        Assert.Equal(before + MetricSums.Nothing(1), await TotalAsync(1, ExperimentMetric.RevenuePerVisitor));

        studio.Time.Advance(TimeSpan.FromDays(60));
        await sums.RefreshAsync(Stop);
        await sums.RefreshAsync(Stop);
        Assert.Equal(0, await db.Set<ExperimentVisitor>().CountAsync(Stop));
        Assert.True(await db.Set<ExperimentDay>().AllAsync(day => day.IsSealed, Stop));
        Assert.Equal(before + MetricSums.Nothing(1), await TotalAsync(1, ExperimentMetric.RevenuePerVisitor));
        Assert.Equal(3, (await ReadAsync()).Visitors);
    }

    [StudioFact]
    public async Task WhoComesAgain_AfterMonths_IsNobodyNew_UntilNotSeenForNinetyDays()
    {
        using var sums = Sums();
        await SendAsync(("ada", "a", 1), ("bob", "b", 1));
        await OrderAsync("bob", 2, Line(body, 1));
        await sums.RefreshAsync(Stop);
        for (var month = 0; month < 4; month++)
        {
            studio.Time.Advance(TimeSpan.FromDays(31));
            await SendAsync(("bob", "b", -1));
            await sums.RefreshAsync(Stop);
        }

        await using var db = studio.Store.Read();
        Assert.Equal(1, await db.Set<ExperimentVisitor>().CountAsync(Stop));
        Assert.Equal(2, (await ReadAsync()).Visitors);
        Assert.Equal(12_100, (await TotalAsync(1, ExperimentMetric.RevenuePerVisitor)).Main);

        studio.Time.Advance(TimeSpan.FromDays(91));
        await sums.RefreshAsync(Stop);
        Assert.Equal(0, await db.Set<ExperimentVisitor>().CountAsync(Stop));
        await SendAsync(("bob", "b", -1));
        await sums.RefreshAsync(Stop);
        Assert.Equal(3, (await ReadAsync()).Visitors);
    }

    /// <summary>With orders of which it is not known any more whose they are, the comparison with the past would change by itself.</summary>
    [StudioFact]
    public async Task WhatWasBoughtBefore_StaysInTheComparison_WhenItsOrdersAreForgotten()
    {
        using var sums = Sums();
        var events = new EventService(studio.Store, studio.Time, new VisitorNames(studio.Data));
        await OrderAsync("bob", -20 * 24, Line(body, 1));
        await OrderAsync("bob", -29 * 24, Line(body, 1));
        await SendAsync(("ada", "a", 1), ("bob", "b", 1));
        await OrderAsync("bob", 2, Line(card, 1));
        await OrderAsync("bob", 63 * 24, Line(card, 1));
        for (var day = 0; day < 100; day += 10)
        {
            await sums.RefreshAsync(Stop);
            await events.SweepAsync(Stop);
            var revenue = await TotalAsync(1, ExperimentMetric.RevenuePerVisitor);
            Assert.Equal((12_100.0, 2_420.0), (revenue.Past, revenue.Main));
            studio.Time.Advance(TimeSpan.FromDays(10));
        }

        Assert.DoesNotContain((await ReadAsync()).Excluded, item => item.Reason == ExclusionReason.NoVisitor);
    }

    /// <summary>An order that had a visitor is none without one, once the visitor is forgotten.</summary>
    [StudioFact]
    public async Task AForgottenOrder_IsNotOneThatNamesNoVisitor()
    {
        using var sums = Sums();
        await SendAsync(("bob", "b", 1));
        var order = await studio.OrderAsync(camera, [Line(card, 1)], OrderStatus.Placed, TestStudio.Start.AddHours(2));
        await studio.AddAsync(new OrderVisitor
        {
            ChannelId = camera.Id, ExternalId = order.ExternalId, ReceivedAt = order.OrderedAt, Visitor = new VisitorNames(studio.Data).Of(camera.Id, "bob"),
            Arm = $"{experiment.Id}b",
        });
        studio.Time.Advance(TimeSpan.FromDays(91));
        await sums.RefreshAsync(Stop);
        await new EventService(studio.Store, studio.Time, new VisitorNames(studio.Data)).SweepAsync(Stop);
        await sums.RefreshAsync(Stop);
        Assert.Empty((await ReadAsync()).Excluded);
    }

    /// <summary>The clock is asked when the turn of a shop has begun: then another shop starts an experiment, and has its first visitor.</summary>
    [StudioFact]
    public async Task AnExperimentThatBeginsMeanwhile_MissesNoneOfItsVisitors()
    {
        var coffee = await studio.ChannelAsync("coffee");
        await StartedAsync(coffee);
        Experiment? second = null;
        var clock = new TurningClock(studio.Time, 3, async () =>
        {
            second = await StartedAsync(coffee);
            await SendAsync(Event("cid", "b", 0, null, second));
        });
        using var sums = new ExperimentSums(studio.OtherProcess(time: clock), new VisitorNames(studio.Data));

        await sums.RefreshAsync(Stop);
        await sums.RefreshAsync(Stop);

        Assert.NotNull(second);
        Assert.Equal(1, (await new ExperimentReader(studio.Store).ReadAsync(ReadScope.Everything, second.Id, Stop))!.Visitors);
    }

    [StudioFact]
    public async Task AForgottenVisitor_IsInNoSumAnyMore()
    {
        using var sums = Sums();
        await SendAsync(("ada", "a", 1), ("bob", "b", 1));
        await sums.RefreshAsync(Stop);
        Assert.Equal((1, 0), (await sums.ForgetAsync(camera.Id, "bob", Stop), await sums.ForgetAsync(camera.Id, "bob", Stop)));
        await sums.RefreshAsync(Stop);
        Assert.Equal(1, (await ReadAsync()).Visitors);
    }

    [StudioFact]
    public async Task AReading_IsForWhoMaySeeTheShop()
    {
        var coffee = await studio.ChannelAsync("coffee");
        var reader = new ExperimentReader(studio.Store);
        Assert.NotNull(await reader.ReadAsync(ReadScope.Everything, experiment.Id, Stop));
        Assert.Null(await reader.ReadAsync(ReadScope.Only(coffee.Id), experiment.Id, Stop));
        Assert.Null(await reader.HoldOutAsync(ReadScope.Everything, camera.Id, Stop));
    }

    private ExperimentSums Sums() => new(studio.Store, new VisitorNames(studio.Data));

    private async Task<Experiment> StartedAsync(Channel? shop = null)
    {
        var made = Experiment.Draft((shop ?? camera).Id, "salt", TestStudio.Manager, studio.Time.GetUtcNow());
        Assert.Null(made.Edit(new ExperimentTerms(
            "Panels or none", ExperimentQuestion.AnyPanel, null, null, ExperimentTerms.TwoArms("None", "Panels"), [], null, 10_000, null, null)
        {
            Mode = ExperimentMode.AlwaysValid, PlannedVisitors = 1_000,
        }).Refusal);
        Assert.Null(made.Start("b", false, 0, shop ?? camera, TestStudio.Manager, studio.Time.GetUtcNow()).Refusal);
        await studio.AddAsync(made);
        return made;
    }

    private Task SendAsync(params (string Visitor, string Arm, int Hour)[] sent) =>
        SendAsync([.. sent.Select(item => Event(item.Visitor, item.Arm, item.Hour, null))]);

    private async Task SendAsync(params ShopEvent[] sent)
    {
        using var intake = new EventIntake(studio.Store);
        Assert.Equal(sent.Length, (await intake.StoreAsync(sent)).Value.Accepted);
    }

    private ShopEvent Event(string visitor, string arm, int hour, string? traffic, Experiment? of = null) => new()
    {
        ChannelId = (of ?? experiment).ChannelId, EventId = $"e-{++events}", Type = ShopEventType.Impression, At = studio.Time.GetUtcNow().AddHours(hour),
        ReceivedAt = studio.Time.GetUtcNow().AddHours(hour), Anchor = "CAM-D7-BODY", Arm = $"{(of ?? experiment).Id}{arm}", Traffic = traffic,
        Visitor = new VisitorNames(studio.Data).Of((of ?? experiment).ChannelId, visitor), Device = "phone", Source = "search",
    };

    private static OrderLine Line(Product product, int quantity) => new()
    {
        Sku = product.Sku, ProductId = product.Id, Quantity = quantity, UnitPrice = product.Sku == "MEM-128" ? 2_420 : 12_100,
    };

    private Task<Order> OrderAsync(string visitor, int hour, params OrderLine[] lines) => OrderAsync(visitor, hour, lines, OrderStatus.Placed);

    private Task<Order> OrderAsync(string visitor, int hour, OrderLine line, OrderStatus status) => OrderAsync(visitor, hour, [line], status);

    private async Task<Order> OrderAsync(string visitor, int hour, OrderLine[] lines, OrderStatus status)
    {
        var order = await studio.OrderAsync(camera, lines, status, TestStudio.Start.AddHours(hour));
        await studio.AddAsync(new OrderVisitor
        {
            ChannelId = camera.Id, ExternalId = order.ExternalId, ReceivedAt = order.OrderedAt,
            Visitor = new VisitorNames(studio.Data).Of(camera.Id, visitor), Arm = null,
        });
        return order;
    }

    private async Task<double> VisitorsAsync(int arm) => (await TotalAsync(arm, ExperimentMetric.Conversion)).Visitors;

    private async Task<MetricSums> TotalAsync(int arm, ExperimentMetric metric)
    {
        await using var db = studio.Store.Read();
        return (await db.Set<ExperimentDay>().Where(day => day.Arm == arm && day.Metric == metric && day.Cut == ExperimentCut.None).ToListAsync(Stop))
            .Aggregate(default(MetricSums), (sum, day) => sum + MetricSums.Of(day));
    }

    private async Task<List<(DayKey, MetricSums)>> RowsAsync()
    {
        await using var db = studio.Store.Read();
        return [.. (await db.Set<ExperimentDay>().ToListAsync(Stop))
            .Select(day => (Key: new DayKey(day.Day, day.Arm, day.Metric, day.Cut, day.CutKey), MetricSums.Of(day)))
            .OrderBy(row => row.Key.ToString(), StringComparer.Ordinal)];
    }

    private async Task<ExperimentReading> ReadAsync() =>
        (await new ExperimentReader(studio.Store).ReadAsync(ReadScope.Everything, experiment.Id, Stop))!;

    /// <summary>A clock beside which something happens, once: when it is asked for the so-manieth time.</summary>
    private sealed class TurningClock(TimeProvider clock, int turn, Func<Task> act) : TimeProvider
    {
        private int asked;

        public override DateTimeOffset GetUtcNow()
        {
            if (Interlocked.Increment(ref asked) == turn)
            {
                Task.Run(act).GetAwaiter().GetResult();
            }

            return clock.GetUtcNow();
        }
    }
}
