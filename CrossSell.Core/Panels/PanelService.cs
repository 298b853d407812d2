using System.Diagnostics;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Links;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using static CrossSell.Core.Panels.PanelsTexts;

namespace CrossSell.Core.Panels;

/// <summary>A storefront's or a person's question, in the words they use.</summary>
/// <param name="Channel">Code; null is allowed when exactly one channel sells the product.</param>
/// <param name="Cart">SKUs, and codes of bundles, which count as their parts; what the channel does not know is passed over.</param>
/// <param name="Segment">Code of one that the channel defines; null, or empty, is a shopper nobody knows anything about.</param>
/// <param name="At">Null means now.</param>
/// <param name="PassesOverUnknownSegment">A segment that the channel does not define is none, instead of a refusal.</param>
/// <param name="Visitor">As the shop calls the visitor, who may then be in experiments; null for nobody, and without consent.</param>
/// <param name="OnSaleOnly">For the public: a product that is not on sale, and a channel that is not named, do not exist.</param>
public sealed record PanelQuery(
    string Sku,
    string? Channel = null,
    PanelPlacement Placement = PanelPlacement.ProductPage,
    string? Locale = null,
    string? Segment = null,
    IReadOnlyCollection<string>? Cart = null,
    int? Limit = null,
    DateTimeOffset? At = null,
    bool OnSaleOnly = false,
    bool PassesOverUnknownSegment = false,
    string? Visitor = null)
{
    /// <summary>For people: as shoppers of this arm are shown it (<see cref="PanelArmChoice.Code"/>); null, and what is no arm, is the visitor's.</summary>
    public string? AsArm { get; init; }
}

/// <summary>
/// Answers every question for a panel, no matter who asks: the preview, the API, the embed and the command line get the same answer from the same facts.
/// </summary>
/// <param name="layers">Null takes those of the product.</param>
/// <param name="memory">For finished panels; null takes <see cref="FinishedPanelMemory.Default"/>.</param>
/// <param name="arms">Open experiments; null where there are none.</param>
public sealed partial class PanelService(
    StudioStore store, TimeProvider time, PanelLayers? layers = null, FinishedPanelMemory? memory = null, PanelArmsSource? arms = null) : IDisposable
{
    public const int MaxLimit = 30;

    /// <summary>So many products of a cart are asked; more add nothing that is worth the wait.</summary>
    public const int MaxCart = 20;

    /// <summary>So many SKUs of a cart are looked up, to leave out what lies in it; the rest of a longer one is passed over.</summary>
    public const int MaxCartLines = 100;

    // Longer ones are nobody's address: who asks chooses it, so nothing is kept under it.
    private const int MostOrigin = 300;

    private readonly PanelLayers layers = layers ?? PanelLayers.Standard;
    private readonly SemaphoreSlim reading = new(1, 1);
    private readonly PanelConnections connections = new(store);
    private volatile PanelIndex index = PanelIndex.Empty;
    private long freshAt;

    /// <summary>How long ago it was last known to be as fresh as the database; null before it was read.</summary>
    public TimeSpan? Age => index.State < 0 ? null : time.GetElapsedTime(Volatile.Read(ref freshAt));

    /// <summary>That fill its panels, in their order.</summary>
    internal PanelLayers Layers => layers;

    /// <summary>
    /// The panel from what is known, at most about a second behind a write: from memory for an anchor that was asked for before, else by a few short queries.
    /// For the public without a trace.
    /// </summary>
    public Outcome<PanelAnswer> Resolve(PanelQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        using var span = Telemetry.Span("panel.resolve");
        var started = Stopwatch.GetTimestamp();
        var outcome = Answer(query, isTraced: !query.OnSaleOnly, saysWhy: true);
        Measure(started, outcome.Value?.Answer.Channel.Code, query.OnSaleOnly, outcome.Value is { Answer.Panel.Companions.Count: 0 });
        return outcome.IsRefused(out var refusal, out var answered) ? refusal : answered.Answer;
    }

    private Outcome<Answered> Answer(PanelQuery query, bool isTraced, bool saysWhy)
    {
        using var asked = new PanelReads(connections, index, time.GetUtcNow());
        if (query.Limit is < 1 or > MaxLimit)
        {
            return new Refusal("panel.limit", L["limit is a number from 1 to {0}.", MaxLimit], "limit");
        }

        if (asked.IdOf(query.Sku) is not { } productId)
        {
            return Refusal.NotFound(L["There is no product with the SKU \"{0}\".", query.Sku], "sku");
        }

        if (ChannelOf(asked, query, productId).IsRefused(out var refusal, out var channel))
        {
            return refusal;
        }

        // Public keys are in every shopper's hands: a segment that is unknown is none, so that nobody can ask for a list of the codes.
        var segment = channel.SegmentOf(query.Segment);
        if (segment is null && !string.IsNullOrWhiteSpace(query.Segment) && !query.OnSaleOnly && !query.PassesOverUnknownSegment)
        {
            return new Refusal(
                "panel.segment",
                channel.Segments.Count == 0
                    ? L["{0} has no segment \"{1}\". It has none.", channel.Channel.Name, query.Segment]
                    : L["{0} has no segment \"{1}\". Its segments are: {2}.", channel.Channel.Name, query.Segment, Codes(channel.Segments, item => item.Code)],
                "segment");
        }

        var entry = asked.EntryOf(productId, channel, channel.LocaleOf(query.Locale));
        if (entry.Facts is not { } facts)
        {
            return Refusal.NotFound(
                !query.OnSaleOnly && asked.StatusOf(productId) == ProductStatus.Archived
                    ? L["{0} is archived, and not listed in {1}.", query.Sku, channel.Channel.Name]
                    : L["{0} is not listed in {1}.", query.Sku, channel.Channel.Name],
                "sku");
        }

        if (query.OnSaleOnly && facts.Anchor is not { IsActive: true, IsPublished: true })
        {
            return Refusal.NotFound(L["There is no product with the SKU \"{0}\".", query.Sku], "sku");
        }

        var at = query.At ?? asked.Now;
        IReadOnlyCollection<int> cart = [.. CartLines.Of(asked.Index, channel.Channel.Id, query.Cart, asked.IdOf, at)];
        if (query.Placement.SpeaksForCart())
        {
            // What lies in the cart speaks together; on a product's own page, and in the account, the product alone does.
            facts = CartCompanions.Of(facts, [.. cart.Where(id => id != productId).Take(MaxCart)
                .Select(id => asked.FactsOf(id, channel, channel.LocaleOf(query.Locale))).OfType<PanelFacts>()]);
        }

        var request = new PanelRequest
        {
            AnchorId = productId,
            ChannelId = channel.Channel.Id,
            At = at,
            KnownAt = Sooner(at, asked.Now),
            Placement = query.Placement,
            Locale = query.Locale,
            Segment = segment,
            Cart = cart,
            Limit = query.Limit,
            IsTraced = isTraced,
            SaysWhy = saysWhy,
            Arm = channel.ArmOf(query, segment, at),
        };
        var answer = new PanelAnswer(channel.Resolve(request, facts), channel.Channel, at)
        {
            Locale = channel.LocaleOf(query.Locale),
            Arm = request.Arm.Word,
            UnknownIds = query.Cart is { Count: > 0 } ? CartLines.UnknownIn(asked.Index, channel.Channel.Id, query.Cart, IsKnown, at) : [],
        };
        return new Answered(answer, channel, entry, asked.Index, request.Arm);

        // The public learns of no product before it is on sale.
        bool IsKnown(string sku) => asked.IdOf(sku) is { } id && (!query.OnSaleOnly
            || asked.FactsOf(id, channel, channel.LocaleOf(query.Locale)) is { Anchor: { IsActive: true, IsPublished: true } });
    }

    /// <summary>
    /// The panel with everything that was written until now, for people: they have just changed something, and see the panels of their own shops only.
    /// </summary>
    public async Task<Outcome<PanelAnswer>> ResolveFreshAsync(ReadScope scope, PanelQuery query, CancellationToken cancellation = default)
    {
        await RefreshAsync(cancellation);
        var outcome = Resolve(query);
        return outcome.Value is not { } answer || scope.Includes(answer.Channel.Id)
            ? outcome
            : Refusal.NotFound(query.Channel is null
                ? L["{0} is not listed in a shop that you may look into.", query.Sku]
                : L["There is no channel \"{0}\".", query.Channel], "channel");
    }

    /// <summary>A product page's panel as it is, and as it would be with one more link at the end of the anchor's list. Nothing is written.</summary>
    public async Task<Outcome<(PanelAnswer Now, PanelAnswer With)>> AssumeAsync(
        ReadScope scope, PanelQuery query, int targetId, string typeCode, CancellationToken cancellation = default)
    {
        if ((await ResolveFreshAsync(scope, query, cancellation)).IsRefused(out var refusal, out var now))
        {
            return refusal;
        }

        using var asked = new PanelReads(connections, index, time.GetUtcNow());
        var anchorId = now.Panel.Anchor.Id;
        if (index.Catalog.LinkTypes.Values.FirstOrDefault(type => type.Code == typeCode) is not { } type
            || index.Channel(now.Channel.Code) is not { } channel
            || asked.FactsWith(anchorId, channel, channel.LocaleOf(query.Locale), [targetId]) is not { } facts)
        {
            return Refusal.NotFound(L["The product or the link type no longer exists."]);
        }

        facts = Linked(facts, type, [targetId], channel);
        var request = new PanelRequest
        {
            AnchorId = anchorId, ChannelId = now.Channel.Id, At = now.At, KnownAt = Sooner(now.At, asked.Now), Locale = query.Locale,
            Segment = channel.SegmentOf(query.Segment),
        };
        return (now, new PanelAnswer(channel.Resolve(request, facts), now.Channel, now.At));
    }

    /// <summary>How many of these product pages would show shoppers other companions, or the same in another order. Nothing is written.</summary>
    /// <param name="typeCode">Of the links that are assumed; null when there are none.</param>
    public async Task<int> CountChangingAsync(
        string channelCode, string? typeCode, IReadOnlyList<PanelAssumption> assumed, CancellationToken cancellation = default)
    {
        await RefreshAsync(cancellation);
        using var asked = new PanelReads(connections, index, time.GetUtcNow());
        if (index.Channel(channelCode) is not { } channel)
        {
            return 0;
        }

        var type = index.Catalog.LinkTypes.Values.FirstOrDefault(item => item.Code == typeCode);
        var at = time.GetUtcNow();
        var changing = 0;
        foreach (var assumption in assumed)
        {
            cancellation.ThrowIfCancellationRequested();
            if (asked.FactsWith(assumption.AnchorId, channel, channel.LocaleOf(null), assumption.LinkedTo) is not { } now)
            {
                continue;
            }

            var then = type is null ? now : Linked(now, type, assumption.LinkedTo, channel);
            then = then.With(then.Of<MinedFacts>().Rejecting(assumption.Rejected));
            var request = new PanelRequest { AnchorId = assumption.AnchorId, ChannelId = channel.Channel.Id, At = at };
            changing += Shown(now).SequenceEqual(Shown(then)) ? 0 : 1;

            IEnumerable<int> Shown(PanelFacts facts) =>
                channel.Resolve(request, facts).Companions.Select(companion => companion.Product.Id);
        }

        return changing;
    }

    private static PanelFacts Linked(PanelFacts facts, LinkType type, IReadOnlyList<int> targets, ChannelPanels channel) =>
        facts.With(facts.Of<LinkFacts>().WithAtEnd(type, targets, facts.Locale ?? channel.Channel.Locales.FirstOrDefault()));

    /// <summary>The code of a channel; null for null, and for one that is gone.</summary>
    public string? ChannelCode(int? id) => id is { } known ? index.Channel(known)?.Channel.Code : null;

    public void Dispose()
    {
        connections.Dispose();
        reading.Dispose();
    }

    private static Outcome<ChannelPanels> ChannelOf(PanelReads asked, PanelQuery query, int productId)
    {
        var index = asked.Index;
        if (query.Channel is { } code)
        {
            if (index.Channel(code) is { } named)
            {
                return named;
            }

            // Which shops there are is nothing for the public.
            return Refusal.NotFound(
                query.OnSaleOnly ? L["There is no channel \"{0}\".", code]
                    : L["There is no channel \"{0}\". The channels are: {1}.", code, Codes(index.Channels, channel => channel.Channel.Code)],
                "channel");
        }

        var selling = asked.ChannelsOf(productId).Select(index.Channel).OfType<ChannelPanels>().ToArray();
        return selling switch
        {
            [var only] => only,
            [] => Refusal.NotFound(L["No channel sells this product."], "sku"),
            _ when query.OnSaleOnly => new Refusal("panel.channel", L["Name the channel."], "channel"),
            _ => new Refusal(
                "panel.channel", L["Name the channel: {0} sell this product.", Codes(selling, channel => channel.Channel.Code)], "channel"),
        };
    }

    private static string Codes<T>(IEnumerable<T> all, Func<T, string> code) => string.Join(", ", all.Select(code));

    /// <summary>One question: answered from the cache of one index and, where that does not know, from one snapshot of the database.</summary>
    private sealed class PanelReads(PanelConnections connections, PanelIndex index, DateTimeOffset now) : IDisposable
    {
        private PanelFactsReader? reader;

        public PanelIndex Index => index;

        /// <summary>When it is asked.</summary>
        public DateTimeOffset Now => now;

        private PanelFactsReader Reader => reader ??= new PanelFactsReader(connections, index, now);

        public int? IdOf(string sku)
        {
            // Before the first look at the studio there is nothing.
            if (index.State < 0)
            {
                return null;
            }

            if (index.Cache.IdOf(sku) is { } known)
            {
                return known;
            }

            var id = Reader.IdOf(sku);
            if (id is { } found)
            {
                index.Cache.KeepId(index.State, sku, found);
            }

            return id;
        }

        public IReadOnlyList<int> ChannelsOf(int productId) => Reader.ChannelsOf(productId);

        public ProductStatus? StatusOf(int productId) => Reader.StatusOf(productId);

        public PanelFacts? FactsOf(int productId, ChannelPanels channel, string? locale) => EntryOf(productId, channel, locale).Facts;

        /// <summary>
        /// What was written since the index was read may be in it already: then it is kept all the same, and read again once the index has seen that write. Of
        /// facts that may not be kept an entry that nobody finds again.
        /// </summary>
        public CacheEntry EntryOf(int productId, ChannelPanels channel, string? locale)
        {
            var key = new PanelKey(productId, channel.Channel.Id, locale);
            if (index.Cache.Find(key, now.UtcTicks) is { } known)
            {
                return known;
            }

            var facts = Reader.FactsOf(productId, channel, locale);
            var until = facts is null ? null : PanelEdges.Outdated(facts, now, channel.Policy.MaxReportAge)?.UtcTicks;
            return Reader.MayKeep(facts)
                ? index.Cache.Keep(index.State, key, facts, until ?? long.MaxValue)
                : new CacheEntry(productId, facts) { IsStray = true };
        }

        /// <summary>The facts with some products more, which nobody else would ask for.</summary>
        public PanelFacts? FactsWith(int productId, ChannelPanels channel, string? locale, IReadOnlyList<int> also) =>
            Reader.FactsOf(productId, channel, locale, also);

        public void Dispose() => reader?.Dispose();
    }
}
