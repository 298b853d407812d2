using CrossSell.Core.Canvas;
using CrossSell.Core.Catalog;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using CrossSell.Core.Today;
using CrossSell.Core.Workbench;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Admin.Hosting;

/// <summary>
/// Works out what takes a while in a large studio before the first person asks for it, and keeps the query planner's figures fresh. Serving does not wait for
/// it.
/// </summary>
internal sealed partial class WarmUp(
    StudioStore store, NavigationCounts navigation, TodayQuery today, ProductDetailsQuery products, LinkNeighbourhoods neighbourhoods, TimeProvider time,
    ILogger<WarmUp> logger) : BackgroundService
{
    // Below, the first page is quick by itself.
    private const int LargeCatalogue = 20_000;

    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Task.Yield();
            await WarmAsync(stoppingToken);
            using var timer = new PeriodicTimer(Interval, time);
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await store.OptimizeAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The host is stopping.
        }
        catch (Exception problem)
        {
            // Pages work all the same, only the first more slowly.
            LogFailed(logger, problem);
        }
    }

    private async Task WarmAsync(CancellationToken stop)
    {
        List<int> channels;
        string? any;
        await using (var db = store.Read())
        {
            if (await db.Products.MaxAsync(product => (int?)product.Id, stop) is null or < LargeCatalogue)
            {
                return;
            }

            channels = await db.Channels.OrderBy(channel => channel.Id).Select(channel => channel.Id).ToListAsync(stop);
            any = await db.Products.OrderBy(product => product.Id).Select(product => product.Sku).FirstOrDefaultAsync(stop);
        }

        await Task.Run(
            async () =>
            {
                foreach (var channel in channels)
                {
                    await navigation.LoadAsync(ReadScope.Everything, channel, stop);
                }

                foreach (var channel in channels)
                {
                    await today.LoadAsync(channel, stop);
                }

                // The statements of a product's page and of its canvas are made once, whichever product it is.
                if (any is not null && channels.Count > 0)
                {
                    await products.LoadAsync(ReadScope.Everything, any, channels[0], stop);
                    await neighbourhoods.FindAsync(ReadScope.Everything, any, channels[0], depth: 2, stop);
                }
            },
            stop);
        // Warming up leaves as much behind as it keeps, and a server that is quiet afterwards would hold it for hours.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Caches could not be warmed up; pages load them on demand.")]
    private static partial void LogFailed(ILogger logger, Exception problem);
}
