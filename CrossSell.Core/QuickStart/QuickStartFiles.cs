using CrossSell.Core.Common;
using CrossSell.Core.Exchange;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using static CrossSell.Core.QuickStart.QuickStartTexts;

namespace CrossSell.Core.QuickStart;

/// <summary>
/// Says of files that were brought what they are and whether a shop can be set up with them, without a person choosing columns: what needs that is refused
/// with where it is done, and never stands in the way of the other file.
/// </summary>
public sealed class QuickStartFiles(ImportRecognition recognition, ImportDrafts drafts, ImportLimits? limits = null)
{
    // As many rows as tell a language and a currency.
    private const int RowsRead = 300;

    /// <summary>What the file is.</summary>
    /// <param name="file">Its name in <see cref="DataDirectory.Exchange"/>.</param>
    public async Task<Outcome<ExchangeFile>> RecogniseAsync(string file, string originalName, Actor actor, CancellationToken cancellation = default)
    {
        if ((await recognition.RecogniseAsync(file, originalName, actor, cancellation: cancellation)).IsRefused(out var refusal, out var found))
        {
            return refusal;
        }

        if (found.IsWhole || found.HasOwnReader || found.Origin == MappingOrigin.Own)
        {
            return found;
        }

        // Codes alone make no product: any column of different words looks like one of codes.
        string[] names = found.Kind == ExchangeKind.Products && !found.Mapping.Has("name") ? ["name"] : [];
        var missing = ImportFields.Faults(found.Mapping).Select(fault => fault.Field).Concat(names)
            .Select(field => ImportFields.Of(found.Kind).FirstOrDefault(known => known.Key == field)?.Words ?? field).Distinct().ToList();
        return missing.Count == 0 ? found : new Refusal(
            "quick.columns",
            L["No column was recognised as {0}. Rename it in the file, or choose the columns on the page Import & export.", Texts.And(missing)], "file");
    }

    /// <summary>What a shop is, as these files suggest.</summary>
    /// <param name="files">Names in <see cref="DataDirectory.Exchange"/>.</param>
    /// <param name="usual">What stands where they say nothing.</param>
    public async Task<ShopSettings> GuessAsync(IEnumerable<string> files, ShopSettings usual, CancellationToken cancellation = default)
    {
        var samples = new List<FileSample>();
        foreach (var file in files)
        {
            if (await SampleAsync(drafts.PathOfFile(file), cancellation) is { } sample)
            {
                samples.Add(sample);
            }
        }

        return ShopGuess.Of(samples, usual);
    }

    private async Task<FileSample?> SampleAsync(string path, CancellationToken cancellation)
    {
        if (!File.Exists(path) || (await FileSniffer.SniffAsync(path, limits, cancellation)).IsRefused(out _, out var sniffed)
            || (await TableFile.OpenAsync(path, sniffed, cancellation)).IsRefused(out _, out var table))
        {
            return null;
        }

        await using (table)
        {
            var cells = table.Names.Select(_ => new List<string>()).ToList();
            await foreach (var number in table.RowsAsync(cancellation))
            {
                for (var at = 0; at < cells.Count && table.Wrong is null; at++)
                {
                    cells[at].Add(table.Raw(at));
                }

                if (number == RowsRead)
                {
                    break;
                }
            }

            return new FileSample(table.Names, cells);
        }
    }
}
