using CrossSell.Admin.Shared;
using CrossSell.Core.Common;
using CrossSell.Core.Exchange;
using Microsoft.AspNetCore.Components;

namespace CrossSell.Admin.Features.Exchange;

/// <summary>Gives files out: everything of a kind, as import reads it.</summary>
public sealed partial class ExportCard
{
    private long? exporting;
    private bool runs;

    /// <summary>A file is there, or could not be made.</summary>
    [Parameter, EditorRequired]
    public EventCallback OnDone { get; set; }

    [Inject]
    private ExportJobs Exports { get; set; } = default!;

    [Inject]
    private CurrentActor Current { get; set; } = default!;

    [Inject]
    private Feedback Feedback { get; set; } = default!;

    private Task ExportAsync(CatalogFileKind kind) => ExportAsync(async () => await Exports.StartAsync(kind, null, await Current.GetAsync()));

    private Task ExportLinksAsync() => ExportAsync(async () => await Exports.StartLinksAsync(await Current.GetAsync()));

    private Task ExportBundlesAsync() => ExportAsync(async () => await Exports.StartBundlesAsync(await Current.GetAsync()));

    private async Task ExportAsync(Func<Task<Outcome<long>>> start)
    {
        // Clicks that were on their way when the button was disabled still arrive.
        if (runs)
        {
            return;
        }

        await BusyAsync(async () =>
        {
            var started = await start();
            if (Feedback.Accepted(started))
            {
                runs = exporting != started.Value;
                exporting = started.Value;
            }
        });
    }

    private Task OverAsync()
    {
        runs = false;
        return OnDone.InvokeAsync();
    }
}
