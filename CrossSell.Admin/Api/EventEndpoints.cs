using System.ComponentModel;
using System.Globalization;
using CrossSell.Core.Common;
using CrossSell.Core.Events;
using CrossSell.Core.Experiments;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CrossSell.Admin.Api;

/// <summary>What a shopper did with a panel.</summary>
internal sealed record EventJson
{
    [Description("Your own id of this event, up to 64 characters: the same one again is stored once.")]
    public string? Id { get; init; }

    [Description("impression (half of the panel was visible for a second; with an arm: its place came into view), click, add, remove or purchase.")]
    public string? Type { get; init; }

    [Description("When it happened, with an offset; absent is now.")]
    public string? At { get; init; }

    [Description("recommendationId of the panel's answer.")]
    public string? RecommendationId { get; init; }

    [Description("panelVersion of the panel's answer.")]
    public string? PanelVersion { get; init; }

    [Description("Where the panel was shown; absent is the product page.")]
    public string? Placement { get; init; }

    [Description("The arm of the experiment that the answer named; absent for none.")]
    public string? Arm { get; init; }

    [Description("SKU of the panel's main product.")]
    public string? Anchor { get; init; }

    [Description("SKU of the product that it is about. Absent for a bundle, and for an impression of the panel as a whole.")]
    public string? Sku { get; init; }

    [Description("Code of the bundle that it is about.")]
    public string? Bundle { get; init; }

    [Description("Place in the panel, from 1.")]
    public int? Position { get; init; }

    [Description("A pseudonym of the visitor that your shop made up; stored as a keyed hash, and forgotten after 90 days. No e-mail address.")]
    public string? Visitor { get; init; }

    [Description("granted or denied: whether the visitor agreed to be counted; with denied, visitor is not stored. Absent is granted.")]
    public string? Consent { get; init; }

    [Description("phone, tablet or desktop; absent is unknown.")]
    public string? Device { get; init; }

    [Description("Where the visit came from: direct, search, ad, social, mail or referral; absent is what referrer and medium tell.")]
    public string? Source { get; init; }

    [Description("Host of the page that the visit came from, empty for none: tells source, and is not stored. Absent is unknown.")]
    public string? Referrer { get; init; }

    [Description("utm_medium of the visit's address, or gclid or msclkid for a paid click: tells source, and is not stored.")]
    public string? Medium { get; init; }

    [Description("bot or staff for who is no shopper, and is left out of experiments; absent for a shopper.")]
    public string? Traffic { get; init; }

    public SentEvent Sent() => new(Id, Type, At, RecommendationId, PanelVersion, Placement, Arm, Anchor, Sku, Bundle)
    {
        Position = Position, Visitor = Visitor, Consent = Consent, Device = Device, Source = Source, Traffic = Traffic,
        Referrer = Referrer, Medium = Medium,
    };
}

internal sealed record EventBatchJson
{
    [Description("Up to 1000 events.")]
    public IReadOnlyList<EventJson>? Events { get; init; }

    [Description("Code of the shop; a key of one shop needs none.")]
    public string? Channel { get; init; }

    [Description("Says what would be accepted and refused, and stores nothing.")]
    public bool ValidateOnly { get; init; }
}

/// <param name="Index">In the batch, from 0.</param>
/// <param name="Code">Stable error code, such as event.type.</param>
/// <param name="Field">The field with the error; absent if none.</param>
internal sealed record RefusedRowJson(int Index, string? Field, string Code, string Message);

/// <param name="Accepted">Stored now; with validateOnly, what would be.</param>
/// <param name="Duplicates">Stored before, or twice in the batch: nothing is to be done.</param>
/// <param name="Refused">Each with what to correct; the rest was accepted.</param>
internal sealed record EventReceiptJson(int Accepted, int Duplicates, IReadOnlyList<RefusedRowJson> Refused);

/// <param name="Deleted">Events of the visitor that were there.</param>
internal sealed record VisitorDeletedJson(int Deleted);

/// <summary><c>POST /api/v1/events</c>: what shoppers did with panels; and <c>DELETE /api/v1/visitors/{id}</c>, when one asks to be forgotten.</summary>
internal static class EventEndpoints
{
    public const int MostEvents = 1_000;

    private const string RetrySeconds = "2";

    public static void MapEvents(this RouteGroupBuilder api)
    {
        api.MapPost("/events", PostAsync)
            .WithName("sendEvents").WithTags("Events")
            .WithSummary("What shoppers did with panels: impressions, clicks, adds, removals and purchases.")
            .WithDescription(
                "Answered once it is stored. Send a batch again when no answer came: an id is stored once. Rows that are wrong are listed, the rest is "
                + "accepted.")
            .Takes<EventBatchJson>()
            .Produces<EventReceiptJson>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status429TooManyRequests)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        api.MapDelete("/visitors/{id}", DeleteVisitorAsync)
            .WithName("deleteVisitor").WithTags("Events")
            .WithSummary("Deletes all events of a visitor, whose orders they were, and the visitor's part in experiments.")
            .WithDescription(
                "In the shop of the key, or in all shops with a key of all. Events that come afterwards with the same visitor are stored again.")
            .RequireScope(ApiKeyScopes.Visitors)
            .Produces<VisitorDeletedJson>()
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status429TooManyRequests)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<Results<JsonHttpResult<EventReceiptJson>, ProblemHttpResult>> PostAsync(
        HttpContext http, StudioStore store, EventIntake intake, VisitorNames visitors, TimeProvider time)
    {
        var (body, problem) = await ApiBody.ReadAsync<EventBatchJson>(http);
        if (body is null)
        {
            return problem!;
        }

        if (body.Events is not { Count: > 0 and <= MostEvents } events || events.Contains(null!))
        {
            return ApiProblems.Of(
                StatusCodes.Status400BadRequest, "events.events",
                string.Create(CultureInfo.InvariantCulture, $"events holds 1 to {MostEvents} events."), "events");
        }

        var (channel, missing) = await ApiChannel.FindAsync(store, ApiAccess.KeyOf(http), body.Channel, http.RequestAborted);
        if (channel is null)
        {
            return missing!;
        }

        var now = time.GetUtcNow();
        // A publishable key lies in pages: then it is the shopper's own browser that sends.
        var sender = ApiAccess.KeyOf(http).Kind == ApiKeyKind.Secret ? null : http.Request.Headers.UserAgent.ToString();
        var shop = Uri.TryCreate(http.Request.Headers.Origin.ToString(), UriKind.Absolute, out var page) ? page.Host : null;
        var (good, refused) = (new List<ShopEvent>(events.Count), new List<RefusedRowJson>());
        for (var index = 0; index < events.Count; index++)
        {
            var sent = VisitSources.Of(Senders.Of(events[index].Sent(), sender), shop);
            if (EventRules.Read(sent, channel.Id, now, name => visitors.Of(channel.Id, name)).IsRefused(out var wrong, out var read))
            {
                refused.Add(new RefusedRowJson(index, wrong.Field, wrong.Code, wrong.Message));
            }
            else
            {
                good.Add(read);
            }
        }

        var stored = body.ValidateOnly ? Outcome.Of(await intake.TryAsync(good, http.RequestAborted)) : await intake.StoreAsync(good);
        if (stored.IsRefused(out var refusal, out var receipt))
        {
            http.Response.Headers.RetryAfter = RetrySeconds;
            return ApiProblems.Of(StatusCodes.Status503ServiceUnavailable, refusal);
        }

        return TypedResults.Json(new EventReceiptJson(receipt.Accepted, receipt.Duplicates, refused), PanelEndpoints.Json);
    }

    private static async Task<JsonHttpResult<VisitorDeletedJson>> DeleteVisitorAsync(
        HttpContext http, EventService events, ExperimentSums sums, [Description("As your shop calls the visitor in its events.")] string id)
    {
        var channel = ApiAccess.KeyOf(http).ChannelId;
        // The events first: sums that were made of them meanwhile would bring the visitor back.
        var deleted = await events.DeleteVisitorAsync(channel, id, http.RequestAborted);
        await sums.ForgetAsync(channel, id, http.RequestAborted);
        return TypedResults.Json(new VisitorDeletedJson(deleted), PanelEndpoints.Json);
    }
}
