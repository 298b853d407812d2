using CrossSell.Core.Storage;

namespace CrossSell.Core.Backups;

/// <summary>Which files of a data folder belong into a backup, and what a file of a backup may be called.</summary>
internal static class BackupFolders
{
    public const string Media = "media";
    public const string Keys = "keys";

    /// <summary>The settings file beside the executable. It is not read from a data folder: it is there to be compared with.</summary>
    public const string Settings = "configuration/appsettings.json";

    /// <summary>What lies in the folder and must not be lost, but for the database: name inside the backup and path.</summary>
    public static IEnumerable<(string Name, string Path)> FilesOf(DataDirectory data)
    {
        // The secret first of all: without it customers of later orders are strangers.
        data.Secret();
        yield return (DataDirectory.SecretName, Path.Combine(data.Root, DataDirectory.SecretName));
        if (Path.Combine(AppContext.BaseDirectory, "appsettings.json") is var settings && File.Exists(settings))
        {
            yield return (Settings, settings);
        }

        foreach (var folder in new[] { data.Keys, data.Media }.Where(Directory.Exists))
        {
            foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            {
                yield return (Path.GetRelativePath(data.Root, file).Replace('\\', '/'), file);
            }
        }
    }

    /// <summary>Whether a backup may put a file there: below the data folder, and only where backups of ours have files.</summary>
    public static bool IsAllowed(string name, string database)
    {
        var parts = name.Split('/');
        return parts.All(part => part.Length > 0 && part is not ("." or "..") && part.IndexOfAny(['\\', ':', '\0']) < 0)
            && (parts is [var only] ? only == database || only == DataDirectory.SecretName : parts[0] is Media or Keys || name == Settings);
    }

    /// <summary>Whether a folder is another one or lies in it, whatever links lead there.</summary>
    public static bool IsWithin(string folder, string other)
    {
        var (inner, outer) = (RealPath(folder), RealPath(other));
        return (inner + Path.DirectorySeparatorChar).StartsWith(outer + Path.DirectorySeparatorChar, StringComparison.Ordinal);
    }

    // Link by link from the root: each part may be one.
    private static string RealPath(string path)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        return Path.GetDirectoryName(full) is not { } parent ? full
            : new DirectoryInfo(Path.Combine(RealPath(parent), Path.GetFileName(full))) is { LinkTarget: not null } link
                && link.ResolveLinkTarget(returnFinalTarget: true) is { } target ? Path.TrimEndingDirectorySeparator(target.FullName)
            : Path.Combine(RealPath(parent), Path.GetFileName(full));
    }

    /// <summary>A new file that nobody but its owner can read, not even while it is written.</summary>
    public static FileStream CreatePrivate(string path)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.None, Options = FileOptions.Asynchronous,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
    }

    /// <summary>A folder, with all above it that are missing, that nobody but its owner can look into.</summary>
    public static void CreatePrivateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
