using CrossSell.Admin.Account;
using CrossSell.Core.Affinity;
using CrossSell.Core.Common;
using CrossSell.Core.Demo;

namespace CrossSell.Admin.Hosting;

/// <summary>The whole demo: shops and orders, what the orders suggest, and the people.</summary>
internal static class DemoStart
{
    /// <param name="today">Without it, the day it is in UTC.</param>
    /// <param name="size">Without it, the four shops as they are.</param>
    public static async Task<Outcome> LoadAsync(IServiceProvider services, DateOnly? today, DemoSize? size, IProgress<string> progress, CancellationToken cancellation)
    {
        var day = today ?? DateOnly.FromDateTime(services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime);
        var loaded = size is null
            ? await services.GetRequiredService<DemoLoader>().LoadAsync(day, progress, cancellation)
            : await services.GetRequiredService<LargeDemoLoader>().LoadAsync(day, size, progress, cancellation);
        if (loaded.IsRefused(out var refusal))
        {
            return refusal;
        }

        progress.Report("Counting what is bought together");
        if ((await services.GetRequiredService<MiningService>().MineAsync(DemoLoader.Loader, cancellation: cancellation)).IsRefused(out refusal, out _))
        {
            return refusal;
        }

        await DemoAccounts.CreateAsync(services);
        progress.Report($"The demo is loaded. Sign in as {DemoAccounts.All[0].Email} with the password {DemoAccounts.Password}.");
        return Outcome.Done;
    }
}
