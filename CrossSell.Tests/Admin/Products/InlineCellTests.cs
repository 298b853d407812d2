using Bunit;
using CrossSell.Admin.Features.Products;
using CrossSell.Core.Catalog;
using CrossSell.Tests.Support;
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
    public void Value_WithoutTheRight_IsNoButton()
    {
        var cell = Cell(ProductField.Price, canEdit: false);

        Assert.Empty(cell.FindAll("button"));
        Assert.Equal("10.00", cell.Markup.Trim());
    }

    [Fact]
    public void Click_WithAPointer_OpensOnTheSecondOnly()
    {
        var cell = Cell(ProductField.Price);

        cell.Find("button").Click(new MouseEventArgs { Detail = 1 });
        Assert.Empty(cell.FindAll("input"));
        cell.Find("button").Click(new MouseEventArgs { Detail = 2 });

        Assert.Equal("10.00", cell.Find("input").GetAttribute("value"));
    }

    [Fact]
    public async Task Enter_Saves_AndSaysSo()
    {
        var saved = 0;
        var cell = Cell(ProductField.Price, onSaved: () => saved++);
        cell.Find("button").Click(new MouseEventArgs { Detail = 0 });

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
        await cell.Find("button").KeyDownAsync(new KeyboardEventArgs { Key = "F2" });

        cell.Find("input").Input("3");
        await cell.Find("input").KeyDownAsync(new KeyboardEventArgs { Key = "Escape" });

        Assert.Empty(cell.FindAll("input"));
        Assert.Equal(10, (await ListingAsync()).Stock);
    }

    [Fact]
    public async Task WordsThatAreNoPrice_AreToldAndStay()
    {
        var cell = Cell(ProductField.Price);
        cell.Find("button").Click(new MouseEventArgs { Detail = 0 });

        cell.Find("input").Input("dear");
        await cell.Find("input").KeyDownAsync(new KeyboardEventArgs { Key = "Enter" });

        Assert.Contains("not an amount", cell.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Equal("true", cell.Find("input").GetAttribute("aria-invalid"));
    }

    [Fact]
    public async Task OtherWordsAfterARefusal_AreSavedWhenTheCellIsLeft()
    {
        var cell = Cell(ProductField.Price);
        cell.Find("button").Click(new MouseEventArgs { Detail = 0 });
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
        cell.Find("button").Click(new MouseEventArgs { Detail = 0 });
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

    [Fact]
    public async Task KeysOfTheList_ArePassedOn()
    {
        var heard = new List<string>();
        var cell = Cell(ProductField.Name, onKey: key => heard.Add(key.Key));

        await cell.Find("button").KeyDownAsync(new KeyboardEventArgs { Key = "ArrowDown" });
        await cell.Find("button").KeyDownAsync(new KeyboardEventArgs { Key = "Enter" });

        Assert.Equal(["ArrowDown"], heard);
    }

    private IRenderedComponent<InlineCell> Cell(ProductField field, bool canEdit = true, Action? onSaved = null, Action<KeyboardEventArgs>? onKey = null) =>
        context.Render<InlineCell>(parameters => parameters
            .Add(cell => cell.Row, ProductUi.Row(product, channel, 1000, 10))
            .Add(cell => cell.Field, field)
            .Add(cell => cell.Channel, channel)
            .Add(cell => cell.CanEdit, canEdit)
            .Add(cell => cell.OnSaved, () => onSaved?.Invoke())
            .Add(cell => cell.OnKey, key => onKey?.Invoke(key))
            .AddChildContent("10.00"));

    private async Task<Listing> ListingAsync()
    {
        await using var db = studio.Store.Read();
        return await db.Listings.SingleAsync();
    }
}
