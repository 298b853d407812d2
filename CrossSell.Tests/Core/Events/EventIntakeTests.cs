using CrossSell.Core.Catalog;
using CrossSell.Core.Events;
using CrossSell.Core.Orders;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.Events;

public sealed class EventIntakeTests : IAsyncLifetime
{
    private TestStudio studio = null!;
    private Channel camera = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        studio = await TestStudio.CreateAsync();
        camera = await studio.ChannelAsync();
    }

    public ValueTask DisposeAsync() => studio.DisposeAsync();

    [StudioFact]
    public async Task Events_AreStoredOnce_HoweverOftenTheyCome_AndChangeNoStateOfTheStudio()
    {
        using var intake = new EventIntake(studio.Store);
        var state = await studio.Store.StateAsync(Stop);
        var all = Enumerable.Range(1, 95).Select(number => Event($"e-{number}", number)).ToList();

        Assert.Equal(new EventReceipt(95, 3), await Stored(intake, [.. all, all[0], all[1], Event("e-3", 9)]));
        Assert.Equal(new EventReceipt(1, 95), await Stored(intake, [.. all, Event("e-new", null)]));

        await using var db = studio.Store.Read();
        Assert.Equal(96, await db.ShopEvents.CountAsync(Stop));
        Assert.Equal([1, 2, 3], await db.ShopEvents.Where(item => item.Position <= 3).Select(item => item.Position!.Value).Order().ToListAsync(Stop));
        var last = await db.ShopEvents.SingleAsync(item => item.EventId == "e-new", Stop);
        Assert.Equal((ShopEventType.Add, null, "CAM-D7-BODY", TestStudio.Start), (last.Type, last.Position, last.Anchor, last.At));
        Assert.Equal(state, await studio.Store.StateAsync(Stop));
    }

    [StudioFact]
    public async Task SameId_OfTwoShops_IsTwoEvents()
    {
        var coffee = await studio.ChannelAsync("coffee");
        using var intake = new EventIntake(studio.Store);

        Assert.Equal(new EventReceipt(2, 0), await Stored(intake, [Event("e-1", 1), Event("e-1", 1, channel: coffee)]));
    }

    [StudioFact]
    public async Task BatchesThatComeTogether_EachHearWhatBecameOfTheirOwn()
    {
        using var intake = new EventIntake(studio.Store);

        var receipts = await Task.WhenAll(Enumerable.Range(0, 40).Select(batch => Task.Run(() => Stored(
            intake, [Event($"own-{batch}", 1), Event($"pair-{batch / 2}", 1)]))));

        Assert.Equal((60, 20), (receipts.Sum(receipt => receipt.Accepted), receipts.Sum(receipt => receipt.Duplicates)));
        Assert.All(receipts, receipt => Assert.Equal(2, receipt.Accepted + receipt.Duplicates));
        await using var db = studio.Store.Read();
        Assert.Equal(60, await db.ShopEvents.CountAsync(Stop));
    }

    [StudioFact]
    public async Task MoreThanMayWait_AreRefusedAsAWhole_AndLaterThereIsRoomAgain()
    {
        using var intake = new EventIntake(studio.Store, mostWaiting: 2);

        Assert.Equal("events.busy", (await intake.StoreAsync([Event("a", 1), Event("b", 1), Event("c", 1)])).Refusal?.Code);
        Assert.Equal(new EventReceipt(2, 0), await Stored(intake, [Event("a", 1), Event("b", 1)]));
        Assert.Equal(new EventReceipt(1, 0), await Stored(intake, [Event("c", 1)]));
    }

    [StudioFact]
    public async Task Trying_SaysWhatStoringWould_AndStoresNothing()
    {
        using var intake = new EventIntake(studio.Store);
        await Stored(intake, [Event("a", 1)]);

        Assert.Equal(new EventReceipt(1, 2), await intake.TryAsync([Event("a", 1), Event("b", 1), Event("b", 1)], Stop));

        await using var db = studio.Store.Read();
        Assert.Equal(1, await db.ShopEvents.CountAsync(Stop));
    }

    [StudioFact]
    public async Task Visitor_IsForgottenOnRequest_InTheShopThatAsks_AndAfterNinetyDays()
    {
        var coffee = await studio.ChannelAsync("coffee");
        var names = new VisitorNames(studio.Data);
        var service = new EventService(studio.Store, studio.Time, names);
        using var intake = new EventIntake(studio.Store);
        await Stored(intake,
        [
            Event("a", 1, names.Of(camera.Id, "v-1")), Event("b", 1, names.Of(camera.Id, "v-1")), Event("c", 1, names.Of(camera.Id, "v-2")),
            Event("d", 1, names.Of(coffee.Id, "v-1"), coffee),
        ]);
        await studio.AddAsync(new OrderVisitor
        {
            ChannelId = camera.Id, ExternalId = "1", ReceivedAt = TestStudio.Start, Visitor = names.Of(camera.Id, "v-1"),
        });
        await studio.AddAsync(new OrderVisitor
        {
            ChannelId = camera.Id, ExternalId = "2", ReceivedAt = TestStudio.Start, Visitor = names.Of(camera.Id, "v-2"), Arm = "1a",
        });
        await using var db = studio.Store.Read();
        Assert.DoesNotContain("v-1", await db.ShopEvents.Select(item => item.Visitor!).ToListAsync(Stop));

        Assert.Equal((2, 0), (await service.DeleteVisitorAsync(camera.Id, "v-1", Stop), await service.DeleteVisitorAsync(camera.Id, "v-1", Stop)));
        // That it was somebody's is all that is left: an arm alone is that of an order whose shop should have named a visitor.
        Assert.Equal(
            [("1", null, null), ("2", names.Of(camera.Id, "v-2"), "1a")],
            (await db.OrderVisitors.AsNoTracking().OrderBy(item => item.ExternalId).ToListAsync(Stop))
                .Select(item => (item.ExternalId, item.Visitor, item.Arm)));
        Assert.Equal(["c", "d"], await db.ShopEvents.Select(item => item.EventId).Order().ToListAsync(Stop));
        Assert.Equal(1, await service.DeleteVisitorAsync(null, "v-1", Stop));

        studio.Time.Advance(TimeSpan.FromDays(90));
        await service.SweepAsync(Stop);
        Assert.NotNull(await db.ShopEvents.Select(item => item.Visitor).SingleAsync(Stop));
        studio.Time.Advance(TimeSpan.FromMinutes(1));
        await service.SweepAsync(Stop);
        Assert.Null(await db.ShopEvents.Select(item => item.Visitor).SingleAsync(Stop));
        Assert.Equal(2, await db.OrderVisitors.CountAsync(item => item.Visitor == null && item.Arm == null, Stop));
    }

    private static async Task<EventReceipt> Stored(EventIntake intake, IReadOnlyList<ShopEvent> events) => (await intake.StoreAsync(events)).Required;

    private ShopEvent Event(string id, int? position, string? visitor = null, Channel? channel = null) => new()
    {
        ChannelId = (channel ?? camera).Id, EventId = id, Type = ShopEventType.Add, At = TestStudio.Start, ReceivedAt = TestStudio.Start,
        Anchor = "CAM-D7-BODY", Sku = "MEM-128-V60", Position = position, Visitor = visitor,
    };
}
