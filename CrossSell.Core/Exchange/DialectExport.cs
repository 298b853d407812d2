using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Panels;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Core.Exchange.ExchangeTexts;

namespace CrossSell.Core.Exchange;

/// <summary>
/// Writes products, links, bundles and panels as another system's importer takes them. What came from a file of that system goes back in its rows, changed
/// only where the studio says something else now; what the system has no place for is counted and said.
/// </summary>
/// <param name="panels">Null where no panels are asked for.</param>
public sealed class DialectExport(StudioStore store, PanelService? panels = null)
{
    private const int Batch = 500;

    /// <param name="scope">The shops whose prices and links are written.</param>
    public async Task<Outcome<ExportReport>> WriteAsync(
        ReadScope scope, ExportRequest request, TextWriter writer, IProgress<int>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(writer);
        if (request.System == ExportSystem.Native || !ExportRequest.Fits(request.Content, request.System))
        {
            return new Refusal(
                "export.content", L["Files of {0} do not hold {1}.", ExportRequest.NameOf(request.System), request.Content.ToString().ToLowerInvariant()],
                "format");
        }

        await using var db = store.Read(scope);
        if ((await ChannelAsync(db, request.Channel, cancellation)).IsRefused(out var refusal, out var channel))
        {
            return refusal;
        }

        if (request.Content == ExportContent.Panels && channel is null)
        {
            return NoShop();
        }

        await db.Database.OpenConnectionAsync(cancellation);
        await using var snapshot = await StudioStore.SnapshotAsync(db, cancellation);
        var losses = new LossTally();
        var facts = await ExportFacts.PrepareAsync(
            db, channel, store.Time.GetUtcNow(), request.System is ExportSystem.Magento or ExportSystem.Akeneo or ExportSystem.Google or ExportSystem.Meta,
            cancellation);
        await using var table = new ExportTable();
        var run = await ExportRun.BeginAsync(db, request, facts, losses, table, cancellation);
        if (request.Content == ExportContent.Panels)
        {
            run.Panels = panels ?? throw new InvalidOperationException("Panels are written by a studio that has them.");
            await run.Panels.RefreshAsync(cancellation);
        }

        var heads = await run.HeadsAsync(cancellation);
        foreach (var chunk in heads.Chunk(Batch))
        {
            await run.WriteAsync(chunk, cancellation);
            progress?.Report(table.Rows);
        }

        if (request.Content == ExportContent.Bundles)
        {
            run.WriteOwnBundles();
        }

        await table.WriteAsync(writer, run.Fallback, cancellation);
        return new ExportReport(table.Rows, run.Products, losses.All);
    }

    /// <summary>The shop of this code, or the only one.</summary>
    internal static async Task<Outcome<Channel>> ShopAsync(StudioDb db, string? code, CancellationToken cancellation) =>
        (await ChannelAsync(db, code, cancellation)).IsRefused(out var refusal, out var channel) ? refusal : channel is null ? NoShop() : channel;

    private static Refusal NoShop() => Refusal.NotFound(L["There is no shop yet."], "channel");

    /// <summary>The shop of this code, or the only one; null where there is none at all.</summary>
    internal static async Task<Outcome<Channel?>> ChannelAsync(StudioDb db, string? code, CancellationToken cancellation)
    {
        var channels = await db.Channels.AsNoTracking().OrderBy(channel => channel.Id).ToListAsync(cancellation);
        if (code is not null)
        {
            return channels.Find(channel => channel.Code.Equals(code, StringComparison.OrdinalIgnoreCase)) is { } found ? Outcome.Of<Channel?>(found)
                : Refusal.NotFound(
                    L["There is no channel \"{0}\". The channels are {1}.", code, string.Join(", ", channels.Select(one => one.Code))], "channel");
        }

        return channels.Count > 1
            ? new Refusal("channel.needed", L["Name the shop with --channel: {0}.", string.Join(", ", channels.Select(one => one.Code))], "channel")
            : Outcome.Of<Channel?>(channels.FirstOrDefault());
    }
}
