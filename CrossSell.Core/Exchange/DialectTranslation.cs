using System.Globalization;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Dialects;
using CrossSell.Core.Links;
using CrossSell.Core.Media;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Core.Exchange.ExchangeTexts;

namespace CrossSell.Core.Exchange;

/// <summary>
/// Writes what a file of another system says as a file of our own, for the importers that there are: they compare, write and undo as ever. Which line of it
/// comes from where is kept, so that an error is said of the file that was brought.
/// </summary>
internal static class DialectTranslation
{
    private const string Bar = "|";

    /// <summary>The file in our own form; null where it is not another system's, or somebody said what its columns are.</summary>
    /// <param name="stream">The file that was brought; left open.</param>
    /// <param name="secret">Under which customers are hashed; null for a file without any.</param>
    public static async Task<Outcome<TranslatedFile>?> OfAsync(
        StudioStore store, Stream stream, string name, SniffedFile file, Dialect? told, ExchangeKind kind, string? channel, byte[]? secret,
        CancellationToken cancellation)
    {
        if (file.Mapping is not null || told == Dialect.Native || (told is null && file.Dialect is null))
        {
            return null;
        }

        if (kind == ExchangeKind.Orders)
        {
            return await OrderTranslation.OfAsync(
                store, stream, name, file, told, channel, secret ?? throw new ArgumentNullException(nameof(secret)), cancellation);
        }

        var ask = DialectAsk.Counts with { SkipsLinks = kind != ExchangeKind.Links };
        if ((await DialectFile.ReadAsync(stream, file, name, told, ask, cancellation)).IsRefused(out var refusal, out var reading))
        {
            return refusal;
        }

        if (Wrong(reading, kind) is { } wrong)
        {
            return wrong;
        }

        await KnownProducts.SettleAsync(store, reading.Dialect, reading.Facts, cancellation);
        var table = new TranslatedFile(reading);
        try
        {
            if (await WriteAsync(store, table, kind, channel, cancellation) is { } refused)
            {
                await table.DisposeAsync();
                return refused;
            }

            return table;
        }
        catch
        {
            await table.DisposeAsync();
            throw;
        }
    }

    /// <summary>Why the file cannot be imported as that; null where it can.</summary>
    internal static Refusal? Wrong(DialectReading reading, ExchangeKind kind) =>
        reading.Content == DialectContent.Other && reading.File.Dialect is { } types ? types.Refuse()
        : !reading.Has(kind) && reading.Facts.RowsRefused < reading.Facts.Rows ? new Refusal("file.kind", NoSuch(reading, kind), "file")
        : null;

    private static async Task<Refusal?> WriteAsync(
        StudioStore store, TranslatedFile table, ExchangeKind kind, string? channel, CancellationToken cancellation)
    {
        await using var db = store.Read();
        switch (kind)
        {
            case ExchangeKind.Products or ExchangeKind.Listings:
                if (await ProductsAsync(db, table, kind, channel, cancellation) is { } refused)
                {
                    return refused;
                }

                break;
            case ExchangeKind.Links:
                await LinksAsync(db, table, cancellation);
                break;
            default:
                await BundlesAsync(table, channel);
                break;
        }

        await table.EndAsync();
        return null;
    }

    private static string NoSuch(DialectReading reading, ExchangeKind kind)
    {
        var system = DialectNames.Of(reading.Dialect);
        var holds = Enum.GetValues<ExchangeKind>().Where(reading.Has).Select(one => one.ToString().ToLowerInvariant()).ToList();
        return holds.Count == 0
            ? L["This file ({0}) says nothing of {1}.", system, kind.ToString().ToLowerInvariant()]
            : L["This file ({0}) says nothing of {1}. It holds {2}: import it as that.", system, kind.ToString().ToLowerInvariant(), string.Join(", ", holds)];
    }

    private static async Task<Refusal?> ProductsAsync(StudioDb db, TranslatedFile table, ExchangeKind kind, string? code, CancellationToken cancellation)
    {
        var facts = table.Reading.Facts;
        var channels = await db.Channels.ToListAsync(cancellation);
        var hasPrices = facts.Products.Exists(product => product.Prices.Count > 0 || product.Stock is not null);
        var channel = code is null ? channels.Count == 1 ? channels[0] : null : channels.Find(one => one.Code.Equals(code, StringComparison.OrdinalIgnoreCase));
        if (code is not null && channel is null)
        {
            return Refusal.NotFound(
                L["There is no channel \"{0}\". The channels are {1}.", code, string.Join(", ", channels.Select(one => one.Code))], "channel");
        }

        if (hasPrices && channel is null && channels.Count > 0)
        {
            return new Refusal(
                "file.channel", L["The file has prices or stock. Choose the shop (on the command line with --channel CODE) that they are of."], "channel");
        }

        var definitions = await db.Attributes.ToListAsync(cancellation);
        var attributes = definitions.SelectMany(one => new[] { (Said: one.Code, one.Code), (Said: one.Name, one.Code) })
            .DistinctBy(pair => pair.Said, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(pair => pair.Said, pair => pair.Code, StringComparer.OrdinalIgnoreCase);
        var named = facts.Products.SelectMany(product => product.Attributes).Select(one => attributes.GetValueOrDefault(one.Code)).OfType<string>()
            .Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        var languages = new FileLanguages(facts, channel is null ? channels : [channel, .. channels]);
        var texts = facts.Products.SelectMany(product => product.Texts).Select(text => (Locale: languages.Of(text.Locale), text.IsName))
            .Where(text => text.Locale is not null).Distinct().ToList();
        // Types of products have attributes that are asked for: a shop defines them, no file does.
        var types = await db.ProductTypes.Select(type => new { type.Code, type.Name }).ToListAsync(cancellation);
        var typeNames = types.SelectMany(type => new[] { type.Code, type.Name }).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var names = kind == ExchangeKind.Listings ? new Dictionary<string, string>() : await NamesAsync(db, facts.Products, cancellation);
        var known = kind == ExchangeKind.Listings ? [] : await KnownAsync(db, facts.Products.Where(product => product.IsImplied), cancellation);
        string[] ofProduct = kind == ExchangeKind.Listings ? []
            : ["name", "brand", "status", "kind", "parent", "product_type", "categories", "gtin", "description", "image_urls", "tags"];
        string[] ofListing = channel is null ? [] : ["channel", "price", "compare_at_price", "cost", "stock"];
        if (kind == ExchangeKind.Listings)
        {
            named.Clear();
            texts.Clear();
        }
        else
        {
            facts.LeftAside.AddRange(languages.LeftAside(facts).Except(facts.LeftAside, StringComparer.OrdinalIgnoreCase).ToList());
        }

        await table.HeaderAsync([
            "sku", .. ofProduct, .. ofListing, .. named.Select(one => $"{Completeness.AttributePrefix}{one}"),
            .. texts.Select(text => $"{(text.IsName ? "name" : "description")}@{text.Locale}")]);
        var written = 0;
        foreach (var product in facts.TakeProducts().Where(product => !known.Contains(product.Sku)))
        {
            var price = Price(product, channel);
            if (channel is not null && price is null && product.Prices.Find(other => other is { Price: not null, Market: null }) is { } foreign)
            {
                facts.Refused.Add(new RowRefusal(
                    product.Line, null, foreign.Currency ?? "", "price.currency",
                    $"The price is in {foreign.Currency}; {channel.Name} sells in {channel.CurrencyCode}. The product comes in without a price."));
            }

            if (kind == ExchangeKind.Listings && price is null && product.Stock is null)
            {
                continue;
            }

            var cells = new List<string?> { product.Sku };
            if (kind != ExchangeKind.Listings)
            {
                cells.AddRange([
                    NameOf(product), product.Brand, product.Status, KindOf(product.Kind), product.Parent,
                    product.ProductType is { } type && typeNames.Contains(type) ? type : null,
                    List(product.Categories), product.Gtin, product.Description, List(product.Pictures.Where(IsAddress).Take(MediaService.MaxPerProduct)),
                    List(product.Tags.Where(tag => tag.Length <= ProductEdit.TagLength).Take(ProductEdit.MaxTags))]);
            }

            if (channel is not null)
            {
                // Without a price nothing is sold; stock alone is of a product that is sold already.
                var isListed = price?.Price is not null || kind == ExchangeKind.Listings;
                cells.AddRange([
                    isListed ? channel.Code : null, isListed ? Plain(price?.Price) : null, isListed ? Plain(price?.CompareAt) : null,
                    isListed ? Plain(price?.Cost) : null, isListed ? product.Stock?.ToString(CultureInfo.InvariantCulture) : null]);
            }

            cells.AddRange(named.Select(one => Several(
                definitions.Find(definition => definition.Code == one)!,
                product.Attributes.Find(said => attributes.GetValueOrDefault(said.Code) == one).Value)));
            cells.AddRange(texts.Select(
                text => product.Texts.Find(said => said.IsName == text.IsName && languages.Of(said.Locale) == text.Locale)?.Text));
            await table.RowAsync(product.Line, cells);
            if (++written % 10_000 == 0)
            {
                ImportMemory.LetGo();
            }
        }

        return null;

        // A variant without a name of its own has its family's, from this file or an earlier one, and what tells it apart. A new product that nobody named
        // is called by its code; one that the studio knows keeps its name.
        string? NameOf(ProductFact product)
        {
            if (product.Name is { } own)
            {
                return own;
            }

            var values = string.Join(" / ", product.Attributes.Where(one => !IsLong(one.Value)).Select(one => one.Value));
            return product.Parent is { } parent && (table.FamilyName(parent) ?? names.GetValueOrDefault(parent)) is { } family
                ? values.Length == 0 ? family : $"{family} - {values}"
                : names.ContainsKey(product.Sku) ? null : product.Sku;
        }
    }

    private static bool IsLong(string value) => value.Length > 60;

    /// <summary>What the studio calls the products that the file does not name, and their families, by SKU.</summary>
    private static async Task<Dictionary<string, string>> NamesAsync(StudioDb db, IReadOnlyList<ProductFact> products, CancellationToken cancellation)
    {
        var names = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var asked = products.Where(product => product.Name is null).SelectMany(product => new[] { product.Sku, product.Parent }).OfType<string>()
            .Distinct(StringComparer.OrdinalIgnoreCase);
        foreach (var batch in asked.Chunk(5_000))
        {
            foreach (var row in await db.Products.Where(product => batch.Contains(product.Sku)).Select(product => new { product.Sku, product.Name })
                .ToListAsync(cancellation))
            {
                names[row.Sku] = row.Name;
            }
        }

        return names;
    }

    /// <summary>Families that the file has no row for and the studio knows: nothing is said of them.</summary>
    private static async Task<HashSet<string>> KnownAsync(StudioDb db, IEnumerable<ProductFact> implied, CancellationToken cancellation) =>
        (await LinkImport.ProductsAsync(db, implied.Select(product => product.Sku), cancellation)).Keys.ToHashSet(StringComparer.OrdinalIgnoreCase);

    private static async Task LinksAsync(StudioDb db, TranslatedFile table, CancellationToken cancellation)
    {
        var types = await db.LinkTypes.Where(type => !type.Retired).ToListAsync(cancellation);
        var codes = types.Select(type => type.Code).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var counted = types.Where(type => type.AllowsQuantity).Select(type => type.Code).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var isAlternative = table.Reading.Dialect is Dialect.ShopifyCurrent or Dialect.ShopifyLegacy;
        var seen = new HashSet<(string, string, string)>();
        await table.HeaderAsync(["source_sku", "target_sku", "type", "quantity"]);
        foreach (var link in table.Reading.Facts.Links)
        {
            // Where the shop has no such type the importer says so, with the file's own word.
            var type = LinkWords.Into(link.Type, codes, isAlternative) ?? link.Type;
            if (seen.Add((link.Source.ToUpperInvariant(), link.Target.ToUpperInvariant(), type)))
            {
                var quantity = counted.Contains(type) ? link.Quantity?.ToString(CultureInfo.InvariantCulture) : null;
                await table.RowAsync(link.Line, [link.Source, link.Target, type, quantity], link.Column);
            }
        }
    }

    private static async Task BundlesAsync(TranslatedFile table, string? channel)
    {
        await table.HeaderAsync(["bundle", "name", "pricing", "amount", "channels", "slot", "title", "required", "component_sku", "quantity", "max_quantity"]);
        foreach (var bundle in table.Reading.Facts.Bundles)
        {
            var code = ForeignCode.Of(bundle.Code);
            var slots = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
            foreach (var slot in bundle.Slots)
            {
                slots.TryAdd(slot.Title, CatalogCode.Of(slot.Title, slots.Values));
            }

            string?[] said = [bundle.Name ?? bundle.Code, bundle.FixedPrice is null ? "sum" : "fixed-price", bundle.FixedPrice, channel];
            foreach (var slot in bundle.Slots)
            {
                var most = slot.IsMany ? bundle.Parts.Count(part => part.Slot == slot.Title).ToString(CultureInfo.InvariantCulture) : null;
                await table.RowAsync(bundle.Line, [code, .. said, slots[slot.Title], slot.Title, slot.IsRequired ? "yes" : "no", null, null, most]);
                said = [null, null, null, null];
            }

            foreach (var part in bundle.Parts)
            {
                await table.RowAsync(
                    part.Line,
                    [
                        code, .. said, part.Slot is { } choice ? slots.GetValueOrDefault(choice) : null, null, null, part.Sku,
                        part.Quantity.ToString(CultureInfo.InvariantCulture), null,
                    ]);
                said = [null, null, null, null];
            }
        }
    }

    /// <summary>The prices of the market that is called as the shop, else those in its currency, else those that name none.</summary>
    private static PriceFact? Price(ProductFact product, Channel? channel) => channel is null ? null
        : product.Prices.Find(price => price.Market is { } market
            && (market.Equals(channel.Name, StringComparison.OrdinalIgnoreCase) || market.Equals(channel.Code, StringComparison.OrdinalIgnoreCase)))
            ?? product.Prices.Find(price => price.Market is null && price.Currency?.Equals(channel.CurrencyCode, StringComparison.OrdinalIgnoreCase) == true)
            ?? product.Prices.Find(price => price.Market is null && price.Currency is null);

    /// <summary>An amount with three decimals could be one of thousands: a fourth says that it is not.</summary>
    internal static string? Plain(string? amount) => amount is [.., '.', _, _, _] ? $"{amount}0" : amount;

    private static string? List(IEnumerable<string> items) =>
        string.Join(Bar, items.Select(item => item.Replace(Bar, "/", StringComparison.Ordinal))) is { Length: > 0 } list ? list : null;

    /// <summary>Other systems write several values of an attribute with commas between; one choice may have a comma of its own.</summary>
    private static string? Several(AttributeDefinition attribute, string? value) =>
        value is null || attribute.Kind is not (AttributeKind.Choices or AttributeKind.Products)
            || attribute.Options.Contains(value, StringComparer.OrdinalIgnoreCase)
            ? value : string.Join(Bar, Choices(attribute, value.Split(", ")));

    /// <summary>The longest run of parts that is a choice, else each by itself.</summary>
    private static IEnumerable<string> Choices(AttributeDefinition attribute, string[] parts)
    {
        for (var at = 0; at < parts.Length;)
        {
            var length = parts.Length - at;
            while (length > 1 && !attribute.Options.Contains(string.Join(", ", parts[at..(at + length)]), StringComparer.OrdinalIgnoreCase))
            {
                length--;
            }

            yield return string.Join(", ", parts[at..(at + length)]);
            at += length;
        }
    }

    private static bool IsAddress(string picture) => PictureAddress.Wrong(picture) is null;

    private static string KindOf(FactKind kind) => kind switch { FactKind.Family => "parent", FactKind.Variant => "variant", _ => "simple" };
}
