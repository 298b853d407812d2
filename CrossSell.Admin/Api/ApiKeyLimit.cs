using CrossSell.Admin.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CrossSell.Admin.Api;

/// <summary>
/// How often one API key may be used, from however many addresses. Asked once the key is known, so that nobody gets a new quota by making up keys; those who do
/// are counted by their address. What is let through says what is left of both.
/// </summary>
internal sealed class ApiKeyLimit
{
    private readonly QuotaCounter<int> counter;
    private readonly SenderLimit senders;
    private readonly string policies;

    public ApiKeyLimit(RequestLimits.Quota quota, SenderLimit senders, TimeProvider time)
    {
        (counter, this.senders) = (new QuotaCounter<int>(quota, time), senders);
        policies = RequestLimits.PoliciesOf(quota, senders.Quota);
    }

    /// <param name="uses">A batch counts as so many as it asks for.</param>
    /// <param name="ofSender">What is left to the address; null to look.</param>
    /// <returns>Null when the request may go on, else its answer.</returns>
    public ProblemHttpResult? Enter(HttpContext http, int key, int uses = 1, QuotaUse? ofSender = null)
    {
        var use = counter.Take(key, uses);
        if (!use.IsAllowed)
        {
            return RequestLimits.Refuse(http, counter.Quota, use.Seconds);
        }

        RequestLimits.Tell(http.Response, policies, counter.Quota, use, senders.Quota, ofSender ?? senders.Look(http));
        return null;
    }

    /// <summary>Counts what a request that is in already asks for beside the first, for its key and for its address.</summary>
    /// <inheritdoc cref="Enter(HttpContext, int, int, QuotaUse?)"/>
    public ProblemHttpResult? Add(HttpContext http, int key, int uses) => senders.Enter(http, uses, out var ofSender) ?? Enter(http, key, uses, ofSender);
}
