using System.Text.RegularExpressions;
using CrossSell.Core.Common;

namespace CrossSell.Core.Dialects;

/// <summary>
/// PrestaShop's file of products, and its file of combinations, whose headers explain themselves ("Categories (x,y,z...)"): a column is known by how it begins.
/// A product without a reference is known by its number, <c>id:14</c>.
/// </summary>
[Engine]
internal sealed partial class PrestaShopReader : DialectReader
{
    private readonly int id, active, name, categories, price, wholesale, reference, brand, gtin, quantity, shortText, text, tags, images, accessories,
        attributes, values, parentReference;

    public PrestaShopReader(SourceTable table)
        : base(table)
    {
        id = Begins(
            "product id", "id", "id_product", "product_id", "id produit", "id du produit", "produkt-id", "id producto", "id del producto", "id prodotto");
        active = Begins("active", "enabled", "status", "actif", "aktiv", "activo", "attivo", "actief");
        name = Begins("name", "product name", "nom", "nombre", "nome", "naam");
        categories = Begins("categories", "category", "catégories", "kategorien", "categorías", "categorie", "categorieën");
        price = Begins(
            "price tax excl", "price tax incl", "price te", "price ti", "price (tax", "price", "impact on price", "prix tva", "prix ht", "prix ttc",
            "prix de vente", "prix", "preis", "preis ohne", "precio", "precio sin", "prezzo", "prijs");
        wholesale = Begins(
            "wholesale price", "cost price", "prix d'achat", "prix de gros", "prix de revient", "großhandelspreis", "precio mayorista", "prezzo d'acquisto",
            "prezzo all'ingrosso", "groothandelsprijs");
        brand = Begins(
            "manufacturer", "brand", "fabricant", "marque", "hersteller", "marke", "fabricante", "marca", "produttore", "marchio", "fabrikant", "merk");
        gtin = Begins("ean13", "ean-13", "ean");
        quantity = Begins("quantity", "stock", "quantité", "menge", "cantidad", "quantità", "aantal", "hoeveelheid");
        shortText = Begins(
            "short description", "summary", "résumé", "description courte", "récapitulatif", "kurzbeschreibung", "zusammenfassung", "resumen",
            "descripción corta", "riepilogo", "descrizione breve", "samenvatting", "korte beschrijving");
        text = Begins("description", "beschreibung", "descripción", "descrizione", "beschrijving");
        tags = Begins("tags", "mots-clés", "stichwörter", "etiquetas", "tag");
        images = Begins(
            "image urls", "images", "image url", "cover image", "url des images", "urls des images", "bild-urls", "bild url",
            "urls de las imágenes", "url de imágenes", "url immagini", "url delle immagini", "afbeelding-url's", "image");
        accessories = Begins("accessories", "acessories", "accessoires", "zubehör", "accesorios", "accessori");
        attributes = Begins("attribute");
        values = Begins("value");
        parentReference = IsCombinations ? Begins("product reference") : -1;
        reference = IsCombinations ? Begins("reference")
            : Begins("reference", "product reference", "référence", "référence n", "artikelnummer", "artikel-nr.", "referencia", "riferimento", "referentie");
        Say(
            ("sku", reference >= 0 ? reference : id), ("parent", parentReference >= 0 ? parentReference : id),
            ("status", active), ("name", name), ("categories", categories), ("price", price),
            ("cost", wholesale), ("brand", brand), ("gtin", gtin), ("stock", quantity), ("description", text), ("tags", tags), ("image_urls", images));
    }

    private bool IsCombinations => attributes >= 0 && values >= 0;

    protected override void ReadRows()
    {
        if (IsCombinations)
        {
            foreach (var row in Rows)
            {
                ReadCombination(row);
            }

            return;
        }

        var byId = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var row in Rows)
        {
            if (Said(row, id) is { } number && IdentityOf(row) is { } identity)
            {
                byId.TryAdd(number, identity);
            }
        }

        foreach (var row in Rows)
        {
            ReadProduct(row);
        }

        foreach (var row in Rows)
        {
            if (IdentityOf(row) is { } source && Known(source)?.Line == row.Line)
            {
                LinkAll(
                    row, accessories, source, Split(Cell(row, accessories), ',', '|').Select(target => byId.GetValueOrDefault(target, target)),
                    LinkWords.Accessory);
            }
        }
    }

    private void ReadProduct(SourceRow row)
    {
        if (IdentityOf(row) is not { } identity)
        {
            Refuse(row, reference, "sku.missing", "The row has neither a reference nor an ID; give the product's code.");
            return;
        }

        var product = new ProductFact
        {
            Line = row.Line, Sku = identity, Name = Said(row, name), Description = Said(row, text) ?? Said(row, shortText), Brand = Said(row, brand),
            Gtin = Barcode(row, gtin), Stock = Pieces(row, quantity), Status = Yes(Said(row, active), "active", "draft"),
        };
        AddOnce(
            product.Categories, Split(Cell(row, categories), ',').Where(path => path is not ("Home" or "Root") && !path.All(char.IsAsciiDigit))
                .Select(path => string.Join(" > ", Split(path, '/').Where(part => part is not ("Home" or "Root")))));
        AddOnce(product.Tags, Split(Cell(row, tags), ','));
        AddOnce(product.Pictures, Split(Cell(row, images), ','));
        if (TryPrices(row, product, price, -1, wholesale))
        {
            Add(row, reference >= 0 ? reference : id, product);
        }
    }

    /// <summary>"Color:color:0" and "Red:0": a name or a value, what it is and its place.</summary>
    private void ReadCombination(SourceRow row)
    {
        if ((Said(row, parentReference) ?? IdOf(row)) is not { } identity)
        {
            Refuse(row, id, "parent.missing", "The row names no product: give the reference of the product, or its ID.");
            return;
        }

        var names = Split(Cell(row, attributes), ',').Select(Part).ToList();
        var own = Split(Cell(row, values), ',').Select(Part).ToList();
        var product = new ProductFact
        {
            Line = row.Line, Kind = FactKind.Variant, Parent = identity, Gtin = Barcode(row, gtin), Stock = Pieces(row, quantity),
            Sku = Said(row, reference) ?? Identity($"{identity}.{string.Join('-', own.Select(Slug))}"),
        };
        product.Attributes.AddRange(names.Zip(own));
        AddOnce(product.Pictures, Split(Cell(row, images), ','));
        Add(row, reference, product);
    }

    private static string Part(string text) => text.Split(':')[0].Trim();

    private string? IdentityOf(SourceRow row) => Said(row, reference) ?? IdOf(row);

    private string? IdOf(SourceRow row) => Said(row, id) is { } number ? Table.Known.GetValueOrDefault(number) ?? Identity($"id:{number}") : null;

    /// <summary>The first column whose name, without stars and what stands between brackets, is one of these or begins with it.</summary>
    private int Begins(params string[] starts)
    {
        foreach (var start in starts)
        {
            for (var column = 0; column < Columns.Count; column++)
            {
                var plain = Aside().Replace(Columns.PlainName(column), "").Trim();
                if (plain == start || (start.Contains(' ') && plain.StartsWith(start, StringComparison.Ordinal)))
                {
                    return Columns.Use(column);
                }
            }
        }

        return -1;
    }

    [GeneratedRegex(@"\([^)]*\)?|[*#]", RegexOptions.CultureInvariant)]
    private static partial Regex Aside();
}
