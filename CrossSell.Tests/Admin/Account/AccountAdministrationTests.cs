using CrossSell.Admin.Account;
using CrossSell.Admin.Hosting;
using CrossSell.Core.Access;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Tests.Support;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrossSell.Tests.Admin.Account;

/// <summary>Accounts are switched off, removed and given roles with a change set each, and somebody who can administer always stays.</summary>
public sealed class AccountAdministrationTests : IAsyncLifetime
{
    private const string Password = "a long enough sentence";

    private TestStudio studio = null!;
    private ServiceProvider services = null!;
    private UserManager<User> users = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        studio = await TestStudio.CreateAsync();
        var collection = new ServiceCollection().AddSingleton(studio.Store).AddSingleton<TimeProvider>(studio.Time).AddLogging();
        collection.AddDataProtection();
        collection.AddStudioIdentity();
        services = collection.BuildServiceProvider();
        users = services.GetRequiredService<UserManager<User>>();
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await studio.DisposeAsync();
    }

    [Fact]
    public async Task Disabled_AccountLosesItsSignIns_AndComesBackWhenItIsEnabled()
    {
        await MakeAsync("olaf@x.org", Role.Administrator);
        var id = await MakeAsync("eva@x.org", Role.Merchandiser);
        var sessions = new UserSessionService(studio.Store, studio.Time);
        await sessions.StartAsync(id, "", Stop);

        Assert.Null((await AccountAdministration.DisableAsync(users, studio.Store, "EVA@x.org", Actor.CommandLine, Stop)).Refusal);

        await using (var db = studio.Store.Read())
        {
            Assert.Empty(db.UserSessions);
            Assert.NotNull((await db.Users.SingleAsync(user => user.Id == id, Stop)).DisabledAt);
            var set = await db.ChangeSets.OrderBy(item => item.Id).LastAsync(Stop);
            Assert.Equal(("Disabled the account of eva@x.org", "command line", false), (set.Purpose, set.ActorName, set.CanUndo));
        }

        Assert.Null((await AccountAdministration.EnableAsync(users, studio.Store, "eva@x.org", Actor.CommandLine, Stop)).Refusal);
        await using var after = studio.Store.Read();
        Assert.Null((await after.Users.SingleAsync(user => user.Id == id, Stop)).DisabledAt);
    }

    [Fact]
    public async Task Removed_AccountIsGoneWithItsSignIns_AndStaysInTheHistory()
    {
        await MakeAsync("olaf@x.org", Role.Administrator);
        var id = await MakeAsync("eva@x.org", Role.Merchandiser);
        await new UserSessionService(studio.Store, studio.Time).StartAsync(id, "", Stop);

        Assert.Null((await AccountAdministration.RemoveAsync(users, studio.Store, "eva@x.org", Actor.CommandLine, Stop)).Refusal);

        await using var db = studio.Store.Read();
        Assert.Equal(["olaf@x.org"], db.Users.Select(user => user.Email));
        Assert.Empty(db.UserSessions);
        Assert.Contains(db.ChangeSets, set => set.Purpose == "Removed the account of eva@x.org");
        Assert.Equal("not-found", (await AccountAdministration.RemoveAsync(users, studio.Store, "eva@x.org", Actor.CommandLine, Stop)).Refusal?.Code);
    }

    [Fact]
    public async Task LastAdministrator_CanNeitherBeSwitchedOffNorRemovedNorLowered()
    {
        var channel = await studio.ChannelAsync();
        await MakeAsync("olaf@x.org", Role.Administrator);
        await MakeAsync("off@x.org", Role.Administrator);
        Assert.Null((await AccountAdministration.DisableAsync(users, studio.Store, "off@x.org", Actor.CommandLine, Stop)).Refusal);
        await MakeAsync("part@x.org", Role.Administrator, channel.Id);
        await MakeAsync("demo@x.org", Role.Administrator, isDemo: true);

        Outcome[] refused =
        [
            await AccountAdministration.DisableAsync(users, studio.Store, "olaf@x.org", Actor.CommandLine, Stop),
            await AccountAdministration.RemoveAsync(users, studio.Store, "olaf@x.org", Actor.CommandLine, Stop),
            await AccountAdministration.SetRoleAsync(users, studio.Store, "olaf@x.org", Role.Manager, null, Actor.CommandLine, Stop),
            await AccountAdministration.SetRoleAsync(users, studio.Store, "olaf@x.org", null, null, Actor.CommandLine, Stop),
        ];

        Assert.All(refused, outcome => Assert.Equal("account.last-administrator", outcome.Refusal?.Code));
        Assert.True((await AccountAdministration.RemoveAsync(users, studio.Store, "demo@x.org", Actor.CommandLine, Stop)).IsDone);
        await MakeAsync("second@x.org", Role.Administrator);
        Assert.True((await AccountAdministration.SetRoleAsync(users, studio.Store, "olaf@x.org", Role.Manager, null, Actor.CommandLine, Stop)).IsDone);
    }

    [Fact]
    public async Task Role_IsSetInOneChannelOrInAll_AndTakenAwayAgain()
    {
        var channel = await studio.ChannelAsync();
        var id = await MakeAsync("eva@x.org", Role.Viewer);
        await SetAsync(Role.Manager, (channel.Id, channel.Name));
        await SetAsync(Role.Merchandiser, (channel.Id, channel.Name));
        await SetAsync(null, null);

        await using var db = studio.Store.Read();
        var grant = Assert.Single((await db.Users.Include(user => user.Grants).SingleAsync(user => user.Id == id, Stop)).Grants);
        Assert.Equal((Role.Merchandiser, channel.Id), (grant.Role, grant.ChannelId));
        Assert.Contains(db.ChangeSets, set => set.Purpose == $"Made eva@x.org manager in {channel.Name}");
        Assert.Equal(
            "not-found", (await AccountAdministration.SetRoleAsync(users, studio.Store, "eva@x.org", null, null, Actor.CommandLine, Stop)).Refusal?.Code);

        async Task SetAsync(Role? role, (int, string)? where) =>
            Assert.Null((await AccountAdministration.SetRoleAsync(users, studio.Store, "eva@x.org", role, where, Actor.CommandLine, Stop)).Refusal);
    }

    [Fact]
    public async Task NewPassword_EndsTheSignIns_AndMakesADemoAccountOneLikeAnyOther()
    {
        var id = await MakeAsync("olaf@x.org", Role.Administrator, isDemo: true);
        await new UserSessionService(studio.Store, studio.Time).StartAsync(id, "", Stop);

        Assert.Null((await AccountWrites.ResetAsync(users, studio.Store, "olaf@x.org", "another long sentence", Actor.CommandLine)).Refusal);

        await using var db = studio.Store.Read();
        Assert.False((await db.Users.SingleAsync(Stop)).IsDemo);
        Assert.Empty(db.UserSessions);
    }

    private async Task<string> MakeAsync(string email, Role role, int? channelId = null, bool isDemo = false) =>
        (await AccountWrites.CreateAsync(users, studio.Store, email, email, Password, role, Actor.CommandLine, channelId, isDemo)).Required;
}
