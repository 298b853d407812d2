using CrossSell.Admin.Shared;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.AspNetCore.Authorization;

namespace CrossSell.Admin.Account;

/// <summary>A page or endpoint that needs this permission in at least one channel; the service checks the very channel.</summary>
internal sealed record PermissionRequirement(Permission Permission) : IAuthorizationRequirement;

internal sealed class PermissionHandler(StudioStore store) : AuthorizationHandler<PermissionRequirement>
{
    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, PermissionRequirement requirement)
    {
        if ((await CurrentActor.LoadAsync(context.User, store)).CanAnywhere(requirement.Permission))
        {
            context.Succeed(requirement);
        }
    }
}
