using System.Globalization;
using CrossSell.Admin.Shared;
using CrossSell.Core.Canvas;
using CrossSell.Core.Links;
using static CrossSell.Admin.Features.Canvas.CanvasTexts;

namespace CrossSell.Admin.Features.Canvas;

/// <summary>The part that a product plays on the canvas; the words stand in the markup for the style sheet.</summary>
public static class CardKind
{
    public const string Anchor = "anchor";
    public const string Companion = "companion";
    public const string Ghost = "ghost";

    /// <summary>Linked with a product around the anchor, not with the anchor itself.</summary>
    public const string Farther = "farther";
}

/// <summary>One product where it stands on the canvas.</summary>
/// <param name="Kind">One of <see cref="CardKind"/>.</param>
/// <param name="Label">What a screen reader says: the product and how it is linked.</param>
public sealed record SceneCard(CanvasProduct Product, string Kind, string Label, CanvasBox Box);

/// <summary>The line of a link with its label, or of a candidate: then <paramref name="LinkId"/> is null.</summary>
/// <param name="ProductId">The end that is not the anchor.</param>
/// <param name="Text">Short, on the label: "3 accessory".</param>
/// <param name="Description">What a screen reader says: type, both ends, position.</param>
/// <param name="Warning">True when shoppers do not see this link now.</param>
/// <param name="Order">Place in the anchor's list, where it can be dragged to another.</param>
/// <param name="Farther">Neither end is the anchor: drawn more quietly.</param>
public sealed record SceneLine(
    int? LinkId, int SourceId, int TargetId, int ProductId, CanvasPath Path, LinkLook Look, string Text, string Description, bool BothWays, bool Warning,
    int? Order, bool Farther)
{
    /// <summary>A link and a candidate may have the same id.</summary>
    public (int, bool) Key => (LinkId ?? ProductId, LinkId is null);

    /// <summary>What line and label have in common, for the script.</summary>
    public string Name => LinkId is { } id ? $"link-{id}" : $"candidate-{ProductId}";
}

/// <summary>A model laid out: every card with its place and its words, every line with its way. Made once a model; knows no component.</summary>
public sealed class CanvasScene
{
    private readonly IReadOnlyList<CanvasGhost> ghosts;

    /// <param name="model">What is drawn.</param>
    /// <param name="canEdit">Whether links can be dragged to another place of their list.</param>
    /// <param name="room">The width of the canvas; 0 when it is not known yet.</param>
    /// <param name="before">The picture that is on the screen, whose cards stay where they are; null lays everything out in order.</param>
    public CanvasScene(CanvasModel model, bool canEdit, double room = 0, CanvasPicture? before = null)
    {
        Model = model;
        Picture = Arranged(model, model.Options with { Room = room, Before = before });
        CanTidy = Picture.MovedIds.Count > 0
            || (before is not null && Arranged(model, model.Options with { Room = room }).Boxes is var ordered
                && Picture.Boxes.Any(box => ordered[box.Key] != box.Value));
        ghosts = model.Ghosts.Where(ghost => Picture.CandidatePaths.ContainsKey(ghost.Product.Id)).ToList();
        Lines = DrawLines(canEdit);
        Cards = DrawCards();
    }

    public CanvasModel Model { get; }

    public CanvasPicture Picture { get; }

    /// <summary>Whether a card stands elsewhere than the layout would put it now: moved by somebody, or linked since.</summary>
    public bool CanTidy { get; }

    /// <summary>In reading order for assistive technology: the anchor, then column by column from the top.</summary>
    public IReadOnlyList<SceneCard> Cards { get; }

    /// <summary>A selected line is the last, drawn over the others.</summary>
    public IReadOnlyList<SceneLine> Lines { get; }

    /// <summary>Whether the product has a card.</summary>
    public bool Has(int productId) => Picture.Boxes.ContainsKey(productId);

    /// <summary>Whether the product is a candidate that has a card.</summary>
    public bool IsCandidate(int productId) => ghosts.Any(ghost => ghost.Product.Id == productId);

    public bool IsSelected(int productId) => Model.SelectedProductId == productId
        || (Model.SelectedLinkId is { } linkId && EdgesOf(productId).Any(edge => edge.LinkId == linkId));

    public bool IsSelected(SceneLine line) => line.LinkId is { } linkId ? Model.SelectedLinkId == linkId : Model.SelectedProductId == line.ProductId;

    /// <summary>What is selected now as products: together, or by one link or product.</summary>
    public IEnumerable<int> SelectedIds => Model.SelectedIds.Count > 0 ? Model.SelectedIds : Cards.Select(card => card.Product.Id).Where(IsSelected);

    /// <summary>The anchor's links with a product, the one that fills the panel first.</summary>
    public IEnumerable<CanvasEdge> EdgesOf(int productId) => Model.Edges
        .Where(edge => productId != Model.Anchor.Id
            && ((edge.SourceId == Model.Anchor.Id && edge.TargetId == productId) || (edge.TargetId == Model.Anchor.Id && edge.SourceId == productId)))
        .OrderByDescending(edge => edge.SourceId == Model.Anchor.Id).ThenByDescending(edge => edge.FillsPanel).ThenBy(edge => edge.Position)
        .ThenBy(edge => edge.LinkId);

    public string NameOf(int productId) =>
        productId == Model.Anchor.Id ? Model.Anchor.Name
        : Model.Products.FirstOrDefault(product => product.Id == productId)?.Name
        ?? Model.Ghosts.FirstOrDefault(ghost => ghost.Product.Id == productId)?.Product.Name
        ?? L["a product"].Value;

    /// <summary>What stands over the links of one type on the left of the anchor.</summary>
    public string Caption(CanvasGroup group)
    {
        var name = Model.Edges.First(edge => edge.TypeCode == group.Type && edge.TargetId == Model.Anchor.Id == group.Incoming).TypeName;
        return group.Incoming ? L["Products with this as {0}", name].Value : char.ToUpper(name[0], CultureInfo.CurrentCulture) + name[1..];
    }

    private static CanvasPicture Arranged(CanvasModel model, CanvasOptions options) => CanvasLayout.Arrange(
        model.Anchor.Id,
        model.Edges.Select(edge => new CanvasLink(edge.LinkId, edge.SourceId, edge.TargetId, edge.TypeCode, edge.Position, edge.FillsPanel)).ToList(),
        model.Ghosts.Select(ghost => ghost.Product.Id).ToList(),
        options);

    private List<SceneLine> DrawLines(bool canEdit)
    {
        var anchorId = Model.Anchor.Id;
        return ghosts
            .Select(ghost => new SceneLine(
                null, anchorId, ghost.Product.Id, ghost.Product.Id, Picture.CandidatePaths[ghost.Product.Id], LinkLook.Candidate, ghost.Evidence,
                L["{0}: candidate {1}, {2}", ghost.Evidence, ghost.Product.Name, ghost.Origin ?? L["bought together"].Value], false, false, null, false))
            .Concat(Model.Edges.Where(edge => Picture.Paths.ContainsKey(edge.LinkId)).Select(edge => new SceneLine(
                edge.LinkId, edge.SourceId, edge.TargetId, edge.SourceId == anchorId ? edge.TargetId : edge.SourceId, Picture.Paths[edge.LinkId], edge.Look,
                TextOf(edge), DescriptionOf(edge), edge.InverseName is not null, edge.Warning is not null,
                canEdit && edge.FillsPanel && edge.SourceId == anchorId ? edge.Position : null, edge.SourceId != anchorId && edge.TargetId != anchorId)))
            .OrderBy(IsSelected).ToList();
    }

    private List<SceneCard> DrawCards()
    {
        SceneCard Card(CanvasProduct product, string kind, string label) => new(product, kind, label, Picture.Boxes[product.Id]);

        var anchor = Picture.Boxes[Model.Anchor.Id];
        var cards = new List<SceneCard> { Card(Model.Anchor, CardKind.Anchor, L["{0}, main product", Model.Anchor.Spoken]) };
        cards.AddRange(Model.Products.Where(product => product.Id != Model.Anchor.Id && Has(product.Id))
            .Select(product => EdgesOf(product.Id).ToList() is { Count: > 0 } edges
                ? Card(product, CardKind.Companion, $"{product.Spoken}, {string.Join(", ", edges.Select(RelationOf))}")
                : Card(product, CardKind.Farther, $"{product.Spoken}, {FartherRelation(product.Id)}")));
        cards.AddRange(ghosts.Select(ghost => Card(ghost.Product, CardKind.Ghost, L["{0}, candidate, {1}", ghost.Product.Spoken, ghost.Evidence])));
        return cards.DistinctBy(card => card.Product.Id)
            .OrderBy(card => card.Kind != CardKind.Anchor).ThenByDescending(card => card.Box.X > anchor.X)
            .ThenBy(card => Math.Abs(card.Box.X - anchor.X)).ThenBy(card => card.Box.Y).ToList();
    }

    private string RelationOf(CanvasEdge edge) => edge.SourceId == Model.Anchor.Id
        ? edge.FillsPanel ? L["{0}, position {1}", edge.TypeName, edge.Position + 1].Value : edge.TypeName
        : L["recommends {0} as {1}", Model.Anchor.Name, edge.TypeName].Value;

    private string FartherRelation(int productId) => string.Join(", ", Model.Edges.Where(edge => edge.TargetId == productId)
        .Select(edge => L["{0} of {1}", edge.TypeName, NameOf(edge.SourceId)].Value)
        .Concat(Model.Edges.Where(edge => edge.SourceId == productId)
            .Select(edge => L["recommends {0} as {1}", NameOf(edge.TargetId), edge.TypeName].Value))
        .DefaultIfEmpty(L["not linked with the main product"].Value));

    private string TextOf(CanvasEdge edge)
    {
        if (!edge.FillsPanel || edge.SourceId != Model.Anchor.Id)
        {
            return edge.TypeName;
        }

        var position = Formats.Count(edge.Position + 1);
        return edge.TypeCode == LinkType.CrossSell ? position : $"{position} {edge.TypeName}";
    }

    private string DescriptionOf(CanvasEdge edge)
    {
        var type = edge.InverseName is { } inverse && inverse != edge.TypeName
            ? L["{0}, and {1} in reverse,", edge.TypeName, inverse].Value
            : edge.TypeName;
        // What stands on the label comes first, so that who speaks to the page can say it (WCAG 2.5.3).
        var position = edge.FillsPanel && edge.SourceId == Model.Anchor.Id ? $"{edge.Position + 1} " : "";
        var warning = edge.Warning is { } text ? $", {text}" : "";
        return position + L["{0} from {1} to {2}", type, NameOf(edge.SourceId), NameOf(edge.TargetId)].Value + warning;
    }
}
