namespace CrossSell.Core.Storage;

/// <summary>
/// A file of its own for rows on their way, in the exchange folder. While it is in use a lock file beside it is held open, which the operating system
/// lets go when the process dies however it dies: so a studio that starts tells what is in use from what a crash left.
/// </summary>
internal sealed class StageFile : IDisposable
{
    private const string Prefix = "stage-";
    private const string Ending = ".db";
    private const string LockEnding = ".lock";

    private readonly FileStream held;

    private StageFile(string path, FileStream held) => (Path, this.held) = (path, held);

    public string Path { get; }

    /// <summary>Names a file that does not exist yet, and holds its lock until disposed; then both go.</summary>
    public static StageFile In(DataDirectory data)
    {
        var path = System.IO.Path.Combine(data.Exchange, $"{Prefix}{Guid.NewGuid():N}{Ending}");
        return new StageFile(path, Hold(path));
    }

    public static bool Is(FileInfo file) => file.Name.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>Removes what processes left that are gone; what a process still holds stays.</summary>
    public static void Sweep(FileInfo file)
    {
        // Locks and journals stand beside it.
        var path = file.FullName.LastIndexOf(Ending, StringComparison.Ordinal) is >= 0 and var end ? file.FullName[..(end + Ending.Length)] : file.FullName;
        try
        {
            using var held = Hold(path);
            File.Delete(path);
            File.Delete(file.FullName);
        }
        catch (Exception used) when (used is IOException or UnauthorizedAccessException)
        {
            // Somebody's, at work.
        }
    }

    public void Dispose()
    {
        File.Delete(Path);
        held.Dispose();
    }

    private static FileStream Hold(string path) =>
        new(path + LockEnding, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
}
