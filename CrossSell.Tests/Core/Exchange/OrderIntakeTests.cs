using CrossSell.Core.Catalog;
using CrossSell.Core.Events;
using CrossSell.Core.Exchange;
using CrossSell.Core.Experiments;
using CrossSell.Core.Orders;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.Exchange;

public sealed class OrderIntakeTests : IAsyncLifetime
{
    private TestStudio studio = null!;
    private Channel camera = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        studio = await TestStudio.CreateAsync();
        camera = await studio.ChannelAsync();
        await studio.ProductAsync("D7", camera);
        await studio.ProductAsync("BAG", camera);
    }

    public ValueTask DisposeAsync() => studio.DisposeAsync();

    [StudioFact]
    public async Task Orders_AreTakenWhole_TheSameAgainChangesNothing_AndWhatIsWrongIsListed()
    {
        SentOrder[] sent =
        [
            Order("1", Line("d7"), Line("BAG", "12.95", 2, attribution: "7f3a.c41b.b")),
            Order("2", Line("D7"), Line("BAG", "twelve")),
            Order("1", Line("BAG")),
            Order("3", Line("POST")) with { OrderedAt = "soon" },
            Order("4", Line("POSTAGE", "4.50")),
        ];

        var taken = await TakeAsync(sent);

        Assert.Equal((2, 0, 0), (taken.New, taken.Changed, taken.Unchanged));
        Assert.Equal(
            [(1, (int?)1, "order.unitPrice"), (2, null, "order.twice"), (3, null, "order.orderedAt")],
            taken.Problems.Select(problem => (problem.Index, problem.Line, problem.Code)));
        Assert.Equal(["POSTAGE"], taken.UnknownIds);
        await using var db = studio.Store.Read();
        var order = await db.Orders.Include(item => item.Lines).SingleAsync(item => item.ExternalId == "1", Stop);
        Assert.Equal((new DateTimeOffset(2026, 11, 19, 9, 0, 0, TimeSpan.Zero), OrderStatus.Placed), (order.OrderedAt, order.Status));
        Assert.NotNull(order.CustomerHash);
        Assert.DoesNotContain("eva", order.CustomerHash, StringComparison.Ordinal);
        Assert.Equal([("D7", 1, 1000L), ("BAG", 2, 1295L)], order.Lines.OrderBy(line => line.Id).Select(line => (line.Sku, line.Quantity, line.UnitPrice)));

        var again = await TakeAsync(sent);

        Assert.Equal((0, 0, 2), (again.New, again.Changed, again.Unchanged));
        Assert.Equal((0, 1, 0), Sums(await TakeAsync([Order("1", Line("D7")) with { Status = "cancelled" }])));
        Assert.Equal(OrderStatus.Cancelled, await db.Orders.Where(item => item.ExternalId == "1").Select(item => item.Status).SingleAsync(Stop));
    }

    [StudioFact]
    public async Task Order_NamesThePanelsItCameFrom_AlsoWhenAFileBringsItAgain_UntilItSaysOthers()
    {
        await TakeAsync([Order("1", Line("D7"), Line("BAG", attribution: "7f3a.c41b.b"))]);
        await TakeAsync([Order("1", Line("D7"), Line("BAG", quantity: 3))]);
        Assert.Equal(["1 BAG 7f3a c41b b"], await TokensAsync());

        await TakeAsync([Order("1", Line("D7", attribution: "99"), Line("BAG", quantity: 3))]);

        Assert.Equal(["1 D7 99  "], await TokensAsync());
    }

    [StudioFact]
    public async Task Order_SaysWhoseItIs_AndInWhichArms_AlsoOfOneWhoWasShownNothing()
    {
        var names = new VisitorNames(studio.Data);
        var experiment = Core.Experiments.TestExperiments.Started(id: 12);
        await studio.AddAsync(experiment);
        var visitor = Enumerable.Range(0, 100).Select(number => $"v-{number}").First(name =>
            Assignment.ArmOf(experiment, names.Of(camera.Id, name)).Code == "a");
        var order = Order("1", Line("D7")) with { OrderedAt = "2026-11-20T13:00:00Z", Visitor = visitor };

        await TakeAsync(
        [
            order, order with { Id = "2", Consent = "denied" }, order with { Id = "3", Visitor = null, Lines = [Line("D7", attribution: "7f3a.c41b.3b")] },
            order with { Id = "4", OrderedAt = "2026-11-19T13:00:00Z" }, order with { Id = "5", Visitor = null },
        ]);

        await using var db = studio.Store.Read();
        Assert.Equal(
            [("1", names.Of(camera.Id, visitor), "12a"), ("3", null, "3b"), ("4", names.Of(camera.Id, visitor), null)],
            (await db.OrderVisitors.OrderBy(item => item.ExternalId).ToListAsync(Stop)).Select(item => (item.ExternalId, item.Visitor, item.Arm)));

        // Sent again: without a visitor it keeps the one that is known, also where its lines say more; without consent it is nobody's, and stays so.
        await TakeAsync(
        [
            order with { Visitor = null, Lines = [Line("D7", quantity: 2, attribution: "7f3a.c41b.3b")] },
            order with { Id = "3", Visitor = null, Consent = "denied", Lines = [Line("D7", attribution: "7f3a.c41b.3b")] },
            order with { Id = "4", OrderedAt = "2026-11-19T13:00:00Z", Consent = "denied" },
        ]);
        await TakeAsync([order with { Id = "4", OrderedAt = "2026-11-19T13:00:00Z", Visitor = null, Lines = [Line("D7", attribution: "7f3a.c41b.3b")] }]);
        Assert.Equal(
            [("1", names.Of(camera.Id, visitor), "3b-12a"), ("3", null, null), ("4", null, null)],
            (await db.OrderVisitors.AsNoTracking().OrderBy(item => item.ExternalId).ToListAsync(Stop))
                .Select(item => (item.ExternalId, item.Visitor, item.Arm)));
        var wrong = await TakeAsync([order with { Visitor = "eva@example.org" }, order with { Id = "6", Consent = "maybe" }]);
        Assert.Equal(["order.visitor", "order.consent"], wrong.Problems.Select(problem => problem.Code));
    }

    [StudioFact]
    public async Task ValidateOnly_SaysTheSame_AndStoresNothing()
    {
        var tried = await TakeAsync([Order("1", Line("D7", attribution: "7f3a")), Order("2")], validateOnly: true);

        Assert.Equal((1, 0, 0), Sums(tried));
        Assert.Equal("order.lines", Assert.Single(tried.Problems).Code);
        await using var db = studio.Store.Read();
        Assert.Equal((0, 0), (await db.Orders.CountAsync(Stop), await db.OrderRecommendations.CountAsync(Stop)));
    }

    [StudioFact]
    public async Task Orders_OfAShopThatTheKeyIsNotFor_AreRefused()
    {
        var coffee = await studio.ChannelAsync("coffee");
        using var intake = Intake();

        var refused = await intake.TakeAsync(
            TestStudio.Person("kim", CrossSell.Core.People.Role.Merchandiser, coffee.Id), camera, [Order("1", Line("D7"))], validateOnly: false, Stop);

        Assert.Equal("forbidden", refused.Refusal?.Code);
    }

    private static (int, int, int) Sums(OrderIntakeReport report) => (report.New, report.Changed, report.Unchanged);

    private static SentOrder Order(string id, params SentOrderLine[] lines) => new(id, "2026-11-19T10:00:00+01:00", "eva@example.org", null, lines);

    private static SentOrderLine Line(string sku, string price = "10.00", int quantity = 1, string? attribution = null) =>
        new(sku, quantity, price, "EUR", null, null, attribution);

    private OrderIntake Intake() =>
        new(studio.Store, new OrderImport(studio.Store, studio.Data), new VisitorArms(new VisitorNames(studio.Data), studio.Time));

    private async Task<OrderIntakeReport> TakeAsync(IReadOnlyList<SentOrder> orders, bool validateOnly = false)
    {
        using var intake = Intake();
        return (await intake.TakeAsync(TestStudio.Merchandiser, camera, orders, validateOnly, Stop)).Required;
    }

    private async Task<IReadOnlyList<string>> TokensAsync()
    {
        await using var db = studio.Store.Read();
        return [.. (await db.OrderRecommendations.ToListAsync(Stop)).Select(
            token => $"{token.ExternalId} {token.Sku} {token.RecommendationId} {token.PanelVersion} {token.Arm}")];
    }
}
