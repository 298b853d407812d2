using System.Globalization;
using System.Reflection;
using System.Text.Json;
using CrossSell.Core.Audit;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;
using static CrossSell.Core.Undo.UndoTexts;

namespace CrossSell.Core.Undo;

/// <summary>What an undo did, and what it left because somebody changed it since.</summary>
public sealed record UndoResult(long ChangeSetId, string Purpose, IReadOnlyList<string> Conflicts);

/// <summary>
/// Takes a change set back by a new one, field by field where the current value is still the one it left. What is not becomes a listed conflict; a removed row
/// returns under its old id.
/// </summary>
public sealed class UndoService(StudioStore store, UndoRules rules)
{
    private static Refusal Newer => new(
        "undo.newer", L["This was done in a newer version of CrossSell, which alone can undo it. Try again when CrossSell has been updated."]);

    // From so many changes on statements pay, and loading the rows would not.
    private const int Bulk = 300;

    private static readonly MethodInfo LoadRows = typeof(UndoService).GetMethod(nameof(LoadRowsAsync), BindingFlags.NonPublic | BindingFlags.Static)!;

    // What every entity may have that follows from others and is put right as a whole.
    private static readonly string[] Derived = [nameof(IVersioned.Version), "Position", "UpdatedAt"];

    public Task<Outcome<UndoResult>> UndoAsync(long changeSetId, Actor actor, CancellationToken cancellation = default) =>
        UndoAsync(changeSetId, actor, jobId: null, cancellation);

    /// <param name="jobId">The job that takes it back.</param>
    internal async Task<Outcome<UndoResult>> UndoAsync(long changeSetId, Actor actor, long? jobId, CancellationToken cancellation)
    {
        IBulkUndo? bulk;
        await using (var db = store.Read())
        {
            // Before others have to wait: what is in a change set never changes.
            bulk = await BulkOfAsync(db, changeSetId, cancellation);
        }

        await using var session = await store.WriteAsync(actor, "Undid", cancellation);
        session.JobId = jobId;
        var set = await session.Db.ChangeSets.AsNoTracking().SingleOrDefaultAsync(item => item.Id == changeSetId, cancellation);
        if (set is null)
        {
            return Refusal.NotFound(L["There is no such change to undo."]);
        }

        if (Check(set, actor) is { } refusal)
        {
            return refusal;
        }

        // A bulk write is taken back by statements; what it holds beside is little and goes the usual way.
        foreach (var change in await RestAsync(session.Db, changeSetId, bulk, cancellation))
        {
            set.Changes.Add(change);
        }

        if (bulk is not null && await bulk.DenyAsync(session, changeSetId, actor, cancellation) is { } forbidden)
        {
            return forbidden;
        }

        if (await DenyAsync(session, set, actor, cancellation) is { } denied)
        {
            return denied;
        }

        session.Purpose = $"Undid: {set.Purpose}";
        session.UndoOf = set.Id;
        var conflicts = new List<string>();
        if (bulk is not null)
        {
            conflicts.AddRange(await bulk.ReverseAsync(session, changeSetId, cancellation));
        }

        var blocked = new HashSet<long>();
        foreach (var (rule, changes) in ByRule(set))
        {
            foreach (var (change, why) in await rule.ConflictsAsync(session, changes, cancellation))
            {
                blocked.Add(change);
                conflicts.Add(why);
            }
        }

        if (bulk is null && blocked.Count > 0 && set.Changes.All(change => blocked.Contains(change.Id) || IsOnlyDerived(change)))
        {
            // Nothing that somebody did can be taken back: then it stays as it is, to be tried again.
            return Refusal.Stale(conflicts[0]);
        }

        await LoadAsync(session.Db, set.Changes, cancellation);
        // A row that goes takes the fields that name it with it when all is saved, not before those are compared with what the change left.
        session.Db.ChangeTracker.CascadeDeleteTiming = CascadeTiming.OnSaveChanges;
        session.Db.ChangeTracker.DeleteOrphansTiming = CascadeTiming.OnSaveChanges;
        await ReverseAllAsync(
            session,
            [.. set.Changes.Where(change => !blocked.Contains(change.Id) && !rules.Of(change.Entity).Stays(change)).OrderByDescending(change => change.Id)],
            conflicts,
            cancellation);

        if ((await session.SaveAsync(cancellation)).IsRefused(out var stale))
        {
            return stale;
        }

        foreach (var (rule, changes) in ByRule(set))
        {
            if ((await rule.RepairAsync(session, changes, cancellation)).IsRefused(out stale))
            {
                return stale;
            }
        }

        return (await session.CommitAsync(cancellation)).IsRefused(out stale, out var id)
            ? stale
            : new UndoResult(id, set.Purpose, [.. conflicts.Distinct()]);
    }

    private IEnumerable<(UndoRule Rule, IReadOnlyList<Change> Changes)> ByRule(ChangeSet set) =>
        set.Changes.GroupBy(change => rules.Of(change.Entity)).Select(group => (group.Key, (IReadOnlyList<Change>)[.. group]));

    private async Task<Refusal?> DenyAsync(WriteSession session, ChangeSet set, Actor actor, CancellationToken cancellation)
    {
        var known = session.Db.Model.GetEntityTypes().Select(type => type.ClrType.Name).ToHashSet(StringComparer.Ordinal);
        if (set.Changes.Any(change => !known.Contains(change.Entity) && !rules.Of(change.Entity).Stays(change)))
        {
            return Newer;
        }

        foreach (var (rule, changes) in ByRule(set))
        {
            if (await rule.DenyAsync(session.Db, changes, actor, cancellation) is { } denied)
            {
                return denied;
            }
        }

        foreach (var (rule, changes) in ByRule(set))
        {
            if (await rule.BlockAsync(session, set, changes, cancellation) is { } blocked)
            {
                return blocked;
            }
        }

        return null;
    }

    /// <summary>What takes the set's large part back: null where it is small, or holds a row twice.</summary>
    private async Task<IBulkUndo?> BulkOfAsync(StudioDb db, long changeSetId, CancellationToken cancellation)
    {
        if (rules.Bulk is not { } bulk || await db.Changes.CountAsync(change => change.ChangeSetId == changeSetId, cancellation) < Bulk)
        {
            return null;
        }

        var isFit = await db.Changes.Where(change => change.ChangeSetId == changeSetId && bulk.Entities.Contains(change.Entity))
            .GroupBy(change => new { change.Entity, change.EntityId }).AllAsync(group => group.Count() == 1, cancellation);
        return isFit ? bulk : null;
    }

    private static Task<List<Change>> RestAsync(StudioDb db, long changeSetId, IBulkUndo? bulk, CancellationToken cancellation)
    {
        string[] names = [.. bulk?.Entities ?? []];
        return db.Changes.AsNoTracking().Where(change => change.ChangeSetId == changeSetId && !names.Contains(change.Entity)).ToListAsync(cancellation);
    }

    private static Refusal? Check(ChangeSet set, Actor actor) => set switch
    {
        { CanUndo: false } => new Refusal("undo.not-undoable", L["This cannot be undone."]),
        { UndoneById: not null } => new Refusal("undo.already", L["This was already undone."]),
        _ when set.ActorId != actor.Id && !actor.CanAnywhere(Permission.Review) =>
            Refusal.Forbidden(L["This is {0}'s change. {0} or a manager can undo it.", set.ActorName]),
        _ => null,
    };

    /// <summary>Reads the rows of the changes at once, a query an entity: found one by one, each would be a way to the server and back.</summary>
    private static async Task LoadAsync(StudioDb db, IEnumerable<Change> changes, CancellationToken cancellation)
    {
        foreach (var rows in changes.Where(change => change.Kind != ChangeKind.Removed).GroupBy(change => change.Entity))
        {
            // What has no entity is only told.
            if (db.Model.GetEntityTypes().SingleOrDefault(type => type.ClrType.Name == rows.Key) is { } type
                && type.FindPrimaryKey()!.Properties is { Count: 1 or 2 } key && key.All(property => property.ClrType == typeof(int)))
            {
                var ids = rows.Select(change => Key(type, change.EntityId)).ToList();
                int[] Part(int at) => [.. ids.Select(id => (int)id[at]).Distinct()];
                await (Task)LoadRows.MakeGenericMethod(type.ClrType)
                    .Invoke(null, [db, key[0].Name, Part(0), key[^1].Name, Part(key.Count - 1), cancellation])!;
            }
        }
    }

    private static Task LoadRowsAsync<T>(StudioDb db, string first, int[] firsts, string last, int[] lasts, CancellationToken cancellation)
        where T : class =>
        db.Set<T>().Where(row => firsts.Contains(EF.Property<int>(row, first)) && lasts.Contains(EF.Property<int>(row, last))).LoadAsync(cancellation);

    /// <summary>Newest first; but a row that belongs to another waits until that one is back.</summary>
    private async Task ReverseAllAsync(WriteSession session, List<Change> changes, List<string> conflicts, CancellationToken cancellation)
    {
        while (changes.Count > 0)
        {
            List<(Change Change, string Why)> waiting = [];
            foreach (var change in changes)
            {
                if (await ReverseAsync(session, change, conflicts, cancellation) is { } why)
                {
                    waiting.Add((change, why));
                }
            }

            if (waiting.Count == changes.Count)
            {
                conflicts.AddRange(waiting.Select(left => left.Why));
                return;
            }

            changes = [.. waiting.Select(left => left.Change)];
        }
    }

    /// <returns>Why it cannot be reversed as long as the row that it belongs to is not there; null when it is done with.</returns>
    private async Task<string?> ReverseAsync(WriteSession session, Change change, List<string> conflicts, CancellationToken cancellation)
    {
        var type = session.Db.Model.GetEntityTypes().Single(candidate => candidate.ClrType.Name == change.Entity);
        var key = Key(type, change.EntityId);
        var entity = await session.Db.FindAsync(type.ClrType, key, cancellation);
        var name = NameOf(entity, change);
        switch (change.Kind)
        {
            case ChangeKind.Added when entity is not null:
                if (ChangedSince(session, entity, change))
                {
                    conflicts.Add(L["{0} was changed since it was added.", name]);
                }
                else
                {
                    session.Db.Remove(entity);
                }

                break;
            case ChangeKind.Removed when entity is null:
                return await RestoreAsync(session, type, change, name, cancellation);
            case ChangeKind.Edited when entity is not null:
                RestoreFields(session, entity, change, conflicts, name);
                break;
            case ChangeKind.Added:
                break;
            default:
                conflicts.Add(change.Kind == ChangeKind.Removed ? L["{0} exists again.", name] : L["{0} was removed since.", name]);
                break;
        }

        return null;
    }

    // As people know it: by its name where it has one, else by what it is.
    private static string NameOf(object? entity, Change change)
    {
        if (entity?.GetType().GetProperty("Name")?.GetValue(entity) is string { Length: > 0 } existing)
        {
            return existing;
        }

        if ((change.Before ?? change.After) is { } fields)
        {
            using var document = JsonDocument.Parse(fields);
            if (document.RootElement.TryGetProperty("Name", out var former) && former.ValueKind == JsonValueKind.String
                && former.GetString() is { Length: > 0 } gone)
            {
                return gone;
            }
        }

        return $"{UndoWords.Of(change.Entity)} {change.EntityId}";
    }

    /// <returns>Why not, when what it belongs to is gone; null when it is restored.</returns>
    private static async Task<string?> RestoreAsync(
        WriteSession session, IEntityType type, Change change, string name, CancellationToken cancellation)
    {
        var entity = Activator.CreateInstance(type.ClrType)!;
        var entry = session.Db.Entry(entity);
        foreach (var (property, value) in Fields(type, change.Before!))
        {
            entry.Property(property.Name).CurrentValue = value;
        }

        foreach (var foreignKey in type.GetForeignKeys())
        {
            var reference = foreignKey.Properties.Select(property => entry.Property(property.Name).CurrentValue).ToArray();
            if (reference.All(value => value is not null)
                && await session.Db.FindAsync(foreignKey.PrincipalEntityType.ClrType, reference!, cancellation) is null)
            {
                return L["{0} cannot be restored: its {1} was removed.", name, UndoWords.Of(foreignKey.PrincipalEntityType.ClrType.Name)];
            }
        }

        entry.State = EntityState.Added;
        return null;
    }

    private void RestoreFields(WriteSession session, object entity, Change change, List<string> conflicts, string name)
    {
        var entry = session.Db.Entry(entity);
        var after = Fields(entry.Metadata, change.After!).ToDictionary(pair => pair.Property.Name, pair => pair.Value);
        var rule = rules.Of(change.Entity);
        if (rule.LeftAsOne is { } left && ChangedSince(session, entity, change))
        {
            conflicts.Add($"{name} {left}");
            return;
        }

        foreach (var (property, before) in Fields(entry.Metadata, change.Before!))
        {
            var field = entry.Property(property.Name);
            if (rule.Recomputed.Contains(property.Name))
            {
                continue;
            }

            if (Text(field.CurrentValue) == Text(after[property.Name]))
            {
                field.CurrentValue = before;
            }
            else if (!IsDerived(rule, property.Name))
            {
                conflicts.Add(L["The {0} of {1} was changed since.", UndoWords.Of(property.Name), name]);
            }
        }
    }

    private bool ChangedSince(WriteSession session, object entity, Change change)
    {
        var entry = session.Db.Entry(entity);
        var rule = rules.Of(change.Entity);
        return Fields(entry.Metadata, change.After!)
            .Any(field => !IsDerived(rule, field.Property.Name) && Text(entry.Property(field.Property.Name).CurrentValue) != Text(field.Value));
    }

    // What followed from the rest of its set: places in a list that others left.
    private bool IsOnlyDerived(Change change)
    {
        var rule = rules.Of(change.Entity);
        return rule.Stays(change) || change.IsEditOfOnly([.. Derived, .. rule.Recomputed]);
    }

    private static bool IsDerived(UndoRule rule, string field) => Derived.Contains(field) || rule.Recomputed.Contains(field);

    private static object[] Key(IEntityType type, string text) => [.. type.FindPrimaryKey()!.Properties
        .Zip(text.Split('/'))
        .Select(pair => Convert.ChangeType(pair.Second, pair.First.ClrType, CultureInfo.InvariantCulture)!)];

    private static IEnumerable<(IProperty Property, object? Value)> Fields(IEntityType type, string json)
    {
        using var document = JsonDocument.Parse(json);
        foreach (var field in document.RootElement.EnumerateObject())
        {
            // A field that a later version of the model has dropped is simply gone.
            if (type.FindProperty(field.Name) is { } property)
            {
                yield return (property, field.Value.Deserialize(property.ClrType));
            }
        }
    }

    // One of several kinds says which it is only when it is written as what they have in common.
    private static string Text(object? value) =>
        JsonSerializer.Serialize(
            value, value?.GetType() is { BaseType: { IsAbstract: true, Namespace: not "System" } kinds } ? kinds : value?.GetType() ?? typeof(object));
}
