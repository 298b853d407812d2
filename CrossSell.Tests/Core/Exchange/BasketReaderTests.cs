using System.IO.Compression;
using System.Text;
using CrossSell.Core.Affinity;
using CrossSell.Core.Exchange;

namespace CrossSell.Tests.Core.Exchange;

public sealed class BasketReaderTests : IDisposable
{
    private readonly string path = Path.GetTempFileName();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => File.Delete(path);

    [Theory]
    [InlineData("1 2 3\n2 3\n", false)]
    [InlineData("1 2 3 \r\n\r\n2 3", true)]
    [InlineData("1\t2 3 3\n2 3", false)]
    public async Task Fimi_WithAnyLineEndsPackedOrNot_IsOneBasketALine(string text, bool packed)
    {
        await WriteAsync(text, packed);

        var file = (await BasketReader.ReadAsync(path, cancellation: Stop)).Required;

        Assert.Equal((2, 5), (file.Baskets.Count, file.Baskets.LineCount));
        Assert.Equal(2, BasketMatrix.Of(file.Baskets).Together(2, 3));
        Assert.Equal("3", file.Names[3]);
    }

    [Theory]
    [InlineData("1 2\n3 four\n", "Line 2")]
    [InlineData("1 99999999999\n", "Line 1")]
    public async Task Fimi_WithWhatIsNoNumber_SaysWhichLine(string text, string words)
    {
        await WriteAsync(text, packed: false);

        var refused = await BasketReader.ReadAsync(path, BasketReader.Fimi, Stop);

        Assert.Contains(words, refused.Refusal!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Orders_OutOfOrder_AreBasketsInTheOrderOfTime()
    {
        await WriteAsync(
            """
            order_id,ordered_at,channel,customer,status,sku,quantity,unit_price
            2,2026-02-01T10:00:00Z,camera,,placed,B,1,5
            1,2026-01-01T10:00:00Z,camera,,placed,A,1,5
            1,2026-01-01T10:00:00Z,fashion,,placed,C,1,5
            3,2026-03-01T10:00:00Z,camera,,cancelled,A,1,5
            """,
            packed: false);

        var file = (await BasketReader.ReadAsync(path, cancellation: Stop)).Required;

        var names = Enumerable.Range(0, file.Baskets.Count)
            .Select(basket => string.Join('+', file.Baskets.Slots(basket).ToArray().Select(slot => file.Names[file.Baskets.ProductIds[slot]])));
        Assert.Equal(["A", "C", "B"], names);
        Assert.Equal(("in cancelled orders", 1), Assert.Single(file.LeftOut));
    }

    [Fact]
    public async Task File_ThatIsNotThere_IsRefusedByName()
    {
        var refused = await BasketReader.ReadAsync(path + ".gone", cancellation: Stop);

        Assert.Contains(".gone", refused.Refusal!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Format_NobodyKnows_IsRefusedWithThoseThatAreKnown()
    {
        var refused = await BasketReader.ReadAsync(path, "parquet", Stop);

        Assert.Contains("fimi", refused.Refusal!.Message, StringComparison.Ordinal);
    }

    private async Task WriteAsync(string text, bool packed)
    {
        await using var file = File.Create(path);
        await using Stream stream = packed ? new GZipStream(file, CompressionLevel.Fastest) : file;
        await stream.WriteAsync(Encoding.UTF8.GetBytes(text), Stop);
    }
}
