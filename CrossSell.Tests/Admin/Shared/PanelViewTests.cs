using Bunit;
using CrossSell.Admin.Shared;
using CrossSell.Core.Catalog;
using CrossSell.Core.Panels;
using CrossSell.Tests.Core.Panels;

namespace CrossSell.Tests.Admin.Shared;

public sealed class PanelViewTests
{
    private static readonly Channel Dutch = new() { Code = "camera", Name = "Camera store", CurrencyCode = "EUR", Locales = ["nl"] };

    [Fact]
    public async Task LoosePanel_HasACheckboxForEachProductAndTheirTotal()
    {
        await using var context = new BunitContext();
        var view = context.Render<PanelView>(parameters => parameters.Add(item => item.Panel, Scene().Linked(2).Linked(3).Resolve())
            .Add(item => item.Channel, Dutch));

        Assert.Equal(["CAM-D7", "P-2", "P-3"], view.FindAll("input[type=checkbox]").Select(box => box.GetAttribute("data-sku")));
        Assert.Contains("This item: Lumen D7", view.Markup.Replace("</b>", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal([true, false, false], view.FindAll("input[type=checkbox]").Select(box => box.HasAttribute("checked")));
        Assert.Equal("1.299,00 €", view.Find(".panel-amounts").TextContent.Trim());
        Assert.Equal("Add 1 to cart", view.Find("button").TextContent);
    }

    [Fact]
    public async Task LoosePanel_OfAShopThatTicksExtras_CountsThemFromTheStart()
    {
        await using var context = new BunitContext();
        var scene = Scene().Linked(2).Linked(3);
        scene.Policy = new PanelPolicy { Preselect = true };
        var view = context.Render<PanelView>(parameters => parameters.Add(item => item.Panel, scene.Resolve()).Add(item => item.Channel, Dutch));

        Assert.All(view.FindAll("input[type=checkbox]"), box => Assert.True(box.HasAttribute("checked")));
        Assert.Equal("1.487,90 €", view.Find(".panel-amounts").TextContent.Trim());
        Assert.Equal("Add 3 to cart", view.Find("button").TextContent);
    }

    [Fact]
    public async Task LoosePanel_OfAnAnchorThatIsSoldOut_HasNothingToAddBeforeSomethingIsTicked()
    {
        await using var context = new BunitContext();
        var scene = new PanelScene(new ProductFact { Id = 1, Sku = "A", Name = "A", FamilyId = 1, Price = 100, Stock = 0 }).Product(2, "Card").Linked(2);
        var view = context.Render<PanelView>(parameters => parameters.Add(item => item.Panel, scene.Resolve()).Add(item => item.Channel, Dutch));

        Assert.True(view.Find("button").HasAttribute("disabled"));
        Assert.Equal("0,00 €", view.Find(".panel-amounts").TextContent.Trim());
    }

    [Fact]
    public async Task Set_HasOnePriceAndNoCheckboxes()
    {
        await using var context = new BunitContext();
        var panel = Scene().Bundle("kit", 133895, [(1, 1, 116896), (2, 1, 4490), (3, 1, 12509)]).Resolve();

        var view = context.Render<PanelView>(parameters => parameters.Add(item => item.Panel, panel).Add(item => item.Channel, Dutch));

        Assert.Empty(view.FindAll("input"));
        Assert.Contains("1.338,95 €", view.Find(".panel-amounts").TextContent, StringComparison.Ordinal);
        Assert.Equal("You save 148,95 € (10 %)", view.Find(".panel-saving").TextContent);
        Assert.Equal("kit", view.Find("button").GetAttribute("data-bundle"));
    }

    [Fact]
    public async Task Names_OfProducts_AreNeverMarkup()
    {
        await using var context = new BunitContext();
        var panel = new PanelScene().Product(2, "<img src=x onerror=alert(1)>").Linked(2).Resolve();

        var view = context.Render<PanelView>(parameters => parameters.Add(item => item.Panel, panel));

        Assert.DoesNotContain("<img src=x", view.Markup, StringComparison.Ordinal);
        Assert.Contains("<img src=x onerror=alert(1)>", view.Find("ul").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EmptyPanel_SaysWhatItIsTold()
    {
        await using var context = new BunitContext();
        var view = context.Render<PanelView>(parameters => parameters.Add(item => item.Panel, new PanelScene().Resolve())
            .Add(item => item.Nothing, "Nothing here."));

        Assert.StartsWith("Nothing here.", view.Find(".panel-none").TextContent.Trim(), StringComparison.Ordinal);
        Assert.Equal("It has no links, no rules and no pairs in orders yet.", view.Find(".panel-why").TextContent);
    }

    [Fact]
    public async Task Studio_WhereNobodyBuys_DrawsControlsThatDoNothing()
    {
        await using var context = new BunitContext();
        var view = context.Render<PanelView>(parameters => parameters.Add(item => item.Panel, Scene().Linked(2).Resolve()).Add(item => item.Inert, true));

        Assert.All(view.FindAll("input, button"), control => Assert.True(control.GetAttribute("aria-disabled") == "true"));
    }

    private static PanelScene Scene() => new PanelScene().Product(2, "Card", price: 4990).Product(3, "Bag", price: 13900);
}
