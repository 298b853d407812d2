using CrossSell.Admin.Shared;
using CrossSell.Core.Storage;
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
    private CurrentActor Actors { get; set; } = default!;

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
        if (asked != RouteData)
        {
            return;
        }

        (shown, isAllowed) = (asked, answer);
        if (RendererInfo.IsInteractive)
        {
            await AskAgainAsync(asked);
        }
    }

    // What was known may be old: a right that was given or taken away counts at the next step.
    private async Task AskAgainAsync(RouteData asked)
    {
        try
        {
            await Actors.GetAsync();
            var answer = await MayOpenAsync(asked.PageType);
            isAllowed = asked == RouteData ? answer : isAllowed;
        }
        catch (Exception problem) when (StorageTrouble.Of(problem) is not null)
        {
            // The page says so itself when it needs the database; nothing is read or written without a right.
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
