using System.Globalization;
using System.Text;
using CrossSell.Tests.Core.Exchange;

namespace CrossSell.Tests.Integration;

/// <summary>Whose key a request carries.</summary>
internal enum FuzzKey
{
    None,
    Publishable,
    Secret,
}

/// <summary>A request by chance.</summary>
/// <param name="Head">Request line and headers, with the empty line.</param>
/// <param name="Closes">It may not be whole HTTP: its connection is not used for another.</param>
/// <param name="Key">The valid key that it carries.</param>
/// <param name="Cart">SKUs that are asked to be left out, of a panel's query.</param>
/// <param name="Limit">How many companions were asked for, where it was said once and plainly.</param>
internal sealed record FuzzedRequest(
    string Method, string Target, byte[] Head, byte[] Body, bool Closes, FuzzKey Key, IReadOnlyList<string> Cart, int? Limit)
{
    public string Path => Target.Split('?')[0];

    public byte[] Bytes => [.. Head, .. Body];

    /// <summary>The same request for what is not known yet.</summary>
    public byte[] WithTag(string tags) => [.. Head.AsSpan(0, Head.Length - 2), .. Encoding.Latin1.GetBytes($"If-None-Match: {tags}\r\n\r\n"), .. Body];
}

/// <summary>Draws requests to the API from dice: mostly what storefronts ask, with a part that is wrong, and a few that are no HTTP.</summary>
internal sealed class ApiFuzz(Random dice, string host, string publishable, string secret, IReadOnlyList<string> skus)
{
    /// <summary>A host that is not the studio's.</summary>
    public const string ForeignHost = "fuzz-host.example";

    /// <summary>What an answer would hold if it gave a script back as it came.</summary>
    public const string Script = "<script>fuzz";

    private static readonly string[] Pieces =
    [
        $"{Script}()</script>", "\"><b id=fuzz>", "' OR 1=1 --", "\0", "\r\nX-Fuzz: 1", "\uFFFD", "\u202E", "é", "e\u0301", "ß", "İ", "𝔘", "{{7*7}}", "${7*7}",
        "../", "..\\", "%", "%00", "%ZZ", "+", "&", "=", "#", "?", ";", ",", " ", "\t", "\\", "/", "-1", "0", "1e308", "NaN", "99999999999999999999", "null",
        "true", "[]", "{}", "\u0085", "\u2028", "*", "_", "A\uDBFF",
    ];

    private static readonly Dictionary<string, string[]> Words = new()
    {
        ["placement"] = ["product-page", "cart", "checkout", "after-purchase", "account", "product", "CART", "", "roof"],
        ["channel"] = ["camera", "camera", "coffee", "fashion", "outdoor", "CAMERA", "", "nope"],
        ["locale"] = ["en", "nl-NL", "de", "", "x-none", "en-US-u-ca-buddhist", "i-klingon", "xx-yy-zz", "tr-TR"],
        ["segment"] = ["new-premium-subscriber", "NEW-premium-subscriber", "vip", "", " "],
        ["limit"] = ["1", "4", "30", "2", "31", "0", "-1", "+3", " 3", "٣", "1e3", "3.0", "0x1F", "99999999999", ""],
        ["at"] =
        [
            "2026-11-27T09:00:00Z", "2026-11-27", "0001-01-01", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59Z", "9999-12-31T23:59:59-14:00", "2026-02-30",
            "1969-12-31T23:59:59Z", "soon", "1764234000", "", "2026-03-29T02:30:00", "20:15",
        ],
        ["explain"] = ["true", "1", "false", "TRUE", "yes", ""],
        ["visitor"] = ["v-1"],
    };

    private static readonly string[] Others =
    [
        "/openapi/v1.json", "/openapi/v2.json", "/health/live", "/health/ready", "/metrics", "/pictures/camera.indigo.svg", "/pictures/camera.indigo.svg?dark",
        "/pictures/no.such", "/media/0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", "/media/0123456789abcdef/640", "/media/x/99999999999",
        "/api", "/api/", "/api/v1", "/api/v1/panels", "/api/v1/events", "/api/v1/orders", "/api/v2/products/CAM-D7-BODY/panel", "/API/V1/nothing",
        "/account/passkeys/sign-in", "/account/passkeys/sign-in-options", "/account/passkeys/options", "/_blazor/negotiate?negotiateVersion=1",
    ];

    private static readonly string[] Methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD", "TRACE", "get", "PROPFIND", "M-SEARCH"];

    private static readonly string[] Bodies =
    [
        """{"sku":"CAM-D7-BODY","cart":["MEM-128-V60"],"limit":4}""", """[{"sku":"CAM-D7-BODY"}]""", """{"sku":1e400}""", """{"sku":"\ud800"}""",
        """{"sku":"\u0000"}""", """{"sku":["CAM-D7-BODY"],"limit":"four"}""", "{\"sku\":", "null", "\"\"", "NaN", "\0", "\uFEFF{}", "{\"a\":1,\"a\":2}",
        """{"__proto__":{"x":1}}""", "{\"limit\":123456789012345678901234567890123456789012345678901234567890}", "/* no */ {}", "<x/>", "a=1&b=2", "",
        new string('[', 5_000), string.Concat(Enumerable.Repeat("{\"a\":", 2_000)),
    ];

    private static readonly string[] Types =
    [
        "application/json", "application/json; charset=utf-16", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "application/xml",
        "application/json; charset=none", "/", "",
    ];

    private static readonly (string Name, string[] Values)[] Headers =
    [
        ("If-None-Match", ["*", "\"x\"", "W/\"x\"", "\"x\", W/\"y\"", "x", "\"", ",,,", "\"-p\""]),
        ("Origin", ["https://" + ForeignHost, "null", "http://localhost", "x", "https://" + ForeignHost + "/<script>fuzz"]),
        ("Accept", ["*/*", "text/html", "application/xml;q=0.1", ";;q=", "application/json;q=2", "x"]),
        ("Accept-Encoding", ["gzip, br", "identity;q=0", "*;q=0", "x"]),
        ("Accept-Language", ["nl", "xx;q=9", "*", ";"]),
        ("Range", ["bytes=0-1", "bytes=9-1", "bytes=-", "x"]),
        ("If-Modified-Since", ["Mon, 30 Nov 2099 00:00:00 GMT", "yesterday"]),
        ("X-Forwarded-Host", [ForeignHost]),
        ("X-Forwarded-Proto", ["https", "javascript"]),
        ("X-Forwarded-For", ["203.0.113.9", "x", "::"]),
        ("Forwarded", ["for=1.2.3.4;host=" + ForeignHost]),
        ("X-Original-URL", ["/settings/users"]),
        ("X-HTTP-Method-Override", ["DELETE"]),
        ("Cookie", ["crosssell=x", "crosssell=CfDJ8x; .AspNetCore.Antiforgery.x=1", "=;=;", "a=\"\\\""]),
        ("traceparent", ["00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "ff-x", "00-" + "0af7651916cd43dd8448eb211c80319c-zz"]),
        ("baggage", ["a=%00,b", "=,="]),
        ("Access-Control-Request-Method", ["GET", "DELETE", "<script>fuzz"]),
        ("Access-Control-Request-Headers", ["authorization, x-fuzz", "*"]),
    ];

    public FuzzedRequest Next() => dice.Next(100) switch
    {
        < 60 => Panel("/api/v1/products/"),
        < 70 => Panel("/embed/panel/"),
        < 78 => Made(Method(), Escaped(Maybe(One(Others)))),
        < 92 => Made(Method(), One(Others), body: Text(One(Bodies))),
        < 95 => Made("OPTIONS", $"/api/v1/products/{One(skus)}/panel"),
        _ => NoHttp(),
    };

    private FuzzedRequest Panel(string start)
    {
        var sku = Maybe(One(skus));
        var parameters = Words.Keys.Where(_ => dice.Next(5) == 0).Select(name => (Name: name, Value: Maybe(One(Words[name])))).ToList();
        if (start.StartsWith("/embed", StringComparison.Ordinal) || dice.Next(2) == 0)
        {
            parameters.Add(("channel", "camera"));
        }

        var cart = dice.Next(3) == 0 ? Enumerable.Range(0, dice.Next(40) == 0 ? 150 : dice.Next(1, 5)).Select(_ => Maybe(One(skus))).ToArray() : [];
        parameters.AddRange(cart.Select(item => ("cart", item)));
        if (dice.Next(20) == 0)
        {
            parameters.Add((Maybe("limit"), Maybe("3")));
        }

        var query = string.Join('&', parameters.Select(item => $"{Escaped(item.Name)}={Escaped(item.Value, whole: true)}"));
        var asked = parameters.Where(item => item.Name.Equals("limit", StringComparison.OrdinalIgnoreCase)).ToList();
        var end = start.StartsWith("/api", StringComparison.Ordinal) ? dice.Next(20) == 0 ? Maybe("/panel") : "/panel" : "";
        query += dice.Next(30) == 0 ? $"&cart={Odd(1)}" : "";
        return Made(
            dice.Next(15) == 0 ? Method() : "GET", $"{start}{Escaped(sku, whole: dice.Next(4) > 0)}{Odd(60)}{Escaped(end)}?{query}", cart,
            asked is [var once] && int.TryParse(once.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) ? limit : null);
    }

    private FuzzedRequest Made(string method, string target, IReadOnlyList<string>? cart = null, int? limit = null, byte[]? body = null)
    {
        var (key, closes, foreign) = (One([FuzzKey.None, FuzzKey.Publishable, FuzzKey.Publishable, FuzzKey.Secret, FuzzKey.Secret]), false, dice.Next(4) == 0);
        var head = new StringBuilder($"{method} {target} HTTP/1.1\r\nHost: {(foreign ? One([ForeignHost, ForeignHost + ":81"]) : host)}\r\n");
        var own = key switch { FuzzKey.Publishable => publishable, FuzzKey.Secret => secret, _ => null };
        if (own is null && dice.Next(2) == 0)
        {
            string[] wrong = ["Bearer ", "Basic eDp4", $"Bearer {publishable[..^1]}", "Bearer cs_sec_", "x"];
            head.Append(CultureInfo.InvariantCulture, $"Authorization: {Value(One(wrong))}\r\n");
        }
        else if (own is not null)
        {
            head.Append(CultureInfo.InvariantCulture, $"Authorization: {One(["Bearer", "bearer"])} {own}\r\n");
        }

        foreach (var (name, values) in Headers.Where(_ => dice.Next(12) == 0))
        {
            head.Append(CultureInfo.InvariantCulture, $"{name}: {Value(One(values))}\r\n");
        }

        if (dice.Next(400) == 0)
        {
            // More than the server takes.
            (_, closes) = (head.Append(CultureInfo.InvariantCulture, $"X-Long: {new string('x', 40_000)}\r\n"), true);
        }

        if (body is not null)
        {
            head.Append(CultureInfo.InvariantCulture, $"Content-Type: {Value(One(Types))}\r\nContent-Length: {body.Length}\r\n");
        }

        return new(method, target, Encoding.Latin1.GetBytes(head.Append("\r\n").ToString()), body ?? [], closes, key, cart ?? [], limit);
    }

    /// <summary>A request that is broken as HTTP: the server itself refuses it.</summary>
    private FuzzedRequest NoHttp()
    {
        var target = $"/api/v1/products/{One(skus)}/panel";
        var whole = $"GET {target} HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {publishable}\r\n\r\n";
        var bytes = dice.Next(8) switch
        {
            0 => Text($"POST {target} HTTP/1.1\r\nHost: {host}\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n"),
            1 => Text($"POST {target} HTTP/1.1\r\nHost: {host}\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
            2 => Text($"GET {target} HTTP/1.1\r\n\r\n"),
            3 => Text($"GET {target} HTTP/1.1\r\nHost: a\r\nHost: {ForeignHost}\r\n\r\n"),
            4 => Text($"GET {target} HTTP/9.9\r\nHost: {host}\r\n\r\n"),
            5 => Text($"GET http://{ForeignHost}{target} HTTP/1.1\r\nHost: {host}\r\n\r\n"),
            6 => Text($"GET {target} HTTP/1.1\r\nHost: {host}\r\nContent-Length: -1\r\n\r\n"),
            // With the end that the server waits for.
            _ => [.. ImportFuzzTests.Damaged(Text(whole), dice), .. "\r\n\r\n\r\n\r\n"u8],
        };
        return new("GET", target, bytes, [], Closes: true, FuzzKey.Publishable, [], null);
    }

    private string Method() => dice.Next(3) == 0 ? "GET" : One(Methods);

    /// <summary>The text, one time in four with a part of it damaged, or another one.</summary>
    private string Maybe(string text) => dice.Next(20) switch
    {
        0 => One(Pieces),
        1 => text.Insert(dice.Next(text.Length + 1), One(Pieces)),
        2 => Encoding.UTF8.GetString(ImportFuzzTests.Damaged(Text(text), dice)),
        3 => text.ToLowerInvariant(),
        4 when dice.Next(10) == 0 => string.Concat(Enumerable.Repeat(text + One(Pieces), 100)),
        _ => text,
    };

    // A header is one line of Latin-1, however it is damaged.
    private string Value(string text) =>
        string.Concat(Maybe(text).Select(letter => letter is '\r' or '\n' ? ' ' : letter > 'ÿ' ? '?' : letter));

    // Bytes that are no UTF-8, or no text.
    private string Odd(int oneIn) => dice.Next(oneIn) == 0 ? One(["%ED%A0%80", "%C0%AF", "%FF", "%00"]) : "";

    /// <summary>As an address may hold it: some letters escaped that need not be.</summary>
    /// <param name="whole">Escapes what parts an address, too.</param>
    private string Escaped(string text, bool whole = false)
    {
        var address = new StringBuilder();
        foreach (var letter in Text(text))
        {
            var plain = whole
                ? char.IsAsciiLetterOrDigit((char)letter) || "-_.~".Contains((char)letter, StringComparison.Ordinal)
                : letter is > 32 and < 127 and not (byte)'#';
            address.Append(plain && dice.Next(60) > 0 ? ((char)letter).ToString() : $"%{letter:X2}");
        }

        return address.ToString();
    }

    private T One<T>(IReadOnlyList<T> of) => of[dice.Next(of.Count)];

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);
}
