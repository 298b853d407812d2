using System.Net;
using System.Net.Sockets;
using CrossSell.Admin.Hosting;

namespace CrossSell.Admin.Account;

/// <summary>
/// How many wrong passwords are taken: 5 in 15 minutes of one address for one e-mail address, 30 of one address for any, 100 in an hour for one e-mail address
/// from anywhere. Who has an account makes no difference. A browser in which the person has signed in before is counted by itself, so that no stranger locks
/// anybody out. In memory: each instance counts its own, and a restart forgets.
/// </summary>
internal sealed class SignInLimits(TimeProvider time)
{
    private const int MostKeys = 50_000;

    private static readonly Limit OnePair = new(5, TimeSpan.FromMinutes(15));
    private static readonly Limit OneAddress = new(30, TimeSpan.FromMinutes(15));
    private static readonly Limit OneEmail = new(100, TimeSpan.FromHours(1));

    /// <summary>As the headers of a refusal name them.</summary>
    public static readonly RequestLimits.Quota[] Quotas =
        [new("sign-in", OnePair.Count, OnePair.Window), new("address", OneAddress.Count, OneAddress.Window), new("account", OneEmail.Count, OneEmail.Window)];

    private readonly Lock counting = new();
    private readonly Dictionary<string, Queue<DateTimeOffset>> attempts = new(StringComparer.Ordinal);

    /// <summary>Counts an attempt as a wrong one until <see cref="Succeeded"/> takes it back: of many at once none goes past the limit.</summary>
    /// <param name="device">The browser, where the person is known to use it; null where it is any.</param>
    /// <returns>How long to wait when it is one too many, and is not to be tried; null when it may be tried.</returns>
    public TimeSpan? Enter(IPAddress? address, string email, string? device)
    {
        var now = time.GetUtcNow();
        lock (counting)
        {
            Forget(now);
            var keys = KeysOf(address, email, device);
            var wait = TimeSpan.Zero;
            foreach (var (key, limit) in keys)
            {
                if (attempts.TryGetValue(key, out var earlier) && Trim(earlier, now - limit.Window).Count >= limit.Count)
                {
                    var left = earlier.Peek() + limit.Window - now;
                    wait = left > wait ? left : wait;
                }
            }

            if (wait > TimeSpan.Zero)
            {
                return wait;
            }

            foreach (var (key, _) in keys)
            {
                if (!attempts.TryGetValue(key, out var queue))
                {
                    attempts[key] = queue = new Queue<DateTimeOffset>();
                }

                queue.Enqueue(now);
            }

            return null;
        }
    }

    /// <summary>The password was right: what this person mistyped before counts no more, and the attempt is no wrong one of the address.</summary>
    public void Succeeded(IPAddress? address, string email, string? device)
    {
        lock (counting)
        {
            foreach (var (key, limit) in KeysOf(address, email, device))
            {
                if (limit == OnePair)
                {
                    attempts.Remove(key);
                }
                else if (attempts.TryGetValue(key, out var queue))
                {
                    queue.TryDequeue(out _);
                }
            }
        }
    }

    private static (string Key, Limit Limit)[] KeysOf(IPAddress? address, string email, string? device)
    {
        var person = email.Trim().ToUpperInvariant();
        // A long one is none of ours; it shall not fill the memory either.
        person = person.Length <= 256 ? person : person[..256];
        if (device is not null)
        {
            return [($"device {device} {person}", OnePair)];
        }

        var from = NetworkOf(address);
        return [($"pair {from} {person}", OnePair), ($"address {from}", OneAddress), ($"email {person}", OneEmail)];
    }

    // Of IPv6 everybody has a whole network of 64 bits to choose addresses from.
    internal static string NetworkOf(IPAddress? address) => address switch
    {
        null => "",
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6 } => Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8)),
        _ => address.ToString(),
    };

    private static Queue<DateTimeOffset> Trim(Queue<DateTimeOffset> queue, DateTimeOffset since)
    {
        while (queue.TryPeek(out var first) && first <= since)
        {
            queue.Dequeue();
        }

        return queue;
    }

    // Addresses without number bring keys without number: what has run out goes first, then a tenth, those that were tried longest ago.
    private void Forget(DateTimeOffset now)
    {
        if (attempts.Count < MostKeys)
        {
            return;
        }

        foreach (var key in attempts.Where(pair => Trim(pair.Value, now - OneEmail.Window).Count == 0).Select(pair => pair.Key).ToList())
        {
            attempts.Remove(key);
        }

        if (attempts.Count >= MostKeys)
        {
            foreach (var (key, _) in attempts.OrderBy(pair => pair.Value.Last()).Take(MostKeys / 10).ToList())
            {
                attempts.Remove(key);
            }
        }
    }

    private sealed record Limit(int Count, TimeSpan Window);
}
