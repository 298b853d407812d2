using System.IO.Compression;
using System.Text;
using CrossSell.Core.Common;
using CrossSell.Core.Exchange;

namespace CrossSell.Tests.Core.Exchange;

public sealed class FileSnifferTests
{
    private static readonly Encoding Windows1252 = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    [Theory]
    [InlineData("sku;name\nA;Größe\n", ';')]
    [InlineData("sku,name\nA,\"one;two;three\"\n", ',')]
    [InlineData("sku\tname\nA\tOne\n", '\t')]
    [InlineData("sku|name\nA|One\n", '|')]
    [InlineData("sku\nA\n", ',')]
    public async Task Delimiter_IsTheOneOfTheHeader(string text, char expected)
    {
        var file = (await SniffAsync(Encoding.UTF8.GetBytes(text))).Required;

        Assert.Equal((expected, FileEncoding.Utf8, "sku"), (file.Delimiter, file.Encoding, file.Names[0]));
    }

    [Fact]
    public async Task Windows1252_IsNotLatin1()
    {
        var bytes = Windows1252.GetBytes("sku;name\nA;“Crème” – 5 €\n");

        var file = (await SniffAsync(bytes)).Required;

        Assert.Equal(FileEncoding.Windows1252, file.Encoding);
        Assert.Empty(file.DamagedLines);
        using var reader = await TextSource.OpenAsync(new MemoryStream(bytes), file, Stop);
        Assert.Equal("sku;name\nA;“Crème” – 5 €\n", await reader.ReadToEndAsync(Stop));
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    [InlineData(true, false)]
    public async Task Utf16_IsReadWithAndWithoutItsMark(bool bigEndian, bool marked)
    {
        var encoding = new UnicodeEncoding(bigEndian, marked);
        byte[] bytes = [.. encoding.GetPreamble(), .. encoding.GetBytes("sku;name\r\nA;Größe €\r\n")];

        var file = (await SniffAsync(bytes)).Required;

        Assert.Equal((bigEndian ? FileEncoding.Utf16BigEndian : FileEncoding.Utf16LittleEndian, ';'), (file.Encoding, file.Delimiter));
        Assert.Equal(["sku", "name"], file.Names);
        using var reader = await TextSource.OpenAsync(new MemoryStream(bytes), file, Stop);
        Assert.Equal("sku;name\r\nA;Größe €\r\n", await reader.ReadToEndAsync(Stop));
    }

    [Theory]
    [InlineData("\uFEFFsku,name\nA,One\n", 1)]
    [InlineData("\n\uFEFFsku,name\nA,One\n", 2)]
    [InlineData("\r\n  \r\n\uFEFF sku , name \nA,One\n", 3)]
    [InlineData("# made by the shop\nsku,name\nA,One\n", 2)]
    [InlineData("sep=,\nsku,name\nA,One\n", 2)]
    public async Task Header_BehindMarksAndBlankLines_IsFound(string text, int line)
    {
        var file = (await SniffAsync(Encoding.UTF8.GetBytes(text))).Required;

        Assert.Equal(["sku", "name"], file.Names);
        Assert.Equal(line, file.HeaderLine);
    }

    [Fact]
    public async Task DamagedUtf8_NamesItsLines_AndIsNoOtherEncoding()
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes("sku,name\nA,Größe\nB,Gr"), 0xF6, .. "e\nC,\u20ac uro\nD,"u8, 0xFF, .. "\n"u8];

        var file = (await SniffAsync(bytes)).Required;

        Assert.Equal(FileEncoding.Utf8, file.Encoding);
        Assert.Equal([3, 5], file.DamagedLines);
    }

    [Fact]
    public async Task Letter_ThatTwoBlocksShare_IsOneLetter()
    {
        var text = "sku,name\nA," + new string('x', (1 << 14) - 12) + "é" + new string('y', 70_000) + "\n";

        var file = (await SniffAsync(Encoding.UTF8.GetBytes(text))).Required;

        Assert.Equal((FileEncoding.Utf8, 0), (file.Encoding, file.DamagedLines.Count));
    }

    [Theory]
    [InlineData("PK\u0003\u0004.....products.csv", "file.damaged", "damaged")]
    [InlineData("%PDF-1.7", "file.pdf", "PDF")]
    [InlineData("<?xml version=\"1.0\"?><rss><channel/></rss>", "file.xml", "XML")]
    [InlineData("\n<feed xmlns=\"x\">", "file.xml", "XML")]
    [InlineData("<!DOCTYPE html><html>", "file.html", "web page")]
    [InlineData("[{\"sku\":1}]", "file.json", "JSON")]
    [InlineData("", "file.empty", "empty")]
    [InlineData(" \r\n\r\n", "file.empty", "empty")]
    [InlineData("sku,name\nA,One\nB,T\0o\n", "file.nul", "line 3")]
    [InlineData("\u00EF\u00BB\u00BFsku,name\nA,One\nB,T\0o\n", "file.nul", "line 3")]
    public async Task File_ThatIsNoTable_IsNamedForWhatItIs(string text, string code, string words)
    {
        var refusal = (await SniffAsync(Windows1252.GetBytes(text))).Refusal;

        Assert.Equal(code, refusal?.Code);
        Assert.Contains(words, refusal!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OldExcelFile_CalledCsv_IsNamedForWhatItIs() =>
        Assert.Equal("file.xls", (await SniffAsync([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0, 0, 0])).Refusal?.Code);

    [Fact]
    public async Task XmlInUtf16_IsXml() =>
        Assert.Equal("file.xml", (await SniffAsync([0xFF, 0xFE, .. Encoding.Unicode.GetBytes("<?xml version=\"1.0\"?><Workbook/>")])).Refusal?.Code);

    [Fact]
    public async Task PackedFile_LargerThanTheLimit_IsRefusedBeforeARowIsRead()
    {
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            await gzip.WriteAsync("sku,name\n"u8.ToArray(), Stop);
            var block = new byte[1 << 20];
            Array.Fill(block, (byte)'a');
            for (var end = 99; end < block.Length; end += 100)
            {
                block[end] = (byte)'\n';
            }

            for (var megabyte = 0; megabyte < 3; megabyte++)
            {
                await gzip.WriteAsync(block, Stop);
            }
        }

        var refused = await FileSniffer.SniffAsync(packed, new ImportLimits(2 << 20), Stop);

        Assert.Equal("file.too-large", refused.Refusal?.Code);
        Assert.Contains("more than 2 MB", refused.Refusal!.Message, StringComparison.Ordinal);
        Assert.True((await FileSniffer.SniffAsync(packed, new ImportLimits(4 << 20), Stop)).IsDone);
    }

    [Fact]
    public async Task RealFile_OfWindows1252_KeepsItsUmlauts()
    {
        var path = ExchangeFiles.PathOrSkip("derived/shopware-prices-cp1252.csv");

        var file = (await FileSniffer.SniffAsync(path, cancellation: Stop)).Required;

        Assert.Equal((FileEncoding.Windows1252, ';'), (file.Encoding, file.Delimiter));
        using var reader = await TextSource.OpenAsync(File.OpenRead(path), file, Stop);
        Assert.Contains("Münsterländer Lagerkorn", await reader.ReadToEndAsync(Stop), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("own/akeneo-products.csv", "Akeneo", "product export")]
    [InlineData("own/shopify-current.csv", "Shopify", "product export")]
    [InlineData("own/shopify-orders.csv", "Shopify", "order export")]
    [InlineData("own/woocommerce-german.csv", "WooCommerce", "product export")]
    [InlineData("shopify/packt-product-data.csv", "Shopify", "product export")]
    [InlineData("magento/import_bundle_product.csv", "Magento", "product export")]
    [InlineData("magento/product_links.csv", "Magento", "product export")]
    [InlineData("magento/luma-crosssell-links.csv", "Magento", "link file")]
    [InlineData("other/bagisto-products.csv", "Bagisto", "product export")]
    [InlineData("other/shopware-article_complete.csv", "Shopware", "product export")]
    [InlineData("other/shopware-prices-comma.csv", "Shopware", "product export")]
    [InlineData("other/sylius-products.csv", "Sylius", "product export")]
    [InlineData("other/unopim-associations.csv", "UnoPIM", "association file")]
    [InlineData("other/unopim-products.csv", "UnoPIM", "product export")]
    public async Task RealFile_OfAnotherSystem_IsKnownByItsColumns(string name, string system, string what)
    {
        var file = (await FileSniffer.SniffAsync(ExchangeFiles.PathOrSkip(name), cancellation: Stop)).Required;

        Assert.Equal((system, what), (file.Dialect?.System, file.Dialect?.What));
    }

    [Fact]
    public async Task RealWorkbook_IsReadAsTheTableThatItsTwinIs()
    {
        var (workbook, twin) = (await RowsAsync("other/bagisto-products.xlsx"), await RowsAsync("other/bagisto-products.csv"));

        Assert.Equal(twin.Names, workbook.Names);
        Assert.Equal(FileContainer.Workbook, workbook.Container);
        Assert.Equal("Bagisto", workbook.Dialect?.System);
    }

    private static async Task<SniffedFile> RowsAsync(string name) =>
        (await FileSniffer.SniffAsync(ExchangeFiles.PathOrSkip(name), cancellation: Stop)).Required;

    [Theory]
    [InlineData("file.ods", "mimetype", "content.xml")]
    [InlineData("file.zip", "a.csv", "b.csv")]
    [InlineData("file.zip")]
    [InlineData(null, "a.csv", "__MACOSX/._a.csv", ".DS_Store")]
    public async Task Zip_IsReadWhenItHoldsOneTable(string? code, params string[] entries)
    {
        var bytes = Zip([.. entries.Select(entry => (entry, "sku;name\nA;One\n"))]);

        var outcome = await SniffAsync(bytes);

        Assert.Equal(code, outcome.Refusal?.Code);
        if (outcome.Value is { } file)
        {
            Assert.Equal((FileContainer.Zip, ';'), (file.Container, file.Delimiter));
            using var reader = await TextSource.OpenAsync(new MemoryStream(bytes), file, Stop);
            Assert.Equal("sku;name\nA;One\n", await reader.ReadToEndAsync(Stop));
        }
    }

    [Fact]
    public async Task Workbook_KeepsLinesInCells_LongNumbers_Dates_AndSkipsEmptySheets()
    {
        const string ns = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
        var bytes = Zip([
            ("xl/workbook.xml", $"<workbook {ns} xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets>"
                + "<sheet name=\"Empty\" r:id=\"r1\"/><sheet name=\"Data\" r:id=\"r2\"/></sheets></workbook>"),
            ("xl/_rels/workbook.xml.rels", "<Relationships><Relationship Id=\"r1\" Target=\"worksheets/sheet1.xml\"/>"
                + "<Relationship Id=\"r2\" Target=\"/xl/worksheets/sheet2.xml\"/></Relationships>"),
            ("xl/styles.xml", $"<styleSheet {ns}><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>"),
            ("xl/sharedStrings.xml", $"<sst {ns}><si><t>sku</t></si><si><r><t>one\ntwo, </t></r><r><t>\"three\"</t></r><rPh><t>no</t></rPh></si></sst>"),
            ("xl/worksheets/sheet1.xml", $"<worksheet {ns}><sheetData><row r=\"1\"><c r=\"A1\" s=\"1\"/></row></sheetData></worksheet>"),
            ("xl/worksheets/sheet2.xml", $"<worksheet {ns}><sheetData><row r=\"2\"><c r=\"A2\" t=\"s\"><v>0</v></c>"
                + "<c r=\"B2\" t=\"inlineStr\"><is><t>text</t></is></c><c r=\"C2\" t=\"str\"><v>day</v></c><c r=\"D2\" t=\"str\"><v>price</v></c></row>"
                + "<row r=\"4\"><c r=\"A4\"><v>4006381333931</v></c><c r=\"B4\" t=\"s\"><v>1</v></c><c r=\"C4\" s=\"1\"><v>46380</v></c>"
                + "<c r=\"D4\"><v>19.989999999999998</v></c></row></sheetData></worksheet>"),
        ]);

        var file = (await SniffAsync(bytes)).Required;
        using var reader = await TextSource.OpenAsync(new MemoryStream(bytes), file, Stop);

        Assert.Equal((FileContainer.Workbook, 2), (file.Container, file.HeaderLine));
        Assert.Equal("sku,text,day,price\n\n4006381333931,\"one\ntwo, \"\"three\"\"\",2026-12-24,19.99\n", await reader.ReadToEndAsync(Stop));
    }

    /// <summary>As the second of UCI's files of orders has them: a sheet for each year.</summary>
    [Fact]
    public async Task Workbook_SheetsOfOneHeader_AreOneTable_AndOthersAreLeftAside()
    {
        const string ns = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
        string Sheet(params string[] rows) => $"<worksheet {ns}><sheetData>" + string.Concat(rows.Select((row, at) => $"<row r=\"{at + 1}\">"
            + string.Concat(row.Split(',').Select(cell => $"<c t=\"str\"><v>{cell}</v></c>")) + "</row>")) + "</sheetData></worksheet>";
        var bytes = Zip([
            ("xl/workbook.xml", $"<workbook {ns}/>"),
            ("xl/worksheets/sheet1.xml", Sheet("Invoice,StockCode,Quantity", "1,A,2")), ("xl/worksheets/sheet2.xml", Sheet("Notes", "none")),
            ("xl/worksheets/sheet3.xml", Sheet("INVOICE,StockCode,Quantity", ",,", "2,B", "3,C,1")),
        ]);

        var file = (await SniffAsync(bytes)).Required;
        using var reader = await TextSource.OpenAsync(new MemoryStream(bytes), file, Stop);

        Assert.Equal("Invoice,StockCode,Quantity\n1,A,2\n2,B,\n3,C,1\n", await reader.ReadToEndAsync(Stop));
    }

    private static byte[] Zip(params (string Name, string Text)[] entries)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in entries)
            {
                using var writer = new StreamWriter(archive.CreateEntry(name).Open());
                writer.Write(text);
            }
        }

        return stream.ToArray();
    }

    [Theory]
    [InlineData("  SKU ;  Family;Groups ; X_SELL-products", "Akeneo")]
    [InlineData("code;family_variant;parent;categories", "Akeneo")]
    [InlineData("code;is_two_way;is_quantified;label-en_US", "Akeneo")]
    [InlineData("ID,Type,SKU,Name,Published,Regular price,Upsells,Cross-sells", "WooCommerce")]
    [InlineData("Type,SKU,Name,Published,In stock?,Parent", "WooCommerce")]
    [InlineData("ID,Tipo,SKU,Nombre,Publicado,Superior,Ventas dirigidas,Ventas cruzadas", "WooCommerce")]
    [InlineData("ID,Тип,Артикул,Имя,Опубликован", "WooCommerce")]
    [InlineData("Product ID;Active (0/1);Name *;Categories (x,y,z...);Acessories  (x,y,z...)", "PrestaShop")]
    [InlineData("ID;Actif (0/1);Nom *;Catégories (x,y,z...);Prix de vente HT;Référence", "PrestaShop")]
    [InlineData("Product ID;Image;Name;Reference;Category;Price (tax excl.);Price (tax incl.);Quantity;Status;Position", "PrestaShop")]
    [InlineData("id,title,description,link,image_link,price,availability,brand", "Google Merchant")]
    [InlineData("id,title,description,availability,condition,price,link,image_link,brand,fb_product_category", "Meta")]
    [InlineData("product_number,name,stock,tax_id", "Shopware")]
    [InlineData("sku,name,brand,status,kind,parent,product_type,categories,attr:color,name@de", null)]
    [InlineData("sku,channel,price,cost,stock", null)]
    [InlineData("source_sku,target_sku,type", null)]
    [InlineData("order_id,ordered_at,channel,customer,status,sku,quantity,unit_price", null)]
    [InlineData("InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country", null)]
    public void Columns_OfAnotherSystem_AreKnownHoweverTheyAreWritten(string header, string? system) =>
        Assert.Equal(system, ForeignDialect.Of(header.Split(header.Contains(';', StringComparison.Ordinal) ? ';' : ','))?.System);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static Task<Outcome<SniffedFile>> SniffAsync(byte[] bytes) => FileSniffer.SniffAsync(new MemoryStream(bytes), cancellation: Stop);
}
