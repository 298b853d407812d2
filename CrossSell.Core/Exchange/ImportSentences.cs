using CrossSell.Core.Common;
using static CrossSell.Core.Exchange.ExchangeTexts;

namespace CrossSell.Core.Exchange;

/// <summary>What came of an import, in whole sentences and in the language of the moment: a report keeps them in each.</summary>
internal static class ImportSentences
{
    /// <summary>Of products, prices and orders.</summary>
    public static string Done(ImportInput input, int added, int changed) => input.DryRun
        ? L["{0} would be added, {1} updated.", Texts.Number(added), Texts.Number(changed)]
        : L["{0} added, {1} updated.", Texts.Number(added), Texts.Number(changed)];

    public static string LinksDone(ImportInput input, int added, int changed, int removed) => input.DryRun
        ? L["{0} would be added, {1} updated, {2} removed.", Texts.Number(added), Texts.Number(changed), Texts.Number(removed)]
        : L["{0} added, {1} updated, {2} removed.", Texts.Number(added), Texts.Number(changed), Texts.Number(removed)];

    public static string BundlesDone(ImportInput input, int added, int changed) => input.DryRun
        ? L["{0} would be added, {1} updated, as drafts.", Texts.Number(added), Texts.Number(changed)]
        : L["{0} added, {1} updated, as drafts. Submit them for review.", Texts.Number(added), Texts.Number(changed)];

    public static string OrdersDone(ImportInput input, int added, int changed) => $"{Done(input, added, changed)} {L["An import of orders cannot be undone."]}";

    /// <summary>It was cancelled, and what it wrote by then stays.</summary>
    public static string CalledOff(int notReached) => Joined(
        L.Counted(notReached, "Cancelled with {0} row not imported.", "Cancelled with {0} rows not imported."),
        L["What was imported can be undone as one; import the file again for the rest."]);

    /// <inheritdoc cref="CalledOff"/>
    public static string OrdersCalledOff(int notReached) => Joined(
        L.Counted(notReached, "Cancelled with {0} order not imported.", "Cancelled with {0} orders not imported."),
        L["What was imported stays; import the file again for the rest."]);

    /// <inheritdoc cref="CalledOff"/>
    public static string BundlesCalledOff => L["Cancelled; what was imported can be undone as one. Import the file again for the rest."];

    /// <param name="faults">Of the columns, the first ones of which are named.</param>
    public static string Nothing(ImportInput input, int rows, IReadOnlyList<string> faults, int named) => (input.DryRun, faults.Count, rows) switch
    {
        (true, > 0, _) => Joined(
            L.Counted(faults.Count, "Nothing can be imported: {0} problem with the columns.", "Nothing can be imported: {0} problems with the columns."),
            [.. faults.Take(named)]),
        (false, > 0, _) => Joined(
            L.Counted(faults.Count, "Nothing was imported: {0} problem with the columns.", "Nothing was imported: {0} problems with the columns."),
            [.. faults.Take(named)]),
        (true, _, 1) => L["Nothing can be imported: the only row has errors."],
        (false, _, 1) => L["Nothing was imported: the only row has errors."],
        (true, _, _) => L["Nothing can be imported: all {0} rows have errors.", Texts.Number(rows)],
        _ => L["Nothing was imported: all {0} rows have errors.", Texts.Number(rows)],
    };

    public static string Unchanged(ImportInput input, int rows) =>
        rows == 0 ? L["The file has a header and no rows."] : input.DryRun ? L["Nothing would change."] : L["Nothing changed."];

    /// <summary>Empty where no row is wrong.</summary>
    public static string LeftOut(ImportInput input, int wrong) => wrong == 0 ? "" : input.DryRun
        ? L.Counted(wrong, "{0} row with errors would be skipped.", "{0} rows with errors would be skipped.")
        : L.Counted(wrong, "{0} row with errors was skipped.", "{0} rows with errors were skipped.");

    /// <summary>Empty where there is none.</summary>
    public static string Pictures(ImportInput input, int pictures) => pictures == 0 ? "" : input.DryRun
        ? L["Pictures would be downloaded afterwards."] : L["Pictures are downloaded in a separate job."];

    /// <summary>Sentences one after the other; empty ones are left out.</summary>
    public static string Joined(string first, params IEnumerable<string> others) => string.Join(' ', others.Prepend(first).Where(text => text.Length > 0));
}
