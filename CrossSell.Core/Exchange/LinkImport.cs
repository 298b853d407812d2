using System.Globalization;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Links;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Exchange;

/// <summary>How a file of links is to be brought in.</summary>
public sealed record LinkImportOptions
{
    /// <summary>Only say what would happen.</summary>
    public bool DryRun { get; init; }

    /// <summary>Bring in nothing when one row is wrong.</summary>
    public bool Strict { get; init; }

    /// <summary>Read as one of ours, also when the columns look like another system's.</summary>
    public bool AsNative { get; init; }

    /// <summary>Links of a product and type of the file that the file does not name are removed.</summary>
    public bool Replace { get; init; }

    /// <summary>The job that imports, so that it is undone as one.</summary>
    public long? JobId { get; init; }
}

/// <summary>What an import of links did, or would do.</summary>
/// <param name="New">Links that were not there, without ways back that came with them.</param>
/// <param name="Same">Stood there already, just so.</param>
/// <param name="ChangeSetId">What undo takes; null when nothing changed.</param>
/// <param name="Stopped">Why reading ended before the end of the file, or null.</param>
public sealed record LinkImportReport(
    int Rows, int New, int Changed, int Removed, int Same, int Wrong, IReadOnlyList<RowError> Errors, IReadOnlyList<string> Ignored, bool DryRun, long? ChangeSetId = null, string? Stopped = null)
{
    /// <summary>What is wrong with the file as a whole, each as a sentence. While there is one, nothing is brought in.</summary>
    public IReadOnlyList<string> Faults { get; init; } = [];

    /// <summary>Nothing of the file could be brought in: its columns are wrong, or all of its rows.</summary>
    public bool IsFailure => Faults.Count > 0 || (Rows > 0 && Wrong == Rows);
}

/// <summary>
/// Brings a file of links in, by the same invariants as by hand: rows that cannot be are reported and the rest lands in one transaction.
/// A blank cell never deletes; the same file twice changes nothing.
/// </summary>
public sealed class LinkImport(StudioStore store, ImportLimits? limits = null)
{
    private const int Batch = 5_000;

    /// <param name="errors">Gets the rows that were left out, as a file of the same format; null when nobody wants them.</param>
    public async Task<Outcome<LinkImportReport>> ImportAsync(Actor actor, string path, LinkImportOptions options, TextWriter? errors = null, CancellationToken cancellation = default)
    {
        if (!actor.CanAnywhere(Permission.EditLinks))
        {
            return actor.Deny(Permission.EditLinks, null)!;
        }

        if ((await FileSniffer.SniffAsync(path, limits, cancellation)).IsRefused(out var refusal, out var sniffed))
        {
            return refusal;
        }

        if (sniffed.Dialect is { } foreign && !options.AsNative)
        {
            return foreign.Refuse();
        }

        if (!LinkFile.Recognise(sniffed.Names))
        {
            return new Refusal("file.columns", "A file of links needs the columns source_sku and target_sku.", "file");
        }

        if ((await TableFile.OpenAsync(path, sniffed, cancellation)).IsRefused(out refusal, out var file))
        {
            return refusal;
        }

        var wrong = new List<RowError>();
        List<LinkRecord> rows;
        int count;
        List<string> ignored;
        var faults = LinkFile.Faults(sniffed.Names);
        await using (file)
        {
            (rows, count, ignored) = await LinkFile.ReadAsync(file, wrong, cancellation);
        }

        await using var session = await store.WriteAsync(actor, "Imported links", cancellation);
        session.JobId = options.JobId;
        var plan = new LinkImportPlan(session, options, wrong);
        if ((await plan.ApplyAsync(rows, cancellation)).IsRefused(out refusal))
        {
            return refusal;
        }

        // What a file with a wrong header would do is not said: it does nothing.
        var isWhole = faults.Count == 0;
        var report = new LinkImportReport(
            count, isWhole ? plan.New : 0, isWhole ? plan.Changed : 0, isWhole ? plan.Removed : 0, isWhole ? plan.Same : 0, wrong.Select(error => error.Line).Distinct().Count(), [.. wrong.OrderBy(error => error.Line)], ignored, options.DryRun, Stopped: file.Stopped)
        { Faults = faults };
        await WriteErrorsAsync(report, file, errors);
        if (options.Strict && isWhole && (report.Wrong > 0 || report.Stopped is not null))
        {
            return new Refusal(
                "import.strict",
                report.Stopped is { } stopped ? $"Nothing was brought in. {stopped}"
                    : string.Create(CultureInfo.InvariantCulture, $"Nothing was brought in: {report.Wrong:N0} of {report.Rows:N0} rows are wrong. {report.Errors[0].Message}"),
                "file");
        }

        if (options.DryRun || report.New + report.Changed + report.Removed == 0)
        {
            // Nothing is committed: the write was the trial of itself.
            return report;
        }

        session.Purpose = string.Create(CultureInfo.InvariantCulture, $"Imported {report.New + report.Changed + report.Removed:N0} links ({report.New:N0} new)");
        return (await session.CommitAsync(cancellation)).IsRefused(out refusal, out var set) ? refusal : report with { ChangeSetId = set };
    }

    /// <summary>Ids of products by SKU, without regard to case.</summary>
    internal static async Task<Dictionary<string, int>> ProductsAsync(StudioDb db, IEnumerable<string> skus, CancellationToken cancellation)
    {
        var found = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var chunk in skus.Distinct(StringComparer.OrdinalIgnoreCase).Chunk(Batch))
        {
            foreach (var product in await db.Products.Where(product => chunk.Contains(product.Sku)).Select(product => new { product.Sku, product.Id }).ToListAsync(cancellation))
            {
                found[product.Sku] = product.Id;
            }
        }

        return found;
    }

    private static async Task WriteErrorsAsync(LinkImportReport report, TableFile file, TextWriter? errors)
    {
        if (errors is null || report.Errors.Count == 0)
        {
            return;
        }

        await errors.WriteAsync($"error{file.Delimiter}{string.Join(file.Delimiter, file.Names.Select(Quoted))}\n");
        foreach (var row in report.Errors.GroupBy(error => error.Line))
        {
            await errors.WriteAsync($"{Quoted(string.Join(' ', row.Select(error => error.Message)))}{file.Delimiter}{row.First().Record}\n");
        }
    }

    private static string Quoted(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
