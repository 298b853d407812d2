using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using CrossSell.Core.People;
using CrossSell.Core.Storage;

namespace CrossSell.Core.Access;

/// <summary>
/// The keys that storefronts came with, in memory: a key is asked of the database about once a second, not once a request. A key that is revoked is forgotten
/// at once where that is told (in this process, and by a database that tells of others' writes), else a second later at most; so is what it may be used for.
/// Keys nobody knows are never kept. Thread safe.
/// </summary>
public sealed class KnownKeys : IDisposable
{
    /// <summary>So long a key counts without being asked for again.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromSeconds(1);

    /// <summary>So long it counts while the database cannot be asked: nobody can revoke it there meanwhile.</summary>
    public static readonly TimeSpan KeptInTrouble = TimeSpan.FromMinutes(5);

    // A key of ours has 55 characters.
    private const int MostBytes = 128;

    private readonly ConcurrentDictionary<Hash, Known> known = new();
    private readonly ConcurrentDictionary<Question, Lazy<Task<ApiKey?>>> asking = new();
    private readonly ApiKeyService keys;
    private readonly StudioStore store;
    private readonly TimeProvider time;
    private int cleared;
    private long questions;

    public KnownKeys(ApiKeyService keys, StudioStore store, TimeProvider time)
    {
        (this.keys, this.store, this.time) = (keys, store, time);
        store.Announced += Hear;
        store.WrittenElsewhere += Clear;
    }

    /// <summary>How often the database was asked.</summary>
    public long Questions => Interlocked.Read(ref questions);

    /// <summary>The key that this text is, from memory alone; one that is used all the time is asked for again behind its users' backs.</summary>
    /// <returns>Null when it is not in memory, or was not asked for lately: ask <see cref="FindAsync"/>.</returns>
    public ApiKey? Find(ReadOnlySpan<char> text)
    {
        if (HashOf(text) is not { } hash || !known.TryGetValue(hash, out var entry))
        {
            return null;
        }

        var age = time.GetElapsedTime(entry.At);
        if (age < Kept / 2)
        {
            return entry.Key;
        }

        if (Interlocked.Exchange(ref entry.Asking, 1) == 0)
        {
            var again = text.ToString();
            // Its failure is noted with the entry.
            _ = Task.Run(() => AskAgainAsync(hash, again, entry));
        }

        return age < (entry.InTrouble ? KeptInTrouble : Kept) ? entry.Key : null;
    }

    /// <summary>The key that this text is, unless it is unknown or revoked.</summary>
    public async Task<ApiKey?> FindAsync(string text, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (Find(text) is { } known)
        {
            return known;
        }

        // A text that is too long to be a key is none.
        return HashOf(text) is { } hash ? await AskAsync(hash, text).WaitAsync(cancellation) : null;
    }

    public void Dispose()
    {
        store.Announced -= Hear;
        store.WrittenElsewhere -= Clear;
    }

    // All who want to know the same key wait for one question. Who comes after keys were forgotten asks again: an answer from before may be one of a key that
    // has been revoked.
    private Task<ApiKey?> AskAsync(Hash hash, string text)
    {
        var question = new Question(hash, Volatile.Read(ref cleared));
        return asking.GetOrAdd(question, _ => new Lazy<Task<ApiKey?>>(() => AskAsync(question, text))).Value;
    }

    private async Task<ApiKey?> AskAsync(Question question, string text)
    {
        try
        {
            // Who looked just before the last answer was kept comes here just after it: it is theirs too.
            if (known.TryGetValue(question.Key, out var fresh) && time.GetElapsedTime(fresh.At) < Kept / 2)
            {
                return fresh.Key;
            }

            var asked = time.GetTimestamp();
            Interlocked.Increment(ref questions);
            var key = await keys.FindAsync(text);
            Keep(question.Key, key, asked, question.Cleared);
            return key;
        }
        finally
        {
            asking.TryRemove(question, out _);
        }
    }

    private async Task AskAgainAsync(Hash hash, string text, Known entry)
    {
        try
        {
            // Somebody who could not wait may have asked meanwhile.
            if (known.TryGetValue(hash, out var now) && now == entry)
            {
                await AskAsync(hash, text);
            }
        }
        catch (Exception problem) when (StorageTrouble.Of(problem) is not null)
        {
            entry.InTrouble = true;
            // Asked again by the next user.
            Volatile.Write(ref entry.Asking, 0);
        }
        catch (Exception)
        {
            // A surprise is the next user's to meet, who asks the database.
            known.TryRemove(hash, out _);
        }
    }

    // Counted from before it was asked for: what was written while the answer came is seen a second later.
    /// <param name="of">What was forgotten before it was asked for: an answer from before all was forgotten is not kept.</param>
    private void Keep(Hash place, ApiKey? key, long asked, int of)
    {
        if (key is null)
        {
            known.TryRemove(place, out _);
        }
        else
        {
            var entry = new Known(key, asked);
            known[place] = entry;
            if (Volatile.Read(ref cleared) != of)
            {
                known.TryRemove(new KeyValuePair<Hash, Known>(place, entry));
            }
        }
    }

    private void Hear(object news)
    {
        if (news == ApiKeyService.Narrowed)
        {
            Clear();
        }
    }

    private void Clear()
    {
        Interlocked.Increment(ref cleared);
        known.Clear();
    }

    private static Hash? HashOf(ReadOnlySpan<char> text)
    {
        Span<byte> bytes = stackalloc byte[MostBytes];
        if (!Encoding.UTF8.TryGetBytes(text, bytes, out var length))
        {
            return null;
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes[..length], hash);
        return MemoryMarshal.Read<Hash>(hash);
    }

    // SHA-256, as the database has it: the text of a key stays nowhere.
    private readonly record struct Hash(ulong One, ulong Two, ulong Three, ulong Four);

    /// <param name="Cleared">How often keys had been forgotten before.</param>
    private readonly record struct Question(Hash Key, int Cleared);

    private sealed class Known(ApiKey key, long at)
    {
        public int Asking;

        public volatile bool InTrouble;

        public ApiKey Key { get; } = key;

        /// <summary>When it was asked for, by the timestamp of the clock.</summary>
        public long At { get; } = at;
    }
}
