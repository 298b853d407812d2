using System.Globalization;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Panels;
using CrossSell.Core.People;
using CrossSell.Core.Storage;

namespace CrossSell.Core.Exchange;

/// <summary>Writes what each product page of a shop shows, a row a recommended product, as a shopper sees it of whom nothing is known.</summary>
public sealed class PanelExport(StudioStore store, DeliveryFeeds feeds)
{
    private static readonly string[] Columns = ["sku", "position", "companion", "bundle", "name", "price", "currency", "origin", "reason"];

    /// <param name="channelCode">Null takes the only shop.</param>
    /// <returns>Rows, and the panels that they are of.</returns>
    public async Task<Outcome<ExportReport>> WriteAsync(
        ReadScope scope, string? channelCode, TextWriter writer, IProgress<int>? progress = null, CancellationToken cancellation = default)
    {
        Channel channel;
        await using (var db = store.Read(scope))
        {
            if ((await DialectExport.ShopAsync(db, channelCode, cancellation)).IsRefused(out var refusal, out var found))
            {
                return refusal;
            }

            channel = found;
        }

        await CsvCells.WriteLineAsync(writer, Columns);
        var (rows, panels) = (0, 0);
        await foreach (var answer in feeds.PanelsAsync(channel, PanelPlacement.ProductPage, null, 0, cancellation))
        {
            var (sku, before) = (answer.Panel.Anchor.Sku, rows);
            if (answer.Panel.Offer is { } offer)
            {
                rows++;
                await CsvCells.WriteLineAsync(
                    writer, [sku, null, null, offer.Code, offer.Name, offer.SetPrice.ToInvariant(), channel.CurrencyCode, "bundle", null]);
            }

            foreach (var companion in answer.Panel.Companions.OrderBy(companion => companion.Position))
            {
                rows++;
                await CsvCells.WriteLineAsync(writer,
                [
                    sku, companion.Position.ToString(CultureInfo.InvariantCulture), companion.Product.Sku, null, companion.Product.Name,
                    companion.Product.Price.ToInvariant(), channel.CurrencyCode, companion.Origin.ToString().ToLowerInvariant(), companion.Reason,
                ]);
            }

            panels += rows > before ? 1 : 0;
            if (panels % 500 == 0)
            {
                progress?.Report(rows);
            }
        }

        return new ExportReport(rows, panels, []);
    }
}
