using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using RouteData = Microsoft.AspNetCore.Components.RouteData;

namespace CrossSell.Admin.Shell;

/// <summary>
/// The page of an address for those who may open it, asked at each step. The page before stays until that is known, and one that only its own address
/// changes is never taken away for the asking.
/// </summary>
public sealed partial class PermittedPage
{
    /// <summary>Name under which the layout hears which page it stands around.</summary>
    public const string PageType = "page type";

    private RouteData? shown;
    private bool isAllowed;

    [Parameter, EditorRequired]
    public RouteData RouteData { get; set; } = default!;

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = default!;

    [Inject]
    private IAuthorizationService Authorization { get; set; } = default!;

    [Inject]
    private IAuthorizationPolicyProvider Policies { get; set; } = default!;

    protected override async Task OnParametersSetAsync()
    {
        var asked = RouteData;
        if (isAllowed && shown?.PageType == asked.PageType)
        {
            shown = asked;
        }

        var answer = await MayOpenAsync(asked.PageType);
        if (asked == RouteData)
        {
            (shown, isAllowed) = (asked, answer);
        }
    }

    private async Task<bool> MayOpenAsync(Type page)
    {
        var rules = page.GetCustomAttributes(inherit: true);
        if (rules.Any(rule => rule is IAllowAnonymous))
        {
            return true;
        }

        return await AuthorizationPolicy.CombineAsync(Policies, rules.OfType<IAuthorizeData>()) is not { } policy
            || (await Authorization.AuthorizeAsync((await Authentication).User, RouteData, policy)).Succeeded;
    }
}
