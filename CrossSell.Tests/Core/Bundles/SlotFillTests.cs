using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.People;
using CrossSell.Core.Rules;
using CrossSell.Tests.Support;

namespace CrossSell.Tests.Core.Bundles;

/// <summary>What a rule puts into a slot: the whole tree of conditions, and what is compared with the main product.</summary>
public sealed class SlotFillTests
{
    [StudioFact]
    public async Task Slot_IsFilledByTheWholeTree_AndByWhatFitsTheMainProduct()
    {
        await using var studio = await TestStudio.CreateAsync();
        var shop = await studio.ChannelAsync();
        var (boots, socks) = (await studio.CategoryAsync("boots"), await studio.CategoryAsync("socks"));
        await studio.AddAsync(new AttributeDefinition { Code = "season", Name = "Season", Kind = AttributeKind.Choices, Options = ["summer", "winter"] });
        var warm = await studio.ProductAsync("BOOT", shop, price: 20_000, brand: "Cairn", category: boots);
        var light = await studio.ProductAsync("SHOE", shop, price: 4_000, brand: "Other", category: boots);
        var thick = await studio.ProductAsync("THICK", shop, price: 2_000, brand: "Cairn", category: socks);
        var thin = await studio.ProductAsync("THIN", shop, price: 1_500, brand: "Other", category: socks);
        await studio.ProductAsync("DEAR", shop, price: 9_000, brand: "Cairn", category: socks);
        await studio.ProductAsync("OUT", shop, price: 1_000, brand: "Cairn", category: socks, stock: 0);
        await studio.AddAsync(
            new AttributeValue { ProductId = warm.Id, AttributeId = 1, Text = "winter" },
            new AttributeValue { ProductId = light.Id, AttributeId = 1, Text = "summer" },
            new AttributeValue { ProductId = thick.Id, AttributeId = 1, Text = "winter" },
            new AttributeValue { ProductId = thin.Id, AttributeId = 1, Text = "summer\nwinter" });
        var anySocks = new AllOf([new InCategory([socks.Id]), new NoneOf([new AttributeIs(1, []), new InBundle()])]);

        async Task<string> OfferedAsync(Product main, Condition condition, params Comparison[] compared)
        {
            var content = new BundleContent("Set", [new ComponentContent(main.Id)], [shop.Id])
            {
                Kind = BundleKind.Choice,
                Slots = [new SlotContent("sock", "Sock", Condition: condition) { Comparisons = [.. compared] }],
            };
            var figures = await new BundleList(studio.Store).FiguresAsync(ReadScope.Everything, content, shop);
            return string.Join(' ', BundleQuotes.Of(content, figures).Parts.Slots[0].Options.Select(option => option.Product.Sku));
        }

        Assert.Equal("THIN THICK DEAR", await OfferedAsync(warm, new InCategory([socks.Id])));
        Assert.Equal("DEAR", await OfferedAsync(warm, anySocks));
        Assert.Equal("THICK DEAR", await OfferedAsync(warm, new InCategory([socks.Id]), new SameBrand()));
        Assert.Equal("THICK", await OfferedAsync(warm, new InCategory([socks.Id]), new SameBrand(), new PricedAtMost(30)));
        Assert.Equal("THIN THICK", await OfferedAsync(warm, new InCategory([socks.Id]), new AttributeMatches(1, 1)));
        Assert.Equal("THIN", await OfferedAsync(light, new InCategory([socks.Id]), new AttributeMatches(1, 1)));
        Assert.Equal("THIN THICK", await OfferedAsync(light, new AllOf([new InCategory([socks.Id])]), new OtherCategory(), new PricedAtMost(60)));

        // Without a main product nothing can be compared with it.
        Assert.Equal("", await OfferedAsync(new Product { Id = 0, Sku = "GONE", Name = "Gone" }, new InCategory([socks.Id]), new SameBrand()));
    }

    [StudioFact]
    public async Task Comparisons_OfASlot_AreCheckedAsThoseOfARule_AndKept()
    {
        await using var studio = await TestStudio.CreateAsync();
        var kit = await KitScene.CreateAsync(studio);
        BundleContent With(params Comparison[] compared) => kit.Content with
        {
            Kind = BundleKind.Choice,
            Slots = [new SlotContent("sock", "Sock", Condition: new OfBrand(["Cairn"])) { Comparisons = [.. compared] }],
        };

        Assert.Equal("comparisons", (await kit.SaveAsync(With(new SameCategory(), new OtherCategory()))).Refusal?.Field);
        Assert.Null((await kit.SaveAsync(With(new OtherCategory(), new PricedAtMost(40)))).Refusal);

        await kit.ReloadAsync();
        Assert.Equal([new OtherCategory(), new PricedAtMost(40)], kit.Content.Slots[0].Comparisons);
    }
}
