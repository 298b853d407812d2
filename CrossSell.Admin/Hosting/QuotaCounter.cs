using System.Collections.Concurrent;

namespace CrossSell.Admin.Hosting;

/// <summary>What is left of a quota after a use of it.</summary>
/// <param name="IsAllowed">False when less was left than was asked for: then nothing is taken.</param>
/// <param name="Seconds">Until it begins again, at least 1.</param>
internal readonly record struct QuotaUse(bool IsAllowed, int Left, int Seconds);

/// <summary>
/// Counts uses of a quota within windows of a fixed length, each of which begins with a first use. Unlike the limiters of the framework it says what is left,
/// which every answer tells (<see cref="RequestLimits.Tell"/>). Thread safe; takes no lock where a window goes on.
/// </summary>
internal sealed class QuotaCounter<TKey>(RequestLimits.Quota quota, TimeProvider time)
    where TKey : notnull
{
    // Looked through for those that are over once there are so many, and twice as many again.
    private const int SweptFrom = 4_096;

    private readonly ConcurrentDictionary<TKey, Counted> windows = new();
    private int sweptAt = SweptFrom;

    public RequestLimits.Quota Quota => quota;

    /// <param name="uses">All of them or none; 0 only looks.</param>
    public QuotaUse Take(TKey key, int uses)
    {
        var now = time.GetTimestamp();
        while (true)
        {
            if (!windows.TryGetValue(key, out var window))
            {
                window = windows.GetOrAdd(key, new Counted(now));
                Sweep(now);
            }

            var age = time.GetElapsedTime(window.Began, now);
            if (age < quota.Window)
            {
                var isAllowed = window.TryTake(uses, quota.Most, out var left);
                return new QuotaUse(isAllowed, left, Math.Max(1, (int)Math.Ceiling((quota.Window - age).TotalSeconds)));
            }

            windows.TryUpdate(key, new Counted(now), window);
        }
    }

    private void Sweep(long now)
    {
        var most = Volatile.Read(ref sweptAt);
        if (windows.Count <= most || Interlocked.CompareExchange(ref sweptAt, int.MaxValue, most) != most)
        {
            return;
        }

        foreach (var window in windows)
        {
            if (time.GetElapsedTime(window.Value.Began, now) >= quota.Window)
            {
                windows.TryRemove(window);
            }
        }

        Volatile.Write(ref sweptAt, Math.Max(SweptFrom, windows.Count * 2));
    }

    private sealed class Counted(long began)
    {
        private int used;

        public long Began { get; } = began;

        public bool TryTake(int uses, int most, out int left)
        {
            var before = Volatile.Read(ref used);
            while (uses <= most - before)
            {
                var seen = Interlocked.CompareExchange(ref used, before + uses, before);
                if (seen == before)
                {
                    left = most - before - uses;
                    return true;
                }

                before = seen;
            }

            left = most - before;
            return false;
        }
    }
}
