using System.Globalization;
using System.Security.Claims;
using System.Threading.RateLimiting;
using CrossSell.Admin.Account;
using CrossSell.Admin.Api;
using CrossSell.Admin.Shared;
using Microsoft.AspNetCore.RateLimiting;

namespace CrossSell.Admin.Hosting;

/// <summary>
/// How often one sender may ask for what costs the most, in a minute: API and embed by address, the set-up page by address, files by the person who is signed
/// in. Sign-ins have limits of their own (<see cref="SignInLimits"/>). Counted in memory, by each instance alone.
/// </summary>
internal static class RequestLimits
{
    /// <summary>For storefronts: the API and the embed.</summary>
    public const string Storefront = "storefront";

    /// <summary>For exports and other files.</summary>
    public const string Files = "files";

    private const string Setting = "CrossSell:RequestsPerMinute";
    private const int DefaultStorefront = 6_000;
    private const int FilesAMinute = 60;
    private const int SetUpsAMinute = 20;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    /// <exception cref="InvalidOperationException">The setting is no number.</exception>
    public static void AddRequestLimits(this IServiceCollection services, IConfiguration configuration)
    {
        var storefront = configuration[Setting] switch
        {
            null or "" => DefaultStorefront,
            var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 => number,
            var text => throw new InvalidOperationException($"{Setting} is \"{text}\". Write a whole number from 1."),
        };
        services.AddRateLimiter(options =>
        {
            options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            options.AddPolicy(Storefront, http => Of($"storefront {Sender(http)}", storefront));
            options.AddPolicy(Files, http => Of($"files {http.User.FindFirstValue(ClaimTypes.NameIdentifier) ?? Sender(http)}", FilesAMinute));
            options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(http =>
                HttpMethods.IsPost(http.Request.Method) && http.Request.Path.StartsWithSegments(Addresses.SetUp, StringComparison.OrdinalIgnoreCase)
                    ? Of($"set-up {Sender(http)}", SetUpsAMinute)
                    : RateLimitPartition.GetNoLimiter(""));
            options.OnRejected = RefuseAsync;
        });
    }

    private static string Sender(HttpContext http) => SignInLimits.NetworkOf(http.Connection.RemoteIpAddress);

    private static RateLimitPartition<string> Of(string key, int most) => RateLimitPartition.GetFixedWindowLimiter(
        key, _ => new FixedWindowRateLimiterOptions { PermitLimit = most, Window = Window, QueueLimit = 0 });

    private static async ValueTask RefuseAsync(OnRejectedContext context, CancellationToken cancellation)
    {
        var wait = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : Window;
        var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
        context.HttpContext.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        await ApiProblems.Of(
            StatusCodes.Status429TooManyRequests, "too-many-requests",
            string.Create(CultureInfo.InvariantCulture, $"Too many requests. Try again in {seconds} s."))
            .ExecuteAsync(context.HttpContext);
    }
}
