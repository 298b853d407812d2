using CrossSell.Admin.Shared;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.JSInterop;
using static CrossSell.Admin.Shell.ShellTexts;

namespace CrossSell.Admin.Shell;

/// <summary>
/// The command palette: everything that can be opened or done, found by a few letters from wherever the person is. What was opened last stays in this
/// browser, as addresses only; names are read again each time, with the rights of now.
/// </summary>
public sealed partial class CommandPalette : IDisposable
{
    private readonly PaletteState state;
    private Actor? actor;
    private bool isOpen;
    private bool isArrived;

    public CommandPalette() => state = new(text => Things.ProductsAsync(text), ChooseAsync);

    [Inject]
    private PaletteThings Things { get; set; } = default!;

    [Inject]
    private PaletteActions Actions { get; set; } = default!;

    [Inject]
    private CurrentActor CurrentActor { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private IJSRuntime Js { get; set; } = default!;

    /// <summary>Shows the keys of the page.</summary>
    [Parameter, EditorRequired]
    public Func<Task> OnKeys { get; set; } = default!;

    private string Announced => string.IsNullOrWhiteSpace(state.Text) ? "" : L.Count(state.Shown.Count, "{0} result", "{0} results");

    public void Dispose() => Navigation.LocationChanged -= Visited;

    protected override async Task OnInitializedAsync()
    {
        Navigation.LocationChanged += Visited;
        actor = await CurrentActor.GetAsync();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!isArrived && actor is not null)
        {
            isArrived = true;
            await VisitAsync();
        }
    }

    private static string IdOf(int number) => FormattableString.Invariant($"palette-option-{number}");

    private static string TitleOf(PaletteKind kind) => kind switch
    {
        PaletteKind.Recent => L["Opened last"],
        PaletteKind.Action => L["Actions"],
        PaletteKind.Page => L["Pages"],
        PaletteKind.Setting => L["Settings"],
        PaletteKind.Product => L["Products"],
        PaletteKind.Bundle => L["Bundles"],
        PaletteKind.Rule => L["Rules"],
        _ => L["Saved views"],
    };

    // The field has the focus: the palette was opened. Commands are there at once, names of things when they are read.
    private async Task OpenAsync()
    {
        if (isOpen || actor is not { } known)
        {
            return;
        }

        isOpen = true;
        state.Load(CommandsOf(known), []);
        var reading = ReadAsync();
        state.WaitFor(reading);
        await reading;
    }

    // Letters say as well that it is open: of one that was closed and opened again at once, the browser may tell the closing last.
    private async Task TypeAsync(string? text)
    {
        var opening = OpenAsync();
        await state.TypeAsync(text);
        await opening;
    }

    private async Task ReadAsync()
    {
        try
        {
            var opened = await Js.InvokeAsync<string[]?>("crosssell.visits", actor!.Id) ?? [];
            var now = await CurrentActor.GetAsync();
            actor = now;
            var named = await Things.NamedAsync(now);
            var here = Here();
            var recent = await Things.RecentAsync([.. opened.Where(address => address != here)], named);
            if (isOpen)
            {
                state.Load([.. CommandsOf(now), .. named], recent);
            }
        }
        catch (Exception problem) when (StorageTrouble.Of(problem) is not null)
        {
            // The commands work on; what they lead to says what is wrong.
        }
    }

    private List<PaletteEntry> CommandsOf(Actor who) => [.. Actions.Of(who, OnKeys), .. PalettePages.Of(who)];

    private void Closed()
    {
        isOpen = false;
        state.Close();
    }

    // A link is followed by the browser; only what is done is told here.
    private static Task Pick(PaletteEntry entry) => entry.Deed is { } deed ? deed() : Task.CompletedTask;

    private async Task ChooseAsync(PaletteEntry entry, bool inOtherTab)
    {
        if (inOtherTab && entry.Address is { } other)
        {
            await Js.InvokeVoidAsync("crosssell.openTab", other);
            return;
        }

        // Before the palette goes, which clears what was chosen; a deed may open a dialog that wants the focus.
        await Js.InvokeVoidAsync("crosssell.closePalette");
        if (entry.Address is { } address)
        {
            Navigation.NavigateTo(address);
        }
        else
        {
            await Pick(entry);
        }
    }

    private string Here() => "/" + Navigation.ToBaseRelativePath(Navigation.Uri);

    private void Visited(object? sender, LocationChangedEventArgs args) => _ = InvokeAsync(VisitAsync);

    // Remembers where the person is, and brings a field that the address names into sight.
    private async Task VisitAsync()
    {
        try
        {
            if (actor is { Id.Length: > 0 } person && PaletteThings.Remembered(Here()) is { } address)
            {
                await Js.InvokeVoidAsync("crosssell.visit", person.Id, address);
            }

            if (new Uri(Navigation.Uri).Fragment is { Length: > 1 } fragment)
            {
                await Js.InvokeVoidAsync("crosssell.reach", fragment[1..]);
            }
        }
        catch (JSDisconnectedException)
        {
            // The tab was closed meanwhile.
        }
    }
}
