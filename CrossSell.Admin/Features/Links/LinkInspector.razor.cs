using CrossSell.Admin.Features.Canvas;
using CrossSell.Admin.Shared;
using CrossSell.Admin.Shared.Kit;
using CrossSell.Core.Canvas;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Links;
using CrossSell.Core.Panels;
using Microsoft.AspNetCore.Components;
using static CrossSell.Admin.Features.Links.LinksTexts;

namespace CrossSell.Admin.Features.Links;

/// <summary>One selected link: what the orders and the panel say of it, and every field of it. A field is saved when it is left.</summary>
public sealed partial class LinkInspector
{
    private IReadOnlyList<LinkHistoryLine> history = [];
    private IReadOnlyList<Segment> segments = [];
    private (int Id, int Version) read;

    [Inject]
    private StudioSession Session { get; set; } = default!;

    [Inject]
    private LinkHistory History { get; set; } = default!;

    [Inject]
    private SegmentService SegmentList { get; set; } = default!;

    [Parameter, EditorRequired]
    public LinkRow Row { get; set; } = default!;

    [Parameter, EditorRequired]
    public LinksView View { get; set; } = default!;

    /// <summary>The list that the link has its position in, in order; empty for a link of another product.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<LinkRow> Siblings { get; set; } = [];

    [Parameter]
    public bool CanEdit { get; set; }

    [Parameter]
    public EventCallback<LinkGesture> OnGesture { get; set; }

    /// <summary>Changes a link of this id; gives why it could not be done, which is said at the field.</summary>
    [Parameter, EditorRequired]
    public Func<int, Func<LinkEdit, LinkEdit>, Task<Refusal?>> OnEdited { get; set; } = default!;

    private LinkNeighbourhood Around => View.Around;

    private bool IsPaused => Row.Link.State == LinkState.Paused;

    private int Place => Siblings.ToList().FindIndex(row => row.Link.Id == Row.Link.Id);

    // The numbers of the list, each with what stands there now.
    private IReadOnlyList<Choice<int>> Places =>
    [
        .. Siblings.Select((row, at) => new Choice<int>(
            at + 1, at == Place ? Formats.Count(at + 1) : L["{0}, now {1}", Formats.Count(at + 1), Around.NameOf(row.Link.TargetId)].Value)),
    ];

    private int OtherId => Row.Link.SourceId == Around.Anchor.Id ? Row.Link.TargetId : Row.Link.SourceId;

    private (bool Shown, string Words) InPanel =>
        Row.Link.SourceId == Around.Anchor.Id ? LinkWords.InPanel(View.Panel, Row.Link, View.At) : (false, L["see the other product's panel"].Value);

    protected override async Task OnInitializedAsync() => segments = await SegmentList.ListAsync(Session.Reads);

    protected override async Task OnParametersSetAsync()
    {
        if (read != (Row.Link.Id, Row.Link.Version))
        {
            var asked = read = (Row.Link.Id, Row.Link.Version);
            var lines = await History.OfAsync(asked.Id);
            if (asked == read)
            {
                history = lines;
            }
        }
    }

    // The page says itself why a link could not be changed so; what is stored stands here again.
    private async Task<Refusal?> RetypeAsync(string? code)
    {
        await OnGesture.InvokeAsync(new RetypeLink(Row.Link.Id, code!));
        return null;
    }

    private async Task<Refusal?> PlaceChosenAsync(int number)
    {
        if (number != Place + 1)
        {
            await MoveAsync(number > Place ? number : number - 1);
        }

        return null;
    }

    private Task MoveAsync(int before) => OnGesture.InvokeAsync(new MoveLink(Row.Link.Id, before < Siblings.Count ? Siblings[before].Link.Id : null));

    private Task<Refusal?> ChooseAsync(int channelId, bool chosen) => EditAsync(edit => edit with
    {
        ChannelIds = [.. edit.ChannelIds.Where(id => id != channelId), .. chosen ? [channelId] : Array.Empty<int>()],
    });

    private Task<Refusal?> FieldAsync(string code, string? value) =>
        EditAsync(edit => edit with { Fields = new Dictionary<string, string>(edit.Fields ?? Row.Link.Fields) { [code] = value ?? "" } });

    // What changes, not what comes of it: the fields beside it may be on their way to the database.
    private Task<Refusal?> EditAsync(Func<LinkEdit, LinkEdit> change) => OnEdited(Row.Link.Id, change);

    private static DateOnly? Day(DateTimeOffset? instant) => instant is { } at ? DateOnly.FromDateTime(at.UtcDateTime) : null;

    private static DateTimeOffset? Instant(DateOnly? day) => day is { } at ? new DateTimeOffset(at.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero) : null;
}
