using CrossSell.Core.Dialects;
using CrossSell.Core.Exchange;

namespace CrossSell.Tests.Core.Exchange;

/// <summary>Columns are taken for what they are by their names, as shops and systems write them, and by what they hold.</summary>
public sealed class ColumnGuessTests
{
    /// <summary>Headers of real files, and what their columns are; a hyphen is left aside.</summary>
    [Theory]
    [InlineData("Artikelnummer;Bezeichnung;VK-Preis;Bestand", "A1;Hemd;1.299,00;4", ExchangeKind.Products, "sku name price stock")]
    [InlineData("Art.-Nr.;Verkaufspreis (EUR);UVP in €;EK netto", "A1;9,90;12,90;4,10", ExchangeKind.Listings, "sku price compare_at_price cost")]
    [InlineData("Art Nr;EAN;Preis;Lagerbestand", "A1;4006381333931;9,90;3", ExchangeKind.Products, "sku gtin price stock")]
    [InlineData("SKU;Neuer Preis;Alter Preis", "A1;9,90;12,90", ExchangeKind.Listings, "sku price compare_at_price")]
    [InlineData("Bestellnummer;Hersteller;Artikelbezeichnung;Warengruppe;Brutto-VK", "A1;Acme;Hemd;Hemden;9,90", ExchangeKind.Products,
        "sku brand name categories price")]
    [InlineData(
        "ordernumber;price;pricegroup;from;pseudoprice;_name;_additionaltext;_supplier;purchaseprice", "SW1;59,99;EK;1;0;Korn;5 Liter;Sasse;0",
        ExchangeKind.Products, "sku price - - compare_at_price name - brand cost")]
    [InlineData("Artikelcode;Omschrijving;Verkoopprijs;Voorraad", "A1;Hemd;9,90;4", ExchangeKind.Products, "sku name price stock")]
    [InlineData("artikelnr;prijs incl. btw;adviesprijs;inkoopprijs", "A1;9,90;12,90;4,10", ExchangeKind.Listings, "sku price compare_at_price cost")]
    [InlineData("Productnummer;Naam;Merk;Prijs;Aantal", "A1;Hemd;Acme;9,90;4", ExchangeKind.Products, "sku name brand price stock")]
    [InlineData("Item Number;Description;MSRP;Qty", "A1;Shirt;12.90;4", ExchangeKind.Products, "sku description price stock")]
    [InlineData("Part Number;Title;Manufacturer;Selling Price;On hand", "A1;Shirt;Acme;9.90;4", ExchangeKind.Products, "sku name brand price stock")]
    [InlineData("id;title;description;link;image_link;price;brand;gtin", "A1;Shirt;Warm;https://x;https://y;9.90 EUR;Acme;4006381333931",
        ExchangeKind.Products, "sku name description - image_urls price brand gtin")]
    [InlineData("ID;SKU;Name;Regular price;Sale price", "7;A1;Shirt;12.90;9.90", ExchangeKind.Products, "- sku name price -")]
    [InlineData("Code;Name;Enabled;Price", "A1;Shirt;1;9.90", ExchangeKind.Products, "sku name status price")]
    [InlineData("Variant SKU;Variant Price;Variant Inventory Qty;Cost per item", "A1;9.90;4;4.10", ExchangeKind.Listings, "sku price stock cost")]
    [InlineData("Materialnummer;Materialkurztext;Endpreis;Verfügbare Menge", "A1;Hemd;9,90;4", ExchangeKind.Listings, "sku - price stock")]
    [InlineData("Produkt-Nr.;Produktname;Marke;Kategorie;Preis €;Bild-URL", "A1;Hemd;Acme;Hemden;9,90;https://x", ExchangeKind.Products,
        "sku name brand categories price image_urls")]
    [InlineData("sku;association_type;related_sku", "A1;cross_sells;A2", ExchangeKind.Links, "source_sku type target_sku")]
    [InlineData("Artikelnummer;Zubehörartikel;Reihenfolge", "A1;A2;1", ExchangeKind.Links, "source_sku target_sku position")]
    [InlineData("sku;linked_sku", "A1;A2", ExchangeKind.Links, "source_sku target_sku")]
    [InlineData("Auftragsnummer;Bestelldatum;Artikelnummer;Menge;Einzelpreis;Kundennummer", "1001;24.12.2026;A1;2;9,90;77", ExchangeKind.Orders,
        "order_id ordered_at sku quantity unit_price customer")]
    [InlineData("Order ID;Created at;Lineitem sku;Lineitem quantity;Lineitem price", "1001;2026-01-03 10:00;A1;2;9.90", ExchangeKind.Orders,
        "order_id ordered_at sku quantity unit_price")]
    [InlineData("Bonnummer;Datum;Artikelcode;Aantal;Prijs;Klant", "1001;24-12-2026;A1;2;9,90;77", ExchangeKind.Orders,
        "order_id ordered_at sku quantity unit_price customer")]
    public void Header_OfARealFile_IsTakenForWhatItIs(string header, string row, ExchangeKind kind, string fields)
    {
        var guess = ColumnGuess.Of(Input(header, row));

        Assert.Equal((kind, fields), (guess.Kind, Said(guess)));
        Assert.NotEqual(Sureness.Unsure, guess.Sureness);
    }

    [Fact]
    public void Content_SaysWhatNamesDoNot()
    {
        var known = ColumnGuess.Of(
            Input("Spalte1;Spalte2;Spalte3", ["X-1;4006381333931;1.299,00", "X-2;9780306406157;59,99"], "X-1", "X-2"), ExchangeKind.Products);
        var unknown = ColumnGuess.Of(Input("A;B;C", ["X-1;Hemd mit Kragen;12,00 €", "X-2;Hose;59,99 €"]));

        Assert.Equal("sku gtin price", Said(known));
        Assert.Equal([GuessReason.KnownSkus, GuessReason.Gtins, GuessReason.Amounts], known.Columns.Select(column => column.Reason));
        Assert.Equal("sku - price", Said(unknown));
        Assert.Equal(Sureness.Likely, unknown.Sureness);
    }

    [Fact]
    public void Name_ThatTheCellsContradict_IsNotBelieved()
    {
        var guess = ColumnGuess.Of(Input("Artikelnummer;Preis;Bestand", ["A1;auf Anfrage;viel", "A2;Tagespreis;wenig"]));

        Assert.Equal("sku - -", Said(guess));
    }

    [Fact]
    public void PriceFile_OfKnownProducts_LeavesTheirNamesAlone_UntilAPersonSaysProducts()
    {
        var input = Input("Artikelnummer;Bezeichnung;VK-Preis", ["A1;Hemd;9,90", "A2;Hose;19,90"], "A1", "A2");

        Assert.Equal((ExchangeKind.Listings, "sku - price"), (ColumnGuess.Of(input).Kind, Said(ColumnGuess.Of(input))));
        Assert.Equal(GuessReason.KeptAside, ColumnGuess.Of(input).Columns[1].Reason);
        Assert.Equal("sku name price", Said(ColumnGuess.Of(input, ExchangeKind.Products)));
    }

    [Fact]
    public void Field_IsGivenOnce_AndAMissingOneIsSaid()
    {
        var twice = ColumnGuess.Of(Input("Artikelnummer;Preis;VK-Preis", "A1;1,00;2,00"));
        var none = ColumnGuess.Of(Input("Preis;Bezeichnung", ["1,00;Ein Hemd", "2,00;Ein Hemd"]));

        Assert.Equal("sku price -", Said(twice));
        Assert.Equal(GuessReason.Other, twice.Columns[2].Reason);
        Assert.Equal(Sureness.Unsure, none.Sureness);
        Assert.Equal("sku", Assert.Single(ImportFields.Faults(none.Mapping)).Field);
    }

    [Fact]
    public void Forms_AreTakenFromTheColumn_OrFromWhatStandsBesideIt()
    {
        var comma = ColumnGuess.Of(Input("Artikelnummer;Preis;EK;Bestand", ["A1;1.299;12,50;1.200", "A2;2.499;9,90;3"]));
        var point = ColumnGuess.Of(Input("SKU,Price,Stock", ["A1,1.299,1", "A2,2.499,3"], delimiter: ','));
        var days = ColumnGuess.Of(Input("Order ID;Date;SKU;Qty;Price", ["1;03/04/2026;A1;1;9,90", "2;24/04/2026;A1;1;9,90"]));

        Assert.Equal([ColumnForm.Automatic, ColumnForm.DecimalComma, ColumnForm.Automatic, ColumnForm.DecimalComma],
            comma.Columns.Select(column => column.Column.Form));
        Assert.Equal(ColumnForm.DecimalPoint, point.Columns[1].Column.Form);
        Assert.Equal(ColumnForm.DayFirst, days.Columns[1].Column.Form);
    }

    [Theory]
    [InlineData("price", ColumnForm.Automatic, DecimalMark.Comma, "1.299,00", "1299.00")]
    [InlineData("price", ColumnForm.DecimalComma, DecimalMark.Unknown, "1.299", "1299")]
    [InlineData("price", ColumnForm.Automatic, DecimalMark.Unknown, "auf Anfrage", null)]
    [InlineData("stock", ColumnForm.DecimalComma, DecimalMark.Unknown, "12,00", "12")]
    [InlineData("stock", ColumnForm.DecimalComma, DecimalMark.Unknown, "0,5", null)]
    [InlineData("status", ColumnForm.Automatic, DecimalMark.Unknown, "Aktiv", "active")]
    [InlineData("published", ColumnForm.Automatic, DecimalMark.Unknown, "nein", "no")]
    public void Reading_SaysWhatACellMeans(string field, ColumnForm form, DecimalMark shown, string cell, string? read) =>
        Assert.Equal(read, ColumnGuess.Reading(ExchangeKind.Products, new MappedColumn("x", field, form), cell, shown));

    [Theory]
    [InlineData("24.12.2026", ColumnForm.Automatic, "2026-12-24")]
    [InlineData("24.12.26 18:05", ColumnForm.Automatic, "2026-12-24")]
    [InlineData("03/04/2026", ColumnForm.DayFirst, "2026-04-03")]
    [InlineData("03/04/2026", ColumnForm.MonthFirst, "2026-03-04")]
    [InlineData("2026-12-24", ColumnForm.DayFirst, "2026-12-24")]
    public void Date_IsReadAsItsColumnWritesIt(string cell, ColumnForm form, string read) =>
        Assert.Equal(read, ColumnGuess.Reading(ExchangeKind.Orders, new MappedColumn("x", "ordered_at", form), cell, DecimalMark.Unknown));

    /// <summary>Of any columns: as many come out as went in, by the same names, no field twice, and none that its kind of file does not know.</summary>
    [Fact]
    public void AnyColumns_ComeOutWhole_AndNoFieldTwice()
    {
        string[] names =
            ["Artikelnummer", "SKU", "EAN", "Preis", "VK", "UVP", "", "Bestand", "Name", "Name", "price", "Datum", "Menge", "Kunde", "é;\"", "Typ"];
        string[] cells = ["A1", "A2", "", "4006381333931", "1.299,00", "59.99", "24.12.2026", "\"", "Hemd mit Kragen", "0", "-3", "€", "ja"];
        var chance = new Random(4711);
        for (var round = 0; round < 300; round++)
        {
            var columns = Enumerable.Range(0, chance.Next(1, 9))
                .Select(_ => (Name: names[chance.Next(names.Length)], Cells: Enumerable.Range(0, 5).Select(_ => cells[chance.Next(cells.Length)]).ToArray()))
                .ToList();
            var guess = ColumnGuess.Of(Of(columns));
            var fields = guess.Columns.Select(column => column.Column.Field).OfType<string>().ToList();

            Assert.Equal(columns.Select(column => column.Name), guess.Columns.Select(column => column.Column.Name));
            Assert.Equal(fields.Count, fields.Distinct().Count());
            Assert.All(fields, field => Assert.Contains(ImportFields.Of(guess.Kind), known => known.Key == field));
        }

        static GuessInput Of(List<(string Name, string[] Cells)> columns) => new(
            [.. columns.Select(column => column.Name)], [.. columns.Select(column => (IReadOnlyList<string>)column.Cells)], new HashSet<string> { "A1" },
            CatalogueFields.None);
    }

    private static string Said(GuessedFile guess) => string.Join(' ', guess.Columns.Select(column => column.Column.Field ?? "-"));

    private static GuessInput Input(string header, string row) => Input(header, [row]);

    private static GuessInput Input(string header, string[] rows, params string[] skus) => Input(header, rows, ';', skus);

    private static GuessInput Input(string header, string[] rows, char delimiter, params string[] skus)
    {
        var names = header.Split(delimiter);
        return new GuessInput(
            names, [.. names.Select((_, at) => (IReadOnlyList<string>)[.. rows.Select(row => row.Split(delimiter)[at])])],
            skus.ToHashSet(StringComparer.OrdinalIgnoreCase), new CatalogueFields([new CatalogueAttribute("color", "Farbe")], ["de", "en"]))
        {
            Delimiter = delimiter,
        };
    }
}
