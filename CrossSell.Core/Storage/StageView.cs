using CrossSell.Core.People;

namespace CrossSell.Core.Storage;

/// <summary>
/// A connection that sees a <see cref="StageFile"/>, for several writes one after the other: bringing the stage into sight takes long on a server, and is
/// done once, before the first takes its lock. Dispose its writes first.
/// </summary>
internal sealed class StageView(StudioStore store, StudioDb keeper, IAsyncDisposable shown) : IAsyncDisposable
{
    /// <summary>Has the connection open; not to be written through.</summary>
    public StudioDb Keeper => keeper;

    /// <inheritdoc cref="StudioStore.WriteAsync(Actor, string, CancellationToken)"/>
    public Task<WriteSession> WriteAsync(Actor actor, string purpose, CancellationToken cancellation) =>
        store.WriteAsync(actor, purpose, this, cancellation);

    public async ValueTask DisposeAsync()
    {
        try
        {
            await shown.DisposeAsync();
        }
        finally
        {
            await keeper.DisposeAsync();
        }
    }
}
