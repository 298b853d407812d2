using CrossSell.Core.Exchange;
using CrossSell.Core.Jobs;
using CrossSell.Core.Storage;

namespace CrossSell.Admin.Hosting;

/// <summary>Does the jobs that people start, those of a lane one at a time and off their circuits, as long as the studio is served.</summary>
internal sealed partial class JobRunner : BackgroundService
{
    private readonly StudioStore store;
    private readonly JobQueue queue;
    private readonly JobExecution execution;
    private readonly ImportJobs imports;
    private readonly Drain drain;
    private readonly TimeProvider time;
    private readonly ILogger<JobRunner> logger;

    public JobRunner(StudioStore store, JobQueue queue, JobExecution execution, ImportJobs imports, Drain drain, TimeProvider time,
        ILogger<JobRunner> logger)
    {
        (this.store, this.queue, this.execution, this.imports, this.drain, this.time, this.logger) = (store, queue, execution, imports, drain, time, logger);
        execution.Failed += (job, problem) => LogFailed(logger, problem, job.Id, job.Kind);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // An instance that is about to go takes no job more, and gives back what it runs at its next whole step, for another to go on with.
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, drain.Begun);
        // Off the start-up's thread: SQLite works synchronously.
        await Task.Yield();
        try
        {
            imports.Sweep(time.GetUtcNow());
            using var alone = store.ServeAlone();
            await RecoverAsync(alone is not null, stopping.Token);
            await Task.WhenAll([
                SweepDailyAsync(stopping.Token), LookAsync(stopping.Token),
                .. Enum.GetValues<JobLane>().Select(lane => Task.Run(() => RunAsync(lane, stopping.Token), stopping.Token))]);
        }
        catch (OperationCanceledException)
        {
            // The host is stopping.
        }
    }

    // An exception here would end the whole host, and with it the page that says what is wrong with the database.
    private async Task RecoverAsync(bool alone, CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                await execution.RecoverAsync(alone, stoppingToken);
                return;
            }
            catch (Exception problem) when (StorageTrouble.Of(problem) is not null)
            {
                LogStuck(logger, problem);
                await Task.Delay(JobExecution.TryAgainAfter, time, stoppingToken);
            }
        }
    }

    // Also while a job runs: that is when the other instances must hear of this one.
    private async Task LookAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(JobExecution.LookEvery, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await execution.LookAsync(stoppingToken);
            }
            catch (Exception problem) when (StorageTrouble.Of(problem) is { Code: StorageTrouble.BusyCode })
            {
                // A long write holds up the beats of all alike.
            }
            catch (Exception problem) when (!stoppingToken.IsCancellationRequested)
            {
                LogUnseen(logger, problem);
            }
        }
    }

    private async Task SweepDailyAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromDays(1), time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                imports.Sweep(time.GetUtcNow());
            }
            catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
            {
                LogUnswept(logger, problem);
            }
        }
    }

    private async Task RunAsync(JobLane lane, CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await execution.RunNextAsync(lane, stoppingToken))
                {
                    // One after the other.
                }
            }
            catch (Exception problem) when (!stoppingToken.IsCancellationRequested)
            {
                LogStuck(logger, problem);
            }

            await queue.WaitAsync(lane, stoppingToken);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Job {Id} ({Kind}) failed.")]
    private static partial void LogFailed(ILogger logger, Exception problem, long id, string kind);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Running jobs could not be looked after; retrying.")]
    private static partial void LogUnseen(ILogger logger, Exception problem);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Old files of imports and exports could not be deleted.")]
    private static partial void LogUnswept(ILogger logger, Exception problem);

    [LoggerMessage(Level = LogLevel.Error, Message = "The job queue could not be read; it is retried when the next job starts.")]
    private static partial void LogStuck(ILogger logger, Exception problem);
}
