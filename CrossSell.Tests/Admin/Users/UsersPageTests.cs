using Bunit;
using CrossSell.Admin.Account;
using CrossSell.Admin.Features.Users;
using CrossSell.Admin.Shared;
using CrossSell.Core.People;
using CrossSell.Tests.Admin.Account;
using CrossSell.Tests.Admin.Products;
using CrossSell.Tests.Support;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrossSell.Tests.Admin.Users;

/// <summary>Eva, who administers, is on the page of users.</summary>
public sealed class UsersPageTests : IAsyncLifetime
{
    private readonly BunitContext context = new();
    private TestStudio studio = null!;

    private static CancellationToken Stop => Xunit.TestContext.Current.CancellationToken;

    private AccountService Accounts => context.Services.GetRequiredService<AccountService>();

    private Feedback Feedback => context.Services.GetRequiredService<Feedback>();

    public async ValueTask InitializeAsync()
    {
        studio = await TestStudio.CreateAsync();
        await studio.ChannelAsync();
        await ProductUi.PrepareAsync(context, studio, Role.Administrator);
        AccountScene.Add(context.Services);
    }

    public async ValueTask DisposeAsync()
    {
        await context.DisposeAsync();
        await studio.DisposeAsync();
    }

    [Theory]
    [InlineData(true, "Sent to kim@x.org.")]
    [InlineData(false, "The link was not sent. The mail server could not be reached. Copy it and send it yourself.")]
    public async Task Invite_WithAMailServer_SendsTheLink_AndShowsItWhateverBecomesOfIt(bool isThere, string said)
    {
        await using var server = new MailServer();
        context.Services.AddSingleton(MailServer.Sender(isThere ? server.Settings : MailServer.Gone));
        var page = context.Render<UsersPage>();
        await page.WaitForElementAsync("table");
        await Button(page, "Invite user").ClickAsync();
        await page.Find("#invite-email").ChangeAsync("kim@x.org");
        await page.Find("#invite").SubmitAsync();

        page.WaitForAssertion(() => Assert.Contains(said, page.Find("[role=status]").TextContent, StringComparison.Ordinal));
        var address = page.Find("#one-time-link").GetAttribute("value")!;
        Assert.Equal(isThere ? 1 : 0, server.Messages.Count(message => message.TextBody!.Contains(address, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Invite_ShowsALinkThatWorks_AndThePersonInTheList()
    {
        var page = context.Render<UsersPage>();
        await page.WaitForElementAsync("table");
        await Button(page, "Invite user").ClickAsync();
        await page.Find("#invite-email").ChangeAsync("nobody");
        await page.Find("#invite").SubmitAsync();
        Assert.Contains("nobody", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);

        await page.Find("#invite-email").ChangeAsync("kim@x.org");
        await page.ChooseAsync("Role", "manager");
        await page.Find("#invite").SubmitAsync();

        var address = new Uri((await page.WaitForElementAsync("#one-time-link")).GetAttribute("value")!);
        Assert.Equal("/account/accept", address.AbsolutePath);
        Assert.Equal("kim@x.org", (await Accounts.FindAsync(Uri.UnescapeDataString(address.Query["?token=".Length..]), Stop)).Required.Email);
        Assert.Contains("invited", page.FindAll("tbody tr").Single(row => row.TextContent.Contains("kim@x.org", StringComparison.Ordinal)).TextContent,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Role_IsSetForAShop_AndTakenBack()
    {
        var page = await OpenKimAsync();
        await page.ChooseAsync("Camera shop", "manager");
        Assert.Single((await KimAsync()).Grants);
        await page.Find("dialog form").SubmitAsync();

        Assert.Equal("Kim@x.org is manager in Camera shop.", Assert.Single(Feedback.Messages).Text, ignoreCase: true);
        Assert.Equal(2, (await KimAsync()).Grants.Count);
        await Feedback.UndoLastAsync();
        Assert.Equal(new Grant(Role.Viewer, null), Assert.Single((await KimAsync()).Grants));
    }

    [Fact]
    public async Task SecondStep_IsTakenAwayOnlyWhenSaidTwice()
    {
        Assert.True((await Accounts.InviteAsync("kim@x.org", Role.Viewer, null, TestStudio.Administrator, Stop)).IsDone);
        await studio.WriteAsync(async session =>
            (await session.Db.Users.SingleAsync(user => user.Email == "kim@x.org", Stop)).TwoFactorEnabled = true);
        var page = await OpenAsync();

        await Button(page, "Reset two-step sign-in").ClickAsync();
        Assert.Contains("The password alone signs them in then.", page.Find(".cs-note").TextContent, StringComparison.Ordinal);
        Assert.True((await KimAsync()).HasTwoStep);
        await Button(page, "Keep").ClickAsync();
        Assert.Empty(page.FindAll(".cs-note"));

        await Button(page, "Reset two-step sign-in").ClickAsync();
        await page.Find(".cs-note .cs-danger").ClickAsync();
        Assert.False((await KimAsync()).HasTwoStep);
    }

    [Fact]
    public async Task Disabled_Account_IsEnabledByUndo_AndRemovedOnlyWhenSaidTwice()
    {
        var page = await OpenKimAsync();
        await Button(page, "Disable").ClickAsync();
        Assert.Equal(AccountState.Disabled, (await KimAsync()).State);
        await page.InvokeAsync(Feedback.UndoLastAsync);
        Assert.Equal(AccountState.Invited, (await KimAsync()).State);

        await Button(page, "Remove").ClickAsync();
        Assert.Contains("cannot be undone", page.Find(".cs-note").TextContent, StringComparison.Ordinal);
        await Button(page, "Remove account").ClickAsync();

        Assert.Empty(page.FindAll("dialog"));
        Assert.DoesNotContain((await Accounts.ListAsync(TestStudio.Administrator, Stop)).Required, row => row.Email == "kim@x.org");
    }

    [Fact]
    public async Task LastAdministrator_StaysOne_AndTheListShowsIt()
    {
        context.Services.GetRequiredService<NavigationManager>().NavigateTo("/settings/users?user=eva@test");
        var page = context.Render<UsersPage>();
        await page.WaitForElementAsync("#role-");

        await page.ChooseAsync("role-", "viewer");
        await page.Find("dialog form").SubmitAsync();

        Assert.Contains("last administrator", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Equal(Role.Administrator, (await Accounts.ListAsync(TestStudio.Administrator, Stop)).Required.Single().RoleIn(null));
    }

    private static AngleSharp.Dom.IElement Button(IRenderedComponent<UsersPage> page, string name) =>
        page.FindAll("button").Single(button => button.TextContent.Trim() == name);

    private async Task<IRenderedComponent<UsersPage>> OpenKimAsync()
    {
        Assert.True((await Accounts.InviteAsync("kim@x.org", Role.Viewer, null, TestStudio.Administrator, Stop)).IsDone);
        return await OpenAsync();
    }

    private async Task<IRenderedComponent<UsersPage>> OpenAsync()
    {
        context.Services.GetRequiredService<NavigationManager>().NavigateTo("/settings/users?user=kim@x.org");
        var page = context.Render<UsersPage>();
        await page.WaitForElementAsync("dialog");
        return page;
    }

    private async Task<AccountRow> KimAsync() =>
        (await Accounts.ListAsync(TestStudio.Administrator, Stop)).Required.Single(row => row.Email == "kim@x.org");
}
