using CrossSell.Admin.Hosting;
using CrossSell.Admin.Shared;
using CrossSell.Core.Mining;
using Microsoft.AspNetCore.Components;

namespace CrossSell.Admin.Features.Settings;

/// <summary>What the studio runs on, how it is, and what somebody should look after.</summary>
public sealed partial class SystemPage
{
    private SystemFacts? facts;
    private IReadOnlyList<SystemWarning> warnings = [];
    private string? denied;

    [Inject]
    private SystemStatus Status { get; set; } = default!;

    [Inject]
    private MiningJobs Mining { get; set; } = default!;

    [Inject]
    private CurrentActor CurrentActor { get; set; } = default!;

    protected override Task OnInitializedAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        if ((await Status.LoadAsync(await CurrentActor.GetAsync())).IsRefused(out var refusal, out var found))
        {
            denied = refusal.Message;
            return;
        }

        (facts, warnings) = (found with { Warehouse = Mining.Warehouse }, SystemWarnings.Of(found));
    }
}
