using CrossSell.Core.Common;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Storage;

/// <summary>
/// Which programs may work on a database with migrations that they do not know (decision 0026). A migration that only adds leaves the programs before it
/// able to read and write, and need not be known. One that takes something away says in its own name which migration a program must know to go on without
/// it: <c>DropOldPrice_Needs_NewPrice</c>; <c>…_Needs_Itself</c> where no older one may. The name is all that an older program can read of a newer migration,
/// and it is in the history as soon as the migration is, by the same transaction.
/// </summary>
public static class SchemaNeeds
{
    /// <summary>Stands in the name of a migration before that of the one that must be known.</summary>
    public const string Word = "_Needs_";

    /// <summary>Instead of a name: a program that does not know this very migration may not go on.</summary>
    public const string Itself = "Itself";

    /// <summary>The name of a migration without the time at which it was written, which is another one in each folder.</summary>
    public static string NameOf(string migration)
    {
        ArgumentNullException.ThrowIfNull(migration);
        return migration[(migration.IndexOf('_', StringComparison.Ordinal) + 1)..];
    }

    /// <summary>Which migration a program must know, by its name; null where this one only adds.</summary>
    public static string? Of(string migration)
    {
        var name = NameOf(migration);
        return name.LastIndexOf(Word, StringComparison.Ordinal) is >= 0 and var at ? name[(at + Word.Length)..] : null;
    }

    /// <summary>Whether a program may work on a database.</summary>
    /// <param name="applied">The database's migrations.</param>
    /// <param name="known">The program's.</param>
    /// <returns>Why it may not, or null.</returns>
    public static Refusal? Judge(IEnumerable<string> applied, IEnumerable<string> known)
    {
        var mine = known.ToHashSet(StringComparer.Ordinal);
        var names = mine.Select(NameOf).ToHashSet(StringComparer.Ordinal);
        return applied.FirstOrDefault(migration => !mine.Contains(migration)
            && (migration == StudioTransfer.Mark || (Of(migration) is { } needed && !names.Contains(needed)))) is { } foreign
            ? StorageTrouble.OfOtherVersion(foreign)
            : null;
    }

    /// <summary>Whether this program may still work on the database that it has been working on.</summary>
    internal static async Task<Refusal?> AskAsync(StudioDb db, CancellationToken cancellation)
    {
        // Most databases have none, and none is read then.
        var contracting = await db.Database.SqlQueryRaw<string>(
            $"SELECT \"MigrationId\" AS \"Value\" FROM \"__EFMigrationsHistory\" WHERE \"MigrationId\" LIKE '%{Word}%'").ToListAsync(cancellation);
        return contracting.Count == 0 ? null : Judge(contracting, db.Database.GetMigrations());
    }
}
