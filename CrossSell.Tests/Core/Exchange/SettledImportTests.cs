using System.Globalization;
using System.Text;
using CrossSell.Core.Catalog;
using CrossSell.Core.Exchange;
using CrossSell.Core.Links;
using CrossSell.Tests.Core.Links;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.Exchange;

/// <summary>
/// What holds for any file of products, listings or links, right or wrong: a dry run and the import say the same of every row, and the same file a
/// second time changes nothing. Files are made by a fixed seed, each on what those before it left.
/// </summary>
[Trait("Kind", "Slow")]
public sealed class SettledImportTests
{
    private const int FilesPerStudio = 30;

    private static readonly string?[] Wrong = ["..", "odd", "asleep", "12", ">", "long", "dear", "9.999", "moon", "Z", "-1", "1"];

    private static readonly string?[] Skus = ["A", "B", "C", "D", "E", "F", "a", "G", ".."];

    [StudioTheory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    [InlineData(14)]
    [InlineData(15)]
    [InlineData(16)]
    public async Task ProductFiles_OfAnyKind_AreSettledAtOnce(int seed)
    {
        var random = new Random(seed);
        await using var studio = await CatalogAsync();
        for (var file = 0; file < FilesPerStudio; file++)
        {
            var text = ProductTable(random, random.Next(1, 8));
            await AssertSettledAsync(studio, text);
        }
    }

    [StudioTheory]
    [InlineData(21)]
    [InlineData(22)]
    public async Task ListingFiles_OfAnyKind_AreSettledAtOnce(int seed)
    {
        var random = new Random(seed);
        await using var studio = await CatalogAsync();
        foreach (var sku in new[] { "A", "B", "C" })
        {
            await studio.ProductAsync(sku);
        }

        for (var file = 0; file < FilesPerStudio; file++)
        {
            var text = Table(random, random.Next(1, 8),
            [
                ("sku", ["A", "B", "C", "a", "Z"]), ("channel", ["camera", "CAMERA", "outdoor", null, "moon"]), ("price", [null, "10.00", "12", "0", "dear"]),
                ("compare_at_price", [null, "12.00", "1", "0"]), ("cost", [null, "4", "-4"]), ("stock", [null, "3", "-1"]),
                ("published", [null, "yes", "no", "perhaps"]),
            ],
            always: 3);
            await AssertSettledAsync(studio, text);
        }
    }

    [StudioTheory]
    [InlineData(31, false)]
    [InlineData(32, false)]
    [InlineData(33, false)]
    [InlineData(34, false)]
    [InlineData(35, true)]
    [InlineData(36, true)]
    [InlineData(37, true)]
    [InlineData(38, true)]
    public async Task LinkFiles_OfAnyKind_AreSettledAtOnce(int seed, bool replace)
    {
        var random = new Random(seed);
        await using var scene = await LinkScene.CreateAsync(5);
        await scene.Studio.WriteAsync(async session => (await session.Db.LinkTypes.SingleAsync(type => type.Code == LinkType.UpSell)).MaxPerProduct = 2);
        var import = new LinkImport(scene.Studio.Store);
        for (var file = 0; file < FilesPerStudio; file++)
        {
            var text = Table(random, random.Next(1, 10),
            [
                ("source_sku", ["P0", "P1", "P2", "p0", "P3", "NOPE"]), ("target_sku", ["P0", "P1", "P2", "P3", "P4"]),
                ("type", ["cross-sell", "cross-sell", "substitute", "accessory", "fits", "up-sell", "glue"]), ("position", [null, "1", "2", "3", "9", "no"]),
                ("quantity", [null, null, "1", "2"]), ("two_way", [null, null, "yes", "no"]), ("valid_from", [null, null, "2027-01-01", "2027-06-01"]),
                ("valid_to", [null, null, "2027-03-01", "2027-09-01"]), ("state", [null, null, "paused", "active"]),
                ("note", [null, null, "Goes well", "Fits"]),
                ("channels", [null, null, "camera", "moon"]), ("delete", [null, null, null, "yes"]),
            ],
            always: 2);
            var path = await FileAsync(scene.Studio, text);
            var dry = (await import.ImportAsync(TestStudio.Merchandiser, path, new LinkImportOptions { DryRun = true, Replace = replace })).Required;
            var done = (await import.ImportAsync(TestStudio.Merchandiser, path, new LinkImportOptions { Replace = replace })).Required;
            var picture = await scene.PictureAsync();
            var again = (await import.ImportAsync(TestStudio.Merchandiser, path, new LinkImportOptions { Replace = replace })).Required;

            Assert.True(In(dry) == In(done), $"The dry run and the import differ, file {file}:\n{text}\n{In(dry)}\n{In(done)}");
            Assert.True(
                (again.New, again.Changed, again.Removed) == (0, 0, 0),
                $"The same file changed something again, file {file}:\n{text}\n{In(done)}\n{In(again)}");
            Assert.True(Errors(done.Errors) == Errors(again.Errors), $"The second time other rows are wrong, file {file}:\n{text}\n{In(done)}\n{In(again)}");
            Assert.Equal(picture, await scene.PictureAsync());
            Assert.Equal(
                done.Rows,
                done.New + done.Changed + done.Same + done.Wrong + (replace ? done.Rows - done.New - done.Changed - done.Same - done.Wrong : done.Removed));
            await scene.AssertInvariantsAsync();
        }

        static string In(LinkImportReport report) =>
            string.Create(
                CultureInfo.InvariantCulture,
                $"{report.Rows} rows, {report.New} new, {report.Changed} changed, {report.Removed} removed, {report.Same} same, {report.Wrong} wrong\n{Errors(report.Errors)}");
    }

    private static async Task AssertSettledAsync(TestStudio studio, string text)
    {
        var import = new CatalogImport(studio.Store, studio.Data, studio.Time);
        var path = await FileAsync(studio, text);
        var dry = await RunAsync(dryRun: true);
        var done = await RunAsync(dryRun: false);
        var state = await studio.Store.StateAsync();
        var again = await RunAsync(dryRun: false);

        Assert.True(In(dry) == In(done), $"The dry run and the import differ:\n{text}\n{In(dry)}\n{In(done)}");
        Assert.True((again.New, again.Changed) == (0, 0), $"The same file changed something again:\n{text}\n{In(done)}\n{In(again)}");
        Assert.True(Errors(done.Errors) == Errors(again.Errors), $"The second time other rows are wrong:\n{text}\n{In(done)}\n{In(again)}");
        Assert.Equal(state, await studio.Store.StateAsync());
        Assert.Equal(done.Rows, done.New + done.Changed + done.Same + done.Wrong);
        await using var db = studio.Store.Read();
        Assert.Empty(await (
            from variant in db.Products
            where variant.Kind == ProductKind.Variant
            join parent in db.Products on variant.ParentId equals parent.Id into families
            from family in families.DefaultIfEmpty()
            where family == null || family.Kind != ProductKind.Parent
            select variant.Sku).ToListAsync());

        async Task<CatalogImportReport> RunAsync(bool dryRun) =>
            (await import.ImportAsync(TestStudio.Merchandiser, path, new CatalogImportOptions { DryRun = dryRun })) is var outcome
                && outcome.IsRefused(out var refusal, out var report)
                ? throw new InvalidOperationException($"{refusal.Message}\n{text}")
                : report;

        static string In(CatalogImportReport report) => string.Create(
            CultureInfo.InvariantCulture,
            $"{report.Rows} rows, {report.New} new, {report.Changed} changed, {report.Same} same, {report.Wrong} wrong, categories {string.Join(';', report.CategoriesMade)}\n{Errors(report.Errors)}");
    }

    private static string Errors(IReadOnlyList<RowError> errors) => string.Join('\n', errors.Select(error => $"{error.Column}: {error.Message}"));

    /// <summary>A file of products, right and wrong, with families and successors.</summary>
    /// <param name="isSound">Without the cells that are wrong in any row.</param>
    internal static string ProductTable(Random random, int rows, bool isSound = false)
    {
        (string Name, string?[] Cells)[] columns =
        [
            ("sku", Skus), ("name", [null, "One", "Two", "Two", "Three"]), ("kind", [null, null, null, "parent", "variant", "simple", "odd"]),
            ("parent", [null, null, null, "A", "B", "C", "D", "Z"]), ("status", [null, "active", "archived", "draft", "asleep"]),
            ("successor", [null, null, null, "A", "B", "E", "Z"]), ("gtin", [null, null, null, "12", "4006381333931"]),
            ("categories", [null, null, "Bags", "Bags > Soft", "bags-soft|New", ">"]), ("tags", [null, "red", "red|Red", "x, y"]),
            ("attr:focal", [null, "50", "50.0", "long"]), ("name@de", [null, "Eins", "Zwei"]), ("description", [null, "<p></p>", "<b>Words</b>", "Words"]),
            ("channel", ["camera", "camera", "outdoor", null, "moon"]), ("price", [null, "10.00", "12", "0", "dear", "9.999"]),
            ("compare_at_price", [null, null, "12.00", "1"]), ("stock", [null, "3", "-1"]), ("published", [null, "yes", "no"]),
        ];
        if (isSound)
        {
            columns = [.. columns.Select(column => (column.Name, column.Cells.Where(cell => !Wrong.Contains(cell)).ToArray()))];
        }

        return Table(random, rows, columns, always: 1);
    }

    /// <summary>A table of some of the columns, always of the first, with cells by chance.</summary>
    private static string Table(Random random, int rows, (string Name, string?[] Cells)[] columns, int always)
    {
        var chosen = columns.Where((column, at) => at < always || random.Next(2) == 0).ToList();
        if (always == 1 && !chosen.Exists(column => column.Name == "channel"))
        {
            chosen.RemoveAll(column => column.Name is "price" or "compare_at_price" or "stock" or "published");
        }

        if (always == 3 && chosen.Count == 2)
        {
            chosen.Add(columns[2]);
        }

        var text = new StringBuilder(string.Join(';', chosen.Select(column => column.Name))).Append('\n');
        for (var row = 0; row < rows; row++)
        {
            text.AppendJoin(';', chosen.Select(column => column.Cells[random.Next(column.Cells.Length)])).Append('\n');
        }

        return text.ToString();
    }

    private static async Task<string> FileAsync(TestStudio studio, string text)
    {
        var path = Path.Combine(studio.Data.Exchange, "settled.csv");
        await File.WriteAllTextAsync(path, text);
        return path;
    }

    internal static async Task<TestStudio> CatalogAsync()
    {
        var studio = await TestStudio.CreateAsync();
        await studio.ChannelAsync("camera");
        await studio.ChannelAsync("outdoor");
        await studio.WriteAsync(async session =>
        {
            foreach (var channel in await session.Db.Channels.ToListAsync())
            {
                channel.Locales = ["en", "de"];
            }
        });
        await studio.AddAsync(new AttributeDefinition { Code = "focal", Name = "Focal length", Kind = AttributeKind.Number, Unit = "mm" });
        return studio;
    }
}
