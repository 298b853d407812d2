using CrossSell.Core.Common;
using CrossSell.Core.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace CrossSell.Core.Storage;

/// <summary>Where a studio is stored: the two differ in how they are opened, made, checked and locked, and in nothing that their readers see.</summary>
internal abstract class StudioDatabase
{
    /// <summary>Where it is, without names and passwords: the same for all who use it.</summary>
    public abstract string Where { get; }

    public abstract StudioDb Open(ReadScope scope);

    /// <summary>Waits for the lock of the one who writes, and holds it until the transaction ends.</summary>
    /// <param name="view">Sees a stage file, and is written through; null for a connection of the pool.</param>
    /// <exception cref="StorageException">The database is missing, damaged or cannot be reached.</exception>
    public abstract Task<StartedWrite> BeginWriteAsync(Actor actor, StageView? view, CancellationToken cancellation);

    /// <summary>A context for rows that are not audited, which are written beside those who stand in line.</summary>
    public abstract StudioDb OpenUnaudited();

    /// <summary>
    /// Called by who writes step after step, between two steps and without the lock: gives others the lock where the database does not do that by itself.
    /// </summary>
    public abstract Task LetOthersAsync(CancellationToken cancellation);

    /// <summary>A context whose connection is open and sees a <see cref="StageFile"/>.</summary>
    /// <exception cref="StorageException">The database is missing, damaged or cannot be reached.</exception>
    public async Task<(StudioDb Keeper, IAsyncDisposable Shown)> ShowAsync(string stageFile, CancellationToken cancellation)
    {
        var keeper = Open(ReadScope.Everything);
        try
        {
            await keeper.Database.OpenConnectionAsync(cancellation);
            return (keeper, await keeper.Sql.ShowAsync(keeper.Database.GetDbConnection(), stageFile, cancellation));
        }
        catch
        {
            await keeper.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Says to other processes, until it is disposed or this one ends, that a server works on it or that it is moved elsewhere: many servers may, but only one
    /// may move it, and then no server.
    /// </summary>
    /// <returns>Null where the other is going on.</returns>
    public abstract Task<IAsyncDisposable?> HoldAsync(bool alone, CancellationToken cancellation);

    /// <summary>Makes the database or brings it up to date; does nothing when nothing is to be done.</summary>
    public abstract Task<Outcome> PrepareAsync(IProgress<string>? progress, CancellationToken cancellation);

    /// <returns>Held by the one process that serves this studio; null where that cannot be known, or another one is it.</returns>
    public abstract IDisposable? ServeAlone();

    /// <summary>
    /// Hears what other processes tell (<see cref="StudioDb.TellOthersAsync"/>) until the line breaks, which is an exception, or it is cancelled. Ends at once
    /// where nobody tells anything.
    /// </summary>
    /// <param name="heard">Called with each notice, one after the other; with null when the line stands, as anything may have happened before.</param>
    public abstract Task ListenAsync(Func<string?, Task> heard, CancellationToken cancellation);

    /// <returns>What keeps the database from being read or written now, or null.</returns>
    public abstract Task<Refusal?> CheckAsync(CancellationToken cancellation);

    /// <summary>Lets the planner look at what has grown since.</summary>
    public abstract Task OptimizeAsync(CancellationToken cancellation);

    /// <inheritdoc cref="StudioStore.Rest"/>
    public virtual void Rest()
    {
        // A server's driver closes connections that are not used by itself.
    }
}

/// <param name="Transaction">Where the context is refused, one that only reads.</param>
/// <param name="Turn">Is let go when the transaction is over; null where the database itself keeps the order.</param>
internal sealed record StartedWrite(StudioDb Db, IDbContextTransaction Transaction, IDisposable? Turn);
