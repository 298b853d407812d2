using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CrossSell.Admin.Api;

namespace CrossSell.Tests.Integration;

/// <summary>A client that knows nothing but the description follows it, and the description keeps to its own rules.</summary>
public sealed partial class DeliveryApiTests
{
    [Fact]
    public async Task Document_IsComplete_ByTheRulesOfTheHouse()
    {
        using var client = demo.Client(null);
        var document = await ApiClient.ReadAsync(client, Stop);
        var faults = new List<string>();
        foreach (var operation in document.Operations)
        {
            void Ask(bool holds, string what) => faults.AddRange(holds ? [] : [$"{operation.Id}: {what}"]);
            var said = operation.Said;
            Ask(CamelCase().IsMatch(operation.Id), "its operationId is no camelCase");
            Ask(said["summary"]?.GetValue<string>().EndsWith('.') == true, "its summary is no sentence");
            Ask(said["tags"]!.AsArray().Count == 1 && document.Tags.Contains(said["tags"]![0]!.GetValue<string>()), "its tag is none of the document's");
            var statuses = said["responses"]!.AsObject().Select(answer => answer.Key).ToArray();
            Ask(new[] { "200", "401", "429", "503" }.All(statuses.Contains), "it lacks one of 200, 401, 429, 503");
            foreach (var (status, answer) in said["responses"]!.AsObject())
            {
                Ask(answer!["description"]?.GetValue<string>().EndsWith('.') == true, $"{status} says nothing");
                Ask(status[0] is '2' or '3' || answer["content"]!.AsObject().Select(content => content.Key).SequenceEqual(["application/problem+json"]),
                    $"{status} is no problem");
            }

            foreach (var parameter in said["parameters"]?.AsArray() ?? [])
            {
                Ask(!string.IsNullOrEmpty(parameter!["description"]?.GetValue<string>()), $"{parameter["name"]} says nothing");
            }

            if (said["requestBody"] is { } body)
            {
                var media = body["content"]!["application/json"]!;
                Ask(media["example"] is not null, "its body has no example");
                faults.AddRange(document.Differences(media["schema"]!, media["example"], $"{operation.Id}.body"));
            }

            foreach (var (type, media) in said["responses"]!["200"]!["content"]!.AsObject().Where(content => content.Key is not ("text/csv" or "text/html")))
            {
                Ask(media!["example"] is not null, $"its answer as {type} has no example");
                faults.AddRange(document.Differences(media["schema"]!, media["example"], $"{operation.Id}.200"));
            }
        }

        Assert.Empty(faults);
        Assert.Equal(document.Operations.Count, document.Operations.DistinctBy(operation => operation.Id).Count());
        Assert.Equal(12, document.Operations.Count);
    }

    [Fact]
    public async Task Client_ThatFollowsTheDocument_IsAnsweredAsItSays_ToEveryExample()
    {
        using var client = demo.Client(demo.Secret);
        var document = await ApiClient.ReadAsync(client, Stop);
        var values = new Dictionary<string, string>
        {
            ["sku"] = "CAM-P3", ["code"] = "pocket-day-out", ["id"] = "nobody", ["channel"] = "camera", ["explain"] = "true",
        };
        foreach (var operation in document.Operations)
        {
            var (status, differences) = await document.CallAsync(client, operation, values, Stop);
            Assert.Equal((operation.Id, 200), (operation.Id, status));
            Assert.Empty(differences);
        }

        // What goes wrong is described as well.
        using var nobody = demo.Client("cs_sec_none");
        using var open = demo.Client(demo.Publishable);
        foreach (var operation in document.Operations)
        {
            var (status, differences) = await document.CallAsync(nobody, operation, values, Stop);
            Assert.Equal((operation.Id, 401), (operation.Id, status));
            Assert.Empty(differences);
            (status, differences) = await document.CallAsync(open, operation, values, Stop);
            Assert.Equal((operation.Id, operation.Id is "getPanels" or "getOffer" or "getPanelHtml" or "sendEvents" ? 200 : 403), (operation.Id, status));
            Assert.Empty(differences);
        }
    }

    [Fact]
    public async Task Page_TellsEveryOperationAndObject_AndRunsNothing()
    {
        using var client = demo.Client(null);
        var document = await ApiClient.ReadAsync(client, Stop);
        using var answer = await client.GetAsync(ApiDocsPage.Path, Stop);
        var page = await answer.Content.ReadAsStringAsync(Stop);

        Assert.Equal("text/html", answer.Content.Headers.ContentType?.MediaType);
        Assert.All(document.Operations, operation => Assert.Contains($"id=\"{operation.Id}\"", page, StringComparison.Ordinal));
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.DoesNotContain("style=", page, StringComparison.Ordinal);
        var targets = Regex.Matches(page, " id=\"([^\"]+)\"").Select(match => match.Groups[1].Value).ToHashSet();
        Assert.Empty(Regex.Matches(page, "href=\"#([^\"]+)\"").Select(match => match.Groups[1].Value).Except(targets));
        Assert.Equal("text/css", (await client.GetAsync("/docs.css", Stop)).Content.Headers.ContentType?.MediaType);
    }

    [GeneratedRegex("^[a-z]+([A-Z][a-z]+)*$")]
    private static partial Regex CamelCase();

    /// <summary>Calls what a document describes, as it describes it, and compares what comes with what it promises.</summary>
    private sealed class ApiClient
    {
        private readonly JsonNode document;

        private ApiClient(JsonNode document) => this.document = document;

        public IReadOnlyList<Called> Operations => [.. document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(
            operation => new Called(operation.Value!["operationId"]!.GetValue<string>(), path.Key, operation.Key, operation.Value!)))];

        public IReadOnlyList<string> Tags => [.. document["tags"]!.AsArray().Select(tag => tag!["name"]!.GetValue<string>())];

        public static async Task<ApiClient> ReadAsync(HttpClient client, CancellationToken cancellation) =>
            new(JsonNode.Parse(await client.GetStringAsync(ApiDocument.Path, cancellation))!);

        /// <param name="values">Of parameters that are needed, or worth saying.</param>
        public async Task<(int Status, IReadOnlyList<string> Differences)> CallAsync(
            HttpClient client, Called operation, IReadOnlyDictionary<string, string> values, CancellationToken cancellation)
        {
            var address = operation.Path;
            var query = new List<string>();
            foreach (var parameter in operation.Said["parameters"]?.AsArray() ?? [])
            {
                var name = parameter!["name"]!.GetValue<string>();
                if (values.TryGetValue(name, out var value))
                {
                    address = address.Replace($"{{{name}}}", Uri.EscapeDataString(value), StringComparison.Ordinal);
                    query.AddRange(parameter["in"]!.GetValue<string>() == "query" ? [$"{name}={Uri.EscapeDataString(value)}"] : []);
                }
            }

            using var request = new HttpRequestMessage(new HttpMethod(operation.Method.ToUpperInvariant()), $"{address}?{string.Join('&', query)}");
            if (operation.Said["requestBody"] is { } body)
            {
                request.Content = JsonContent.Create(body["content"]!["application/json"]!["example"]);
            }

            using var answer = await client.SendAsync(request, cancellation);
            var place = $"{operation.Id} {(int)answer.StatusCode}";
            var type = answer.Content.Headers.ContentType!.MediaType!;
            if (operation.Said["responses"]![$"{(int)answer.StatusCode}"]?["content"]?[type]?["schema"] is not { } schema)
            {
                return ((int)answer.StatusCode, [$"{place} as {type} is not described"]);
            }

            var text = await answer.Content.ReadAsStringAsync(cancellation);
            if (type == "text/html")
            {
                return ((int)answer.StatusCode, Differences(schema, JsonValue.Create(text), place).ToList());
            }

            var rows = type == "application/x-ndjson" ? text.Split('\n', StringSplitOptions.RemoveEmptyEntries) : [text];
            return ((int)answer.StatusCode, [.. rows.SelectMany(row => Differences(schema, JsonNode.Parse(row), place))]);
        }

        /// <summary>Where a value is not as the schema says.</summary>
        public IEnumerable<string> Differences(JsonNode schema, JsonNode? value, string place)
        {
            while (schema["$ref"]?.GetValue<string>() is { } reference)
            {
                schema = document["components"]!["schemas"]![reference.Split('/')[^1]]!;
            }

            if (value is null)
            {
                return [$"{place} is null"];
            }

            var types = schema["type"] switch
            {
                JsonArray several => several.Select(type => type!.GetValue<string>()).ToArray(),
                { } one => [one.GetValue<string>()],
                _ => [],
            };
            var kind = value.GetValueKind() switch
            {
                JsonValueKind.Object => "object", JsonValueKind.Array => "array", JsonValueKind.String => "string", JsonValueKind.Number => "number",
                _ => "boolean",
            };
            if (types.Length > 0 && !types.Contains(kind) && !(kind == "number" && types.Contains("integer")))
            {
                return [$"{place} is a {kind} instead of {string.Join(" or ", types)}"];
            }

            return value switch
            {
                JsonArray items => items.SelectMany((item, at) => Differences(schema["items"]!, item, $"{place}[{at}]")),
                JsonObject fields => Fields(schema, fields, place),
                _ => [],
            };
        }

        private IEnumerable<string> Fields(JsonNode schema, JsonObject fields, string place)
        {
            var named = schema["properties"]?.AsObject();
            var needed = schema["required"]?.AsArray().Select(name => name!.GetValue<string>()) ?? [];
            foreach (var name in needed.Where(name => !fields.ContainsKey(name)))
            {
                yield return $"{place} lacks {name}";
            }

            // Which request it was is said beside what is wrong; tools show it, and nobody reads it by its name.
            foreach (var (name, value) in fields.Where(field => field.Key != "traceId"))
            {
                if ((named?[name] ?? schema["additionalProperties"]) is not { } field)
                {
                    yield return $"{place} has {name}, which the document does not name";
                    continue;
                }

                foreach (var difference in Differences(field, value, $"{place}.{name}"))
                {
                    yield return difference;
                }
            }
        }

        public sealed record Called(string Id, string Path, string Method, JsonNode Said);
    }
}
