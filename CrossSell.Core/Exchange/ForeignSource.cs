using CrossSell.Core.Common;
using CrossSell.Core.Dialects;
using CrossSell.Core.Storage;

namespace CrossSell.Core.Exchange;

/// <summary>
/// A file that somebody brought, which may be another system's: then it is translated, imported as one of ours, and its errors are said of itself.
/// </summary>
/// <param name="Stream">Of the file; left open.</param>
/// <param name="Name">Of the file: some say only there what they hold.</param>
/// <param name="Told">The system that somebody named; null to go by the columns.</param>
/// <param name="Channel">Code of the shop that was named; null for none.</param>
/// <param name="IsStrict">Nothing comes in when one row cannot be read.</param>
/// <param name="Errors">Gets the rows that were left out, in the form of the file; null when nobody wants them.</param>
internal sealed record ForeignSource(
    StudioStore Store, Stream Stream, string Name, SniffedFile File, Dialect? Told, ExchangeKind Kind, string? Channel, bool IsStrict, TextWriter? Errors)
{
    /// <summary>Under which customers are hashed; null for a file without any.</summary>
    public byte[]? Secret { get; init; }

    /// <summary>Null for a file that is one of ours, or whose columns somebody said.</summary>
    /// <param name="import">Imports the translated file.</param>
    /// <param name="wrong">What that says is wrong.</param>
    /// <param name="said">The report, of the file that was brought; with all errors, in its order.</param>
    /// <param name="after">What else is done with the file when it is in, before its errors are said; null for nothing.</param>
    public async Task<Outcome<T>?> BringAsync<T>(
        Func<TranslatedFile, Task<Outcome<T>>> import, Func<T, IEnumerable<RowError>> wrong, Func<TranslatedFile, T, List<RowError>, T> said,
        CancellationToken cancellation, Func<TranslatedFile, T, Task>? after = null)
        where T : class
    {
        if (await DialectTranslation.OfAsync(Store, Stream, Name, File, Told, Kind, Channel, Secret, cancellation) is not { } made)
        {
            return null;
        }

        if (made.IsRefused(out var refusal, out var file))
        {
            return refusal;
        }

        await using (file)
        {
            if (IsStrict && file.Strict is { } broken)
            {
                await file.WriteErrorsAsync(Stream, file.Refused, Errors, cancellation, Secret);
                return broken;
            }

            if ((await import(file)).IsRefused(out refusal, out var report))
            {
                return refusal;
            }

            if (after is not null)
            {
                await after(file, report);
            }

            var all = file.Together(wrong(report));
            await file.WriteErrorsAsync(Stream, all, Errors, cancellation, Secret);
            return said(file, report, all);
        }
    }
}
