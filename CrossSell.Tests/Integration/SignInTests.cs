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

    private readonly StudioFactory studio = new("Production")
    {
        // Each test is its own proxy, and says where a request comes from.
        Settings = { ["CrossSell:TrustedProxies"] = "127.0.0.0/8, ::1", ["Logging:LogLevel:CrossSell.Admin.Account"] = "Information" },
    };

    private string evaId = "";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        studio.Start();
        evaId = (await MakeAsync("eva@x.org", Password)).Required;
    }

    public ValueTask DisposeAsync() => studio.DisposeAsync();

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

    private static async Task<HttpResponseMessage> TryAsync(Browser browser, string email, string password)
    {
        using var page = await browser.SendAsync(HttpMethod.Get, null);
        var token = Regex.Match(await page.Content.ReadAsStringAsync(Stop), "name=\"__RequestVerificationToken\" value=\"([^\"]+)\"").Groups[1].Value;
        return await browser.SendAsync(HttpMethod.Post, new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["__RequestVerificationToken"] = token, ["_handler"] = "sign-in", ["Form.Email"] = email, ["Form.Password"] = password,
        }));
    }

    /// <summary>Keeps cookies by hand: those of https are not sent over the http of a test by a cookie container.</summary>
    private sealed class Browser(Uri studio, string address) : IDisposable
    {
        private readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = studio };
        private readonly Dictionary<string, string> cookies = new(StringComparer.Ordinal);

        public async Task<HttpResponseMessage> SendAsync(HttpMethod method, HttpContent? content)
        {
            using var request = new HttpRequestMessage(method, "/account/sign-in") { Content = content };
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
