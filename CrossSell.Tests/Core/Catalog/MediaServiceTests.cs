using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Media;
using CrossSell.Core.People;
using CrossSell.Tests.Support;
using CsCheck;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.Catalog;

public sealed class MediaServiceTests
{
    [StudioFact]
    public async Task AddAsync_TheFirst_StandsForTheProductAndItsVariants()
    {
        await using var scene = await MediaScene.CreateAsync();
        var variant = await scene.Studio.ProductAsync("CAM-1-RED", scene.Channel, parent: scene.Product);
        Assert.Equal(ProductSummaries.NeutralPicture, await scene.PictureAsync(variant.Id));

        var first = await scene.AddAsync(1);
        var second = await scene.AddAsync(2);

        Assert.Equal($"media:{first.Hash}", await scene.PictureAsync(scene.Product.Id));
        Assert.Equal($"media:{first.Hash}", await scene.PictureAsync(variant.Id));
        var own = await scene.AddAsync(3, variant.Id);
        Assert.Equal($"media:{own.Hash}", await scene.PictureAsync(variant.Id));
        Assert.Equal([first.MediaId, second.MediaId], (await scene.OrderAsync()).Select(line => line.Id));
        await using var db = scene.Studio.Store.Read();
        var all = await ProductPictures.FirstAsync(db, ids: null);
        Assert.Equal((first.Hash, own.Hash), (all[scene.Product.Id], all[variant.Id]));
    }

    [StudioFact]
    public async Task AddAsync_TheNameLies_TheContentDecides()
    {
        await using var scene = await MediaScene.CreateAsync();

        await scene.Service.AddAsync(scene.Product.Id, new MemoryStream(TestPictures.Quarters()), "drawing.svg", TestStudio.Merchandiser);
        var refused = await scene.Service.AddAsync(scene.Product.Id, new MemoryStream("<svg/>"u8.ToArray()), "photo.jpg", TestStudio.Merchandiser);

        Assert.Equal("image/jpeg", Assert.Single(await scene.Service.ListAsync(scene.Product.Id)).ContentType);
        Assert.Equal("media.svg", refused.Refusal?.Code);
    }

    [StudioFact]
    public async Task AddAsync_MoreThanTheLimit_StopsReading()
    {
        await using var scene = await MediaScene.CreateAsync();
        await using var endless = new Endless();

        Assert.Equal("media.too-large", (await scene.Service.AddAsync(scene.Product.Id, endless, "big.jpg", TestStudio.Merchandiser)).Refusal?.Code);
        Assert.InRange(endless.Given, Picture.MaxBytes, Picture.MaxBytes + 100_000);
    }

    [StudioFact]
    public async Task AddAsync_TheSameContentForTwoProducts_IsStoredOnce_AndTwiceForOneIsRefused()
    {
        await using var scene = await MediaScene.CreateAsync();
        var other = await scene.Studio.ProductAsync("CAM-2", scene.Channel);

        var first = await scene.AddAsync(1);
        var second = await scene.AddAsync(1, other.Id);
        var double_ = await scene.Service.AddAsync(scene.Product.Id, new MemoryStream(TestPictures.Plain(1, 12, 8)), null, TestStudio.Merchandiser);

        Assert.Equal(first.Hash, second.Hash);
        Assert.Equal("media.double", double_.Refusal?.Code);
        await using var db = scene.Studio.Store.Read();
        Assert.Equal(1, await db.MediaFiles.CountAsync());
        Assert.Single(Directory.EnumerateFiles(scene.Studio.Data.Media, "original", SearchOption.AllDirectories));
        Assert.Empty(Directory.EnumerateFiles(scene.Studio.Data.Media, "*.part", SearchOption.AllDirectories));
    }

    [StudioFact]
    public async Task AddAsync_BeyondThirty_IsRefused()
    {
        await using var scene = await MediaScene.CreateAsync();
        var file = await scene.AddAsync(1);
        await scene.Studio.AddAsync([.. Enumerable.Range(1, MediaService.MaxPerProduct - 1)
            .Select(position => new ProductMedia { ProductId = scene.Product.Id, Hash = file.Hash, Position = position })]);

        Assert.Equal(
            "media.too-many",
            (await scene.Service.AddAsync(scene.Product.Id, new MemoryStream(TestPictures.Plain(2)), null, TestStudio.Merchandiser)).Refusal?.Code);
    }

    [StudioFact]
    public async Task EveryGesture_WithoutTheRightInAShopOfTheProduct_IsForbidden()
    {
        await using var scene = await MediaScene.CreateAsync();
        var elsewhere = TestStudio.Person("oda", Role.Merchandiser, (await scene.Studio.ChannelAsync("outdoor")).Id);
        var added = await scene.AddAsync(1);

        foreach (var actor in new[] { TestStudio.Viewer, elsewhere })
        {
            Refusal?[] refusals =
            [
                (await scene.Service.AddAsync(scene.Product.Id, new MemoryStream(TestPictures.Plain(2)), null, actor)).Refusal,
                (await scene.Service.AddFromAddressAsync(scene.Product.Id, "https://example.org/a.jpg", actor)).Refusal,
                (await scene.Service.MoveAsync(added.MediaId, null, actor)).Refusal,
                (await scene.Service.SetAltTextAsync(added.MediaId, "Words", actor)).Refusal,
                (await scene.Service.RemoveAsync(added.MediaId, actor)).Refusal,
                (await scene.Studio.Undo.UndoAsync(added.ChangeSetId, actor)).Refusal,
            ];
            Assert.All(refusals, refusal => Assert.Equal(Refusal.ForbiddenCode, refusal?.Code));
        }

        Assert.Equal([(added.MediaId, null)], await scene.OrderAsync());
    }

    [StudioFact]
    public async Task UndoAsync_ByAManagerOfAnotherShop_IsForbidden()
    {
        await using var scene = await MediaScene.CreateAsync();
        var elsewhere = TestStudio.Person("max", Role.Manager, (await scene.Studio.ChannelAsync("outdoor")).Id);
        var added = await scene.AddAsync(1);
        var described = (await scene.Service.SetAltTextAsync(added.MediaId, "Words", TestStudio.Merchandiser)).Required;

        Assert.Equal(Refusal.ForbiddenCode, (await scene.Studio.Undo.UndoAsync(described, elsewhere)).Refusal?.Code);
        Assert.True((await scene.Studio.Undo.UndoAsync(described, TestStudio.Manager)).IsDone);
    }

    [StudioFact]
    public async Task MoveAsync_BeforeAnother_AndToTheEnd()
    {
        await using var scene = await MediaScene.CreateAsync();
        var (a, b, c) = ((await scene.AddAsync(1)).MediaId, (await scene.AddAsync(2)).MediaId, (await scene.AddAsync(3)).MediaId);

        Assert.True((await scene.Service.MoveAsync(c, a, TestStudio.Merchandiser)).IsDone);
        Assert.Equal([c, a, b], (await scene.OrderAsync()).Select(line => line.Id));
        Assert.True((await scene.Service.MoveAsync(c, null, TestStudio.Merchandiser)).IsDone);
        Assert.Equal([a, b, c], (await scene.OrderAsync()).Select(line => line.Id));
        Assert.Equal("media.move", (await scene.Service.MoveAsync(c, 9999, TestStudio.Merchandiser)).Refusal?.Code);
        Assert.Equal("media.move", (await scene.Service.MoveAsync(c, c, TestStudio.Merchandiser)).Refusal?.Code);
    }

    [StudioFact]
    public async Task SetAltTextAsync_TrimsAndLimits()
    {
        await using var scene = await MediaScene.CreateAsync();
        var added = await scene.AddAsync(1);

        Assert.True((await scene.Service.SetAltTextAsync(added.MediaId, "  A camera from the front ", TestStudio.Merchandiser)).IsDone);
        Assert.Equal("media.alt-text", (await scene.Service.SetAltTextAsync(added.MediaId, new string('x', 301), TestStudio.Merchandiser)).Refusal?.Code);
        Assert.Equal("A camera from the front", (await scene.OrderAsync())[0].AltText);
        Assert.True((await scene.Service.SetAltTextAsync(added.MediaId, " ", TestStudio.Merchandiser)).IsDone);
        Assert.Null((await scene.OrderAsync())[0].AltText);
    }

    [StudioFact]
    public async Task RemoveAsync_ThenUndo_BringsItBackToItsPlaceWithItsWords()
    {
        await using var scene = await MediaScene.CreateAsync();
        await scene.AddAsync(1);
        var middle = await scene.AddAsync(2);
        await scene.AddAsync(3);
        await scene.Service.SetAltTextAsync(middle.MediaId, "The middle one", TestStudio.Merchandiser);
        var before = await scene.OrderAsync();

        var removed = (await scene.Service.RemoveAsync(middle.MediaId, TestStudio.Merchandiser)).Required;
        Assert.Equal(2, (await scene.OrderAsync()).Count);
        var undone = (await scene.Studio.Undo.UndoAsync(removed, TestStudio.Merchandiser)).Required;

        Assert.Empty(undone.Conflicts);
        Assert.Equal(before, await scene.OrderAsync());
    }

    [StudioFact]
    public async Task RemoveAsync_UndoneAfterOthersMoved_KeepsTheirOrderWithoutGaps()
    {
        await using var scene = await MediaScene.CreateAsync();
        var (a, b, c) = (await scene.AddAsync(1), await scene.AddAsync(2), await scene.AddAsync(3));
        var removed = (await scene.Service.RemoveAsync(a.MediaId, TestStudio.Merchandiser)).Required;
        await scene.Service.MoveAsync(c.MediaId, b.MediaId, TestStudio.Merchandiser);

        var undone = (await scene.Studio.Undo.UndoAsync(removed, TestStudio.Merchandiser)).Required;

        Assert.Empty(undone.Conflicts);
        Assert.Equal(3, (await scene.OrderAsync()).Count);
    }

    /// <summary>Whatever was done, taking it back from the last to the first passes through every earlier state exactly.</summary>
    [StudioFact]
    public Task UndoAsync_OfAnyGesturesFromTheLast_RestoresEveryOrderExactly() => Gen.Select(
        Gen.Int[0, 3], Gen.Int[0, 9], Gen.Int[0, 9]).Array[1, 8].SampleAsync(
        async gestures =>
        {
            await using var scene = await MediaScene.CreateAsync();
            await scene.AddAsync(100);
            await scene.AddAsync(101);
            var states = new Stack<(long ChangeSet, IReadOnlyList<(int, string?)> Before)>();
            for (var at = 0; at < gestures.Length; at++)
            {
                var (kind, first, second) = gestures[at];
                var before = await scene.OrderAsync();
                var done = (before.Count == 0 ? 0 : kind) switch
                {
                    0 => Outcome.Of((await scene.AddAsync(at)).ChangeSetId),
                    1 => await scene.Service.RemoveAsync(Pick(first), TestStudio.Merchandiser),
                    2 => await scene.Service.SetAltTextAsync(Pick(first), $"Words {at}", TestStudio.Merchandiser),
                    _ => await scene.Service.MoveAsync(Pick(first), Pick(second) == Pick(first) ? null : Pick(second), TestStudio.Merchandiser),
                };
                if (!(await scene.OrderAsync()).SequenceEqual(before))
                {
                    states.Push((done.Required, before));
                }

                int Pick(int number) => before[number % before.Count].Id;
            }

            while (states.TryPop(out var state))
            {
                Assert.Empty((await scene.Studio.Undo.UndoAsync(state.ChangeSet, TestStudio.Merchandiser)).Required.Conflicts);
                Assert.Equal(state.Before, await scene.OrderAsync());
            }
        },
        iter: 20, threads: 1);

    [StudioFact]
    public async Task History_UndoFromTheProductPage_KeepsTheOrderWithoutGaps()
    {
        await using var scene = await MediaScene.CreateAsync();
        var first = await scene.AddAsync(1);
        var second = await scene.AddAsync(2);
        var products = new ProductService(scene.Studio.Store);

        Assert.True((await scene.Studio.Undo.UndoAsync(first.ChangeSetId, TestStudio.Merchandiser)).IsDone);

        Assert.Equal([second.MediaId], (await scene.OrderAsync()).Select(line => line.Id));
    }

    [StudioFact]
    public async Task Sweep_RemovesAFileThirtyDaysAfterNobodyNamesIt_NotEarlierAndNotWhenUndone()
    {
        await using var scene = await MediaScene.CreateAsync();
        var kept = await scene.AddAsync(1);
        var undone = await scene.AddAsync(2);
        var lost = await scene.AddAsync(3);
        var removal = (await scene.Service.RemoveAsync(undone.MediaId, TestStudio.Merchandiser)).Required;
        await scene.Service.RemoveAsync(lost.MediaId, TestStudio.Merchandiser);
        var sweep = new MediaSweep(scene.Studio.Store, scene.Files, scene.Studio.Time);

        Assert.Equal(0, await sweep.SweepAsync());
        scene.Studio.Time.Advance(TimeSpan.FromDays(29));
        Assert.Equal(0, await sweep.SweepAsync());
        await scene.Studio.Undo.UndoAsync(removal, TestStudio.Merchandiser);
        scene.Studio.Time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(1, await sweep.SweepAsync());

        Assert.Equal((true, true, false), (scene.Files.Has(kept.Hash), scene.Files.Has(undone.Hash), scene.Files.Has(lost.Hash)));
        await using var db = scene.Studio.Store.Read();
        Assert.Equal(2, await db.MediaFiles.CountAsync());
        // Taken in again, it is there again.
        var again = await scene.AddAsync(3);
        Assert.NotNull(await scene.Files.FindAsync(again.Hash, 96));
    }

    [StudioFact]
    public async Task FindAsync_ManyAtOnceForALostWidth_DrawsItOnceForAll()
    {
        await using var scene = await MediaScene.CreateAsync();
        var added = await scene.AddAsync(1);
        var file = (await scene.Files.FindAsync(added.Hash, 320))!.Path;
        File.Delete(file);

        var found = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => scene.Files.FindAsync(added.Hash, 320)));

        Assert.All(found, served => Assert.Equal(file, served?.Path));
        Assert.True(File.Exists(file));
        Assert.Null(await scene.Files.FindAsync(added.Hash, 321));
        Assert.Null(await scene.Files.FindAsync("../" + added.Hash[3..], 320));
        Assert.Null(await scene.Files.FindAsync(added.Hash.ToUpperInvariant(), 320));
    }

    [StudioFact]
    public async Task Completeness_OfAChannelThatNeedsAPicture_FollowsEveryGesture()
    {
        await using var scene = await MediaScene.CreateAsync();
        await scene.Studio.WriteAsync(async session => (await session.Db.Channels.SingleAsync()).RequiredFields = ["name", "picture"]);

        var added = await scene.AddAsync(1);
        Assert.Equal(100, await PercentAsync());
        var removed = (await scene.Service.RemoveAsync(added.MediaId, TestStudio.Merchandiser)).Required;
        Assert.Equal(50, await PercentAsync());
        await scene.Studio.Undo.UndoAsync(removed, TestStudio.Merchandiser);
        Assert.Equal(100, await PercentAsync());

        async Task<int> PercentAsync()
        {
            await using var db = scene.Studio.Store.Read();
            return (await db.Listings.SingleAsync()).Completeness;
        }
    }

    private sealed class Endless : Stream
    {
        public long Given { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => Given; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            Given += count;
            return count;
        }

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
