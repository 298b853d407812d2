using Bunit;
using CrossSell.Admin.Features.Bulk;
using CrossSell.Core.Catalog;
using CrossSell.Core.Jobs;
using CrossSell.Core.People;
using CrossSell.Core.Search;
using CrossSell.Tests.Admin.Products;
using CrossSell.Tests.Support;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrossSell.Tests.Admin.Bulk;

public sealed class BulkBarTests : IAsyncLifetime
{
    private readonly BunitContext context = new();
    private TestStudio studio = null!;
    private Channel channel = null!;
    private readonly List<Product> products = [];

    public async ValueTask InitializeAsync()
    {
        studio = await TestStudio.CreateAsync();
        channel = await studio.ChannelAsync();
        foreach (var number in new[] { 1, 2, 3 })
        {
            products.Add(await studio.ProductAsync($"LNS-{number}", channel, price: 1000 * number, name: $"Lens {number}"));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await context.DisposeAsync();
        await studio.DisposeAsync();
    }

    [Fact]
    public async Task Nothing_WhileNothingIsSelected()
    {
        await ProductUi.PrepareAsync(context, studio);

        Assert.Empty(Bar(0).FindAll("section"));
    }

    [Fact]
    public async Task Viewer_CanCompareButNotEdit()
    {
        await ProductUi.PrepareAsync(context, studio, Role.Viewer);

        Assert.Equal(["Compare", "Export CSV", "Clear selection"], Bar(3).FindAll("button").Select(button => button.TextContent));
    }

    [Fact]
    public async Task Compare_LeadsToTheSelectedInTheirOrder()
    {
        await ProductUi.PrepareAsync(context, studio);
        var bar = Bar(3);

        await ClickAsync(bar, "Compare");

        bar.WaitForAssertion(() => Assert.EndsWith(
            "/products/compare?sku=LNS-1&sku=LNS-2&sku=LNS-3", context.Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Price_IsPreviewedWithSamples_ThenDone_ThenUndone()
    {
        var done = 0;
        await ProductUi.PrepareAsync(context, studio);
        var bar = Bar(3, () => done++);

        await ClickAsync(bar, "Price");
        bar.WaitForElement("#bulk-way");
        await bar.ChooseAsync("How", "Lower by percent");
        bar.Find("#bulk-text").Input("10");
        await ClickAsync(bar, "Preview");

        bar.WaitForAssertion(() => Assert.Equal("3 of 3 would change", bar.Find("[data-testid=bulk-preview] b").TextContent));
        Assert.Contains("Lens 1", bar.Find("[data-testid=bulk-preview]").TextContent, StringComparison.Ordinal);
        Assert.Equal([1000, 2000, 3000], await PricesAsync());

        await bar.Find("dialog .cs-primary").ClickAsync(new MouseEventArgs());
        await bar.InvokeAsync(RunAsync);
        bar.WaitForAssertion(() => Assert.Equal("done", bar.Find("[data-testid=job]").GetAttribute("data-state")));
        Assert.Equal([900, 1800, 2700], await PricesAsync());

        bar.WaitForState(() => bar.FindAll("dialog button").Any(button => button.TextContent == "Undo"));
        await ClickAsync(bar, "Undo");
        await bar.InvokeAsync(RunAsync);
        bar.WaitForAssertion(() => Assert.Equal(2, done));
        Assert.Equal([1000, 2000, 3000], await PricesAsync());
        Assert.DoesNotContain("Undo", bar.FindAll("dialog button").Select(button => button.TextContent));
    }

    [Fact]
    public async Task Change_AfterThePreview_MakesItOld()
    {
        await ProductUi.PrepareAsync(context, studio);
        var bar = Bar(3);
        await ClickAsync(bar, "Stock");
        bar.WaitForElement("#bulk-text").Input("5");
        await ClickAsync(bar, "Preview");
        bar.WaitForElement("[data-testid=bulk-preview]");

        bar.Find("#bulk-text").Input("6");

        Assert.Empty(bar.FindAll("[data-testid=bulk-preview]"));
        Assert.Equal("Preview", bar.Find("dialog .cs-primary").TextContent);
    }

    [Fact]
    public async Task Words_ThatAreMissing_AreToldBeforeAnythingIsAsked()
    {
        await ProductUi.PrepareAsync(context, studio);
        var bar = Bar(3);
        await ClickAsync(bar, "Tags");
        bar.WaitForElement("#bulk-text");

        await ClickAsync(bar, "Preview");

        Assert.Equal("Enter a tag.", bar.Find("dialog [role=alert]").TextContent);
    }

    [Theory]
    [InlineData("Status")]
    [InlineData("Shops")]
    [InlineData("Categories")]
    [InlineData("Attribute")]
    [InlineData("Link")]
    [InlineData("Bundle")]
    public async Task EveryDialog_NamesItsInputs(string action)
    {
        await ProductUi.PrepareAsync(context, studio);
        var bar = Bar(3);

        await ClickAsync(bar, action);

        bar.WaitForElement("dialog [role=combobox]");
        Assert.All(bar.FindAll("dialog input:not([type=checkbox])"), input =>
            Assert.True(input.GetAttribute("aria-label") is not null || bar.FindAll($"label[for={input.Id}]").Count == 1, input.OuterHtml));
    }

    private static Task ClickAsync(IRenderedComponent<BulkBar> bar, string name) =>
        bar.FindAll("button").First(button => button.TextContent == name).ClickAsync(new MouseEventArgs());

    private IRenderedComponent<BulkBar> Bar(int count, Action? onDone = null) => context.Render<BulkBar>(parameters => parameters
        .Add(bar => bar.Selection, new ProductSelection(
            new CatalogQuery { ChannelId = channel.Id }, false, [.. products.Take(count).Select(product => product.Id)]))
        .Add(bar => bar.Count, count)
        .Add(bar => bar.OnDone, () => onDone?.Invoke()));

    private Task<bool> RunAsync() => context.Services.GetRequiredService<JobExecution>().RunNextAsync();

    private async Task<IReadOnlyList<long>> PricesAsync()
    {
        await using var db = studio.Store.Read();
        return await db.Listings.OrderBy(listing => listing.ProductId).Select(listing => listing.Price).ToListAsync();
    }
}
