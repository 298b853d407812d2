using System.Collections.Concurrent;

namespace CrossSell.Core.Storage;

/// <summary>
/// Values worked out from the whole studio, shared by all who ask. A value of a small studio is worked out again whenever something was written. One of a
/// large studio is answered at once as it last was, while the next is worked out behind, at most once in <see cref="Floor"/>: no page waits for it twice.
/// </summary>
/// <param name="isLarge">Whether working it out took so many rows that nobody should wait for it.</param>
/// <param name="floor">At most how often a large one is worked out; null is <see cref="Floor"/>.</param>
internal sealed class StateCache<TKey, TValue>(
    StudioStore store, TimeProvider time, Func<TKey, CancellationToken, Task<TValue>> work, Func<TValue, bool> isLarge, TimeSpan? floor = null)
    where TKey : notnull
{
    public static readonly TimeSpan Floor = TimeSpan.FromSeconds(15);

    private readonly ConcurrentDictionary<TKey, Slot> slots = new();

    public async Task<TValue> GetAsync(TKey key, CancellationToken cancellation = default)
    {
        var slot = slots.GetOrAdd(key, _ => new Slot());
        var state = await store.StateAsync(cancellation);
        if (slot.Last is { } last)
        {
            if (last.State == state)
            {
                return last.Value;
            }

            if (isLarge(last.Value))
            {
                if (time.GetElapsedTime(last.At) >= (floor ?? Floor) && slot.Gate.CurrentCount > 0)
                {
                    // Its failure is told to the next who asks when there is nothing to show.
                    _ = Task.Run(() => WorkAsync(slot, key, last, CancellationToken.None), CancellationToken.None);
                }

                return last.Value;
            }
        }

        return await WorkAsync(slot, key, slot.Last, cancellation);
    }

    private async Task<TValue> WorkAsync(Slot slot, TKey key, Made? seen, CancellationToken cancellation)
    {
        await slot.Gate.WaitAsync(cancellation);
        try
        {
            // Read before the work: what is written meanwhile is seen the next time.
            var state = await store.StateAsync(cancellation);
            if (slot.Last is { } other && (other.State == state || (other != seen && isLarge(other.Value))))
            {
                return other.Value; // Somebody else has just made it.
            }

            var value = await work(key, cancellation);
            slot.Last = new Made(state, time.GetTimestamp(), value);
            return value;
        }
        finally
        {
            slot.Gate.Release();
        }
    }

    private sealed class Slot
    {
        private volatile Made? last;

        public SemaphoreSlim Gate { get; } = new(1, 1);

        public Made? Last
        {
            get => last;
            set => last = value;
        }
    }

    private sealed record Made(long State, long At, TValue Value);
}
