using System.ComponentModel;
using System.Globalization;
using CrossSell.Admin.Hosting;
using CrossSell.Core.Common;
using CrossSell.Core.Events;
using CrossSell.Core.Panels;
using CrossSell.Core.People;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CrossSell.Admin.Api;

/// <summary>
/// One panel of a batch. <c>objectID</c> and <c>maxRecommendations</c> are other names for <c>sku</c> and <c>limit</c>, as Algolia Recommend has them.
/// </summary>
internal sealed record PanelRequestJson
{
    [Description("SKU of the main product, case-insensitive.")]
    public string? Sku { get; init; }

    [Description("The same as sku.")]
    public string? ObjectID { get; init; }

    [Description("Only bought-together is known; it need not be said.")]
    public string? Model { get; init; }

    [Description("Where the panel is shown; by default what the batch says, or the product page.")]
    public string? Placement { get; init; }

    [Description("Code of the shop; by default what the batch says. A key of one shop needs none.")]
    public string? Channel { get; init; }

    [Description("Language of the texts, such as nl-NL; by default what the batch says, or the shop's first.")]
    public string? Locale { get; init; }

    [Description("Code of the shopper's segment; by default what the batch says.")]
    public string? Segment { get; init; }

    [Description("SKUs in the shopper's cart, up to 100; by default what the batch says.")]
    public IReadOnlyList<string>? Cart { get; init; }

    [Description("By default what the batch says. " + VisitorConsent.VisitorWords)]
    public string? Visitor { get; init; }

    [Description("By default what the batch says. " + VisitorConsent.ConsentWords)]
    public string? Consent { get; init; }

    [Description("Maximum number of recommended products, 1 to 30.")]
    public int? Limit { get; init; }

    [Description("The same as limit.")]
    public int? MaxRecommendations { get; init; }

    [Description("Date and time to show the panel for; needs a secret key with the scope at.")]
    public string? At { get; init; }

    [Description("Adds the trace; needs a secret key with the scope explain.")]
    public bool Explain { get; init; }
}

/// <summary>What the requests have in common stands beside them; each may say otherwise.</summary>
internal sealed record PanelBatchJson
{
    [Description("Up to 50, answered in this order.")]
    public IReadOnlyList<PanelRequestJson>? Requests { get; init; }

    [Description("Where the panels are shown that say nothing of their own.")]
    public string? Placement { get; init; }

    [Description("Code of the shop; a key of one shop needs none.")]
    public string? Channel { get; init; }

    [Description("Language of the texts, such as nl-NL.")]
    public string? Locale { get; init; }

    [Description("Code of the shopper's segment.")]
    public string? Segment { get; init; }

    [Description("SKUs in the shopper's cart, up to 100.")]
    public IReadOnlyList<string>? Cart { get; init; }

    [Description(VisitorConsent.VisitorWords)]
    public string? Visitor { get; init; }

    [Description(VisitorConsent.ConsentWords)]
    public string? Consent { get; init; }
}

/// <param name="Status">As the panel alone would be answered with: 200, 400, 403 or 404.</param>
/// <param name="Panel">With 200 only.</param>
/// <param name="Problem">With any other.</param>
internal sealed record PanelResultJson(int Status, PanelJson? Panel, PanelProblemJson? Problem);

/// <param name="Code">Stable error code, such as panel.segment.</param>
/// <param name="Field">The field with the error; absent if none.</param>
internal sealed record PanelProblemJson(string Code, string Detail, string? Field);

/// <param name="Results">In the order of the requests.</param>
/// <param name="UnknownIds">SKUs that were asked for, or lie in a cart, and are not sold in the shop; each once.</param>
internal sealed record PanelBatchResultJson(IReadOnlyList<PanelResultJson> Results, IReadOnlyList<string> UnknownIds);

/// <summary><c>POST /api/v1/panels</c>: many panels at once, each the answer that it has alone.</summary>
internal static class PanelBatch
{
    public const int MostRequests = 50;

    private const string OnlyModel = "bought-together";

    public static void MapPanelBatch(this RouteGroupBuilder api) => api.MapPost("/panels", PostAsync)
        .WithName("getPanels").WithTags("Panels")
        .WithSummary("Many panels at once, in the order of the requests.")
        .WithDescription(
            "Each result has a status of its own: one request that is wrong spoils no other. A batch counts as as many requests as it holds against the "
            + "limits. The simple form names sku and limit; requests as Algolia Recommend has them (model, objectID, "
            + "maxRecommendations) are understood as well.")
        .Takes<PanelBatchJson>()
        .Produces<PanelBatchResultJson>()
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status401Unauthorized)
        .ProducesProblem(StatusCodes.Status429TooManyRequests)
        .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static async Task<Results<JsonHttpResult<PanelBatchResultJson>, ProblemHttpResult>> PostAsync(
        HttpContext http, PanelService panels, FrontDoor door, ApiKeyLimit limit)
    {
        var (body, problem) = await ApiBody.ReadAsync<PanelBatchJson>(http);
        if (body is null)
        {
            return problem!;
        }

        if (body.Requests is not { Count: > 0 and <= MostRequests } requests || requests.Contains(null!))
        {
            return ApiProblems.Of(
                StatusCodes.Status400BadRequest, "panels.requests",
                string.Create(CultureInfo.InvariantCulture, $"requests holds 1 to {MostRequests} requests."), "requests");
        }

        var key = ApiAccess.KeyOf(http);
        // The first is counted as every request is.
        if (requests.Count > 1 && limit.Add(http, key.Id, requests.Count - 1) is { } refused)
        {
            return refused;
        }

        var origin = door.OriginFor(http.Request);
        var unknown = new List<string>();
        var results = requests.Select(request => Answer(request, body, key, panels, origin, unknown)).ToArray();
        http.Response.Headers.CacheControl = "private, no-store";
        return TypedResults.Json(
            new PanelBatchResultJson(results, [.. unknown.Distinct(StringComparer.OrdinalIgnoreCase)]), PanelEndpoints.Json);
    }

    private static PanelResultJson Answer(
        PanelRequestJson request, PanelBatchJson batch, ApiKey key, PanelService panels, string origin, List<string> unknown)
    {
        if ((request.Sku ?? request.ObjectID) is not { Length: > 0 } sku)
        {
            return Refused(StatusCodes.Status400BadRequest, new Refusal("panel.sku", "sku is missing: name the main product.", "sku"));
        }

        if (!IsText(sku))
        {
            unknown.Add(sku);
            return Refused(StatusCodes.Status404NotFound, Refusal.NotFound("There is no product with such a SKU.", "sku"));
        }

        if (request.Model is not null and not OnlyModel)
        {
            return Refused(StatusCodes.Status400BadRequest, new Refusal("panel.model", $"model is {OnlyModel}, or absent.", "model"));
        }

        var ask = new PanelAsk(
            sku, request.Placement ?? batch.Placement, request.Channel ?? batch.Channel, request.Locale ?? batch.Locale, request.Segment ?? batch.Segment,
            (request.Cart ?? batch.Cart)?.Where(IsText).ToArray(),
            (request.Limit ?? request.MaxRecommendations)?.ToString(CultureInfo.InvariantCulture), request.At, request.Explain)
        {
            Visitor = request.Visitor ?? batch.Visitor, Consent = request.Consent ?? batch.Consent,
        };
        if (ask.Read(key, panels, out var status).IsRefused(out var refusal, out var query) || panels.Resolve(query).IsRefused(out refusal, out var answer))
        {
            if (refusal is { Code: Refusal.NotFoundCode, Field: "sku" })
            {
                unknown.Add(sku);
            }

            return Refused(status ?? ApiProblems.StatusOf(refusal), refusal);
        }

        unknown.AddRange(answer.UnknownIds);
        return new PanelResultJson(StatusCodes.Status200OK, PanelJson.Of(answer, origin, request.Explain, key.Kind != ApiKeyKind.Secret), null);
    }

    // No product has a code with these, and a database may not even take the question.
    private static bool IsText(string? code) => code is not null && !code.Any(char.IsControl);

    private static PanelResultJson Refused(int status, Refusal refusal) =>
        new(status, null, new PanelProblemJson(refusal.Code, refusal.Message, refusal.Field));
}
