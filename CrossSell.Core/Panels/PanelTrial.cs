using CrossSell.Core.Bundles;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using static CrossSell.Core.Panels.PanelsTexts;

namespace CrossSell.Core.Panels;

/// <content>Panels as they would be with a bundle that is not on sale yet.</content>
public sealed partial class PanelService
{
    /// <summary>
    /// A panel as it is, and as it would be with a bundle in it, in the place of what is live of the same bundle. Nothing is written.
    /// </summary>
    /// <param name="query">Of a product that the bundle leads on; both answers are of its instant.</param>
    /// <param name="bundle">Any content, saved or not, with the instants between which it would be on sale.</param>
    public async Task<Outcome<(PanelAnswer Now, PanelAnswer With)>> TryBundleAsync(
        ReadScope scope, PanelQuery query, ApprovedBundle bundle, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        if (bundle.Quote.Refusal is { } noPrice)
        {
            return noPrice;
        }

        if ((await ResolveFreshAsync(scope, query, cancellation)).IsRefused(out var refusal, out var now))
        {
            return refusal;
        }

        using var asked = new PanelReads(store, index);
        var anchorId = now.Panel.Anchor.Id;
        if (index.Channel(now.Channel.Code) is not { } channel
            || asked.FactsWith(anchorId, channel, channel.LocaleOf(query.Locale), [.. BundleLayer.Fact(bundle).Products]) is not { } facts)
        {
            return Refusal.NotFound(L["{0} is not listed in {1}.", query.Sku, now.Channel.Name], "sku");
        }

        var others = facts.Of<BundleFacts>().Bundles.Where(other => other.Id != bundle.BundleId);
        facts = facts.With(new BundleFacts { Bundles = [.. others, BundleLayer.Fact(bundle)] });
        var request = new PanelRequest
        {
            AnchorId = anchorId, ChannelId = now.Channel.Id, At = now.At, Locale = query.Locale, Segment = channel.SegmentOf(query.Segment)
        };
        return (now, new PanelAnswer(PanelResolver.Resolve(request, facts, channel.Policy), now.Channel, now.At));
    }
}
