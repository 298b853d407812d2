using CrossSell.Core.Common;

namespace CrossSell.Core.Dialects;

/// <summary>What the common export plugins of WooCommerce call the columns of an order's lines; the first that is there is it.</summary>
[Engine]
internal static class WooOrderColumns
{
    public static readonly string[] Order =
        ["order_number", "order number", "order_id", "order id", "order no.", "order no", "order #", "order_number_formatted", "bestellnummer", "bestelnummer"];

    public static readonly string[] Date =
    [
        "order_date", "order date", "date_created", "date created", "date", "created_at", "paid_date", "paid date", "completed_date", "bestelldatum",
        "besteldatum",
    ];

    public static readonly string[] Status = ["status", "order_status", "order status", "bestellstatus"];

    public static readonly string[] Sku = ["item_sku", "item sku", "sku", "product_sku", "product sku", "line item sku", "artikelnummer"];

    public static readonly string[] Name =
        ["item_name", "item name", "product_name", "product name", "product name (main)", "line item name", "artikelname"];

    public static readonly string[] Product =
        ["item_variation_id", "variation_id", "variation id", "item_product_id", "item_id_product", "product_id", "product id", "item product id"];

    public static readonly string[] Quantity =
    [
        "item_quantity", "item quantity", "quantity", "quantity (- refund)", "qty", "item_qty", "item qty", "product_quantity", "product quantity", "menge",
    ];

    /// <summary>Of all pieces of the line together.</summary>
    public static readonly string[] Total =
    [
        "item_total", "item total", "line_total", "line total", "order line total", "order line (w/o tax)", "item total amount", "order line (- refund)",
        "product_total", "product total", "item_subtotal", "item subtotal", "order line subtotal",
    ];

    /// <summary>Of one piece.</summary>
    public static readonly string[] Unit =
        ["item_price", "item price", "item_cost", "item cost", "unit_price", "unit price", "product_price", "price", "preis"];

    public static readonly string[] Returned =
        ["item_refunded_qty", "item_refunded_quantity", "refunded_qty", "refunded quantity", "quantity refunded", "item refunded quantity", "qty_refunded"];

    public static readonly string[] Email =
        ["billing_email", "email (billing)", "billing email", "billing email address", "customer_email", "customer email", "email", "e-mail"];

    /// <summary>Cells that hold all lines of an order.</summary>
    public static readonly string[] Packed = ["line_items", "line_item_1"];
}
