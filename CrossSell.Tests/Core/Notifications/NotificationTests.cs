using CrossSell.Core.Common;
using CrossSell.Core.Jobs;
using CrossSell.Core.Notifications;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using CrossSell.Tests.Core.Bundles;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace CrossSell.Tests.Core.Notifications;

public sealed class NotificationTests
{
    [StudioFact]
    public async Task ASubmission_IsToldToWhoMayApproveIt_AndTheVerdictToItsAuthors()
    {
        await using var studio = await TestStudio.CreateAsync();
        await NotificationScene.AddPeopleAsync(studio);
        var kit = await KitScene.CreateAsync(studio);
        var elsewhere = TestStudio.Person("noor", Role.Manager, (await studio.ChannelAsync("fashion")).Id);
        await studio.AddAsync(TestStudio.UserOf(elsewhere, Role.Manager, elsewhere.Grants[0].ChannelId));

        await kit.SubmitAsync();

        Assert.Equal(["Eva submitted D7 kit for review"], await NotificationScene.ToldAsync(studio, TestStudio.Manager));
        Assert.Equal(["Eva submitted D7 kit for review"], await NotificationScene.ToldAsync(studio, TestStudio.Administrator));
        Assert.Empty(await NotificationScene.ToldAsync(studio, elsewhere));
        Assert.Empty(await NotificationScene.ToldAsync(studio, TestStudio.Merchandiser));

        var service = new NotificationService(studio.Store);
        Assert.Equal(1, await service.CountUnreadAsync(TestStudio.Administrator));
        Assert.True((await kit.Reviews.RequestChangesAsync(kit.Revision.Id, kit.Revision.Version, "Too dear", TestStudio.Manager)).IsDone);
        Assert.Equal(0, await service.CountUnreadAsync(TestStudio.Administrator)); // Nobody waits for the other reviewer any more.

        var told = Assert.Single(await new NotificationService(studio.Store).ListAsync(TestStudio.Merchandiser));
        Assert.Equal("Mark requested changes to D7 kit", NotificationWords.Sentence(told));
        Assert.Equal("Too dear", NotificationWords.Detail(told));
        Assert.Equal((NotificationTarget.Review, kit.Revision.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)), (told.Target, told.TargetKey));

        await kit.ReloadAsync();
        await kit.ApproveAsync();
        Assert.Equal(
            ["Mark requested changes to D7 kit", "Mark approved D7 kit"], await NotificationScene.ToldAsync(studio, TestStudio.Merchandiser));
    }

    [StudioFact]
    public async Task AComment_IsToldToAuthorsAndWhoTalkedBefore_AndToWhomItMentions_OnceEach()
    {
        await using var studio = await TestStudio.CreateAsync();
        await NotificationScene.AddPeopleAsync(studio);
        var kit = await KitScene.CreateAsync(studio);

        Assert.True((await kit.Reviews.CommentAsync(kit.Revision.Id, "A strap, @olaf?", TestStudio.Manager)).IsDone);
        Assert.True((await kit.Reviews.CommentAsync(kit.Revision.Id, "Added", TestStudio.Merchandiser)).IsDone);

        Assert.Equal(["Mark commented on D7 kit"], await NotificationScene.ToldAsync(studio, TestStudio.Merchandiser));
        Assert.Equal(["Mark mentioned you in a comment on D7 kit"], await NotificationScene.ToldAsync(studio, TestStudio.Administrator));
        Assert.Equal(["Eva commented on D7 kit"], await NotificationScene.ToldAsync(studio, TestStudio.Manager));
    }

    /// <summary>Somebody who worked on it may have lost the shop since.</summary>
    [StudioFact]
    public async Task WhatIsOfShops_IsToldToWhoMayLookIntoOneOfThem()
    {
        await using var studio = await TestStudio.CreateAsync();
        var (camera, fashion) = (await studio.ChannelAsync(), await studio.ChannelAsync("fashion"));
        var noor = TestStudio.Person("noor", Role.Manager, fashion.Id);
        await studio.AddAsync(TestStudio.UserOf(noor, Role.Manager, fashion.Id));
        await using (var session = await studio.Store.WriteAsync(TestStudio.Manager, "Tells"))
        {
            foreach (var shop in new[] { camera, fashion })
            {
                await session.NotifyAsync(
                    NotificationKind.Approved, [noor.Id], NotificationTarget.Bundle, shop.Code, ["Mark", shop.Code], [shop.Id], CancellationToken.None);
            }

            Assert.Null((await session.CommitAsync()).Refusal);
        }

        Assert.Equal(["Mark approved fashion"], await NotificationScene.ToldAsync(studio, noor));
    }

    [StudioFact]
    public async Task AWriteThatIsRefused_TellsNobody()
    {
        await using var studio = await TestStudio.CreateAsync();
        await NotificationScene.AddPeopleAsync(studio);
        var kit = await KitScene.CreateAsync(studio);

        Assert.NotNull((await kit.Bundles.SubmitAsync(kit.Revision.Id, kit.Revision.Version + 1, TestStudio.Merchandiser)).Refusal);

        Assert.Empty(await NotificationScene.ToldAsync(studio, TestStudio.Manager));
    }

    [StudioFact]
    public async Task AJobThatFails_IsToldToWhoStartedIt_AndOneOfTheStudioToNobody()
    {
        await using var studio = await TestStudio.CreateAsync();
        await NotificationScene.AddPeopleAsync(studio);
        var queue = new JobQueue(studio.Store, studio.Time);
        var execution = new JobExecution(studio.Store, queue, [new Failing()], studio.Time);

        Assert.Null((await queue.StartAsync("fail", "Count stars", 1, TestStudio.Merchandiser)).Refusal);
        Assert.Null((await queue.StartAsync("fail", "Count stars", 2, Actor.CommandLine)).Refusal);
        Assert.True(await execution.RunNextAsync());
        Assert.True(await execution.RunNextAsync());

        await using var db = studio.Store.Read();
        var told = Assert.Single(await db.Notifications.ToListAsync());
        Assert.Equal(("Your job failed: Count stars", "It is cloudy."), (NotificationWords.Sentence(told), NotificationWords.Detail(told)));
        Assert.Equal(TestStudio.Merchandiser.Id, told.RecipientId);
    }

    [StudioFact]
    public async Task Marks_AreOfOnesOwn_AndOldOnesAreSwept()
    {
        await using var studio = await TestStudio.CreateAsync();
        await NotificationScene.AddPeopleAsync(studio);
        var service = new NotificationService(studio.Store);
        var heard = new List<string>();
        service.Changed += heard.Add;
        for (var number = 0; number < 3; number++)
        {
            await TellAsync(studio, number);
            studio.Time.Advance(TimeSpan.FromDays(1));
        }

        var mine = await service.ListAsync(TestStudio.Merchandiser);
        Assert.Equal(3, await service.CountUnreadAsync(TestStudio.Merchandiser));
        await service.MarkAsync(mine[0].Id, isRead: true, TestStudio.Manager);
        Assert.Equal(3, await service.CountUnreadAsync(TestStudio.Merchandiser));
        Assert.Empty(heard);

        await service.MarkAsync(mine[0].Id, isRead: true, TestStudio.Merchandiser);
        Assert.Equal([mine[1].Id, mine[2].Id], (await service.ListAsync(TestStudio.Merchandiser, unreadOnly: true)).Select(item => item.Id));
        await service.MarkReadAsync(NotificationTarget.Bundle, "b-0", TestStudio.Merchandiser);
        Assert.Equal([mine[1].Id], (await service.ListAsync(TestStudio.Merchandiser, unreadOnly: true)).Select(item => item.Id));
        await service.MarkAsync(mine[0].Id, isRead: false, TestStudio.Merchandiser);
        await service.MarkAllReadAsync(mine[1].Id, TestStudio.Merchandiser);
        Assert.Equal([mine[0].Id], (await service.ListAsync(TestStudio.Merchandiser, unreadOnly: true)).Select(item => item.Id));
        Assert.All(heard, id => Assert.Equal(TestStudio.Merchandiser.Id, id));

        studio.Time.Advance(NotificationService.KeptFor - TimeSpan.FromDays(2));
        await service.SweepAsync();
        Assert.Equal([mine[0].Id, mine[1].Id], (await service.ListAsync(TestStudio.Merchandiser)).Select(item => item.Id));
    }

    /// <summary>The demo tells its story in any order.</summary>
    [StudioFact]
    public async Task TheList_IsInTheOrderOfTime_WhateverWasWrittenFirst()
    {
        await using var studio = await TestStudio.CreateAsync();
        await NotificationScene.AddPeopleAsync(studio);
        await TellAsync(studio, 0);
        await TellAsync(studio, 1, studio.OtherProcess(time: new FakeTimeProvider(TestStudio.Start.AddDays(-3))));
        studio.Time.Advance(TimeSpan.FromHours(1));
        await TellAsync(studio, 2);

        var listed = await new NotificationService(studio.Store).ListAsync(TestStudio.Merchandiser);

        Assert.Equal(["b-2", "b-0", "b-1"], listed.Select(item => item.TargetKey));
    }

    private static async Task TellAsync(TestStudio studio, int number, StudioStore? store = null)
    {
        await using var session = await (store ?? studio.Store).WriteAsync(TestStudio.Manager, "Told something");
        await session.NotifyAsync(
            NotificationKind.Approved, [TestStudio.Merchandiser.Id, "nobody"], NotificationTarget.Bundle, $"b-{number}", ["Mark", $"Bundle {number}"]);
        Assert.Null((await session.CommitAsync()).Refusal);
    }

    private sealed class Failing : JobWork
    {
        public override string Kind => "fail";

        public override Task<Outcome<JobReport>> RunAsync(JobRun run, CancellationToken cancellation) =>
            Task.FromResult<Outcome<JobReport>>(new Refusal("sky.cloudy", "It is cloudy."));
    }
}
