using System.Text.RegularExpressions;
using Sylvan.Data.Csv;

namespace CrossSell.Core.Exchange;

/// <summary>
/// The order file of a British gift wholesaler (D. Chen, "Online Retail", UCI Machine Learning Repository, 2015), also in the
/// spelling of "Online Retail II". An invoice that begins with C is a cancellation, with A a correction of bad debt; product codes
/// are five digits and letters, everything else is postage, charges and the like.
/// </summary>
public sealed partial class OnlineRetailReader : OrderReader
{
    internal static readonly string[][] Columns =
    [
        ["InvoiceNo", "Invoice"], ["StockCode"], ["Description"], ["Quantity"], ["InvoiceDate"], ["UnitPrice", "Price"], ["CustomerID", "Customer ID"],
    ];

    /// <summary>The wholesaler's IANA time zone; its file shows wall time.</summary>
    internal const string ZoneName = "Europe/London";

    private readonly int[] at;

    internal OnlineRetailReader(CsvDataReader csv, SniffedFile file, OrderFields fields, int[] at)
        : base(csv, file, fields) => this.at = at;

    public override OrderFormat Format => OrderFormat.OnlineRetail;

    /// <summary>True for five digits and any letters behind: 85123A.</summary>
    public static bool IsProductCode(ReadOnlySpan<char> code) => ProductCode().IsMatch(code);

    private protected override bool IsPersonal(int column) => column == at[0] || column == at[1] || column == at[6];

    private protected override OrderRow? ParseCells(int line, ref RowError? error)
    {
        var order = OrderId(at[0], ref error);
        var sku = Sku(at[1], ref error);
        var quantity = Quantity(at[3], ref error);
        var instant = Instant(at[4], ref error);
        var price = Price(at[5], ref error);
        if (error is not null || order is null || sku is null)
        {
            return null;
        }

        var state = order[0] switch
        {
            'C' or 'c' => OrderRowState.Cancelled,
            'A' or 'a' => OrderRowState.Correction,
            _ => OrderRowState.Sold,
        };
        return new OrderRow(
            line, order, instant, null, Fields.Customer(Cell(at[6])), state, sku, Fields.Text(Cell(at[2])), quantity, price, IsProductCode(sku));
    }

    [GeneratedRegex(@"\A[0-9]{5}[A-Za-z]*\z")]
    private static partial Regex ProductCode();
}
