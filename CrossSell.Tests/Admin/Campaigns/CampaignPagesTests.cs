using Bunit;
using CrossSell.Admin.Features.Campaigns;
using CrossSell.Core.Bundles;
using CrossSell.Core.Campaigns;
using CrossSell.Core.Catalog;
using CrossSell.Core.People;
using CrossSell.Tests.Admin.Products;
using CrossSell.Tests.Support;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;

namespace CrossSell.Tests.Admin.Campaigns;

/// <summary>Eva, a manager, on the pages of campaigns.</summary>
public sealed class CampaignPagesTests : IAsyncLifetime
{
    private readonly BunitContext context = new();
    private TestStudio studio = null!;
    private Channel channel = null!;
    private CampaignService campaigns = null!;

    private static CancellationToken Stop => Xunit.TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        studio = await TestStudio.CreateAsync();
        channel = await studio.ChannelAsync();
        await ProductUi.PrepareAsync(context, studio, Role.Manager);
        campaigns = new CampaignService(studio.Store);
        foreach (var service in new[] { typeof(CampaignList), typeof(CampaignService), typeof(CampaignReview), typeof(BundleList) })
        {
            context.Services.AddSingleton(service);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await context.DisposeAsync();
        await studio.DisposeAsync();
    }

    [Fact]
    public async Task List_MakesACampaign_AndShowsItInTheShopAndAlongTime()
    {
        var page = context.Render<CampaignsPage>();
        await page.WaitForAssertionAsync(() => Assert.Equal("No campaigns yet", page.Find("h2").TextContent));
        await page.Find("button.cs-primary").ClickAsync(new MouseEventArgs());
        await page.Find("#new-campaign").InputAsync("Black Friday");
        await page.Find("form").SubmitAsync();

        Assert.EndsWith("/campaigns/black-friday", context.Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
        var made = await MadeAsync("black-friday");
        Assert.True((await campaigns.EditAsync(
            made.Id, made.Version, new CampaignTerms("Black Friday", null, new(2026, 11, 27), new(2026, 11, 30), [channel.Id]), TestStudio.Merchandiser,
            Stop)).IsDone);
        var again = context.Render<CampaignsPage>();
        await again.WaitForAssertionAsync(() => Assert.Equal("Black Friday", again.Find(".campaigns-bar").TextContent));
        Assert.Equal("draft", again.Find(".campaigns-list .cs-pill").TextContent);
    }

    [Fact]
    public async Task Page_ApprovesAllAtOnce_AndRollsBack_WhereSomebodyElseMadeIt()
    {
        var (body, strap) = (await studio.ProductAsync("BODY", channel, name: "Body"), await studio.ProductAsync("STRAP", channel, name: "Strap"));
        var code = (await campaigns.CreateAsync("Black Friday", [channel.Id], TestStudio.Merchandiser, Stop)).Required;
        var made = await MadeAsync(code);
        Assert.True((await campaigns.EditAsync(
            made.Id, made.Version, new CampaignTerms("Black Friday", null, new(2026, 11, 27), new(2026, 11, 30), [channel.Id]), TestStudio.Merchandiser,
            Stop)).IsDone);
        made = await MadeAsync(code);
        Assert.True((await campaigns.AddLinkAsync(made.Id, made.Version, body.Id, strap.Id, TestStudio.Merchandiser, Stop)).IsDone);
        made = await MadeAsync(code);
        Assert.True((await new CampaignReview(studio.Store).SubmitAsync(made.Id, made.Version, TestStudio.Merchandiser, Stop)).IsDone);

        var page = context.Render<CampaignPage>(parameters => parameters.Add(it => it.Code, code));
        await page.WaitForAssertionAsync(() => Assert.Equal("in review", page.Find(".cs-pill").TextContent));
        await page.WaitForAssertionAsync(() => Assert.Equal(
            ["Body", "nothing", "Strap"], page.FindAll(".cs-table tbody td").Select(cell => cell.TextContent.Trim())));
        await Button(page, "Approve all").ClickAsync(new MouseEventArgs());
        Assert.Equal("in review", page.Find(".cs-pill").TextContent);
        await Button(page, "Approve now").ClickAsync(new MouseEventArgs());
        Assert.Equal("scheduled", page.Find(".cs-pill").TextContent);
        await Button(page, "Roll back").ClickAsync(new MouseEventArgs());
        await page.FindAll("button").Last(button => button.TextContent == "Roll back").ClickAsync(new MouseEventArgs());
        Assert.Equal("rolled back", page.Find(".cs-pill").TextContent);
    }

    private static AngleSharp.Dom.IElement Button(IRenderedComponent<CampaignPage> page, string text) =>
        page.FindAll("button").First(button => button.TextContent == text);

    private async Task<Campaign> MadeAsync(string code) => (await new CampaignList(studio.Store).FindAsync(ReadScope.Everything, code, Stop))!.Campaign;
}
