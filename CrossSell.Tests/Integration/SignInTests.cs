using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using CrossSell.Admin.Account;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Tests.Support;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrossSell.Tests.Integration;

/// <summary>Guessing passwords, from outside: strangers are slowed down, and nobody is locked out by them.</summary>
[Trait("Kind", "Slow")]
public sealed class SignInTests : IAsyncLifetime
{
    private const string Password = "a long enough sentence";

    private const string Locked = "Too many wrong passwords or codes. Try again in five minutes.";

    private readonly MailServer mailbox = new();

    private readonly StudioFactory studio = new("Production")
    {
        // Each test is its own proxy, and says where a request comes from.
        Settings = { ["CrossSell:TrustedProxies"] = "127.0.0.0/8, ::1", ["Logging:LogLevel:CrossSell.Admin.Account"] = "Information" },
    };

    private string evaId = "";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        (studio.Settings["CrossSell:PublicAddress"], studio.Settings["Mail:From"]) = ("https://studio.example", "studio@example.com");
        (studio.Settings["Mail:Host"], studio.Settings["Mail:Security"]) = (mailbox.Settings.Host, "None");
        studio.Settings["Mail:Port"] = mailbox.Settings.Port.ToString(CultureInfo.InvariantCulture);
        studio.Start();
        evaId = (await MakeAsync("eva@x.org", Password)).Required;
    }

    public async ValueTask DisposeAsync()
    {
        await studio.DisposeAsync();
        await mailbox.DisposeAsync();
    }

    [Fact]
    public async Task ForgottenPassword_IsAnsweredAlike_WhetherThereIsAnAccountOrNot_AndTheLinkComesByMail()
    {
        using var visitor = Client("203.0.113.1");
        using var known = await ForgotAsync(visitor, "eva@x.org");
        using var unknown = await ForgotAsync(visitor, "nobody@x.org");

        var said = await SaidAsync(known);
        Assert.Contains("If eva@x.org has an account, a link is on its way there.", said, StringComparison.Ordinal);
        Assert.Equal(said, (await SaidAsync(unknown)).Replace("nobody@x.org", "eva@x.org", StringComparison.Ordinal));
        var message = await mailbox.FirstAsync.WaitAsync(Stop);
        Assert.Contains("https://studio.example/account/reset?token=", message.TextBody, StringComparison.Ordinal);

        for (var time = 2; time < 10; time++)
        {
            using var more = await ForgotAsync(visitor, "nobody@x.org");
        }

        using var refused = await ForgotAsync(visitor, "eva@x.org");
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);

        // But for the secrets of each answer.
        static async Task<string> SaidAsync(HttpResponseMessage answer) =>
            Regex.Replace(await answer.Content.ReadAsStringAsync(Stop), "CfDJ8[^\"]+", "");
    }

    [Theory]
    [InlineData("eva@x.org")]
    [InlineData("nobody@x.org")]
    public async Task SixthWrongPassword_IsNotTried_AndSaysWhenToTryAgain_WhetherThereIsAnAccountOrNot(string email)
    {
        using var stranger = Client("203.0.113.1");
        for (var attempt = 0; attempt < 5; attempt++)
        {
            using var wrong = await TryAsync(stranger, email, "guessed");
            Assert.Equal(HttpStatusCode.OK, wrong.StatusCode);
        }

        using var answer = await TryAsync(stranger, email, Password);

        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.InRange(answer.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromMinutes(14), TimeSpan.FromMinutes(15));
        Assert.StartsWith("\"sign-in\";q=5;w=900, ", Assert.Single(answer.Headers.GetValues("RateLimit-Policy")), StringComparison.Ordinal);
        Assert.Contains("Too many wrong passwords. Try again in 15 minutes.", await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WrongPasswords_OfStrangers_NeitherEndASignInNorStopThePersonFromSigningIn()
    {
        using var eva = Client("203.0.113.1");
        Assert.Equal(HttpStatusCode.Redirect, (await TryAsync(eva, "eva@x.org", Password)).StatusCode);
        // Behind the same address, such as an office's: the browser that she used before is told apart.
        using var stranger = Client("203.0.113.1");
        for (var attempt = 0; attempt < 7; attempt++)
        {
            await TryAsync(stranger, "eva@x.org", "guessed");
        }

        await using (var db = studio.Store.Read())
        {
            Assert.Equal(1, await db.UserSessions.CountAsync(session => session.UserId == evaId, Stop));
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, (await TryAsync(stranger, "eva@x.org", Password)).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await TryAsync(eva, "eva@x.org", Password)).StatusCode);
        using var elsewhere = Client("198.51.100.1");
        Assert.Equal(HttpStatusCode.Redirect, (await TryAsync(elsewhere, "eva@x.org", Password)).StatusCode);
    }

    [Fact]
    public async Task SignIn_StandsInTheLog_ByTheAccountAndNotByItsAddress()
    {
        using var eva = Client("203.0.113.1");

        await TryAsync(eva, "eva@x.org", Password);

        Assert.Contains(studio.EveryLog, line => line.StartsWith($"Account {evaId} signed in with ", StringComparison.Ordinal));
        Assert.DoesNotContain(studio.EveryLog, line => line.Contains("eva@x.org", StringComparison.Ordinal));
    }

    [Fact]
    public async Task LockedAccount_SaysSoToWhoHasThePassword_AndToNobodyElse()
    {
        await using (var session = await studio.Store.WriteAsync(Actor.CommandLine, "Locked Eva out", Stop))
        {
            (await session.Db.Users.AsTracking().SingleAsync(Stop)).LockoutEnd = TestClock.Now.AddYears(100);
            Assert.Null((await session.CommitAsync(Stop)).Refusal);
        }

        using var eva = Client("203.0.113.1");

        using var right = await TryAsync(eva, "eva@x.org", Password);
        using var wrong = await TryAsync(eva, "eva@x.org", "guessed");

        Assert.Contains(Locked, await right.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        var answer = await wrong.Content.ReadAsStringAsync(Stop);
        Assert.Contains("The e-mail address or password is wrong.", answer, StringComparison.Ordinal);
        Assert.DoesNotContain(Locked, answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LockedAccount_IsOpenInTheBrowserThatThePersonUsedBefore()
    {
        using var eva = Client("203.0.113.1");
        await TryAsync(eva, "eva@x.org", Password);
        await using (var session = await studio.Store.WriteAsync(Actor.CommandLine, "Locked Eva out", Stop))
        {
            (await session.Db.Users.AsTracking().SingleAsync(Stop)).LockoutEnd = TestClock.Now.AddYears(100);
            Assert.Null((await session.CommitAsync(Stop)).Refusal);
        }

        using var known = await TryAsync(eva, "eva@x.org", Password);
        using var stranger = Client("203.0.113.1");
        using var elsewhere = await TryAsync(stranger, "eva@x.org", Password);

        Assert.Equal((HttpStatusCode.Redirect, HttpStatusCode.OK), (known.StatusCode, elsewhere.StatusCode));
    }

    [Fact]
    public async Task RecoveryCode_WorksOnce_IsNotStoredAsItIs_AndIsNotGuessed()
    {
        var actor = Actor.CommandLine with { Kind = ActorKind.Person, Id = evaId };
        var key = OwnAccount.NewKey("eva@x.org");
        var now = studio.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        var codes = (await studio.Services.GetRequiredService<OwnAccount>().TurnOnTwoStepAsync(
            key.Key, Totp.CodeOf(Totp.Read(key.Key), Totp.StepAt(now)), Password, actor, Stop)).Required;
        await using (var db = studio.Store.Read())
        {
            var stored = await db.UserTokens.Select(token => token.Value).ToListAsync(Stop);
            Assert.DoesNotContain(stored, value => codes.Any(code => value!.Contains(code, StringComparison.Ordinal)));
        }

        using var home = Client("203.0.113.1");
        await TryAsync(home, "eva@x.org", Password);
        Assert.Equal(HttpStatusCode.Redirect, (await CodeAsync(home, codes[0].ToLowerInvariant())).StatusCode);
        using var stranger = Client("198.51.100.1");
        await TryAsync(stranger, "eva@x.org", Password);
        string[] guesses = [codes[0], "AAAAA-AAAAA", "BBBBB-BBBBB", "CCCCC-CCCCC", "DDDDD-DDDDD"];
        foreach (var guess in guesses)
        {
            using var wrong = await CodeAsync(stranger, guess);
            Assert.Equal(HttpStatusCode.OK, wrong.StatusCode);
        }

        using var answer = await CodeAsync(stranger, codes[1]);
        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.Contains("Too many wrong codes. Try again in 15 minutes.", await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("password1234", false)]
    [InlineData("kim@x.org kim@x.org", false)]
    [InlineData("GRASS OVER BRICKS", true)]
    public async Task Account_WithAPasswordThatIsGuessedFirst_IsNotMade(string password, bool taken)
    {
        var made = await MakeAsync("kim@x.org", password);

        Assert.Equal(taken, made.IsDone);
        Assert.True(taken || made.Refusal!.Message.Contains("easy to guess", StringComparison.Ordinal));
    }

    private async Task<Outcome<string>> MakeAsync(string email, string password)
    {
        await using var scope = studio.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<User>>();
        return await AccountWrites.CreateAsync(users, studio.Store, email, "A person", password, Role.Administrator, Actor.CommandLine);
    }

    /// <summary>A browser behind the proxy; outside Development it keeps cookies only when the proxy says that it speaks https.</summary>
    private Browser Client(string address) => new(studio.Address, address);

    private static Task<HttpResponseMessage> CodeAsync(Browser browser, string code) => PostAsync(
        browser, "/account/code", new Dictionary<string, string> { ["_handler"] = "code", ["Form.Code"] = code });

    private static Task<HttpResponseMessage> TryAsync(Browser browser, string email, string password) => PostAsync(
        browser, "/account/sign-in", new Dictionary<string, string> { ["_handler"] = "sign-in", ["Form.Email"] = email, ["Form.Password"] = password });

    private static Task<HttpResponseMessage> ForgotAsync(Browser browser, string email) => PostAsync(
        browser, "/account/forgot", new Dictionary<string, string> { ["_handler"] = "forgot", ["Form.Email"] = email });

    private static async Task<HttpResponseMessage> PostAsync(Browser browser, string path, Dictionary<string, string> form)
    {
        using var page = await browser.SendAsync(HttpMethod.Get, path, null);
        var token = Regex.Match(await page.Content.ReadAsStringAsync(Stop), "name=\"__RequestVerificationToken\" value=\"([^\"]+)\"").Groups[1].Value;
        form["__RequestVerificationToken"] = token;
        return await browser.SendAsync(HttpMethod.Post, path, new FormUrlEncodedContent(form));
    }

    /// <summary>Keeps cookies by hand: those of https are not sent over the http of a test by a cookie container.</summary>
    private sealed class Browser(Uri studio, string address) : IDisposable
    {
        private readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = studio };
        private readonly Dictionary<string, string> cookies = new(StringComparer.Ordinal);

        public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content)
        {
            using var request = new HttpRequestMessage(method, path) { Content = content };
            request.Headers.Add("X-Forwarded-For", address);
            request.Headers.Add("X-Forwarded-Proto", "https");
            // The sign-in itself is left out: each try is one of somebody who is signed out.
            if (cookies.Count > 0)
            {
                request.Headers.Add(
                    "Cookie", string.Join("; ", cookies.Where(cookie => cookie.Key != "crosssell").Select(cookie => $"{cookie.Key}={cookie.Value}")));
            }

            var answer = await client.SendAsync(request, Stop);
            foreach (var cookie in answer.Headers.TryGetValues("Set-Cookie", out var set) ? set : [])
            {
                var pair = cookie.Split(';')[0].Split('=', 2);
                cookies[pair[0]] = pair[1];
            }

            return answer;
        }

        public void Dispose() => client.Dispose();
    }
}
