using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CrossSell.Core.Audit;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Core.Access.AccessTexts;

namespace CrossSell.Core.Access;

/// <summary>A new key: the only time that its text is seen.</summary>
public sealed record CreatedKey(int Id, string Text);

/// <summary>Makes, checks and revokes the keys of storefronts: those of a shop by its administrators, those of all shops by administrators of all.</summary>
public sealed class ApiKeyService(StudioStore store)
{
    private const string PublishableStart = "cs_pub_";
    private const string SecretStart = "cs_sec_";

    /// <summary>What is announced when a key may be used for less than before.</summary>
    internal static readonly object Narrowed = new();

    /// <summary>Of a key's name.</summary>
    public const int NameLength = 100;

    /// <summary>Makes a key; a secret one may be used for everything.</summary>
    public Task<Outcome<CreatedKey>> CreateAsync(string name, ApiKeyKind kind, int? channelId, Actor actor, CancellationToken cancellation = default) =>
        CreateAsync(name, kind, channelId, null, actor, cancellation);

    /// <summary>Makes a key and shows it, once.</summary>
    /// <param name="channelId">The one shop it is for; null, for a secret key only, is all shops.</param>
    /// <param name="scopes">What a secret key may be used for; null is everything. Of a publishable one nothing is asked.</param>
    public async Task<Outcome<CreatedKey>> CreateAsync(
        string name, ApiKeyKind kind, int? channelId, ApiKeyScopes? scopes, Actor actor, CancellationToken cancellation = default)
    {
        if (kind == ApiKeyKind.Publishable && channelId is null)
        {
            return new Refusal("key.channel", L["A publishable key is used in a web page, so it is limited to one shop: choose the shop."], "channel");
        }

        if (actor.Deny(Permission.Administer, channelId) is { } forbidden)
        {
            return forbidden;
        }

        if (string.IsNullOrWhiteSpace(name))
        {
            return new Refusal("key.name", L["Enter a name for the key, so that you can recognise it later."], "name");
        }

        if (name.Trim().Length > NameLength)
        {
            return new Refusal("key.name", L["A name has at most {0} characters.", NameLength], "name");
        }

        await using var session = await store.WriteAsync(actor, $"Created the {kind.ToString().ToLowerInvariant()} API key {name.Trim()}", cancellation);
        session.CanUndo = false;
        var text = (kind == ApiKeyKind.Secret ? SecretStart : PublishableStart) + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
        var key = new ApiKey
        {
            Name = name.Trim(),
            Kind = kind,
            ChannelId = channelId,
            Scopes = kind == ApiKeyKind.Secret ? (scopes ?? ApiKeyScopes.All) & ApiKeyScopes.All : null,
            Prefix = text[..13],
            Hash = HashOf(text),
            CreatedAt = session.Now,
            CreatedBy = actor.Name,
        };
        session.Db.ApiKeys.Add(key);
        if ((await session.SaveAsync(cancellation)).IsRefused(out var stale))
        {
            return stale;
        }

        session.Tell(Told(key, null, "in use"));
        return (await session.CommitAsync(cancellation)).IsRefused(out var refusal, out _) ? refusal : new CreatedKey(key.Id, text);
    }

    /// <summary>The key that this text is, unless it is unknown or revoked.</summary>
    public async Task<ApiKey?> FindAsync(string text, CancellationToken cancellation = default)
    {
        var hash = HashOf(text);
        await using var db = store.Read();
        return await db.ApiKeys.SingleOrDefaultAsync(key => key.Hash == hash && key.RevokedAt == null, cancellation);
    }

    /// <summary>The keys that the actor administers.</summary>
    public async Task<IReadOnlyList<ApiKey>> ListAsync(Actor actor, CancellationToken cancellation = default)
    {
        await using var db = store.Read();
        return (await db.ApiKeys.OrderBy(key => key.Id).ToListAsync(cancellation)).FindAll(key => actor.Can(Permission.Administer, key.ChannelId));
    }

    public async Task<Outcome> RevokeAsync(int id, Actor actor, CancellationToken cancellation = default)
    {
        await using var session = await store.WriteAsync(actor, "Revoked an API key", cancellation);
        session.CanUndo = false;
        var key = await session.Db.ApiKeys.SingleOrDefaultAsync(item => item.Id == id, cancellation);
        if (actor.Deny(Permission.Administer, key?.ChannelId) is { } forbidden)
        {
            return forbidden;
        }

        if (key is null)
        {
            return Refusal.NotFound(L["There is no API key {0}.", id]);
        }

        if (key.RevokedAt is not null)
        {
            return new Refusal("key.revoked", L["The API key {0} is revoked already.", key.Name]);
        }

        session.Purpose = $"Revoked the API key {key.Name}";
        key.RevokedAt = session.Now;
        session.Tell(Told(key, "in use", "revoked"));
        session.Announce(Narrowed);
        return Outcome.FromRefusalOrDone((await session.CommitAsync(cancellation)).Refusal);
    }

    /// <summary>Says from which pages a publishable key may be used.</summary>
    /// <param name="text">Origins such as <c>https://shop.example</c>, by blanks, commas or lines; empty for any.</param>
    public async Task<Outcome> AllowOriginsAsync(int id, string? text, Actor actor, CancellationToken cancellation = default)
    {
        var origins = new List<string>();
        foreach (var word in (text ?? "").Split([' ', ',', ';', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (!Uri.TryCreate(word.Trim(), UriKind.Absolute, out var address) || address.Scheme is not ("https" or "http")
                || address is not { PathAndQuery: "/", Fragment: "", UserInfo: "" })
            {
                return new Refusal("key.origins", L["\"{0}\" is no origin. Write scheme and host only, such as https://shop.example.", word], "origins");
            }

            origins.Add(address.GetLeftPart(UriPartial.Authority));
        }

        var allowed = string.Join(' ', origins.Distinct(StringComparer.OrdinalIgnoreCase));
        if (allowed.Length > ApiKey.OriginsLength)
        {
            return new Refusal("key.origins", L["All origins together have at most {0} characters.", ApiKey.OriginsLength], "origins");
        }

        await using var session = await store.WriteAsync(actor, "Changed the origins of an API key", cancellation);
        session.CanUndo = false;
        var key = await session.Db.ApiKeys.SingleOrDefaultAsync(item => item.Id == id, cancellation);
        if (actor.Deny(Permission.Administer, key?.ChannelId) is { } forbidden)
        {
            return forbidden;
        }

        if (key is not { Kind: ApiKeyKind.Publishable, RevokedAt: null })
        {
            return Refusal.NotFound(L["There is no publishable API key {0} in use.", id]);
        }

        var before = Fields(key, "in use");
        key.AllowedOrigins = allowed.Length == 0 ? null : allowed;
        session.Purpose = $"Changed from which pages the API key {key.Name} may be used";
        session.Tell(Change.Told(nameof(ApiKey), key.Id.ToString(CultureInfo.InvariantCulture), before, Fields(key, "in use")));
        session.Announce(Narrowed);
        return Outcome.FromRefusalOrDone((await session.CommitAsync(cancellation)).Refusal);
    }

    // What everybody may know of a key; never the key itself, nor its hash.
    private static Change Told(ApiKey key, string? before, string after) => Change.Told(
        nameof(ApiKey), key.Id.ToString(CultureInfo.InvariantCulture), before is null ? null : Fields(key, before), Fields(key, after));

    private static Dictionary<string, string?> Fields(ApiKey key, string state) => new(StringComparer.Ordinal)
    {
        ["Name"] = key.Name, ["Kind"] = key.Kind.ToString().ToLowerInvariant(),
        ["ChannelId"] = key.ChannelId?.ToString(CultureInfo.InvariantCulture), ["Scopes"] = key.Scopes?.ToString(), ["State"] = state,
        ["AllowedOrigins"] = key.AllowedOrigins,
    };

    internal static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
