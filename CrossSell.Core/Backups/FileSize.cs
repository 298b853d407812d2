using System.Globalization;

namespace CrossSell.Core.Backups;

/// <summary>Sizes as people read them.</summary>
public static class FileSize
{
    private static readonly string[] Units = ["bytes", "KB", "MB", "GB", "TB"];

    /// <summary>"812 bytes", "4.2 MB", "1.6 GB": of 1,024 each, with one decimal below ten.</summary>
    public static string Of(long bytes)
    {
        var (number, unit) = ((double)bytes, 0);
        while (number >= 1000 && unit < Units.Length - 1)
        {
            (number, unit) = (number / 1024, unit + 1);
        }

        return string.Create(CultureInfo.InvariantCulture, $"{(unit > 0 && number < 10 ? Math.Round(number, 1) : Math.Round(number))} {Units[unit]}");
    }
}
