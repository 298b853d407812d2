using System.Globalization;
using System.Security.Claims;
using System.Threading.RateLimiting;
using CrossSell.Admin.Account;
using CrossSell.Admin.Api;
using CrossSell.Admin.Shared;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.RateLimiting;

namespace CrossSell.Admin.Hosting;

/// <summary>
/// How often one sender may ask for what costs the most, in a minute: API and embed by address, the API by key as well (<see cref="ApiKeyLimit"/>), the set-up
/// page by address, files by the person who is signed in. Sign-ins have limits of their own (<see cref="SignInLimits"/>). Counted in memory, by each instance
/// alone. What the API lets through says what is left (<see cref="Tell"/>), and what is refused says so in <c>Retry-After</c>, both in the fields of the IETF's
/// draft-ietf-httpapi-ratelimit-headers.
/// </summary>
internal static class RequestLimits
{
    /// <summary>For storefronts: the API and the embed.</summary>
    public const string Storefront = "storefront";

    /// <summary>For exports and other files.</summary>
    public const string Files = "files";

    private const string Setting = "CrossSell:RequestsPerMinute";
    private const string KeySetting = "CrossSell:RequestsPerMinuteOfKey";
    private const int DefaultStorefront = 6_000;
    private const int DefaultKey = 60_000;
    private const int FilesAMinute = 60;
    private const int SetUpsAMinute = 20;
    private const string PolicyField = "RateLimit-Policy";
    private const string StateField = "RateLimit";

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private static readonly object AppliedKey = new();

    /// <summary>Remembers by which quota a request is counted, for who is refused: the last one that was asked is the one that did it.</summary>
    public static void Apply(HttpContext http, Quota quota) => http.Items[AppliedKey] = quota;

    /// <exception cref="InvalidOperationException">A setting is no number.</exception>
    public static void AddRequestLimits(this IServiceCollection services, IConfiguration configuration)
    {
        var storefront = NumberOf(configuration, Setting, DefaultStorefront);
        var ofKey = new Quota("key", NumberOf(configuration, KeySetting, DefaultKey), Window);
        services.AddSingleton(provider => new SenderLimit(new Quota(Storefront, storefront, Window), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider =>
            new ApiKeyLimit(ofKey, provider.GetRequiredService<SenderLimit>(), provider.GetRequiredService<TimeProvider>()));
        services.AddRateLimiter(options =>
        {
            options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            options.AddPolicy(Storefront, http => http.RequestServices.GetRequiredService<SenderLimit>().Partition(http));
            options.AddPolicy(Files, http =>
                Of(http, "files", http.User.FindFirstValue(ClaimTypes.NameIdentifier) ?? Sender(http), FilesAMinute));
            options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(http =>
                HttpMethods.IsPost(http.Request.Method) && http.Request.Path.StartsWithSegments(Addresses.SetUp, StringComparison.OrdinalIgnoreCase)
                    ? Of(http, "set-up", Sender(http), SetUpsAMinute)
                    : RateLimitPartition.GetNoLimiter(""));
            options.OnRejected = RefuseAsync;
        });
    }

    /// <summary>The address that a request came from; of IPv6 its network.</summary>
    public static string Sender(HttpContext http) => SignInLimits.NetworkOf(http.Connection.RemoteIpAddress);

    private static int NumberOf(IConfiguration configuration, string setting, int usual) => configuration[setting] switch
    {
        null or "" => usual,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 => number,
        var text => throw new InvalidOperationException($"{setting} is \"{text}\". Write a whole number from 1."),
    };

    private static RateLimitPartition<string> Of(HttpContext http, string policy, string sender, int most)
    {
        Apply(http, new Quota(policy, most, Window));
        return RateLimitPartition.GetFixedWindowLimiter($"{policy} {sender}", _ => OptionsOf(most, Window));
    }

    /// <summary>A quota that begins again with each window.</summary>
    public static FixedWindowRateLimiterOptions OptionsOf(int most, TimeSpan window) => new() { PermitLimit = most, Window = window, QueueLimit = 0 };

    private static async ValueTask RefuseAsync(OnRejectedContext context, CancellationToken cancellation) =>
        await Refuse(context.HttpContext, (Quota)context.HttpContext.Items[AppliedKey]!, context.Lease).ExecuteAsync(context.HttpContext);

    private static ProblemHttpResult Refuse(HttpContext http, Quota quota, RateLimitLease lease) =>
        Refuse(http, quota, Math.Max(1, (int)Math.Ceiling((lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : quota.Window).TotalSeconds)));

    /// <summary>The answer to one request too many, of which the headers say when to come again.</summary>
    public static ProblemHttpResult Refuse(HttpContext http, Quota quota, int seconds)
    {
        Say(http.Response, TimeSpan.FromSeconds(seconds), quota);
        return ApiProblems.Of(
            StatusCodes.Status429TooManyRequests, "too-many-requests",
            string.Create(CultureInfo.InvariantCulture, $"Too many requests. Try again in {seconds} s."));
    }

    /// <summary>Writes when to try again, and within which quotas: the first is used up.</summary>
    /// <returns>Seconds to wait.</returns>
    public static int Say(HttpResponse response, TimeSpan wait, params ReadOnlySpan<Quota> quotas)
    {
        var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
        response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        response.Headers[PolicyField] = PoliciesOf(quotas);
        response.Headers[StateField] = string.Create(CultureInfo.InvariantCulture, $"\"{quotas[0].Policy}\";r=0;t={seconds}");
        return seconds;
    }

    /// <summary>Writes what is left of both quotas of a request that is let through; a cache that keeps the answer keeps them with it, at their age.</summary>
    /// <param name="policies">Of both: <see cref="PoliciesOf"/>.</param>
    public static void Tell(HttpResponse response, string policies, Quota one, QuotaUse ofOne, Quota other, QuotaUse ofOther)
    {
        response.Headers[PolicyField] = policies;
        response.Headers[StateField] = string.Create(
            CultureInfo.InvariantCulture,
            $"\"{one.Policy}\";r={ofOne.Left};t={ofOne.Seconds}, \"{other.Policy}\";r={ofOther.Left};t={ofOther.Seconds}");
    }

    /// <summary>Quotas, as <c>RateLimit-Policy</c> writes them.</summary>
    public static string PoliciesOf(params ReadOnlySpan<Quota> quotas)
    {
        var policies = new List<string>();
        foreach (var quota in quotas)
        {
            policies.Add(string.Create(CultureInfo.InvariantCulture, $"\"{quota.Policy}\";q={quota.Most};w={(int)quota.Window.TotalSeconds}"));
        }

        return string.Join(", ", policies);
    }

    /// <summary>How many requests in which time.</summary>
    public sealed record Quota(string Policy, int Most, TimeSpan Window);
}
