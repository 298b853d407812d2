using System.Text;
using CrossSell.Tests.Core.Exchange;

namespace CrossSell.Tests.Core.Dialects;

/// <summary>Whatever a table holds and however it is written, it is read back the same; whatever is damaged is counted, and breaks nothing.</summary>
[Trait("Kind", "Slow")]
public sealed class DialectPropertyTests
{
    private const int Tables = 300;

    private static readonly string[] Texts =
    [
        "", "A-1", "Größe „M“", "a,b;c\td|e", "say \"yes\"", "line one\nline two", "5 € – “ok”", "x=1,y=2", "0", "007", "Émile", "100 %",
    ];

    private static readonly string[] Pieces =
        ["\"", "\"\"", ",", ";", "\t", "\n", "\r\n", "|", "=", "id:", "sku=", "\uFEFF", "'", "name=", "%00", "9e99", "-1", "\u202E", "é", " ", "/", ">"];

    private static readonly Encoding[] Encodings =
    [
        new UTF8Encoding(false), new UTF8Encoding(true), new UnicodeEncoding(false, true), new UnicodeEncoding(true, true),
        CodePagesEncodingProvider.Instance.GetEncoding(1252)!,
    ];

    [Fact]
    public async Task AnyTable_InAnyDelimiterAndEncoding_IsReadBackTheSame()
    {
        var dice = new Random(20261130);
        for (var number = 0; number < Tables; number++)
        {
            var delimiter = ",;\t|"[dice.Next(4)];
            var encoding = Encodings[dice.Next(Encodings.Length)];
            // Shopify's header, so that a title and a description come back as they were written.
            string[] header = ["URL handle", "Title", "Description", "Vendor", "Tags"];
            var rows = Enumerable.Range(0, dice.Next(1, 20))
                .Select(at => new[] { $"handle-{at}", Pick(dice, "T"), Pick(dice, ""), Pick(dice, ""), "" }).ToList();
            var text = string.Join("\r\n", rows.Prepend(header).Select(row => string.Join(delimiter, row.Select(cell => Quote(cell, delimiter)))));
            byte[] bytes = [.. encoding.GetPreamble(), .. encoding.GetBytes(text + "\r\n")];

            var facts = (await DialectScene.TryAsync(bytes)).Required.Facts;

            Assert.Empty(facts.Refused);
            Assert.Equal(
                rows.Select(row => (row[0], row[1], row[2])),
                facts.Products.Select(product => (product.Sku, product.Name ?? "", product.Description ?? "")));
        }
    }

    [Fact]
    public async Task DamagedFiles_OfEachDialect_NeverBreak_AndEveryRowIsCounted()
    {
        string[] names =
        [
            "own/shopify-current.csv", "own/shopify-orders.csv", "own/woocommerce-german.csv", "own/akeneo-products.csv", "magento/import_bundle_product.csv",
            "magento/product_links.csv", "other/unopim-products.csv", "other/unopim-associations.csv", "other/sylius-products.csv",
            "other/shopware-article_complete.csv",
        ];
        var dice = new Random(20261130);
        foreach (var name in names)
        {
            var whole = await File.ReadAllBytesAsync(ExchangeFiles.PathOrSkip(name));
            var read = 0;
            for (var number = 0; number < ImportFuzzTests.Count; number++)
            {
                var bytes = Damaged(whole, dice);
                if ((await DialectScene.TryAsync(bytes)).Value is { } reading)
                {
                    read++;
                    Assert.Equal(reading.Facts.Rows, reading.Facts.RowsUsed + reading.Facts.RowsRefused + reading.Facts.RowsAside);
                    Assert.True(reading.Facts.RowsRefused <= reading.Facts.Refused.Count, Convert.ToBase64String(bytes));
                }
            }

            Assert.True(read > ImportFuzzTests.Count / 4, $"Of {name} only {read} damaged files were read at all: the damage is too great to prove anything.");
        }
    }

    private static string Pick(Random dice, string before) => Texts[dice.Next(Texts.Length)] is { Length: > 0 } text ? before + text : before.Trim();

    private static string Quote(string cell, char delimiter) =>
        cell.AsSpan().IndexOfAny('"', '\n', delimiter) >= 0 ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;

    private static byte[] Damaged(byte[] whole, Random dice)
    {
        var bytes = whole.ToList();
        for (var times = dice.Next(1, 5); times > 0; times--)
        {
            // The header mostly stays whole, so that the rows are what is tried.
            var at = dice.Next(bytes.Count / (dice.Next(8) == 0 ? 1 : 2)) + (bytes.Count / 2);
            at = Math.Min(at, bytes.Count - 1);
            switch (dice.Next(4))
            {
                case 0:
                    bytes.InsertRange(at, Encoding.UTF8.GetBytes(Pieces[dice.Next(Pieces.Length)]));
                    break;
                case 1:
                    bytes.RemoveRange(at, Math.Min(dice.Next(1, 30), bytes.Count - at));
                    break;
                case 2:
                    bytes[at] = (byte)dice.Next(256);
                    break;
                default:
                    bytes.InsertRange(at, bytes.Skip(dice.Next(bytes.Count)).Take(dice.Next(200)).ToList());
                    break;
            }
        }

        return [.. bytes];
    }
}
