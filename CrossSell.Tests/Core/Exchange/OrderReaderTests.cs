using System.IO.Compression;
using System.Text;
using CrossSell.Core.Common;
using CrossSell.Core.Exchange;
using CrossSell.Core.Mining;
using CsCheck;

namespace CrossSell.Tests.Core.Exchange;

public sealed class OrderReaderTests
{
    private const string RetailHeader = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n";
    private const string NativeHeader = "order_id,ordered_at,channel,customer,status,sku,quantity,unit_price\n";

    private static readonly TimeZoneInfo London = TimeZoneInfo.CreateCustomTimeZone(
        "London", TimeSpan.Zero, "London", "GMT", "BST",
        [
            TimeZoneInfo.AdjustmentRule.CreateAdjustmentRule(
                DateTime.MinValue.Date, DateTime.MaxValue.Date, TimeSpan.FromHours(1),
                TimeZoneInfo.TransitionTime.CreateFloatingDateRule(new DateTime(1, 1, 1, 1, 0, 0), 3, 5, DayOfWeek.Sunday),
                TimeZoneInfo.TransitionTime.CreateFloatingDateRule(new DateTime(1, 1, 1, 2, 0, 0), 10, 5, DayOfWeek.Sunday)),
        ]);

    [Fact]
    public async Task RetailRow_ThatIsClean_IsReadWhole()
    {
        var (rows, tally) = await ReadAsync(RetailHeader + "536365, 85123a ,\"HEART, WHITE \",6,2010-12-01 08:26:00,2.55,17850.0,United Kingdom\n");

        Assert.Equal(
            new OrderRow(
                2, "536365", new DateTimeOffset(2010, 12, 1, 8, 26, 0, TimeSpan.Zero), null, "17850", OrderRowState.Sold, "85123A", "HEART, WHITE", 6, 2.55m,
                true),
            Assert.Single(rows));
        Assert.Equal(1, tally.Of(LineFlaw.None));
    }

    [Theory]
    [InlineData("C536365,85123A,X,-1,2010-12-01 08:26:00,2.55,1,UK", LineFlaw.Cancelled)]
    [InlineData("A563185,B,Adjust bad debt,1,2011-08-12 14:50:00,11062.06,,UK", LineFlaw.Correction)]
    [InlineData("536365,POST,POSTAGE,1,2010-12-01 08:26:00,18,1,UK", LineFlaw.NotAProduct)]
    [InlineData("536365,BANK CHARGES,,1,2010-12-01 08:26:00,18,1,UK", LineFlaw.NotAProduct)]
    [InlineData("536365,DCGS0003,,1,2010-12-01 08:26:00,18,1,UK", LineFlaw.NotAProduct)]
    [InlineData("536365,85123A,lost,-20,2010-12-01 08:26:00,2.55,1,UK", LineFlaw.Quantity)]
    [InlineData("536365,85123A,free,20,2010-12-01 08:26:00,0.0,1,UK", LineFlaw.Price)]
    public async Task RetailRow_ThatIsDirty_IsKeptWithItsReason(string line, LineFlaw flaw)
    {
        var (rows, tally) = await ReadAsync(RetailHeader + line);

        Assert.Equal(flaw, Assert.Single(rows).Flaw);
        Assert.Equal(1, tally.Of(flaw));
        Assert.Equal(0, tally.Unreadable);
    }

    [Theory]
    [InlineData("1,85123A,X,six,2010-12-01 08:26:00,2.55,1,UK", "Quantity", "Line 2: Quantity is \"six\"; write a whole number such as 6.")]
    [InlineData("1,85123A,X,6.5,2010-12-01 08:26:00,2.55,1,UK", "Quantity", "Line 2: Quantity is \"6.5\"; write a whole number such as 6.")]
    [InlineData("1,85123A,X,6,yesterday,2.55,1,UK", "InvoiceDate", "Line 2: InvoiceDate is \"yesterday\"; write the time as 2010-12-01 08:26.")]
    [InlineData("1,85123A,X,6,2010-12-01 08:26:00,,1,UK", "UnitPrice", "Line 2: UnitPrice is \"\"; write a number such as 12.95.")]
    [InlineData("1,,X,6,2010-12-01 08:26:00,1,1,UK", "StockCode", "Line 2: StockCode is \"\"; give the product's code in 1 to 64 characters.")]
    [InlineData("1,..,X,6,2010-12-01 08:26:00,1,1,UK", "StockCode", "Line 2: StockCode is \"..\"; no product can have that code: it is the address of a page.")]
    [InlineData(" ,85123A,X,6,2010-12-01 08:26:00,1,1,UK", "InvoiceNo", "Line 2: InvoiceNo is \"\"; give the order's number in 1 to 64 characters.")]
    [InlineData("1,85123A,X,6,2010-12-01 08:26:00", null, "Line 2 has 5 cells where the header has 8. Add the missing ones, or remove the row.")]
    [InlineData(
        "1,85123A,HEART, WHITE,6,2010-12-01 08:26:00,2.55,1,UK", null,
        "Line 2 has 9 cells where the header has 8. Put text that holds a \",\" between quotation marks.")]
    public async Task Row_ThatCannotBeRead_IsAnErrorThatSaysHowToFixIt(string line, string? column, string message)
    {
        var (rows, tally) = await ReadAsync(RetailHeader + line + "\n2,85123A,X,6,2010-12-01 08:26:00,2.55,1,UK\n");

        Assert.Equal(new RowError(2, column, message, line), Assert.Single(tally.Errors));
        Assert.Equal("2", Assert.Single(rows).OrderId);
        Assert.Equal((2, 1), (tally.Rows, tally.Unreadable));
    }

    [Fact]
    public async Task Lines_AreCountedAsAnEditorCountsThem()
    {
        var (rows, tally) = await ReadAsync(
            RetailHeader
                + "\r\n1,85123A,\"two\nlines\",6,2010-12-01 08:26:00,2.55,1,UK\r\n   \n2,85123A,X,6,2010-12-01 08:26:00,2.55,1,UK\n3,85123A,X,x,2010-12-01 08:26:00,2.55,1,UK");

        Assert.Equal([3, 6], rows.Select(row => row.Line));
        Assert.Equal("two\nlines", rows[0].Description);
        Assert.Equal(7, Assert.Single(tally.Errors).Line);
        Assert.Equal(3, tally.Rows);
    }

    [Theory]
    [InlineData("A, B")]
    [InlineData("AB")]
    public async Task Quote_ThatSwallowsRows_IsReportedWithTheLinesItCost(string nextQuoted)
    {
        const string good = ",85123A,X,6,2010-12-01 08:26:00,2.55,1,UK\n";
        var (rows, tally) = await ReadAsync(
            $"{RetailHeader}1{good}2,85123A,\"12 INCH,6,2010-12-01 08:26:00,2.55,1,UK\n3{good}4,85123A,\"{nextQuoted}\",6,2010-12-01 08:26:00,2.55,1,UK\n5{good}");

        Assert.Equal(["1", "5"], rows.Select(row => row.OrderId));
        var error = Assert.Single(tally.Errors);
        Assert.Equal(3, error.Line);
    }

    [Fact]
    public async Task Quote_ThatNeverCloses_EndsTheReadingAndSaysWhere()
    {
        var file = new StringBuilder(RetailHeader).Append("1,85123A,X,6,2010-12-01 08:26:00,2.55,1,UK\n2,85123A,\"X,6,2010-12-01 08:26:00,2.55,1,UK\n");
        for (var line = 0; line < 40_000; line++)
        {
            file.Append("3,85123A,X,6,2010-12-01 08:26:00,2.55,1,UK\n");
        }

        var (rows, tally) = await ReadAsync(file.ToString());

        Assert.Equal("1", Assert.Single(rows).OrderId);
        Assert.Equal(3, tally.Stopped?.Line);
    }

    [Theory]
    [InlineData("2010-12-01 08:26:00", "2010-12-01T08:26:00Z")]
    [InlineData("12/1/2010 8:26", "2010-12-01T08:26:00Z")]
    [InlineData("2011-07-01 08:26", "2011-07-01T07:26:00Z")]
    [InlineData("2011-03-27 01:30:00", "2011-03-27T01:30:00Z")]
    [InlineData("2011-07-01T08:26:00Z", "2011-07-01T08:26:00Z")]
    [InlineData("2011-07-01T08:26:00+02:00", "2011-07-01T06:26:00Z")]
    [InlineData("2011-07-01", "2011-06-30T23:00:00Z")]
    public async Task Time_WithoutOffset_IsWallTimeOfTheShop(string text, string expected)
    {
        var (rows, _) = await ReadAsync($"{RetailHeader}1,85123A,X,6,{text},2.55,1,UK", zone: London);

        var instant = Assert.Single(rows).OrderedAt;
        Assert.Equal(TimeSpan.Zero, instant.Offset);
        Assert.Equal(expected, instant.ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("2.55", 2.55)]
    [InlineData("-11062.06", -11062.06)]
    [InlineData("\"2,5\"", 2.5)]
    [InlineData("\"1234,50\"", 1234.5)]
    [InlineData("18", 18)]
    [InlineData("\"1,234.50\"", 1234.5)]
    [InlineData("\"1.234,50\"", 1234.5)]
    public async Task Price_WithPointOrComma_IsRead(string text, double expected)
    {
        var (rows, _) = await ReadAsync($"{RetailHeader}1,85123A,X,6,2010-12-01 08:26:00,{text},1,UK");

        Assert.Equal((decimal)expected, Assert.Single(rows).UnitPrice);
    }

    [Theory]
    [InlineData("\"1,234\"")]
    [InlineData("1.234")]
    [InlineData("1e3")]
    [InlineData("GBP 5")]
    [InlineData("79228162514264337593543950335")]
    public async Task Price_ThatCouldMeanTwoThings_IsRefused(string text)
    {
        var (rows, tally) = await ReadAsync($"{RetailHeader}1,85123A,X,6,2010-12-01 08:26:00,{text},1,UK");

        Assert.Empty(rows);
        Assert.Equal("UnitPrice", Assert.Single(tally.Errors).Column);
    }

    [Fact]
    public async Task NativeRow_IsReadWhole()
    {
        var (rows, _) = await ReadAsync(NativeHeader + "A-1,2026-03-01T10:00:00Z,camera,c9,,dslr-1,2,1299.00\n");

        Assert.Equal(
            new OrderRow(2, "A-1", new DateTimeOffset(2026, 3, 1, 10, 0, 0, TimeSpan.Zero), "camera", "c9", OrderRowState.Sold, "DSLR-1", null, 2, 1299m, true),
            Assert.Single(rows));
    }

    [Theory]
    [InlineData("Paid", OrderRowState.Sold, LineFlaw.None)]
    [InlineData("canceled", OrderRowState.Cancelled, LineFlaw.Cancelled)]
    [InlineData("RETURNED", OrderRowState.Returned, LineFlaw.None)]
    [InlineData("correction", OrderRowState.Correction, LineFlaw.Correction)]
    public async Task NativeStatus_InTheWordsOfShops_IsUnderstood(string status, OrderRowState state, LineFlaw flaw)
    {
        var (rows, _) = await ReadAsync($"{NativeHeader}A-1,2026-03-01T10:00:00Z,camera,,{status},dslr-1,2,1299.00\n");

        Assert.Equal((state, flaw), (Assert.Single(rows).State, rows[0].Flaw));
    }

    [Fact]
    public async Task NativeStatus_ThatNobodyKnows_IsAnError()
    {
        var (_, tally) = await ReadAsync($"{NativeHeader}A-1,2026-03-01T10:00:00Z,camera,,perhaps,dslr-1,2,1299.00\n");

        Assert.Equal("Line 2: status is \"perhaps\"; write sold, cancelled, returned or correction.", Assert.Single(tally.Errors).Message);
    }

    [Theory]
    [InlineData("order_id;ordered_at;channel;customer;status;sku;quantity;unit_price\n1;2026-03-01;c;;;s;1;2,50\n", OrderFormat.Native)]
    [InlineData("SKU\tquantity\tunit_price\torder_id\tORDERED_AT\tchannel\tcustomer\tstatus\textra\ns\t1\t2.50\t1\t2026-03-01\tc\t\t\t\n", OrderFormat.Native)]
    [InlineData("Invoice,StockCode,Description,Quantity,InvoiceDate,Price,Customer ID,Country\n1,s,X,1,2026-03-01,2.50,,UK\n", OrderFormat.OnlineRetail)]
    public async Task Format_IsRecognisedByTheHeader(string text, OrderFormat expected)
    {
        await using var reader = (await OpenAsync(Encoding.UTF8.GetBytes(text))).Required;
        var rows = await reader.ReadAsync(TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);

        Assert.Equal(expected, reader.Format);
        Assert.Equal(("S", 2.50m), (Assert.Single(rows).Sku, rows[0].UnitPrice));
    }

    [Theory]
    [InlineData("", null, "file.empty")]
    [InlineData("PK\u0003\u0004 xlsx", null, "file.damaged")]
    [InlineData("a,b,c\n1,2,3\n", null, "file.unknown")]
    [InlineData("order_id,sku\n", OrderFormat.Native, "file.columns")]
    public async Task File_ThatIsNoOrders_IsRefused(string text, OrderFormat? format, string code)
    {
        var opened = await OpenAsync(Encoding.UTF8.GetBytes(text), format);

        Assert.Equal(code, opened.Refusal?.Code);
    }

    [Fact]
    public async Task File_WithoutAColumnOfItsFormat_NamesWhatIsMissing()
    {
        var opened = await OpenAsync("order_id,sku,quantity,unit_price,status,customer\n"u8.ToArray(), OrderFormat.Native);

        Assert.StartsWith("The header has no ordered_at, channel;", opened.Refusal?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_PackedByGzip_IsUnpacked()
    {
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            await gzip.WriteAsync(Encoding.UTF8.GetBytes(RetailHeader + "1,85123A,X,6,2010-12-01 08:26:00,2.55,1,UK\n"), TestContext.Current.CancellationToken);
        }

        await using var reader = (await OpenAsync(packed.ToArray())).Required;
        Assert.Single(await reader.ReadAsync(TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task File_BrokenOffInItsPacking_GivesWhatCameBefore()
    {
        var text = new StringBuilder(RetailHeader);
        for (var line = 0; line < 20_000; line++)
        {
            text.Append(
                System.Globalization.CultureInfo.InvariantCulture, $"{line},85123A,{line * 7919 % 10007},6,2010-12-01 08:26:00,2.55,{line * 31 % 997},UK\n");
        }

        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            await gzip.WriteAsync(Encoding.UTF8.GetBytes(text.ToString()), TestContext.Current.CancellationToken);
        }

        var bytes = packed.ToArray();
        await using var reader = (await OpenAsync(bytes[..(bytes.Length / 2)])).Required;
        var rows = await reader.ReadAsync(TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);

        Assert.InRange(rows.Count, 1, 19_999);
        Assert.NotNull(reader.Tally.Stopped);
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("latin1")]
    public async Task Text_InAnyUsualEncoding_KeepsItsLetters(string encoding)
    {
        var bytes = Encoding.GetEncoding(encoding);
        var text = RetailHeader + "1,85123A,CAFÉ £5,6,2010-12-01 08:26:00,2.55,1,UK\n";

        await using var reader = (await OpenAsync([.. bytes.GetPreamble(), .. bytes.GetBytes(text)])).Required;

        var rows = await reader.ReadAsync(TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal("CAFÉ £5", Assert.Single(rows).Description);
    }

    [Fact]
    public async Task AnyBytes_BehindAGoodHeader_NeverThrow() =>
        await Gen.Char["\",;\n\r a1.-C\0\u00e9"].Array[0, 200].SampleAsync(async noise =>
        {
            var opened = await OpenAsync(Encoding.UTF8.GetBytes(RetailHeader + new string(noise)));
            if (opened.IsRefused(out var refusal, out var reader))
            {
                Assert.Equal(("file.nul", true), (refusal.Code, noise.Contains('\0')));
                return;
            }

            await using (reader)
            {
                var rows = await reader.ReadAsync().CountAsync();
                Assert.Equal(reader.Tally.Rows, rows + reader.Tally.Unreadable);
            }
        });

    [Theory]
    [InlineData("Online-Retail", OrderFormat.OnlineRetail)]
    [InlineData("orders", OrderFormat.Native)]
    public void Format_ByName_IsFoundWithoutRegardToCase(string name, OrderFormat format) => Assert.Equal(format, OrderFile.FormatByName(name).Required);

    [Fact]
    public void Format_ByUnknownName_IsRefusedWithTheKnownOnes() =>
        Assert.Equal("\"shopify\" is not an order format. The formats are orders and online-retail.", OrderFile.FormatByName("shopify").Refusal?.Message);

    [Fact]
    public async Task RealFile_Read_IsCountedByReasonAndNeverFatal()
    {
        var (_, _, tally) = await OnlineRetailFile.BasketsAsync(TestContext.Current.CancellationToken);

        Assert.Equal(370_931, tally.Rows);
        Assert.Equal(0, tally.Unreadable);
        Assert.Null(tally.Stopped);
        Assert.Equal(6_652, tally.Of(LineFlaw.Cancelled));
        Assert.Equal(3, tally.Of(LineFlaw.Correction));
        Assert.Equal("6,652 in cancelled orders", tally.FlawsInWords().First());
        Assert.Equal(370_931, Enum.GetValues<LineFlaw>().Sum(tally.Of));
    }

    private static async Task<(List<OrderRow> Rows, OrderReadTally Tally)> ReadAsync(string text, TimeZoneInfo? zone = null)
    {
        await using var reader = (await OpenAsync(Encoding.UTF8.GetBytes(text), zone: zone)).Required;
        return (await reader.ReadAsync().ToListAsync(), reader.Tally);
    }

    private static Task<Outcome<OrderReader>> OpenAsync(byte[] file, OrderFormat? format = null, TimeZoneInfo? zone = null) =>
        OrderFile.OpenAsync(new MemoryStream(file), format, zone ?? TimeZoneInfo.Utc, TestContext.Current.CancellationToken);
}
