using System.Text.RegularExpressions;
using CrossSell.Core.Common;

namespace CrossSell.Core.Dialects;

/// <summary>What WooCommerce calls the columns of its product export, in the languages in which it writes them.</summary>
[Engine]
internal static partial class WooColumns
{
    public static readonly string[] Id = ["id", "identifikator", "identyfikator", "tunnus (id)", "kimlik", "azonosító"];
    public static readonly string[] Type = ["type", "typ", "tipo", "тип", "rodzaj", "produkttype", "tyyppi", "typ produktu", "tür", "típus"];
    public static readonly string[] Sku =
    [
        "sku", "artikelnummer", "артикул", "ugs", "cod", "ref", "referencia", "référence", "varenummer", "art. nr.", "tuotetunnus (sku)", "stok kodu (sku)",
        "varenummer (sku)", "produktnummer", "katalogové číslo", "katalógové číslo", "cikkszám",
    ];

    public static readonly string[] Gtin =
    [
        "gtin, upc, ean, or isbn", "gtin, upc, ean oder isbn", "gtin, upc, ean o isbn", "gtin, upc, ean ou isbn", "gtin, upc, ean of isbn",
        "gtin, upc, ean или isbn", "gtin, upc, ean lub isbn", "gtin, upc, ean eller isbn", "global_unique_id", "gtin", "ean",
    ];

    public static readonly string[] Name =
    [
        "name", "nombre", "nom", "naam", "nome", "имя", "название", "nazwa", "namn", "navn", "název", "nimi", "isim", "i\u0307sim", "név",
    ];

    public static readonly string[] Published =
    [
        "published", "veröffentlicht", "publicado", "publié", "gepubliceerd", "pubblicato", "опубликован", "опубликовано", "opublikowano", "opublikowany",
        "publicerad", "udgivet", "publisert", "publikováno", "yayımlanmış", "julkaistu", "közzétéve",
    ];

    public static readonly string[] Visibility =
    [
        "visibility in catalog", "sichtbarkeit im katalog", "visibilidad en el catálogo", "visibilité dans le catalogue", "zichtbaarheid in catalogus",
        "visibilità nel catalogo", "видимость в каталоге", "visibilidade no catálogo", "widoczność w katalogu",
    ];

    public static readonly string[] ShortText =
    [
        "short description", "kurzbeschreibung", "descripción corta", "description courte", "korte beschrijving", "breve descrizione", "descrizione breve",
        "краткое описание", "короткое описание", "descrição curta", "breve descrição", "krótki opis", "kort beskrivning", "kort beskrivelse",
    ];

    public static readonly string[] Text =
        ["description", "beschreibung", "descripción", "beschrijving", "descrizione", "описание", "descrição", "opis", "beskrivning", "beskrivelse", "popis"];

    public static readonly string[] InStock =
    [
        "in stock?", "vorrätig?", "auf lager?", "¿existencias?", "¿hay existencias?", "en stock ?", "en stock?", "op voorraad?", "in magazzino?", "в наличии?",
        "em estoque?", "w magazynie?",
    ];

    public static readonly string[] Stock =
    [
        "stock", "lager", "lagerbestand", "bestand", "inventario", "existencias", "voorraad", "magazzino", "запасы", "запас", "estoque", "stan magazynowy",
        "magazyn", "lagersaldo", "lagerantal", "lagerbeholdning", "stock quantity",
    ];

    public static readonly string[] SalePrice =
    [
        "sale price", "angebotspreis", "precio rebajado", "precio de oferta", "tarif promo", "prix promo", "prix promotionnel", "actieprijs",
        "aanbiedingsprijs",
        "prezzo in offerta", "prezzo scontato", "цена распродажи", "акционная цена", "preço promocional", "preço de saldo", "preço com desconto",
        "cena promocyjna", "reapris", "rea-pris", "udsalgspris", "salgspris",
    ];

    public static readonly string[] RegularPrice =
    [
        "regular price", "regulärer preis", "normalpreis", "precio normal", "precio regular", "tarif régulier", "prix régulier", "tarif normal",
        "reguliere prijs", "normale prijs", "prezzo di listino", "prezzo regolare", "базовая цена", "обычная цена", "preço", "preço normal", "preço regular",
        "cena", "cena regularna", "ordinarie pris", "normalpris", "normal pris", "vanlig pris", "ordinær pris",
        "běžná cena", "bežná cena", "normál ár", "normaalihinta", "normal fiyat", "price",
    ];

    public static readonly string[] Categories =
    [
        "categories", "kategorien", "categorías", "catégories", "categorieën", "categorie", "категории", "categorias", "kategorie", "kategorier",
        "osastot", "kategoriler",
    ];

    public static readonly string[] Tags =
        ["tags", "schlagwörter", "etiquetas", "étiquettes", "tag", "метки", "tagi", "znaczniki", "etiketter", "stichworte"];

    public static readonly string[] Images =
    [
        "images", "bilder", "imágenes", "afbeeldingen", "immagini", "изображения", "imagens", "obrazki", "obrazy", "zdjęcia", "billeder", "obrázky", "képek",
        "kuvat", "görseller",
    ];

    public static readonly string[] Parent =
    [
        "parent", "übergeordnetes produkt", "übergeordnet", "elternprodukt", "superior", "padre", "parente", "hoofdproduct", "bovenliggend", "hoofd",
        "genitore", "родительский", "родитель", "ascendente", "pai", "superiores", "nadrzędny", "rodzic", "förälder",
        "överordnad", "overordnet", "forælder", "forelder",
        "nadřazený", "nadradený", "szülő", "isäntä", "ebeveyn",
    ];

    public static readonly string[] Grouped =
    [
        "grouped products", "gruppierte produkte", "productos agrupados", "groupes de produits", "produits groupés", "gegroepeerde producten",
        "prodotti raggruppati", "сгруппированные товары", "grupo de produtos", "produtos agrupados", "produkty grupowane", "grupowane produkty",
        "zgrupowane produkty", "grupperade produkter", "grupperede varer", "grupperte produkter",
        "seskupené produkty", "zoskupené produkty", "csoportosított termékek", "ryhmitellyt tuotteet", "gruplanmış ürünler",
    ];

    public static readonly string[] UpSells =
    [
        "upsells", "up-sells", "upsell", "up-sell",
        "zusatzverkäufe", "zusatzverkäufe (upsells)", "ventas dirigidas", "produits suggérés", "montées en gamme", "montée en gamme",
        "upsell-producten", "апсэлы", "апселы", "апсейлы", "рекомендуемые товары", "aumentar vendas", "up-selling", "upselling", "dodatkowo sprzedawane",
        "dosprzedaż", "merförsäljning", "mersalg", "oppsalg", "vendas superiores", "lisämyynti", "felülértékesítés", "yukarı satışlar",
    ];

    public static readonly string[] CrossSells =
    [
        "cross-sells", "cross sells", "cross-sell", "crosssells", "cross-sells (querverkäufe)", "querverkäufe", "ventas cruzadas", "ventes croisées",
        "kruisverkopen", "vendite incrociate", "кросселы", "кроссэлы", "кросс-селы", "кросс-продажи", "перекрестные продажи", "venda cruzada",
        "vendas cruzadas", "cross-selling", "sprzedaż krzyżowa", "korsförsäljning", "krydssalg", "kryssalg", "ristiinmyynti",
        "keresztértékesítés", "çapraz satışlar",
    ];

    /// <summary>Whether the column says when a sale begins or ends; in every language its name says that it is a date, and of a sale.</summary>
    public static bool IsSaleDate(string name) => Date().IsMatch(name) && Sale().IsMatch(name) && !name.StartsWith("meta:", StringComparison.Ordinal);

    public static readonly string[] Brands = ["brands", "marken", "marcas", "marques", "merken", "marchi", "бренды", "brand", "marki", "varumärken"];

    /// <summary>What a piece costs the shop, since WooCommerce counts that (10.0).</summary>
    public static readonly string[] Cost = ["cost of goods", "cost of goods sold"];

    /// <summary>The columns that say something here, by their English names.</summary>
    public static readonly (string Name, string[] Words)[] Known =
    [
        ("ID", Id), ("Type", Type), ("SKU", Sku), ("GTIN, UPC, EAN, or ISBN", Gtin), ("Name", Name), ("Published", Published),
        ("Short description", ShortText), ("Description", Text), ("In stock?", InStock), ("Stock", Stock), ("Sale price", SalePrice),
        ("Regular price", RegularPrice), ("Categories", Categories), ("Tags", Tags), ("Images", Images), ("Parent", Parent), ("Grouped products", Grouped),
        ("Upsells", UpSells), ("Cross-sells", CrossSells), ("Brands", Brands),
        ("Cost of goods", Cost),
    ];

    /// <summary>
    /// Where each of them stands: by its word in a language that is known, else by its place in a whole export. All of them count as asked for.
    /// </summary>
    public static Dictionary<string, int> Find(ColumnBook book)
    {
        var found = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (name, words) in Known)
        {
            if (book.One(words) is >= 0 and var at)
            {
                found.Add(name, at);
            }
        }

        // Where a word stands elsewhere, the places are not those of a whole export.
        if (WooPlaces.Of(book.PlainNames) is { } places && places.All(place => !found.TryGetValue(place.Key, out var at) || at == place.Value))
        {
            foreach (var (name, at) in places.Where(place => !found.ContainsKey(place.Key) && !book.IsUsed(place.Value)))
            {
                found.Add(name, book.Use(at));
            }
        }

        return found;
    }

    /// <summary>Columns of attributes by number, -1 for one that is not there: by their words, else by their places in a whole export.</summary>
    public static SortedDictionary<int, (int Name, int Value)> AttributesOf(ColumnBook book)
    {
        var pairs = new SortedDictionary<int, (int Name, int Value)>();
        for (var column = 0; column < book.Count; column++)
        {
            if (AttributeOf(book.PlainName(column)) is (var number, var isValue) && !IsSaleDate(book.PlainName(column)))
            {
                var (name, value) = pairs.GetValueOrDefault(number, (-1, -1));
                pairs[number] = isValue ? (name, value < 0 ? column : value) : (name < 0 ? column : name, value);
            }
        }

        if (pairs.Count == 0 && WooPlaces.Of(book.PlainNames) is { } places)
        {
            foreach (var (number, name, value) in WooPlaces.Attributes(book.PlainNames, places["Cross-sells"] + 3))
            {
                pairs.Add(number, (name, value));
            }
        }

        return pairs;
    }

    /// <summary>What only WooCommerce calls its columns so, in any language; a file with an id and a type is its own when one of them is there.</summary>
    public static IEnumerable<string> Telling => UpSells.Concat(CrossSells).Concat(Grouped).Concat(Visibility)
        .Concat(["in stock?", "is featured?", "regular price", "sale price", "tax class", "published", "external url", "download limit", "position",
            "regulärer preis", "precio normal", "tarif régulier", "reguliere prijs", "prezzo di listino", "базовая цена", "опубликован", "veröffentlicht",
            "publicado", "gepubliceerd", "pubblicato", "publié", "superior"]);

    /// <summary>Which attribute a column is of, and whether it has its name or its values; null for another column.</summary>
    /// <param name="name">As it is compared: small letters, single blanks.</param>
    public static (int Number, bool IsValue)? AttributeOf(string name)
    {
        if (!Attribute().IsMatch(name) || NotAttribute().IsMatch(name) || Number().Match(name) is not { Success: true } number)
        {
            return null;
        }

        var of = int.Parse(number.Value, System.Globalization.CultureInfo.InvariantCulture);
        return Value().IsMatch(name) ? (of, true) : AttributeName().IsMatch(name) ? (of, false) : null;
    }

    [GeneratedRegex(@"\bdat[aeo]\b|datum|\bd[ií]a\b|fecha|дата|dzień|päivä|tarih", RegexOptions.CultureInvariant)]
    private static partial Regex Date();

    [GeneratedRegex(
        @"sale|angebot|rebaj|oferta|promo|actie|aanbied|uitverk|scont|offerta|saldo|desconto|распрод|акци|скидк|\brea|udsalg|tilbud|salg|promoc|wyprz|slev|akc",
        RegexOptions.CultureInvariant)]
    private static partial Regex Sale();

    [GeneratedRegex(
        @"attrib|атрибут|eigenschap|atribut|atrybut|egenskab|egenskap|özellik|nitelik|vlastnost|tulajdons|ominaisuu", RegexOptions.CultureInvariant)]
    private static partial Regex Attribute();

    [GeneratedRegex(
        "visib|sichtbar|zichtbaar|видим|widoczn|synlig|global|глобал|default|standard|standaard|défaut|defecto|умолчан|padrão|predefin|domyśl|výchoz|"
        + "predvol|viditel|alapért|látható|oletus|näky|varsay|görün|^meta:",
        RegexOptions.CultureInvariant)]
    private static partial Regex NotAttribute();

    [GeneratedRegex(@"\b\d{1,3}\b", RegexOptions.CultureInvariant)]
    private static partial Regex Number();

    [GeneratedRegex(@"value|wert|valor|valeur|waarde|valore|значен|warto|värde|verdi|værdi|hodnot|érték|arvo|değer", RegexOptions.CultureInvariant)]
    private static partial Regex Value();

    [GeneratedRegex(@"name|nombre|\bnom\b|naam|nome|имя|назван|nazwa|namn|navn|název|názov|neve|nimi|ismi", RegexOptions.CultureInvariant)]
    private static partial Regex AttributeName();
}
