using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using static CrossSell.Core.Exchange.ExchangeTexts;

namespace CrossSell.Core.Exchange;

/// <summary>Every export by what is asked: the page, its job and the command line write the same file.</summary>
public sealed class StudioExport(
    StudioStore store, CatalogExport catalog, LinkExport links, BundleExport bundles, PanelExport panels, MerchantFeed feed, DialectExport dialects)
{
    /// <param name="pictureAt">The public address of a picture by its content, for feeds of bundles; null writes none.</param>
    public async Task<Outcome<ExportReport>> WriteAsync(
        ReadScope scope, ExportRequest request, TextWriter writer, Func<string, string>? pictureAt = null, IProgress<int>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!ExportRequest.Fits(request.Content, request.System))
        {
            return new Refusal(
                "export.content", L["Files of {0} do not hold {1}.", ExportRequest.NameOf(request.System), request.Content.ToString().ToLowerInvariant()],
                "format");
        }

        if (request is { Content: ExportContent.Bundles, System: ExportSystem.Google or ExportSystem.Meta })
        {
            return (await feed.WriteAsync(scope, request.Channel, pictureAt, writer, cancellation)).IsRefused(out var refusal, out var sets) ? refusal
                : new ExportReport(
                    sets.Written, sets.Written,
                    [.. new[] { new ExportLeftOut(ExportLoss.Bundle, sets.LeftOut, []), new ExportLeftOut(ExportLoss.SetPicture, sets.WithoutPicture, []) }
                        .Where(left => left.Count > 0)]);
        }

        if (request.System != ExportSystem.Native)
        {
            return await dialects.WriteAsync(scope, request, writer, progress, cancellation);
        }

        if (request.Content == ExportContent.Panels)
        {
            return await panels.WriteAsync(scope, request.Channel, writer, progress, cancellation);
        }

        Channel? channel = null;
        if (request.Channel is not null)
        {
            await using var db = store.Read(scope);
            if ((await DialectExport.ShopAsync(db, request.Channel, cancellation)).IsRefused(out var refusal, out channel))
            {
                return refusal;
            }
        }

        var rows = request.Content switch
        {
            ExportContent.Products => await catalog.ProductsAsync(scope, writer, null, progress, cancellation),
            ExportContent.Listings => await catalog.ListingsAsync(scope, writer, null, progress, cancellation),
            ExportContent.Links => await links.WriteAsync(scope, writer, progress, channel, cancellation),
            _ => await bundles.WriteAsync(scope, writer, progress, cancellation),
        };
        return new ExportReport(rows, rows, []);
    }
}
