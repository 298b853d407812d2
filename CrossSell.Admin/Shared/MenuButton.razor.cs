using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;

namespace CrossSell.Admin.Shared;

/// <summary>
/// A button that opens lines below it, and closes them by Escape, by a choice, outside of them, or when the person has gone to another page. Its lines are
/// links and buttons like all others, reached by Tab and by arrows (<c>studio.js</c>); so it says that it is expanded, and not that it has a menu, in which
/// forms and check boxes may not stand.
/// </summary>
public sealed partial class MenuButton : IDisposable
{
    private bool open;
    private string path = "";

    /// <summary>The style of the button itself.</summary>
    [Parameter]
    public string Class { get; set; } = "cs-button";

    /// <summary>What stands on the button; it must read as its name.</summary>
    [Parameter, EditorRequired]
    public RenderFragment Activator { get; set; } = default!;

    /// <summary>The menu: buttons and links of class <c>cs-menu-item</c>.</summary>
    [Parameter, EditorRequired]
    public RenderFragment ChildContent { get; set; } = default!;

    [Parameter]
    public bool AlignRight { get; set; }

    /// <summary>For menus that are worked in rather than chosen from.</summary>
    [Parameter]
    public bool KeepOpen { get; set; }

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    public void Dispose() => Navigation.LocationChanged -= Close;

    protected override void OnInitialized()
    {
        path = PathOf(Navigation.Uri);
        Navigation.LocationChanged += Close;
    }

    // Anyone who has gone to another page by it is done with it; what is chosen in it may well stand in this page's address.
    private void Close(object? sender, LocationChangedEventArgs args)
    {
        if (PathOf(args.Location) != path)
        {
            path = PathOf(args.Location);
            _ = InvokeAsync(() =>
            {
                open = false;
                StateHasChanged();
            });
        }
    }

    private static string PathOf(string address) => new Uri(address).AbsolutePath;

    private void KeyPressed(KeyboardEventArgs key) => open = open && key.Key != "Escape";
}
