using System.Runtime.InteropServices;

namespace CrossSell.Admin.Hosting;

/// <summary>What this process writes is for its own user only: database, keys, uploads, error files and exports alike.</summary>
internal static class FilePrivacy
{
    private const uint OwnerOnly = 0b000_111_111;

    /// <summary>Files and folders that are made from now on have no rights for group and others. On Windows the folder's own rights say that.</summary>
    public static void Begin()
    {
        if (!OperatingSystem.IsWindows())
        {
            _ = Umask(OwnerOnly);
        }
    }

    [DllImport("libc", EntryPoint = "umask")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint Umask(uint mask);
}
