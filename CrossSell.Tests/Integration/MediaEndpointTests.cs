using System.Net;
using CrossSell.Core.Catalog;
using CrossSell.Core.Media;
using CrossSell.Core.People;
using CrossSell.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace CrossSell.Tests.Integration;

[Trait("Kind", "Slow")]
public sealed class MediaEndpointTests(MediaEndpointTests.Shop shop) : IClassFixture<MediaEndpointTests.Shop>
{
    [Theory]
    [InlineData("", "image/jpeg", 1600)]
    [InlineData("/96", "image/webp", 96)]
    [InlineData("/320", "image/webp", 320)]
    [InlineData("/1280", "image/webp", 1280)]
    public async Task Picture_IsSentToAnybody_ForEver_AndAsNothingElse(string width, string contentType, int pixels)
    {
        using var client = shop.Studio.NewClient();

        using var answer = await client.GetAsync($"/media/{shop.Hash}{width}");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(contentType, answer.Content.Headers.ContentType?.ToString());
        Assert.Equal("public, max-age=31536000, immutable", Header("Cache-Control"));
        Assert.Equal("nosniff", Header("X-Content-Type-Options"));
        Assert.Equal("default-src 'none'; sandbox", Header("Content-Security-Policy"));
        Assert.Equal("cross-origin", Header("Cross-Origin-Resource-Policy"));
        Assert.Equal("inline", answer.Content.Headers.ContentDisposition?.ToString());
        Assert.False(answer.Headers.Contains("Set-Cookie"));
        Assert.Equal(pixels, TestPictures.SizeOf(await answer.Content.ReadAsByteArrayAsync()).Width);

        string Header(string name) => string.Join(", ", answer.Headers.GetValues(name));
    }

    [Fact]
    public async Task Picture_AskedAgainWithItsTag_IsNotSentAgain()
    {
        using var client = shop.Studio.NewClient();
        using var first = await client.GetAsync($"/media/{shop.Hash}/320");
        using var second = new HttpRequestMessage(HttpMethod.Get, $"/media/{shop.Hash}/320");
        second.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var other = new HttpRequestMessage(HttpMethod.Get, $"/media/{shop.Hash}/640");
        other.Headers.IfNoneMatch.Add(first.Headers.ETag!);

        using var unchanged = await client.SendAsync(second);
        using var different = await client.SendAsync(other);

        Assert.Equal((HttpStatusCode.NotModified, HttpStatusCode.OK), (unchanged.StatusCode, different.StatusCode));
        Assert.Contains("immutable", unchanged.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{hash}/100")]
    [InlineData("{hash}/0")]
    [InlineData("{hash}/-1")]
    [InlineData("{hash}/original")]
    [InlineData("{hash}/96.webp")]
    [InlineData("{HASH}")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("..%2f..%2fcrosssell.db")]
    [InlineData("..%2F..%2Fsecret/96")]
    [InlineData("%2e%2e/secret")]
    [InlineData("{hash}%2f..%2foriginal")]
    [InlineData("{hash}%00")]
    [InlineData("a")]
    [InlineData("")]
    public async Task WhatIsNoPicture_IsNotFound_AndNoPageEither(string path)
    {
        using var client = shop.Studio.NewClient();
        var address = "/media/" + path.Replace("{hash}", shop.Hash, StringComparison.Ordinal)
            .Replace("{HASH}", shop.Hash.ToUpperInvariant(), StringComparison.Ordinal);

        using var answer = await client.GetAsync(
            new Uri(shop.Studio.Address.ToString().TrimEnd('/') + address, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));

        // %2e%2e is folded by the server before routing: then it is another address, which asks to sign in.
        Assert.Contains(answer.StatusCode, path.StartsWith("%2e", StringComparison.Ordinal) || path.Contains("%00", StringComparison.Ordinal)
            ? [HttpStatusCode.NotFound, HttpStatusCode.Redirect, HttpStatusCode.BadRequest]
            : new[] { HttpStatusCode.NotFound });
        Assert.DoesNotContain("SQLite", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.NotEqual("text/html", answer.Content.Headers.ContentType?.MediaType);
    }

    public sealed class Shop : IAsyncLifetime
    {
        // Outside Development nothing is loaded, so that it starts at once.
        public StudioFactory Studio { get; } = new("Production");

        public string Hash { get; private set; } = "";

        public async ValueTask InitializeAsync()
        {
            Studio.Start();
            await using (var session = await Studio.Store.WriteAsync(Actor.Job("test"), "Arranged a test"))
            {
                session.Db.Add(new Product { Sku = "CAM-1", Name = "Camera" });
                Assert.True((await session.CommitAsync()).IsDone);
            }

            await using var db = Studio.Store.Read();
            var added = await Studio.Services.GetRequiredService<MediaService>()
                .AddAsync(db.Products.Single().Id, new MemoryStream(TestPictures.Quarters(1600, 1000)), "camera.jpg", TestStudio.Administrator);
            Hash = added.Required.Hash;
        }

        public ValueTask DisposeAsync() => Studio.DisposeAsync();
    }
}
