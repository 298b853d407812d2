using System.Globalization;
using System.Text.RegularExpressions;
using CrossSell.Core.Catalog;
using CrossSell.Core.Events;
using CrossSell.Core.Experiments;
using CrossSell.Core.People;
using CrossSell.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrossSell.Tests.Browser;

/// <summary>An experiment from its plan to its decision: drafted by one person, started by another, looked at while it runs, and decided.</summary>
public sealed class ExperimentJourney(BrowserFixture browser) : Journey(browser)
{
    private const string Name = "Do panels sell more?";

    [Fact]
    public async Task Experiment_DraftedAndStarted_IsReadWhileItRuns_AndDecided()
    {
        await VisitAsync();
        await using var eva = await SignInAsync("eva");
        await eva.OpenAsync("/experiments");
        await Expect(eva.Page.Locator("[data-hold-out=camera]")).ToContainTextAsync("off");
        await eva.AssertAccessibleAsync();
        await eva.OpenAsync("/experiments/new");
        await Expect(eva.Page.Locator("[data-days='28']")).ToBeVisibleAsync();
        await eva.Page.GetByLabel("Name", new() { Exact = true }).FillAsync(Name);
        await eva.Page.GetByRole(AriaRole.Radio, new() { Name = "Look at any time" }).CheckAsync();
        await eva.AssertAccessibleAsync();
        await eva.CaptureAsync("experiment-plan");
        await eva.Page.GetByRole(AriaRole.Button, new() { Name = "Save draft" }).ClickAsync();
        await Expect(eva.Page.GetByText($"Saved {Name}.")).ToBeVisibleAsync();
        // It has its own address a moment after it is saved.
        await Expect(eva.Page).ToHaveURLAsync(new Regex(@"/experiments/\d+$"));
        await Expect(eva.Page.GetByRole(AriaRole.Button, new() { Name = "Start", Exact = true })).ToHaveCountAsync(0);
        var address = new Uri(eva.Page.Url).AbsolutePath;

        await using var mark = await SignInAsync("mark");
        await mark.OpenAsync(address);
        await mark.Page.GetByRole(AriaRole.Button, new() { Name = "Start", Exact = true }).ClickAsync();
        await mark.Page.GetByRole(AriaRole.Button, new() { Name = "Start now" }).ClickAsync();
        await Expect(mark.Page.GetByText("running", new() { Exact = true })).ToBeVisibleAsync();
        await Expect(mark.Page.GetByRole(AriaRole.Heading, new() { Name = "No visitors counted yet." })).ToBeVisibleAsync();

        await CountAsync(int.Parse(address.Split('/')[^1], CultureInfo.InvariantCulture));
        await mark.OpenAsync(address);
        await Expect(mark.Page.GetByRole(AriaRole.Heading, new() { NameRegex = new("^Panels brought .+ more revenue per visitor; between .+ and .+") }))
            .ToBeVisibleAsync();
        await mark.AssertAccessibleAsync();
        await mark.CaptureAsync("experiment");
        await mark.OpenAsync("/experiments");
        await Expect(mark.Page.Locator(".list[data-ready] strong").First).ToContainTextAsync("+");
        await mark.AssertAccessibleAsync();
        await mark.CaptureAsync("experiments");

        await mark.Page.GetByRole(AriaRole.Link, new() { Name = Name }).ClickAsync();
        await mark.Page.GetByRole(AriaRole.Button, new() { Name = "Decide", Exact = true }).ClickAsync();
        await Expect(mark.Page.GetByRole(AriaRole.Radio, new() { Name = "Panels as now" })).ToBeCheckedAsync();
        await mark.Page.GetByRole(AriaRole.Button, new() { Name = "Make it the setting" }).ClickAsync();
        await Expect(mark.Page.GetByText("decided", new() { Exact = true })).ToBeVisibleAsync();
    }

    // What the pages of the shop have reported before: traffic to plan by.
    private async Task VisitAsync()
    {
        var channel = await ChannelAsync();
        await AddAsync(Enumerable.Range(0, 300).Select(at => (object)new ShopEvent
        {
            ChannelId = channel.Id, EventId = FormattableString.Invariant($"v{at}"), Type = ShopEventType.Impression, At = TestClock.Now.AddHours(-at - 1),
            ReceivedAt = TestClock.Now.AddHours(-at - 1), Anchor = "CAM-D7-BODY",
            Visitor = (at * 7919 % 256).ToString("x2", CultureInfo.InvariantCulture) + FormattableString.Invariant($"{at:x4}"),
        }));
    }

    // What was counted of it, as the daily sums have it: 4,000 visitors a side, of whom those with panels bring half as much again.
    private async Task CountAsync(int experimentId)
    {
        var (channel, day) = (await ChannelAsync(), DateOnly.FromDateTime(TestClock.Now.UtcDateTime));
        await AddAsync(new[] { 0, 1 }.SelectMany(arm => new object[]
        {
            Sums(ExperimentMetric.Conversion, arm, arm == 0 ? 400 : 440, arm == 0 ? 400 : 440),
            Sums(ExperimentMetric.RevenuePerVisitor, arm, arm == 0 ? 4_000_000 : 6_000_000, arm == 0 ? 4.4e10 : 6.4e10),
        }));

        ExperimentDay Sums(ExperimentMetric metric, int arm, double sum, double squares) => new()
        {
            ExperimentId = experimentId, ChannelId = channel.Id, Day = day, Arm = arm, Metric = metric, Cut = ExperimentCut.None, CutKey = "", IsSealed = true,
            Visitors = 4_000, Main = sum, MainSquare = squares,
        };
    }

    private async Task<Channel> ChannelAsync()
    {
        await using var db = Studio.Store.Read();
        return (await Channels.FindAsync(db, "camera")).Required;
    }

    private async Task AddAsync(IEnumerable<object> rows)
    {
        await using var session = await Studio.Store.WriteAsync(Actor.Job("test"), "Counted");
        session.RunsWriteHooks = false;
        session.Db.AddRange(rows);
        Assert.True((await session.CommitAsync()).IsDone);
    }
}
