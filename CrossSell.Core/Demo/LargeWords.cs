using System.Globalization;

namespace CrossSell.Core.Demo;

/// <summary>The words that a large catalogue is named with. None is somebody's brand.</summary>
internal static class LargeWords
{
    public const int BrandsPerShop = 600;

    /// <summary>What a section is divided into, by shop.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> Lines = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["camera"] = ["Compact", "Travel", "Studio", "Professional", "Film", "Beginner", "Vintage"],
        ["fashion"] = ["Everyday", "Evening", "Office", "Holiday", "Maternity", "Petite", "Plus size", "Outlet"],
        ["coffee"] = ["Home", "Café", "Travel", "Organic", "Limited", "Gift", "Classic"],
        ["outdoor"] = ["Trail", "Alpine", "Family", "Ultralight", "Winter", "Summer", "Junior", "Expedition"],
    };

    public static readonly string[] Models =
    [
        "Ridge", "Lumen", "Kite", "Heron", "Drift", "Fold", "Ember", "Tarn", "Scree", "Dale", "Fell", "Moor", "Squall", "Breeze", "Hearth", "Nest", "Float",
        "Canopy", "Burrow", "Traverse",
        "Gram", "Mill", "Cone", "Level", "Terrace", "Plateau", "Valley", "Forest", "Harbour", "Beacon", "Cobalt", "Saffron", "Willow", "Juniper", "Aspen",
        "Cedar", "Birch", "Maple", "Rowan", "Hazel",
        "Orbit", "Comet", "Zenith", "Meridian", "Solstice", "Equinox", "Aurora", "Halo", "Prism", "Vector", "Delta", "Sigma", "Atlas", "Nimbus", "Cirrus",
        "Stratus", "Tempo", "Cadence", "Sonata", "Rondo",
        "Pilot", "Ranger", "Scout", "Voyager", "Nomad", "Pilgrim", "Wander", "Roam", "Stride", "Summit", "Crest", "Peak", "Shore", "Reef", "Lagoon", "Delft",
        "Bruges", "Turin", "Lyon", "Porto",
        "Opal", "Garnet", "Onyx", "Quartz", "Slate", "Flint", "Granite", "Marble", "Pebble", "Dune", "Mesa", "Canyon", "Prairie", "Meadow", "Orchard", "Clover",
        "Thistle", "Heather", "Bramble", "Fern",
        "Swift", "Falcon", "Osprey", "Plover", "Curlew", "Wren", "Finch", "Sparrow", "Otter", "Badger", "Lynx", "Marten", "Ibex", "Chamois", "Bison", "Elk",
        "Arrow", "Anchor", "Compass", "Lantern",
    ];

    public static readonly string[] Marks = [
        "", "", "", "", "", " II", " III", " Pro", " Lite", " Mini", " Max", " One", " 2", " 3", " 5", " 7", " 10", " 20", " 40", " 100", " 200", " X", " S",
        " Plus"];

    /// <summary>A last sentence of a description.</summary>
    public static readonly string[] Closings =
    [
        "Made in small runs and checked by hand before it leaves the workshop.", "Spare parts are kept for ten years.",
        "Comes in a box that you will want to keep.",
        "Tested for two seasons before it was let into the shop.", "Packed without plastic.", "A favourite of people who buy things once.",
        "Light enough to take along, strong enough to forget about.",
        "Designed in a shed, drawn again until nothing was left to take away.", "The maker repairs it for life.",
        "Made from what was left over, so no two are quite alike.",
        "Works with what you already have.", "Best kept dry and used often.", "Returns are rare, and taken without a question.",
        "Every part can be replaced at the kitchen table.",
        "Our buyer has one at home.", "Made to be handed down.", "Goes on where others give up.", "Quiet, quick and easy to clean.",
        "Small, but not in what it does.", "It does one thing, and does that well.",
    ];

    public static readonly string[][] TagSets =
    [
        ["new"], ["sale"], ["gift"], ["bestseller"], ["eco"], ["new", "gift"], ["sale", "last-pieces"], ["eco", "made-in-europe"],
        ["editor-choice"], ["spring"], ["autumn"], ["bundle-ready"],
    ];

    private static readonly string[] BrandStarts =
    [
        "Nord", "Alder", "Cairn", "Tarn", "High", "Lark", "Mor", "Drei", "Tid", "Kief", "Bram", "Corv", "Dorn", "Elm", "Fal", "Gren", "Hav", "Ister", "Jor",
        "Kest", "Lind", "Mar", "Nev", "Ost", "Pell",
        "Quill", "Rav", "Sol", "Thorn", "Ulm", "Vest", "Wyn", "Yar", "Zell", "Ash", "Birk", "Clar", "Dun", "Est", "Finn", "Gal", "Holm", "Ink", "Jun", "Kar",
        "Lor", "Mill", "Nor", "Or", "Pike",
        "Rill", "Stan", "Tor", "Und", "Vel", "Wick", "Yew", "Zan", "Amber", "Bel",
    ];

    private static readonly string[] BrandEnds =
    [
        "wick", "fell", "beck", "moor", "spur", "hafen", "berg", "rot", "field", "work", "mark", "stead", "holt", "worth", "by", "ford", "dale", "wood", "mere",
        "gate", "line", "craft", "stone", "haven",
        "brook", "land", "en & Sons", " & Korn", "a", "ia", "o", "is", "en", "er", "ley", "ton", "ham", "ness", "vik", "dal",
    ];

    // A section that is not here is named by its category.
    private static readonly Dictionary<string, string> Nouns = new(StringComparer.Ordinal)
    {
        ["cameras"] = "mirrorless camera, compact camera, film camera, action camera, bridge camera",
        ["lenses"] = "wide lens, standard zoom, portrait lens, telephoto zoom, macro lens, prime lens",
        ["memory-cards"] = "memory card, SDXC card, CFexpress card, card reader, card case",
        ["power"] = "battery, twin charger, power bank, battery grip, travel adapter",
        ["bags"] = "shoulder bag, camera backpack, sling bag, hard case, lens pouch",
        ["straps"] = "neck strap, wrist strap, shoulder strap, sling strap",
        ["tripods"] = "travel tripod, tabletop tripod, monopod, ball head, gimbal head",
        ["filters"] = "UV filter, polariser, ND filter, graduated filter, close-up lens",
        ["flashes"] = "flash, LED panel, ring light, shotgun microphone, softbox",
        ["cleaning"] = "cleaning kit, blower, lens cloth, sensor swabs, dust brush",
        ["beans"] = "espresso roast, filter roast, single origin, house blend, decaf",
        ["grinders"] = "hand grinder, home grinder, espresso grinder, travel grinder",
        ["brewers"] = "dripper, press, gooseneck kettle, glass server, drip scale, cold brew jug",
        ["papers"] = "filter papers, descaler, cleaning tablets, brush set, water filter",
        ["machines"] = "espresso machine, lever press, stovetop pot, milk frother",
        ["barista"] = "milk jug, tamper, knock box, precision basket, thermometer, distributor",
        ["cups"] = "espresso cup, mug, cappuccino cup, travel cup, glass pair, saucer",
        ["treats"] = "dark chocolate, almond biscuits, syrup, oat drink, caramel waffles",
        ["dresses"] = "wrap dress, midi dress, shirt dress, evening dress, sun dress",
        ["coats"] = "trench coat, wool coat, rain jacket, blazer, quilted jacket",
        ["tops"] = "linen shirt, silk blouse, T-shirt, knit top, cardigan",
        ["bottoms"] = "wide trousers, pencil skirt, jeans, pleated skirt, shorts",
        ["shoes"] = "ankle boots, sandals, loafers, trainers, pumps, ballerinas",
        ["jewellery"] = "necklace, earrings, bracelet, ring, brooch",
        ["belts"] = "leather belt, woven belt, waist belt, chain belt",
        ["handbags"] = "tote, clutch, crossbody bag, bucket bag, purse",
        ["scarves"] = "silk scarf, wool scarf, sun hat, beret, gloves",
        ["summer"] = "sunglasses, beach towel, straw hat, sarong, beach bag",
        ["everyday"] = "leather cream, clothes brush, shoe care set, garment bag, sewing kit",
        ["boots"] = "leather boot, mid boot, light hiker, trail shoe, winter boot",
        ["socks"] = "merino sock, cool sock, wool sock, liner sock",
        ["boot-care"] = "waterproofing spray, boot wax, laces, insoles, gaiters, boot brush",
        ["jackets"] = "rain shell, down jacket, fleece, wind shell, softshell",
        ["layers"] = "base layer, trail trousers, beanie, liner gloves, sun cap, tube scarf",
        ["tents"] = "one-person tent, two-person tent, family tent, tarp, footprint, tent pegs",
        ["sleep"] = "down sleeping bag, summer sleeping bag, air mat, foam mat, pillow, bag liner",
        ["kitchen"] = "gas stove, titanium pot, enamel mug, long spoon, steel bottle, water filter",
        ["packs"] = "backpack, daypack, dry sack, hip pack, rain cover",
        ["trail"] = "trekking poles, head torch, compass, map case, first-aid kit, whistle",
    };

    public static string[] NounsOf(string section, string name) =>
        Nouns.TryGetValue(section, out var nouns) ? nouns.Split(", ") : [name.ToLower(CultureInfo.InvariantCulture)];

    /// <param name="number">From 0; every number below 2,400 has a name of its own.</param>
    public static string Brand(int number)
    {
        // A step that shares no factor with the number of pairs walks through all of them without order.
        var at = (int)(number * 1009L % (BrandStarts.Length * BrandEnds.Length));
        return BrandStarts[at % BrandStarts.Length] + BrandEnds[at / BrandStarts.Length];
    }
}
