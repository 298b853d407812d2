using System.Net;
using System.Net.Http.Headers;
using System.Text;
using CrossSell.Core.Access;
using CrossSell.Core.Catalog;
using CrossSell.Core.People;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrossSell.Tests.Integration;

/// <summary>What somebody tries from outside, on the whole host.</summary>
[Trait("Kind", "Slow")]
public sealed class AttackTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Address_ThatLeadsOutOfItsFolder_OpensNothing()
    {
        string[] addresses =
        [
            "/media/..%2f..%2fcrosssell.db", "/media/..%2fsecret/64", "/media/%2e%2e/%2e%2e/secret", "/media/....//....//secret", "/pictures/..%2f..%2fsecret",
            "/pictures/%2e%2e%5c%2e%2e%5csecret", "/settings/jobs/..%2f..%2fsecret/file", "/_framework/..%2f..%2fappsettings.json",
            "/..%2f..%2fappsettings.json",
        ];
        await using var studio = new StudioFactory().Start();
        await File.WriteAllBytesAsync(Path.Combine(studio.DataFolder, "secret"), Encoding.ASCII.GetBytes("the secret of the studio, 32 b.."), Stop);
        using var client = studio.NewClient();
        foreach (var address in addresses)
        {
            using var answer = await client.GetAsync(new Uri(studio.Address.GetLeftPart(UriPartial.Authority) + address), Stop);

            // For a name that it does not know the studio draws a picture of its own.
            Assert.True(
                answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Redirect or HttpStatusCode.BadRequest
                    || answer.Content.Headers.ContentType?.MediaType == "image/svg+xml",
                $"{address}: {answer.StatusCode}");
            Assert.DoesNotContain("the secret of the studio", await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Storefront_ThatAsksTooOften_Is429_WithWhenToTryAgain_AndStrangersToo()
    {
        await using var studio = new StudioFactory
        {
            Settings = { ["CrossSell:RequestsPerMinute"] = "4", ["CrossSell:RequestsPerMinuteOfKey"] = "3" },
        }.Start();
        using var client = await WithKeyAsync(studio);
        for (var number = 0; number < 3; number++)
        {
            using var allowed = await client.GetAsync("/api/v1/products/CAM-D7-BODY/panel", Stop);
            Assert.Equal(HttpStatusCode.OK, allowed.StatusCode);
        }

        using var ofKey = await client.GetAsync("/api/v1/products/CAM-D7-BODY/panel", Stop);
        Assert.Equal((HttpStatusCode.TooManyRequests, "\"key\";q=3;w=60"), (ofKey.StatusCode, ofKey.Headers.GetValues("RateLimit-Policy").Single()));
        using var refused = await client.GetAsync("/api/v1/products/CAM-D7-BODY/panel", Stop);

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
        Assert.Equal("\"storefront\";q=4;w=60", refused.Headers.GetValues("RateLimit-Policy").Single());
        Assert.Equal($"\"storefront\";r=0;t={refused.Headers.RetryAfter.Delta.Value.TotalSeconds}", refused.Headers.GetValues("RateLimit").Single());
        Assert.Contains("too-many-requests", await refused.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        using var embed = await client.GetAsync("/embed/panel/CAM-D7-BODY?channel=camera", Stop);
        Assert.Equal(HttpStatusCode.TooManyRequests, embed.StatusCode);
    }

    [Fact]
    public async Task SetUp_ThatIsPostedAllTheTime_IsRefused()
    {
        await using var studio = new StudioFactory("Production").Start();
        using var client = studio.NewClient();
        var answers = new List<HttpStatusCode>();
        for (var number = 0; number < 21; number++)
        {
            using var answer = await client.PostAsync("/account/set-up", new FormUrlEncodedContent([]), Stop);
            answers.Add(answer.StatusCode);
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, answers[^1]);
        Assert.DoesNotContain(HttpStatusCode.TooManyRequests, answers.SkipLast(1));
    }

    [Fact]
    public async Task Files_OfTheStudio_AreForItsOwnUserOnly()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        await using var studio = new StudioFactory("Production").Start();
        const UnixFileMode others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
            | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

        foreach (var entry in new DirectoryInfo(studio.DataFolder).EnumerateFileSystemInfos("*", SearchOption.AllDirectories))
        {
            Assert.True((File.GetUnixFileMode(entry.FullName) & others) == 0, entry.Name);
        }
    }

    private static async Task<HttpClient> WithKeyAsync(StudioFactory studio)
    {
        await using var db = studio.Store.Read();
        var camera = await db.Channels.SingleAsync(channel => channel.Code == "camera", Stop);
        var keys = studio.Services.GetRequiredService<ApiKeyService>();
        var key = (await keys.CreateAsync("Attack", ApiKeyKind.Publishable, camera.Id, Actor.CommandLine, Stop)).Required;
        var client = studio.NewClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key.Text);
        return client;
    }
}
