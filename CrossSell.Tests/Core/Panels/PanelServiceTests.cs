using CrossSell.Core.Affinity;
using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Links;
using CrossSell.Core.Mining;
using CrossSell.Core.Panels;
using CrossSell.Core.People;
using CrossSell.Tests.Core.Bundles;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.Panels;

public sealed class PanelServiceTests
{
    [StudioFact]
    public async Task Panel_WithLinksAndAffinities_ShowsTheManualOnesFirst()
    {
        await using var studio = await TestStudio.CreateAsync();
        var channel = await studio.ChannelAsync();
        var anchor = await studio.ProductAsync("ANCHOR", channel, price: 10_000);
        var linked = await studio.ProductAsync("LINKED", channel);
        var mined = await studio.ProductAsync("MINED", channel);
        await LinkAsync(studio, anchor, linked);
        await MineAsync(studio, channel, anchor, mined, together: 40);

        var panel = await PanelAsync(studio, "ANCHOR");

        Assert.Equal(["LINKED", "MINED"], panel.Companions.Select(companion => companion.Product.Sku));
        Assert.Equal(["Link", "Mined"], panel.Companions.Select(companion => companion.Layer.Name));
    }

    [StudioFact]
    public async Task Cart_IsLookedUpToAHundredDifferentProducts_AndNoFurther()
    {
        await using var studio = await TestStudio.CreateAsync();
        var channel = await studio.ChannelAsync();
        await LinkAsync(studio, await studio.ProductAsync("ANCHOR", channel), await studio.ProductAsync("CARD", channel));
        string[] others = [.. Enumerable.Range(1, PanelService.MaxCartLines).Select(number => $"OTHER-{number}")];

        Assert.Single((await PanelAsync(studio, "ANCHOR", [.. others, "CARD"])).Companions);
        Assert.Empty((await PanelAsync(studio, "ANCHOR", [.. Enumerable.Repeat("OTHER", 5_000), "card", .. others])).Companions);
    }

    [StudioFact]
    public async Task Case20_ASetInTheCart_CountsAsItsParts()
    {
        await using var studio = await TestStudio.CreateAsync();
        var kit = await KitScene.CreateAsync(studio);
        await kit.ApproveAsync();
        var lens = await studio.ProductAsync("LENS", kit.Channel);
        var strap = await studio.ProductAsync("STRAP", kit.Channel);
        await LinkAsync(studio, lens, kit.Card);
        await LinkAsync(studio, lens, strap);

        Assert.Equal(["CARD-128", "STRAP"], (await PanelAsync(studio, "LENS")).Companions.Select(companion => companion.Product.Sku));
        Assert.Equal(
            ["STRAP"], (await PanelAsync(studio, "LENS", kit.Bundle.Code.ToUpperInvariant())).Companions.Select(companion => companion.Product.Sku));
        Assert.Equal(2, (await PanelAsync(studio, "LENS", "no-such-set")).Companions.Count);

        // What a rule or a link wants with a product in the cart, it wants with the set that holds it.
        await LinkAsync(studio, kit.Card, strap);
        var cart = await PanelAsync(studio, new PanelQuery("LENS", Placement: PanelPlacement.Cart, Cart: [kit.Bundle.Code]));
        var parts = await PanelAsync(studio, new PanelQuery("LENS", Placement: PanelPlacement.Cart, Cart: ["CAM-D7", "CARD-128", "BAG-15"]));
        Assert.Equal(
            parts.Companions.Select(companion => (companion.Product.Sku, companion.Reason)),
            cart.Companions.Select(companion => (companion.Product.Sku, companion.Reason)));
    }

    [StudioFact]
    public async Task Sku_ThatNoDatabaseCouldHold_IsUnknown_AndPassedOverInACart()
    {
        await using var studio = await TestStudio.CreateAsync();
        var channel = await studio.ChannelAsync();
        await LinkAsync(studio, await studio.ProductAsync("ANCHOR", channel), await studio.ProductAsync("CARD", channel));
        using var panels = new PanelService(studio.Store, studio.Time);
        await panels.RefreshAsync(TestContext.Current.CancellationToken);

        Assert.Equal("not-found", panels.Resolve(new PanelQuery("ANC\0HOR")).Refusal?.Code);
        Assert.Single((await PanelAsync(studio, "ANCHOR", ["CARD\0"])).Companions);
    }

    [StudioFact]
    public async Task Panel_NeverShowsWhatCannotBeSoldOrMustNotBeShown()
    {
        await using var studio = await TestStudio.CreateAsync();
        var channel = await studio.ChannelAsync(completenessThreshold: 80);
        var family = await studio.ProductAsync("FAMILY", kind: ProductKind.Parent);
        var anchor = await studio.ProductAsync("ANCHOR", channel, parent: family);
        Product[] bad =
        [
            await studio.ProductAsync("OUT-OF-STOCK", channel, stock: 0),
            await studio.ProductAsync("ARCHIVED", channel, status: ProductStatus.Archived),
            await studio.ProductAsync("UNPUBLISHED", channel, published: false),
            await studio.ProductAsync("FREE", channel, price: 0),
            await studio.ProductAsync("INCOMPLETE", channel, completeness: 79),
            await studio.ProductAsync("ELSEWHERE"),
            await studio.ProductAsync("IN-CART", channel),
            await studio.ProductAsync("SIBLING", channel, parent: family),
            await studio.ProductAsync("EXCLUDED", channel),
        ];
        foreach (var product in bad)
        {
            await LinkAsync(studio, anchor, product);
        }

        var good = await studio.ProductAsync("GOOD", channel);
        await LinkAsync(studio, anchor, good);
        await studio.AddAsync(
            new PanelOverride { Scope = OverrideScope.Channel, TargetId = bad[^1].Id, Action = OverrideAction.Exclude, ChannelId = channel.Id });

        var panel = await PanelAsync(studio, "ANCHOR", cart: ["IN-CART"]);

        Assert.Equal(["GOOD"], panel.Companions.Select(companion => companion.Product.Sku));
        Assert.Equal(bad.Select(product => product.Sku), panel.Trace.Where(entry => entry.Verdict == TraceVerdict.Dropped).Select(entry => entry.Code));
    }

    [StudioFact]
    public async Task Cart_ItsProductsSpeakTogether_WhereThePageOfOneDoesNot()
    {
        await using var studio = await TestStudio.CreateAsync();
        var channel = await studio.ChannelAsync();
        var (body, lens) = (await studio.ProductAsync("BODY", channel), await studio.ProductAsync("LENS", channel));
        var (bag, filter) = (await studio.ProductAsync("BAG", channel), await studio.ProductAsync("FILTER", channel));
        await MineAsync(studio, channel, body, bag, together: 40);
        await MineAsync(studio, channel, lens, filter, together: 30);
        await studio.AddAsync(new CartWeight { ChannelId = channel.Id, FromId = body.Id, ToId = bag.Id, RunId = 1, Weight = 0.2 });
        await studio.AddAsync(new CartWeight { ChannelId = channel.Id, FromId = body.Id, ToId = filter.Id, RunId = 1, Weight = 0.1 });
        await studio.AddAsync(new CartWeight { ChannelId = channel.Id, FromId = lens.Id, ToId = filter.Id, RunId = 1, Weight = 0.3 });

        var page = await PanelAsync(studio, new PanelQuery("BODY", Cart: ["BODY", "LENS"]));
        var cart = await PanelAsync(studio, new PanelQuery("BODY", Placement: PanelPlacement.Cart, Cart: ["BODY", "LENS"]));

        Assert.Equal(["BAG"], page.Companions.Select(companion => companion.Product.Sku));
        Assert.Equal(["FILTER", "BAG"], cart.Companions.Select(companion => companion.Product.Sku));
    }

    [StudioFact]
    public async Task RejectedPair_LeavesTheMinedLayer()
    {
        await using var studio = await TestStudio.CreateAsync();
        var channel = await studio.ChannelAsync();
        var anchor = await studio.ProductAsync("ANCHOR", channel);
        var mined = await studio.ProductAsync("MINED", channel);
        await MineAsync(studio, channel, anchor, mined, together: 40);
        Assert.Single((await PanelAsync(studio, "ANCHOR")).Companions);

        await studio.AddAsync(new SuggestionVerdict
        {
            ChannelId = channel.Id, AnchorId = anchor.Id, CompanionId = mined.Id, Decision = SuggestionDecision.Rejected, Reason = "not ours",
            DecidedBy = "Eva", DecidedAt = TestStudio.Start,
        });

        Assert.False((await PanelAsync(studio, "ANCHOR")).IsShown);
    }

    [StudioFact]
    public async Task ApprovedBundle_LeadsThePanelWithSharesThatAddUp_AndADraftDoesNot()
    {
        await using var studio = await TestStudio.CreateAsync();
        var channel = await studio.ChannelAsync();
        var anchor = await studio.ProductAsync("ANCHOR", channel, price: 10_001);
        var card = await studio.ProductAsync("CARD", channel, price: 3_333);
        var revision = new BundleRevision
        {
            Number = 1, Name = "Kit", State = RevisionState.Draft, Pricing = PricingKind.PercentOff, PercentBasisPoints = 1000, UpdatedAt = TestStudio.Start
        };
        revision.Components.Add(new BundleComponent { ProductId = anchor.Id });
        revision.Components.Add(new BundleComponent { ProductId = card.Id, Position = 1 });
        revision.Channels.Add(new BundleChannel { ChannelId = channel.Id });
        var bundle = new Bundle { Code = "kit", OwnerId = "eva", CreatedAt = TestStudio.Start };
        bundle.Revisions.Add(revision);
        await studio.AddAsync(bundle);
        Assert.Null((await PanelAsync(studio, "ANCHOR")).Offer);

        await studio.WriteAsync(async session => (await session.Db.BundleRevisions.SingleAsync()).Set(it => it.State, RevisionState.Approved));

        var offer = (await PanelAsync(studio, "ANCHOR")).Offer!;
        Assert.Equal("kit", offer.Code);
        Assert.Equal(offer.SetPrice.Minor, offer.Parts.Sum(part => part.Share.Minor));
        Assert.Equal(13_334 - offer.SetPrice.Minor, offer.Saving.Minor);
    }

    [StudioFact]
    public async Task Refresh_SeesWhatAnotherProcessWrote_AndNothingOtherwise()
    {
        await using var studio = await TestStudio.CreateAsync();
        var channel = await studio.ChannelAsync();
        await studio.ProductAsync("ANCHOR", channel);
        using var panels = new PanelService(studio.Store, studio.Time);

        Assert.True(await panels.RefreshAsync());
        Assert.False(await panels.RefreshAsync());
        await studio.ProductAsync("NEW", channel);
        Assert.True(await panels.RefreshAsync());
        Assert.True(panels.Resolve(new PanelQuery("new")).IsDone);
    }

    [StudioFact]
    public async Task Query_ThatCannotBeAnswered_IsRefusedInWords()
    {
        await using var studio = await TestStudio.CreateAsync();
        var camera = await studio.ChannelAsync();
        var outdoor = await studio.ChannelAsync("outdoor", "USD");
        var bag = await studio.ProductAsync("BAG", camera);
        await studio.AddAsync(new Listing { ProductId = bag.Id, ChannelId = outdoor.Id, Price = 100, Published = true });
        using var panels = new PanelService(studio.Store, studio.Time);
        await panels.RefreshAsync();

        Assert.Equal("not-found", panels.Resolve(new PanelQuery("NONE")).Refusal?.Code);
        Assert.Contains("camera, outdoor", panels.Resolve(new PanelQuery("BAG")).Refusal?.Message, StringComparison.Ordinal);
        Assert.Equal("channel", panels.Resolve(new PanelQuery("BAG", "moon")).Refusal?.Field);
        Assert.Equal("limit", panels.Resolve(new PanelQuery("BAG", "camera", Limit: 0)).Refusal?.Field);
    }

    [StudioFact]
    public async Task Public_LearnsNothingOfAProductThatIsNotOnSale()
    {
        await using var studio = await TestStudio.CreateAsync();
        var channel = await studio.ChannelAsync();
        await studio.ProductAsync("SECRET", channel, status: ProductStatus.Draft);
        await studio.ProductAsync("HIDDEN", channel, published: false);
        using var panels = new PanelService(studio.Store, studio.Time);
        await panels.RefreshAsync();

        Assert.True(panels.Resolve(new PanelQuery("SECRET")).IsDone);
        Assert.Equal("not-found", panels.Resolve(new PanelQuery("SECRET", OnSaleOnly: true)).Refusal?.Code);
        Assert.Equal("not-found", panels.Resolve(new PanelQuery("HIDDEN", OnSaleOnly: true)).Refusal?.Code);
    }

    private static Task<Panel> PanelAsync(TestStudio studio, string sku, params string[] cart) => PanelAsync(studio, new PanelQuery(sku, Cart: cart));

    private static async Task<Panel> PanelAsync(TestStudio studio, PanelQuery query)
    {
        using var panels = new PanelService(studio.Store, studio.Time);
        return (await panels.ResolveFreshAsync(ReadScope.Everything, query)).Required.Panel;
    }

    private static async Task LinkAsync(TestStudio studio, Product source, Product target)
    {
        await using var db = studio.Store.Read();
        await studio.AddAsync(new ProductLink
        {
            SourceId = source.Id,
            TargetId = target.Id,
            TypeId = (await studio.LinkTypeAsync(LinkType.CrossSell)).Id,
            Position = await db.Links.CountAsync(link => link.SourceId == source.Id),
            CreatedBy = "Eva",
            CreatedAt = TestStudio.Start,
        });
    }

    private static async Task MineAsync(TestStudio studio, Channel channel, Product anchor, Product companion, int together)
    {
        var run = new MiningRun { ChannelId = channel.Id, StartedAt = TestStudio.Start, FinishedAt = TestStudio.Start, MinBaskets = 2 };
        await studio.AddAsync(run);
        await studio.AddAsync(new ProductAffinity
        {
            ChannelId = channel.Id, AnchorId = anchor.Id, CompanionId = companion.Id, RunId = run.Id, Rank = 1, PairBaskets = together,
            AnchorBaskets = 100, CompanionBaskets = 100, Baskets = 1000, Score = 1, Lift = 4, LogLikelihood = 50,
        });
    }
}
