using CrossSell.Core.Common;
using CrossSell.Core.People;

namespace CrossSell.Admin.Api;

/// <summary>What a key must be allowed to be used for; stands among the endpoint's metadata, from where the description takes it.</summary>
internal sealed record ApiScope(ApiKeyScopes Scope)
{
    /// <summary>The word of a scope in the API, on the command line and in the description: <c>listings</c>.</summary>
    public string Word => WordOf(Scope);

    public static string WordOf(ApiKeyScopes scope) => scope.ToString().ToLowerInvariant();

    /// <summary>All scopes, one by one.</summary>
    public static IReadOnlyList<ApiKeyScopes> Each { get; } =
        [.. Enum.GetValues<ApiKeyScopes>().Where(scope => scope is not ApiKeyScopes.None and not ApiKeyScopes.All)];

    /// <summary>The words of all scopes.</summary>
    public static IEnumerable<string> Words => Each.Select(WordOf);

    /// <summary>The words of those that are among these.</summary>
    public static IEnumerable<string> WordsOf(ApiKeyScopes scopes) => Each.Where(scope => scopes.HasFlag(scope)).Select(WordOf);

    /// <summary>The scope that a word names; null for none.</summary>
    public static ApiKeyScopes? Find(string word) => Each.Where(scope => WordOf(scope).Equals(word, StringComparison.OrdinalIgnoreCase))
        .Select(scope => (ApiKeyScopes?)scope).FirstOrDefault();

    /// <summary>Why a secret key may not do what needs this scope.</summary>
    public static Refusal Missing(ApiKeyScopes scope) => new(
        "key.scope",
        $"This needs a secret key with the scope {WordOf(scope)}. Create one under Settings, API keys, or with `apikeys create NAME --scope {WordOf(scope)}`.");
}

/// <summary>Keeps out keys that lack the scope.</summary>
internal static class ApiScopes
{
    public static RouteHandlerBuilder RequireScope(this RouteHandlerBuilder route, ApiKeyScopes scope) => route
        .WithMetadata(new ApiScope(scope))
        .ProducesProblem(StatusCodes.Status403Forbidden)
        .AddEndpointFilter((context, next) => ApiAccess.KeyOf(context.HttpContext).Allows(scope)
            ? next(context)
            : ValueTask.FromResult<object?>(ApiProblems.Of(StatusCodes.Status403Forbidden, ApiScope.Missing(scope))));
}
