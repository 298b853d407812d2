using Bunit;
using CrossSell.Admin.Features.Exchange;
using CrossSell.Core.Exchange;
using CrossSell.Core.People;
using CrossSell.Core.Sources;
using CrossSell.Tests.Admin.Products;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrossSell.Tests.Admin.Exchange;

/// <summary>Addresses on the import page: added with a password that no page shows again, paused and deleted.</summary>
public sealed class SourcesCardTests : IAsyncLifetime
{
    private readonly BunitContext context = new();
    private TestStudio studio = null!;

    public async ValueTask InitializeAsync() => studio = await TestStudio.CreateAsync();

    public async ValueTask DisposeAsync()
    {
        await context.DisposeAsync();
        await studio.DisposeAsync();
    }

    [Fact]
    public async Task Address_IsAddedWithAPassword_ThatIsShownToNobody_AndIsPausedAndDeleted()
    {
        await studio.ChannelAsync("own");
        await ProductUi.PrepareAsync(context, studio, Role.Merchandiser);
        context.Services.AddSingleton(studio.Data);
        context.Services.AddSingleton(new SourceFetcher(studio.Time));
        context.Services.AddSingleton(new ImportDrafts(studio.Data));
        context.Services.AddSingleton<SourceSecrets>();
        context.Services.AddSingleton<SourceService>();
        context.Services.AddSingleton<SourceJobs>();
        var card = context.Render<SourcesCard>(parameters => parameters.Add(one => one.OnDone, () => { }));

        await card.Find("button").ClickAsync();
        await card.Find("#source-name").InputAsync("Stock");
        await card.Find("#source-address").InputAsync("http://shop.example/stock.csv");
        await card.ChooseAsync("source-sign-in", "User name and password");
        await card.Find("#source-user").InputAsync("shop");
        await card.Find("#source-secret").InputAsync("open sesame");
        await card.Find("form").SubmitAsync();
        Assert.Contains("must start with https://", card.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        await card.Find("#source-address").InputAsync("https://shop.example/stock.csv?key=1");
        await card.Find("form").SubmitAsync();

        await card.WaitForAssertionAsync(() => Assert.Equal("Stock", card.Find(".source-name").TextContent));
        Assert.Contains("shop.example · ", card.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("key=1", card.Markup, StringComparison.Ordinal);
        await card.Find("[aria-label='Edit Stock']").ClickAsync();
        Assert.DoesNotContain("sesame", card.Markup, StringComparison.Ordinal);
        Assert.Equal("unchanged", card.Find("#source-secret").GetAttribute("placeholder"));
        await card.Find("form").SubmitAsync();

        await card.Find("[aria-label='Pause Stock']").ClickAsync();
        await card.WaitForAssertionAsync(() => Assert.Contains("paused", card.Markup, StringComparison.Ordinal));
        await card.Find("[aria-label='Delete Stock']").ClickAsync();
        await card.FindAll("button").Last(button => button.TextContent == "Delete").ClickAsync();
        await card.WaitForAssertionAsync(() => Assert.Empty(card.FindAll(".source-name")));
        await using var db = studio.Store.Read();
        Assert.Equal(0, await db.ImportSources.CountAsync(Xunit.TestContext.Current.CancellationToken));
    }
}
