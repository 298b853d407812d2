using CrossSell.Admin.Shared;
using CrossSell.Core.Catalog;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;
using static CrossSell.Admin.Features.Media.MediaTexts;

namespace CrossSell.Admin.Features.Media;

/// <summary>Pictures at their full size. A native dialog: it keeps the focus inside and closes on Escape by itself.</summary>
public sealed partial class PictureViewer
{
    private ElementReference dialog;
    private int? place;
    private bool opening;

    [Inject]
    private IJSRuntime Js { get; set; } = default!;

    [Parameter, EditorRequired]
    public IReadOnlyList<PictureLine> Lines { get; set; } = [];

    private string Name => Line is null || place is not { } at ? L["Picture"] : L["Picture {0} of {1}", at + 1, Lines.Count];

    private PictureLine? Line => place is { } at && at < Lines.Count ? Lines[at] : null;

    /// <param name="at">Place in the list, from 0.</param>
    public void Open(int at)
    {
        (place, opening) = (at, true);
        StateHasChanged();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (opening)
        {
            opening = false;
            await Js.InvokeVoidAsync("crosssell.open", dialog);
        }
    }

    private static string Facts(PictureLine line) => string.Join(" · ", new[]
    {
        L["{0} × {1} pixels", Formats.Count(line.Width), Formats.Count(line.Height)].Value,
        line.ContentType["image/".Length..].ToUpperInvariant(),
        Formats.Size(line.Bytes),
        line.Origin,
    }.Where(fact => !string.IsNullOrEmpty(fact)));

    private void Step(int by)
    {
        if (place + by is { } next && next >= 0 && next < Lines.Count)
        {
            place = next;
        }
    }

    private void Key(KeyboardEventArgs key) => Step(key.Key switch { "ArrowLeft" => -1, "ArrowRight" => 1, _ => 0 });
}
