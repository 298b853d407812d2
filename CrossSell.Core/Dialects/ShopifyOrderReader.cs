using System.Globalization;
using CrossSell.Core.Common;

namespace CrossSell.Core.Dialects;

/// <summary>
/// Shopify's order export: one row a line, and what is said of the order as a whole may stand on the first row of its name only. Cancelled, voided and
/// refunded orders are left aside. Of the person only what tells customers apart is looked at.
/// </summary>
[Engine]
internal sealed class ShopifyOrderReader : DialectReader
{
    private readonly Dictionary<string, string[]> candidatesByName = new(StringComparer.Ordinal);
    private readonly int name, email, financial, created, cancelled, quantity, item, price, sku;

    public ShopifyOrderReader(SourceTable table)
        : base(table)
    {
        name = Columns.One("name");
        email = Columns.One("email");
        financial = Columns.One("financial status");
        created = Columns.One("created at", "processed at");
        cancelled = Columns.One("cancelled at");
        quantity = Columns.One("lineitem quantity");
        item = Columns.One("lineitem name");
        price = Columns.One("lineitem price");
        sku = Columns.One("lineitem sku");
        Say(("order_id", name), ("ordered_at", created), ("customer", email), ("sku", sku), ("quantity", quantity), ("unit_price", price));
    }

    public override int OrderColumn => name;

    public override IEnumerable<int> AmountColumns => [price];

    protected override void ReadRows()
    {
        var orders = new Dictionary<string, Order>(StringComparer.OrdinalIgnoreCase);
        Order? last = null;
        foreach (var row in Rows)
        {
            var order = last;
            if (Said(row, name) is { } named && !orders.TryGetValue(named, out order))
            {
                orders.Add(named, order = new Order(named));
            }

            if (order is null)
            {
                Refuse(row, name, "order.missing", "The row names no order. Write the order's name, such as #1001.");
                continue;
            }

            last = order;
            order.Created ??= Said(row, created);
            order.Customer ??= Said(row, email)?.ToLowerInvariant();
            order.IsOff |= Said(row, cancelled) is not null || Said(row, financial)?.ToLowerInvariant() is "voided" or "refunded" or "expired";
            order.Rows.Add(row);
        }

        foreach (var order in orders.Values.Where(order => !order.IsOff))
        {
            ReadLines(order);
        }
    }

    private void ReadLines(Order order)
    {
        foreach (var row in order.Rows)
        {
            // A payment of several parts takes rows of its own.
            if (Said(row, item) is null && Said(row, sku) is null && Said(row, quantity) is null)
            {
                continue;
            }

            if (InstantOf(row, created, order.Created) is not { } instant)
            {
                continue;
            }

            var pieces = Said(row, quantity) ?? "1";
            if (!int.TryParse(pieces, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var count) || count <= 0)
            {
                Refuse(row, quantity, "quantity.unreadable", $"Lineitem quantity is \"{Short(pieces)}\"; write a whole number from 1.");
                continue;
            }

            if (!TryAmount(row, price, out var amount, out _))
            {
                continue;
            }

            if (amount is null)
            {
                Refuse(row, price, "price.missing", "Lineitem price is empty; write a number such as 12.95.");
                continue;
            }

            // As the products' own file identifies what has no SKU: by its handle, which Shopify makes of the title, and its options.
            var own = Unguarded(Said(row, sku));
            var candidates = own is null ? CandidatesOf(Cell(row, item)) : [];
            var code = own ?? candidates[0];
            if (code.Length == 0)
            {
                Refuse(row, sku, "sku.missing", "The line has neither a SKU nor a name.");
                continue;
            }

            Facts.OrderLines.Add(new OrderLineFact(
                row.Line, order.Name, instant, order.Customer, "sold", code, count, amount, Said(row, item))
            {
                Candidates = candidates,
            });
            Use(row);
        }
    }

    /// <summary>
    /// Which identities a line's name may mean: a dash stands before the options, and in titles too. The last one before the others, and a title without
    /// options at the end.
    /// </summary>
    private string[] CandidatesOf(string named)
    {
        if (candidatesByName.TryGetValue(named, out var known))
        {
            return known;
        }

        const string dash = " - ";
        var candidates = new List<string>();
        for (var at = named.LastIndexOf(dash, StringComparison.Ordinal); at > 0; at = named.LastIndexOf(dash, at - 1, StringComparison.Ordinal))
        {
            candidates.Add(Identity($"{Slug(named[..at])}.{string.Join('-', named[(at + dash.Length)..].Split(" / ").Select(Slug))}"));
        }

        string[] all = [.. candidates, Identity(Slug(named))];
        candidatesByName.Add(named, all);
        return all;
    }

    private sealed class Order(string name)
    {
        public string Name { get; } = name;

        public string? Created { get; set; }

        public string? Customer { get; set; }

        public bool IsOff { get; set; }

        public List<SourceRow> Rows { get; } = [];
    }
}
