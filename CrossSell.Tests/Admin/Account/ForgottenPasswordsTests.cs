using System.Net;
using System.Text.RegularExpressions;
using CrossSell.Admin.Account;
using CrossSell.Admin.Hosting;
using CrossSell.Core.People;
using CrossSell.Tests.Support;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace CrossSell.Tests.Admin.Account;

/// <summary>Who forgot the password gets a link by mail: to the studio's own address, not too often, and nobody else learns who has an account.</summary>
public sealed class ForgottenPasswordsTests : IAsyncLifetime
{
    private const string Password = "a long enough sentence";

    private readonly MailServer mailbox = new();
    private TestStudio studio = null!;
    private ServiceProvider services = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        studio = await TestStudio.CreateAsync();
        services = AccountScene.Services(studio);
        Assert.True((await AccountWrites.CreateAsync(
            services.GetRequiredService<UserManager<User>>(), studio.Store, "eva@x.org", "Eva", Password, Role.Merchandiser)).IsDone);
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await studio.DisposeAsync();
        await mailbox.DisposeAsync();
    }

    [Fact]
    public async Task Link_LeadsToTheStudiosOwnAddress_SetsANewPassword_AndWorksForAnHour()
    {
        using var forgotten = Forgotten();
        await forgotten.SendAsync("Eva@X.org", Stop);
        await forgotten.SendAsync("nobody@x.org", Stop);

        var message = Assert.Single(mailbox.Messages);
        Assert.Equal("eva@x.org", Assert.Single(message.To.Mailboxes).Address);
        var token = Uri.UnescapeDataString(
            Regex.Match(message.TextBody ?? "", "https://studio\\.example/account/reset\\?token=(\\S+)").Groups[1].Value);
        var accounts = services.GetRequiredService<AccountService>();
        Assert.Equal("eva@x.org", (await accounts.FindAsync(token, Stop)).Required.Email);

        studio.Time.Advance(ForgottenPasswords.Lifetime);
        Assert.Equal("link.expired", (await accounts.FindAsync(token, Stop)).Refusal?.Code);
    }

    [Fact]
    public async Task Link_IsSentThreeTimesAnHourToOnePerson_AndNotToWhoMayNotSignIn()
    {
        using var forgotten = Forgotten();
        var accounts = services.GetRequiredService<AccountService>();
        Assert.True((await accounts.InviteAsync("kim@x.org", Role.Viewer, null, TestStudio.Administrator, Stop)).IsDone);
        await forgotten.SendAsync("kim@x.org", Stop);
        for (var time = 0; time < 5; time++)
        {
            await forgotten.SendAsync("eva@x.org", Stop);
        }

        Assert.Equal(3, mailbox.Messages.Count);
        Assert.All(mailbox.Messages, message => Assert.Equal("eva@x.org", Assert.Single(message.To.Mailboxes).Address));

        using var later = Forgotten();
        Assert.True((await accounts.DisableAsync("eva@x.org", TestStudio.Administrator, Stop)).IsDone);
        await later.SendAsync("eva@x.org", Stop);
        Assert.Equal(3, mailbox.Messages.Count);
    }

    [Fact]
    public void Sender_WhoAsksTooOften_IsRefused_ForAnyAccount()
    {
        using var forgotten = Forgotten();

        var answers = Enumerable.Range(0, 11).Select(number => forgotten.Ask(IPAddress.Parse("203.0.113.1"), $"person{number}@x.org")).ToList();

        Assert.All(answers.Take(10), Assert.True);
        Assert.False(answers[10]);
        Assert.True(forgotten.Ask(IPAddress.Parse("198.51.100.1"), "eva@x.org"));
    }

    [Fact]
    public void Studio_WithoutMailServerOrPublicAddress_SendsNoLinks()
    {
        using var noMail = Forgotten(hasMail: false);
        using var noAddress = Forgotten(address: null);
        using var both = Forgotten();

        Assert.Equal((false, false, true), (noMail.IsOn, noAddress.IsOn, both.IsOn));
    }

    private ForgottenPasswords Forgotten(bool hasMail = true, string? address = "https://studio.example/") => new(
        studio.Store, new OneTimeLinks(services.GetRequiredService<IDataProtectionProvider>(), studio.Time),
        MailServer.Sender(hasMail ? mailbox.Settings : null), new FrontDoor(address is null ? null : new Uri(address), []),
        NullLogger<ForgottenPasswords>.Instance);
}
