using System.Collections.Concurrent;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Access;

/// <summary>
/// When keys were last used: noted in memory at each request, which must not write, and stored together by <see cref="FlushAsync"/>. Like sign-ins, this is no
/// data of the shop and is not audited. Thread safe.
/// </summary>
public sealed class ApiKeyUse(StudioStore store, TimeProvider time)
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<int, DateTimeOffset> noted = new();

    /// <summary>A request came with this key; noted to the second.</summary>
    public void Note(int keyId)
    {
        var now = time.GetUtcNow();
        // Thousands come in a second, and each note is an object.
        if (!noted.TryGetValue(keyId, out var last) || now - last >= Second || now < last)
        {
            noted[keyId] = now;
        }
    }

    /// <summary>Stores what was noted since. What cannot be stored now is stored next time.</summary>
    public async Task FlushAsync(CancellationToken cancellation = default)
    {
        if (noted.IsEmpty)
        {
            return;
        }

        await using var db = store.OpenUnaudited(inBackground: true);
        foreach (var (id, at) in noted.ToArray())
        {
            await db.ApiKeys.Where(key => key.Id == id && (key.LastUsedAt == null || key.LastUsedAt < at))
                .ExecuteUpdateAsync(update => update.SetProperty(key => key.LastUsedAt, at), cancellation);
            // Only this very note: a newer one waits for its turn.
            noted.TryRemove(new KeyValuePair<int, DateTimeOffset>(id, at));
        }
    }
}
