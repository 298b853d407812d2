using System.Globalization;
using CrossSell.Core.Canvas;
using CrossSell.Core.Links;

namespace CrossSell.Admin.Features.Links;

/// <content>From the model to cards, lines and words.</content>
public sealed partial class LinkCanvas
{
    private sealed record Card(CanvasProduct Product, string Kind, string Label);

    /// <summary>A link, or a candidate: then <paramref name="LinkId"/> is null.</summary>
    /// <param name="ProductId">The end that is not the anchor.</param>
    /// <param name="Order">Place in the anchor's list, where it can be dragged to another.</param>
    /// <param name="Farther">Neither end is the anchor.</param>
    private sealed record Line(
        int? LinkId, int SourceId, int TargetId, int ProductId, CanvasPath Path, LinkLook Look, string Text, string Description, bool BothWays, bool Warning,
        int? Order, bool Farther)
    {
        public (int, bool) Key => (LinkId ?? ProductId, LinkId is null);

        public string Name => LinkId is { } id ? $"link-{id}" : $"candidate-{ProductId}";
    }

    private void Draw()
    {
        _picture = CanvasLayout.Arrange(
            Model.Anchor.Id,
            Model.Edges.Select(edge => new CanvasLink(edge.LinkId, edge.SourceId, edge.TargetId, edge.TypeCode, edge.Position, edge.FillsPanel)).ToList(),
            Model.Ghosts.Select(ghost => ghost.Product.Id).ToList(),
            Model.Options);
        _ghosts = Model.Ghosts.Where(ghost => _picture.CandidatePaths.ContainsKey(ghost.Product.Id)).ToList();
        var anchorId = Model.Anchor.Id;
        // A selected line is drawn last, over the others.
        _lines = _ghosts
            .Select(ghost => new Line(
                null, anchorId, ghost.Product.Id, ghost.Product.Id, _picture.CandidatePaths[ghost.Product.Id], LinkLook.Candidate, ghost.Evidence,
                $"{ghost.Evidence}: candidate {ghost.Product.Name}, {ghost.Origin}", false, false, null, false))
            .Concat(Model.Edges.Where(edge => _picture.Paths.ContainsKey(edge.LinkId)).Select(edge => new Line(
                edge.LinkId, edge.SourceId, edge.TargetId, edge.SourceId == anchorId ? edge.TargetId : edge.SourceId, _picture.Paths[edge.LinkId], edge.Look,
                EdgeText(edge), EdgeDescription(edge), edge.InverseName is not null, edge.Warning is not null,
                CanEdit && edge.FillsPanel && edge.SourceId == anchorId ? edge.Position : null, edge.SourceId != anchorId && edge.TargetId != anchorId)))
            .OrderBy(IsSelected).ToList();
        var cards = new List<Card> { new(Model.Anchor, CardKind.Anchor, AnchorLabel) };
        cards.AddRange(Model.Products.Where(product => product.Id != Model.Anchor.Id && _picture.Boxes.ContainsKey(product.Id))
            .Select(product => EdgesOf(product.Id).ToList() is { Count: > 0 } edges
                ? new Card(product, CardKind.Companion, $"{product.Spoken}, {string.Join(", ", edges.Select(Relation))}")
                : new Card(product, CardKind.Farther, $"{product.Spoken}, {FartherRelation(product.Id)}")));
        cards.AddRange(_ghosts.Select(ghost => new Card(ghost.Product, CardKind.Ghost, $"{ghost.Product.Spoken}, candidate, {ghost.Evidence}")));
        // In reading order for assistive technology: anchor, then column by column from the top.
        _cards = cards.DistinctBy(card => card.Product.Id)
            .OrderBy(card => card.Kind != CardKind.Anchor).ThenByDescending(card => _picture.Boxes[card.Product.Id].X > _picture.Boxes[Model.Anchor.Id].X)
            .ThenBy(card => Math.Abs(_picture.Boxes[card.Product.Id].X - _picture.Boxes[Model.Anchor.Id].X)).ThenBy(card => _picture.Boxes[card.Product.Id].Y)
            .ToList();
    }

    private string FartherRelation(
        int productId) => string.Join(", ", Model.Edges.Where(edge => edge.TargetId == productId).Select(edge => $"{edge.TypeName} of {NameOf(edge.SourceId)}")
        .Concat(Model.Edges.Where(edge => edge.SourceId == productId).Select(edge => $"offers {NameOf(edge.TargetId)} as {edge.TypeName}"))
        .DefaultIfEmpty("not linked with the anchor"));

    /// <summary>The words of the card in their order, then the stock, which the card of the anchor leaves out.</summary>
    private string AnchorLabel
    {
        get
        {
            var stock = Model.Anchor.Warning ?? (Model.Anchor.Stock is { } count ? $"{count} in stock" : null);
            return $"{Model.Anchor.Name}, {Model.Anchor.Price}, anchor" + (stock is null ? "" : $", {stock}");
        }
    }

    /// <summary>The anchor's links with a product, the one that fills the panel first.</summary>
    private IEnumerable<CanvasEdge> EdgesOf(int productId) => Model.Edges
        .Where(edge => productId != Model.Anchor.Id
            && ((edge.SourceId == Model.Anchor.Id && edge.TargetId == productId) || (edge.TargetId == Model.Anchor.Id && edge.SourceId == productId)))
        .OrderByDescending(edge => edge.SourceId == Model.Anchor.Id).ThenByDescending(edge => edge.FillsPanel).ThenBy(edge => edge.Position)
        .ThenBy(edge => edge.LinkId);

    private bool IsSelected(int productId) => Model.SelectedProductId == productId
        || (Model.SelectedLinkId is { } linkId && EdgesOf(productId).Any(edge => edge.LinkId == linkId));

    private bool IsSelected(Line line) => line.LinkId is { } linkId ? Model.SelectedLinkId == linkId : Model.SelectedProductId == line.ProductId;

    private string Relation(CanvasEdge edge) => edge.SourceId == Model.Anchor.Id
        ? edge.FillsPanel ? $"{edge.TypeName}, position {edge.Position + 1}" : edge.TypeName
        : $"offers {Model.Anchor.Name} as {edge.TypeName}";

    private string EdgeText(CanvasEdge edge)
    {
        if (!edge.FillsPanel || edge.SourceId != Model.Anchor.Id)
        {
            return edge.TypeName;
        }

        var position = (edge.Position + 1).ToString(CultureInfo.CurrentCulture);
        return edge.TypeCode == LinkType.CrossSell ? position : $"{position} {edge.TypeName}";
    }

    private string EdgeDescription(CanvasEdge edge)
    {
        var type = edge.InverseName is { } inverse && inverse != edge.TypeName ? $"{edge.TypeName}, and {inverse} on the way back," : edge.TypeName;
        // What stands on the label comes first, so that who speaks to the page can say it (WCAG 2.5.3).
        var position = edge.FillsPanel && edge.SourceId == Model.Anchor.Id ? $"{edge.Position + 1} " : "";
        var warning = edge.Warning is { } text ? $", {text}" : "";
        return $"{position}{type} from {NameOf(edge.SourceId)} to {NameOf(edge.TargetId)}{warning}";
    }

    private string Caption(CanvasGroup group)
    {
        var name = Model.Edges.First(edge => edge.TypeCode == group.Type && edge.TargetId == Model.Anchor.Id == group.Incoming).TypeName;
        return group.Incoming ? $"Offer it as {name}" : char.ToUpper(name[0], CultureInfo.CurrentCulture) + name[1..];
    }

    private string NameOf(int productId) =>
        productId == Model.Anchor.Id ? Model.Anchor.Name
        : Model.Products.FirstOrDefault(product => product.Id == productId)?.Name
        ?? Model.Ghosts.FirstOrDefault(ghost => ghost.Product.Id == productId)?.Product.Name
        ?? "a product";

    private static string N(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
