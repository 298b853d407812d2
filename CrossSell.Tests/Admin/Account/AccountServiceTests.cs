using CrossSell.Admin.Account;
using CrossSell.Core.Access;
using CrossSell.Core.People;
using CrossSell.Tests.Support;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrossSell.Tests.Admin.Account;

/// <summary>People are invited, get new passwords and are listed; by administrators of all shops only.</summary>
public sealed class AccountServiceTests : IAsyncLifetime
{
    private const string Password = "a long enough sentence";

    private TestStudio studio = null!;
    private ServiceProvider services = null!;
    private AccountService accounts = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        studio = await TestStudio.CreateAsync();
        services = AccountScene.Services(studio);
        accounts = services.GetRequiredService<AccountService>();
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await studio.DisposeAsync();
    }

    [Fact]
    public async Task Invited_Person_SetsNameAndPassword_Once()
    {
        var channel = await studio.ChannelAsync();
        var link = (await accounts.InviteAsync(" kim@x.org ", Role.Manager, (channel.Id, channel.Name), TestStudio.Administrator, Stop)).Required;

        Assert.Equal((OneTimeLinkKind.Invitation, "kim@x.org", TestStudio.Start.AddDays(7)), (link.Kind, link.Email, link.Until));
        var row = Assert.Single((await accounts.ListAsync(TestStudio.Administrator, Stop)).Required);
        Assert.Equal((AccountState.Invited, Role.Manager), (row.State, row.RoleIn(channel.Id)));
        Assert.Equal("kim@x.org", (await accounts.FindAsync(link.Token, Stop)).Required.Email);
        Assert.Equal("account.name", (await accounts.AcceptAsync(link.Token, " ", Password, Stop)).Refusal?.Code);
        Assert.Equal("account.invalid", (await accounts.AcceptAsync(link.Token, "Kim", "short", Stop)).Refusal?.Code);

        var id = (await accounts.AcceptAsync(link.Token, "Kim Park", Password, Stop)).Required;

        row = Assert.Single((await accounts.ListAsync(TestStudio.Administrator, Stop)).Required);
        Assert.Equal((id, "Kim Park", AccountState.Active), (row.Id, row.Name, row.State));
        Assert.Equal("link.expired", (await accounts.AcceptAsync(link.Token, "Mallory", Password, Stop)).Refusal?.Code);
        await using var db = studio.Store.Read();
        Assert.Equal(
            [("Olaf", $"Invited kim@x.org as manager in {channel.Name}", false), ("Kim Park", "Accepted the invitation", false)],
            (await db.ChangeSets.OrderBy(set => set.Id).ToListAsync(Stop)).TakeLast(2).Select(set => (set.ActorName, set.Purpose, set.CanUndo)));
    }

    [Fact]
    public async Task Link_EndsWithItsTime_WithTheNextLink_AndWithTheAccount()
    {
        var first = (await accounts.InviteAsync("kim@x.org", Role.Viewer, null, TestStudio.Administrator, Stop)).Required;
        var second = (await accounts.CreateLinkAsync("kim@x.org", TestStudio.Administrator, Stop)).Required;

        Assert.Equal(OneTimeLinkKind.Invitation, second.Kind);
        Assert.Equal("link.expired", (await accounts.FindAsync(first.Token, Stop)).Refusal?.Code);
        Assert.True((await accounts.FindAsync(second.Token, Stop)).IsDone);
        Assert.Equal("link.expired", (await accounts.FindAsync("made up", Stop)).Refusal?.Code);
        Assert.Equal("link.expired", (await accounts.FindAsync(null, Stop)).Refusal?.Code);

        Assert.True((await accounts.DisableAsync("kim@x.org", TestStudio.Administrator, Stop)).IsDone);
        Assert.Equal("link.expired", (await accounts.FindAsync(second.Token, Stop)).Refusal?.Code);
        Assert.Equal("account.disabled", (await accounts.CreateLinkAsync("kim@x.org", TestStudio.Administrator, Stop)).Refusal?.Code);
        Assert.True((await accounts.EnableAsync("kim@x.org", TestStudio.Administrator, Stop)).IsDone);
        Assert.Equal("link.expired", (await accounts.FindAsync(second.Token, Stop)).Refusal?.Code);
        second = (await accounts.CreateLinkAsync("kim@x.org", TestStudio.Administrator, Stop)).Required;
        studio.Time.Advance(TimeSpan.FromDays(7));
        Assert.Equal("link.expired", (await accounts.FindAsync(second.Token, Stop)).Refusal?.Code);
    }

    [Fact]
    public async Task ResetLink_SetsAPassword_KeepsTheName_AndEndsTheSignIns()
    {
        var kim = await KimAsync();
        await new UserSessionService(studio.Store, studio.Time).StartAsync(kim, "Firefox on Windows", Stop);
        Assert.Equal(1, Assert.Single((await accounts.ListAsync(TestStudio.Administrator, Stop)).Required).Sessions);
        var link = (await accounts.CreateLinkAsync("kim@x.org", TestStudio.Administrator, Stop)).Required;
        Assert.Equal((OneTimeLinkKind.PasswordReset, TestStudio.Start.AddHours(24)), (link.Kind, link.Until));

        Assert.True((await accounts.AcceptAsync(link.Token, null, "another long sentence", Stop)).IsDone);

        var row = Assert.Single((await accounts.ListAsync(TestStudio.Administrator, Stop)).Required);
        Assert.Equal(("Kim", 0, TestStudio.Start), (row.Name, row.Sessions, row.LastSignInAt));
        await using var scope = services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<User>>();
        Assert.True(await users.CheckPasswordAsync((await users.FindByIdAsync(kim))!, "another long sentence"));
    }

    [Fact]
    public async Task SignedOutEverywhere_LosesTheSignIns_AndNothingElse()
    {
        var kim = await KimAsync();
        await new UserSessionService(studio.Store, studio.Time).StartAsync(kim, "", Stop);

        Assert.True((await accounts.SignOutAsync("kim@x.org", TestStudio.Administrator, Stop)).IsDone);

        var row = Assert.Single((await accounts.ListAsync(TestStudio.Administrator, Stop)).Required);
        Assert.Equal((0, AccountState.Active), (row.Sessions, row.State));
        await using var db = studio.Store.Read();
        Assert.Contains(db.ChangeSets, set => set.Purpose == "Signed Kim out everywhere");
    }

    [Fact]
    public async Task Accounts_AreForAdministratorsOfAllShops()
    {
        await KimAsync();
        var shop = await studio.ChannelAsync();
        foreach (var actor in new[] { TestStudio.Manager, TestStudio.Person("part", Role.Administrator, shop.Id) })
        {
            Assert.Equal(
                ["forbidden", "forbidden", "forbidden", "forbidden", "forbidden", "forbidden"],
                new[]
                {
                    (await accounts.ListAsync(actor, Stop)).Refusal?.Code,
                    (await accounts.InviteAsync("a@x.org", Role.Viewer, null, actor, Stop)).Refusal?.Code,
                    (await accounts.CreateLinkAsync("kim@x.org", actor, Stop)).Refusal?.Code,
                    (await accounts.DisableAsync("kim@x.org", actor, Stop)).Refusal?.Code, (await accounts.RemoveAsync("kim@x.org", actor, Stop)).Refusal?.Code,
                    (await accounts.SetRoleAsync("kim@x.org", Role.Manager, null, actor, Stop)).Refusal?.Code,
                });
        }
    }

    [Fact]
    public async Task OwnAccount_IsNeitherDisabledNorRemoved()
    {
        var kim = await KimAsync(Role.Administrator);
        var actor = TestStudio.Person(kim, Role.Administrator);

        Assert.Equal("account.own", (await accounts.DisableAsync("kim@x.org", actor, Stop)).Refusal?.Code);
        Assert.Equal("account.own", (await accounts.RemoveAsync("kim@x.org", actor, Stop)).Refusal?.Code);
    }

    [Theory]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge on Windows")]
    [InlineData("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on Linux")]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile/15E148 Safari/604.1", "Safari on iPhone")]
    [InlineData("Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36", "Chrome on Android")]
    [InlineData("curl/8.5.0", "Unknown browser")]
    [InlineData(null, "Unknown browser")]
    public void Device_IsNamedByBrowserAndSystem(string? userAgent, string name) => Assert.Equal(name, SignInDevice.Of(userAgent));

    private async Task<string> KimAsync(Role role = Role.Viewer)
    {
        await using var scope = services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<User>>();
        return (await AccountWrites.CreateAsync(users, studio.Store, "kim@x.org", "Kim", Password, role, Actor.CommandLine)).Required;
    }
}
