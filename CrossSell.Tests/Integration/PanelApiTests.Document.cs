using System.Net;
using System.Text.Json;
using CrossSell.Admin.Api;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CrossSell.Tests.Integration;

/// <summary>The description at <c>/openapi/v1.json</c> says what the API really does.</summary>
public sealed partial class PanelApiTests
{
    [Fact]
    public async Task Document_NamesEveryAddressOfTheApi_AndNoOther()
    {
        var document = await DocumentAsync();

        var mapped = demo.Studio.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Select(endpoint => "/" + endpoint.RoutePattern.RawText!.TrimStart('/')).Where(route => route.StartsWith("/api/v1/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal).ToArray();
        Assert.Contains("/api/v1/products/{sku}/panel", mapped);
        Assert.Equal(mapped, document.GetProperty("paths").EnumerateObject().Select(path => path.Name).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("", "secret", HttpStatusCode.OK)]
    [InlineData("?limit=many", "secret", HttpStatusCode.BadRequest)]
    [InlineData("", null, HttpStatusCode.Unauthorized)]
    [InlineData("?explain=true", "publishable", HttpStatusCode.Forbidden)]
    [InlineData("?channel=none", "secret", HttpStatusCode.NotFound)]
    public async Task Answer_WithAStatus_IsDescribedUnderIt_WithEveryFieldItHas(string query, string? key, HttpStatusCode expected)
    {
        var document = await DocumentAsync();
        using var client = demo.Client(key switch { "publishable" => demo.Publishable, "secret" => demo.Secret, _ => null });
        var channel = key == "secret" && !query.Contains("channel", StringComparison.Ordinal) ? (query.Length == 0 ? "?" : "&") + "channel=camera" : "";
        using var answer = await client.GetAsync($"/api/v1/products/CAM-D7-BODY/panel{query}{channel}");
        var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;

        Assert.Equal(expected, answer.StatusCode);
        var described = document.GetProperty("paths").GetProperty("/api/v1/products/{sku}/panel").GetProperty("get").GetProperty("responses")
            .GetProperty($"{(int)expected}").GetProperty("content").GetProperty(answer.Content.Headers.ContentType!.MediaType!).GetProperty("schema");
        AssertDescribed(document, described, body, "answer");
    }

    [Fact]
    public async Task Answer_WithBundleEvidenceAndTrace_HasNoFieldThatTheDocumentDoesNotName()
    {
        var document = await DocumentAsync();
        var schema = document.GetProperty("components").GetProperty("schemas").GetProperty("Panel");
        using var client = demo.Client(demo.Secret);

        foreach (var address in new[] {
            "SUB-PREMIUM/panel?channel=coffee&segment=new-premium-subscriber&explain=true", "COF-MONSOON/panel?channel=coffee&explain=true",
            "CAM-D7-BODY/panel?channel=camera&explain=1" })
        {
            AssertDescribed(document, schema, JsonDocument.Parse(await client.GetStringAsync($"/api/v1/products/{address}")).RootElement, address);
        }
    }

    [Fact]
    public async Task NotModified_IsDescribed_AndSoIsWhatEachParameterMayBe()
    {
        var operation = (await DocumentAsync()).GetProperty("paths").GetProperty("/api/v1/products/{sku}/panel").GetProperty("get");

        Assert.All(["304", "503"], status => Assert.True(operation.GetProperty("responses").TryGetProperty(status, out _)));
        var parameters = operation.GetProperty("parameters").EnumerateArray().ToDictionary(parameter => parameter.GetProperty("name").GetString()!);
        Assert.Equal(["sku", "placement", "channel", "locale", "segment", "cart", "limit", "at", "explain", "visitor", "consent"], parameters.Keys);
        Assert.All(parameters.Values, parameter => Assert.NotEqual("", parameter.GetProperty("description").GetString()));
        Assert.Equal("integer", parameters["limit"].GetProperty("schema").GetProperty("type").GetString());
        Assert.Equal("array", parameters["cart"].GetProperty("schema").GetProperty("type").GetString());
    }

    /// <summary>Every field of the answer is named, and every field that is promised is there.</summary>
    private static void AssertDescribed(JsonElement document, JsonElement schema, JsonElement body, string place)
    {
        if (schema.TryGetProperty("$ref", out var reference))
        {
            schema = document.GetProperty("components").GetProperty("schemas").GetProperty(reference.GetString()!.Split('/')[^1]);
        }

        if (body.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in body.EnumerateArray())
            {
                AssertDescribed(document, schema.GetProperty("items"), item, place + "[]");
            }
        }
        else if (body.ValueKind == JsonValueKind.Number)
        {
            Assert.Contains(schema.GetProperty("type").GetString(), (string[])["integer", "number"]);
        }
        else if (body.ValueKind == JsonValueKind.Object)
        {
            var named = schema.GetProperty("properties").EnumerateObject().ToDictionary(property => property.Name, property => property.Value);
            var promised = schema.TryGetProperty("required", out var required) ? required.EnumerateArray().Select(name => name.GetString()!).ToArray() : [];
            var had = body.EnumerateObject().Select(field => field.Name).ToArray();
            // Which request it was is said beside what is wrong; tools show it, and nobody reads it by its name.
            Assert.True(
                !had.Except(named.Keys).Except(["traceId"]).Any(), $"{place} has more than the document names: {string.Join(", ", had.Except(named.Keys))}");
            Assert.True(!promised.Except(had).Any(), $"{place} lacks what the document promises: {string.Join(", ", promised.Except(had))}");
            foreach (var field in body.EnumerateObject().Where(field => named.ContainsKey(field.Name)))
            {
                AssertDescribed(document, named[field.Name], field.Value, $"{place}.{field.Name}");
            }
        }
    }

    private async Task<JsonElement> DocumentAsync()
    {
        using var client = demo.Client(null);
        return JsonDocument.Parse(await client.GetStringAsync(ApiDocument.Path)).RootElement;
    }
}
