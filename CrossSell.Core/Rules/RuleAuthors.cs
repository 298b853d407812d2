using CrossSell.Core.Audit;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Rules;

/// <summary>Who changed a rule last, and when.</summary>
public sealed record RuleAuthor(string Name, string Id, DateTimeOffset At);

/// <summary>Reads from the audit who changed which rule last. That others moved past it is no change of a rule.</summary>
public sealed class RuleAuthors(StudioStore store)
{
    // What a list of rules can go through; older ones keep who made them.
    private const int Most = 2000;

    /// <summary>By rule id; without those whose changes are too long ago.</summary>
    public async Task<IReadOnlyDictionary<int, RuleAuthor>> LoadAsync(CancellationToken cancellation = default)
    {
        await using var db = store.Read();
        var changes = await (
            from change in db.Changes
            where change.Entity == nameof(Rule) && change.Kind != ChangeKind.Removed
            orderby change.Id descending
            join set in db.ChangeSets on change.ChangeSetId equals set.Id
            select new { Change = change, set.ActorName, set.ActorId, set.At }).Take(Most).ToListAsync(cancellation);
        var authors = new Dictionary<int, RuleAuthor>();
        foreach (var author in changes.Where(item => !item.Change.IsEditOfOnly(nameof(Rule.Priority), nameof(Rule.Version))))
        {
            authors.TryAdd(author.Change.KeyPart(), new RuleAuthor(author.ActorName, author.ActorId, author.At));
        }

        return authors;
    }
}
