using CrossSell.Core;
using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Panels;
using CrossSell.Core.People;
using CrossSell.Core.Rules;
using CrossSell.Core.Undo;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.Bundles;

/// <summary>The cases of <see cref="BundleCaseTests"/> that need the database and the panel.</summary>
public sealed class BundleCaseStudioTests
{
    [StudioFact]
    public async Task Case01_TheBasisOfTheSplit_IsStoredWithTheRevisionThatIsSubmitted()
    {
        await using var studio = await TestStudio.CreateAsync();
        var kit = await KitScene.CreateAsync(studio);
        await studio.AddAsync(new BundleSettings { ChannelId = kit.Channel.Id, SplitBasis = SplitBasis.Cost });
        await kit.ApproveAsync();
        await studio.WriteAsync(async session => (await session.Db.BundleSettings.AsTracking().SingleAsync()).SplitBasis = SplitBasis.StandalonePrice);

        await using var db = studio.Store.Read();
        Assert.Equal(SplitBasis.Cost, kit.Revision.Channels[0].SplitBasis);
        Assert.Equal(SplitBasis.Cost, (await BundleQuotes.LoadApprovedAsync(db, kit.Channel.Id)).Single().Quote.Basis);
    }

    [StudioFact]
    public async Task Case02_ListBuilderAndPanel_SayOnePrice_AndItsPartsAddUp()
    {
        await using var studio = await TestStudio.CreateAsync();
        var kit = await KitScene.CreateAsync(studio);
        Assert.Null((await kit.SaveAsync(kit.Content with { Pricing = PricingKind.PercentOff, PercentBasisPoints = 1_000 })).Refusal);
        await kit.ReloadAsync();
        await kit.ApproveAsync();

        await using var db = studio.Store.Read();
        var built = (await BundleQuotes.LoadAsync(db, [kit.Revision], kit.Channel.Id))[kit.Revision.Id].Price!;
        var offer = (await PanelAsync(studio, "CAM-D7")).Offer!;
        Assert.Equal(built.SetPrice, offer.SetPrice);
        Assert.Equal(offer.SetPrice.Minor, offer.Parts.Sum(part => part.Share.Minor));
        Assert.Equal(built.NetPrice.Minor, offer.Parts.Sum(part => part.Net!.Value.Minor));
        Assert.All(offer.Parts, part => Assert.Equal(2100, part.TaxBasisPoints));
    }

    [StudioFact]
    public async Task Case05_ARetiredBundle_IsGoneAtOnce_AndTheAnswerSaysThatItEnded()
    {
        await using var studio = await TestStudio.CreateAsync();
        var kit = await KitScene.CreateAsync(studio);
        await kit.ApproveAsync();
        using var panels = new PanelService(studio.Store, studio.Time);
        Assert.NotNull((await panels.ResolveFreshAsync(ReadScope.Everything, new PanelQuery("CAM-D7"))).Required.Panel.Offer);

        Assert.Null((await kit.Bundles.RetireAsync(kit.Bundle.Id, TestStudio.Merchandiser)).Refusal);

        var after = (await panels.ResolveFreshAsync(ReadScope.Everything, new PanelQuery("CAM-D7"))).Required.Panel;
        Assert.Null(after.Offer);
        Assert.Equal([kit.Bundle.Code], after.Ended);
    }

    [StudioFact]
    public async Task Case06_TheHistoryOfPrices_IsRightAfterEditsAndUndo_AndStockDoesNotCount()
    {
        await using var studio = await TestStudio.CreateAsync();
        var kit = await KitScene.CreateAsync(studio);
        await studio.AddAsync(new BundleSettings { ChannelId = kit.Channel.Id, LowestPriceRule = true, LowestPriceForOffers = true });
        studio.Time.Advance(TimeSpan.FromDays(40));
        var start = studio.Time.GetUtcNow();
        var undo = await EditAsync(studio, kit, price: 3_990, stock: 40);
        studio.Time.Advance(TimeSpan.FromDays(2));
        Assert.Empty((await new UndoService(studio.Store, CrossSellCore.UndoRules).UndoAsync(undo, TestStudio.Administrator)).Required.Conflicts);
        studio.Time.Advance(TimeSpan.FromDays(3));
        await EditAsync(studio, kit, price: 4_990, stock: 7);

        await using var db = studio.Store.Read();
        var channel = await BundleQuotes.ChannelAsync(db, kit.Channel.Id);
        var figures = await QuoteFigures.LoadAsync(db, [kit.Content], channel);

        var history = figures.Histories[kit.Card.Id];
        Assert.Equal([new FormerPrice(start, 4_990), new FormerPrice(start.AddDays(2), 3_990)], history.Former);
        Assert.Equal(3_990, LowestPrice.Before(history, 4_990, start.AddDays(5)));
        Assert.Equal(4_990, LowestPrice.Before(history, 4_990, start));
    }

    [StudioFact]
    public async Task Case07_ExtrasStartUnticked_UnlessTheShopSaysOtherwise()
    {
        await using var studio = await TestStudio.CreateAsync();
        var kit = await KitScene.CreateAsync(studio);
        Assert.Null((await kit.SaveAsync(kit.Content with
        {
            Components = [.. kit.Content.Components.Select((part, index) => part with { IsRequired = index < 2 })],
        })).Refusal);
        await kit.ReloadAsync();
        await kit.ApproveAsync();

        var offer = (await PanelAsync(studio, "CAM-D7")).Offer!;
        Assert.Equal(["CAM-D7", "CARD-128"], offer.Parts.Select(part => part.Product.Sku));
        var extra = Assert.Single(offer.Slots);
        Assert.False(extra.Preselected);
        Assert.Equal(148_790, Assert.Single(extra.Choices).SetPrice!.Value.Minor);

        await studio.AddAsync(new PanelSettings { ChannelId = kit.Channel.Id, Preselect = true, Version = 1 });
        Assert.True(Assert.Single((await PanelAsync(studio, "CAM-D7")).Offer!.Slots).Preselected);
    }

    [StudioFact]
    public async Task Case16_AReplacementIsNamedInTheTrace_AndGoesAgainWithTheStock()
    {
        await using var studio = await TestStudio.CreateAsync();
        var kit = await KitScene.CreateAsync(studio);
        var other = await studio.ProductAsync("CARD-256", kit.Channel, 7_990, 2_500, 5, "Kite SDXC 256 GB");
        Assert.Null((await kit.SaveAsync(kit.Content with
        {
            Components = [.. kit.Content.Components.Select(part => part.ProductId == kit.Card.Id ? part with { Replacements = [other.Id] } : part)],
        })).Refusal);
        await kit.ReloadAsync();
        await kit.ApproveAsync();
        using var panels = new PanelService(studio.Store, studio.Time);
        await EditAsync(studio, kit, price: 4_990, stock: 0);

        var panel = (await panels.ResolveFreshAsync(ReadScope.Everything, new PanelQuery("CAM-D7"))).Required.Panel;
        Assert.Equal("Kite SDXC 128 GB", panel.Offer!.Parts.Single(part => part.Product.Sku == "CARD-256").Replaces);
        Assert.Contains("Kite SDXC 256 GB steps in for Kite SDXC 128 GB", panel.Trace[0].Sentence, StringComparison.Ordinal);

        await EditAsync(studio, kit, price: 4_990, stock: 4);
        panel = (await panels.ResolveFreshAsync(ReadScope.Everything, new PanelQuery("CAM-D7"))).Required.Panel;
        Assert.All(panel.Offer!.Parts, part => Assert.Null(part.Replaces));
    }

    [StudioFact]
    public async Task Case21_SwitchingABundleOff_BringsBackWhatStoodBefore_AndTouchesNoLink()
    {
        await using var studio = await TestStudio.CreateAsync();
        var kit = await KitScene.CreateAsync(studio);
        var link = await studio.LinkTypeAsync("cross-sell");
        await studio.AddAsync(new CrossSell.Core.Links.ProductLink
        {
            SourceId = kit.Body.Id, TargetId = kit.Bag.Id, TypeId = link.Id, CreatedBy = "eva", CreatedAt = TestStudio.Start,
        });
        var before = await PanelAsync(studio, "CAM-D7");
        await kit.ApproveAsync();
        Assert.Empty((await PanelAsync(studio, "CAM-D7")).Companions);

        Assert.Null((await kit.Bundles.RetireAsync(kit.Bundle.Id, TestStudio.Merchandiser)).Refusal);

        var after = await PanelAsync(studio, "CAM-D7");
        Assert.Equal(before.Companions, after.Companions);
        await using var db = studio.Store.Read();
        Assert.Equal(1, await db.Set<CrossSell.Core.Links.ProductLink>().CountAsync());
    }

    [StudioFact]
    public async Task SlotOfARule_FollowsTheCatalogue_InThePanelToo()
    {
        await using var studio = await TestStudio.CreateAsync();
        var kit = await KitScene.CreateAsync(studio);
        var care = await studio.CategoryAsync("care");
        await studio.ProductAsync("SPRAY-1", kit.Channel, 1_500, 500, 5, "Spray one", category: care);
        Assert.Null((await kit.SaveAsync(kit.Content with
        {
            Kind = BundleKind.Choice,
            Components = [new(kit.Body.Id)],
            Slots = [new("care", "Care", Condition: new InCategory([care.Id]))],
        })).Refusal);
        await kit.ReloadAsync();
        Assert.Equal(BundleKind.Choice, kit.Bundle.Kind);
        await kit.ApproveAsync();
        using var panels = new PanelService(studio.Store, studio.Time);
        var first = (await panels.ResolveFreshAsync(ReadScope.Everything, new PanelQuery("CAM-D7"))).Required.Panel.Offer!;
        Assert.Equal(["CAM-D7", "SPRAY-1"], first.Parts.Select(part => part.Product.Sku));

        await studio.ProductAsync("SPRAY-2", kit.Channel, 900, 500, 5, "Spray two", category: care);

        var offer = (await panels.ResolveFreshAsync(ReadScope.Everything, new PanelQuery("CAM-D7"))).Required.Panel.Offer!;
        Assert.Equal(["SPRAY-2", "SPRAY-1"], Assert.Single(offer.Slots).Choices.Select(choice => choice.Product.Sku));
        Assert.Equal([130_800, 131_400], Assert.Single(offer.Slots).Choices.Select(choice => choice.SetPrice!.Value.Minor));
        Assert.Equal(130_800, offer.SetPrice.Minor);
    }

    [StudioFact]
    public async Task TriggeredOffer_LeadsItsTriggersPageAndCart_ForItsSegmentAlone()
    {
        await using var studio = await TestStudio.CreateAsync();
        var kit = await KitScene.CreateAsync(studio);
        await studio.AddAsync(new Segment { ChannelId = kit.Channel.Id, Code = "premium", Name = "Premium" });
        Assert.Null((await kit.SaveAsync(kit.Content with
        {
            Kind = BundleKind.TriggeredOffer,
            Pricing = PricingKind.PerComponent,
            Segment = "premium",
            Components = [new(kit.Card.Id) { Role = ComponentRole.Trigger }, new(kit.Bag.Id, DiscountBasisPoints: 4_000)],
        })).Refusal);
        await kit.ReloadAsync();
        await kit.ApproveAsync();

        Assert.Null((await PanelAsync(studio, "CARD-128")).Offer);
        var offer = (await PanelAsync(studio, "CARD-128", "premium")).Offer!;
        Assert.Equal(("BAG-15", 8_340), (Assert.Single(offer.Parts).Product.Sku, offer.SetPrice.Minor));
        Assert.Null((await PanelAsync(studio, "BAG-15", "premium")).Offer);
        Assert.Null((await PanelAsync(studio, "CAM-D7", "premium")).Offer);
        Assert.NotNull((await PanelAsync(studio, "CAM-D7", "premium", PanelPlacement.Cart, ["CAM-D7", "CARD-128"])).Offer);
        Assert.Null((await PanelAsync(studio, "CAM-D7", "premium", PanelPlacement.Cart, ["CAM-D7", "CARD-128", "BAG-15"])).Offer);
    }

    private static async Task<Panel> PanelAsync(
        TestStudio studio, string sku, string? segment = null, PanelPlacement placement = PanelPlacement.ProductPage, string[]? cart = null)
    {
        using var panels = new PanelService(studio.Store, studio.Time);
        return (await panels.ResolveFreshAsync(
            ReadScope.Everything, new PanelQuery(sku, Segment: segment, Placement: placement, Cart: cart ?? []))).Required.Panel;
    }

    /// <returns>The change set.</returns>
    private static async Task<long> EditAsync(TestStudio studio, KitScene kit, long price, int stock)
    {
        await using var session = await studio.Store.WriteAsync(TestStudio.Merchandiser, "Edited a price");
        var listing = await session.Db.Listings.AsTracking().SingleAsync(item => item.ProductId == kit.Card.Id);
        Assert.Null(listing.Edit(new ListingEdit(listing.Version, price, null, 1_600, stock, true)).Refusal);
        return (await session.CommitAsync()).Required;
    }
}
