using System.Text.RegularExpressions;
using CrossSell.Core.Common;

namespace CrossSell.Core.Dialects;

/// <summary>
/// Akeneo's products and product models. Values are <c>attribute-locale-channel</c>, prices <c>price-EUR</c>, links <c>TYPE-products</c> and
/// <c>TYPE-product_models</c> with their quantities beside; <c>TYPE-groups</c> names groups, which are no products. A model is a family, at either level.
/// </summary>
[Engine]
internal sealed partial class AkeneoReader : DialectReader
{
    private static readonly string[] NameCodes = ["name", "title", "product_name", "label", "erp_name"];
    private static readonly string[] TextCodes = ["description", "long_description", "short_description"];
    private static readonly string[] PictureCodes = ["picture", "image", "images", "image_1", "image_2", "image_3", "photo", "main_image", "media"];
    private static readonly string[] BrandCodes = ["brand", "manufacturer", "marque"];
    private static readonly string[] GtinCodes = ["ean", "gtin", "ean13", "upc", "barcode"];

    private readonly int sku, uuid, categories, enabled, family, parent;
    private readonly List<(int Column, string? Locale, bool IsName)> texts = [];
    private readonly List<(int Column, string? Currency)> prices = [];
    private readonly List<(int Column, string? Currency)> costs = [];
    private readonly List<(int Column, string Type, int Quantities, bool IsUuid)> links = [];
    private readonly List<(int Column, string Code)> attributes = [];
    private readonly List<int> pictures = [];
    private readonly List<int> brands = [];
    private readonly List<int> gtins = [];
    private readonly string? mainLocale, nameCode, textCode;

    public AkeneoReader(SourceTable table)
        : base(table)
    {
        sku = Columns.One("sku", "identifier", "code");
        uuid = Columns.One("uuid");
        categories = Columns.One("categories");
        enabled = Columns.One("enabled");
        family = Columns.One("family", "family_variant");
        parent = Columns.One("parent");
        Say(("sku", sku), ("categories", categories), ("status", enabled), ("product_type", family), ("parent", parent));
        foreach (var (column, match) in Columns.All(Cost()))
        {
            costs.Add((column, match.Groups[1].Success ? match.Groups[1].Value.ToUpperInvariant() : null));
            Say(("cost", column));
        }

        foreach (var (column, match) in Columns.All(Association()))
        {
            // The codes of types are written as the shop wrote them.
            var type = Columns.Name(column)[..match.Groups[1].Length];
            links.Add((
                column, LinkWords.Of(type), Columns.One($"{Columns.PlainName(column)}-quantity"),
                Columns.PlainName(column).EndsWith("-product_uuids", StringComparison.Ordinal)));
        }

        var codes = Enumerable.Range(0, Columns.Count).Select(column => Columns.PlainName(column).Split('-')[0]).ToHashSet(StringComparer.Ordinal);
        nameCode = Array.Find(NameCodes, codes.Contains);
        textCode = Array.Find(TextCodes, codes.Contains);
        for (var column = 0; column < Columns.Count; column++)
        {
            Value(column);
        }

        // The first code of a name that is there; the others are attributes like any.
        var locales = texts.Where(text => text.Locale is not null).Select(text => text.Locale!).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        mainLocale = locales.Find(locale => locale.Equals("en_US", StringComparison.OrdinalIgnoreCase)) ?? locales.FirstOrDefault();
    }

    private void Value(int column)
    {
        if (Columns.IsUsed(column))
        {
            return;
        }

        var parts = Columns.PlainName(column).Split('-');
        var code = parts[0];
        if (code is "price" or "prices" && parts.Length > 1 && parts[^1].Length == 3 && parts[^1].All(char.IsAsciiLetter))
        {
            prices.Add((Columns.Use(column), parts[^1].ToUpperInvariant()));
        }
        else if (code == "price" && parts.Length == 1)
        {
            prices.Add((Columns.Use(column), null));
        }
        else if (code == nameCode || code == textCode)
        {
            var at = Array.FindIndex(parts, part => Locale().IsMatch(part));
            texts.Add((Columns.Use(column), at < 0 ? null : Columns.Name(column).Trim().Split('-')[at], code == nameCode));
        }
        else if (PictureCodes.Contains(code) && !Columns.PlainName(column).EndsWith("file_path", StringComparison.Ordinal))
        {
            pictures.Add(Columns.Use(column));
        }
        else if (BrandCodes.Contains(code))
        {
            brands.Add(Columns.Use(column));
        }
        else if (GtinCodes.Contains(code))
        {
            gtins.Add(Columns.Use(column));
        }
        else if (parts.Length == 1 && code is not ("groups" or "uuid" or "created" or "updated" or "error" or "")
            && !code.EndsWith("_unit", StringComparison.Ordinal))
        {
            attributes.Add((Columns.Use(column), Columns.Name(column).Trim()));
        }
    }

    protected override void ReadRows()
    {
        var isModel = Columns.PlainName(sku) == "code" || Columns.Has("family_variant");
        var byUuid = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var row in Rows)
        {
            if (Said(row, uuid) is { } id && Said(row, sku) is { } own)
            {
                byUuid.TryAdd(id, own);
            }

            ReadProduct(row, isModel);
        }

        foreach (var row in Rows)
        {
            if (IdentityOf(row) is { Length: > 0 } source && Known(source)?.Line == row.Line)
            {
                ReadLinks(row, source, byUuid);
            }
        }
    }

    /// <summary>A product need not have an identifier: then it is known by its UUID.</summary>
    private string IdentityOf(SourceRow row) => Said(row, sku) ?? Cell(row, uuid);

    private void ReadProduct(SourceRow row, bool isModel)
    {
        var product = new ProductFact
        {
            Line = row.Line, Sku = IdentityOf(row), ProductType = Said(row, family), Status = Yes(Said(row, enabled), "active", "draft"),
            Kind = isModel ? FactKind.Family : Said(row, parent) is null ? FactKind.Simple : FactKind.Variant, Parent = isModel ? null : Said(row, parent),
            Brand = brands.Select(column => Said(row, column)).FirstOrDefault(brand => brand is not null),
            Gtin = gtins.Select(column => Barcode(row, column)).FirstOrDefault(gtin => gtin is not null),
        };
        AddOnce(product.Categories, Split(Cell(row, categories), ','));
        AddOnce(product.Pictures, pictures.SelectMany(column => Split(Cell(row, column), ',')));
        foreach (var (column, code) in attributes)
        {
            if (Said(row, column) is { } value)
            {
                product.Attributes.Add((code, value));
            }
        }

        foreach (var (column, currency) in prices)
        {
            if (!TryPrices(row, product, column, -1, CostIn(currency), currency))
            {
                return;
            }
        }

        foreach (var (column, currency) in costs.Where(
            cost => cost.Currency is null ? prices.Count == 0 : !prices.Exists(price => price.Currency == cost.Currency)))
        {
            if (!TryPrices(row, product, -1, -1, column, currency))
            {
                return;
            }
        }

        var (isNamed, isDescribed) = (false, false);
        foreach (var (column, locale, isName) in texts)
        {
            if (Said(row, column) is not { } said)
            {
                continue;
            }

            // Several channels may say it: the first of them does.
            if (locale is not null && !product.Texts.Exists(text => text.IsName == isName && text.Locale == locale))
            {
                product.Texts.Add(new TextFact(row.Line, Columns.Name(column), locale, isName, said));
            }

            var isMain = locale is null || locale.Equals(mainLocale, StringComparison.OrdinalIgnoreCase);
            if (isName)
            {
                product.Name = isMain && !isNamed ? said : product.Name ?? said;
                isNamed |= isMain;
            }
            else
            {
                product.Description = isMain && !isDescribed ? said : product.Description ?? said;
                isDescribed |= isMain;
            }
        }

        Add(row, sku, product);
    }

    /// <summary>The column of what a product costs in the currency; one without a currency is of any.</summary>
    private int CostIn(string? currency)
    {
        var at = costs.FindIndex(cost => cost.Currency == currency);
        at = at < 0 ? costs.FindIndex(cost => cost.Currency is null) : at;
        return at < 0 ? -1 : costs[at].Column;
    }

    private void ReadLinks(SourceRow row, string source, Dictionary<string, string> byUuid)
    {
        foreach (var (column, type, quantities, isUuid) in links)
        {
            // Identifiers by comma, their quantities by bar.
            var counts = Split(Cell(row, quantities), '|', ',');
            var position = 0;
            foreach (var target in Split(Cell(row, column), ',', '|'))
            {
                var quantity = position < counts.Count ? Whole(counts[position]) : null;
                position++;
                var named = isUuid ? byUuid.GetValueOrDefault(target) ?? Known(target)?.Sku : target;
                if (named is not null)
                {
                    Link(row, column, source, named, type, position, quantity);
                }
                else if (!links.Exists(other => !other.IsUuid && other.Type == type))
                {
                    Refuse(
                        row, column, "link.unknown",
                        $"There is no row with the uuid {Short(target)}. Export that product as well, or export associations by identifier.");
                }
            }
        }
    }

    [GeneratedRegex(@"^cost(?:-([a-z]{3}))?$", RegexOptions.CultureInvariant)]
    private static partial Regex Cost();

    [GeneratedRegex(@"^(.+)-(?:products|product_models|product_uuids)$", RegexOptions.CultureInvariant)]
    private static partial Regex Association();

    [GeneratedRegex(@"^[a-z]{2,3}_[a-z0-9]{2,4}(?:_[a-z]{2,4})?$", RegexOptions.CultureInvariant)]
    private static partial Regex Locale();
}
