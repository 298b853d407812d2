using CrossSell.Admin.Account;
using CrossSell.Core.Access;
using CrossSell.Core.People;
using CrossSell.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace CrossSell.Tests.Core.People;

/// <summary>A sign-in holds as long as its row.</summary>
public sealed class UserSessionTests : IAsyncLifetime
{
    private TestStudio studio = null!;
    private UserSessionService sessions = null!;
    private User eva = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        studio = await TestStudio.CreateAsync();
        sessions = new UserSessionService(studio.Store, studio.Time);
        eva = TestStudio.UserOf(TestStudio.Merchandiser, Role.Merchandiser);
        await studio.AddAsync(eva);
    }

    public ValueTask DisposeAsync() => studio.DisposeAsync();

    [StudioFact]
    public async Task Session_HoldsForItsLifetime_AndLongerWhenItIsUsed()
    {
        var unused = await sessions.StartAsync(eva.Id, "", Stop);
        var used = await sessions.StartAsync(eva.Id, "", Stop);

        studio.Time.Advance(UserSessionService.Lifetime - TimeSpan.FromMinutes(1));
        Assert.NotNull(await sessions.FindAsync(unused, Stop));
        await sessions.RenewAsync(used, Stop);
        studio.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Null(await sessions.FindAsync(unused, Stop));
        Assert.Equal(studio.Time.GetUtcNow() + UserSessionService.Lifetime - TimeSpan.FromMinutes(1), (await sessions.FindAsync(used, Stop))?.Until);
        await sessions.StartAsync(eva.Id, "", Stop);
        await using var db = studio.Store.Read();
        Assert.DoesNotContain(db.UserSessions, session => session.Id == unused);
    }

    [StudioFact]
    public async Task Session_OfAnAccountThatIsSwitchedOff_IsOver()
    {
        var session = await sessions.StartAsync(eva.Id, "", Stop);
        await studio.WriteAsync(write =>
        {
            write.Db.Update(eva).Entity.DisabledAt = studio.Time.GetUtcNow();
            return Task.CompletedTask;
        });

        Assert.Null(await sessions.FindAsync(session, Stop));
        Assert.Empty(await sessions.LiveAsync([session], Stop));
    }

    [StudioFact]
    public async Task Circuit_WhoseSignInAnotherProcessEnds_IsToldWithinFiveSeconds()
    {
        Assert.True(SessionWatch.Interval < TimeSpan.FromSeconds(5));
        var ended = new TaskCompletionSource();
        var stays = await sessions.StartAsync(eva.Id, "", Stop);
        var goes = await sessions.StartAsync(eva.Id, "", Stop);
        using var watch = new SessionWatch(sessions, studio.Time, NullLogger<SessionWatch>.Instance);
        await watch.StartAsync(Stop);
        using var follower = watch.Watch(goes, ended.SetResult);
        using var other = watch.Watch(stays, () => Assert.Fail("The other sign-in still holds."));

        await new UserSessionService(studio.OtherProcess(), studio.Time).EndAsync(goes, Stop);
        studio.Time.Advance(SessionWatch.Interval);

        await ended.Task.WaitAsync(Stop);
        await watch.StopAsync(Stop);
    }

    [StudioFact]
    public async Task Circuits_OfASignInThatThisProcessEnds_AreToldAtOnce()
    {
        var ended = new TaskCompletionSource();
        var session = await sessions.StartAsync(eva.Id, "", Stop);
        using var watch = new SessionWatch(sessions, studio.Time, NullLogger<SessionWatch>.Instance);
        await watch.StartAsync(Stop);
        using var follower = watch.Watch(session, ended.SetResult);

        await sessions.EndAllAsync(eva.Id, Stop);
        studio.Time.Advance(SessionWatch.Interval);

        await ended.Task.WaitAsync(Stop);
        await watch.StopAsync(Stop);
    }
}
