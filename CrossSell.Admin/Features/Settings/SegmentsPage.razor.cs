using CrossSell.Admin.Shared;
using CrossSell.Core.Catalog;
using CrossSell.Core.Panels;
using CrossSell.Core.People;
using Microsoft.AspNetCore.Components;

namespace CrossSell.Admin.Features.Settings;

/// <summary>The segments of each shop, with what names them.</summary>
public sealed partial class SegmentsPage : IDisposable
{
    private IReadOnlyList<Segment>? segments;
    private IReadOnlyDictionary<int, SegmentUse> use = new Dictionary<int, SegmentUse>();
    private Channel? shown;
    private Channel? inBar;
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

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    public void Dispose() => Session.Changed -= ChannelChosen;

    protected override void OnInitialized()
    {
        inBar = Session.Channel;
        Session.Changed += ChannelChosen;
    }

    protected override async Task OnParametersSetAsync()
    {
        mayEdit = (await CurrentActor.GetAsync()).Can(Permission.Administer, null);
        shown = Session.Channels.FirstOrDefault(channel => channel.Code == Code) ?? Session.Channel ?? Session.Channels.FirstOrDefault();
        await LoadAsync();
    }

    // The shop in the bar decides which one's segments are shown.
    private void ChannelChosen() => _ = InvokeAsync(() =>
    {
        if (Session.Channel is { } chosen && chosen.Id != inBar?.Id)
        {
            inBar = chosen;
            Navigation.NavigateTo(Navigation.GetUriWithQueryParameter("channel", chosen.Code));
        }
    });

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
