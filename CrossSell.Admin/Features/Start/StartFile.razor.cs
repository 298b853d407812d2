using CrossSell.Admin.Shared;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Exchange;
using CrossSell.Core.Jobs;
using CrossSell.Core.People;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using static CrossSell.Admin.Features.Start.StartTexts;

namespace CrossSell.Admin.Features.Start;

/// <summary>
/// One file of a shop that is being set up: brought, checked, imported, by the same jobs as on the import page. Anyone who comes back finds the file that was
/// checked last, or the import that runs.
/// </summary>
public sealed partial class StartFile : IDisposable
{
    private const int JobsLookedAt = 30;

    private readonly CancellationTokenSource closed = new();
    private ImportInput? input;
    private long? trialJob;
    private long? importJob;
    private long changes;
    private int? arriving;
    private int drops;
    private bool isTried;
    private bool failed;
    private bool mayImport = true;
    private string? problem;

    /// <summary>Products, or orders.</summary>
    [Parameter, EditorRequired]
    public ExchangeKind Kind { get; set; }

    [Parameter, EditorRequired]
    public Channel Shop { get; set; } = default!;

    /// <summary>The import is over, and something came of it.</summary>
    [Parameter, EditorRequired]
    public EventCallback OnImported { get; set; }

    [Inject]
    private ImportJobs Imports { get; set; } = default!;

    [Inject]
    private ImportRecognition Recognition { get; set; } = default!;

    [Inject]
    private JobQueue Queue { get; set; } = default!;

    [Inject]
    private ImportDrafts Drafts { get; set; } = default!;

    [Inject]
    private CurrentActor Current { get; set; } = default!;

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
        mayImport = actor.Can(Kind == ExchangeKind.Orders ? Permission.ImportOrders : Permission.EditCatalog, Shop.Id);
        var last = (await Queue.ListAsync(actor, JobsLookedAt)).FirstOrDefault(job => job.ActorId == actor.Id && IsOfThis(ImportJobs.InputOf(job)));
        if (last is not null && ImportJobs.InputOf(last) is { } known)
        {
            if (known.DryRun && Imports.IsKept(known.File))
            {
                (input, trialJob) = (known, last.Id);
            }
            else if (!known.DryRun && !last.IsOver)
            {
                (input, importJob) = (known, last.Id);
            }
        }
    }

    private static string ColumnsOf(ExchangeKind kind) => kind == ExchangeKind.Products
        ? "sku, name, brand, categories, price, cost, stock, gtin, description"
        : "order_id, ordered_at, channel, customer, status, sku, quantity, unit_price";

    private bool IsOfThis(ImportInput? other) =>
        other is not null && other.Channel == Shop.Code && (Kind == ExchangeKind.Orders) == (other.Kind == ExchangeKind.Orders)
        && other.Kind != ExchangeKind.Links;

    private async Task TakeAsync(InputFileChangeEventArgs chosen)
    {
        problem = null;
        var file = chosen.File;
        if (file.Size > ExchangeUpload.MostBytes)
        {
            Refuse(L["{0} is larger than 512 MB. Import it on the server: import products FILE.", file.Name]);
            return;
        }

        arriving = 0;
        StateHasChanged();
        // Taken while there is one: the page may be left before the last byte is here.
        var stop = closed.Token;
        var name = await ExchangeUpload.TakeAsync(file, Drafts, percent =>
        {
            arriving = percent;
            StateHasChanged();
        }, stop);
        if (name is null)
        {
            if (!stop.IsCancellationRequested)
            {
                Refuse(L["The upload was interrupted. Upload the file again."]);
            }

            return;
        }

        var recognised = await RecogniseAsync(name, Path.GetFileName(file.Name), stop);
        var wrong = recognised.IsRefused(out var refusal, out var found) ? refusal.Message
            : found.Kind == ExchangeKind.Links ? L["This file holds links. Import it later, on the import page."].Value
            : Kind == ExchangeKind.Products && found.Kind == ExchangeKind.Orders
                ? L["This file holds orders. First come the products; orders are the next step."].Value
            : Kind == ExchangeKind.Orders && found.Kind != ExchangeKind.Orders
                ? L["This file holds products. Here come the orders, with a column order_id."].Value
            : Missing(found) is { Length: > 0 } missing
                ? L["No column was recognised as {0}. Rename it in the file, or say on the import page which it is.", missing].Value
            : null;
        if (wrong is not null)
        {
            File.Delete(Drafts.PathOfFile(name));
            Refuse($"{file.Name}: {wrong}");
            return;
        }

        arriving = null;
        await TryAsync(new ImportInput(name, Path.GetFileName(file.Name), found!.Kind, DryRun: true, Channel: Shop.Code, NewAreActive: true)
        {
            Mapping = found.Told,
        });
    }

    /// <summary>What the file is; one in the shop's own form is read as what this step asks for.</summary>
    private async Task<Outcome<ExchangeFile>> RecogniseAsync(string name, string originalName, CancellationToken stop)
    {
        var actor = await Current.GetAsync();
        var found = await Recognition.RecogniseAsync(name, originalName, actor, cancellation: stop);
        return found is { IsDone: true, Value: { Origin: MappingOrigin.Guessed } guessed } && guessed.Kind != Kind
            ? await Recognition.RecogniseAsync(name, originalName, actor, Kind, cancellation: stop)
            : found;
    }

    private static string Missing(ExchangeFile file) => file.Told is null ? ""
        : Texts.And([.. ImportFields.Faults(file.Mapping).Select(fault => LabelOf(file.Kind, fault.Field))]);

    private static string LabelOf(ExchangeKind kind, string field) =>
        ImportFields.Of(kind).FirstOrDefault(known => known.Key == field)?.Words ?? field;

    // "VK-Preis → Price": what was guessed is there to be looked at before it is imported.
    private static string Read(FileMapping mapping) => string.Join(", ", mapping.Columns.Where(column => column.Field is not null)
        .Select(column => $"{column.Name} → {LabelOf(mapping.Kind, column.Field!)}"));

    private async Task TryAsync(ImportInput wanted)
    {
        var started = await Imports.StartAsync(wanted, await Current.GetAsync());
        if (Feedback.Accepted(started))
        {
            (input, trialJob) = (wanted, started.Value);
        }
        else
        {
            Restart();
        }
    }

    private void Tried(Job trial) => (isTried, changes) = (true, trial.State == JobState.Done ? JobReport.Of(trial)?.Changes ?? 0 : 0);

    private Task ImportAsync() => BusyAsync(async () =>
    {
        if (input is { } checkedFile)
        {
            var started = await Imports.StartAsync(checkedFile with { DryRun = false }, await Current.GetAsync());
            if (Feedback.Accepted(started))
            {
                importJob = started.Value;
            }
        }
    });

    private async Task ImportedAsync(Job job)
    {
        failed = job.State != JobState.Done;
        await OnImported.InvokeAsync();
    }

    private void Refuse(string words)
    {
        Restart();
        problem = words;
    }

    private void Restart()
    {
        (input, trialJob, importJob, arriving, problem) = (null, null, null, null, null);
        (changes, isTried, failed) = (0, false, false);
        drops++;
    }
}
