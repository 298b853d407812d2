using CrossSell.Core.Exchange;
using Microsoft.AspNetCore.Components.Forms;

namespace CrossSell.Admin.Shared;

/// <summary>Brings a file from the browser into the exchange folder, from where imports read it.</summary>
internal static class ExchangeUpload
{
    /// <summary>Larger files go by the command line.</summary>
    public const long MostBytes = 512L << 20;

    /// <param name="arrived">Told each percent of the file that has arrived.</param>
    /// <returns>The name of the file in the exchange folder; null where the line broke or nobody waits any more, and nothing is kept.</returns>
    public static async Task<string?> TakeAsync(IBrowserFile file, ImportDrafts drafts, Action<int> arrived, CancellationToken stop)
    {
        var name = ImportDrafts.NewFile();
        var path = drafts.PathOfFile(name);
        try
        {
            await CopyAsync(file, path, arrived, stop);
            return name;
        }
        catch (Exception problem) when (problem is IOException or OperationCanceledException or InvalidOperationException)
        {
            File.Delete(path);
            return null;
        }
    }

    private static async Task CopyAsync(IBrowserFile file, string path, Action<int> arrived, CancellationToken stop)
    {
        await using var source = file.OpenReadStream(MostBytes, stop);
        await using var target = File.Create(path);
        var buffer = new byte[1 << 16];
        var (taken, told) = (0L, -1);
        while (await source.ReadAsync(buffer, stop) is > 0 and var read)
        {
            await target.WriteAsync(buffer.AsMemory(0, read), stop);
            taken += read;
            var percent = (int)(taken * 100 / Math.Max(1, file.Size));
            if (percent != told)
            {
                told = percent;
                arrived(percent);
            }
        }
    }
}
