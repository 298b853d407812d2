using CrossSell.Core.Dialects;

namespace CrossSell.Tests.Core.Dialects;

/// <summary>The rules of each system's files that its examples do not show.</summary>
public sealed class DialectReaderTests
{
    [Fact]
    public async Task Shopify_LegacyAndHybrid_AreReadByTheSameRules()
    {
        var legacy = await DialectScene.ReadAsync(
            "Handle,Title,Body (HTML),Vendor,Type,Tags,Published,Option1 Name,Option1 Value,Option2 Name,Option2 Value,Variant SKU,Variant Price,Image Src,Status\n"
            + "tee,Tee,<p>Soft</p>,Acme,Shirts,\"a, b\",true,Size,S,Color,Red,,10.00,https://x.test/1.jpg,active\n"
            + "tee,,,,,,,,M,,Red,,10.00,,\n"
            + "TEE,,,,,,,,,,,,,https://x.test/2.jpg,\n");
        var hybrid = await DialectScene.ReadAsync(
            "Title,Handle,Vendor,Published,Option1 name,Option1 value,SKU,Price\nCup,cup,Acme,TRUE,Title,Default Title,0,3\n");

        Assert.Equal((Dialect.ShopifyLegacy, Dialect.ShopifyLegacy), (legacy.Dialect, hybrid.Dialect));
        Assert.Equal(["tee Family", "tee.s-red Variant tee", "tee.m-red Variant tee"], legacy.Products());
        Assert.Equal((2, 3), (legacy.Facts.PictureCount, legacy.Facts.RowsUsed));
        Assert.Equal(["0 Simple"], hybrid.Products());
        Assert.Equal("active", hybrid.Facts.Products[0].Status);
    }

    [Fact]
    public async Task Shopify_SaysWithBothLinesWhatHasOneSkuTwice_AndGoesOn()
    {
        var reading = await DialectScene.ReadAsync(
            "URL handle,Title,SKU,Option1 name,Option1 value,Price,Barcode\nA,Aa,X-1,Size,S,1,\nA,,X-1,,M,2,\nB,Bb,Y-1,Title,Default Title,cheap,\nC,Cc,Z-1,Title,Default Title,3,3.65275E+11\n");

        Assert.Equal(["3 SKU sku.twice", "4 Price price.unreadable", "5 Barcode gtin.spoilt"], reading.Refused());
        Assert.Contains("stands in line 2 too", reading.Facts.Refused[0].Message, StringComparison.Ordinal);
        Assert.Equal(["A Family", "X-1 Variant A", "Z-1 Simple"], reading.Products());
        Assert.Equal((4, 2, 2, 0), (reading.Facts.Rows, reading.Facts.RowsUsed, reading.Facts.RowsRefused, reading.Facts.RowsAside));
    }

    /// <summary>A number beside which the file says that nobody counts is no stock; and what is made of others has none of its own.</summary>
    [Theory]
    [InlineData("Handle,Title,Variant SKU,Variant Inventory Tracker,Variant Inventory Policy,Variant Inventory Qty,Variant Price\na,Aa,A,,deny,0,1\n", null)]
    [InlineData(
        "Handle,Title,Variant SKU,Variant Inventory Tracker,Variant Inventory Policy,Variant Inventory Qty,Variant Price\na,Aa,A,shopify,deny,0,1\n", 0)]
    [InlineData(
        "Handle,Title,Variant SKU,Variant Inventory Tracker,Variant Inventory Policy,Variant Inventory Qty,Variant Price\na,Aa,A,shopify,continue,-3,1\n", null)]
    [InlineData("ID,Type,SKU,Name,Published,In stock?,Stock,Regular price,Upsells\n1,simple,A,Aa,1,0,,5,\n", 0)]
    [InlineData("ID,Type,SKU,Name,Published,In stock?,Stock,Regular price,Upsells\n1,simple,A,Aa,1,1,,5,\n", null)]
    [InlineData("sku,attribute_set_code,product_type,name,price,qty,is_in_stock,manage_stock\nA,Default,simple,Aa,5,0,1,0\n", null)]
    [InlineData("sku,attribute_set_code,product_type,name,price,qty,is_in_stock,manage_stock\nA,Default,bundle,Aa,5,0,1,1\n", null)]
    [InlineData("sku,attribute_set_code,product_type,name,price,qty,is_in_stock,manage_stock\nA,Default,simple,Aa,5,7,0,1\n", 0)]
    public async Task Stock_IsWhatIsCounted_AndWhatIsSaidToBeSoldOut(string file, int? stock) =>
        Assert.Equal(stock, Assert.Single((await DialectScene.ReadAsync(file)).Facts.Products).Stock);

    [Fact]
    public async Task UnoPim_GroupsThatStandInACircle_AreReadToTheEnd()
    {
        var reading = await DialectScene.ReadAsync(
            "sku,attribute_family,type,parent,variant_structure,name\nA,default,variant_group,B,size,Aa\nB,default,variant_group,A,size,Bb\n"
            + "C,default,simple,A,,Cc\n");

        Assert.Equal(3, reading.Facts.RowsUsed + reading.Facts.RowsRefused + reading.Facts.RowsAside);
        Assert.Contains(reading.Facts.Products, product => product.Sku == "C");
    }

    [Theory]
    [InlineData("ID,Tipo,SKU,Nombre,Publicado,Precio normal,Superior,Ventas dirigidas,Ventas cruzadas,Nombre del atributo 1,Valor(es) del atributo 1")]
    [InlineData("ID,Тип,Артикул,Имя,Опубликован,Базовая цена,Родительский,Апсейлы,Кросселы,Имя атрибута 1,Значение(-я) атрибута(-ов) 1")]
    [InlineData("ID,Type,UGS,Nom,Publié,Tarif régulier,Parent,Produits suggérés,Ventes croisées,Nom de l’attribut 1,Valeur(s) de l’attribut 1")]
    [InlineData("ID,Type,SKU,Naam,Gepubliceerd,Reguliere prijs,Hoofd,Upsells,Cross-sells,Naam eigenschap 1,Waarde(n) eigenschap 1")]
    [InlineData(" id ,TYPE,sku,NAME,Published,Regular Price,Parent,Upsells,Cross-Sells,attribute 1 name,ATTRIBUTE 1 VALUE(S)")]
    public async Task WooCommerce_HeadersInAnyLanguage_SayTheSame(string header)
    {
        var reading = await DialectScene.ReadAsync(
            $"{header}\n1,variable,SHIRT,Shirt,1,,,BELT,id:3,Size,\"S, M\"\n2,variation,,Shirt S,1,9.90,id:1,,,Size,S\n3,simple,BELT,Belt,0,5,,,,,\n");

        Assert.Equal(Dialect.WooCommerce, reading.Dialect);
        Assert.Equal(["SHIRT Family", "id:2 Variant SHIRT", "BELT Simple"], reading.Products());
        Assert.Equal(["SHIRT up-sell BELT", "SHIRT cross-sell BELT"], reading.Links());
        Assert.Equal(
            ("Shirt", "9.90", "draft"), (reading.Facts.Products[0].Name, reading.Facts.Products[1].Prices[0].Price, reading.Facts.Products[2].Status));
        Assert.Single(reading.Facts.Products[1].Attributes);
    }

    [Fact]
    public async Task WooCommerce_GroupedProducts_SalePrices_AndReferencesToNothing()
    {
        var reading = await DialectScene.ReadAsync(
            "ID,Type,SKU,Name,Published,Sale price,Regular price,Grouped products,Cross-sells,Images\n"
            + "1,grouped,SET,Set,1,,,\"CUP, id:3\",,\n2,\"simple, virtual\",CUP,Cup,1,8,10,,id:99,\"https://x.test/a.jpg, https://x.test/b.jpg\"\n3,simple,,Lid,1,,2,,CUP,\n"
            + "4,variation,V,Variation,1,,1,,,\n");

        Assert.Equal(["SET grouped CUP", "SET grouped id:3", "id:3 cross-sell CUP"], reading.Links());
        Assert.Equal(new PriceFact(null, "8", "10", null), reading.Facts.Products[1].Prices[0]);
        Assert.Equal(2, reading.Facts.PictureCount);
        Assert.Equal(["3 Cross-sells link.unknown", "5  parent.missing"], reading.Refused());
    }

    [Fact]
    public async Task Magento_StoreViewsAreTexts_VariationsFamilies_AndEmptyValuesNone()
    {
        var reading = await DialectScene.ReadAsync(
            "sku,store_view_code,product_type,categories,name,description,price,configurable_variations,associated_skus,related_skus,additional_attributes\n"
            + "t-s,,simple,Default Category/Men/Tops|Default Category/Sale,Tee S,__EMPTY__VALUE__,10,,,,\"color=Red,size=S, or small\"\n"
            + "T-M,,simple,,Tee M,,10,,,,\n"
            + "tee,,configurable,,Tee,,,\"sku=T-S,size=S|sku=t-m,size=M|sku=gone,size=L\",,\"mug\nhat\",\n"
            + "tee,german,,,T-Shirt,Weich,,,,,\nset,,grouped,,Set,,,,\"mug=2,hat=1\",,\nnone,german,,,Keins,,,,,,\n");

        Assert.Equal(["t-s Variant tee", "T-M Variant tee", "tee Family", "set Simple"], reading.Products());
        Assert.Equal(["tee related mug", "tee related hat", "set grouped mug", "set grouped hat"], reading.Links());
        Assert.Equal([2, 1], reading.Facts.Links.Where(link => link.Type == "grouped").Select(link => link.Quantity ?? 0));
        Assert.Equal(["Men > Tops", "Sale"], reading.Facts.Products[0].Categories);
        Assert.Null(reading.Facts.Products[0].Description);
        Assert.Equal([("color", "Red"), ("size", "S, or small")], reading.Facts.Products[0].Attributes);
        Assert.Equal(
            [("german", true, "T-Shirt"), ("german", false, "Weich")], reading.Facts.Products[2].Texts.Select(text => (text.Locale, text.IsName, text.Text)));
        Assert.Equal(["4 configurable_variations variant.unknown", "8 sku text.unknown"], reading.Refused());
    }

    [Fact]
    public async Task Magento_BundleWithoutPriceAndQuantity_IsReadByUsualValues()
    {
        var bundle = Assert.Single((await DialectScene.ReadAsync(
            "sku,product_type,name,price,bundle_price_type,bundle_values\n"
            + "kit,bundle,Kit,49.00,fixed,\"name=Body,name_german=Gehäuse,type=select,required=1,sku=body|name=Lens,required=0,type=select,sku=l-1|name=Lens,sku=l-2\"\n"))
            .Facts.Bundles);

        Assert.Equal(("kit", "49.00"), (bundle.Code, bundle.FixedPrice));
        Assert.Equal([((string?)null, "body", 1), ("Lens", "l-1", 1), ("Lens", "l-2", 1)], bundle.Parts.Select(part => (part.Slot, part.Sku, part.Quantity)));
        Assert.Equal([new BundleSlotFact("Lens", false, false)], bundle.Slots);
    }

    [Fact]
    public async Task Akeneo_Models_AreFamilies_AtBothLevels()
    {
        var reading = await DialectScene.ReadAsync(
            "code;family_variant;parent;categories;name-en_US;price-EUR;UPSELL-products;SUBSTITUTION-product_models\n"
            + "tee;clothing_color_size;;tees;Tee;;mug,hat;\ntee-red;clothing_color_size;tee;;;10.00;;jacket\n");

        Assert.Equal(Dialect.Akeneo, reading.Dialect);
        Assert.Equal(["tee Family", "tee-red Family"], reading.Products());
        Assert.Equal(["tee up-sell mug", "tee up-sell hat", "tee-red substitute jacket"], reading.Links());
    }

    [Fact]
    public async Task Feeds_MakeFamiliesOfGroups_AndReadPricesWithTheirCurrency()
    {
        var reading = await DialectScene.ReadAsync(
            "# made by the shop\nid,title,description,availability,condition,price,sale_price,link,image_link,additional_image_link,brand,item_group_id,color\n"
            + "1,Tee red,Soft,in stock,new,19.99 EUR,14.99 EUR,https://x.test/1,https://x.test/1.jpg,\"https://x.test/a,b.jpg,https://x.test/c.jpg\",Acme,tee,Red\n"
            + "2,Tee blue,Soft,out of stock,new,\"49,00 TND\",,https://x.test/2,https://x.test/2.jpg,,Acme,tee,Blue\n3,Cup,,in stock,new,5.00 EUR,,,,,Acme,,\n");

        Assert.Equal((Dialect.Google, 3), (reading.Dialect, reading.Facts.Rows));
        Assert.Equal(["1 Variant tee", "2 Variant tee", "3 Simple", "tee Family"], reading.Products());
        Assert.Equal([("EUR", "14.99", "19.99"), ("TND", "49.00", null), ("EUR", "5.00", (string?)null)],
            reading.Facts.Products.SelectMany(product => product.Prices).Select(price => (price.Currency!, price.Price!, price.CompareAt)));
        Assert.Equal((4, 0), (reading.Facts.PictureCount, reading.Facts.Products[1].Stock));
    }

    [Fact]
    public async Task PrestaShop_KnowsItsColumnsByHowTheyBegin_AndAccessoriesByNumber()
    {
        var reading = await DialectScene.ReadAsync(
            "Product ID;Active (0/1);Name *;Categories (x,y,z...);Price tax excluded or Price tax included;Reference #;Manufacturer;EAN13;Quantity;"
            + "Image URLs (x,y,z...);Acessories  (x,y,z...)\n"
            + "1;1;Cup;Home,Kitchen;9,90;CUP;Acme;4006381333931;5;https://x.test/1.jpg;2,LID\n2;0;Lid;Kitchen;1,50;;Acme;;0;;\n");

        Assert.Equal(Dialect.PrestaShop, reading.Dialect);
        Assert.Equal(["CUP Simple", "id:2 Simple"], reading.Products());
        Assert.Equal(["CUP accessory id:2", "CUP accessory LID"], reading.Links());
        Assert.Equal(("9.90", "4006381333931", "Kitchen"), (
            reading.Facts.Products[0].Prices[0].Price, reading.Facts.Products[0].Gtin, Assert.Single(reading.Facts.Products[0].Categories)));
    }

    [Fact]
    public async Task Row_ThatIsTooShort_IsRefused_AndTheNextOneRead()
    {
        var reading = await DialectScene.ReadAsync("sku;categories;enabled;family;groups\nA;x;1\nB;y;1;f;\n");

        Assert.Equal(["2  row.broken"], reading.Refused());
        Assert.Equal(["B Simple"], reading.Products());
    }

    [Fact]
    public async Task ListOfLinks_HasItsTypeInTheNameOfTheFile()
    {
        const string File = "sku,linked_sku\nA,\"B\nC\"\n,D\n";

        Assert.Equal(["A up-sell B", "A up-sell C"], (await DialectScene.ReadAsync(File, "upsell-links.csv")).Links());
        var reading = await DialectScene.ReadAsync(File, "shop_related.csv");
        Assert.Equal(["A related B", "A related C"], reading.Links());
        Assert.Equal(["4 sku sku.missing"], reading.Refused());
    }

    [Fact]
    public async Task Identity_ThatIsTooLong_IsCutTheSameEachTime()
    {
        var handle = new string('a', 80);
        var text = $"URL handle,Title,Option1 name,Option1 value,Price\n{handle},Long,Title,Default Title,1\n{handle}b,Longer,Title,Default Title,1\n";

        var first = (await DialectScene.ReadAsync(text)).Facts.Products.Select(product => product.Sku).ToList();

        Assert.Equal(first, (await DialectScene.ReadAsync(text)).Facts.Products.Select(product => product.Sku));
        Assert.All(first, sku => Assert.Equal(64, sku.Length));
        Assert.NotEqual(first[0], first[1]);
    }
}
