using CrossSell.Core.Links;

namespace CrossSell.Admin.Features.Canvas;

/// <summary>
/// What a person wants of the links around a product. Canvas, table, inspector and selection say it in the same words and store nothing; the page does it.
/// </summary>
public abstract record LinkGesture;

/// <summary>Link a product to another.</summary>
/// <param name="X">Where it was dropped, in pixels from the canvas's corner; null when no pointer drew it.</param>
/// <param name="Asks">The person wants to choose the type for this one.</param>
/// <param name="TypeCode">The type that was chosen; null for the one that new links get.</param>
public sealed record DrawLink(int SourceId, int TargetId, double? X = null, double? Y = null, bool Asks = false, string? TypeCode = null) : LinkGesture
{
    /// <summary>Picked from a list, of which more may be picked: the new link is not selected, or its fields would take the place of the list.</summary>
    public bool IsOfList { get; init; }
}

/// <summary>Link the anchor to a candidate.</summary>
public sealed record AcceptCandidate(int ProductId) : LinkGesture;

public sealed record RetypeLink(int LinkId, string TypeCode) : LinkGesture;

/// <summary>Move a link within its source's list.</summary>
/// <param name="BeforeLinkId">The link that it then stands before; null at the end.</param>
public sealed record MoveLink(int LinkId, int? BeforeLinkId) : LinkGesture;

/// <summary>Pause a link, or resume it.</summary>
public sealed record SetLinkState(int LinkId, LinkState State) : LinkGesture;

public sealed record RemoveLink(int LinkId) : LinkGesture;

public sealed record SelectLink(int LinkId) : LinkGesture;

/// <summary>Select a product without a link of its own: the anchor or a candidate.</summary>
public sealed record SelectProduct(int ProductId) : LinkGesture;

/// <summary>These products are selected together from now on.</summary>
public sealed record SelectTogether(IReadOnlyCollection<int> ProductIds) : LinkGesture;

public sealed record ClearSelection : LinkGesture;

/// <summary>Link everything that is selected together to the anchor.</summary>
public sealed record LinkSelected : LinkGesture;

/// <summary>Give the links of what is selected together this type.</summary>
public sealed record RetypeSelected(string TypeCode) : LinkGesture;

/// <summary>Pause or resume the links of what is selected together.</summary>
public sealed record SetStateOfSelected(LinkState State) : LinkGesture;

/// <summary>Remove the links of what is selected together.</summary>
public sealed record RemoveSelected : LinkGesture;

/// <summary>Cards that one gesture put elsewhere.</summary>
public sealed record PlaceCards(IReadOnlyList<MovedCard> Cards) : LinkGesture;

/// <summary>Forget where cards were put.</summary>
public sealed record TidyCards : LinkGesture;

/// <summary>Make this product the anchor.</summary>
public sealed record OpenProduct(int ProductId) : LinkGesture;

/// <summary>Look for a product beside the canvas.</summary>
public sealed record SearchProducts : LinkGesture;

/// <summary>Take a change back.</summary>
/// <param name="ChangeSetId">Null for the newest of one's own.</param>
public sealed record UndoChange(long? ChangeSetId = null) : LinkGesture;

/// <summary>Do again what was taken back last.</summary>
public sealed record RedoChange : LinkGesture;
