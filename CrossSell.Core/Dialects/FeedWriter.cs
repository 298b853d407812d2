using CrossSell.Core.Common;

namespace CrossSell.Core.Dialects;

/// <summary>
/// Products as a feed for Google Merchant Center or for Meta's catalogues: one row a product that can be bought; those of a family share an
/// <c>item_group_id</c>. What is not sold has no row, for a feed is what is offered.
/// </summary>
[Engine]
internal sealed class FeedWriter(IReadOnlyList<string> columns, WriterShop shop, bool isMeta) : DialectWriter(columns, shop)
{
    private static readonly string[] Options = ["color", "size", "material", "pattern", "gender", "age_group"];

    private static readonly string[] Standard =
    [
        "id", "title", "description", "link", "image_link", "additional_image_link", "price", "sale_price", "availability", "condition", "brand", "gtin",
        "item_group_id", "product_type", "cost_of_goods_sold", "quantity_to_sell_on_facebook", .. Options,
    ];

    public override IReadOnlyList<string> Order => Standard;

    public override IReadOnlyList<string> KeyColumns => ["id"];

    public override string? CanonOf(string column)
    {
        var name = ColumnBook.Plain(column);
        name = name.StartsWith("g:", StringComparison.Ordinal) ? name[2..] : name;
        name = name.Replace(' ', '_') switch { "name" => "title", "additional_image_links" => "additional_image_link", var same => same };
        return Standard.Contains(name) ? name : null;
    }

    public override IEnumerable<WrittenRow> Rows(ExportGroup group)
    {
        foreach (var one in group.Products.Where(product => product.Fact.Kind != FactKind.Family))
        {
            var fact = one.Fact;
            var price = PriceOf(fact);
            var cells = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["id"] = fact.Sku,
                ["title"] = fact.Name ?? "",
                ["description"] = fact.Description ?? "",
                ["link"] = Shop.AddressOf(fact.Sku) ?? "",
                ["image_link"] = fact.Pictures.FirstOrDefault() ?? "",
                ["additional_image_link"] = string.Join(',', fact.Pictures.Skip(1)),
                ["price"] = Priced(price?.CompareAt ?? price?.Price),
                ["sale_price"] = price?.CompareAt is null ? "" : Priced(price.Price),
                ["availability"] = fact.Stock == 0 ? "out_of_stock" : "in_stock",
                ["condition"] = ExportGroup.ValueOf(fact, "condition") ?? "new",
                ["brand"] = fact.Brand ?? "",
                ["gtin"] = fact.Gtin ?? "",
                ["item_group_id"] = fact.Parent ?? "",
                ["product_type"] = fact.Categories.FirstOrDefault() ?? "",
                ["cost_of_goods_sold"] = Priced(price?.Cost),
            };
            if (isMeta)
            {
                cells["quantity_to_sell_on_facebook"] = fact.Stock is { } stock ? Number(stock) : "";
            }

            foreach (var option in Options)
            {
                if (ExportGroup.ValueOf(fact, option) is { } value)
                {
                    cells[option] = value;
                }
            }

            yield return new WrittenRow(fact.Sku.ToUpperInvariant(), fact.Line, cells);
        }
    }

    private string Priced(string? amount) => amount is null ? "" : $"{Amount(amount)} {Shop.Currency}".TrimEnd();
}
