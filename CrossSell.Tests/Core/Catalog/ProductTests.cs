using CrossSell.Core.Catalog;

namespace CrossSell.Tests.Core.Catalog;

public sealed class ProductTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Edit_ThatIsRefused_LeavesTheProductAsItWas()
    {
        var product = Simple();

        var refusal = product.Edit(new ProductEdit(0, "New name", "Brand", "12", "Text", ProductStatus.Archived), Now.AddDays(1)).Refusal!;

        Assert.Equal(nameof(Product.Gtin), refusal.Field);
        Assert.Equal(("Boot", null, ProductStatus.Active, Now), (product.Name, product.Brand, product.Status, product.UpdatedAt));
    }

    [Fact]
    public void Edit_ThatSellsAgain_NeedsNothingInItsPlace()
    {
        var product = Simple();
        product.Archive();
        product.ReplaceWith(9);

        Assert.True(product.Edit(new ProductEdit(0, "Boot", null, null, null, ProductStatus.Active), Now).IsDone);

        Assert.Null(product.SuccessorId);
    }

    [Fact]
    public void Edit_CleansADescriptionThatIsNew_AndKeepsTheStoredOne()
    {
        var product = Simple();
        product.Edit(new ProductEdit(0, "Boot", null, null, "<p>Fine</p><script>alert(1)</script>", ProductStatus.Active), Now);

        Assert.Equal("<p>Fine</p>", product.Description);
        Assert.Equal("<p>Fine</p>", Edited(product, "<p>Fine</p>").Description);
    }

    [Fact]
    public void Successor_IsOfAnArchivedProduct_AndNeverItself()
    {
        var product = Simple();

        Assert.Throws<InvalidOperationException>(() => product.ReplaceWith(9));
        product.Archive();
        Assert.Throws<InvalidOperationException>(() => product.ReplaceWith(1));
    }

    [Fact]
    public void Family_IsJoinedAndLeftByWhatMayDoSo()
    {
        var family = new Product { Id = 2, Sku = "F", Name = "Family", Description = "All of them" };
        family.BecomeFamily();
        var product = Simple();

        product.JoinFamily(2, 3);

        Assert.Equal((ProductKind.Variant, 2, 3), (product.Kind, product.FamilyId, product.VariantPosition));
        Assert.Throws<InvalidOperationException>(product.BecomeFamily);
        Assert.Throws<InvalidOperationException>(() => family.JoinFamily(1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => product.PlaceAt(-1));
        product.LeaveFamily(family);
        Assert.Equal(
            (ProductKind.Simple, null, 0, "All of them"), (product.Kind, product.ParentId, product.VariantPosition, product.Description));
    }

    private static Product Edited(Product product, string description)
    {
        Assert.True(product.Edit(new ProductEdit(0, "Boot", null, null, description, ProductStatus.Active), Now).IsDone);
        return product;
    }

    private static Product Simple() => new() { Id = 1, Sku = "B", Name = "Boot", Status = ProductStatus.Active, CreatedAt = Now, UpdatedAt = Now };
}
