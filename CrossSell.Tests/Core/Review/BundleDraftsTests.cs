using CrossSell.Core.Bundles;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Review;
using CrossSell.Tests.Core.Bundles;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.Review;

public sealed class BundleDraftsTests
{
    [StudioFact]
    public async Task Delete_OfTheOnlyDraft_TakesTheBundle_AndUndoBringsAllOfItBack()
    {
        await using var studio = await TestStudio.CreateAsync();
        var kit = await KitScene.CreateAsync(studio);
        Assert.True((await kit.Reviews.CommentAsync(kit.Revision.Id, "Add a strap?", TestStudio.Manager)).IsDone);
        var (content, authors) = (kit.Content, kit.Revision.Authors.Select(author => author.ActorId).ToList());

        var deleted = (await DeleteAsync(studio, kit)).Required;

        Assert.True(deleted.IsWhole);
        Assert.Equal("0 0 0 0 0 0", await CountsAsync(studio));
        Assert.True((await studio.Undo.UndoAsync(deleted.ChangeSetId, TestStudio.Merchandiser)).IsDone);
        await kit.ReloadAsync();
        Assert.Equal((content.Name, RevisionState.Draft), (kit.Content.Name, kit.Revision.State));
        Assert.Equal(content.Components, kit.Content.Components);
        Assert.Equal(content.ChannelIds, kit.Content.ChannelIds);
        Assert.Equal(authors, kit.Revision.Authors.Select(author => author.ActorId));
        Assert.Equal("1 1 3 1 1 1", await CountsAsync(studio));
    }

    [StudioFact]
    public async Task Delete_OfANextRevision_LeavesWhatIsSold()
    {
        await using var studio = await TestStudio.CreateAsync();
        var kit = await KitScene.CreateAsync(studio);
        await kit.ApproveAsync();
        Assert.True((await kit.Bundles.ReviseAsync(kit.Bundle.Id, TestStudio.Merchandiser)).IsDone);
        await kit.ReloadAsync();

        var deleted = (await DeleteAsync(studio, kit)).Required;

        Assert.Equal((false, 2), (deleted.IsWhole, deleted.Number));
        await kit.ReloadAsync();
        Assert.Equal((1, RevisionState.Approved), (kit.Revision.Number, kit.Revision.State));
    }

    [StudioFact]
    public async Task Delete_OfWhatWasReviewed_IsRefused()
    {
        await using var studio = await TestStudio.CreateAsync();
        var kit = await KitScene.CreateAsync(studio);
        await kit.SubmitAsync();
        Assert.Equal("draft.reviewed", (await DeleteAsync(studio, kit)).Refusal!.Code);

        Assert.True((await kit.Reviews.RequestChangesAsync(kit.Revision.Id, kit.Revision.Version, "Too dear", TestStudio.Manager)).IsDone);
        await kit.ReloadAsync();

        Assert.Equal("draft.reviewed", (await DeleteAsync(studio, kit)).Refusal!.Code);
    }

    [StudioFact]
    public async Task Delete_OfAVersionThatWasNotSeen_IsRefused()
    {
        await using var studio = await TestStudio.CreateAsync();
        var kit = await KitScene.CreateAsync(studio);
        var seen = kit.Revision;
        await kit.SaveAsync(kit.Content with { Note = "Newer" });

        var outcome = await new BundleDrafts(studio.Store).DeleteAsync(seen.Id, seen.Version, TestStudio.Merchandiser);

        Assert.Equal(Refusal.StaleCode, outcome.Refusal!.Code);
    }

    [StudioFact]
    public async Task Delete_AndItsUndo_NeedTheRightInTheDraftsShops()
    {
        await using var studio = await TestStudio.CreateAsync();
        var kit = await KitScene.CreateAsync(studio);
        var elsewhere = TestStudio.Person("noor", Role.Merchandiser, (await studio.ChannelAsync("fashion")).Id);
        Assert.Equal(Refusal.ForbiddenCode, (await DeleteAsync(studio, kit, elsewhere)).Refusal!.Code);

        var deleted = (await DeleteAsync(studio, kit)).Required;

        Assert.Equal(Refusal.ForbiddenCode, (await studio.Undo.UndoAsync(deleted.ChangeSetId, elsewhere)).Refusal!.Code);
        Assert.Equal("0 0 0 0 0 0", await CountsAsync(studio));
    }

    private static Task<Outcome<DraftDeleted>> DeleteAsync(TestStudio studio, KitScene kit, Actor? actor = null) =>
        new BundleDrafts(studio.Store).DeleteAsync(kit.Revision.Id, kit.Revision.Version, actor ?? TestStudio.Merchandiser);

    private static async Task<string> CountsAsync(TestStudio studio)
    {
        await using var db = studio.Store.Read();
        int[] counts = [
            await db.Bundles.CountAsync(), await db.BundleRevisions.CountAsync(), await db.BundleComponents.CountAsync(), await db.BundleChannels.CountAsync(),
            await db.RevisionAuthors.CountAsync(), await db.ReviewComments.CountAsync(),
        ];
        return string.Join(' ', counts);
    }
}
