using System.Globalization;
using System.Text;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Jobs;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Exchange;

/// <summary>A product, or the listing of one, as a shop's system sends it.</summary>
/// <param name="Cells">By the column of a file of ours; what is absent or blank stays as it is.</param>
/// <param name="AsOf">Of a listing: when the shop knew it so. An older one than the last takes nothing back. Null is now.</param>
public sealed record SentCatalogRow(IReadOnlyDictionary<string, string?> Cells, DateTimeOffset? AsOf = null)
{
    public string? Sku => Cells.GetValueOrDefault(CatalogIntake.SkuColumn)?.Trim();
}

/// <param name="New">Products, or listings, that were not there.</param>
/// <param name="Outdated">Listings that were left as they are: a newer report was there.</param>
/// <param name="UnknownIds">SKUs of listings that are no product.</param>
public sealed record CatalogIntakeReport(
    int New, int Changed, int Unchanged, int Outdated, IReadOnlyList<IntakeProblem> Problems, IReadOnlyList<string> UnknownIds);

/// <summary>
/// Takes products and listings of a shop's system, any number of them for a product: imported set-wise as a file of ours is (<see cref="CatalogImport"/>), so
/// that the same rules, history and undo hold. What is wrong is listed row by row, and the rest lands.
/// </summary>
public sealed class CatalogIntake(StudioStore store, DataDirectory data, CatalogImport import, JobQueue jobs) : IDisposable
{
    /// <summary>Rows taken at once.</summary>
    public const int MostRows = 1_000;

    internal const string SkuColumn = "sku";

    // Others report the same listings at the same moment: they are compared again, so often.
    private const int Attempts = 4;

    private static readonly string[] ProductColumns =
    [
        SkuColumn, "name", "brand", "status", "successor", "kind", "parent", "product_type", "categories", "tax_class", "gtin", "description", "image_urls",
        "tags",
    ];

    private static readonly string[] ListingColumns = [SkuColumn, "channel", "price", "compare_at_price", "cost", "stock", "published"];

    // Imports that run beside one another find each other's products changed, and read again.
    private readonly SemaphoreSlim turn = new(1, 1);

    /// <param name="channel">Of listings; null for products.</param>
    /// <param name="validateOnly">Says what would happen, and stores nothing.</param>
    public async Task<Outcome<CatalogIntakeReport>> TakeAsync(
        Actor actor, Channel? channel, IReadOnlyList<SentCatalogRow> rows, bool validateOnly, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(rows);
        var kind = channel is null ? CatalogFileKind.Products : CatalogFileKind.Listings;
        var denied = channel is not null ? actor.Deny(Permission.EditCatalog, channel.Id)
            : actor.CanAnywhere(Permission.EditCatalog) ? null
            : actor.Deny(Permission.EditCatalog, null);
        if (denied is not null)
        {
            return denied;
        }

        await turn.WaitAsync(cancellation);
        try
        {
            return await TakeAsync(actor, channel, kind, rows, validateOnly, cancellation);
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose() => turn.Dispose();

    private async Task<Outcome<CatalogIntakeReport>> TakeAsync(
        Actor actor, Channel? channel, CatalogFileKind kind, IReadOnlyList<SentCatalogRow> rows, bool validateOnly, CancellationToken cancellation)
    {
        var problems = new List<IntakeProblem>();
        var good = new List<(SentCatalogRow Row, int Index)>();
        await using var db = store.Read();
        var attributes = (await db.Attributes.Select(attribute => attribute.Code).ToListAsync(cancellation)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var locales = (await db.Channels.ToListAsync(cancellation)).SelectMany(item => item.Locales).ToHashSet(StringComparer.OrdinalIgnoreCase);
        for (var index = 0; index < rows.Count; index++)
        {
            if (Wrong(rows[index], attributes, locales) is { } wrong)
            {
                problems.Add(Problem(index, kind, wrong.Column, wrong.Message));
            }
            else
            {
                good.Add((rows[index], index));
            }
        }

        var taken = new Taken(0, 0, 0, 0);
        var open = good;
        for (var attempt = 1; open.Count > 0; attempt++)
        {
            if ((await TakeAsync(actor, channel, kind, open, problems, validateOnly, cancellation)).IsRefused(out var refusal, out var part))
            {
                return refusal;
            }

            taken = new Taken(taken.New + part.New, taken.Changed + part.Changed, taken.Same + part.Same, taken.Outdated + part.Outdated);
            open = [.. part.Again];
            if (open.Count > 0 && attempt == Attempts)
            {
                return Refusal.Stale("These listings were reported repeatedly while they were taken. Send them again.");
            }
        }

        var left = problems.Select(problem => problem.Index).ToHashSet();
        return new CatalogIntakeReport(
            taken.New, taken.Changed, taken.Same, taken.Outdated, [.. problems.OrderBy(problem => problem.Index)],
            channel is null ? [] : await UnknownAsync(db, good.Where(item => left.Contains(item.Index)).Select(item => item.Row.Sku!), cancellation));
    }

    /// <summary>Takes rows that are well formed; what is wrong with one is added to the problems.</summary>
    private async Task<Outcome<Taken>> TakeAsync(
        Actor actor, Channel? channel, CatalogFileKind kind, List<(SentCatalogRow Row, int Index)> rows, List<IntakeProblem> problems, bool validateOnly,
        CancellationToken cancellation)
    {
        var sent = channel is null ? null : await SentReports.ReadAsync(store, channel.Id, rows.ConvertAll(item => item.Row), cancellation);
        var good = sent is null ? rows : rows.FindAll(item => !sent.IsOutdated(item.Row));
        var outdated = rows.Count - good.Count;
        if (good.Count == 0)
        {
            return new Taken(0, 0, 0, outdated);
        }

        var path = Path.Combine(data.Exchange, $"intake-{Guid.NewGuid():N}.csv");
        try
        {
            var lines = await WriteAsync(path, kind, channel, good);
            var reports = sent?.Rows;
            var options = new CatalogImportOptions
            {
                Kind = kind, ChannelCode = channel?.Code, DryRun = validateOnly, AsNative = true, Reports = reports
            };
            if ((await import.ImportAsync(actor, path, options, cancellation: cancellation)).IsRefused(out var refusal, out var report))
            {
                return refusal;
            }

            if (report.IsFailure && report.Faults.Count > 0)
            {
                return new Refusal("rows.columns", string.Join(' ', report.Faults));
            }

            problems.AddRange(report.Errors.Select(error => Problem(lines[error.Line], kind, error.Column, error.Message)));
            if (validateOnly)
            {
                return new Taken(report.New, report.Changed, report.Same, outdated);
            }

            await FetchAsync(actor, report, cancellation);
            if (sent is null || reports is null)
            {
                return new Taken(report.New, report.Changed, report.Same, outdated);
            }

            var refused = problems.Select(problem => problem.Index).ToHashSet();
            int[] same = [.. good.Where(item => !refused.Contains(item.Index)).Select(item => sent.IdOf(item.Row)).OfType<int>()
                .Where(id => !reports.Written.Contains(id) && !reports.Outdated.ContainsKey(id)).Distinct()];
            var (lateNew, lateChanged) = (reports.Outdated.Count(row => row.Value), reports.Outdated.Count(row => !row.Value));
            if ((await reports.KeepUnchangedAsync(store, actor, same, sent.Before, cancellation)).IsRefused(out refusal, out var again))
            {
                return refusal;
            }

            var lateSame = reports.Outdated.Count - lateNew - lateChanged;
            return new Taken(
                report.New - lateNew, report.Changed - lateChanged, report.Same - lateSame - again.Length, outdated + reports.Outdated.Count)
            {
                Again = good.FindAll(item => sent.IdOf(item.Row) is { } id && again.Contains(id)),
            };
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>What no file of ours could say, so that its header is never wrong; null for nothing.</summary>
    private static (string Column, string Message)? Wrong(SentCatalogRow row, HashSet<string> attributes, HashSet<string> locales)
    {
        if (string.IsNullOrEmpty(row.Sku))
        {
            return (SkuColumn, "sku is missing.");
        }

        foreach (var (column, cell) in row.Cells)
        {
            if (column.StartsWith(Completeness.AttributePrefix, StringComparison.Ordinal)
                && column[Completeness.AttributePrefix.Length..] is var code && !attributes.Contains(code))
            {
                return (column, $"There is no attribute \"{code}\". Define it under Settings, Attributes.");
            }

            if (column.Split('@') is [_, var locale] && !locales.Contains(locale))
            {
                return (column, $"No shop has the locale {locale}. The locales are {string.Join(", ", locales.Order(StringComparer.Ordinal))}.");
            }

            if (cell?.Any(letter => char.IsControl(letter) && letter is not ('\n' or '\r' or '\t')) == true)
            {
                return (column, $"{FieldOf(column)} holds a control character.");
            }
        }

        return null;
    }

    private static IntakeProblem Problem(int index, CatalogFileKind kind, string? column, string message)
    {
        // The file has lines, which nobody has sent.
        var start = message.StartsWith("Line ", StringComparison.Ordinal) ? message.IndexOf(": ", StringComparison.Ordinal) + 2 : 0;
        var sentence = start > 1 ? char.ToUpperInvariant(message[start]) + message[(start + 1)..] : message;
        var field = column is null ? null : FieldOf(column);
        var one = kind == CatalogFileKind.Products ? "product" : "listing";
        return new IntakeProblem(index, $"{one}.{field?.Split('.')[0] ?? "row"}", field, sentence);
    }

    /// <summary>What was sent as the field of a column: <c>compare_at_price</c> as compareAtPrice, <c>attr:color</c> as attributes.color.</summary>
    private static string FieldOf(string column)
    {
        if (column.StartsWith(Completeness.AttributePrefix, StringComparison.OrdinalIgnoreCase))
        {
            return $"attributes.{column[Completeness.AttributePrefix.Length..]}";
        }

        if (column.Split('@') is [var text, var locale])
        {
            return $"{text}s.{locale}";
        }

        var words = column.Split('_');
        return words[0] + string.Concat(words.Skip(1).Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
    }

    /// <returns>The index of the row that begins in each line of the file.</returns>
    private static async Task<Dictionary<int, int>> WriteAsync(
        string path, CatalogFileKind kind, Channel? channel, List<(SentCatalogRow Row, int Index)> rows)
    {
        var usual = kind == CatalogFileKind.Products ? ProductColumns : ListingColumns;
        string[] columns = [.. usual, .. rows.SelectMany(item => item.Row.Cells.Keys).Except(usual).Distinct(StringComparer.OrdinalIgnoreCase)];
        var lines = new Dictionary<int, int>();
        await using var file = new StreamWriter(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        await CsvCells.WriteLineAsync(file, columns);
        var line = 2;
        foreach (var (row, index) in rows)
        {
            await using var text = new StringWriter(CultureInfo.InvariantCulture);
            await CsvCells.WriteLineAsync(text, columns.Select(column => column == "channel" ? channel?.Code : row.Cells.GetValueOrDefault(column)));
            var record = text.ToString();
            lines.Add(line, index);
            line += record.Count('\n');
            await file.WriteAsync(record);
        }

        return lines;
    }

    private async Task FetchAsync(Actor actor, CatalogImportReport report, CancellationToken cancellation)
    {
        if (report.PictureFile is { } list)
        {
            await jobs.StartAsync(
                PictureWork.JobKind, $"Fetch {English.Count(report.Pictures, "picture")} for {actor.Name}", new PictureInput(list, null), actor, cancellation);
        }
    }

    private static async Task<IReadOnlyList<string>> UnknownAsync(StudioDb db, IEnumerable<string> skus, CancellationToken cancellation)
    {
        var asked = skus.Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        var known = asked.Count == 0 ? [] : await db.Products.Where(product => EF.Parameter(asked).Contains(product.Sku)).Select(product => product.Sku)
            .ToListAsync(cancellation);
        return [.. asked.Except(known, StringComparer.OrdinalIgnoreCase)];
    }

    /// <param name="Outdated">Listings that were left as they are: a newer report was there.</param>
    private sealed record Taken(int New, int Changed, int Same, int Outdated)
    {
        /// <summary>Rows of listings that others reported meanwhile.</summary>
        public IReadOnlyList<(SentCatalogRow Row, int Index)> Again { get; init; } = [];
    }

    /// <summary>As of when rows report their listings, beside what was reported before.</summary>
    private sealed record SentReports(
        IReadOnlyDictionary<string, int> Ids, IReadOnlyDictionary<int, DateTimeOffset> Before, IReadOnlyDictionary<int, DateTimeOffset> Sent,
        ListingReportRows Rows)
    {
        public static async Task<SentReports> ReadAsync(
            StudioStore store, int channelId, IReadOnlyList<SentCatalogRow> rows, CancellationToken cancellation)
        {
            var (now, skus) = (store.Time.GetUtcNow(), rows.Select(row => row.Sku!).ToList());
            await using var db = store.Read();
            var ids = await db.Products.Where(product => EF.Parameter(skus).Contains(product.Sku)).Select(product => new { product.Id, product.Sku })
                .ToDictionaryAsync(product => product.Sku, product => product.Id, StringComparer.OrdinalIgnoreCase, cancellation);
            // Of two reports of one listing that come together the newer one counts.
            var sent = rows.Where(row => ids.ContainsKey(row.Sku!)).GroupBy(row => ids[row.Sku!])
                .ToDictionary(product => product.Key, product => Whole(product.Max(row => row.AsOf ?? now)));
            return new SentReports(
                ids, await ListingReportRows.ReadAsync(db, channelId, sent.Keys, cancellation), sent, new ListingReportRows(channelId, sent));
        }

        public int? IdOf(SentCatalogRow row) => Ids.TryGetValue(row.Sku!, out var id) ? id : null;

        public bool IsOutdated(SentCatalogRow row) => row.AsOf is { } asOf && IdOf(row) is { } id
            && (Whole(asOf) < Sent[id] || (Before.TryGetValue(id, out var last) && Whole(asOf) < last));

        // As they are stored.
        private static DateTimeOffset Whole(DateTimeOffset instant) => DateTimeOffset.FromUnixTimeMilliseconds(instant.ToUnixTimeMilliseconds());
    }
}
