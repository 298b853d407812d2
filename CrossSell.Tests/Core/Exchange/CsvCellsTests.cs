using System.Globalization;
using CrossSell.Core.Exchange;

namespace CrossSell.Tests.Core.Exchange;

public sealed class CsvCellsTests
{
    [Theory]
    [InlineData(null, "")]
    [InlineData("Lumen D7", "Lumen D7")]
    [InlineData("red, soft", "\"red, soft\"")]
    [InlineData("12\" lens", "\"12\"\" lens\"")]
    [InlineData(" padded", "\" padded\"")]
    [InlineData("=HYPERLINK(1)", "'=HYPERLINK(1)")]
    [InlineData("-5, about", "\"'-5, about\"")]
    public async Task Cell_IsQuotedWhereItHasToBe_AndNeverAFormula(string? text, string written)
    {
        var file = new StringWriter(CultureInfo.InvariantCulture);

        await CsvCells.WriteLineAsync(file, ["A", text]);

        Assert.Equal($"A,{written}\n", file.ToString());
    }
}
