using System.Globalization;
using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Dialects;
using CrossSell.Core.Links;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Exchange;

/// <summary>A product as the studio has it, on its way out.</summary>
/// <param name="Categories">Ids, the primary first.</param>
/// <param name="Links">By our own type, in their order; those that are not on are left out.</param>
internal sealed record StudioProduct(
    Product Entity, ProductFact Fact, IReadOnlyList<int> Categories, IReadOnlyList<ExportLink> Links, bool IsListed, bool IsPublished);

/// <summary>Loads products as facts, some hundred families at a time: the counterpart of the importers.</summary>
internal sealed class ExportFacts
{
    private readonly StudioDb db;
    private readonly DateTimeOffset now;
    private readonly Dictionary<int, ProductType> types;
    private readonly Dictionary<int, AttributeDefinition> attributes;
    private readonly Dictionary<int, LinkType> linkTypes;
    private readonly Dictionary<string, string> attributeKeys;
    private readonly bool isByCode;

    private ExportFacts(
        StudioDb db, DateTimeOffset now, Channel? channel, CategoryPaths categories, Dictionary<int, ProductType> types,
        Dictionary<int, AttributeDefinition> attributes, Dictionary<int, LinkType> linkTypes, bool isByCode)
    {
        (this.db, this.now, Channel, Categories, this.isByCode) = (db, now, channel, categories, isByCode);
        (this.types, this.attributes, this.linkTypes) = (types, attributes, linkTypes);
        attributeKeys = attributes.Values.SelectMany(one => new[] { (Said: one.Code, Key: KeyOf(one)), (Said: one.Name, Key: KeyOf(one)) })
            .DistinctBy(pair => pair.Said, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(pair => pair.Said, pair => pair.Key, StringComparer.OrdinalIgnoreCase);
    }

    public Channel? Channel { get; }

    public CategoryPaths Categories { get; }

    /// <summary>Codes of the types of link that are not retired.</summary>
    public IReadOnlySet<string> LinkCodes =>
        linkTypes.Values.Where(type => !type.Retired).Select(type => type.Code).ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <param name="isByCode">The system names attributes by code, others as a shopper reads them.</param>
    public static async Task<ExportFacts> PrepareAsync(
        StudioDb db, Channel? channel, DateTimeOffset now, bool isByCode, CancellationToken cancellation) => new(
        db, now, channel,
        new CategoryPaths(await db.Categories.AsNoTracking().ToListAsync(cancellation)),
        await db.ProductTypes.AsNoTracking().ToDictionaryAsync(type => type.Id, cancellation),
        await db.Attributes.AsNoTracking().ToDictionaryAsync(attribute => attribute.Id, cancellation),
        await db.LinkTypes.AsNoTracking().ToDictionaryAsync(type => type.Id, cancellation),
        isByCode);

    /// <summary>By what facts name an attribute of this code or name; null for one that the studio does not have.</summary>
    public string? AttributeOf(string said) => attributeKeys.GetValueOrDefault(said);

    /// <summary>By what facts name a type of product of this code or name; null for one that the studio does not have.</summary>
    public string? TypeOf(string said) => types.Values
        .Where(type => type.Code.Equals(said, StringComparison.OrdinalIgnoreCase) || type.Name.Equals(said, StringComparison.OrdinalIgnoreCase))
        .Select(KeyOf).FirstOrDefault();

    private string KeyOf(ProductType type) => isByCode ? type.Code : type.Name;

    private string KeyOf(AttributeDefinition attribute) => isByCode ? attribute.Code : attribute.Name;

    /// <summary>The families of these heads, each head first.</summary>
    public async Task<List<List<StudioProduct>>> LoadAsync(int[] heads, LossTally losses, CancellationToken cancellation)
    {
        var products = await db.Products.AsNoTracking()
            .Where(product => EF.Parameter(heads).Contains(product.Id) || (product.ParentId != null && EF.Parameter(heads).Contains(product.ParentId.Value)))
            .ToListAsync(cancellation);
        var ids = products.ConvertAll(product => product.Id);
        var skus = products.ToDictionary(product => product.Id, product => product.Sku);
        var places = (await db.ProductCategories.AsNoTracking().Where(place => EF.Parameter(ids).Contains(place.ProductId))
            .OrderBy(place => place.CategoryId).ToListAsync(cancellation)).ToLookup(place => place.ProductId, place => place.CategoryId);
        var values = (await db.AttributeValues.AsNoTracking().Where(value => EF.Parameter(ids).Contains(value.ProductId)).ToListAsync(cancellation))
            .ToLookup(value => value.ProductId);
        var texts = (await db.ProductTexts.AsNoTracking().Where(text => EF.Parameter(ids).Contains(text.ProductId)).ToListAsync(cancellation))
            .ToLookup(text => text.ProductId);
        var pictures = await ProductPictures.AddressesAsync(db, ids, cancellation);
        var listings = Channel is null ? [] : await db.Listings.AsNoTracking()
            .Where(listing => listing.ChannelId == Channel.Id && EF.Parameter(ids).Contains(listing.ProductId))
            .ToDictionaryAsync(listing => listing.ProductId, cancellation);
        var links = await LinksAsync(ids, skus, losses, cancellation);
        var made = products.ToDictionary(product => product.Id, product => Make(product));
        var variants = products.Where(product => product.ParentId is not null).ToLookup(product => product.ParentId!.Value);
        return
        [
            .. heads.Where(made.ContainsKey).Select(head => (List<StudioProduct>)
            [
                made[head],
                .. variants[head].OrderBy(variant => variant.VariantPosition).ThenBy(variant => variant.Sku, StringComparer.OrdinalIgnoreCase)
                    .Select(variant => made[variant.Id]),
            ]),
        ];

        StudioProduct Make(Product product)
        {
            var listing = listings.GetValueOrDefault(product.Id);
            var fact = new ProductFact
            {
                Line = 0, Sku = product.Sku, Name = product.Name, Brand = product.Brand, Description = product.Description, Gtin = product.Gtin,
                Kind = product.Kind switch { ProductKind.Parent => FactKind.Family, ProductKind.Variant => FactKind.Variant, _ => FactKind.Simple },
                Parent = product.ParentId is { } parent ? skus.GetValueOrDefault(parent) : null,
                Status = product.Status.ToString().ToLowerInvariant(),
                ProductType = product.ProductTypeId is { } type ? KeyOf(types[type]) : null, Stock = listing?.Stock,
            };
            int[] categories =
                [.. product.CategoryId is { } primary ? [primary] : Array.Empty<int>(), .. places[product.Id].Where(id => id != product.CategoryId)];
            fact.Categories.AddRange(categories.Select(Categories.Write));
            fact.Tags.AddRange(product.Tags);
            fact.Pictures.AddRange(pictures[product.Id].Distinct());
            foreach (var value in values[product.Id].Where(value => !string.IsNullOrEmpty(value.Text)).OrderBy(value => attributes[value.AttributeId].Position)
                .ThenBy(value => value.AttributeId))
            {
                fact.Attributes.Add((
                    KeyOf(attributes[value.AttributeId]), value.Text!.Replace(AttributeValue.Separator.ToString(), ", ", StringComparison.Ordinal)));
            }

            foreach (var text in texts[product.Id].OrderBy(text => text.Locale, StringComparer.Ordinal))
            {
                Text(text.Locale, text.Name, isName: true);
                Text(text.Locale, text.Description, isName: false);
            }

            if (listing is not null)
            {
                fact.Prices.Add(new PriceFact(
                    Channel!.CurrencyCode, Money(listing.Price), listing.CompareAtPrice is { } before ? Money(before) : null,
                    listing.Cost is { } cost ? Money(cost) : null));
            }

            return new StudioProduct(product, fact, categories, links[product.Id].ToList(), listing is not null, listing?.Published == true);

            void Text(string locale, string? said, bool isName)
            {
                if (!string.IsNullOrEmpty(said))
                {
                    fact.Texts.Add(new TextFact(0, "", locale, isName, said));
                }
            }
        }
    }

    private string Money(long minor) => new Money(minor, Channel!.Currency).ToInvariant();

    /// <summary>What is linked now in the shop, by source; the rest is counted.</summary>
    private async Task<ILookup<int, ExportLink>> LinksAsync(
        List<int> ids, Dictionary<int, string> skus, LossTally losses, CancellationToken cancellation)
    {
        var rows = await db.Links.AsNoTracking().Where(link => EF.Parameter(ids).Contains(link.SourceId)).OrderBy(link => link.SourceId)
            .ThenBy(link => link.Position).ThenBy(link => link.Id).ToListAsync(cancellation);
        var targets = rows.Select(link => link.TargetId).Distinct().ToArray();
        var names = await db.Products.AsNoTracking().Where(product => EF.Parameter(targets).Contains(product.Id))
            .Select(product => new { product.Id, product.Sku, product.Kind }).ToDictionaryAsync(product => product.Id, cancellation);
        var on = new List<(int Source, ExportLink Link)>();
        foreach (var link in rows.Where(link => names.ContainsKey(link.TargetId)))
        {
            var target = names[link.TargetId];
            if (link.State == LinkState.Active && link.Segment is null && !(link.ValidFrom > now) && !(link.ValidTo <= now)
                && (link.ChannelIds.Count == 0 || (Channel is not null && link.ChannelIds.Contains(Channel.Id))))
            {
                var type = linkTypes[link.TypeId];
                on.Add((link.SourceId, new ExportLink(
                    type.Code, target.Sku, target.Kind == ProductKind.Parent, type.AllowsQuantity ? link.Quantity : null)
                {
                    IsVariant = target.Kind == ProductKind.Variant, IsPaired = link.PairId is not null,
                }));
            }
            else
            {
                losses.Add(ExportLoss.LinkNotOn, $"{skus[link.SourceId]} → {target.Sku}");
            }
        }

        return on.ToLookup(link => link.Source, link => link.Link);
    }
}

/// <summary>Bundles as facts for systems that have them as products.</summary>
[Engine]
internal static class BundleFacts
{
    /// <summary>The bundle's content in the words of other systems; null where they have none for something in it.</summary>
    /// <param name="skuOf">SKU of a product; blank for one that is gone.</param>
    public static BundleFact? Of(string code, BundleContent content, Func<int, string> skuOf, Currency currency)
    {
        var fits = content.Pricing is PricingKind.SumOfParts or PricingKind.FixedPrice && content.Rounding == PriceRounding.None
            && content is { Segment: null, StartsAt: null, EndsAt: null, IsComposite: false } && content.Kind != BundleKind.TriggeredOffer
            && content.Components.All(part => part is
            {
                Role: ComponentRole.Part, HasRange: false, PriceDelta: 0, DiscountBasisPoints: 0, Replacements.Count: 0, Variants.Count: 0, IsRequired: true,
                IncludedBundleId: null,
            } && skuOf(part.ProductId).Length > 0)
            && content.Slots.All(slot => slot is { IsDynamic: false, MayRepeat: false, ChooseMin: <= 1 } && MostOf(content, slot) is 1 or null);
        if (!fits)
        {
            return null;
        }

        var titles = content.Slots.ToDictionary(slot => slot.Key, slot => slot.Title);
        return new BundleFact(
            0, code, content.Name, content.Pricing == PricingKind.FixedPrice ? new Money(content.Amount, currency).ToInvariant() : null,
            [.. content.Slots.Select(slot => new BundleSlotFact(slot.Title, slot.IsRequired, MostOf(content, slot) is null))],
            [.. content.Components.Select(part => new BundlePartFact(0, part.SlotKey is { } key ? titles[key] : null, skuOf(part.ProductId), part.Quantity))]);
    }

    /// <summary>One, null for all of them, or a number between that no other system knows.</summary>
    private static int? MostOf(BundleContent content, SlotContent slot)
    {
        var choices = content.ChoicesOf(slot).Count();
        return slot.ChooseMax == 1 ? 1 : slot.ChooseMax >= choices ? null : slot.ChooseMax;
    }

    /// <summary>Whether both say the same.</summary>
    public static bool AreSame(BundleFact one, BundleFact other) =>
        Words(one).Equals(Words(other), StringComparison.OrdinalIgnoreCase);

    private static string Words(BundleFact bundle) => string.Create(
        CultureInfo.InvariantCulture,
        $"{(bundle.FixedPrice is { } price ? decimal.Parse(price, CultureInfo.InvariantCulture).ToString("0.####", CultureInfo.InvariantCulture) : "sum")} ")
        + string.Join('|', bundle.Parts.Select(part => string.Create(CultureInfo.InvariantCulture, $"{part.Slot} {part.Sku} {part.Quantity}")))
        // Of one part no more than one can be taken.
        + string.Join('|', bundle.Slots.Select(
            slot => $"{slot.Title} {slot.IsRequired} {slot.IsMany && bundle.Parts.Count(part => part.Slot == slot.Title) > 1}"));
}
