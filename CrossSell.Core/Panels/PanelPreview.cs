using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Storage;

namespace CrossSell.Core.Panels;

/// <summary>A panel as the studio shows it.</summary>
/// <param name="Pictures">Of everything that its trace names, by SKU.</param>
public sealed record PreviewedPanel(PanelAnswer Answer, IReadOnlyDictionary<string, string> Pictures);

/// <summary>Panels for people who want to see why, with what they need to follow the trace.</summary>
public sealed class PanelPreview(StudioStore store, PanelService panels)
{
    /// <summary>Ids of the channels that list the product, or one of its variants; empty when there is no such product.</summary>
    public async Task<IReadOnlyList<int>> ChannelsOfAsync(ReadScope scope, string sku, CancellationToken cancellation = default)
    {
        await using var db = store.Read(scope);
        return await ProductChannels.OfAsync(db, sku, cancellation);
    }

    /// <inheritdoc cref="PanelService.ResolveFreshAsync"/>
    public async Task<Outcome<PreviewedPanel>> ResolveAsync(ReadScope scope, PanelQuery query, CancellationToken cancellation = default)
    {
        if ((await panels.ResolveFreshAsync(scope, query, cancellation)).IsRefused(out var refusal, out var answer))
        {
            return refusal;
        }

        await using var db = store.Read(scope);
        var ids = answer.Panel.Trace.Select(entry => entry.ChosenId ?? entry.ProductId).OfType<int>().Distinct().ToArray();
        var summaries = await ProductSummaries.LoadAsync(db, ids, answer.Channel.Id, cancellation);
        return new PreviewedPanel(answer, summaries.ToDictionary(summary => summary.Sku, summary => summary.Picture));
    }
}
