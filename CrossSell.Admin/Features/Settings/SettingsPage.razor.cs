using CrossSell.Admin.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace CrossSell.Admin.Features.Settings;

/// <summary>The way to every page of settings, and to every single setting, that the person may open.</summary>
public sealed partial class SettingsPage
{
    private IReadOnlyList<SettingsPlace> places = [];
    private IReadOnlyList<SettingsHit> all = [];
    private string text = "";

    [Inject]
    private CurrentActor CurrentActor { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    private bool IsFinding => text.Trim().Length > 0;

    private IReadOnlyList<SettingsHit> Found => SettingsHit.Find(all, text);

    protected override async Task OnInitializedAsync()
    {
        var actor = await CurrentActor.GetAsync();
        (places, all) = ([.. SettingsPlaces.All.Where(place => place.IsFor(actor))], SettingsHit.Of(actor));
    }

    private static string IdOf(string group) => "settings-" + group.Replace(' ', '-').ToLowerInvariant();

    // Enter opens the best one, as in every search of the studio.
    private void Key(KeyboardEventArgs key)
    {
        if (key.Key == "Enter" && IsFinding && Found is [var best, ..])
        {
            Navigation.NavigateTo(best.Address);
        }
    }
}
