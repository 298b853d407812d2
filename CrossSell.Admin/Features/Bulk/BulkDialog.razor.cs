using CrossSell.Admin.Shared;
using CrossSell.Core.Bulk;
using CrossSell.Core.Catalog;
using CrossSell.Core.Jobs;
using CrossSell.Core.People;
using CrossSell.Core.Search;
using CrossSell.Core.Undo;
using Microsoft.AspNetCore.Components;

namespace CrossSell.Admin.Features.Bulk;

/// <summary>One bulk edit from its choices over a preview to the job and its report. Nothing starts that was not previewed.</summary>
public sealed partial class BulkDialog
{
    private BulkForm form = new();
    private BulkChoices? choices;
    private IReadOnlyList<Channel> channels = [];
    private BulkEdit? edit;
    private BulkPreview? preview;
    private string? problem;
    private long? jobId;
    private bool over;
    private bool undoing;
    private int undoable;
    private int asked;

    [Inject]
    private BulkChoicesQuery Query { get; set; } = default!;

    [Inject]
    private BulkEditService Bulk { get; set; } = default!;

    [Inject]
    private JobUndo Undo { get; set; } = default!;

    [Inject]
    private CurrentActor CurrentActor { get; set; } = default!;

    [Inject]
    private StudioSession Session { get; set; } = default!;

    /// <summary>What was picked when the dialog was opened.</summary>
    [Parameter, EditorRequired]
    public ProductSelection Selection { get; set; } = default!;

    [Parameter, EditorRequired]
    public int Count { get; set; }

    [Parameter, EditorRequired]
    public BulkKind Kind { get; set; }

    /// <summary>After a job or its undo has ended: the list should read its rows again.</summary>
    [Parameter]
    public EventCallback OnDone { get; set; }

    [Parameter, EditorRequired]
    public EventCallback OnClose { get; set; }

    protected override async Task OnInitializedAsync()
    {
        var actor = await CurrentActor.GetAsync();
        channels = [.. Session.Channels.Where(channel => actor.Can(Permission.EditCatalog, channel.Id))];
        var loaded = await Query.LoadAsync(Session.Reads);
        form = new BulkForm
        {
            Kind = Kind,
            Verb = Kind is BulkKind.Channels ? BulkVerb.List : BulkVerb.Add,
            Channel = channels.FirstOrDefault(channel => channel.Id == Session.Channel?.Id) ?? channels.FirstOrDefault(),
            TypeCode = loaded.LinkTypes.FirstOrDefault()?.Code,
        };
        choices = loaded;
    }

    // What is shown must be what would be done.
    private void Changed()
    {
        asked++;
        (preview, edit, problem) = (null, null, null);
    }

    private async Task PreviewAsync()
    {
        if (IsBusy)
        {
            return;
        }

        Changed();
        if (form.ToEdit().IsRefused(out var missing, out var wanted))
        {
            problem = missing.Message;
            return;
        }

        var mine = asked;
        await BusyAsync(async () =>
        {
            var outcome = await Bulk.PreviewAsync(Selection, wanted, await CurrentActor.GetAsync());
            if (mine != asked)
            {
                return;
            }

            if (outcome.IsRefused(out var refusal, out var shown))
            {
                problem = refusal.Message;
            }
            else
            {
                (preview, edit) = (shown, wanted);
            }
        });
    }

    private async Task StartAsync()
    {
        if (edit is not { } wanted)
        {
            return;
        }

        await BusyAsync(async () =>
        {
            var outcome = await Bulk.StartAsync(Selection, wanted, await CurrentActor.GetAsync());
            if (outcome.IsRefused(out var refusal, out var started))
            {
                problem = refusal.Message;
            }
            else
            {
                (jobId, over) = (started, false);
            }
        });
    }

    private async Task OverAsync(Job job)
    {
        over = true;
        undoable = undoing ? 0 : await Undo.CountAsync(job.Id);
        await OnDone.InvokeAsync();
        StateHasChanged();
    }

    private async Task UndoAsync()
    {
        if (jobId is not { } done)
        {
            return;
        }

        await BusyAsync(async () =>
        {
            var outcome = await Undo.StartAsync(done, await CurrentActor.GetAsync());
            if (outcome.IsRefused(out var refusal, out var started))
            {
                problem = refusal.Message;
            }
            else
            {
                (jobId, over, undoing, undoable) = (started, false, true, 0);
            }
        });
    }

    private Task CloseAsync() => OnClose.InvokeAsync();
}
