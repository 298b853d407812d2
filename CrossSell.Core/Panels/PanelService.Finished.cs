using System.Diagnostics;
using CrossSell.Core.Common;

namespace CrossSell.Core.Panels;

public sealed partial class PanelService
{
    private long MostBytes => (memory ?? FinishedPanelMemory.Default).MostBytes;

    /// <summary>Anchors whose facts are in memory, each counted once for every channel and locale.</summary>
    public int Kept => index.Cache.Count;

    /// <summary>What finished panels take in memory, in bytes.</summary>
    public long FinishedBytes => index.Cache.Bytes;

    /// <summary>
    /// The finished panel that a question was answered with before, while that is still its answer: nothing that it was made of was written since, and nothing
    /// of it began or ended. Asks no database and resolves nothing.
    /// </summary>
    /// <returns>Null when there is none, also for what would be refused: ask <see cref="Finish"/>.</returns>
    public FinishedPanel? Find(in FinishedQuery query)
    {
        var started = Stopwatch.GetTimestamp();
        var (now, at) = (index, time.GetUtcNow());
        if (Of(now, query) is not { } channel
            || now.Cache.IdOf(query.Sku) is not { } productId
            || (query.Locale.Length > 0 && !channel.HasLocale(query.Locale))
            || now.Cache.Find(new PanelKey(productId, channel.Channel.Id, channel.LocaleOf(query.Locale)), at.UtcTicks) is not { } entry)
        {
            return null;
        }

        string? segment = null;
        if (query.Segment.Length > 0 && (segment = channel.SegmentOf(query.Segment)) is null)
        {
            return null;
        }

        var found = entry.Find(query, segment, channel.ArmOf(query.Visitor, query.Placement, segment, at).Key, at.UtcTicks);
        if (found is not null)
        {
            using var span = Telemetry.Span("panel.resolve");
            Measure(started, found.Channel, query.OnSaleOnly, found.IsEmpty);
        }

        return found;
    }

    /// <summary>
    /// The finished panel of a question: the kept one, else resolved, made and, where the question is for now and names its channel and no cart, kept for
    /// <see cref="Find"/>.
    /// </summary>
    /// <param name="origin">What addresses in the answer begin with.</param>
    /// <param name="make">Writes an answer down. Of the same answer, origin and <see cref="PanelQuery.OnSaleOnly"/> it makes the same.</param>
    public Outcome<FinishedPanel> Finish(PanelQuery query, string origin, Func<PanelAnswer, FinishedPanel> make)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(make);
        var mayKeep = query is { Channel: not null, At: null, AsArm: null, Limit: null or (>= 1 and <= MaxLimit) } && query.Cart is not { Count: > 0 }
            && origin.Length <= MostOrigin;
        var asked = new FinishedQuery
        {
            Sku = query.Sku,
            Channel = query.Channel,
            Placement = query.Placement,
            Locale = query.Locale,
            Segment = query.Segment,
            Limit = query.Limit,
            Visitor = query.Visitor,
            OnSaleOnly = query.OnSaleOnly,
            Origin = origin,
        };
        if (mayKeep && Find(asked) is { } known)
        {
            return known;
        }

        using var span = Telemetry.Span("panel.resolve");
        var started = Stopwatch.GetTimestamp();
        var outcome = Answer(query, isTraced: false, saysWhy: !query.OnSaleOnly);
        Measure(started, outcome.Value?.Answer.Channel.Code, query.OnSaleOnly, outcome.Value is { Answer.Panel.Companions.Count: 0 });
        if (outcome.IsRefused(out var refusal, out var answered))
        {
            return refusal;
        }

        var made = make(answered.Answer);
        var locale = string.IsNullOrEmpty(query.Locale) ? null : query.Locale;
        if (mayKeep && (locale is null || answered.Channel.HasLocale(locale)) && query.Locale is not "")
        {
            var at = answered.Answer.At;
            var kept = new FinishedPanel(made.Body, made.Tag)
            {
                Channel = made.Channel,
                IsEmpty = made.IsEmpty,
                From = at.UtcTicks,
                Until = PanelEdges.Next(answered.Entry.Facts!, at, answered.Channel.Policy.MaxReportAge)?.UtcTicks ?? long.MaxValue,
            };
            answered.Index.Cache.Keep(
                answered.Index.State, answered.Entry,
                new FinishedForm(query.Placement, query.Limit, answered.Channel.SegmentOf(query.Segment), locale, query.OnSaleOnly, origin)
                {
                    Arm = answered.Arm.Key,
                }, kept);
            return kept;
        }

        return made;
    }

    private static ChannelPanels? Of(PanelIndex index, in FinishedQuery query)
    {
        if (query.OwnChannelId is not { } own)
        {
            return query.Channel.Length == 0 ? null : index.Channel(query.Channel);
        }

        // A key of one shop that names another is refused by who asks.
        return index.Channel(own) is { } channel
            && (query.Channel.Length == 0 || query.Channel.Equals(channel.Channel.Code, StringComparison.OrdinalIgnoreCase))
            ? channel
            : null;
    }

    private static DateTimeOffset Sooner(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private static void Measure(long started, string? channel, bool ofShop, bool isEmpty)
    {
        if (!Telemetry.PanelDuration.Enabled && !Telemetry.PanelEmpty.Enabled)
        {
            return;
        }

        var tags = new TagList { { "channel", channel ?? "none" }, { "asked_by", ofShop ? "shop" : "studio" } };
        Telemetry.PanelDuration.Record(Stopwatch.GetElapsedTime(started).TotalSeconds, tags);
        if (isEmpty)
        {
            Telemetry.PanelEmpty.Add(1, tags);
        }
    }

    /// <summary>A panel with what it was made of.</summary>
    private sealed record Answered(PanelAnswer Answer, ChannelPanels Channel, CacheEntry Entry, PanelIndex Index, PanelArm Arm);
}
