using System.Reflection;
using Bunit;
using CrossSell.Admin.Features.Products;
using CrossSell.Core.Catalog;
using CrossSell.Core.Search;
using CrossSell.Tests.Support;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Admin.Products;

public sealed class InlineCellTests : IAsyncLifetime
{
    private readonly BunitContext context = new();
    private TestStudio studio = null!;
    private Channel channel = null!;
    private Product product = null!;

    public async ValueTask InitializeAsync()
    {
        studio = await TestStudio.CreateAsync();
        channel = await studio.ChannelAsync();
        product = await studio.ProductAsync("LNS-1", channel, price: 1000, stock: 10, name: "Prime lens");
        await ProductUi.PrepareAsync(context, studio);
    }

    public async ValueTask DisposeAsync()
    {
        await context.DisposeAsync();
        await studio.DisposeAsync();
    }

    [Fact]
    public async Task Value_WithoutTheRight_IsNoButton()
    {
        var table = await TableAsync(editing: false);

        Assert.Empty(table.FindAll("[data-inline-cell]"));
        Assert.Contains("10.00", table.Find("[data-row='0']").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PriceAndStock_OfAFamily_AreThoseOfItsVariants()
    {
        product = await studio.ProductAsync("LNS-F", channel, price: 1000, stock: 10, name: "Lenses", kind: ProductKind.Parent);
        var table = await TableAsync();

        Assert.Equal([$"{product.Id}-Name", $"{product.Id}-Status"], table.FindAll("[data-inline-cell]").Select(cell => cell.GetAttribute("data-inline-cell")));
    }

    [Fact]
    public async Task Click_OpensTheCell_AndItStaysAComponent()
    {
        var table = await TableAsync();

        table.Find($"[data-inline-cell='{product.Id}-Price']").Click();
        Assert.Equal("10.00", table.Find(".inline-edit input").GetAttribute("value"));

        await table.Find(".inline-edit input").KeyDownAsync(new KeyboardEventArgs { Key = "Escape" });
        table.Find($"[data-inline-cell='{product.Id}-Price']").Click();
        Assert.Single(table.FindAll(".inline-edit input"));
        Assert.Single(table.FindComponents<InlineCell>());
    }

    [Fact]
    public async Task Cells_NobodyOpened_AreNoComponents()
    {
        var table = await TableAsync();

        Assert.Equal(4, table.FindAll("[data-inline-cell]").Count);
        Assert.Empty(table.FindComponents<InlineCell>());
    }

    [Fact]
    public async Task Enter_Saves_AndSaysSo()
    {
        var saved = 0;
        var cell = Cell(ProductField.Price, onSaved: () => saved++);
        cell.Find("input").Input("12,50");
        await cell.Find("input").KeyDownAsync(new KeyboardEventArgs { Key = "Enter" });

        cell.WaitForAssertion(() => Assert.Equal("12.50 €", cell.Find("button").TextContent.Trim()));
        Assert.Equal(1, saved);
        Assert.Equal(1250, (await ListingAsync()).Price);
    }

    [Fact]
    public async Task Escape_Restores_AndWritesNothing()
    {
        var cell = Cell(ProductField.Stock);
        cell.Find("input").Input("3");
        await cell.Find("input").KeyDownAsync(new KeyboardEventArgs { Key = "Escape" });

        Assert.Empty(cell.FindAll("input"));
        Assert.Equal(10, (await ListingAsync()).Stock);
    }

    [Fact]
    public async Task WordsThatAreNoPrice_AreToldAndStay()
    {
        var cell = Cell(ProductField.Price);
        cell.Find("input").Input("dear");
        await cell.Find("input").KeyDownAsync(new KeyboardEventArgs { Key = "Enter" });

        Assert.Contains("not an amount", cell.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Equal("true", cell.Find("input").GetAttribute("aria-invalid"));
    }

    [Fact]
    public async Task OtherWordsAfterARefusal_AreSavedWhenTheCellIsLeft()
    {
        var cell = Cell(ProductField.Price);
        cell.Find("input").Input("dear");
        await cell.Find("input").KeyDownAsync(new KeyboardEventArgs { Key = "Enter" });
        await cell.Find("input").BlurAsync(new());
        Assert.Contains("not an amount", cell.Find("[role=alert]").TextContent, StringComparison.Ordinal);

        cell.Find("input").Input("12,50");
        await cell.Find("input").BlurAsync(new());

        cell.WaitForAssertion(() => Assert.Equal("12.50 €", cell.Find("button").TextContent.Trim()));
        Assert.Equal(1250, (await ListingAsync()).Price);
    }

    [Theory]
    [InlineData("Keep theirs", 1100)]
    [InlineData("Overwrite with mine", 1200)]
    public async Task Conflict_IsShownWithBothValues_AndThePersonChooses(string choice, long price)
    {
        var cell = Cell(ProductField.Price);
        await new ProductFieldService(studio.Store).EditAsync(
            new ProductFieldEdit(product.Id, channel.Id, ProductField.Price, "1000", "1100"), TestStudio.Manager, Xunit.TestContext.Current.CancellationToken);

        cell.Find("input").Input("12");
        await cell.Find("input").KeyDownAsync(new KeyboardEventArgs { Key = "Enter" });

        cell.WaitForAssertion(() => Assert.Equal(["12.00 €", "11.00 €"], cell.FindAll("dialog td").Select(value => value.TextContent)));
        Assert.Contains("Mark changed the price of Prime lens", cell.Find("dialog [role=alert]").TextContent, StringComparison.Ordinal);
        await cell.FindAll("dialog button").Single(button => button.TextContent == choice).ClickAsync(new MouseEventArgs());

        cell.WaitForAssertion(() => Assert.Empty(cell.FindAll("dialog")));
        Assert.Equal(price, (await ListingAsync()).Price);
    }

    // The server holds the frames of every row, for every open page, in an array of twice the length each time it does not suffice: 40 bytes a frame.
    [Fact]
    public async Task Row_WithTheColumnsOfEverybody_FitsInto128Frames()
    {
        var category = await studio.CategoryAsync("lenses");
        product = await studio.ProductAsync("LNS-2", channel, price: 1000, stock: 10, name: "Zoom lens", brand: "Nordlicht", category: category);
        var table = await TableAsync();

#pragma warning disable BL0006 // What is counted is the renderer's.
        using var builder = new RenderTreeBuilder();
        typeof(ProductTableRow).GetMethod("BuildRenderTree", BindingFlags.Instance | BindingFlags.NonPublic)!
            .Invoke(table.FindComponent<ProductTableRow>().Instance, [builder]);
        Assert.InRange(builder.GetFrames().Count, 60, 128);
#pragma warning restore BL0006
    }

    private async Task<IRenderedComponent<ProductTable>> TableAsync(bool editing = true)
    {
        var rows = new ProductRows(
            (_, _, _, _) => Task.FromResult(new CatalogPage([ProductUi.Row(product, channel, 1000, 10)], 0, 1, 1, 1, false, [])),
            (_, _) => Task.FromResult<IReadOnlyList<int>>([product.Id]));
        await rows.AskAsync(new CatalogQuery { ChannelId = channel.Id }, Xunit.TestContext.Current.CancellationToken);
        return context.Render<ProductTable>(table => table
            .Add(item => item.Rows, rows)
            .Add(item => item.State, new ProductsPageState())
            .Add(item => item.Channel, channel)
            .Add(item => item.Editing, editing));
    }

    private IRenderedComponent<InlineCell> Cell(ProductField field, Action? onSaved = null) =>
        context.Render<InlineCell>(parameters => parameters
            .Add(cell => cell.Row, ProductUi.Row(product, channel, 1000, 10))
            .Add(cell => cell.Field, field)
            .Add(cell => cell.Channel, channel)
            .Add(cell => cell.OnSaved, () => onSaved?.Invoke())
            .AddChildContent("10.00"));

    private async Task<Listing> ListingAsync()
    {
        await using var db = studio.Store.Read();
        return await db.Listings.SingleAsync();
    }
}
