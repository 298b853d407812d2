using CrossSell.Core.Exchange;

namespace CrossSell.Tests.Core.Exchange;

/// <summary>An amount that leaps, as a misread decimal mark makes it, says by how much.</summary>
public sealed class ImportChangesTests
{
    [Theory]
    [InlineData("price", "189.00 EUR", "1189.95 EUR", 6.3)]
    [InlineData("price", "12.95 EUR", "1295.00 EUR", 100.0)]
    [InlineData("cost", "1299.00 EUR", "12.99 EUR", 0.01)]
    [InlineData("price", "10.00 EUR", "30.00 EUR", 3.0)]
    [InlineData("price", "10.00 EUR", "29.99 EUR", null)]
    [InlineData("price", "10.00 EUR", "5.00 EUR", null)]
    [InlineData("price", "", "5.00 EUR", null)]
    [InlineData("price", "0.00 EUR", "5.00 EUR", null)]
    [InlineData("stock", "1", "100", null)]
    public void Factor_IsSaid_OfAnAmountThatBecomesThreeTimesAsMuchOrAsLittle(string field, string old, string now, double? factor) =>
        Assert.Equal((decimal?)factor, new ImportChange(2, "A", "Apple", field, old, now).Factor);
}
