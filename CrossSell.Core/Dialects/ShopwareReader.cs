using System.Text.RegularExpressions;
using CrossSell.Core.Common;

namespace CrossSell.Core.Dialects;

/// <summary>
/// Shopware's articles: version 5 names the family in <c>mainnumber</c> and the options in <c>configuratorOptions</c>, and exports prices in a file of their
/// own; version 6 names the family's id in <c>parent_id</c>. A file of translations has a row for each product and language.
/// </summary>
[Engine]
internal sealed partial class ShopwareReader : DialectReader
{
    private readonly int language, number, main, id, parentId, name, additional, supplier, price, before, cost, priceGroup, from, active, stock, text,
        longText, gtin, options, categories, image, similar, accessory;

    private readonly List<(int Column, string Locale, bool IsName)> texts = [];

    public ShopwareReader(SourceTable table)
        : base(table)
    {
        language = Columns.One("languageid");
        number = language >= 0 ? Columns.One("articlenumber", "ordernumber") : Columns.One("ordernumber", "product_number", "productnumber");
        main = Columns.One("mainnumber");
        id = Columns.One("id");
        parentId = Columns.One("parent_id", "parentid");
        name = Columns.One("name", "_name", "translations.default.name");
        additional = Columns.One("additionaltext", "_additionaltext");
        supplier = Columns.One("supplier", "_supplier", "suppliername", "manufacturer_name", "manufacturer");
        price = Columns.One("price_ek", "price", "price_gross");
        before = Columns.One("pseudoprice_ek", "pseudoprice", "list_price_gross");
        cost = Columns.One("purchaseprice", "baseprice_ek", "baseprice", "purchase_prices_net");
        priceGroup = Columns.One("pricegroup");
        from = Columns.One("from");
        active = Columns.One("active");
        stock = Columns.One("instock", "stock");
        text = Columns.One("description");
        longText = Columns.One("description_long", "descriptionlong", "longdescription");
        gtin = Columns.One("ean");
        options = Columns.One("configuratoroptions");
        categories = Columns.One("categories", "categorypaths", "categorypath");
        image = Columns.One("imageurl", "images", "cover_media_url");
        similar = Columns.One("similar", "similars");
        accessory = Columns.One("accessory", "accessories");
        Say(
            ("sku", number), ("parent", main >= 0 ? main : parentId), ("name", name), ("brand", supplier), ("price", price), ("compare_at_price", before),
            ("cost", cost), ("status", active), ("stock", stock), ("description", longText >= 0 ? longText : text), ("gtin", gtin), ("categories", categories),
            ("image_urls", image));
        foreach (var (column, match) in Columns.All(Translation()))
        {
            texts.Add((column, match.Groups[2].Value, match.Groups[1].Value == "name"));
        }
    }

    protected override void ReadRows()
    {
        var numbers = Rows.Select(row => Cell(row, number)).Where(own => own.Length > 0).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var sizes = Rows.Where(row => Said(row, main) is not null).CountBy(row => Cell(row, main), StringComparer.OrdinalIgnoreCase)
            .ToDictionary(StringComparer.OrdinalIgnoreCase);
        var byId = Rows.Where(row => Said(row, id) is not null && Said(row, number) is not null)
            .DistinctBy(row => Cell(row, id), StringComparer.OrdinalIgnoreCase)
            .ToDictionary(row => Cell(row, id), row => Cell(row, number), StringComparer.OrdinalIgnoreCase);
        foreach (var row in Rows)
        {
            if (language >= 0)
            {
                ReadTranslation(row);
                continue;
            }

            // Prices of other groups of customers, and from several pieces on, are none of a shopper's.
            if ((Said(row, priceGroup) is { } group && !group.Equals("EK", StringComparison.OrdinalIgnoreCase))
                || (Said(row, from) is { } least && least != "1" && Table.Content == DialectContent.Listings))
            {
                continue;
            }

            ReadProduct(row, numbers, sizes, byId);
        }

        Inherit();
    }

    /// <summary>In version 6 a variant says only what it has otherwise than its parent.</summary>
    private void Inherit()
    {
        if (parentId < 0)
        {
            return;
        }

        foreach (var variant in Facts.Products.Where(product => product.Kind == FactKind.Variant))
        {
            if (Known(variant.Parent!) is { } above)
            {
                variant.Brand ??= above.Brand;
                variant.Status ??= above.Status;
                if (variant.Prices.Count == 0)
                {
                    variant.Prices.AddRange(above.Prices);
                }
            }
        }
    }

    private void ReadTranslation(SourceRow row)
    {
        if (Said(row, language) is not { } locale)
        {
            Refuse(row, language, "language.missing", "The row does not say which language it is in.");
            return;
        }

        var product = Known(Cell(row, number));
        if (product is null && !Add(row, number, product = new ProductFact { Line = row.Line, Sku = Cell(row, number) }))
        {
            return;
        }

        foreach (var (column, isName) in new[] { (name, true), (longText >= 0 ? longText : text, false) })
        {
            if (Said(row, column) is { } said)
            {
                product.Texts.Add(new TextFact(row.Line, Columns.Name(column), locale, isName, said));
            }
        }

        Use(row);
        Own(row, product.Sku);
    }

    private void ReadProduct(SourceRow row, HashSet<string> numbers, Dictionary<string, int> sizes, Dictionary<string, string> byId)
    {
        var choices = Split(Cell(row, options), '|').Select(option => option.Split(':', 2)).Where(option => option is [_, { Length: > 0 }])
            .Select(option => (option[0].Trim(), option[1].Trim())).ToList();
        string? family = null;
        if (Said(row, main) is { } group && (choices.Count > 0 || sizes.GetValueOrDefault(group) > 1))
        {
            family = FamilySku(group, numbers);
        }
        else if (Said(row, parentId) is { } above)
        {
            if (!byId.TryGetValue(above, out family))
            {
                Refuse(row, parentId, "parent.unknown", $"There is no row with the id {above}. Export the parent as well.");
                return;
            }
        }

        var product = new ProductFact
        {
            Line = row.Line, Sku = Cell(row, number), Kind = family is null ? FactKind.Simple : FactKind.Variant, Parent = family,
            Name = Said(row, name) is { } named && Said(row, additional) is { } more ? $"{named} {more}" : Said(row, name), Brand = Said(row, supplier),
            Description = Said(row, longText) ?? Said(row, text), Status = Yes(Said(row, active), "active", "draft"), Stock = Pieces(row, stock),
            Gtin = Barcode(row, gtin),
        };
        product.Attributes.AddRange(choices);
        AddOnce(
            product.Categories, Split(Cell(row, categories), '|').Where(path => !path.All(char.IsAsciiDigit) && !Id().IsMatch(path))
                .Select(path => path.Replace("->", " > ", StringComparison.Ordinal)));
        AddOnce(product.Pictures, Split(Cell(row, image), '|'));
        foreach (var (column, locale, isName) in texts)
        {
            if (Said(row, column) is { } said)
            {
                product.Texts.Add(new TextFact(row.Line, Columns.Name(column), locale, isName, said));
            }
        }

        if (!TryPrices(row, product, price, before, cost) || !Add(row, number, product))
        {
            return;
        }

        // Of the article as a whole, whatever variant the row is.
        var source = family ?? product.Sku;
        LinkAll(row, similar, source, Split(Cell(row, similar), '|', ','), LinkWords.Substitute);
        LinkAll(row, accessory, source, Split(Cell(row, accessory), '|', ','), LinkWords.Accessory);
    }

    /// <summary>Version 6 names categories by their ids, which another file would have to explain.</summary>
    [GeneratedRegex("^[0-9a-f]{32}$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Id();

    [GeneratedRegex(@"^(name|descriptionlong)_(\d+)$", RegexOptions.CultureInvariant)]
    private static partial Regex Translation();
}
