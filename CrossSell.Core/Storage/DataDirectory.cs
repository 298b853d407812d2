using System.Security.Cryptography;

namespace CrossSell.Core.Storage;

/// <summary>The folder of everything that must be kept: the database, data-protection keys, this installation's secret.</summary>
public sealed class DataDirectory
{
    private const string DatabaseName = "crosssell.db";

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

    public string Keys => Directory.CreateDirectory(Path.Combine(Root, "keys")).FullName;

    /// <summary>Files on their way in or out: uploads, error files, staging. Whatever is older than a week may go.</summary>
    public string Exchange => Directory.CreateDirectory(Path.Combine(Root, "exchange")).FullName;

    /// <summary>What was worked out and can be worked out again: results of backtests.</summary>
    public string Insights => Directory.CreateDirectory(Path.Combine(Root, "insights")).FullName;

    /// <summary>Pictures of products.</summary>
    public string Media => Path.Combine(Root, "media");

    /// <summary>Where backups are kept when nobody names another folder; made when the first one is.</summary>
    public string Backups => Path.Combine(Root, "backups");

    /// <summary>This installation's secret of 32 bytes, made at first use: customers are stored as HMACs under it.</summary>
    public byte[] Secret()
    {
        var file = Path.Combine(Root, SecretName);
        if (!File.Exists(file))
        {
            var fresh = Path.Combine(Root, $"{SecretName}.{Environment.ProcessId}");
            File.WriteAllBytes(fresh, RandomNumberGenerator.GetBytes(32));
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

        return File.ReadAllBytes(file);
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
