using CrossSell.Core.Canvas;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Links;
using CrossSell.Core.People;
using CrossSell.Tests.Support;
using CsCheck;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.Links;

public sealed class LinkServiceTests
{
    [StudioFact]
    public async Task Add_OneWay_WritesOneRowWithItsAuthorAtTheEndOfTheList()
    {
        await using var shop = await LinkScene.CreateAsync(3);

        await shop.LinkAsync(0, 1);
        await shop.LinkAsync(0, 2);

        var links = await shop.RowsAsync();
        Assert.Equal([(0, 1, 0), (0, 2, 1)], links.Select(link => (shop.Index(link.SourceId), shop.Index(link.TargetId), link.Position)));
        Assert.All(links, link => Assert.Equal(("Eva", TestStudio.Start, null), (link.CreatedBy, link.CreatedAt, link.PairId)));
    }

    [StudioFact]
    public async Task Add_ToItself_DoubleOrWithinTheFamily_IsRefusedInASentence()
    {
        await using var shop = await LinkScene.CreateAsync(2);
        var parent = await shop.Studio.ProductAsync("PARENT", kind: ProductKind.Parent);
        var red = await shop.Studio.ProductAsync("RED", shop.Channel, parent: parent);
        var blue = await shop.Studio.ProductAsync("BLUE", shop.Channel, parent: parent);
        await shop.LinkAsync(0, 1);

        async Task<Refusal> RefusedAsync(int source, int target) =>
            (await shop.Links.AddAsync(new NewLink(source, target, LinkType.CrossSell), TestStudio.Merchandiser)).Refusal!;

        Assert.Equal("link.self", (await RefusedAsync(shop.Products[0].Id, shop.Products[0].Id)).Code);
        Assert.Equal("link.family", (await RefusedAsync(red.Id, blue.Id)).Code);
        Assert.Equal("link.family", (await RefusedAsync(red.Id, parent.Id)).Code);
        var twice = await RefusedAsync(shop.Products[0].Id, shop.Products[1].Id);
        Assert.Equal("link.duplicate", twice.Code);
        Assert.Contains("is already linked to", twice.Message, StringComparison.Ordinal);
        Assert.Single(await shop.RowsAsync());
    }

    [StudioFact]
    public async Task Accessory_StandsAsFitsOnTheReverseLink_AndBothGoTogether()
    {
        await using var shop = await LinkScene.CreateAsync(2);
        var added = await shop.LinkAsync(0, 1, LinkType.Accessory);
        var pair = await shop.RowsAsync();

        Assert.Equal(2, pair.Count);
        Assert.Equal(pair[0].PairId, pair[1].PairId);
        Assert.NotNull(pair[0].PairId);
        Assert.Equal([LinkOrigin.Manual, LinkOrigin.Inverse], pair.Select(link => link.Origin));
        Assert.Equal("fits", (await shop.TypesAsync())[pair[1].TypeId]);

        Assert.True((await shop.Links.RemoveAsync(pair[1].Id, TestStudio.Merchandiser)).IsDone);
        Assert.Empty(await shop.RowsAsync());
        Assert.True(added.LinkId > 0);
    }

    [StudioFact]
    public async Task Substitute_OfAnAccessory_IsWarnedOfButWritten()
    {
        await using var shop = await LinkScene.CreateAsync(2);
        await shop.LinkAsync(0, 1, LinkType.Accessory);

        var written = await shop.LinkAsync(0, 1, LinkType.Substitute);

        Assert.Contains("both an accessory and a substitute", written.Warning, StringComparison.Ordinal);
    }

    [StudioFact]
    public async Task Edit_OfOneEnd_PausesBoth_AndStaleEditsAreRefused()
    {
        await using var shop = await LinkScene.CreateAsync(2);
        await shop.LinkAsync(0, 1, LinkType.Substitute);
        var link = (await shop.RowsAsync())[0];
        var edit = new LinkEdit(1, "seasonal", [shop.Channel.Id], null, null, null, LinkState.Paused, link.Version);

        Assert.True((await shop.Links.EditAsync(link.Id, edit, TestStudio.Merchandiser)).IsDone);
        Assert.Equal(Refusal.StaleCode, (await shop.Links.EditAsync(link.Id, edit, TestStudio.Merchandiser)).Refusal?.Code);

        Assert.All(await shop.RowsAsync(), row => Assert.Equal((LinkState.Paused, "seasonal"), (row.State, row.Note)));
    }

    [StudioFact]
    public async Task ChangeType_FromOneWayToInverse_MakesTheReverseLink_AndUndoTakesItAway()
    {
        await using var shop = await LinkScene.CreateAsync(2);
        await shop.LinkAsync(0, 1);
        var before = await shop.PictureAsync();

        var changed = (await shop.Links.ChangeTypeAsync((await shop.RowsAsync())[0].Id, LinkType.Accessory, TestStudio.Merchandiser)).Required;
        Assert.Equal(2, (await shop.RowsAsync()).Count);
        Assert.True((await shop.Studio.Undo.UndoAsync(changed.ChangeSetId, TestStudio.Merchandiser)).IsDone);

        Assert.Equal(before, await shop.PictureAsync());
    }

    [StudioFact]
    public async Task Undo_ThenUndoOfTheUndo_GoesBackAndForth()
    {
        await using var shop = await LinkScene.CreateAsync(3);
        await shop.LinkAsync(0, 1);
        var added = await shop.LinkAsync(0, 2);

        var undone = (await shop.Studio.Undo.UndoAsync(added.ChangeSetId, TestStudio.Merchandiser)).Required;
        Assert.Single(await shop.RowsAsync());
        Assert.True((await shop.Studio.Undo.UndoAsync(undone.ChangeSetId, TestStudio.Merchandiser)).IsDone);

        Assert.Equal(2, (await shop.RowsAsync()).Count);
    }

    [StudioFact]
    public async Task Undo_OfALinkThatSomebodyEditedSince_LeavesItAndSaysSo()
    {
        await using var shop = await LinkScene.CreateAsync(2);
        var added = await shop.LinkAsync(0, 1);
        var link = (await shop.RowsAsync())[0];
        await shop.Links.EditAsync(link.Id, new LinkEdit(2, "theirs", [], null, null, null, LinkState.Active, link.Version), TestStudio.Manager);

        var undone = (await shop.Studio.Undo.UndoAsync(added.ChangeSetId, TestStudio.Merchandiser)).Required;

        Assert.Contains("changed since", Assert.Single(undone.Conflicts), StringComparison.Ordinal);
        Assert.Equal("theirs", Assert.Single(await shop.RowsAsync()).Note);
    }

    [StudioFact]
    public async Task Undo_OfARemovedLinkThatSomebodyDrewAgain_IsRefusedAndChangesNothing()
    {
        await using var shop = await LinkScene.CreateAsync(2);
        await shop.LinkAsync(0, 1);
        var removed = (await shop.Links.RemoveAsync((await shop.RowsAsync())[0].Id, TestStudio.Merchandiser)).Required;
        await shop.LinkAsync(0, 1);

        Assert.Equal(Refusal.StaleCode, (await shop.Studio.Undo.UndoAsync(removed.ChangeSetId, TestStudio.Merchandiser)).Refusal?.Code);
        Assert.Single(await shop.RowsAsync());
    }

    [StudioFact]
    public async Task Undo_NeedsTheRightThatTheChangeNeeded()
    {
        await using var shop = await LinkScene.CreateAsync(2);
        var elsewhere = await shop.Studio.ChannelAsync("outdoor");
        var added = await shop.LinkAsync(0, 1);
        var undo = shop.Studio.Undo;

        Assert.Equal(Refusal.ForbiddenCode, (await undo.UndoAsync(added.ChangeSetId, TestStudio.Person("eva", Role.Viewer))).Refusal?.Code);
        Assert.Equal(Refusal.ForbiddenCode, (await undo.UndoAsync(added.ChangeSetId, TestStudio.Person("out", Role.Manager, elsewhere.Id))).Refusal?.Code);
        Assert.Single(await shop.RowsAsync());
    }

    [StudioFact]
    public async Task ChangeType_OfAPausedLink_PausesItsNewReverseLinkToo()
    {
        await using var shop = await LinkScene.CreateAsync(2);
        await shop.LinkAsync(0, 1);
        var link = (await shop.RowsAsync())[0];
        await shop.Links.EditAsync(link.Id, new LinkEdit(1, null, [], null, null, null, LinkState.Paused, link.Version), TestStudio.Merchandiser);

        await shop.Links.ChangeTypeAsync(link.Id, LinkType.Substitute, TestStudio.Merchandiser);

        Assert.Equal([LinkState.Paused, LinkState.Paused], (await shop.RowsAsync()).Select(row => row.State));
    }

    [StudioFact]
    public async Task Undo_OfALinkMadeBetweenTwoMilliseconds_TakesItAway()
    {
        await using var shop = await LinkScene.CreateAsync(2);
        shop.Studio.Time.Advance(TimeSpan.FromTicks(12_345));
        var added = await shop.LinkAsync(0, 1);

        Assert.Empty((await shop.Studio.Undo.UndoAsync(added.ChangeSetId, TestStudio.Merchandiser)).Required.Conflicts);
        Assert.Empty(await shop.RowsAsync());
    }

    [StudioFact]
    public async Task Links_OfAChannelWithoutTheRight_AreNotWritten()
    {
        await using var shop = await LinkScene.CreateAsync(2);
        var elsewhere = await shop.Studio.ChannelAsync("outdoor");
        var wanted = new NewLink(shop.Products[0].Id, shop.Products[1].Id, LinkType.CrossSell);

        Assert.Equal(Refusal.ForbiddenCode, (await shop.Links.AddAsync(wanted, TestStudio.Viewer)).Refusal?.Code);
        Assert.Equal(Refusal.ForbiddenCode, (await shop.Links.AddAsync(wanted, TestStudio.Person("out", Role.Merchandiser, elsewhere.Id))).Refusal?.Code);
        Assert.True((await shop.Links.AddAsync(wanted, TestStudio.Person("in", Role.Merchandiser, shop.Channel.Id))).IsDone);
    }

    /// <summary>Whatever people do: pairs stay whole, positions have no gaps, and undoing everything in reverse leaves nothing.</summary>
    [StudioTheory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task RandomOperations_KeepEveryInvariant_AndUndoRestoresExactly(int seed)
    {
        await using var shop = await LinkScene.CreateAsync(5);
        var random = new Random(seed);
        string[] types = [LinkType.CrossSell, LinkType.Accessory, LinkType.UpSell, LinkType.Substitute];
        var pictures = new Stack<(long ChangeSet, string Before)>();
        for (var step = 0; step < 40; step++)
        {
            var before = await shop.PictureAsync();
            var links = await shop.RowsAsync();
            var any = links.Count == 0 ? null : links[random.Next(links.Count)];
            var outcome = (random.Next(5), any) switch
            {
                (0, { } link) => await shop.Links.RemoveAsync(link.Id, TestStudio.Merchandiser),
                (1, { } link) =>
                    await shop.Links
                        .MoveAsync(link.Id, links.Where(other => other.SourceId == link.SourceId && other.TypeId == link.TypeId && other.Id != link.Id)
                            .Select(other => (int?)other.Id).FirstOrDefault(), TestStudio.Merchandiser),
                (2, { } link) => await shop.Links.ChangeTypeAsync(link.Id, types[random.Next(types.Length)], TestStudio.Merchandiser),
                _ => await shop.Links.AddAsync(
                    new NewLink(shop.Products[random.Next(5)].Id, shop.Products[random.Next(5)].Id, types[random.Next(types.Length)]), TestStudio.Merchandiser),
            };
            await shop.AssertInvariantsAsync();
            if (outcome.IsDone && before != await shop.PictureAsync())
            {
                pictures.Push((outcome.Required.ChangeSetId, before));
            }
            else
            {
                Assert.Equal(before, await shop.PictureAsync());
            }
        }

        Assert.True(pictures.Count > 10);
        while (pictures.TryPop(out var done))
        {
            Assert.Empty((await shop.Studio.Undo.UndoAsync(done.ChangeSet, TestStudio.Merchandiser)).Required.Conflicts);
            Assert.Equal(done.Before, await shop.PictureAsync());
        }

        Assert.Empty(await shop.RowsAsync());
    }

    /// <summary>The same for selections: each is one change set that undo takes back and redo brings again, exactly.</summary>
    [StudioFact]
    public async Task RandomSelections_KeepEveryInvariant_AndUndoAndRedoRestoreExactly() => await Gen.Int[0, 1_000_000].SampleAsync(
        async seed =>
        {
            await using var shop = await LinkScene.CreateAsync(6);
            var random = new Random(seed);
            string[] types = [LinkType.CrossSell, LinkType.Accessory, LinkType.Fits, LinkType.UpSell, LinkType.Substitute];
            int Product() => shop.Products[random.Next(6)].Id;
            var done = new Stack<(long ChangeSet, string Before, string After)>();
            for (var step = 0; step < 14; step++)
            {
                var before = await shop.PictureAsync();
                var ids = (await shop.RowsAsync()).Select(link => link.Id).Where(_ => random.Next(3) == 0).ToList();
                var outcome = random.Next(6) switch
                {
                    0 => await shop.Links.RemoveManyAsync(ids, TestStudio.Merchandiser),
                    1 => await shop.Links.ChangeTypeManyAsync(ids, types[random.Next(types.Length)], TestStudio.Merchandiser),
                    2 => await shop.Links.SetStateManyAsync(ids, random.Next(2) == 0 ? LinkState.Paused : LinkState.Active, TestStudio.Merchandiser),
                    _ => await shop.Links.AddManyAsync(
                        [.. Enumerable.Range(0, random.Next(1, 6)).Select(_ => new NewLink(Product(), Product(), types[random.Next(types.Length)]))],
                        TestStudio.Merchandiser),
                };
                await shop.AssertInvariantsAsync();
                var after = await shop.PictureAsync();
                if (outcome.IsDone && before != after)
                {
                    done.Push((outcome.Required.ChangeSetId, before, after));
                }
                else
                {
                    Assert.Equal(before, after);
                }
            }

            while (done.TryPop(out var change))
            {
                var undone = (await shop.Studio.Undo.UndoAsync(change.ChangeSet, TestStudio.Merchandiser)).Required;
                Assert.Equal(change.Before, await shop.PictureAsync());
                var redone = (await shop.Studio.Undo.UndoAsync(undone.ChangeSetId, TestStudio.Merchandiser)).Required;
                Assert.Equal(change.After, await shop.PictureAsync());
                await shop.AssertInvariantsAsync();
                Assert.True((await shop.Studio.Undo.UndoAsync(redone.ChangeSetId, TestStudio.Merchandiser)).IsDone);
                Assert.Equal(change.Before, await shop.PictureAsync());
            }

            Assert.Empty(await shop.RowsAsync());
        },
        iter: 6,
        threads: 1);

    [StudioFact]
    public async Task AddMany_OneThatMustNotBe_WritesTheOthersAndSaysWhy()
    {
        await using var shop = await LinkScene.CreateAsync(3);
        NewLink To(int target) => new(shop.Products[0].Id, shop.Products[target].Id, LinkType.CrossSell);

        var written = (await shop.Links.AddManyAsync([To(0), To(1), To(2)], TestStudio.Merchandiser)).Required;

        Assert.Equal(2, written.Count);
        Assert.Contains("cannot be linked to itself", Assert.Single(written.Left), StringComparison.Ordinal);
        Assert.Equal(2, (await shop.RowsAsync()).Count);
        Assert.Equal("link.self", (await shop.Links.AddManyAsync([To(0)], TestStudio.Merchandiser)).Refusal?.Code);
    }

    [StudioFact]
    public async Task ChangeTypeMany_ThatWouldDoubleOne_LeavesThatLink()
    {
        await using var shop = await LinkScene.CreateAsync(3);
        var first = await shop.LinkAsync(0, 1);
        await shop.LinkAsync(0, 1, LinkType.UpSell);
        var second = await shop.LinkAsync(0, 2);

        var written = (await shop.Links.ChangeTypeManyAsync([first.LinkId, second.LinkId], LinkType.UpSell, TestStudio.Merchandiser)).Required;

        Assert.Equal(1, written.Count);
        Assert.Contains(await shop.RowsAsync(), link => link.Id == first.LinkId);
        Assert.Equal(3, (await shop.RowsAsync()).Count);
    }

    [StudioFact]
    public async Task Preview_TellsTheReverseLinkTheDoubleAndTheDoubt_AndWritesNothing()
    {
        await using var shop = await LinkScene.CreateAsync(2);
        await shop.LinkAsync(0, 1, LinkType.Accessory);

        var previews = (await shop.Links.PreviewAsync(shop.Products[0].Id, shop.Products[1].Id, TestStudio.Merchandiser)).ToDictionary(item => item.Type.Code);

        Assert.Equal("link.duplicate", previews[LinkType.Accessory].Refusal?.Code);
        Assert.Equal(LinkType.Accessory, (await shop.TypesAsync())[previews[LinkType.Accessory].Existing!.TypeId]);
        Assert.Equal(LinkType.Accessory, previews[LinkType.Fits].BackType?.Code);
        Assert.Null(previews[LinkType.CrossSell].Refusal);
        Assert.Contains("both an accessory and a substitute", previews[LinkType.Substitute].Warning, StringComparison.Ordinal);
        Assert.Equal(2, (await shop.RowsAsync()).Count);
    }

    [StudioFact]
    public async Task Edit_OfTheTypesOwnFields_KeepsThemInOneForm_RefusesWhatIsNone_AndTellsTheReverseLink()
    {
        await using var shop = await LinkScene.CreateAsync(2);
        await using (var session = await shop.Studio.Store.WriteAsync(TestStudio.Administrator, "Fields"))
        {
            var type = await session.Db.LinkTypes.SingleAsync(item => item.Code == LinkType.Substitute);
            type.Fields = [new LinkField("gap", "Gap", LinkFieldKind.Number), new LinkField("tested", "Tested", LinkFieldKind.YesNo)];
            Assert.True((await session.CommitAsync()).IsDone);
        }

        await shop.LinkAsync(0, 1, LinkType.Substitute);
        var link = (await shop.RowsAsync())[0];
        LinkEdit With(string gap) =>
            new(1, null, [], null, null, null, LinkState.Active, link.Version, new Dictionary<string, string> { ["gap"] = gap, ["tested"] = "true" });

        var wrong = (await shop.Links.EditAsync(link.Id, With("wide"), TestStudio.Merchandiser)).Refusal!;
        Assert.Equal(("link.field", "gap"), (wrong.Code, wrong.Field));
        var written = (await shop.Links.EditAsync(link.Id, With("1,5"), TestStudio.Merchandiser)).Required;
        Assert.All(await shop.RowsAsync(), row => Assert.Equal(("1.5", "yes"), (row.Fields["gap"], row.Fields["tested"])));

        Assert.True((await shop.Studio.Undo.UndoAsync(written.ChangeSetId, TestStudio.Merchandiser)).IsDone);
        Assert.All(await shop.RowsAsync(), row => Assert.Empty(row.Fields));
    }

    [StudioFact]
    public async Task Places_AreRememberedForEverybody_WithoutAChangeSet_AndTidiedAway()
    {
        await using var shop = await LinkScene.CreateAsync(3);
        var places = new CanvasPlaces(shop.Studio.Store);
        var (anchor, first, second) = (shop.Products[0].Id, shop.Products[1].Id, shop.Products[2].Id);
        var state = await shop.Studio.Store.StateAsync();

        Assert.True((await places.PlaceAsync(
            anchor, new Dictionary<int, CanvasPoint> { [first] = new(10, 20), [second] = new(double.NaN, 1e9), [anchor] = new(1, 1) },
            TestStudio.Merchandiser)).IsDone);
        Assert.True((await places.PlaceAsync(anchor, new Dictionary<int, CanvasPoint> { [first] = new(30, 40) }, TestStudio.Merchandiser)).IsDone);

        var kept = await places.OfAsync(anchor);
        Assert.Equal((new CanvasPoint(30, 40), new CanvasPoint(0, CanvasPlaces.Reach), 2), (kept[first], kept[second], kept.Count));
        Assert.Equal(state, await shop.Studio.Store.StateAsync());
        Assert.Equal(Refusal.ForbiddenCode, (await places.TidyAsync(anchor, TestStudio.Viewer)).Refusal?.Code);
        Assert.True((await places.TidyAsync(anchor, TestStudio.Merchandiser)).IsDone);
        Assert.Empty(await places.OfAsync(anchor));
    }
}
