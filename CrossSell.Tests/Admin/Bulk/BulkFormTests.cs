using CrossSell.Admin.Features.Bulk;
using CrossSell.Core.Bulk;
using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;

namespace CrossSell.Tests.Admin.Bulk;

public sealed class BulkFormTests
{
    private static readonly Channel Shop = new() { Id = 7, Code = "camera", Name = "Camera store", CurrencyCode = "EUR" };

    [Theory]
    [InlineData(PriceWay.Set, "12,95", PriceRule.Set, 1295)]
    [InlineData(PriceWay.RaiseBy, "1", PriceRule.Amount, 100)]
    [InlineData(PriceWay.LowerBy, "1", PriceRule.Amount, -100)]
    [InlineData(PriceWay.RaiseByPercent, "12.5 %", PriceRule.Percent, 1250)]
    [InlineData(PriceWay.LowerByPercent, "10", PriceRule.Percent, -1000)]
    [InlineData(PriceWay.Margin, "35", PriceRule.MarginOnCost, 3500)]
    public void Price_IsAFormulaWithItsSign(PriceWay way, string text, PriceRule rule, long number)
    {
        var form = new BulkForm { Kind = BulkKind.Price, Channel = Shop, Way = way, Text = text, Rounding = PriceRounding.To95, KeepOldAsCompareAt = true };

        Assert.Equal(new PriceFormula(7, rule, number, PriceRounding.To95, true), form.ToEdit().Required);
    }

    [Theory]
    [InlineData(PriceWay.Set, "dear")]
    [InlineData(PriceWay.Set, null)]
    [InlineData(PriceWay.LowerByPercent, "110")]
    [InlineData(PriceWay.Margin, "100")]
    public void Price_ThatSaysNothing_IsToldInWords(PriceWay way, string? text) =>
        Assert.Equal("bulk.missing", new BulkForm { Kind = BulkKind.Price, Channel = Shop, Way = way, Text = text }.ToEdit().Refusal?.Code);

    [Fact]
    public void Attribute_IsWrittenByItsKind()
    {
        var mounts = new AttributeDefinition { Id = 3, Code = "mounts", Name = "Mounts", Kind = AttributeKind.Choices, Options = ["D", "E", "F"] };
        var form = new BulkForm { Kind = BulkKind.Attribute, Attribute = mounts };
        Assert.Equal("bulk.missing", form.ToEdit().Refusal?.Code);

        form.Chosen.UnionWith(["F", "D", "gone"]);
        Assert.Equal(new SetAttribute(3, "D\nF"), form.ToEdit().Required);

        form.Clear = true;
        Assert.Equal(new SetAttribute(3, null), form.ToEdit().Required);
    }

    [Fact]
    public void Successor_CountsForArchivingOnly()
    {
        var next = new ProductSummary(
            9, "NEW", "New", null, ProductKind.Simple, null, ProductStatus.Active, "product.slate", null, null, null, null, null, true);

        Assert.Equal(
            new SetStatus(ProductStatus.Archived, 9),
            new BulkForm { Kind = BulkKind.Status, Status = ProductStatus.Archived, Successor = next }.ToEdit().Required);
        Assert.Equal(
            new SetStatus(ProductStatus.Draft), new BulkForm { Kind = BulkKind.Status, Status = ProductStatus.Draft, Successor = next }.ToEdit().Required);
    }

    [Theory]
    [InlineData(BulkVerb.List, typeof(ListIn))]
    [InlineData(BulkVerb.Publish, typeof(Publish))]
    [InlineData(BulkVerb.Unpublish, typeof(Unpublish))]
    [InlineData(BulkVerb.Unlist, typeof(UnlistFrom))]
    public void Channels_FollowTheVerb(BulkVerb verb, Type edit) =>
        Assert.IsType(edit, new BulkForm { Kind = BulkKind.Channels, Verb = verb, Channel = Shop }.ToEdit().Required);

    [Theory]
    [InlineData(BulkKind.Tags)]
    [InlineData(BulkKind.Category)]
    [InlineData(BulkKind.Link)]
    [InlineData(BulkKind.Bundle)]
    [InlineData(BulkKind.Stock)]
    public void EmptyForm_SaysWhatIsMissing(BulkKind kind) => Assert.Equal("bulk.missing", new BulkForm { Kind = kind, Channel = Shop }.ToEdit().Refusal?.Code);
}
