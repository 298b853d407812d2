using System.Diagnostics;
using System.Threading.RateLimiting;

namespace CrossSell.Admin.Hosting;

/// <summary>
/// How often one address may ask for panels, from the API and the embed together: one count, whether a request is answered from memory before the rest of the
/// host has seen it or by its endpoint behind the rate limiter.
/// </summary>
internal sealed class SenderLimit(RequestLimits.Quota quota) : IDisposable
{
    private readonly PartitionedRateLimiter<string> limiter = PartitionedRateLimiter.Create<string, string>(
        sender => RateLimitPartition.GetFixedWindowLimiter(sender, _ => RequestLimits.OptionsOf(quota.Most, quota.Window)));

    /// <returns>Null when the request may go on, else its answer.</returns>
    public IResult? Enter(HttpContext http)
    {
        using var lease = limiter.AttemptAcquire(RequestLimits.Sender(http));
        return lease.IsAcquired ? null : RequestLimits.Refuse(http, quota, lease);
    }

    /// <summary>The same count, as the rate limiter of endpoints wants it.</summary>
    public RateLimitPartition<string> Partition(HttpContext http)
    {
        RequestLimits.Apply(http, quota);
        var sender = RequestLimits.Sender(http);
        return RateLimitPartition.Get($"{quota.Policy} {sender}", _ => new Counted(limiter, sender));
    }

    public void Dispose() => limiter.Dispose();

    /// <summary>One sender's part of it. It may be thrown away at any time: the count is elsewhere.</summary>
    private sealed class Counted(PartitionedRateLimiter<string> limiter, string sender) : RateLimiter
    {
        private long used = Stopwatch.GetTimestamp();

        public override TimeSpan? IdleDuration => Stopwatch.GetElapsedTime(Volatile.Read(ref used));

        public override RateLimiterStatistics? GetStatistics() => limiter.GetStatistics(sender);

        protected override RateLimitLease AttemptAcquireCore(int permitCount)
        {
            Volatile.Write(ref used, Stopwatch.GetTimestamp());
            return limiter.AttemptAcquire(sender, permitCount);
        }

        protected override ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken)
        {
            Volatile.Write(ref used, Stopwatch.GetTimestamp());
            return limiter.AcquireAsync(sender, permitCount, cancellationToken);
        }
    }
}
