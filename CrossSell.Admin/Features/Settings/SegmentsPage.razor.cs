using CrossSell.Admin.Shared;
using CrossSell.Core.Catalog;
using CrossSell.Core.Panels;
using CrossSell.Core.People;
using Microsoft.AspNetCore.Components;

namespace CrossSell.Admin.Features.Settings;

/// <summary>The segments of each shop, with what names them.</summary>
public sealed partial class SegmentsPage
{
    private IReadOnlyList<Segment>? segments;
    private IReadOnlyDictionary<int, SegmentUse> use = new Dictionary<int, SegmentUse>();
    private Channel? shown;
    private Segment? edited;
    private bool mayEdit;

    [SupplyParameterFromQuery(Name = "channel")]
    public string? Code { get; set; }

    [Inject]
    private SegmentService Service { get; set; } = default!;

    [Inject]
    private StudioSession Session { get; set; } = default!;

    [Inject]
    private CurrentActor CurrentActor { get; set; } = default!;

    [Inject]
    private Feedback Feedback { get; set; } = default!;

    protected override async Task OnParametersSetAsync()
    {
        mayEdit = (await CurrentActor.GetAsync()).Can(Permission.Administer, null);
        shown = Session.Channels.FirstOrDefault(channel => channel.Code == Code) ?? Session.Channel ?? Session.Channels.FirstOrDefault();
        await LoadAsync();
    }

    private SegmentUse UseOf(Segment segment) => use.GetValueOrDefault(segment.Id, SegmentUse.None);

    private async Task LoadAsync()
    {
        var of = shown;
        var read = of is null ? [] : await Service.ListAsync(Session.Reads, of.Id);
        var used = of is null ? use : await Service.UseAsync(Session.Reads, of.Id);
        if (of == shown)
        {
            (segments, use) = (read, used);
        }
    }

    private async Task DoneAsync(SettingsDone done)
    {
        edited = null;
        await LoadAsync();
        OfferUndo(done.Words, done.ChangeSetId, LoadAsync);
    }
}
