using CrossSell.Core.Common;
using CrossSell.Core.Jobs;
using CrossSell.Core.People;
using CrossSell.Tests.Support;

namespace CrossSell.Tests.Core.Jobs;

/// <summary>A job is for the person who started it, for those who manage every shop it concerns, and for administrators.</summary>
public sealed class JobAccessTests
{
    [StudioFact]
    public async Task ManagerOfOneShop_CancelsNobodysJobsInOthers()
    {
        await using var studio = await TestStudio.CreateAsync();
        var (mine, other) = (await studio.ChannelAsync("outdoor"), await studio.ChannelAsync("camera"));
        var queue = new JobQueue(studio.Store, studio.Time);
        var local = TestStudio.Person("pim", Role.Manager, mine.Id);
        var everywhere = (await queue.StartAsync("count", "Count", new object(), TestStudio.Merchandiser)).Required;
        var elsewhere = (await queue.StartAsync("count", "Count", new object(), TestStudio.Person("eva", Role.Merchandiser, other.Id))).Required;
        var here = (await queue.StartAsync("count", "Count", new object(), TestStudio.Person("ann", Role.Merchandiser, mine.Id))).Required;

        Assert.Equal(Refusal.ForbiddenCode, (await queue.CancelAsync(everywhere, local)).Refusal?.Code);
        Assert.Equal(Refusal.ForbiddenCode, (await queue.CancelAsync(elsewhere, local)).Refusal?.Code);
        Assert.Null((await queue.CancelAsync(here, local)).Refusal);
        Assert.Null((await queue.CancelAsync(everywhere, TestStudio.Manager)).Refusal);
    }

    [StudioFact]
    public async Task Backup_IsSeenAndCancelledByAdministratorsOnly()
    {
        await using var studio = await TestStudio.CreateAsync();
        var queue = new JobQueue(studio.Store, studio.Time);
        var id = (await queue.StartAsync("backup", "Back up the studio", new object(), TestStudio.Administrator)).Required;

        Assert.Null(await queue.FindAsync(id, TestStudio.Manager));
        Assert.Empty(await queue.ListAsync(TestStudio.Manager));
        Assert.Equal(
            "Only an administrator of all shops can cancel this job.", (await queue.CancelAsync(id, TestStudio.Manager)).Refusal?.Message);
        Assert.Single(await queue.ListAsync(TestStudio.Administrator));
        Assert.Null((await queue.CancelAsync(id, TestStudio.Administrator)).Refusal);
    }

    [StudioFact]
    public async Task OnesOwnJob_OfAShopThatOneHasLeft_IsOnesOwnNoLonger()
    {
        await using var studio = await TestStudio.CreateAsync();
        var (left, now) = (await studio.ChannelAsync("outdoor"), await studio.ChannelAsync("camera"));
        var queue = new JobQueue(studio.Store, studio.Time);
        var id = (await queue.StartAsync("export", "Export", new object(), TestStudio.Person("vic", Role.Merchandiser, left.Id))).Required;

        Assert.NotNull(await queue.FindAsync(id, TestStudio.Person("vic", Role.Merchandiser, left.Id)));
        Assert.Null(await queue.FindAsync(id, TestStudio.Person("vic", Role.Merchandiser, now.Id)));
    }
}
