using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CrossSell.Core.Common;
using static CrossSell.Core.Backups.BackupsTexts;

namespace CrossSell.Core.Backups;

/// <summary>
/// Reads a backup and believes nothing of it: what is not in the manifest, differs from it, or would lie elsewhere than where backups have files is refused.
/// </summary>
internal static class BackupReader
{
    // Hundreds of thousands of pictures; more is no manifest.
    private const int MaxManifestBytes = 256 << 20;

    /// <summary>Where a file of the backup goes; null to read and compare it only.</summary>
    internal delegate Stream? Place(BackupFile file);

    public static string HashOf(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    /// <summary>The manifest alone, without reading what it speaks of.</summary>
    public static Task<Outcome<BackupManifest>> ReadManifestAsync(string file, CancellationToken cancellation) =>
        WithArchiveAsync(file, (_, manifest) => Task.FromResult(Outcome.Of(manifest)), cancellation);

    /// <summary>Reads all of it and compares it with the manifest.</summary>
    /// <param name="progress">Bytes that were read since the last time.</param>
    public static Task<Outcome<BackupManifest>> CheckAsync(string file, IProgress<long>? progress, CancellationToken cancellation) =>
        UnpackAsync(file, _ => null, progress, cancellation);

    /// <summary>Puts all of it into a folder that exists.</summary>
    public static Task<Outcome<BackupManifest>> UnpackAsync(string file, string folder, IProgress<long>? progress, CancellationToken cancellation) =>
        UnpackAsync(
            file,
            item =>
            {
                var path = Path.Combine(folder, item.Path);
                BackupFolders.CreatePrivateFolder(Path.GetDirectoryName(path)!);
                return BackupFolders.CreatePrivate(path);
            },
            progress,
            cancellation);

    private static Task<Outcome<BackupManifest>> UnpackAsync(string file, Place place, IProgress<long>? progress, CancellationToken cancellation) =>
        WithArchiveAsync(
            file,
            async (archive, manifest) =>
            {
                foreach (var item in manifest.Files)
                {
                    await using var target = place(item);
                    if (!await IsAsListedAsync(archive.GetEntry(item.Path)!, item, target, progress, cancellation))
                    {
                        return new Refusal("backup.damaged", L["{0} is damaged: {1} is not what was backed up. Use another backup.", file, item.Path]);
                    }

                    if (target is FileStream written)
                    {
                        written.Flush(flushToDisk: true);
                    }
                }

                return manifest;
            },
            cancellation);

    private static async Task<Outcome<BackupManifest>> WithArchiveAsync(
        string file, Func<ZipArchive, BackupManifest, Task<Outcome<BackupManifest>>> then, CancellationToken cancellation)
    {
        FileStream stream;
        try
        {
            stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.Asynchronous);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return new Refusal("backup.unreadable", L["{0} cannot be read: {1}", file, problem.Message]);
        }

        await using (stream)
        {
            try
            {
                await using var archive = await ZipArchive.CreateAsync(stream, ZipArchiveMode.Read, leaveOpen: true, null, cancellation);
                return (await ManifestAsync(file, archive, cancellation)).IsRefused(out var refusal, out var manifest)
                    ? refusal
                    : await then(archive, manifest);
            }
            catch (Exception problem) when (problem is InvalidDataException or EndOfStreamException)
            {
                return new Refusal(
                    "backup.damaged", L["{0} is no backup of CrossSell, or is incomplete or damaged. Use another backup, or copy the file again.", file]);
            }
        }
    }

    private static async Task<Outcome<BackupManifest>> ManifestAsync(string file, ZipArchive archive, CancellationToken cancellation)
    {
        if (archive.GetEntry(BackupManifest.FileName) is not { Length: < MaxManifestBytes } entry
            || archive.GetEntry(BackupManifest.HashFileName) is not { Length: 64 } hash)
        {
            return new Refusal("backup.foreign", L["{0} is no backup of CrossSell: it has no manifest.", file]);
        }

        var damaged = new Refusal("backup.damaged", L["{0} is damaged: its manifest is not what was written. Use another backup.", file]);
        var json = await ReadAsync(entry, cancellation);
        if (HashOf(json) != Encoding.ASCII.GetString(await ReadAsync(hash, cancellation)))
        {
            return damaged;
        }

        BackupManifest? manifest;
        try
        {
            manifest = BackupManifest.Read(json);
        }
        catch (JsonException)
        {
            return damaged;
        }

        if (manifest is not { Files: not null, Tables: not null, Migrations: not null, Database: not null })
        {
            return damaged;
        }

        if (manifest.Format > BackupManifest.CurrentFormat)
        {
            return new Refusal(
                "backup.version", L["{0} was made by a newer CrossSell ({1}). Restore it with that version or a later one.", file, manifest.Version]);
        }

        if (manifest.Files.FirstOrDefault(item => !BackupFolders.IsAllowed(item.Path, manifest.Database)) is { } outside)
        {
            return new Refusal(
                "backup.outside",
                L["{0} was not made by CrossSell: it would write to {1}, where no backup has files. Nothing was restored.", file, outside.Path]);
        }

        var listed = manifest.Files.Select(item => item.Path).Append(BackupManifest.FileName).Append(BackupManifest.HashFileName).Order(StringComparer.Ordinal);
        return listed.SequenceEqual(archive.Entries.Select(item => item.FullName).Order(StringComparer.Ordinal), StringComparer.Ordinal)
            ? manifest
            : new Refusal("backup.damaged", L["{0} is damaged: its files are not those of its manifest. Use another backup.", file]);
    }

    // No more than the manifest says is ever read, however much is packed into it.
    private static async Task<bool> IsAsListedAsync(
        ZipArchiveEntry entry, BackupFile listed, Stream? target, IProgress<long>? progress, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var packed = await entry.OpenAsync(cancellation);
        var (buffer, bytes) = (new byte[1 << 17], 0L);
        for (int read; (read = await packed.ReadAsync(buffer, cancellation)) > 0;)
        {
            if ((bytes += read) > listed.Bytes)
            {
                return false;
            }

            hash.AppendData(buffer, 0, read);
            if (target is not null)
            {
                await target.WriteAsync(buffer.AsMemory(0, read), cancellation);
            }

            progress?.Report(read);
        }

        return bytes == listed.Bytes && Convert.ToHexStringLower(hash.GetHashAndReset()) == listed.Sha256;
    }

    private static async Task<byte[]> ReadAsync(ZipArchiveEntry entry, CancellationToken cancellation)
    {
        await using var packed = await entry.OpenAsync(cancellation);
        var (content, read) = (new byte[entry.Length], 0);
        // The length is the archive's own word; what does not fill it, or goes beyond it, differs from its hash.
        for (int got; read < content.Length && (got = await packed.ReadAsync(content.AsMemory(read), cancellation)) > 0;)
        {
            read += got;
        }

        return content[..read];
    }
}
