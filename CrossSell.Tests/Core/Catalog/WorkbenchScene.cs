using CrossSell.Core.Catalog;
using CrossSell.Core.People;
using CrossSell.Core.Undo;
using CrossSell.Core.Workbench;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.Catalog;

/// <summary>A shop with a type, three attributes and a family, for the tests of the product workbench.</summary>
internal sealed class WorkbenchScene(TestStudio studio) : IAsyncDisposable
{
    public TestStudio Studio => studio;

    public ProductService Products => new(studio.Store);

    public ProductAttributeService Attributes => new(studio.Store);

    public ProductCategoryService Categories => new(studio.Store);

    public ListingService Listings => new(studio.Store);

    public FamilyService Families => new(studio.Store);

    public ProductCreation Creation => new(studio.Store);

    public ProductHistory History => new(studio.Store);

    public UndoService Undo => Studio.Undo;

    public Channel Channel { get; private set; } = null!;

    public ProductType Shoe { get; private set; } = null!;

    public ProductType Bag { get; private set; } = null!;

    public Product Family { get; private set; } = null!;

    public Product Small { get; private set; } = null!;

    public Product Large { get; private set; } = null!;

    public static async Task<WorkbenchScene> CreateAsync()
    {
        var scene = new WorkbenchScene(await TestStudio.CreateAsync());
        scene.Channel = await scene.Studio.ChannelAsync("camera", completenessThreshold: 50);
        await scene.Studio.WriteAsync(async session =>
        {
            var channel = await session.Db.Channels.SingleAsync();
            (channel.Locales, channel.RequiredFields) = (["nl-NL", "en"], ["name", "description", "attr:size"]);
            var size = new AttributeDefinition { Code = "size", Name = "Size", Kind = AttributeKind.Choice, Options = ["S", "M", "L"] };
            var weight = new AttributeDefinition { Code = "weight", Name = "Weight", Kind = AttributeKind.Number, Unit = "g", Position = 1 };
            var fits = new AttributeDefinition { Code = "fits", Name = "Fits", Kind = AttributeKind.Products, Position = 2 };
            session.Db.AddRange(size, weight, fits);
            await session.SaveAsync();
            scene.Shoe = new ProductType { Code = "shoe", Name = "Shoe" };
            scene.Shoe.Attributes.AddRange([
                new() { AttributeId = size.Id, Required = true }, new() { AttributeId = weight.Id, Position = 1 },
                new() { AttributeId = fits.Id, Position = 2 }]);
            scene.Bag = new ProductType { Code = "bag", Name = "Bag" };
            scene.Bag.Attributes.Add(new() { AttributeId = weight.Id });
            session.Db.AddRange(scene.Shoe, scene.Bag);
        });
        scene.Family = await scene.Studio.ProductAsync("BOOT", name: "Boot", kind: ProductKind.Parent);
        scene.Large = await scene.Studio.ProductAsync("BOOT-L", scene.Channel, price: 9900, name: "Boot L", parent: scene.Family);
        scene.Small = await scene.Studio.ProductAsync("BOOT-S", scene.Channel, price: 9900, name: "Boot S", parent: scene.Family);
        await scene.Studio.WriteAsync(async session =>
        {
            foreach (var product in await session.Db.Products.ToListAsync())
            {
                product.Set(it => it.ProductTypeId, scene.Shoe.Id).Set(it => it.Description, "Sturdy.");
            }

            var size = await session.Db.Attributes.SingleAsync(item => item.Code == "size");
            session.Db.AddRange(
                new AttributeValue { ProductId = scene.Large.Id, AttributeId = size.Id, Text = "L" },
                new AttributeValue { ProductId = scene.Small.Id, AttributeId = size.Id, Text = "S" });
        });
        return scene;
    }

    public async Task<ProductDetails> DetailsAsync(string sku) =>
        (await new ProductDetailsQuery(studio.Store).LoadAsync(ReadScope.Everything, sku, Channel.Id))!;

    public async Task<int> VersionAsync(Product product)
    {
        await using var db = studio.Store.Read();
        return await db.Products.Where(item => item.Id == product.Id).Select(item => item.Version).SingleAsync();
    }

    public async Task<int> ListingVersionAsync(int productId)
    {
        await using var db = studio.Store.Read();
        return await db.Listings.Where(item => item.ProductId == productId).Select(item => item.Version).SingleAsync();
    }

    /// <summary>Every row that a person could lose, as text, so that an undo can be compared with what was before.</summary>
    public async Task<string> PictureAsync()
    {
        await using var db = studio.Store.Read();
        var products = await db.Products.OrderBy(item => item.Id).ToListAsync();
        var values = await db.AttributeValues.OrderBy(item => item.ProductId).ThenBy(item => item.AttributeId).ToListAsync();
        var texts = await db.ProductTexts.OrderBy(item => item.ProductId).ThenBy(item => item.Locale).ToListAsync();
        var places = await db.ProductCategories.OrderBy(item => item.ProductId).ThenBy(item => item.CategoryId).ToListAsync();
        var listings = await db.Listings.OrderBy(item => item.ProductId).ThenBy(item => item.ChannelId).ToListAsync();
        return string.Join('\n',
        [
            .. products.Select(
                item =>
                    $"{item.Id} {item.Sku} {item.Name} {item.Brand} {item.Kind} {item.ParentId} {item.Status} {item.SuccessorId} {item.ProductTypeId} {item.CategoryId} {item.TaxClass} {item.Gtin} {item.Description} {item.VariantPosition} {string.Join('|', item.Tags)}"),
            .. values.Select(item => $"{item.ProductId} {item.AttributeId} {item.Text} {item.Number}"),
            .. texts.Select(item => $"{item.ProductId} {item.Locale} {item.Name} {item.Description}"),
            .. places.Select(item => $"{item.ProductId} {item.CategoryId}"),
            .. listings.Select(item => $"{item.ProductId} {item.ChannelId} {item.Price} {item.CompareAtPrice} {item.Cost} {item.Stock} {item.Published}"),
        ]);
    }

    /// <summary>Gives the product these values of attributes, as a shoe.</summary>
    public async Task SetAttributesAsync(Product product, params (string Code, string Value)[] values) => Assert.True(
        (await Attributes.EditAsync(
            product.Id, new AttributesEdit(await VersionAsync(product), Shoe.Id, values.ToDictionary(pair => pair.Code, pair => (string?)pair.Value)),
            TestStudio.Merchandiser)).IsDone);

    public ValueTask DisposeAsync() => studio.DisposeAsync();
}
