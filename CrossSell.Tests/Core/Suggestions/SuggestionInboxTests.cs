using CrossSell.Core.Affinity;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Links;
using CrossSell.Core.Mining;
using CrossSell.Core.Panels;
using CrossSell.Core.People;
using CrossSell.Core.Search;
using CrossSell.Core.Suggestions;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.Suggestions;

[Trait("Kind", "Slow")]
public sealed class SuggestionInboxTests
{
    [StudioFact]
    public async Task Inbox_ShowsARealPairOnce_WithTheDearerAsAnchor()
    {
        await using var shop = await MinedShop.CreateAsync();

        var page = await shop.Inbox.FindAsync(new SuggestionQuery(shop.Channel.Id), Stop);

        var pair = Assert.Single(page.Rows);
        Assert.Equal(shop.Pair, (pair.Anchor.Id, pair.Companion.Id));
        Assert.Equal(new PairCount(30, 40, 33, 100), pair.Pair);
        Assert.Equal("Bought together in 30 of 40 baskets; 2.3x more than expected", pair.Evidence);
        // A month's 40 anchors, of which 75 % take it and 33 % would anyway, and a panel wins a tenth of that, at 41.24 without tax; 75 % is 60 to 86 %.
        Assert.Equal(new RevenueRange(Euro(4_422), Euro(6_928), Euro(8_712)), pair.Expected);
        Assert.True(pair.IsPopularRegardless);
        Assert.Equal((1, 1), (page.Total, page.Waiting));
        Assert.Equal(100, page.Run?.Baskets);
    }

    [StudioFact]
    public async Task Inbox_Swapped_KeepsTheNumbersStraight()
    {
        await using var shop = await MinedShop.CreateAsync();

        var turned = Assert.Single(await shop.AllAsync()).Swapped();

        Assert.Equal("Bought together in 30 of 33 baskets; 2.3x more than expected", turned.Evidence);
        // 33 cards, of which 91 % take a body and 40 % would anyway.
        Assert.Equal(Euro(180_356), turned.Expected?.Middle);
    }

    [StudioFact]
    public async Task Suggestion_Printed_ComesToAnEnd()
    {
        await using var shop = await MinedShop.CreateAsync();

        Assert.StartsWith("Suggestion {", Assert.Single(await shop.AllAsync()).ToString(), StringComparison.Ordinal);
    }

    [StudioFact]
    public async Task SuggestionFacet_HoldsTheAnchorsOfTheInbox_AsVerdictsExclusionsAndPricesComeAndGo()
    {
        await using var shop = await MinedShop.CreateAsync();
        using var index = new CatalogIndex(shop.Studio.Store);
        var list = new CatalogList(shop.Studio.Store, index);

        await SameAsync(shop.Body.Id);
        // The other way round is still open.
        await shop.Studio
            .AddAsync(new PanelOverride { Scope = OverrideScope.Product, ScopeId = shop.Body.Id, TargetId = shop.Card.Id, Action = OverrideAction.Exclude });
        await SameAsync(shop.Card.Id);
        await shop.Studio.AddAsync(
            new PanelOverride { Scope = OverrideScope.Channel, TargetId = shop.Body.Id, Action = OverrideAction.Exclude, ChannelId = shop.Channel.Id });
        await SameAsync();
        await shop.Studio.WriteAsync(session =>
        {
            session.Db.RemoveRange(session.Db.PanelOverrides);
            return Task.CompletedTask;
        });
        await SameAsync(shop.Body.Id);
        await shop.Studio.WriteAsync(
            async session => (await session.Db.Listings.SingleAsync(listing => listing.ProductId == shop.Card.Id, Stop)).Set(it => it.Price, 0));
        await SameAsync();
        await shop.Studio.WriteAsync(
            async session => (await session.Db.Listings.SingleAsync(listing => listing.ProductId == shop.Card.Id, Stop)).Set(it => it.Price, 990));
        await SameAsync(shop.Body.Id);
        await shop.Service.SnoozeAsync(TestStudio.Merchandiser, shop.Channel.Id, shop.Body.Id, shop.Card.Id, 1, Stop);
        await SameAsync();
        // Nothing is written, and yet it comes back.
        shop.Studio.Time.Advance(TimeSpan.FromDays(2));
        await SameAsync(shop.Body.Id);

        async Task SameAsync(params int[] products)
        {
            var query = new CatalogQuery { ChannelId = shop.Channel.Id, Filters = [new(FacetKeys.With, FacetFilter.Of("suggestion"))] };
            Assert.Equal((await shop.AllAsync()).Select(pair => pair.Anchor.Id).Distinct(), products);
            Assert.Equal(products, await list.IdsAsync(ReadScope.Everything, new ProductSelection(query, true, []), Stop));
            Assert.Equal(
                products.Length,
                (await list.FacetsAsync(ReadScope.Everything, new CatalogQuery { ChannelId = shop.Channel.Id }, Stop)).Count(FacetKeys.With, "suggestion"));
        }
    }

    [StudioFact]
    public async Task Inbox_NeverShowsAPopularItem()
    {
        await using var shop = await MinedShop.CreateAsync();

        Assert.DoesNotContain(await shop.AllAsync(), item => item.Anchor.Id == shop.Bag.Id || item.Companion.Id == shop.Bag.Id);
    }

    [StudioTheory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task Inbox_PairThatIsLinkedEitherWay_DoesNotWait(bool there, bool archived)
    {
        await using var shop = await MinedShop.CreateAsync();
        var (source, target) = there ? (shop.Body, shop.Card) : (shop.Card, shop.Body);
        await shop.Studio.AddAsync(new ProductLink
        {
            SourceId = source.Id, TargetId = target.Id, TypeId = 1, CreatedBy = "Eva", State = archived ? LinkState.Paused : LinkState.Active,
        });

        Assert.Empty(await shop.AllAsync());
    }

    [StudioFact]
    public async Task Inbox_PairWhoseVariantIsLinked_DoesNotWait()
    {
        await using var shop = await MinedShop.CreateAsync();
        var variant = await shop.Studio.ProductAsync("BODY-RED", shop.Channel, parent: shop.Body);
        await shop.Studio.AddAsync(new ProductLink { SourceId = variant.Id, TargetId = shop.Card.Id, TypeId = 1, CreatedBy = "Eva" });

        Assert.Empty(await shop.AllAsync());
    }

    [StudioTheory]
    [InlineData(OverrideScope.Product, true, 0)]
    [InlineData(OverrideScope.Channel, true, 0)]
    [InlineData(OverrideScope.Product, false, 1)]
    public async Task Inbox_WhatAPersonExcluded_IsOfferedOnlyTheOtherWay(OverrideScope scope, bool valid, int waitingAsBefore)
    {
        await using var shop = await MinedShop.CreateAsync();
        await shop.Studio.AddAsync(new PanelOverride
        {
            Scope = scope, ScopeId = scope == OverrideScope.Product ? shop.Body.Id : 0, TargetId = shop.Card.Id, Action = OverrideAction.Exclude,
            ValidTo = valid ? null : TestStudio.Start,
        });

        Assert.Equal(waitingAsBefore, (await shop.WaitingAsync()).Count(pair => pair == shop.Pair));
    }

    [StudioFact]
    public async Task Inbox_ProductThatIsNotSold_DoesNotWait()
    {
        await using var shop = await MinedShop.CreateAsync();
        await shop.Studio.WriteAsync(
            async session => (await session.Db.Products.FindAsync([shop.Card.Id], Stop))!.Set(it => it.Status, ProductStatus.Archived));

        Assert.Empty(await shop.AllAsync());
    }

    [StudioTheory]
    [InlineData("body", null, 1)]
    [InlineData("CARD bo", null, 1)]
    [InlineData("tripod", null, 0)]
    [InlineData(null, "card", 1)]
    [InlineData(null, "BAG", 0)]
    public async Task Inbox_Searched_LooksAtBothProducts(string? text, string? sku, int expected)
    {
        await using var shop = await MinedShop.CreateAsync();

        var page = await shop.Inbox.FindAsync(new SuggestionQuery(shop.Channel.Id, text, sku), Stop);

        Assert.Equal((expected, 1), (page.Total, page.Waiting));
    }

    [StudioFact]
    public async Task Inbox_InPages_ShowsEachPairOnce()
    {
        await using var shop = await MinedShop.CreateAsync();
        for (var number = 0; number < 5; number++)
        {
            var (one, other) = (await shop.Studio
                .ProductAsync(channel: shop.Channel, price: 5_000 + number), await shop.Studio.ProductAsync(channel: shop.Channel, price: 1_000 + number));
            await shop.SellAsync(8 + number, one, other);
        }

        await shop.MineAsync();
        var all = await shop.WaitingAsync();
        var paged = new List<(int, int)>();
        for (var number = 1; number <= 3; number++)
        {
            var page = await shop.Inbox.FindAsync(new SuggestionQuery(shop.Channel.Id, Page: number, PageSize: 2), Stop);
            paged.AddRange(page.Rows.Select(item => (item.Anchor.Id, item.Companion.Id)));
        }

        Assert.Equal(6, all.Count);
        Assert.Equal(all, paged);
    }

    [StudioFact]
    public async Task Inbox_BeforeTheFirstCount_SaysSo()
    {
        await using var studio = await TestStudio.CreateAsync();
        var channel = await studio.ChannelAsync();

        var page = await new SuggestionInbox(studio.Store, studio.Time).FindAsync(new SuggestionQuery(channel.Id), Stop);

        Assert.Null(page.Run);
        Assert.Empty(page.Rows);
    }

    [StudioFact]
    public async Task Inbox_WhatCustomersComeBackFor_WaitsTheWayTheyWent_AndIsAccepted()
    {
        await using var shop = await MinedShop.CreateAsync();
        // The strap is the dearer of the two: who goes first decides, not the price.
        await shop.ObserveAsync(ObservationKind.BoughtLater, shop.Bag, shop.Strap, 23, 100, 40, 1_000);

        var found = Assert.Single(await shop.AllAsync(), item => item.Basis == SuggestionBasis.BoughtLater);

        Assert.Equal((shop.Bag.Id, shop.Strap.Id), (found.Anchor.Id, found.Companion.Id));
        Assert.Equal("23 % of its buyers bought it within 30 days, 4 % of other customers (16 to 32 %); 23 of 100 customers", found.Evidence);
        Assert.Equal(Euro(4_695), found.Expected?.Middle); // 100 a month · 0.19 · 0.1 · 24.71
        var accepted = await shop.Service
            .AcceptAsync(TestStudio.Merchandiser, shop.Channel.Id, shop.Bag.Id, shop.Strap.Id, LinkType.CrossSell, cancellation: Stop);
        Assert.True(accepted.IsDone);
        Assert.DoesNotContain(await shop.AllAsync(), item => item.Basis == SuggestionBasis.BoughtLater);
    }

    [StudioFact]
    public async Task Inbox_BoughtLaterTooSeldom_IsNoFinding()
    {
        await using var shop = await MinedShop.CreateAsync();
        await shop.ObserveAsync(ObservationKind.BoughtLater, shop.Bag, shop.Strap, 4, 10, 40, 1_000);

        Assert.DoesNotContain(await shop.AllAsync(), item => item.Basis == SuggestionBasis.BoughtLater);
    }

    [StudioFact]
    public async Task Inbox_ReturnedTogether_SpeaksAgainstThePairEitherWay()
    {
        await using var shop = await MinedShop.CreateAsync();
        await shop.ObserveAsync(ObservationKind.ReturnedTogether, shop.Card, shop.Body, 12, 30, 60, 1_000);

        var pair = Assert.Single(await shop.AllAsync());

        Assert.Equal(12, pair.Observed.ReturnedTogether?.Count);
        Assert.Equal(
            "Returned together in 12 of 30 orders that returned this product: 40 %, 6 % of other orders (25 to 58 %)",
            SuggestionEvidence.ReturnedTogether(pair.Observed.ReturnedTogether!.Value));
    }

    [StudioFact]
    public async Task Inbox_ContentSuggestions_AreAskedForOnly_AndCountedNever()
    {
        await using var shop = await MinedShop.CreateAsync();
        await using var db = shop.Studio.Store.Read();
        var run = await db.MiningRuns.SingleAsync(Stop);
        await shop.Studio.AddAsync(new ContentCompanion
        {
            ChannelId = shop.Channel.Id, AnchorId = shop.Strap.Id, CompanionId = shop.Card.Id, RunId = run.Id, Rank = 1, Score = 0.7, Why = "same brand"
        });

        var page = await shop.Inbox.FindAsync(new SuggestionQuery(shop.Channel.Id), Stop);
        Assert.Equal((1, 1, 1), (page.Total, page.Waiting, page.Content));
        Assert.Equal(1, await shop.Inbox.CountAsync(shop.Channel.Id, Stop));
        var guess = Assert.Single(await shop.Inbox.AllAsync(new SuggestionQuery(shop.Channel.Id) { Source = SuggestionSource.Content }, cancellation: Stop));
        Assert.Equal("Similar attributes, no orders yet: same brand", guess.Evidence);
        Assert.Null(guess.Expected);

        Assert.True((await shop.Service
            .AcceptAsync(TestStudio.Merchandiser, shop.Channel.Id, shop.Strap.Id, shop.Card.Id, LinkType.CrossSell, cancellation: Stop)).IsDone);
        Assert.Equal(0, (await shop.Inbox.FindAsync(new SuggestionQuery(shop.Channel.Id), Stop)).Content);
    }

    [StudioTheory]
    [InlineData(30, null, 1)]
    [InlineData(31, null, 0)]
    [InlineData(null, 2.2, 1)]
    [InlineData(null, 2.4, 0)]
    public async Task Inbox_ByThresholds_ShowsWhatReachesThem(int? baskets, double? lift, int expected)
    {
        await using var shop = await MinedShop.CreateAsync();

        Assert.Equal(
            expected, (await shop.Inbox.AllAsync(new SuggestionQuery(shop.Channel.Id) { MinBaskets = baskets, MinLift = lift }, cancellation: Stop)).Count);
    }

    private static Money Euro(long minor) => new(minor, Currency.Of("EUR"));

    private static CancellationToken Stop => TestContext.Current.CancellationToken;
}
