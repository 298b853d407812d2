using System.Collections.Concurrent;
using System.Data.Common;
using CrossSell.Core.Common;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Events;

/// <summary>What became of a batch.</summary>
/// <param name="Accepted">Stored now.</param>
/// <param name="Duplicates">Were there already, or stand in the batch twice.</param>
public readonly record struct EventReceipt(int Accepted, int Duplicates);

/// <summary>
/// Takes events of shops in bulk. A batch is answered once it is stored, so that nothing that was answered is ever lost; what comes while one transaction is
/// written goes together into the next (group commit), so that many small batches cost as few transactions as large ones. Not audited, and no change set: no
/// panel is forgotten by it (decision 0035). Thread safe.
/// </summary>
/// <param name="mostWaiting">Events that may wait to be stored; null is <see cref="MostWaiting"/>.</param>
public sealed class EventIntake(StudioStore store, int? mostWaiting = null) : IDisposable
{
    /// <summary>Events that may wait to be stored: some seconds of writing. Who comes then is sent away.</summary>
    public const int MostWaiting = 20_000;

    /// <summary>Stored by one transaction at most, so that others have the writer lock soon.</summary>
    private const int MostAtOnce = 4_000;

    public static readonly Refusal Full = new(
        "events.busy", "Events come faster than they can be stored. Nothing of this batch was stored; send it again in a few seconds.");

    private readonly ConcurrentQueue<Batch> queue = new();
    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly int most = mostWaiting ?? MostWaiting;
    private int waiting;

    /// <summary>Stores events, each id of a channel once.</summary>
    /// <returns>Refused as a whole, with nothing stored, where too many wait already.</returns>
    /// <exception cref="StorageException">The database cannot; nothing of the batch was stored.</exception>
    public async Task<Outcome<EventReceipt>> StoreAsync(IReadOnlyList<ShopEvent> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        if (events.Count == 0)
        {
            return default(EventReceipt);
        }

        if (Interlocked.Add(ref waiting, events.Count) > most)
        {
            Interlocked.Add(ref waiting, -events.Count);
            return Full;
        }

        var batch = new Batch(events);
        queue.Enqueue(batch);
        // The one who has the turn writes for all who wait; most find theirs done when they get it.
        await turn.WaitAsync();
        try
        {
            while (!batch.Done.Task.IsCompleted)
            {
                await WriteNextAsync();
            }
        }
        finally
        {
            turn.Release();
        }

        return await batch.Done.Task;
    }

    /// <summary>What storing them would answer now; stores nothing.</summary>
    public async Task<EventReceipt> TryAsync(IReadOnlyList<ShopEvent> events, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(events);
        await using var db = store.Read();
        var known = 0;
        var distinct = events.DistinctBy(item => (item.ChannelId, item.EventId)).ToList();
        foreach (var channel in distinct.GroupBy(item => item.ChannelId))
        {
            var ids = channel.Select(item => item.EventId).ToList();
            known += await db.ShopEvents.CountAsync(item => item.ChannelId == channel.Key && ids.Contains(item.EventId), cancellation);
        }

        return new EventReceipt(distinct.Count - known, events.Count - distinct.Count + known);
    }

    public void Dispose() => turn.Dispose();

    private async Task WriteNextAsync()
    {
        var batches = new List<Batch>();
        var rows = 0;
        while (rows < MostAtOnce && queue.TryDequeue(out var next))
        {
            batches.Add(next);
            rows += next.Events.Count;
        }

        try
        {
            var receipts = await WriteAsync(batches);
            for (var at = 0; at < batches.Count; at++)
            {
                batches[at].Done.SetResult(receipts[at]);
            }
        }
        catch (Exception problem) when (problem is DbException || StorageTrouble.Of(problem) is not null)
        {
            // All of the transaction is undone: each of them is told, and sends it again.
            batches.ForEach(batch => batch.Done.SetException(problem));
        }
        finally
        {
            Interlocked.Add(ref waiting, -rows);
            // Whatever else went wrong is a fault of the program; nobody is left waiting for it.
            batches.ForEach(batch => batch.Done.TrySetCanceled());
        }
    }

    private async Task<EventReceipt[]> WriteAsync(List<Batch> batches)
    {
        // The first of an id is the one; the same of another batch is its duplicate.
        var seen = new HashSet<(int, string)>();
        var owners = batches.ConvertAll(batch => batch.Events.Where(item => seen.Add((item.ChannelId, item.EventId))).ToList());
        await using var db = store.OpenUnaudited();
        if (db.Refused is { } refusal)
        {
            throw new StorageException(refusal);
        }

        await using var transaction = await db.BeginAloneAsync(CancellationToken.None);
        var added = await EventRows.InsertAsync(db, transaction, [.. owners.SelectMany(own => own)], CancellationToken.None);
        await transaction.CommitAsync();
        return
        [
            .. batches.Zip(owners, (batch, own) =>
            {
                var stored = own.Count(item => added.Contains((item.ChannelId, item.EventId)));
                return new EventReceipt(stored, batch.Events.Count - stored);
            }),
        ];
    }

    private sealed class Batch(IReadOnlyList<ShopEvent> events)
    {
        public IReadOnlyList<ShopEvent> Events { get; } = events;

        public TaskCompletionSource<EventReceipt> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
