using CrossSell.Admin.Account;
using CrossSell.Core.Common;
using CrossSell.Core.Demo;
using CrossSell.Core.Mining;

namespace CrossSell.Admin.Hosting;

/// <summary>
/// The whole demo: shops, orders and people in one transaction, then what the orders suggest and what its people have done. Whatever is missing because the
/// process was stopped half-way is seen by <see cref="CompleteAsync"/> and done then.
/// </summary>
internal static class DemoStart
{
    /// <summary>Set to false, the demo keeps its drawings by kind: no job draws a picture of each product.</summary>
    internal const string PicturesSetting = "Demo:Pictures";

    /// <param name="today">Without it, <see cref="DemoLoader.DayAt"/> now.</param>
    /// <param name="size">Without it, the four shops as they are.</param>
    public static async Task<Outcome> LoadAsync(
        IServiceProvider services, DateOnly? today, DemoSize? size, IProgress<string> progress, CancellationToken cancellation)
    {
        if ((await CompleteAsync(services, withPeople: true, progress, cancellation)).IsRefused(out var refusal, out var completed) || completed)
        {
            return Outcome.FromRefusalOrDone(refusal);
        }

        var day = today ?? DemoLoader.DayAt(services.GetRequiredService<TimeProvider>().GetUtcNow());
        if ((await DemoAccounts.PrepareAsync(services, cancellation)).IsRefused(out refusal, out var people))
        {
            return refusal;
        }

        var loaded = size is null
            ? await services.GetRequiredService<DemoLoader>().LoadAsync(day, progress, people, cancellation)
            : await services.GetRequiredService<LargeDemoLoader>().LoadAsync(day, size, progress, people, cancellation);
        if (loaded.IsRefused(out refusal) || (await CompleteAsync(services, withPeople: false, progress, cancellation)).IsRefused(out refusal, out _)
            || (await QueuePicturesAsync(services, cancellation)).IsRefused(out refusal))
        {
            return refusal;
        }

        progress.Report($"The demo is loaded. Sign in as {DemoAccounts.All[0].Email} with the password {DemoAccounts.Password}.");
        return Outcome.Done;
    }

    /// <summary>Finishes a demo that was stopped half-way.</summary>
    /// <param name="withPeople">Also makes its accounts where nobody has one, which a demo of an older version may lack.</param>
    /// <returns>Whether anything was missing.</returns>
    public static async Task<Outcome<bool>> CompleteAsync(
        IServiceProvider services, bool withPeople, IProgress<string> progress, CancellationToken cancellation)
    {
        var completed = false;
        var loader = services.GetRequiredService<DemoLoader>();
        if (withPeople && await loader.IsLoadedAsync(cancellation))
        {
            if ((await DemoAccounts.CompleteAsync(services, cancellation)).IsRefused(out var refusal, out completed))
            {
                return refusal;
            }
        }

        // Beside the counting, which keeps one core busy: neither asks for what the other writes.
        var telling = Task.Run(() => TellAsync(services, cancellation), cancellation);
        var done = await Task.WhenAll(telling, MineAsync(services, loader, progress, cancellation));
        return done.Select(outcome => outcome.Refusal).FirstOrDefault(refused => refused is not null) is { } problem
            ? problem
            : completed || done.Any(outcome => outcome.Value);
    }

    /// <returns>Whether its people had anything left to do.</returns>
    private static async Task<Outcome<bool>> TellAsync(IServiceProvider services, CancellationToken cancellation)
    {
        // What was tried out lies further back, and history is listed in the order of writes.
        if ((await services.GetRequiredService<DemoExperiments>().TellAsync(cancellation)).IsRefused(out var refusal, out var tried)
            || (await services.GetRequiredService<DemoStory>().TellAsync(cancellation)).IsRefused(out refusal, out var told))
        {
            return refusal;
        }

        return told || tried;
    }

    /// <returns>Whether there was a shop to mine.</returns>
    private static async Task<Outcome<bool>> MineAsync(
        IServiceProvider services, DemoLoader loader, IProgress<string> progress, CancellationToken cancellation)
    {
        if (await loader.UnminedAsync(cancellation) is not { Count: > 0 } shops)
        {
            return false;
        }

        progress.Report("Calculating what is bought together");
        foreach (var shop in shops)
        {
            if ((await services.GetRequiredService<MiningService>().MineAsync(DemoLoader.Loader, shop, cancellation: cancellation))
                .IsRefused(out var refusal, out _))
            {
                return refusal;
            }
        }

        return true;
    }

    /// <summary>Has the pictures of the four shops drawn by a job, once. Nobody waits for it; a start after a start that was stopped goes on.</summary>
    public static async Task<Outcome> QueuePicturesAsync(IServiceProvider services, CancellationToken cancellation) =>
        services.GetRequiredService<IConfiguration>().GetValue(PicturesSetting, defaultValue: true)
            ? Outcome.FromRefusalOrDone((await services.GetRequiredService<DemoPictureService>().QueueAsync(cancellation)).Refusal)
            : Outcome.Done;
}
