using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace CrossSell.Admin.Api;

/// <summary>
/// The API's description for machines (OpenAPI), at <see cref="Path"/>: open to anybody, as the code that calls it is written before there is a key.
/// </summary>
internal static class ApiDocument
{
    public const string Path = "/openapi/v1.json";
    private const string Name = "v1";
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
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "CrossSell delivery API",
                Version = Name,
                Description = "Product recommendations and bundles, as the shop shows them. Errors are problem details (RFC 9457) with a stable code.",
            };
            // The address is the one that was asked for the description, so it need not be said.
            document.Servers = null;
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
            {
                [KeyScheme] = new OpenApiSecurityScheme
                {
                    Type = SecuritySchemeType.Http,
                    Scheme = "bearer",
                    Description = "An API key. A publishable key may be used in a shop's page, and may also stand in the address of a GET as key; explain and at "
                        + "need a secret key, which stays on your server.",
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

    public static void MapApiDocument(this WebApplication app) => app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();

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
