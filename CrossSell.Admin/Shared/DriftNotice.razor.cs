using CrossSell.Core.Catalog;
using CrossSell.Core.Drift;
using CrossSell.Core.People;
using CrossSell.Core.Today;
using Microsoft.AspNetCore.Components;
using static CrossSell.Admin.Shared.SharedTexts;

namespace CrossSell.Admin.Shared;

/// <summary>What has moved since a bundle was approved, what stands in for what, and a manager's word.</summary>
public sealed partial class DriftNotice
{
    private IReadOnlyList<OpenDrift> found = [];
    private Actor? me;

    /// <summary>Of the bundle.</summary>
    [Parameter, EditorRequired]
    public string Code { get; set; } = "";

    /// <summary>What stands in for what in one shop.</summary>
    [Parameter]
    public IReadOnlyList<BundleStandIn> StandIns { get; set; } = [];

    /// <summary>The shop of the replacements.</summary>
    [Parameter]
    public Channel? Shop { get; set; }

    [Inject]
    private DriftService Drifts { get; set; } = default!;

    [Inject]
    private StudioSession Session { get; set; } = default!;

    [Inject]
    private CurrentActor CurrentActor { get; set; } = default!;

    [Inject]
    private Feedback Feedback { get; set; } = default!;

    protected override Task OnParametersSetAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        me = await CurrentActor.GetAsync();
        found = [.. (await Drifts.ListAsync(Session.Reads)).Where(item => item.Code == Code)];
    }

    private Task ReleaseAsync(OpenDrift item) => BusyAsync(async () =>
    {
        if (Feedback.Accepted(await Drifts.ReleaseAsync(item.Drift.Id, await CurrentActor.GetAsync())))
        {
            Feedback.Say(L["Put {0} back on sale in {1}.", item.Name, item.Channel.Name]);
        }

        await LoadAsync();
    });
}
