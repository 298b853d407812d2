using System.Globalization;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Exchange;

/// <summary>
/// Writes products and listings as CSV in the native format: text is guarded against spreadsheet formulas, and the file imports back unchanged.
/// </summary>
public sealed class CatalogExport(StudioStore store)
{
    private const int Batch = 2_000;

    /// <param name="scope">The channels whose prices, costs and stock are written; the products themselves are the shared catalogue.</param>
    /// <param name="writer">Gets the file.</param>
    /// <param name="ids">Only these, in this order; null is all, by SKU.</param>
    /// <returns>Rows written.</returns>
    public async Task<int> ProductsAsync(
        ReadScope scope, TextWriter writer, IReadOnlyList<int>? ids = null, IProgress<int>? progress = null, CancellationToken cancellation = default)
    {
        await using var db = store.Read(scope);
        var channels = await db.Channels.OrderBy(channel => channel.Id).ToListAsync(cancellation);
        var single = channels.Count == 1 ? channels[0] : null;
        var categories = new CategoryPaths(await db.Categories.ToListAsync(cancellation));
        var types = await db.ProductTypes.ToDictionaryAsync(type => type.Id, type => type.Code, cancellation);
        var attributes = await db.Attributes.OrderBy(attribute => attribute.Position).ThenBy(attribute => attribute.Id).ToListAsync(cancellation);
        var locales = await db.ProductTexts.Select(text => text.Locale).Distinct().OrderBy(locale => locale).ToListAsync(cancellation);
        string[] header =
        [
            "sku", "name", "brand", "status", "successor", "kind", "parent", "product_type", "categories", "tax_class", "gtin", "description", "image_urls",
            "tags",
            .. attributes.Select(attribute => Completeness.AttributePrefix + attribute.Code),
            .. locales.SelectMany(locale => new[] { $"name@{locale}", $"description@{locale}" }),
            .. single is null ? Array.Empty<string>() : ["channel", "price", "compare_at_price", "cost", "stock", "published"],
        ];
        // What files had that is nothing to this studio; a column that has become one of ours since is written as ours.
        var more = (await KeptColumns.FindAsync(db, cancellation))?.Columns.Select((name, at) => (Name: name, At: at))
            .Where(column => !header.Contains(column.Name, StringComparer.OrdinalIgnoreCase)).ToList() ?? [];
        await CsvCells.WriteLineAsync(writer, [.. header, .. more.Select(column => column.Name)]);
        var rows = 0;
        foreach (var chunk in (ids ?? await AllAsync(db, cancellation)).Chunk(Batch))
        {
            var products = await db.Products.Where(product => chunk.Contains(product.Id)).ToDictionaryAsync(product => product.Id, cancellation);
            var named = products.Values.SelectMany(product => (int?[])[product.ParentId, product.SuccessorId]).OfType<int>().Distinct().ToArray();
            var skus = await db.Products.Where(product => named.Contains(product.Id))
                .ToDictionaryAsync(product => product.Id, product => product.Sku, cancellation);
            var further = (await db.ProductCategories.Where(place => chunk.Contains(place.ProductId)).OrderBy(place => place.CategoryId)
                .ToListAsync(cancellation))
                .ToLookup(place => place.ProductId, place => place.CategoryId);
            var values = await db.AttributeValues.Where(value => chunk.Contains(value.ProductId))
                .ToDictionaryAsync(value => (value.ProductId, value.AttributeId), value => value.Text, cancellation);
            var texts = await db.ProductTexts.Where(text => chunk.Contains(text.ProductId))
                .ToDictionaryAsync(text => (text.ProductId, text.Locale), cancellation);
            var pictures = await ProductPictures.AddressesAsync(db, chunk, cancellation);
            var listings = single is null ? [] : await db.Listings.Where(listing => listing.ChannelId == single.Id && chunk.Contains(listing.ProductId))
                .ToDictionaryAsync(listing => listing.ProductId, cancellation);
            var kept = more.Count == 0 ? [] : await KeptColumns.CellsAsync(db, chunk, cancellation);
            foreach (var product in chunk.Select(id => products.GetValueOrDefault(id)).OfType<Product>())
            {
                string[] places = [
                    .. product.CategoryId is { } primary ? [categories.Write(primary)] : Array.Empty<string>(),
                    .. further[product.Id].Where(id => id != product.CategoryId).Select(categories.Write)];
                var listing = listings.GetValueOrDefault(product.Id);
                await CsvCells.WriteLineAsync(writer,
                [
                    product.Sku, product.Name, product.Brand, Lower(product.Status),
                    product.SuccessorId is { } successor ? skus.GetValueOrDefault(successor) : null,
                    Lower(product.Kind), product.ParentId is { } parent ? skus.GetValueOrDefault(parent) : null,
                    product.ProductTypeId is { } type ? types.GetValueOrDefault(type) : null, string.Join(CatalogImportRowReader.Several, places),
                    product.TaxClass,
                    product.Gtin, product.Description,
                    string.Join(CatalogImportRowReader.Several, pictures[product.Id].Distinct()), Tags(product.Tags),
                    .. attributes.Select(attribute => Value(attribute, values.GetValueOrDefault((product.Id, attribute.Id)))),
                    .. locales.SelectMany(locale => texts.TryGetValue((product.Id, locale), out var text)
                        ? new[] { text.Name, text.Description }
                        : [null, null]),
                    .. single is null
                        ? Array.Empty<string?>()
                        : listing is null ? [null, null, null, null, null, null] : [single.Code, .. Figures(listing, single.Currency)],
                    .. more.Select(column => kept.GetValueOrDefault(product.Id)?.ElementAtOrDefault(column.At)),
                ]);
                rows++;
            }

            progress?.Report(rows);
        }

        return rows;
    }

    /// <inheritdoc cref="ProductsAsync"/>
    public async Task<int> ListingsAsync(
        ReadScope scope, TextWriter writer, IReadOnlyList<int>? ids = null, IProgress<int>? progress = null, CancellationToken cancellation = default)
    {
        await using var db = store.Read(scope);
        var channels = await db.Channels.ToDictionaryAsync(channel => channel.Id, cancellation);
        await CsvCells.WriteLineAsync(writer, ["sku", "channel", "price", "compare_at_price", "cost", "stock", "published"]);
        var rows = 0;
        foreach (var chunk in (ids ?? await AllAsync(db, cancellation)).Chunk(Batch))
        {
            var skus = await db.Products.Where(product => chunk.Contains(product.Id))
                .ToDictionaryAsync(product => product.Id, product => product.Sku, cancellation);
            var listings = (await db.Listings.Where(listing => chunk.Contains(listing.ProductId)).OrderBy(listing => listing.ChannelId)
                .ToListAsync(cancellation)).ToLookup(listing => listing.ProductId);
            foreach (var listing in chunk.SelectMany(id => listings[id]))
            {
                var channel = channels[listing.ChannelId];
                await CsvCells.WriteLineAsync(writer, [skus[listing.ProductId], channel.Code, .. Figures(listing, channel.Currency)]);
                rows++;
            }

            progress?.Report(rows);
        }

        return rows;
    }

    private static async Task<IReadOnlyList<int>> AllAsync(StudioDb db, CancellationToken cancellation) =>
        await db.Products.OrderBy(product => product.Sku).Select(product => product.Id).ToListAsync(cancellation);

    private static string?[] Figures(Listing listing, Currency currency) =>
    [
        new Money(listing.Price, currency).ToInvariant(),
        listing.CompareAtPrice is { } compare ? new Money(compare, currency).ToInvariant() : null,
        listing.Cost is { } cost ? new Money(cost, currency).ToInvariant() : null,
        listing.Stock?.ToString(CultureInfo.InvariantCulture),
        listing.Published ? "yes" : "no",
    ];

    private static string Value(AttributeDefinition attribute, string? text) =>
        attribute.Kind is AttributeKind.Choices or AttributeKind.Products
            ? text?.Replace(AttributeValue.Separator, CatalogImportRowReader.Several) ?? ""
            : text ?? "";

    // One tag with a comma in it must not become two.
    private static string Tags(List<string> tags) => string
        .Join(CatalogImportRowReader.Several, tags)
            + (tags is [var one] && one.Contains(',', StringComparison.Ordinal) ? CatalogImportRowReader.Several.ToString() : "");

    private static string Lower<T>(T word)
        where T : struct, Enum => word.ToString().ToLowerInvariant();
}
