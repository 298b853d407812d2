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
/// <param name="Links">All links instead.</param>
/// <param name="Bundles">All bundles instead.</param>
/// <param name="State">Of the studio when it was asked for: after a change the same question is another one.</param>
public sealed record ExportInput(CatalogFileKind Kind, ProductSelection? Selection, bool Links = false, long State = 0, bool Bundles = false);

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

    /// <summary>All links of the studio.</summary>
    public async Task<Outcome<long>> StartLinksAsync(Actor actor, CancellationToken cancellation = default) =>
        actor.CanAnywhere(Permission.Read)
            ? await StartAsync("Export links", new ExportInput(default, null, Links: true), actor, cancellation)
            : actor.Deny(Permission.Read, null)!;

    /// <summary>All bundles of the studio.</summary>
    public async Task<Outcome<long>> StartBundlesAsync(Actor actor, CancellationToken cancellation = default) =>
        actor.CanAnywhere(Permission.Read)
            ? await StartAsync("Export bundles", new ExportInput(default, null, Bundles: true), actor, cancellation)
            : actor.Deny(Permission.Read, null)!;

    private async Task<Outcome<long>> StartAsync(string title, ExportInput input, Actor actor, CancellationToken cancellation) =>
        await queue.CountOpenAsync(Kind, actor, cancellation) >= MostOpen
            ? new Refusal("export.many", L["{0} of your exports are under way. Wait for one of them, or cancel it in Settings, Jobs.", MostOpen])
            : await queue.StartOnceAsync(Kind, title, input with { State = await store.StateAsync(cancellation) }, Moment, actor, cancellation);
}

/// <inheritdoc cref="ExportJobs"/>
public sealed class ExportWork(DataDirectory data, CatalogExport export, CatalogList list, LinkExport links, BundleExport bundles) : JobWork
{
    public override string Kind => ExportJobs.Kind;

    protected override Type? InputType => typeof(ExportInput);

    public override bool IsRestartable => true;

    public override async Task<Outcome<JobReport>> RunAsync(JobRun run, CancellationToken cancellation)
    {
        var input = run.Input<ExportInput>();
        if (input.Links)
        {
            return await FileAsync(run, "link", links.WriteAsync, cancellation);
        }

        if (input.Bundles)
        {
            return await FileAsync(run, "bundle", bundles.WriteAsync, cancellation);
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

    private async Task<Outcome<JobReport>> FileAsync(
        JobRun run, string one, Func<ReadScope, TextWriter, IProgress<int>?, CancellationToken, Task<int>> write, CancellationToken cancellation)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{one}s-{run.JobId}.csv");
        int written;
        await using (var writer = new StreamWriter(ImportJobs.PathOf(data, name), append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true)))
        {
            written = await write(run.Actor.Reads, writer, new Relay<int>(done => run.Report(done, 0, "Writing")), cancellation);
        }

        run.Report(written, written, "Written");
        return JobReport.Saying(() => L.Counted(written, "Wrote {0} row.", "Wrote {0} rows."), [new("rows", written)], []) with { ResultFile = name };
    }
}
