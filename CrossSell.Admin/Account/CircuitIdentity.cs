using System.Security.Claims;
using CrossSell.Admin.Shared;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;

namespace CrossSell.Admin.Account;

/// <summary>Who is signed in on a circuit, and nobody any more as soon as that sign-in is over.</summary>
internal sealed class CircuitIdentity : ServerAuthenticationStateProvider, IDisposable
{
    private readonly SessionWatch watch;
    private IDisposable? watched;

    public CircuitIdentity(SessionWatch watch)
    {
        this.watch = watch;
        AuthenticationStateChanged += Follow;
    }

    public void Dispose()
    {
        AuthenticationStateChanged -= Follow;
        watched?.Dispose();
    }

    private void Follow(Task<AuthenticationState> changed) => _ = FollowAsync(changed);

    private async Task FollowAsync(Task<AuthenticationState> changed)
    {
        watched?.Dispose();
        watched = (await changed).User.FindFirstValue(CurrentActor.SessionClaim) is { } id ? watch.Watch(id, End) : null;
    }

    private void End() => SetAuthenticationState(Task.FromResult(new AuthenticationState(new ClaimsPrincipal(new ClaimsIdentity()))));
}
