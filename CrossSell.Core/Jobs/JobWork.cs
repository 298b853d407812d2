using System.Text.Json;
using CrossSell.Core.Common;
using CrossSell.Core.People;

namespace CrossSell.Core.Jobs;

/// <summary>
/// One kind of job: how it is done. A new kind is one class and one line in the services. It checks the actor's rights itself, for they may have changed since
/// it was started.
/// </summary>
public abstract class JobWork
{
    /// <summary>Stable, lower case with hyphens; what <see cref="Job.Kind"/> says.</summary>
    public abstract string Kind { get; }

    /// <summary>
    /// Whether it may be started from the beginning after the studio broke off in the middle: true only when doing it twice changes nothing more.
    /// </summary>
    public virtual bool IsRestartable => false;

    /// <summary>What <see cref="JobRun.Input{T}"/> is asked for; null for a kind that needs nothing.</summary>
    protected virtual Type? InputType => null;

    /// <inheritdoc cref="JobInput"/>
    internal bool Understands(string input) => InputType is not { } type || JobInput.IsUnderstood(input, type);

    /// <summary>Jobs of one lane are done one after the other; the lanes do not wait for each other.</summary>
    public virtual JobLane Lane => JobLane.Main;

    /// <summary>
    /// Does it. When <paramref name="cancellation"/> is asked for, stops at the next place where what is done is whole, and reports what was done and what was
    /// not.
    /// </summary>
    public abstract Task<Outcome<JobReport>> RunAsync(JobRun run, CancellationToken cancellation);

    /// <summary>Tidies up what the job needed no longer than until its end is written. After a crash just before, nobody does: it must not matter.</summary>
    public virtual void Ended(Job job)
    {
    }
}

/// <summary>Who waits for whom among the jobs.</summary>
public enum JobLane
{
    /// <summary>Whatever writes much: two at a time would only hold each other up.</summary>
    Main,

    /// <summary>Jobs that fetch from others' servers or draw, for hours perhaps, and write a little now and then.</summary>
    Background,

    /// <summary>Copies of the whole studio, which only read: no import waits for one, and none waits for an import.</summary>
    Backup,
}

/// <summary>One run of a job: who asked, for what, and where to tell how far it is.</summary>
public sealed class JobRun
{
    private readonly string input;
    private readonly Action<JobProgress> tell;

    public JobRun(long jobId, Actor actor, string input, Action<JobProgress> tell)
    {
        (JobId, Actor, this.input, this.tell) = (jobId, actor, input, tell);
    }

    /// <summary>For <see cref="Storage.WriteSession.JobId"/>, so that all that the job writes is undone as one.</summary>
    public long JobId { get; }

    /// <summary>With the rights as they are now.</summary>
    public Actor Actor { get; }

    public T Input<T>() => JsonSerializer.Deserialize<T>(input, JobQueue.Json) ?? throw new InvalidOperationException($"Job {JobId} has no input.");

    /// <summary>How far it is. Call as often as you like: it is stored and shown a few times a second at most.</summary>
    /// <param name="total">0 while it is not known.</param>
    /// <param name="step">What is being done, in words.</param>
    public void Report(long done, long total, string step) => tell(new JobProgress(done, total, step));
}

/// <summary>How far a job is.</summary>
public sealed record JobProgress(long Done, long Total, string Step);
