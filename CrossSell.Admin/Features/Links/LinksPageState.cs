using CrossSell.Admin.Features.Canvas;
using CrossSell.Admin.Shared;
using CrossSell.Core.Canvas;
using CrossSell.Core.Catalog;
using CrossSell.Core.Links;
using static CrossSell.Admin.Features.Links.LinksTexts;

namespace CrossSell.Admin.Features.Links;

/// <summary>
/// What the links page shows: which product, how, what is selected, which type new links get, and what was said last. Knows no component and no database.
/// </summary>
public sealed class LinksPageState
{
    /// <summary>The choice to be asked at every drop, among the types of new links.</summary>
    public const string AskForType = "?";

    public string? Sku { get; private set; }

    public bool AsTable { get; set; }

    /// <summary>1, or 2 for what companions offer in turn.</summary>
    public int Depth { get; set; } = 1;

    /// <summary>Whether products that offer this one are shown.</summary>
    public bool ShowsIncoming { get; set; } = true;

    /// <summary>True when the type is chosen at every drop; otherwise the current one sticks.</summary>
    public bool AsksForType { get; private set; }

    /// <summary>The type that the next link gets: it stays until another is chosen.</summary>
    public string TypeCode { get; private set; } = LinkType.CrossSell;

    /// <summary>Null until it is read, and when there is no such product.</summary>
    public LinksView? View { get; private set; }

    public LinkNeighbourhood? Around => View?.Around;

    public bool CanEdit { get; private set; }

    /// <summary>What the anchor cannot be linked to: what it is linked to already, and itself.</summary>
    public IReadOnlySet<int> LinkedIds { get; private set; } = new HashSet<int>();

    public int? SelectedLinkId { get; private set; }

    /// <summary>A selected candidate, or the anchor.</summary>
    public int? SelectedProductId { get; private set; }

    /// <summary>Products that are selected together; empty while one link or product is.</summary>
    public IReadOnlySet<int> SelectedIds { get; private set; } = new HashSet<int>();

    /// <summary>A sentence about what happened last, for who listens.</summary>
    public string? Announcement { get; set; }

    /// <summary>What is said at the place of a drop; null for nothing.</summary>
    public CanvasNoteText? Note { get; private set; }

    /// <summary>A drawn link that waits for its type; null for none.</summary>
    public TypeChoice? Choice { get; private set; }

    public LinkRow? SelectedRow => Around?.Find(SelectedLinkId);

    /// <summary>The candidate that is selected; null when another product is, or none.</summary>
    public LinkCandidate? SelectedCandidate => Around?.Candidates.FirstOrDefault(candidate => candidate.Product.Id == SelectedProductId);

    /// <summary>All links that are drawn.</summary>
    public IEnumerable<LinkRow> ShownRows => Around is not { } around ? [] : around.Outgoing.Concat(ShowsIncoming ? around.Incoming : [])
        .Concat(around.Farther.Where(row => ShowsIncoming || !around.ComesFromOutside(row)));

    /// <summary>The anchor's links with the products that are selected together, in the order of the page.</summary>
    public IReadOnlyList<LinkRow> SelectedRows => Around is not { } around ? [] : [
        .. around.Outgoing.Where(row => SelectedIds.Contains(row.Link.TargetId)),
        .. around.Incoming.Where(row => SelectedIds.Contains(row.Link.SourceId))];

    /// <summary>What is selected together and the anchor does not offer yet: candidates first.</summary>
    public IReadOnlyList<int> SelectedUnlinked => Around is not { } around ? [] : [.. around.Candidates.Select(candidate => candidate.Product.Id)
        .Concat(ShownRows.SelectMany(row => new[] { row.Link.SourceId, row.Link.TargetId }))
        .Where(id => SelectedIds.Contains(id) && !LinkedIds.Contains(id)).Distinct()];

    /// <summary>Every link with its version: two pictures with the same ones look alike.</summary>
    public HashSet<(int LinkId, int Version)> Versions =>
        Around is not { } around ? [] : [.. around.Outgoing.Concat(around.Incoming).Concat(around.Farther).Select(row => (row.Link.Id, row.Link.Version))];

    /// <summary>Follows the address.</summary>
    /// <returns>Whether it names another product than before: nothing that was selected or said is about that.</returns>
    public bool Follow(string? sku, string? viewName, int? depth, string? incoming)
    {
        (AsTable, Depth, ShowsIncoming) = (viewName == "table", depth is 2 ? 2 : 1, incoming != "no");
        if (string.Equals(Sku, sku, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        (Sku, Announcement) = (sku, null);
        SelectLink(null);
        Hush();
        return true;
    }

    /// <summary>Shows what was read; null when there is no such product. What was selected and is gone is not selected any more.</summary>
    public void Show(LinksView? read, bool canEdit)
    {
        (View, CanEdit) = (read, canEdit);
        if (Around is not { } around)
        {
            return;
        }

        LinkedIds = around.Outgoing.Select(row => row.Link.TargetId).Append(around.Anchor.Id).ToHashSet();
        if (SelectedLinkId is not null && SelectedRow is null)
        {
            SelectLink(null);
        }

        SelectedIds = SelectedIds.Where(around.Products.ContainsKey).ToHashSet();
    }

    /// <summary>These cards stand elsewhere, the others where they are by now; the database knows already.</summary>
    public void MoveCards(IReadOnlyCollection<MovedCard> cards) => ShowPlaces(
        places => places.Where(place => cards.All(card => card.Id != place.Key))
            .Concat(cards.Select(card => KeyValuePair.Create(card.Id, new CanvasPoint(card.X, card.Y)))).ToDictionary());

    /// <summary>Every card stands where the layout has it.</summary>
    public void TidyCards() => ShowPlaces(_ => []);

    private void ShowPlaces(Func<IReadOnlyDictionary<int, CanvasPoint>, Dictionary<int, CanvasPoint>> change) =>
        View = View is { } view ? view with { Around = view.Around with { Places = change(view.Around.Places) } } : null;

    /// <summary>A type by its code, or <see cref="AskForType"/>.</summary>
    public void ChooseType(string? code)
    {
        AsksForType = code == AskForType;
        TypeCode = AsksForType ? TypeCode : code ?? TypeCode;
    }

    /// <summary>What the type of new links is called in the channel's language.</summary>
    public string NewTypeName(Channel? channel) =>
        Around?.Types.FirstOrDefault(type => type.Code == TypeCode) is { } type ? type.WordFor(channel) : TypeCode;

    public void SelectLink(int? linkId) => (SelectedLinkId, SelectedProductId, SelectedIds) = (linkId, null, new HashSet<int>());

    public void SelectProduct(int? productId) => (SelectedLinkId, SelectedProductId, SelectedIds) = (null, productId, new HashSet<int>());

    /// <summary>
    /// Selects products together: what one link or product was selected before is not any more. The anchor is never among them, nor what is not here.
    /// </summary>
    public void SelectTogether(IEnumerable<int> productIds) => (SelectedLinkId, SelectedProductId, SelectedIds) =
        (null, null, productIds.Where(id => Around is { } around && id != around.Anchor.Id && around.Products.ContainsKey(id)).ToHashSet());

    /// <summary>What is asked or said at a drop takes the place of what was.</summary>
    public void Say(CanvasNoteText note) => (Note, Choice) = (note, null);

    /// <inheritdoc cref="Say"/>
    public void Ask(TypeChoice choice)
    {
        (Note, Choice) = (null, choice);
        Announcement = L["Link {0} to {1}: choose a type.", choice.SourceName, choice.TargetName];
    }

    /// <summary>Nothing is asked or said at a drop any more.</summary>
    public void Hush() => (Note, Choice) = (null, null);

    /// <summary>The list that the link has its position in, in order; empty for a link of another product.</summary>
    public IReadOnlyList<LinkRow> SiblingsOf(LinkRow row) => Around is not { } around || row.Link.SourceId != around.Anchor.Id ? []
        : [.. around.Outgoing.Where(other => row.Type.FillsPanel ? other.Type.FillsPanel : other.Type.Id == row.Type.Id)];

    /// <summary>A link to write. A candidate that becomes one says so, with what spoke for it.</summary>
    public NewLink Wanted(int sourceId, int targetId, string typeCode) =>
        Around is { } around && sourceId == around.Anchor.Id
            && around.Candidates.FirstOrDefault(candidate => candidate.Product.Id == targetId) is { } candidate
            ? new NewLink(
                sourceId, targetId, typeCode, candidate.Source == CandidateSource.Rule ? LinkOrigin.Manual : LinkOrigin.Suggestion, candidate.Evidence)
            : new NewLink(sourceId, targetId, typeCode);

    public string ToQuery() => Sku is null
        ? ""
        : $"?sku={Uri.EscapeDataString(Sku)}" + (AsTable ? "&view=table" : "") + (Depth > 1 ? "&depth=2" : "") + (ShowsIncoming ? "" : "&incoming=no");
}
