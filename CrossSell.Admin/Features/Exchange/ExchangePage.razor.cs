using CrossSell.Admin.Shared;
using CrossSell.Core.Exchange;
using CrossSell.Core.Jobs;
using CrossSell.Core.People;
using CrossSell.Core.QuickStart;
using CrossSell.Core.Sources;
using Microsoft.AspNetCore.Components;

namespace CrossSell.Admin.Features.Exchange;

/// <summary>Brings files in and gives files out, and shows what was.</summary>
public sealed partial class ExchangePage
{
    private const int Shown = 12;
    private static readonly string[] Kinds = [ImportJobs.Kind, PictureWork.JobKind, ExportJobs.Kind, SourceImportWork.JobKind, QuickStartJobs.Kind];

    private IReadOnlyList<Job> history = [];
    private int turn;
    private bool mayImport;
    private bool isKnown;

    /// <summary>A file that is on its way in, so that a page that was loaded again goes on with it.</summary>
    [SupplyParameterFromQuery(Name = "file")]
    public string? FileName { get; set; }

    [Inject]
    private JobQueue Queue { get; set; } = default!;

    [Inject]
    private StudioSession Session { get; set; } = default!;

    [Inject]
    private CurrentActor Current { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        var actor = await Current.GetAsync();
        mayImport = actor.CanAnywhere(Permission.EditCatalog) || actor.CanAnywhere(Permission.ImportOrders) || actor.CanAnywhere(Permission.EditLinks);
        isKnown = true;
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        turn++;
        history = [.. (await Queue.ListAsync(await Current.GetAsync(), 100)).Where(job => Kinds.Contains(job.Kind) && !ImportJobs.IsTrial(job)).Take(Shown)];
    }
}
