using CrossSell.Core.Common;

namespace CrossSell.Core.Links;

/// <summary>A link that somebody asks for.</summary>
/// <param name="Evidence">What the baskets say, in words, kept with the link.</param>
public sealed record NewLink(
    int SourceId, int TargetId, string TypeCode, LinkOrigin Origin = LinkOrigin.Manual, string? Evidence = null, string? Note = null, int Quantity = 1)
{
    /// <summary>Empty means every channel.</summary>
    public IReadOnlyList<int> ChannelIds { get; init; } = [];

    public string? Segment { get; init; }

    public DateTimeOffset? ValidFrom { get; init; }

    /// <summary>Exclusive.</summary>
    public DateTimeOffset? ValidTo { get; init; }

    public LinkState State { get; init; }

    /// <summary>Values of the type's own fields, in the form in which they are kept.</summary>
    public IReadOnlyDictionary<string, string> Fields { get; init; } = new Dictionary<string, string>();

    /// <summary>An undo brings it back: that its type was retired since is no reason against it.</summary>
    internal bool IsReturning { get; init; }

    /// <summary>The same as a link that stands, between other ends.</summary>
    internal static NewLink Like(ProductLink link, int sourceId, int targetId, string typeCode) =>
        new(sourceId, targetId, typeCode, link.Origin == LinkOrigin.Inverse ? LinkOrigin.Manual : link.Origin, null, link.Note, link.Quantity)
        {
            ChannelIds = link.ChannelIds, Segment = link.Segment, ValidFrom = link.ValidFrom, ValidTo = link.ValidTo, State = link.State, Fields = link.Fields,
        };
}

/// <summary>What a person may change of a link; the whole state as the page shows it.</summary>
/// <param name="ChannelIds">Empty means every channel.</param>
/// <param name="ValidTo">Exclusive.</param>
/// <param name="Version">Of the row that was looked at, so that nobody is silently overwritten.</param>
/// <param name="Fields">Values of the type's own fields as typed, by code; null leaves them as they are.</param>
public sealed record LinkEdit(
    int Quantity, string? Note, IReadOnlyList<int> ChannelIds, string? Segment, DateTimeOffset? ValidFrom, DateTimeOffset? ValidTo, LinkState State,
    int Version,
    IReadOnlyDictionary<string, string>? Fields = null);

/// <summary>A link that was written.</summary>
/// <param name="ChangeSetId">What undo takes.</param>
/// <param name="Done">What was done, for the person who did it.</param>
/// <param name="Warning">What the person should look at again; null for nothing.</param>
public sealed record LinkWritten(long ChangeSetId, int LinkId, string Done, string? Warning = null);

/// <summary>Links of a selection that were written as one.</summary>
/// <param name="Count">Links that were done, reverse links not counted.</param>
/// <param name="Left">Why the others were left, each reason once.</param>
/// <param name="Warnings">What the person should look at again.</param>
public sealed record LinksWritten(long ChangeSetId, int Count, string Done, IReadOnlyList<string> Left, IReadOnlyList<string> Warnings);

/// <summary>What drawing a link as one type would write, told before anything is.</summary>
/// <param name="BackType">The reverse type; null for a one-way type.</param>
/// <param name="Refusal">Why it would be refused; null when it would be written.</param>
/// <param name="Warning">What the person should look at again.</param>
/// <param name="Existing">The link that is there already, when that is why.</param>
public sealed record LinkPreview(LinkType Type, LinkType? BackType, Refusal? Refusal, string? Warning, ProductLink? Existing);
