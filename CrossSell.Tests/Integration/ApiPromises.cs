using System.Globalization;
using System.Text.Json;
using CrossSell.Tests.Support;

namespace CrossSell.Tests.Integration;

/// <summary>What holds of every answer of the API, whatever was asked.</summary>
internal static class ApiPromises
{
    /// <summary>The address that the studio is configured with.</summary>
    public const string PublicAddress = "https://studio.example";

    private static readonly string[] NeverSent =
        ["Set-Cookie", "Access-Control-Allow-Credentials", "X-Fuzz", "Server", "X-Powered-By", "X-Original-URL"];

    /// <summary>What the answer breaks, each as a sentence.</summary>
    public static IEnumerable<string> Broken(FuzzedRequest request, RawAnswer answer, IReadOnlyList<string> keys)
    {
        // Another version of HTTP is refused by the server itself.
        if (answer.Status is (>= 500 and not 505) or (< 200 and not 0) || (answer.Status == 0 && !request.Closes))
        {
            yield return $"status {answer.Status}";
        }

        var said = string.Join('\n', answer.Headers.Select(header => $"{header.Name}: {header.Value}")) + answer.Text;
        string[] foreign = [ApiFuzz.Script, "<b id=fuzz", ApiFuzz.ForeignHost, .. keys];
        foreach (var word in foreign)
        {
            // A page that asks for a sign-in is reached by the address that was asked: only the browser's own reader sees it.
            if (said.Contains(word, StringComparison.OrdinalIgnoreCase) && answer.Status != 302)
            {
                yield return $"holds {word}";
            }
        }

        foreach (var name in NeverSent.Where(name => answer.Header(name) is not null && !(name == "Set-Cookie" && IsOfPages(request))))
        {
            yield return $"sends {name}: {answer.Header(name)}";
        }

        if (answer.Status >= 400 && (request.Key != FuzzKey.Secret || !IsOfApi(request)) && said.Contains("coffee", StringComparison.OrdinalIgnoreCase)
            && said.Contains("outdoor", StringComparison.OrdinalIgnoreCase))
        {
            yield return "a list of the shops";
        }

        // The server answers by itself what is no HTTP: shortly, and closes the connection.
        if (answer.Header("X-Content-Type-Options") is null)
        {
            if (answer.Status != 0 && (answer.Status is < 400 or (>= 500 and not 505) || answer.Body.Length > 0))
            {
                yield return "not by the studio, and no short refusal";
            }

            yield break;
        }

        foreach (var fault in Shared(request, answer).Concat(IsOfApi(request) && answer.Status >= 400 && request.Method != "HEAD" ? Problem(answer) : [])
            .Concat(IsPanel(request, answer) ? Panel(request, answer) : []))
        {
            yield return fault;
        }
    }

    /// <summary>Whether it is a panel's own answer.</summary>
    public static bool IsPanel(FuzzedRequest request, RawAnswer answer) =>
        answer.Status == 200 && request.Method == "GET" && request.Path.StartsWith("/api/v1/products/", StringComparison.Ordinal);

    // A dot segment may lead out of it.
    private static bool IsOfApi(FuzzedRequest request) => request.Path.StartsWith("/api/", StringComparison.OrdinalIgnoreCase)
        && !request.Path.Split('/').Any(segment => Uri.UnescapeDataString(segment) is "." or "..");

    private static bool IsOfPages(FuzzedRequest request) => !IsOfApi(request) && !request.Path.StartsWith("/embed", StringComparison.OrdinalIgnoreCase);

    /// <summary>Who may read it from another page, and who may keep it.</summary>
    private static IEnumerable<string> Shared(FuzzedRequest request, RawAnswer answer)
    {
        var (allowed, kept) = (answer.Header("Access-Control-Allow-Origin"), answer.Header("Cache-Control") ?? "");
        if (allowed is not null && (allowed != "*" || !IsOfApi(request)))
        {
            yield return $"is open to pages of {allowed}";
        }

        if (answer.Header("Access-Control-Allow-Methods") is { } methods and not "GET")
        {
            yield return $"lets pages {methods}";
        }

        var isPublic = kept.Contains("public", StringComparison.OrdinalIgnoreCase);
        if (isPublic && answer.Status >= 400)
        {
            yield return "a refusal that may be kept";
        }

        if (isPublic && request.Key == FuzzKey.Secret && IsOfApi(request))
        {
            yield return "an answer to a secret key that may be kept by anybody";
        }

        if (answer.Status is >= 400 && answer.Header("ETag") is not null)
        {
            yield return "a refusal with a tag";
        }
    }

    /// <summary>RFC 9457, with a code.</summary>
    private static IEnumerable<string> Problem(RawAnswer answer)
    {
        if (answer.MediaType != "application/problem+json" || Read(answer) is not { ValueKind: JsonValueKind.Object } problem)
        {
            yield return $"no problem details, but {answer.MediaType}";
            yield break;
        }

        foreach (var name in new[] { "type", "title", "detail", "code" })
        {
            if (!problem.TryGetProperty(name, out var value) || value.ValueKind != JsonValueKind.String || value.GetString() is not { Length: > 0 })
            {
                yield return $"a problem without {name}";
            }
        }

        if (!problem.TryGetProperty("status", out var status) || status.GetInt32() != answer.Status)
        {
            yield return "a problem with another status";
        }
    }

    private static IEnumerable<string> Panel(FuzzedRequest request, RawAnswer answer)
    {
        if (answer.MediaType != "application/json" || Read(answer) is not { ValueKind: JsonValueKind.Object } panel)
        {
            yield return $"no JSON, but {answer.MediaType}";
            yield break;
        }

        var companions = panel.GetProperty("companions").EnumerateArray().ToArray();
        string[] shown = [.. companions.Select(Sku)];
        string[] parts = panel.TryGetProperty("bundle", out var bundle) ? [.. bundle.GetProperty("parts").EnumerateArray().Select(Sku)] : [];
        if (shown.Concat(parts).Append(parts.Length > 0 ? "" : Sku(panel.GetProperty("anchor"))).Distinct(StringComparer.OrdinalIgnoreCase).Count()
            != shown.Length + parts.Length + 1 || shown.Contains(Sku(panel.GetProperty("anchor")), StringComparer.OrdinalIgnoreCase))
        {
            yield return $"a product twice: {string.Join(' ', shown)} and {string.Join(' ', parts)}";
        }

        if (shown.Length > Math.Min(request.Limit ?? 30, 30))
        {
            yield return $"{shown.Length} companions instead of {request.Limit}";
        }

        if (!companions.Select(companion => companion.GetProperty("position").GetInt32()).SequenceEqual(Enumerable.Range(1, companions.Length)))
        {
            yield return "positions with gaps";
        }

        if (shown.Intersect(request.Cart.Take(100), StringComparer.OrdinalIgnoreCase).ToArray() is { Length: > 0 } again)
        {
            yield return $"what lies in the cart: {string.Join(' ', again)}";
        }

        var totals = panel.GetProperty("totals");
        var sum = Amount(totals.GetProperty("anchor")) + Amount(totals.GetProperty("companions"));
        if (sum != Amount(totals.GetProperty("total"))
            || companions.Sum(companion => Amount(companion.GetProperty("price"))) != Amount(totals.GetProperty("companions")))
        {
            yield return "totals that do not add up";
        }

        foreach (var fault in ForKey(request, answer, panel, companions))
        {
            yield return fault;
        }
    }

    private static IEnumerable<string> ForKey(FuzzedRequest request, RawAnswer answer, JsonElement panel, JsonElement[] companions)
    {
        var isPublic = request.Key == FuzzKey.Publishable;
        if (request.Key == FuzzKey.None)
        {
            yield return "a panel without a key";
        }

        if (isPublic && (panel.GetProperty("channel").GetString() != "camera" || panel.TryGetProperty("trace", out _) || panel.TryGetProperty("notShown", out _)
            || companions.Any(companion => companion.TryGetProperty("reason", out _) || companion.TryGetProperty("evidence", out _))))
        {
            yield return "more than shoppers may know";
        }

        if (!panel.GetProperty("anchor").GetProperty("image").GetString()!.StartsWith(PublicAddress + "/", StringComparison.Ordinal))
        {
            yield return "a picture of another address";
        }

        if ((answer.Header("Cache-Control")!.StartsWith("public", StringComparison.Ordinal), answer.Header("Vary")) != (isPublic, "Authorization")
            || answer.Header("ETag") is not ['"', .., '"'])
        {
            yield return $"Cache-Control {answer.Header("Cache-Control")}, Vary {answer.Header("Vary")}, ETag {answer.Header("ETag")}";
        }
    }

    private static string Sku(JsonElement product) => product.GetProperty("sku").GetString()!;

    private static decimal Amount(JsonElement money) => decimal.Parse(money.GetProperty("amount").GetString()!, CultureInfo.InvariantCulture);

    private static JsonElement? Read(RawAnswer answer)
    {
        try
        {
            using var document = JsonDocument.Parse(answer.Body);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
