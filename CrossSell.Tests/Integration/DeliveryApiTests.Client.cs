using System.Reflection;
using System.Runtime.Loader;
using System.Text.Json;
using System.Text.Json.Nodes;
using CrossSell.Admin.Api;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NSwag.CodeGeneration.CSharp;
using NSwag.CodeGeneration.OperationNameGenerators;

namespace CrossSell.Tests.Integration;

/// <summary>A client that a generator of others makes of the description, as a shop's developer would.</summary>
public sealed partial class DeliveryApiTests
{
    [Fact]
    public async Task Client_GeneratedFromTheDocument_Compiles_AndReadsEveryAnswerWhole()
    {
        var heard = new Hearing();
        using var http = new HttpClient(heard) { BaseAddress = demo.Studio.Address };
        http.DefaultRequestHeaders.Authorization = new("Bearer", demo.Secret);
        var document = JsonNode.Parse(await http.GetStringAsync(ApiDocument.Path, Stop))!;
        var client = new GeneratedClient(await GeneratedClient.CompileAsync(document, Stop), http);
        var values = new Dictionary<string, object>
        {
            ["sku"] = "CAM-P3", ["code"] = "pocket-day-out", ["id"] = "nobody", ["channel"] = "camera",
        };
        var called = new List<string>();
        foreach (var operation in document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject()).Select(operation => operation.Value!))
        {
            var id = operation["operationId"]!.GetValue<string>();
            if (operation["responses"]!["200"]!["content"]!.AsObject().Any(content => content.Key != "application/json"))
            {
                continue; // Feeds and markup are read as they come, line by line.
            }

            var example = operation["requestBody"]?["content"]?["application/json"]?["example"];
            var answer = await client.CallAsync(id, values, example, Stop);
            Assert.Empty(Lost(JsonNode.Parse(heard.Last!), answer, id));
            called.Add(id);
        }

        Assert.Superset(
            new HashSet<string> { "getPanel", "getPanels", "getOffer", "sendEvents", "sendOrders", "sendProducts", "sendListings" }, called.ToHashSet());
        // What goes wrong comes as the problem that the document describes.
        var wrong = await Assert.ThrowsAnyAsync<Exception>(() => client.CallAsync("getPanel", new() { ["sku"] = "NO-SUCH" }, null, Stop));
        Assert.Equal((404, "not-found"), GeneratedClient.ProblemOf(wrong));
    }

    /// <summary>What an answer says, and what was read of it does not.</summary>
    private static IEnumerable<string> Lost(JsonNode? said, JsonNode? read, string place) => (said, read) switch
    {
        (JsonObject one, JsonObject other) => one.SelectMany(field => Lost(field.Value, other[field.Key], $"{place}.{field.Key}")),
        (JsonArray one, JsonArray other) when one.Count == other.Count => one.SelectMany((item, at) => Lost(item, other[at], $"{place}[{at}]")),
        (JsonValue one, JsonValue other) when Same(one, other) => [],
        _ => [$"{place}: {said?.ToJsonString()} was read as {read?.ToJsonString() ?? "nothing"}"],
    };

    // A number may be written as 5 and read as 5.0, an instant with another form of its offset.
    private static bool Same(JsonValue one, JsonValue other) => one.GetValueKind() == other.GetValueKind() && one.GetValueKind() switch
    {
        JsonValueKind.Number => one.GetValue<JsonElement>().GetDouble().Equals(JsonSerializer.Deserialize<double>(other)),
        JsonValueKind.String => one.ToString() == other.ToString()
            || (DateTimeOffset.TryParse(one.ToString(), out var at) && DateTimeOffset.TryParse(other.ToString(), out var same) && at == same),
        _ => true,
    };

    /// <summary>The code that NSwag makes of a document, compiled and loaded.</summary>
    private sealed class GeneratedClient(Assembly assembly, HttpClient http)
    {
        private const string Namespace = "Generated";
        private const string Name = "StudioClient";

        private readonly object client = Activator.CreateInstance(assembly.GetType($"{Namespace}.{Name}")!, http)!;

        public static async Task<Assembly> CompileAsync(JsonNode document, CancellationToken cancellation)
        {
            var read = await NSwag.OpenApiDocument.FromJsonAsync(document.ToJsonString(), cancellation);
            var code = new CSharpClientGenerator(read, new CSharpClientGeneratorSettings
            {
                ClassName = Name,
                UseBaseUrl = false,
                OperationNameGenerator = new SingleClientFromOperationIdOperationNameGenerator(),
                CSharpGeneratorSettings =
                {
                    Namespace = Namespace, JsonLibrary = NJsonSchema.CodeGeneration.CSharp.CSharpJsonLibrary.SystemTextJson,
                    GenerateNullableReferenceTypes = true,
                },
            }).GenerateFile();
            var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
                .Select(path => (MetadataReference)MetadataReference.CreateFromFile(path));
            var compilation = CSharpCompilation.Create(
                Namespace, [CSharpSyntaxTree.ParseText(code, cancellationToken: cancellation)], references,
                new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
            using var made = new MemoryStream();
            var result = compilation.Emit(made, cancellationToken: cancellation);
            Assert.Empty(result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Select(diagnostic => diagnostic.ToString()));
            made.Position = 0;
            return new AssemblyLoadContext(Namespace, isCollectible: true).LoadFromStream(made);
        }

        /// <summary>Calls the method of an operation, its body made of an example, and writes down again what it read.</summary>
        public async Task<JsonNode?> CallAsync(string operation, Dictionary<string, object> values, JsonNode? body, CancellationToken cancellation)
        {
            var method = client.GetType().GetMethods().Single(
                other => other.Name.Equals(operation + "Async", StringComparison.OrdinalIgnoreCase)
                    && other.GetParameters().LastOrDefault()?.ParameterType == typeof(CancellationToken));
            var arguments = method.GetParameters().Select(parameter => parameter.ParameterType switch
            {
                var type when type == typeof(CancellationToken) => cancellation,
                var type when values.TryGetValue(parameter.Name!, out var value) => value,
                { Namespace: Namespace, IsEnum: false } type => body.Deserialize(type),
                _ => null,
            }).ToArray();
            var task = (Task)method.Invoke(client, arguments)!;
            await task;
            return JsonSerializer.SerializeToNode(task.GetType().GetProperty("Result")!.GetValue(task));
        }

        /// <summary>Status and code of what the client throws.</summary>
        public static (int Status, string? Code) ProblemOf(Exception thrown)
        {
            var result = thrown.GetType().GetProperty("Result")!.GetValue(thrown);
            var problem = JsonSerializer.SerializeToNode(result)!;
            return ((int)thrown.GetType().GetProperty("StatusCode")!.GetValue(thrown)!, problem["code"]?.GetValue<string>());
        }
    }

    /// <summary>Keeps the text of the last answer.</summary>
    private sealed class Hearing() : DelegatingHandler(new HttpClientHandler())
    {
        public string? Last { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var answer = await base.SendAsync(request, cancellationToken);
            await answer.Content.LoadIntoBufferAsync(cancellationToken);
            Last = await answer.Content.ReadAsStringAsync(cancellationToken);
            return answer;
        }
    }
}
