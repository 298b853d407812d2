using System.Threading.RateLimiting;
using CrossSell.Admin.Hosting;

namespace CrossSell.Admin.Api;

/// <summary>
/// How often one API key may be used, from however many addresses. Asked once the key is known, so that nobody gets a new quota by making up keys; those who do
/// are counted by their address.
/// </summary>
internal sealed class ApiKeyLimit(int most, TimeSpan window) : IDisposable
{
    private readonly PartitionedRateLimiter<int> limiter = PartitionedRateLimiter.Create<int, int>(
        key => RateLimitPartition.GetFixedWindowLimiter(key, _ => RequestLimits.OptionsOf(most, window)));

    /// <returns>Null when the request may go on, else its answer.</returns>
    public IResult? Enter(HttpContext http, int key)
    {
        using var lease = limiter.AttemptAcquire(key);
        return lease.IsAcquired ? null : RequestLimits.Refuse(http, new RequestLimits.Quota("key", most, window), lease);
    }

    public void Dispose() => limiter.Dispose();
}
