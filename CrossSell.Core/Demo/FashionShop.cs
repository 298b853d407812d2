using CrossSell.Core.Catalog;
using CrossSell.Core.Links;

namespace CrossSell.Core.Demo;

/// <summary>The fashion shop's tables. Style says what goes with what; size and colour make the variants.</summary>
internal static class FashionShop
{
    public static readonly DemoChannel Channel = new(
        "fashion", "Fashion", "GBP", ["en-GB", "de-DE"], "Europe/London", PricesIncludeTax: true,
        new Dictionary<string, int> { ["standard"] = 2000, ["reduced"] = 500 });

    private const string Sizes = "size=8,10,12,14";
    private const string ShoeSizes = "shoe-size=37,38,39,40,41";

    public static void Fill(DemoShop shop)
    {
        shop.Category("fashion", null, "Fashion", "dress.rose");
        Dresses(shop);
        Clothes(shop);
        Shoes(shop);
        Jewellery(shop);
        Finishing(shop);
        Plant(shop);
        Links(shop);
    }

    private static void Dresses(DemoShop s)
    {
        s.Section("dresses", "fashion", "Dresses", "garment", "dress.rose", 58,
            "A {style} dress in {colour} {material}. Cut by {brand} to move in. True to size; between two sizes take the smaller.", DemoSeason.Summer, 0.2);
        s.Family("DRS-WILLOW", "Willow wrap dress", "Odile Row", 89.00m, 40, "style=boho; colour=sage; material=viscose", Sizes);
        s.Family("DRS-ISLA", "Isla shirt dress", "Saltmarsh", 79.00m, 34, "style=casual; colour=navy; material=cotton", Sizes);
        s.Family("DRS-MARLOW", "Marlow midi dress", "Odile Row", 99.00m, 36, "style=classic; colour=black; material=crepe", Sizes, stock: 18);
        s.Family("DRS-VESPER", "Vesper evening dress", "Thessaly", 149.00m, 24, "style=evening; colour=ink; material=satin", Sizes);
        s.Family("DRS-CORAL", "Coralie sun dress", "Saltmarsh", 65.00m, 34, "style=boho; colour=coral; material=linen", Sizes, was: 75.00m);
        s.Family("DRS-HARPER", "Harper knit dress", "Brackenfold", 95.00m, 26, "style=casual; colour=oat; material=wool", Sizes);
        s.Family("DRS-ELOWEN", "Elowen tea dress", "Odile Row", 85.00m, 28, "style=classic; colour=rust; material=viscose", Sizes);
        s.Family("DRS-NOOR", "Noor slip dress", "Thessaly", 119.00m, 22, "style=evening; colour=champagne; material=satin", Sizes, launched: 160);
        s.Family("DRS-TILDA", "Tilda pinafore", "Brackenfold", 72.00m, 14, "style=casual; colour=moss; material=corduroy", Sizes);
        s.Family(
            "DRS-FERN", "Fern smock dress", "Saltmarsh", 69.00m, 16, "style=boho; colour=fern; material=cotton", "size=8,10,12", status: ProductStatus.Archived,
            successor: "DRS-WILLOW", stock: 0, ended: 200);
        s.Family("DRS-AURA", "Aura pleated dress", "Thessaly", 129.00m, 0, "style=evening; colour=plum", "size=8,10,12", status: ProductStatus.Draft);
    }

    private static void Clothes(DemoShop s)
    {
        s.Section("coats", "fashion", "Coats & jackets", "garment", "coat.slate", 55,
            "A {style} coat in {colour} {material}. Warm without weight, lined all through. {brand} repairs it for life.", DemoSeason.Winter, 0.15);
        s.Family("COT-AVON", "Avon wool coat", "Brackenfold", 229.00m, 24, "style=classic; colour=camel; material=wool", Sizes);
        s.Family("COT-TEAL", "Kestrel trench coat", "Odile Row", 189.00m, 20, "style=classic; colour=stone; material=cotton", Sizes);
        s.Family("COT-DENIM", "Rowan denim jacket", "Saltmarsh", 85.00m, 22, "style=casual; colour=indigo; material=denim", Sizes, picture: "coat.indigo");

        s.Section("tops", "fashion", "Shirts & tops", "garment", "shirt.teal", 57,
            "{name} in {colour} {material}. Goes with more than you own. Wash at 30 and hang to dry.", DemoSeason.Spring, 0.12);
        s.Family("TOP-LINEN", "Harbour linen shirt", "Saltmarsh", 49.00m, 30, "style=casual; colour=white; material=linen", Sizes);
        s.Family("TOP-SILK", "Lark silk blouse", "Thessaly", 79.00m, 18, "style=evening; colour=ivory; material=silk", Sizes);
        s.Family("TOP-TEE", "Everyday tee", "Saltmarsh", 22.00m, 42, "style=casual; colour=grey; material=cotton", Sizes);
        s.Family("TOP-EMB", "Meadow embroidered blouse", "Odile Row", 55.00m, 20, "style=boho; colour=cream; material=cotton", Sizes);

        s.Section("bottoms", "fashion", "Trousers & skirts", "garment", "trousers.slate", 57,
            "{name} in {colour} {material}. Sits at the waist, falls straight. Pockets that hold something.", null, 0.16);
        s.Family("TRS-WIDE", "Tide wide trousers", "Saltmarsh", 65.00m, 26, "style=casual; colour=navy; material=linen", Sizes);
        s.Family("TRS-TAPER", "Ledger tapered trousers", "Odile Row", 69.00m, 24, "style=classic; colour=charcoal; material=wool", Sizes);
        s.Family("SKT-PLEAT", "Fan pleated skirt", "Odile Row", 59.00m, 20, "style=classic; colour=forest; material=crepe", Sizes, picture: "skirt.green");
        s.Family("SKT-MAXI", "Drift maxi skirt", "Saltmarsh", 62.00m, 18, "style=boho; colour=ochre; material=viscose", Sizes, picture: "skirt.amber");
    }

    private static void Shoes(DemoShop s)
    {
        s.Section("shoes", "fashion", "Shoes", "shoe", "shoes.rust", 52,
            "{name} in {colour} {material}. Padded where it matters. A half size large: take your usual size.", null, 0.18);
        s.Family(
            "SHO-ANKA", "Anka block heel sandal", "Thessaly", 95.00m, 26, "style=evening; colour=black; material=leather; heel=7", ShoeSizes,
            picture: "heels.slate");
        s.Family(
            "SHO-PETRA", "Petra court shoe", "Odile Row", 89.00m, 24, "style=classic; colour=nude; material=leather; heel=5", ShoeSizes, picture: "heels.rust");
        s.Family("SHO-SOL", "Sol woven sandal", "Saltmarsh", 59.00m, 28, "style=boho; colour=tan; material=leather; heel=2", ShoeSizes);
        s.Family("SHO-DECK", "Deck canvas sneaker", "Saltmarsh", 55.00m, 36, "style=casual; colour=white; material=canvas; heel=2", ShoeSizes);
        s.Family("SHO-LOAF", "Quill loafer", "Brackenfold", 99.00m, 18, "style=classic/casual; colour=oxblood; material=leather; heel=2", ShoeSizes);
    }

    private static void Jewellery(DemoShop s)
    {
        s.Section("jewellery", "fashion", "Jewellery", "jewellery", "necklace.violet", 66,
            "{name}, {material}, made for a {style} look. Nickel-free. Comes in a box that is good enough to give.", DemoSeason.December, 0.05);
        s.Add("JWL-PEARL", "Pearl drop necklace", "Maren", 45.00m, 30, "style=classic; material=gold-plated silver", stock: 80);
        s.Add("JWL-SUN", "Sun disc necklace", "Maren", 38.00m, 26, "style=boho; material=brass");
        s.Add("JWL-TWIST", "Twisted chain necklace", "Maren", 42.00m, 20, "style=casual; material=silver");
        s.Add("JWL-LARIAT", "Midnight lariat", "Thessaly", 69.00m, 16, "style=evening; material=silver", stock: 31);
        s.Add("JWL-INIT", "Initial pendant", "Maren", 35.00m, 28, "style=casual; material=gold-plated silver");
        s.Add("EAR-HOOP", "Fine hoop earrings", "Maren", 29.00m, 34, "style=casual; material=silver", picture: "earrings.violet");
        s.Add("EAR-PEARL", "Pearl stud earrings", "Maren", 32.00m, 28, "style=classic; material=gold-plated silver", picture: "earrings.violet", stock: 72);
        s.Add("EAR-FEATHER", "Brass feather earrings", "Maren", 27.00m, 18, "style=boho; material=brass", picture: "earrings.violet");
        s.Add("EAR-CASC", "Cascade earrings", "Thessaly", 49.00m, 18, "style=evening; material=silver", picture: "earrings.violet");
        s.Add("BRC-BANGLE", "Hammered bangle", "Maren", 36.00m, 18, "style=boho; material=brass", picture: "bracelet.violet");
        s.Add("BRC-CHAIN", "Fine chain bracelet", "Maren", 31.00m, 20, "style=classic/casual; material=silver", picture: "bracelet.violet");
        s.Add("BRC-CUFF", "Midnight cuff", "Thessaly", 59.00m, 12, "style=evening; material=silver", picture: "bracelet.violet", stock: 26);
        s.Add("JWL-SET", "Pearl set in a gift box", "Maren", 72.00m, 16, "style=classic; material=gold-plated silver", was: 77.00m);
        s.Add("BRC-CHARM", "Charm bracelet", "Maren", 48.00m, 14, "style=casual; material=silver", picture: "bracelet.violet");
    }

    private static void Finishing(DemoShop s)
    {
        s.Section("belts", "fashion", "Belts", "accessory", "belt.rust", 60,
            "{name}: {material}, {colour}, with a buckle that stays shut. Five holes, and room for one more.");
        s.Family("BLT-BRAID", "Braided leather belt", "Brackenfold", 35.00m, 22, "style=boho; material=leather; colour=tan", "size=S,M,L", stocks: [36, 52, 0]);
        s.Family("BLT-SLIM", "Slim dress belt", "Odile Row", 29.00m, 26, "style=classic; material=leather; colour=black", "size=S,M,L", stocks: [60, 85, 41]);
        s.Add("BLT-CHAIN", "Chain waist belt", "Thessaly", 39.00m, 14, "style=evening; material=metal; colour=silver", stock: 38);
        s.Add("BLT-WEB", "Woven web belt", "Saltmarsh", 19.00m, 18, "style=casual; material=cotton; colour=navy", stock: 64);
        s.Add("BLT-WIDE", "Wide tie belt", "Odile Row", 32.00m, 14, "style=boho/casual; material=suede; colour=rust", stock: 47);

        s.Section("handbags", "fashion", "Handbags", "bag", "handbag.amber", 56,
            "{name} in {colour} {material}. Holds phone, keys, book. Ages better than we do.", returns: 0.08);
        s.Add("HBG-SADDLE", "Saddle cross-body", "Brackenfold", 110.00m, 20, "style=casual; material=leather; colour=tan");
        s.Add("HBG-FRAME", "Frame handbag", "Odile Row", 125.00m, 16, "style=classic; material=leather; colour=black");
        s.Add("HBG-CLUTCH", "Midnight clutch", "Thessaly", 75.00m, 18, "style=evening; material=satin; colour=ink");
        s.Add("HBG-STRAW", "Straw basket bag", "Saltmarsh", 48.00m, 20, "style=boho; material=straw; colour=natural");
        s.Add("HBG-MINI", "Mini bucket bag", "Brackenfold", 89.00m, 14, "style=casual/classic; material=leather; colour=oxblood");

        s.Section("scarves", "fashion", "Scarves & hats", "accessory", "scarf.teal", 60,
            "{name} of {material}, {colour}. Folds small, warms at once.", DemoSeason.Winter);
        s.Family("SCF-LAMB", "Lambswool scarf", "Brackenfold", 45.00m, 30, "style=classic; material=wool", "colour=camel,charcoal,moss");
        s.Add("SCF-SILK", "Printed silk square", "Thessaly", 55.00m, 16, "style=classic/evening; material=silk; colour=ink");
        s.Add("SCF-CHUNK", "Chunky knit snood", "Brackenfold", 35.00m, 20, "style=casual; material=wool; colour=oat", stock: 0);
        s.Add("GLV-LTH", "Lined leather gloves", "Brackenfold", 49.00m, 18, "style=classic; material=leather; colour=black", picture: "gloves.slate");
        s.Add("HAT-BEAN", "Ribbed beanie", "Brackenfold", 25.00m, 22, "style=casual; material=wool; colour=charcoal", picture: "hat.slate", stock: 58);

        s.Section("summer", "fashion", "Sun", "accessory", "sunglasses.amber", 62,
            "{name} for long days. {material}, {colour}.", DemoSeason.Summer);
        s.Add("HAT-SUN", "Wide brim sun hat", "Saltmarsh", 38.00m, 24, "style=boho; material=straw; colour=natural", picture: "hat.amber");
        s.Add("SUN-ROUND", "Round sunglasses", "Saltmarsh", 45.00m, 24, "style=boho/casual; material=acetate; colour=tortoise");
        s.Add("SUN-CAT", "Cat eye sunglasses", "Thessaly", 59.00m, 18, "style=classic/evening; material=acetate; colour=black");

        s.Section("everyday", "fashion", "Care & gifts", "care", "tote.green", 60,
            "{name}: small, useful, bought with almost everything. Made by {brand}.", maxQuantity: 2);
        s.Add("TOT-COTTON", "Cotton tote", "Saltmarsh", 9.00m, 26, "material=cotton; colour=natural");
        s.Add("GFT-FASHION", "Fashion gift card", "Odile Row", 50.00m, 14, "", cost: 41.66m, stock: DemoShop.Untracked, picture: "gift-card.rose",
            type: "gift-card");
        s.Add("CRE-WOOL", "Wool wash", "Brackenfold", 14.00m, 10, "material=soap", picture: "spray.green");
        s.Add("CRE-BRUSH", "Clothes brush", "Brackenfold", 22.00m, 6, "material=beech", picture: "product.green");
    }

    private static void Plant(DemoShop s)
    {
        s.PopularItem("TOT-COTTON", 0.26);
        s.PopularItem("GFT-FASHION", 0.14);

        s.Pair("DRS-MARLOW", "BLT-SLIM", 0.3);
        s.Pair("DRS-MARLOW", "SHO-PETRA", 0.22);
        s.Pair("DRS-MARLOW", "JWL-PEARL", 0.18);
        s.Pair("DRS-WILLOW", "BLT-BRAID", 0.26);
        s.Pair("DRS-WILLOW", "SHO-SOL", 0.2);
        s.Pair("DRS-WILLOW", "JWL-SUN", 0.17);
        s.Pair("DRS-VESPER", "HBG-CLUTCH", 0.28);
        s.Pair("DRS-VESPER", "SHO-ANKA", 0.22);
        s.Pair("DRS-VESPER", "EAR-CASC", 0.18, DemoTrend.Rising);
        s.Pair("DRS-CORAL", "HAT-SUN", 0.26);
        s.Pair("DRS-CORAL", "SUN-ROUND", 0.16);
        s.Pair("DRS-ISLA", "SHO-DECK", 0.22, DemoTrend.Rising);
        s.Pair("DRS-HARPER", "SCF-CHUNK", 0.2);
        s.Pair("COT-AVON", "SCF-LAMB", 0.3);
        s.Pair("COT-AVON", "GLV-LTH", 0.24);
        s.Pair("COT-TEAL", "SCF-SILK", 0.17);
        s.Pair("SCF-LAMB", "GLV-LTH", 0.18);
        s.Pair("SCF-LAMB", "CRE-WOOL", 0.12);
        s.Pair("HAT-BEAN", "SCF-CHUNK", 0.22);
        s.Pair("JWL-PEARL", "EAR-PEARL", 0.24);
        s.Pair("JWL-SUN", "EAR-FEATHER", 0.18);
        s.Pair("JWL-LARIAT", "BRC-CUFF", 0.2);
        s.Pair("TRS-TAPER", "SHO-LOAF", 0.18, DemoTrend.Falling);
        s.Pair("TRS-WIDE", "TOP-LINEN", 0.2);
        s.Pair("SKT-MAXI", "TOP-EMB", 0.2);
        s.Pair("HAT-SUN", "SUN-ROUND", 0.18);

        s.Match("dresses", "belts", "style", 1, 0.17);
        s.Match("dresses", "shoes", "style", 1, 0.16);
        s.Match("dresses", "jewellery", "style", 2, 0.13);
        s.Match("dresses", "handbags", "style", 1, 0.1);
        s.Match("tops", "bottoms", "style", 1, 0.15);
        s.Match("tops", "jewellery", "style", 1, 0.09);
        s.Match("bottoms", "belts", "style", 1, 0.15);
        s.Match("bottoms", "shoes", "style", 1, 0.1);
        s.Match("shoes", "handbags", "style", 1, 0.12);
        s.Match("jewellery", "jewellery", "style", 1, 0.14);

        s.ComesBack("DRS-VESPER", "JWL-LARIAT", 0.1, 5, 30);
        s.ComesBack("COT-AVON", "CRE-WOOL", 0.12, 30, 90);
    }

    private static void Links(DemoShop s)
    {
        s.Link("DRS-MARLOW", LinkType.CrossSell, "BLT-SLIM", "The belt of the campaign picture.");
        s.Link("DRS-MARLOW", LinkType.CrossSell, "SHO-PETRA", "Same line, same height of heel.");
        s.Link("DRS-MARLOW", LinkType.CrossSell, "JWL-PEARL", "");
        s.Link("DRS-WILLOW", LinkType.CrossSell, "BLT-BRAID", "");
        s.Link("DRS-WILLOW", LinkType.CrossSell, "SHO-SOL", "");
        s.Link("DRS-VESPER", LinkType.CrossSell, "HBG-CLUTCH", "Same satin.");
        s.Link("DRS-VESPER", LinkType.CrossSell, "SHO-ANKA", "");
        s.Link("DRS-NOOR", LinkType.Substitute, "DRS-VESPER", "");
        s.Link("DRS-HARPER", LinkType.CrossSell, "SCF-CHUNK", "Of the same wool.");
        s.Link("COT-AVON", LinkType.CrossSell, "SCF-LAMB", "Camel with camel.");
        s.Link("COT-AVON", LinkType.Accessory, "CRE-WOOL", "");
        s.Link("JWL-PEARL", LinkType.UpSell, "JWL-SET", "The set costs less than its parts.");
        s.Bundles.Add(new DemoBundle(
            "pearl-pair", "Pearl pair", "Necklace and studs from one string.", "fashion", 1000,
            [new DemoComponent("JWL-PEARL"), new DemoComponent("EAR-PEARL")], DemoBundleStage.InReview));
        s.Bundles.Add(new DemoBundle(
            "winter-walk", "Winter walk", "Warm from the chin to the fingertips.", "fashion", 1200,
            [new DemoComponent("HAT-BEAN"), new DemoComponent("SCF-CHUNK")], DemoBundleStage.Live));
        s.Bundles.Add(new DemoBundle(
            "midnight-pair", "Midnight pair", "Lariat and cuff for the long table.", "fashion", 1000,
            [new DemoComponent("JWL-LARIAT"), new DemoComponent("BRC-CUFF")], DemoBundleStage.Scheduled));
    }
}
