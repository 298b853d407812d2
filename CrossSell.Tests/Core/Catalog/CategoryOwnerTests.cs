using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Tests.Core.Notifications;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.Catalog;

public sealed class CategoryOwnerTests
{
    /// <summary>Bags (1) hold Backpacks (2), which hold Small (3); shop 7 names its own owner of Bags.</summary>
    [Theory]
    [InlineData(1, 7, "ana")]
    [InlineData(1, 8, "eva")]
    [InlineData(2, 7, "ana")] // The shop's own owner above comes before nobody.
    [InlineData(3, 7, "mark")] // What is nearer in the tree comes first.
    [InlineData(3, 8, "mark")]
    [InlineData(4, 7, null)]
    public void Owner_IsTheNearestNamed_OfTheShopBeforeAll(int category, int shop, string? expected)
    {
        var ownership = new CategoryOwnership(
            [Named(1, null, "eva"), Named(1, 7, "ana"), Named(3, null, "mark")],
            new Dictionary<int, string> { [1] = "1/", [2] = "1/2/", [3] = "1/2/3/", [4] = "4/" });

        Assert.Equal(expected, ownership.Of(category, shop)?.UserId);
        Assert.Null(ownership.Of(null, shop));
    }

    [StudioFact]
    public async Task Owner_IsNamedByWhoManagesTheShop_Told_AndTakenBackByUndo()
    {
        await using var studio = await TestStudio.CreateAsync();
        await NotificationScene.AddPeopleAsync(studio);
        var (shop, bags) = (await studio.ChannelAsync(), await studio.CategoryAsync("bags"));
        var local = TestStudio.Person("noor", Role.Manager, shop.Id);
        var service = new CategoryOwnerService(studio.Store);

        Assert.Equal(Refusal.ForbiddenCode, (await service.SetAsync(bags.Id, null, TestStudio.Merchandiser.Id, local)).Refusal?.Code);
        Assert.Equal(Refusal.ForbiddenCode, (await service.SetAsync(bags.Id, shop.Id, null, TestStudio.Merchandiser)).Refusal?.Code);
        Assert.Equal("category.owner", (await service.SetAsync(bags.Id, shop.Id, "nobody", local)).Refusal?.Code);
        var changeSet = (await service.SetAsync(bags.Id, shop.Id, TestStudio.Merchandiser.Id, local)).Required!.Value;
        Assert.Null((await service.SetAsync(bags.Id, shop.Id, TestStudio.Merchandiser.Id, local)).Required);

        Assert.Equal(TestStudio.Merchandiser.Id, Assert.Single((await service.LoadAsync(ReadScope.Everything)).Named).UserId);
        Assert.Equal(["Noor made you the owner of the category bags"], await NotificationScene.ToldAsync(studio, TestStudio.Merchandiser));
        Assert.Null((await studio.Undo.UndoAsync(changeSet, local)).Refusal);
        Assert.Empty((await service.LoadAsync(ReadScope.Everything)).Named);
    }

    [StudioFact]
    public async Task Owner_GoesWithTheCategory_AndComesBackWithIt()
    {
        await using var studio = await TestStudio.CreateAsync();
        await NotificationScene.AddPeopleAsync(studio);
        var bags = await studio.CategoryAsync("bags");
        var owners = new CategoryOwnerService(studio.Store);
        Assert.Null((await owners.SetAsync(bags.Id, null, TestStudio.Merchandiser.Id, TestStudio.Manager)).Refusal);
        await using var db = studio.Store.Read();
        var version = (await db.Categories.SingleAsync()).Version;

        var gone = (await new CategoryService(studio.Store).DeleteAsync(bags.Id, version, null, TestStudio.Administrator)).Required;
        Assert.Empty((await owners.LoadAsync(ReadScope.Everything)).Named);
        Assert.Null((await studio.Undo.UndoAsync(gone, TestStudio.Administrator)).Refusal);

        Assert.Single((await owners.LoadAsync(ReadScope.Everything)).Named);
    }

    [StudioFact]
    public async Task ABundleWithProductsOfACategory_IsToldToItsOwner_WhenItIsSubmitted()
    {
        await using var studio = await TestStudio.CreateAsync();
        await NotificationScene.AddPeopleAsync(studio);
        var viewer = TestStudio.Viewer;
        await studio.AddAsync(TestStudio.UserOf(viewer, Role.Viewer));
        var bags = await studio.CategoryAsync("bags");
        Assert.Null((await new CategoryOwnerService(studio.Store).SetAsync(bags.Id, null, viewer.Id, TestStudio.Manager)).Refusal);
        var kit = await Bundles.KitScene.CreateAsync(studio);
        await studio.WriteAsync(async session =>
            (await session.Db.Products.AsTracking().SingleAsync(product => product.Id == kit.Bag.Id)).Set(it => it.CategoryId, bags.Id));

        await kit.SubmitAsync();

        Assert.Equal(
            ["Mark made you the owner of the category bags", "Eva submitted D7 kit, with products of your categories"],
            await NotificationScene.ToldAsync(studio, viewer));
        Assert.Equal(["Eva submitted D7 kit for review"], await NotificationScene.ToldAsync(studio, TestStudio.Manager));
    }

    private static CategoryOwner Named(int category, int? shop, string user) => new() { CategoryId = category, ChannelId = shop, UserId = user };
}
