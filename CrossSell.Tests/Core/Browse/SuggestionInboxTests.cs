using CrossSell.Core.Affinity;
using CrossSell.Core.Browse;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Links;
using CrossSell.Core.Panels;
using CrossSell.Tests.Support;

namespace CrossSell.Tests.Core.Browse;

public sealed class SuggestionInboxTests
{
    [Fact]
    public async Task Inbox_ShowsARealPairOnce_WithTheDearerAsAnchor()
    {
        await using var shop = await MinedShop.CreateAsync();

        var page = await shop.Inbox.FindAsync(new SuggestionQuery(shop.Channel.Id), Stop);

        var pair = Assert.Single(page.Rows);
        Assert.Equal(shop.Pair, (pair.Anchor.Id, pair.Companion.Id));
        Assert.Equal(new PairCount(30, 40, 33, 100), pair.Pair);
        Assert.Equal("Bought together in 30 of 40 baskets; 2.3 times what chance would give", pair.Evidence);
        // 30 baskets, of which chance would give 13.2.
        Assert.Equal(new Money(17 * 4_990, Currency.Of("EUR")), pair.Worth);
        Assert.Equal((1, 1), (page.Total, page.Waiting));
        Assert.Equal(100, page.Run?.Baskets);
    }

    [Fact]
    public async Task Inbox_TurnedRound_KeepsTheNumbersStraight()
    {
        await using var shop = await MinedShop.CreateAsync();

        var turned = Assert.Single(await shop.AllAsync()).TurnedRound();

        Assert.Equal("Bought together in 30 of 33 baskets; 2.3 times what chance would give", turned.Evidence);
        Assert.Equal(new Money(17 * 129_900, Currency.Of("EUR")), turned.Worth);
    }

    [Fact]
    public async Task Suggestion_Printed_ComesToAnEnd()
    {
        await using var shop = await MinedShop.CreateAsync();

        Assert.StartsWith("Suggestion {", Assert.Single(await shop.AllAsync()).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inbox_NeverShowsAStaple()
    {
        await using var shop = await MinedShop.CreateAsync();

        Assert.DoesNotContain(await shop.AllAsync(), item => item.Anchor.Id == shop.Bag.Id || item.Companion.Id == shop.Bag.Id);
    }

    [Theory]
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

    [Fact]
    public async Task Inbox_PairWhoseVariantIsLinked_DoesNotWait()
    {
        await using var shop = await MinedShop.CreateAsync();
        var variant = await shop.Studio.ProductAsync("BODY-RED", shop.Channel, parent: shop.Body);
        await shop.Studio.AddAsync(new ProductLink { SourceId = variant.Id, TargetId = shop.Card.Id, TypeId = 1, CreatedBy = "Eva" });

        Assert.Empty(await shop.AllAsync());
    }

    [Theory]
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

    [Fact]
    public async Task Inbox_ProductThatIsNotSold_DoesNotWait()
    {
        await using var shop = await MinedShop.CreateAsync();
        await shop.Studio.WriteAsync(async session => (await session.Db.Products.FindAsync([shop.Card.Id], Stop))!.Status = ProductStatus.Archived);

        Assert.Empty(await shop.AllAsync());
    }

    [Theory]
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

    [Fact]
    public async Task Inbox_InPages_ShowsEachPairOnce()
    {
        await using var shop = await MinedShop.CreateAsync();
        for (var number = 0; number < 5; number++)
        {
            var (one, other) = (await shop.Studio.ProductAsync(channel: shop.Channel, price: 5_000 + number), await shop.Studio.ProductAsync(channel: shop.Channel, price: 1_000 + number));
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

    [Fact]
    public async Task Inbox_BeforeTheFirstCount_SaysSo()
    {
        await using var studio = await TestStudio.CreateAsync();
        var channel = await studio.ChannelAsync();

        var page = await new SuggestionInbox(studio.Store, studio.Time).FindAsync(new SuggestionQuery(channel.Id), Stop);

        Assert.Null(page.Run);
        Assert.Empty(page.Rows);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;
}
