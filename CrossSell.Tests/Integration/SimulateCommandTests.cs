using System.Globalization;
using System.Text.Json;
using CrossSell.Core.Events;
using CrossSell.Core.Experiments;
using CrossSell.Core.People;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrossSell.Tests.Integration;

/// <summary>Shoppers played through the API beside a studio that runs, and what the studio makes of them.</summary>
[Trait("Kind", "Slow")]
public sealed class SimulateCommandTests
{
    private const double Truth = .3;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [StudioFact]
    public async Task Simulate_PlaysShoppers_OfWhomTheStudioReadsTheTruth_AndPlaysThemOnce()
    {
        await using var studio = (await StudioFactory.WithDemoAsync()).Start();
        using var cli = new CommandLine(studio);

        var (code, output, error) = await cli.RunAsync(
            "simulate", "--channel", "coffee", "--days", "10", "--visitors", "900", "--effect", "30%", "--seed", "7", "--json");
        Assert.True(code == 0, error);
        var result = JsonDocument.Parse(output).RootElement;

        Assert.Equal(
            [
                "experiment", "channel", "seed", "days", "visitors", "visits", "events", "orders", "revenue", "trueEffect", "arms", "reading",
            ],
            result.EnumerateObject().Select(property => property.Name));
        Assert.Equal((900, Truth), (result.GetProperty("visitors").GetInt32(), result.GetProperty("trueEffect").GetDouble()));
        var arms = result.GetProperty("arms").EnumerateArray().ToList();
        Assert.Equal(900, arms.Sum(arm => arm.GetProperty("visitors").GetInt32()));
        Assert.Equal(result.GetProperty("orders").GetInt32(), arms.Sum(arm => arm.GetProperty("orders").GetInt32()));
        // Arms are drawn by chance, other in each studio: now and then an interval misses the truth, as it may (SimulatedShoppersTests count how often).
        var (said, low, high) = (result.GetProperty("reading"), Of("low"), Of("high"));
        double Of(string name) => result.GetProperty("reading").GetProperty(name).GetDouble();
        Assert.Equal(low <= Truth && Truth <= high, said.GetProperty("holdsTruth").GetBoolean());
        Assert.InRange(Truth, low - (high - low), high + (high - low));

        // What the studio beside it says: the experiment began ten days ago and is over, its events and orders lie in between, and the key is revoked.
        var id = result.GetProperty("experiment").GetProperty("id").GetInt32();
        var reading = (await studio.Services.GetRequiredService<ExperimentReader>().ReadAsync(ReadScope.Everything, id, Stop))!;
        var found = reading.Metrics.Single(metric => metric.Metric == ExperimentMetric.RevenuePerVisitor).Relative!.Value;
        Assert.Equal(result.GetProperty("reading").GetProperty("effect").GetDouble(), found.Value, 12);
        await using (var db = studio.Store.Read())
        {
            var experiment = await db.Experiments.SingleAsync(item => item.Id == id, Stop);
            Assert.InRange(experiment.From!.Value, TestClock.Now.AddDays(-10), TestClock.Now.AddDays(-9));
            Assert.Equal(ExperimentPhase.Ended, experiment.PhaseAt(studio.Store.Time.GetUtcNow()));
            var own = $"{id}-sim-";
            var events = await db.ShopEvents.Where(item => item.EventId.StartsWith(own)).ToListAsync(Stop);
            Assert.Equal(result.GetProperty("events").GetInt32(), events.Count);
            Assert.All(events, item => Assert.True(item.At >= experiment.From && item.At < experiment.Until));
            Assert.All(events, item => Assert.InRange(item.ReceivedAt - item.At, TimeSpan.Zero, TimeSpan.FromDays(1)));
            Assert.NotNull((await db.ApiKeys.SingleAsync(key => key.Name == "Simulation", Stop)).RevokedAt);
        }

        // The same shoppers again, for the same experiment, from a clock a minute behind: they act at the same instants, and nobody is counted twice.
        using var behind = new CommandLine(studio) { Now = TestClock.Now.AddMinutes(-1).ToString("O", CultureInfo.InvariantCulture) };
        var again = await behind.RunAsync(
            "simulate", "--channel", "coffee", "--days", "10", "--visitors", "900", "--effect", "30%", "--seed", "7", "--experiment", $"{id}", "--json");
        Assert.True(again.Code == 0, again.Error);
        Assert.Equal(
            result.GetProperty("arms").GetRawText(), JsonDocument.Parse(again.Output).RootElement.GetProperty("arms").GetRawText());
    }

    [Fact]
    public async Task Simulate_RefusesWhatItCannotPlay()
    {
        using var cli = new CommandLine();

        Assert.Equal(2, (await cli.RunAsync("simulate", "--effect", "much")).Code);
        var (code, _, error) = await cli.RunAsync("simulate", "--effect", "4%");
        Assert.Equal(1, code);
        Assert.Contains("--force", error, StringComparison.Ordinal);
    }
}
