using System.Globalization;
using CrossSell.Admin.Hosting;
using CrossSell.Core.Access;
using CrossSell.Core.Events;
using CrossSell.Core.Panels;
using CrossSell.Core.People;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace CrossSell.Admin.Api;

/// <summary>
/// Answers <c>GET /api/v1/products/{sku}/panel</c> before the rest of the host has looked at the request: from memory where the answer is finished there
/// (<see cref="PanelService.Find"/>), else as the endpoint does (<see cref="PanelEndpoints.Answer"/>). A question it does not know every word of, and a key
/// that is not in memory, go on to the endpoint: nothing is answered here that it would answer otherwise (decision 0034).
/// </summary>
internal sealed class FinishedPanels(
    PanelService panels, KnownKeys keys, ApiKeyUse use, ApiKeyLimit limit, SenderLimit senders, FrontDoor door, ICorsService cors,
    IOptions<CorsOptions> origins)
{
    private const string Start = "/api/v1/products/";
    private const string End = "/panel";
    private const string Cart = "cart=";

    /// <summary>Behind what every answer carries, and before what looks for endpoints and people.</summary>
    public static void Use(WebApplication app)
    {
        var finished = ActivatorUtilities.CreateInstance<FinishedPanels>(app.Services);
        app.Use((http, next) => finished.TryAnswer(http) ?? next(http));
    }

    /// <returns>Null when it is not for this class.</returns>
    private Task? TryAnswer(HttpContext http)
    {
        var request = http.Request;
        var path = request.Path.Value.AsSpan();
        if (path.Length <= Start.Length + End.Length || !path.StartsWith(Start, StringComparison.Ordinal) || !path.EndsWith(End, StringComparison.Ordinal)
            || !HttpMethods.IsGet(request.Method))
        {
            return null;
        }

        var sku = path[Start.Length..^End.Length];
        // What is escaped still, routing reads.
        if (sku.ContainsAny('/', '%') || !Asked.TryRead(request.QueryString.Value, out var asked))
        {
            return null;
        }

        var text = ApiAccess.TextOf(request, asked.Key);
        if (text.Length == 0 || keys.Find(text) is not { } key || ApiAccess.Deny(request, key, door) is not null)
        {
            return null;
        }

        var panel = asked.HasCart ? null : panels.Find(new FinishedQuery
        {
            Sku = sku,
            OwnChannelId = key.ChannelId,
            Channel = asked.Channel,
            Placement = asked.Placement,
            Locale = asked.Locale,
            Segment = asked.Segment,
            Limit = asked.Limit,
            Visitor = asked.Visitor,
            OnSaleOnly = key.Kind != ApiKeyKind.Secret,
            Origin = door.OriginFor(request),
        });
        if (Enter(http, key) is { } refused)
        {
            return refused.ExecuteAsync(http);
        }

        return panel is not null
            ? PanelReply.WriteAsync(http, panel, key, door, ofVisitor: asked.Visitor.Length > 0)
            : PanelEndpoints.Answer(http, key, asked.For(sku, request.QueryString.Value), panels, door).ExecuteAsync(http);
    }

    /// <summary>What the host would do before it asks the endpoint.</summary>
    /// <returns>Null when the request may go on, else its answer.</returns>
    private ProblemHttpResult? Enter(HttpContext http, ApiKey key)
    {
        if (http.Request.Headers.Origin.Count > 0)
        {
            // The policy of the endpoint.
            var policy = origins.Value.GetPolicy(ApiEndpoints.CorsPolicy) ?? throw new InvalidOperationException("There is no CORS policy of storefronts.");
            cors.ApplyResult(cors.EvaluatePolicy(http, policy), http.Response);
        }

        // There is no endpoint to tell it of.
        http.Features.Get<IHttpMetricsTagsFeature>()?.Tags.Add(new KeyValuePair<string, object?>("http.route", Start + "{sku}" + End));
        if ((senders.Enter(http, 1, out var ofSender) ?? limit.Enter(http, key.Id, 1, ofSender)) is { } refused)
        {
            return refused;
        }

        use.Note(key.Id);
        return null;
    }

    /// <summary>The words of a question that an answer is kept for.</summary>
    private ref struct Asked
    {
        public ReadOnlySpan<char> Key;
        public ReadOnlySpan<char> Channel;
        public ReadOnlySpan<char> Locale;
        public ReadOnlySpan<char> Segment;
        public ReadOnlySpan<char> Visitor;
        public PanelPlacement Placement;
        public int? Limit;
        public bool HasCart;
        private int seen;

        /// <summary>The same as the endpoint is asked.</summary>
        /// <param name="query">That it was read from: there stand the lines of the cart.</param>
        public readonly PanelAsk For(ReadOnlySpan<char> sku, ReadOnlySpan<char> query)
        {
            List<string>? cart = null;
            if (HasCart)
            {
                cart = [];
                foreach (var range in query[1..].Split('&'))
                {
                    var pair = query[1..][range];
                    if (pair.StartsWith(Cart, StringComparison.Ordinal))
                    {
                        cart.Add(pair[Cart.Length..].ToString());
                    }
                }
            }

            return new PanelAsk(
                sku.ToString(), PanelPlacements.CodeOf(Placement), Text(Channel), Text(Locale), Text(Segment), cart,
                Limit?.ToString(CultureInfo.InvariantCulture), null, false)
            {
                Visitor = Text(Visitor),
            };
        }

        /// <returns>False for words that are not known here, come twice (but for a cart's), are empty or escaped.</returns>
        public static bool TryRead(ReadOnlySpan<char> query, out Asked asked)
        {
            asked = default;
            if (query.Length <= 1)
            {
                return true;
            }

            query = query[1..];
            if (query.ContainsAny('%', '+'))
            {
                return false;
            }

            foreach (var range in query.Split('&'))
            {
                var pair = query[range];
                var at = pair.IndexOf('=');
                if (at <= 0 || at == pair.Length - 1 || !asked.TryTake(pair[..at], pair[(at + 1)..]))
                {
                    return false;
                }
            }

            return true;
        }

        private bool TryTake(ReadOnlySpan<char> name, ReadOnlySpan<char> value)
        {
            switch (name)
            {
                case ApiAccess.KeyParameter:
                    Key = value;
                    return IsFirst(1);
                case "cart":
                    HasCart = true;
                    return true;
                case "channel":
                    Channel = value;
                    return IsFirst(2);
                case "locale":
                    Locale = value;
                    return IsFirst(4);
                case "segment":
                    Segment = value;
                    return IsFirst(8);
                case "placement":
                    var placement = PanelPlacements.Find(value);
                    Placement = placement ?? default;
                    return placement is not null && IsFirst(16);
                case "limit":
                    var isNumber = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
                    Limit = number;
                    return isNumber && IsFirst(32);
                case "visitor":
                    Visitor = value;
                    return VisitorConsent.IsName(value) && IsFirst(64);
                default:
                    return false;
            }
        }

        private static string? Text(ReadOnlySpan<char> said) => said.Length == 0 ? null : said.ToString();

        private bool IsFirst(int word)
        {
            var isFirst = (seen & word) == 0;
            seen |= word;
            return isFirst;
        }
    }
}
