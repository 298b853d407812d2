using System.Collections.Concurrent;
using System.Diagnostics;
using CrossSell.Core.Common;
using CrossSell.Core.Storage;

namespace CrossSell.Core.Search;

/// <summary>
/// Keeps the catalogue in memory, where it is found, counted and ordered, and as fresh as the database: anyone who asks sees what was written
/// before. Small writes are put in place; big ones are read again in the background while the old state goes on answering. One a process.
/// </summary>
public sealed class CatalogIndex(StudioStore store) : IDisposable
{
    // So few are read again faster than anybody notices.
    private const int SmallCatalog = 5_000;

    private readonly SemaphoreSlim writing = new(1, 1);
    private readonly ReaderWriterLockSlim reading = new();
    private readonly CancellationTokenSource stopping = new();
    private readonly ConcurrentDictionary<int, IReadOnlyDictionary<int, int>> suggested = new();
    private volatile CatalogMemory? memory;
    private volatile int read;
    private long state = -1;
    private long freshAt;
    private long version;

    /// <summary>Something that the list shows may have changed. Raised on any thread.</summary>
    public event Action? Changed;

    /// <summary>Moves whenever an answer may be another.</summary>
    public long Version => Volatile.Read(ref version);

    /// <summary>True while everything is read again and answers are those from before.</summary>
    public bool IsBehind { get; private set; }

    /// <summary>Why reading everything again in the background failed; null when it did not.</summary>
    public Exception? Problem { get; private set; }

    /// <summary>
    /// How many products were read so far while the first answer is still waited for, as after the start of a large studio; null once there is one.
    /// </summary>
    public int? Reading => memory is null ? read : null;

    /// <summary>How long ago it was last known to be as fresh as the database; null before it was read. Grows while everything is read again.</summary>
    public TimeSpan? Age => memory is null ? null : store.Time.GetElapsedTime(Volatile.Read(ref freshAt));

    /// <summary>How long the last reading of everything took.</summary>
    public TimeSpan BuildTime { get; private set; }

    /// <summary>Takes over what was written since, by whatever process. Cheap when nothing was.</summary>
    public async Task RefreshAsync(CancellationToken cancellation = default)
    {
        var asked = store.Time.GetTimestamp();
        if (memory is not null && await store.StateAsync(cancellation) == Volatile.Read(ref state))
        {
            Fresh(asked);
            return;
        }

        await writing.WaitAsync(cancellation);
        try
        {
            if (memory is null)
            {
                await RebuildAsync(cancellation);
            }
            else
            {
                await CatchUpAsync(memory, cancellation);
            }

            Fresh(asked);
        }
        finally
        {
            writing.Release();
        }
    }

    public void Dispose()
    {
        stopping.Cancel();
        stopping.Dispose();
        writing.Dispose();
        reading.Dispose();
    }

    /// <summary>
    /// Takes over how many pairs wait by anchor in a channel. They follow from verdicts, orders, exclusions and the clock more than from products, so they are
    /// not read with these: anyone who is about to ask for them brings them. Costs nothing while it is the same object.
    /// </summary>
    internal async Task SuggestAsync(int channelId, IReadOnlyDictionary<int, int> byAnchor, CancellationToken cancellation)
    {
        if (suggested.TryGetValue(channelId, out var known) ? ReferenceEquals(known, byAnchor) : byAnchor.Count == 0)
        {
            return;
        }

        await RefreshAsync(cancellation);
        await writing.WaitAsync(cancellation);
        try
        {
            suggested[channelId] = byAnchor;
            await Task.Run(
                () =>
                {
                    reading.EnterWriteLock();
                    try
                    {
                        memory!.Columns.Suggest(channelId, byAnchor);
                        memory.Forget();
                    }
                    finally
                    {
                        reading.ExitWriteLock();
                    }
                },
                CancellationToken.None);
        }
        finally
        {
            writing.Release();
        }

        Moved();
    }

    /// <summary>Asks the catalogue as it is now. The question must not wait for anything.</summary>
    internal async Task<T> AskAsync<T>(Func<CatalogMemory, T> question, CancellationToken cancellation)
    {
        await RefreshAsync(cancellation);
        // Counting a million takes a moment: off the caller's thread, which may be a person's circuit.
        return await Task.Run(
            () =>
            {
                reading.EnterReadLock();
                try
                {
                    return question(memory!);
                }
                finally
                {
                    reading.ExitReadLock();
                }
            },
            cancellation);
    }

    // While everything is read again, answers are those from before.
    private void Fresh(long asked)
    {
        if (!IsBehind)
        {
            Volatile.Write(ref freshAt, asked);
        }
    }

    private async Task CatchUpAsync(CatalogMemory current, CancellationToken cancellation)
    {
        var now = await store.StateAsync(cancellation);
        if (now == state)
        {
            return;
        }

        await using var db = store.Read();
        var changes = await CatalogChanges.ReadAsync(db, state, now, cancellation);
        if (changes.NeedsAll || current.Words.Edited > CatalogChanges.Most)
        {
            if (current.Columns.Count <= SmallCatalog)
            {
                await RebuildAsync(cancellation);
                return;
            }

            // What is small in later writes is still put into the old state, which answers until the new one is there. One that is being
            // read already is asked for what came after it when it is done.
            if (!IsBehind)
            {
                IsBehind = true;
                _ = RebuildLaterAsync(state);
            }

            state = now;
            return;
        }

        await Task.Run(() => Patch(db, current, changes), cancellation);
        state = now;
    }

    private void Patch(StudioDb db, CatalogMemory current, CatalogChanges changes)
    {
        if (changes.IsNothing)
        {
            return;
        }

        var reader = new CatalogReader(db);
        var lookups = changes.Renamed ? reader.Lookups() : null;
        var facts = reader.WithDependants(changes.Products).Chunk(CatalogReader.ChunkSize).SelectMany(chunk => reader.Products(chunk)).ToList();
        var bundles = changes.Bundles ? reader.Bundles() : null;
        reading.EnterWriteLock();
        try
        {
            if (lookups is not null)
            {
                current.Rename(lookups);
            }

            current.Put(facts, changes.Reworded, changes.Removed);
            foreach (var (id, actor) in changes.Changers)
            {
                current.Columns.SetChanger(new ChangerFact(id, actor.Id, actor.Name));
            }

            if (bundles is not null)
            {
                current.Columns.SetBundles(bundles);
            }

            current.Forget();
        }
        finally
        {
            reading.ExitWriteLock();
        }

        Moved();
    }

    private async Task RebuildLaterAsync(long since)
    {
        try
        {
            var fresh = await Task.Run(Build, stopping.Token);
            await writing.WaitAsync(stopping.Token);
            try
            {
                Swap(fresh);
                (IsBehind, Problem) = (false, null);
                await CatchUpAsync(fresh.Memory, stopping.Token);
            }
            finally
            {
                writing.Release();
            }
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            // Nobody waits for this: the next one who asks starts it again.
            Problem = problem;
            Volatile.Write(ref state, since);
            IsBehind = false;
        }
        catch (OperationCanceledException)
        {
            // The process ends.
        }
    }

    private async Task RebuildAsync(CancellationToken cancellation) => Swap(await Task.Run(Build, cancellation));

    private void Swap((CatalogMemory Memory, long State) fresh)
    {
        foreach (var (channelId, byAnchor) in suggested)
        {
            fresh.Memory.Columns.Suggest(channelId, byAnchor);
        }

        reading.EnterWriteLock();
        try
        {
            (memory, state) = fresh;
        }
        finally
        {
            reading.ExitWriteLock();
        }

        Moved();
    }

    private void Moved()
    {
        Interlocked.Increment(ref version);
        Changed?.Invoke();
    }

    private (CatalogMemory Memory, long State) Build()
    {
        var started = Stopwatch.GetTimestamp();
        using var db = store.Read();
        // The state first: what is written while reading is read once more, never missed.
        var now = db.ChangeSets.Max(set => (long?)set.Id) ?? 0;
        var built = CatalogBuild.Read(new CatalogReader(db), count => read = count, stopping.Token);
        if (built.Columns.Count > SmallCatalog)
        {
            // Reading leaves as much behind as it keeps, and nobody would ask for that memory back for a long time.
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        }

        BuildTime = Stopwatch.GetElapsedTime(started);
        Telemetry.IndexSwap.Record(BuildTime.TotalSeconds, new KeyValuePair<string, object?>("index", "catalog"));
        return (built, now);
    }
}
