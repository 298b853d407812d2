using CrossSell.Core.Audit;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace CrossSell.Core.Undo;

/// <summary>
/// How rows of some entities are taken back: which right it needs, what of them follows from other rows, and what has to be put right afterwards. The room
/// that owns an entity registers the rule for it; an entity without one is taken back by administrators only.
/// </summary>
internal abstract class UndoRule
{
    public abstract IReadOnlyCollection<Type> Entities { get; }

    /// <summary>Fields that every write works out again at its end: a newer value is nobody's lost work, and there is nothing to give back.</summary>
    public virtual IReadOnlyCollection<string> Recomputed => [];

    /// <summary>Whether a row is one thing: changed since in one field, it is left in all of them, with this said of it.</summary>
    public virtual string? LeftAsOne => null;

    /// <summary>
    /// Why the actor may not take these changes back; null when it may. Undoing needs the same right, in the same shops, as doing. Asked once for all of them,
    /// inside the write: what it reads must not grow statement by statement.
    /// </summary>
    /// <param name="changes">Those of this rule's entities.</param>
    public abstract Task<Refusal?> DenyAsync(StudioDb db, IReadOnlyList<Change> changes, Actor actor, CancellationToken cancellation);

    /// <summary>Why the change set as a whole is not taken back any more; null when it is.</summary>
    /// <param name="changes">Those of this rule's entities.</param>
    public virtual Task<Refusal?> BlockAsync(WriteSession session, ChangeSet set, IReadOnlyList<Change> changes, CancellationToken cancellation) =>
        Task.FromResult<Refusal?>(null);

    /// <summary>
    /// Changes that are not taken back because of what is there by now, with what is said of each.
    /// Asked after what goes by statements, before any row is taken back by itself.
    /// </summary>
    /// <param name="changes">Those of this rule's entities.</param>
    public virtual Task<IReadOnlyDictionary<long, string>> ConflictsAsync(
        WriteSession session, IReadOnlyList<Change> changes, CancellationToken cancellation) => Task.FromResult(None);

    private static IReadOnlyDictionary<long, string> None { get; } = new Dictionary<long, string>();

    /// <summary>Whether this change is left standing, whatever else is taken back.</summary>
    public virtual bool Stays(Change change) => false;

    /// <summary>Puts right what follows, inside the same write, when all changes were taken back and saved.</summary>
    /// <param name="changes">Those of this rule's entities.</param>
    public virtual Task<Outcome> RepairAsync(WriteSession session, IReadOnlyList<Change> changes, CancellationToken cancellation) =>
        Task.FromResult(Outcome.Done);
}

/// <summary>Takes large change sets of some entities back by a few statements.</summary>
internal interface IBulkUndo
{
    /// <summary>Names of the entities.</summary>
    IReadOnlyCollection<string> Entities { get; }

    /// <summary>Why the actor may not take it all back; null when it may.</summary>
    Task<Refusal?> DenyAsync(WriteSession session, long changeSetId, Actor actor, CancellationToken cancellation);

    /// <returns>What was left because somebody changed it since, in sentences.</returns>
    Task<IReadOnlyList<string>> ReverseAsync(WriteSession session, long changeSetId, CancellationToken cancellation);
}

/// <summary>The rules of all rooms, by entity.</summary>
public sealed class UndoRules
{
    private readonly Dictionary<string, UndoRule> rules;
    private readonly UndoRule others = new ByAdministrators();

    internal UndoRules(IEnumerable<UndoRule> all, IBulkUndo? bulk)
    {
        rules = all.SelectMany(rule => rule.Entities.Select(entity => (entity.Name, rule)))
            .ToDictionary(pair => pair.Name, pair => pair.rule, StringComparer.Ordinal);
        Bulk = bulk;
    }

    internal IBulkUndo? Bulk { get; }

    internal UndoRule Of(string entity) => rules.GetValueOrDefault(entity, others);

    private sealed class ByAdministrators : UndoRule
    {
        public override IReadOnlyCollection<Type> Entities => [];

        public override Task<Refusal?> DenyAsync(StudioDb db, IReadOnlyList<Change> changes, Actor actor, CancellationToken cancellation) =>
            Task.FromResult(actor.Deny(Permission.Administer, null));
    }
}

internal static class UndoRuleServices
{
    public static IServiceCollection AddUndoRule<T>(this IServiceCollection services)
        where T : UndoRule => services.AddSingleton<UndoRule, T>();
}
