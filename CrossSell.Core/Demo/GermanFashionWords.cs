namespace CrossSell.Core.Demo;

/// <summary>The fashion shop in German.</summary>
internal static class GermanFashionWords
{
    public static readonly DemoTranslation Translation = new("de-DE", Names, Texts, Values, "Größe");

    private const string Names = """
        DRS-WILLOW|Wickelkleid Willow
        DRS-ISLA|Hemdblusenkleid Isla
        DRS-MARLOW|Midikleid Marlow
        DRS-VESPER|Abendkleid Vesper
        DRS-CORAL|Sommerkleid Coralie
        DRS-HARPER|Strickkleid Harper
        DRS-ELOWEN|Teekleid Elowen
        DRS-NOOR|Slipkleid Noor
        DRS-TILDA|Trägerkleid Tilda
        DRS-FERN|Hängerkleid Fern
        COT-AVON|Wollmantel Avon
        COT-TEAL|Trenchcoat Kestrel
        COT-DENIM|Jeansjacke Rowan
        TOP-LINEN|Leinenhemd Harbour
        TOP-SILK|Seidenbluse Lark
        TOP-TEE|T-Shirt für jeden Tag
        TOP-EMB|Bestickte Bluse Meadow
        TRS-WIDE|Weite Hose Tide
        TRS-TAPER|Hose Ledger mit schmalem Bein
        SKT-PLEAT|Plisseerock Fan
        SKT-MAXI|Maxirock Drift
        SHO-ANKA|Sandalette Anka mit Blockabsatz
        SHO-PETRA|Pumps Petra
        SHO-SOL|Flechtsandale Sol
        SHO-DECK|Canvas-Sneaker Deck
        SHO-LOAF|Loafer Quill
        JWL-PEARL|Halskette mit Perlentropfen
        JWL-SUN|Halskette Sonnenscheibe
        JWL-TWIST|Gedrehte Halskette
        JWL-LARIAT|Y-Kette Midnight
        JWL-INIT|Anhänger mit Initiale
        EAR-HOOP|Feine Creolen
        EAR-PEARL|Perlenohrstecker
        EAR-FEATHER|Ohrringe Feder aus Messing
        EAR-CASC|Ohrhänger Kaskade
        BRC-BANGLE|Gehämmerter Armreif
        BRC-CHAIN|Feines Gliederarmband
        BRC-CUFF|Armspange Midnight
        JWL-SET|Perlenset in der Geschenkbox
        BRC-CHARM|Bettelarmband
        BLT-BRAID|Geflochtener Ledergürtel
        BLT-SLIM|Schmaler Kleidergürtel
        BLT-CHAIN|Kettengürtel für die Taille
        BLT-WEB|Gewebter Gürtel
        BLT-WIDE|Breiter Bindegürtel
        HBG-SADDLE|Umhängetasche Saddle
        HBG-FRAME|Bügelhandtasche
        HBG-CLUTCH|Clutch Midnight
        HBG-STRAW|Korbtasche aus Stroh
        HBG-MINI|Kleine Beuteltasche
        SCF-LAMB|Schal aus Lammwolle
        SCF-SILK|Bedrucktes Seidentuch
        SCF-CHUNK|Grobstrick-Loop
        GLV-LTH|Gefütterte Lederhandschuhe
        HAT-BEAN|Rippstrickmütze
        HAT-SUN|Sonnenhut mit breiter Krempe
        SUN-ROUND|Runde Sonnenbrille
        SUN-CAT|Cat-Eye-Sonnenbrille
        TOT-COTTON|Baumwollbeutel
        GFT-FASHION|Geschenkkarte Mode
        CRE-WOOL|Wollwaschmittel
        CRE-BRUSH|Kleiderbürste
        """;

    private const string Texts = """
        dresses|{name} aus {material} in {colour}. {brand} schneidet so, dass man sich darin bewegen kann. Fällt normal aus; zwischen zwei Größen nehmen Sie die kleinere.
        coats|{name} aus {material} in {colour}. Warm ohne Gewicht, durchgehend gefüttert. {brand} repariert ein Leben lang.
        tops|{name} aus {material} in {colour}. Passt zu mehr, als man denkt. Bei 30 Grad waschen und hängend trocknen.
        bottoms|{name} aus {material} in {colour}. Sitzt in der Taille, fällt gerade. Taschen, in die etwas passt.
        shoes|{name} aus {material} in {colour}. Gepolstert, wo es darauf ankommt. Fällt eine halbe Größe größer aus: Nehmen Sie Ihre übliche Größe.
        jewellery|{name}, {material}. Nickelfrei. Kommt in einer Schachtel, die man verschenken kann.
        belts|{name}: {material}, {colour}, mit einer Schnalle, die zubleibt. Fünf Löcher, und Platz für ein weiteres.
        handbags|{name} aus {material} in {colour}. Für Telefon, Schlüssel, Buch. Wird mit den Jahren schöner.
        scarves|{name}: {material}, {colour}. Klein gefaltet, sofort warm.
        summer|{name} für lange Tage. {material}, {colour}.
        everyday|{name}: klein, nützlich, zu fast allem gekauft. Von {brand}.
        """;

    private const string Values =
        "sage=Salbei; navy=Marine; black=Schwarz; ink=Tinte; coral=Koralle; oat=Hafer; rust=Rost; champagne=Champagner; moss=Moos; fern=Farn; plum=Pflaume; "
        + "camel=Camel; stone=Stein; indigo=Indigo; white=Weiß; ivory=Elfenbein; grey=Grau; cream=Creme; charcoal=Anthrazit; forest=Waldgrün; ochre=Ocker; "
        + "nude=Nude; tan=Cognac; oxblood=Ochsenblut; silver=Silber; natural=Natur; tortoise=Schildpatt; viscose=Viskose; cotton=Baumwolle; crepe=Krepp; "
        + "satin=Satin; linen=Leinen; wool=Wolle; corduroy=Cord; denim=Denim; silk=Seide; leather=Leder; canvas=Canvas; gold-plated silver=Silber, vergoldet; "
        + "brass=Messing; metal=Metall; suede=Wildleder; straw=Stroh; acetate=Acetat; soap=Seife; beech=Buche";
}
