namespace CrossSell.Core.Exchange;

/// <summary>What is imported of files that say several things at once: of each all that it holds, in an order in which each finds what it is about.</summary>
public static class ImportTurns
{
    /// <param name="channel">Code of the shop that rows are about which name none; null where the files say it.</param>
    /// <param name="newAreActive">New products go on sale where their rows say nothing of it: for the first files of a shop that is being set up.</param>
    public static IReadOnlyList<ImportInput> Of(IEnumerable<ExchangeFile> files, string? channel, bool newAreActive)
    {
        ArgumentNullException.ThrowIfNull(files);
        return
        [
            .. files.SelectMany(file => KindsOf(file).Select(kind => (
                Turn: file is { IsWhole: true, Summary.LinkTypes: > 0 } ? -1 : TurnOf(kind),
                Import: new ImportInput(file.File, file.OriginalName, kind, DryRun: false, Channel: channel, NewAreActive: newAreActive)
                {
                    Mapping = file.Told,
                })))
                .OrderBy(one => one.Turn).Select(one => one.Import),
        ];
    }

    // A product export of another system says its links and bundles too; its prices come with the products.
    private static IEnumerable<ExchangeKind> KindsOf(ExchangeFile file) => !file.IsWhole ? [file.Kind]
        : file.Summary!.Holds.Contains(ExchangeKind.Products) ? file.Summary.Holds.Where(kind => kind != ExchangeKind.Listings)
        : file.Summary.Holds;

    private static int TurnOf(ExchangeKind kind) => kind switch
    {
        ExchangeKind.Products => 0,
        ExchangeKind.Listings => 1,
        ExchangeKind.Links => 2,
        ExchangeKind.Bundles => 3,
        _ => 4,
    };
}
