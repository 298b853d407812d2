using Bunit;
using CrossSell.Admin.Features.Experiments;
using CrossSell.Admin.Shared;
using CrossSell.Core;
using CrossSell.Core.Catalog;
using CrossSell.Core.Events;
using CrossSell.Core.Experiments;
using CrossSell.Core.Panels;
using CrossSell.Core.People;
using CrossSell.Tests.Admin.Products;
using CrossSell.Tests.Support;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;

namespace CrossSell.Tests.Admin.Experiments;

/// <summary>Eva, in different roles, on the pages of experiments.</summary>
public sealed class ExperimentPagesTests : IAsyncLifetime
{
    private readonly BunitContext context = new();
    private TestStudio studio = null!;
    private Channel channel = null!;

    private static CancellationToken Stop => Xunit.TestContext.Current.CancellationToken;

    private ExperimentList List => new(studio.Store);

    private ExperimentService Service => context.Services.GetRequiredService<ExperimentService>();

    public async ValueTask InitializeAsync()
    {
        studio = await TestStudio.CreateAsync();
        channel = await studio.ChannelAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await context.DisposeAsync();
        await studio.DisposeAsync();
    }

    [Fact]
    public async Task List_WithoutExperiments_SaysWhatOneAnswers_AndTurnsTheHoldOutOn()
    {
        await PrepareAsync(Role.Manager);
        var page = context.Render<ExperimentsPage>();
        await page.WaitForAssertionAsync(() => Assert.Equal("No experiments yet", page.Find(".cs-empty h2").TextContent));
        Assert.Equal("/experiments/new", page.Find(".cs-empty a").GetAttribute("href"));

        await page.InvokeAsync(() => page.Find("[data-hold-out] button").ClickAsync(new MouseEventArgs()));

        await page.WaitForAssertionAsync(() => Assert.Equal("on", page.Find("[data-hold-out] .cs-pill").TextContent));
        var made = Assert.Single(await List.LoadAsync(ReadScope.Everything, Stop));
        Assert.Equal((true, 500), (made.Experiment.IsHoldOut, made.Experiment.ShareBasisPoints));
    }

    [Fact]
    public async Task Viewer_SeesThePlan_AndCanChangeNothing()
    {
        await PrepareAsync(Role.Viewer);
        var id = await DraftAsync();
        var page = context.Render<ExperimentPage>(parameters => parameters.Add(it => it.Id, id));
        await page.WaitForAssertionAsync(() => Assert.NotNull(page.Find("#experiment-name").GetAttribute("disabled")));

        Assert.Empty(page.FindAll(".cs-page-actions button"));
        var list = context.Render<ExperimentsPage>();
        await list.WaitForAssertionAsync(() => Assert.Equal("Do panels sell more?", list.Find(".name").TextContent));
        Assert.Empty(list.FindAll("button, a.cs-primary"));
    }

    [Fact]
    public async Task Merchandiser_Drafts_AndIsToldThatNothingReportsVisitors()
    {
        await PrepareAsync(Role.Merchandiser);
        var page = context.Render<ExperimentPage>();
        await page.WaitForAssertionAsync(() => Assert.Equal("/settings/embed", page.Find("[data-problem=events] a").GetAttribute("href")));
        Assert.NotNull(page.Find("[data-problem='experiment.name']"));

        await page.InvokeAsync(() => page.Find("#experiment-name").InputAsync("Which headline?"));
        await page.ChooseAsync("experiment-question", "Another headline");
        Assert.NotNull(page.Find("[data-problem='experiment.arms']"));
        await page.InvokeAsync(() => page.Find("#variant-0-en").InputAsync("Complete the look"));
        Assert.Empty(page.FindAll("[data-problem='experiment.arms'], [data-problem='experiment.headline'], [data-problem='experiment.name']"));
        Assert.Equal("Save draft", page.Find(".cs-page-actions button.cs-primary").TextContent);
        await page.InvokeAsync(() => page.Find(".cs-page-actions button.cs-primary").ClickAsync(new MouseEventArgs()));

        var made = Assert.Single(await List.LoadAsync(ReadScope.Everything, Stop)).Experiment;
        Assert.Equal(["As it is", "Complete the look"], made.Arms.Select(arm => arm.Name));
        Assert.EndsWith($"/experiments/{made.Id}", context.Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
        Assert.DoesNotContain(page.FindAll(".cs-page-actions button"), button => button.TextContent == "Start");
    }

    [Fact]
    public async Task Manager_StartsAfterBeingAsked_EndsIt_AndDecides()
    {
        await PrepareAsync(Role.Manager);
        await VisitAsync();
        var id = await DraftAsync();
        var page = context.Render<ExperimentPage>(parameters => parameters.Add(it => it.Id, id));
        await page.WaitForAssertionAsync(() => Assert.Null(Button(page, "Start").GetAttribute("disabled")));

        await page.InvokeAsync(() => Button(page, "Start").ClickAsync(new MouseEventArgs()));
        Assert.Equal("draft", page.Find(".cs-pill").TextContent);
        await page.InvokeAsync(() => Button(page, "Start now").ClickAsync(new MouseEventArgs()));
        await page.WaitForAssertionAsync(() => Assert.Equal("running", page.Find(".cs-pill").TextContent));
        Assert.Contains("day 1 of 28", page.Find(".cs-page-beside").TextContent, StringComparison.Ordinal);

        await page.InvokeAsync(() => Button(page, "End it").ClickAsync(new MouseEventArgs()));
        await page.InvokeAsync(
            () => page.FindAll("dialog button").Last(button => button.TextContent == "End it").ClickAsync(new MouseEventArgs()));
        await page.WaitForAssertionAsync(() => Assert.Equal("to decide", page.Find(".cs-pill").TextContent));
        await page.InvokeAsync(() => Button(page, "Decide").ClickAsync(new MouseEventArgs()));
        Assert.Contains("No setting changes", page.Find("dialog").TextContent, StringComparison.Ordinal);
        await page.InvokeAsync(() => Button(page, "Make it the setting").ClickAsync(new MouseEventArgs()));

        await page.WaitForAssertionAsync(() => Assert.Equal("decided", page.Find(".cs-pill").TextContent));
        Assert.Equal("b", (await List.FindAsync(ReadScope.Everything, id, Stop))!.Experiment.Winner);
        Assert.Equal(["Roll back"], page.FindAll(".cs-page-actions button").Select(button => button.TextContent));
    }

    /// <summary>A plan that was saved when the shop had another traffic is not what is frozen.</summary>
    [Fact]
    public async Task Start_FreezesWhatCanBeFoundNow_NotWhatWasKnownWhenThePlanWasSaved()
    {
        await PrepareAsync(Role.Manager);
        await VisitAsync();
        var id = (await Service.CreateAsync(
            channel.Id, Readings.Terms() with { PlannedVisitors = 123_456, SmallestEffectBasisPoints = 77 }, TestStudio.Manager, Stop)).Required.Id;
        var page = context.Render<ExperimentPage>(parameters => parameters.Add(it => it.Id, id));
        await page.WaitForAssertionAsync(() => Assert.Null(Button(page, "Start").GetAttribute("disabled")));

        await page.InvokeAsync(() => Button(page, "Start").ClickAsync(new MouseEventArgs()));
        await page.InvokeAsync(() => Button(page, "Start now").ClickAsync(new MouseEventArgs()));

        await page.WaitForAssertionAsync(() => Assert.Equal("running", page.Find(".cs-pill").TextContent));
        var started = (await List.FindAsync(ReadScope.Everything, id, Stop))!.Experiment;
        // One visitor a day, and no orders to say what can be found.
        Assert.Equal((28, null), (started.PlannedVisitors, started.SmallestEffectBasisPoints));
    }

    [Fact]
    public async Task CrossSelling_WhoseHoldOutIsOver_DoesNotSayThatItIsOn()
    {
        await PrepareAsync(Role.Viewer);
        var saved = (await Service.HoldOutAsync(channel.Id, null, TestStudio.Manager, Stop)).Required;
        Assert.True((await Service.StopAsync(saved.Id, saved.Version, TestStudio.Manager, Stop)).IsDone);

        var card = context.Render<CrossSellingCard>(parameters => parameters.Add(it => it.Channel, channel));
        await card.WaitForAssertionAsync(() => Assert.Equal("none", card.Find("section").GetAttribute("data-brought")));
        Assert.Contains("not measured", card.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("The hold-out is on", card.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Draft_ThatSomebodyElseSaved_IsNotWrittenOver()
    {
        await PrepareAsync(Role.Merchandiser);
        var id = await DraftAsync();
        var page = context.Render<ExperimentPage>(parameters => parameters.Add(it => it.Id, id));
        await page.WaitForAssertionAsync(() => Assert.NotEmpty(page.FindAll("#experiment-name")));
        await page.InvokeAsync(() => page.Find("#experiment-name").InputAsync("Mine"));
        var stored = (await List.FindAsync(ReadScope.Everything, id, Stop))!.Experiment;
        Assert.True((await Service.EditAsync(id, stored.Version, Readings.Terms() with { Name = "Theirs" }, TestStudio.Manager, Stop)).IsDone);

        await page.InvokeAsync(() => Button(page, "Save draft").ClickAsync(new MouseEventArgs()));
        Assert.Contains("Someone else changed", page.Find(".cs-problem").TextContent, StringComparison.Ordinal);
        await page.InvokeAsync(() => page.Find(".cs-problem button").ClickAsync(new MouseEventArgs()));

        await page.WaitForAssertionAsync(() => Assert.Equal("Theirs", page.Find("#experiment-name").GetAttribute("value")));
        Assert.Equal("Theirs", (await List.FindAsync(ReadScope.Everything, id, Stop))!.Experiment.Name);
    }

    [Fact]
    public async Task CrossSelling_WithoutAHoldOut_IsNotMeasured_AndTodayIsSilent()
    {
        await PrepareAsync(Role.Viewer);
        var card = context.Render<CrossSellingCard>(parameters => parameters.Add(it => it.Channel, channel));
        await card.WaitForAssertionAsync(() => Assert.Equal("none", card.Find("section").GetAttribute("data-brought")));
        Assert.Contains("not measured", card.Markup, StringComparison.Ordinal);
        Assert.Equal("/experiments", card.Find("a").GetAttribute("href"));

        var today = context.Render<CrossSellingCard>(parameters => parameters.Add(it => it.Channel, channel).Add(it => it.OnlyWhenMeasured, true));
        Assert.Empty(today.FindAll("section"));
        Assert.True((await Service.HoldOutAsync(channel.Id, null, TestStudio.Manager, Stop)).IsDone);
        var measured = context.Render<CrossSellingCard>(parameters => parameters.Add(it => it.Channel, channel).Add(it => it.OnlyWhenMeasured, true));
        await measured.WaitForAssertionAsync(() => Assert.Contains("no visitors were counted yet", measured.Markup, StringComparison.Ordinal));
    }

    private static AngleSharp.Dom.IElement Button(IRenderedComponent<ExperimentPage> page, string text) =>
        page.FindAll("button").First(button => button.TextContent == text);

    private async Task PrepareAsync(Role role)
    {
        await ProductUi.PrepareAsync(context, studio, role);
        context.Services.AddSingleton(PanelLayers.Standard).AddSingleton(CrossSellCore.UndoRules);
        foreach (var service in new[]
        {
            typeof(ExperimentList), typeof(ExperimentService), typeof(ExperimentReader), typeof(ExperimentPlanner), typeof(ExperimentChoices),
            typeof(SegmentService),
        })
        {
            context.Services.AddSingleton(service);
        }
    }

    private async Task<int> DraftAsync() => (await Service.CreateAsync(channel.Id, Readings.Terms(), TestStudio.Manager, Stop)).Required.Id;

    // One visitor is traffic enough to start.
    private Task VisitAsync() => studio.AddAsync(new ShopEvent
    {
        ChannelId = channel.Id, EventId = "1", Type = ShopEventType.Impression, At = TestStudio.Start.AddDays(-1), ReceivedAt = TestStudio.Start.AddDays(-1),
        Anchor = "BODY", Visitor = "00ab",
    });
}
