using System.Net;
using System.Text.Json;
using CrossSell.Admin.Hosting;
using CrossSell.Core.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CrossSell.Tests.Integration;

/// <summary>What machines and people get while the database cannot be read, behind ASP.NET's own handler of exceptions.</summary>
[Trait("Kind", "Slow")]
public sealed class StorageProblemsTests
{
    private const int NotADatabase = 26;

    [Theory]
    [InlineData("/api/v1/panel", "application/problem+json")]
    [InlineData("/API/v1/panel", "application/problem+json")]
    [InlineData("/products", "text/plain")]
    public async Task Trouble_IsAProblemForTheApi_AndThePageForPeople(string path, string expected)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddProblemDetails().AddExceptionHandler<StorageProblems>();
        await using var app = builder.Build();
        app.UseExceptionHandler("/error");
        app.MapGet("/error", () => "The page of errors");
        app.MapFallback((HttpContext _) => Task.FromException(new SqliteException("file is not a database", NotADatabase)));
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var client = new HttpClient();

        using var answer = await client.GetAsync(new Uri(app.Urls.Single() + path), TestContext.Current.CancellationToken);

        Assert.Equal(expected, answer.Content.Headers.ContentType?.MediaType);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        if (expected == "text/plain")
        {
            Assert.Equal("The page of errors", text);
            return;
        }

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal(StorageTrouble.DamagedCode, JsonDocument.Parse(text).RootElement.GetProperty("code").GetString());
    }
}
