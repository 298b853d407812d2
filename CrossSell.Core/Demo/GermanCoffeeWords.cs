namespace CrossSell.Core.Demo;

/// <summary>The coffee subscription in German.</summary>
internal static class GermanCoffeeWords
{
    public static readonly DemoTranslation Translation = new("de-DE", Names, Texts, Values, "Größe");

    private const string Names = """
        SUB-PREMIUM|Abo Premium-Mischung
        SUB-CLASSIC|Abo Hausmischung
        SUB-ORIGIN|Abo Single Origin
        SUB-DECAF|Abo entkoffeiniert
        SUB-OFFICE|Büro-Abo, 2 kg
        COF-HOUSE|Hausmischung
        COF-PREMIUM|Premium-Mischung
        COF-YIRGA|Hochland Äthiopien
        COF-HUILA|Tal in Kolumbien
        COF-SANTOS|Hochebene Brasilien
        COF-SUMA|Wald auf Sumatra
        COF-KENYA|Bergrücken Kenia
        COF-DECAF|Ruhig, entkoffeiniert
        COF-XMAS|Wintermischung
        COF-GEISHA|Terrasse Panama, 100 g
        COF-TASTER|Probierbox, sechs kleine Tüten
        COF-MONSOON|Monsun Indien
        GRN-HAND|Handmühle Mill 38
        GRN-HANDPRO|Handmühle Mill 48
        GRN-HOME|Kaffeemühle Drift für zu Hause
        GRN-ESP|Espressomühle Drift
        GRN-TRAVEL|Reisemühle Mill 28
        DRP-CONE|Kegelfilter
        DRP-FLAT|Flachfilter
        SRV-GLASS|Glaskanne 600 ml
        PRS-FRENCH|Stempelkanne
        PRS-TRAVEL|Stempelbecher für unterwegs
        KTL-GOOSE|Schwanenhalskessel Heron
        KTL-TEMP|Wasserkocher Heron mit Thermostat
        SCL-DRIP|Filterwaage Gram mit Timer
        SCL-ESP|Espressowaage Gram Mini
        PAP-CONE|Kegelfiltertüten, 100 Stück
        PAP-CONE-N|Kegelfiltertüten naturbraun, 100 Stück
        PAP-FLAT|Flachfiltertüten, 100 Stück
        CLN-DESC|Entkalker, 4 Anwendungen
        CLN-TABS|Reinigungstabletten, 30 Stück
        CLN-GRIND|Reinigungsgranulat für Mühlen
        ESP-ONE|Espressomaschine Dreiberg One
        ESP-DUO|Espressomaschine Dreiberg Duo
        ESP-LEVER|Espresso-Handhebel von Tidal
        ESP-STOVE|Herdkanne, 6 Tassen
        BAR-JUG|Milchkännchen 350 ml
        BAR-TAMP|Tamper 58 mm
        BAR-KNOCK|Abschlagbehälter
        BAR-BASK|Präzisionssieb 18 g
        BAR-THERM|Milchthermometer
        CUP-ESP|Espressotasse
        CUP-MUG|Frühstücksbecher
        CUP-CAP|Cappuccinotasse
        CUP-TOGO|Reisebecher 350 ml
        CUP-GLASS|Doppelwandige Gläser, 2 Stück
        TRT-CHOC|Zartbitterschokolade mit Meersalz
        TRT-CANT|Mandelgebäck
        TRT-SYR|Vanillesirup
        TRT-OAT|Haferdrink für Baristas, 6 Stück
        GFT-COFFEE|Geschenkkarte Kaffee
        """;

    private const string Texts = """
        subscriptions|Frisch gerösteter Kaffee, alle {interval} Wochen vor der Tür. Aussetzen, ändern oder beenden, wann Sie möchten. {brand} röstet am Montag und verschickt am Dienstag.
        beans|Kaffee aus {origin}, Röstung: {roast}, Aufbereitung: {process}. Am besten für {brew}.
        grinders|Mahlt für {brew} mit einem Mahlwerk aus {material}. Gleichmäßig vom ersten bis zum letzten Klick. {brand} hat jedes Teil auf Lager.
        brewers|{name} aus {material}. Gemacht für {brew}, für eine Tasse oder den ganzen Tisch.
        papers|{name}. Reicht für {count} Aufgüsse.
        machines|{name}: in {heat-up} Minuten bereit. Hält die Temperatur auf ein Grad genau. {brand} wartet sie zehn Jahre lang.
        barista|{name}, {material}. Für {brew} zu Hause.
        cups|{name} aus {material}, von {brand} gedreht und glasiert. Liegt warm in der Hand und darf in die Spülmaschine.
        treats|{name} von {brand}. Passt zu jeder Tasse.
        gifts|Eine Geschenkkarte für Menschen, die zu Kaffee eine Meinung haben.
        """;

    private const string Values =
        "light=hell; medium=mittel; dark=dunkel; filter=Filter; espresso=Espresso; press=Stempelkanne; washed=gewaschen; natural=natürlich; honey=Honey; "
        + "wet-hulled=nass geschält; monsooned=Monsun; mixed=gemischt; Brazil and India=Brasilien und Indien; Colombia and Ethiopia=Kolumbien und Äthiopien; "
        + "Ethiopia=Äthiopien; Colombia=Kolumbien; Brazil=Brasilien; Indonesia=Indonesien; Kenya=Kenia; Peru=Peru; Guatemala=Guatemala; Panama=Panama; "
        + "India=Indien; six farms=sechs Farmen; steel=Stahl; ceramic=Keramik; porcelain=Porzellan; glass=Glas; polymer=Kunststoff; beech=Buche; "
        + "stoneware=Steinzeug; white=Weiß; sand=Sand; black=Schwarz; chalk=Kreide; ink=Tinte; terracotta=Terrakotta; 3 cups=3 Tassen; 8 cups=8 Tassen";
}
