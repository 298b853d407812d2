using CrossSell.Core.Catalog;
using Sylvan.Data.Csv;

namespace CrossSell.Core.Exchange;

/// <summary>
/// CrossSell's own order file, one row a line: order_id, ordered_at, channel, customer, status, sku, quantity, unit_price, and bundle_code where sets are sold.
/// </summary>
public sealed class NativeOrderReader : OrderReader
{
    internal static readonly string[][] Columns =
    [
        ["order_id"], ["ordered_at"], ["channel"], ["customer"], ["status"], ["sku"], ["quantity"], ["unit_price"],
    ];

    /// <summary>Behind the columns: of what set a line is a part. A shop without sets has none.</summary>
    internal const string BundleColumn = "bundle_code";

    /// <summary>Likewise: what the product was called, for codes that become products.</summary>
    internal const string NameColumn = "product_name";

    private const int MaxBundle = 64;

    private readonly int[] at;
    private readonly int bundleAt;
    private readonly int nameAt;

    internal NativeOrderReader(CsvDataReader csv, SniffedFile file, OrderFields fields, int[] at, int bundleAt, int nameAt)
        : base(csv, file, fields) => (this.at, this.bundleAt, this.nameAt) = (at, bundleAt, nameAt);

    public override OrderFormat Format => OrderFormat.Native;

    private protected override bool IsPersonal(int column) => column == at[0] || column == at[3] || column == at[5] || (column == bundleAt && column >= 0);

    private protected override OrderRow? ParseCells(int line, ref RowError? error)
    {
        var order = OrderId(at[0], ref error);
        var instant = Instant(at[1], ref error);
        var state = StateOf(Cell(at[4]).Trim());
        var bundle = Fields.Text(Cell(bundleAt));

        // A set alone may be named by its bundle only.
        var sku = Sku(bundle is not null && Cell(at[5]).IsWhiteSpace() ? bundleAt : at[5], ref error);
        var quantity = Quantity(at[6], ref error);
        var price = Price(at[7], ref error);
        if (state is null)
        {
            error = Wrong(at[4], "write sold, cancelled, returned or correction.");
        }

        if (bundle is { Length: > MaxBundle })
        {
            error = Wrong(bundleAt, $"give the bundle's code in 1 to {MaxBundle} characters.");
        }

        if (error is not null || order is null || sku is null || state is null)
        {
            return null;
        }

        return new OrderRow(
            line, order, instant, Fields.Text(Cell(at[2])), Fields.Text(Cell(at[3])), state.Value, sku, Name(), quantity, price, IsProduct: true)
        {
            Bundle = bundle,
        };
    }

    private string? Name() => Cell(nameAt).Trim() is { IsEmpty: false } cell
        ? Fields.Text(cell[..Math.Min(cell.Length, ProductEdit.NameLength)]) : null;

    /// <summary>Shops say it in many words; a blank is a sale. Null for a word nobody knows.</summary>
    private static OrderRowState? StateOf(ReadOnlySpan<char> status)
    {
        Span<char> lower = stackalloc char[16];
        if (status.Length > lower.Length)
        {
            return null;
        }

        var length = status.ToLowerInvariant(lower);
        return lower[..length] switch
        {
            "" or "sold" or "placed" or "completed" or "complete" or "paid" or "open" or "processing" or "shipped" or "delivered" or "fulfilled" =>
                OrderRowState.Sold,
            "cancelled" or "canceled" or "voided" => OrderRowState.Cancelled,
            "returned" or "refunded" => OrderRowState.Returned,
            "correction" => OrderRowState.Correction,
            _ => null,
        };
    }
}
