using System.Text.RegularExpressions;
using CrossSell.Core.Common;

namespace CrossSell.Core.Dialects;

/// <summary>
/// Lines of WooCommerce's orders as the common plugins export them: one row a line, with the order's cells on each row or on its first alone; several lines
/// in one row, one below the other in each cell; or all lines in one cell (<c>name:Hat|sku:HAT|quantity:2|total:20.00;name:...</c>). The total is the line's.
/// Orders that were cancelled, refunded, refused or never paid are left aside; what came back of a line is a line that was returned.
/// </summary>
[Engine]
internal sealed partial class WooOrderReader : DialectReader
{
    private static readonly HashSet<string> Off = new(
        [
            "cancelled", "canceled", "failed", "refunded", "pending", "pending payment", "checkout-draft", "draft", "auto-draft", "trash", "storniert",
            "fehlgeschlagen", "zahlung ausstehend", "ausstehend", "rückerstattet", "erstattet", "geannuleerd", "mislukt", "terugbetaald",
            "wacht op betaling", "in afwachting van betaling", "annulée", "échouée", "remboursée", "attente paiement", "cancelado", "fallido",
            "reembolsado", "pendiente de pago", "annullato", "fallito", "rimborsato", "in attesa di pagamento",
        ], StringComparer.Ordinal);

    private readonly int order, date, status, sku, name, product, quantity, total, unit, returned, email, customer;
    private readonly List<int> packed = [];

    public WooOrderReader(SourceTable table)
        : base(table)
    {
        order = Columns.One(WooOrderColumns.Order);
        date = Columns.One(WooOrderColumns.Date);
        status = Columns.One(WooOrderColumns.Status);
        sku = Columns.One(WooOrderColumns.Sku);
        name = Columns.One(WooOrderColumns.Name);
        product = Columns.One(WooOrderColumns.Product);
        quantity = Columns.One(WooOrderColumns.Quantity);
        total = Columns.One(WooOrderColumns.Total);
        unit = Columns.One(WooOrderColumns.Unit);
        returned = Columns.One(WooOrderColumns.Returned);
        email = Columns.One(WooOrderColumns.Email);
        customer = Columns.One("customer_id", "customer_user", "customer id", "user_id");
        packed.AddRange(Columns.All(Packed()).Select(one => one.Column));
        Say(
            ("order_id", order), ("ordered_at", date), ("customer", email >= 0 ? email : customer), ("sku", sku), ("quantity", quantity),
            ("unit_price", total >= 0 ? total : unit), ("status", status));
    }

    public override int OrderColumn => order;

    public override IEnumerable<int> AmountColumns => [total, unit, .. packed];

    protected override void ReadRows()
    {
        var orders = new Dictionary<string, Order>(StringComparer.OrdinalIgnoreCase);
        Order? last = null;
        foreach (var row in Rows)
        {
            var own = last;
            if (Said(row, order) is { } named && !orders.TryGetValue(named, out own))
            {
                orders.Add(named, own = new Order(named));
            }

            if (own is null)
            {
                Refuse(row, order, "order.missing", "The row names no order. Write the order's number.");
                continue;
            }

            last = own;
            own.Date ??= Said(row, date);
            own.Customer ??= Said(row, email)?.ToLowerInvariant() ?? (Said(row, customer)?.ToLowerInvariant() is { } id && id != "0" ? id : null);
            own.IsOff |= IsOff(Said(row, status));
            own.Rows.Add(row);
        }

        foreach (var one in orders.Values.Where(one => !one.IsOff))
        {
            foreach (var row in one.Rows)
            {
                ReadRow(row, one);
            }
        }
    }

    private static bool IsOff(string? said) => said?.ToLowerInvariant() is { } word
        && Off.Contains(word.StartsWith("wc-", StringComparison.Ordinal) ? word[3..] : word);

    private void ReadRow(SourceRow row, Order order)
    {
        foreach (var column in packed)
        {
            foreach (var entry in PackedEnd().Split(Cell(row, column)).Where(entry => entry.Contains(':', StringComparison.Ordinal)))
            {
                var fields = PackedFields(entry);
                string? Field(params string[] names) =>
                    names.Select(one => fields.GetValueOrDefault(one)).FirstOrDefault(value => !string.IsNullOrEmpty(value));
                ReadLine(
                    row, order, column,
                    new Item(
                        Field("sku"), Field("name"), Field("variation_id", "product_id"), Field("quantity", "qty"), Field("total"), Field("price"),
                        Field("refunded_qty", "refunded_quantity")));
            }
        }

        if (quantity < 0 && total < 0 && unit < 0)
        {
            return;
        }

        var rows = Lines(row, quantity);
        if (rows.Count > 1)
        {
            var (skus, names, products) = (Lines(row, sku), Lines(row, name), Lines(row, product));
            var (totals, units, back) = (Lines(row, total), Lines(row, unit), Lines(row, returned));
            if (skus.Count + names.Count + products.Count == 0 || (total >= 0 ? totals : units).Count != rows.Count
                || new[] { skus, names, products, totals, units, back }.Any(lines => lines.Count > 0 && lines.Count != rows.Count))
            {
                Refuse(
                    row, quantity, "lines.uneven",
                    "The cells of the row have different numbers of lines; write as many codes and amounts as quantities, or one row for each.");
                return;
            }

            for (var at = 0; at < rows.Count; at++)
            {
                ReadLine(
                    row, order, quantity,
                    new Item(At(skus, at), At(names, at), At(products, at), At(rows, at), At(totals, at), At(units, at), At(back, at)));
            }
        }
        else if ((Said(row, sku) ?? Said(row, name) ?? Said(row, product)) is not null)
        {
            // A row of an order without an item is of its shipping, of a fee or of the order as a whole.
            ReadLine(
                row, order, quantity,
                new Item(
                    Said(row, sku), Said(row, name), Said(row, product), Said(row, quantity), Said(row, total), Said(row, unit), Said(row, returned)));
        }
    }

    private void ReadLine(SourceRow row, Order order, int column, Item item)
    {
        if (InstantOf(row, date, order.Date) is not { } instant)
        {
            return;
        }

        if (Count(item.Quantity ?? "1") is not { } pieces)
        {
            Refuse(row, column, "quantity.unreadable", $"{Columns.Name(column)} is \"{Short(item.Quantity!)}\"; write a whole number from 1.");
            return;
        }

        // What came back as a whole stands with none, and a refund of its own below none.
        if (pieces <= 0)
        {
            return;
        }

        if (!TryAmount(row, total >= 0 ? total : column, item.Total, out var all, out _)
            || !TryAmount(row, unit >= 0 ? unit : column, item.Unit, out var one, out _))
        {
            return;
        }

        if ((all is null ? one : Each(all, pieces)) is not { } price)
        {
            Refuse(row, total >= 0 ? total : column, "price.missing", "The line has no total and no price; write a number such as 12.95.");
            return;
        }

        var code = Unguarded(item.Sku) ?? (item.Product is { } id && id != "0" ? Identity($"id:{id}") : item.Name is { } said ? Identity(Slug(said)) : "");
        if (code.Length == 0)
        {
            Refuse(row, sku, "sku.missing", "The line has neither a SKU nor a name.");
            return;
        }

        var back = Math.Clamp(Math.Abs(Count(item.Returned ?? "0") ?? 0), 0, pieces);
        if (pieces > back)
        {
            Facts.OrderLines.Add(new OrderLineFact(row.Line, order.Name, instant, order.Customer, "sold", code, pieces - back, price, item.Name));
        }

        if (back > 0)
        {
            Facts.OrderLines.Add(new OrderLineFact(row.Line, order.Name, instant, order.Customer, "returned", code, back, price, item.Name));
        }

        Use(row);
    }

    // One that is blank keeps its place: those after it are of other products.
    private static List<string> Lines(SourceRow row, int column) =>
        Cell(row, column) is { Length: > 0 } cell ? [.. cell.Split('\n').Select(line => line.Trim())] : [];

    private static string? At(List<string> lines, int at) => at < lines.Count && lines[at].Length > 0 ? lines[at] : null;

    private static Dictionary<string, string> PackedFields(string entry)
    {
        var fields = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in entry.Split('|'))
        {
            var at = part.IndexOf(':', StringComparison.Ordinal);
            if (at > 0)
            {
                fields.TryAdd(part[..at].Trim(), part[(at + 1)..].Trim());
            }
        }

        return fields;
    }

    [GeneratedRegex(@"^line_items?(?:_\d+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Packed();

    [GeneratedRegex(@"(?:;|\|\||\r?\n)\s*(?=(?:id|name|product_id|sku):)", RegexOptions.CultureInvariant)]
    private static partial Regex PackedEnd();

    /// <summary>A line of an order as it is written.</summary>
    private sealed record Item(string? Sku, string? Name, string? Product, string? Quantity, string? Total, string? Unit, string? Returned);

    private sealed class Order(string name)
    {
        public string Name { get; } = name;

        public string? Date { get; set; }

        public string? Customer { get; set; }

        public bool IsOff { get; set; }

        public List<SourceRow> Rows { get; } = [];
    }
}
