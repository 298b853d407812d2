using System.Globalization;
using System.Text.Json;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CrossSell.Core.Audit;

/// <summary>What an undo did, and what it left because somebody changed it since.</summary>
public sealed record UndoResult(long ChangeSetId, string Purpose, IReadOnlyList<string> Conflicts);

/// <summary>
/// Takes a change set back by a new one, field by field where the current value is still the one it left. What is not becomes a listed conflict; a removed row
/// returns under its old id.
/// </summary>
public sealed class UndoService(StudioStore store)
{
    private const string VerdictEntity = "SuggestionVerdict";

    // Whoever worked on a revision has worked on it, whatever is taken back: else a hand in it could be wiped off before it is approved.
    private const string AuthorEntity = "RevisionAuthor";

    // What follows from the others and is put right as a whole; a changed one is nobody's lost work.
    private static readonly string[] Derived = ["Version", "Position", "Completeness", "Missing", "Path", "UpdatedAt"];

    // Of those, what is worked out anew at the end of every write: nothing to give back.
    private static readonly string[] Followed = ["Completeness", "Missing", "Path"];

    // Ten seconds of a person's, and the way there.
    private static readonly TimeSpan VerdictGrace = TimeSpan.FromSeconds(15);

    /// <param name="repair">Puts the feature's own invariants right (positions without gaps) inside the same write.</param>
    public Task<Outcome<UndoResult>> UndoAsync(
        long changeSetId, Actor actor, Func<WriteSession, Task>? repair = null, CancellationToken cancellation = default) =>
        UndoAsync(changeSetId, actor, repair, jobId: null, cancellation);

    /// <param name="repair">As above.</param>
    /// <param name="jobId">The job that takes it back.</param>
    public async Task<Outcome<UndoResult>> UndoAsync(
        long changeSetId, Actor actor, Func<WriteSession, Task>? repair, long? jobId, CancellationToken cancellation)
    {
        await using var session = await store.WriteAsync(actor, "Undid", cancellation);
        session.JobId = jobId;
        var set = await session.Db.ChangeSets.AsNoTracking().SingleOrDefaultAsync(item => item.Id == changeSetId, cancellation);
        if (set is null)
        {
            return Refusal.NotFound("There is no such change to undo.");
        }

        if (Check(set, actor) is { } refusal)
        {
            return refusal;
        }

        // A bulk write is taken back by statements; what it holds beside products is little and goes the usual way.
        var bulk = await BulkUndo.FitsAsync(session.Db, changeSetId, cancellation);
        set.Changes.AddRange(await BulkUndo.RestAsync(session.Db, changeSetId, bulk, cancellation));
        if (bulk && await BulkUndo.DenyAsync(session, changeSetId, actor, cancellation) is { } forbidden)
        {
            return forbidden;
        }

        if (await UndoRights.DenyAsync(session.Db, set, actor, cancellation) is { } denied)
        {
            return denied;
        }

        // What was accepted by policy is nobody's verdict: the batch can be revoked whenever a person looks at it. What a job decided at once is taken back as
        // one.
        if (set.ActorKind != ActorKind.Job && set.JobId is null && set.Changes.Exists(change => change.Entity == VerdictEntity)
            && session.Now - set.At > VerdictGrace)
        {
            return new Refusal("undo.verdict", "A verdict can be taken back for some seconds only. Decide on the pair again instead.");
        }

        session.Purpose = $"Undid: {set.Purpose}";
        session.UndoOf = set.Id;
        var conflicts = new List<string>();
        if (bulk)
        {
            conflicts.AddRange((await BulkUndo.ReverseAsync(session, changeSetId, cancellation)).Sentences);
        }

        foreach (var change in set.Changes.Where(change => change is not { Entity: AuthorEntity, Kind: ChangeKind.Added })
            .OrderByDescending(change => change.Id))
        {
            await ReverseAsync(session, change, conflicts, cancellation);
        }

        if ((await session.SaveAsync(cancellation)).IsRefused(out var stale))
        {
            return stale;
        }

        if (repair is not null)
        {
            await repair(session);
        }

        return (await session.CommitAsync(cancellation)).IsRefused(out stale, out var id)
            ? stale
            : new UndoResult(id, set.Purpose, conflicts);
    }

    private static Refusal? Check(ChangeSet set, Actor actor) => set switch
    {
        { CanUndo: false } => new Refusal("undo.not-undoable", "This cannot be undone."),
        { UndoneById: not null } => new Refusal("undo.already", "This was undone already."),
        _ when set.ActorId != actor.Id && !actor.CanAnywhere(Permission.Review) =>
            Refusal.Forbidden($"This is {set.ActorName}'s change. {set.ActorName} or a manager can undo it."),
        _ => null,
    };

    private static async Task ReverseAsync(WriteSession session, Change change, List<string> conflicts, CancellationToken cancellation)
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
                    conflicts.Add($"{name} was changed since it was added.");
                }
                else
                {
                    session.Db.Remove(entity);
                }

                break;
            case ChangeKind.Removed when entity is null:
                await RestoreAsync(session, type, change, conflicts, name, cancellation);
                break;
            case ChangeKind.Edited when entity is not null:
                RestoreFields(session, entity, change, conflicts, name);
                break;
            case ChangeKind.Added:
                break;
            default:
                conflicts.Add(change.Kind == ChangeKind.Removed ? $"{name} exists again." : $"{name} was removed since.");
                break;
        }
    }

    // As people know it: by its name where it has one, else by what it is.
    private static string NameOf(object? entity, Change change)
    {
        if (entity?.GetType().GetProperty("Name")?.GetValue(entity) is string { Length: > 0 } standing)
        {
            return standing;
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

        return $"{Spaced(change.Entity)} {change.EntityId}";
    }

    // CompareAtPrice is compare at price.
    private static string Spaced(string identifier) =>
        string.Concat(identifier.Select((letter, index) => char.IsUpper(letter) && index > 0
            ? $" {char.ToLowerInvariant(letter)}"
            : char.ToLowerInvariant(letter).ToString()));

    private static async Task RestoreAsync(
        WriteSession session, IEntityType type, Change change, List<string> conflicts, string name, CancellationToken cancellation)
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
                conflicts.Add($"{name} cannot return: its {Spaced(foreignKey.PrincipalEntityType.ClrType.Name)} is gone.");
                return;
            }
        }

        entry.State = EntityState.Added;
    }

    private static void RestoreFields(WriteSession session, object entity, Change change, List<string> conflicts, string name)
    {
        var entry = session.Db.Entry(entity);
        var after = Fields(entry.Metadata, change.After!).ToDictionary(pair => pair.Property.Name, pair => pair.Value);
        if (change.Entity == VerdictEntity && ChangedSince(session, entity, change))
        {
            // A verdict is one thing: half of an older one beside half of a newer would be nobody's.
            conflicts.Add($"{name} was decided on anew since.");
            return;
        }

        foreach (var (property, before) in Fields(entry.Metadata, change.Before!))
        {
            var field = entry.Property(property.Name);
            if (Followed.Contains(property.Name))
            {
                continue;
            }

            if (Text(field.CurrentValue) == Text(after[property.Name]))
            {
                field.CurrentValue = before;
            }
            else if (!Derived.Contains(property.Name))
            {
                conflicts.Add($"The {Spaced(property.Name)} of {name} was changed since.");
            }
        }
    }

    private static bool ChangedSince(WriteSession session, object entity, Change change)
    {
        var entry = session.Db.Entry(entity);
        return Fields(entry.Metadata, change.After!)
            .Any(field => !Derived.Contains(field.Property.Name) && Text(entry.Property(field.Property.Name).CurrentValue) != Text(field.Value));
    }

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
