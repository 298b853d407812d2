using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using IPNetwork = System.Net.IPNetwork;

namespace CrossSell.Admin.Hosting;

/// <summary>
/// What of a request's own words about its host, its scheme and its sender is believed: what the operator configured, and nothing else.
/// </summary>
/// <param name="PublicAddress">Scheme and host under which people and storefronts reach the studio; null when nobody said.</param>
/// <param name="TrustedProxies">Whose <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c> count; nobody's when it is empty.</param>
internal sealed record FrontDoor(Uri? PublicAddress, IReadOnlyList<IPNetwork> TrustedProxies)
{
    private const string AddressKey = "CrossSell:PublicAddress";
    private const string ProxiesKey = "CrossSell:TrustedProxies";

    /// <exception cref="InvalidOperationException">A setting cannot be used; the message says how to write it.</exception>
    public static FrontDoor From(IConfiguration configuration) => new(AddressOf(configuration[AddressKey]), [.. ProxiesOf(configuration)]);

    private readonly string? configured = PublicAddress?.GetLeftPart(UriPartial.Authority);
    private volatile SentTo? last;

    /// <summary>Scheme and host for addresses in answers: the configured ones, else what the request was sent to.</summary>
    public string OriginFor(HttpRequest request)
    {
        if (configured is not null)
        {
            return configured;
        }

        // Nearly all are sent to one.
        var (scheme, host, known) = (request.Scheme, request.Host.Value ?? "", last);
        if (known is null || known.Host != host || known.Scheme != scheme)
        {
            last = known = new SentTo(scheme, host, $"{scheme}://{request.Host}");
        }

        return known.Origin;
    }

    private sealed record SentTo(string Scheme, string Host, string Origin);

    /// <summary>Whether a page of this origin is one of the studio's own. The scheme is left out: a proxy may have taken the encryption off.</summary>
    public bool IsOwn(string origin, HttpRequest request) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var from) && from.Scheme is "http" or "https"
        && (string.Equals(from.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase)
            || string.Equals(from.Authority, PublicAddress?.Authority, StringComparison.OrdinalIgnoreCase));

    /// <summary>Also where a platform set ASPNETCORE_FORWARDEDHEADERS_ENABLED, which alone would believe everybody.</summary>
    public void Configure(ForwardedHeadersOptions options)
    {
        options.ForwardedHeaders = TrustedProxies.Count == 0 ? ForwardedHeaders.None : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
        // Through as many as are listed, one behind the other; the first that is not ends it.
        options.ForwardLimit = null;
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var network in TrustedProxies)
        {
            options.KnownIPNetworks.Add(network);
        }
    }

    private static Uri? AddressOf(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        return Uri.TryCreate(text.Trim(), UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            && address is { PathAndQuery: "/", Fragment: "", UserInfo: "" }
            ? address
            : throw new InvalidOperationException(
                $"{AddressKey} is \"{text}\". Write scheme and host only, such as https://studio.example.com.");
    }

    private static IEnumerable<IPNetwork> ProxiesOf(IConfiguration configuration)
    {
        string?[] listed = [configuration[ProxiesKey], .. configuration.GetSection(ProxiesKey).GetChildren().Select(item => item.Value)];
        foreach (var text in listed.SelectMany(item => (item ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)))
        {
            if (IPNetwork.TryParse(text, out var network))
            {
                yield return network;
            }
            else if (IPAddress.TryParse(text, out var one))
            {
                yield return new IPNetwork(one, one.GetAddressBytes().Length * 8);
            }
            else
            {
                throw new InvalidOperationException(
                    $"{ProxiesKey} is \"{text}\". Write addresses or networks parted by commas, such as 10.0.0.4, 192.168.0.0/16.");
            }
        }
    }
}
