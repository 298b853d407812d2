using System.Globalization;
using System.Text;
using CrossSell.Core.Common;
using CrossSell.Core.Jobs;
using CrossSell.Core.People;
using CrossSell.Core.Search;
using CrossSell.Core.Storage;
using static CrossSell.Core.Exchange.ExchangeTexts;

namespace CrossSell.Core.Exchange;

/// <param name="Selection">Null is the whole catalogue.</param>
/// <param name="Links">All links instead: as versions before wrote it.</param>
/// <param name="Bundles">All bundles instead: as versions before wrote it.</param>
/// <param name="State">Of the studio when it was asked for: after a change the same question is another one.</param>
/// <param name="Request">Everything of a kind, for a system; null is the catalogue in our own form.</param>
public sealed record ExportInput(
    CatalogFileKind Kind, ProductSelection? Selection, bool Links = false, long State = 0, bool Bundles = false, ExportRequest? Request = null);

/// <summary>
/// Exports as jobs: what was picked in the list, or everything, as a file to download. Asking again at once gives the same job; who has many under way waits
/// for one of them, because each writes a file and keeps others' exports waiting.
/// </summary>
public sealed class ExportJobs(JobQueue queue, StudioStore store)
{
    /// <summary>How many exports of one person may wait or run.</summary>
    public const int MostOpen = 10;

    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(10);

    /// <summary>Name of the kind of job.</summary>
    public const string Kind = "export";

    /// <returns>The id of the job; its report names the file.</returns>
    public async Task<Outcome<long>> StartAsync(CatalogFileKind kind, ProductSelection? selection, Actor actor, CancellationToken cancellation = default) =>
        actor.CanAnywhere(Permission.Read)
            ? await StartAsync($"Export {(kind == CatalogFileKind.Products ? "products" : "listings")}", new ExportInput(kind, selection), actor, cancellation)
            : actor.Deny(Permission.Read, null)!;

    /// <summary>Everything of a kind, as a system takes it.</summary>
    public async Task<Outcome<long>> StartAsync(ExportRequest request, Actor actor, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(actor);
        if (!actor.CanAnywhere(Permission.Read))
        {
            return actor.Deny(Permission.Read, null)!;
        }

        var title = $"Export {request.Content.ToString().ToLowerInvariant()}{(request.System == ExportSystem.Native ? "" : $" for {request.System}")}";
        return await StartAsync(title, new ExportInput(default, null, Request: request), actor, cancellation);
    }

    private async Task<Outcome<long>> StartAsync(string title, ExportInput input, Actor actor, CancellationToken cancellation) =>
        await queue.CountOpenAsync(Kind, actor, cancellation) >= MostOpen
            ? new Refusal("export.many", L["{0} of your exports are under way. Wait for one of them, or cancel it in Settings, Jobs.", MostOpen])
            : await queue.StartOnceAsync(Kind, title, input with { State = await store.StateAsync(cancellation) }, Moment, actor, cancellation);
}

/// <inheritdoc cref="ExportJobs"/>
public sealed class ExportWork(DataDirectory data, CatalogExport export, CatalogList list, StudioExport studio) : JobWork
{
    public override string Kind => ExportJobs.Kind;

    protected override Type? InputType => typeof(ExportInput);

    public override bool IsRestartable => true;

    public override async Task<Outcome<JobReport>> RunAsync(JobRun run, CancellationToken cancellation)
    {
        var input = run.Input<ExportInput>();
        if ((input.Request ?? (input.Links ? new ExportRequest(ExportContent.Links) : input.Bundles ? new ExportRequest(ExportContent.Bundles) : null))
            is { } request)
        {
            return await FileAsync(run, request, cancellation);
        }

        // A list of a shop is found by that shop's prices, stock and suggestions.
        if (input.Selection is { } picked && !run.Actor.Reads.Includes(picked.Query.ChannelId))
        {
            return Refusal.Forbidden("This selection is of a shop that you may not look into.");
        }

        var products = input.Kind == CatalogFileKind.Products;
        run.Report(0, 0, "Finding the products");
        var wanted = input.Selection switch
        {
            null => null,
            { All: true } selection => await list.IdsAsync(run.Actor.Reads, selection, cancellation),
            { Ids: var ids } => ids,
        };
        var file = string.Create(CultureInfo.InvariantCulture, $"{(products ? "products" : "listings")}-{run.JobId}.csv");
        int rows;
        await using (var writer = new StreamWriter(ImportJobs.PathOf(data, file), append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true)))
        {
            var progress = new Relay<int>(done => run.Report(done, wanted?.Count ?? 0, "Writing"));
            rows = products
                ? await export.ProductsAsync(run.Actor.Reads, writer, wanted, progress, cancellation)
                : await export.ListingsAsync(run.Actor.Reads, writer, wanted, progress, cancellation);
        }

        run.Report(rows, rows, "Written");
        return JobReport.Saying(() => L.Counted(rows, "Wrote {0} row.", "Wrote {0} rows."), [new("rows", rows)], []) with { ResultFile = file };
    }

    private async Task<Outcome<JobReport>> FileAsync(JobRun run, ExportRequest request, CancellationToken cancellation)
    {
        var system = request.System == ExportSystem.Native ? "" : $"{ExportRequest.NameOf(request.System)}-";
        var name = string.Create(CultureInfo.InvariantCulture, $"{system}{request.Content.ToString().ToLowerInvariant()}-{run.JobId}.csv");
        var path = ImportJobs.PathOf(data, name);
        Outcome<ExportReport> outcome;
        await using (var writer = new StreamWriter(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true)))
        {
            outcome = await studio.WriteAsync(
                run.Actor.Reads, request, writer, null, new Relay<int>(done => run.Report(done, 0, "Writing")), cancellation);
        }

        if (outcome.IsRefused(out var refusal, out var report))
        {
            File.Delete(path);
            return refusal;
        }

        run.Report(report.Rows, report.Rows, "Written");
        return JobReport.Saying(
            () => L.Counted(report.Rows, "Wrote {0} row.", "Wrote {0} rows."),
            [new("rows", report.Rows), new("left out", report.LeftOut.Sum(one => one.Count))],
            [.. report.LeftOut.Select(one => JobProblem.Saying(() => one.Sentence, one.Count, one.Examples))]) with
        {
            ResultFile = name,
        };
    }
}
