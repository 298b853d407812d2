using CrossSell.Core.Catalog;
using CrossSell.Core.Links;
using CrossSell.Core.Panels;
using CrossSell.Core.People;
using static CrossSell.Core.Canvas.CanvasTexts;

namespace CrossSell.Core.Canvas;

/// <summary>The links around a product, and the panel that they lead to.</summary>
/// <param name="Around">With what rules put forward among its candidates.</param>
/// <param name="Panel">Null where the product has none: it is not listed in the channel.</param>
/// <param name="At">When it was read: what a link says of its dates holds for this instant.</param>
public sealed record LinksView(LinkNeighbourhood Around, Panel? Panel, DateTimeOffset At);

/// <summary>Reads what the page of a product's links shows.</summary>
public sealed class LinksViewQuery(LinkNeighbourhoods neighbourhoods, PanelService panels, LinkHistory history, TimeProvider time)
{
    /// <param name="scope">The channels that the reader may look into.</param>
    /// <param name="sku">Of the anchor.</param>
    /// <param name="channel">Whose prices, stock, baskets and panel are shown.</param>
    /// <param name="depth">2 also reads what the products around the anchor are linked to in turn.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <returns>Null when there is no such product.</returns>
    public async Task<LinksView?> ReadAsync(ReadScope scope, string sku, Channel channel, int depth, CancellationToken cancellation = default)
    {
        if (await neighbourhoods.FindAsync(scope, sku, channel.Id, depth, cancellation) is not { } around)
        {
            return null;
        }

        var panel = (await panels.ResolveFreshAsync(scope, new PanelQuery(sku, channel.Code), cancellation)).Value?.Panel;
        around = await neighbourhoods.WithRulesAsync(scope, around, ByRules(panel), channel.Id, cancellation);
        return new LinksView(around, panel, time.GetUtcNow());
    }

    /// <summary>What others did to links since a state of the studio, the newest: "Mark: Linked …". Null for nothing.</summary>
    public async Task<string?> NewsAsync(ReadScope scope, long state, string actorId, CancellationToken cancellation = default) =>
        (await history.OthersSinceAsync(scope, state, actorId, cancellation)).FirstOrDefault();

    /// <inheritdoc cref="LinkNeighbourhoods.NameAsync"/>
    public Task<string?> NameAsync(int productId, CancellationToken cancellation = default) => neighbourhoods.NameAsync(productId, cancellation);

    /// <summary>What the anchor's panel has of rules; what it may not show is no candidate.</summary>
    private static List<(int ProductId, string Evidence, string Said)> ByRules(Panel? panel) => [.. (panel?.Trace ?? [])
        .Where(entry => entry.RuleId is not null && entry.Verdict != TraceVerdict.Dropped && entry.ProductId is not null)
        .Select(entry => entry.Verdict != TraceVerdict.Shown
            ? (entry.ProductId!.Value, "A rule offers it", L["A rule offers it"].Value)
            : (entry.ProductId!.Value, Kept(entry), entry.Sentence))];

    // What a link from it keeps is English: the sentence itself is in the language of who asked.
    private static string Kept(TraceEntry entry) => entry.Evidence is { } seen
        ? $"Rule: {entry.RuleName}; bought together in {PanelContext.Number(seen.PairBaskets)} of {PanelContext.Number(seen.AnchorBaskets)} baskets."
        : $"Rule: {entry.RuleName}.";
}
