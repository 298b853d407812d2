using System.Security.Cryptography;
using System.Text;
using CrossSell.Core.Common;

namespace CrossSell.Core.Dialects;

/// <summary>
/// Products as Shopify's importer takes them since 2025: all rows of a handle are one product, the first says what it is, each is a variant, and further
/// pictures follow. A file that came with the older names of columns goes back with those.
/// </summary>
[Engine]
internal sealed class ShopifyWriter(IReadOnlyList<string> columns, WriterShop shop) : DialectWriter(columns, shop)
{
    private const string Relation = "(product.metafields.shopify--discovery--product_recommendation.";
    private const string Complementary = $"Complementary products {Relation}complementary_products)";
    private const string Related = $"Related products {Relation}related_products)";

    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["title"] = "Title", ["url handle"] = "URL handle", ["handle"] = "URL handle", ["description"] = "Description", ["body (html)"] = "Description",
        ["body html"] = "Description", ["body"] = "Description", ["vendor"] = "Vendor", ["product category"] = "Product category",
        ["standard product type"] = "Product category", ["type"] = "Type", ["product type"] = "Type", ["custom product type"] = "Type", ["tags"] = "Tags",
        ["status"] = "Status", ["sku"] = "SKU", ["variant sku"] = "SKU", ["barcode"] = "Barcode", ["variant barcode"] = "Barcode", ["price"] = "Price",
        ["variant price"] = "Price", ["compare-at price"] = "Compare-at price", ["compare at price"] = "Compare-at price",
        ["variant compare at price"] = "Compare-at price", ["variant compare-at price"] = "Compare-at price", ["cost per item"] = "Cost per item",
        ["variant cost"] = "Cost per item", ["inventory tracker"] = "Inventory tracker", ["variant inventory tracker"] = "Inventory tracker",
        ["inventory quantity"] = "Inventory quantity", ["variant inventory qty"] = "Inventory quantity", ["inventory qty"] = "Inventory quantity",
        ["product image url"] = "Product image URL", ["image src"] = "Product image URL", ["image url"] = "Product image URL",
        ["image position"] = "Image position", ["published on online store"] = "Published on online store", ["published"] = "Published on online store",
    };

    private static readonly string[] Standard =
    [
        "Title", "URL handle", "Description", "Vendor", "Product category", "Type", "Tags", "Published on online store", "Status", "SKU", "Barcode",
        "Option1 name", "Option1 value", "Option2 name", "Option2 value", "Option3 name", "Option3 value", "Price", "Compare-at price", "Cost per item",
        "Inventory tracker", "Inventory quantity", "Product image URL", "Image position", Complementary, Related,
    ];

    public override IReadOnlyList<string> Order => Standard;

    public override IReadOnlyList<string> KeyColumns => ["Title", "URL handle"];

    public override bool IsLink(string column) => column is Complementary or Related;

    public override string? CanonOf(string column)
    {
        var name = ColumnBook.Plain(column);
        return Names.TryGetValue(name, out var known) ? known
            : name.EndsWith($"{Relation}complementary_products)", StringComparison.Ordinal) ? Complementary
            : name.EndsWith($"{Relation}related_products)", StringComparison.Ordinal) ? Related
            : name.Replace("option ", "option", StringComparison.Ordinal) is ['o', 'p', 't', 'i', 'o', 'n', var number and >= '1' and <= '3', ' ', .. var part]
                && part is "name" or "value" ? $"Option{number} {part}" : null;
    }

    public override string? KeyOf(IReadOnlyDictionary<string, string> row) => row.GetValueOrDefault("Product image URL") is { Length: > 0 } picture
        ? PictureKey(picture) : null;

    public override IEnumerable<WrittenRow> Rows(ExportGroup group)
    {
        var head = group.Head;
        var handle = HandleOf(head.Fact.Sku);
        var isFamily = head.Fact.Kind == FactKind.Family;
        var options = isFamily ? group.OptionCodes() : [];
        var isFirst = true;
        foreach (var one in isFamily ? group.Variants : [head])
        {
            var cells = new Dictionary<string, string>(StringComparer.Ordinal) { ["URL handle"] = handle };
            if (isFirst)
            {
                OfProduct(cells, head);
            }

            OfVariant(cells, one.Fact, isFamily, options, isFirst);
            isFirst = false;
            yield return new WrittenRow(one.Fact.Sku.ToUpperInvariant(), one.Fact.Line, cells);
        }

        for (var at = 1; at < head.Fact.Pictures.Count; at++)
        {
            yield return new WrittenRow(PictureKey(head.Fact.Pictures[at]), 0, new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["URL handle"] = handle, ["Product image URL"] = head.Fact.Pictures[at], ["Image position"] = Number(at + 1),
            });
        }
    }

    /// <summary>The handle that the shop has for it, else one made of the SKU.</summary>
    private string HandleOf(string sku) => Shop.HandleOf(sku) ?? Slug(sku);

    /// <summary>The handle that a product's SKU alone would give it; empty for one without a letter or digit.</summary>
    public static string HandleFor(string sku) => Slug(sku);

    private void OfProduct(Dictionary<string, string> cells, ExportProduct head)
    {
        var fact = head.Fact;
        cells["Title"] = fact.Name ?? "";
        cells["Description"] = fact.Description ?? "";
        cells["Vendor"] = fact.Brand ?? "";
        // Only a category of Shopify's own list may stand as category; a path of ours is a type.
        var path = fact.Categories.FirstOrDefault() ?? "";
        var isListed = fact.ProductType is not null && path != fact.ProductType;
        cells["Product category"] = isListed ? path : "";
        cells["Type"] = isListed ? fact.ProductType! : path;
        cells["Tags"] = string.Join(", ", fact.Tags);
        cells["Status"] = fact.Status switch { null => "", "active" => "Active", "archived" => "Archived", _ => "Draft" };
        if (fact.Pictures.Count > 0)
        {
            cells["Product image URL"] = fact.Pictures[0];
            cells["Image position"] = "1";
        }

        cells[Complementary] = Handles(head, LinkWords.CrossSell);
        cells[Related] = Handles(head, LinkWords.Related);
    }

    private string Handles(ExportProduct head, string type) =>
        string.Join("; ", head.Links.Where(link => link.Type == type).Select(link => HandleOf(link.Target)).Distinct(StringComparer.OrdinalIgnoreCase));

    private void OfVariant(Dictionary<string, string> cells, ProductFact fact, bool isFamily, IReadOnlyList<string> options, bool isFirst)
    {
        cells["SKU"] = fact.Sku;
        cells["Barcode"] = fact.Gtin ?? "";
        var price = PriceOf(fact);
        cells["Price"] = Amount(price?.Price);
        cells["Compare-at price"] = Amount(price?.CompareAt);
        cells["Cost per item"] = Amount(price?.Cost);
        cells["Inventory tracker"] = fact.Stock is null ? "" : "shopify";
        cells["Inventory quantity"] = fact.Stock is { } stock ? Number(stock) : "";
        if (!isFamily || options.Count == 0)
        {
            // Variants that nothing tells apart are told apart by their names.
            (cells["Option1 name"], cells["Option1 value"]) = isFamily ? (isFirst ? "Variant" : "", fact.Name ?? fact.Sku) : ("Title", "Default Title");
            return;
        }

        for (var at = 0; at < options.Count; at++)
        {
            cells[$"Option{Number(at + 1)} name"] = isFirst ? options[at] : "";
            cells[$"Option{Number(at + 1)} value"] = ExportGroup.ValueOf(fact, options[at]) ?? "";
        }
    }

    private static string PictureKey(string picture) => $"picture {picture}";
}

/// <summary>
/// Makes handles for products that a shop does not have yet, each its own: rows of one handle are one product there. Where two SKUs come to the same letters
/// and digits ("A B", "A-B") the first keeps these, and each other one has a mark of its SKU behind them, the same in every export.
/// </summary>
/// <param name="taken">Handles that the shop has.</param>
[Engine]
internal sealed class ShopifyHandles(IEnumerable<string> taken)
{
    private readonly HashSet<string> known = new(taken, StringComparer.OrdinalIgnoreCase);

    public string Take(string sku)
    {
        var plain = ShopifyWriter.HandleFor(sku);
        if (plain.Length > 0 && known.Add(plain))
        {
            return plain;
        }

        // SKUs are the same without regard to case, and so is what is made of them.
        var mark = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sku.ToUpperInvariant())));
        for (var length = 6; ; length++)
        {
            var made = plain.Length == 0 ? $"product-{mark[..length]}" : $"{plain}-{mark[..length]}";
            if (known.Add(made))
            {
                return made;
            }
        }
    }
}
