using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using CrossSell.Core.Common;
using CrossSell.Core.Media;
using static CrossSell.Core.Sources.SourcesTexts;

namespace CrossSell.Core.Sources;

/// <summary>What a server is asked for.</summary>
/// <param name="SignInName">User name, or name of a header.</param>
/// <param name="Secret">Password, or what the header says.</param>
/// <param name="ETag">Of the file that is known; null for none.</param>
/// <param name="LastModified">Likewise, as the server wrote it.</param>
public sealed record SourceRequest(
    string Address, SourceSignIn SignIn = SourceSignIn.None, string? SignInName = null, string? Secret = null, string? ETag = null,
    string? LastModified = null);

/// <summary>What a server answered.</summary>
/// <param name="Name">What the file is called; null where the known one is still the newest.</param>
/// <param name="Hash">SHA-256 of what was written.</param>
public sealed record FetchedSource(string? Name, string? ETag, string? LastModified, string Hash)
{
    [JsonIgnore]
    public bool IsUnchanged => Name is null;
}

/// <summary>
/// Fetches a file from an address that a person gave, under the rules of pictures: only what the public internet can reach too, checked at every redirect.
/// Only https; who asks is told to the server that was named and to no other.
/// </summary>
/// <param name="allowLoopback">For tests that serve files themselves, then also without https.</param>
public sealed class SourceFetcher(TimeProvider time, bool allowLoopback = false, long mostBytes = SourceFetcher.MostBytes) : IDisposable
{
    /// <summary>Of a file as it arrives, and again when it is unpacked from the line.</summary>
    public const long MostBytes = 512L << 20;

    private const int MaxRedirects = 5;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    private readonly HttpClient client = NewClient(allowLoopback);

    /// <summary>
    /// Writes the file at the address to a path, unless it is the one that is known. Whatever else comes of it, a call that is cancelled too, leaves none.
    /// </summary>
    /// <param name="arrived">Told how many bytes are there, and how many are to come; 0 where the server does not say.</param>
    public async Task<Outcome<FetchedSource>> FetchAsync(
        SourceRequest request, string path, Action<long, long>? arrived = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var over = new CancellationTokenSource(Limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(over.Token, cancellation);
        var isWhole = false;
        try
        {
            var outcome = await FollowAsync(request, path, arrived, either.Token);
            isWhole = outcome is { IsDone: true, Value.IsUnchanged: false };
            return outcome;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new Refusal("source.slow", L["The server took longer than {0} minutes.", Texts.Number((long)Limit.TotalMinutes)], "address");
        }
        catch (HttpRequestException problem)
        {
            return PictureFetcher.IsNotPublic(problem)
                ? new Refusal("source.private", L["This address is in a private network. Only addresses on the public internet can be fetched."], "address")
                : new Refusal("source.failed", L["The server at this address cannot be reached."], "address");
        }
        catch (InvalidDataException)
        {
            return new Refusal("source.failed", L["The server sent a damaged file."], "address");
        }
        catch (IOException)
        {
            return new Refusal("source.failed", L["The server closed the connection before the file was complete."], "address");
        }
        finally
        {
            if (!isWhole)
            {
                File.Delete(path);
            }
        }
    }

    public void Dispose() => client.Dispose();

    /// <summary>What is wrong with an address before it is asked; null for nothing.</summary>
    public Refusal? Wrong(string address) => Uri.TryCreate(address?.Trim(), UriKind.Absolute, out var target) && IsAsked(target)
        && address!.Trim().Length <= ImportSource.AddressLength
        ? null
        : new Refusal("source.address", L["The address must start with https:// and contain no user name or password."], "address");

    private bool IsAsked(Uri target) => target.UserInfo.Length == 0
        && (target.Scheme == Uri.UriSchemeHttps || (allowLoopback && target is { Scheme: "http", IsLoopback: true }));

    private async Task<Outcome<FetchedSource>> FollowAsync(
        SourceRequest request, string path, Action<long, long>? arrived, CancellationToken cancellation)
    {
        if (Wrong(request.Address) is { } wrong)
        {
            return wrong;
        }

        var first = new Uri(request.Address.Trim());
        var target = first;
        for (var hop = 0; hop <= MaxRedirects; hop++)
        {
            if (!IsAsked(target))
            {
                return new Refusal("source.redirect", L["The address redirects to one that does not start with https://."], "address");
            }

            using var message = new HttpRequestMessage(HttpMethod.Get, target);
            Prepare(message, request, isFirstServer: (target.Host, target.Port, target.Scheme) == (first.Host, first.Port, first.Scheme));
            using var answer = await client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellation);
            if (answer.Headers.Location is { } next && (int)answer.StatusCode is 301 or 302 or 303 or 307 or 308)
            {
                target = new Uri(target, next);
                continue;
            }

            return await ReadAsync(answer, target, request, path, arrived, cancellation);
        }

        return new Refusal("source.redirect", L["This address redirects too many times."], "address");
    }

    private static void Prepare(HttpRequestMessage message, SourceRequest request, bool isFirstServer)
    {
        if (isFirstServer && request is { SignInName: { } name, Secret: { } secret })
        {
            if (request.SignIn == SourceSignIn.Basic)
            {
                message.Headers.Authorization = new AuthenticationHeaderValue(
                    "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{name}:{secret}")));
            }
            else if (request.SignIn == SourceSignIn.Header)
            {
                message.Headers.TryAddWithoutValidation(name, secret);
            }
        }

        if (request.ETag is { } tag)
        {
            message.Headers.TryAddWithoutValidation("If-None-Match", tag);
        }

        if (request.LastModified is { } since)
        {
            message.Headers.TryAddWithoutValidation("If-Modified-Since", since);
        }
    }

    private async Task<Outcome<FetchedSource>> ReadAsync(
        HttpResponseMessage answer, Uri target, SourceRequest request, string path, Action<long, long>? arrived, CancellationToken cancellation)
    {
        // Who asked for any file and hears that it is the known one has none.
        if (answer.StatusCode == HttpStatusCode.NotModified && (request.ETag ?? request.LastModified) is not null)
        {
            return new FetchedSource(null, request.ETag, request.LastModified, "");
        }

        if (answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
        {
            return new Refusal(
                "source.sign-in", L["The server answered {0}: it wants another user name, password or header.", (int)answer.StatusCode], "secret");
        }

        if (!answer.IsSuccessStatusCode)
        {
            return new Refusal("source.failed", L["The server answered {0}, not with a file.", (int)answer.StatusCode], "address");
        }

        if (answer.Content.Headers.ContentLength > mostBytes)
        {
            return TooLarge();
        }

        if (answer.Content.Headers.ContentType?.MediaType is "text/html" or "application/xhtml+xml")
        {
            return new Refusal(
                "source.page", L["The server sent a web page, not a file. Give the address of the file itself, and a user name and password if it wants one."],
                "address");
        }

        await using var line = await answer.Content.ReadAsStreamAsync(cancellation);
        var isPacked = answer.Content.Headers.ContentEncoding.Contains("gzip");
        if (answer.Content.Headers.ContentEncoding.Count > (isPacked ? 1 : 0))
        {
            return new Refusal("source.failed", L["The server packed the file in a way that was not asked for."], "address");
        }

        await using var unpacked = isPacked ? new GZipStream(line, CompressionMode.Decompress, leaveOpen: true) : line;
        await using var file = File.Create(path);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 16];
        var total = 0L;
        while (await unpacked.ReadAsync(buffer, cancellation) is > 0 and var read)
        {
            total += read;
            if (total > mostBytes)
            {
                return TooLarge();
            }

            hash.AppendData(buffer, 0, read);
            await file.WriteAsync(buffer.AsMemory(0, read), cancellation);
            arrived?.Invoke(total, isPacked ? 0 : answer.Content.Headers.ContentLength ?? 0);
        }

        if (total == 0)
        {
            return new Refusal("source.empty", L["The server sent an empty file."], "address");
        }

        return new FetchedSource(
            NameOf(answer, target), Short(answer.Headers.ETag?.ToString()),
            Short(answer.Content.Headers.TryGetValues("Last-Modified", out var modified) ? modified.FirstOrDefault() : null),
            Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    private Refusal TooLarge() => new("source.large", L["The file is larger than {0} MB.", Texts.Number(mostBytes >> 20)], "address");

    // What does not fit is not remembered: the file is then told apart by its content.
    private static string? Short(string? tag) => tag is { Length: <= ImportSource.SignInLength } ? tag : null;

    private static string NameOf(HttpResponseMessage answer, Uri target)
    {
        var said = answer.Content.Headers.ContentDisposition;
        var name = (said?.FileNameStar ?? said?.FileName)?.Trim('"') ?? Uri.UnescapeDataString(target.Segments[^1]);
        name = Path.GetFileName(name.Replace('\\', '/'));
        return name.Trim().Length == 0 ? target.Host + ".csv" : name.Length > 100 ? name[^100..] : name;
    }

    private static HttpClient NewClient(bool allowLoopback)
    {
        var client = new HttpClient(PictureFetcher.NewHandler(allowLoopback)) { Timeout = Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("CrossSell", "1.0"));
        client.DefaultRequestHeaders.AcceptEncoding.ParseAdd("gzip");
        return client;
    }
}
