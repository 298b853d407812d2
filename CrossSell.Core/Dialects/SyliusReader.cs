using System.Globalization;
using System.Text.RegularExpressions;
using CrossSell.Core.Common;

namespace CrossSell.Core.Dialects;

/// <summary>Sylius's products by its import and export plugin: a row for each language of a code; the first is the product, all are its texts.</summary>
[Engine]
internal sealed partial class SyliusReader : DialectReader
{
    private readonly int code, locale, name, text, shortText, mainTaxon, taxons, enabled, price, original;
    private readonly List<(int Column, string Code)> attributes = [];
    private readonly List<int> images = [];

    public SyliusReader(SourceTable table)
        : base(table)
    {
        code = Columns.One("code");
        locale = Columns.One("locale");
        name = Columns.One("name");
        text = Columns.One("description");
        shortText = Columns.One("short_description");
        mainTaxon = Columns.One("main_taxon");
        taxons = Columns.One("taxons", "product_taxons", "producttaxons");
        enabled = Columns.One("enabled");
        price = Columns.One("price");
        original = Columns.One("original_price", "originalprice");
        Say(
            ("sku", code), ("name", name), ("description", text), ("categories", mainTaxon), ("status", enabled), ("price", price),
            ("compare_at_price", original));
        foreach (var (column, match) in Columns.All(Attribute()))
        {
            attributes.Add((column, match.Groups[1].Value));
        }

        images.AddRange(Columns.All(Image()).Select(image => image.Column));
    }

    protected override void ReadRows()
    {
        foreach (var row in Rows)
        {
            var product = Known(Cell(row, code));
            if (product is not null && Said(row, locale) is null)
            {
                Refuse(row, code, "sku.twice", $"The code {product.Sku} stands in line {product.Line.ToString(CultureInfo.InvariantCulture)} too.");
                continue;
            }

            product ??= ReadProduct(row);
            if (product is null || Said(row, locale) is not { } language)
            {
                continue;
            }

            foreach (var (column, isName) in new[] { (name, true), (Said(row, text) is null ? shortText : text, false) })
            {
                if (Said(row, column) is { } said)
                {
                    product.Texts.Add(new TextFact(row.Line, Columns.Name(column), language, isName, said));
                }
            }

            Use(row);
        }
    }

    private ProductFact? ReadProduct(SourceRow row)
    {
        var product = new ProductFact
        {
            Line = row.Line, Sku = Cell(row, code), Name = Said(row, name), Description = Said(row, text) ?? Said(row, shortText),
            Status = Yes(Said(row, enabled), "active", "draft"),
        };
        AddOnce(product.Categories, Split(Cell(row, mainTaxon), '|').Concat(Split(Cell(row, taxons), '|', ',')));
        AddOnce(product.Pictures, images.SelectMany(column => Split(Cell(row, column), '|')));
        foreach (var (column, named) in attributes)
        {
            if (Said(row, column) is { } value)
            {
                product.Attributes.Add((named, value));
            }
        }

        return TryPrices(row, product, price, original, -1) && Add(row, code, product) ? product : null;
    }

    [GeneratedRegex(@"^(?:product_?)?attribute_(.+)$", RegexOptions.CultureInvariant)]
    private static partial Regex Attribute();

    [GeneratedRegex(@"^(?:product_?)?images?(?:_.+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Image();
}
