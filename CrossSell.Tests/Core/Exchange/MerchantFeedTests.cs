using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Exchange;
using CrossSell.Core.People;
using CrossSell.Tests.Core.Bundles;
using CrossSell.Tests.Support;

namespace CrossSell.Tests.Core.Exchange;

public sealed class MerchantFeedTests
{
    [Fact]
    public void Case22_DifferentProducts_AreABundle_TheSameOneManyTimesAMultipack_AndAMakersKitNeither()
    {
        Assert.Equal((true, (int?)null), MerchantSet.KindOf([(1, 1), (2, 3)]));
        Assert.Equal((false, (int?)3), MerchantSet.KindOf([(1, 3)]));
        Assert.Equal((false, (int?)3), MerchantSet.KindOf([(1, 1), (1, 2)]));
        Assert.Equal((false, (int?)null), MerchantSet.KindOf([(1, 1)]));
    }

    [Fact]
    public void Case22_TheTitleNamesTheWholeSet_AndAnyUsedPartMakesItUsed()
    {
        Assert.Equal("Kit: Body + 2 x Card", MerchantSet.TitleOf("Kit", [("Body", 1), ("Card", 2)]));
        Assert.Equal(MerchantSet.TitleLength, MerchantSet.TitleOf("Kit", [(new string('x', 200), 1)]).Length);
        Assert.Equal("used", MerchantSet.ConditionOf([null, "Used ", "refurbished"]));
        Assert.Equal("refurbished", MerchantSet.ConditionOf(["new", "refurbished"]));
        Assert.Equal("new", MerchantSet.ConditionOf([null, "new"]));
    }

    [StudioFact]
    public async Task Case22_SetsOnSale_AreWrittenAsOneArticleEach()
    {
        await using var studio = await TestStudio.CreateAsync();
        var kit = await KitScene.CreateAsync(studio);
        Assert.Null((await kit.SaveAsync(kit.Content with
        {
            Pricing = PricingKind.FixedPrice,
            Amount = 1299_95,
            PictureHash = new string('a', 64),
            Text = "All of it",
        })).Refusal);
        await kit.ReloadAsync();
        await kit.ApproveAsync();
        var condition = new AttributeDefinition { Code = MerchantFeed.ConditionAttribute, Name = "Condition" };
        await studio.AddAsync(condition);
        await studio.AddAsync(new AttributeValue { ProductId = kit.Bag.Id, AttributeId = condition.Id, Text = "used" });
        using var writer = new StringWriter();

        var report = (await new MerchantFeed(studio.Store).WriteAsync(
            ReadScope.Everything, null, hash => $"https://studio.example.com/media/{hash}", writer, TestContext.Current.CancellationToken)).Required;

        Assert.Equal(new MerchantFeedReport(1, 0, 0), report);
        var lines = writer.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(
            $"{kit.Bundle.Code},D7 kit: Lumen D7 DSLR body + Kite SDXC 128 GB + Carry All 15,All of it,,"
            + $"https://studio.example.com/media/{new string('a', 64)},1299.95 EUR,,in_stock,used,,,,,yes,",
            lines[1]);
        Assert.Equal("not-found", (await new MerchantFeed(studio.Store).WriteAsync(ReadScope.Everything, "no", null, writer)).Refusal!.Code);
    }
}
