using CrossSell.Core.Common;

namespace CrossSell.Core.Storage;

/// <summary>
/// The database as one file of a backup: taken as of one moment while people go on working, and looked at before it is trusted. One for each provider.
/// </summary>
public interface IDatabaseCopy
{
    /// <summary>As the setting <c>Database:Provider</c> names it; a backup of one provider is not restored by another.</summary>
    string Provider { get; }

    /// <summary>What the copy is called inside a backup, and in the data folder that it is restored to.</summary>
    string FileName { get; }

    /// <summary>How much room the copy will take, at most, in bytes.</summary>
    long Bytes();

    /// <summary>Writes a copy of the whole database, as of one moment. Nobody who reads or writes waits for it.</summary>
    /// <param name="file">Exists, is empty, and readable by its owner only: it is filled. It is one file afterwards, with nothing beside it.</param>
    /// <param name="progress">Share that is done, 0 to 1.</param>
    /// <exception cref="StorageException">Or any problem that <see cref="StorageTrouble"/> knows: the database or the disk cannot.</exception>
    Task CopyAsync(string file, IProgress<double>? progress, CancellationToken cancellation);

    /// <summary>What is in a copy. Refused when it is no such database, is damaged, or has migrations that this version does not know.</summary>
    /// <param name="thoroughly">Looks through indexes too, which takes a multiple of the time: before it is restored, not after each backup.</param>
    Task<Outcome<DatabaseFacts>> InspectAsync(string file, bool thoroughly, CancellationToken cancellation);

    /// <summary>Makes a copy the studio's database when a backup is restored; look into it before. Refused where a server's database has tables.</summary>
    Task<Outcome> AdoptAsync(string file, CancellationToken cancellation);
}

/// <summary>What is in a database.</summary>
/// <param name="Migrations">Those that were applied, the oldest first.</param>
/// <param name="Tables">Number of rows by table.</param>
public sealed record DatabaseFacts(IReadOnlyList<string> Migrations, IReadOnlyDictionary<string, long> Tables);
