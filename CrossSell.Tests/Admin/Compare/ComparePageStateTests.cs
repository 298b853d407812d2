using CrossSell.Admin.Features.Compare;

namespace CrossSell.Tests.Admin.Compare;

public sealed class ComparePageStateTests
{
    [Fact]
    public void Address_CarriesOrderAndSwitch()
    {
        var state = new ComparePageState(["A 1", "B"]).Add("C").Move("C", -1).Remove("b") with { DifferencesOnly = true };

        Assert.Equal("/products/compare?sku=A%201&sku=C&only=differences", state.ToAddress());
        Assert.Equal("/products/compare", new ComparePageState([]).ToAddress());
    }

    [Theory]
    [InlineData("A", -1, "A,B,C")]
    [InlineData("A", 1, "B,A,C")]
    [InlineData("c", 1, "A,B,C")]
    [InlineData("none", 1, "A,B,C")]
    public void Move_BeyondTheEnds_DoesNothing(string sku, int by, string order)
    {
        Assert.Equal(order, string.Join(',', new ComparePageState(["A", "B", "C"]).Move(sku, by).Skus));
    }

    [Fact]
    public void Add_WhatIsThereAlready_DoesNothing() => Assert.Equal(["A"], new ComparePageState(["A"]).Add("a").Skus);
}
