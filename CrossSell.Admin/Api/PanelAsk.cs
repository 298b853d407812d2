using System.Globalization;
using CrossSell.Core.Common;
using CrossSell.Core.Events;
using CrossSell.Core.Panels;
using CrossSell.Core.People;

namespace CrossSell.Admin.Api;

/// <summary>
/// One question for a panel as a storefront asks it, in an address or in a batch: what may be wrong is text, so that it is answered with a sentence. Both ways
/// to ask are judged and answered here alone.
/// </summary>
/// <param name="At">Date and time; needs a key with that scope.</param>
/// <param name="IsExplained">Asks for the trace; needs a key with that scope.</param>
internal sealed record PanelAsk(
    string Sku, string? Placement, string? Channel, string? Locale, string? Segment, IReadOnlyCollection<string>? Cart, string? Limit, string? At,
    bool IsExplained)
{
    /// <summary>The shop's pseudonym of the visitor; null for nobody.</summary>
    public string? Visitor { get; init; }

    /// <summary>Whether the visitor agreed to be counted: <see cref="VisitorConsent"/>.</summary>
    public string? Consent { get; init; }

    /// <summary>The question in the words of the core.</summary>
    /// <param name="status">Of a refusal that has one of its own.</param>
    public Outcome<PanelQuery> Read(ApiKey key, PanelService panels, out int? status)
    {
        status = StatusCodes.Status403Forbidden;
        if (key.Kind != ApiKeyKind.Secret && (IsExplained || At is not null))
        {
            return new Refusal("key.kind", "explain and at need a secret key, which stays on your server.");
        }

        if ((IsExplained && !key.Allows(ApiKeyScopes.Explain)) || (At is not null && !key.Allows(ApiKeyScopes.At)))
        {
            return ApiScope.Missing(IsExplained && !key.Allows(ApiKeyScopes.Explain) ? ApiKeyScopes.Explain : ApiKeyScopes.At);
        }

        status = StatusCodes.Status400BadRequest;
        if (PanelPlacements.Find(Placement) is not { } place)
        {
            return new Refusal("panel.placement", $"placement is {PanelPlacements.Words}.", "placement");
        }

        if (!PanelEndpoints.TryInstant(At, out var instant))
        {
            return new Refusal("panel.at", "at is a date and time such as 2026-11-27T09:00:00Z.", "at");
        }

        if (VisitorConsent.Read(Visitor, Consent).IsRefused(out var unclear, out var visitor))
        {
            return unclear;
        }

        int? slots = null;
        if (Limit is not null)
        {
            if (!int.TryParse(Limit, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                return new Refusal("panel.limit", $"limit is a number from 1 to {PanelService.MaxLimit}.", "limit");
            }

            slots = number;
        }

        // Before anything is looked up: a key learns nothing of channels that are not its own.
        var own = panels.ChannelCode(key.ChannelId);
        if (key.ChannelId is not null && Channel is not null && !string.Equals(Channel, own, StringComparison.OrdinalIgnoreCase))
        {
            status = StatusCodes.Status403Forbidden;
            return ApiChannel.OfAnother;
        }

        status = null;
        return new PanelQuery(Sku, Channel ?? own, place, Locale, Segment, Cart, slots, instant, OnSaleOnly: key.Kind != ApiKeyKind.Secret)
        {
            Visitor = visitor.Name,
        };
    }
}
