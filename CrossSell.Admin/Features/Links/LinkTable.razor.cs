using CrossSell.Admin.Features.Canvas;
using CrossSell.Core.Canvas;
using CrossSell.Core.Catalog;
using CrossSell.Core.Links;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace CrossSell.Admin.Features.Links;

/// <summary>The links of a product as rows: all that the canvas can do, without it.</summary>
public sealed partial class LinkTable
{
    [Parameter, EditorRequired]
    public LinksView View { get; set; } = default!;

    /// <summary>Whose language names the types, and whose currency the prices have.</summary>
    [Parameter]
    public Channel? Channel { get; set; }

    [Parameter]
    public int? SelectedLinkId { get; set; }

    /// <summary>Products that are selected together.</summary>
    [Parameter]
    public IReadOnlySet<int> SelectedIds { get; set; } = new HashSet<int>();

    [Parameter]
    public bool ShowsIncoming { get; set; } = true;

    [Parameter]
    public bool CanEdit { get; set; }

    [Parameter]
    public bool Busy { get; set; }

    [Parameter]
    public EventCallback<LinkGesture> OnGesture { get; set; }

    private LinkNeighbourhood Around => View.Around;

    private List<int> AllIds =>
        [.. Around.Outgoing.Select(row => row.Link.TargetId).Concat(ShowsIncoming ? Around.Incoming.Select(row => row.Link.SourceId) : []).Distinct()];

    private bool AllPicked => AllIds is { Count: > 0 } all && all.TrueForAll(SelectedIds.Contains);

    /// <summary>Alt and an arrow move the row, wherever in it the focus is.</summary>
    private Task KeyAsync(KeyboardEventArgs key, LinkRow row, List<LinkRow> list, int place) => key switch
    {
        { AltKey: true, Key: "ArrowUp" } when CanEdit && place > 0 => MoveAsync(row, list, place - 1),
        { AltKey: true, Key: "ArrowDown" } when CanEdit && place < list.Count - 1 => MoveAsync(row, list, place + 2),
        _ => Task.CompletedTask,
    };

    private Task MoveAsync(LinkRow row, List<LinkRow> list, int before) =>
        TellAsync(new MoveLink(row.Link.Id, before < list.Count ? list[before].Link.Id : null));

    /// <summary>A product joins what is selected together, or leaves it.</summary>
    private Task ToggleAsync(int productId) =>
        TellAsync(new SelectTogether(SelectedIds.Contains(productId) ? [.. SelectedIds.Where(id => id != productId)] : [.. SelectedIds, productId]));

    private Task TellAsync(LinkGesture gesture) => OnGesture.InvokeAsync(gesture);

    private static bool IsPaused(LinkRow row) => row.Link.State == LinkState.Paused;

    private static SetLinkState PauseOrResume(LinkRow row) => new SetLinkState(row.Link.Id, IsPaused(row) ? LinkState.Active : LinkState.Paused);
}
