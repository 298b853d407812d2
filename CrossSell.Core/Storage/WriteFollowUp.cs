using CrossSell.Core.Audit;
using CrossSell.Core.Common;
using Microsoft.Extensions.DependencyInjection;

namespace CrossSell.Core.Storage;

/// <summary>
/// What follows from a write and is put right inside it, before it is committed, no matter who wrote: also an undo, an import, a bulk edit. A room registers
/// its own; all are asked in the order of the rooms. They look at the rows that were written and are done at once where none is theirs.
/// </summary>
internal interface IWriteFollowUp
{
    /// <returns>A refusal takes the whole write back.</returns>
    Task<Outcome> FollowAsync(WriteSession session, WrittenRows written, CancellationToken cancellation);
}

/// <summary>What a write has saved so far.</summary>
/// <param name="Tracked">Rows of the context, each with its change.</param>
/// <param name="BulkSet">The change set that holds what statements wrote past the context; null for none.</param>
internal sealed record WrittenRows(IReadOnlyList<(object Row, Change Change)> Tracked, long? BulkSet)
{
    public IReadOnlyList<Change> Changes { get; } = [.. Tracked.Select(pair => pair.Change)];
}

/// <summary>All that follows from writes, in the order of the rooms.</summary>
public sealed class WriteFollowUps
{
    internal WriteFollowUps(IEnumerable<IWriteFollowUp> all) => All = [.. all];

    internal IReadOnlyList<IWriteFollowUp> All { get; }
}

internal static class WriteFollowUpServices
{
    public static IServiceCollection AddWriteFollowUp<T>(this IServiceCollection services)
        where T : class, IWriteFollowUp => services.AddSingleton<IWriteFollowUp, T>();
}
