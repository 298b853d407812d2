using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace CrossSell.Admin.Api;

/// <summary>
/// The API's description for machines (OpenAPI), at <see cref="Path"/>: open to anybody, as the code that calls it is written before there is a key.
/// </summary>
internal static class ApiDocument
{
    public const string Path = "/openapi/v1.json";
    /// <summary>Of the document, and the version of the API.</summary>
    public const string Name = "v1";

    private const string KeyScheme = "key";
    private const string Problem = "ProblemDetails";

    public static void AddApiDocument(this IServiceCollection services) => services.AddOpenApi(Name, options =>
    {
        options.ShouldInclude = description => description.RelativePath?.StartsWith($"api/{Name}/", StringComparison.Ordinal) == true;
        options.CreateSchemaReferenceId = type =>
        {
            const string Suffix = "Json";
            var id = OpenApiOptions.CreateDefaultSchemaReferenceId(type);
            return id?.EndsWith(Suffix, StringComparison.Ordinal) == true ? id[..^Suffix.Length] : id;
        };
        options.AddOperationTransformer((operation, context, _) =>
        {
            Complete(operation, context.Description.ActionDescriptor.EndpointMetadata.OfType<ApiScope>().FirstOrDefault());
            return Task.CompletedTask;
        });
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "CrossSell delivery API",
                Version = Name,
                Description = "Product recommendations and bundles as the shop shows them, what shoppers do with them, and what keeps orders, products, "
                    + "prices and stock fresh. Errors are problem details (RFC 9457) with a stable code.",
            };
            document.Tags = Tags.Select(tag => new OpenApiTag { Name = tag.Name, Description = tag.Description }).ToHashSet();
            // The address is the one that was asked for the description, so it need not be said.
            document.Servers = null;
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
            {
                [KeyScheme] = new OpenApiSecurityScheme
                {
                    Type = SecuritySchemeType.Http,
                    Scheme = "bearer",
                    Description = "An API key. A publishable key may stand in a shop's page: it asks for panels and sends events of one shop, and may also stand in "
                        + "the address of a GET as key. All else needs a secret key with the scope that the operation names, which stays on your server.",
                },
            };
            document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(KeyScheme, document)] = [] }];
            foreach (var schema in document.Components.Schemas?.Values.OfType<OpenApiSchema>() ?? [])
            {
                SayAsItIsSent(schema);
            }

            if (document.Components.Schemas?.TryGetValue(Problem, out var found) == true && found is OpenApiSchema problem)
            {
                AddCodeAndField(problem);
            }

            return Task.CompletedTask;
        });
    });

    /// <summary>The groups of operations, in the order of the page.</summary>
    public static IReadOnlyList<(string Name, string Description)> Tags { get; } =
    [
        ("Panels", "What a shop shows beside a product."),
        ("Events", "What shoppers do with panels."),
        ("Intake", "Orders, products, prices and stock of your shop. Batches: what is wrong is listed row by row, and the rest is accepted."),
        ("Feeds", "All of a shop as a stream, for systems that keep a copy."),
    ];

    private static readonly Dictionary<string, string> Meanings = new(StringComparer.Ordinal)
    {
        ["200"] = "Done.",
        ["400"] = "The request is wrong; code and detail say what to correct.",
        ["401"] = "The API key is missing or invalid.",
        ["403"] = "The API key does not allow this: another shop, or a scope that it lacks.",
        ["404"] = "There is no such product or shop.",
        ["409"] = "The same products are being written by others; send it again.",
        ["413"] = "The body is too large; send less at once.",
        ["415"] = "The body is not JSON.",
        ["429"] = "Too many requests. Retry-After says when to come again.",
        ["503"] = "The database cannot just now; nothing was stored. Send it again, after Retry-After where it stands.",
    };

    public static void MapApiDocument(this WebApplication app) => app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();

    /// <summary>Adds what is the same for all operations, and the examples.</summary>
    private static void Complete(OpenApiOperation operation, ApiScope? needed)
    {
        if (needed is not null)
        {
            operation.Description = $"{operation.Description} Needs a secret key with the scope {needed.Word}.".Trim();
        }

        foreach (var (status, answer) in operation.Responses ?? [])
        {
            if (Meanings.TryGetValue(status, out var meaning) && (string.IsNullOrEmpty(answer.Description) || !answer.Description.EndsWith('.')))
            {
                answer.Description = meaning;
            }

            if (status is "429" or "503" && answer is OpenApiResponse own)
            {
                own.Headers ??= new Dictionary<string, IOpenApiHeader>();
                own.Headers["Retry-After"] = new OpenApiHeader
                {
                    Description = "Seconds to wait.", Schema = new OpenApiSchema { Type = JsonSchemaType.Integer },
                };
            }
        }

        operation.RequestBody?.Content?.Remove(ApiBody.AnyType);
        if (ApiExamples.Request(operation.OperationId) is { } request && operation.RequestBody?.Content?.Values is { } bodies)
        {
            bodies.OfType<OpenApiMediaType>().ToList().ForEach(body => body.Example = request.DeepClone());
            (operation.RequestBody as OpenApiRequestBody)?.Required = true;
        }

        if (operation.Responses?.TryGetValue("200", out var done) != true || done?.Content is not { } contents)
        {
            return;
        }

        foreach (var (type, media) in contents.Select(content => (content.Key, content.Value as OpenApiMediaType)))
        {
            if (type is "text/csv" or "text/html")
            {
                media?.Schema = new OpenApiSchema
                {
                    Type = JsonSchemaType.String,
                    Description = type == "text/csv" ? "The same as rows with a header." : "Markup for a page; empty where nothing is shown.",
                };
            }
            else
            {
                media?.Example = ApiExamples.Answer(operation.OperationId);
            }
        }
    }

    /// <summary>
    /// A field without a value is left out of an answer (<see cref="PanelEndpoints.Json"/>), so it may be missing and never is null; and numbers are sent as
    /// numbers, though they could be read from text.
    /// </summary>
    private static void SayAsItIsSent(OpenApiSchema schema)
    {
        foreach (var (name, property) in schema.Properties?.ToList() ?? [])
        {
            if (property is not OpenApiSchema own)
            {
                continue;
            }

            if (own.OneOf?.FirstOrDefault(item => item.Type != JsonSchemaType.Null) is { } alternative)
            {
                schema.Properties![name] = alternative;
                schema.Required?.Remove(name);
                continue;
            }

            if (own.Type?.HasFlag(JsonSchemaType.Null) == true)
            {
                own.Type &= ~JsonSchemaType.Null;
                schema.Required?.Remove(name);
            }

            if (own.Type is { } type && (type.HasFlag(JsonSchemaType.Integer) || type.HasFlag(JsonSchemaType.Number)))
            {
                (own.Type, own.Pattern) = (type & ~JsonSchemaType.String, null);
            }
        }
    }

    /// <summary>What <see cref="ApiProblems"/> adds to each problem.</summary>
    private static void AddCodeAndField(OpenApiSchema problem)
    {
        problem.Properties ??= new Dictionary<string, IOpenApiSchema>();
        problem.Properties["code"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "Stable error code, such as panel.segment." };
        problem.Properties["field"] = new OpenApiSchema
        {
            Type = JsonSchemaType.String, Description = "The parameter with the error; absent if none."
        };
        problem.Required = new HashSet<string> { "type", "title", "status", "detail", "code" };
    }
}
