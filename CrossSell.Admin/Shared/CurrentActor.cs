using System.Security.Claims;
using CrossSell.Core.Access;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.AspNetCore.Components.Authorization;

namespace CrossSell.Admin.Shared;

/// <summary>
/// Who is signed in on this circuit, with the rights as they stand in the database now: asked again for every write, so that a right taken away is gone at
/// once.
/// </summary>
internal sealed class CurrentActor(AuthenticationStateProvider authentication, StudioStore store)
{
    /// <summary>Names the sign-in (<see cref="UserSession"/>) in cookie and circuit.</summary>
    public const string SessionClaim = "crosssell:session";

    private static readonly Actor Nobody = new(ActorKind.Person, "", "Nobody", []);

    private (string Session, Actor Actor)? last;

    public async Task<Actor> GetAsync()
    {
        var user = (await authentication.GetAuthenticationStateAsync()).User;
        var actor = await LoadAsync(user, store);
        last = user.FindFirstValue(SessionClaim) is { } session ? (session, actor) : null;
        return actor;
    }

    /// <summary>As read last for this sign-in, without asking again; null when it was not read yet.</summary>
    public Actor? Known(ClaimsPrincipal user) => last is { } known && user.FindFirstValue(SessionClaim) == known.Session ? known.Actor : null;

    /// <summary>Which of the person's sign-ins this is; null when nobody is signed in.</summary>
    public async Task<string?> GetSessionAsync() => (await authentication.GetAuthenticationStateAsync()).User.FindFirstValue(SessionClaim);

    internal static async Task<Actor> LoadAsync(ClaimsPrincipal principal, StudioStore store)
    {
        // Asked together with the rights: a sign-in that is over has none, even before its circuit hears of it.
        if (principal.FindFirstValue(ClaimTypes.NameIdentifier) is not { } id || principal.FindFirstValue(SessionClaim) is not { } session)
        {
            return Nobody;
        }

        await using var db = store.Read();
        return (await UserSessionService.UserAsync(db, session, id, store.Time.GetUtcNow()))?.ToActor() ?? Nobody;
    }
}
