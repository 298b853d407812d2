using System.Net;
using System.Text.RegularExpressions;
using CrossSell.Tests.Support;

namespace CrossSell.Tests.Integration;

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
        Assert.Contains("not the token", answer, StringComparison.Ordinal);
        await using var db = studio.Store.Read();
        Assert.Empty(db.Users);
        Assert.Empty(db.Channels);
    }

    [Fact]
    public async Task EveryAnswer_CarriesTheSecurityHeaders()
    {
        await using var studio = new StudioFactory("Production").Start();
        using var client = studio.NewClient();

        var headers = (await client.GetAsync("/account/set-up")).Headers;

        Assert.Contains("frame-ancestors 'self'", headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.DoesNotContain("script-src 'self' 'unsafe", headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal("nosniff", headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("SAMEORIGIN", headers.GetValues("X-Frame-Options").Single());
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

    private static async Task<string> PostSetUpAsync(HttpClient client, string page, string token)
    {
        var antiforgery = Regex.Match(page, "name=\"__RequestVerificationToken\" value=\"([^\"]+)\"").Groups[1].Value;
        var answer = await client.PostAsync("/account/set-up", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["__RequestVerificationToken"] = antiforgery,
            ["_handler"] = "set-up",
            ["Form.Token"] = token,
            ["Form.Name"] = "First",
            ["Form.Email"] = "first@example.com",
            ["Form.Password"] = "a long enough sentence",
        }));
        return await answer.Content.ReadAsStringAsync();
    }
}
