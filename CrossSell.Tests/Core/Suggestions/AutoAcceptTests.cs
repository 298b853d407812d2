using CrossSell.Core.Jobs;
using CrossSell.Core.Links;
using CrossSell.Core.Mining;
using CrossSell.Core.People;
using CrossSell.Core.Suggestions;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.Suggestions;

public sealed class AutoAcceptTests
{
    [StudioFact]
    public async Task Lane_IsOffUnlessSwitchedOn()
    {
        await using var shop = await WithRoomAsync();

        Assert.Null(await Auto(shop).RunAsync(shop.Channel.Id, cancellation: Stop));

        await using var db = shop.Studio.Store.Read();
        Assert.False(await db.Links.AnyAsync(Stop));
    }

    [StudioFact]
    public async Task Lane_AfterACount_AcceptsOnce_MarksTheRun_AndIsRevokedAsOne()
    {
        await using var shop = await WithRoomAsync();
        await PolicyAsync(shop, policy => policy.AutoMinBaskets = 30);
        var queue = new JobQueue(shop.Studio.Store, shop.Studio.Time);
        var job = (await queue.StartAsync(MiningWork.JobKind, "Count", new MiningWork.Scope(shop.Channel.Id), Actor.CommandLine, Stop)).Required;
        var auto = Auto(shop);

        Assert.True(await new JobExecution(
            shop.Studio.Store, queue, [new MiningWork(new MiningService(shop.Studio.Store, shop.Studio.Time, [auto]))], shop.Studio.Time).RunNextAsync(Stop));

        await using var db = shop.Studio.Store.Read();
        var link = await db.Links.SingleAsync(Stop);
        Assert.Equal((shop.Body.Id, shop.Card.Id, LinkOrigin.Suggestion, "auto-accept"), (link.SourceId, link.TargetId, link.Origin, link.CreatedBy));
        Assert.StartsWith("Accepted by policy. Bought together in 30 of 40 baskets", link.Evidence, StringComparison.Ordinal);
        Assert.Contains(
            JobReport.Of((await queue.FindAsync(job, Actor.CommandLine, Stop))!)!.Figures,
            figure => figure is { Name: "links accepted automatically", Count: 1 });
        Assert.DoesNotContain(shop.Pair, await shop.WaitingAsync());
        // The count is served.
        Assert.Null(await auto.RunAsync(shop.Channel.Id, cancellation: Stop));

        var batch = (await auto.LastAsync(shop.Channel.Id, Stop))!;
        Assert.Equal((1, 1, false), (batch.Links, batch.Remaining, batch.Revoked));
        // Not only in the seconds that a person's own verdict can be taken back.
        shop.Studio.Time.Advance(TimeSpan.FromDays(1));
        Assert.Equal("forbidden", (await shop.Studio.Undo.UndoAsync(batch.ChangeSetId, TestStudio.Merchandiser, Stop)).Refusal?.Code);
        Assert.Null((await shop.Studio.Undo.UndoAsync(batch.ChangeSetId, TestStudio.Manager, Stop)).Refusal);
        Assert.False(await db.Links.AnyAsync(Stop));
        Assert.Contains(shop.Pair, await shop.WaitingAsync());
        Assert.True((await auto.LastAsync(shop.Channel.Id, Stop))!.Revoked);
    }

    [StudioFact]
    public async Task Lane_AfterAnyCaller_HasItsTurn()
    {
        await using var shop = await WithRoomAsync();
        await PolicyAsync(shop, policy => policy.AutoMinBaskets = 30);

        var mined = Assert.Single(
            (await new MiningService(shop.Studio.Store, shop.Studio.Time, [Auto(shop)]).MineAsync(Actor.CommandLine, cancellation: Stop)).Required);

        Assert.Contains(mined.FollowUps, figure => figure is { Name: "links accepted automatically", Count: 1 });
        await using var db = shop.Studio.Store.Read();
        Assert.Equal(shop.Pair, (await db.Links.SingleAsync(Stop)) is var link ? (link.SourceId, link.TargetId) : default);
    }

    [StudioTheory]
    [InlineData("baskets")]
    [InlineData("lift")]
    [InlineData("confidence")]
    [InlineData("category")]
    [InlineData("rejected")]
    [InlineData("returned")]
    public async Task Lane_OutsideThePolicy_AcceptsNothing(string what)
    {
        await using var shop = await WithRoomAsync();
        var category = await shop.Studio.CategoryAsync("other");
        await PolicyAsync(shop, policy =>
        {
            policy.AutoMinBaskets = what == "baskets" ? 31 : 30;
            policy.AutoMinLift = what == "lift" ? 1_000 : 1.5;
            policy.AutoMinConfidence = what == "confidence" ? 80 : 5;
            policy.AutoCategories = what == "category" ? [category.Id] : [];
        });
        if (what == "rejected")
        {
            await shop.RejectAsync();
        }

        if (what == "returned")
        {
            await shop.ObserveAsync(ObservationKind.ReturnedTogether, shop.Body, shop.Card, 12, 30, 60, 1_000);
        }

        Assert.Equal(0, await Auto(shop).RunAsync(shop.Channel.Id, cancellation: Stop));
    }

    [StudioFact]
    public async Task Lane_NeverExceedsTheCapOfAProduct()
    {
        await using var shop = await WithRoomAsync();
        for (var price = 1; price <= 3; price++)
        {
            await shop.SellAsync(12, shop.Body, await shop.Studio.ProductAsync(channel: shop.Channel, price: 1_000 * price));
        }

        await shop.MineAsync();
        await PolicyAsync(shop, policy => (policy.AutoMinBaskets, policy.AutoPerProduct) = (10, 2));

        Assert.Equal(2, await Auto(shop).RunAsync(shop.Channel.Id, cancellation: Stop));
    }

    /// <summary>So many other baskets that the card is no longer in one of ten.</summary>
    private static async Task<MinedShop> WithRoomAsync()
    {
        var shop = await MinedShop.CreateAsync();
        await shop.SellAsync(400, shop.Bag);
        await shop.MineAsync();
        return shop;
    }

    private static AutoAccept Auto(MinedShop shop) => new(shop.Studio.Store, shop.Inbox);

    private static Task PolicyAsync(MinedShop shop, Action<MiningPolicy> change)
    {
        var policy = new MiningPolicy { ChannelId = shop.Channel.Id, AutoAccept = true, AutoMinBaskets = 5, AutoMinLift = 1.5 };
        change(policy);
        return shop.Studio.AddAsync(policy);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;
}
