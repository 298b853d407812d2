using System.Security.Cryptography;
using System.Text;
using CrossSell.Core.Access;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Demo;

/// <summary>A sample shop: the channel, where to go in it, and which shoppers it tells apart.</summary>
/// <param name="Sections">That hold something to buy, in the order of the tree.</param>
public sealed record SampleShop(Channel Channel, string Locale, IReadOnlyList<SampleSection> Sections, IReadOnlyList<Segment> Segments);

/// <summary>A category that the shop's menu names.</summary>
public sealed record SampleSection(string Code, string Name, string Path);

/// <summary>A product as a sample shop lists it: alone, or a family by its parent.</summary>
/// <param name="CompareAt">A price that is struck through; null for none.</param>
/// <param name="Section">Code of the section that it stands in; null for none.</param>
public sealed record SampleProduct(
    int Id, string Sku, string Name, string? Brand, string Picture, Money Price, Money? CompareAt, bool InStock, bool HasVariants, string? Section);

/// <summary>A variant to choose on a product's page.</summary>
/// <param name="Label">What sets it apart: "size 8".</param>
public sealed record SampleVariant(string Sku, string Label, Money Price, Money? CompareAt, bool InStock);

/// <summary>A product's page.</summary>
/// <param name="Chosen">The variant that the address names, else the first that can be bought; null for a product without variants.</param>
/// <param name="Description">As it is stored: <see cref="RichText.ToHtml"/> makes it safe.</param>
public sealed record SampleProductPage(
    SampleProduct Product, SampleVariant? Chosen, IReadOnlyList<SampleVariant> Variants, string? Description, IReadOnlyList<string> Pictures);

/// <summary>
/// The database of the sample shops at <c>/demo-shop</c>. It stands for what a shop has of its own: what it sells, at which price. What goes together the shop
/// does not know; its pages ask the public API, as any shop's.
/// </summary>
public sealed class DemoStorefront(StudioStore store)
{
    private const string KeyStart = "cs_pub_";

    /// <summary>All shops of the studio, by name.</summary>
    public async Task<IReadOnlyList<Channel>> ShopsAsync(CancellationToken cancellation = default)
    {
        await using var db = store.Read();
        return await db.Set<Channel>().OrderBy(channel => channel.Id).ToListAsync(cancellation);
    }

    /// <param name="code">Of the channel.</param>
    /// <param name="locale">Null, or one that the shop does not have, for its first.</param>
    /// <returns>Null where there is no such shop.</returns>
    public async Task<SampleShop?> FindAsync(string code, string? locale, CancellationToken cancellation = default)
    {
        await using var db = store.Read();
        if (await db.Set<Channel>().SingleOrDefaultAsync(item => item.Code == code, cancellation) is not { } channel)
        {
            return null;
        }

        var held = await Sold(db, channel.Id).Where(product => product.CategoryId != null).Select(product => product.CategoryId!.Value).Distinct()
            .ToListAsync(cancellation);
        var categories = await db.Set<Category>().OrderBy(category => category.Path).ToListAsync(cancellation);
        var paths = categories.Where(category => held.Contains(category.Id)).Select(category => category.Path).ToList();
        // The second level: the first is the shop itself.
        var sections = categories.Where(category => category.Path.Count(letter => letter == '/') == 2
            && paths.Exists(path => path.StartsWith(category.Path, StringComparison.Ordinal)));
        return new SampleShop(
            channel,
            channel.Locales.FirstOrDefault(own => string.Equals(own, locale, StringComparison.OrdinalIgnoreCase)) ?? channel.Locales[0],
            [.. sections.OrderBy(category => category.Position).ThenBy(category => category.Id)
                .Select(category => new SampleSection(category.Code, category.Name, category.Path))],
            await db.Set<Segment>().Where(segment => segment.ChannelId == channel.Id).OrderBy(segment => segment.Name).ToListAsync(cancellation));
    }

    /// <summary>Everything that the shop sells, families by their parents, in the order of the sections and by name.</summary>
    public async Task<IReadOnlyList<SampleProduct>> ListAsync(SampleShop shop, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(shop);
        await using var db = store.Read();
        var ids = await Sold(db, shop.Channel.Id).Select(product => product.ParentId ?? product.Id).Distinct().ToListAsync(cancellation);
        return await LoadAsync(db, shop, ids, cancellation);
    }

    /// <param name="sku">Of a product, a family or a variant.</param>
    /// <returns>Null for what the shop does not sell.</returns>
    public async Task<SampleProductPage?> ProductAsync(SampleShop shop, string sku, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(shop);
        await using var db = store.Read();
        var asked = await db.Set<Product>().Where(product => product.Sku == sku && product.Status == ProductStatus.Active)
            .Select(product => new { product.Id, FamilyId = product.ParentId ?? product.Id }).SingleOrDefaultAsync(cancellation);
        if (asked is null || (await LoadAsync(db, shop, [asked.FamilyId], cancellation)) is not [var product])
        {
            return null;
        }

        var members = await Sold(db, shop.Channel.Id).Where(variant => variant.ParentId == asked.FamilyId).OrderBy(variant => variant.VariantPosition)
            .ThenBy(variant => variant.Id).Select(variant => variant.Id).ToListAsync(cancellation);
        var loaded = (await LoadAsync(db, shop, members, cancellation)).ToDictionary(variant => variant.Id);
        var variants = members.Where(loaded.ContainsKey).Select(id => loaded[id])
            .Select(variant => new SampleVariant(variant.Sku, Label(variant.Name, product.Name), variant.Price, variant.CompareAt, variant.InStock)).ToList();
        var chosen = variants.Find(variant => string.Equals(variant.Sku, sku, StringComparison.OrdinalIgnoreCase))
            ?? variants.Find(variant => variant.InStock) ?? variants.FirstOrDefault();
        var text = await db.Set<ProductText>().Where(text => text.ProductId == asked.FamilyId && text.Locale == shop.Locale).Select(text => text.Description)
            .SingleOrDefaultAsync(cancellation);
        text ??= await db.Set<Product>().Where(own => own.Id == asked.FamilyId).Select(own => own.Description).SingleAsync(cancellation);
        var pictures = await ProductPictures.OfAsync(db, asked.FamilyId, cancellation);
        return new SampleProductPage(
            product, chosen, variants, text,
            pictures.Count > 0 ? [.. pictures.Select(picture => ProductPictures.MediaPrefix + picture.Hash)] : [product.Picture]);
    }

    /// <summary>
    /// The publishable key in the pages of a sample shop, made when it is first needed. Its text follows from the shop, because it has to be known again after
    /// a restart and only its hash is stored; it opens nothing but the panels of that shop, as every publishable key.
    /// </summary>
    /// <returns>Null when an administrator has revoked it: then the shop shows no panels.</returns>
    public async Task<string?> KeyAsync(Channel shop, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(shop);
        var text = KeyStart + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"sample shop {shop.Code}")))[..48];
        var hash = ApiKeyService.HashOf(text);
        await using (var db = store.Read())
        {
            if (await db.ApiKeys.SingleOrDefaultAsync(key => key.Hash == hash, cancellation) is { } known)
            {
                return known.RevokedAt is null ? text : null;
            }
        }

        await using var session = await store.WriteAsync(DemoLoader.Loader, $"Created the publishable API key of the sample shop {shop.Code}", cancellation);
        session.CanUndo = false;
        if (!await session.Db.ApiKeys.AnyAsync(key => key.Hash == hash, cancellation))
        {
            session.Db.ApiKeys.Add(new ApiKey
            {
                Name = $"Sample shop ({shop.Name})",
                Kind = ApiKeyKind.Publishable,
                ChannelId = shop.Id,
                Prefix = text[..13],
                Hash = hash,
                CreatedAt = session.Now,
                CreatedBy = DemoLoader.Loader.Name,
            });
            return (await session.CommitAsync(cancellation)).IsRefused(out _, out _) ? null : text;
        }

        return text;
    }

    private static IQueryable<Product> Sold(StudioDb db, int channelId) =>
        db.Set<Product>().Where(product => product.Status == ProductStatus.Active && product.Kind != ProductKind.Parent
            && db.Set<Listing>().Any(listing => listing.ProductId == product.Id && listing.ChannelId == channelId && listing.Published));

    private static async Task<List<SampleProduct>> LoadAsync(
        StudioDb db, SampleShop shop, IReadOnlyCollection<int> ids, CancellationToken cancellation)
    {
        var wanted = ids as int[] ?? [.. ids];
        var summaries = await ProductSummaries.LoadAsync(db, wanted, shop.Channel.Id, cancellation);
        var names = await db.Set<ProductText>().Where(text => wanted.Contains(text.ProductId) && text.Locale == shop.Locale && text.Name != null)
            .ToDictionaryAsync(text => text.ProductId, text => text.Name!, cancellation);
        var before = (await db.Set<Listing>().Where(listing => listing.ChannelId == shop.Channel.Id && wanted.Contains(listing.ProductId)
            && listing.CompareAtPrice > listing.Price).Select(listing => new { listing.ProductId, listing.CompareAtPrice }).ToListAsync(cancellation))
            .ToDictionary(row => row.ProductId, row => new Money(row.CompareAtPrice!.Value, shop.Channel.Currency));
        var paths = await db.Set<Category>().ToDictionaryAsync(category => category.Id, category => category.Path, cancellation);
        string? SectionOf(int? category) => category is { } id && paths.TryGetValue(id, out var path)
            ? shop.Sections.FirstOrDefault(section => path.StartsWith(section.Path, StringComparison.Ordinal))?.Code
            : null;
        var order = shop.Sections.Select((section, index) => (section.Code, index)).ToDictionary(item => item.Code, item => item.index);
        return [.. summaries.Where(summary => summary is { Status: ProductStatus.Active, Price: not null })
            .Select(summary => new SampleProduct(
                summary.Id, summary.Sku, names.GetValueOrDefault(summary.Id) ?? summary.Name, summary.Brand, summary.Picture, summary.Price!.Value,
                before.TryGetValue(summary.Id, out var was) ? was : null, summary.InStock, summary.Kind == ProductKind.Parent, SectionOf(summary.CategoryId)))
            .OrderBy(product => product.Section is null ? int.MaxValue : order[product.Section]).ThenBy(product => product.Name, StringComparer.Ordinal)];
    }

    // "Coralie sun dress, size 8" of "Coralie sun dress" is "size 8".
    private static string Label(string name, string family) =>
        name.StartsWith(family, StringComparison.Ordinal) && name.Length > family.Length ? name[family.Length..].TrimStart(',', ' ', '-', '–') : name;
}
