using CrossSell.Core.Catalog;

namespace CrossSell.Core.Demo;

/// <summary>The camera store's tables. Compatibility is in the attributes: mount, battery, thread.</summary>
internal static class CameraShop
{
    public static readonly DemoChannel Channel = new(
        "camera", "Camera store", "EUR", ["en", "nl-NL"], "Europe/Amsterdam", PricesIncludeTax: true,
        new Dictionary<string, int> { ["standard"] = 2100, ["reduced"] = 900 });

    private const int Untracked = DemoShop.Untracked;

    public static void Fill(DemoShop shop)
    {
        shop.Category("photo", null, "Photo", "camera.indigo");
        Cameras(shop);
        Lenses(shop);
        CardsAndPower(shop);
        Bags(shop);
        Support(shop);
        Small(shop);
        CameraPlan.Plant(shop);
    }

    private static void Cameras(DemoShop s)
    {
        s.Section("cameras", "photo", "Cameras", "camera", "camera.indigo", 24,
            "{name}: {resolution} megapixels in a body that stays out of your way. Takes every {mount}-mount lens. Runs on the {battery} battery and writes to {card} cards. Weighs {weight} g with battery.",
            DemoSeason.December, 0.03);
        s.Add(
            "CAM-D7-BODY", "Lumen D7 DSLR body", "Lumen", 1299.00m, 62,
            "mount=D; battery=NB-12; card=SDXC; resolution=26; weight=765; weather-sealed=yes; body-size=DSLR", cost: 780m, stock: 14);
        s.Add(
            "CAM-D9-BODY", "Lumen D9 DSLR body", "Lumen", 2199.00m, 22,
            "mount=D; battery=NB-15; card=SDXC/CFx; resolution=45; weight=915; weather-sealed=yes; body-size=DSLR", stock: 6);
        s.Family(
            "CAM-D5", "Lumen D5 DSLR", "Lumen", 599.00m, 46, "mount=D; battery=NB-12; card=SDXC; resolution=24; weight=560; weather-sealed=no; body-size=DSLR",
            "set=body only#BODY,kit 18-55#KIT,kit two lenses#KIT2",
                "CAM-D5-{0}", "Lumen D5 DSLR {0}", [599.00m, 749.00m, 949.00m], stock: 31);
        s.Add(
            "CAM-D4-BODY", "Lumen D4 DSLR body", "Lumen", 549.00m, 18,
            "mount=D; battery=NB-10; card=SDXC; resolution=18; weight=590; weather-sealed=no; body-size=DSLR", stock: 0, status: ProductStatus.Archived,
            successor: "CAM-D5", ended: 210);
        s.Add(
            "CAM-X2-BODY", "Lumen X2 mirrorless body", "Lumen", 1099.00m, 44,
            "mount=X; battery=NB-12; card=SDXC; resolution=24; weight=480; weather-sealed=yes; body-size=mirrorless");
        s.Add(
            "CAM-X3-BODY", "Lumen X3 mirrorless body", "Lumen", 1799.00m, 34,
            "mount=X; battery=NB-15; card=SDXC/CFx; resolution=33; weight=610; weather-sealed=yes; body-size=mirrorless", launched: 240);
        s.Family(
            "CAM-V1", "Orbis V1 mirrorless", "Orbis", 849.00m, 34,
            "mount=V; battery=OB-8; card=SDXC; resolution=20; weight=395; weather-sealed=no; body-size=mirrorless", "set=body only#BODY,kit 14-42#KIT",
                "CAM-V1-{0}", "Orbis V1 mirrorless {0}", [849.00m, 999.00m]);
        s.Add(
            "CAM-V2-BODY", "Orbis V2 mirrorless body", "Orbis", 1499.00m, 24,
            "mount=V; battery=OB-8; card=SDXC; resolution=25; weight=470; weather-sealed=yes; body-size=mirrorless");
        s.Family(
            "CAM-P3", "Orbis P3 pocket camera", "Orbis", 429.00m, 30, "battery=OB-4; card=SDXC; resolution=20; weight=240; weather-sealed=no; body-size=pocket",
            "colour=black,silver");
        s.Add(
            "CAM-P5", "Orbis P5 pocket camera with viewfinder", "Orbis", 649.00m, 18,
            "battery=OB-4; card=SDXC; resolution=20; weight=290; weather-sealed=no; body-size=pocket", was: 699.00m);
        s.Add(
            "CAM-ACT2", "Kite Trail 2 action camera", "Kite", 299.00m, 26,
            "battery=KT-2; card=microSDXC; resolution=23; weight=152; weather-sealed=yes; body-size=action", also: "outdoor:329.00");
        s.Family(
            "CAM-INST", "Nocturne Snap instant camera", "Nocturne", 89.00m, 30, "battery=AA; weight=295; weather-sealed=no; body-size=instant",
            "colour=chalk,mint,coral");
        s.Add("CAM-X4-BODY", "Lumen X4 mirrorless body", "Lumen", 2499.00m, 0, "mount=X; battery=NB-15; body-size=mirrorless", status: ProductStatus.Draft);
    }

    private static void Lenses(DemoShop s)
    {
        s.Section("lenses", "photo", "Lenses", "lens", "lens.indigo", 28,
            "A {focal} mm lens for {mount}-mount cameras. Opens to f/{aperture} and takes {thread} mm filters. {brand} tests every copy on the bench before it leaves.",
            returns: 0.04);
        s.Add("LNS-50-18", "Lumen 50 mm f/1.8 prime", "Lumen", 189.00m, 40, "mount=D; focal=50; aperture=1.8; thread=49; weight=160", stock: 62);
        s.Add(
            "LNS-70200", "Orbis 70-200 mm f/2.8, D mount", "Orbis", 1849.00m, 12, "mount=D; focal=70-200; aperture=2.8; thread=77; weight=1480", stock: 3,
            picture: "zoom-lens.indigo");
        s.Add("LNS-35-D", "Lumen 35 mm f/2 prime", "Lumen", 349.00m, 20, "mount=D; focal=35; aperture=2; thread=52; weight=210");
        s.Add("LNS-85-D", "Lumen 85 mm f/1.8 portrait", "Lumen", 429.00m, 18, "mount=D; focal=85; aperture=1.8; thread=67; weight=425");
        s.Add("LNS-100M-D", "Lumen 100 mm f/2.8 macro", "Lumen", 549.00m, 12, "mount=D; focal=100; aperture=2.8; thread=67; weight=600");
        s.Add(
            "LNS-1855-D", "Lumen 18-55 mm standard zoom", "Lumen", 199.00m, 10, "mount=D; focal=18-55; aperture=3.5; thread=58; weight=205",
            picture: "zoom-lens.indigo");
        s.Add(
            "LNS-1018-D", "Lumen 10-18 mm wide zoom", "Lumen", 279.00m, 14, "mount=D; focal=10-18; aperture=4.5; thread=67; weight=240",
            picture: "zoom-lens.indigo");
        s.Add(
            "LNS-2470-D", "Lumen 24-70 mm f/2.8 zoom", "Lumen", 1399.00m, 14, "mount=D; focal=24-70; aperture=2.8; thread=82; weight=805",
            picture: "zoom-lens.indigo");
        s.Add(
            "LNS-150600-D", "Orbis 150-600 mm wildlife zoom, D mount", "Orbis", 1099.00m, 9, "mount=D; focal=150-600; aperture=5; thread=95; weight=1930",
            picture: "zoom-lens.indigo");
        s.Add("LNS-28-X", "Lumen X 28 mm f/2.8 pancake", "Lumen", 299.00m, 22, "mount=X; focal=28; aperture=2.8; thread=52; weight=120");
        s.Add("LNS-50-X", "Lumen X 50 mm f/1.8", "Lumen", 229.00m, 30, "mount=X; focal=50; aperture=1.8; thread=49; weight=170");
        s.Add("LNS-85-X", "Lumen X 85 mm f/2", "Lumen", 599.00m, 13, "mount=X; focal=85; aperture=2; thread=67; weight=500");
        s.Add(
            "LNS-2470-X", "Lumen X 24-70 mm f/4", "Lumen", 899.00m, 22, "mount=X; focal=24-70; aperture=4; thread=72; weight=470", picture: "zoom-lens.indigo");
        s.Add(
            "LNS-70300-X", "Orbis 70-300 mm, X mount", "Orbis", 649.00m, 12, "mount=X; focal=70-300; aperture=4.5; thread=67; weight=680",
            picture: "zoom-lens.indigo");
        s.Add("LNS-16-X", "Lumen X 16 mm f/2.8 wide", "Lumen", 329.00m, 14, "mount=X; focal=16; aperture=2.8; thread=49; weight=165");
        s.Add("LNS-25-V", "Orbis V 25 mm f/1.7", "Orbis", 169.00m, 24, "mount=V; focal=25; aperture=1.7; thread=49; weight=125");
        s.Add("LNS-45-V", "Orbis V 45 mm f/1.8 portrait", "Orbis", 249.00m, 16, "mount=V; focal=45; aperture=1.8; thread=49; weight=116");
        s.Add(
            "LNS-1240-V", "Orbis V 12-40 mm f/2.8", "Orbis", 799.00m, 14, "mount=V; focal=12-40; aperture=2.8; thread=58; weight=382",
            picture: "zoom-lens.indigo");
        s.Add(
            "LNS-40150-V", "Orbis V 40-150 mm travel zoom", "Orbis", 349.00m, 14, "mount=V; focal=40-150; aperture=4; thread=58; weight=190",
            picture: "zoom-lens.indigo");
        s.Add("LNS-60M-V", "Orbis V 60 mm f/2.8 macro", "Orbis", 449.00m, 8, "mount=V; focal=60; aperture=2.8; thread=49; weight=185");
        s.Add(
            "LNS-24-D", "Lumen 24 mm f/2.8 prime", "Lumen", 259.00m, 8, "mount=D; focal=24; aperture=2.8; thread=52", status: ProductStatus.Archived,
            successor: "LNS-35-D", stock: 0, ended: 150);
        s.Add("ADP-DX", "Lumen mount adapter, D lens to X body", "Lumen", 149.00m, 16, "mount=X; weight=110");
        s.Add("CNV-14-D", "Orbis 1.4x teleconverter, D mount", "Orbis", 299.00m, 6, "mount=D; weight=190");
    }

    private static void CardsAndPower(DemoShop s)
    {
        s.Section("memory-cards", "photo", "Memory cards", "memory", "memory-card.green", 34,
            "{capacity} GB of {card} memory, speed class {speed}. Writes without a pause where slower cards make the camera wait. Comes in a small hard case.",
            maxQuantity: 2);
        s.Add("MEM-128-V60", "Kite SDXC 128 GB V60", "Kite", 49.90m, 46, "card=SDXC; capacity=128; speed=V60", stock: 240);
        s.Add("MEM-256-V90", "Kite SDXC 256 GB V90", "Kite", 119.00m, 22, "card=SDXC; capacity=256; speed=V90", stock: 88);
        s.Add("MEM-64-V30", "Kite SDXC 64 GB V30", "Kite", 18.90m, 34, "card=SDXC; capacity=64; speed=V30");
        s.Add("MEM-64-V60", "Kite SDXC 64 GB V60", "Kite", 29.90m, 28, "card=SDXC; capacity=64; speed=V60");
        s.Add("MEM-256-V60", "Kite SDXC 256 GB V60", "Kite", 84.90m, 20, "card=SDXC; capacity=256; speed=V60");
        s.Add("MEM-128-V90", "Kite SDXC 128 GB V90", "Kite", 79.00m, 16, "card=SDXC; capacity=128; speed=V90");
        s.Add("MEM-512-V60", "Kite SDXC 512 GB V60", "Kite", 159.00m, 8, "card=SDXC; capacity=512; speed=V60", was: 179.00m);
        s.Add(
            "MEM-U128", "Kite microSDXC 128 GB with adapter", "Kite", 22.90m, 26, "card=microSDXC; capacity=128; speed=V30", also: "outdoor:24.90", stock: 130);
        s.Add("MEM-U256", "Kite microSDXC 256 GB with adapter", "Kite", 39.90m, 16, "card=microSDXC; capacity=256; speed=V30");
        s.Add("MEM-CFX-256", "Kite CFx card 256 GB", "Kite", 189.00m, 10, "card=CFx; capacity=256; speed=V90", stock: 27);
        s.Add("MEM-CFX-512", "Kite CFx card 512 GB", "Kite", 329.00m, 6, "card=CFx; capacity=512; speed=V90");
        s.Add(
            "RDR-DUAL", "Kite dual card reader", "Kite", 34.90m, 20, "card=SDXC/microSDXC", picture: "charger.green", type: "card-case",
            text: "Reads {card} cards at full speed. Folds flat, needs no cable.");
        s.Add(
            "CSE-MEM", "Fieldwork memory card wallet", "Fieldwork", 14.90m, 14, "card=SDXC/CFx", picture: "camera-bag.green", type: "card-case",
            text: "Holds eight {card} cards, safe from rain and sand. Closes with one hand.");
        s.Add(
            "MEM-32-V10", "Kite SDHC 32 GB V10", "Kite", 9.90m, 10, "card=SDXC; capacity=32; speed=V10", status: ProductStatus.Archived,
            successor: "MEM-64-V30", stock: 0, ended: 260);

        s.Section("power", "photo", "Batteries & power", "power", "battery.amber", 42,
            "Keeps a camera with the {battery} battery going. {charge} mAh, made to the camera maker's measure. {brand} gives two years on it.",
            maxQuantity: 2);
        s.Add("BAT-NB12", "Lumen NB-12 battery", "Lumen", 69.00m, 40, "battery=NB-12; charge=1860", stock: 120, type: "battery");
        s.Add("BAT-NB15", "Lumen NB-15 battery", "Lumen", 89.00m, 20, "battery=NB-15; charge=2280", type: "battery", stock: 46);
        s.Add("BAT-NB10", "Lumen NB-10 battery", "Lumen", 49.00m, 8, "battery=NB-10; charge=1120", type: "battery");
        s.Add("BAT-OB8", "Orbis OB-8 battery", "Orbis", 59.00m, 24, "battery=OB-8; charge=1210", type: "battery", stock: 52);
        s.Add("BAT-OB4", "Orbis OB-4 battery", "Orbis", 45.00m, 18, "battery=OB-4; charge=950", type: "battery", stock: 38);
        s.Add("BAT-KT2", "Kite Trail battery, pair", "Kite", 39.00m, 14, "battery=KT-2; charge=1750", also: "outdoor:42.00", type: "battery", stock: 61);
        s.Add("BAT-AA8", "Nocturne AA rechargeable, 8 pack", "Nocturne", 24.90m, 22, "battery=AA; charge=2500", type: "battery", stock: 190);
        s.Add("CHG-NB", "Lumen dual charger for NB batteries", "Lumen", 79.00m, 18, "battery=NB-12/NB-15", picture: "charger.amber");
        s.Add("CHG-OB", "Orbis travel charger for OB batteries", "Orbis", 59.00m, 12, "battery=OB-8/OB-4", picture: "charger.amber");
        s.Add("CHG-AA", "Nocturne AA charger", "Nocturne", 29.90m, 12, "battery=AA", picture: "charger.amber");
        s.Add("PWR-20K", "Kite power bank 20,000 mAh", "Kite", 59.90m, 20, "charge=20000", also: "outdoor:64.90");
        s.Add("PWR-10K", "Kite power bank 10,000 mAh", "Kite", 34.90m, 18, "charge=10000", also: "outdoor:37.90");
        s.Add("GRP-D7", "Lumen battery grip for D7", "Lumen", 199.00m, 7, "battery=NB-12", picture: "charger.amber");
        s.Add("PWR-AC", "Lumen mains adapter", "Lumen", 89.00m, 4, "battery=NB-12/NB-15", picture: "charger.amber", stock: 2);
    }

    private static void Bags(DemoShop s)
    {
        s.Section("bags", "photo", "Bags", "bag", "camera-bag.rust", 44,
            "Carries a camera and what goes with it in {volume} litres of padded room. The outer is {material}. Dividers move without a fight.", returns: 0.06);
        s.Add(
            "BAG-CA20", "Carry All 20 camera backpack", "Fieldwork", 139.00m, 34, "volume=20; material=nylon; waterproof=yes; holds=DSLR/mirrorless", stock: 0,
            picture: "backpack.rust", also: "outdoor:149.00");
        s.Add(
            "BAG-CA15", "Carry All 15 camera backpack", "Fieldwork", 119.00m, 22, "volume=15; material=nylon; waterproof=yes; holds=DSLR/mirrorless", stock: 26,
            picture: "backpack.rust", also: "outdoor:129.00");
        s.Add(
            "BAG-CA28", "Carry All 28 camera backpack", "Fieldwork", 179.00m, 12, "volume=28; material=nylon; waterproof=yes; holds=DSLR/mirrorless",
            picture: "backpack.rust", also: "outdoor:189.00");
        s.Family(
            "BAG-SL", "Sling 6 camera bag", "Fieldwork", 79.00m, 24, "volume=6; material=canvas; waterproof=no; holds=DSLR/mirrorless",
            "colour=charcoal,olive,sand");
        s.Family(
            "BAG-SH10", "Shoulder 10 camera bag", "Fieldwork", 99.00m, 18, "volume=10; material=canvas; waterproof=no; holds=DSLR/mirrorless",
            "colour=charcoal,olive");
        s.Add("BAG-HL3", "Holster 3 for one camera", "Fieldwork", 44.90m, 18, "volume=3; material=polyester; waterproof=no; holds=DSLR/mirrorless");
        s.Add("BAG-RL40", "Roller 40 for studio gear", "Fieldwork", 289.00m, 5, "volume=40; material=polyester; waterproof=no; holds=DSLR/mirrorless");
        s.Add("BAG-INS", "Padded insert for any bag", "Fieldwork", 34.90m, 14, "volume=8; material=polyester; waterproof=no");
        s.Add("BAG-RAIN", "Rain cover for backpacks", "Fieldwork", 19.90m, 12, "material=nylon; waterproof=yes", also: "outdoor:21.90", stock: 55);
        s.Add("BAG-HARD", "Hard case 30, watertight", "Stilt", 169.00m, 6, "volume=30; material=polymer; waterproof=yes; holds=DSLR/mirrorless");
        s.Add("BAG-PCH", "Pocket camera pouch", "Fieldwork", 19.90m, 20, "volume=1; material=leather; waterproof=no; holds=pocket/action", stock: 84);
        s.Add("BAG-LNS-S", "Lens pouch, small", "Fieldwork", 17.90m, 12, "volume=1; material=neoprene; waterproof=no");
        s.Add("BAG-LNS-L", "Lens pouch, long", "Fieldwork", 24.90m, 10, "volume=2; material=neoprene; waterproof=no");

        s.Section("straps", "photo", "Straps", "carry", "strap.rust", 50,
            "Carries a camera all day without cutting in. {material}, {colour}. The anchors stay on the camera, the strap comes off in a second.");
        s.Add("STR-LOOP", "Loop shoulder strap", "Fieldwork", 39.00m, 26, "material=nylon; colour=black", stock: 150);
        s.Family("STR-WRIST", "Loop wrist strap", "Fieldwork", 24.90m, 20, "material=nylon", "colour=black,tan,olive");
        s.Add("STR-LTH", "Saddle leather neck strap", "Fieldwork", 69.00m, 10, "material=leather; colour=tan");
        s.Add("STR-CLIP", "Backpack strap camera clip", "Stilt", 54.90m, 14, "material=aluminium; colour=black", also: "outdoor:59.90");
    }

    private static void Support(DemoShop s)
    {
        s.Section("tripods", "photo", "Tripods", "support", "tripod.slate", 36,
            "Holds {load} kg and folds to {folded} cm. Legs of {material}. {brand} sells every part singly, for ever.", returns: 0.04);
        s.Add("TRI-S4", "Stilt 4 carbon tripod", "Stilt", 329.00m, 16, "load=12; folded=48; material=carbon; weight=1350", stock: 17);
        s.Add("TRI-S3", "Stilt 3 aluminium tripod", "Stilt", 169.00m, 24, "load=8; folded=50; material=aluminium; weight=1690");
        s.Add("TRI-S2T", "Stilt 2 travel tripod", "Stilt", 129.00m, 22, "load=5; folded=34; material=aluminium; weight=1080");
        s.Add("TRI-MINI", "Stilt Mini table tripod", "Stilt", 34.90m, 26, "load=2; folded=19; material=aluminium; weight=210");
        s.Add("TRI-GRIP", "Stilt bending tripod", "Stilt", 39.90m, 16, "load=2; folded=26; material=polymer; weight=240");
        s.Add("TRI-MONO", "Stilt monopod", "Stilt", 79.00m, 8, "load=8; folded=52; material=carbon; weight=520");
        s.Add("HED-BALL", "Stilt ball head 12", "Stilt", 109.00m, 12, "load=12; material=aluminium; weight=390");
        s.Add("HED-PAN", "Stilt fluid video head", "Stilt", 149.00m, 7, "load=6; material=aluminium; weight=680");
        s.Add("TRI-QR", "Stilt quick-release plate, 2 pack", "Stilt", 24.90m, 14, "material=aluminium; weight=60");
    }

    private static void Small(DemoShop s)
    {
        s.Section("filters", "photo", "Filters", "filter", "filter.violet", 55,
            "A {thread} mm glass filter in a slim brass ring. {effect}. Coated on both sides, wipes clean of rain.", returns: 0.05);
        const string Threads = "thread=49,52,58,67,72,77,82";
        s.Family(
            "FLT-ND", "ND1000 filter", "Orbis", 59.00m, 20, "effect=Ten stops darker, for water and clouds", Threads, "FLT-ND{0}", "ND1000 filter {0} mm",
            stock: 45);
        s.Family(
            "FLT-PL", "Circular polariser", "Orbis", 69.00m, 26, "effect=Takes reflections from water and glass", Threads, "FLT-PL{0}",
            "Circular polariser {0} mm");
        s.Family(
            "FLT-UV", "Clear protection filter", "Orbis", 29.00m, 30, "effect=Takes the scratches so that the lens does not", Threads, "FLT-UV{0}",
            "Clear protection filter {0} mm");
        s.Add("FLT-CASE", "Filter wallet for six", "Fieldwork", 22.90m, 10, "effect=Keeps six filters apart");

        s.Section("flashes", "photo", "Light & sound", "light", "flash.amber", 34,
            "More light, or better sound, where the room has too little. Runs on {battery} cells. Guide number {guide}.");
        s.Add("FLA-60", "Spark 60 speedlight", "Spark", 259.00m, 14, "battery=AA; guide=60", stock: 9);
        s.Add("FLA-36", "Spark 36 compact speedlight", "Spark", 129.00m, 16, "battery=AA; guide=36", stock: 22);
        s.Add("FLA-TRG", "Spark radio trigger", "Spark", 79.00m, 9, "battery=AA");
        s.Add("FLA-BOX", "Spark folding softbox", "Spark", 49.90m, 10, "");
        s.Add("FLA-LED", "Spark pocket LED panel", "Spark", 69.90m, 16, "");
        s.Add("MIC-SHT", "Nocturne shotgun microphone", "Nocturne", 149.00m, 12, "battery=AA", picture: "microphone.slate");
        s.Add("MIC-CLIP", "Nocturne wireless clip microphones", "Nocturne", 199.00m, 12, "", picture: "microphone.slate");

        s.Section("cleaning", "photo", "Cleaning & gifts", "care", "cleaning.teal", 60,
            "A small thing that belongs in every bag. {brand} has made it the same way for twenty years.", maxQuantity: 2);
        s.Add("CLN-3", "Clear optics cloth, 3 pack", "Clear", 9.90m, 30, "", stock: 410);
        s.Add("CLN-PEN", "Clear lens pen", "Clear", 12.90m, 16);
        s.Add("CLN-BLOW", "Clear air blower", "Clear", 11.90m, 14);
        s.Add("CLN-SEN", "Clear sensor swabs, 12", "Clear", 29.90m, 9);
        s.Add("FLM-INST", "Nocturne Snap film, 20 sheets", "Nocturne", 18.90m, 30, "", picture: "product.teal", stock: 260);
        s.Add("ALB-INST", "Nocturne Snap album", "Nocturne", 16.90m, 10, "", picture: "product.teal", stock: 40);
        s.Add("GFT-PHOTO", "Camera store gift card", "Lumen", 50.00m, 12, "", cost: 41.32m, stock: Untracked, picture: "gift-card.rose",
            type: "gift-card");
        s.Add("BOK-LIGHT", "Seeing light, a workbook", "Clear", 24.90m, 10, "", picture: "product.slate", status: ProductStatus.Draft);
    }
}
