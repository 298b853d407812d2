using CrossSell.Admin.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace CrossSell.Admin.Features.MyAccount;

/// <summary>What a person likes in this browser; stored in its cookies.</summary>
public sealed partial class PreferencesCard : IDisposable
{
    private string theme = "system";
    private bool keys = true;

    [Inject]
    private IJSRuntime Js { get; set; } = default!;

    [Inject]
    private StudioSession Session { get; set; } = default!;

    public void Dispose() => Session.Changed -= Follow;

    protected override async Task OnInitializedAsync()
    {
        Session.Changed += Follow;
        await ReadAsync();
    }

    // The button in the bar changes it too.
    private void Follow() => _ = InvokeAsync(async () =>
    {
        await ReadAsync();
        StateHasChanged();
    });

    private async Task ReadAsync()
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
