using CrossSell.Admin.Account;
using CrossSell.Core.Access;
using CrossSell.Core.Backups;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Panels;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Admin.Hosting;

/// <summary>What <c>serve</c> does before the first request: the database, the demo in Development, or the one-time set-up token.</summary>
internal static partial class StartUp
{
    public static async Task<Outcome> PrepareAsync(IServiceProvider services, bool isDevelopment, CancellationToken cancellation)
    {
        var store = services.GetRequiredService<StudioStore>();
        var logger = services.GetRequiredService<ILoggerFactory>().CreateLogger("CrossSell");
        if (services.GetRequiredService<TimeProvider>() is StudioClock clock)
        {
            LogClock(logger, clock.GetUtcNow());
        }

        if (BackupRestore.UnfinishedIn(services.GetRequiredService<DataDirectory>().Root) is { } unfinished)
        {
            return unfinished;
        }

        var said = new Said(logger);
        if ((await store.MigrateAsync(said, cancellation)).IsRefused(out var refusal))
        {
            return refusal;
        }

        var demo = isDevelopment && await IsEmptyAsync(store, cancellation)
            ? await DemoStart.LoadAsync(services, today: null, size: null, said, cancellation)
            : Outcome.FromRefusalOrDone((await DemoStart.CompleteAsync(services, withPeople: isDevelopment, said, cancellation)).Refusal);
        if (demo.IsRefused(out refusal) || (isDevelopment && (await DemoStart.QueuePicturesAsync(services, cancellation)).IsRefused(out refusal)))
        {
            return refusal;
        }

        await services.GetRequiredService<PanelService>().RefreshAsync(cancellation);
        await using var db = store.Read();
        if (!await db.Users.AnyAsync(cancellation))
        {
            LogSetUp(logger, services.GetRequiredService<SetUpToken>().Open());
        }
        else if (!isDevelopment && await db.Users.AnyAsync(user => user.IsDemo, cancellation))
        {
            LogDemo(logger);
            await services.GetRequiredService<UserSessionService>().EndDemoAsync(cancellation);
        }

        return Outcome.Done;
    }

    private static async Task<bool> IsEmptyAsync(StudioStore store, CancellationToken cancellation)
    {
        await using var db = store.Read();
        return !await db.Users.AnyAsync(cancellation) && !await db.Channels.AnyAsync(cancellation);
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "CrossSell__Now is set: the clock is fixed at {Now:O}. Schedules and panels use it.")]
    private static partial void LogClock(ILogger logger, DateTimeOffset now);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Progress}")]
    private static partial void LogProgress(ILogger logger, string progress);

    [LoggerMessage(
        Level = LogLevel.Warning, Message = "There is no account yet. Open /account/set-up and enter this one-time token to create the administrator: {Token}")]
    private static partial void LogSetUp(ILogger logger, string token);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "This data folder contains demo accounts, whose password is public: they cannot sign in outside Development. Set a password of your own with `users reset EMAIL`, or create an account with `users add`.")]
    private static partial void LogDemo(ILogger logger);

    private sealed class Said(ILogger logger) : IProgress<string>
    {
        public void Report(string value) => LogProgress(logger, value);
    }
}
