using System.ComponentModel;
using System.Globalization;
using CrossSell.Core.Events;
using CrossSell.Core.Exchange;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CrossSell.Admin.Api;

/// <summary>One line of an order.</summary>
internal sealed record OrderLineJson
{
    [Description("The product's code; one that is no product of the studio is stored as it is.")]
    public string? Sku { get; init; }

    [Description("Below 0 on a line that takes goods back.")]
    public int? Quantity { get; init; }

    [Description("Of one unit, as it was paid, in the shop's currency.")]
    public MoneyJson? UnitPrice { get; init; }

    [Description("Code of the bundle that it was sold in.")]
    public string? Bundle { get; init; }

    [Description("placed, cancelled or returned; absent is the order's.")]
    public string? Status { get; init; }

    [Description("attribution, or recommendationId, of the panel that the product came from.")]
    public string? RecommendationId { get; init; }
}

/// <summary>An order as your shop knows it. Names, addresses and whatever else is sent beside these fields is not read.</summary>
internal sealed record OrderJson
{
    [Description("Your shop's own number: the same one again is the same order.")]
    public string? Id { get; init; }

    [Description("Date and time with an offset.")]
    public string? OrderedAt { get; init; }

    [Description("Your shop's id of the customer, stored as a keyed hash only; absent for a guest.")]
    public string? Customer { get; init; }

    [Description("placed, cancelled or returned; absent is placed.")]
    public string? Status { get; init; }

    [Description("Your shop's pseudonym of the visitor who ordered, as in panels and events; stored as a keyed hash, and forgotten after 90 days.")]
    public string? Visitor { get; init; }

    [Description(VisitorConsent.ConsentWords)]
    public string? Consent { get; init; }

    [Description("Up to 500 lines.")]
    public IReadOnlyList<OrderLineJson?>? Lines { get; init; }

    public SentOrder Sent() => new(Id, OrderedAt, Customer, Status, Lines?.Select(line => line is null ? null : new SentOrderLine(
        line.Sku, line.Quantity, line.UnitPrice?.Amount, line.UnitPrice?.Currency, line.Bundle, line.Status, line.RecommendationId)).ToList())
    {
        Visitor = Visitor, Consent = Consent,
    };
}

internal sealed record OrderBatchJson
{
    [Description("Up to 500 orders.")]
    public IReadOnlyList<OrderJson>? Orders { get; init; }

    [Description("Code of the shop; a key of one shop needs none.")]
    public string? Channel { get; init; }

    [Description("Says what would be accepted and refused, and stores nothing.")]
    public bool ValidateOnly { get; init; }
}

/// <param name="Index">In the batch, from 0.</param>
/// <param name="Line">Of the order, from 0; absent when it is about no line.</param>
/// <param name="Code">Stable error code, such as order.quantity.</param>
/// <param name="Field">The field with the error; absent if none.</param>
internal sealed record RefusedOrderJson(int Index, int? Line, string? Field, string Code, string Message);

/// <param name="Created">Orders that were not there.</param>
/// <param name="Updated">Were there, and said something else.</param>
/// <param name="Unchanged">Were there exactly so.</param>
/// <param name="Refused">Each with what to correct; an order is taken whole or not at all.</param>
/// <param name="UnknownIds">SKUs of lines that are no product of the studio.</param>
internal sealed record OrderReceiptJson(
    int Created, int Updated, int Unchanged, IReadOnlyList<RefusedOrderJson> Refused, IReadOnlyList<string> UnknownIds);

/// <summary><c>POST /api/v1/orders</c>: orders, from which is counted what sells together and what panels brought.</summary>
internal static class OrderEndpoints
{
    public static void MapOrders(this RouteGroupBuilder api) => api.MapPost("/orders", PostAsync)
        .WithName("sendOrders").WithTags("Intake")
        .WithSummary("Orders, by your shop's own numbers.")
        .WithDescription(
            "An order that is sent again says what it is now: the same changes nothing, another content takes its place. Orders that are wrong are listed, the "
            + "rest is accepted.")
        .RequireScope(ApiKeyScopes.Orders)
        .Takes<OrderBatchJson>()
        .Produces<OrderReceiptJson>()
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status401Unauthorized)
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status429TooManyRequests)
        .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static async Task<Results<JsonHttpResult<OrderReceiptJson>, ProblemHttpResult>> PostAsync(HttpContext http, StudioStore store, OrderIntake intake)
    {
        var (body, problem) = await ApiBody.ReadAsync<OrderBatchJson>(http);
        if (body is null)
        {
            return problem!;
        }

        if (body.Orders is not { Count: > 0 and <= OrderIntake.MostOrders } orders || orders.Contains(null!))
        {
            return ApiProblems.Of(
                StatusCodes.Status400BadRequest, "orders.orders",
                string.Create(CultureInfo.InvariantCulture, $"orders holds 1 to {OrderIntake.MostOrders} orders."), "orders");
        }

        var key = ApiAccess.KeyOf(http);
        var (channel, missing) = await ApiChannel.FindAsync(store, key, body.Channel, http.RequestAborted);
        if (channel is null)
        {
            return missing!;
        }

        return (await intake.TakeAsync(Actor.Of(key), channel, [.. orders.Select(order => order.Sent())], body.ValidateOnly, http.RequestAborted))
            .IsRefused(out var refusal, out var report)
            ? ApiProblems.Of(refusal)
            : TypedResults.Json(
                new OrderReceiptJson(
                    report.New, report.Changed, report.Unchanged,
                    [.. report.Problems.Select(wrong => new RefusedOrderJson(wrong.Index, wrong.Line, wrong.Field, wrong.Code, wrong.Message))],
                    report.UnknownIds),
                PanelEndpoints.Json);
    }
}
