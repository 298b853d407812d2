using CrossSell.Core.Backtesting;
using CrossSell.Core.Catalog;
using CrossSell.Core.Demo;
using CrossSell.Core.Orders;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Admin.Hosting;

/// <summary>
/// A demo shows what a backtest says: the first start after it was loaded asks for one of each shop, as jobs, so that nobody waits for them. Only in
/// Development, and not where <c>CrossSell:DemoBacktests</c> is <c>false</c>.
/// </summary>
internal sealed partial class DemoBacktests(
    StudioStore store, BacktestJobs jobs, BacktestResults results, IConfiguration configuration, IHostEnvironment environment,
    ILogger<DemoBacktests> logger) : BackgroundService
{
    internal const string Setting = "CrossSell:DemoBacktests";

    // A large demo is for load tests: its orders are left to anyone who asks.
    private const int MostOrders = 100_000;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!environment.IsDevelopment() || !configuration.GetValue(Setting, true))
        {
            return;
        }

        await Task.Yield();
        try
        {
            await AskAsync(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            // The host is stopping; the next start asks.
        }
        catch (Exception problem)
        {
            // Anybody may ask for one on its page.
            LogFailed(logger, problem);
        }
    }

    private async Task AskAsync(CancellationToken stop)
    {
        await using var db = store.Read();
        if (!await db.ChangeSets.AnyAsync(set => set.ActorId == DemoLoader.Loader.Id, stop)
            || await db.Orders.OrderBy(order => order.Id).Skip(MostOrders).AnyAsync(stop)
            || await db.Users.Include(user => user.Grants).SingleOrDefaultAsync(user => user.Email == DemoPeople.MarkEmail, stop) is not { } mark)
        {
            return;
        }

        foreach (var channel in await db.Channels.OrderBy(channel => channel.Id).ToListAsync(stop))
        {
            if (await results.FindAsync(channel.Id, stop) is null && (await jobs.StartAsync(channel, mark.ToActor(), stop)).IsRefused(out var refusal, out _))
            {
                LogRefused(logger, channel.Code, refusal.Message);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The backtests of the demo could not be started.")]
    private static partial void LogFailed(ILogger logger, Exception problem);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The backtest of {Shop} was not started: {Reason}")]
    private static partial void LogRefused(ILogger logger, string shop, string reason);
}
