using System.Text.Json;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Exchange;
using CrossSell.Core.Jobs;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Core.Sources.SourcesTexts;

namespace CrossSell.Core.Sources;

/// <param name="SourceId">The address that is asked.</param>
public sealed record SourcePullInput(int SourceId);

/// <summary>What was fetched, to be imported.</summary>
/// <param name="File">Its name in <see cref="DataDirectory.Exchange"/>.</param>
/// <param name="Fetched">What the server said of it, remembered once it is imported.</param>
public sealed record SourceImportInput(int SourceId, string File, FetchedSource Fetched);

/// <summary>Starts what is due by the timetable of an address, in one of several instances; or at once, for a person.</summary>
public sealed class SourceJobs(StudioStore store, JobQueue queue, TimeProvider time)
{
    /// <returns>The job; the one that waits or runs already when there is one.</returns>
    public async Task<Outcome<long>> StartAsync(int id, Actor actor, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = store.Read(actor.Reads);
        if (await db.ImportSources.AsNoTracking().SingleOrDefaultAsync(source => source.Id == id, cancellation) is not { } source
            || !SourceService.May(actor, source.ChannelId))
        {
            return Refusal.NotFound(L["This address was deleted."]);
        }

        return await ImportingAsync(db, id, cancellation) is { } importing ? importing : await queue.StartSingleAsync(
            SourcePullWork.JobKind, TitleOf(source), new SourcePullInput(id), actor, ChannelsOf(source), cancellation);
    }

    /// <summary>Starts what is due.</summary>
    /// <returns>Ids of the addresses.</returns>
    public async Task<IReadOnlyList<int>> StartDueAsync(CancellationToken cancellation = default)
    {
        var (started, now) = (new List<int>(), time.GetUtcNow());
        await using var db = store.Read();
        var ids = await db.ImportSources.Where(source => source.PausedAt == null).Select(source => source.Id).ToListAsync(cancellation);
        if (ids.Count == 0)
        {
            return started;
        }

        var zones = await db.Channels.AsNoTracking().ToDictionaryAsync(channel => channel.Id, channel => channel.Zone, cancellation);
        foreach (var id in ids)
        {
            // Looked before the address is read: of several instances one starts it.
            var input = new SourcePullInput(id);
            if (await queue.LookAsync(SourcePullWork.JobKind, input, cancellation) is not { } look
                || await db.ImportSources.AsNoTracking().SingleOrDefaultAsync(source => source.Id == id && source.PausedAt == null, cancellation)
                    is not { } source
                || SourceService.NextAt(source, zones) > now
                || await ImportingAsync(db, id, cancellation) is not null)
            {
                continue;
            }

            // An owner who may no more is refused when it runs, and told.
            var owner = (await db.Users.AsNoTracking().Include(user => user.Grants).SingleOrDefaultAsync(user => user.Id == source.OwnerId, cancellation))
                ?.ToActor();
            if (owner is not null && (await queue.StartDueAsync(
                look, SourcePullWork.JobKind, TitleOf(source), input, owner, ChannelsOf(source), cancellation)).IsDone)
            {
                started.Add(id);
            }
        }

        return started;
    }

    /// <summary>The job that has yet to import what was fetched from the address; null where none waits or runs.</summary>
    private static async Task<long?> ImportingAsync(StudioDb db, int id, CancellationToken cancellation)
    {
        var open = await db.Jobs.AsNoTracking()
            .Where(job => job.Kind == SourceImportWork.JobKind && (job.State == JobState.Waiting || job.State == JobState.Running))
            .OrderByDescending(job => job.Id).Select(job => new { job.Id, job.Input }).ToListAsync(cancellation);
        return open.Find(job => JsonSerializer.Deserialize<SourceImportInput>(job.Input, JobQueue.Json)?.SourceId == id)?.Id;
    }

    internal static string TitleOf(ImportSource source) => $"Fetch {source.Name}";

    internal static IReadOnlyCollection<int> ChannelsOf(ImportSource source) => source.ChannelId is { } channel ? [channel] : [];
}

/// <summary>What the works of addresses have in common: the row, and what becomes of it.</summary>
internal static class SourceRows
{
    /// <summary>Null where it is gone.</summary>
    public static async Task<ImportSource?> FindAsync(StudioStore store, int id, CancellationToken cancellation)
    {
        await using var db = store.Read();
        return await db.ImportSources.AsNoTracking().SingleOrDefaultAsync(source => source.Id == id, cancellation);
    }

    /// <summary>It was asked just now; what becomes of it, the import says.</summary>
    public static async Task TriedAsync(StudioStore store, int id)
    {
        var now = store.Time.GetUtcNow();
        await using var db = store.OpenUnaudited(inBackground: true);
        await db.ImportSources.Where(source => source.Id == id).ExecuteUpdateAsync(update => update.SetProperty(source => source.TriedAt, now));
    }

    /// <summary>Writes what became of it. It is the machine's book, and no change of the studio: not audited.</summary>
    /// <param name="imported">What the server said of the file that was imported; null where none was.</param>
    public static async Task NoteAsync(StudioStore store, int id, long job, SourceResult result, FetchedSource? imported)
    {
        var now = store.Time.GetUtcNow();
        await using var db = store.OpenUnaudited(inBackground: true);
        await db.ImportSources.Where(source => source.Id == id).ExecuteUpdateAsync(update =>
        {
            update.SetProperty(source => source.TriedAt, now).SetProperty(source => source.JobId, job).SetProperty(source => source.Result, result);
            if (result == SourceResult.Failed)
            {
                update.SetProperty(source => source.Failures, source => source.Failures + 1);
            }
            else
            {
                update.SetProperty(source => source.Failures, 0);
            }

            if (imported is not null)
            {
                update.SetProperty(source => source.ETag, imported.ETag).SetProperty(source => source.LastModified, imported.LastModified)
                    .SetProperty(source => source.ContentHash, imported.Hash).SetProperty(source => source.ImportedAt, now);
            }
        });
    }
}

/// <summary>
/// Asks an address, beside all other work, for servers are slow; what is new is imported by a job of its own. Who started it, or owns it, is told of a failure
/// as of any job that failed.
/// </summary>
public sealed class SourcePullWork(StudioStore store, SourceFetcher fetcher, SourceSecrets secrets, ImportDrafts drafts, JobQueue queue) : JobWork
{
    public const string JobKind = "pull-source";

    public override string Kind => JobKind;

    protected override Type? InputType => typeof(SourcePullInput);

    public override bool IsRestartable => true;

    public override JobLane Lane => JobLane.Background;

    public override async Task<Outcome<JobReport>> RunAsync(JobRun run, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(run);
        var id = run.Input<SourcePullInput>().SourceId;
        if (await SourceRows.FindAsync(store, id, cancellation) is not { } source)
        {
            return Refusal.NotFound(L["This address was deleted."]);
        }

        if (!SourceService.May(run.Actor, source.ChannelId))
        {
            return await FailedAsync(
                run, source, run.Actor.Deny(Permission.ImportOrders, source.ChannelId) ?? run.Actor.Deny(Permission.EditCatalog, source.ChannelId)!);
        }

        var secret = source.Secret is { } text ? secrets.Open(text) : null;
        if (source.SignIn != SourceSignIn.None && secret is null)
        {
            return await FailedAsync(
                run, source, new Refusal("source.secret", L["The password of {0} cannot be read on this installation. Type it again.", source.Name], "secret"));
        }

        var file = ImportDrafts.NewFile();
        var path = drafts.PathOfFile(file);
        var fetched = await fetcher.FetchAsync(
            new SourceRequest(source.Address, source.SignIn, source.SignInName, secret, source.ETag, source.LastModified), path,
            (done, total) => run.Report(done, total, "Downloading"), cancellation);
        if (fetched.IsRefused(out var refusal, out var found))
        {
            return await FailedAsync(run, source, refusal);
        }

        if (found.IsUnchanged || found.Hash == source.ContentHash)
        {
            File.Delete(path);
            await SourceRows.NoteAsync(store, id, run.JobId, SourceResult.Unchanged, imported: null);
            return JobReport.Saying(() => L["{0} has not changed.", source.Name], [], []);
        }

        var started = await queue.StartAsync(
            SourceImportWork.JobKind, $"Import {source.Name}", new SourceImportInput(id, file, found), run.Actor, SourceJobs.ChannelsOf(source),
            CancellationToken.None);
        if (started.IsRefused(out refusal, out _))
        {
            File.Delete(path);
            return await FailedAsync(run, source, refusal);
        }

        await SourceRows.TriedAsync(store, id);
        return JobReport.Saying(() => L["Downloaded {0} ({1}). It is imported next.", found.Name!, source.Name], [], []);
    }

    private async Task<Refusal> FailedAsync(JobRun run, ImportSource source, Refusal refusal)
    {
        await SourceRows.NoteAsync(store, source.Id, run.JobId, SourceResult.Failed, imported: null);
        return refusal;
    }
}

/// <summary>
/// Imports what was fetched, by the work that imports any file and with the mapping that its shop remembered for its columns. Only then it counts as known:
/// what failed, also in a part, is fetched again.
/// </summary>
public sealed class SourceImportWork(StudioStore store, ImportRecognition recognition, ImportSeries imports) : JobWork
{
    public const string JobKind = "import-source";

    public override string Kind => JobKind;

    protected override Type? InputType => typeof(SourceImportInput);

    // The same file twice changes nothing.
    public override bool IsRestartable => true;

    public override async Task<Outcome<JobReport>> RunAsync(JobRun run, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(run);
        var input = run.Input<SourceImportInput>();
        if (await SourceRows.FindAsync(store, input.SourceId, cancellation) is not { } source)
        {
            return Refusal.NotFound(L["This address was deleted."]);
        }

        var outcome = await ImportAsync(run, source, input, cancellation);
        var isWell = outcome is { IsDone: true, Value.Failed: false } && !cancellation.IsCancellationRequested;
        await SourceRows.NoteAsync(
            store, source.Id, run.JobId, isWell ? SourceResult.Imported : SourceResult.Failed, isWell ? input.Fetched : null);
        return outcome;
    }

    public override void Ended(Job job)
    {
        ArgumentNullException.ThrowIfNull(job);
        if (job.State == JobState.Done && JsonSerializer.Deserialize<SourceImportInput>(job.Input, JobQueue.Json) is { } input)
        {
            imports.Tidy([new ImportInput(input.File, input.File, ExchangeKind.Products, DryRun: false)]);
        }
    }

    private async Task<Outcome<JobReport>> ImportAsync(JobRun run, ImportSource source, SourceImportInput input, CancellationToken cancellation)
    {
        var name = input.Fetched.Name ?? source.Name;
        string? channel;
        await using (var db = store.Read())
        {
            var codes = await db.Channels.Where(item => source.ChannelId == null || item.Id == source.ChannelId).OrderBy(item => item.Id)
                .Select(item => item.Code).Take(2).ToListAsync(cancellation);
            channel = codes is [var only] ? only : null;
        }

        if ((await recognition.RecogniseAsync(input.File, name, run.Actor, channel: channel, cancellation: cancellation))
            .IsRefused(out var refusal, out var file))
        {
            return refusal;
        }

        if (file is { IsWhole: false, HasOwnReader: false, Origin: MappingOrigin.Guessed })
        {
            return new Refusal(
                "source.columns",
                L["The columns of {0} are not known. Try the address on the page Import & export and choose there what they are.", source.Name]);
        }

        channel ??= file.Channel;
        if (file.IsOfSeveralShops || (file.ChannelFor is not null && channel is null))
        {
            return new Refusal("source.channel", L["{0} does not say which shop it is for. Choose the shop of the address.", name], "channel");
        }

        var files = ImportTurns.Of([file], channel, newAreActive: false);
        var parts = await imports.RunAsync(run, files, files.Count, prepare: null, cancellation);
        if (parts.TrueForAll(part => part.Refusal is not null))
        {
            return parts[0].Refusal! with { Message = string.Join(' ', parts.Select(part => part.Words)) };
        }

        return JobReport.Saying(
            () => string.Join(' ', parts.Select(part => part.Report?.SummaryHere ?? part.Words)),
            [
                new("rows", parts.Max(part => part.FigureOf("rows"))), new("new", parts.Sum(part => part.FigureOf("new"))),
                new("changed", parts.Sum(part => part.FigureOf("changed"))), new("wrong", parts.Sum(part => part.Wrong)),
            ],
            [.. parts.Where(part => part.Refusal is not null).Select(part => new JobProblem(part.Words, 1, [])), .. parts.SelectMany(
                part => part.Report?.Problems ?? [])]) with
        {
            ErrorFile = await imports.ErrorsAsync(run.JobId, parts),
            Failed = parts.Exists(part => part.IsFailure),
            Changes = parts.Sum(part => part.Report?.Changes ?? 0),
        };
    }
}
