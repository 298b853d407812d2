using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using CrossSell.Core.Common;
using CrossSell.Core.Jobs;
using CrossSell.Core.Storage;

namespace CrossSell.Core.Exchange;

/// <summary>What became of one file of several.</summary>
/// <param name="Report">Null where it was refused as a whole.</param>
public sealed record ImportPart(ImportInput File, JobReport? Report, Refusal? Refusal)
{
    /// <summary>Why it was refused, with its name; empty where it was not.</summary>
    public string Words => Refusal is null ? "" : $"{File.OriginalName}: {Refusal.Message}";

    /// <summary>Nothing of it came in: it was refused, or all of its rows were.</summary>
    public bool IsFailure => Refusal is not null || Report!.Failed;

    /// <summary>Rows with errors.</summary>
    public long Wrong => FigureOf("wrong");

    public long FigureOf(string name) => Report?.Figures.FirstOrDefault(figure => figure.Name == name)?.Count ?? 0;
}

/// <summary>
/// Imports one after the other as parts of one job, each by the work that imports any file: what they write is the job's, and undone as one. A part that is
/// refused keeps nobody from the next.
/// </summary>
public sealed class ImportSeries(DataDirectory data, ImportWork imports)
{
    /// <summary>Progress of one part.</summary>
    public const int Share = 1000;

    /// <param name="shares">How many parts the whole job has, for its progress; at least as many as there are files.</param>
    /// <param name="prepare">Says of a file, when its turn comes, how it is imported; null as it is.</param>
    /// <param name="cancellation">Ends it within a part or before the next one; then fewer parts than files are answered, or the last says so.</param>
    public async Task<List<ImportPart>> RunAsync(
        JobRun run, IReadOnlyList<ImportInput> files, int shares, Func<ImportInput, Task<ImportInput>>? prepare, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(files);
        var parts = new List<ImportPart>();
        foreach (var file in files)
        {
            var at = parts.Count;
            var import = prepare is null ? file : await prepare(file);
            var part = new JobRun(
                run.JobId, run.Actor, JsonSerializer.Serialize(import, JobQueue.Json),
                step => run.Report(
                    (at * Share) + (step.Total <= 0 ? 0 : Math.Min(Share, step.Done * Share / step.Total)), (long)shares * Share,
                    $"{file.OriginalName}: {step.Step}"));
            var outcome = await imports.RunAsync(part, cancellation);
            parts.Add(outcome.IsRefused(out var refusal, out var report)
                ? new ImportPart(file, null, refusal)
                : new ImportPart(file, Named(Unsaid(report, parts.Where(other => other.File.File == file.File)), at), null));
            if (cancellation.IsCancellationRequested)
            {
                break;
            }
        }

        return parts;
    }

    /// <summary>The rows with errors of all parts: of one file as they are, of several in one archive; null where there are none.</summary>
    public async Task<string?> ErrorsAsync(long jobId, IEnumerable<ImportPart> parts)
    {
        var wrong = parts.Where(part => part.Report?.ErrorFile is not null).ToList();
        if (wrong.Count < 2)
        {
            return wrong.FirstOrDefault()?.Report!.ErrorFile;
        }

        var name = string.Create(CultureInfo.InvariantCulture, $"errors-{jobId}.zip");
        await using var stream = File.Create(ImportJobs.PathOf(data, name));
        await using var archive = await ZipArchive.CreateAsync(stream, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null);
        foreach (var (at, part) in wrong.Index())
        {
            var kind = part.File.Kind.ToString().ToLowerInvariant();
            await archive.CreateEntryFromFileAsync(
                ImportJobs.PathOf(data, part.Report!.ErrorFile!), string.Create(CultureInfo.InvariantCulture, $"{at + 1}-{kind}-errors.csv"));
        }

        return name;
    }

    /// <summary>Files that were imported are needed no more.</summary>
    public void Tidy(IEnumerable<ImportInput> files)
    {
        foreach (var file in files.Select(file => file.File).Distinct())
        {
            ImportJobs.Delete(new FileInfo(ImportJobs.PathOf(data, file)));
        }
    }

    /// <summary>What is wrong with a row of a file that has several turns is said in its first one, and is one row.</summary>
    private JobReport Unsaid(JobReport report, IEnumerable<ImportPart> earlier)
    {
        var known = earlier.SelectMany(part => part.Report?.Problems ?? []).ToList();
        var said = report.Problems.Where(problem => known.Exists(
            other => other.Reason == problem.Reason && other.Count == problem.Count && other.Examples.SequenceEqual(problem.Examples))).ToList();
        if (said.Count == 0)
        {
            return report;
        }

        var rest = report with
        {
            Problems = [.. report.Problems.Except(said)],
            Figures =
            [
                .. report.Figures.Select(figure => figure.Name == "wrong"
                    ? figure with { Count = Math.Max(0, figure.Count - said.Sum(problem => problem.Count)) } : figure),
            ],
        };
        if (rest.Problems.Count > 0 || rest.ErrorFile is not { } errors)
        {
            return rest;
        }

        ImportJobs.Delete(new FileInfo(ImportJobs.PathOf(data, errors)));
        return rest with { ErrorFile = null };
    }

    private JobReport Named(JobReport report, int at) => report.ErrorFile is { } errors ? report with { ErrorFile = Renamed(errors, at) } : report;

    // Each part has its own, under the number of the one job.
    private string Renamed(string errors, int at)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileNameWithoutExtension(errors)}-{at + 1}{Path.GetExtension(errors)}");
        File.Move(ImportJobs.PathOf(data, errors), ImportJobs.PathOf(data, name), overwrite: true);
        return name;
    }
}
