using CrossSell.Core.Links;

namespace CrossSell.Core.Exchange;

/// <summary>Which link a row speaks of.</summary>
internal readonly record struct LinkKey(int Source, int Target, int Type)
{
    public static LinkKey Of(ProductLink link) => new(link.SourceId, link.TargetId, link.TypeId);
}

/// <summary>What a row does.</summary>
internal enum LinkFate
{
    /// <summary>It was so before.</summary>
    Same,
    New,
    Changed,
    Removed,
}

/// <summary>The rows of one product, which are written together.</summary>
/// <param name="IsPlacedAgain">Rows of products behind it add links to it, after which its own positions are counted once more.</param>
internal sealed record LinkRows(int SourceId, IReadOnlyList<LinkRecord> Rows, bool IsPlacedAgain = false);

/// <summary>A row whose products, type and shops are known.</summary>
/// <param name="Reverse">The link the other way, which this one brings along where its type is paired or the row asks for it.</param>
/// <param name="IsPaired">Both directions are one link.</param>
internal sealed record WantedLink(LinkRecord Row, LinkKey Key, LinkKey Reverse, LinkType Type, bool IsPaired, IReadOnlyList<int>? ChannelIds)
{
    public bool AsksForReverse => !IsPaired && Row is { TwoWay: true, Delete: false };

    /// <summary>What a row that asks for both ways says of the other one: the same.</summary>
    public NewLink NewReverse() => new(Key.Target, Key.Source, Type.Code, LinkOrigin.Import, Note: Row.Note, Quantity: Row.Quantity ?? 1)
    {
        ChannelIds = ChannelIds ?? [], Segment = Row.Segment, ValidFrom = Row.From, ValidTo = Row.To,
        State = Row.State ?? LinkState.Active, Fields = LinkFields.Read(Type, Row.Fields).Required,
    };

    /// <summary>In which column, and how, this row and the one of the other direction do not go together; null when they do.</summary>
    public (string Column, string How)? ContradictionWith(WantedLink other)
    {
        var (one, two) = (Row, other.Row);
        if (one.Delete != two.Delete)
        {
            return IsPaired || AsksForReverse || other.AsksForReverse ? ("delete", "one removes it, the other keeps it") : null;
        }

        return !IsPaired || one.Delete ? null
            : Differ(one.From, two.From) ? ("valid_from", "its two directions have the same dates")
            : Differ(one.To, two.To) ? ("valid_to", "its two directions have the same dates")
            : one.Segment is { } segment && two.Segment is { } otherSegment && segment != otherSegment ? ("segment", "its two directions have the same segment")
            : one.State is { } state && two.State is { } otherState && state != otherState ? ("state", "its two directions have the same state")
            : one.Note is { } note && two.Note is { } otherNote && note != otherNote ? ("note", "its two directions have the same note")
            : ChannelIds is { } ids && other.ChannelIds is { } otherIds && !ids.SequenceEqual(otherIds)
                ? ("channels", "its two directions have the same channels")
            : null;

        static bool Differ(DateTimeOffset? one, DateTimeOffset? two) => one is { } first && two is { } second && first != second;
    }
}

/// <summary>What a row can change of a link, as it was. Lists and fields are replaced, never changed in place, so that nothing is copied.</summary>
internal readonly record struct StoredLink(int Position, LinkTerms Terms)
{
    public static StoredLink Of(ProductLink link) => new(link.Position, LinkTerms.Of(link));

    public bool IsOf(ProductLink link) =>
        Position == link.Position && LinkTerms.Of(link) with { ChannelIds = Terms.ChannelIds, Fields = Terms.Fields } == Terms
        && Terms.ChannelIds.SequenceEqual(link.ChannelIds) && Terms.Fields.Count == link.Fields.Count
        && Terms.Fields.All(field => link.Fields.TryGetValue(field.Key, out var value) && value == field.Value);
}
