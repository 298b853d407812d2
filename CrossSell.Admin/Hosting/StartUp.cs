using CrossSell.Admin.Account;
using CrossSell.Core.Panels;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Admin.Hosting;

/// <summary>What <c>serve</c> does before the first request: the database, the demo in Development, or the one-time set-up token.</summary>
internal static partial class StartUp
{
    public static async Task PrepareAsync(IServiceProvider services, bool isDevelopment, CancellationToken cancellation)
    {
        var store = services.GetRequiredService<StudioStore>();
        var logger = services.GetRequiredService<ILoggerFactory>().CreateLogger("CrossSell");
        if (services.GetRequiredService<TimeProvider>() is StudioClock clock)
        {
            LogClock(logger, clock.GetUtcNow());
        }

        await store.MigrateAsync(cancellation);
        if (isDevelopment && await IsEmptyAsync(store, cancellation))
        {
            await DemoStart.LoadAsync(services, today: null, size: null, new Said(logger), cancellation);
        }

        await services.GetRequiredService<PanelService>().RefreshAsync(cancellation);
        await using var db = store.Read();
        if (!await db.Users.AnyAsync(cancellation))
        {
            LogSetUp(logger, services.GetRequiredService<SetUpToken>().Open());
        }
    }

    private static async Task<bool> IsEmptyAsync(StudioStore store, CancellationToken cancellation)
    {
        await using var db = store.Read();
        return !await db.Users.AnyAsync(cancellation) && !await db.Channels.AnyAsync(cancellation);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "CrossSell__Now is set: this studio takes it to be {Now:O}, whatever the machine says. Schedules and panels follow it.")]
    private static partial void LogClock(ILogger logger, DateTimeOffset now);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Progress}")]
    private static partial void LogProgress(ILogger logger, string progress);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Nobody has an account yet. Open /account/set-up and enter this one-time token to make the administrator: {Token}")]
    private static partial void LogSetUp(ILogger logger, string token);

    private sealed class Said(ILogger logger) : IProgress<string>
    {
        public void Report(string value) => LogProgress(logger, value);
    }
}
