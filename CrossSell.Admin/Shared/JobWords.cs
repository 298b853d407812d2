using CrossSell.Core.Jobs;

namespace CrossSell.Admin.Shared;

/// <summary>States, shares and durations of jobs as people read them.</summary>
internal static class JobWords
{
    public static (string Tone, string Name) Of(Job job) => job switch
    {
        { State: JobState.Waiting } => ("plain", "waiting"),
        { State: JobState.Running, CancelAsked: true } => ("warning", "stopping"),
        { State: JobState.Running } => ("primary", "running"),
        { State: JobState.Done } => ("good", "done"),
        { State: JobState.Cancelled } => ("warning", "cancelled"),
        _ => ("error", "failed"),
    };

    /// <summary>0 to 100; null while the end is not known.</summary>
    public static int? Percent(Job job) => job switch
    {
        { State: JobState.Done } => 100,
        { Total: > 0 } => (int)Math.Min(100, job.Done * 100 / job.Total),
        _ => null,
    };

    /// <summary>"1,204 of 5,000 · 800 a second · about 5 s left"; null while nothing can be said.</summary>
    public static string? Pace(Job job, DateTimeOffset now)
    {
        if (job.Total == 0 && job.Done == 0)
        {
            return null;
        }

        var count = job.Total > 0 ? $"{Formats.Count(job.Done)} of {Formats.Count(job.Total)}" : Formats.Count(job.Done);
        if (job.State != JobState.Running || job.StartedAt is not { } started || (now - started).TotalSeconds is not (> 1 and var seconds) || job.Done == 0)
        {
            return count;
        }

        var rate = job.Done / seconds;
        var left = job.Total > job.Done ? $" · about {Formats.Duration(TimeSpan.FromSeconds(Math.Max(1, (job.Total - job.Done) / rate)))} left" : "";
        return $"{count} · {(rate >= 10 ? Formats.Count((long)rate) : Formats.Fixed(rate, 1))} a second{left}";
    }
}
