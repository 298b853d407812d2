using System.Globalization;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Dialects;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Exchange;

/// <summary>
/// Writes the orders of another system's file as a file of our own, as they are read: of millions of lines none is held. Not even a file that is gone in a
/// minute says who bought.
/// </summary>
internal sealed class OrderTranslation
{
    // Customers come again within a file, but not all of them forever.
    private const int HashesKept = 20_000;

    private readonly TranslatedFile table;
    private readonly OrderSkus skus;
    private readonly string? channel;
    private readonly byte[] secret;
    private readonly Dictionary<string, string> hashes = new(StringComparer.Ordinal);

    private OrderTranslation(TranslatedFile table, OrderSkus skus, string? channel, byte[] secret) =>
        (this.table, this.skus, this.channel, this.secret) = (table, skus, channel, secret);

    /// <inheritdoc cref="DialectTranslation.OfAsync"/>
    public static async Task<Outcome<TranslatedFile>> OfAsync(
        StudioStore store, Stream stream, string name, SniffedFile file, Dialect? told, string? channel, byte[] secret, CancellationToken cancellation)
    {
        await using var db = store.Read();
        List<string> only = channel is null ? await db.Channels.Select(one => one.Code).Take(2).ToListAsync(cancellation) : [channel];
        var table = new TranslatedFile();
        try
        {
            var made = new OrderTranslation(table, new OrderSkus(db), only.Count == 1 ? only[0] : null, secret);
            await table.HeaderAsync(["order_id", "ordered_at", "channel", "customer", "status", "sku", "quantity", "unit_price", NativeOrderReader.NameColumn]);
            var ask = new DialectAsk { Lines = lines => made.WriteAsync(lines, cancellation) };
            var read = await DialectFile.ReadAsync(stream, file, name, told, ask, cancellation);
            if ((read.IsRefused(out var refusal, out var reading) ? refusal : DialectTranslation.Wrong(reading, ExchangeKind.Orders)) is { } refused)
            {
                await table.DisposeAsync();
                return refused;
            }

            table.Reading = read.Required;
            await table.EndAsync();
            return table;
        }
        catch
        {
            await table.DisposeAsync();
            throw;
        }
    }

    private async Task WriteAsync(List<OrderLineFact> lines, CancellationToken cancellation)
    {
        await skus.SettleAsync(lines, cancellation);
        foreach (var line in lines)
        {
            await table.RowAsync(
                line.Line,
                [
                    line.OrderId, line.OrderedAt, channel, line.Customer is { } person ? CodeOf(person) : null, line.Status, line.Sku,
                    line.Quantity.ToString(CultureInfo.InvariantCulture), DialectTranslation.Plain(line.UnitPrice), line.Name,
                ]);
        }
    }

    private string CodeOf(string person)
    {
        if (!hashes.TryGetValue(person, out var code))
        {
            if (hashes.Count == HashesKept)
            {
                hashes.Clear();
            }

            hashes.Add(person, code = OrderPeople.Code(person, secret));
        }

        return code;
    }
}
