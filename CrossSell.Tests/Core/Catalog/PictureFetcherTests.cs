using System.Net;
using CrossSell.Core.Catalog;
using CrossSell.Core.Media;
using CrossSell.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace CrossSell.Tests.Core.Catalog;

public sealed class PictureFetcherTests
{
    [StudioFact]
    public async Task AddFromAddressAsync_Picture_IsFetchedThroughRedirects()
    {
        await using var scene = await MediaScene.CreateAsync();
        await using var server = await ServeAsync();

        var added = await scene.Service.AddFromAddressAsync(scene.Product.Id, $" {Address(server)}moved?token=secret ", TestStudio.Merchandiser);

        Assert.True(added.IsDone, added.Refusal?.Message);
        var line = Assert.Single(await scene.Service.ListAsync(scene.Product.Id));
        Assert.Equal("image/jpeg", line.ContentType);
        Assert.StartsWith($"{Address(server)}moved#query-", line.Origin, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", line.Origin, StringComparison.Ordinal);
    }

    [StudioTheory]
    [InlineData("page", "media.format")]
    [InlineData("missing", "media.fetch-failed")]
    [InlineData("loop", "media.fetch-failed")]
    [InlineData("big", "media.too-large")]
    [InlineData("endless", "media.too-large")]
    [InlineData("to-private", "media.fetch-private")]
    [InlineData("to-file", "media.address")]
    public async Task AddFromAddressAsync_WhatIsNoPictureOrLeadsInside_IsRefused(string path, string code)
    {
        await using var scene = await MediaScene.CreateAsync();
        await using var server = await ServeAsync();

        Assert.Equal(code, (await scene.Service.AddFromAddressAsync(scene.Product.Id, Address(server) + path, TestStudio.Merchandiser)).Refusal?.Code);
        Assert.Empty(await scene.Service.ListAsync(scene.Product.Id));
    }

    [StudioTheory]
    [InlineData("not an address", "media.address")]
    [InlineData("ftp://example.org/a.jpg", "media.address")]
    [InlineData("file:///etc/passwd", "media.address")]
    [InlineData("https://name:word@example.org/a.jpg", "media.address")]
    [InlineData("http://127.0.0.1/a.jpg", "media.fetch-private")]
    [InlineData("http://2130706433/a.jpg", "media.fetch-private")]
    [InlineData("http://localhost/a.jpg", "media.fetch-private")]
    [InlineData("http://[::1]/a.jpg", "media.fetch-private")]
    [InlineData("http://[::ffff:127.0.0.1]/a.jpg", "media.fetch-private")]
    [InlineData("http://169.254.169.254/latest/meta-data", "media.fetch-private")]
    [InlineData("http://0.0.0.0/", "media.fetch-private")]
    public async Task FetchAsync_AddressThatIsNotPublic_IsNeverAsked(string address, string code)
    {
        using var fetcher = new PictureFetcher(new FakeTimeProvider(TestStudio.Start));

        Assert.Equal(code, (await fetcher.FetchAsync(address)).Refusal?.Code);
    }

    [StudioTheory]
    [InlineData("93.184.215.14", true)]
    [InlineData("2606:2800:21f:cb07:6820:80da:af6b:8b2c", true)]
    [InlineData("10.1.2.3", false)]
    [InlineData("172.16.0.1", false)]
    [InlineData("172.32.0.1", true)]
    [InlineData("192.168.1.1", false)]
    [InlineData("100.100.100.200", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::", false)]
    [InlineData("::1", false)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData("64:ff9b::a00:1", false)]
    [InlineData("2002:a00:1::", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fd00::1", false)]
    public void IsPublic_Address_IsToldFromPrivateOnes(string address, bool isPublic) =>
        Assert.Equal(isPublic, PictureFetcher.IsPublic(IPAddress.Parse(address)));

    private static string Address(WebApplication server) => server.Urls.Single() + "/";

    private static async Task<WebApplication> ServeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var server = builder.Build();
        server.Urls.Add("http://127.0.0.1:0");
        server.MapGet("/picture.png", () => Results.Bytes(TestPictures.Quarters(), "text/html"));
        server.MapGet("/moved", () => Results.Redirect("/moved-again"));
        server.MapGet("/moved-again", () => Results.Redirect("picture.png", permanent: true));
        server.MapGet("/loop", () => Results.Redirect("/loop"));
        server.MapGet("/page", () => Results.Text("<html></html>", "image/jpeg"));
        server.MapGet("/to-private", () => Results.Redirect("http://10.0.0.1/picture.png"));
        server.MapGet("/to-file", () => Results.Redirect("file:///etc/passwd"));
        server.MapGet("/big", (HttpContext context) =>
        {
            context.Response.ContentLength = Picture.MaxBytes + 1;
            return context.Response.StartAsync();
        });
        server.MapGet("/endless", async (HttpContext context) =>
        {
            var piece = new byte[1 << 20];
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.Body.WriteAsync(piece, context.RequestAborted);
            }
        });
        await server.StartAsync();
        return server;
    }
}
