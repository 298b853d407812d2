using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CrossSell.Admin.Hosting;

/// <summary>
/// How often one address may ask for panels, from the API and the embed together: one count, whether a request is answered from memory before the rest of the
/// host has seen it or by its endpoint behind the rate limiter.
/// </summary>
internal sealed class SenderLimit(RequestLimits.Quota quota, TimeProvider time)
{
    private readonly QuotaCounter<string> counter = new(quota, time);

    public RequestLimits.Quota Quota => quota;

    /// <param name="uses">How many requests it counts as.</param>
    /// <param name="use">What is left.</param>
    /// <returns>Null when the request may go on, else its answer.</returns>
    public ProblemHttpResult? Enter(HttpContext http, int uses, out QuotaUse use)
    {
        use = counter.Take(RequestLimits.Sender(http), uses);
        return use.IsAllowed ? null : RequestLimits.Refuse(http, quota, use.Seconds);
    }

    /// <summary>What is left to the address that a request came from.</summary>
    public QuotaUse Look(HttpContext http) => counter.Take(RequestLimits.Sender(http), 0);

    /// <summary>The same count, as the rate limiter of endpoints wants it.</summary>
    public RateLimitPartition<string> Partition(HttpContext http)
    {
        RequestLimits.Apply(http, quota);
        var sender = RequestLimits.Sender(http);
        return RateLimitPartition.Get($"{quota.Policy} {sender}", _ => new Counted(counter, sender));
    }

    /// <summary>One sender's part of it. It may be thrown away at any time: the count is elsewhere.</summary>
    private sealed class Counted(QuotaCounter<string> counter, string sender) : RateLimiter
    {
        private long used = Stopwatch.GetTimestamp();

        public override TimeSpan? IdleDuration => Stopwatch.GetElapsedTime(Volatile.Read(ref used));

        public override RateLimiterStatistics? GetStatistics() => new() { CurrentAvailablePermits = counter.Take(sender, 0).Left };

        protected override RateLimitLease AttemptAcquireCore(int permitCount)
        {
            Volatile.Write(ref used, Stopwatch.GetTimestamp());
            return new Lease(counter.Take(sender, permitCount));
        }

        // Nobody waits in a queue.
        protected override ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken) =>
            ValueTask.FromResult(AttemptAcquireCore(permitCount));
    }

    private sealed class Lease(QuotaUse use) : RateLimitLease
    {
        public override bool IsAcquired => use.IsAllowed;

        public override IEnumerable<string> MetadataNames => use.IsAllowed ? [] : [MetadataName.RetryAfter.Name];

        public override bool TryGetMetadata(string metadataName, [NotNullWhen(true)] out object? metadata)
        {
            metadata = !use.IsAllowed && metadataName == MetadataName.RetryAfter.Name ? TimeSpan.FromSeconds(use.Seconds) : null;
            return metadata is not null;
        }
    }
}
