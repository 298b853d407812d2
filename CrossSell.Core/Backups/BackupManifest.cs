using System.Text.Json;
using CrossSell.Core.Storage;

namespace CrossSell.Core.Backups;

/// <summary>What a backup holds, from where and when: its first question when it is read, and what everything in it is compared with.</summary>
/// <param name="Format">How the archive is laid out; grows when an older version could not read it.</param>
/// <param name="Version">Of the CrossSell that made it.</param>
/// <param name="At">As of when the database is.</param>
/// <param name="Provider">Of the database.</param>
/// <param name="Database">The name of its file.</param>
/// <param name="Migrations">Those that were applied, the oldest first.</param>
/// <param name="Tables">Number of rows by table.</param>
/// <param name="Files">All files of the archive but for the manifest and its hash.</param>
/// <param name="Studio">Which studio made it (<see cref="DataDirectory.StudioId"/>); null in those of earlier versions.</param>
public sealed record BackupManifest(
    int Format,
    string Version,
    DateTimeOffset At,
    string Provider,
    string Database,
    IReadOnlyList<string> Migrations,
    IReadOnlyDictionary<string, long> Tables,
    IReadOnlyList<BackupFile> Files,
    string? Studio = null)
{
    /// <summary>The layout that this version writes and reads.</summary>
    public const int CurrentFormat = 1;

    public const string FileName = "manifest.json";

    /// <summary>Holds the SHA-256 of the manifest, which itself holds those of everything else.</summary>
    public const string HashFileName = "manifest.sha256";

    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Rows of all tables.</summary>
    public long Rows => Tables.Values.Sum();

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, Web);

    /// <exception cref="JsonException">It is no manifest.</exception>
    public static BackupManifest? Read(byte[] json) => JsonSerializer.Deserialize<BackupManifest>(json, Web);
}

/// <summary>One file of a backup.</summary>
/// <param name="Path">Relative to the data folder, with slashes.</param>
/// <param name="Sha256">In lower-case hexadecimal.</param>
public sealed record BackupFile(string Path, long Bytes, string Sha256);

/// <summary>How far a backup or a restore is.</summary>
/// <param name="Total">In bytes, like <paramref name="Done"/>.</param>
/// <param name="Step">In words.</param>
public sealed record BackupProgress(long Done, long Total, string Step);
