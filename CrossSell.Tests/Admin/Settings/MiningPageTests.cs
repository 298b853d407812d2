using Bunit;
using CrossSell.Admin.Features.Settings;
using CrossSell.Core.Catalog;
using CrossSell.Core.Jobs;
using CrossSell.Core.Links;
using CrossSell.Core.Mining;
using CrossSell.Core.People;
using CrossSell.Core.Suggestions;
using CrossSell.Core.Warehouse;
using CrossSell.Tests.Admin.Products;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrossSell.Tests.Admin.Settings;

/// <summary>How orders are counted, as it is set by hand: the form alone, and the page on a real studio.</summary>
public sealed class MiningPageTests : IAsyncLifetime
{
    private readonly BunitContext context = new();
    private TestStudio studio = null!;
    private Channel channel = null!;

    private static CancellationToken Stop => Xunit.TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        studio = await TestStudio.CreateAsync();
        channel = await studio.ChannelAsync();
        await ProductUi.PrepareAsync(context, studio, Role.Administrator);
        context.Services.AddSingleton<MiningPolicyService>();
        context.Services.AddSingleton<MiningJobs>();
        context.Services.AddSingleton<MiningRunList>();
        context.Services.AddSingleton<CatalogDefinitions>();
        context.Services.AddSingleton<LinkTypeService>();
    }

    public async ValueTask DisposeAsync()
    {
        await context.DisposeAsync();
        await studio.DisposeAsync();
    }

    [Fact]
    public void Form_NothingTouched_SaysWhatIsStored()
    {
        var policy = new MiningPolicy
        {
            ChannelId = 3, Version = 4, WindowDays = 1200, MostProducts = 60, TestOrders = "TEST-", Schedule = MiningSchedule.Weekly, AtHour = 5,
            NewOrders = 500,
            AutoAccept = true, AutoType = "accessory", AutoMinLift = 2.5, AutoMinConfidence = 7.5, AutoCategories = [9, 2],
        };

        Assert.Equivalent(policy, new MiningForm(policy).ToPolicy().Required, strict: true);
    }

    [Theory]
    [InlineData("windowDays")]
    [InlineData("minBaskets")]
    [InlineData("newOrders")]
    [InlineData("autoMinLift")]
    public void Form_Nonsense_IsRefusedAtItsField(string field)
    {
        var form = new MiningForm(new MiningPolicy());
        _ = field switch
        {
            "windowDays" => form.WindowDays = "a year",
            "minBaskets" => form.MinBaskets = "",
            "newOrders" => form.NewOrders = "1.5",
            _ => form.AutoMinLift = "-3",
        };

        Assert.Equal(field, form.ToPolicy().Refusal?.Field);
    }

    [Theory]
    // 20 November 2026 is a Friday; Amsterdam is an hour ahead of UTC then.
    [InlineData(MiningSchedule.Daily, "2026-11-20T03:00:00Z", "2026-11-21T03:00:00Z")]
    [InlineData(MiningSchedule.Daily, "2026-11-20T02:59:00Z", "2026-11-20T03:00:00Z")]
    [InlineData(MiningSchedule.Weekly, "2026-11-20T12:00:00Z", "2026-11-23T03:00:00Z")]
    [InlineData(MiningSchedule.ByHand, "2026-11-20T12:00:00Z", null)]
    public void Timetable_Next_IsTheNextHourInTheShop(MiningSchedule schedule, string now, string? next) =>
        Assert.Equal(
            next is null ? null : DateTimeOffset.Parse(next, System.Globalization.CultureInfo.InvariantCulture),
            MiningTimetable.Next(
                schedule, 4, TimeZoneInfo.FindSystemTimeZoneById("Europe/Amsterdam"),
                DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture)));

    [Fact]
    public async Task Page_Saved_StandsInTheDatabase()
    {
        var page = await OpenAsync();
        await page.Find("#mining-window").ChangeAsync(new() { Value = "365" });
        await page.ChooseAsync("Recalculate", "Every day");
        await page.Find("form").SubmitAsync();

        await using var db = studio.Store.Read();
        var policy = await db.MiningPolicies.SingleAsync(Stop);
        Assert.Equal((channel.Id, 365, MiningSchedule.Daily), (policy.ChannelId, policy.WindowDays, policy.Schedule));
        Assert.Contains("next on Sat 21 Nov 04:00", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_WhatCannotBe_IsSaidAtItsField()
    {
        var page = await OpenAsync();
        await page.Find("#mining-window").ChangeAsync(new() { Value = "0" });
        await page.Find("form").SubmitAsync();

        Assert.Equal("true", page.Find("#mining-window").GetAttribute("aria-invalid"));
        Assert.Contains("1 to 3,650 days", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        await using var db = studio.Store.Read();
        Assert.Empty(await db.MiningPolicies.ToListAsync(Stop));
    }

    [Fact]
    public async Task Page_SomebodyElseSavedMeanwhile_OffersTheNewest()
    {
        var page = await OpenAsync();
        await using (var scope = context.Services.CreateAsyncScope())
        {
            var saved = await scope.ServiceProvider.GetRequiredService<MiningPolicyService>()
                .SaveAsync(new MiningPolicy { ChannelId = channel.Id, MinBaskets = 7 }, TestStudio.Administrator, Stop);
            Assert.True(saved.IsDone);
        }

        // The first write has version 0 too: what tells the two apart is that the row is there.
        await page.Find("#mining-window").ChangeAsync(new() { Value = "30" });
        await page.Find("form").SubmitAsync();
        await page.Find("[role=alert] button").ClickAsync(new());

        Assert.Equal("7", page.Find("#mining-min").GetAttribute("value"));
        Assert.Equal("", page.Find("#mining-window").GetAttribute("value"));
    }

    [Fact]
    public async Task Page_CountNow_QueuesOneJob()
    {
        var page = await OpenAsync();
        await page.FindAll("button").Single(button => button.TextContent == "Recalculate").ClickAsync(new());

        await using var db = studio.Store.Read();
        Assert.Equal(MiningWork.JobKind, (await db.Jobs.SingleAsync(Stop)).Kind);
        Assert.Contains("Recalculate order data of", page.Markup, StringComparison.Ordinal);
        Assert.True(page.FindAll("button").Single(button => button.TextContent == "Recalculate").HasAttribute("disabled"));
    }

    [Fact]
    public async Task Page_OrdersInAWarehouse_SaysWhereTheyAreCounted_AndHowLongThatTook()
    {
        var settings = new WarehouseSettings(
            WarehouseEngine.PostgreSql, "Host=db.example.com;Password=secret", "crosssell_lines", new Dictionary<string, string> { [channel.Code] = "1" });
        context.Services.AddSingleton(ShopWarehouse.Of(settings));
        await studio.AddAsync(new MiningRun
        {
            ChannelId = channel.Id, StartedAt = TestStudio.Start, FinishedAt = TestStudio.Start.AddSeconds(90), StartedBy = "schedule", Source = settings.Label,
            SourceMilliseconds = 75_000, UnknownCodes = 5,
        });
        var page = await OpenAsync();

        Assert.Contains("Counted in the warehouse (PostgreSQL, crosssell_lines)", page.Markup, StringComparison.Ordinal);
        Assert.Contains("orders in the warehouse are not watched", page.Markup, StringComparison.Ordinal);
        Assert.Contains("5 codes are no product", page.Find(".runs .details").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("example", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Runs_SayWhoCountedWhatWasLeftOutAndWhatChanged()
    {
        await studio.AddAsync(new MiningRun
        {
            ChannelId = channel.Id, StartedAt = TestStudio.Start, FinishedAt = TestStudio.Start.AddSeconds(12), Baskets = 14201, Products = 3630,
            Pairs = 2042620, StartedBy = "schedule",
            PairsNew = 12, PairsGone = 3, LeftOut = new() { ["lines in cancelled orders"] = 6652 },
            Settings = System.Text.Json.JsonSerializer.Serialize(new MiningSettings { WindowDays = 400 }),
        });
        var page = await OpenAsync();

        var row = page.Find(".runs tbody tr").TextContent;
        Assert.Contains("schedule", row, StringComparison.Ordinal);
        Assert.Contains("12 s", row, StringComparison.Ordinal);
        Assert.Contains("12 new, 3 gone", row, StringComparison.Ordinal);
        Assert.True(page.Find(".runs .details").HasAttribute("hidden"));
        await page.Find(".runs button").ClickAsync(new());
        var details = page.Find(".runs .details");
        Assert.False(details.HasAttribute("hidden"));
        Assert.Contains("6,652 lines in cancelled orders", details.TextContent, StringComparison.Ordinal);
        Assert.Contains("orders of the last 400 days", details.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Save_LeavesWhatIsTypedMeanwhile_ForTheNextSave()
    {
        var policies = context.Services.GetRequiredService<MiningPolicyService>();
        var browser = context.JSInterop.Setup<bool>("crosssell.flush");
        var page = await OpenAsync();
        await page.Find("#mining-window").ChangeAsync("30");
        var saving = page.Find("form").SubmitAsync();
        await page.Find("#mining-half").ChangeAsync("90");

        browser.SetResult(true);
        await saving;

        var saved = await policies.FindAsync(channel.Id, Stop);
        Assert.Equal((30, null), (saved.WindowDays, saved.HalfLifeDays));
        Assert.Equal("90", page.Find("#mining-half").GetAttribute("value"));
        await page.Find("form").SubmitAsync();
        saved = await policies.FindAsync(channel.Id, Stop);
        Assert.Equal((30, 90), (saved.WindowDays, saved.HalfLifeDays));
        Assert.Empty(page.FindAll("[role=alert]"));
    }

    [Fact]
    public async Task SameAddressAgain_LeavesWhatIsTyped()
    {
        var page = await OpenAsync();
        await page.Find("#mining-window").ChangeAsync("30");

        // The frame around it is drawn again: no channel is named in the address.
        page.Render();

        Assert.Equal("30", page.Find("#mining-window").GetAttribute("value"));
    }

    [Fact]
    public async Task Service_SavedAndTakenBack_IsAsBefore()
    {
        var policies = context.Services.GetRequiredService<MiningPolicyService>();
        Assert.True((await policies.SaveAsync(new MiningPolicy { ChannelId = channel.Id }, TestStudio.Merchandiser, Stop)).Refusal is not null);
        var set = (await policies.SaveAsync(new MiningPolicy { ChannelId = channel.Id, WindowDays = 30 }, TestStudio.Administrator, Stop)).Required;
        Assert.Equal(30, (await policies.FindAsync(channel.Id, Stop)).WindowDays);

        Assert.True((await studio.Undo.UndoAsync(set!.Value, TestStudio.Administrator, Stop)).IsDone);

        Assert.Null((await policies.FindAsync(channel.Id, Stop)).WindowDays);
    }

    private async Task<IRenderedComponent<MiningPage>> OpenAsync()
    {
        var page = context.Render<MiningPage>();
        await page.WaitForElementAsync("form");
        return page;
    }
}
