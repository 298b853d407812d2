using CrossSell.Core.Common;

namespace CrossSell.Core.Dialects;

/// <summary>
/// Feeds for Google Merchant Center and for Meta's catalogues: one row a product that can be bought; those of one <c>item_group_id</c> are variants of a
/// family that has no row of its own.
/// </summary>
[Engine]
internal sealed class FeedReader : DialectReader
{
    private static readonly string[] Options =
        ["color", "size", "material", "pattern", "gender", "age_group", "age group", "size_system", "size_type"];

    private readonly int id, title, text, group, brand, gtin, type, category, image, moreImages, price, sale, saleDates, availability, quantity, status, cost;
    private readonly List<int> options = [];
    private readonly List<int> pictures = [];

    public FeedReader(SourceTable table)
        : base(table)
    {
        id = Columns.One("id", "g:id");
        title = Columns.One("title", "g:title", "name");
        text = Columns.One("description", "rich_text_description", "g:description");
        group = Columns.One("item_group_id", "item group id", "g:item_group_id");
        brand = Columns.One("brand", "g:brand");
        gtin = Columns.One("gtin", "g:gtin");
        type = Columns.One("product_type", "product type", "g:product_type");
        category = Columns.One("google_product_category", "google product category", "fb_product_category");
        image = Columns.One("image_link", "image link", "g:image_link", "image[0].url");
        moreImages = Columns.One("additional_image_link", "additional image link", "additional image links", "g:additional_image_link");
        price = Columns.One("price", "g:price");
        sale = Columns.One("sale_price", "sale price", "g:sale_price");
        saleDates = Columns.One("sale_price_effective_date", "sale price effective date");
        availability = Columns.One("availability", "g:availability");
        quantity = Columns.One("quantity_to_sell_on_facebook", "inventory", "quantity", "sell_on_google_quantity");
        status = Columns.One("status", "visibility");
        cost = Columns.One("cost_of_goods_sold", "cost of goods sold");
        Say(
            ("sku", id), ("name", title), ("description", text), ("parent", group), ("brand", brand), ("gtin", gtin), ("categories", type),
            ("image_urls", image), ("price", price), ("compare_at_price", price), ("stock", quantity >= 0 ? quantity : availability),
            ("status", status), ("cost", cost));
        foreach (var option in Options)
        {
            if (Columns.One(option) is >= 0 and var column)
            {
                options.Add(column);
            }
        }

        for (var number = 1; number <= 20; number++)
        {
            if (Columns.One($"image[{number}].url") is >= 0 and var column)
            {
                pictures.Add(column);
            }
        }
    }

    protected override void ReadRows()
    {
        var ids = Rows.Select(row => Cell(row, id)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var row in Rows)
        {
            var family = Said(row, group) is { } named ? FamilySku(named, ids) : null;
            var product = new ProductFact
            {
                Line = row.Line, Sku = Cell(row, id), Name = Said(row, title), Description = Said(row, text), Brand = Said(row, brand),
                Gtin = Barcode(row, gtin),
                Kind = family is null ? FactKind.Simple : FactKind.Variant, Parent = family,
                Status = Said(row, status)?.ToLowerInvariant() switch { null => null, "active" or "published" => "active", _ => "draft" },
                Stock = Pieces(row, quantity) ?? (Said(row, availability)?.ToLowerInvariant().Replace('_', ' ') == "out of stock" ? 0 : null),
            };
            AddOnce(product.Categories, (Said(row, type) ?? Said(row, category)) is { } path && !path.All(char.IsAsciiDigit) ? [path] : []);
            AddOnce(product.Pictures, [Cell(row, image), .. Addresses(Cell(row, moreImages)), .. pictures.Select(column => Cell(row, column))]);
            foreach (var column in options)
            {
                if (Said(row, column) is { } value)
                {
                    product.Attributes.Add((Columns.Name(column), value));
                }
            }

            var isOnSale = Said(row, sale) is not null && Said(row, saleDates) is null;
            if (TryPrices(row, product, isOnSale ? sale : price, isOnSale ? price : -1, cost))
            {
                Add(row, id, product);
            }
        }
    }

    /// <summary>A comma may stand inside an address: it parts only where another one begins.</summary>
    private static IEnumerable<string> Addresses(string cell) => cell.Length == 0 ? []
        : cell.Replace(", http", ",http", StringComparison.OrdinalIgnoreCase).Split(",http", StringSplitOptions.RemoveEmptyEntries)
            .Select((address, at) => at == 0 ? address.Trim() : $"http{address.Trim()}");
}
