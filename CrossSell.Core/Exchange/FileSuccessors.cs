using CrossSell.Core.Catalog;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Exchange;

/// <summary>
/// What takes whose place once a catalogue file is in: those that stand in the studio, and over them those that the file says. Never a circle.
/// </summary>
internal sealed class FileSuccessors
{
    private const string Field = $"\"{nameof(Product.SuccessorId)}\":";

    private readonly Dictionary<int, (int? Successor, LeftOut Row)> wanted = [];
    private Dictionary<int, int> existing = [];

    /// <summary>SKUs that the file names.</summary>
    public HashSet<string> Named { get; } = new(StringComparer.OrdinalIgnoreCase);

    public async Task LookUpAsync(StudioDb db, CancellationToken cancellation)
    {
        if (Named.Count > 0)
        {
            existing = await ExistingAsync(db, cancellation);
        }
    }

    public void Arrive(LeftOut row, int? successor)
    {
        if (Named.Count > 0)
        {
            wanted[row.Id] = (successor, row);
        }
    }

    /// <summary>The product stays as it stands, for its row was left out.</summary>
    public void Leave(int id) => wanted.Remove(id);

    /// <summary>Rows of the file that close a circle; empty when there is none (any more).</summary>
    public IReadOnlyList<LeftOut> Circle()
    {
        var seen = new Dictionary<int, int>();
        var walk = 0;
        foreach (var start in wanted.Keys)
        {
            walk++;
            int? at = start;
            while (at is { } id && seen.TryAdd(id, walk))
            {
                at = Next(id);
            }

            // Met on this very walk: everything from there on leads back to it.
            if (at is { } again && seen[again] == walk)
            {
                var closing = new List<LeftOut>();
                var step = again;
                do
                {
                    if (wanted.TryGetValue(step, out var line) && line.Successor != (existing.TryGetValue(step, out var before) ? before : null))
                    {
                        closing.Add(line.Row);
                    }

                    step = Next(step)!.Value;
                }
                while (step != again);
                if (closing.Count > 0)
                {
                    return closing;
                }
            }
        }

        return [];
    }

    /// <summary>
    /// Whether somebody gave a product a successor since: it may lead back to one of the file's. Successors that are gone are found with the rows themselves.
    /// </summary>
    /// <param name="since">The newest change set that was seen, or that the import itself wrote: what came later is others'.</param>
    public async Task<bool> IsStaleAsync(WriteSession session, long since, CancellationToken cancellation) =>
        Named.Count > 0 && await session.Db.Changes.AnyAsync(
            change => change.ChangeSetId > since && change.Entity == nameof(Product) && change.After != null
                && change.After.Contains(Field) && !change.After.Contains(Field + "null"),
            cancellation);

    private int? Next(int id) => wanted.TryGetValue(id, out var line) ? line.Successor : existing.TryGetValue(id, out var successor) ? successor : null;

    private static Task<Dictionary<int, int>> ExistingAsync(
        StudioDb db, CancellationToken cancellation) => db.Products.AsNoTracking().Where(product => product.SuccessorId != null)
        .Select(product => new { product.Id, Successor = product.SuccessorId!.Value })
        .ToDictionaryAsync(product => product.Id, product => product.Successor, cancellation);
}
