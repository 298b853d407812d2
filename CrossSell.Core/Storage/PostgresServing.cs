using Npgsql;

namespace CrossSell.Core.Storage;

/// <summary>
/// Holds a lock of the server in a session of its own until it is disposed, and takes it again when the session broke: a server that was restarted knows
/// nothing of the locks of before.
/// </summary>
internal sealed class PostgresServing : IAsyncDisposable
{
    private static readonly TimeSpan TryAgainAfter = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource ended = new();
    private readonly Func<CancellationToken, Task<NpgsqlConnection?>> take;
    private readonly Task kept;

    /// <param name="session">Has the lock.</param>
    /// <param name="take">Opens another one that has it; null where it is refused.</param>
    public PostgresServing(NpgsqlConnection session, Func<CancellationToken, Task<NpgsqlConnection?>> take)
    {
        this.take = take;
        kept = KeepAsync(session);
    }

    public async ValueTask DisposeAsync()
    {
        await ended.CancelAsync();
        await kept;
        ended.Dispose();
    }

    private async Task KeepAsync(NpgsqlConnection? session)
    {
        while (session is not null)
        {
            await using (session)
            {
                await BrokenAsync(session);
            }

            session = await AgainAsync();
        }
    }

    /// <summary>Returns when the session broke, which keep-alives find out, or when it is needed no more.</summary>
    private async Task BrokenAsync(NpgsqlConnection session)
    {
        try
        {
            while (true)
            {
                await session.WaitAsync(ended.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // Needed no more.
        }
        catch (Exception problem) when (StorageTrouble.Of(problem) is not null || problem is IOException or InvalidOperationException)
        {
            // The server is gone, or has ended the session.
        }
    }

    /// <returns>Null when it is needed no more.</returns>
    private async Task<NpgsqlConnection?> AgainAsync()
    {
        while (!ended.IsCancellationRequested)
        {
            try
            {
                if (await take(ended.Token) is { } session)
                {
                    return session;
                }

                // Somebody began to move the studio while nothing said that it is served: once they are done they let it go.
                await Task.Delay(TryAgainAfter, ended.Token);
            }
            catch (OperationCanceledException)
            {
                return null;
            }
            catch (Exception problem) when (StorageTrouble.Of(problem) is not null)
            {
                await Task.Delay(TryAgainAfter, CancellationToken.None);
            }
        }

        return null;
    }
}
