using CrossSell.Core.Catalog;
using CrossSell.Core.Links;

namespace CrossSell.Core.Demo;

/// <summary>The outdoor shop's tables. Attributes carry the rules: season of the boot and the sock, material of the boot and what proofs it.</summary>
internal static class OutdoorShop
{
    public static readonly DemoChannel Channel = new(
        "outdoor", "Outdoor shop", "USD", ["en-US"], "America/Denver", PricesIncludeTax: false,
        new Dictionary<string, int> { ["standard"] = 875, ["reduced"] = 400 });

    private const string BootSizes = "size=8,9,10,11,12";
    private const string Sizes = "size=S,M,L,XL";

    public static void Fill(DemoShop shop)
    {
        shop.Category("outdoor", null, "Outdoor", "tent.green");
        Boots(shop);
        Clothing(shop);
        Camp(shop);
        Trail(shop);
        Plant(shop);
        LinksAndOffer(shop);
    }

    private static void Boots(DemoShop s)
    {
        s.Section("boots", "outdoor", "Hiking boots", "boot", "boot.rust", 46,
            "{name}: a {cut}-cut boot of {material} for {season} trails. Resoled by {brand} when you have walked it down. Wear them with the {season} socks.",
            DemoSeason.Autumn, 0.14);
        s.Family(
            "BOT-RIDGE", "Ridge leather boot", "Cairnfell", 219.00m, 38, "material=leather; waterproof=yes; cut=high; season=three-season", BootSizes,
            stock: 22);
        s.Family("BOT-TARN", "Tarn mid boot", "Cairnfell", 169.00m, 36, "material=suede; waterproof=yes; cut=mid; season=three-season", BootSizes);
        s.Family("BOT-SCREE", "Scree light hiker", "Tarnbeck", 129.00m, 34, "material=mesh; waterproof=no; cut=low; season=summer", BootSizes);
        s.Family("BOT-FROST", "Frost insulated boot", "Cairnfell", 249.00m, 18, "material=leather; waterproof=yes; cut=high; season=winter", BootSizes);
        s.Family("BOT-DALE", "Dale trail shoe", "Tarnbeck", 109.00m, 30, "material=mesh; waterproof=no; cut=low; season=summer", BootSizes, was: 119.00m);
        s.Family(
            "BOT-FELL", "Fell membrane boot", "Tarnbeck", 189.00m, 24, "material=fabric; waterproof=yes; cut=mid; season=three-season", BootSizes,
            launched: 200);
        s.Family(
            "BOT-CLASS", "Heritage welted boot", "Highmoor", 279.00m, 10, "material=leather; waterproof=no; cut=high; season=three-season", "size=9,10,11");
        s.Family(
            "BOT-MOOR", "Moor boot", "Cairnfell", 159.00m, 16, "material=suede; waterproof=no; cut=mid; season=three-season", "size=9,10,11",
            status: ProductStatus.Archived, successor: "BOT-TARN", stock: 0, ended: 240);

        s.Section("socks", "outdoor", "Socks", "sock", "socks.rust", 58,
            "{name} for {season} days. {material}, padded under the heel and the toes. Keeps its shape, wash after wash.", DemoSeason.Autumn, 0.01, 3);
        s.Family("SOC-TREK", "Trek merino sock", "Highmoor", 24.00m, 36, "material=merino; season=three-season; thickness=medium", "size=S,M,L", stocks: [
            70, 160, 95]);
        s.Family("SOC-LITE", "Lite cool sock", "Highmoor", 18.00m, 30, "material=synthetic; season=summer; thickness=light", "size=S,M,L", stocks: [
            48, 120, 66]);
        s.Family(
            "SOC-EXP", "Expedition wool sock", "Highmoor", 32.00m, 18, "material=wool; season=winter; thickness=heavy", "size=S,M,L", stocks: [22, 54, 30]);
        s.Family(
            "SOC-LINER", "Liner sock, two pairs", "Highmoor", 19.00m, 16, "material=silk; season=three-season/winter; thickness=liner", "size=S,M,L",
            stocks: [25, 40, 0]);

        s.Section("boot-care", "outdoor", "Boot care & proofing", "proofing", "spray.teal", 62,
            "Keeps water out of {for} and lets the foot breathe. {content} ml treats two pairs. No fluorocarbons.", DemoSeason.Autumn, 0.01, 2);
        s.Add("CAR-WAX", "Beeswax for leather boots", "Larkspur", 14.00m, 24, "for=leather; content=100", stock: 130);
        s.Add("CAR-SPRAY", "Waterproofing spray for fabric", "Larkspur", 16.00m, 26, "for=fabric/mesh; content=300", stock: 145);
        s.Add("CAR-SUEDE", "Waterproofing spray for suede", "Larkspur", 16.00m, 20, "for=suede; content=300", stock: 88);
        s.Add("CAR-WASH", "Wash-in proofer for jackets", "Larkspur", 15.00m, 16, "for=shell; content=300");
        s.Add(
            "CAR-BRUSH", "Boot brush", "Larkspur", 9.00m, 14, "for=leather/suede", picture: "cleaning.teal", type: "boot-part",
            text: "For boots of {for}. {brand} packs them without plastic.");
        s.Add(
            "CAR-LACE", "Round laces 150 cm", "Cairnfell", 7.00m, 20, "for=leather/suede/fabric", picture: "strap.teal", type: "boot-part",
            text: "For boots of {for}. {brand} packs them without plastic.");
        s.Add(
            "CAR-INSO", "Arch support insoles", "Cairnfell", 39.00m, 18, "for=leather/suede/fabric/mesh", picture: "shoes.teal", type: "boot-part",
            text: "For boots of {for}. {brand} packs them without plastic.");
        s.Add(
            "CAR-GAIT", "Trail gaiters", "Tarnbeck", 45.00m, 12, "for=leather/fabric", picture: "boot.teal", type: "boot-part",
            text: "For boots of {for}. {brand} packs them without plastic.");
    }

    private static void Clothing(DemoShop s)
    {
        s.Section("jackets", "outdoor", "Jackets", "shell", "jacket.indigo", 50,
            "{name} of {material} in {colour}. Made for {season} weather. Hood, pockets and cuffs that work with gloves on.", DemoSeason.Winter, 0.1);
        s.Family("JKT-SQUALL", "Squall rain shell", "Tarnbeck", 229.00m, 28, "material=shell; colour=petrol; waterproof=yes; season=three-season", Sizes);
        s.Family("JKT-DOWN", "Hearth down jacket", "Highmoor", 279.00m, 22, "material=down; colour=rust; waterproof=no; season=winter", Sizes);
        s.Family("JKT-FLEECE", "Fold fleece", "Highmoor", 89.00m, 32, "material=fleece; colour=moss; waterproof=no; season=three-season/winter", Sizes);
        s.Family("JKT-WIND", "Breeze wind shell", "Tarnbeck", 109.00m, 18, "material=shell; colour=amber; waterproof=no; season=summer", Sizes);

        s.Section("layers", "outdoor", "Base layers & hats", "shell", "shirt.indigo", 55,
            "{name} in {material}. Dries on the body, warms when damp. Good for {season}.", null, 0.06);
        s.Family("LAY-MERINO", "Merino base layer", "Highmoor", 79.00m, 28, "material=merino; colour=charcoal; season=winter/three-season", Sizes);
        s.Family(
            "LAY-TRS", "Switch trail trousers", "Tarnbeck", 99.00m, 24, "material=synthetic; colour=stone; season=three-season/summer", Sizes,
            picture: "trousers.indigo");
        s.Add("LAY-BEAN", "Merino beanie", "Highmoor", 29.00m, 22, "material=merino; colour=charcoal; season=winter", picture: "hat.indigo");
        s.Add("LAY-GLOVE", "Grip liner gloves", "Highmoor", 35.00m, 20, "material=merino; colour=black; season=winter", picture: "gloves.indigo");
        s.Add("LAY-CAP", "Sun cap with neck cover", "Tarnbeck", 32.00m, 16, "material=synthetic; colour=sand; season=summer", picture: "hat.amber");
        s.Add("LAY-BUFF", "Tube scarf", "Highmoor", 19.00m, 20, "material=merino; colour=petrol; season=winter/three-season", picture: "scarf.indigo");
    }

    private static void Camp(DemoShop s)
    {
        s.Section("tents", "outdoor", "Tents & shelter", "camp", "tent.green", 40,
            "{name}: room for {persons}, {weight} g packed. For {season} nights. Poles are numbered, so it stands before the rain does.", DemoSeason.Summer,
            0.05);
        s.Add("TNT-SOLO", "Burrow 1 tent", "Cairnfell", 279.00m, 14, "persons=1; weight=1190; season=three-season/summer");
        s.Add("TNT-DUO", "Burrow 2 tent", "Cairnfell", 349.00m, 24, "persons=2; weight=1680; season=three-season/summer", stock: 20);
        s.Add("TNT-FAM", "Homestead 4 tent", "Cairnfell", 549.00m, 12, "persons=4; weight=6400; season=summer");
        s.Add("TNT-STORM", "Redoubt 2 storm tent", "Cairnfell", 629.00m, 6, "persons=2; weight=2950; season=winter", stock: 2);
        s.Add("TNT-TARP", "Canopy tarp 3 x 3", "Tarnbeck", 99.00m, 12, "persons=3; weight=640; season=summer");
        s.Add("TNT-FOOT", "Footprint for Burrow 2", "Cairnfell", 45.00m, 10, "persons=2; weight=210; season=three-season", stock: 26);
        s.Add("TNT-PEGS", "Y pegs, set of 8", "Cairnfell", 19.00m, 18, "weight=112; season=three-season/summer/winter", picture: "poles.green", stock: 140);

        s.Section("sleep", "outdoor", "Sleeping", "camp", "sleeping-bag.violet", 45,
            "{name} for {season} nights, {weight} g. Packs into its own sack.", DemoSeason.Summer, 0.04);
        s.Add("SLP-DOWN", "Nest down sleeping bag", "Highmoor", 299.00m, 14, "weight=890; season=three-season; material=down");
        s.Add("SLP-SYN", "Nest synthetic sleeping bag", "Highmoor", 149.00m, 20, "weight=1340; season=summer/three-season; material=synthetic");
        s.Add("SLP-WINT", "Nest winter sleeping bag", "Highmoor", 429.00m, 6, "weight=1490; season=winter; material=down");
        s.Add("SLP-MAT", "Float air mat", "Tarnbeck", 129.00m, 22, "weight=460; season=summer/three-season", picture: "sleeping-mat.violet");
        s.Add("SLP-FOAM", "Fold foam mat", "Tarnbeck", 39.00m, 20, "weight=390; season=summer/three-season/winter", picture: "sleeping-mat.violet");
        s.Add("SLP-PIL", "Air pillow", "Tarnbeck", 35.00m, 16, "weight=85; season=summer/three-season/winter", picture: "product.violet");
        s.Add("SLP-LINER", "Silk bag liner", "Highmoor", 65.00m, 12, "weight=120; season=summer/three-season/winter; material=silk");

        s.Section("kitchen", "outdoor", "Camp kitchen", "camp", "stove.amber", 46,
            "{name} in {material}, {weight} g. Nests with the rest of the kitchen.", DemoSeason.Summer, 0.02, 2);
        s.Add("KIT-STOVE", "Ember gas stove", "Tarnbeck", 59.00m, 24, "weight=92; material=steel", stock: 75);
        s.Add("KIT-GAS", "Gas canister 230 g", "Tarnbeck", 8.50m, 34, "weight=380; material=steel", stock: 310);
        s.Add("KIT-POT", "Titanium pot 900 ml", "Tarnbeck", 54.00m, 18, "weight=118; material=titanium", picture: "kettle.amber", stock: 48);
        s.Add("KIT-MUG", "Enamel mug", "Highmoor", 14.00m, 26, "weight=130; material=enamel", picture: "cup.amber");
        s.Add("KIT-SPORK", "Long spoon", "Tarnbeck", 12.00m, 18, "weight=18; material=titanium", picture: "product.amber");
        s.Add("KIT-BOTTLE", "Steel bottle 1 l", "Highmoor", 34.00m, 30, "weight=320; material=steel", picture: "bottle.teal");
        s.Add("KIT-FILTER", "Clear stream water filter", "Clear", 44.00m, 20, "weight=65; material=polymer", picture: "bottle.teal");
    }

    private static void Trail(DemoShop s)
    {
        s.Section("packs", "outdoor", "Backpacks", "bag", "backpack.green", 46,
            "{name}: {volume} litres of {material}. The back moves with you and the belt takes the weight. Pockets are where the hand goes.", DemoSeason.Summer,
            0.06);
        s.Family("PCK-TRK55", "Traverse 55 backpack", "Fieldwork", 219.00m, 22, "volume=55; material=nylon; waterproof=no", "colour=forest,slate");
        s.Family(
            "PCK-DAY22", "Traverse 22 daypack", "Fieldwork", 99.00m, 34, "volume=22; material=nylon; waterproof=no", "colour=forest,slate,amber",
            also: "camera:99.00");
        s.Add("PCK-DRY", "Dry sacks, set of 3", "Fieldwork", 35.00m, 20, "volume=22; material=nylon; waterproof=yes", also: "camera:34.90");
        s.Add("PCK-HIP", "Hip pack 3", "Fieldwork", 45.00m, 18, "volume=3; material=nylon; waterproof=no");
        s.Add("PCK-CHILD", "Child carrier", "Fieldwork", 289.00m, 5, "volume=20; material=nylon; waterproof=no");

        s.Section("trail", "outdoor", "Poles, light & way", "gear", "poles.slate", 48,
            "{name}, {weight} g. {brand} made it for long days and cold hands.", null, 0.03);
        s.Add("POL-CARB", "Stride carbon poles, pair", "Stilt", 139.00m, 18, "weight=380; material=carbon");
        s.Add("POL-ALU", "Stride aluminium poles, pair", "Stilt", 79.00m, 26, "weight=490; material=aluminium");
        s.Add("POL-TIP", "Rubber pole tips", "Stilt", 9.00m, 20, "weight=30; material=rubber");
        s.Add("LMP-400", "Beam 400 headlamp", "Spark", 59.00m, 26, "weight=85; battery=AA", picture: "headlamp.amber", stock: 60);
        s.Add("LMP-200", "Beam 200 headlamp", "Spark", 35.00m, 20, "weight=70; battery=AA", picture: "headlamp.amber");
        s.Add("NAV-COMP", "Sighting compass", "Tarnbeck", 42.00m, 14, "weight=72; material=acrylic", picture: "compass.slate", stock: 0);
        s.Add("NAV-MAP", "Map case", "Fieldwork", 22.00m, 10, "weight=110; waterproof=yes", picture: "product.slate");
        s.Add("AID-KIT", "Trail first aid kit", "Larkspur", 36.00m, 20, "weight=240", picture: "product.rose");
        s.Add("AID-BLIST", "Blister plasters, 10", "Larkspur", 11.00m, 26, "weight=25", picture: "product.rose");
        s.Add("BAR-OAT", "Oat bars, box of 12", "Larkspur", 19.00m, 30, "weight=600", picture: "chocolate.amber");
        s.Add("GFT-OUTDOOR", "Outdoor gift card", "Fieldwork", 50.00m, 12, "", cost: 50.00m, stock: DemoShop.Untracked, picture: "gift-card.rose",
            type: "gift-card");
        s.Add("NAV-WATCH", "Bearing trail watch", "Spark", 349.00m, 0, "weight=62", picture: "compass.indigo", status: ProductStatus.Draft);
    }

    private static void Plant(DemoShop s)
    {
        s.PopularItem("BAR-OAT", 0.27);
        s.PopularItem("GFT-OUTDOOR", 0.12);

        s.Pair("BOT-RIDGE", "SOC-TREK", 0.32);
        s.Pair("BOT-RIDGE", "CAR-WAX", 0.28);
        s.Pair("BOT-TARN", "SOC-TREK", 0.28);
        s.Pair("BOT-TARN", "CAR-SUEDE", 0.24);
        s.Pair("BOT-SCREE", "SOC-LITE", 0.3);
        s.Pair("BOT-SCREE", "CAR-SPRAY", 0.17);
        s.Pair("BOT-FROST", "SOC-EXP", 0.34);
        s.Pair("BOT-FROST", "CAR-WAX", 0.18);
        s.Pair("BOT-DALE", "SOC-LITE", 0.22);
        s.Pair("BOT-FELL", "CAR-SPRAY", 0.26, DemoTrend.Rising);
        s.Pair("BOT-RIDGE", "AID-BLIST", 0.14);
        s.Pair("SOC-EXP", "SOC-LINER", 0.2);
        s.Pair("JKT-SQUALL", "CAR-WASH", 0.18);
        s.Pair("JKT-DOWN", "LAY-BEAN", 0.16);
        s.Pair("JKT-FLEECE", "LAY-MERINO", 0.16);
        s.Pair("LAY-BEAN", "LAY-GLOVE", 0.24);
        s.Pair("TNT-DUO", "TNT-FOOT", 0.26);
        s.Pair("TNT-DUO", "SLP-MAT", 0.2);
        s.Pair("TNT-DUO", "TNT-PEGS", 0.14);
        s.Pair("TNT-SOLO", "SLP-DOWN", 0.16);
        s.Pair("TNT-FAM", "SLP-SYN", 0.24);
        s.Pair("TNT-STORM", "SLP-WINT", 0.22);
        s.Pair("SLP-SYN", "SLP-FOAM", 0.2);
        s.Pair("SLP-DOWN", "SLP-MAT", 0.22);
        s.Pair("SLP-DOWN", "SLP-LINER", 0.16);
        s.Pair("SLP-MAT", "SLP-PIL", 0.22);
        s.Pair("KIT-STOVE", "KIT-GAS", 0.52);
        s.Pair("KIT-STOVE", "KIT-POT", 0.24);
        s.Pair("KIT-POT", "KIT-SPORK", 0.22);
        s.Pair("KIT-GAS", "KIT-SPORK", 0.08);
        s.Pair("KIT-BOTTLE", "KIT-FILTER", 0.16, DemoTrend.Rising);
        s.Pair("PCK-TRK55", "PCK-DRY", 0.22);
        s.Pair("PCK-TRK55", "POL-ALU", 0.14);
        s.Pair("PCK-DAY22", "KIT-BOTTLE", 0.18);
        s.Pair("POL-CARB", "POL-TIP", 0.3);
        s.Pair("POL-ALU", "POL-TIP", 0.22);
        s.Pair("LMP-400", "NAV-COMP", 0.09, DemoTrend.Falling);
        s.Pair("NAV-COMP", "NAV-MAP", 0.24);
        s.Pair("AID-KIT", "AID-BLIST", 0.2);

        s.Match("boots", "socks", "season", 1, 0.2);
        s.Match("boots", "boot-care", "material", 1, 0.18, fits: "for", type: "proofing");
        s.Match("boots", "boot-care", "material", 1, 0.09, fits: "for", type: "boot-part");
        s.Match("jackets", "layers", "season", 1, 0.16);
        s.Match("tents", "sleep", "season", 2, 0.14);
        s.Match("tents", "kitchen", null, 1, 0.12);
        s.Match("packs", "kitchen", null, 1, 0.1);
        s.Match("layers", "layers", "season", 1, 0.14);

        s.ComesBack("BOT-RIDGE", "CAR-WAX", 0.14, 40, 120);
        s.ComesBack("KIT-STOVE", "KIT-GAS", 0.3, 14, 60);
        s.ComesBack("BOT-SCREE", "SOC-LITE", 0.12, 30, 100);
    }

    private static void LinksAndOffer(DemoShop s)
    {
        s.Link("BOT-RIDGE", LinkType.CrossSell, "SOC-TREK", "Same season, same height.");
        s.Link("BOT-RIDGE", LinkType.Accessory, "CAR-WAX", "Leather wants wax, not spray.");
        s.Link("BOT-RIDGE", LinkType.CrossSell, "CAR-INSO", "");
        s.Link("BOT-TARN", LinkType.CrossSell, "SOC-TREK", "");
        s.Link("BOT-TARN", LinkType.Accessory, "CAR-SUEDE", "");
        s.Link("BOT-TARN", LinkType.UpSell, "BOT-RIDGE", "");
        s.Link("BOT-FROST", LinkType.CrossSell, "SOC-EXP", "");
        s.Link("TNT-DUO", LinkType.Accessory, "TNT-FOOT", "Cut to the floor of the Burrow 2.");
        s.Link("KIT-STOVE", LinkType.CrossSell, "KIT-GAS", "No gas in the box.");
        s.Link("LMP-400", LinkType.CrossSell, "NAV-COMP", "For walks after dark.");
        s.Link("SLP-DOWN", LinkType.Substitute, "SLP-SYN", "");
        s.Bundles.Add(new DemoBundle(
            "ridge-ready", "Ridge ready set", "Boots, the socks for them, and wax for the first rain.", "outdoor", 1000,
            [new DemoComponent("BOT-RIDGE"), new DemoComponent("SOC-TREK", 2), new DemoComponent("CAR-WAX")], DemoBundleStage.Draft));
        s.Bundles.Add(new DemoBundle(
            "first-night", "First night out", "A roof, and a floor under it.", "outdoor", 800,
            [new DemoComponent("TNT-DUO"), new DemoComponent("TNT-FOOT"), new DemoComponent("TNT-PEGS")], DemoBundleStage.InReview));
        s.Bundles.Add(new DemoBundle(
            "night-walk", "Night walk", "See the path, and know where it goes.", "outdoor", 1000,
            [new DemoComponent("LMP-400"), new DemoComponent("NAV-COMP")], DemoBundleStage.Live));
        s.Bundles.Add(new DemoBundle(
            "tea-on-top", "Tea on top", "Stove, gas and pot for a pause with a view.", "outdoor", 1000,
            [new DemoComponent("KIT-STOVE"), new DemoComponent("KIT-GAS"), new DemoComponent("KIT-POT")], DemoBundleStage.Scheduled));
    }
}
