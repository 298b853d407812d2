using CrossSell.Core;
using CrossSell.Core.Demo;
using CrossSell.Core.Experiments;
using CrossSell.Core.Orders;
using CrossSell.Core.Panels;
using CrossSell.Core.People;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.Demo;

/// <summary>What the demo shows of experiments, on whatever day it is opened.</summary>
[Trait("Kind", "Slow")]
public sealed class DemoExperimentsTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    // CROSSSELL_TEST_TRIES tries all of them.
    public static TheoryData<DateOnly> Days => [.. DemoDays.Days.Where((_, at) => at % 6 == 0 || TestStudio.Tries(3) > 3)];

    [Theory]
    [MemberData(nameof(Days))]
    public async Task Demo_ShowsOneThatFoundSomething_OneThatDidNot_OneThatRuns_AndWhatAHoldOutMeasured(DateOnly today)
    {
        await using var studio = await TestStudio.CreateAsync();
        var day = new DateTimeOffset(today, new TimeOnly(12, 0), TimeSpan.Zero);
        studio.Time.SetUtcNow(day);
        Assert.True((await new DemoLoader(studio.Store, studio.Data).LoadAsync(today, people: People(), cancellation: Stop)).IsDone);
        var story = new DemoExperiments(studio.Store, CrossSellCore.UndoRules, PanelLayers.Standard, new(studio.Data));
        Assert.True((await story.TellAsync(Stop)).Required);
        Assert.False((await story.TellAsync(Stop)).Required);

        await using var db = studio.Store.Read();
        var all = await db.Experiments.OrderBy(item => item.Id).ToListAsync(Stop);
        var reader = new ExperimentReader(studio.Store);
        var readings = await reader.ReadManyAsync(ReadScope.Everything, [.. all.Select(item => item.Id)], Stop);
        Assert.Equal(
            [
                (true, ExperimentPhase.Ended, ExperimentVerdict.Better), (false, ExperimentPhase.Decided, ExperimentVerdict.Better),
                (false, ExperimentPhase.Ended, ExperimentVerdict.NoDifference), (false, ExperimentPhase.Running, ExperimentVerdict.NotYet),
            ],
            all.Select(item => (item.IsHoldOut, item.PhaseAt(day), readings[item.Id].Verdict)));
        Assert.All(readings.Values, reading =>
        {
            Assert.False(reading.Ratio!.IsAlarm);
            Assert.Empty(reading.Broken);
            Assert.NotNull(reading.First!.Relative);
            Assert.Contains(reading.Excluded, row => row.Reason == ExclusionReason.Bot);
        });
        Assert.All(all, item => Assert.True(
            readings[item.Id].LastDay!.Value.ToDateTime(default) <= (item.Until < day ? item.Until.Value : day).UtcDateTime.AddHours(2)));

        // What the hold-out says belongs to a shop of this size.
        var camera = all[0].ChannelId;
        var figure = (await reader.HoldOutAsync(ReadScope.Everything, camera, Stop))!;
        var revenue = await db.Orders.Where(order => order.ChannelId == camera && order.OrderedAt >= all[0].From && order.OrderedAt < all[0].Until)
            .SelectMany(order => order.Lines).SumAsync(line => (line.Quantity - line.ReturnedQuantity) * line.UnitPrice, Stop);
        Assert.True(figure.IsConclusive);
        Assert.InRange(figure.Amount.Value, .05 * revenue, .25 * revenue);

        // Somebody who comes can plan another one.
        var plan = await new ExperimentPlanner(studio.Store).ForecastAsync(
            ReadScope.Everything, camera, new("Plan", ExperimentQuestion.AnyPanel, null, null, ExperimentTerms.TwoArms("a", "b"), [], null, 10_000, null, null),
            null, Stop);
        Assert.True(plan is { VisitorsPerDay: > 100, Baseline: not null }, $"{plan}");

        // Each act is on its day, in the name of who may do it, and nothing lies ahead but the end of what runs.
        var sets = await db.ChangeSets.Where(set => set.ActorKind == ActorKind.Person).ToListAsync(Stop);
        Assert.All(sets, set => Assert.True(set.At < day));
        Assert.Equal(["Eva Visser", "Mark Kuiper"], sets.Select(set => set.ActorName).Distinct().Order());
        Assert.InRange(readings[all[3].Id].DaysLeft!.Value, 2, 365);

        // Brought up to date by the studio, they say the same.
        using var sums = new ExperimentSums(studio.Store, new(studio.Data));
        await sums.RefreshAsync(Stop);
        Assert.Equal(readings[all[1].Id].First, (await reader.ReadAsync(ReadScope.Everything, all[1].Id, Stop))!.First);
    }

    private static List<User> People() =>
    [
        Person(DemoPeople.EvaEmail, "Eva Visser", Role.Merchandiser), Person(DemoPeople.MarkEmail, "Mark Kuiper", Role.Manager),
        Person(DemoPeople.OlafEmail, "Olaf Berg", Role.Administrator),
    ];

    private static User Person(string email, string name, Role role)
    {
        var user = new User { UserName = email, Email = email, DisplayName = name };
        user.Grants.Add(new RoleGrant { UserId = user.Id, Role = role });
        return user;
    }
}
