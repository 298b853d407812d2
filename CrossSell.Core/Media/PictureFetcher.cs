using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using static CrossSell.Core.Media.MediaTexts;

namespace CrossSell.Core.Media;

/// <summary>
/// Fetches a picture from an address that a person gave. The server asks in its own name, so it asks only what the public internet can ask too: names
/// are resolved first, private, loopback and link-local targets are refused, and the connection goes to the very address that was checked, at every redirect
/// again.
/// </summary>
/// <param name="allowLoopback">For tests that serve pictures themselves.</param>
public sealed class PictureFetcher(TimeProvider time, bool allowLoopback = false) : IDisposable
{
    /// <summary>Code of the refusal where no answer came in time.</summary>
    internal const string Slow = "media.fetch-slow";

    /// <summary>Code of the refusal where there is no server at the address.</summary>
    internal const string Unreachable = "media.fetch-unreachable";

    private const int MaxRedirects = 5;
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(20);

    private static readonly IPNetwork[] NotPublic =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24",
            "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            // Documentation, and the ranges that carry an IPv4 address inside (Teredo, 6to4).
            "2001::/32", "2001:db8::/32", "2002::/16", "3fff::/20",
        }.Select(IPNetwork.Parse),
    ];

    private static readonly IPNetwork PublicV6 = IPNetwork.Parse("2000::/3");

    private readonly HttpClient client = NewClient(allowLoopback);

    /// <summary>The bytes at the address, not looked at yet.</summary>
    public async Task<Outcome<byte[]>> FetchAsync(string address, CancellationToken cancellation = default)
    {
        using var timeLimit = new CancellationTokenSource(TimeLimit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeLimit.Token, cancellation);
        try
        {
            return await FollowAsync(address.Trim(), either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new Refusal(Slow, L["The server at this address took longer than {0} seconds.", $"{TimeLimit.TotalSeconds:0}"], "address");
        }
        catch (HttpRequestException problem)
        {
            return IsNotPublic(problem)
                ? new Refusal(
                    "media.fetch-private", L["This address is in a private network. Only pictures on the public internet can be downloaded."], "address")
                : new Refusal(Unreachable, L["The server at this address cannot be reached."], "address");
        }
        catch (IOException)
        {
            return new Refusal("media.fetch-failed", L["The server at this address closed the connection."], "address");
        }
    }

    public void Dispose() => client.Dispose();

    /// <summary>Whether anybody on the internet could reach this address.</summary>
    public static bool IsPublic(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return (plain.AddressFamily == AddressFamily.InterNetwork || PublicV6.Contains(plain)) && !Array.Exists(NotPublic, network => network.Contains(plain));
    }

    private async Task<Outcome<byte[]>> FollowAsync(string address, CancellationToken cancellation)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var target))
        {
            return new Refusal("media.address", L["This is not a web address. It must start with https://."], "address");
        }

        for (var hop = 0; hop <= MaxRedirects; hop++)
        {
            if ((target.Scheme != Uri.UriSchemeHttps && target.Scheme != Uri.UriSchemeHttp) || target.UserInfo.Length > 0)
            {
                return new Refusal(
                    "media.address", L["The address must start with https:// or http:// and contain no user name or password."], "address");
            }

            using var answer = await client.GetAsync(target, HttpCompletionOption.ResponseHeadersRead, cancellation);
            if (answer.Headers.Location is { } next && (int)answer.StatusCode is 301 or 302 or 303 or 307 or 308)
            {
                target = new Uri(target, next);
                continue;
            }

            return await ReadAsync(answer, cancellation);
        }

        return new Refusal("media.fetch-failed", L["This address redirects too many times."], "address");
    }

    private static async Task<Outcome<byte[]>> ReadAsync(HttpResponseMessage answer, CancellationToken cancellation)
    {
        if (!answer.IsSuccessStatusCode)
        {
            return new Refusal("media.fetch-failed", L["The server at this address answered {0}, not with a picture.", (int)answer.StatusCode], "address");
        }

        if (answer.Content.Headers.ContentLength > Picture.MaxBytes)
        {
            return Picture.TooLarge;
        }

        await using var stream = await answer.Content.ReadAsStreamAsync(cancellation);
        return (await MediaStore.ReadAsync(stream, cancellation)).IsRefused(out var refusal, out var content) ? refusal : content.Bytes;
    }

    private static HttpClient NewClient(bool allowLoopback)
    {
        var client = new HttpClient(NewHandler(allowLoopback)) { Timeout = Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("CrossSell", "1.0"));
        client.DefaultRequestHeaders.Accept.ParseAdd("image/*");
        return client;
    }

    /// <summary>Reaches only what is on the public internet, for anything that asks an address that a person gave; follows no redirect by itself.</summary>
    internal static SocketsHttpHandler NewHandler(bool allowLoopback) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        // A proxy would resolve names on its own, past the check.
        UseProxy = false,
        MaxResponseHeadersLength = 32,
        PooledConnectionLifetime = TimeSpan.FromMinutes(1),
        ConnectCallback = (context, cancellation) => ConnectAsync(context.DnsEndPoint, allowLoopback, cancellation),
    };

    /// <summary>Whether a request failed because its target is not on the public internet.</summary>
    internal static bool IsNotPublic(HttpRequestException problem) =>
        problem.InnerException is NotPublicException || problem is { InnerException.InnerException: NotPublicException };

    private static async ValueTask<Stream> ConnectAsync(DnsEndPoint host, bool allowLoopback, CancellationToken cancellation)
    {
        var found = IPAddress.TryParse(host.Host, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(host.Host, cancellation);
        // One private answer among public ones is a trick, not a picture server.
        if (found.Length == 0 || !Array.TrueForAll(found, address => IsPublic(address) || (allowLoopback && IPAddress.IsLoopback(address))))
        {
            throw new NotPublicException();
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(found, host.Port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private sealed class NotPublicException() : IOException("The target is not on the public internet.");
}
