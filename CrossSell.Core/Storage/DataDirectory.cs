using System.Security.Cryptography;

namespace CrossSell.Core.Storage;

/// <summary>The folder of everything that must be kept: the database, data-protection keys, this installation's secret.</summary>
public sealed class DataDirectory
{
    private const string DatabaseName = "crosssell.db";
    private const int SecretLength = 32;

    /// <summary>The file that <see cref="Secret"/> keeps.</summary>
    internal const string SecretName = "secret";

    /// <param name="path">Made when it does not exist; a clear error when it cannot be.</param>
    public DataDirectory(string path)
    {
        Root = Path.GetFullPath(path);
        try
        {
            Directory.CreateDirectory(Root);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new InvalidOperationException(
                $"The data folder {Root} cannot be created: {problem.Message} Set CrossSell__DataDirectory to a folder that may be written.", problem);
        }
    }

    public string Root { get; }

    public string Database => Path.Combine(Root, DatabaseName);

    public string Keys => Private("keys");

    /// <summary>Files on their way in or out: uploads, error files, staging. Whatever is older than a week may go.</summary>
    public string Exchange => Private("exchange");

    /// <summary>What was worked out and can be worked out again: results of backtests.</summary>
    public string Insights => Private("insights");

    /// <summary>Pictures of products.</summary>
    public string Media => Path.Combine(Root, "media");

    /// <summary>Where backups are kept when nobody names another folder; made when the first one is.</summary>
    public string Backups => Path.Combine(Root, "backups");

    /// <summary>This installation's secret of 32 bytes, made at first use: customers are stored as HMACs under it.</summary>
    /// <exception cref="InvalidOperationException">The file was cut off or emptied: a key of no bytes would protect nobody.</exception>
    public byte[] Secret()
    {
        var file = Path.Combine(Root, SecretName);
        if (!File.Exists(file))
        {
            // Not by the process: in containers on one folder each is the first.
            var fresh = Path.Combine(Root, $"{SecretName}.{Guid.NewGuid():N}");
            File.WriteAllBytes(fresh, RandomNumberGenerator.GetBytes(SecretLength));
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(fresh, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            }

            try
            {
                File.Move(fresh, file, overwrite: false);
            }
            catch (IOException) when (File.Exists(file))
            {
                // Another process was first: its secret is the one.
                File.Delete(fresh);
            }
        }

        var secret = File.ReadAllBytes(file);
        return secret.Length == SecretLength
            ? secret
            : throw new InvalidOperationException(
                $"The file {file} has {secret.Length} bytes instead of {SecretLength}. Restore it from a backup: under another secret the customers of earlier orders are not found again.");
    }

    /// <summary>Tells this installation from others, and nothing of its secret: a studio that was restored or moved is still the same one.</summary>
    public string StudioId() => Convert.ToHexStringLower(HMACSHA256.HashData(Secret(), "studio"u8))[..16];

    // Also where an earlier version left it open to others.
    private string Private(string name)
    {
        var folder = Path.Combine(Root, name);
        if (OperatingSystem.IsWindows())
        {
            return Directory.CreateDirectory(folder).FullName;
        }

        const UnixFileMode owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        if (!Directory.Exists(folder))
        {
            Directory.CreateDirectory(folder, owner);
        }
        else if (File.GetUnixFileMode(folder) is var mode && (mode & ~owner) != 0)
        {
            File.SetUnixFileMode(folder, owner);
        }

        return folder;
    }

    /// <summary>
    /// Where data lives when nobody says otherwise: <c>data/</c> in the repository for a source run, beside the executable for a published one.
    /// </summary>
    public static string Default(string baseDirectory)
    {
        for (var folder = new DirectoryInfo(baseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "CrossSell.sln")))
            {
                return Path.Combine(folder.FullName, "data");
            }
        }

        return Path.Combine(baseDirectory, "data");
    }
}
