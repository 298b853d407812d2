using CrossSell.Admin.Features.Products;
using CrossSell.Core.Common;
using CrossSell.Core.Search;

namespace CrossSell.Tests.Admin.Products;

public sealed class ProductColumnsTests
{
    [Fact]
    public void Read_UnknownAndRepeated_AreLeftOut() =>
        Assert.Equal<EquatableList<string>>(["stock", "price"], ProductColumns.Read("stock,nothing,price,stock"));

    [Fact]
    public void Write_NoneAtAll_IsNotTheStandard() => Assert.Equal<EquatableList<string>>([], ProductColumns.Read(ProductColumns.Write([])));

    [Theory]
    [InlineData("price", 0, "price,category,stock")]
    [InlineData("price", 9, "category,stock,price")]
    [InlineData("category", -1, "category,price,stock")]
    [InlineData("brand", 0, "category,price,stock")]
    public void Move_ToAPlace_StaysWithinTheList(string code, int place, string expected) =>
        Assert.Equal(expected, string.Join(',', ProductColumns.Move(["category", "price", "stock"], code, place)));

    [Fact]
    public void Toggle_Column_ComesAtTheEndAndGoes()
    {
        Assert.Equal<EquatableList<string>>(["price", "brand"], ProductColumns.Toggle(["price"], "brand"));
        Assert.Equal<EquatableList<string>>([], ProductColumns.Toggle(["price"], "price"));
    }

    [Fact]
    public void All_Sorts_AreThoseOfTheList() =>
        Assert.All(ProductColumns.All, column => Assert.True(column.Sort is null || CatalogSorts.All.Contains(column.Sort), column.Code));
}
