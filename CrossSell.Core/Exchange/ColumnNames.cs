using System.Text.RegularExpressions;
using CrossSell.Core.Common;

namespace CrossSell.Core.Exchange;

/// <summary>What shops, spreadsheets and merchandise systems call the fields, in English, German and Dutch.</summary>
[Engine]
internal static partial class ColumnNames
{
    private static readonly Dictionary<string, string> Catalogue = Table(
        ("sku", """
            sku; article; article no; article number; article id; item no; item number; item id; item code; product no; product number; product code;
            product id;
            part number; variant sku; sku number; stock code; code; ref; reference; reference #; style no; ordernumber; id; Artikel; Artikelnummer; Artikel-Nr.;
            Art.-Nr.; Art Nr; ArtNr; Artikelnr; Artikelcode; Produktnummer; Produkt-Nr.; Produktcode; Bestellnummer; Bestell-Nr.; Materialnummer; Sachnummer;
            Teilenummer; Hauptartikelnummer; Artikelkennung; Nummer; Nr.; artikelnummer; artikelcode; artikelnr; productnummer; productcode; bestelnummer;
            bestelcode; referentie; sku-code
            """),
        ("name", """
            name; title; product; product name; product title; item name; description short; Bezeichnung; Artikelbezeichnung; Artikelname; Produktbezeichnung;
            Produktname; Titel; Benennung; Bezeichnung 1; Artikeltext; Produkt; naam; productnaam; artikelnaam; omschrijving; artikelomschrijving;
            productomschrijving kort; _name
            """),
        ("brand", """
            brand; manufacturer; vendor; make; supplier; producer; brand name; Marke; Hersteller; Herstellername; Lieferant; Fabrikat; merk; fabrikant;
            leverancier; producent; _supplier
            """),
        ("gtin", """
            gtin; ean; ean13; ean-13; ean 13; upc; barcode; isbn; gtin13; gtin 14; ean code; ean-code; eancode; EAN-Nummer; GTIN/EAN; Strichcode;
            streepjescode; bar code
            """),
        ("description", """
            description; long description; product description; body (html); details; description_long; Beschreibung; Langtext; Produktbeschreibung;
            Artikelbeschreibung; Langbeschreibung; beschrijving; lange omschrijving; productbeschrijving; productomschrijving
            """),
        ("categories", """
            categories; category; category path; product category; collection; group; product group; Kategorie; Kategorien; Warengruppe; Artikelgruppe;
            Produktgruppe; Kategoriepfad; categorie; categorieen; categorieën; artikelgroep; productgroep; taxons
            """),
        ("product_type", "product_type; product type; Produkttyp; Produktart; Artikeltyp; producttype; artikeltype"),
        ("status", "status; state; active; enabled; Aktiv; Artikelstatus; Produktstatus; actief; artikelstatus; productstatus; product_online"),
        ("tags", "tags; keywords; labels; Schlagworte; Schlagwörter; Stichworte; trefwoorden; zoekwoorden"),
        ("image_urls", """
            image_urls; image url; image; images; image link; image_link; picture; pictures; photo; image src; imageurl; Bild; Bilder; Bild-URL; Bildadresse;
            Bildlink; afbeelding; afbeeldingen; afbeelding url; foto; foto's
            """),
        ("parent", "parent; parent sku; parent_sku; Vaterartikel; Hauptartikel; Elternartikel; Vater-SKU; hoofdartikel; ouder; mainnumber"),
        ("tax_class", "tax_class; tax class; Steuerklasse; Steuersatz-Klasse; btw-klasse; belastingklasse"),
        ("channel", "channel; shop; store; sales channel; Kanal; Verkaufskanal; Shopcode; winkel; kanaal; verkoopkanaal"),
        ("price", """
            price; sales price; selling price; sale price; retail price; unit price; gross price; price incl tax; variant price; regular price; our price;
            current price; new price; list price incl. vat; Preis; Verkaufspreis; VK; VK-Preis; VKPreis; VK Brutto; VK1; VK 1; Bruttopreis; Preis brutto;
            Brutto-VK; Endpreis; Endkundenpreis; Ladenpreis; Shoppreis; Neuer Preis; Stückpreis; Einzelpreis; Aktueller Preis; prijs; verkoopprijs; verkoop;
            prijs incl btw; prijs incl. btw; consumentenprijs; winkelprijs; nieuwe prijs; verkoopprijs incl btw; price_gross; price_ek; regulärer preis
            """),
        ("compare_at_price", """
            compare_at_price; compare at price; compare at; rrp; msrp; srp; list price; old price; was price; strike price; suggested retail price; UVP;
            UVP-Preis; Listenpreis; Streichpreis; Alter Preis; Unverbindliche Preisempfehlung; Vergleichspreis; adviesprijs; advies; oude prijs;
            van-prijs; vanprijs; catalogusprijs; pseudoprice; pseudoprice_ek
            """),
        ("cost", """
            cost; cost price; cost per item; purchase price; buying price; wholesale price; net cost; EK; EK-Preis; Einkaufspreis; Einkauf; Einstandspreis;
            EK netto; Bezugspreis; inkoop; inkoopprijs; kostprijs; inkoopprijs excl btw; purchaseprice
            """),
        ("stock", """
            stock; qty; quantity; inventory; on hand; available; availability qty; stock level; stock quantity; inventory quantity; variant inventory qty;
            units; instock; in stock; Bestand; Lagerbestand; Lager; Menge; Verfügbar; Verfügbare Menge; Bestandsmenge; Stückzahl; Lagermenge; verfügbarer
            Bestand; voorraad; aantal; beschikbaar; voorraadaantal; op voorraad; magazijnvoorraad; vrije voorraad
            """),
        ("published", "published; online; visible; visibility; Veröffentlicht; Sichtbar; Online-Status; gepubliceerd; zichtbaar"));

    private static readonly Dictionary<string, string> Links = Table(
        ("source_sku", """
            source_sku; source; from; from sku; product; product sku; main product; anchor; article; sku; Hauptartikel; Ausgangsartikel; Artikel; Artikelnummer;
            Von; Quelle; van; bron; hoofdartikel; artikel; hoofdproduct
            """),
        ("target_sku", """
            target_sku; target; to; to sku; linked_sku; linked sku; linked product; related_sku; related sku; related; recommended; accessory; companion;
            cross-sell; Zubehör; Zubehörartikel; Zielartikel; Verknüpfter Artikel; Empfehlung; Ziel; Nach; accessoire; gekoppeld artikel; doel; naar;
            aanbevolen product
            """),
        ("type", "type; link type; association_type; relation; Verknüpfungstyp; Typ; Beziehung; Art; koppelingstype; relatie; soort"),
        ("position", "position; rank; order; sort; Reihenfolge; Sortierung; Rang; Position; positie; volgorde; rang"),
        ("quantity", "quantity; qty; Menge; Anzahl; aantal"),
        ("note", "note; comment; remark; Notiz; Bemerkung; Kommentar; notitie; opmerking"),
        ("valid_from", "valid_from; valid from; start; starts; Gültig ab; Gültig von; geldig vanaf; geldig van"),
        ("valid_to", "valid_to; valid to; until; end; ends; Gültig bis; geldig tot; geldig t/m"));

    private static readonly Dictionary<string, string> Orders = Table(
        ("order_id", """
            order_id; order; order no; order number; order id; invoice; invoice no; invoice number; InvoiceNo; transaction; transaction id; receipt;
            basket;
            Auftrag; Auftragsnummer; Auftrags-Nr.; Bestellung; Bestellnummer; Bestell-Nr.; Belegnummer; Beleg; Bon; Bonnummer; Rechnungsnummer; Rechnung;
            Vorgang; bestelling; bestelnummer; ordernummer; factuurnummer; bonnummer; transactienummer
            """),
        ("ordered_at", """
            ordered_at; order date; date; created at; ordered; placed at; invoice date; InvoiceDate; timestamp; datetime; purchase date; Datum; Bestelldatum;
            Auftragsdatum; Belegdatum; Rechnungsdatum; Kaufdatum; Bestellt am; Zeitpunkt; besteldatum; orderdatum; factuurdatum; aankoopdatum; datum en tijd
            """),
        ("sku", """
            sku; article; article no; article number; item no; item number; item; product; product code; product sku; product number; StockCode; lineitem sku;
            Artikel; Artikelnummer; Artikel-Nr.; Art.-Nr.; Art Nr; Artikelnr; Produktnummer; artikelcode; productcode; productnummer
            """),
        ("quantity", "quantity; qty; pieces; units; count; lineitem quantity; Menge; Anzahl; Stück; Stückzahl; aantal; stuks; hoeveelheid"),
        ("unit_price", """
            unit_price; unit price; price; price each; item price; UnitPrice; lineitem price; Einzelpreis; Stückpreis; Preis; VK-Preis; VK; Verkaufspreis;
            stukprijs; prijs; eenheidsprijs; verkoopprijs
            """),
        ("status", "status; order status; state; Bestellstatus; Auftragsstatus; Status; bestelstatus; orderstatus"),
        ("customer", """
            customer; customer id; customer no; customer number; CustomerID; client; Kunde; Kundennummer; Kunden-Nr.; Kd.-Nr.; KdNr; klant; klantnummer;
            klant-id
            """),
        ("channel", "channel; shop; store; Kanal; Filiale; winkel; kanaal; filiaal"),
        ("bundle_code", """
            bundle_code; bundle; bundle sku; bundle id; bundled by; set; set code; set sku; kit; kit sku; parent sku; parent item; parent item sku; Bundle-Code;
            Set-Artikel; Set-Nummer; Setartikel; Stückliste; Hauptartikel; bundel; bundelcode; setcode; setartikel
            """));

    // Only our own names: other systems write bundles into their products.
    private static readonly Dictionary<string, string> Bundles = [];

    /// <summary>The field that a column of this name usually is; null for a name that nobody knows.</summary>
    public static string? FieldOf(ExchangeKind kind, string name) => (kind switch
    {
        ExchangeKind.Links => Links,
        ExchangeKind.Orders => Orders,
        ExchangeKind.Bundles => Bundles,
        _ => Catalogue,
    }).GetValueOrDefault(Plain(name)) ?? (Bare(name) is { Length: > 0 } bare && bare != name ? FieldOf(kind, bare) : null);

    /// <summary>Letters and digits alone, in lower case: "Art.-Nr." is "artnr".</summary>
    public static string Plain(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    // What stands beside the name and says no more than how the cells are written: "VK-Preis (EUR)", "Bestand [Stk.]", "Preis in €", "Price EUR".
    private static string Bare(string name) => Beside().Replace(name, "").Trim();

    [GeneratedRegex(
        @"\s*[\(\[].*?[\)\]]|(\s+in)?[\s_\-:]+(eur|euro|usd|gbp|chf|€|\$|£|st|stk|stück|stuks|pcs)\.?\s*$|\s*[€$£*:]\s*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Beside();

    private static Dictionary<string, string> Table(params (string Field, string Names)[] fields)
    {
        var table = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (field, names) in fields)
        {
            foreach (var name in names.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                table.TryAdd(Plain(name), field);
            }
        }

        return table;
    }
}
