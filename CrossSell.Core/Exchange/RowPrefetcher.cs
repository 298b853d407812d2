using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace CrossSell.Core.Exchange;

/// <summary>Reads the rows of a catalogue file on a thread of its own, a little ahead of who compares them.</summary>
internal static class RowPrefetcher
{
    private const int Ahead = 1;

    /// <returns>Some rows at a time, with the number of the last one and how much of the file is read, 0 to 1.</returns>
    public static async IAsyncEnumerable<(List<CatalogImportRow> Rows, int Last, double Share)> ReadAsync(
        TableFile file, CatalogHeader header, int batchSize, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var batches = Channel.CreateBounded<(List<CatalogImportRow> Rows, int Last, double Share)>(Ahead);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var reading = Task.Run(() => FillAsync(file, new CatalogImportRowReader(file, header), batchSize, batches.Writer, stop.Token), CancellationToken.None);
        try
        {
            await foreach (var batch in batches.Reader.ReadAllAsync(cancellation))
            {
                yield return batch;
            }
        }
        finally
        {
            // Anyone who closes the file must know that nobody reads it any more.
            await stop.CancelAsync();
            await reading;
        }
    }

    private static async Task FillAsync(
        TableFile file, CatalogImportRowReader reader, int batchSize, ChannelWriter<(List<CatalogImportRow> Rows, int Last, double Share)> batches,
        CancellationToken cancellation)
    {
        try
        {
            var (batch, last) = (new List<CatalogImportRow>(batchSize), 0);
            await foreach (var number in file.RowsAsync(cancellation))
            {
                batch.Add(reader.Read());
                last = number;
                if (batch.Count == batchSize)
                {
                    await batches.WriteAsync((batch, last, file.Share), cancellation);
                    batch = new List<CatalogImportRow>(batchSize);
                }
            }

            await batches.WriteAsync((batch, last, file.Share), cancellation);
            batches.Complete();
        }
#pragma warning disable CA1031 // Whatever it is: who reads the batches meets it there.
        catch (Exception wrong)
#pragma warning restore CA1031
        {
            batches.Complete(wrong);
        }
    }
}
