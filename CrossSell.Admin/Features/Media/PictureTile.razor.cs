using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using static CrossSell.Admin.Features.Media.MediaTexts;

namespace CrossSell.Admin.Features.Media;

/// <summary>One picture of a product, to be viewed, described, moved and removed.</summary>
public sealed partial class PictureTile
{
    [Parameter, EditorRequired]
    public PictureLine Line { get; set; } = default!;

    /// <summary>Place among the pictures, from 1.</summary>
    [Parameter]
    public int Number { get; set; }

    [Parameter]
    public int Count { get; set; }

    [Parameter]
    public bool CanEdit { get; set; }

    [Parameter]
    public EventCallback OnView { get; set; }

    /// <summary>By how many places, to earlier ones when negative.</summary>
    [Parameter]
    public EventCallback<int> OnMove { get; set; }

    /// <summary>Writes the alt text; gives why it could not be done.</summary>
    [Parameter, EditorRequired]
    public Func<string?, Task<Refusal?>> OnDescribe { get; set; } = default!;

    [Parameter]
    public EventCallback OnRemove { get; set; }

    [Parameter]
    public EventCallback OnDrag { get; set; }

    [Parameter]
    public EventCallback OnDrop { get; set; }

    private string Label => Line.AltText is { } words
        ? L["View picture {0} of {1}: {2}", Number, Count, words]
        : L["View picture {0} of {1}", Number, Count];

    private Task KeyAsync(KeyboardEventArgs key) => key switch
    {
        { Key: "ArrowLeft", ShiftKey: true } => OnMove.InvokeAsync(-1),
        { Key: "ArrowRight", ShiftKey: true } => OnMove.InvokeAsync(1),
        _ => Task.CompletedTask,
    };
}
