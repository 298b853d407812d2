using CrossSell.Core.Bundles;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using static CrossSell.Core.Panels.PanelsTexts;

namespace CrossSell.Core.Panels;

/// <summary>
/// One product page's panel with a bundle that is still being written. What it reads it has read once; each further price is answered from memory, so it keeps
/// up with typing.
/// </summary>
public sealed class PanelTrial
{
    private readonly PanelRequest request;
    private readonly PanelFacts facts;
    private readonly ChannelPanels channel;

    internal PanelTrial(PanelAnswer now, PanelRequest request, PanelFacts facts, ChannelPanels channel) =>
        (Now, this.request, this.facts, this.channel) = (now, request, facts, channel);

    /// <summary>The panel as it is.</summary>
    public PanelAnswer Now { get; }

    /// <summary>The panel as if the bundle were on sale, in the place of what is on sale of it now.</summary>
    /// <param name="code">Of the bundle.</param>
    /// <param name="quote">In the channel of the trial; without a price the panel is as it is without the bundle.</param>
    public Panel With(int bundleId, string code, BundleQuote quote)
    {
        ArgumentNullException.ThrowIfNull(quote);
        return With(bundleId, quote.Price is null ? null : new ApprovedBundle(bundleId, code, 0, quote, null, null));
    }

    /// <summary>The same for a revision, with its days.</summary>
    public Panel With(ApprovedBundle bundle)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        return With(bundle.BundleId, bundle.Quote.Price is null ? null : bundle);
    }

    private Panel With(int bundleId, ApprovedBundle? tried)
    {
        var others = facts.Of<BundleFacts>().Bundles.Where(bundle => bundle.Id != bundleId);
        BundleFact[] bundles = tried is null ? [.. others] : [.. others, BundleLayer.Fact(tried)];
        return channel.Resolve(request, facts.With(new BundleFacts { Bundles = bundles }));
    }
}

/// <summary>Trials of what is not on sale yet.</summary>
public sealed partial class PanelService
{
    /// <summary>Reads what the panel of a product needs to be tried with this bundle, which has a price. Nothing is written.</summary>
    public Task<Outcome<PanelTrial>> TryAsync(ReadScope scope, PanelQuery query, ApprovedBundle bundle, CancellationToken cancellation = default) =>
        TryAsync(scope, query, [.. BundleLayer.Fact(bundle).Products], cancellation);

    /// <summary>Reads what the panel of the main product needs to be tried with a bundle of these products. Nothing is written.</summary>
    /// <param name="query">The page; its product is the main product.</param>
    public async Task<Outcome<PanelTrial>> TryAsync(
        ReadScope scope, PanelQuery query, IReadOnlyList<int> productIds, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        if ((await ResolveFreshAsync(scope, query, cancellation)).IsRefused(out var refusal, out var now))
        {
            return refusal;
        }

        using var asked = new PanelReads(connections, index, time.GetUtcNow());
        if (index.Channel(now.Channel.Code) is not { } channel
            || asked.FactsWith(now.Panel.Anchor.Id, channel, channel.LocaleOf(query.Locale), productIds) is not { } facts)
        {
            return Refusal.NotFound(L["{0} is not listed in {1}.", query.Sku, now.Channel.Name], "sku");
        }

        return new PanelTrial(
            now,
            new PanelRequest
            {
                AnchorId = now.Panel.Anchor.Id, ChannelId = now.Channel.Id, At = now.At, KnownAt = Sooner(now.At, asked.Now), Locale = query.Locale,
                Segment = channel.SegmentOf(query.Segment),
            },
            facts, channel);
    }
}
