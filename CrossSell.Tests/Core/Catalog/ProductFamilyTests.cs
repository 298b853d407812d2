using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.Catalog;

public sealed class ProductFamilyTests
{
    [StudioFact]
    public async Task Family_Variants_StandInTheOrderOfTheirOptions()
    {
        await using var scene = await WorkbenchScene.CreateAsync();
        var made = (await scene.Families.AddVariantAsync(
            scene.Family.Id, new NewVariant("BOOT-M", "Boot M", new Dictionary<string, string?> { ["size"] = "m" }), await scene.VersionAsync(scene.Family),
            TestStudio.Merchandiser)).Required;

        var family = (await scene.DetailsAsync("BOOT-M")).Family!;

        Assert.Equal(["BOOT-S", "BOOT-M", "BOOT-L"], family.Variants.Select(variant => variant.Summary.Sku));
        Assert.Equal(["size"], family.Axes.Select(axis => axis.Code));
        var listing = family.Variants[1].Listing!;
        Assert.Equal((9900, 500L, 0), (listing.Price, listing.Cost, listing.Stock));
        Assert.Equal("BOOT-M", made.Sku);
    }

    [StudioFact]
    public async Task ArrangeAsync_ByHand_HoldsForNewcomersUntilItIsGivenBack()
    {
        await using var scene = await WorkbenchScene.CreateAsync();
        async Task<IEnumerable<string>> OrderAsync() => (await scene.DetailsAsync("BOOT-L")).Family!.Variants.Select(line => line.Summary.Sku);
        async Task<Outcome<long>> ArrangeAsync(params int[] ids) =>
            await scene.Families.ArrangeAsync(scene.Family.Id, ids, await scene.VersionAsync(scene.Family), TestStudio.Merchandiser);

        Assert.True((await ArrangeAsync(scene.Large.Id, scene.Small.Id)).IsDone);
        Assert.Equal(["BOOT-L", "BOOT-S"], await OrderAsync());
        await scene.Families.AddVariantAsync(
            scene.Family.Id, new NewVariant("BOOT-M", null, new Dictionary<string, string?> { ["size"] = "M" }), await scene.VersionAsync(scene.Family),
            TestStudio.Merchandiser);
        Assert.Equal(["BOOT-L", "BOOT-S", "BOOT-M"], await OrderAsync());
        Assert.True((await ArrangeAsync(scene.Small.Id)).IsDone);
        Assert.Equal(["BOOT-S", "BOOT-L", "BOOT-M"], await OrderAsync());
        Assert.True((await scene.DetailsAsync("BOOT")).Family!.ByHand);
        Assert.True((await ArrangeAsync()).IsDone);
        Assert.Equal(["BOOT-S", "BOOT-M", "BOOT-L"], await OrderAsync());

        Assert.Equal("family.order", (await ArrangeAsync(scene.Family.Id)).Refusal?.Code);
    }

    [StudioFact]
    public async Task Families_ThatSomebodyChangedMeanwhile_AreNotChangedBlindly()
    {
        await using var scene = await WorkbenchScene.CreateAsync();
        var simple = await scene.Studio.ProductAsync("LACE", scene.Channel);
        var (seen, seenSimple, eva) = (await scene.VersionAsync(scene.Family), await scene.VersionAsync(simple), TestStudio.Merchandiser);
        await scene.Families.ArrangeAsync(scene.Family.Id, [scene.Large.Id, scene.Small.Id], seen, eva);
        await scene.Studio.WriteAsync(async session => (await session.Db.Products.SingleAsync(item => item.Id == simple.Id)).Set(it => it.Name, "Laces"));

        Refusal?[] refusals =
        [
            (await scene.Families.ArrangeAsync(scene.Family.Id, [scene.Small.Id], seen, eva)).Refusal,
            (await scene.Families
                .AddVariantAsync(scene.Family.Id, new NewVariant("BOOT-M", null, new Dictionary<string, string?> { ["size"] = "M" }), seen, eva)).Refusal,
            (await scene.Families.SplitAsync(scene.Family.Id, [scene.Small.Id], "KID", "Kids", seen, eva)).Refusal,
            (await scene.Families.MergeAsync(scene.Family.Id, "BOOT", seen, eva)).Refusal,
            (await scene.Families.MakeFamilyAsync(simple.Id, "LACES", "Laces", seenSimple, eva)).Refusal,
        ];

        Assert.All(refusals, refusal => Assert.Equal(Refusal.StaleCode, refusal?.Code));
    }

    [StudioFact]
    public async Task FamilyMovedAsync_ASiblingsPrice_IsSeen_AndAStrangersIsNot()
    {
        await using var scene = await WorkbenchScene.CreateAsync();
        var stranger = await scene.Studio.ProductAsync("LACE", scene.Channel);
        int[] members = [scene.Family.Id, scene.Small.Id, scene.Large.Id];
        var state = await scene.Studio.Store.StateAsync();
        async Task<long> PriceAsync(int id) => (await scene.Products.EditListingAsync(
            id, scene.Channel.Id, new ListingEdit((await scene.ListingVersionAsync(id)), 4200, null, null, 1, true), TestStudio.Merchandiser)).Required;

        await PriceAsync(stranger.Id);
        Assert.False(await scene.History.FamilyMovedAsync(scene.Family.Id, members, state, []));
        var mine = await PriceAsync(scene.Large.Id);
        Assert.True(await scene.History.FamilyMovedAsync(scene.Family.Id, members, state, []));
        Assert.False(await scene.History.FamilyMovedAsync(scene.Family.Id, members, state, [mine]));
        state = await scene.Studio.Store.StateAsync();
        await scene.Studio.ProductAsync("BOOT-XL", scene.Channel, parent: scene.Family);
        Assert.True(await scene.History.FamilyMovedAsync(scene.Family.Id, members, state, []));
    }

    [StudioFact]
    public async Task AddVariantAsync_LikeASibling_IsRefused()
    {
        await using var scene = await WorkbenchScene.CreateAsync();

        var twin = await scene.Families.AddVariantAsync(
            scene.Family.Id, new NewVariant("BOOT-S2", null, new Dictionary<string, string?> { ["size"] = "S" }), await scene.VersionAsync(scene.Family),
            TestStudio.Merchandiser);

        var blank = await scene.Families.AddVariantAsync(
            scene.Family.Id, new NewVariant("BOOT-S2", null, new Dictionary<string, string?>()), await scene.VersionAsync(scene.Family),
            TestStudio.Merchandiser);

        Assert.Equal("family.same", twin.Refusal?.Code);
        Assert.Equal("family.same", blank.Refusal?.Code);
        Assert.Equal(2, (await scene.DetailsAsync("BOOT")).Variants.Count);
    }
}
