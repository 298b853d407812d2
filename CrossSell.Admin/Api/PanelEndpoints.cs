using System.ComponentModel;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using CrossSell.Admin.Hosting;
using CrossSell.Core.Common;
using CrossSell.Core.Events;
using CrossSell.Core.Panels;
using CrossSell.Core.People;
using Microsoft.OpenApi;

namespace CrossSell.Admin.Api;

/// <summary><c>GET /api/v1/products/{sku}/panel</c>: the panel that a storefront draws, from memory.</summary>
internal static class PanelEndpoints
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public static void MapPanels(this RouteGroupBuilder api) => api.MapGet("/products/{sku}/panel", Get)
        .WithName("getPanel").WithTags("Panels")
        .WithSummary("The panel of a product: its recommendations and its bundle.")
        .Produces<PanelJson>(contentType: "application/json")
        .Produces(StatusCodes.Status304NotModified)
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status401Unauthorized)
        .ProducesProblem(StatusCodes.Status403Forbidden)
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status429TooManyRequests)
        .ProducesProblem(StatusCodes.Status503ServiceUnavailable)
        .AddOpenApiOperationTransformer((operation, _, _) =>
        {
            Describe(operation);
            return Task.CompletedTask;
        });

    private static IResult Get(
        HttpContext http,
        PanelService panels,
        FrontDoor door,
        [Description("SKU of the main product, case-insensitive.")] string sku,
        [Description("Where the panel is shown; by default the product page.")] string? placement,
        [Description("Code of the shop; a key of one shop needs none.")] string? channel,
        [Description("Language of the texts, such as nl-NL; by default the shop's first.")] string? locale,
        [Description("Code of the shopper's segment, as the shop defines it.")] string? segment,
        [Description("SKU in the shopper's cart; can be repeated, up to 100 times.")] string[]? cart,
        [Description("Maximum number of recommended products.")] string? limit,
        [Description("Date and time to show the panel for; needs a secret key with the scope at.")] string? at,
        [Description("Adds the trace: why each candidate is shown or not; needs a secret key with the scope explain.")] string? explain,
        [Description(VisitorConsent.VisitorWords)] string? visitor,
        [Description(VisitorConsent.ConsentWords)] string? consent)
    {
        var ask = new PanelAsk(sku, placement, channel, locale, segment, cart, limit, at, explain is "true" or "1") { Visitor = visitor, Consent = consent };
        return Answer(http, ApiAccess.KeyOf(http), ask, panels, door);
    }

    /// <summary>The answer to one question, however it was read from the request.</summary>
    public static IResult Answer(HttpContext http, ApiKey key, PanelAsk ask, PanelService panels, FrontDoor door)
    {
        if (ask.Read(key, panels, out var status).IsRefused(out var refusal, out var query))
        {
            return ApiProblems.Of(status ?? ApiProblems.StatusOf(refusal), refusal);
        }

        var (isPublic, origin) = (key.Kind != ApiKeyKind.Secret, door.OriginFor(http.Request));
        // A trace is for people who look into it once.
        var finished = ask.IsExplained
            ? Explained(panels.Resolve(query), origin, isPublic)
            : panels.Finish(query, origin, answer => PanelReply.Make(answer, origin, isExplained: false, isPublic));
        return finished.IsRefused(out refusal, out var panel)
            ? ApiProblems.Of(ApiProblems.StatusOf(refusal), refusal)
            : new PanelReply(panel, key, door, ofVisitor: !string.IsNullOrEmpty(ask.Visitor));
    }

    private static Outcome<FinishedPanel> Explained(Outcome<PanelAnswer> outcome, string origin, bool isPublic) =>
        outcome.IsRefused(out var refusal, out var answer) ? refusal : PanelReply.Make(answer, origin, isExplained: true, isPublic);

    // Parameters come as text, so that a wrong one is answered with a sentence; here stands what they mean.
    private static void Describe(OpenApiOperation operation)
    {
        foreach (var parameter in operation.Parameters?.OfType<OpenApiParameter>() ?? [])
        {
            parameter.Schema = parameter.Name switch
            {
                "placement" => new OpenApiSchema
                {
                    Type = JsonSchemaType.String,
                    Enum = [.. PanelPlacements.All.Select(place => (System.Text.Json.Nodes.JsonNode)PanelPlacements.CodeOf(place))],
                    Default = "product-page",
                },
                "limit" => new OpenApiSchema
                {
                    Type = JsonSchemaType.Integer,
                    Minimum = "1",
                    Maximum = PanelService.MaxLimit.ToString(CultureInfo.InvariantCulture),
                },
                "at" => new OpenApiSchema { Type = JsonSchemaType.String, Format = "date-time" },
                "explain" => new OpenApiSchema { Type = JsonSchemaType.Boolean, Default = false },
                "visitor" => new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = ShopEvent.TextLength },
                "consent" => new OpenApiSchema
                {
                    Type = JsonSchemaType.String, Enum = [VisitorConsent.Granted, VisitorConsent.Denied], Default = VisitorConsent.Granted,
                },
                _ => parameter.Schema,
            };
        }

        foreach (var (status, meaning) in new[]
        {
            ("200", "The panel."),
            ("304", "Not modified: the panel matches the If-None-Match tag."),
            ("400", "A parameter is invalid or unknown in the shop."),
            ("401", "The API key is missing or invalid."),
            ("403", "The API key does not allow this: another shop, or explain or at without that scope."),
            ("404", "There is no such product or shop."),
            ("503", "The database is unavailable; the detail says why."),
        })
        {
            operation.Responses?[status].Description = meaning;
        }
    }

    public static PanelPlacement? Placement(string? text) => PanelPlacements.Find(text);

    /// <summary>True for nothing, and for an instant with its offset; a time without one is UTC.</summary>
    public static bool TryInstant(string? text, out DateTimeOffset? instant)
    {
        instant = null;
        if (string.IsNullOrEmpty(text))
        {
            return true;
        }

        var read = DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var parsed);
        instant = read ? parsed : null;
        return read;
    }
}
