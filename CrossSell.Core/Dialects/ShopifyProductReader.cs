using System.Text.RegularExpressions;
using CrossSell.Core.Common;

namespace CrossSell.Core.Dialects;

/// <summary>
/// Shopify's product export, current, legacy, or with the columns of both: all rows of a handle are one product. The first says what it is, each with option
/// values, a SKU or a price is a variant, the rest are pictures. Without a SKU the handle and the option values are the identity.
/// </summary>
[Engine]
internal sealed partial class ShopifyProductReader : DialectReader
{
    private readonly int handle, title, body, vendor, category, type, tags, published, status, sku, barcode, price, compareAt, cost, stock, tracker,
        policy, picture, variantPicture;

    private readonly List<(int Name, int Value)> options = [];
    private readonly List<(int Column, string Type)> relations = [];
    private readonly List<(string Market, int Price, int CompareAt)> markets = [];

    public ShopifyProductReader(SourceTable table)
        : base(table)
    {
        handle = Columns.One("url handle", "handle");
        title = Columns.One("title");
        body = Columns.One("description", "body (html)", "body html", "body");
        vendor = Columns.One("vendor");
        category = Columns.One("product category", "standard product type");
        type = Columns.One("type", "product type", "custom product type");
        tags = Columns.One("tags");
        status = Columns.One("status");
        published = Columns.One("published on online store", "published");
        sku = Columns.One("sku", "variant sku");
        barcode = Columns.One("barcode", "variant barcode");
        price = Columns.One("price", "variant price");
        compareAt = Columns.One("compare-at price", "compare at price", "variant compare at price", "variant compare-at price");
        cost = Columns.One("cost per item", "variant cost");
        stock = Columns.One("inventory quantity", "variant inventory qty", "inventory qty", "variant inventory quantity");
        tracker = Columns.One("inventory tracker", "variant inventory tracker");
        policy = Columns.One("continue selling when out of stock", "variant inventory policy");
        picture = Columns.One("product image url", "image src", "image url");
        variantPicture = Columns.One("variant image url", "variant image");
        Say(
            ("sku", sku), ("parent", handle), ("name", title), ("description", body), ("brand", vendor), ("categories", category), ("product_type", type),
            ("tags", tags), ("status", status), ("gtin", barcode), ("price", price), ("compare_at_price", compareAt), ("cost", cost), ("stock", stock),
            ("image_urls", picture));
        for (var number = 1; number <= 3; number++)
        {
            if (Columns.One($"option{number} value", $"option {number} value") is >= 0 and var value)
            {
                options.Add((Columns.One($"option{number} name", $"option {number} name"), value));
            }
        }

        foreach (var (column, match) in Columns.All(MarketPrice()))
        {
            var market = match.Groups[1].Value;
            markets.Add((market, column, Columns.One($"compare-at price / {market}", $"compare at price / {market}")));
        }

        foreach (var (column, match) in Columns.All(Relation()))
        {
            relations.Add((column, match.Groups[1].Value == "complementary_products" ? LinkWords.CrossSell : LinkWords.Related));
        }
    }

    protected override void ReadRows()
    {
        var groups = new Dictionary<string, List<SourceRow>>(StringComparer.OrdinalIgnoreCase);
        var order = new List<(string Handle, List<SourceRow> Rows)>();
        var skus = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        string? last = null;
        foreach (var row in Rows)
        {
            // A product that is being made has a title and gets its handle from it; a row without both goes on with the product above.
            var named = Said(row, handle) ?? (Said(row, title) is { } made ? Slug(made) : last);
            if (named is null or "")
            {
                Refuse(row, handle, "handle.missing", "The row has no handle and no title, so it belongs to no product. Write the handle of its product.");
                continue;
            }

            last = named;
            if (!groups.TryGetValue(named, out var rows))
            {
                groups.Add(named, rows = []);
                order.Add((named, rows));
            }

            rows.Add(row);
            if (Unguarded(Said(row, sku)) is { } own)
            {
                skus.Add(own);
            }
        }

        var identities = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (named, rows) in order)
        {
            if (ReadProduct(named, rows, skus) is { } identity)
            {
                identities.Add(named, identity);
            }
        }

        foreach (var (named, rows) in order.Where(group => identities.ContainsKey(group.Handle)))
        {
            foreach (var row in rows)
            {
                foreach (var (column, link) in relations)
                {
                    LinkAll(row, column, identities[named], Split(Cell(row, column), ';', ',', '\n').Select(Target), link);
                }
            }
        }

        string Target(string target) => identities.GetValueOrDefault(target) ?? Table.Known.GetValueOrDefault(target, target);
    }

    /// <returns>The identity under which others link to it; null when nothing of it is kept.</returns>
    private string? ReadProduct(string named, List<SourceRow> rows, HashSet<string> skus)
    {
        var names = options.Select(option => rows.Select(row => Said(row, option.Name)).FirstOrDefault(name => name is not null) ?? "").ToList();
        var variants = rows.Where((row, at) => at == 0 || IsVariant(row)).ToList();
        var isPlain = variants.Count == 1 && OptionsOf(variants[0], names).Count == 0;
        var family = new ProductFact
        {
            Line = rows[0].Line, Sku = isPlain ? Unguarded(Said(rows[0], sku)) ?? Identity(named) : FamilySku(named, skus),
            Kind = isPlain ? FactKind.Simple : FactKind.Family,
            Name = First(rows, title), Brand = First(rows, vendor), ProductType = First(rows, type), Description = First(rows, body),
            Status = First(rows, status)?.ToLowerInvariant() switch
            {
                "active" => "active",
                "draft" => "draft",
                "archived" => "archived",
                "unlisted" => "active",
                _ => Yes(First(rows, published), "active", "draft"),
            },
        };
        if (First(rows, category) is { } path && !path.Equals("Uncategorized", StringComparison.OrdinalIgnoreCase))
        {
            family.Categories.Add(path);
        }
        else if (family.ProductType is { } kind)
        {
            // Shops that sort by type only.
            family.Categories.Add(kind);
        }

        AddOnce(family.Tags, Split(First(rows, tags) ?? "", ','));
        foreach (var row in rows)
        {
            AddOnce(family.Pictures, [Cell(row, picture), Cell(row, variantPicture)]);
        }

        if (isPlain)
        {
            if (!Fill(rows[0], family) || !Add(rows[0], sku, family))
            {
                return null;
            }
        }
        else if (!Family(rows, named, family, variants, names))
        {
            return null;
        }

        // Pictures are of the product; a row with nothing else says that.
        foreach (var row in rows.Where((row, at) => at > 0 && !IsVariant(row)
            && (Said(row, picture) ?? Said(row, variantPicture) ?? Said(row, title)) is not null))
        {
            Use(row);
        }

        // A product comes back with all of its rows.
        rows.ForEach(row => Own(row, family.Sku));
        return family.Sku;
    }

    private bool Family(List<SourceRow> rows, string named, ProductFact family, List<SourceRow> variants, List<string> names)
    {
        var made = new List<(SourceRow Row, ProductFact Product)>();
        foreach (var row in variants)
        {
            var values = OptionsOf(row, names);
            var product = new ProductFact
            {
                Line = row.Line, Kind = FactKind.Variant, Parent = family.Sku,
                Sku = Unguarded(Said(row, sku))
                    ?? Identity(values.Count == 0 ? named : $"{named}.{string.Join('-', values.Select(value => Slug(value.Value)))}"),
                Name = family.Name is null || values.Count == 0 ? family.Name
                    : $"{family.Name} - {string.Join(" / ", values.Select(value => value.Value))}",
                Status = family.Status, IsNamedByFamily = true,
            };
            product.Attributes.AddRange(values);
            if (Fill(row, product))
            {
                made.Add((row, product));
            }
        }

        if (made.Count == 0 || !Add(rows[0], handle, family))
        {
            return false;
        }

        foreach (var (row, product) in made)
        {
            Add(row, sku, product);
        }

        return true;
    }

    private bool Fill(SourceRow row, ProductFact product)
    {
        product.Gtin = Barcode(row, barcode);
        // What nobody counts, and what is sold beyond what is there, is in stock: the number says nothing then.
        var isCounted = (tracker < 0 || Said(row, tracker) is not null) && Cell(row, policy).ToLowerInvariant() is not ("continue" or "true");
        product.Stock = isCounted ? Pieces(row, stock) : null;
        if (!TryPrices(row, product, price, compareAt, cost))
        {
            return false;
        }

        foreach (var (market, asked, before) in markets)
        {
            var known = product.Prices.Count;
            if (!TryPrices(row, product, asked, before, -1))
            {
                return false;
            }

            if (product.Prices.Count > known)
            {
                product.Prices[^1] = product.Prices[^1] with { Market = market, Cost = product.Prices[0].Cost };
            }
        }

        return true;
    }

    private bool IsVariant(SourceRow row) =>
        Said(row, sku) is not null || Said(row, price) is not null || options.Exists(option => Said(row, option.Value) is not null);

    /// <summary>What the shopper chooses. A product without options has one called Title, of which the one value is Default Title.</summary>
    private List<(string Code, string Value)> OptionsOf(SourceRow row, List<string> names)
    {
        var values = new List<(string, string)>();
        for (var at = 0; at < options.Count; at++)
        {
            if (Said(row, options[at].Value) is { } value && !value.Equals("Default Title", StringComparison.OrdinalIgnoreCase))
            {
                values.Add((names[at].Length == 0 ? Columns.Name(options[at].Value) : names[at], value));
            }
        }

        return values;
    }

    private static string? First(List<SourceRow> rows, int column)
    {
        foreach (var row in rows)
        {
            if (Said(row, column) is { } said)
            {
                return said;
            }
        }

        return null;
    }

    [GeneratedRegex(@"^(?:variant )?price / (.+)$", RegexOptions.CultureInvariant)]
    private static partial Regex MarketPrice();

    [GeneratedRegex(
        @"\(product\.metafields\.shopify--discovery--product_recommendation\.(complementary_products|related_products)\)$", RegexOptions.CultureInvariant)]
    private static partial Regex Relation();
}
