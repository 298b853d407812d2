using CrossSell.Admin.Hosting;
using CrossSell.Admin.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace CrossSell.Admin.Shell;

/// <summary>What every address leads to, once it is known who is there.</summary>
public sealed partial class Routes
{
    private bool isSignedOut;
    private bool isReady;

    [Inject]
    private StudioSession Session { get; set; } = default!;

    [Inject]
    private KeptDrafts Drafts { get; set; } = default!;

    [Inject]
    private CircuitPlace Place { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    /// <summary>Changes when the sign-in of this circuit ends.</summary>
    [CascadingParameter]
    private Task<AuthenticationState>? Authentication { get; set; }

    /// <summary>The channel of the last visit, from its cookie.</summary>
    [Parameter]
    public string? ChannelCode { get; set; }

    protected override async Task OnInitializedAsync()
    {
        if (Place.IsTooMany)
        {
            // A plain page: with this one the browser gives its circuit up.
            Navigation.NavigateTo(Addresses.TooManyPages, forceLoad: true, replace: true);
        }
        else if (RendererInfo.IsInteractive)
        {
            // Pages begin when the shops are known, and what the tab has kept; what the browser says of its theme may come later.
            var kept = Drafts.LoadAsync();
            await Session.LoadAsync(ChannelCode);
            await kept;
            isReady = true;
            StateHasChanged();
            await Session.ReadThemeAsync();
        }
    }

    // Pages that are static say for themselves who may see them.
    protected override async Task OnParametersSetAsync() =>
        isSignedOut = RendererInfo.IsInteractive && Authentication is { } state && (await state).User.Identity?.IsAuthenticated != true;
}
