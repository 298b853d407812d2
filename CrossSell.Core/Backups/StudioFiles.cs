using System.Security.Cryptography;
using CrossSell.Core.Common;
using CrossSell.Core.Storage;

namespace CrossSell.Core.Backups;

/// <summary>Copies what a data folder holds beside its database and must not be lost (pictures, keys, the secret) to another one.</summary>
public static class StudioFiles
{
    /// <summary>
    /// Each file is read again and compared before it has its name; what is there already and the same is left. Refused where another file has the name: it
    /// would be that of another studio.
    /// </summary>
    /// <param name="folder">Made when it is missing, for its owner only.</param>
    /// <returns>How many files the studio has.</returns>
    public static async Task<Outcome<int>> CopyAsync(DataDirectory data, string folder, IProgress<string>? progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(data);
        CreateFolder(folder);
        var files = BackupFolders.FilesOf(data).Where(file => file.Name != BackupFolders.Settings).ToList();
        progress?.Report($"Copying {English.Count(files.Count, "file")}: pictures, keys and the secret");
        foreach (var (name, path) in files)
        {
            cancellation.ThrowIfCancellationRequested();
            var target = Path.Combine(folder, name);
            var hash = await HashAsync(path, cancellation);
            if (!File.Exists(target))
            {
                await CopyAsync(path, target, cancellation);
            }

            if (Convert.ToHexString(hash) != Convert.ToHexString(await HashAsync(target, cancellation)))
            {
                return new Refusal(
                    "transfer.files",
                    $"{target} is there already and is another file than {path}, which was to be copied there. Name a folder that is empty.");
            }
        }

        return files.Count;
    }

    /// <summary>A folder for a studio, for its owner only, where there is none.</summary>
    public static void CreateFolder(string folder)
    {
        if (!Directory.Exists(folder))
        {
            BackupFolders.CreatePrivateFolder(folder);
        }
    }

    private static async Task CopyAsync(string path, string target, CancellationToken cancellation)
    {
        BackupFolders.CreatePrivateFolder(Path.GetDirectoryName(target)!);
        var half = target + ".part";
        File.Delete(half);
        await using (var written = BackupFolders.CreatePrivate(half))
        {
            await using var read = File.OpenRead(path);
            await read.CopyToAsync(written, cancellation);
            written.Flush(flushToDisk: true);
        }

        File.Move(half, target);
    }

    private static async Task<byte[]> HashAsync(string path, CancellationToken cancellation)
    {
        await using var read = File.OpenRead(path);
        return await SHA256.HashDataAsync(read, cancellation);
    }
}
