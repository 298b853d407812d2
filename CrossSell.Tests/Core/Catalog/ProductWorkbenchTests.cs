using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Tests.Support;

namespace CrossSell.Tests.Core.Catalog;

public sealed class ProductWorkbenchTests
{
    private static ProductEdit Edit(Product product, int version = 0) => new(version, product.Name, product.Brand, product.Gtin, "Sturdy.", product.Status);

    [StudioFact]
    public async Task EditAsync_SkuTagsAndTaxClass_AreChecked()
    {
        await using var scene = await WorkbenchScene.CreateAsync();
        var version = await scene.VersionAsync(scene.Small);
        Task<Outcome<long>> Try(ProductEdit edit) => scene.Products.EditAsync(scene.Small.Id, edit, TestStudio.Merchandiser);

        Assert.Equal("product.sku-taken", (await Try(Edit(scene.Small, version) with { Sku = "boot-l" })).Refusal?.Code);
        Assert.Equal("product.sku", (await Try(Edit(scene.Small, version) with { Sku = "A,B" })).Refusal?.Code);
        Assert.Equal("product.tax-class", (await Try(Edit(scene.Small, version) with { TaxClass = "reduced" })).Refusal?.Code);
        Assert.True((await Try(Edit(scene.Small, version) with { Sku = "BOOT-XS", Tags = [" New ", "new", "Sale"], TaxClass = "standard" })).IsDone);
        var product = (await scene.DetailsAsync("BOOT-XS")).Product;
        Assert.Equal(["New", "Sale"], product.Tags);
    }

    [StudioFact]
    public async Task EditAsync_RenamedSku_IsFollowedByAttributesThatNameIt()
    {
        await using var scene = await WorkbenchScene.CreateAsync();
        await scene.SetAttributesAsync(scene.Large, ("fits", "BOOT-S\nBOOT"));

        Assert.True((await scene.Products
            .EditAsync(scene.Small.Id, Edit(scene.Small, await scene.VersionAsync(scene.Small)) with { Sku = "BOOT-XS" }, TestStudio.Merchandiser)).IsDone);

        Assert.Equal("BOOT-XS\nBOOT", (await scene.DetailsAsync("BOOT-L")).Attributes.Single(line => line.Code == "fits").Own);
    }

    [StudioFact]
    public async Task EditAsync_Successor_NeverLoopsAndGoesWithTheArchive()
    {
        await using var scene = await WorkbenchScene.CreateAsync();
        var third = await scene.Studio.ProductAsync("THIRD", scene.Channel);
        async Task<Refusal?> Archive(Product product, string successor) => (await scene.Products.EditAsync(
            product.Id, Edit(product, await scene.VersionAsync(product)) with { Status = ProductStatus.Archived, SuccessorSku = successor },
            TestStudio.Merchandiser)).Refusal;

        Assert.Equal("product.successor-self", (await Archive(scene.Small, "boot-s"))?.Code);
        Assert.Equal("not-found", (await Archive(scene.Small, "nothing"))?.Code);
        Assert.Null(await Archive(scene.Small, "BOOT-L"));
        Assert.Null(await Archive(scene.Large, "THIRD"));
        Assert.Equal("product.successor-loop", (await Archive(third, "BOOT-S"))?.Code);
        Assert.Equal("BOOT-S", Assert.Single((await scene.DetailsAsync("BOOT-L")).Predecessors).Sku);

        Assert.True((await scene.Products.EditAsync(
            scene.Small.Id, Edit(scene.Small, await scene.VersionAsync(scene.Small)) with { Status = ProductStatus.Active }, TestStudio.Merchandiser)).IsDone);
        Assert.Null((await scene.DetailsAsync("BOOT-S")).Successor);
    }

    [StudioFact]
    public async Task EditTextAsync_Locale_IsCleanedKeptAndTakenAway()
    {
        await using var scene = await WorkbenchScene.CreateAsync();
        async Task<Refusal?> Write(string locale, string? name, string? text) => (await scene.Products.EditTextAsync(
            scene.Small.Id, new ProductTextEdit(await scene.VersionAsync(scene.Small), locale, name, text), TestStudio.Merchandiser)).Refusal;

        Assert.Equal("product.locale", (await Write("fr", "Botte", null))?.Code);
        Assert.Null(await Write("en", " Boot small ", "<p>Good<img src=x onerror=alert(1)></p>"));
        var text = Assert.Single((await scene.DetailsAsync("BOOT-S")).Texts);
        Assert.Equal(("en", "Boot small", "<p>Good</p>"), (text.Locale, text.Name, text.Description));
        Assert.Null(await Write("en", "", " "));
        Assert.Empty((await scene.DetailsAsync("BOOT-S")).Texts);
    }

    [StudioFact]
    public async Task AttributesEdit_Variant_OverridesItsFamilyAndInheritsAgain()
    {
        await using var scene = await WorkbenchScene.CreateAsync();
        await scene.SetAttributesAsync(scene.Family, ("weight", "900"));
        Assert.Equal((null, "900"), await Weight());
        await scene.SetAttributesAsync(scene.Small, ("weight", "750,5"));
        Assert.Equal(("750.5", "900"), await Weight());
        await scene.SetAttributesAsync(scene.Small, ("weight", ""));
        Assert.Equal((null, "900"), await Weight());

        async Task<(string? Own, string? Inherited)> Weight()
        {
            var line = (await scene.DetailsAsync("BOOT-S")).Attributes.Single(item => item.Code == "weight");
            return (line.Own, line.Inherited);
        }
    }

    [StudioFact]
    public async Task AttributesEdit_AnotherType_KeepsValuesAndSaysWhichFallAway()
    {
        await using var scene = await WorkbenchScene.CreateAsync();

        var outcome = await scene.Attributes.EditAsync(
            scene.Small.Id, new AttributesEdit(await scene.VersionAsync(scene.Small), scene.Bag.Id, new Dictionary<string, string?>()),
            TestStudio.Merchandiser);

        Assert.True(outcome.IsDone);
        var size = (await scene.DetailsAsync("BOOT-S")).Attributes.Single(line => line.Code == "size");
        Assert.Equal((false, "S"), (size.InType, size.Own));
        Assert.Equal(100, (await scene.DetailsAsync("BOOT-S")).Listings[0].Listing.Completeness);
    }

    [StudioFact]
    public async Task AttributesEdit_WrongValue_ChangesNothing()
    {
        await using var scene = await WorkbenchScene.CreateAsync();
        var before = await scene.PictureAsync();

        var outcome = await scene.Attributes.EditAsync(
            scene.Small.Id,
            new AttributesEdit(await scene.VersionAsync(scene.Small), scene.Shoe.Id, new Dictionary<string, string?> { ["size"] = "M", ["weight"] = "heavy" }),
            TestStudio.Merchandiser);

        Assert.Equal("attr:weight", outcome.Refusal?.Field);
        Assert.Equal(before, await scene.PictureAsync());
    }

    [StudioFact]
    public async Task EveryWrite_OnAnOldVersion_IsRefusedAndSaysWho()
    {
        await using var scene = await WorkbenchScene.CreateAsync();
        var version = await scene.VersionAsync(scene.Small);
        Assert.True((await scene.Products.EditAsync(scene.Small.Id, Edit(scene.Small, version), TestStudio.Manager)).IsDone);

        Refusal?[] refusals =
        [
            (await scene.Attributes
                .EditAsync(scene.Small.Id, new AttributesEdit(version, null, new Dictionary<string, string?>()), TestStudio.Merchandiser)).Refusal,
            (await scene.Categories.EditAsync(scene.Small.Id, new CategoriesEdit(version, null, []), TestStudio.Merchandiser)).Refusal,
            (await scene.Products.EditTextAsync(scene.Small.Id, new ProductTextEdit(version, "en", "x", null), TestStudio.Merchandiser)).Refusal,
            (await scene.Families.DetachAsync(scene.Small.Id, version, TestStudio.Merchandiser)).Refusal,
        ];

        Assert.All(refusals, refusal => Assert.Equal(Refusal.StaleCode, refusal?.Code));
        Assert.All(refusals, refusal => Assert.StartsWith("Mark changed", refusal!.Message, StringComparison.Ordinal));
    }

    [StudioFact]
    public async Task EveryWrite_Viewer_IsForbidden()
    {
        await using var scene = await WorkbenchScene.CreateAsync();
        var version = await scene.VersionAsync(scene.Small);
        var none = new Dictionary<string, string?>();
        Refusal?[] refusals =
        [
            (await scene.Products.EditTextAsync(scene.Small.Id, new ProductTextEdit(version, "en", "x", null), TestStudio.Viewer)).Refusal,
            (await scene.Attributes.EditAsync(scene.Small.Id, new AttributesEdit(version, null, none), TestStudio.Viewer)).Refusal,
            (await scene.Categories.EditAsync(scene.Small.Id, new CategoriesEdit(version, null, []), TestStudio.Viewer)).Refusal,
            (await scene.Listings.ListAsync(scene.Family.Id, scene.Channel.Id, new ListingEdit(0, 1, null, null, null, false), TestStudio.Viewer)).Refusal,
            (await scene.Listings.UnlistAsync(scene.Small.Id, scene.Channel.Id, 0, TestStudio.Viewer)).Refusal,
            (await scene.Listings.EditManyAsync(scene.Channel.Id, new Dictionary<int, ListingEdit>(), TestStudio.Viewer)).Refusal,
            (await scene.Families.AddVariantAsync(scene.Family.Id, new NewVariant("N", null, none), 0, TestStudio.Viewer)).Refusal,
            (await scene.Families.DetachAsync(scene.Small.Id, version, TestStudio.Viewer)).Refusal,
            (await scene.Families.SplitAsync(scene.Family.Id, [scene.Small.Id], "N", "N", 0, TestStudio.Viewer)).Refusal,
            (await scene.Families.ArrangeAsync(scene.Family.Id, [], 0, TestStudio.Viewer)).Refusal,
            (await scene.Families.MergeAsync(scene.Family.Id, "X", 0, TestStudio.Viewer)).Refusal,
            (await scene.Creation.CreateAsync(new NewProduct("N", "N", null, null, null, new Dictionary<int, ListingEdit>()), TestStudio.Viewer)).Refusal,
            (await scene.Creation.DuplicateAsync(scene.Small.Id, "N", "N", TestStudio.Viewer)).Refusal,
        ];

        Assert.All(refusals, refusal => Assert.Equal(Refusal.ForbiddenCode, refusal?.Code));
    }

    [StudioTheory]
    [InlineData("edit")]
    [InlineData("text")]
    [InlineData("attributes")]
    [InlineData("categories")]
    [InlineData("list")]
    [InlineData("unlist")]
    [InlineData("matrix")]
    [InlineData("add")]
    [InlineData("detach")]
    [InlineData("split")]
    [InlineData("merge")]
    [InlineData("arrange")]
    [InlineData("family")]
    [InlineData("join")]
    [InlineData("create")]
    [InlineData("duplicate")]
    public async Task Undo_AnyWrite_RestoresExactly(string what)
    {
        await using var scene = await WorkbenchScene.CreateAsync();
        var eva = TestStudio.Merchandiser;
        var category = await scene.Studio.CategoryAsync("boots");
        var simple = await scene.Studio.ProductAsync("LACE", scene.Channel);
        var other = await scene.Studio.ProductAsync("SHOE", kind: ProductKind.Parent);
        await scene.Studio.ProductAsync("SHOE-1", scene.Channel, parent: other);
        await scene.SetAttributesAsync(scene.Family, ("weight", "900"));
        var outdoor = await scene.Studio.ChannelAsync("outdoor");
        var (version, family) = (await scene.VersionAsync(scene.Small), await scene.VersionAsync(scene.Family));
        var before = await scene.PictureAsync();

        var changeSet = what switch
        {
            "edit" => (await scene.Products.EditAsync(
                scene.Small.Id, Edit(scene.Small, version) with { Name = "New", Tags = ["a"], Status = ProductStatus.Archived, SuccessorSku = "LACE" },
                eva)).Required,
            "text" => (await scene.Products.EditTextAsync(scene.Small.Id, new ProductTextEdit(version, "en", "x", "y"), eva)).Required,
            "attributes" => (await scene.Attributes.EditAsync(
                scene.Small.Id, new AttributesEdit(version, scene.Bag.Id, new Dictionary<string, string?> { ["size"] = "", ["weight"] = "1" }), eva)).Required,
            "categories" => (await scene.Categories.EditAsync(scene.Small.Id, new CategoriesEdit(version, category.Id, []), eva)).Required,
            "list" => (await scene.Listings.ListAsync(scene.Small.Id, outdoor.Id, new ListingEdit(0, 100, null, null, 1, true), eva)).Required,
            "unlist" => (await scene.Listings
                .UnlistAsync(scene.Small.Id, scene.Channel.Id, (await scene.DetailsAsync("BOOT-S")).Listings[0].Listing.Version, eva)).Required,
            "matrix" => (await scene.Listings.EditManyAsync(scene.Channel.Id, (await scene.DetailsAsync("BOOT")).Family!.Variants.ToDictionary(
                line => line.Summary.Id, line => new ListingEdit(line.Listing!.Version, 5000, null, null, 3, true)), eva)).Required,
            "add" => (await scene.Families.AddVariantAsync(
                scene.Family.Id, new NewVariant("BOOT-M", null, new Dictionary<string, string?> { ["size"] = "M" }), family, eva)).Required.ChangeSetId,
            "detach" => (await scene.Families.DetachAsync(scene.Small.Id, version, eva)).Required,
            "split" => (await scene.Families.SplitAsync(scene.Family.Id, [scene.Small.Id], "KID", "Kids", family, eva)).Required.ChangeSetId,
            "merge" => (await scene.Families.MergeAsync(scene.Family.Id, "SHOE", family, eva)).Required,
            "arrange" => (await scene.Families.ArrangeAsync(scene.Family.Id, [scene.Large.Id, scene.Small.Id], family, eva)).Required,
            "family" => (await scene.Families.MakeFamilyAsync(simple.Id, "LACES", "Laces", await scene.VersionAsync(simple), eva)).Required.ChangeSetId,
            "join" => (await scene.Families.JoinAsync(simple.Id, "BOOT", await scene.VersionAsync(simple), eva)).Required,
            "create" => (await scene.Creation.CreateAsync(new NewProduct(
                "NEW", "New", "Brand", scene.Shoe.Id, category.Id,
                new Dictionary<int, ListingEdit> { [scene.Channel.Id] = new(0, 100, null, null, 1, false) }), eva)).Required.ChangeSetId,
            _ => (await scene.Creation.DuplicateAsync(scene.Small.Id, "COPY", "Copy", eva)).Required.ChangeSetId,
        };
        Assert.NotEqual(before, await scene.PictureAsync());
        scene.Studio.Time.Advance(TimeSpan.FromMinutes(5));
        var undone = await scene.Undo.UndoAsync(changeSet, eva);

        Assert.Null(undone.Refusal);
        Assert.Empty(undone.Value!.Conflicts);
        Assert.Equal(before, await scene.PictureAsync());
    }

    [StudioFact]
    public async Task Undo_FieldThatSomebodyChangedSince_StaysAndIsListed()
    {
        await using var scene = await WorkbenchScene.CreateAsync();
        var first = (await scene.Products.EditAsync(
            scene.Small.Id, Edit(scene.Small, await scene.VersionAsync(scene.Small)) with { Name = "One", Brand = "B" }, TestStudio.Merchandiser)).Required;
        Assert.True((await scene.Products.EditAsync(
            scene.Small.Id, Edit(scene.Small, await scene.VersionAsync(scene.Small)) with { Name = "Two", Brand = "B" }, TestStudio.Manager)).IsDone);

        var undone = (await scene.Undo.UndoAsync(first, TestStudio.Merchandiser)).Required;

        Assert.StartsWith("The name of", Assert.Single(undone.Conflicts), StringComparison.Ordinal);
        var product = (await scene.DetailsAsync("BOOT-S")).Product;
        Assert.Equal(("Two", null), (product.Name, product.Brand));
    }

    [StudioFact]
    public async Task OthersWithGtin_NamesWhoSharesIt()
    {
        await using var scene = await WorkbenchScene.CreateAsync();
        Assert.True((await scene.Products.EditAsync(
            scene.Small.Id, Edit(scene.Small, await scene.VersionAsync(scene.Small)) with { Gtin = "4006381333931", Brand = "Stilt" },
            TestStudio.Merchandiser)).IsDone);

        Assert.Equal(["Boot S"], await scene.Products.OthersWithGtinAsync("4006381333931", scene.Large.Id));
        Assert.Empty(await scene.Products.OthersWithGtinAsync("4006381333931", scene.Small.Id));
        Assert.Equal(["Stilt"], await scene.Products.BrandsAsync("sti"));
    }

    [StudioFact]
    public async Task UnlistAsync_ThenMerchandiserOfAnotherShop_MayNotListItAgain()
    {
        await using var scene = await WorkbenchScene.CreateAsync();
        var outdoor = await scene.Studio.ChannelAsync("outdoor");
        var oda = TestStudio.Person("oda", Role.Merchandiser, outdoor.Id);

        Assert.Equal(Refusal.ForbiddenCode, (await scene.Listings.UnlistAsync(scene.Small.Id, scene.Channel.Id, 1, oda)).Refusal?.Code);
        Assert.True((await scene.Listings.ListAsync(scene.Small.Id, outdoor.Id, new ListingEdit(0, 100, null, null, null, true), oda)).IsDone);
        Assert.Equal(
            Refusal.StaleCode,
            (await scene.Listings.ListAsync(scene.Small.Id, outdoor.Id, new ListingEdit(0, 100, null, null, null, true), oda)).Refusal?.Code);
    }
}
