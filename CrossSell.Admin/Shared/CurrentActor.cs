using System.Security.Claims;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Admin.Shared;

/// <summary>Who is signed in on this circuit, with the rights as they stand in the database now: asked anew for every write, so that a right taken away is gone at once.</summary>
internal sealed class CurrentActor(AuthenticationStateProvider authentication, StudioStore store)
{
    private static readonly Actor Nobody = new(ActorKind.Person, "", "Nobody", []);

    public async Task<Actor> GetAsync()
    {
        var state = await authentication.GetAuthenticationStateAsync();
        return await LoadAsync(state.User, store);
    }

    internal static async Task<Actor> LoadAsync(ClaimsPrincipal principal, StudioStore store)
    {
        if (principal.FindFirstValue(ClaimTypes.NameIdentifier) is not { } id)
        {
            return Nobody;
        }

        await using var db = store.Read();
        return (await db.Users.Include(user => user.Grants).SingleOrDefaultAsync(user => user.Id == id))?.ToActor() ?? Nobody;
    }
}
