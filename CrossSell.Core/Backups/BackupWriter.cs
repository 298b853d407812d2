using System.Diagnostics;
using System.IO.Compression;
using System.Reflection;
using System.Security.Cryptography;
using CrossSell.Core.Common;
using CrossSell.Core.Storage;

namespace CrossSell.Core.Backups;

/// <summary>
/// Writes a backup: a zip file of the database as of one moment, pictures, keys, the secret and a manifest. It is written beside its place under another
/// name, read again, and only then moved there: what has the name is whole.
/// </summary>
internal sealed class BackupWriter(IDatabaseCopy database, DataDirectory data, TimeProvider time)
{
    // A regular file of mode 0600, for those who unpack it by hand.
    private const int PrivateFile = 0x8180 << 16;

    /// <summary>How the files are called that are being written, beside the one they become.</summary>
    public const string PartialEnding = ".partial";

    private static readonly string Version = typeof(BackupWriter).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion
        .Split('+')[0] ?? "";

    /// <param name="file">Must not exist yet; its folder does.</param>
    public async Task<Outcome<BackupManifest>> WriteAsync(string file, IProgress<BackupProgress>? progress, CancellationToken cancellation)
    {
        var partial = $"{file}.{Environment.ProcessId}{PartialEnding}";
        var copy = $"{file}.{Environment.ProcessId}.database{PartialEnding}";
        try
        {
            Remove(partial, copy);
            var meter = new Meter(progress, (3 * database.Bytes()) + (2 * BackupFolders.FilesOf(data).Sum(item => SizeOf(item.Path))));
            var at = DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds());
            await BackupFolders.CreatePrivate(copy).DisposeAsync();
            var size = database.Bytes();
            await database.CopyAsync(copy, new Relay<double>(share => meter.At((long)(share * size), "Copying the database")), cancellation);
            meter.Add(size);
            if ((await database.InspectAsync(copy, thoroughly: false, cancellation)).IsRefused(out var refusal, out var facts))
            {
                return refusal;
            }

            BackupManifest manifest;
            await using (var stream = BackupFolders.CreatePrivate(partial))
            {
                var files = new List<BackupFile>();
                await using (var archive = await ZipArchive.CreateAsync(stream, ZipArchiveMode.Create, leaveOpen: true, null, cancellation))
                {
                    files.Add((await PackAsync(archive, database.FileName, copy, meter, "Packing the database", cancellation))!);
                    foreach (var (name, path) in BackupFolders.FilesOf(data))
                    {
                        if (await PackAsync(archive, name, path, meter, "Packing pictures and keys", cancellation) is { } packed)
                        {
                            files.Add(packed);
                        }
                    }

                    manifest = new BackupManifest(
                        BackupManifest.CurrentFormat, Version, at, database.Provider, database.FileName, facts.Migrations, facts.Tables, files,
                        data.StudioId());
                    var json = manifest.ToJson();
                    await PutAsync(archive, BackupManifest.FileName, json, cancellation);
                    await PutAsync(archive, BackupManifest.HashFileName, System.Text.Encoding.ASCII.GetBytes(BackupReader.HashOf(json)), cancellation);
                }

                await stream.FlushAsync(cancellation);
                stream.Flush(flushToDisk: true);
            }

            if ((await BackupReader.CheckAsync(partial, new Relay<long>(bytes => meter.Add(bytes, "Checking what was written")), cancellation))
                .IsRefused(out refusal, out _))
            {
                return refusal;
            }

            File.Move(partial, file, overwrite: false);
            return manifest;
        }
        finally
        {
            Remove(partial, copy);
        }
    }

    // Pictures are packed already: doing it again costs much and saves nothing.
    private static CompressionLevel LevelOf(string name) =>
        name.StartsWith(BackupFolders.Media + "/", StringComparison.Ordinal) ? CompressionLevel.NoCompression : CompressionLevel.Fastest;

    /// <returns>Null when the file is gone since it was listed: a picture's mark, or one that was just swept.</returns>
    private static async Task<BackupFile?> PackAsync(
        ZipArchive archive, string name, string path, Meter meter, string step, CancellationToken cancellation)
    {
        FileStream source;
        try
        {
            source = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 16, FileOptions.Asynchronous);
        }
        catch (Exception problem) when (problem is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }

        await using (source)
        {
            var entry = archive.CreateEntry(name, LevelOf(name));
            entry.ExternalAttributes = PrivateFile;
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            await using var packed = await entry.OpenAsync(cancellation);
            var (buffer, bytes) = (new byte[1 << 17], 0L);
            for (int read; (read = await source.ReadAsync(buffer, cancellation)) > 0;)
            {
                hash.AppendData(buffer, 0, read);
                await packed.WriteAsync(buffer.AsMemory(0, read), cancellation);
                bytes += read;
                meter.Add(read, step);
            }

            return new BackupFile(name, bytes, Convert.ToHexStringLower(hash.GetHashAndReset()));
        }
    }

    private static async Task PutAsync(ZipArchive archive, string name, byte[] content, CancellationToken cancellation)
    {
        var entry = archive.CreateEntry(name, CompressionLevel.Fastest);
        entry.ExternalAttributes = PrivateFile;
        await using var packed = await entry.OpenAsync(cancellation);
        await packed.WriteAsync(content, cancellation);
    }

    private static long SizeOf(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? file.Length : 0;
    }

    private static void Remove(params ReadOnlySpan<string> files)
    {
        foreach (var file in files)
        {
            // SQLite keeps its own beside the copy while it is made.
            File.Delete(file);
            File.Delete(file + "-journal");
        }
    }

    /// <summary>Counts bytes, whatever is done with them.</summary>
    private sealed class Meter(IProgress<BackupProgress>? progress, long total)
    {
        private long done;

        public void Add(long bytes, string? step = null)
        {
            done += bytes;
            if (step is not null)
            {
                At(0, step);
            }
        }

        public void At(long further, string step)
        {
            Debug.Assert(further >= 0, "Shares only grow.");
            progress?.Report(new BackupProgress(Math.Min(done + further, total), total, step));
        }
    }
}
