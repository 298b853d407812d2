using System.ComponentModel;
using System.Globalization;
using CrossSell.Admin.Hosting;
using CrossSell.Core.Common;
using CrossSell.Core.Events;
using CrossSell.Core.Panels;
using CrossSell.Core.People;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace CrossSell.Admin.Api;

/// <summary>
/// <c>GET /api/v1/bundles/{code}/offer</c>: the bundle of a panel with what the shopper has chosen of it. The prices of single choices in a panel do not add
/// up (rounding, steps, cheapest free), so that a page asks here and never shows a price that the cart would not have.
/// </summary>
internal static class OfferEndpoints
{
    public static void MapOffers(this RouteGroupBuilder api) => api.MapGet("/bundles/{code}/offer", Get)
        .WithName("getOffer").WithTags("Panels")
        .WithSummary("The bundle of a panel with the shopper's choice: its parts, price and saving.")
        .Produces<BundleOfferJson>(contentType: "application/json")
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status401Unauthorized)
        .ProducesProblem(StatusCodes.Status403Forbidden)
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status429TooManyRequests)
        .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static Results<JsonHttpResult<BundleOfferJson>, ProblemHttpResult> Get(
        HttpContext http,
        PanelService panels,
        FrontDoor door,
        [Description("Code of the bundle, as the panel names it.")] string code,
        [Description("SKU of the main product of the panel.")] string? sku,
        [Description("What is chosen, as slot:units:SKU; repeated for each product of each slot.")] string[]? pick,
        [AsParameters] PanelPlace place)
    {
        var key = ApiAccess.KeyOf(http);
        if (place.Read(sku, key, panels, out var status).IsRefused(out var refusal, out var query))
        {
            return status is { } own ? ApiProblems.Of(own, refusal) : ApiProblems.Of(refusal);
        }

        if (Picks(pick).IsRefused(out refusal, out var picks) || panels.Choose(query, code, picks).IsRefused(out refusal, out var chosen))
        {
            return ApiProblems.Of(refusal);
        }

        var isPublic = key.Kind != ApiKeyKind.Secret;
        ApiCaching.Choice.Say(http, key, door, ofVisitor: !string.IsNullOrEmpty(place.Visitor));
        return TypedResults.Json(PanelJson.Of(chosen.Offer, chosen.Channel, door.OriginFor(http.Request), isPublic), PanelEndpoints.Json);
    }

    /// <summary>Choices as an address writes them: <c>belt:1:BLT-WEB</c>.</summary>
    public static Outcome<IReadOnlyList<ChosenOption>> Picks(string[]? texts)
    {
        var picks = new List<ChosenOption>();
        foreach (var text in texts ?? [])
        {
            var parts = text.Split(':', 3);
            if (parts.Length < 3 || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var units))
            {
                return new Refusal("panel.pick", $"\"{text}\" is no choice. Write slot:units:SKU, such as belt:1:BLT-WEB.", "pick");
            }

            picks.Add(new ChosenOption(parts[0], parts[2], units));
        }

        return picks;
    }
}

/// <summary>Where and for whom a panel is asked for, as the address says it.</summary>
internal sealed record PanelPlace(
    [property: FromQuery(Name = "placement"), Description("Where the panel is shown; by default the product page.")]
    string? Placement,
    [property: FromQuery(Name = "channel"), Description("Code of the shop; a key of one shop needs none.")]
    string? Channel,
    [property: FromQuery(Name = "locale"), Description("Language of the texts, such as nl-NL; by default the shop's first.")]
    string? Locale,
    [property: FromQuery(Name = "segment"), Description("Code of the shopper's segment, as the shop defines it.")]
    string? Segment,
    [property: FromQuery(Name = "cart"), Description("SKU in the shopper's cart; can be repeated, up to 100 times.")]
    string[]? Cart,
    [property: FromQuery(Name = "visitor"), Description(VisitorConsent.VisitorWords)]
    string? Visitor,
    [property: FromQuery(Name = "consent"), Description(VisitorConsent.ConsentWords)]
    string? Consent)
{
    /// <summary>The question that a key asks, judged as every question for a panel.</summary>
    /// <param name="status">Of a refusal that has one of its own.</param>
    public Outcome<PanelQuery> Read(string? sku, ApiKey key, PanelService panels, out int? status)
    {
        status = null;
        return string.IsNullOrEmpty(sku)
            ? new Refusal("panel.sku", "sku is the main product of the panel.", "sku")
            : new PanelAsk(sku, Placement, Channel, Locale, Segment, Cart, Limit: null, At: null, IsExplained: false) { Visitor = Visitor, Consent = Consent }
                .Read(key, panels, out status);
    }

    /// <summary>The question of a frame, which has no key and sees what everybody sees.</summary>
    public Outcome<PanelQuery> ReadOpenly(string sku) => PanelPlacements.Find(Placement) is not { } place
        ? new Refusal("panel.placement", $"placement is {PanelPlacements.Words}.", "placement")
        : VisitorConsent.Read(Visitor, Consent).IsRefused(out var refusal, out var visitor)
            ? refusal
            : new PanelQuery(sku, Channel, place, Locale, Segment, Cart, OnSaleOnly: true, PassesOverUnknownSegment: true) { Visitor = visitor.Name };
}
