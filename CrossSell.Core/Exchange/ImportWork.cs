using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using CrossSell.Core.Common;
using CrossSell.Core.Jobs;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using static CrossSell.Core.Exchange.ImportSentences;

namespace CrossSell.Core.Exchange;

/// <summary>What a dropped file holds.</summary>
public enum ExchangeKind
{
    Products,
    Listings,
    Orders,
    Links,
    Bundles,
}

/// <param name="File">In <see cref="DataDirectory.Exchange"/>.</param>
/// <param name="Channel">Code of the channel that rows are about which name none.</param>
/// <param name="NewAreActive">As <see cref="CatalogImportOptions.NewAreActive"/>.</param>
public sealed record ImportInput(
    string File, string OriginalName, ExchangeKind Kind, bool DryRun, bool Strict = false, string? Channel = null, bool NewAreActive = false)
{
    /// <summary>What the columns become; null for a file that is read by its header.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public FileMapping? Mapping { get; init; }

    /// <summary>What was corrected in its rows; null for nothing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RowCorrections? Corrections { get; init; }

    /// <inheritdoc cref="OrderImportOptions.MakesProducts"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool MakesProducts { get; init; }

    [JsonIgnore]
    internal FileReading? Reading => Mapping is null && Corrections is null ? null : new FileReading { Mapping = Mapping, Corrections = Corrections };
}

/// <summary>Imports as jobs: a file of the data folder's exchange is tried, or imported.</summary>
public sealed class ImportJobs(DataDirectory data, JobQueue queue)
{
    /// <summary>Name of the kind of job.</summary>
    public const string Kind = "import";

    /// <returns>The id of the job.</returns>
    public async Task<Outcome<long>> StartAsync(ImportInput input, Actor actor, CancellationToken cancellation = default)
    {
        var permission = PermissionOf(input.Kind);
        return actor.CanAnywhere(permission)
            ? await queue.StartAsync(Kind, $"{(input.DryRun ? "Try" : "Import")} {input.OriginalName}", input, actor, cancellation)
            : actor.Deny(permission, null)!;
    }

    /// <summary>Throws files away that nobody fetched for a week, and staging that a crash left. What another process is at work on stays.</summary>
    public void Sweep(DateTimeOffset now)
    {
        foreach (var file in new DirectoryInfo(data.Exchange).EnumerateFiles())
        {
            if (StageFile.Is(file))
            {
                StageFile.Sweep(file);
            }
            else if (now - file.LastWriteTimeUtc > TimeSpan.FromDays(7))
            {
                Delete(file);
            }
        }
    }

    internal static void Delete(FileInfo file)
    {
        try
        {
            file.Delete();
        }
        catch (Exception used) when (used is IOException or UnauthorizedAccessException)
        {
            // Of no consequence: the next start tries again.
        }
    }

    /// <summary>Whether the job only tries a file and writes nothing.</summary>
    public static bool IsTrial(Job job) => InputOf(job)?.DryRun == true;

    /// <summary>What the job imports or tries; null for a job of another kind.</summary>
    public static ImportInput? InputOf(Job job)
    {
        ArgumentNullException.ThrowIfNull(job);
        return job.Kind == Kind ? JsonSerializer.Deserialize<ImportInput>(job.Input, JobQueue.Json) : null;
    }

    /// <summary>Whether a file that was brought is still there to be imported.</summary>
    public bool IsKept(string file) => File.Exists(PathOf(data, file));

    internal static Permission PermissionOf(ExchangeKind kind) =>
        kind switch
        {
            ExchangeKind.Orders => Permission.ImportOrders,
            ExchangeKind.Links => Permission.EditLinks,
            ExchangeKind.Bundles => Permission.EditBundles,
            _ => Permission.EditCatalog,
        };

    internal static string PathOf(DataDirectory data, string file) => Path.Combine(data.Exchange, Path.GetFileName(file));
}

/// <inheritdoc cref="ImportJobs"/>
public sealed class ImportWork(DataDirectory data, CatalogImport catalog, OrderImport orders, JobQueue queue, LinkImport links, BundleImport bundles)
    : JobWork
{
    /// <summary>Reason of a problem of its reports: columns that say nothing to this studio, which are no error.</summary>
    public const string ColumnsIgnored = "columns were ignored";

    private const int ErrorsNamed = 5;
    private const int FaultsNamed = 10;

    public override string Kind => ImportJobs.Kind;

    protected override Type? InputType => typeof(ImportInput);

    // The same file twice changes nothing: what an import of products wrote before it was broken off is left as it is, and counted.
    public override bool IsRestartable => true;

    public override async Task<Outcome<JobReport>> RunAsync(JobRun run, CancellationToken cancellation)
    {
        var input = run.Input<ImportInput>();
        var path = ImportJobs.PathOf(data, input.File);
        if (!File.Exists(path))
        {
            return Refusal.NotFound("The file has expired. Upload it again.", "file");
        }

        var ending = Path.GetExtension(input.OriginalName.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? input.OriginalName[..^3] : input.OriginalName);
        var errorFile = string.Create(CultureInfo.InvariantCulture, $"errors-{run.JobId}{(ending.Length == 0 ? ".csv" : ending)}");
        var errorPath = ImportJobs.PathOf(data, errorFile);
        Outcome<JobReport> outcome;
        await using (var errors = new StreamWriter(errorPath, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)))
        {
            outcome = input.Kind switch
            {
                ExchangeKind.Orders => await OrdersAsync(run, input, path, errors, cancellation),
                ExchangeKind.Links => await LinksAsync(run, input, path, errors, cancellation),
                ExchangeKind.Bundles => await BundlesAsync(run, input, path, errors, cancellation),
                _ => await CatalogAsync(run, input, path, errors, cancellation),
            };
        }

        if (!input.DryRun && outcome.Value is { } imported)
        {
            Count(imported, input.Kind);
        }

        if (new FileInfo(errorPath).Length == 0)
        {
            File.Delete(errorPath);
            return outcome;
        }

        return outcome.IsRefused(out var refusal, out var report) ? refusal : report with { ErrorFile = errorFile };
    }

    private static void Count(JobReport report, ExchangeKind kind)
    {
        var of = new KeyValuePair<string, object?>("kind", kind.ToString().ToLowerInvariant());
        foreach (var (figure, outcome) in ((string, string)[])[("rows", "read"), ("wrong", "wrong")])
        {
            Telemetry.ImportRows.Add(
                report.Figures.FirstOrDefault(item => item.Name == figure)?.Count ?? 0, of, new KeyValuePair<string, object?>("outcome", outcome));
        }
    }

    /// <summary>A file that was imported is needed no more. One that was only tried is imported next; one that failed is swept after a week.</summary>
    public override void Ended(Job job)
    {
        if (job.State == JobState.Done && JsonSerializer.Deserialize<ImportInput>(job.Input, JobQueue.Json) is { DryRun: false } input)
        {
            ImportJobs.Delete(new FileInfo(ImportJobs.PathOf(data, input.File)));
        }
    }

    private async Task<Outcome<JobReport>> CatalogAsync(JobRun run, ImportInput input, string path, TextWriter errors, CancellationToken cancellation)
    {
        var progress = new Relay<CatalogImportProgress>(
            step => run.Report(step.Done, step.Total, step.Stage == CatalogImportStage.Reading ? "Reading and comparing" : "Writing"));
        var kind = input.Kind == ExchangeKind.Products ? CatalogFileKind.Products : CatalogFileKind.Listings;
        if ((await catalog.ImportAsync(
            run.Actor, path,
            new CatalogImportOptions
            {
                Kind = kind,
                ChannelCode = input.Channel,
                DryRun = input.DryRun,
                Strict = input.Strict,
                NewAreActive = input.NewAreActive,
                JobId = run.JobId,
                FileName = input.OriginalName,
                Reading = input.Reading,
                ChangesPath = input.DryRun ? ImportJobs.PathOf(data, ImportChecks.ChangesFileOf(run.JobId)) : null,
            },
            errors, progress, cancellation))
            .IsRefused(out var refusal, out var report))
        {
            return refusal;
        }

        await KeepAsync(run, input, path, report.Errors, report.Wrong, cancellation);
        if (report.CalledOff)
        {
            return CalledOff(input, report);
        }

        if (report.PictureFile is { } list)
        {
            // Of foreign servers, so for as long as they take: a job of its own, which undoing this one takes along.
            await queue.StartAsync(
                PictureWork.JobKind,
                $"Fetch {English.Count(report.Pictures, "picture")} of {input.OriginalName}",
                new PictureInput(list, run.JobId),
                run.Actor,
                CancellationToken.None);
        }

        run.Report(report.Rows, report.Rows, "Done");
        return JobReport.Saying(
            () => report.IsFailure ? Nothing(input, report.Rows, report.Faults, FaultsNamed)
                : Joined(
                    report.New + report.Changed == 0 ? Unchanged(input, report.Rows) : Done(input, report.New, report.Changed),
                    LeftOut(input, report.Wrong), Pictures(input, report.Pictures)),
            [
                .. Figures(report),
                .. report.CategoriesMade.Count > 0 ? [new("new categories", report.CategoriesMade.Count)] : Array.Empty<JobFigure>(),
                .. report.Pictures > 0 ? [new(input.DryRun ? "pictures to fetch" : "pictures being fetched", report.Pictures)] : Array.Empty<JobFigure>()],
            Problems(report.Errors, report.Stopped, report.Ignored, report.Faults)) with
        {
            Failed = report.IsFailure,
            Changes = report.New + report.Changed,
            ResultFile = input.DryRun && report.New + report.Changed > 0 ? ImportChecks.ChangesFileOf(run.JobId) : null,
        };
    }

    // What is wrong with single rows, for who corrects them on the page.
    private Task KeepAsync(JobRun run, ImportInput input, string path, IReadOnlyList<RowError> errors, int rows, CancellationToken cancellation) => input.DryRun
        ? ImportChecks.KeepAsync(data, run.JobId, input, path, errors, rows, cancellation)
        : Task.CompletedTask;

    private static JobReport CalledOff(ImportInput input, CatalogImportReport report) => JobReport.Saying(
        () => Joined(Done(input, report.New, report.Changed), ImportSentences.CalledOff(report.NotReached)),
        [.. Figures(report), new("not reached", report.NotReached)], Problems(report.Errors, report.Stopped, report.Ignored, report.Faults)) with
    {
        Changes = report.New + report.Changed,
    };

    private static IEnumerable<JobFigure> Figures(CatalogImportReport report) =>
        [new("rows", report.Rows), new("new", report.New), new("changed", report.Changed), new("unchanged", report.Same), new("wrong", report.Wrong)];

    private async Task<Outcome<JobReport>> LinksAsync(JobRun run, ImportInput input, string path, TextWriter errors, CancellationToken cancellation)
    {
        run.Report(0, 0, "Reading and comparing");
        var progress = new Relay<double>(share => run.Report((long)(share * 1000), 1000, "Writing"));
        if ((await links.ImportAsync(
            run.Actor, path, new LinkImportOptions
            {
                DryRun = input.DryRun, Strict = input.Strict, JobId = run.JobId, Reading = input.Reading, FileName = input.OriginalName,
                ChannelCode = input.Channel,
            },
            errors, progress, cancellation)).IsRefused(out var refusal, out var report))
        {
            return refusal;
        }

        await KeepAsync(run, input, path, report.Errors, report.Wrong, cancellation);
        if (!report.CalledOff)
        {
            run.Report(report.Rows, report.Rows, "Done");
        }

        return JobReport.Saying(
            () => report.CalledOff
                ? Joined(LinksDone(input, report.New, report.Changed, report.Removed), ImportSentences.CalledOff(report.NotReached))
                : report.IsFailure ? Nothing(input, report.Rows, report.Faults, FaultsNamed)
                : Joined(
                    report.New + report.Changed + report.Removed == 0 ? Unchanged(input, report.Rows)
                        : LinksDone(input, report.New, report.Changed, report.Removed),
                    LeftOut(input, report.Wrong)),
            [new("rows", report.Rows), new(
                "new", report.New), new("changed", report.Changed), new("removed", report.Removed), new("unchanged", report.Same), new("wrong", report.Wrong)],
            Problems(report.Errors, report.Stopped, report.Ignored, report.Faults))
            with
        { Failed = report.IsFailure, Changes = report.New + report.Changed + report.Removed };
    }

    private async Task<Outcome<JobReport>> BundlesAsync(JobRun run, ImportInput input, string path, TextWriter errors, CancellationToken cancellation)
    {
        run.Report(0, 0, "Reading and comparing");
        var progress = new Relay<double>(share => run.Report((long)(share * 1000), 1000, "Writing"));
        if ((await bundles.ImportAsync(
            run.Actor, path, new BundleImportOptions
            {
                DryRun = input.DryRun, Strict = input.Strict, JobId = run.JobId, Reading = input.Reading, FileName = input.OriginalName,
                ChannelCode = input.Channel,
            },
            errors, progress, cancellation)).IsRefused(out var refusal, out var report))
        {
            return refusal;
        }

        await KeepAsync(run, input, path, report.Errors, report.Wrong, cancellation);
        return JobReport.Saying(
            () => report.CalledOff ? Joined(BundlesDone(input, report.New, report.Changed), BundlesCalledOff)
                : report.IsFailure ? Nothing(input, report.Rows, report.Faults, FaultsNamed)
                : Joined(
                    report.New + report.Changed == 0 ? Unchanged(input, report.Rows) : BundlesDone(input, report.New, report.Changed),
                    LeftOut(input, report.Wrong)),
            [new("rows", report.Rows), new("new", report.New), new("changed", report.Changed), new("unchanged", report.Same), new("wrong", report.Wrong)],
            Problems(report.Errors, report.Stopped, report.Ignored, report.Faults))
            with
        { Failed = report.IsFailure, Changes = report.New + report.Changed };
    }

    private async Task<Outcome<JobReport>> OrdersAsync(JobRun run, ImportInput input, string path, TextWriter errors, CancellationToken cancellation)
    {
        var progress = new Relay<OrderImportProgress>(step => run.Report(
            step.Stage == OrderImportStage.Reading ? step.Rows : (long)(step.Share * 1000), step.Stage == OrderImportStage.Reading ? 0 : 1000,
            step.Stage == OrderImportStage.Reading ? "Reading" : "Writing"));
        if ((await orders.ImportAsync(
            run.Actor, File.OpenRead(path),
            new OrderImportOptions
            {
                ChannelCode = input.Channel, DryRun = input.DryRun, Strict = input.Strict, JobId = run.JobId, Reading = input.Reading,
                FileName = input.OriginalName, MakesProducts = input.MakesProducts,
            },
            errors, progress, cancellation))
            .IsRefused(out var refusal, out var report))
        {
            return refusal;
        }

        await KeepAsync(run, input, path, report.Tally.Errors, report.Tally.Unreadable, cancellation);
        if (!report.CalledOff)
        {
            run.Report(report.Tally.Rows, report.Tally.Rows, "Done");
        }

        return JobReport.Saying(
            () => report.CalledOff
                ? Joined(Done(input, report.OrdersNew, report.OrdersChanged), OrdersCalledOff(report.NotReached))
                : report.IsFailure ? Nothing(input, report.Tally.Rows, [], FaultsNamed)
                : Joined(
                    report.OrdersNew + report.OrdersChanged == 0 ? Unchanged(input, report.Tally.Rows)
                        : OrdersDone(input, report.OrdersNew, report.OrdersChanged),
                    LeftOut(input, report.Tally.Unreadable)),
            [new("rows", report.Tally.Rows), new("new", report.OrdersNew), new("changed", report.OrdersChanged), new(
                "unchanged", report.OrdersSame), new("wrong", report.Tally.Unreadable), new("new products", report.ProductsCreated),
                .. report.OrdersWithSets == 0 ? Array.Empty<JobFigure>() : [new("with bundles", report.OrdersWithSets)]],
            Problems(report.Tally.Errors, report.Tally.Stopped?.Message, [], [], report.Tally.UnreadableIn))
            with
        { Failed = report.IsFailure, Changes = report.OrdersNew + report.OrdersChanged };
    }

    /// <param name="count">How many errors a column has where not all are kept; null where they are.</param>
    private static List<JobProblem> Problems(
        IReadOnlyList<RowError> errors, string? stopped, IReadOnlyList<string> ignored, IReadOnlyList<string> faults, Func<string?, int>? count = null)
    {
        var problems = errors.GroupBy(error => error.Column ?? "")
            .Select(column => new JobProblem(
                column.Key.Length == 0 ? "unreadable rows" : $"errors in {column.Key}", count?.Invoke(column.Key) ?? column.Count(),
                [.. column.Take(ErrorsNamed).Select(error => error.Message)]))
            .OrderByDescending(problem => problem.Count).ToList();
        if (stopped is not null)
        {
            problems.Insert(0, new JobProblem(stopped, 1, []));
        }

        // The sentence above names the first few; all of them are here.
        problems.InsertRange(0, faults.Skip(FaultsNamed).Select(fault => new JobProblem(fault, 1, [])));
        if (ignored.Count > 0)
        {
            problems.Add(new JobProblem(ColumnsIgnored, ignored.Count, ignored));
        }

        return problems;
    }
}
