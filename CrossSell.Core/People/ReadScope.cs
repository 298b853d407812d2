namespace CrossSell.Core.People;

/// <summary>
/// The channels that somebody may look into: every one, or a few by id. Asked from <see cref="Actor.Reads"/> and handed to every service that reads what
/// belongs to a channel, and to <c>StudioStore.Read</c>, whose questions then see no row of any other.
/// </summary>
public sealed class ReadScope : IEquatable<ReadScope>
{
    private readonly int[]? channelIds;

    private ReadScope(int[]? channelIds) => this.channelIds = channelIds;

    /// <summary>Every channel, those to come too: people with a grant for all, jobs, the command line.</summary>
    public static ReadScope Everything { get; } = new(null);

    /// <summary>These channels only; none of them is nothing.</summary>
    public static ReadScope Only(params IEnumerable<int> channelIds) => new([.. channelIds.Distinct().Order()]);

    public bool IsEverything => channelIds is null;

    /// <summary>In order; empty for everything, so ask <see cref="IsEverything"/> first.</summary>
    public IReadOnlyList<int> ChannelIds => channelIds ?? [];

    public bool Includes(int channelId) => channelIds is null || channelIds.AsSpan().Contains(channelId);

    /// <summary>The same channels: a key for what is worked out for everybody who sees them.</summary>
    public bool Equals(ReadScope? other) => other is not null && IsEverything == other.IsEverything && ChannelIds.SequenceEqual(other.ChannelIds);

    public override bool Equals(object? obj) => Equals(obj as ReadScope);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.Add(IsEverything);
        foreach (var id in ChannelIds)
        {
            hash.Add(id);
        }

        return hash.ToHashCode();
    }

    /// <summary>Whether something for these channels is for this reader; something for none of them is for all.</summary>
    public bool IncludesAny(IReadOnlyCollection<int> of) => channelIds is null || of.Count == 0 || of.Any(Includes);
}
