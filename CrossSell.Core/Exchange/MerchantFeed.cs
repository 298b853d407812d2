using System.Globalization;
using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Exchange;

/// <summary>
/// How Google Merchant wants an article of several products to be told (product data specification: is_bundle, multipack, condition, title).
/// </summary>
[Engine]
public static class MerchantSet
{
    /// <summary>What a title may have there.</summary>
    public const int TitleLength = 150;

    /// <summary>
    /// A bundle is a main product with different ones; the same product many times is a multipack; one unit of one product is what its maker packs, and
    /// neither.
    /// </summary>
    /// <param name="parts">Products and their units in one set.</param>
    public static (bool IsBundle, int? Multipack) KindOf(IReadOnlyCollection<(int ProductId, int Quantity)> parts)
    {
        var products = parts.GroupBy(part => part.ProductId).Select(same => same.Sum(part => part.Quantity)).ToArray();
        return products switch
        {
            [1] or [] => (false, null),
            [var units] => (false, units),
            _ => (true, null),
        };
    }

    /// <summary>The name with everything that is in the set, as much of it as there is room for.</summary>
    public static string TitleOf(string name, IEnumerable<(string Name, int Quantity)> parts)
    {
        var title = $"{name}: " + string.Join(" + ", parts.Select(
            part => part.Quantity > 1 ? string.Create(CultureInfo.InvariantCulture, $"{part.Quantity} x {part.Name}") : part.Name));
        return title.Length <= TitleLength ? title : title[..(TitleLength - 1)].TrimEnd() + "…";
    }

    /// <summary>Any used part makes the set used; a refurbished one makes it that, where none is used.</summary>
    /// <param name="conditions">As the products' attribute says it; null for new.</param>
    public static string ConditionOf(IEnumerable<string?> conditions)
    {
        var said = conditions.OfType<string>().Select(condition => condition.Trim()).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return said.Contains("used") ? "used" : said.Contains("refurbished") ? "refurbished" : "new";
    }
}

/// <summary>What a feed came to.</summary>
/// <param name="LeftOut">Bundles on sale that are no one article: the shopper chooses, or something has to be in the cart.</param>
/// <param name="WithoutPicture">Sets of several products without a picture of their own: what shows one part is refused there.</param>
public sealed record MerchantFeedReport(int Written, int LeftOut, int WithoutPicture);

/// <summary>Writes the sets that are on sale in a shop as a feed for Google Merchant, one row an article.</summary>
public sealed class MerchantFeed(StudioStore store)
{
    /// <summary>The attribute that says whether a product is new, refurbished or used; without it all are new.</summary>
    public const string ConditionAttribute = "condition";

    private static readonly string[] Columns =
    [
        "id", "title", "description", "link", "image_link", "price", "sale_price", "availability", "condition", "brand", "gtin", "item_group_id",
        "product_type", "is_bundle", "multipack",
    ];

    /// <param name="channelCode">Null takes the only shop.</param>
    /// <param name="pictureAt">The public address of a picture by its content; null writes none.</param>
    public async Task<Outcome<MerchantFeedReport>> WriteAsync(
        ReadScope scope, string? channelCode, Func<string, string>? pictureAt, TextWriter writer, CancellationToken cancellation = default)
    {
        await using var db = store.Read(scope);
        var channels = await db.Channels.AsNoTracking().OrderBy(item => item.Code).ToListAsync(cancellation);
        if ((channelCode is null ? channels is [var only] ? only : null : channels.Find(
            item => item.Code.Equals(channelCode, StringComparison.OrdinalIgnoreCase))) is not { } channel)
        {
            return channelCode is null
                ? new Refusal("channel.needed", $"Name the shop with --channel: {string.Join(", ", channels.Select(item => item.Code))}.", "channel")
                : Refusal.NotFound($"There is no channel \"{channelCode}\".", "channel");
        }

        var now = store.Time.GetUtcNow();
        var live = (await BundleQuotes.LoadApprovedAsync(db, channel.Id, cancellation))
            .Where(bundle => bundle.PhaseAt(now) == BundlePhase.Live && !bundle.IsPaused && bundle.Quote.Price is { SetPrice.Minor: > 0 })
            .OrderBy(bundle => bundle.Code, StringComparer.Ordinal).ToList();
        var sets = live.Where(bundle => bundle.Quote.Content is { Kind: BundleKind.FixedSet, HasChoices: false, Segment: null }).ToList();
        var ids = sets.SelectMany(bundle => bundle.Quote.Lines).SelectMany(line => new[] { line.Product.Id, line.Product.FamilyId }).Distinct().ToArray();
        var gtins = await db.Products.Where(product => ids.Contains(product.Id)).Select(product => new { product.Id, product.Gtin })
            .ToDictionaryAsync(product => product.Id, product => product.Gtin, cancellation);
        var conditions = await (
            from value in db.AttributeValues
            join attribute in db.Attributes on value.AttributeId equals attribute.Id
            where attribute.Code == ConditionAttribute && ids.Contains(value.ProductId)
            select new { value.ProductId, value.Text }).ToDictionaryAsync(value => value.ProductId, value => value.Text, cancellation);
        await CsvCells.WriteLineAsync(writer, Columns);
        var withoutPicture = 0;
        foreach (var bundle in sets)
        {
            var (content, lines) = (bundle.Quote.Content, bundle.Quote.Lines);
            var (isBundle, multipack) = MerchantSet.KindOf([.. lines.Select(line => (line.Product.Id, line.Quantity))]);
            var main = lines[0].Product;

            // Of one product its own picture shows all there is.
            var picture = content.PictureHash ?? (isBundle ? null : ProductPictures.HashOf(main.Picture));
            withoutPicture += picture is null ? 1 : 0;
            await CsvCells.WriteLineAsync(writer,
            [
                bundle.Code, MerchantSet.TitleOf(content.Name, lines.Select(line => (line.Product.Name, line.Quantity))), content.Text ?? content.Name,
                channel.UrlOf(main.Sku), picture is null ? null : pictureAt?.Invoke(picture), bundle.Quote.Price!.SetPrice.ToString(), null,
                bundle.Quote.IsSellable ? "in_stock" : "out_of_stock",
                MerchantSet.ConditionOf(lines.Select(
                    line => conditions.GetValueOrDefault(line.Product.Id) ?? conditions.GetValueOrDefault(line.Product.FamilyId))),
                main.Brand, isBundle || multipack is not null ? null : gtins.GetValueOrDefault(main.Id), null, main.Category, isBundle ? "yes" : null,
                multipack?.ToString(CultureInfo.InvariantCulture),
            ]);
        }

        return new MerchantFeedReport(sets.Count, live.Count - sets.Count, withoutPicture);
    }
}
