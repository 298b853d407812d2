using CrossSell.Core.Catalog;
using CrossSell.Core.People;
using CrossSell.Tests.Support;

namespace CrossSell.Tests.Core.Catalog;

public sealed class ProductReaderTests
{
    [StudioFact]
    public async Task Find_ASku_WhateverItsCase_OrNothing()
    {
        await using var studio = await TestStudio.CreateAsync();
        var product = await studio.ProductAsync("Lumen-7", await studio.ChannelAsync());
        var reader = new ProductReader(studio.Store);

        Assert.Equal(product.Id, (await reader.FindAsync(ReadScope.Everything, "LUMEN-7"))?.Id);
        Assert.Null(await reader.FindAsync(ReadScope.Everything, "none"));
        Assert.Null(await reader.FindAsync(ReadScope.Everything, null));
    }

    [StudioFact]
    public async Task Ids_OfPastedSkus_KeepTheirOrder_AndNameWhatNoProductHas()
    {
        await using var studio = await TestStudio.CreateAsync();
        var channel = await studio.ChannelAsync();
        var (first, second) = (await studio.ProductAsync("A", channel), await studio.ProductAsync("B", channel));

        var (ids, unknown) = await new ProductReader(studio.Store).IdsAsync(ReadScope.Everything, ["b", "gone", "A"]);

        Assert.Equal([second.Id, first.Id], ids);
        Assert.Equal(["gone"], unknown);
    }

    [StudioFact]
    public async Task SummariesAndNames_StandInTheOrderAskedFor_WithoutUnknownIds()
    {
        await using var studio = await TestStudio.CreateAsync();
        var channel = await studio.ChannelAsync();
        var (first, second) = (await studio.ProductAsync("A", channel), await studio.ProductAsync("B", channel));
        var reader = new ProductReader(studio.Store);

        Assert.Equal(["B", "A"], (await reader.SummariesAsync(ReadScope.Everything, [second.Id, 4711, first.Id], channel.Id)).Select(summary => summary.Sku));
        Assert.Equal([first.Id], (await reader.NamesAsync(ReadScope.Everything, [first.Id, 4711])).Keys);
    }
}
