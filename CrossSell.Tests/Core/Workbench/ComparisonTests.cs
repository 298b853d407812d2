using CrossSell.Core.Catalog;
using CrossSell.Core.Links;
using CrossSell.Core.People;
using CrossSell.Core.Workbench;
using CrossSell.Tests.Support;

namespace CrossSell.Tests.Core.Workbench;

public sealed class ComparisonTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [StudioFact]
    public async Task LoadAsync_MarksWhatDiffers_AndOnlyThat()
    {
        await using var studio = await TestStudio.CreateAsync();
        var channel = await studio.ChannelAsync();
        await studio.ProductAsync("A", channel, price: 1000, cost: 500, stock: 10, name: "First", brand: "Orbis");
        await studio.ProductAsync("B", channel, price: 1200, cost: null, stock: 10, name: "Second", brand: "Orbis");

        var rows = (await Load(studio, channel, "A", "B")).Rows.ToDictionary(row => row.Key);

        Assert.True(rows["price"].Differs);
        Assert.True(rows["margin"].Differs); // 5.00 of 8.26 net stays of the first, and nobody knows of the second.
        Assert.Equal([3950, null], rows["margin"].Values.Select(value => value.Number));
        Assert.False(rows["brand"].Differs);
        Assert.False(rows["stock"].Differs);
        Assert.False(rows["gtin"].Differs);
    }

    [StudioFact]
    public async Task LoadAsync_Attributes_AreRowByRow_AndTellNotForThisTypeFromNoValue()
    {
        await using var studio = await TestStudio.CreateAsync();
        var channel = await studio.ChannelAsync();
        var mount = new AttributeDefinition { Code = "mount", Name = "Mount", Kind = AttributeKind.Choice };
        var weight = new AttributeDefinition { Code = "weight", Name = "Weight", Kind = AttributeKind.Number, Unit = "g" };
        await studio.AddAsync(mount, weight);
        var lens = new ProductType { Code = "lens", Name = "Lens" };
        lens.Attributes.Add(new ProductTypeAttribute { AttributeId = mount.Id, Position = 0, Required = true });
        lens.Attributes.Add(new ProductTypeAttribute { AttributeId = weight.Id, Position = 1 });
        var card = new ProductType { Code = "card", Name = "Card" };
        card.Attributes.Add(new ProductTypeAttribute { AttributeId = weight.Id, Position = 0 });
        await studio.AddAsync(lens, card);
        var first = await TypedAsync(studio, channel, "A", lens);
        var second = await TypedAsync(studio, channel, "B", lens);
        var third = await TypedAsync(studio, channel, "C", card);
        await studio.AddAsync(
            new AttributeValue { ProductId = first.Id, AttributeId = mount.Id, Text = "D" },
            new AttributeValue { ProductId = first.Id, AttributeId = weight.Id, Text = "120", Number = 120 },
            new AttributeValue { ProductId = third.Id, AttributeId = weight.Id, Text = "120", Number = 120 });

        var rows = (await Load(studio, channel, "A", "B", "C")).Rows.Where(row => row.Group == ComparisonRows.AttributeGroup).ToList();

        Assert.Equal(["Mount", "Weight (g)"], rows.Select(row => row.Label));
        Assert.Equal(["D", null, null], rows[0].Values.Select(value => value.Text));
        Assert.Equal([true, true, false], rows[0].Applies);
        Assert.Equal(["120", null, "120"], rows[1].Values.Select(value => value.Text));
        Assert.All(rows, row => Assert.True(row.Differs));
        Assert.NotEqual(second.Id, third.Id);
    }

    [StudioFact]
    public async Task LoadAsync_Links_StandCommonOnesFirst()
    {
        await using var studio = await TestStudio.CreateAsync();
        var channel = await studio.ChannelAsync();
        var first = await studio.ProductAsync("A", channel);
        var second = await studio.ProductAsync("B", channel);
        var bag = await studio.ProductAsync("BAG", channel);
        var strap = await studio.ProductAsync("STRAP", channel);
        var cross = await studio.LinkTypeAsync(LinkType.CrossSell);
        await studio.AddAsync(Link(first, strap, cross), Link(first, bag, cross, 1), Link(second, bag, cross));

        var links = (await Load(studio, channel, "A", "B")).Links;

        Assert.Equal([("BAG", true), ("STRAP", false)], links.Select(share => (share.Item.Sku, share.InAll)));
        Assert.Equal(["Cross-sell", null], links[1].Words);
    }

    [StudioFact]
    public async Task LoadAsync_TellsUnknownAndTooMany_AndKeepsTheOrderAskedFor()
    {
        await using var studio = await TestStudio.CreateAsync();
        var channel = await studio.ChannelAsync();
        foreach (var sku in new[] { "A", "B", "C", "D", "E" })
        {
            await studio.ProductAsync(sku, channel);
        }

        var comparison = await Load(studio, channel, "E", "nothing", "d", "D", "C", " B ", "A");

        Assert.Equal(["E", "D", "C", "B"], comparison.Products.Select(item => item.Product.Sku));
        Assert.Equal(["nothing"], comparison.Unknown);
        Assert.Equal(["A"], comparison.TooMany);
    }

    [StudioFact]
    public async Task Glance_ShowsLinksByTypeWithTheFirst_AndWhoChangedItLast()
    {
        await using var studio = await TestStudio.CreateAsync();
        var channel = await studio.ChannelAsync();
        var lens = await studio.ProductAsync("LNS-1", channel, price: 1210, cost: 500, stock: 3);
        var cross = await studio.LinkTypeAsync(LinkType.CrossSell);
        for (var index = 0; index < 6; index++)
        {
            await studio.AddAsync(Link(lens, await studio.ProductAsync($"T-{index}", channel), cross, index));
        }

        await new ProductFieldService(studio.Store).EditAsync(
            new ProductFieldEdit(lens.Id, channel.Id, ProductField.Stock, "3", "4"), TestStudio.Manager, Stop);

        var glance = await new ProductGlanceQuery(studio.Store).LoadAsync(ReadScope.Everything, "lns-1", channel.Id, Stop);

        var group = Assert.Single(glance!.Links);
        Assert.Equal((6, "T-0,T-1,T-2,T-3"), (group.Count, string.Join(',', group.First.Select(target => target.Sku))));
        Assert.Equal(("Mark", 4, 5000), (glance.LastChange?.Who, glance.Here?.Listing.Stock, glance.Here?.MarginBasisPoints));
    }

    [StudioFact]
    public async Task Glance_UnknownSku_IsNull()
    {
        await using var studio = await TestStudio.CreateAsync();
        var channel = await studio.ChannelAsync();

        Assert.Null(await new ProductGlanceQuery(studio.Store).LoadAsync(ReadScope.Everything, "nothing", channel.Id, Stop));
    }

    private static ProductLink Link(Product source, Product target, LinkType type, int position = 0) =>
        new() { SourceId = source.Id, TargetId = target.Id, TypeId = type.Id, Position = position, CreatedBy = "test", CreatedAt = TestStudio.Start };

    private static async Task<Product> TypedAsync(TestStudio studio, Channel channel, string sku, ProductType type)
    {
        var product = await studio.ProductAsync(sku, channel);
        await studio.WriteAsync(async session => (await session.Db.Products.FindAsync([product.Id], Stop))!.Set(it => it.ProductTypeId, type.Id));
        return product;
    }

    private static async Task<ProductComparison> Load(TestStudio studio, Channel channel, params string[] skus) =>
        (await new ComparisonQuery(studio.Store).LoadAsync(ReadScope.Everything, skus, channel.Id, Stop))!;
}
