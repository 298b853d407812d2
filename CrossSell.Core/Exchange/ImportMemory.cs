namespace CrossSell.Core.Exchange;

/// <summary>
/// Keeps an import from holding what it is done with. Rows live for some batches, long enough to be taken for what stays; the collector looks there only when
/// the heap has grown by a multiple, so that an import of a few live megabytes ended with hundreds that were dead.
/// </summary>
internal static class ImportMemory
{
    private const long Least = 24 << 20;

    // Above it a look costs more, and an import is no longer most of what there is.
    private const long Large = 256 << 20;

    /// <summary>
    /// Has what is dead found when the heap has grown by a quarter of what was alive when that was last looked for, by half where that was much, and by 24 MB
    /// at least; in the background, so that nobody waits. A server with a large catalogue in memory comes there by itself. Called between batches.
    /// </summary>
    public static void LetGo()
    {
        var (blocking, beside) = (GC.GetGCMemoryInfo(GCKind.FullBlocking), GC.GetGCMemoryInfo(GCKind.Background));
        var last = beside.Index > blocking.Index ? beside : blocking;
        var alive = last.HeapSizeBytes - last.FragmentedBytes;
        if (GC.GetTotalMemory(forceFullCollection: false) > alive + Math.Max(Least, alive / (alive < Large ? 4 : 2)))
        {
            LetGoNow();
        }
    }

    /// <summary>Has it found in the background, whatever has grown: for who let go of much at once.</summary>
    public static void LetGoNow() => GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: false, compacting: false);
}
