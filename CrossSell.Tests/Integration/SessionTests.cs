using System.Buffers.Binary;
using System.Net;
using System.Text.RegularExpressions;
using CrossSell.Admin.Account;
using CrossSell.Core;
using CrossSell.Core.Access;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using CrossSell.Tests.Support;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace CrossSell.Tests.Integration;

/// <summary>Who signs in and who does not, and that a sign-in which has ended is ended.</summary>
[Trait("Kind", "Slow")]
public sealed class SessionTests : IAsyncLifetime
{
    private const string Password = "a long enough sentence";

    private readonly StudioFactory studio = new("Production");
    private string evaId = "";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        studio.Start();
        evaId = await MakeAsync("eva@x.org", Role.Administrator);
    }

    public ValueTask DisposeAsync() => studio.DisposeAsync();

    [Fact]
    public async Task OldCookie_AfterSignOut_OpensNothing()
    {
        using var client = Client();
        var cookie = await SignInAsync(client, "eva@x.org", Password);
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(client, "/", cookie)).StatusCode);

        // The token of a form that this person sees.
        var page = await AskAsync(client, "/account/sign-in", cookie);
        var answer = await PostAsync(
            client, "/account/sign-out", $"{cookie}; {Sent(page)}",
            new() { ["__RequestVerificationToken"] = Token(await page.Content.ReadAsStringAsync(Stop)) });

        Assert.Equal("/account/sign-in", answer.Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.Redirect, (await AskAsync(client, "/", cookie)).StatusCode);
    }

    [Theory]
    [InlineData("eva@x.org")]
    [InlineData("nobody@x.org")]
    public async Task WrongPassword_CostsTheSame_WhetherThereIsAnAccountOrNot(string email)
    {
        await using var scope = studio.Services.CreateAsyncScope();
        var signIn = scope.ServiceProvider.GetRequiredService<StudioSignIn>();
        // The first stranger of a process also pays for the hash to compare with.
        await signIn.PasswordSignInAsync("stranger@x.org", "a wrong sentence", isPersistent: false, lockoutOnFailure: false);
        var hasher = new CountingHasher(scope.ServiceProvider.GetRequiredService<IOptions<PasswordHasherOptions>>());
        signIn.UserManager.PasswordHasher = hasher;

        var result = await signIn.PasswordSignInAsync(email, "a wrong sentence", isPersistent: false, lockoutOnFailure: false);

        Assert.Equal((false, 0, 1), (result.Succeeded, hasher.Hashed, hasher.Verified));
    }

    [Fact]
    public async Task Password_IsStoredWithTodaysRounds()
    {
        await using var db = studio.Store.Read();
        var stored = Convert.FromBase64String((await db.Users.SingleAsync(user => user.Id == evaId, Stop)).PasswordHash!);

        // Format 1 of ASP.NET Core Identity: its number, the function (2 is HMAC-SHA-512), the rounds, in network order.
        var (function, rounds) = (BinaryPrimitives.ReadInt32BigEndian(stored.AsSpan(1)), BinaryPrimitives.ReadInt32BigEndian(stored.AsSpan(5)));
        Assert.Equal((1, 2, 210_000), (stored[0], function, rounds));
    }

    [Fact]
    public async Task SignOut_WithoutItsToken_IsABadRequest_AndForNobodyAWayToSignIn()
    {
        using var client = Client();
        var cookie = await SignInAsync(client, "eva@x.org", Password);

        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(client, "/account/sign-out", cookie, [])).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(client, "/", cookie)).StatusCode);
        var nobody = await PostAsync(client, "/account/sign-out", null, []);
        Assert.Equal((HttpStatusCode.Redirect, "/account/sign-in"), (nobody.StatusCode, nobody.Headers.Location?.OriginalString));
    }

    [Theory]
    [InlineData("/products?q=кофе", "/products?q=%D0%BA%D0%BE%D1%84%D0%B5")]
    [InlineData("/bundles/été#now", "/bundles/%C3%A9t%C3%A9#now")]
    [InlineData("/products?q=a%20b", "/products?q=a%20b")]
    [InlineData("//elsewhere.example", "/")]
    [InlineData("/\\elsewhere.example", "/")]
    [InlineData("https://elsewhere.example/", "/")]
    [InlineData("/a\r\nX: y", "/")]
    [InlineData("/.//elsewhere.example", "/")]
    [InlineData("/x/..//elsewhere.example", "/")]
    public async Task ReturnUrl_LeadsWithinTheStudioOnly_WhateverItIsWrittenIn(string given, string expected)
    {
        using var client = Client();
        var address = "/account/sign-in?ReturnUrl=" + Uri.EscapeDataString(given);
        var answer = await SignInAtAsync(client, address, "eva@x.org", Password);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal(expected, new Uri(studio.Address, answer.Headers.Location!).PathAndQuery + new Uri(studio.Address, answer.Headers.Location!).Fragment);
        Assert.Equal(studio.Address.Authority, new Uri(studio.Address, answer.Headers.Location!).Authority);
    }

    [Fact]
    public async Task NewPassword_ByAnotherProcess_EndsTheSignInAtOnce()
    {
        using var client = Client();
        var cookie = await SignInAsync(client, "eva@x.org", Password);
        await using (var scope = studio.Services.CreateAsyncScope())
        {
            var elsewhere = StudioStore.OnFile(new DataDirectory(studio.DataFolder).Database, new FakeTimeProvider(TestClock.Now), CrossSellCore.FollowUps);
            Assert.Null((await AccountWrites.ResetAsync(Users(scope), elsewhere, "eva@x.org", "another long sentence", Actor.CommandLine)).Refusal);
        }

        Assert.Equal(HttpStatusCode.Redirect, (await AskAsync(client, "/", cookie)).StatusCode);
    }

    [Theory]
    [InlineData(Role.Administrator, HttpStatusCode.OK)]
    [InlineData(Role.Viewer, HttpStatusCode.Redirect)]
    [InlineData(null, HttpStatusCode.Redirect)]
    public async Task Role_TakenAwayOrNarrowed_EndsTheSignIn_WhichKnowsTheOldRights(Role? role, HttpStatusCode expected)
    {
        await MakeAsync("olaf@x.org", Role.Administrator);
        using var client = Client();
        var cookie = await SignInAsync(client, "eva@x.org", Password);
        await using (var scope = studio.Services.CreateAsyncScope())
        {
            Assert.Null((await AccountAdministration.SetRoleAsync(Users(scope), studio.Store, "eva@x.org", role, null, Actor.CommandLine, Stop)).Refusal);
        }

        Assert.Equal(expected, (await AskAsync(client, "/", cookie)).StatusCode);
    }

    [Fact]
    public async Task DisabledAccount_LosesItsSignIn_AndCannotSignIn()
    {
        await MakeAsync("olaf@x.org", Role.Administrator);
        using var client = Client();
        var cookie = await SignInAsync(client, "eva@x.org", Password);
        await using (var scope = studio.Services.CreateAsyncScope())
        {
            Assert.Null((await AccountAdministration.DisableAsync(Users(scope), studio.Store, "eva@x.org", Actor.CommandLine, Stop)).Refusal);
        }

        Assert.Equal(HttpStatusCode.Redirect, (await AskAsync(client, "/", cookie)).StatusCode);
        var refused = await SignInAtAsync(client, "/account/sign-in", "eva@x.org", Password);
        Assert.Contains(StudioSignIn.DisabledSentence, await TextAsync(refused), StringComparison.Ordinal);
        Assert.Contains(
            "e-mail address or password is wrong", await TextAsync(await SignInAtAsync(client, "/account/sign-in", "eva@x.org", "guessed")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task DemoAccount_OutsideDevelopment_IsRefusedInWords_AndItsSignInsEndAtTheStart()
    {
        var id = await MakeAsync("olaf@demo.crosssell", Role.Administrator, DemoAccounts.Password, isDemo: true);
        using var client = Client();

        var refused = await SignInAtAsync(client, "/account/sign-in", "olaf@demo.crosssell", DemoAccounts.Password);

        Assert.Contains("The accounts of the demo work in Development only", await TextAsync(refused), StringComparison.Ordinal);
        Assert.DoesNotContain(Cookies(refused), cookie => cookie.StartsWith("crosssell=", StringComparison.Ordinal));
        Assert.Contains(studio.Log, line => line.StartsWith($"Account {id} was not signed in.", StringComparison.Ordinal));

        await studio.Services.GetRequiredService<UserSessionService>().StartAsync(id, "", Stop);
        var kept = await studio.Services.GetRequiredService<UserSessionService>().StartAsync(evaId, "", Stop);
        await studio.StopAsync();
        await using var again = StudioFactory.From(studio.DataFolder, "Production").Start();
        Assert.Contains(again.Log, line => line.Contains("contains demo accounts", StringComparison.Ordinal));
        await using var db = again.Store.Read();
        Assert.Equal([kept], db.UserSessions.Select(session => session.Id));
    }

    [Fact]
    public async Task SignIn_WhileTheDatabaseCannotBeWritten_SaysSo_AndKeepsTheAddress()
    {
        using var client = Client();
        var page = await client.GetAsync("/account/sign-in", Stop);
        await using var write = await studio.Store.WriteAsync(Actor.Job("import"), "Imports", Stop);

        var answer = await PostSignInAsync(client, "/account/sign-in", page, "eva@x.org", Password);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var text = await TextAsync(answer);
        Assert.Contains("The database is busy", text, StringComparison.Ordinal);
        Assert.Contains("value=\"eva@x.org\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DamagedDatabase_IsNotReady_AndSaysWhy()
    {
        using var client = Client();
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/health/ready", Stop)).StatusCode);
        await studio.StopAsync();
        await using var damaged = StudioFactory.From(studio.DataFolder, "Production").Start();
        using var other = damaged.NewClient();
        await using (var file = new FileStream(new DataDirectory(damaged.DataFolder).Database, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            await file.WriteAsync(Enumerable.Repeat((byte)0xA5, 4096).ToArray(), Stop);
        }

        var answer = await other.GetAsync("/health/ready", Stop);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Contains(StorageTrouble.DamagedCode, await TextAsync(answer), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await other.GetAsync("/health/live", Stop)).StatusCode);
    }

    private HttpClient Client() => new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = studio.Address };

    private async Task<string> MakeAsync(string email, Role role, string password = Password, bool isDemo = false)
    {
        await using var scope = studio.Services.CreateAsyncScope();
        return (await AccountWrites.CreateAsync(Users(scope), studio.Store, email, email, password, role, Actor.CommandLine, isDemo: isDemo)).Required;
    }

    private static UserManager<User> Users(AsyncServiceScope scope) => scope.ServiceProvider.GetRequiredService<UserManager<User>>();

    /// <returns>The cookie of the sign-in, which a browser outside Development sends over https only.</returns>
    private static async Task<string> SignInAsync(HttpClient client, string email, string password) =>
        Cookies(await SignInAtAsync(client, "/account/sign-in", email, password)).Single(cookie => cookie.StartsWith("crosssell=", StringComparison.Ordinal))
            .Split(';')[0];

    private static async Task<HttpResponseMessage> SignInAtAsync(HttpClient client, string address, string email, string password) =>
        await PostSignInAsync(client, address, await client.GetAsync(address, Stop), email, password);

    private static async Task<HttpResponseMessage> PostSignInAsync(
        HttpClient client, string address, HttpResponseMessage page, string email, string password) =>
        await PostAsync(client, address, Sent(page), new()
        {
            ["__RequestVerificationToken"] = Token(await page.Content.ReadAsStringAsync(Stop)),
            ["_handler"] = "sign-in",
            ["Form.Email"] = email,
            ["Form.Password"] = password,
        });

    private static Task<HttpResponseMessage> AskAsync(HttpClient client, string address, string cookie) =>
        client.SendAsync(new HttpRequestMessage(HttpMethod.Get, address) { Headers = { { "Cookie", cookie } } }, Stop);

    private static Task<HttpResponseMessage> PostAsync(HttpClient client, string address, string? cookie, Dictionary<string, string> fields)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new FormUrlEncodedContent(fields) };
        if (cookie is { Length: > 0 })
        {
            request.Headers.Add("Cookie", cookie);
        }

        return client.SendAsync(request, Stop);
    }

    private static IEnumerable<string> Cookies(HttpResponseMessage answer) => answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies : [];

    private static string Sent(HttpResponseMessage page) => string.Join("; ", Cookies(page).Select(cookie => cookie.Split(';')[0]));

    private static string Token(string page) => Regex.Match(page, "name=\"__RequestVerificationToken\" value=\"([^\"]+)\"").Groups[1].Value;

    private static async Task<string> TextAsync(HttpResponseMessage answer) => WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Stop));

    private sealed class CountingHasher(IOptions<PasswordHasherOptions> options) : PasswordHasher<User>(options)
    {
        public int Hashed { get; private set; }

        public int Verified { get; private set; }

        public override string HashPassword(User user, string password)
        {
            Hashed++;
            return base.HashPassword(user, password);
        }

        public override PasswordVerificationResult VerifyHashedPassword(User user, string hashedPassword, string providedPassword)
        {
            Verified++;
            return base.VerifyHashedPassword(user, hashedPassword, providedPassword);
        }
    }
}
