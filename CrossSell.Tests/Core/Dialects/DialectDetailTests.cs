namespace CrossSell.Tests.Core.Dialects;

/// <summary>What the documentation of each system says of single cells.</summary>
public sealed class DialectDetailTests
{
    /// <summary>Magento encloses values where its export is told to, doubles their quotation marks, and a comma may stand in any value.</summary>
    [Theory]
    [InlineData("color=Red,note=a, b and c,size=M", "color: Red; note: a, b and c; size: M")]
    [InlineData("color=\"Red\",note=\"a, b=c, d\",size=\"M\"", "color: Red; note: a, b=c, d; size: M")]
    [InlineData("\"color=Red\",\"note=a, b=c, d\",\"size=M\"", "color: Red; note: a, b=c, d; size: M")]
    [InlineData("color=Red,inch=\"a 5\"\" screen, wide\",size=M", "color: Red; inch: a 5\" screen, wide; size: M")]
    [InlineData("inch=5\",color=Red", "inch: 5\"; color: Red")]
    [InlineData("note=\"never closed, color=Red,size=M", "note: \"never closed; color: Red; size: M")]
    [InlineData("material=Cotton|Fleece,empty=,color=Red", "material: Cotton|Fleece; color: Red")]
    public async Task Magento_AdditionalAttributes(string cell, string expected)
    {
        var reading = await DialectScene.ReadAsync(
            $"sku,product_type,attribute_set_code,name,price,additional_attributes\n"
            + $"A,simple,Default,Aa,10,\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"\n");

        Assert.Equal(expected, string.Join("; ", Assert.Single(reading.Facts.Products).Attributes.Select(one => $"{one.Code}: {one.Value}")));
    }

    /// <summary>Version 6 has a row for each variant that says only what is otherwise than at its parent, and categories by their ids.</summary>
    [Fact]
    public async Task Shopware6_VariantsTakeWhatTheirParentSays_AndIdsAreNoCategories()
    {
        var reading = await DialectScene.ReadAsync(
            "id;parent_id;product_number;active;stock;name;description;price_net;price_gross;purchase_prices_net;tax_id;cover_media_url;manufacturer_name;"
            + "categories\n"
            + "a1;;SW10;1;10;Main;Text;84.03;100;50;t1;https://x.test/a.jpg;Acme;251448b91bc742de85643f5fccd89051|19ca405790ff4f07aac8c599d4317868\n"
            + "a2;a1;SW10.1;;3;;;;;;;;;\na3;a1;SW10.2;0;4;Other;;;120;;;;;\n");

        Assert.Equal(["SW10 Family", "SW10.1 Variant SW10", "SW10.2 Variant SW10"], reading.Products());
        Assert.Empty(reading.Facts.Products[0].Categories);
        Assert.Equal(
            [("100", "50", "active", "Acme"), ("120", null, "draft", "Acme")],
            reading.Facts.Products.Skip(1).Select(one => (one.Prices[0].Price, one.Prices[0].Cost, one.Status, one.Brand)));
    }
}
