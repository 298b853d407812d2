using System.Collections.Concurrent;
using CrossSell.Core.Access;

namespace CrossSell.Admin.Account;

/// <summary>
/// Ends circuits whose sign-in is over: at once when this process ended it, within <see cref="Interval"/> when another did. One question for all circuits, and
/// none while there are none.
/// </summary>
internal sealed partial class SessionWatch(UserSessionService sessions, TimeProvider time, ILogger<SessionWatch> logger) : BackgroundService
{
    internal static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private readonly PeriodicTimer timer = new(Interval, time);
    private readonly ConcurrentDictionary<long, (string Id, Action Ended)> watched = new();
    private long last;

    /// <summary>Calls <paramref name="ended"/> once, on any thread, when the sign-in is over.</summary>
    /// <returns>Dispose it to follow no longer.</returns>
    public IDisposable Watch(string id, Action ended)
    {
        var number = Interlocked.Increment(ref last);
        watched[number] = (id, ended);
        return new Follower(this, number);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        sessions.Ended += LookNow;
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await LookAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The host is stopping.
        }
        finally
        {
            sessions.Ended -= LookNow;
        }
    }

    public override void Dispose()
    {
        timer.Dispose();
        base.Dispose();
    }

    private void LookNow() => _ = LookAsync(CancellationToken.None);

    private async Task LookAsync(CancellationToken cancellation)
    {
        if (watched.IsEmpty)
        {
            return;
        }

        try
        {
            var all = watched.ToArray();
            var live = await sessions.LiveAsync([.. all.Select(one => one.Value.Id).Distinct()], cancellation);
            foreach (var (number, (_, ended)) in all.Where(one => !live.Contains(one.Value.Id)))
            {
                if (watched.TryRemove(number, out _))
                {
                    ended();
                }
            }
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            // Nobody can write either while the database does not answer; the next turn asks again.
            LogFailed(logger, problem);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Ended sessions could not be read.")]
    private static partial void LogFailed(ILogger logger, Exception problem);

    private sealed class Follower(SessionWatch watch, long number) : IDisposable
    {
        public void Dispose() => watch.watched.TryRemove(number, out _);
    }
}
