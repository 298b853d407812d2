using CrossSell.Core.Catalog;
using CrossSell.Core.Dialects;
using CrossSell.Core.Links;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Exchange;

/// <summary>What files of the system said of some families: their rows as they were, read again by the reader that read them first.</summary>
internal sealed class ExportSource
{
    private readonly Dictionary<string, SourceProduct> products = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<int, int> fileOf = [];
    private readonly Dictionary<int, List<WrittenLine>> rows = [];
    private readonly Dictionary<string, int> fileOfSku = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="shop">Whose rows they are.</param>
    /// <param name="known">SKUs by what the system calls them.</param>
    public static async Task<ExportSource> LoadAsync(
        StudioDb db, ExportRequest request, KeptShop shop, IReadOnlyDictionary<int, KeptFile> files, IReadOnlyDictionary<string, string> known,
        IReadOnlyList<StudioProduct> wanted, CancellationToken cancellation)
    {
        var source = new ExportSource();
        if (files.Count == 0)
        {
            return source;
        }

        var ids = wanted.Select(product => product.Entity.Id).ToArray();
        if (wanted.Any(product => product.Links.Any(link => link.IsPaired)))
        {
            // What the files say at the other end of a pair.
            var ends = await db.Links.AsNoTracking().Where(link => link.PairId != null && EF.Parameter(ids).Contains(link.SourceId))
                .Select(link => link.TargetId).Distinct().ToArrayAsync(cancellation);
            var families = await db.Products.AsNoTracking()
                .Where(one => EF.Parameter(ends).Contains(one.Id) || (one.ParentId != null && EF.Parameter(ends).Contains(one.ParentId.Value)))
                .Select(one => one.Id).ToListAsync(cancellation);
            ids = [.. ids.Union(families)];
        }

        var kept = await shop.In(db).AsNoTracking().Where(one => EF.Parameter(ids).Contains(one.ProductId)).ToListAsync(cancellation);
        foreach (var file in kept.Where(one => files.ContainsKey(one.FileId)).GroupBy(one => one.FileId))
        {
            var line = 0;
            var all = new List<SourceRow>();
            var taken = new HashSet<int>();
            foreach (var product in file.OrderBy(one => one.Position))
            {
                var own = KeptSourceRows.Read(product.Rows).ConvertAll(cells => (Line: ++line, Cells: cells));
                source.rows[product.ProductId] = own.ConvertAll(row => new WrittenLine(row.Line, row.Cells));
                source.fileOf[product.ProductId] = file.Key;
                all.AddRange(own.Select(row => new SourceRow(row.Line, row.Cells)));
                if (product.LinksTaken)
                {
                    taken.UnionWith(own.Select(row => row.Line));
                }
            }

            // Rows of earlier forms of a file may be short of columns that it has now.
            var columns = files[file.Key].Columns;
            var facts = DialectReaders.Read(
                request.Dialect, new SourceTable(columns, all) { Content = DialectContent.Products, Known = known });
            if (request.System == ExportSystem.Shopify)
            {
                Rename(facts, known);
            }

            var links = facts.Links.ToLookup(link => link.Source, StringComparer.OrdinalIgnoreCase);
            var bundles = facts.Bundles.DistinctBy(bundle => bundle.Code, StringComparer.OrdinalIgnoreCase)
                .ToDictionary(bundle => bundle.Code, StringComparer.OrdinalIgnoreCase);
            foreach (var fact in facts.Products.Where(fact => !fact.IsImplied))
            {
                var said = new SourceProduct(fact, [.. links[fact.Sku]], bundles.GetValueOrDefault(fact.Sku), taken.Contains(fact.Line));
                if (source.products.TryAdd(fact.Sku, said))
                {
                    source.fileOfSku.TryAdd(fact.Sku, file.Key);
                }
            }
        }

        return source;
    }

    /// <summary>What the source said of it; null for a product that came from nowhere.</summary>
    public SourceProduct? Of(StudioProduct product) => products.GetValueOrDefault(product.Fact.Sku);

    /// <inheritdoc cref="Of(StudioProduct)"/>
    public SourceProduct? Of(string sku) => products.GetValueOrDefault(sku);

    public int? FileOf(StudioProduct product) => fileOfSku.TryGetValue(product.Fact.Sku, out var file) ? file : null;

    /// <summary>The rows of the family that came with this file, in their order.</summary>
    public IReadOnlyList<WrittenLine> RowsOf(IEnumerable<StudioProduct> group, int file) =>
    [
        .. group.Where(product => fileOf.TryGetValue(product.Entity.Id, out var own) && own == file).SelectMany(product => rows[product.Entity.Id])
            .OrderBy(row => row.Line),
    ];

    /// <summary>What the writer makes of what the source said.</summary>
    public static IReadOnlyList<WrittenRow> RowsBefore(DialectWriter writer, List<ExportProduct> was, IReadOnlyList<string>? options)
    {
        // A family of which the source has no row, as Akeneo's models, is one all the same.
        var head = was.Find(product => product.Fact.Kind != FactKind.Variant);
        var ordered = head is null ? was : [head, .. was.Where(product => product != head)];
        return [.. writer.Rows(new ExportGroup(ordered, options))];
    }

    /// <summary>A family is called by its handle in the file; the studio may know it by a SKU of its own.</summary>
    private static void Rename(FileFacts facts, IReadOnlyDictionary<string, string> known)
    {
        var names = facts.Products.Where(fact => fact.Kind == FactKind.Family && known.TryGetValue(fact.Sku, out var sku) && sku != fact.Sku)
            .ToDictionary(fact => fact.Sku, fact => known[fact.Sku], StringComparer.OrdinalIgnoreCase);
        if (names.Count == 0)
        {
            return;
        }

        foreach (var fact in facts.Products)
        {
            fact.Sku = fact.Kind == FactKind.Family ? names.GetValueOrDefault(fact.Sku, fact.Sku) : fact.Sku;
            fact.Parent = fact.Parent is { } parent ? names.GetValueOrDefault(parent, parent) : null;
        }

        for (var at = 0; at < facts.Links.Count; at++)
        {
            var link = facts.Links[at];
            facts.Links[at] = link with
            {
                Source = names.GetValueOrDefault(link.Source, link.Source),
                Target = names.GetValueOrDefault(link.Target, link.Target),
            };
        }
    }

    public static ExportLink Link(LinkFact link) => new(
        link.Type, link.Target, link.Column.EndsWith("-product_models", StringComparison.OrdinalIgnoreCase), link.Quantity);
}
