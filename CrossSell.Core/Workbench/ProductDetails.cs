using System.Globalization;
using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Links;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Workbench;

/// <summary>One attribute of the product's type, with its value or null where there is none.</summary>
public sealed record AttributeLine(string Code, string Name, string? Unit, AttributeKind Kind, bool Required, string? Value);

/// <summary>One attribute that the product has by its type or has a value of.</summary>
/// <param name="InType">False for a value that the type does not have: kept, and shown again when the type returns.</param>
/// <param name="Own">As stored; null where there is none.</param>
/// <param name="Inherited">The family's, for a variant; null where there is none.</param>
public sealed record ProductAttributeLine(AttributeDefinition Definition, bool Required, bool InType, string? Own, string? Inherited)
{
    public string Code => Definition.Code;

    public string Name => Definition.Name;

    public string? Unit => Definition.Unit;

    public AttributeKind Kind => Definition.Kind;

    /// <summary>What counts, for people: several parted by commas; null where there is none.</summary>
    public string? Value => (Own ?? Inherited)?.Replace(AttributeValue.Separator.ToString(), ", ", StringComparison.Ordinal);
}

/// <summary>A product in one shop.</summary>
/// <param name="Scores">Completeness in the channel's locales, the default first.</param>
public sealed record ListingLine(Channel Channel, Listing Listing, IReadOnlyList<LocaleScore> Scores)
{
    public Completeness Completeness => Scores[0].Completeness;
}

/// <summary>A link with the product at its other end, as it looks in the channel looked at.</summary>
public sealed record ProductLinkLine(ProductLink Link, LinkType Type, ProductSummary Other);

/// <summary>A bundle that holds the product, by its newest revision that does.</summary>
public sealed record BundleLineOf(string Code, string Name, RevisionState State, bool Retired);

/// <summary>A category with the way to it.</summary>
/// <param name="Path">Names from the root down to itself.</param>
public sealed record CategoryLine(Category Category, string Path, bool IsPrimary);

/// <summary>A variant with what sets it apart and its figures in the channel looked at.</summary>
/// <param name="Values">Own values by attribute id.</param>
/// <param name="Listing">Null where the channel does not list it.</param>
public sealed record VariantLine(ProductSummary Summary, IReadOnlyDictionary<int, string> Values, Listing? Listing);

/// <summary>
/// The variants of a family as a person put them in order; where nobody did, by what sets them apart: options as the shop ordered them, numbers by size, then
/// SKU.
/// </summary>
/// <param name="Axes">Attributes in which the variants differ from one another.</param>
/// <param name="Total">Of all variants; <see cref="Variants"/> holds the first of them.</param>
/// <param name="ByHand">Whether a person put them in order.</param>
public sealed record FamilyLines(
    ProductSummary? Parent, int ParentVersion, IReadOnlyList<AttributeDefinition> Axes, IReadOnlyList<VariantLine> Variants, int Total, bool ByHand);

/// <summary>Everything the workbench of one product shows, besides its history.</summary>
/// <param name="Channel">Whose prices and stock the summaries show: the channel asked for, or another that lists the product; null when none does.</param>
/// <param name="CategoryPath">Of the primary category, from the root down.</param>
/// <param name="Predecessors">Archived products that this one took the place of.</param>
/// <param name="LinksOut">The first of <see cref="LinksOutCount"/>.</param>
/// <param name="LinksIn">The first of <see cref="LinksInCount"/>.</param>
public sealed record ProductDetails(
    Product Product,
    Channel? Channel,
    ProductSummary Summary,
    IReadOnlyList<Category> CategoryPath,
    IReadOnlyList<CategoryLine> Categories,
    string? TypeName,
    ProductSummary? Successor,
    IReadOnlyList<ProductSummary> Predecessors,
    FamilyLines? Family,
    IReadOnlyList<ProductAttributeLine> Attributes,
    IReadOnlyList<ListingLine> Listings,
    IReadOnlyList<ProductText> Texts,
    IReadOnlyList<ProductLinkLine> LinksOut,
    int LinksOutCount,
    IReadOnlyList<ProductLinkLine> LinksIn,
    int LinksInCount,
    IReadOnlyList<BundleLineOf> Bundles)
{
    /// <summary>
    /// Ids of all channels that list the product or one of its variants, those too that the reader does not see into: what rights are asked about.
    /// </summary>
    public IReadOnlyList<int> ListedIn { get; init; } = [];

    public ProductSummary? Parent => Family?.Parent?.Id == Product.Id ? null : Family?.Parent;

    public IReadOnlyList<ProductSummary> Variants => [.. (Family?.Variants ?? []).Select(variant => variant.Summary)];

    /// <summary>Locales besides each shop's default in which somebody sells it, in order.</summary>
    public IReadOnlyList<string> FurtherLocales =>
        [.. Listings.SelectMany(line => line.Channel.Locales.Skip(1)).Concat(Texts.Select(text => text.Locale)).Distinct(StringComparer.OrdinalIgnoreCase)
            .Order(StringComparer.OrdinalIgnoreCase)];
}

/// <summary>Loads <see cref="ProductDetails"/> by few indexed queries, each capped, so that a best seller opens as fast as any other.</summary>
public sealed class ProductDetailsQuery(StudioStore store)
{
    /// <summary>Variants shown of a family.</summary>
    public const int MaxVariants = FamilyService.MaxVariants;
    private const int MaxLinks = 60;
    private const int MaxPredecessors = 10;

    private volatile Common? known;

    /// <summary>The SKU that a product has now; null when it is gone.</summary>
    public async Task<string?> SkuAsync(int productId, CancellationToken cancellation = default)
    {
        await using var db = store.Read();
        return await db.Products.Where(item => item.Id == productId).Select(item => item.Sku).SingleOrDefaultAsync(cancellation);
    }

    /// <summary>Null when there is no such product. A SKU is found without regard to case.</summary>
    public async Task<ProductDetails?> LoadAsync(ReadScope scope, string sku, int channelId, CancellationToken cancellation = default)
    {
        await using var db = store.Read(scope);
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        await db.Database.OpenConnectionAsync(cancellation); // Once, not for each question.
        // All as of one moment: what is shared and what is the product's own belong together. Deferred, so that nobody who writes waits.
        await using var snapshot = await StudioStore.SnapshotAsync(db, cancellation);
        if (await db.Products.SingleOrDefaultAsync(item => item.Sku == sku, cancellation) is not { } product)
        {
            return null;
        }

        var common = await CommonAsync(db, cancellation);
        var listedIn = scope.IsEverything ? null : await ListedInAsync(product.Id, cancellation);
        var (channels, types) = (common.Channels, common.LinkTypes);
        var listings = await db.Listings.Where(listing => listing.ProductId == product.Id).OrderBy(listing => listing.ChannelId).ToListAsync(cancellation);
        var places = product.Kind == ProductKind.Simple ? [] : await db.Products.Where(item => item.ParentId == product.FamilyId)
            .OrderBy(item => item.VariantPosition).ThenBy(item => item.Id).Select(item => new { item.Id, item.VariantPosition }).Take(MaxVariants)
            .ToListAsync(cancellation);
        var variants = places.ConvertAll(place => place.Id);
        var shown = await ShownAsync(db, product, listings, variants, channelId, cancellation);
        var linksOut = await db.Links.Where(link => link.SourceId == product.Id).OrderBy(link => link.Position).Take(MaxLinks).ToListAsync(cancellation);
        var linksIn = await db.Links.Where(link => link.TargetId == product.Id).OrderBy(link => link.TypeId).ThenBy(link => link.Id).Take(MaxLinks)
            .ToListAsync(cancellation);
        var predecessors = await db.Products.Where(other => other.SuccessorId == product.Id).Select(other => other.Id).Take(MaxPredecessors)
            .ToListAsync(cancellation);
        int[] named =
        [
            product.Id, product.ParentId ?? 0, product.SuccessorId ?? 0, .. variants, .. predecessors,
            .. linksOut.Select(link => link.TargetId), .. linksIn.Select(link => link.SourceId),
        ];
        var summaries = channels.Count == 0 ? await NamesAsync(db, named, cancellation)
            : (await ProductSummaries.LoadAsync(db, [.. named.Distinct()], shown, cancellation)).ToDictionary(summary => summary.Id);
        using var completenessRows = CompletenessRows.Of(db, common.AttributeCodes, common.Places);
        var completeness = CompletenessUpdate.Of(completenessRows, product.Id, channels);
        var (path, categories) = await CategoriesAsync(db, product, cancellation);
        return new ProductDetails(
            product,
            channels.GetValueOrDefault(shown),
            summaries[product.Id],
            path,
            categories,
            product.ProductTypeId is { } typeId ? common.TypeNames.GetValueOrDefault(typeId) : null,
            product.SuccessorId is { } successor ? summaries[successor] : null,
            [.. predecessors.Select(id => summaries[id])],
            product.Kind == ProductKind.Simple
                ? null
                : await FamilyAsync(db, product, variants, places.Exists(place => place.VariantPosition > 0), summaries, common, shown, cancellation),
            await AttributesAsync(db, product, common, cancellation),
            [.. listings.Select(listing => new ListingLine(channels[listing.ChannelId], listing, completeness[listing.ChannelId]))],
            await db.ProductTexts.Where(text => text.ProductId == product.Id).OrderBy(text => text.Locale).ToListAsync(cancellation),
            [.. linksOut.OrderBy(link => types[link.TypeId].Position).ThenBy(link => link.Position)
                .Select(link => new ProductLinkLine(link, types[link.TypeId], summaries[link.TargetId]))],
            linksOut.Count < MaxLinks ? linksOut.Count : await db.Links.CountAsync(link => link.SourceId == product.Id, cancellation),
            [.. linksIn.OrderBy(link => types[link.TypeId].Position).ThenBy(link => link.Id)
                .Select(link => new ProductLinkLine(link, types[link.TypeId], summaries[link.SourceId]))],
            linksIn.Count < MaxLinks ? linksIn.Count : await db.Links.CountAsync(link => link.TargetId == product.Id, cancellation),
            await BundlesAsync(db, product.Id, cancellation))
        {
            ListedIn = listedIn ?? await ProductChannels.OfAsync(db, product.Id, cancellation),
        };
    }

    // Rights ask about all shops, those too that the reader does not see into.
    private async Task<IReadOnlyList<int>> ListedInAsync(int productId, CancellationToken cancellation)
    {
        await using var db = store.Read();
        return await ProductChannels.OfAsync(db, productId, cancellation);
    }

    // Few rows that every product needs and that seldom change: read again only when something was written since.
    private async Task<Common> CommonAsync(StudioDb db, CancellationToken cancellation)
    {
        var state = await db.ChangeSets.MaxAsync(set => (long?)set.Id, cancellation) ?? 0;
        if (known is { } last && last.State == state)
        {
            return last;
        }

        var attributes = await db.Attributes.ToDictionaryAsync(attribute => attribute.Id, cancellation);
        return known = new Common(
            state,
            // Kept for all readers alike; which of them are shown say the listings.
            await db.Channels.IgnoreQueryFilters().Include(channel => channel.TaxRates).ToDictionaryAsync(channel => channel.Id, cancellation),
            await db.LinkTypes.ToDictionaryAsync(type => type.Id, cancellation),
            attributes,
            attributes.ToDictionary(pair => pair.Key, pair => pair.Value.Code),
            await db.Set<ProductTypeAttribute>().OrderBy(place => place.Position).ThenBy(place => place.AttributeId).ToListAsync(cancellation),
            await db.ProductTypes.ToDictionaryAsync(type => type.Id, type => type.Name, cancellation));
    }

    // The channel asked for when it lists the product or a variant, else the first that does, else the one asked for.
    private static async Task<int> ShownAsync(
        StudioDb db, Product product, List<Listing> listings, List<int> variants, int channelId, CancellationToken cancellation)
    {
        if (listings.Exists(listing => listing.ChannelId == channelId))
        {
            return channelId;
        }

        var ofVariants = product.Kind == ProductKind.Parent
            ? await db.Listings.Where(listing => variants.Contains(listing.ProductId)).Select(listing => listing.ChannelId).Distinct().ToListAsync(cancellation)
            : [];
        return ofVariants.Contains(channelId) ? channelId
            : listings.FirstOrDefault()?.ChannelId ?? ofVariants.Order().Select(id => (int?)id).FirstOrDefault() ?? channelId;
    }

    // Before the first channel is made there are products without prices.
    private static async Task<Dictionary<int, ProductSummary>> NamesAsync(StudioDb db, int[] ids, CancellationToken cancellation) =>
        (await db.Products.Where(product => ids.Contains(product.Id))
            .ToListAsync(cancellation)).ToDictionary(product => product.Id, product => new ProductSummary(
            product.Id, product.Sku, product.Name, product.Brand, product.Kind, product.ParentId, product.Status,
            product.Picture ?? ProductSummaries.NeutralPicture,
            product.CategoryId, null, null, null, null, false));

    private static async Task<(IReadOnlyList<Category> Path, IReadOnlyList<CategoryLine> All)> CategoriesAsync(
        StudioDb db, Product product, CancellationToken cancellation)
    {
        var further = await db.ProductCategories.Where(place => place.ProductId == product.Id).Select(place => place.CategoryId).ToListAsync(cancellation);
        var own = await db.Categories.Where(category => category.Id == product.CategoryId || further.Contains(category.Id)).ToListAsync(cancellation);
        var ids = own.SelectMany(category => Ids(category.Path)).Distinct().ToList();
        var all = (await db.Categories.Where(category => ids.Contains(category.Id)).ToListAsync(cancellation)).ToDictionary(category => category.Id);
        var lines = own
            .Select(category => new CategoryLine(
                category, string.Join(" / ", Ids(category.Path).Where(all.ContainsKey).Select(id => all[id].Name)), category.Id == product.CategoryId))
            .OrderByDescending(line => line.IsPrimary).ThenBy(line => line.Path, StringComparer.CurrentCultureIgnoreCase).ToList();
        var primary = own.Find(category => category.Id == product.CategoryId);
        return (primary is null ? [] : [.. Ids(primary.Path).Where(all.ContainsKey).Select(id => all[id])], lines);
    }

    private static IEnumerable<int> Ids(string path) =>
        path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(id => int.Parse(id, CultureInfo.InvariantCulture));

    private static async Task<FamilyLines> FamilyAsync(
        StudioDb db, Product product, List<int> variants, bool byHand, Dictionary<int, ProductSummary> summaries, Common common, int channelId,
        CancellationToken cancellation)
    {
        var values = await db.AttributeValues.Where(value => variants.Contains(value.ProductId)).ToListAsync(cancellation);
        var ofFamily = (await db.AttributeValues.Where(value => value.ProductId == product.FamilyId).ToListAsync(cancellation))
            .ToDictionary(value => value.AttributeId, value => value.Text);
        var axisIds = values.GroupBy(value => value.AttributeId)
            .Where(group => group.Any(value => value.Text != ofFamily.GetValueOrDefault(group.Key))
                && (variants.Count == 1 || group.Count() < variants.Count || group.Select(value => value.Text).Distinct().Count() > 1))
            .Select(group => group.Key).ToList();
        var axes = axisIds.Select(id => common.Attributes[id]).OrderBy(attribute => attribute.Position).ThenBy(attribute => attribute.Id).ToList();
        var listings = await db.Listings.Where(listing => listing.ChannelId == channelId && variants.Contains(listing.ProductId))
            .ToDictionaryAsync(listing => listing.ProductId, cancellation);
        var version = product.Kind == ProductKind.Parent
            ? product.Version
            : await db.Products.Where(item => item.Id == product.ParentId).Select(item => item.Version).SingleAsync(cancellation);
        var byVariant = values.ToLookup(value => value.ProductId);
        var numbers = values.Where(value => value.Number is not null).ToDictionary(value => (value.ProductId, value.AttributeId), value => value.Number!.Value);
        IEnumerable<VariantLine> lines = variants.Where(summaries.ContainsKey)
            .Select(id => new VariantLine(
                summaries[id], byVariant[id].ToDictionary(value => value.AttributeId, value => value.Text), listings.GetValueOrDefault(id)))
            .ToList();
        if (!byHand)
        {
            lines = lines.OrderBy(line => line.Summary.Sku, StringComparer.OrdinalIgnoreCase).ToList();
            foreach (var axis in Enumerable.Reverse(axes))
            {
                // Sorting is stable: the last axis first, so that the first one leads.
                lines = Sorted(lines, axis, numbers).ToList();
            }
        }

        var total = variants.Count < MaxVariants ? variants.Count : await db.Products.CountAsync(item => item.ParentId == product.FamilyId, cancellation);
        return new FamilyLines(summaries.GetValueOrDefault(product.FamilyId), version, axes, [.. lines], total, byHand);
    }

    private static IEnumerable<VariantLine> Sorted(IEnumerable<VariantLine> lines, AttributeDefinition axis, Dictionary<(int, int), double> numbers) => lines
        .OrderBy(line => numbers.GetValueOrDefault((line.Summary.Id, axis.Id), double.MaxValue))
        .ThenBy(line => line.Values.TryGetValue(axis.Id, out var value) && axis.Options.IndexOf(value) is >= 0 and var index ? index : int.MaxValue)
        .ThenBy(line => line.Values.GetValueOrDefault(axis.Id), StringComparer.CurrentCultureIgnoreCase);

    private static async Task<IReadOnlyList<ProductAttributeLine>> AttributesAsync(StudioDb db, Product product, Common common, CancellationToken cancellation)
    {
        var values = await db.AttributeValues.Where(value => value.ProductId == product.Id || value.ProductId == product.ParentId).ToListAsync(cancellation);
        var valued = values.Select(value => value.AttributeId).Distinct().ToList();
        var places = common.Places.Where(place => place.ProductTypeId == product.ProductTypeId).ToList();
        var placed = places.Select(place => place.AttributeId).ToList();
        string? Text(int attributeId, int? productId) => values.Find(value => value.AttributeId == attributeId && value.ProductId == productId)?.Text;
        ProductAttributeLine Line(int id, bool required, bool inType) =>
            new(common.Attributes[id], required, inType, Text(id, product.Id), product.ParentId is { } parent ? Text(id, parent) : null);
        return
        [
            .. places.Select(place => Line(place.AttributeId, place.Required, true)),
            .. valued.Except(placed).Order().Select(id => Line(id, false, false)),
        ];
    }

    private static async Task<IReadOnlyList<BundleLineOf>> BundlesAsync(StudioDb db, int productId, CancellationToken cancellation)
    {
        var rows = await (
            from component in db.BundleComponents
            join revision in db.BundleRevisions on component.RevisionId equals revision.Id
            join bundle in db.Bundles on revision.BundleId equals bundle.Id
            where component.ProductId == productId && revision.State != RevisionState.Superseded
            orderby revision.Number descending
            select new { bundle.Code, revision.Name, revision.State, bundle.RetiredAt }).Take(100).ToListAsync(cancellation);
        return [.. rows.DistinctBy(row => row.Code).OrderBy(row => row.Name, StringComparer.CurrentCultureIgnoreCase)
            .Select(row => new BundleLineOf(row.Code, row.Name, row.State, row.RetiredAt is not null))];
    }

    /// <summary>Read by all who open a product and changed by nobody.</summary>
    private sealed record Common(
        long State,
        Dictionary<int, Channel> Channels,
        Dictionary<int, LinkType> LinkTypes,
        Dictionary<int, AttributeDefinition> Attributes,
        Dictionary<int, string> AttributeCodes,
        IReadOnlyList<ProductTypeAttribute> Places,
        Dictionary<int, string> TypeNames);
}
