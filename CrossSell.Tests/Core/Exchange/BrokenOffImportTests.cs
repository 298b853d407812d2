using System.Globalization;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Exchange;
using CrossSell.Core.Storage;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.Exchange;

/// <summary>
/// For any file of products, right or wrong, and any step behind which the import is broken off: begun again it ends with the same rows, the same history and
/// the same report as one that nobody broke off, and undoing all of its steps gives back what was there before. Files are made by a fixed seed, each on what
/// those before it left.
/// </summary>
[Trait("Kind", "Slow")]
public sealed class BrokenOffImportTests
{
    private const int Files = 20;

    [StudioTheory]
    [InlineData(41)]
    [InlineData(42)]
    [InlineData(43)]
    [InlineData(44)]
    public async Task Import_BrokenOffAndBegunAgain_EndsAsOneThatWasNot(int seed)
    {
        var random = new Random(seed);
        await using var whole = await SettledImportTests.CatalogAsync();
        await using var broken = await SettledImportTests.CatalogAsync();
        foreach (var studio in new[] { whole, broken })
        {
            await RunAsync(studio, "sku;name\n" + string.Concat("ABCDEFG".Select(sku => $"{sku};{sku}\n")), 0, 10, breakAfter: null);
        }

        var brokenOff = 0;
        for (var file = 1; file <= TestStudio.Tries(3 * Files); file++)
        {
            var text = SettledImportTests.ProductTable(random, random.Next(4, 16), isSound: true);
            var (rows, after) = (random.Next(1, 3), random.Next(1, 4));
            var before = await DumpAsync(broken);

            var report = await RunAsync(whole, text, file, rows, breakAfter: null);
            brokenOff += await RunAsync(broken, text, file, rows, after) is null ? 1 : 0;
            var resumed = (await RunAsync(broken, text, file, rows, breakAfter: null))!;

            AssertSame("reports", Said(report!), Said(resumed));
            AssertSame("rows", await DumpAsync(whole), await DumpAsync(broken));
            AssertSame("history", await HistoryAsync(whole, file), await HistoryAsync(broken, file));
            await using (var db = broken.Store.Read())
            {
                var sets = db.ChangeSets.Where(set => set.JobId == file).OrderBy(set => set.Id).Select(set => set.Id);
                Assert.Equal(await sets.ToListAsync(), resumed.ChangeSets);
            }

            if (random.Next(3) == 0)
            {
                await UndoAsync(whole, report!);
                await UndoAsync(broken, resumed);
                Assert.Equal(before, await DumpAsync(broken));
            }

            void AssertSame(string what, string there, string here) => Assert.True(
                there == here, $"The {what} differ, seed {seed}, file {file}, broken off behind step {after} of {rows} rows each:\n{text}\n{there}\n{here}");
        }

        Assert.True(brokenOff > 0, "No import was broken off.");
    }

    private static async Task UndoAsync(TestStudio studio, CatalogImportReport report)
    {
        foreach (var set in report.ChangeSets.Reverse())
        {
            Assert.Empty((await studio.Undo.UndoAsync(set, TestStudio.Merchandiser)).Required.Conflicts);
        }
    }

    /// <returns>Null where it was broken off.</returns>
    private static async Task<CatalogImportReport?> RunAsync(TestStudio studio, string text, int job, int rows, int? breakAfter)
    {
        var path = Path.Combine(studio.Data.Exchange, "broken.csv");
        await File.WriteAllTextAsync(path, text);
        var import = new CatalogImport(studio.Store, studio.Data, studio.Time, steps: WriteSteps.Of(rows));
        var steps = 0;
        try
        {
            return (await import.ImportAsync(
                TestStudio.Merchandiser, path, new CatalogImportOptions { JobId = job }, null, new Relay<CatalogImportProgress>(at =>
                {
                    if (at.Stage == CatalogImportStage.Writing && ++steps == breakAfter)
                    {
                        throw new TimeoutException();
                    }
                }))).Required;
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    private static string Said(CatalogImportReport report) => string.Create(
        CultureInfo.InvariantCulture,
        $"{report.Rows} rows, {report.New} new, {report.Changed} changed, {report.Same} same, {report.Wrong} wrong, categories {string.Join(';', report.CategoriesMade)}, {report.Pictures} pictures\n")
        + string.Join('\n', report.Errors.Select(error => $"{error.Line} {error.Column}: {error.Message}"));

    private static async Task<string> HistoryAsync(TestStudio studio, long job)
    {
        await using var db = studio.Store.Read();
        var changes = await (
            from set in db.ChangeSets
            where set.JobId == job
            join change in db.Changes on set.Id equals change.ChangeSetId
            select new { change.Entity, change.EntityId, change.Kind, change.Before, change.After }).ToListAsync();
        return string.Join(
            '\n', changes.Select(change => $"{change.Entity} {change.EntityId} {change.Kind} {change.Before} {change.After}").Order(StringComparer.Ordinal));
    }

    private static async Task<string> DumpAsync(TestStudio studio)
    {
        await using var db = studio.Store.Read();
        return string.Join('\n',
        [
            .. (await db.Products.OrderBy(item => item.Id).ToListAsync()).Select(item =>
                $"{item.Id} {item.Sku} {item.Name} {item.Kind} {item.ParentId} {item.VariantPosition} {item.Status} {item.SuccessorId} {item.CategoryId} {item.Gtin} {item.Description} {string.Join('|', item.Tags)}"),
            .. (await db.Listings.OrderBy(item => item.ProductId).ThenBy(item => item.ChannelId).ToListAsync()).Select(item =>
                $"{item.ProductId} {item.ChannelId} {item.Price} {item.CompareAtPrice} {item.Stock} {item.Published} {item.Completeness} {item.Missing}"),
            .. (await db.AttributeValues.OrderBy(item => item.ProductId).ToListAsync()).Select(item => $"{item.ProductId} {item.Text}"),
            .. (await db.ProductTexts.OrderBy(item => item.ProductId).ThenBy(item => item.Locale).ToListAsync())
                .Select(item => $"{item.ProductId} {item.Locale} {item.Name}"),
            .. (await db.ProductCategories.OrderBy(item => item.ProductId).ThenBy(item => item.CategoryId).ToListAsync())
                .Select(item => $"{item.ProductId} in {item.CategoryId}"),
            .. (await db.Categories.OrderBy(item => item.Id).ToListAsync()).Select(item => $"{item.Id} {item.Path} {item.Name} {item.Position}"),
        ]);
    }
}
