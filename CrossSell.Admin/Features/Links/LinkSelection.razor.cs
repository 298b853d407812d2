using CrossSell.Admin.Features.Canvas;
using CrossSell.Core.Canvas;
using CrossSell.Core.Catalog;
using Microsoft.AspNetCore.Components;

namespace CrossSell.Admin.Features.Links;

/// <summary>Products that are selected together, and what can be done to the links of all of them at once.</summary>
public sealed partial class LinkSelection
{
    [Parameter, EditorRequired]
    public LinkNeighbourhood Around { get; set; } = default!;

    /// <summary>Whose language names the types.</summary>
    [Parameter]
    public Channel? Channel { get; set; }

    /// <summary>How many products are selected.</summary>
    [Parameter, EditorRequired]
    public int Count { get; set; }

    /// <summary>The anchor's links with them.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<LinkRow> Rows { get; set; } = [];

    /// <summary>How many of them the anchor does not offer yet.</summary>
    [Parameter]
    public int Unlinked { get; set; }

    /// <summary>The type that new links get.</summary>
    [Parameter, EditorRequired]
    public string TypeName { get; set; } = "";

    [Parameter]
    public bool CanEdit { get; set; }

    [Parameter]
    public bool Busy { get; set; }

    [Parameter]
    public EventCallback<LinkGesture> OnGesture { get; set; }

    private int Linked => Count - Unlinked;

    private string? CommonType => Rows.Select(row => row.Type.Code).Distinct().Take(2).ToList() is [var only] ? only : null;

    private Task TellAsync(LinkGesture gesture) => OnGesture.InvokeAsync(gesture);
}
