namespace CrossSell.Core.Demo;

/// <summary>The camera store in Dutch.</summary>
internal static class DutchCameraWords
{
    public static readonly DemoTranslation Translation = new("nl-NL", Names, Texts, Values, "maat");

    private const string Names = """
        CAM-D7-BODY|Lumen D7 spiegelreflexcamera, body
        CAM-D9-BODY|Lumen D9 spiegelreflexcamera, body
        CAM-D5|Lumen D5 spiegelreflexcamera
        CAM-D4-BODY|Lumen D4 spiegelreflexcamera, body
        CAM-X2-BODY|Lumen X2 systeemcamera, body
        CAM-X3-BODY|Lumen X3 systeemcamera, body
        CAM-V1|Orbis V1 systeemcamera
        CAM-V2-BODY|Orbis V2 systeemcamera, body
        CAM-P3|Orbis P3 compactcamera
        CAM-P5|Orbis P5 compactcamera met zoeker
        CAM-ACT2|Kite Trail 2 actioncam
        CAM-INST|Nocturne Snap instantcamera
        LNS-50-18|Lumen 50 mm f/1.8
        LNS-70200|Orbis 70-200 mm f/2.8, D-vatting
        LNS-35-D|Lumen 35 mm f/2
        LNS-85-D|Lumen 85 mm f/1.8 portretobjectief
        LNS-100M-D|Lumen 100 mm f/2.8 macro
        LNS-1855-D|Lumen 18-55 mm standaardzoom
        LNS-1018-D|Lumen 10-18 mm groothoekzoom
        LNS-2470-D|Lumen 24-70 mm f/2.8 zoom
        LNS-150600-D|Orbis 150-600 mm natuurzoom, D-vatting
        LNS-28-X|Lumen X 28 mm f/2.8 pancake
        LNS-50-X|Lumen X 50 mm f/1.8
        LNS-85-X|Lumen X 85 mm f/2
        LNS-2470-X|Lumen X 24-70 mm f/4
        LNS-70300-X|Orbis 70-300 mm, X-vatting
        LNS-16-X|Lumen X 16 mm f/2.8 groothoek
        LNS-25-V|Orbis V 25 mm f/1.7
        LNS-45-V|Orbis V 45 mm f/1.8 portret
        LNS-1240-V|Orbis V 12-40 mm f/2.8
        LNS-40150-V|Orbis V 40-150 mm reiszoom
        LNS-60M-V|Orbis V 60 mm f/2.8 macro
        LNS-24-D|Lumen 24 mm f/2.8
        ADP-DX|Lumen vattingadapter, D-objectief op X-body
        CNV-14-D|Orbis 1,4x-teleconverter, D-vatting
        MEM-128-V60|Kite SDXC 128 GB V60
        MEM-256-V90|Kite SDXC 256 GB V90
        MEM-64-V30|Kite SDXC 64 GB V30
        MEM-64-V60|Kite SDXC 64 GB V60
        MEM-256-V60|Kite SDXC 256 GB V60
        MEM-128-V90|Kite SDXC 128 GB V90
        MEM-512-V60|Kite SDXC 512 GB V60
        MEM-U128|Kite microSDXC 128 GB met adapter
        MEM-U256|Kite microSDXC 256 GB met adapter
        MEM-CFX-256|Kite CFx-kaart 256 GB
        MEM-CFX-512|Kite CFx-kaart 512 GB
        RDR-DUAL|Kite dubbele kaartlezer
        CSE-MEM|Fieldwork etui voor geheugenkaarten
        MEM-32-V10|Kite SDHC 32 GB V10
        BAT-NB12|Lumen NB-12 accu
        BAT-NB15|Lumen NB-15 accu
        BAT-NB10|Lumen NB-10 accu
        BAT-OB8|Orbis OB-8 accu
        BAT-OB4|Orbis OB-4 accu
        BAT-KT2|Kite Trail accu, set van twee
        BAT-AA8|Nocturne oplaadbare AA-batterijen, 8 stuks
        CHG-NB|Lumen duolader voor NB-accu's
        CHG-OB|Orbis reislader voor OB-accu's
        CHG-AA|Nocturne AA-lader
        PWR-20K|Kite powerbank 20.000 mAh
        PWR-10K|Kite powerbank 10.000 mAh
        GRP-D7|Lumen batterijgreep voor D7
        PWR-AC|Lumen netadapter
        BAG-CA20|Carry All 20 camerarugzak
        BAG-CA15|Carry All 15 camerarugzak
        BAG-CA28|Carry All 28 camerarugzak
        BAG-SL|Sling 6 cameratas
        BAG-SH10|Schoudertas 10 voor camera's
        BAG-HL3|Holster 3 voor één camera
        BAG-RL40|Trolley 40 voor studiomateriaal
        BAG-INS|Gevoerd inzetstuk voor elke tas
        BAG-RAIN|Regenhoes voor rugzakken
        BAG-HARD|Harde koffer 30, waterdicht
        BAG-PCH|Hoesje voor compactcamera
        BAG-LNS-S|Objectiefetui, klein
        BAG-LNS-L|Objectiefetui, lang
        STR-LOOP|Loop schouderriem
        STR-WRIST|Loop polsriem
        STR-LTH|Saddle leren nekriem
        STR-CLIP|Cameraclip voor rugzakriem
        TRI-S4|Stilt 4 carbonstatief
        TRI-S3|Stilt 3 aluminiumstatief
        TRI-S2T|Stilt 2 reisstatief
        TRI-MINI|Stilt Mini tafelstatief
        TRI-GRIP|Stilt buigbaar statief
        TRI-MONO|Stilt eenbeenstatief
        HED-BALL|Stilt balhoofd 12
        HED-PAN|Stilt vloeistofgedempt videohoofd
        TRI-QR|Stilt snelkoppelplaat, 2 stuks
        FLT-ND|ND1000-filter
        FLT-PL|Circulair polarisatiefilter
        FLT-UV|Helder beschermfilter
        FLT-CASE|Filteretui voor zes filters
        FLA-60|Spark 60 reportageflitser
        FLA-36|Spark 36 compacte reportageflitser
        FLA-TRG|Spark draadloze ontspanner
        FLA-BOX|Spark opvouwbare softbox
        FLA-LED|Spark ledpaneel in zakformaat
        MIC-SHT|Nocturne richtmicrofoon
        MIC-CLIP|Nocturne draadloze clipmicrofoons
        CLN-3|Clear optiekdoekjes, 3 stuks
        CLN-PEN|Clear lenspen
        CLN-BLOW|Clear blaasbalgje
        CLN-SEN|Clear sensorswabs, 12 stuks
        FLM-INST|Nocturne Snap film, 20 opnamen
        ALB-INST|Nocturne Snap album
        GFT-PHOTO|Cadeaubon van de camerawinkel
        PCK-DAY22|Traverse 22 dagrugzak
        PCK-DRY|Drybags, set van 3
        """;

    private const string Texts = """
        cameras|{name}: {resolution} megapixel in een body die je niet in de weg zit. Past op elk objectief met {mount}-vatting. Werkt op de {battery}-accu en schrijft naar {card}-kaarten. Weegt {weight} g met accu.
        lenses|Een objectief van {focal} mm voor camera's met {mount}-vatting. Gaat open tot f/{aperture} en neemt filters van {thread} mm. {brand} test elk exemplaar op de bank voor het de deur uitgaat.
        memory-cards|{capacity} GB {card}-geheugen, snelheidsklasse {speed}. Schrijft door waar tragere kaarten de camera laten wachten. Komt in een stevig doosje.
        RDR-DUAL|Leest {card}-kaarten op volle snelheid. Klapt plat op, zonder kabel.
        CSE-MEM|Bergt acht {card}-kaarten op, beschermd tegen regen en zand. Gaat met één hand dicht.
        power|Houdt een camera met de {battery}-accu aan de gang. {charge} mAh, op maat van de camerafabrikant. {brand} geeft er twee jaar garantie op.
        bags|Draagt een camera met alles erbij in {volume} liter gevoerde ruimte. De buitenkant is van {material}. De tussenwanden verplaats je zonder worsteling.
        straps|Draagt een camera de hele dag zonder te snijden. Van {material}, in {colour}. De ankers blijven aan de camera, de riem is in een seconde los.
        tripods|Draagt {load} kg en is ingeklapt {folded} cm. Poten van {material}. {brand} levert elk onderdeel los, altijd.
        filters|Een glasfilter van {thread} mm in een slanke messing ring. Aan beide kanten gecoat, regen veeg je er zo af.
        flashes|Meer licht, of beter geluid, waar de kamer te weinig heeft. Werkt op {battery}-batterijen. Richtgetal {guide}.
        cleaning|Klein spul dat in elke tas hoort. {brand} maakt het al twintig jaar op dezelfde manier.
        packs|{name}: {volume} liter van {material}. De rug beweegt mee en de heupriem draagt het gewicht. De vakken zitten waar je hand zoekt.
        """;

    private const string Values =
        "black=zwart; silver=zilver; chalk=krijtwit; mint=mint; coral=koraal; charcoal=antraciet; olive=olijf; sand=zand; tan=cognac; nylon=nylon; canvas=canvas; "
        + "polyester=polyester; polymer=kunststof; leather=leer; neoprene=neopreen; aluminium=aluminium; carbon=carbon; body only=alleen body; "
        + "kit 18-55=kit 18-55; kit two lenses=kit met twee objectieven; kit 14-42=kit 14-42; forest=bosgroen; slate=leigrijs; amber=amber";
}
