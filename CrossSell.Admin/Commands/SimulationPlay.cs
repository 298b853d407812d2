using System.Globalization;
using System.Net.Http.Headers;
using CrossSell.Admin.Api;
using CrossSell.Core.Common;
using CrossSell.Core.Demo;
using CrossSell.Core.Exchange;
using CrossSell.Core.Experiments;
using CrossSell.Core.Panels;

namespace CrossSell.Admin.Commands;

/// <summary>How much was sent.</summary>
/// <param name="Revenue">As ordered, in minor units.</param>
internal readonly record struct Played(int Visitors, int Visits, int Events, int Orders, long Revenue);

/// <summary>
/// Plays shoppers as the pages and the server of a shop do: a panel is asked for with the visitor, what was seen of it is told, and who buys is sent as an
/// order that names the visitor and the panel that a product came from. The arm is what the answer says, never worked out here.
/// </summary>
internal sealed class SimulationPlay(HttpClient client, SimulationClock clock, Experiment experiment, Currency currency)
{
    private readonly string placement = experiment.PlacementCodes.Count > 0 ? experiment.PlacementCodes[0] : PanelPlacements.CodeOf(PanelPlacement.ProductPage);
    private readonly List<EventJson> events = [];
    private readonly List<OrderJson> orders = [];
    private readonly HashSet<int> seen = [];
    private Played played;

    public static HttpClient ClientOf(Uri address, string key)
    {
        var client = new HttpClient { BaseAddress = new Uri(address, "/api/v1/") };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return client;
    }

    /// <summary>Of these products those that show a panel to who is in no experiment, with their prices.</summary>
    public async Task<Outcome<IReadOnlyList<SimulatedProduct>>> LookAsync(IEnumerable<string> skus, CancellationToken cancellation)
    {
        var found = new List<SimulatedProduct>();
        foreach (var sku in skus)
        {
            if ((await PanelAsync(sku, null, cancellation)).IsRefused(out var refusal, out var panel))
            {
                return refusal;
            }

            if (panel.Companions.Count > 0 && Minor(panel.Anchor.Price) is > 0 and var price)
            {
                found.Add(new SimulatedProduct(sku, price));
            }
        }

        return Outcome.Of<IReadOnlyList<SimulatedProduct>>(found);
    }

    /// <summary>Who would come after the span's end is not played.</summary>
    public async Task<Outcome<Played>> RunAsync(SimulatedShoppers shoppers, SimulatedSpan span, IProgress<string> progress, CancellationToken cancellation)
    {
        for (var number = 0; number < span.Days; number++)
        {
            foreach (var visit in shoppers.On(number))
            {
                var at = span.From.AddDays(visit.At);
                if (at >= span.Until)
                {
                    break;
                }

                clock.Set(at);
                if ((await VisitAsync(shoppers, visit, at, cancellation)).IsRefused(out var refusal)
                    || (events.Count >= EventEndpoints.MostEvents - 2 && (await TellAsync(cancellation)).IsRefused(out refusal)))
                {
                    return refusal;
                }
            }

            var next = span.From.AddDays(number + 1);
            clock.Set(next < span.Until ? next : span.Until);
            if ((await TellAsync(cancellation)).IsRefused(out var wrong))
            {
                return wrong;
            }

            progress.Report(string.Create(
                CultureInfo.InvariantCulture, $"Day {number + 1} of {span.Days}: {played.Visits:N0} visits and {played.Orders:N0} orders so far"));
        }

        return played;
    }

    private async Task<Outcome> VisitAsync(SimulatedShoppers shoppers, SimulatedVisit visit, DateTimeOffset at, CancellationToken cancellation)
    {
        var (visitor, instant) = (shoppers.NameOf(visit), at.ToString("O", CultureInfo.InvariantCulture));
        if ((await PanelAsync(visit.Product.Sku, visitor, cancellation)).IsRefused(out var refusal, out var panel))
        {
            return refusal;
        }

        var id = string.Create(CultureInfo.InvariantCulture, $"{experiment.Id}-{visitor}-{visit.Number}");
        var seenPanel = new EventJson
        {
            Id = id + "-i",
            Type = "impression",
            At = instant,
            RecommendationId = panel.RecommendationId,
            PanelVersion = panel.PanelVersion,
            Placement = placement,
            Arm = panel.Arm,
            Anchor = visit.Product.Sku,
            Visitor = visitor,
            Device = visit.Device,
            Source = visit.Source,
        };
        events.Add(seenPanel);
        played = played with { Visits = played.Visits + 1, Visitors = played.Visitors + (seen.Add(visit.Shopper) ? 1 : 0) };
        var arm = ArmWord.Of(panel.Arm, experiment.Id);
        var isTreated = arm is not null && arm != "a";
        if (visit.Units == 0 || (isTreated && shoppers.IsLost(visit)))
        {
            return Outcome.Done;
        }

        // What the effect is paid by: the first that the panel recommends, where it shows anything.
        var first = isTreated && panel.Companions.Count > 0 ? panel.Companions[0] : null;
        var price = first is null ? visit.Product.Price : Minor(first.Price);
        var added = isTreated && price > 0 ? shoppers.Added(visit, price) : 0;
        if (first is not null && added > 0)
        {
            events.Add(seenPanel with { Id = id + "-a", Type = "add", Sku = first.Sku, Position = 1 });
        }

        Order(id, visitor, instant, visit, panel, first, added);
        return Outcome.Done;
    }

    private void Order(string id, string visitor, string at, SimulatedVisit visit, PanelSeen panel, CompanionSeen? first, int added)
    {
        var lines = new List<OrderLineJson> { Line(visit.Product.Sku, visit.Units + (first is null ? added : 0), visit.Product.Price, null) };
        if (first is not null && added > 0)
        {
            lines.Add(Line(first.Sku, added, Minor(first.Price), panel.Attribution));
        }

        orders.Add(new OrderJson { Id = $"SIM-{id}", OrderedAt = at, Customer = visitor, Visitor = visitor, Lines = lines });
        var revenue = visit.Value + (added * (first is null ? visit.Product.Price : Minor(first.Price)));
        played = played with { Orders = played.Orders + 1, Revenue = played.Revenue + revenue };
    }

    private OrderLineJson Line(string sku, int units, long price, string? attribution) => new()
    {
        Sku = sku, Quantity = units, UnitPrice = MoneyJson.Of(new Money(price, currency)), RecommendationId = attribution,
    };

    private long Minor(MoneyJson price) => Money.FromAmount(decimal.Parse(price.Amount, CultureInfo.InvariantCulture), currency).Minor;

    private async Task<Outcome<PanelSeen>> PanelAsync(string sku, string? visitor, CancellationToken cancellation)
    {
        var cart = PanelPlacements.Find(placement)?.SpeaksForCart() == true ? $"&cart={Uri.EscapeDataString(sku)}" : "";
        var segment = experiment.Segment is { } code ? $"&segment={Uri.EscapeDataString(code)}" : "";
        var who = visitor is null ? "" : $"&visitor={Uri.EscapeDataString(visitor)}";
        using var answer = await client.GetAsync(
            new Uri($"products/{Uri.EscapeDataString(sku)}/panel?placement={placement}{cart}{segment}{who}", UriKind.Relative), cancellation);
        return answer.IsSuccessStatusCode
            ? (await answer.Content.ReadFromJsonAsync<PanelSeen>(PanelEndpoints.Json, cancellation))!
            : await RefusedAsync(answer, cancellation);
    }

    private async Task<Outcome> TellAsync(CancellationToken cancellation)
    {
        if (events.Count > 0)
        {
            var batch = new EventBatchJson { Events = [.. events] };
            events.Clear();
            if ((await SendAsync<EventBatchJson, EventReceipt>("events", batch, cancellation)).IsRefused(out var refusal, out var said))
            {
                return refusal;
            }

            if (said.Refused.Count > 0)
            {
                return new Refusal("simulate.event", $"An event was refused: {said.Refused[0].Message}");
            }

            played = played with { Events = played.Events + batch.Events.Count };
        }

        foreach (var part in orders.Chunk(OrderIntake.MostOrders))
        {
            if ((await SendAsync<OrderBatchJson, OrderReceipt>("orders", new OrderBatchJson { Orders = part }, cancellation))
                .IsRefused(out var refusal, out var said))
            {
                return refusal;
            }

            if (said.Refused.Count > 0)
            {
                return new Refusal("simulate.order", $"An order was refused: {said.Refused[0].Message}");
            }
        }

        orders.Clear();
        return Outcome.Done;
    }

    private async Task<Outcome<TAnswer>> SendAsync<TBody, TAnswer>(string address, TBody body, CancellationToken cancellation)
        where TAnswer : class
    {
        using var answer = await client.PostAsJsonAsync(new Uri(address, UriKind.Relative), body, PanelEndpoints.Json, cancellation);
        return answer.IsSuccessStatusCode
            ? (await answer.Content.ReadFromJsonAsync<TAnswer>(PanelEndpoints.Json, cancellation))!
            : await RefusedAsync(answer, cancellation);
    }

    private static async Task<Refusal> RefusedAsync(HttpResponseMessage answer, CancellationToken cancellation) =>
        new("simulate.refused", $"The API answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(cancellation)}");

    private sealed record ProductSeen(string Sku, MoneyJson Price);

    private sealed record CompanionSeen(string Sku, MoneyJson Price);

    private sealed record PanelSeen(
        string RecommendationId, string PanelVersion, string Attribution, string? Arm, ProductSeen Anchor, IReadOnlyList<CompanionSeen> Companions);

    private sealed record RowRefused(string Message);

    private sealed record EventReceipt(IReadOnlyList<RowRefused> Refused);

    private sealed record OrderReceipt(IReadOnlyList<RowRefused> Refused);
}
