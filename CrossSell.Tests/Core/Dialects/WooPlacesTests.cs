using CrossSell.Core.Dialects;

namespace CrossSell.Tests.Core.Dialects;

/// <summary>WooCommerce translates the names of its columns and never their order: a language that nobody wrote down is read by that.</summary>
public sealed class WooPlacesTests
{
    // As WooCommerce 9.2 writes them, in no language: only the units and the numbers of attributes are as they are in all.
    private const string Whole =
        "aa,bb,cc,gtin dd,ee,ff,gg,hh,ii,jj,kk,ll,mm,nn,oo,pp,qq,rr,ss,tt,uu (kg),vv (cm),ww (cm),xx (cm),ab,ac,ad,ae,af,ag,ah,ai,aj,ak,al,am,an,ao,ap,aq,ar,"
        + "x 1 ID,x 1 y,x 1 URL,z 1 na,z 1 va,z 1 vi,z 1 gl,z 1 de,Meta: 1 seo\n";

    private const string Rows =
        "1,variable,TEE,,Tee,1,0,visible,,Soft,,,taxable,,1,,,0,0,,,,,,1,,,,Shirts > Men,summer,,https://x.test/1.jpg,,,,,CAP,"
        + "id:3,,,0,,,,Size,\"S, M\",1,1,S,\n"
        + "2,variation,TEE-S,,Tee S,1,0,visible,,,,,taxable,,1,4,,0,0,,,,,,1,,8,10,,,,,,,TEE,,,,,,1,,,,Size,S,,1,,\n"
        + "3,simple,,4006381333931,Cap,-1,0,visible,,,2026-01-01,,taxable,,0,,,0,0,,,,,,1,,3,5,Caps,,,,,,,,,,,,0,,,,,,,,,\n"
        + "4,grouped,SET,,Set,1,0,visible,,,,,taxable,,1,,,0,0,,,,,,1,,,,,,,,,,,\"CAP, id:3\",,,,,0,,,,,,,,,\n";

    [Fact]
    public async Task AnExportInALanguageWithoutWords_IsReadByItsPlaces()
    {
        var reading = await DialectScene.ReadAsync(Whole + Rows);

        Assert.Equal(Dialect.WooCommerce, reading.Dialect);
        Assert.Equal(["TEE Family", "TEE-S Variant TEE", "id:3 Simple", "SET Simple"], reading.Products());
        Assert.Equal(["TEE up-sell CAP", "TEE cross-sell id:3", "SET grouped CAP", "SET grouped id:3"], reading.Links());
        var (tee, small, cap) = (reading.Facts.Products[0], reading.Facts.Products[1], reading.Facts.Products[2]);
        Assert.Equal(("Tee", "Soft", "active", "Shirts > Men", "summer"), (tee.Name, tee.Description, tee.Status, tee.Categories[0], tee.Tags[0]));
        Assert.Equal("https://x.test/1.jpg", Assert.Single(tee.Pictures));
        Assert.Equal((new PriceFact(null, "8", "10", null), 4), (Assert.Single(small.Prices), small.Stock));
        Assert.Equal(("Size", "S"), Assert.Single(small.Attributes));
        // A sale with a date is none for all that a file can know.
        Assert.Equal((new PriceFact(null, "5", null, null), "4006381333931", "draft", 0), (Assert.Single(cap.Prices), cap.Gtin, cap.Status, cap.Stock));
    }

    [Fact]
    public async Task ALanguageOfWhichSomeWordsAreKnown_IsReadByThese_AndByPlacesForTheRest()
    {
        var reading = await DialectScene.ReadAsync(Whole.Replace("aa,bb,cc,", "ID,Tip,SKU,", StringComparison.Ordinal) + Rows);

        Assert.Equal(["TEE Family", "TEE-S Variant TEE", "id:3 Simple", "SET Simple"], reading.Products());
        Assert.Equal(4, reading.Facts.Links.Count);
    }

    /// <summary>Of an export of chosen columns nobody knows which are which.</summary>
    [Theory]
    [InlineData(",ff,", ",")]
    [InlineData(",ai,aj", "")]
    [InlineData("uu (kg)", "uu")]
    public async Task WhatIsNoWholeExport_IsNotCountedThrough(string without, string with)
    {
        var read = await DialectScene.TryAsync(System.Text.Encoding.UTF8.GetBytes(Whole.Replace(without, with, StringComparison.Ordinal) + "1\n"));

        Assert.NotEqual(Dialect.WooCommerce, read.Value?.Dialect);
    }

    /// <summary>Headers as the translations of WooCommerce have them, of languages beside those of its larger shops.</summary>
    [Theory]
    [InlineData("ID,Typ,Artikelnummer,Namn,Publicerad,Ordinarie pris,Överordnad,Merförsäljning,Korsförsäljning,Attribut 1 namn,Attribut 1 värde(n)")]
    [InlineData("ID,Type,Varenummer (SKU),Navn,Udgivet,Normal pris,Overordnet,Mersalg,Krydssalg,Egenskab 1 navn,Egenskab 1 værdi(er)")]
    [InlineData("ID,Type,Produktnummer,Navn,Publisert,Ordinær pris,Forelder,Oppsalg,Kryssalg,Egenskap 1 navn,Egenskap 1 verdi(er)")]
    [InlineData("ID,Typ,Katalogové číslo,Název,Publikováno,Běžná cena,Nadřazený,Upsells,Cross-sells,Název vlastnosti 1,Hodnota(y) vlastnosti 1")]
    [InlineData("ID,Tipo,REF,Nome,Publicado,Preço normal,Superior,Vendas superiores,Vendas cruzadas,Nome do atributo 1,Valor(es) do atributo 1")]
    public async Task HeadersOfOtherLanguages_SayTheSame(string header)
    {
        var reading = await DialectScene.ReadAsync(
            $"{header}\n1,variable,SHIRT,Shirt,1,,,BELT,id:3,Size,\"S, M\"\n2,variation,,Shirt S,1,9.90,id:1,,,Size,S\n3,simple,BELT,Belt,0,5,,,,,\n");

        Assert.Equal(["SHIRT Family", "id:2 Variant SHIRT", "BELT Simple"], reading.Products());
        Assert.Equal(["SHIRT up-sell BELT", "SHIRT cross-sell BELT"], reading.Links());
        Assert.Equal("9.90", Assert.Single(reading.Facts.Products[1].Prices).Price);
        Assert.Single(reading.Facts.Products[1].Attributes);
    }

    [Fact]
    public async Task WhatAPieceCosts_IsReadWhereWooCommerceCountsIt()
    {
        var reading = await DialectScene.ReadAsync("ID,Type,SKU,Name,Published,Regular price,Upsells,Cost of goods\n1,simple,A,Aa,1,10,,4.5\n");

        Assert.Equal(new PriceFact(null, "10", null, "4.5"), Assert.Single(reading.Facts.Products[0].Prices));
    }
}
