using CrossSell.Admin.Shared;
using CrossSell.Core.Common;
using CrossSell.Core.Exchange;
using CrossSell.Core.Jobs;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using static CrossSell.Admin.Features.Exchange.ExchangeTexts;

namespace CrossSell.Admin.Features.Exchange;

/// <summary>Brings files in and gives files out. A file is tried before anything is written, and what was written can be undone.</summary>
public sealed partial class ExchangePage : IDisposable
{
    private const int Shown = 12;
    private static readonly string[] Kinds = [ImportJobs.Kind, PictureWork.JobKind, ExportJobs.Kind];

    private readonly CancellationTokenSource closed = new();
    private ExchangePageState state = new();
    private IReadOnlyList<Job> history = [];
    private long? exporting;
    private bool exportRuns;
    private bool mayImport = true;
    private int drops;

    [Inject]
    private ImportJobs Imports { get; set; } = default!;

    [Inject]
    private ExportJobs Exports { get; set; } = default!;

    [Inject]
    private JobQueue Queue { get; set; } = default!;

    [Inject]
    private DataDirectory Data { get; set; } = default!;

    [Inject]
    private CurrentActor Current { get; set; } = default!;

    [Inject]
    private StudioSession Session { get; set; } = default!;

    [Inject]
    private Feedback Feedback { get; set; } = default!;

    public void Dispose()
    {
        closed.Cancel();
        closed.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        var actor = await Current.GetAsync();
        mayImport = actor.CanAnywhere(Permission.EditCatalog) || actor.CanAnywhere(Permission.ImportOrders) || actor.CanAnywhere(Permission.EditLinks);
        await LoadAsync();
    }

    private async Task LoadAsync() =>
        history = [.. (await Queue.ListAsync(await Current.GetAsync(), 100)).Where(job => Kinds.Contains(job.Kind) && !ImportJobs.IsTrial(job)).Take(Shown)];

    private async Task TakeAsync(InputFileChangeEventArgs chosen)
    {
        var file = chosen.File;
        if (file.Size > ExchangeUpload.MostBytes)
        {
            Feedback.Refuse(new Refusal(
                "file.size",
                L["{0} has {1} MB; the limit here is 512 MB. Import it on the server: import products FILE.", file.Name, Formats.Count(file.Size >> 20)]));
            drops++;
            return;
        }

        state = new ExchangePageState { Arriving = 0 };
        StateHasChanged();
        // Taken while there is one: the page may be left before the last byte is here.
        var stop = closed.Token;
        var name = await ExchangeUpload.TakeAsync(file, Data, percent =>
        {
            state = state with { Arriving = percent };
            StateHasChanged();
        }, stop);
        if (name is null)
        {
            Restart();
            if (!stop.IsCancellationRequested)
            {
                Feedback.Refuse(new Refusal("file.broken", L["The upload was interrupted. Upload the file again."]));
            }

            return;
        }

        var recognised = await Imports.RecogniseAsync(name, Path.GetFileName(file.Name), stop);
        if (recognised.IsRefused(out var refusal, out var found))
        {
            // It says what to do with the file, so it stays as long as it is needed.
            File.Delete(Path.Combine(Data.Exchange, name));
            Restart();
            state = state with { Problem = $"{file.Name}: {refusal.Message}" };
            return;
        }

        // Where there is but one shop, it is that one.
        state = new ExchangePageState { File = found };
        var only = found.ChannelFor is not null && Session.Channels.Count == 1 ? Session.Channels[0].Code : null;
        if (only is not null || !state.AsksForChannel)
        {
            await TryAgainAsync(only);
        }
    }

    private async Task TryAgainAsync(string? channel)
    {
        if (state.File is not { } file)
        {
            return;
        }

        channel = string.IsNullOrEmpty(channel) ? null : channel;
        if (file.ChannelFor is not null && channel is null)
        {
            return;
        }

        var started = await Imports.StartAsync(
            new ImportInput(file.File, file.OriginalName, file.Kind, DryRun: true, Channel: channel), await Current.GetAsync());
        state = Feedback.Accepted(started) ? state with { TrialJob = started.Value, Trial = null, Channel = channel } : new ExchangePageState();
    }

    private void Tried(Job trial) => state = state with { Trial = trial };

    private async Task ImportAsync()
    {
        if (state.File is not { } file)
        {
            return;
        }

        await BusyAsync(async () =>
        {
            var started = await Imports.StartAsync(
                new ImportInput(file.File, file.OriginalName, file.Kind, DryRun: false, Channel: state.Channel), await Current.GetAsync());
            if (Feedback.Accepted(started))
            {
                state = state with { ImportJob = started.Value };
            }
        });
    }

    private async Task Imported(Job job)
    {
        state = state with { IsImported = true };
        await LoadAsync();
    }

    private async Task ExportAsync(CatalogFileKind kind) => await ExportAsync(async () => await Exports.StartAsync(kind, null, await Current.GetAsync()));

    private async Task ExportLinksAsync() => await ExportAsync(async () => await Exports.StartLinksAsync(await Current.GetAsync()));

    private async Task ExportAsync(Func<Task<Outcome<long>>> start)
    {
        // Clicks that were on their way when the button was disabled still arrive.
        if (exportRuns)
        {
            return;
        }

        await BusyAsync(async () =>
        {
            var started = await start();
            if (Feedback.Accepted(started))
            {
                exportRuns = exporting != started.Value;
                exporting = started.Value;
            }
        });
    }

    private Task ExportedAsync()
    {
        exportRuns = false;
        return LoadAsync();
    }

    private void Restart()
    {
        state = new ExchangePageState();
        drops++;
    }
}
