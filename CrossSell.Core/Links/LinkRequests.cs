namespace CrossSell.Core.Links;

/// <summary>A link that somebody asks for.</summary>
/// <param name="Evidence">What the baskets say, in words, kept with the link.</param>
public sealed record NewLink(
    int SourceId, int TargetId, string TypeCode, LinkOrigin Origin = LinkOrigin.Manual, string? Evidence = null, string? Note = null, int Quantity = 1);

/// <summary>What a person may change of a link; the whole state as the page shows it.</summary>
/// <param name="ChannelIds">Empty means every channel.</param>
/// <param name="ValidTo">Exclusive.</param>
/// <param name="Version">Of the row that was looked at, so that nobody is silently overwritten.</param>
public sealed record LinkEdit(
    int Quantity, string? Note, IReadOnlyList<int> ChannelIds, string? Segment, DateTimeOffset? ValidFrom, DateTimeOffset? ValidTo, LinkState State, int Version);

/// <summary>A link that was written.</summary>
/// <param name="ChangeSetId">What undo takes.</param>
/// <param name="Done">What was done, for the person who did it.</param>
/// <param name="Warning">What the person should look at again; null for nothing.</param>
public sealed record LinkWritten(long ChangeSetId, int LinkId, string Done, string? Warning = null);
