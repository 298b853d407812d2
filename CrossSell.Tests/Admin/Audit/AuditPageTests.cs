using Bunit;
using CrossSell.Admin.Features.Audit;
using CrossSell.Core.Catalog;
using CrossSell.Core.History;
using CrossSell.Core.People;
using CrossSell.Tests.Admin.Products;
using CrossSell.Tests.Support;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrossSell.Tests.Admin.Audit;

/// <summary>Eva, who administers, is on the page of the audit log.</summary>
public sealed class AuditPageTests : IAsyncLifetime
{
    private readonly BunitContext context = new();
    private TestStudio studio = null!;

    private static CancellationToken Stop => Xunit.TestContext.Current.CancellationToken;

    private NavigationManager Navigation => context.Services.GetRequiredService<NavigationManager>();

    public async ValueTask InitializeAsync()
    {
        studio = await TestStudio.CreateAsync();
        var shop = await studio.ChannelAsync();
        await studio.ProductAsync("D7", shop, price: 1000, name: "Lumen D7");
        await using (var session = await studio.Store.WriteAsync(TestStudio.Manager, "Raised the price of Lumen D7", Stop))
        {
            session.Db.Entry(await session.Db.Set<Listing>().SingleAsync(Stop)).Property(listing => listing.Price).CurrentValue = 1295;
            Assert.Null((await session.CommitAsync(Stop)).Refusal);
        }

        await ProductUi.PrepareAsync(context, studio, Role.Administrator);
        context.Services.AddSingleton<AuditLog>();
    }

    public async ValueTask DisposeAsync()
    {
        await context.DisposeAsync();
        await studio.DisposeAsync();
    }

    [Fact]
    public async Task Line_OpensWithBeforeAndAfter_AndLeadsToItsObject()
    {
        Navigation.NavigateTo("/settings/audit?q=raised");
        var page = context.Render<AuditPage>();

        await (await page.WaitForElementAsync("button.open")).ClickAsync();

        var row = await page.WaitForElementAsync(".rows li");
        Assert.Equal("/products/D7", row.QuerySelector("a")?.GetAttribute("href"));
        Assert.Contains("10.00", row.QuerySelector(".cs-strike")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("12.95", row.QuerySelector("dd")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Undo_TakesTheWriteBack_AndTheLineSaysSo()
    {
        Navigation.NavigateTo("/settings/audit?q=raised+the+price");
        var page = context.Render<AuditPage>();

        await (await page.WaitForElementAsync("[aria-label='Undo: Raised the price of Lumen D7']")).ClickAsync();

        await using var db = studio.Store.Read();
        Assert.Equal(1000, (await db.Set<Listing>().SingleAsync(Stop)).Price);
        Assert.Contains("undone", page.FindAll("tbody tr").Last(row => !row.HasAttribute("hidden")).TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Filter_GoesIntoTheAddress_AndFindsNothingInWords()
    {
        var page = context.Render<AuditPage>();
        await page.WaitForElementAsync("table");

        await page.ChooseAsync("Kind of object", "Rules");

        Assert.EndsWith("/settings/audit?kind=rules", Navigation.Uri, StringComparison.Ordinal);
        Assert.Contains("No matches", (await page.WaitForElementAsync(".cs-empty")).TextContent, StringComparison.Ordinal);
        Assert.Equal("/settings/audit.csv?kind=rules", page.Find("a[download]").GetAttribute("href"));
    }
}
