using CrossSell.Core.Affinity;
using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Links;
using CrossSell.Core.Storage;
using CrossSell.Core.Suggestions;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Panels;

/// <summary>Reads the panel index from the database. What all channels share is read once.</summary>
internal static class PanelIndexReader
{
    private const int BestsellersPerCategory = 12;

    public static async Task<PanelIndex> ReadAsync(StudioDb db, CancellationToken cancellation)
    {
        // One snapshot: a write that lands in between is seen whole the next time. This level begins without the writer's lock.
        await using var transaction = await db.Database.BeginTransactionAsync(System.Data.IsolationLevel.ReadUncommitted, cancellation);
        var state = await db.ChangeSets.MaxAsync(set => (long?)set.Id, cancellation) ?? 0;
        var channels = await db.Channels.Include(channel => channel.TaxRates).OrderBy(channel => channel.Id).ToListAsync(cancellation);
        var shared = await SharedAsync(db, cancellation);
        var read = new List<ChannelPanels>();
        foreach (var channel in channels)
        {
            read.Add(await ChannelAsync(db, channel, shared, cancellation));
        }

        return new PanelIndex(state, shared.Products.ToDictionary(product => product.Sku, product => product.Id, StringComparer.OrdinalIgnoreCase), read);
    }

    private static async Task<Shared> SharedAsync(StudioDb db, CancellationToken cancellation)
    {
        var products = await db.Products.OrderBy(product => product.Id)
            .Select(product => new ProductRow(product.Id, product.Sku, product.Name, product.Kind, product.ParentId, product.CategoryId, product.Status, product.Picture))
            .ToListAsync(cancellation);
        var categories = await db.Categories.ToDictionaryAsync(category => category.Id, cancellation);
        var attributes = await (
            from value in db.AttributeValues
            join attribute in db.Attributes on value.AttributeId equals attribute.Id
            select new { value.ProductId, attribute.Code, value.Text }).ToListAsync(cancellation);
        var types = await db.LinkTypes.ToDictionaryAsync(type => type.Id, cancellation);
        return new Shared(
            products,
            products.ToDictionary(product => product.Id, product => (product.Sku, product.Name)),
            products.Where(product => product.ParentId is not null).ToLookup(product => product.ParentId!.Value, product => product.Id),
            categories,
            attributes.GroupBy(value => value.ProductId).ToDictionary(
                group => group.Key, IReadOnlyDictionary<string, string> (group) => group.ToDictionary(value => value.Code, value => value.Text)),
            types,
            await db.Links.ToListAsync(cancellation),
            await db.PanelOverrides.ToListAsync(cancellation),
            await ProductPictures.FirstAsync(db, ids: null, cancellation));
    }

    private static async Task<ChannelPanels> ChannelAsync(StudioDb db, Channel channel, Shared shared, CancellationToken cancellation)
    {
        var products = await ProductsAsync(db, channel, shared, cancellation);
        var mined = await db.Affinities.Where(pair => pair.ChannelId == channel.Id).ToListAsync(cancellation);
        var rejected = (await db.SuggestionVerdicts
                .Where(verdict => verdict.ChannelId == channel.Id && verdict.Decision == SuggestionDecision.Rejected)
                .Select(verdict => new { verdict.AnchorId, verdict.CompanionId }).ToListAsync(cancellation))
            .Select(pair => (pair.AnchorId, pair.CompanionId)).ToHashSet();
        var bundles = await BundleQuotes.LoadApprovedAsync(db, channel.Id, cancellation);
        var settings = await db.PanelSettings.SingleOrDefaultAsync(item => item.ChannelId == channel.Id, cancellation) ?? new PanelSettings();
        var overrides = shared.Overrides.Where(item => item.ChannelId is null || item.ChannelId == channel.Id).ToList();
        return new ChannelPanels
        {
            Channel = channel,
            Fact = new ChannelFact(channel.Id, channel.Code, channel.Name, channel.Currency, channel.CompletenessThreshold, BundleSchedule.ZoneOf(channel)),
            Policy = Policy(settings),
            Products = products,
            Names = shared.Names,
            Links = shared.Links.ToLookup(link => link.SourceId, link => Fact(link, shared.Types[link.TypeId])),
            Substitutes = shared.Links
                .Where(link => shared.Types[link.TypeId].Kind == LinkKind.Substitute && link.State == LinkState.Active)
                .ToLookup(link => link.SourceId, link => link.TargetId),
            Mined = mined.ToLookup(
                pair => pair.AnchorId,
                pair => new MinedFact(
                    pair.CompanionId,
                    new PanelEvidence(pair.PairBaskets, pair.AnchorBaskets, pair.Lift, pair.Score),
                    rejected.Contains((pair.AnchorId, pair.CompanionId)))),
            Bestsellers = Bestsellers(mined.Select(pair => (pair.CompanionId, pair.CompanionBaskets)), products),
            Bundles = bundles.Where(bundle => bundle.Quote.Price is not null)
                .SelectMany(bundle => bundle.Quote.Lines.Select(line => (line.Product.Id, Bundle: Fact(bundle))))
                .ToLookup(pair => pair.Id, pair => pair.Bundle),
            Pins = overrides.Where(item => item.Action == OverrideAction.Pin)
                .ToLookup(Scope, item => new PinFact(item.TargetId, item.Scope, item.Position, new ValidityFact(item.ValidFrom, item.ValidTo))),
            Exclusions = overrides.Where(item => item.Action == OverrideAction.Exclude)
                .ToLookup(Scope, item => new ExclusionFact(item.TargetId, item.Scope, new ValidityFact(item.ValidFrom, item.ValidTo))),
            CategoryPaths = shared.Categories.Keys.ToDictionary(id => id, IReadOnlyList<int> (id) => PathOf(id, shared.Categories)),
        };
    }

    private static async Task<Dictionary<int, ProductFact>> ProductsAsync(StudioDb db, Channel channel, Shared shared, CancellationToken cancellation)
    {
        var listings = await db.Listings.Where(listing => listing.ChannelId == channel.Id).ToDictionaryAsync(listing => listing.ProductId, cancellation);
        var facts = new Dictionary<int, ProductFact>(listings.Count);
        foreach (var row in shared.Products)
        {
            var variants = row.Kind == ProductKind.Parent ? shared.Variants[row.Id].ToArray() : [];
            var sold = variants.Select(id => listings.GetValueOrDefault(id)).OfType<Listing>().ToArray();
            if (!listings.TryGetValue(row.Id, out var own) && sold.Length == 0)
            {
                continue;
            }

            var category = row.CategoryId is { } id ? shared.Categories.GetValueOrDefault(id) : null;
            facts[row.Id] = new ProductFact
            {
                Id = row.Id,
                Sku = row.Sku,
                Name = row.Name,
                Kind = row.Kind,
                FamilyId = row.ParentId ?? row.Id,
                Variants = row.ParentId is { } parent ? [.. shared.Variants[parent]] : variants,
                CategoryId = row.CategoryId,
                CategoryName = category?.Name,
                IsActive = row.Status == ProductStatus.Active,
                Picture = ProductPictures.Of(shared.Pictures.GetValueOrDefault(row.Id), row.Picture, category?.Picture),
                IsPublished = own?.Published ?? sold.Any(listing => listing.Published),
                Price = own?.Price ?? sold.Min(listing => listing.Price),
                CompareAtPrice = own?.CompareAtPrice,
                Stock = own is not null && variants.Length == 0 ? own.Stock : sold.Any(listing => listing.Stock is null) ? null : sold.Sum(listing => listing.Stock),
                Completeness = own?.Completeness ?? sold.Max(listing => listing.Completeness),
                Attributes = shared.Attributes.GetValueOrDefault(row.Id) ?? new Dictionary<string, string>(),
            };
        }

        return facts;
    }

    private static ILookup<int, BestsellerFact> Bestsellers(IEnumerable<(int ProductId, int Baskets)> counts, Dictionary<int, ProductFact> products) =>
        counts.DistinctBy(count => count.ProductId)
            .Where(count => products.ContainsKey(count.ProductId) && products[count.ProductId].CategoryId is not null)
            .GroupBy(count => products[count.ProductId].CategoryId!.Value)
            .SelectMany(group => group.OrderByDescending(count => count.Baskets).ThenBy(count => count.ProductId).Take(BestsellersPerCategory)
                .Select(count => (Category: group.Key, Fact: new BestsellerFact(count.ProductId, count.Baskets))))
            .ToLookup(pair => pair.Category, pair => pair.Fact);

    private static LinkFact Fact(ProductLink link, LinkType type) => new()
    {
        TargetId = link.TargetId,
        Position = link.Position,
        TypeId = link.TypeId,
        TypeName = type.Name,
        FillsPanel = type.FillsPanel,
        State = link.State,
        Origin = link.Origin,
        Validity = new ValidityFact(link.ValidFrom, link.ValidTo),
        ChannelIds = link.ChannelIds,
        Segment = link.Segment,
    };

    private static BundleFact Fact(ApprovedBundle bundle) => new(
        bundle.BundleId,
        bundle.Code,
        bundle.Revision,
        bundle.Quote.Content.Name,
        [.. bundle.Quote.Lines.Select(line => new BundlePartFact(line.Product.Id, line.Quantity, line.Price!.SetTotal.Minor))],
        bundle.Quote.Price!.SetPrice.Minor,
        new ValidityFact(bundle.From, bundle.Until),
        bundle.Quote.Content.Segment,
        bundle.Quote.Content.Text);

    private static PanelPolicy Policy(PanelSettings settings) => new()
    {
        MaxSlots = settings.MaxSlots,
        MinSlots = settings.MinSlots,
        MinBaskets = settings.MinBaskets,

        // A staple lies beside everything at a lift near 1; it is no companion.
        MinLift = AffinityEvidence.DefaultMinLift,
        PriceCapPercent = settings.PriceCapPercent,
        MaxPerCategory = settings.MaxPerCategory,
        AllowMined = settings.AllowMined,
        AllowFallback = settings.AllowFallback,
    };

    private static (OverrideScope Scope, int Id) Scope(PanelOverride item) => (item.Scope, item.Scope == OverrideScope.Channel ? 0 : item.ScopeId);

    private static List<int> PathOf(int id, Dictionary<int, Category> categories)
    {
        var path = new List<int>();
        for (int? next = id; next is { } current && categories.TryGetValue(current, out var category) && !path.Contains(current); next = category.ParentId)
        {
            path.Add(current);
        }

        return path;
    }

    private sealed record ProductRow(int Id, string Sku, string Name, ProductKind Kind, int? ParentId, int? CategoryId, ProductStatus Status, string? Picture);

    private sealed record Shared(
        IReadOnlyList<ProductRow> Products,
        IReadOnlyDictionary<int, (string Sku, string Name)> Names,
        ILookup<int, int> Variants,
        Dictionary<int, Category> Categories,
        Dictionary<int, IReadOnlyDictionary<string, string>> Attributes,
        Dictionary<int, LinkType> Types,
        IReadOnlyList<ProductLink> Links,
        IReadOnlyList<PanelOverride> Overrides,
        IReadOnlyDictionary<int, string> Pictures);
}
