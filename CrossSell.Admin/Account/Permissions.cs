using CrossSell.Admin.Shared;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.AspNetCore.Authorization;

namespace CrossSell.Admin.Account;

/// <summary>A page or endpoint that needs this permission in at least one channel; the service checks the very channel.</summary>
internal sealed record PermissionRequirement(Permission Permission) : IAuthorizationRequirement;

/// <summary>
/// On a circuit it answers at once, from the rights as they were read last: a page must not go away while they are asked for. <c>PermittedPage</c> asks again.
/// </summary>
internal sealed class PermissionHandler(StudioStore store, CurrentActor current) : AuthorizationHandler<PermissionRequirement>
{
    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, PermissionRequirement requirement)
    {
        if ((current.Known(context.User) ?? await CurrentActor.LoadAsync(context.User, store)).CanAnywhere(requirement.Permission))
        {
            context.Succeed(requirement);
        }
    }
}
