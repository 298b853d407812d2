using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Threading.Channels;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Core.Jobs.JobsTexts;

namespace CrossSell.Core.Jobs;

/// <summary>
/// The jobs of the studio: started, found, cancelled, and followed live. Its own rows are no change of the catalogue, so they are not audited.
/// </summary>
public sealed class JobQueue
{
    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>How often waiting runners look for jobs of other processes, such as a command line: one question over an index.</summary>
    public static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    private const string Notice = "job";

    // For as long as a person waits who wants something to stop. A step of a job is shorter.
    private const int CancelSeconds = 1;

    private static Refusal Committing => new(
        "job.committing", L["This job is saving a large step at this moment, so it could not be told to stop. Try again in a few seconds."]);

    /// <summary>How long ago what ended is told again after others could not be heard.</summary>
    private static readonly TimeSpan Missed = TimeSpan.FromMinutes(10);

    // One for each lane: anyone who waits is woken, however many started meanwhile.
    private readonly Channel<bool>[] started = [
        .. Enum.GetValues<JobLane>().Select(_ => Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }))];
    private readonly ConcurrentDictionary<long, CancellationTokenSource> running = new();
    private readonly ConcurrentDictionary<long, Job> live = new();
    private readonly StudioStore store;
    private readonly TimeProvider time;

    public JobQueue(StudioStore store, TimeProvider time)
    {
        (this.store, this.time) = (store, time);
        store.Announced += news =>
        {
            if (news is JobQueued)
            {
                Wake();
            }
        };
        store.Heard += HearAsync;
    }

    /// <summary>Raised with the job as it is now when it was started, went on or ended; on any thread.</summary>
    public event Action<Job>? Changed;

    /// <summary>Queues a job. Whether the actor may do it says the work when it runs; services that start one check first.</summary>
    /// <returns>The job's id.</returns>
    public Task<Outcome<long>> StartAsync(string kind, string title, object input, Actor actor, CancellationToken cancellation = default) =>
        StartAsync(kind, title, input, actor, JobAccess.ChannelsOf(actor), cancellation);

    /// <inheritdoc cref="StartAsync(string, string, object, Actor, CancellationToken)"/>
    /// <param name="channelIds">The channels that it concerns; empty means every one.</param>
    public Task<Outcome<long>> StartAsync(
        string kind, string title, object input, Actor actor, IReadOnlyCollection<int> channelIds, CancellationToken cancellation = default) =>
        PlaceAsync(New(kind, title, input, actor, channelIds), null, actor, cancellation);

    /// <summary>
    /// Queues a job, unless the same actor asked for exactly the same a moment ago and it waits, runs or is done: then that one is the answer. For work that
    /// a second click shall not do twice.
    /// </summary>
    /// <param name="within">How long ago counts as a moment; a job that still waits or runs counts however old it is.</param>
    /// <returns>The job's id.</returns>
    public Task<Outcome<long>> StartOnceAsync(string kind, string title, object input, TimeSpan within, Actor actor, CancellationToken cancellation = default)
    {
        var since = Now() - within;
        return PlaceAsync(
            New(kind, title, input, actor, JobAccess.ChannelsOf(actor)),
            same => same.Where(job => job.ActorId == actor.Id)
                .Where(job => job.State == JobState.Waiting || job.State == JobState.Running || (job.State == JobState.Done && job.CreatedAt >= since)),
            actor,
            cancellation);
    }

    /// <summary>
    /// Queues a job, unless one of this kind with exactly this input waits or runs, no matter who started it: then that one is the answer. For work of which
    /// one at a time is enough.
    /// </summary>
    /// <param name="channelIds">The channels that it concerns; empty means every one.</param>
    /// <returns>The job's id.</returns>
    public Task<Outcome<long>> StartSingleAsync(
        string kind, string title, object input, Actor actor, IReadOnlyCollection<int> channelIds, CancellationToken cancellation = default) =>
        PlaceAsync(New(kind, title, input, actor, channelIds), Open, actor, cancellation);

    /// <summary>
    /// What a timetable needs so that a job of it is started once, however many instances look at the clock. Look first, then find out whether it is due, then
    /// start it by <see cref="StartDueAsync"/>.
    /// </summary>
    /// <returns>Null when one of this kind with exactly this input waits or runs: then nothing is due.</returns>
    public async Task<DueLook?> LookAsync(string kind, object input, CancellationToken cancellation = default)
    {
        var same = ToJson(input);
        await using var db = store.Read();
        var jobs = db.Jobs.Where(job => job.Kind == kind && job.Input == same);
        var newest = await NewestAsync(jobs, cancellation);
        return await Open(jobs).AnyAsync(cancellation) ? null : new DueLook(newest ?? 0);
    }

    /// <summary>
    /// Queues a job, unless one of this kind with exactly this input was queued since the look, by whatever instance: then that one is the answer.
    /// </summary>
    /// <inheritdoc cref="StartSingleAsync"/>
    public Task<Outcome<long>> StartDueAsync(
        DueLook look, string kind, string title, object input, Actor actor, IReadOnlyCollection<int> channelIds, CancellationToken cancellation = default) =>
        PlaceAsync(New(kind, title, input, actor, channelIds), same => same.Where(job => job.Id > look.Newest), actor, cancellation);

    /// <summary>Stops a job: at once when it waits, at the next whole step when it runs. One's own, or others' for who manages all that they concern.</summary>
    public async Task<Outcome> CancelAsync(long id, Actor actor, CancellationToken cancellation = default)
    {
        await using var db = store.OpenUnaudited();
        if (await db.Jobs.AsTracking().SingleOrDefaultAsync(item => item.Id == id, cancellation) is not { } job)
        {
            return Refusal.NotFound(L["There is no such job."]);
        }

        if (!JobAccess.May(actor, job))
        {
            return Refusal.Forbidden(JobAccess.WhoCancels(job));
        }

        if (job.IsOver)
        {
            return new Refusal("job.over", L["This job is already finished."]);
        }

        try
        {
            await StopAsync(db, id, cancellation);
        }
        catch (Exception problem) when (StorageTrouble.Of(problem) is { } trouble)
        {
            // The job itself may be what holds its row. Where it runs here it has been told, and its row says so when it ends.
            await CancelHereAsync(id);
            if (!RunsHere(id))
            {
                return trouble.Code == StorageTrouble.BusyCode ? Committing : trouble;
            }
        }

        await TellAsync(id, cancellation);
        await TellOthersAsync(id, cancellation);
        return Outcome.Done;
    }

    private async Task StopAsync(StudioDb db, long id, CancellationToken cancellation)
    {
        db.Database.SetCommandTimeout(CancelSeconds);
        // Waiting: over at once. The condition is in the statement, so that a runner that takes it meanwhile wins or loses as a whole.
        var stopped = await db.Jobs.Where(item => item.Id == id && item.State == JobState.Waiting).ExecuteUpdateAsync(
            update => update.SetProperty(item => item.State, JobState.Cancelled).SetProperty(item => item.CancelAsked, true)
                .SetProperty(item => item.FinishedAt, Now()), cancellation);
        if (stopped == 0)
        {
            // Said before it is stopped, or a job that stops at once ends as if nobody had asked. The row last: it may have to wait for what the job itself is
            // writing.
            await CancelHereAsync(id);
            await db.Jobs.Where(item => item.Id == id).ExecuteUpdateAsync(update => update.SetProperty(item => item.CancelAsked, true), cancellation);
        }
    }

    /// <summary>
    /// The job of this kind and with exactly this input that waits or runs, no matter who started it; null when none does. What a job is about stands in its
    /// input, never in its title.
    /// </summary>
    public async Task<long?> FindOpenAsync(string kind, object input, CancellationToken cancellation = default)
    {
        var same = ToJson(input);
        await using var db = store.Read();
        return await NewestAsync(Open(db.Jobs.Where(job => job.Kind == kind && job.Input == same)), cancellation);
    }

    /// <summary>How many jobs of this kind that the actor started wait or run.</summary>
    public async Task<int> CountOpenAsync(string kind, Actor actor, CancellationToken cancellation = default)
    {
        await using var db = store.Read();
        return await Open(db.Jobs.Where(job => job.Kind == kind && job.ActorId == actor.Id)).CountAsync(cancellation);
    }

    /// <summary>Null when there is none, or none for this actor (<see cref="JobAccess"/>).</summary>
    public async Task<Job?> FindAsync(long id, Actor actor, CancellationToken cancellation = default) =>
        await FindAsync(id, cancellation) is { } job && JobAccess.May(actor, job) ? job : null;

    /// <summary>For the studio itself, no matter whose it is.</summary>
    internal async Task<Job?> FindAsync(long id, CancellationToken cancellation = default)
    {
        await using var db = store.Read();
        return await db.Jobs.SingleOrDefaultAsync(job => job.Id == id, cancellation) is { } job ? Fresh(job) : null;
    }

    /// <summary>Those that the actor may see, the newest first.</summary>
    /// <param name="before">Only older ones than this id, to read on.</param>
    public async Task<IReadOnlyList<Job>> ListAsync(Actor actor, int take = 50, long? before = null, CancellationToken cancellation = default)
    {
        await using var db = store.Read();
        var jobs = await JobAccess.Of(db.Jobs, actor).Where(job => before == null || job.Id < before).OrderByDescending(job => job.Id).Take(take)
            .ToListAsync(cancellation);
        return [.. jobs.Select(Fresh)];
    }

    /// <summary>Waits until somebody starts a job in this process, or until it is time to look whether another process queued one.</summary>
    public async Task WaitAsync(JobLane lane, CancellationToken cancellation)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        // Asked for without being awaited: that nobody started a job within a second is no exception.
        await Task.WhenAny(started[(int)lane].Reader.WaitToReadAsync(over.Token).AsTask(), Task.Delay(LookAgain, time, over.Token));
        await over.CancelAsync();
        cancellation.ThrowIfCancellationRequested();
        started[(int)lane].Reader.TryRead(out _);
    }

    internal DateTimeOffset Now() => DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds());

    internal CancellationToken Running(Job job, CancellationToken stopping)
    {
        var source = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        running[job.Id] = source;
        live[job.Id] = job;
        return source.Token;
    }

    /// <summary>The jobs that this process runs.</summary>
    internal IEnumerable<long> AllHere => live.Keys;

    internal bool RunsHere(long id) => live.ContainsKey(id);

    /// <summary>Stops a job because a person wants it, where it runs in this process.</summary>
    internal async Task CancelHereAsync(long id)
    {
        if (live.TryGetValue(id, out var shown))
        {
            shown.CancelAsked = true;
        }

        await AskToStopAsync(id);
    }

    internal async Task AskToStopAsync(long id)
    {
        if (running.TryGetValue(id, out var source))
        {
            await source.CancelAsync();
        }
    }

    internal void Over(Job job)
    {
        Left(job);
        Tell(job);
    }

    /// <summary>It runs here no longer, and is not over.</summary>
    internal void Left(Job job)
    {
        live.TryRemove(job.Id, out _);
        if (running.TryRemove(job.Id, out var source))
        {
            source.Dispose();
        }
    }

    /// <summary>That the job's row is another one now: for pages of other instances, and for the one that runs it.</summary>
    internal Task TellOthersAsync(long id, CancellationToken cancellation = default) => store.TellOthersAsync(NoticeOf(id), cancellation);

    internal void Tell(Job job) => Changed?.Invoke(job);

    internal Job New(string kind, string title, object input, Actor actor, IReadOnlyCollection<int> channelIds) => new()
    {
        Kind = kind,
        Title = title.Length <= Job.TitleLength ? title : title[..(Job.TitleLength - 1)] + "…",
        Input = ToJson(input),
        ActorKind = actor.Kind,
        ActorId = actor.Id,
        ActorName = actor.Name,
        ChannelIds = [.. channelIds],
        CreatedAt = Now(),
    };

    private static IQueryable<Job> Open(IQueryable<Job> jobs) => jobs.Where(job => job.State == JobState.Waiting || job.State == JobState.Running);

    private static Task<long?> NewestAsync(IQueryable<Job> jobs, CancellationToken cancellation) =>
        jobs.OrderByDescending(job => job.Id).Select(job => (long?)job.Id).FirstOrDefaultAsync(cancellation);

    /// <summary>
    /// Writes the job's row, unless one that is as good is there. Looking and writing are one transaction that holds the writer lock, so that two who ask
    /// at once get one job, from two processes too.
    /// </summary>
    /// <param name="asGood">Which of the jobs of the same kind and input would do; null when none does.</param>
    private async Task<Outcome<long>> PlaceAsync(Job job, Func<IQueryable<Job>, IQueryable<Job>>? asGood, Actor actor, CancellationToken cancellation)
    {
        try
        {
            await using var db = store.OpenUnaudited(actor.InBackground);
            // Most who ask again ask long after: they need not wait for who writes.
            if (asGood is not null && await FoundAsync() is { } there)
            {
                return there;
            }

            await using var transaction = await db.BeginAloneAsync(cancellation);
            if (asGood is not null && await FoundAsync() is { } meanwhile)
            {
                return meanwhile;
            }

            db.Jobs.Add(job);
            await db.SaveChangesAsync(cancellation);
            await db.TellOthersAsync(store.NoticeOf(NoticeOf(job.Id)), cancellation);
            await transaction.CommitAsync(cancellation);

            Task<long?> FoundAsync() => NewestAsync(asGood(db.Jobs.Where(other => other.Kind == job.Kind && other.Input == job.Input)), cancellation);
        }
        catch (Exception problem) when (StorageTrouble.Of(problem) is { } trouble)
        {
            return trouble;
        }

        Changed?.Invoke(job);
        Wake();
        return job.Id;
    }

    internal void Wake() => Array.ForEach(started, lane => lane.Writer.TryWrite(true));

    private static string NoticeOf(long id) => string.Create(CultureInfo.InvariantCulture, $"{Notice} {id}");

    // What another instance did with a job; after a pause anything may have happened to any that was under way.
    private async Task HearAsync(string? news)
    {
        long? one = news?.Split(' ') is [Notice, var id] ? long.Parse(id, CultureInfo.InvariantCulture) : null;
        if (news is not null && one is null)
        {
            return;
        }

        try
        {
            var since = Now() - Missed;
            await using var db = store.Read();
            foreach (var job in await db.Jobs
                .Where(job => one != null ? job.Id == one : job.State == JobState.Waiting || job.State == JobState.Running || job.FinishedAt >= since)
                .OrderBy(job => job.Id).ToListAsync())
            {
                if (job.CancelAsked)
                {
                    await CancelHereAsync(job.Id);
                }

                Tell(Fresh(job));
            }

            Wake();
        }
        catch (Exception problem) when (StorageTrouble.Of(problem) is not null)
        {
            // Told again when the line to the database stands again.
        }
    }

    private static string ToJson(object input) => JsonSerializer.Serialize(input, input.GetType(), Json);

    // What this process knows of a running job is newer than its row, which is written a few times a second.
    private Job Fresh(Job stored)
    {
        if (!stored.IsOver && live.TryGetValue(stored.Id, out var job))
        {
            (stored.State, stored.Done, stored.Total, stored.Step, stored.StartedAt) = (job.State, job.Done, job.Total, job.Step, job.StartedAt);
            stored.CancelAsked |= job.CancelAsked;
        }

        return stored;
    }

    private async Task TellAsync(long id, CancellationToken cancellation)
    {
        if (await FindAsync(id, cancellation) is { } job)
        {
            Tell(job);
        }
    }
}
