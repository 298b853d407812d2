using CrossSell.Core.Links;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.Links;

public sealed class LinkBatchTests
{
    [StudioFact]
    public async Task Parts_ThatFollowOneAnother_AreJudgedAsOne()
    {
        await using var scene = await LinkScene.CreateAsync(5);
        await scene.Studio.WriteAsync(async session =>
            (await session.Db.Set<LinkType>().SingleAsync(type => type.Code == LinkType.Substitute)).MaxPerProduct = 3);
        await using var db = scene.Studio.Store.Read();

        // Substitutes go both ways, so that each counts for product 0, which has room for three.
        NewLink Wish(int source) => new(scene.Id(source), scene.Id(0), LinkType.Substitute);
        var first = await LinkBatch.LoadAsync(db, [scene.Id(0), scene.Id(1), scene.Id(2)], TestStudio.Merchandiser);
        Assert.All(new[] { 1, 2 }, source => Assert.Null(first.Add(Wish(source)).Refusal));
        var second = await LinkBatch.LoadAsync(db, [scene.Id(0), scene.Id(3), scene.Id(4)], TestStudio.Merchandiser);
        second.Follow(first.Accepted);

        Assert.Null(second.Add(Wish(3)).Refusal);
        Assert.Equal(("link.max", "target"), (second.Add(Wish(4)).Refusal?.Code, second.Add(Wish(4)).Refusal?.Field));
    }

    [StudioFact]
    public async Task Undo_OfARemoval_WhoseLinkWasDrawnAgain_IsRefused_AndCanBeTriedAgain_ThoughOthersMovedUp()
    {
        await using var scene = await LinkScene.CreateAsync(3);
        await scene.LinkAsync(0, 1);
        await scene.LinkAsync(0, 2);
        var removed = (await scene.Links.RemoveAsync((await scene.RowsAsync())[0].Id, TestStudio.Merchandiser)).Required;
        var again = await scene.LinkAsync(0, 1);

        var refusal = (await scene.Undo.UndoAsync(removed.ChangeSetId, TestStudio.Merchandiser)).Refusal;

        Assert.Contains("already", refusal?.Message, StringComparison.Ordinal);
        Assert.Equal(["0 cross-sell 2", "0 cross-sell 1"], await scene.WordsAsync());
        Assert.True((await scene.Undo.UndoAsync(again.ChangeSetId, TestStudio.Merchandiser)).IsDone);
        Assert.True((await scene.Undo.UndoAsync(removed.ChangeSetId, TestStudio.Merchandiser)).IsDone);
        Assert.Equal(["0 cross-sell 1", "0 cross-sell 2"], await scene.WordsAsync());
    }
}
