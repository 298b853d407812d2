using Bunit;
using Bunit.TestDoubles;
using CrossSell.Admin.Features.MyAccount;
using CrossSell.Admin.Shared;
using CrossSell.Core.Access;
using CrossSell.Core.People;
using CrossSell.Tests.Admin.Account;
using CrossSell.Tests.Admin.Products;
using CrossSell.Tests.Support;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrossSell.Tests.Admin.MyAccount;

/// <summary>Eva is on the page of her own account.</summary>
public sealed class AccountPageTests : IAsyncLifetime
{
    private const string Password = "a long enough sentence";

    private readonly BunitContext context = new();
    private TestStudio studio = null!;

    private static CancellationToken Stop => Xunit.TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        studio = await TestStudio.CreateAsync();
        await ProductUi.PrepareAsync(context, studio);
        AccountScene.Add(context.Services);
        context.Services.AddScoped<AntiforgeryStateProvider, NoToken>();
        await studio.WriteAsync(async session =>
        {
            var eva = await session.Db.Users.SingleAsync(Stop);
            eva.PasswordHash = new PasswordHasher<User>().HashPassword(eva, Password);
        });
    }

    public async ValueTask DisposeAsync()
    {
        await context.DisposeAsync();
        await studio.DisposeAsync();
    }

    [Fact]
    public async Task Format_GoesWithTheLanguage_UntilAnotherIsChosen()
    {
        var page = await OpenAsync();

        await page.ChooseAsync("own-language", "Deutsch");
        Assert.StartsWith("German", page.ChosenIn("own-format"), StringComparison.Ordinal);

        await page.ChooseAsync("own-format", page.LinesOf("own-format").Single(line => line.StartsWith("French", StringComparison.Ordinal)));
        await page.ChooseAsync("own-language", "Nederlands");

        Assert.StartsWith("French", page.ChosenIn("own-format"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Password_ThatIsWrong_IsSaidBesideIt_AndTheRightOneChangesIt()
    {
        var page = await OpenAsync();
        await page.Find("#own-present").ChangeAsync("wrong");
        await page.Find("#own-password").ChangeAsync("another long sentence");
        await Form(page, "Change password").SubmitAsync();
        Assert.Equal("This is not your current password.", page.Find("[role=alert]").TextContent);

        await page.Find("#own-present").ChangeAsync(Password);
        await Form(page, "Change password").SubmitAsync();

        Assert.Empty(page.FindAll("[role=alert]"));
        Assert.Equal("Changed your password.", Assert.Single(context.Services.GetRequiredService<Feedback>().Messages).Text);
        Assert.Equal("", page.Find("#own-password").GetAttribute("value") ?? "");
    }

    [Fact]
    public async Task Formats_AreOfferedWithExamples_AndThePageIsMadeAgainWithWhatWasChosen()
    {
        var page = await OpenAsync();
        Assert.StartsWith("English (UK): ", page.ChosenIn("Format"), StringComparison.Ordinal);
        Assert.Contains("German: 1.299,00 · 03.12.2026 · 14:05", page.LinesOf("Format"));
        Assert.True(page.Find("[aria-labelledby=formats-title] [type=submit]").HasAttribute("disabled"));

        await page.ChooseAsync("Format", "German: 1.299,00 · 03.12.2026 · 14:05");
        await page.Find("#own-zone").ChangeAsync("Nowhere/Land");
        await page.Find("[aria-labelledby=formats-title] form").SubmitAsync();
        Assert.StartsWith("There is no time zone Nowhere/Land.", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);

        await page.Find("#own-zone").ChangeAsync("Europe/Berlin");
        await page.Find("[aria-labelledby=formats-title] form").SubmitAsync();

        await using var db = studio.Store.Read();
        var eva = await db.Users.SingleAsync(Stop);
        Assert.Equal(("de-DE", "Europe/Berlin"), (eva.NumberFormat, eva.TimeZone));
        var made = Assert.IsType<BunitNavigationManager>(context.Services.GetRequiredService<NavigationManager>()).History.First();
        Assert.True(made.Options.ForceLoad);
        Assert.EndsWith("/account", made.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignIns_ShowThisOneMarked_AndEndTheOthers()
    {
        var sessions = context.Services.GetRequiredService<UserSessionService>();
        await using (var db = studio.Store.Read())
        {
            await sessions.StartAsync((await db.Users.SingleAsync(Stop)).Id, "Safari on iPhone", Stop);
        }

        var page = await OpenAsync();
        await page.WaitForAssertionAsync(() => Assert.Equal(2, page.FindAll("section[aria-labelledby=sessions-title] li").Count));
        Assert.Contains("this browser", page.FindAll("section[aria-labelledby=sessions-title] li")
            .Single(line => line.TextContent.Contains("Unknown browser", StringComparison.Ordinal)).TextContent, StringComparison.Ordinal);

        await page.FindAll("button").Single(button => button.TextContent == "Sign out everywhere else").ClickAsync();

        Assert.Single(page.FindAll("section[aria-labelledby=sessions-title] li"));
    }

    [Fact]
    public async Task TwoStep_ShowsRecoveryCodesOnce()
    {
        var page = await OpenAsync();
        await page.FindAll("button").Single(button => button.TextContent == "Set up").ClickAsync();
        Assert.StartsWith("M", page.Find("svg[aria-label^='QR code'] path").GetAttribute("d"), StringComparison.Ordinal);
        var key = page.Find("#two-step-key").GetAttribute("value")!;
        await page.Find("#two-step-code").ChangeAsync(Totp.CodeOf(Totp.Read(key), Totp.StepAt(studio.Time.GetUtcNow())));
        await page.Find("#two-step-password").ChangeAsync(Password);
        await Form(page, "Turn on").SubmitAsync();

        Assert.Equal(10, page.FindAll("[aria-label='Recovery codes'] li").Count);
        await page.FindAll("button").Single(button => button.TextContent == "I have saved them").ClickAsync();
        Assert.Contains("10 recovery codes left", page.Find("section[aria-labelledby=two-step-title]").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(key, page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void QrPicture_HoldsAFinderPatternInEachOfItsCorners()
    {
        var picture = QrPicture.Of("otpauth://totp/CrossSell:kim@x.org?secret=GEZDGNBVGY3TQOJQ&issuer=CrossSell");

        // A dark corner four squares in, and four further a light edge.
        foreach (var (x, y) in new[] { (4, 4), (picture.Size - 5, 4), (4, picture.Size - 5) })
        {
            Assert.Contains($"M{x} {y}h1v1h-1z", picture.Path, StringComparison.Ordinal);
        }

        Assert.DoesNotContain($"M{picture.Size - 1} ", picture.Path, StringComparison.Ordinal);
        Assert.DoesNotContain("M0 ", picture.Path, StringComparison.Ordinal);
    }

    private static AngleSharp.Dom.IElement Form(IRenderedComponent<AccountPage> page, string button) =>
        page.FindAll("form").Single(form => form.QuerySelectorAll("button").Any(item => item.TextContent == button));

    /// <summary>Outside of a host there is none; only passkeys ask for it.</summary>
    private sealed class NoToken : AntiforgeryStateProvider
    {
        public override AntiforgeryRequestToken? GetAntiforgeryToken() => null;
    }

    private async Task<IRenderedComponent<AccountPage>> OpenAsync()
    {
        var page = context.Render<AccountPage>();
        await page.WaitForElementAsync("#own-present");
        return page;
    }
}
