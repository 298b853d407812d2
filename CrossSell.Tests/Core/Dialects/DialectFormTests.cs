using System.Globalization;
using System.IO.Compression;
using System.Text;
using CrossSell.Core.Dialects;
using CrossSell.Core.Exchange;

namespace CrossSell.Tests.Core.Dialects;

/// <summary>Forms of each system's files that are rarer: products without any code, links and stock as files of their own, UUIDs, markets.</summary>
public sealed class DialectFormTests
{
    [Fact]
    public async Task WooCommerce_WithoutSkuAndNumber_IsKnownByName_AndVariationsByParentAndOptions()
    {
        var reading = await DialectScene.ReadAsync(
            "Type,SKU,Name,Published,Regular price,Parent,Upsells,Grouped products,BUTTON TEXT,Attribute 1 Name,Attribute 1 Value(s)\n"
            + "variable,IDEA,Idea,1,,,,,,Color,\"Black, Red\"\nvariation,,,1,20,IDEA,,,,Color,Black\nexternal,,Büro Set,1,199,,IDEA,,Buy,,\n"
            + "variation,,,1,20,IDEA,,,,,\n");

        Assert.Equal(Dialect.WooCommerce, reading.Dialect);
        Assert.Equal(["IDEA Family", "IDEA.black Variant IDEA", "buro-set Simple"], reading.Products());
        Assert.Equal(["buro-set up-sell IDEA"], reading.Links());
        Assert.Equal(["5 SKU sku.missing"], reading.Refused());
    }

    /// <summary>A sale between dates is not what is asked today for all that the file can know, in any language.</summary>
    [Theory]
    [InlineData("ID,Type,SKU,Name,Published,Date sale price starts,Date sale price ends,Sale price,Regular price,Upsells")]
    [InlineData(
        "ID,Typ,Artikelnummer,Name,Veröffentlicht,\"Datum, an dem Angebotspreis beginnt\",\"Datum, an dem Angebotspreis endet\",Angebotspreis,Regulärer Preis,Zusatzverkäufe")]
    [InlineData(
        "ID,Tipo,SKU,Nombre,Publicado,Día en que empieza el precio rebajado,Día en que termina el precio rebajado,Precio rebajado,Precio normal,Ventas dirigidas")]
    [InlineData("ID,Type,UGS,Nom,Publié,Date de début de promo,Date de fin de promo,Tarif promo,Tarif régulier,Montée en gamme")]
    public async Task WooCommerce_DatedSale_IsNotThePrice_InAnyLanguage(string header)
    {
        var reading = await DialectScene.ReadAsync($"{header}\n1,simple,A,Aa,1,2026-01-01,2026-02-01,8,10,\n2,simple,B,Bb,1,,,8,10,\n");

        Assert.Equal([("10", null), ("8", "10")], reading.Facts.Products.Select(product => (product.Prices[0].Price!, product.Prices[0].CompareAt)));
        Assert.Empty(reading.Facts.LeftAside);
    }

    [Fact]
    public async Task Shopify_GuardedSkus_AreTheirDigits_AndMarketsHavePricesOfTheirOwn()
    {
        var reading = await DialectScene.ReadAsync(
            "Handle,Title,Variant SKU,Variant Price,Price / International,Compare At Price / International,Included / International,Option1 Name,"
            + "Option1 Value\n"
            + "a,Aa,'8720892119308,10.00,12.00,15.00,true,Title,Default Title\n");

        Assert.Equal(["8720892119308 Simple"], reading.Products());
        Assert.Equal(
            [(null, "10.00", null), ("international", "12.00", "15.00")],
            reading.Facts.Products[0].Prices.Select(price => (price.Market, price.Price!, price.CompareAt)));
        Assert.Equal(["Included / International"], reading.Facts.LeftAside);
    }

    [Fact]
    public async Task Shopify_AProductOfManyVariants_IsOneFamilyWithAllOfThem()
    {
        var text = new StringBuilder("Handle,Title,Option1 Name,Option1 Value,Option2 Name,Option2 Value,Option3 Name,Option3 Value,Variant Price\n");
        for (var number = 0; number < 250; number++)
        {
            text.Append(CultureInfo.InvariantCulture, $"tee,{(number == 0 ? "Tee" : "")},Size,{number % 5},Color,{number / 5 % 5},Fit,{number / 25},10\n");
        }

        var reading = await DialectScene.ReadAsync(text.ToString());

        Assert.Equal((1, 250, 0), (reading.Facts.FamilyCount, reading.Facts.SellableCount, reading.Facts.Refused.Count));
        Assert.All(reading.Facts.Products.Skip(1), variant => Assert.Equal(3, variant.Attributes.Count));
    }

    [Fact]
    public async Task Akeneo_CostHasItsCurrency_AndAssociationsByUuidAreThoseProducts()
    {
        var reading = await DialectScene.ReadAsync(
            "uuid;sku;categories;enabled;family;price-EUR;price-USD;cost-USD;name-en_US;"
            + "description-en_US-ecommerce;description-en_US-print;X_SELL-product_uuids\n"
            + "u-1;A;c;1;f;10;12;7;Aa;Web;Paper;u-2\nu-2;;c;1;f;5;6;3;Bb;;Paper;u-1,u-9\n");

        Assert.Equal(["A Simple", "u-2 Simple"], reading.Products());
        Assert.Equal(["A cross-sell u-2", "u-2 cross-sell A"], reading.Links());
        Assert.Equal([("EUR", null), ("USD", "7")], reading.Facts.Products[0].Prices.Select(price => (price.Currency!, price.Cost)));
        Assert.Equal(
            ("Web", 2, "Paper"), (reading.Facts.Products[0].Description, reading.Facts.Products[0].Texts.Count, reading.Facts.Products[1].Description));
        Assert.Equal(["3 X_SELL-product_uuids link.unknown"], reading.Refused());
    }

    [Fact]
    public async Task Akeneo_TypesOfAssociations_SayWhatEachIs_AndNoneStandsTwice()
    {
        var reading = await DialectScene.ReadAsync(
            "code;is_two_way;is_quantified;label-en_US;label-de_DE;note\nX_SELL;0;0;Cross sell;;\nPACK;1;1;Pack;Paket;x\nx_sell;0;0;;;\n;0;0;;;\n");

        Assert.Equal((Dialect.Akeneo, ExchangeKind.Links, 4, 2), (reading.Dialect, reading.Kind, reading.Facts.Rows, reading.Facts.RowsUsed));
        Assert.Equal(
            ["X_SELL False False en-US=Cross sell", "PACK True True en-US=Pack,de-DE=Paket"],
            reading.Facts.LinkTypes.Select(type =>
                $"{type.Code} {type.IsTwoWay} {type.IsQuantified} {string.Join(',', type.Labels.Select(label => $"{label.Locale}={label.Text}"))}"));
        Assert.Equal(["4 code code.twice", "5 code code.missing"], reading.Refused());
        Assert.Equal(["note"], reading.Facts.LeftAside);
    }

    [Fact]
    public async Task WooCommerce_LinksWithoutNumbers_AreAFileOfTheirOwn_UnlessItSaysMore()
    {
        var links = await DialectScene.ReadAsync("Type,SKU,Name,Upsells,Cross-sells\nsimple,A,Lens,,\"B, C\"\nvariation,A-1,Lens - 1,B,\n");
        var german = await DialectScene.ReadAsync("Artikelnummer;Querverkäufe\nA;B\n");
        var more = await DialectScene.TryAsync(Encoding.UTF8.GetBytes("SKU,Name,Colour,Cross-sells\nA,Lens,red,B\n"));

        Assert.Equal((Dialect.WooCommerce, DialectContent.Links, 0), (links.Dialect, links.Content, links.Facts.Products.Count));
        Assert.Equal(["A cross-sell B", "A cross-sell C", "A-1 up-sell B"], links.Links());
        Assert.Equal(["A cross-sell B"], german.Links());
        Assert.NotEqual(DialectContent.Links, more.Value?.Content);
    }

    [Fact]
    public async Task Shopware_TranslationsAlone_AreTextsOfTheirProducts()
    {
        var columns = await DialectScene.ReadAsync("ordernumber;name_2;descriptionlong_2\nA;Lens;Long text\n");
        var rows = await DialectScene.ReadAsync("articlenumber;languageId;name;keywords;longDescription\nA;2;Lens;k;Text\nA;3;Objectif;;\nB;;x;;\n");

        Assert.Equal((Dialect.Shopware, 1, 2), (columns.Dialect, columns.Facts.ProductCount, columns.Facts.TextCount));
        Assert.Equal((Dialect.Shopware, 1, 3), (rows.Dialect, rows.Facts.ProductCount, rows.Facts.TextCount));
        Assert.Equal(["2 Lens", "2 Text", "3 Objectif"], rows.Facts.Products[0].Texts.Select(text => $"{text.Locale} {text.Text}"));
        Assert.Equal((2, "4 languageId language.missing"), (rows.Facts.RowsUsed, Assert.Single(rows.Refused())));
    }

    [Fact]
    public async Task Magento_LinksInAFileOfTheirOwn_AreLinksAlone()
    {
        var reading = await DialectScene.ReadAsync("sku,related_skus,related_position,crosssell_skus\nA,\"B,C\",\"2,1\",D\n");

        Assert.Equal((DialectContent.Links, 0), (reading.Content, reading.Facts.Products.Count));
        Assert.Equal(["A related C", "A related B", "A cross-sell D"], reading.Links());
    }

    [Fact]
    public async Task Magento_SampleData_IsKnown_WithItsCategoriesGroupsAndChoices()
    {
        var reading = await DialectScene.ReadAsync(
            "category,name,sku,price,qty,description,bundle_options,associated_sku,attribute_set\n"
            + "\"Gear\nBags\",Bag,B-1,34,100,A bag,,,Bag\n\"Gear\nFitness\",Kit,K-1,,1,A kit,\"Ball|radio:S-1,S-2\nStrap|radio:S-3\",,Gear\n"
            + "Gear,Set,S-0,,1,,,\"S-1,S-2\",Gear\n");

        Assert.Equal((Dialect.Magento, 1), (reading.Dialect, reading.Facts.Bundles.Count));
        Assert.Equal(["Gear", "Bags"], reading.Facts.Products[0].Categories);
        Assert.Equal(["Ball S-1", "Ball S-2", " S-3"], reading.Facts.Bundles[0].Parts.Select(part => $"{part.Slot} {part.Sku}"));
        Assert.Equal(["S-0 grouped S-1", "S-0 grouped S-2"], reading.Links());
    }

    [Fact]
    public async Task PrestaShop_CombinationsNameTheirProduct_ByReferenceWhereTheyHaveIt()
    {
        const string Head = "Product ID*;{0}Attribute (Name:Type:Position)*;Value (Value:Position)*;Reference;EAN13;Impact on price;Quantity\n";
        var byReference = await DialectScene.ReadAsync(
            string.Format(CultureInfo.InvariantCulture, Head, "Product Reference;")
            + "1;CUP;Color:color:0, Size:select:1;Red:0, L:1;CUP-R;;0;5\n"
            + "1;CUP;Color:color:0;Blue:0;;;0;5\n");
        var byNumber = await DialectScene.ReadAsync(string.Format(CultureInfo.InvariantCulture, Head, "") + "1;Color:color:0;Red:0;;;0;5\n");

        Assert.Equal(["CUP-R Variant CUP", "CUP.blue Variant CUP", "CUP Family"], byReference.Products());
        Assert.Equal([("Color", "Red"), ("Size", "L")], byReference.Facts.Products[0].Attributes);
        Assert.Equal(["id:1.red Variant id:1", "id:1 Family"], byNumber.Products());
    }

    [Fact]
    public async Task Shopware_StockAndLinks_AreFilesOfTheirOwn()
    {
        var stock = await DialectScene.ReadAsync("ordernumber;instock;_additionaltext;_supplier;_price\nA;5;;Acme;19.95\n");
        var similar = await DialectScene.ReadAsync("ordernumber;mainnumber;similar\nA;A;B|C\n");

        Assert.Equal((DialectContent.Listings, 5), (stock.Content, stock.Facts.Products[0].Stock));
        Assert.Equal((DialectContent.Links, 0), (similar.Content, similar.Facts.Products.Count));
        Assert.Equal(["A substitute B", "A substitute C"], similar.Links());
    }

    [Fact]
    public async Task UnoPim_WithoutLinksAndVariants_IsItsOwn_WithItsAttributes_AndAssociationsHaveQuantities()
    {
        var products = await DialectScene.ReadAsync(
            "channel,locale,sku,status,type,parent,attribute_family,name,price (USD),color,url_key,product_number,categories\n"
            + "default,en_US,101,true,simple,,default,Book,142,Black,book,101,books\n");
        var links = await DialectScene.ReadAsync("sku,association_type,related_sku,quantity\nA,bundle_kit,B,2\n");

        Assert.Equal((Dialect.UnoPim, "101 Simple"), (products.Dialect, Assert.Single(products.Products())));
        Assert.Equal([("color", "Black")], products.Facts.Products[0].Attributes);
        Assert.Equal(["channel", "url_key", "product_number"], products.Facts.LeftAside);
        Assert.Equal(("bundle_kit", 2), (links.Facts.Links[0].Type, links.Facts.Links[0].Quantity));
    }

    /// <summary>Codes of bundles are the same on each import, and of one bundle each, whatever letters the system writes.</summary>
    [Fact]
    public void BundleCode_IsStable_AndNoOthers()
    {
        string[] named = ["KIT-1", "kit_1", "kit 1", "Набор", "套装", new string('x', 90), new string('x', 91)];
        var codes = named.Select(ForeignCode.Of).ToList();

        Assert.Equal("kit-1", codes[0]);
        Assert.Equal(named.Length, codes.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(codes, code => Assert.True(CrossSell.Core.Catalog.CatalogCode.IsCode(code), code));
        Assert.Equal(codes, named.Select(ForeignCode.Of));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task PackedFile_SaysWhatItSaysUnpacked(bool isGzip)
    {
        var text = Encoding.UTF8.GetBytes("Handle,Title,Variant SKU,Variant Price\na,Aa,A,1\n");
        using var packed = new MemoryStream();
        if (isGzip)
        {
            await using var gzip = new GZipStream(packed, CompressionMode.Compress, leaveOpen: true);
            await gzip.WriteAsync(text);
        }
        else
        {
            using var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true);
            await using var entry = zip.CreateEntry("products.csv").Open();
            await entry.WriteAsync(text);
        }

        var reading = (await DialectScene.TryAsync(packed.ToArray())).Required;

        Assert.Equal(["A Simple"], reading.Products());
    }
}
