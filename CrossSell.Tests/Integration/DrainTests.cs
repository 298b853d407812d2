using System.Net;
using CrossSell.Admin.Hosting;
using CrossSell.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace CrossSell.Tests.Integration;

/// <summary>An instance that was told to stop. How pages go is in <c>ConnectionJourney</c>, and to where in <see cref="TwoInstancesTests"/>.</summary>
[Trait("Kind", "Slow")]
public sealed class DrainTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pages_AreAskedToGo_OneAfterTheOther_AndWaitedFor_ButNotForEver()
    {
        var time = new FakeTimeProvider();
        using var drain = new Drain(time);
        var pages = Enumerable.Range(0, 300).Select(_ => new Page()).ToList();
        pages.ForEach(drain.Enter);

        var gone = drain.RunAsync();
        Assert.Equal(300, pages.Select(page => Assert.Single(page.Asked)).Distinct().Count());
        Assert.InRange(pages.Max(page => page.Asked[0]), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(6));
        // One that was on its way when it began.
        var late = new Page();
        drain.Enter(late);
        Assert.Equal([TimeSpan.Zero], late.Asked);
        drain.Leave(late);
        pages[1..].ForEach(drain.Leave);
        Assert.False(gone.IsCompleted);
        time.Advance(Drain.TimeLimit);
        Assert.Equal(1, await gone);

        using var other = new Drain(time);
        other.Enter(pages[0]);
        gone = other.RunAsync();
        other.Leave(pages[0]);
        Assert.Equal(0, await gone);
        Assert.Equal(0, await new Drain(time).RunAsync());
    }

    [Fact]
    public async Task NewPages_AreSentElsewhere_AndAllElseIsServedToTheEnd()
    {
        await using var studio = new StudioFactory().Start();
        using var client = studio.NewClient();
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/health/live", Stop)).StatusCode);

        Assert.Equal(0, await studio.Services.GetRequiredService<Drain>().RunAsync());

        Assert.Equal(HttpStatusCode.BadGateway, (await client.GetAsync("/health/live", Stop)).StatusCode);
        using var ready = await client.GetAsync("/health/ready", Stop);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Contains("instance.draining", await ready.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        using var page = await GetAsync("/account/sign-in", "text/html,application/xhtml+xml");
        Assert.Equal(HttpStatusCode.BadGateway, page.StatusCode);
        Assert.Contains("CrossSell is being updated", await page.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        using var german = await GetAsync("/account/sign-in", "text/html", "de-DE,en;q=0.5");
        using var dutch = await GetAsync("/account/sign-in", "text/html", "fr,nl;q=0.8");
        var (inGerman, inDutch) = (await german.Content.ReadAsStringAsync(Stop), await dutch.Content.ReadAsStringAsync(Stop));
        Assert.Contains("<html lang=\"de\">", inGerman, StringComparison.Ordinal);
        Assert.Contains("CrossSell wird aktualisiert</h1>", inGerman, StringComparison.Ordinal);
        Assert.Contains("CrossSell wordt bijgewerkt</h1>", inDutch, StringComparison.Ordinal);
        Assert.True(page.Headers.ConnectionClose);
        Assert.Contains("script-src 'self'", string.Join(' ', page.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/updating.js", Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await GetAsync("/api/v1/products/TRI-S3/panel", "application/json")).StatusCode);
        Assert.NotEqual(HttpStatusCode.BadGateway, (await GetAsync("/embed/panel/TRI-S3", "text/html")).StatusCode);

        Task<HttpResponseMessage> GetAsync(string path, string accept, string languages = "en")
        {
            var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Add("Accept", accept);
            request.Headers.Add("Accept-Language", languages);
            return client.SendAsync(request, Stop);
        }
    }

    private sealed class Page : IMovingPage
    {
        public List<TimeSpan> Asked { get; } = [];

        public void Move(TimeSpan after) => Asked.Add(after);
    }
}
