using System.Runtime.InteropServices;
using CrossSell.Core.Storage;

namespace CrossSell.Admin.Hosting;

/// <summary>
/// Gives memory back to the system once people have gone. The collector keeps what it once had, for the next that comes, and collects little while nothing is
/// asked of it: a hundred pages that were closed, or one look at every page of a large studio, would be held for the night. It is done only while nobody
/// works, for everything waits meanwhile: 0.2 s after 300 pages were closed, 0.4 s with a million products.
/// </summary>
internal sealed partial class IdleMemory(StudioStore store, TimeProvider time, ILogger<IdleMemory> logger) : BackgroundService
{
    internal static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    // What timetables, notices and health checks use up meanwhile is less; a page that opens, or a search in a large catalogue, is more.
    private const long Quiet = 8L << 20;

    // Less is not worth a halt.
    private const long Much = 48L << 20;

    private long allocated = -1;
    private long cleared;

    /// <summary>Whether to clear up now: nobody worked since the last look, and memory has grown since it was cleared up last.</summary>
    /// <param name="everAllocated">Bytes that the process has ever allocated.</param>
    /// <param name="committed">Bytes that the collector holds.</param>
    internal bool Look(long everAllocated, long committed)
    {
        var isQuiet = allocated >= 0 && everAllocated - allocated < Quiet;
        allocated = everAllocated;
        return isQuiet && committed - cleared >= Much;
    }

    /// <summary>It was cleared up.</summary>
    /// <param name="committed">Bytes that the collector still holds.</param>
    internal void Cleared(long committed) => cleared = committed;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                if (Look(GC.GetTotalAllocatedBytes(), GC.GetGCMemoryInfo().TotalCommittedBytes))
                {
                    Clear();
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The host is stopping.
        }
    }

    private void Clear()
    {
        var (began, before) = (time.GetTimestamp(), GC.GetGCMemoryInfo().TotalCommittedBytes);
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        store.Rest();
        // SQLite's pages are the C library's, which keeps what was freed as well.
        if (OperatingSystem.IsLinux())
        {
            try
            {
                _ = Trim(0);
            }
            catch (EntryPointNotFoundException)
            {
                // Another C library than GNU's: it has no such question.
            }
        }

        var after = GC.GetGCMemoryInfo().TotalCommittedBytes;
        Cleared(after);
        LogCleared(logger, before >> 20, after >> 20, time.GetElapsedTime(began).TotalMilliseconds);
    }

    [DllImport("libc", EntryPoint = "malloc_trim")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Trim(nuint pad);

    [LoggerMessage(
        Level = LogLevel.Debug, Message = "Nobody works: memory given back. Objects had {Before} MB and have {After} MB now; it took {Milliseconds:0} ms.")]
    private static partial void LogCleared(ILogger logger, long before, long after, double milliseconds);
}
