using CrossSell.Admin.Api;
using CrossSell.Core.Catalog;
using CrossSell.Core.People;
using static CrossSell.Admin.Features.ApiKeys.ApiKeysTexts;

namespace CrossSell.Admin.Features.ApiKeys;

/// <summary>The keys that are shown: those in use, and when asked for, those that were revoked.</summary>
public sealed class ApiKeysPageState
{
    /// <summary>Null until they are read.</summary>
    public IReadOnlyList<ApiKey>? All { get; private set; }

    public bool ShowsRevoked { get; set; }

    /// <summary>Those in use first, the newest first.</summary>
    public IEnumerable<ApiKey> Shown => (All ?? []).Where(key => ShowsRevoked || key.RevokedAt is null)
        .OrderBy(key => key.RevokedAt is not null).ThenByDescending(key => key.Id);

    public int InUse => All?.Count(key => key.RevokedAt is null) ?? 0;

    public int Revoked => (All?.Count ?? 0) - InUse;

    /// <summary>The key that somebody is asked about before it is revoked.</summary>
    public ApiKey? AskedAbout { get; set; }

    public void Load(IReadOnlyList<ApiKey> keys)
    {
        All = keys;
        AskedAbout = AskedAbout is { } asked ? keys.FirstOrDefault(key => key.Id == asked.Id && key.RevokedAt is null) : null;
    }

    public static string Shop(ApiKey key, IReadOnlyList<Channel> channels) =>
        key.ChannelId is { } id ? channels.FirstOrDefault(channel => channel.Id == id)?.Name ?? L["a shop that is gone"].Value : L["all shops"].Value;

    public static string Said(ApiKeyKind kind) => kind == ApiKeyKind.Publishable ? L["publishable"] : L["secret"];

    /// <summary>What a key of this kind may be used for.</summary>
    public static string Does(ApiKeyKind kind) => kind == ApiKeyKind.Publishable
        ? L["May stand in a web page: asks for panels and sends events of one shop."]
        : L["For servers only, never in a web page: also does what you choose below."];

    /// <summary>What a secret key may be used for, as one of the choices of its dialog.</summary>
    public static string Said(ApiKeyScopes scope) => scope switch
    {
        ApiKeyScopes.Orders => L["send orders"],
        ApiKeyScopes.Products => L["write products"],
        ApiKeyScopes.Listings => L["write prices and stock"],
        ApiKeyScopes.Feeds => L["read feeds of links, bundles and panels"],
        ApiKeyScopes.Explain => L["ask why a product is shown"],
        ApiKeyScopes.At => L["ask for other dates"],
        ApiKeyScopes.Visitors => L["delete a visitor's events"],
        _ => "",
    };

    /// <summary>What the key may be used for, in one line.</summary>
    public static string Scopes(ApiKey key)
    {
        var allowed = ApiScope.Each.Where(scope => key.Allows(scope)).ToList();
        return allowed.Count == 0 ? L["panels and events only"] : allowed.Count == ApiScope.Each.Count ? L["everything"]
            : string.Join(" · ", allowed.Select(Said));
    }
}
