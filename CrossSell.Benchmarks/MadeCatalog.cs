using System.Globalization;
using System.Text;
using CrossSell.Core.Catalog;
using CrossSell.Core.People;
using CrossSell.Core.Storage;

namespace CrossSell.Benchmarks;

/// <summary>A catalogue of any size that is always the same: 16 columns, 3 attributes, 2 categories, price, cost and stock in one shop.</summary>
internal static class MadeCatalog
{
    public const string Channel = "shop";

    /// <summary>Migrates an empty database and gives it a shop, a type with attributes, and the product that the editor saves.</summary>
    public static async Task PrepareAsync(StudioStore store, Actor person)
    {
        await store.MigrateAsync();
        await using var session = await store.WriteAsync(person, "Prepared");
        session.Db.Add(
            new Channel { Code = Channel, Name = "Shop", CurrencyCode = "EUR", RequiredFields = ["name", "brand", "description", "price", "category"] });
        var type = new ProductType { Code = "thing", Name = "Thing" };
        AttributeDefinition[] attributes =
        [
            new() { Code = "weight", Name = "Weight", Kind = AttributeKind.Number, Unit = "g" },
            new() { Code = "color", Name = "Colour", Kind = AttributeKind.Choice, Options = ["red", "green", "blue"] },
            new() { Code = "material", Name = "Material", Kind = AttributeKind.Text },
        ];
        session.Db.Add(type);
        session.Db.AddRange(attributes);
        session.Db.Add(new Product { Sku = "EDITED", Name = "Edited by somebody else" });
        await session.SaveAsync();
        session.Db.AddRange(attributes.Select((attribute, position) => new ProductTypeAttribute
        {
            ProductTypeId = type.Id, AttributeId = attribute.Id, Position = position, Required = position == 0
        }));
        _ = (await session.CommitAsync()).Required;
    }

    /// <param name="dearer">Every price is one higher.</param>
    public static async Task WriteFileAsync(string file, int rows, bool dearer = false)
    {
        await using var writer = new StreamWriter(file, append: false, new UTF8Encoding(false));
        await writer.WriteAsync(
            "sku,name,brand,status,product_type,categories,tax_class,gtin,description,tags,attr:weight,attr:color,attr:material,channel,price,cost,stock\n");
        string[] colors = ["red", "green", "blue"];
        for (var row = 1; row <= rows; row++)
        {
            await writer.WriteAsync(string.Create(CultureInfo.InvariantCulture,
                $"SKU-{row:0000000},Thing number {row} of the catalogue,Brand {row % 97},active,thing,Department {row % 12} > Shelf {row % 300}|New,standard,{Gtin(row)},\"A thing that somebody may need, number {row}, well made and not too dear\",tag{row % 7}|tag{row % 11},{row % 5000}.5,{colors[row % 3]},Material {row % 40},shop,{(row % 900) + (dearer ? 2 : 1)}.95,{row % 400}.10,{row % 90}\n"));
        }
    }

    private static string Gtin(int row)
    {
        var digits = (200_000_000_000L + row).ToString(CultureInfo.InvariantCulture);
        var sum = digits.Reverse().Select((digit, index) => (digit - '0') * (index % 2 == 0 ? 3 : 1)).Sum();
        return digits + ((10 - (sum % 10)) % 10).ToString(CultureInfo.InvariantCulture);
    }
}
