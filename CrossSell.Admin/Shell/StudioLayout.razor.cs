using CrossSell.Admin.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;

namespace CrossSell.Admin.Shell;

public sealed partial class StudioLayout
{
    private bool navigationOpen;
    private bool isReady;
    private bool keysShown;
    private ErrorBoundary? boundary;

    [CascadingParameter(Name = PermittedPage.PageType)]
    private Type? Page { get; set; }

    [Inject]
    private StudioSession Session { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    private string SkipTarget => new Uri(Navigation.Uri).PathAndQuery + "#content";

    protected override void OnInitialized()
    {
        Session.Changed += Refresh;
        Navigation.LocationChanged += AddressChanged;
    }

    // Said only now, when the router has moved the focus to the heading: anyone who types after it keeps the focus.
    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
        {
            isReady = true;
            StateHasChanged();
        }
    }

    public void Dispose()
    {
        Session.Changed -= Refresh;
        Navigation.LocationChanged -= AddressChanged;
    }

    private Task ShowKeysAsync()
    {
        keysShown = true;
        StateHasChanged();
        return Task.CompletedTask;
    }

    private void Refresh() => _ = InvokeAsync(StateHasChanged);

    // A page that broke must not keep the next one from showing.
    private void AddressChanged(object? sender, LocationChangedEventArgs args) => _ = InvokeAsync(() =>
    {
        boundary?.Recover();
        keysShown = false;
        StateHasChanged();
    });
}
