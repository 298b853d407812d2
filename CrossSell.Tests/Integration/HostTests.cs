using System.Net;
using System.Reflection;
using System.Text.RegularExpressions;
using CrossSell.Admin.Account;
using CrossSell.Core.Catalog;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using CrossSell.Tests.Support;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Integration;

[Trait("Kind", "Slow")]
public sealed class HostTests
{
    [Fact]
    public async Task Production_WithoutAccounts_KnowsNoPasswordAndShowsTheSetUpPage()
    {
        await using var studio = new StudioFactory("Production").Start();
        using var client = studio.NewClient();

        var signIn = await client.GetAsync("/account/sign-in");
        Assert.Equal(HttpStatusCode.Redirect, signIn.StatusCode);
        Assert.EndsWith("/account/set-up", signIn.Headers.Location!.ToString(), StringComparison.Ordinal);

        var setUp = await client.GetStringAsync("/account/set-up");
        Assert.DoesNotContain("demo", setUp, StringComparison.OrdinalIgnoreCase);
        var answer = await PostSetUpAsync(client, setUp, token: "guessed");
        Assert.Contains("does not match", answer, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/kit")).StatusCode);
        await using var db = studio.Store.Read();
        Assert.Empty(db.Users);
        Assert.Empty(db.Channels);
    }

    [Fact]
    public async Task SetUpToken_FromTheLog_MakesTheAdministrator_AndOpensNothingAfterwards()
    {
        await using var studio = new StudioFactory("Production").Start();
        using var client = studio.NewClient();

        await PostSetUpAsync(client, await client.GetStringAsync("/account/set-up"), TokenOf(studio));

        await using var db = studio.Store.Read();
        var grant = Assert.Single(db.Users.Include(user => user.Grants).Single().Grants);
        Assert.Equal((Role.Administrator, (int?)null), (grant.Role, grant.ChannelId));
        using var second = studio.NewClient();
        Assert.Contains("Already set up", await second.GetStringAsync("/account/set-up"), StringComparison.Ordinal);
    }

    [Fact]
    public void SetUpToken_OfOneInstance_FitsInEveryOtherOnTheSameFolder_AndNowhereElse()
    {
        var (here, elsewhere) = (Directory.CreateTempSubdirectory("crosssell-token-"), Directory.CreateTempSubdirectory("crosssell-token-"));
        var token = new SetUpToken(new DataDirectory(here.FullName)).Open();

        Assert.True(new SetUpToken(new DataDirectory(here.FullName)).Fits($" {token}\n"));
        Assert.All(
            new[] { null, "", "guessed", token[..^2], token + "00", new string('0', token.Length), new string('x', token.Length) },
            other => Assert.False(new SetUpToken(new DataDirectory(here.FullName)).Fits(other)));
        Assert.False(new SetUpToken(new DataDirectory(elsewhere.FullName)).Fits(token));
        here.Delete(recursive: true);
        elsewhere.Delete(recursive: true);
    }

    [Fact]
    public async Task SetUpToken_PostedTwelveTimesAtOnce_MakesOneAdministrator()
    {
        await using var studio = new StudioFactory("Production").Start();
        var token = TokenOf(studio);
        HttpClient[] clients = [.. Enumerable.Range(0, 12).Select(_ => studio.NewClient())];
        var pages = await Task.WhenAll(clients.Select(client => client.GetStringAsync("/account/set-up")));

        await Task.WhenAll(clients.Select((client, number) => PostSetUpAsync(client, pages[number], token, $"person{number}@example.com")));

        await using var db = studio.Store.Read();
        Assert.Single(db.Users);
        Assert.Single(db.RoleGrants);
        Array.ForEach(clients, client => client.Dispose());
    }

    [Fact]
    public async Task Post_WithoutItsAntiforgeryToken_IsRefused()
    {
        await using var studio = new StudioFactory().Start();
        using var client = studio.NewClient();

        var answer = await client.PostAsync("/account/sign-in", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["_handler"] = "sign-in", ["Form.Email"] = "eva@demo.crosssell", ["Form.Password"] = "crosssell-demo",
        }));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public void EveryPage_NeedsTheRightToLook_ButThoseOfTheFrontDoor()
    {
        var pages = typeof(Program).Assembly.GetTypes()
            .SelectMany(type => type.GetCustomAttributes<RouteAttribute>().Select(route => (Address: route.Template, Page: type)))
            .ToDictionary(entry => entry.Address, entry => entry.Page, StringComparer.Ordinal);
        var written = Directory.EnumerateFiles(Path.Combine(Repository.Root, "CrossSell.Admin"), "*.razor", SearchOption.AllDirectories)
            .SelectMany(File.ReadLines)
            .Select(line => Regex.Match(line, "^@page \"(.+)\""))
            .Where(match => match.Success)
            .Select(match => match.Groups[1].Value);

        Assert.Equal(written.Order(StringComparer.Ordinal), pages.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(
            [
                "/account/accept", "/account/code", "/account/forbidden", "/account/forgot", "/account/reset", "/account/set-up", "/account/sign-in", "/account/too-many-pages",
                "/error", "/not-found",
            ],
            pages.Where(page => !page.Value.GetCustomAttributes<AuthorizeAttribute>().Any(rule => rule.Policy == nameof(Permission.Read)))
                .Select(page => page.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task EveryAnswer_CarriesTheSecurityHeaders()
    {
        await using var studio = new StudioFactory("Production").Start();
        using var client = studio.NewClient();

        var headers = (await client.GetAsync("/account/set-up")).Headers;
        var policy = headers.GetValues("Content-Security-Policy").Single();

        Assert.Contains("frame-ancestors 'self'", policy, StringComparison.Ordinal);
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("style-src 'self';", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("SAMEORIGIN", headers.GetValues("X-Frame-Options").Single());
    }

    [Fact]
    public async Task ThemeSheet_HasTheColoursOfBothThemes_AndIsKeptUnderItsOwnAddress()
    {
        await using var studio = new StudioFactory("Production").Start();
        using var client = studio.NewClient();
        var page = await client.GetStringAsync("/account/set-up");
        var address = Regex.Match(page, "href=\"(theme\\.[0-9a-f]{10}\\.css)\"").Groups[1].Value;

        using var own = await client.GetAsync($"/{address}");
        using var other = await client.GetAsync("/theme.0000000000.css");
        var text = await own.Content.ReadAsStringAsync();
        var end = text.LastIndexOf("[data-theme=dark]", StringComparison.Ordinal);
        var (light, dark) = (text[..end], text[end..]);

        Assert.DoesNotContain("<style", page, StringComparison.Ordinal);
        Assert.Equal("text/css", own.Content.Headers.ContentType!.MediaType);
        Assert.True(own.Headers.CacheControl is { Public: true, MaxAge.Days: 365 });
        Assert.True(other.Headers.CacheControl!.NoStore);
        Assert.Contains("--cs-primary:#4F46E5;", light, StringComparison.Ordinal);
        Assert.Matches("--mud-palette-primary: ?rgba\\(79,70,229,1\\);", light);
        Assert.Matches("--mud-palette-primary: ?rgba\\(156,149,255,1\\);", dark);
        Assert.DoesNotContain("<", text, StringComparison.Ordinal);

        using var asked = new HttpRequestMessage(HttpMethod.Get, $"/{address}") { Headers = { { "Accept-Encoding", "gzip, br" } } };
        using var packed = await client.SendAsync(asked);
        Assert.Equal("br", packed.Content.Headers.ContentEncoding.Single());
        await using var unpacked = new System.IO.Compression.BrotliStream(
            await packed.Content.ReadAsStreamAsync(), System.IO.Compression.CompressionMode.Decompress);
        Assert.Equal(text, await new StreamReader(unpacked).ReadToEndAsync());
    }

    [Fact]
    public async Task Package_ItsFilesHaveAVersionAndAreKept_AndAreAskedForAtTheAddressThatIsSentPacked()
    {
        await using var studio = new StudioFactory("Production").Start();
        using var client = studio.NewClient();
        var page = await client.GetStringAsync("/account/set-up");
        var address = Regex.Match(page, "href=\"(_content/MudBlazor/MudBlazor\\.min\\.css\\?v=[0-9.]+)\"").Groups[1].Value;

        using var own = await client.GetAsync($"/{address}");
        using var other = await client.GetAsync("/_content/MudBlazor/MudBlazor.min.css?v=0");

        Assert.True(own.Headers.CacheControl is { MaxAge.Days: 365 }, own.Headers.CacheControl?.ToString());
        Assert.True(other.Headers.CacheControl is { NoCache: true }, other.Headers.CacheControl?.ToString());
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/products")]
    [InlineData("/links")]
    [InlineData("/reviews")]
    public async Task Page_WithoutSignIn_LeadsToTheSignInPage(string path)
    {
        await using var studio = new StudioFactory("Production").Start();
        using var client = studio.NewClient();

        var answer = await client.GetAsync(path);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Contains("/account/sign-in", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Health_AnswersWithoutSignIn()
    {
        await using var studio = new StudioFactory("Production").Start();
        using var client = studio.NewClient();

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/health/live")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/health/ready")).StatusCode);
    }

    private static string TokenOf(StudioFactory studio) =>
        studio.Log.Select(line => Regex.Match(line, "one-time token to create the administrator: ([0-9a-f]{48})"))
            .Single(match => match.Success).Groups[1].Value;

    private static Task<string> PostSetUpAsync(HttpClient client, string page, string token, string email = "first@example.com") =>
        PostAsync(client, "/account/set-up", "set-up", new()
        {
            ["Form.Token"] = token,
            ["Form.Name"] = "First",
            ["Form.Email"] = email,
            ["Form.Password"] = "a long enough sentence",
        }, page);

    private static async Task<string> PostAsync(HttpClient client, string address, string form, Dictionary<string, string> fields, string? page = null)
    {
        page ??= await client.GetStringAsync(address);
        fields["__RequestVerificationToken"] = Regex.Match(page, "name=\"__RequestVerificationToken\" value=\"([^\"]+)\"").Groups[1].Value;
        fields["_handler"] = form;
        var answer = await client.PostAsync(address, new FormUrlEncodedContent(fields));
        return await answer.Content.ReadAsStringAsync();
    }
}
