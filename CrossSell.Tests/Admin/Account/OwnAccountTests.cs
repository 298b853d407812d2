using CrossSell.Admin.Account;
using CrossSell.Core.Access;
using CrossSell.Core.People;
using CrossSell.Tests.Support;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrossSell.Tests.Admin.Account;

/// <summary>Kim changes what is Kim's; what keeps others out asks for the password again.</summary>
public sealed class OwnAccountTests : IAsyncLifetime
{
    private const string Password = "a long enough sentence";

    private TestStudio studio = null!;
    private ServiceProvider services = null!;
    private Actor kim = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private OwnAccount Own => services.GetRequiredService<OwnAccount>();

    private UserSessionService Sessions => services.GetRequiredService<UserSessionService>();

    public async ValueTask InitializeAsync()
    {
        studio = await TestStudio.CreateAsync();
        services = AccountScene.Services(studio);
        await using var scope = services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<User>>();
        var id = (await AccountWrites.CreateAsync(users, studio.Store, "kim@x.org", "Kim", Password, Role.Viewer, Actor.CommandLine)).Required;
        kim = TestStudio.Person(id, Role.Viewer) with { Name = "Kim" };
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await studio.DisposeAsync();
    }

    [Fact]
    public async Task Name_IsChanged_AndRefusedWhenBlank()
    {
        Assert.Equal("account.name", (await Own.RenameAsync(" ", kim, Stop)).Refusal?.Code);
        Assert.True((await Own.RenameAsync(" Kim Park ", kim, Stop)).IsDone);

        Assert.Equal("Kim Park", (await Own.LoadAsync(kim, Stop))?.Name);
        Assert.Equal("Changed their name to Kim Park", await LastPurposeAsync());
    }

    [StudioFact]
    public async Task Formats_AreKeptWithThePerson_AndComeWithTheSignIn()
    {
        var here = await Sessions.StartAsync(kim.Id, "Firefox on Linux", Stop);
        Assert.Equal((null, null), await SignedInAsync());

        Assert.Equal("account.language", (await Own.ChooseFormatsAsync("tlh", null, null, kim, Stop)).Refusal?.Code);
        Assert.Equal("account.format", (await Own.ChooseFormatsAsync(null, "tlh", null, kim, Stop)).Refusal?.Code);
        Assert.Equal("account.zone", (await Own.ChooseFormatsAsync(null, "de-DE", "Nowhere/Land", kim, Stop)).Refusal?.Code);
        Assert.True((await Own.ChooseFormatsAsync(null, "de-DE", "Europe/Berlin", kim, Stop)).IsDone);

        Assert.Equal(("de-DE", "Europe/Berlin"), await SignedInAsync());
        Assert.Equal("Changed their language and formats", await LastPurposeAsync());
        Assert.True((await Own.ChooseFormatsAsync(null, "de-DE", null, kim, Stop)).IsDone);
        var mine = await Own.LoadAsync(kim, Stop);
        Assert.Equal(("de-DE", null), (mine?.NumberFormat, mine?.TimeZone));

        async Task<(string?, string?)> SignedInAsync() =>
            await Sessions.FindAsync(here, Stop) is { } live ? (live.NumberFormat, live.TimeZone) : ("over", null);
    }

    [Fact]
    public async Task Password_IsChangedWithThePresentOne_AndEndsTheOtherSignIns()
    {
        var here = await Sessions.StartAsync(kim.Id, "Firefox on Linux", Stop);
        await Sessions.StartAsync(kim.Id, "Safari on iPhone", Stop);

        Assert.Equal("account.password", (await Own.ChangePasswordAsync("wrong", "another long sentence", here, kim, Stop)).Refusal?.Code);
        Assert.Equal("account.invalid", (await Own.ChangePasswordAsync(Password, "short", here, kim, Stop)).Refusal?.Code);
        Assert.Equal(2, (await Sessions.ListAsync(kim, Stop)).Count);
        Assert.True((await Own.ChangePasswordAsync(Password, "another long sentence", here, kim, Stop)).IsDone);

        Assert.Equal([here], (await Sessions.ListAsync(kim, Stop)).Select(session => session.Id));
        Assert.Equal("account.password", (await Own.ChangePasswordAsync(Password, "a third long sentence", here, kim, Stop)).Refusal?.Code);
    }

    [Fact]
    public async Task WrongPasswords_AreCounted_AndLockTheAccountEverywhere()
    {
        var here = await Sessions.StartAsync(kim.Id, "", Stop);
        for (var guess = 0; guess < 5; guess++)
        {
            Assert.NotNull((await Own.ChangePasswordAsync($"guess {guess}", "another long sentence", here, kim, Stop)).Refusal);
        }

        Assert.Equal("account.locked", (await Own.ChangePasswordAsync(Password, "another long sentence", here, kim, Stop)).Refusal?.Code);
        Assert.Empty(await Sessions.ListAsync(kim, Stop));
    }

    [Fact]
    public async Task TwoStep_IsTurnedOnByACode_WhichWorksOnce_AndOffAgain()
    {
        var key = OwnAccount.NewKey("kim@x.org");
        Assert.Contains($"secret={key.Key}", key.Address, StringComparison.Ordinal);
        Assert.Equal("two-step.code", (await Own.TurnOnTwoStepAsync(key.Key, "000000x", Password, kim, Stop)).Refusal?.Code);
        Assert.Equal("account.password", (await Own.TurnOnTwoStepAsync(key.Key, CodeOf(key), "wrong", kim, Stop)).Refusal?.Code);

        var codes = (await Own.TurnOnTwoStepAsync(key.Key, CodeOf(key), Password, kim, Stop)).Required;

        Assert.Equal(10, codes.Distinct().Count());
        Assert.Equal((true, 10), (await Own.LoadAsync(kim, Stop)) is { } mine ? (mine.HasTwoStep, mine.RecoveryCodes) : default);
        Assert.False(await IsValidAsync(CodeOf(key)));
        Assert.True(await IsValidAsync(CodeOf(key, 1)));
        Assert.False(await IsValidAsync(CodeOf(key, 1)));
        studio.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.True(await IsValidAsync(CodeOf(key)));
        Assert.NotEqual(codes, (await Own.RenewRecoveryCodesAsync(Password, kim, Stop)).Required);
        Assert.Equal("account.password", (await Own.TurnOffTwoStepAsync("wrong", kim, Stop)).Refusal?.Code);
        Assert.True((await Own.TurnOffTwoStepAsync(Password, kim, Stop)).IsDone);
        Assert.Equal((false, 0), (await Own.LoadAsync(kim, Stop)) is { } after ? (after.HasTwoStep, after.RecoveryCodes) : default);
        Assert.False(await IsValidAsync(CodeOf(key, 1)));
        Assert.Equal("Turned off two-step sign-in", await LastPurposeAsync());
        await using var db = studio.Store.Read();
        Assert.DoesNotContain(db.Changes, change => change.After!.Contains(key.Key) || change.Before!.Contains(key.Key));
    }

    [Fact]
    public async Task Passkey_IsAddedAndRemoved_AndAnAdministratorTakesAllAway()
    {
        await Own.AddPasskeyAsync(Passkey(1, "Work laptop"), kim, Stop);
        await Own.AddPasskeyAsync(Passkey(2, "Phone"), kim, Stop);
        var key = OwnAccount.NewKey("kim@x.org");
        Assert.True((await Own.TurnOnTwoStepAsync(key.Key, CodeOf(key), Password, kim, Stop)).IsDone);

        Assert.Equal("account.password", (await Own.RemovePasskeyAsync("01", "wrong", kim, Stop)).Refusal?.Code);
        Assert.True((await Own.RemovePasskeyAsync("01", Password, kim, Stop)).IsDone);
        Assert.Equal("not-found", (await Own.RemovePasskeyAsync("01", Password, kim, Stop)).Refusal?.Code);
        Assert.Equal(["Phone"], (await Own.LoadAsync(kim, Stop))!.Passkeys.Select(passkey => passkey.Name));

        var accounts = services.GetRequiredService<AccountService>();
        var row = Assert.Single((await accounts.ListAsync(TestStudio.Administrator, Stop)).Required);
        Assert.Equal((true, 1), (row.HasTwoStep, row.Passkeys));
        Assert.True((await accounts.ResetTwoStepAsync("kim@x.org", TestStudio.Administrator, Stop)).IsDone);
        row = Assert.Single((await accounts.ListAsync(TestStudio.Administrator, Stop)).Required);
        Assert.Equal((false, 0), (row.HasTwoStep, row.Passkeys));
    }

    [Fact]
    public async Task SignIns_AreEndedOneByOne_AndOnlyOnesOwn()
    {
        var here = await Sessions.StartAsync(kim.Id, "Firefox on Linux", Stop);
        var phone = await Sessions.StartAsync(kim.Id, "Safari on iPhone", Stop);
        await Sessions.StartAsync(kim.Id, "Edge on Windows", Stop);
        var other = TestStudio.Person("somebody", Role.Administrator);

        await Sessions.EndAsync(phone, other, Stop);
        await Sessions.EndOthersAsync(here, other, Stop);
        Assert.Equal(3, (await Sessions.ListAsync(kim, Stop)).Count);
        await Sessions.EndAsync(phone, kim, Stop);
        Assert.Equal(2, (await Sessions.ListAsync(kim, Stop)).Count);
        await Sessions.EndOthersAsync(here, kim, Stop);
        Assert.Equal("Firefox on Linux", Assert.Single(await Sessions.ListAsync(kim, Stop)).Device);
    }

    private string CodeOf(AuthenticatorKey key, int stepsOn = 0) => Totp.CodeOf(Totp.Read(key.Key), Totp.StepAt(studio.Time.GetUtcNow()) + stepsOn);

    private async Task<bool> IsValidAsync(string code)
    {
        await using var scope = services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<User>>();
        return await users.VerifyTwoFactorTokenAsync((await users.FindByIdAsync(kim.Id))!, TokenOptions.DefaultAuthenticatorProvider, code);
    }

    private async Task<string> LastPurposeAsync()
    {
        await using var db = studio.Store.Read();
        return (await db.ChangeSets.OrderBy(set => set.Id).LastAsync(Stop)).Purpose;
    }

    private static UserPasskeyInfo Passkey(byte id, string name) =>
        new([id], [1, 2, 3], TestStudio.Start, 0, null, true, false, false, [], []) { Name = name };
}
