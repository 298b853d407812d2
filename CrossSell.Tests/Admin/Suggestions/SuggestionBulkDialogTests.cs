using System.Globalization;
using Bunit;
using CrossSell.Admin.Features.Suggestions;
using CrossSell.Core.Affinity;
using CrossSell.Core.Jobs;
using CrossSell.Core.Links;
using CrossSell.Core.Suggestions;
using CrossSell.Tests.Admin.Products;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrossSell.Tests.Admin.Suggestions;

/// <summary>One verdict on many pairs, as a person meets it: body with card waits, body with strap does not.</summary>
public sealed class SuggestionBulkDialogTests : IAsyncLifetime
{
    private readonly BunitContext context = new();
    private MinedShop shop = null!;
    private int started;
    private int moved;

    private static CancellationToken Stop => Xunit.TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        shop = await MinedShop.CreateAsync();
        await ProductUi.PrepareAsync(context, shop.Studio);
        context.Services.AddSingleton(shop.Inbox);
        context.Services.AddSingleton<SuggestionBulk>();
        context.Services.AddSingleton<JobWork, SuggestionBulkWork>();
    }

    public async ValueTask DisposeAsync()
    {
        await context.DisposeAsync();
        await shop.DisposeAsync();
    }

    [Fact]
    public async Task Accept_SaysInWordsWhatItWouldDo_ThenDoesIt_AndTakesItBack()
    {
        var dialog = await DialogAsync(SuggestionDecision.Accepted, (shop.Body.Id, shop.Card.Id), (shop.Body.Id, shop.Strap.Id));
        await dialog.WaitForElementAsync("section.preview");

        Assert.StartsWith("1 of 2 pairs would be accepted as cross-sell: 1 link.", dialog.Find("section.preview p").TextContent, StringComparison.Ordinal);
        Assert.Contains("1 is left out.", dialog.Find("section.preview p").TextContent, StringComparison.Ordinal);
        Assert.Contains("1 × excluded, or the orders no longer show it", dialog.Find(".reasons").TextContent, StringComparison.Ordinal);
        Assert.Contains("Body with Card", Assert.Single(dialog.FindAll(".sample li")).TextContent, StringComparison.Ordinal);
        Assert.Equal(2, dialog.FindAll(".sample .cs-picture").Count);

        await dialog.Find(".cs-primary").ClickAsync(new());
        await RunAsync();
        await dialog.WaitForAssertionAsync(() => Assert.Contains("Accept 1 pair as cross-sell: done.", dialog.Markup, StringComparison.Ordinal));
        Assert.Equal(1, started);
        Assert.Equal(1, await LinksAsync());

        await (await dialog.WaitForElementAsync("button:contains('Undo all')")).ClickAsync(new());
        await RunAsync();
        await dialog.WaitForAssertionAsync(() => Assert.Contains("All changes were undone.", dialog.Markup, StringComparison.Ordinal));
        Assert.Equal(0, await LinksAsync());
        await dialog.WaitForAssertionAsync(() => Assert.Equal(2, moved));
    }

    [Fact]
    public async Task Accept_AsAnotherTypeOrBothWays_IsPreviewedAgain()
    {
        var dialog = await DialogAsync(SuggestionDecision.Accepted, (shop.Body.Id, shop.Card.Id));
        await dialog.WaitForElementAsync("section.preview");

        await dialog.Find("input[type=checkbox]").ChangeAsync(new() { Value = true });
        await dialog.WaitForAssertionAsync(
            () => Assert.Contains("2 links, both ways", dialog.Find("section.preview p").TextContent, StringComparison.Ordinal));

        await dialog.ChooseAsync("Accept as", "Substitute");
        await dialog.WaitForAssertionAsync(
            () => Assert.Contains("accepted as substitute: 1 link", dialog.Find("section.preview p").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Reject_TakesTheReasonAsItStandsWhenItStarts()
    {
        var dialog = await DialogAsync(SuggestionDecision.Rejected, (shop.Body.Id, shop.Card.Id));
        await dialog.WaitForElementAsync("section.preview");

        await dialog.Find(".choice .cs-input").InputAsync(new() { Value = " " });
        await dialog.Find(".cs-primary").ClickAsync(new());
        await dialog.WaitForAssertionAsync(() => Assert.StartsWith("Enter a reason", dialog.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        await dialog.Find(".choice .cs-input").InputAsync(new() { Value = "Too dear together" });
        await dialog.Find(".cs-primary").ClickAsync(new());
        await RunAsync();

        await using var db = shop.Studio.Store.Read();
        Assert.Equal(["Too dear together", "Too dear together"], await db.SuggestionVerdicts.Select(verdict => verdict.Reason).ToListAsync(Stop));
    }

    [Fact]
    public async Task Later_ComesBackOnTheMorningOfTheDay_ByTheShopsClock()
    {
        shop.Channel.TimeZone = "Europe/Berlin";
        var dialog = await DialogAsync(SuggestionDecision.Snoozed, (shop.Body.Id, shop.Card.Id));
        await dialog.WaitForElementAsync("section.preview");
        Assert.Contains("No panel changes.", dialog.Find("section.preview p").TextContent, StringComparison.Ordinal);
        var day = DateOnly.FromDateTime(shop.Studio.Time.GetUtcNow().UtcDateTime).AddDays(20);

        await dialog.Find("#snooze-until").ChangeAsync(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        await dialog.Find(".cs-primary").ClickAsync(new());
        await RunAsync();

        await using var db = shop.Studio.Store.Read();
        var midnight = new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), shop.Channel.Zone.GetUtcOffset(day.ToDateTime(TimeOnly.MinValue)));
        Assert.Equal([midnight, midnight], (await db.SuggestionVerdicts.ToListAsync(Stop)).Select(verdict => verdict.Until!.Value));
        Assert.Contains(
            await db.Jobs.Select(job => job.Title).ToListAsync(Stop),
            title => title == string.Create(CultureInfo.InvariantCulture, $"Snooze 1 pair until {day:d MMM yyyy}"));
    }

    [Fact]
    public async Task WhereNothingCanBeDecided_NothingStarts()
    {
        var dialog = await DialogAsync(SuggestionDecision.Accepted, (shop.Body.Id, shop.Strap.Id));
        await dialog.WaitForElementAsync("section.preview");

        Assert.Contains("No pairs to decide.", dialog.Find("section.preview p").TextContent, StringComparison.Ordinal);
        Assert.True(dialog.Find(".cs-primary").HasAttribute("disabled"));
    }

    private async Task<IRenderedComponent<SuggestionBulkDialog>> DialogAsync(SuggestionDecision decision, params (int, int)[] pairs)
    {
        await using var db = shop.Studio.Store.Read();
        var types = await db.LinkTypes.OrderBy(type => type.Position).ToListAsync(Stop);
        var picks = pairs.Select(pair => new SuggestionPick(pair.Item1, pair.Item2)).ToList();
        return context.Render<SuggestionBulkDialog>(parameters => parameters
            .Add(dialog => dialog.Decision, decision)
            .Add(dialog => dialog.Selection, new SuggestionSelection(new SuggestionQuery(shop.Channel.Id), All: false, picks, []))
            .Add(dialog => dialog.Count, pairs.Length)
            .Add(dialog => dialog.Channel, shop.Channel)
            .Add(dialog => dialog.AcceptAs, AcceptAs.Of(types))
            .Add(dialog => dialog.Reason, "Not a fit")
            .Add(dialog => dialog.OnStarted, () => started++)
            .Add(dialog => dialog.OnMoved, () => moved++)
            .Add(dialog => dialog.OnClose, () => { }));
    }

    private async Task RunAsync() => Assert.True(await context.Services.GetRequiredService<JobExecution>().RunNextAsync(Stop));

    private async Task<int> LinksAsync()
    {
        await using var db = shop.Studio.Store.Read();
        return await db.Links.CountAsync(Stop);
    }
}
