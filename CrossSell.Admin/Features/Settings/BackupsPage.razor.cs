using CrossSell.Admin.Shared;
using CrossSell.Core.Backups;
using CrossSell.Core.Storage;
using CrossSell.Core.Undo;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using static CrossSell.Admin.Features.Settings.SettingsTexts;

namespace CrossSell.Admin.Features.Settings;

/// <summary>Copies of the whole studio: those that are there, one more, and when they are made.</summary>
public sealed partial class BackupsPage
{
    private readonly BackupsPageState state = new();
    private string? denied;
    private string? unreadable;

    [Inject]
    private BackupService Backups { get; set; } = default!;

    [Inject]
    private BackupJobs Jobs { get; set; } = default!;

    [Inject]
    private BackupSettingsService Settings { get; set; } = default!;

    [Inject]
    private DataDirectory Data { get; set; } = default!;

    [Inject]
    private UndoService Undos { get; set; } = default!;

    [Inject]
    private CurrentActor CurrentActor { get; set; } = default!;

    [Inject]
    private Feedback Feedback { get; set; } = default!;

    private TimeProvider Time => Services.GetRequiredService<TimeProvider>();

    private IJSRuntime Js => Services.GetRequiredService<IJSRuntime>();

    private string ZoneName => Time.LocalTimeZone.Id;

    private string Schedule => BackupTimetable.Next(state.Stored, Time.LocalTimeZone, Time.GetUtcNow()) is { } next
        ? L["next on {0}", Formats.ScheduledSoon(next, Time.LocalTimeZone)].Value
        : state.Form is null ? "" : L["no schedule"].Value;

    protected override async Task OnInitializedAsync()
    {
        await ListAsync();
        if (denied is null)
        {
            state.Job = await Jobs.CurrentAsync();
            await LoadAsync();
        }
    }

    private async Task LoadAsync() => state.Load(await Settings.FindAsync());

    private async Task ListAsync()
    {
        if ((await Backups.ListAsync(await CurrentActor.GetAsync())).IsRefused(out var refusal, out var copies))
        {
            // The form stays: in it another folder is named.
            (denied, unreadable) = refusal.Code == BackupService.FolderCode ? ((string?)null, refusal.Message) : (refusal.Message, null);
            state.Show([]);
            return;
        }

        unreadable = null;
        state.Show(copies);
    }

    private Task BackUpAsync() => FollowAsync(async () => await Jobs.StartAsync(await CurrentActor.GetAsync()));

    private Task CheckAsync(string name) => FollowAsync(async () => await Jobs.StartCheckAsync(name, await CurrentActor.GetAsync()));

    private Task FollowAsync(Func<Task<Core.Common.Outcome<long>>> start) => BusyAsync(async () =>
    {
        var started = await start();
        state.Job = Feedback.Accepted(started) ? started.Required : null;
    });

    private async Task OverAsync(Core.Jobs.Job over)
    {
        state.Job = null;
        if (over.State == Core.Jobs.JobState.Failed && over.Problem is { } why)
        {
            Feedback.Warn(why);
        }
        else if (Core.Jobs.JobReport.Of(over) is { } report)
        {
            Feedback.Say(report.SummaryHere + ".");
        }

        await ListAsync();
    }

    private Task SaveAsync() => BusyAsync(async () =>
    {
        var sent = FormPrint.Of(state.Form);
        if (state.Form!.ToSettings().IsRefused(out var refusal, out var settings)
            || (await Settings.SaveAsync(settings, await CurrentActor.GetAsync())).IsRefused(out refusal, out var set))
        {
            state.Problem = refusal;
            return;
        }

        await Js.FlushPendingInputAsync();
        state.Load(await Settings.FindAsync(), sent);
        await ListAsync();
        if (set is { } id)
        {
            Feedback.Done(L["Saved the backup settings."], () => InvokeAsync(() => UndoAsync(id)));
        }
        else
        {
            Feedback.Say(L["No changes."]);
        }
    });

    private async Task UndoAsync(long changeSetId)
    {
        await Js.FlushPendingInputAsync();
        if (state.IsDirty)
        {
            // The form is read again after an undo: what was typed since would go with it.
            Feedback.SaveFirst(() => InvokeAsync(() => UndoAsync(changeSetId)));
            return;
        }

        Feedback.TakenBack(await Undos.UndoAsync(changeSetId, await CurrentActor.GetAsync()));
        await LoadAsync();
        await ListAsync();
        StateHasChanged();
    }
}
