using CrossSell.Admin.Features.Canvas;
using CrossSell.Admin.Shared;
using CrossSell.Core.Canvas;
using CrossSell.Core.Catalog;
using CrossSell.Core.Links;
using static CrossSell.Admin.Features.Links.LinksTexts;

namespace CrossSell.Admin.Features.Links;

/// <summary>From what the links page shows to what the canvas draws: every text in the person's language and the channel's currency.</summary>
internal static class LinksPageCanvas
{
    /// <param name="state">With a product.</param>
    /// <param name="channel">Whose language names the types.</param>
    public static CanvasModel ModelOf(LinksPageState state, Channel? channel)
    {
        var (around, at) = (state.View!.Around, state.View.At);
        var type = around.Types.First(item => item.Code == state.TypeCode);
        var shown = state.ShownRows.ToList();
        return new CanvasModel(
            ProductOf(around.Anchor),
            [.. shown.SelectMany(row => new[] { row.Link.SourceId, row.Link.TargetId }).Where(id => id != around.Anchor.Id).Distinct()
                .Select(id => ProductOf(around.Products[id]))],
            [.. shown.Select(row => EdgeOf(row, channel, at))],
            [.. around.Candidates.Where(candidate => !state.LinkedIds.Contains(candidate.Product.Id)).Select(candidate => GhostOf(candidate))],
            new CanvasLinkType(
                type.Code, type.WordFor(channel), LinkRules.ReverseTypeOf(type, [.. around.Types]) is { } back ? back.WordFor(channel) : null,
                state.AsksForType),
            state.SelectedLinkId,
            state.SelectedProductId)
        {
            Options = new CanvasOptions(state.Depth, around.Places),
            SelectedIds = state.SelectedIds,
        };
    }

    private static CanvasProduct ProductOf(ProductSummary product) => new(
        product.Id, product.Sku, product.Name, Addresses.Picture(product.Picture, 320), Formats.Amount(product.Price),
        product.Stock is { } stock ? Formats.Count(stock) : null,
        product switch
        {
            { Status: ProductStatus.Archived } => L["archived"].Value,
            { Status: ProductStatus.Draft } => L["draft"].Value,
            { Price: null } => L["not sold in this shop"].Value,
            { InStock: false } => L["out of stock"].Value,
            _ => null,
        })
    {
        IsPhoto = ProductPictures.HashOf(product.Picture) is not null,
    };

    private static CanvasEdge EdgeOf(LinkRow row, Channel? channel, DateTimeOffset now) => new(
        row.Link.Id, row.Link.SourceId, row.Link.TargetId, row.Type.Code, row.Type.WordFor(channel), row.Link.Position, row.Type.FillsPanel,
        row.BackType?.WordFor(channel), LinkWords.Warning(row.Link, now))
    {
        Look = LinkLook.Of(row.Type),
    };

    private static CanvasGhost GhostOf(LinkCandidate candidate) => candidate.Source switch
    {
        CandidateSource.Rule => new CanvasGhost(ProductOf(candidate.Product), L["by rule"], candidate.EvidenceIn(Formats.Numbers)),
        CandidateSource.Content => new CanvasGhost(ProductOf(candidate.Product), L["similar"], candidate.EvidenceIn(Formats.Numbers)),
        _ => new CanvasGhost(ProductOf(candidate.Product), L.Count(candidate.PairBaskets, "{0} basket", "{0} baskets")),
    };
}
