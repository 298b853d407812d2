using CrossSell.Core.Catalog;
using CrossSell.Core.Links;

namespace CrossSell.Core.Demo;

/// <summary>The coffee subscription's tables. Roast and brewing method say what goes with what; who subscribes comes back for gear.</summary>
internal static class CoffeeShop
{
    public static readonly DemoChannel Channel = new(
        "coffee", "Coffee subscription", "EUR", ["en", "de-DE"], "Europe/Berlin", PricesIncludeTax: true,
        new Dictionary<string, int> { ["standard"] = 2100, ["reduced"] = 900 });

    private const string Weights = "weight=250,1000";
    private const string Food = "reduced";

    public static void Fill(DemoShop shop)
    {
        shop.Category("coffee", null, "Coffee", "coffee-bag.rust");
        Subscriptions(shop);
        Beans(shop);
        Brewing(shop);
        Espresso(shop);
        Table(shop);
        Plant(shop);
        LinksAndOffer(shop);
    }

    private static void Subscriptions(DemoShop s)
    {
        s.Section("subscriptions", "coffee", "Subscriptions", "subscription", "subscription.indigo", 40,
            "Fresh {roast} coffee at your door every {interval} weeks. Skip, change or stop when you like. {brand} roasts on Monday and sends on Tuesday.",
            tax: Food);
        s.Add(
            "SUB-PREMIUM", "Premium blend subscription", "Nordhafen", 24.90m, 40, "roast=medium; interval=4; brew=filter/espresso", stock: DemoShop.Untracked);
        s.Add("SUB-CLASSIC", "House blend subscription", "Nordhafen", 16.90m, 34, "roast=dark; interval=4; brew=espresso", stock: DemoShop.Untracked);
        s.Add(
            "SUB-ORIGIN", "Single origin subscription", "Kiefer & Korn", 27.90m, 20, "roast=light; interval=4; brew=filter", stock: DemoShop.Untracked,
            launched: 300);
        s.Add("SUB-DECAF", "Decaf subscription", "Nordhafen", 19.90m, 10, "roast=medium; interval=4; brew=filter/espresso", stock: DemoShop.Untracked);
        s.Add("SUB-OFFICE", "Office subscription, 2 kg", "Nordhafen", 54.90m, 8, "roast=dark; interval=2; brew=filter", stock: DemoShop.Untracked);
    }

    private static void Beans(DemoShop s)
    {
        s.Section("beans", "coffee", "Coffee beans", "coffee", "coffee-bag.rust", 42,
            "{roast} roast from {origin}, {process}. We taste {notes}. Best as {brew}.", null, 0.005, 3, Food);
        s.Family(
            "COF-HOUSE", "House blend", "Nordhafen", 9.90m, 46, "roast=dark; origin=Brazil and India; process=natural; brew=espresso; notes=cocoa and walnut",
            Weights, prices: [9.90m, 32.90m]);
        s.Family(
            "COF-PREMIUM", "Premium blend", "Nordhafen", 12.90m, 40,
            "roast=medium; origin=Colombia and Ethiopia; process=washed; brew=filter/espresso; notes=caramel and red apple", Weights, prices: [12.90m, 44.90m]);
        s.Family(
            "COF-YIRGA", "Highland Ethiopia", "Kiefer & Korn", 13.90m, 28,
            "roast=light; origin=Ethiopia; process=washed; brew=filter; notes=bergamot and peach", Weights, prices: [13.90m, 48.90m]);
        s.Family(
            "COF-HUILA", "Valley Colombia", "Kiefer & Korn", 12.50m, 24, "roast=medium; origin=Colombia; process=washed; brew=filter; notes=toffee and plum",
            Weights, prices: [12.50m, 43.90m]);
        s.Family(
            "COF-SANTOS", "Plateau Brazil", "Dreiberg", 10.90m, 30,
            "roast=medium; origin=Brazil; process=natural; brew=espresso; notes=hazelnut and milk chocolate", Weights, prices: [10.90m, 36.90m]);
        s.Family(
            "COF-SUMA", "Forest Sumatra", "Dreiberg", 12.90m, 16, "roast=dark; origin=Indonesia; process=wet-hulled; brew=press; notes=cedar and molasses",
            Weights, prices: [12.90m, 44.90m]);
        s.Family(
            "COF-KENYA", "Ridge Kenya", "Kiefer & Korn", 14.90m, 18, "roast=light; origin=Kenya; process=washed; brew=filter; notes=blackcurrant and lime",
            Weights, prices: [14.90m, 52.90m]);
        s.Family(
            "COF-DECAF", "Quiet decaf", "Nordhafen", 11.90m, 14, "roast=medium; origin=Peru; process=washed; brew=filter/espresso; notes=malt and date",
            Weights, prices: [11.90m, 39.90m]);
        s.Family(
            "COF-XMAS", "Winter blend", "Nordhafen", 13.50m, 14, "roast=medium; origin=Guatemala; process=honey; brew=filter/press; notes=orange and spice",
            Weights, prices: [13.50m, 46.90m]);
        s.Add(
            "COF-GEISHA", "Terrace Panama, 100 g", "Kiefer & Korn", 24.90m, 6,
            "roast=light; origin=Panama; process=washed; brew=filter; notes=jasmine and mandarin; weight=100", stock: 4);
        s.Add(
            "COF-TASTER", "Taster box, six small bags", "Kiefer & Korn", 29.90m, 16,
            "roast=medium; origin=six farms; process=mixed; brew=filter/espresso; notes=something new each time; weight=360");
        s.Add(
            "COF-MONSOON", "Monsoon India", "Dreiberg", 11.50m, 12, "roast=dark; origin=India; process=monsooned; brew=espresso; weight=250",
            status: ProductStatus.Archived, successor: "COF-HOUSE", stock: 0, ended: 180);
        s.Add("COF-LAOS", "Plateau Laos", "Dreiberg", 13.90m, 0, "roast=medium; origin=Laos", status: ProductStatus.Draft);
    }

    private static void Brewing(DemoShop s)
    {
        s.Section("grinders", "coffee", "Grinders", "brewing", "grinder.amber", 36,
            "Grinds for {brew} with {material} burrs. Even from the first click to the last. {brand} stocks every part.", DemoSeason.December, 0.03);
        s.Add("GRN-HAND", "Mill 38 hand grinder", "Tidal", 69.00m, 24, "brew=filter/press; material=steel");
        s.Add("GRN-HANDPRO", "Mill 48 hand grinder", "Tidal", 149.00m, 14, "brew=filter/espresso; material=steel");
        s.Add("GRN-HOME", "Drift home grinder", "Dreiberg", 189.00m, 22, "brew=filter/press; material=steel", stock: 34);
        s.Add("GRN-ESP", "Drift espresso grinder", "Dreiberg", 329.00m, 14, "brew=espresso; material=steel");
        s.Add("GRN-TRAVEL", "Mill 28 travel grinder", "Tidal", 49.00m, 16, "brew=filter; material=ceramic", also: "outdoor:55.00");

        s.Section("brewers", "coffee", "Brewers", "brewing", "dripper.teal", 44,
            "{name} in {material}. Made for {brew}, for one cup or the table.", DemoSeason.December, 0.03);
        s.Family("DRP-CONE", "Cone dripper", "Tidal", 24.90m, 30, "brew=filter; material=porcelain; shape=cone", "colour=white,sand,black");
        s.Add("DRP-FLAT", "Flat bed dripper", "Tidal", 29.90m, 18, "brew=filter; material=steel; shape=flat");
        s.Add("SRV-GLASS", "Glass server 600 ml", "Tidal", 27.90m, 18, "brew=filter; material=glass", picture: "milk-jug.teal", stock: 33);
        s.Family("PRS-FRENCH", "Table press", "Dreiberg", 39.90m, 22, "brew=press; material=glass", "size=3 cups,8 cups", prices: [
            39.90m, 49.90m], picture: "french-press.teal");
        s.Add("PRS-TRAVEL", "Camp press mug", "Dreiberg", 34.90m, 14, "brew=press; material=steel", picture: "french-press.teal", also: "outdoor:38.00");
        s.Add("KTL-GOOSE", "Heron gooseneck kettle", "Tidal", 59.00m, 20, "brew=filter; material=steel", picture: "kettle.slate");
        s.Add("KTL-TEMP", "Heron electric kettle with thermostat", "Tidal", 129.00m, 16, "brew=filter; material=steel", picture: "kettle.slate");
        s.Add("SCL-DRIP", "Gram drip scale with timer", "Tidal", 49.00m, 20, "brew=filter; material=polymer", picture: "scale.slate");
        s.Add("SCL-ESP", "Gram Mini espresso scale", "Tidal", 69.00m, 12, "brew=espresso; material=polymer", picture: "scale.slate");

        s.Section("papers", "coffee", "Papers & cleaning", "supply", "filter-paper.amber", 58,
            "{name}. Enough for {count} brews. From {material}, and into the compost.", maxQuantity: 3);
        s.Add("PAP-CONE", "Cone filter papers, 100", "Tidal", 6.90m, 34, "count=100; shape=cone; material=bleached paper");
        s.Add("PAP-CONE-N", "Cone filter papers, natural, 100", "Tidal", 6.90m, 16, "count=100; shape=cone; material=natural paper");
        s.Add("PAP-FLAT", "Flat bed filter papers, 100", "Tidal", 7.90m, 16, "count=100; shape=flat; material=bleached paper");
        s.Add("CLN-DESC", "Descaler, 4 doses", "Dreiberg", 9.90m, 20, "count=4; material=citric acid", picture: "spray.green");
        s.Add("CLN-TABS", "Cleaning tablets, 30", "Dreiberg", 12.90m, 14, "count=30; material=cleaning agent", picture: "cleaning.green");
        s.Add("CLN-GRIND", "Grinder cleaning grains", "Dreiberg", 14.90m, 10, "count=12; material=grain", picture: "cleaning.green");
    }

    private static void Espresso(DemoShop s)
    {
        s.Section("machines", "coffee", "Espresso machines", "machine", "espresso-machine.slate", 26,
            "{name}: {boiler}, ready in {heat-up} minutes. Holds the temperature to a degree. {brand} services it for ten years.", DemoSeason.December, 0.04);
        s.Add("ESP-ONE", "Dreiberg One espresso machine", "Dreiberg", 499.00m, 16, "brew=espresso; boiler=one boiler; heat-up=8", stock: 12);
        s.Add("ESP-DUO", "Dreiberg Duo espresso machine", "Dreiberg", 1190.00m, 7, "brew=espresso; boiler=two boilers; heat-up=15", stock: 5);
        s.Add("ESP-LEVER", "Tidal lever press for espresso", "Tidal", 289.00m, 9, "brew=espresso; boiler=no boiler; heat-up=2");
        s.Add("ESP-STOVE", "Stovetop pot, 6 cups", "Dreiberg", 36.90m, 22, "brew=espresso; boiler=stovetop; heat-up=5", picture: "kettle.rust");

        s.Section("barista", "coffee", "Barista tools", "brewing", "milk-jug.violet", 50,
            "{name}, {material}. Made for {brew} at home.", null, 0.02);
        s.Add("BAR-JUG", "Milk jug 350 ml", "Tidal", 19.90m, 18, "brew=espresso; material=steel", stock: 44);
        s.Add("BAR-TAMP", "Level tamper 58 mm", "Tidal", 39.90m, 12, "brew=espresso; material=steel", picture: "scale.violet");
        s.Add("BAR-KNOCK", "Knock box", "Dreiberg", 29.90m, 10, "brew=espresso; material=beech", picture: "product.violet");
        s.Add("BAR-BASK", "Precision basket 18 g", "Tidal", 24.90m, 8, "brew=espresso; material=steel", picture: "dripper.violet");
        s.Add("BAR-THERM", "Milk thermometer", "Tidal", 12.90m, 8, "brew=espresso; material=steel", picture: "product.violet", stock: 30);
    }

    private static void Table(DemoShop s)
    {
        s.Section("cups", "coffee", "Cups", "tableware", "cup.rose", 54,
            "{name} in {material}, thrown and glazed by {brand}. Warm in the hand, safe in the dishwasher.", DemoSeason.December);
        s.Family("CUP-ESP", "Espresso cup", "Morgenrot", 14.90m, 18, "material=stoneware; brew=espresso", "colour=chalk,ink,terracotta");
        s.Family("CUP-MUG", "Breakfast mug", "Morgenrot", 18.90m, 24, "material=stoneware; brew=filter/press", "colour=chalk,ink,terracotta");
        s.Family("CUP-CAP", "Cappuccino cup", "Morgenrot", 17.90m, 16, "material=stoneware; brew=espresso", "colour=chalk,ink");
        s.Add(
            "CUP-TOGO", "Travel cup 350 ml", "Dreiberg", 24.90m, 24, "material=steel; brew=filter/espresso", picture: "bottle.rose", also: "outdoor:26.00",
            stock: 90);
        s.Add("CUP-GLASS", "Double-walled glasses, pair", "Morgenrot", 22.90m, 14, "material=glass; brew=espresso", stock: 0);

        s.Section("treats", "coffee", "Treats & gifts", "treat", "chocolate.rust", 48,
            "{name} by {brand}. Goes with any cup.", maxQuantity: 2, tax: Food);
        s.Add("TRT-CHOC", "Dark chocolate with sea salt", "Morgenrot", 4.90m, 30);
        s.Add("TRT-CANT", "Almond biscuits", "Morgenrot", 5.90m, 18);
        s.Add("TRT-SYR", "Vanilla syrup", "Morgenrot", 8.90m, 12, "", picture: "bottle.rust", stock: 25);
        s.Add("TRT-OAT", "Oat drink for baristas, 6 pack", "Morgenrot", 14.90m, 22, "", picture: "milk-jug.rust");

        s.Section("gifts", "coffee", "Gift cards", "gift-card", "gift-card.rose", 17, "A gift card for people who have opinions about coffee.");
        s.Add("GFT-COFFEE", "Coffee gift card", "Nordhafen", 25.00m, 12, "", cost: 20.66m, stock: DemoShop.Untracked);
    }

    private static void Plant(DemoShop s)
    {
        s.PopularItem("TRT-CHOC", 0.29);
        s.PopularItem("GFT-COFFEE", 0.1);

        s.Pair("COF-YIRGA", "PAP-CONE", 0.2);
        s.Pair("COF-KENYA", "PAP-CONE", 0.16);
        s.Pair("COF-HUILA", "PAP-CONE-N", 0.12);
        s.Pair("COF-HOUSE", "TRT-OAT", 0.14, DemoTrend.Rising);
        s.Pair("COF-SANTOS", "TRT-SYR", 0.1, DemoTrend.Falling);
        s.Pair("COF-SUMA", "PRS-FRENCH", 0.1);
        s.Pair("COF-XMAS", "TRT-CANT", 0.24);
        s.Pair("COF-TASTER", "CUP-MUG", 0.12);
        s.Pair("SUB-PREMIUM", "CUP-TOGO", 0.12);
        s.Pair("DRP-CONE", "PAP-CONE", 0.46);
        s.Pair("DRP-CONE", "KTL-GOOSE", 0.2);
        s.Pair("DRP-CONE", "SRV-GLASS", 0.22);
        s.Pair("DRP-CONE", "SCL-DRIP", 0.14);
        s.Pair("DRP-FLAT", "PAP-FLAT", 0.48);
        s.Pair("DRP-FLAT", "KTL-TEMP", 0.16);
        s.Pair("GRN-HOME", "CLN-GRIND", 0.17);
        s.Pair("GRN-ESP", "SCL-ESP", 0.18);
        s.Pair("GRN-ESP", "CLN-GRIND", 0.14);
        s.Pair("GRN-HAND", "DRP-CONE", 0.16);
        s.Pair("GRN-TRAVEL", "PRS-TRAVEL", 0.24);
        s.Pair("ESP-ONE", "BAR-TAMP", 0.28);
        s.Pair("ESP-ONE", "BAR-JUG", 0.34);
        s.Pair("ESP-ONE", "GRN-ESP", 0.2);
        s.Pair("ESP-ONE", "CLN-DESC", 0.22);
        s.Pair("ESP-DUO", "GRN-ESP", 0.3);
        s.Pair("ESP-DUO", "BAR-KNOCK", 0.24);
        s.Pair("ESP-DUO", "CLN-TABS", 0.26);
        s.Pair("ESP-LEVER", "BAR-BASK", 0.2);
        s.Pair("ESP-STOVE", "CUP-ESP", 0.2);
        s.Pair("BAR-JUG", "BAR-THERM", 0.14);
        s.Pair("BAR-JUG", "CUP-CAP", 0.18);
        s.Pair("CLN-DESC", "CLN-TABS", 0.18);
        s.Pair("KTL-TEMP", "SCL-DRIP", 0.16);
        s.Pair("PRS-FRENCH", "CUP-MUG", 0.14);

        s.Match("machines", "cups", "brew", 1, 0.14);
        s.Match("machines", "beans", "brew", 2, 0.17);
        s.Match("brewers", "beans", "brew", 1, 0.15);
        s.Match("grinders", "beans", "brew", 1, 0.15);
        s.Match("barista", "beans", "brew", 1, 0.1);
        s.Match("cups", "treats", null, 1, 0.1);

        s.ComesBack("SUB-PREMIUM", "GRN-HOME", 0.34, 7, 42);
        s.ComesBack("SUB-PREMIUM", "KTL-TEMP", 0.08, 10, 60);
        s.ComesBack("SUB-ORIGIN", "GRN-HANDPRO", 0.22, 7, 42);
        s.ComesBack("SUB-CLASSIC", "ESP-ONE", 0.06, 20, 90);
        s.ComesBack("DRP-CONE", "PAP-CONE", 0.35, 40, 90);
        s.ComesBack("GRN-HOME", "CLN-GRIND", 0.14, 60, 150);
    }

    private static void LinksAndOffer(DemoShop s)
    {
        s.Link("SUB-PREMIUM", LinkType.CrossSell, "GRN-HOME", "One in three comes back for it within six weeks.");
        s.Link("SUB-PREMIUM", LinkType.CrossSell, "CUP-TOGO", "");
        s.Link("SUB-CLASSIC", LinkType.UpSell, "SUB-PREMIUM", "");
        s.Link("DRP-CONE", LinkType.Accessory, "PAP-CONE", "The papers that fit.");
        s.Link("DRP-CONE", LinkType.CrossSell, "KTL-GOOSE", "");
        s.Link("DRP-FLAT", LinkType.Accessory, "PAP-FLAT", "The papers that fit.");
        s.Link("ESP-ONE", LinkType.CrossSell, "GRN-ESP", "Pre-ground coffee will not do.");
        s.Link("ESP-ONE", LinkType.Accessory, "BAR-TAMP", "58 mm fits.");
        s.Link("ESP-STOVE", LinkType.CrossSell, "CUP-GLASS", "");
        s.Link("ESP-ONE", LinkType.UpSell, "ESP-DUO", "");
        s.Link("COF-HOUSE", LinkType.UpSell, "COF-PREMIUM", "");
        s.Link("PAP-CONE", LinkType.Substitute, "PAP-CONE-N", "");
        s.Segments.Add(
            new DemoSegment("coffee", "new-premium-subscriber", "New premium subscribers", "Chose the premium subscription and has had no delivery yet."));
        s.Bundles.Add(new DemoBundle(
            "coffee-start", "First cup set", "Your first premium bag, and the grinder it deserves.", "coffee", 0,
            [new DemoComponent("SUB-PREMIUM", IsTrigger: true), new DemoComponent("GRN-HOME", DiscountBasisPoints: 2000)], DemoBundleStage.Live,
            "new-premium-subscriber"));
        s.Bundles.Add(new DemoBundle(
            "pour-over", "Pour-over set", "Dripper, papers and server: three minutes to the first cup.", "coffee", 1000,
            [new DemoComponent("DRP-CONE"), new DemoComponent("PAP-CONE"), new DemoComponent("SRV-GLASS")], DemoBundleStage.InReview));
        s.Bundles.Add(new DemoBundle(
            "slow-evening", "Slow evening", "Two glasses, and something sweet for them.", "coffee", 1000,
            [new DemoComponent("CUP-GLASS"), new DemoComponent("TRT-SYR")], DemoBundleStage.Live));
        s.Bundles.Add(new DemoBundle(
            "milk-week", "Milk week", "A jug and a thermometer for the first flat white.", "coffee", 1000,
            [new DemoComponent("BAR-JUG"), new DemoComponent("BAR-THERM")], DemoBundleStage.Scheduled));
    }
}
