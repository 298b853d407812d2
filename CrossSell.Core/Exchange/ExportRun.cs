using CrossSell.Core.Catalog;
using CrossSell.Core.Dialects;
using CrossSell.Core.Panels;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using BundleFact = CrossSell.Core.Dialects.BundleFact;
using ProductFact = CrossSell.Core.Dialects.ProductFact;

namespace CrossSell.Core.Exchange;

/// <summary>One export: what it knows of the whole catalogue, and how a few families at a time become rows.</summary>
internal sealed class ExportRun
{
    private readonly StudioDb db;
    private readonly ExportRequest request;
    private readonly ExportFacts facts;
    private readonly LossTally losses;
    private readonly ExportTable table;
    private readonly KeptShop kept;
    private readonly Dictionary<int, KeptFile> files;
    private readonly Dictionary<int, (DialectWriter Writer, IReadOnlyList<string> Ids)> writers = [];
    private readonly Dictionary<string, string> skuOf = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> nameOf = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, BundleFact> bundles = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> locales;
    private readonly WriterShop shop;

    private ExportRun(
        StudioDb db, ExportRequest request, ExportFacts facts, LossTally losses, ExportTable table, Dictionary<int, KeptFile> files, List<string> locales)
    {
        (this.db, this.request, this.facts, this.losses, this.table, this.files, this.locales) = (db, request, facts, losses, table, files, locales);
        kept = new KeptShop(ExportRequest.NameOf(request.System), facts.Channel?.Id);
        shop = new WriterShop
        {
            Currency = facts.Channel?.CurrencyCode, HandleOf = sku => nameOf.GetValueOrDefault(sku), AddressOf = sku => facts.Channel?.UrlOf(sku),
        };
        // A writer of models knows itself by its columns.
        Fallback = DialectWriters.For(request.Dialect, request.Content == ExportContent.Models ? ["code", "family_variant"] : [], shop);
    }

    /// <summary>Writes what came from no file of the system.</summary>
    public DialectWriter Fallback { get; }

    /// <summary>Families and products that stand alone; bundles of an export of those.</summary>
    public int Products { get; private set; }

    /// <summary>Says what each product page shows, for an export of panels.</summary>
    public PanelService? Panels { get; set; }

    private bool IsWhole => request.Content is ExportContent.Products or ExportContent.Models;

    public static async Task<ExportRun> BeginAsync(
        StudioDb db, ExportRequest request, ExportFacts facts, LossTally losses, ExportTable table, CancellationToken cancellation)
    {
        var system = ExportRequest.NameOf(request.System);
        var files = await db.KeptFiles.AsNoTracking().Where(file => file.System == system).ToListAsync(cancellation);
        if (request.System == ExportSystem.Akeneo)
        {
            files.RemoveAll(file => AkeneoWriter.IsOfModels(file.Columns) != (request.Content == ExportContent.Models));
        }

        var locales = await db.Channels.AsNoTracking().Select(channel => channel.Locales).ToListAsync(cancellation);
        var run = new ExportRun(
            db, request, facts, losses, table, files.ToDictionary(file => file.Id),
            [.. locales.SelectMany(one => one).Distinct(StringComparer.OrdinalIgnoreCase)]);
        await run.NamesAsync(cancellation);
        await run.BundlesAsync(cancellation);
        return run;
    }

    /// <summary>Families and products that stand alone: those of the source in its order, then the others by SKU.</summary>
    public async Task<List<int>> HeadsAsync(CancellationToken cancellation)
    {
        var products = await db.Products.AsNoTracking().Select(product => new { product.Id, product.ParentId, product.Sku }).ToListAsync(cancellation);
        var ofFiles = files.Keys.ToArray();
        var kept = await this.kept.In(db).AsNoTracking().Where(rows => EF.Parameter(ofFiles).Contains(rows.FileId))
            .Select(rows => new { rows.ProductId, rows.FileId, rows.Position }).ToDictionaryAsync(rows => rows.ProductId, cancellation);
        var shops = await db.Channels.CountAsync(cancellation);
        // Of several shops one has what is sold there, and what came from its system.
        var listed = shops <= 1 || facts.Channel is not { } channel ? null
            : (await db.Listings.AsNoTracking().Where(listing => listing.ChannelId == channel.Id).Select(listing => listing.ProductId)
                .ToListAsync(cancellation)).ToHashSet();
        return
        [
            .. products.GroupBy(product => product.ParentId ?? product.Id)
                .Where(family => listed is null || family.Any(product => listed.Contains(product.Id) || kept.ContainsKey(product.Id)))
                .Select(family => (
                    Head: family.Key, (family.FirstOrDefault(product => product.ParentId is null) ?? family.First()).Sku,
                    Place: family.Select(product => kept.GetValueOrDefault(product.Id)).Where(rows => rows is not null)
                        .Select(rows => (rows!.FileId, rows.Position)).DefaultIfEmpty((int.MaxValue, 0)).Min()))
                .OrderBy(family => family.Place).ThenBy(family => family.Sku, StringComparer.OrdinalIgnoreCase).Select(family => family.Head),
        ];
    }

    public async Task WriteAsync(int[] heads, CancellationToken cancellation)
    {
        var groups = await facts.LoadAsync(heads, losses, cancellation);
        var all = groups.SelectMany(group => group).ToList();
        var source = await ExportSource.LoadAsync(db, request, kept, files, skuOf, all, cancellation);
        var targets = all.SelectMany(product => source.Of(product)?.Links ?? []).Select(link => link.Target);
        var there = (await LinkImport.ProductsAsync(db, targets, cancellation)).Keys.ToHashSet(StringComparer.OrdinalIgnoreCase);
        var scope = new MergeScope(
            text => facts.Categories.Find(text, mayMake: false), facts.AttributeOf, facts.TypeOf, there.Contains, facts.LinkCodes, locales,
            facts.Channel is { } shopOf ? new HashSet<string>([shopOf.Code, shopOf.Name], StringComparer.OrdinalIgnoreCase) : new HashSet<string>());
        foreach (var group in groups)
        {
            if (ExportSelection.Of(group, request.System, source, losses) is { Count: > 0 } chosen)
            {
                Products++;
                Write(chosen, source, scope);
            }
        }
    }

    /// <summary>Bundles that are no product of the system yet: each becomes one.</summary>
    public void WriteOwnBundles()
    {
        if (request.System != ExportSystem.Magento)
        {
            return;
        }

        foreach (var bundle in bundles.Values)
        {
            var fact = new ProductFact { Line = 0, Sku = bundle.Code, Name = bundle.Name, Status = "active" };
            Add(RowOverlay.Rows(Fallback, Fallback.Rows(new ExportGroup([new ExportProduct(fact, [], bundle)]))), Fallback, hadLinks: false);
            Products++;
        }
    }

    private void Write(List<StudioProduct> group, ExportSource source, MergeScope scope)
    {
        // As the source had them; what came later follows.
        group = [group[0], .. group.Skip(1).OrderBy(product => source.Of(product)?.Fact.Line ?? int.MaxValue)];
        var now = new List<ExportProduct>();
        var was = new Dictionary<int, List<ExportProduct>>();
        var options = new List<string>();
        foreach (var product in group)
        {
            var from = source.Of(product);
            var links = Panels is null
                ? LinksOf(ExportMerge.WithoutReverses(product, source, scope, request.System == ExportSystem.Shopify), from, scope) : PanelOf(group, product);
            var bundle = BundleOf(product, from);
            var fact = from is null ? Plain(product.Fact) : ExportMerge.Facts(product, from, scope, FamilyNameOf(group, product));
            now.Add(new ExportProduct(fact, links, bundle));
            if (from is not null)
            {
                var file = source.FileOf(product)!.Value;
                was.TryAdd(file, []);
                was[file].Add(new ExportProduct(from.Fact, [.. from.Links.Select(ExportSource.Link)], from.Bundle));
                options.AddRange(product.Fact.Kind == FactKind.Variant ? from.Fact.Attributes.Select(one => one.Code) : []);
            }
        }

        ExportSelection.Lost(group, now, request.System, losses);
        var known = options.Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        // What Shopify's file names as options are all attributes of its variants; of other systems they tell only where they differ.
        var whole = new ExportGroup(now, request.System == ExportSystem.Shopify && known.Count > 0 ? known : null);
        var hadLinks = was.Values.SelectMany(products => products).Any(product => product.Links.Count > 0);
        if (was.Count == 0)
        {
            Add(RowOverlay.Rows(Fallback, Fallback.Rows(whole)), Fallback, hadLinks);
            return;
        }

        var isFirst = true;
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var sides = was.Keys.Select(file => (File: file, Before: ExportSource.RowsBefore(WriterOf(file).Writer, was[file], whole.Options))).ToList();
        var others = sides.ToDictionary(side => side.File, side => side.Before.Select(row => row.Key).ToHashSet(StringComparer.Ordinal));
        foreach (var (file, before) in sides)
        {
            var (writer, ids) = WriterOf(file);
            var rows = writer.Rows(whole).Where(row => others[file].Contains(row.Key) || (isFirst && !others.Any(other => other.Value.Contains(row.Key))))
                .Where(row => taken.Add(row.Key)).ToList();
            Add(RowOverlay.Rows(writer, ids, source.RowsOf(group, file), before, rows), writer, hadLinks);
            isFirst = false;
        }
    }

    /// <summary>Takes of the rows what is asked for.</summary>
    private void Add(IEnumerable<IReadOnlyDictionary<string, string>> rows, DialectWriter writer, bool hadLinks)
    {
        foreach (var row in rows)
        {
            if (IsWhole)
            {
                table.Add(row);
                continue;
            }

            bool Is(string column) => request.Content == ExportContent.Bundles ? writer.IsBundle(column) : writer.IsLink(column);
            var isOfUse = request.Content == ExportContent.Bundles ? row.GetValueOrDefault("bundle_values", "").Length > 0
                : row.Any(cell => cell.Value.Length > 0 && writer.IsLink(cell.Key)) || (hadLinks && row.GetValueOrDefault(writer.KeyColumns[0], "").Length > 0);
            if (isOfUse)
            {
                table.Add(row.Where(cell => writer.KeyColumns.Contains(cell.Key) || Is(cell.Key)).ToDictionary());
            }
        }
    }

    private List<ExportLink> LinksOf(StudioProduct product, SourceProduct? from, MergeScope scope)
    {
        var types = DialectWriters.TypesOf(request.Dialect);
        if (types is { Count: 0 })
        {
            return [];
        }

        if (request.System != ExportSystem.Shopify)
        {
            return ExportMerge.Links(product, from, scope, types, isAlternative: false, losses);
        }

        var whole = product.Links.Where(link => !link.IsVariant && product.Fact.Kind != FactKind.Variant).ToList();
        if (whole.Count < product.Links.Count)
        {
            losses.Add(ExportLoss.LinkOfVariant, product.Fact.Sku, product.Links.Count - whole.Count);
        }

        return ExportMerge.Links(product with { Links = whole }, from, scope, types, isAlternative: true, losses);
    }

    /// <summary>What the product's page shows, as a list of links that go together.</summary>
    private List<ExportLink> PanelOf(List<StudioProduct> group, StudioProduct product)
    {
        // A family's page shows what that of its first variant on sale does; Shopify and WooCommerce have lists for whole products only.
        var asked = product.Fact.Kind == FactKind.Family ? group.Find(one => one is { IsPublished: true, Fact.Kind: FactKind.Variant })
            : product.Fact.Kind == FactKind.Variant && request.System is (ExportSystem.Shopify or ExportSystem.WooCommerce) ? null : product;
        return asked is not null && Panels!.Resolve(
                new PanelQuery(asked.Fact.Sku, facts.Channel!.Code, PanelPlacement.ProductPage, OnSaleOnly: true)).Value is { } answer
            ? [.. answer.Panel.Companions.OrderBy(one => one.Position).Select(one => new ExportLink(LinkWords.CrossSell, one.Product.Sku))]
            : [];
    }

    /// <summary>A bundle belongs to the product of its code; one that the source has and the studio does not stays.</summary>
    private BundleFact? BundleOf(StudioProduct product, SourceProduct? from)
    {
        if (request.System != ExportSystem.Magento)
        {
            return null;
        }

        if (!bundles.Remove(ForeignCode.Of(product.Fact.Sku), out var own))
        {
            return from?.Bundle;
        }

        return from?.Bundle is { } was && BundleFacts.AreSame(was, own) ? was : own;
    }

    /// <summary>What the system takes of a product that it never had.</summary>
    private ProductFact Plain(ProductFact fact)
    {
        if (request.System == ExportSystem.Shopify)
        {
            // A type of ours is none of theirs, and their type is our category.
            fact.ProductType = null;
        }

        return fact;
    }

    private static string? FamilyNameOf(List<StudioProduct> group, StudioProduct product) => product == group[0] ? null : group[0].Fact.Name;

    private (DialectWriter Writer, IReadOnlyList<string> Ids) WriterOf(int file)
    {
        if (!writers.TryGetValue(file, out var known))
        {
            var columns = files[file].Columns;
            var writer = DialectWriters.For(request.Dialect, columns, shop with { HasComma = files[file].HasComma });
            writers.Add(file, known = (writer, RowOverlay.Ids(writer, columns)));
            if (IsWhole)
            {
                table.Expect(known.Ids, columns);
            }
        }

        return known;
    }

    /// <summary>How the system names products that it does not name by SKU.</summary>
    private async Task NamesAsync(CancellationToken cancellation)
    {
        var names = await (
            from rows in kept.In(db).AsNoTracking()
            join product in db.Products on rows.ProductId equals product.Id
            where rows.Name != null
            orderby product.Id
            select new { product.Sku, rows.Name }).ToListAsync(cancellation);
        foreach (var name in names)
        {
            skuOf.TryAdd(name.Name!, name.Sku);
            nameOf.TryAdd(name.Sku, name.Name!);
        }

        if (request.System == ExportSystem.Shopify)
        {
            await HandlesAsync(cancellation);
        }
    }

    /// <summary>Handles of what the shop does not have yet; links name products by them, not their variants.</summary>
    private async Task HandlesAsync(CancellationToken cancellation)
    {
        var products = await db.Products.AsNoTracking().OrderBy(product => product.Id).Select(product => new { product.Id, product.ParentId, product.Sku })
            .ToListAsync(cancellation);
        var handles = new ShopifyHandles(nameOf.Values);
        var heads = new Dictionary<int, string>();
        // The oldest first: what is added later takes no handle from what went out before.
        foreach (var product in products.Where(product => product.ParentId is null))
        {
            if (!nameOf.TryGetValue(product.Sku, out var handle))
            {
                nameOf.Add(product.Sku, handle = handles.Take(product.Sku));
            }

            heads.Add(product.Id, handle);
        }

        foreach (var variant in products)
        {
            if (variant.ParentId is { } family && heads.TryGetValue(family, out var handle))
            {
                nameOf.TryAdd(variant.Sku, handle);
            }
        }
    }

    private async Task BundlesAsync(CancellationToken cancellation)
    {
        if (request.System != ExportSystem.Magento || request.Content is ExportContent.Links or ExportContent.Panels)
        {
            return;
        }

        var names = await BundleNames.LoadAsync(db, cancellation);
        await foreach (var (code, content) in BundleExport.NewestAsync(db, names, cancellation))
        {
            if (content.ChannelIds.Count > 0 && facts.Channel is { } channel && !content.ChannelIds.Contains(channel.Id))
            {
                continue;
            }

            if (BundleFacts.Of(code, content, names.Sku, names.CurrencyOf(content.ChannelIds)) is { } fact)
            {
                bundles.TryAdd(code, fact);
            }
            else
            {
                losses.Add(ExportLoss.Bundle, code);
            }
        }
    }
}
