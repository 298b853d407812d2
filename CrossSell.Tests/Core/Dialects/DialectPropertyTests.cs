using System.Globalization;
using System.IO.Compression;
using System.Text;
using CrossSell.Core.Dialects;
using CrossSell.Tests.Core.Exchange;

namespace CrossSell.Tests.Core.Dialects;

/// <summary>Whatever a table holds and however it is written, it is read back the same; whatever is damaged is counted, and breaks nothing.</summary>
[Trait("Kind", "Slow")]
public sealed class DialectPropertyTests
{
    private static readonly int Tables = Math.Max(25, ImportFuzzTests.Count / 6);

    private static readonly string[] Texts =
    [
        "", "A-1", "Größe „M“", "a,b;c\td|e", "say \"yes\"", "line one\nline two", "5 € – “ok”", "x=1,y=2", "0", "007", "Émile", "100 %",
    ];

    private static readonly string[] Pieces =
        ["\"", "\"\"", ",", ";", "\t", "\n", "\r\n", "|", "=", "id:", "sku=", "\uFEFF", "'", "name=", "%00", "9e99", "-1", "\u202E", "é", " ", "/", ">"];

    // Of dialects of which there is no example: enough rows that damage falls on all kinds of them.
    private static readonly string[] Written =
    [
        Repeat(
            "order_id,order_number,order_date,status,billing_email,item_sku,item_name,item_quantity,item_total,item_refunded_qty,line_items\n",
            "{0},1{0},2026-01-03 10:00:00,completed,a{0}@x.test,HAT-{0},Hat,2,20.00,1,name:Cup|sku:CUP|quantity:1|total:2.00\n"),
        Repeat(
            "orderId;number;customerId;orderStatusID;orderTime;articleNumber;price;quantity;articleName;mode\n",
            "{0};2{0};7;1;2026-08-30 10:15:54;SW{0};19,99;2;Hat;0\n"),
        Repeat(
            "Product ID;Active (0/1);Name *;Categories (x,y,z...);Price tax excluded;Reference #;Quantity;Acessories  (x,y,z...)\n",
            "{0};1;Cup {0};Home,Kitchen;9,90;CUP{0};5;1,2\n"),
        Repeat(
            "id,title,description,availability,condition,price,sale_price,link,image_link,brand,item_group_id,color,fb_product_category\n",
            "{0},Tee {0},Soft,in stock,new,19.99 EUR,,https://x.test/{0},https://x.test/{0}.jpg,Acme,tee,Red,Clothing\n"),
        Repeat(
            "sku,store_view_code,product_type,categories,name,price,configurable_variations,bundle_values,related_skus,related_position\n",
            "S{0},,simple,Default Category/Men,Tee {0},10,,,\"S1,S2\",\"2,1\"\n"
            + "F{0},,configurable,,Family,,\"sku=S{0},size=S\",\"name=Opt,sku=S{0},default_qty=1\",,\n"),
    ];

    private static readonly Encoding[] Encodings =
    [
        new UTF8Encoding(false), new UTF8Encoding(true), new UnicodeEncoding(false, true), new UnicodeEncoding(true, true),
        CodePagesEncodingProvider.Instance.GetEncoding(1252)!,
    ];

    /// <param name="header">Of a file of the dialect; {0} stands behind the column of the SKU, {1} of the name, {2} of the description.</param>
    /// <param name="others">What stands in the columns beside them, by name.</param>
    [Theory]
    [InlineData("shopify-current", "URL handle{0},Title{1},Description{2},Vendor,Tags", "")]
    [InlineData("shopify-legacy", "Handle{0},Title{1},Body (HTML){2},Vendor,Variant Grams", "")]
    [InlineData("woocommerce", "ID,Type,SKU{0},Name{1},Published,Description{2},Upsells,Meta: x", "Type=simple")]
    [InlineData("magento", "sku{0},product_type,attribute_set_code,name{1},description{2},related_skus", "product_type=simple")]
    [InlineData("akeneo", "sku{0},family,enabled,name{1},description{2},groups,X_SELL-groups", "enabled=1")]
    [InlineData("shopware", "ordernumber{0},name{1},description_long{2},supplier,shippingtime", "supplier=Acme")]
    [InlineData("prestashop", "Product ID,Active (0/1),Name *{1},Reference #{0},Description{2},Unity", "Active (0/1)=1")]
    [InlineData("bagisto", "sku{0},attribute_family_code,type,name{1},description{2}", "type=simple")]
    [InlineData("unopim", "sku{0},attribute_family,type,name{1},description{2},cross_sells", "type=simple")]
    [InlineData("sylius", "Code{0},Main_taxon,Name{1},Description{2},Meta_keywords", "Main_taxon=c")]
    [InlineData("google", "id{0},title{1},description{2},link,availability,mpn", "availability=in stock")]
    [InlineData("meta", "id{0},title{1},description{2},availability,fb_product_category", "availability=in stock")]
    public async Task AnyTable_InAnyDelimiterQuotingEncodingAndPacking_IsReadBackTheSame(string dialect, string header, string others)
    {
        var dice = new Random(20261130);
        var named = header.Split(',');
        int At(string mark) => Array.FindIndex(named, name => name.EndsWith(mark, StringComparison.Ordinal));
        var (sku, name, text) = (At("{0}"), At("{1}"), At("{2}"));
        string[] names = [.. named.Select(column => column.Split('{')[0])];
        for (var number = 0; number < Tables; number++)
        {
            var delimiter = ",;\t|"[dice.Next(4)];
            var encoding = Encodings[dice.Next(Encodings.Length)];
            var isQuoted = dice.Next(2) == 0;
            var rows = Enumerable.Range(0, dice.Next(1, 20)).Select(at => names.Select(_ => "").ToArray()).ToList();
            for (var at = 0; at < rows.Count; at++)
            {
                (rows[at][sku], rows[at][name], rows[at][text]) = ($"code-{at}", Pick(dice, "T"), Pick(dice, ""));
                foreach (var other in others.Split('|', StringSplitOptions.RemoveEmptyEntries).Select(other => other.Split('=')))
                {
                    rows[at][Array.IndexOf(names, other[0])] = other[1];
                }
            }

            var table = string.Join(
                dice.Next(2) == 0 ? "\r\n" : "\n",
                rows.Prepend(names).Select(row => string.Join(delimiter, row.Select(cell => Quote(cell, delimiter, isQuoted)))));
            byte[] bytes = Packed([.. encoding.GetPreamble(), .. encoding.GetBytes(table + "\n")], dice.Next(3));

            var reading = (await DialectScene.TryAsync(bytes)).Required;

            Assert.Equal(dialect, DialectNames.Of(reading.Dialect));
            Assert.Empty(reading.Facts.Refused);
            Assert.Equal((rows.Count, rows.Count), (reading.Facts.Rows, reading.Facts.RowsUsed));
            Assert.Equal(
                rows.Select(row => (row[sku], row[name], row[text])),
                reading.Facts.Products.Where(product => !product.IsImplied)
                    .Select(product => (product.Sku, product.Name ?? "", product.Description ?? "")));
        }
    }

    private static byte[] Packed(byte[] bytes, int how)
    {
        using var packed = new MemoryStream();
        if (how == 1)
        {
            using (var gzip = new GZipStream(packed, CompressionMode.Compress, leaveOpen: true))
            {
                gzip.Write(bytes);
            }
        }
        else if (how == 2)
        {
            using (var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
            {
                using var entry = zip.CreateEntry("file.csv").Open();
                entry.Write(bytes);
            }
        }

        return how == 0 ? bytes : packed.ToArray();
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
        foreach (var name in names.Concat(Written))
        {
            var whole = name.Contains('\n', StringComparison.Ordinal)
                ? Encoding.UTF8.GetBytes(name) : await File.ReadAllBytesAsync(ExchangeFiles.PathOrSkip(name));
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

            Assert.True(
                read > ImportFuzzTests.Count / 4,
                $"Of {name.Split('\n')[0]} only {read} damaged files were read at all: the damage is too great to prove anything.");
        }
    }

    private static string Repeat(string header, string row) =>
        header + string.Concat(Enumerable.Range(1, 8).Select(number => string.Format(CultureInfo.InvariantCulture, row, number)));

    private static string Pick(Random dice, string before) => Texts[dice.Next(Texts.Length)] is { Length: > 0 } text ? before + text : before.Trim();

    private static string Quote(string cell, char delimiter, bool isQuoted) =>
        isQuoted || cell.AsSpan().IndexOfAny('"', '\n', delimiter) >= 0 ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;

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
