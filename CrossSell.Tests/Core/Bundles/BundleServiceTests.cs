using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.Bundles;

public sealed class BundleServiceTests
{
    [StudioFact]
    public async Task Create_WithAName_MakesACodeADraftAndItsAuthor()
    {
        await using var studio = await TestStudio.CreateAsync();
        var kit = await KitScene.CreateAsync(studio, name: "Été: D7 kit");

        Assert.Equal("ete-d7-kit", kit.Bundle.Code);
        Assert.Equal((1, RevisionState.Draft), (kit.Revision.Number, kit.Revision.State));
        Assert.Equal(TestStudio.Merchandiser.Id, Assert.Single(kit.Revision.Authors).ActorId);
        Assert.Equal([0, 1, 2], kit.Revision.Components.OrderBy(part => part.Position).Select(part => part.Position));
        Assert.Equal("ete-d7-kit-2", (await kit.Bundles.CreateAsync("Été D7 kit", kit.Channel.Id, [], TestStudio.Merchandiser)).Required);
    }

    [StudioFact]
    public async Task Save_ChangesComponentsPriceAndPlaces()
    {
        await using var studio = await TestStudio.CreateAsync();
        var kit = await KitScene.CreateAsync(studio);
        var content = kit.Content with
        {
            Components = [new(kit.Card.Id, 2, 500), new(kit.Body.Id)],
            Pricing = PricingKind.PercentOff,
            PercentBasisPoints = 1000,
            Rounding = PriceRounding.To95,
            StartsAt = new DateTime(2026, 11, 27),
            Text = " For Black Friday ",
        };

        Assert.Null((await kit.SaveAsync(content)).Refusal);

        await kit.ReloadAsync();
        Assert.Equal((content with { Text = "For Black Friday" }).Components, kit.Content.Components);
        Assert.Equal(
            (PricingKind.PercentOff, 1000, PriceRounding.To95, "For Black Friday", new DateTime(2026, 11, 27)),
            (kit.Content.Pricing, kit.Content.PercentBasisPoints, kit.Content.Rounding, kit.Content.Text, kit.Content.StartsAt!.Value));
    }

    [StudioFact]
    public async Task Save_OfAnOldVersion_IsRefusedAndChangesNothing()
    {
        await using var studio = await TestStudio.CreateAsync();
        var kit = await KitScene.CreateAsync(studio);
        await kit.SaveAsync(kit.Content with { Components = [new(kit.Card.Id)] });

        var late = await kit.SaveAsync(kit.Content with { Name = "Overwritten" });

        Assert.Equal(Refusal.StaleCode, late.Refusal?.Code);
        await kit.ReloadAsync();
        Assert.Equal("D7 kit", kit.Content.Name);
        Assert.Single(kit.Content.Components);
    }

    [StudioFact]
    public async Task Save_OfComponentsOnly_StillMakesANewVersion()
    {
        await using var studio = await TestStudio.CreateAsync();
        var kit = await KitScene.CreateAsync(studio);

        var saved = (await kit.SaveAsync(kit.Content with { Components = [.. kit.Content.Components.Select(part => part with { Quantity = 2 })] })).Required;

        Assert.True(saved.Version > kit.Revision.Version);
    }

    public static TheoryData<string, Func<KitScene, BundleContent>> BadContent() => new()
    {
        { "bundle.name", kit => kit.Content with { Name = " " } },
        { "bundle.twice", kit => kit.Content with { Components = [new(kit.Body.Id), new(kit.Body.Id)] } },
        { "bundle.quantity", kit => kit.Content with { Components = [new(kit.Body.Id, 0)] } },
        { "bundle.percent", kit => kit.Content with { PercentBasisPoints = 10001 } },
        { "bundle.negative", kit => kit.Content with { Amount = -1 } },
        { "bundle.dates", kit => kit.Content with { StartsAt = new DateTime(2026, 12, 1), EndsAt = new DateTime(2026, 12, 1) } },
        { "not-found", kit => kit.Content with { Components = [new(99999)] } },
    };

    [StudioTheory]
    [MemberData(nameof(BadContent), DisableDiscoveryEnumeration = true)]
    public async Task Save_OfBadContent_IsRefused(string code, Func<KitScene, BundleContent> content)
    {
        await using var studio = await TestStudio.CreateAsync();
        var kit = await KitScene.CreateAsync(studio);

        Assert.Equal(code, (await kit.SaveAsync(content(kit))).Refusal?.Code);
    }

    [StudioFact]
    public async Task Rights_OfEveryChannelTouched_AreNeeded()
    {
        await using var studio = await TestStudio.CreateAsync();
        var kit = await KitScene.CreateAsync(studio);
        var other = await studio.ChannelAsync("outdoor");
        var local = TestStudio.Person("lia", Role.Merchandiser, kit.Channel.Id);

        Assert.Equal(Refusal.ForbiddenCode, (await kit.Bundles.CreateAsync("X", kit.Channel.Id, [], TestStudio.Viewer)).Refusal?.Code);
        Assert.Equal(Refusal.ForbiddenCode, (await kit.SaveAsync(kit.Content, TestStudio.Viewer)).Refusal?.Code);
        Assert.Equal(Refusal.ForbiddenCode, (await kit.SaveAsync(kit.Content with { ChannelIds = [kit.Channel.Id, other.Id] }, local)).Refusal?.Code);
        Assert.True((await kit.SaveAsync(kit.Content, local)).IsDone);
    }

    [StudioFact]
    public async Task Submit_OfAReadyDraft_FreezesItUntilWithdrawn()
    {
        await using var studio = await TestStudio.CreateAsync();
        var kit = await KitScene.CreateAsync(studio);
        await kit.SubmitAsync();

        Assert.Equal(RevisionState.InReview, kit.Revision.State);
        Assert.Equal("revision.frozen", (await kit.SaveAsync(kit.Content with { Name = "New" })).Refusal?.Code);

        Assert.Null((await kit.Bundles.WithdrawAsync(kit.Revision.Id, kit.Revision.Version, TestStudio.Merchandiser)).Refusal);
        await kit.ReloadAsync();
        Assert.True((await kit.SaveAsync(kit.Content with { Name = "New" })).IsDone);
    }

    public static TheoryData<string, Func<KitScene, TestStudio, Task<BundleContent>>> NotReady() => new()
    {
        { "A bundle needs at least two products.", (kit, _) => Task.FromResult(kit.Content with { Components = [new(kit.Body.Id)] }) },
        { "Choose at least one shop.", (kit, _) => Task.FromResult(kit.Content with { ChannelIds = [] }) },
        {
            "The bundle would cost more than its parts.",
            (kit, _) => Task.FromResult(kit.Content with { Pricing = PricingKind.FixedPrice, Amount = 99999999 }) },
        { "The end date is in the past.", (kit, _) => Task.FromResult(kit.Content with { EndsAt = new DateTime(2026, 11, 1) }) },
        { "Old bag is archived.", async (kit, studio) => kit.Content with {
            Components = [new(kit.Body.Id), new((await studio.ProductAsync("OLD", kit.Channel, name: "Old bag", status: ProductStatus.Archived)).Id)] } },
        { "Far bag is not sold in Camera shop.", async (kit, studio) => kit.Content with {
            Components = [new(kit.Body.Id), new((await studio.ProductAsync("FAR", name: "Far bag")).Id)] } },
        { "Its shops have different currencies. Create a bundle for each.", async (kit, studio) => kit.Content with {
            ChannelIds = [kit.Channel.Id, (await studio.ChannelAsync("us", "USD")).Id] } },
    };

    [StudioTheory]
    [MemberData(nameof(NotReady), DisableDiscoveryEnumeration = true)]
    public async Task Submit_OfADraftThatIsNotReady_SaysWhatStandsInTheWay(string sentence, Func<KitScene, TestStudio, Task<BundleContent>> content)
    {
        await using var studio = await TestStudio.CreateAsync();
        var kit = await KitScene.CreateAsync(studio);
        Assert.Null((await kit.SaveAsync(await content(kit, studio))).Refusal);
        await kit.ReloadAsync();

        var outcome = await kit.Bundles.SubmitAsync(kit.Revision.Id, kit.Revision.Version, TestStudio.Merchandiser);

        Assert.Equal(("bundle.not-ready", sentence), (outcome.Refusal?.Code, outcome.Refusal?.Message));
    }

    [StudioFact]
    public async Task Revise_OfAnApprovedBundle_CopiesItsContentAndLeavesItLive()
    {
        await using var studio = await TestStudio.CreateAsync();
        var kit = await KitScene.CreateAsync(studio);
        Assert.Equal("bundle.open", (await kit.Bundles.ReviseAsync(kit.Bundle.Id, TestStudio.Merchandiser)).Refusal?.Code);
        await kit.ApproveAsync();

        Assert.Null((await kit.Bundles.ReviseAsync(kit.Bundle.Id, TestStudio.Merchandiser)).Refusal);

        var before = kit.Content;
        await kit.ReloadAsync();
        Assert.Equal(2, kit.Revision.Number);
        Assert.Equal(before.Components, kit.Content.Components);
        Assert.Equal(
            [RevisionState.Approved, RevisionState.Draft], kit.Bundle.Revisions.OrderBy(revision => revision.Number).Select(revision => revision.State));
    }

    [StudioFact]
    public async Task Retire_TakesTheBundleOffSale()
    {
        await using var studio = await TestStudio.CreateAsync();
        var kit = await KitScene.CreateAsync(studio);
        await kit.ApproveAsync();

        Assert.Null((await kit.Bundles.RetireAsync(kit.Bundle.Id, TestStudio.Merchandiser)).Refusal);

        await using var db = studio.Store.Read();
        Assert.Empty(await BundleQuotes.LoadApprovedAsync(db, kit.Channel.Id));
        Assert.Equal(
            BundleStatus.Retired, Assert.Single(await new BundleList(studio.Store).LoadAsync(ReadScope.Everything, null, TestStudio.Start)).Status);
    }

    [StudioFact]
    public async Task Quote_OfARevision_HasItsPriceMarginStockAndProblems()
    {
        await using var studio = await TestStudio.CreateAsync();
        var kit = await KitScene.CreateAsync(studio);
        Assert.Null(
            (await kit.SaveAsync(kit.Content with { Pricing = PricingKind.PercentOff, PercentBasisPoints = 1000, Rounding = PriceRounding.To95 })).Refusal);
        await studio.WriteAsync(async session => (await session.Db.Listings.SingleAsync(listing => listing.ProductId == kit.Bag.Id)).Set(it => it.Stock, 0));

        await using var db = studio.Store.Read();
        var quote = (await BundleQuotes.LoadAsync(db, [kit.Revision.Id], kit.Channel.Id))[kit.Revision.Id];

        Assert.Equal((133895, 26657), (quote.Price!.SetPrice.Minor, quote.Price.Margin!.Amount.Minor));
        Assert.Equal(new BundleStock(0, kit.Bag.Id), quote.Stock);
        Assert.Equal([null, null, "out of stock"], quote.Lines.Select(line => line.Problem));
        Assert.False(quote.IsSellable);
    }

    [StudioFact]
    public async Task List_ShowsWhereEachBundleStands()
    {
        await using var studio = await TestStudio.CreateAsync();
        var kit = await KitScene.CreateAsync(studio);
        var list = new BundleList(studio.Store);
        Assert.Equal(BundleStatus.Draft, Assert.Single(await list.LoadAsync(ReadScope.Everything, kit.Channel.Id, TestStudio.Start)).Status);

        await kit.SaveAsync(kit.Content with { StartsAt = new DateTime(2026, 11, 27), EndsAt = new DateTime(2026, 12, 1) });
        await kit.ReloadAsync();
        await kit.ApproveAsync();

        Assert.Equal(BundleStatus.Scheduled, Assert.Single(await list.LoadAsync(ReadScope.Everything, null, TestStudio.Start)).Status);
        Assert.Equal(BundleStatus.Live, Assert.Single(await list.LoadAsync(ReadScope.Everything, null, new(2026, 11, 26, 23, 0, 0, TimeSpan.Zero))).Status);
        Assert.Equal(
            BundleStatus.Ended, Assert.Single(await list.LoadAsync(ReadScope.Everything, null, new(2026, 11, 30, 23, 0, 0, TimeSpan.Zero))).Status);
        Assert.Empty(await list.LoadAsync(ReadScope.Everything, 9999, TestStudio.Start));
    }
}
