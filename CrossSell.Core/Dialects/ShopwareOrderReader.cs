using CrossSell.Core.Common;

namespace CrossSell.Core.Dialects;

/// <summary>
/// Orders of Shopware 5: one row a line with the order's cells on each. A line of another mode than 0 is a fee, a discount or a voucher and no product;
/// orders that were abandoned or refused are left aside.
/// </summary>
[Engine]
internal sealed class ShopwareOrderReader : DialectReader
{
    private readonly int number, state, customer, ordered, article, price, quantity, name, mode;

    public ShopwareOrderReader(SourceTable table)
        : base(table)
    {
        number = Columns.One("number", "ordernumber", "orderid");
        state = Columns.One("orderstatusid", "orderstatus", "status");
        customer = Columns.One("customerid", "customernumber");
        ordered = Columns.One("ordertime");
        article = Columns.One("articlenumber");
        price = Columns.One("price");
        quantity = Columns.One("quantity");
        name = Columns.One("articlename");
        mode = Columns.One("mode");
        Say(
            ("order_id", number), ("ordered_at", ordered), ("customer", customer), ("sku", article), ("quantity", quantity), ("unit_price", price));
    }

    public override int OrderColumn => number;

    public override IEnumerable<int> AmountColumns => [price];

    protected override void ReadRows()
    {
        foreach (var row in Rows)
        {
            // -1 is an order that was never sent off, 4 one that the shop refused.
            if (Said(row, mode) is { } kind && kind != "0" || Cell(row, state) is "-1" or "4")
            {
                continue;
            }

            if (Said(row, number) is not { } order)
            {
                Refuse(row, number, "order.missing", "The row names no order. Write the order's number.");
            }
            else if (Said(row, article) is not { } sku)
            {
                Refuse(row, article, "sku.missing", "The SKU is empty; give the product's code.");
            }
            else if (Count(Said(row, quantity) ?? "1") is not { } pieces || pieces <= 0)
            {
                Refuse(row, quantity, "quantity.unreadable", $"{Columns.Name(quantity)} is \"{Short(Cell(row, quantity))}\"; write a whole number from 1.");
            }
            else if (InstantOf(row, ordered, Said(row, ordered)) is { } instant && TryAmount(row, price, out var amount, out _))
            {
                if (amount is null)
                {
                    Refuse(row, price, "price.missing", "The price is empty; write a number such as 12.95.");
                    continue;
                }

                Facts.OrderLines.Add(new OrderLineFact(
                    row.Line, order, instant, Said(row, customer)?.ToLowerInvariant(), "sold", sku, pieces, amount, Said(row, name)));
                Use(row);
            }
        }
    }
}
