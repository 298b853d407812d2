using CrossSell.Core.Catalog;
using CrossSell.Core.Events;
using CrossSell.Core.Experiments;
using CrossSell.Core.Orders;
using CrossSell.Core.People;
using CrossSell.Tests.Support;

namespace CrossSell.Tests.Core.Experiments;

public sealed class ExperimentPlannerTests : IAsyncLifetime
{
    private const int Visitors = 280;

    private static readonly ExperimentTerms Terms = new(
        "Panels or none", ExperimentQuestion.AnyPanel, null, null, ExperimentTerms.TwoArms("None", "Panels"), [], null, Experiment.Whole, null, null);

    private TestStudio studio = null!;
    private Channel camera = null!;
    private ExperimentPlanner planner = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        studio = await TestStudio.CreateAsync();
        camera = await studio.ChannelAsync();
        planner = new ExperimentPlanner(studio.Store);
    }

    public ValueTask DisposeAsync() => studio.DisposeAsync();

    [StudioFact]
    public async Task WithoutEvents_NothingIsPromised()
    {
        var forecast = await planner.ForecastAsync(ReadScope.Everything, camera.Id, Terms, .05, Stop);
        Assert.Equal((0, null, null, null), (forecast!.VisitorsPerDay, forecast.From, forecast.Days, forecast.Baseline));
        Assert.Empty(forecast.Spans);
        Assert.Null(await planner.ForecastAsync(ReadScope.Only(camera.Id + 1), camera.Id, Terms, .05, Stop));
    }

    [StudioFact]
    public async Task Forecast_IsThatOfTheShopsOwnVisitorsAndOrders()
    {
        await FillAsync();
        var forecast = (await planner.ForecastAsync(ReadScope.Everything, camera.Id, Terms, .5, Stop))!;

        // Ten new ones a day, each on one day.
        Assert.Equal(10, forecast.VisitorsPerDay, .5);
        // Every fifth buys, half of them 50.00 and half of them 100.00: a mean of 15.00, a second moment of 1,250.
        Assert.Equal(1_500, forecast.Baseline!.Value.Mean, 5.0);
        Assert.Equal(Math.Sqrt((12_500_000.0 - (1_500.0 * 1_500)) * Visitors / (Visitors - 1)), forecast.Baseline.Value.Deviation, 10.0);
        Assert.Equal(ExperimentPlanner.Spans, forecast.Spans.Select(span => span.Days));
        Assert.Equal(Visitors, forecast.Spans[3].Visitors);
        Assert.Equal(2 * Visitors, forecast.Spans[5].Visitors, 10.0);
        Assert.Equal(
            ExperimentPower.Smallest(forecast.Baseline.Value, Visitors, 2, new TestRule(.05, null), .8)!.Value, forecast.Spans[3].Smallest!.Value, .01);
        Assert.True(forecast.Spans[5].Smallest < forecast.Spans[3].Smallest);
        Assert.True(forecast.Spans.Last(span => span.Days < forecast.Days).Smallest > .5);

        var always = (await planner.ForecastAsync(ReadScope.Everything, camera.Id, Terms with { Mode = ExperimentMode.AlwaysValid }, .5, Stop))!;
        Assert.True(always.Spans[5].Smallest > forecast.Spans[5].Smallest);
        var tenth = (await planner.ForecastAsync(ReadScope.Everything, camera.Id, Terms with { ShareBasisPoints = 1_000 }, null, Stop))!;
        Assert.Equal((Visitors / 10, null), (tenth.Spans[3].Visitors, tenth.Days));
    }

    private async Task FillAsync()
    {
        var names = new VisitorNames(studio.Data);
        using var intake = new EventIntake(studio.Store);
        await intake.StoreAsync([.. Enumerable.Range(0, Visitors).Select(at => new ShopEvent
        {
            ChannelId = camera.Id, EventId = $"e-{at}", Type = ShopEventType.Impression, At = At(at), ReceivedAt = At(at), Anchor = "CAM-D7-BODY",
            Visitor = names.Of(camera.Id, $"v-{at}"),
        })]);
        foreach (var at in Enumerable.Range(0, Visitors).Where(at => at % 5 == 0))
        {
            await studio.OrderAsync(
                camera, [new OrderLine { Sku = "CAM-D7-BODY", Quantity = 1, UnitPrice = at % 10 == 0 ? 5_000 : 10_000 }], at: At(at).AddMinutes(5));
        }
    }

    private static DateTimeOffset At(int visitor) => TestStudio.Start.AddDays(-28).AddHours(1 + (visitor / 10 * 24));
}
