using CrossSell.Admin.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace CrossSell.Admin.Features.MyAccount;

/// <summary>What a person likes in this browser; kept in its cookies.</summary>
public sealed partial class PreferencesCard
{
    private string theme = "system";
    private bool keys = true;

    [Inject]
    private IJSRuntime Js { get; set; } = default!;

    [Inject]
    private StudioSession Session { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        theme = await Js.InvokeAsync<string?>("crosssell.recall", "crosssell.theme") ?? "system";
        keys = await Js.InvokeAsync<string?>("crosssell.recall", "crosssell.keys") != "off";
    }

    private Task ThemeAsync(string? chosen)
    {
        theme = chosen ?? "system";
        return Session.SetThemeAsync(theme);
    }
}
