using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using CrossSell.Core.Audit;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage;
using static CrossSell.Core.Storage.StorageTexts;

namespace CrossSell.Core.Storage;

/// <summary>One write: everything in it lands with its change set in one transaction, or nothing does.</summary>
public sealed class WriteSession : IAsyncDisposable
{
    // From so many on changes are written in bulk.
    private const int ManyChanges = 200;

    // Fewer than after which a server looks at the whole table again (PostgresInsert).
    private const int ChangesAtOnce = 900;

    private readonly IDbContextTransaction transaction;
    private readonly IDisposable? turn;
    private readonly List<(EntityEntry Entry, Change Change)> recorded = [];
    private readonly List<Change> derived = [];
    private readonly List<Change> told = [];
    private readonly List<object> announced = [];
    private ChangeSet? changeSet;

    internal WriteSession(StartedWrite started, Actor actor, string purpose, DateTimeOffset now)
    {
        (Db, transaction, turn) = started;
        // A save that fails ends the whole write, so there is nothing to go back to within it; and within a savepoint each further row of a large save costs
        // SQLite more than the one before.
        Db.Database.AutoSavepointsEnabled = false;
        Actor = actor;
        Purpose = purpose;
        Now = now;
    }

    public StudioDb Db { get; }

    public Actor Actor { get; }

    public DateTimeOffset Now { get; }

    /// <summary>May be made more exact while the write goes on.</summary>
    public string Purpose { get; set; }

    /// <summary>False for verdicts, keys, accounts and bulk loads.</summary>
    public bool CanUndo { get; set; } = true;

    /// <summary>False where the caller says itself what follows from its rows (completeness), as tests do.</summary>
    public bool RunsWriteHooks { get; set; } = true;

    /// <summary>The change set that this write takes back.</summary>
    public long? UndoOf { get; set; }

    /// <summary>The job that writes, so that all its change sets are undone as one.</summary>
    public long? JobId { get; set; }

    /// <summary>The transaction's connection, for statements that work on many rows at once (<see cref="BulkSql"/>).</summary>
    /// <exception cref="StorageException">Nothing may be written.</exception>
    internal DbConnection Connection => Refused is { } refusal ? throw new StorageException(refusal) : Db.Database.GetDbConnection();

    /// <summary>How statements are said to the database (<see cref="BulkSql"/>).</summary>
    internal SqlDialect Sql => Db.Sql;

    private Refusal? Refused => Db.Refused;

    /// <summary>Changes that <see cref="BulkAudit"/> wrote beside those that the context tracks.</summary>
    internal long RecordedInBulk { get; set; }

    internal WriteFollowUps? FollowUps { get; init; }

    /// <summary>The process that writes (<see cref="StudioStore.Instance"/>).</summary>
    internal string? Instance { get; init; }

    /// <summary>Told what was announced once the write has landed.</summary>
    internal Action<object>? Told { get; init; }

    internal DbTransaction Transaction => transaction.GetDbTransaction();

    /// <summary>Writes what was changed so far, so that new rows have their ids; nothing is visible to others before <see cref="CommitAsync"/>.</summary>
    public async Task<Outcome> SaveAsync(CancellationToken cancellation = default)
    {
        if (Refused is { } refused)
        {
            return refused;
        }

        Db.ChangeTracker.DetectChanges();
        foreach (var entry in Db.ChangeTracker.Entries<IVersioned>().Where(entry => entry.State == EntityState.Modified))
        {
            entry.Entity.Version++;
        }

        var pending = Db.ChangeTracker.Entries<IAudited>()
            .Where(entry => entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted)
            .Select(entry => (Entry: (EntityEntry)entry, Change: Record(entry)))
            .ToList();
        try
        {
            await Db.SaveChangesAsync(cancellation);
        }
        catch (Exception problem) when (StorageTrouble.Of(problem) is { } trouble)
        {
            return trouble;
        }
        catch (DbUpdateConcurrencyException)
        {
            return Refusal.Stale(L["Someone else changed this in the meantime. Reload and try again."]);
        }
        catch (DbUpdateException problem) when (StorageTrouble.IsConflict(problem.InnerException))
        {
            // Services check first and say it better; this is the net under them.
            return Refusal.Stale(L["This conflicts with a change made in the meantime, so nothing was changed. Reload and try again."]);
        }

        foreach (var (entry, change) in pending)
        {
            // Ids are known only now.
            change.EntityId = Key(entry);
            if (change.Kind == ChangeKind.Added)
            {
                change.After = Values(entry.CurrentValues);
            }
        }

        recorded.AddRange(pending);
        return Outcome.Done;
    }

    /// <summary>Saves, writes the change set and commits. Stale data and a database that cannot write are refusals; then nothing has changed.</summary>
    /// <returns>The change set's id: what undo takes.</returns>
    public async Task<Outcome<long>> CommitAsync(CancellationToken cancellation = default)
    {
        try
        {
            return await CommitAllAsync(cancellation);
        }
        catch (Exception problem) when (StorageTrouble.Of(problem) is { } trouble)
        {
            return trouble;
        }
    }

    private async Task<Outcome<long>> CommitAllAsync(CancellationToken cancellation)
    {
        using var span = Telemetry.Span("studio.write.commit");
        if ((await SaveAsync(cancellation)).IsRefused(out var refusal))
        {
            return refusal;
        }

        if (RunsWriteHooks)
        {
            var written = new WrittenRows([.. recorded.Select(pair => (pair.Entry.Entity, pair.Change))], RecordedInBulk > 0 ? changeSet?.Id : null);
            foreach (var followUp in FollowUps?.All ?? [])
            {
                if ((await followUp.FollowAsync(this, written, cancellation)).IsRefused(out refusal))
                {
                    return refusal;
                }
            }
        }

        var set = changeSet ?? NewSet();
        (set.Purpose, set.CanUndo, set.UndoOfId, set.JobId) = (Purpose, CanUndo && (recorded.Count > 0 || RecordedInBulk > 0), UndoOf, JobId);
        List<Change> changes = [.. recorded.Select(pair => pair.Change), .. derived, .. told];
        var areMany = changes.Count >= ManyChanges;
        if (!areMany)
        {
            changes.ForEach(set.Changes.Add);
        }

        if (changeSet is null)
        {
            Db.ChangeSets.Add(set);
        }

        Db.ChangeTracker.DetectChanges();
        await Db.SaveChangesAsync(cancellation);
        if (areMany)
        {
            Write(changes, set.Id);
        }

        if (UndoOf is { } undone)
        {
            await Db.ChangeSets.Where(other => other.Id == undone)
                .ExecuteUpdateAsync(update => update.SetProperty(other => other.UndoneById, set.Id), cancellation);
        }

        await Db.TellOthersAsync(StudioStore.WrittenBy(Instance), cancellation);
        // Not to be called off: a server may have done it although nobody waited for its answer.
        await transaction.CommitAsync(CancellationToken.None);
        turn?.Dispose();
        announced.ForEach(news => Told?.Invoke(news));

        return set.Id;
    }

    /// <summary>
    /// Commits statements without a change set: for rows that bring their audit along, as those of a studio that moves here, or that nobody sees yet.
    /// </summary>
    internal Task CommitBareAsync(CancellationToken cancellation) => transaction.CommitAsync(cancellation);

    // Tracking thousands of them one by one takes longer than what they tell of.
    private void Write(List<Change> changes, long set)
    {
        foreach (var batch in changes.Chunk(ChangesAtOnce))
        {
            using var insert = new BulkInsert(
                this, "Changes", nameof(Change.ChangeSetId), nameof(Change.Entity), nameof(Change.EntityId), nameof(Change.Kind), nameof(Change.Before),
                nameof(Change.After));
            foreach (var change in batch)
            {
                insert.Add(set, change.Entity, change.EntityId, change.Kind, change.Before, change.After);
            }
        }
    }

    /// <summary>The change set's row, made ahead of the commit for changes that are recorded by SQL.</summary>
    internal async Task<long> OpenSetAsync(CancellationToken cancellation)
    {
        if (changeSet is null)
        {
            Db.ChangeSets.Add(changeSet = NewSet());
            await Db.SaveChangesAsync(cancellation);
        }

        return changeSet.Id;
    }

    /// <summary>
    /// Records what its writer tells of a row that is not recorded field by field, because some of its fields are secrets (accounts, keys). It is not undone.
    /// </summary>
    public void Tell(Change change) => told.Add(change);

    /// <summary>Tells those who listen to the store once this write has landed, and not at all when it has not.</summary>
    internal void Announce(object news) => announced.Add(news);

    /// <summary>
    /// Records what was written past the context and follows from the rest, so that readers of changes see it. A bulk write, which tracks no row,
    /// records nothing at all: readers then know to look at everything again.
    /// </summary>
    internal void Note(IEnumerable<Change> changes)
    {
        if (recorded.Count > 0 || RecordedInBulk > 0)
        {
            derived.AddRange(changes);
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (Refused is not null)
            {
                // Taken over rather than begun by the context, which leaves its end to the code that began it.
                await transaction.GetDbTransaction().DisposeAsync();
            }

            await transaction.DisposeAsync();
        }
        finally
        {
            turn?.Dispose();
            await Db.DisposeAsync();
        }
    }

    private ChangeSet NewSet() => new() { At = Now, ActorKind = Actor.Kind, ActorId = Actor.Id, ActorName = Actor.Name, Purpose = Purpose };

    private static Change Record(EntityEntry entry) => new()
    {
        Entity = entry.Metadata.ClrType.Name,
        EntityId = "",
        Kind = entry.State switch
        {
            EntityState.Added => ChangeKind.Added,
            EntityState.Deleted => ChangeKind.Removed,
            _ => ChangeKind.Edited,
        },
        Before = entry.State switch
        {
            EntityState.Deleted => Values(entry.OriginalValues),
            EntityState.Modified => Values(entry.OriginalValues, property => property.IsModified, entry),
            _ => null,
        },
        After = entry.State == EntityState.Modified ? Values(entry.CurrentValues, property => property.IsModified, entry) : null,
    };

    private static string Key(EntityEntry entry) => string.Join('/', entry.Metadata.FindPrimaryKey()!.Properties
        .Select(property => Convert.ToString(entry.CurrentValues[property], CultureInfo.InvariantCulture)));

    private static string Values(PropertyValues values, Func<PropertyEntry, bool>? which = null, EntityEntry? entry = null) =>
        JsonSerializer.Serialize(values.Properties
            .Where(property => property.Name != nameof(IVersioned.Version))
            .Where(property => which is null || which(entry!.Property(property.Name)))
            .ToDictionary(
                property => property.Name,
                // A tree of conditions needs to say of which kind it is.
                property => property.ClrType.IsAbstract && values[property] is { } value
                    ? JsonSerializer.SerializeToElement(value, property.ClrType)
                    : values[property]));
}
