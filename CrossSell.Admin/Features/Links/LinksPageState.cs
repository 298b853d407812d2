using CrossSell.Core.Links;

namespace CrossSell.Admin.Features.Links;

/// <summary>What the links page shows and what this person can take back. Knows no component and no database.</summary>
public sealed class LinksPageState
{
    private readonly Stack<long> done = new();
    private readonly Stack<long> undone = new();

    public string? Sku { get; set; }

    public bool AsTable { get; set; }

    /// <summary>The type that the next link gets: it stays until another is chosen.</summary>
    public string TypeCode { get; set; } = LinkType.CrossSell;

    public int? SelectedLinkId { get; private set; }

    /// <summary>A selected candidate, or the anchor.</summary>
    public int? SelectedProductId { get; private set; }

    public bool CanUndo => done.Count > 0;

    public bool CanRedo => undone.Count > 0;

    public void SelectLink(int? linkId) => (SelectedLinkId, SelectedProductId) = (linkId, null);

    public void SelectProduct(int? productId) => (SelectedLinkId, SelectedProductId) = (null, productId);

    /// <summary>Remembers a change of one's own; what was undone before it cannot be redone any more.</summary>
    public void Remember(long changeSetId)
    {
        done.Push(changeSetId);
        undone.Clear();
    }

    /// <summary>The change to take back next; null for nothing.</summary>
    public long? NextUndo => done.TryPeek(out var id) ? id : null;

    public long? NextRedo => undone.TryPeek(out var id) ? id : null;

    /// <summary>The newest change was taken back by this change set.</summary>
    public void Undone(long byChangeSetId)
    {
        done.Pop();
        undone.Push(byChangeSetId);
    }

    /// <summary>The newest undo was itself taken back by this change set.</summary>
    public void Redone(long byChangeSetId)
    {
        undone.Pop();
        done.Push(byChangeSetId);
    }

    /// <summary>A change that can no longer be taken back (somebody did so already) is forgotten, so that the one before it can be.</summary>
    public void ForgetUndo() => done.TryPop(out _);

    public void ForgetRedo() => undone.TryPop(out _);

    public string ToQuery() => Sku is null ? "" : $"?sku={Uri.EscapeDataString(Sku)}" + (AsTable ? "&view=table" : "");
}
