using Bunit;
using CrossSell.Admin.Features.Links;
using CrossSell.Tests.Admin.Products;
using CrossSell.Tests.Support;
using Microsoft.AspNetCore.Components.Web;

namespace CrossSell.Tests.Admin.Links;

public sealed class LinkPaletteTests
{
    /// <summary>A page whose browser is slow is not drawn again after every link: the palette goes by what is linked, not by what was drawn.</summary>
    [Fact]
    public async Task Enter_AndEnterAgain_LinksTheNextProduct_AlsoBeforeThePageIsDrawnAgain()
    {
        await using var studio = await TestStudio.CreateAsync();
        await using var context = new BunitContext();
        var channel = await studio.ChannelAsync();
        var tripods = new[]
        {
            await studio.ProductAsync("TRI-1", channel, price: 1000, stock: 10, name: "Tripod one"),
            await studio.ProductAsync("TRI-2", channel, price: 1000, stock: 10, name: "Tripod two"),
        };
        await ProductUi.PrepareAsync(context, studio);
        var (linked, picked) = (new HashSet<int>(), new List<int>());
        var palette = context.Render<LinkPalette>(parameters => parameters
            .Add(item => item.Channel, channel)
            .Add(item => item.TypeName, "Cross-sell")
            .Add(item => item.AnchorName, "Camera")
            .Add(item => item.Linked, () => linked)
            .Add(item => item.OnPicked, id =>
            {
                picked.Add(id);
                linked = [.. linked, id];
            }));
        palette.Find("input").Input("tripod");
        palette.WaitForAssertion(() => Assert.Equal(2, palette.FindAll("button.hit").Count));

        await palette.Find("input").KeyDownAsync(new KeyboardEventArgs { Key = "Enter" });
        await palette.Find("input").KeyDownAsync(new KeyboardEventArgs { Key = "Enter" });

        Assert.Equal(tripods.Select(product => product.Id).Order(), picked.Order());
    }
}
