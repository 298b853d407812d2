using CrossSell.Core.Bundles;
using CrossSell.Core.Panels;
using CrossSell.Core.People;
using CrossSell.Tests.Core.Bundles;
using CrossSell.Tests.Support;

namespace CrossSell.Tests.Core.Panels;

/// <summary>A draft in its main product's panel, before anybody saved or approved it.</summary>
public sealed class PanelTrialTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [StudioFact]
    public async Task Draft_LeadsThePanelAtThePriceOfItsQuote_InThePlaceOfItsLiveRevision()
    {
        await using var studio = await TestStudio.CreateAsync();
        var kit = await KitScene.CreateAsync(studio);
        await kit.SaveAsync(kit.Content with { Pricing = PricingKind.PercentOff, PercentBasisPoints = 500 });
        await kit.ReloadAsync();
        await kit.ApproveAsync();
        using var panels = new PanelService(studio.Store, studio.Time);
        var list = new BundleList(studio.Store);
        var products = await list.ProductsAsync(ReadScope.Everything, [kit.Body.Id, kit.Card.Id, kit.Bag.Id], kit.Channel, Stop);
        var trial = (await panels.TryAsync(ReadScope.Everything, new PanelQuery("CAM-D7"), [kit.Body.Id, kit.Card.Id, kit.Bag.Id], Stop)).Required;

        foreach (var percent in new[] { 1000, 2000 })
        {
            var quote = BundleQuotes.Of(kit.Content with { PercentBasisPoints = percent }, kit.Channel, products);
            var panel = trial.With(kit.Bundle.Id, kit.Bundle.Code, quote);
            Assert.Equal(quote.Price!.SetPrice, panel.Offer!.SetPrice);
            Assert.Single(panel.Trace, entry => entry.BundleId is not null);
        }

        // Another bundle beside it: the one that saves more leads, and why is said.
        var saved = await list.ProductsAsync(ReadScope.Everything, [kit.Body.Id, kit.Card.Id], kit.Channel, Stop);
        var small = BundleQuotes.Of(
            new BundleContent("Small", [new(kit.Body.Id), new(kit.Card.Id)], [kit.Channel.Id], PricingKind.PercentOff, 10), kit.Channel, saved);
        var beside = trial.With(0, "small", small);
        Assert.Equal(kit.Bundle.Code, beside.Offer!.Code);
        Assert.Equal("D7 kit is shown instead: it saves more", Assert.Single(beside.Trace, entry => entry.BundleId == 0).Sentence);
        Assert.Null((await panels.ResolveFreshAsync(ReadScope.Everything, new PanelQuery("CARD-128"), Stop)).Required.Panel.Offer);
    }

    [StudioFact]
    public async Task AnotherChoiceOfADraft_CostsWhatTheDraftDoes_NotWhatIsOnSaleOfIt()
    {
        await using var studio = await TestStudio.CreateAsync();
        var kit = await KitScene.CreateAsync(studio);
        var content = kit.Content with
        {
            Kind = BundleKind.Choice,
            Pricing = PricingKind.PercentOff,
            PercentBasisPoints = 1000,
            Slots = [new SlotContent("extra", "Extra")],
            Components = [new(kit.Body.Id), new(kit.Card.Id) { SlotKey = "extra" }, new(kit.Bag.Id) { SlotKey = "extra" }],
        };
        Assert.True((await kit.SaveAsync(content)).IsDone);
        await kit.ReloadAsync();
        await kit.ApproveAsync();
        Assert.True((await kit.Bundles.ReviseAsync(kit.Bundle.Id, TestStudio.Merchandiser, Stop)).IsDone);
        await kit.ReloadAsync();
        Assert.True((await kit.SaveAsync(content with { PercentBasisPoints = 2000 })).IsDone);
        using var panels = new PanelService(studio.Store, studio.Time);
        async Task<long> PriceAsync(PanelWhatIf what) => (await panels.ChooseAssumedAsync(
            ReadScope.Everything, new PanelQuery("CAM-D7"), what, kit.Bundle.Code, [new ChosenOption("extra", "BAG-15", 1)], Stop)).Required.SetPrice.Minor;

        // 1,299.00 and 139.00: ten percent off on sale, twenty as drafted.
        Assert.Equal(129420, await PriceAsync(PanelWhatIf.Nothing));
        Assert.Equal(115040, await PriceAsync(new() { Bundle = kit.Bundle.Code }));
        Assert.Equal("bundle.choice", (await panels.ChooseAssumedAsync(
            ReadScope.Everything, new PanelQuery("CAM-D7"), new() { Bundle = kit.Bundle.Code }, kit.Bundle.Code, [new ChosenOption("extra", "NONE", 1)], Stop))
            .Refusal?.Code);
        Assert.Equal("not-found", (await panels.ChooseAssumedAsync(
            ReadScope.Everything, new PanelQuery("CAM-D7"), new() { Bundle = kit.Bundle.Code }, "none", [], Stop)).Refusal?.Code);
    }
}
