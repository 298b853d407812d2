using CrossSell.Core.Catalog;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Exchange;

/// <summary>
/// Who belongs to whom in a catalogue file: a parent may stand after its variants, so its id is given away before its row is met, and what waits for a
/// parent that never comes through is left out with it.
/// </summary>
/// <param name="firstId">From which the new products are numbered.</param>
internal sealed class FileFamilies(int firstId)
{
    private const int Batch = 2_000;

    private readonly Dictionary<string, int> reserved = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<int> arrived = [];
    private readonly Dictionary<int, List<(int Id, CatalogRow Row)>> waiting = [];
    private readonly Dictionary<string, (int Id, ProductKind Kind)> knownParents = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> inFile = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> parents = new(StringComparer.OrdinalIgnoreCase);
    private int nextId = firstId;

    public void Begin()
    {
        inFile.Clear();
        parents.Clear();
    }

    /// <summary>A row of the file, read ahead.</summary>
    public void Meet(ReadOnlySpan<char> sku, ReadOnlySpan<char> parent)
    {
        inFile.Add(sku.ToString());
        if (!parent.IsEmpty)
        {
            parents.GetAlternateLookup<ReadOnlySpan<char>>().Add(parent);
        }
    }

    /// <summary>Finds the named parents that stand in the studio already.</summary>
    public async Task LookUpAsync(StudioDb db, CancellationToken cancellation)
    {
        foreach (var chunk in parents.Chunk(Batch))
        {
            foreach (var product in await db.Products.Where(product => EF.Parameter(chunk).Contains(product.Sku)).Select(product => new { product.Sku, product.Id, product.Kind }).ToListAsync(cancellation))
            {
                knownParents[product.Sku] = (product.Id, product.Kind);
            }
        }
    }

    /// <summary>The id of a new product: the one that its variants were promised, or the next.</summary>
    public int IdFor(string sku) => reserved.TryGetValue(sku, out var id) ? id : nextId++;

    /// <summary>New variants whose family did not come through.</summary>
    public IEnumerable<(int Id, CatalogRow Row)> Left() => waiting.Where(pair => !arrived.Contains(pair.Key)).SelectMany(pair => pair.Value);

    /// <summary>The row's new product has come through.</summary>
    public void Arrive(CatalogRow row, Product made)
    {
        arrived.Add(made.Id);
        if (parents.Contains(row.Sku))
        {
            reserved[row.Sku] = made.Id;
        }

        if (row.Parent is { } parent && reserved.TryGetValue(parent, out var family))
        {
            if (!waiting.TryGetValue(family, out var variants))
            {
                waiting.Add(family, variants = []);
            }

            variants.Add((made.Id, row));
        }
    }

    /// <summary>Settles kind and parent of the row's product; what cannot be is said on the row.</summary>
    public void Settle(CatalogRow row, Product? product, Product next)
    {
        var named = parents.Contains(row.Sku);
        var kind = row.Kind ?? (named && (product is null || product.Kind == ProductKind.Simple) ? ProductKind.Parent
            : row.Parent is not null && (product is null || product.Kind == ProductKind.Simple) ? ProductKind.Variant
            : product?.Kind ?? ProductKind.Simple);
        if (product is { Kind: not ProductKind.Simple } && kind != product.Kind)
        {
            row.Wrong("kind", $"{row.Sku} is a {product.Kind.ToString().ToLowerInvariant()} and stays one. Leave kind empty.");
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

        next.Kind = kind;
        if (kind == ProductKind.Variant && row.Parent is null && product?.ParentId is null)
        {
            row.Wrong("parent", "parent is empty; a variant names its family's sku.");
        }
        else if (row.Parent is { } parent)
        {
            next.ParentId = ParentId(row, parent);
        }
    }

    private int? ParentId(CatalogRow row, string parent)
    {
        if (knownParents.TryGetValue(parent, out var known))
        {
            if (known.Kind == ProductKind.Variant || (known.Kind == ProductKind.Simple && !inFile.Contains(parent)))
            {
                row.Wrong("parent", known.Kind == ProductKind.Variant ? $"{parent} is a variant itself and has none." : $"{parent} is no family. Add a row for it with the kind parent.");
            }

            return known.Id;
        }

        if (!inFile.Contains(parent) || parent.Equals(row.Sku, StringComparison.OrdinalIgnoreCase))
        {
            row.Wrong("parent", $"there is no product {parent}, neither here nor in the file. Add a row for it.");
            return null;
        }

        if (!reserved.TryGetValue(parent, out var id))
        {
            reserved.Add(parent, id = nextId++);
        }

        return id;
    }
}
