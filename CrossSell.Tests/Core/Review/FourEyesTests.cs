using CrossSell.Core.Bulk;
using CrossSell.Core.Bundles;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Review;
using CrossSell.Tests.Core.Bulk;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.Review;

/// <summary>Anyone who had a hand in a revision never approves it, whichever way the hand went in and whatever was taken back since.</summary>
public sealed class FourEyesTests
{
    [StudioFact]
    public async Task UndoOfABulkEdit_LeavesThePersonWhoEditedByHandAnAuthor()
    {
        await using var scene = await BulkScene.CreateAsync();
        var (bundles, code) = await DraftAsync(scene);
        var extra = await scene.Studio.ProductAsync("A-3", scene.Camera);
        var job = await scene.DoAsync(new AddToBundle(code), TestStudio.Manager, extra);
        var draft = await OpenAsync(scene, code);
        Assert.Null((await bundles.SaveAsync(
            draft.Id, draft.Version, BundleContent.Of(draft) with { Pricing = PricingKind.PercentOff, PercentBasisPoints = 500 }, TestStudio.Manager)).Refusal);

        await scene.UndoAsync(job, TestStudio.Manager);

        Assert.Equal(Refusal.ForbiddenCode, await SubmitAndApproveAsync(scene, code, TestStudio.Manager));
    }

    [StudioFact]
    public async Task UndoOfSomebodyElsesBulkEdit_MakesThePersonUndoingAnAuthor()
    {
        await using var scene = await BulkScene.CreateAsync();
        var (_, code) = await DraftAsync(scene);
        var job = await scene.DoAsync(new AddToBundle(code), TestStudio.Merchandiser, await scene.Studio.ProductAsync("A-3", scene.Camera));

        await scene.UndoAsync(job, TestStudio.Manager);

        Assert.Equal(Refusal.ForbiddenCode, await SubmitAndApproveAsync(scene, code, TestStudio.Manager));
    }

    [StudioFact]
    public async Task Successor_ThatChangedADraft_StaysAuthoredAfterItsUndo()
    {
        await using var scene = await BulkScene.CreateAsync();
        var (_, code) = await DraftAsync(scene);
        var revision = await OpenAsync(scene, code);
        var successor = await scene.Studio.ProductAsync("A-9", scene.Camera);
        var service = new SuccessorService(scene.Studio.Store);
        var done = await service.ApplyAsync(new SuccessorStep(revision.Components[0].ProductId, successor.Id, SuccessorAction.Move), TestStudio.Manager);
        Assert.Null((await scene.Studio.Undo.UndoAsync(done.Required.ChangeSetId, TestStudio.Manager)).Refusal);

        Assert.Equal(Refusal.ForbiddenCode, await SubmitAndApproveAsync(scene, code, TestStudio.Manager));
    }

    [StudioFact]
    public async Task ARevisionCopy_IsAuthoredByItsStarter_AndASecondManagerMayApprove()
    {
        await using var scene = await BulkScene.CreateAsync();
        var (bundles, code) = await DraftAsync(scene);
        Assert.Null(await SubmitAndApproveAsync(scene, code, TestStudio.Manager));
        var bundle = (await new BundleList(scene.Studio.Store).FindAsync(ReadScope.Everything, code))!;
        Assert.Null((await bundles.ReviseAsync(bundle.Id, TestStudio.Manager)).Refusal);

        Assert.Equal(Refusal.ForbiddenCode, await SubmitAndApproveAsync(scene, code, TestStudio.Manager));
        Assert.Null(await ApproveAsync(scene, code, TestStudio.Person("zoe", Role.Manager)));
    }

    [StudioFact]
    public async Task EditsOfASecondManager_AndTheSubmission_BothCountAsWork()
    {
        await using var scene = await BulkScene.CreateAsync();
        var (bundles, code) = await DraftAsync(scene);
        var second = TestStudio.Person("zoe", Role.Manager);
        var draft = await OpenAsync(scene, code);
        Assert.Null((await bundles.SaveAsync(draft.Id, draft.Version, BundleContent.Of(draft) with { Note = "Mine too" }, second)).Refusal);
        draft = await OpenAsync(scene, code);
        Assert.Null((await bundles.SubmitAsync(draft.Id, draft.Version, TestStudio.Manager)).Refusal);
        draft = await OpenAsync(scene, code);
        Assert.Null((await bundles.WithdrawAsync(draft.Id, draft.Version, TestStudio.Merchandiser)).Refusal);
        draft = await OpenAsync(scene, code);
        Assert.Null((await bundles.SubmitAsync(draft.Id, draft.Version, TestStudio.Merchandiser)).Refusal);

        Assert.Equal(Refusal.ForbiddenCode, await ApproveAsync(scene, code, second));
        Assert.Equal(Refusal.ForbiddenCode, await ApproveAsync(scene, code, TestStudio.Manager));
        Assert.Null(await ApproveAsync(scene, code, TestStudio.Person("ivo", Role.Manager)));
    }

    [StudioFact]
    public async Task AnyWriteThatTouchesADraftsContent_MakesItsActorAnAuthor_EvenPastTheService()
    {
        await using var scene = await BulkScene.CreateAsync();
        var (_, code) = await DraftAsync(scene);
        await using (var session = await scene.Studio.Store.WriteAsync(TestStudio.Manager, "Came in by another way"))
        {
            (await session.Db.BundleComponents.AsTracking().OrderBy(component => component.Id).FirstAsync()).Set(it => it.Quantity, 3);
            Assert.Null((await session.CommitAsync()).Refusal);
        }

        Assert.Contains((await OpenAsync(scene, code)).Authors, author => author.ActorId == TestStudio.Manager.Id);
    }

    private static async Task<(BundleService Bundles, string Code)> DraftAsync(BulkScene scene)
    {
        var bundles = new BundleService(scene.Studio.Store);
        int[] products = [
            (await scene.Studio.ProductAsync("A-1", scene.Camera, price: 10_000)).Id, (await scene.Studio.ProductAsync("A-2", scene.Camera, price: 10_000)).Id];
        var code = (await bundles.CreateAsync("Kit", scene.Camera.Id, products, TestStudio.Merchandiser)).Required;
        var draft = await OpenAsync(scene, code);
        Assert.Null((await bundles.SaveAsync(
            draft.Id, draft.Version, BundleContent.Of(draft) with { Pricing = PricingKind.PercentOff, PercentBasisPoints = 1000 },
            TestStudio.Merchandiser)).Refusal);
        return (bundles, code);
    }

    private static async Task<BundleRevision> OpenAsync(BulkScene scene, string code) =>
        (await new BundleList(scene.Studio.Store).FindAsync(ReadScope.Everything, code))!.Revisions.MaxBy(revision => revision.Number)!;

    private static async Task<string?> SubmitAndApproveAsync(BulkScene scene, string code, Actor reviewer)
    {
        var draft = await OpenAsync(scene, code);
        Assert.Null((await new BundleService(scene.Studio.Store).SubmitAsync(draft.Id, draft.Version, TestStudio.Merchandiser)).Refusal);
        return await ApproveAsync(scene, code, reviewer);
    }

    private static async Task<string?> ApproveAsync(BulkScene scene, string code, Actor reviewer)
    {
        var draft = await OpenAsync(scene, code);
        return (await new ReviewService(scene.Studio.Store).ApproveAsync(draft.Id, draft.Version, reviewer)).Refusal?.Code;
    }
}
