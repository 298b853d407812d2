using System.Globalization;
using System.Text;
using CrossSell.Core.Browse;
using CrossSell.Core.Common;
using CrossSell.Core.Jobs;
using CrossSell.Core.People;
using CrossSell.Core.Storage;

namespace CrossSell.Core.Exchange;

/// <param name="Selection">Null is the whole catalogue.</param>
public sealed record ExportInput(CatalogFileKind Kind, ProductSelection? Selection);

/// <summary>Exports as jobs: what was picked in the list, or everything, as a file to download.</summary>
public sealed class ExportJobs(JobQueue queue)
{
    /// <summary>Name of the kind of job.</summary>
    public const string Kind = "export";

    /// <returns>The id of the job; its report names the file.</returns>
    public async Task<Outcome<long>> StartAsync(CatalogFileKind kind, ProductSelection? selection, Actor actor, CancellationToken cancellation = default) =>
        actor.CanAnywhere(Permission.Read)
            ? await queue.StartAsync(Kind, $"Export {(kind == CatalogFileKind.Products ? "products" : "listings")}", new ExportInput(kind, selection), actor, cancellation)
            : actor.Deny(Permission.Read, null)!;
}

/// <inheritdoc cref="ExportJobs"/>
public sealed class ExportWork(DataDirectory data, CatalogExport export, CatalogList list) : JobWork
{
    public override string Kind => ExportJobs.Kind;

    public override bool RunsAgain => true;

    public override async Task<Outcome<JobReport>> RunAsync(JobRun run, CancellationToken cancellation)
    {
        var input = run.Input<ExportInput>();
        var products = input.Kind == CatalogFileKind.Products;
        run.Report(0, 0, "Finding the products");
        var ids = input.Selection switch
        {
            null => null,
            { All: true } selection => await list.IdsAsync(selection, cancellation),
            { Ids: var picked } => picked,
        };
        var file = string.Create(CultureInfo.InvariantCulture, $"{(products ? "products" : "listings")}-{run.JobId}.csv");
        int rows;
        await using (var writer = new StreamWriter(ImportJobs.PathOf(data, file), append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true)))
        {
            var progress = new Relay<int>(done => run.Report(done, ids?.Count ?? 0, "Writing"));
            rows = products ? await export.ProductsAsync(writer, ids, progress, cancellation) : await export.ListingsAsync(writer, ids, progress, cancellation);
        }

        run.Report(rows, rows, "Written");
        return new JobReport(string.Create(CultureInfo.InvariantCulture, $"Wrote {rows:N0} {(products ? "product" : "listing")}{(rows == 1 ? "" : "s")}."), [new("rows", rows)], []) { ResultFile = file };
    }
}
