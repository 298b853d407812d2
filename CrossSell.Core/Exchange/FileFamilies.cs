using CrossSell.Core.Catalog;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Exchange;

/// <summary>
/// Who belongs to whom in a catalogue file, and who takes whose place: a parent or a successor may stand after those that name it, so its id is given
/// away before its row is met, and what waits for a row that never comes through is left out with it.
/// </summary>
/// <param name="firstId">From which the new products are numbered.</param>
internal sealed class FileFamilies(int firstId)
{
    private const int Batch = 2_000;

    private readonly Dictionary<string, int> reserved = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<int> arrived = [];
    private readonly HashSet<int> made = [];
    private readonly Dictionary<int, List<LeftOut>> waiting = [];
    private readonly Dictionary<string, (int Id, ProductKind Kind)> known = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<int, int> lastPlaces = [];
    private readonly HashSet<string> inFile = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> parents = new(StringComparer.OrdinalIgnoreCase);
    private readonly FileSuccessors successors = new();
    private int nextId = firstId;

    public FileSuccessors Successors => successors;

    public void Begin()
    {
        inFile.Clear();
        parents.Clear();
        successors.Named.Clear();
    }

    /// <summary>A row of the file, read ahead.</summary>
    public void Meet(ReadOnlySpan<char> sku, ReadOnlySpan<char> parent, ReadOnlySpan<char> successor)
    {
        inFile.Add(sku.ToString());
        if (!parent.IsEmpty)
        {
            parents.GetAlternateLookup<ReadOnlySpan<char>>().Add(parent);
        }

        if (!successor.IsEmpty)
        {
            successors.Named.GetAlternateLookup<ReadOnlySpan<char>>().Add(successor);
        }
    }

    /// <summary>Finds the named parents and successors that stand in the studio already.</summary>
    public async Task LookUpAsync(StudioDb db, CancellationToken cancellation)
    {
        foreach (var chunk in parents.Union(successors.Named, StringComparer.OrdinalIgnoreCase).Chunk(Batch))
        {
            foreach (var product in await db.Products.Where(product => EF.Parameter(chunk).Contains(product.Sku))
                .Select(product => new { product.Sku, product.Id, product.Kind }).ToListAsync(cancellation))
            {
                known[product.Sku] = (product.Id, product.Kind);
            }
        }

        foreach (var chunk in known.Where(pair => parents.Contains(pair.Key)).Select(pair => pair.Value.Id).Chunk(Batch))
        {
            foreach (var family in await db.Products
                .Where(product => product.ParentId != null && EF.Parameter(chunk).Contains(product.ParentId.Value) && product.VariantPosition > 0)
                .GroupBy(product => product.ParentId!.Value).Select(group => new { group.Key, Last = group.Max(product => product.VariantPosition) })
                .ToListAsync(cancellation))
            {
                lastPlaces[family.Key] = family.Last;
            }
        }

        await successors.LookUpAsync(db, cancellation);
    }

    /// <summary>The id of a parent that exists in the studio; null for one of the file.</summary>
    public int? ExistingParent(string parent) => known.TryGetValue(parent, out var existing) ? existing.Id : null;

    /// <summary>Those that these rows name as parents.</summary>
    public int[] ExistingParents(IEnumerable<CatalogImportRow> rows) =>
        [.. rows.Select(row => row.Parent is { } parent ? ExistingParent(parent) : null).OfType<int>().Distinct()];

    /// <summary>The id of a new product: the one that others were promised, or the next.</summary>
    public int IdFor(string sku) => reserved.TryGetValue(sku, out var id) ? id : nextId++;

    /// <summary>The row's product has come through, as it shall be.</summary>
    public void Arrive(CatalogImportRow row, Product next, bool isNew)
    {
        var line = LeftOut.Of(next.Id, row, isNew, "");
        arrived.Add(next.Id);
        if (isNew)
        {
            made.Add(next.Id);
            if (parents.Contains(row.Sku) || successors.Named.Contains(row.Sku))
            {
                reserved[row.Sku] = next.Id;
            }
        }

        // New or not: who moves into a family that is made by another row needs that row.
        if (row.Parent is { } parent && MadeByARow(parent) is { } family)
        {
            Wait(family, line with { Column = "parent" });
        }

        successors.Arrive(line, next.SuccessorId);
        if (row.Successor is { } successor && reserved.TryGetValue(successor, out var taking))
        {
            Wait(taking, line with { Column = "successor" });
        }
    }

    /// <summary>
    /// Rows that came through but cannot stay: what they name was refused, or they take one another's place in a circle. Says why.
    /// </summary>
    public IEnumerable<(LeftOut Line, string Why)> Left()
    {
        var left = new HashSet<int>();
        var gone = new Queue<int>(waiting.Keys.Where(id => !arrived.Contains(id)));
        while (true)
        {
            while (gone.TryDequeue(out var missing))
            {
                foreach (var line in waiting[missing].Where(line => left.Add(line.Id)))
                {
                    Leave(line);
                    yield return (line, line.Column == "parent"
                        ? $"the row of its family {line.Parent} has errors, so this row was skipped too. Correct both."
                        : $"the row of its successor {line.Successor} has errors, so this row was skipped too. Correct both.");
                }
            }

            var closed = successors.Circle();
            if (closed.Count == 0)
            {
                yield break;
            }

            foreach (var line in closed)
            {
                left.Add(line.Id);
                Leave(line);
                yield return (
                    line with { Column = "successor" },
                    $"{line.Sku} and {line.Successor} replace each other in a loop. Use a product that is still sold.");
            }
        }

        void Leave(LeftOut line)
        {
            successors.Leave(line.Id);
            if (waiting.ContainsKey(line.Id))
            {
                gone.Enqueue(line.Id);
            }
        }
    }

    /// <summary>Settles kind and parent of the row's product; what cannot be is said on the row.</summary>
    public void Settle(CatalogImportRow row, Product? product, Product next)
    {
        var named = parents.Contains(row.Sku);
        var kind = row.Kind ?? (named && (product is null || product.Kind == ProductKind.Simple) ? ProductKind.Parent
            : row.Parent is not null && (product is null || product.Kind == ProductKind.Simple) ? ProductKind.Variant
            : product?.Kind ?? ProductKind.Simple);
        if (product is { Kind: not ProductKind.Simple } && kind != product.Kind)
        {
            row.Wrong("kind", $"{row.Sku} is a {product.Kind.ToString().ToLowerInvariant()} and cannot change. Leave kind empty.");
            return;
        }

        if (named && kind != ProductKind.Parent)
        {
            row.Wrong("kind", $"other rows name {row.Sku} as their parent, so its kind is parent.");
            return;
        }

        if (kind != ProductKind.Variant && row.Parent is not null)
        {
            row.Wrong("parent", "only a variant has a parent. Write variant as kind, or leave parent empty.");
            return;
        }

        if (kind == ProductKind.Parent)
        {
            next.BecomeFamily();
        }
        else if (kind == ProductKind.Variant && row.Parent is null && product?.ParentId is null)
        {
            row.Wrong("parent", "parent is empty; a variant needs the SKU of its family.");
        }
        else if (row.Parent is { } parent)
        {
            if (ParentId(row, parent) is { } family && family != product?.ParentId)
            {
                // Behind those that somebody put in order; where nobody did, SKUs are the order.
                next.JoinFamily(family, lastPlaces.TryGetValue(family, out var last) ? lastPlaces[family] = last + 1 : 0);
            }
        }
    }

    /// <summary>Settles what takes the place of the row's product; what cannot be is said on the row.</summary>
    public void SettleSuccessor(CatalogImportRow row, Product next)
    {
        if (row.Successor is not { } successor)
        {
            return;
        }

        if ((row.Status ?? next.Status) != ProductStatus.Archived)
        {
            row.Wrong("successor", "only an archived product has a successor. Write archived as status, or leave successor empty.");
        }
        else if (SuccessorId(row, successor) is { } id && row.Errors.Count == 0)
        {
            next.ReplaceWith(id);
        }
    }

    private int? SuccessorId(CatalogImportRow row, string successor)
    {
        if (successor.Equals(row.Sku, StringComparison.OrdinalIgnoreCase))
        {
            row.Wrong("successor", $"{row.Sku} cannot replace itself.");
            return null;
        }

        if (known.TryGetValue(successor, out var existing))
        {
            return existing.Id;
        }

        if (!inFile.Contains(successor))
        {
            row.Wrong("successor", $"there is no product {successor}, here or in the file.");
            return null;
        }

        return Promise(successor);
    }

    private int? ParentId(CatalogImportRow row, string parent)
    {
        if (known.TryGetValue(parent, out var existing))
        {
            if (existing.Kind == ProductKind.Variant || (existing.Kind == ProductKind.Simple && !inFile.Contains(parent)))
            {
                row.Wrong("parent", existing.Kind == ProductKind.Variant
                    ? $"{parent} is itself a variant and cannot have variants."
                    : $"{parent} is not a family. Add a row for it with the kind parent.");
            }

            return existing.Id;
        }

        if (!inFile.Contains(parent) || parent.Equals(row.Sku, StringComparison.OrdinalIgnoreCase))
        {
            row.Wrong("parent", $"there is no product {parent}, here or in the file. Add a row for it.");
            return null;
        }

        return Promise(parent);
    }

    /// <summary>The id of a family that becomes one by its own row: it is new, or was a simple product.</summary>
    private int? MadeByARow(string parent) =>
        reserved.TryGetValue(parent, out var id) ? id : known.TryGetValue(parent, out var existing) && existing.Kind == ProductKind.Simple ? existing.Id : null;

    private int Promise(string sku)
    {
        if (!reserved.TryGetValue(sku, out var id))
        {
            reserved.Add(sku, id = nextId++);
        }

        return id;
    }

    private void Wait(int forId, LeftOut line)
    {
        if (!waiting.TryGetValue(forId, out var lines))
        {
            waiting.Add(forId, lines = []);
        }

        lines.Add(line);
    }
}

/// <summary>
/// A row that came through and may have to be taken out again: as little of it as that takes, for in a file of families nearly all rows wait for another.
/// </summary>
/// <param name="Column">What it names that is not there.</param>
internal readonly record struct LeftOut(int Id, int Line, string Sku, string? Parent, string? Successor, bool IsNew, string Column)
{
    public static LeftOut Of(int id, CatalogImportRow row, bool isNew, string column) => new(id, row.Line, row.Sku, row.Parent, row.Successor, isNew, column);
}
