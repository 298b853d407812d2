using System.Globalization;
using System.Text.RegularExpressions;
using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Dialects;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Exchange;

/// <summary>How a file of bundles is to be imported.</summary>
public sealed record BundleImportOptions
{
    /// <summary>What the columns become and what was corrected; null for a file that is read by its header.</summary>
    public FileReading? Reading { get; init; }

    /// <summary>Only say what would happen.</summary>
    public bool DryRun { get; init; }

    /// <summary>Bring in nothing when one row is wrong.</summary>
    public bool Strict { get; init; }

    /// <summary>Read as one of ours, also when the columns look like another system's.</summary>
    public bool AsNative { get; init; }

    /// <summary>The system whose file it is, where somebody said; null to go by the columns.</summary>
    public Dialect? Dialect { get; init; }

    /// <summary>What the file was called where it came from; null where it still is.</summary>
    public string? FileName { get; init; }

    /// <summary>Code of the shop in which bundles are offered that name none; null for every shop.</summary>
    public string? ChannelCode { get; init; }

    /// <summary>The job that imports, so that its drafts are undone as one.</summary>
    public long? JobId { get; init; }
}

/// <summary>What an import of bundles did, or would do.</summary>
/// <param name="New">Bundles that were not there: each is a draft of who imports.</param>
/// <param name="Changed">Bundles with a draft that says something else now; what is live stays live.</param>
/// <param name="Same">Bundles that say just that already.</param>
/// <param name="Wrong">Rows with errors, and with them the other rows of their bundles.</param>
/// <param name="Stopped">Why reading ended before the end of the file, or null.</param>
public sealed record BundleImportReport(
    int Rows, int New, int Changed, int Same, int Wrong, IReadOnlyList<RowError> Errors, IReadOnlyList<string> Ignored, bool DryRun, string? Stopped = null)
{
    /// <summary>What was written by this run, a bundle at a time: undo takes them from the last to the first.</summary>
    public IReadOnlyList<long> ChangeSets { get; init; } = [];

    /// <summary>It was called off between two bundles; what was written by then stays.</summary>
    public bool CalledOff { get; init; }

    /// <summary>What is wrong with the file as a whole, each as a sentence. While there is one, nothing is imported.</summary>
    public IReadOnlyList<string> Faults { get; init; } = [];

    /// <summary>Nothing of the file could be imported: its columns are wrong, or all of its rows.</summary>
    public bool IsFailure => Faults.Count > 0 || (Rows > 0 && Wrong == Rows && New + Changed + Same == 0);
}

/// <summary>
/// Brings a file of bundles in, all of their content (<see cref="BundleReading"/>). What it makes or changes is a draft of who imports, which somebody else has
/// to approve; a bundle that says just that already is left alone, so that the same file twice changes nothing, and neither does an export. A bundle with a
/// wrong row is left out as a whole.
/// </summary>
public sealed partial class BundleImport(StudioStore store, ImportLimits? limits = null)
{
    private const int CodeLength = 64;

    /// <param name="errors">Gets the rows that were left out, as a file of the same format; null when nobody wants them.</param>
    /// <param name="progress">How much of the file is written, from 0 to 1.</param>
    public async Task<Outcome<BundleImportReport>> ImportAsync(
        Actor actor, string path, BundleImportOptions options, TextWriter? errors = null, IProgress<double>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(options);
        if (!actor.CanAnywhere(Permission.EditBundles))
        {
            return actor.Deny(Permission.EditBundles, null)!;
        }

        if ((await FileSniffer.SniffAsync(path, limits, cancellation)).IsRefused(out var refusal, out var found)
            || found.With(options.Reading).IsRefused(out refusal, out var sniffed))
        {
            return refusal;
        }

        if (!options.AsNative && await ForeignAsync(actor, path, sniffed, options, errors, progress, cancellation) is { } foreign)
        {
            return foreign;
        }

        if (!BundleFile.Recognise(sniffed.Fields))
        {
            return new Refusal("file.columns", $"A file of bundles needs the columns {BundleFile.Code} and {BundleFile.Sku}.", "file");
        }

        if ((await TableFile.OpenAsync(path, sniffed, cancellation)).IsRefused(out refusal, out var file))
        {
            return refusal;
        }

        var wrong = new List<RowError>();
        List<BundleEntry> bundles;
        int count;
        List<string> ignored;
        await using (file)
        {
            (bundles, count, ignored) = await BundleFile.ReadAsync(file, wrong, cancellation);
        }

        ignored.AddRange(sniffed.Mapping?.LeftAside ?? []);
        var plan = await PlanAsync(actor, bundles, wrong, cancellation);
        await WriteErrorsAsync(wrong, path, sniffed, errors, cancellation);
        wrong.Sort((one, other) => one.Line.CompareTo(other.Line));
        var faults = BundleFile.Faults(sniffed.Fields);
        var report = new BundleImportReport(
            count, plan.Count(BundleFate.New), plan.Count(BundleFate.Changed), plan.Count(BundleFate.Same),
            wrong.Select(error => error.Line).Distinct().Count(), sniffed.Mapping is { } mapping ? [.. wrong.Select(mapping.Said)] : wrong, ignored,
            options.DryRun, file.Stopped);
        if (faults.Count > 0)
        {
            return report with { New = 0, Changed = 0, Same = 0, Faults = faults };
        }

        if (options.Strict && (report.Wrong > 0 || report.Stopped is not null))
        {
            return new Refusal(
                "import.strict",
                report.Stopped is { } stopped ? $"Nothing was imported. {stopped}" : string.Create(
                    CultureInfo.InvariantCulture,
                    $"Nothing was imported: {report.Wrong:N0} of {report.Rows:N0} rows have errors. {report.Errors[0].Message}"),
                "file");
        }

        return options.DryRun ? report : await WriteAsync(actor, plan, report, options.JobId, progress, cancellation);
    }

    /// <summary>A file of another system, translated and imported as one of ours; null for one that is.</summary>
    private async Task<Outcome<BundleImportReport>?> ForeignAsync(
        Actor actor, string path, SniffedFile sniffed, BundleImportOptions options, TextWriter? errors, IProgress<double>? progress,
        CancellationToken cancellation)
    {
        await using var stream = File.OpenRead(path);
        var source = new ForeignSource(
            store, stream, options.FileName ?? Path.GetFileName(path), sniffed, options.Dialect, ExchangeKind.Bundles,
            options.ChannelCode, options.Strict, errors);
        return await source.BringAsync(
            file => ImportAsync(actor, file.Path, options with { AsNative = true, Reading = null }, null, progress, cancellation),
            report => report.Errors,
            (file, report, all) => report with
            {
                Rows = file.Reading.Facts.Rows,
                Wrong = file.Wrong(report.Errors),
                Errors = all,
                Ignored = file.Reading.Facts.LeftAside,
                Stopped = file.Reading.Stopped,
            },
            cancellation);
    }

    private enum BundleFate
    {
        Same,
        New,
        Changed,
    }

    /// <param name="Before">With all of its revisions; null for a new one.</param>
    private sealed record Planned(BundleFate Fate, Bundle? Before, BundleContent Content);

    /// <summary>What the bundles of the file come to, as of one moment and without a lock; those with a wrong row are not among them.</summary>
    private sealed record Plan(IReadOnlyList<(BundleEntry Entry, BundleFate Fate)> Bundles)
    {
        public int Count(BundleFate fate) => Bundles.Count(bundle => bundle.Fate == fate);
    }

    private async Task<Plan> PlanAsync(Actor actor, List<BundleEntry> bundles, List<RowError> wrong, CancellationToken cancellation)
    {
        await using var db = store.Read();
        await db.Database.OpenConnectionAsync(cancellation);
        await using var snapshot = await StudioStore.SnapshotAsync(db, cancellation);
        var names = await BundleNames.LoadAsync(db, cancellation);
        names.Expect(bundles.Select(bundle => bundle.Code));
        var broken = wrong.Select(error => error.Line).ToHashSet();
        var planned = new List<(BundleEntry, BundleFate)>();
        foreach (var entry in bundles)
        {
            var faults = new List<RowError>();
            var plan = await PlanAsync(db, names, entry, actor, faults, cancellation);
            if (plan is { } fit && !entry.Rows.Exists(row => broken.Contains(row.Line)))
            {
                planned.Add((entry, fit.Fate));
                continue;
            }

            // A bundle is one thing: without one of its rows it would be another.
            var lines = faults.Select(fault => fault.Line).ToHashSet();
            wrong.AddRange(faults);
            wrong.AddRange(entry.Rows.Where(row => !lines.Contains(row.Line)).Select(row => new RowError(
                row.Line, null, string.Create(CultureInfo.InvariantCulture, $"Line {row.Line} is left out with the wrong rows of {entry.Code}."), "")));
        }

        return new Plan(planned);
    }

    /// <returns>Null when it cannot be; why stands among the errors.</returns>
    private static async Task<Planned?> PlanAsync(
        StudioDb db, BundleNames names, BundleEntry entry, Actor actor, List<RowError> errors, CancellationToken cancellation)
    {
        var bundle = await db.Bundles.WithRevisions().SingleOrDefaultAsync(item => item.Code == entry.Code, cancellation);
        var newest = bundle?.Revisions.MaxBy(revision => revision.Number);
        var before = newest is null ? null : BundleContent.Of(newest);
        await names.ReadAsync(db, entry.Skus(), cancellation);
        await names.ReadAsync(db, before is null ? [] : BundleNames.In(before), cancellation);
        var content = new BundleReading(entry, names, errors).Read(before);
        if (errors.Count > 0)
        {
            return null;
        }

        if (before is not null && BundleCells.AreSame(before, content, names))
        {
            return new Planned(BundleFate.Same, bundle, before);
        }

        var refusal = before is null && (entry.Code.Length > CodeLength || !Code().IsMatch(entry.Code))
            ? new Refusal("bundle.code", $"\"{entry.Code}\" is no code of a bundle: use lower-case letters, digits and hyphens, at most {CodeLength}.")
            : content.Check() ?? Closed(bundle, newest) ?? Denied(actor, content.ChannelIds.Concat(before?.ChannelIds ?? []).Distinct())
                ?? await Segments.RefuseAsync(db, content.Segment, [], cancellation);
        if (refusal is not null)
        {
            errors.Add(new RowError(
                entry.Rows[0].Line, null, string.Create(CultureInfo.InvariantCulture, $"Line {entry.Rows[0].Line}: {refusal.Message}"), ""));
            return null;
        }

        return new Planned(bundle is null ? BundleFate.New : BundleFate.Changed, bundle, content);
    }

    private static Refusal? Closed(Bundle? bundle, BundleRevision? newest) => bundle switch
    {
        { RetiredAt: not null } => new Refusal("bundle.retired", "This bundle is retired."),
        not null when newest!.State == RevisionState.InReview =>
            new Refusal("revision.frozen", "This bundle is in review. Withdraw it to change it; the review then starts again."),
        _ => null,
    };

    private static Refusal? Denied(Actor actor, IEnumerable<int> channelIds)
    {
        var channels = channelIds.ToArray();
        return channels.Length == 0
            ? actor.DenyInEach(Permission.EditBundles, [])
            : channels.Select(id => actor.Deny(Permission.EditBundles, id)).FirstOrDefault(denied => denied is not null);
    }

    private async Task<Outcome<BundleImportReport>> WriteAsync(
        Actor actor, Plan plan, BundleImportReport report, long? jobId, IProgress<double>? progress, CancellationToken cancellation)
    {
        var (made, changed, same, sets) = (0, 0, plan.Count(BundleFate.Same), new List<long>());
        var late = new List<RowError>();

        // What a bundle includes has to be there before it.
        var todo = plan.Bundles.Where(bundle => bundle.Fate != BundleFate.Same).OrderBy(bundle => bundle.Entry.Includes ? 1 : 0).ToList();
        for (var at = 0; at < todo.Count && !cancellation.IsCancellationRequested; at++)
        {
            var written = await WriteAsync(actor, todo[at].Entry, jobId, late);
            if (written.IsRefused(out var refusal, out var one))
            {
                return sets.Count == 0 ? refusal : refusal with { Message = $"{refusal.Message} What was imported until then is kept." };
            }

            if (one is { } done)
            {
                sets.Add(done.ChangeSet);
                (made, changed) = done.Fate == BundleFate.New ? (made + 1, changed) : (made, changed + 1);
            }

            progress?.Report((at + 1d) / todo.Count);
            await store.LetOthersAsync(CancellationToken.None);
        }

        var errors = report.Errors.Concat(late).OrderBy(error => error.Line).ToList();
        return report with
        {
            New = made,
            Changed = changed,
            Same = same,
            ChangeSets = sets,
            Errors = errors,
            Wrong = errors.Select(error => error.Line).Distinct().Count(),
            CalledOff = cancellation.IsCancellationRequested && made + changed < todo.Count,
        };
    }

    /// <summary>Writes one bundle, planned once more under the lock: others may have worked on it since.</summary>
    /// <returns>Nothing where it became what the file says, or can no longer be.</returns>
    private async Task<Outcome<(BundleFate Fate, long ChangeSet)?>> WriteAsync(Actor actor, BundleEntry entry, long? jobId, List<RowError> late)
    {
        await using var session = await store.WriteAsync(actor, "Imported bundles", CancellationToken.None);
        session.JobId = jobId;
        var names = await BundleNames.LoadAsync(session.Db, CancellationToken.None);
        var planned = await PlanAsync(session.Db, names, entry, actor, late, CancellationToken.None);
        if (planned is not { Fate: not BundleFate.Same } plan)
        {
            return Outcome.Of<(BundleFate, long)?>(null);
        }

        if (plan.Before is not { } bundle)
        {
            bundle = new Bundle { Code = entry.Code, OwnerId = actor.Id, CreatedAt = session.Now };
            bundle.Revisions.Add(BundleRevision.Of(1, plan.Content, actor, session.Now));
            session.Db.Bundles.Add(bundle);
        }
        else
        {
            var revision = bundle.Open;
            var ofCampaigns = await CampaignMembership.OfBundleAsync(session.Db, bundle.Id, CancellationToken.None);
            if (revision is null && bundle.Revise(actor, session.Now, ofCampaigns).IsRefused(out var closed, out revision))
            {
                return closed;
            }

            if (revision!.Edit(plan.Content, actor, session.Now).IsRefused(out var refusal))
            {
                return refusal;
            }

            if (revision.Id != 0)
            {
                // Components and channels are rows of their own: the revision's version has to grow with them.
                session.Db.Entry(revision).Property(item => item.UpdatedAt).IsModified = true;
            }
        }

        bundle.FollowNewest();
        session.Purpose = $"Imported the bundle {plan.Content.Name}";
        return (await session.CommitAsync(CancellationToken.None)).IsRefused(out var stale, out var changeSet)
            ? stale
            : Outcome.Of<(BundleFate, long)?>((plan.Fate, changeSet));
    }

    /// <summary>The rows that were left out, fetched from the file again rather than kept: most files have none.</summary>
    private static async Task WriteErrorsAsync(List<RowError> wrong, string path, SniffedFile sniffed, TextWriter? errors, CancellationToken cancellation)
    {
        if (errors is null || wrong.Count == 0 || (await TableFile.OpenAsync(path, sniffed, cancellation)).IsRefused(out _, out var file))
        {
            return;
        }

        await using (file)
        {
            var byLine = wrong.Select(error => sniffed.Mapping?.Said(error) ?? error).ToLookup(error => error.Line, error => error.Message);
            var rows = new ErrorRows(errors, file.Delimiter, file.Names);
            await foreach (var _ in file.RowsAsync(cancellation))
            {
                if (byLine.Contains(file.Line))
                {
                    await rows.AddAsync(string.Join(' ', byLine[file.Line]), file.Record);
                }
            }
        }
    }

    [GeneratedRegex(@"\A[a-z0-9]+(-[a-z0-9]+)*\z")]
    private static partial Regex Code();
}
