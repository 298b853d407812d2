using CrossSell.Core.Catalog;

namespace CrossSell.Core.Demo;

/// <summary>The attributes and product types of the demo. Choices are whatever the tables use.</summary>
internal static class DemoVocabulary
{
    /// <summary>Parts the values of an attribute that can hold several: <c>SDXC/CFx</c>.</summary>
    public const char Separator = '/';

    private static readonly (string Code, string Name, AttributeKind Kind, string? Unit)[] Attributes =
    [
        ("mount", "Mount", AttributeKind.Choices, null),
        ("battery", "Battery", AttributeKind.Choices, null),
        ("card", "Card type", AttributeKind.Choices, null),
        ("resolution", "Resolution", AttributeKind.Number, "MP"),
        ("weather-sealed", "Weather-sealed", AttributeKind.YesNo, null),
        ("body-size", "Body size", AttributeKind.Choice, null),
        ("holds", "Holds body size", AttributeKind.Choices, null),
        ("set", "Set", AttributeKind.Choice, null),
        ("focal", "Focal length", AttributeKind.Text, "mm"),
        ("aperture", "Aperture f/", AttributeKind.Number, null),
        ("thread", "Filter thread", AttributeKind.Number, "mm"),
        ("effect", "Effect", AttributeKind.Text, null),
        ("capacity", "Capacity", AttributeKind.Number, "GB"),
        ("speed", "Speed class", AttributeKind.Choice, null),
        ("charge", "Charge", AttributeKind.Number, "mAh"),
        ("guide", "Guide number", AttributeKind.Number, null),
        ("load", "Load", AttributeKind.Number, "kg"),
        ("folded", "Folded length", AttributeKind.Number, "cm"),
        ("volume", "Volume", AttributeKind.Number, "l"),
        ("content", "Content", AttributeKind.Number, "ml"),
        ("weight", "Weight", AttributeKind.Number, "g"),
        ("size", "Size", AttributeKind.Choice, null),
        ("colour", "Colour", AttributeKind.Choice, null),
        ("material", "Material", AttributeKind.Choice, null),
        ("waterproof", "Waterproof", AttributeKind.YesNo, null),
        ("style", "Style", AttributeKind.Choices, null),
        ("heel", "Heel", AttributeKind.Number, "cm"),
        ("roast", "Roast", AttributeKind.Choice, null),
        ("origin", "Origin", AttributeKind.Text, null),
        ("process", "Process", AttributeKind.Choice, null),
        ("notes", "Tasting notes", AttributeKind.Text, null),
        ("brew", "Brewing", AttributeKind.Choices, null),
        ("interval", "Interval", AttributeKind.Number, "weeks"),
        ("shape", "Filter shape", AttributeKind.Choice, null),
        ("count", "Pieces", AttributeKind.Number, null),
        ("boiler", "Boiler", AttributeKind.Text, null),
        ("heat-up", "Heat-up time", AttributeKind.Number, "min"),
        ("cut", "Cut", AttributeKind.Choice, null),
        ("season", "Season", AttributeKind.Choices, null),
        ("thickness", "Thickness", AttributeKind.Choice, null),
        ("for", "For", AttributeKind.Choices, null),
        ("persons", "Persons", AttributeKind.Number, null),
        ("size-band", "Size band", AttributeKind.Choice, null),
        ("shoe-size", "Shoe size", AttributeKind.Choice, null),
    ];

    // A star marks what completeness asks for.
    private static readonly (string Code, string Name, string Attributes)[] Types =
    [
        ("camera", "Camera", "mount battery* card body-size resolution* weight weather-sealed set colour"),
        ("lens", "Lens", "mount* focal* aperture* thread* weight"),
        ("memory", "Memory card", "card* capacity* speed"),
        ("card-case", "Card reader or wallet", "card"),
        ("battery", "Battery", "battery* charge"),
        ("power", "Charger or power bank", "battery charge"),
        ("bag", "Bag", "style volume holds material* colour waterproof"),
        ("carry", "Strap", "material* colour"),
        ("support", "Tripod", "load folded material* weight"),
        ("filter", "Filter", "thread effect*"),
        ("light", "Light and sound", "battery guide"),
        ("care", "Care", "material colour for content"),
        ("proofing", "Proofing", "for* content"),
        ("boot-part", "Boot part", "for*"),
        ("garment", "Garment", "style* colour* material* size size-band"),
        ("shoe", "Shoe", "style* colour* material* heel shoe-size"),
        ("jewellery", "Jewellery", "style* material*"),
        ("accessory", "Accessory", "style* material* colour size size-band"),
        ("subscription", "Subscription", "roast* interval* brew"),
        ("coffee", "Coffee", "roast* origin* process brew* notes weight"),
        ("brewing", "Brewing gear", "brew* material* shape colour size"),
        ("machine", "Espresso machine", "brew* boiler* heat-up"),
        ("supply", "Supplies", "count* shape material"),
        ("tableware", "Tableware", "material* brew colour"),
        ("treat", "Treat", ""),
        ("gift-card", "Gift card", ""),
        ("boot", "Boot", "material* waterproof* cut* season* size size-band"),
        ("sock", "Sock", "material* season* thickness size size-band"),
        ("shell", "Clothing", "material* season* colour waterproof size"),
        ("camp", "Camping gear", "weight* season persons material"),
        ("gear", "Trail gear", "weight material battery waterproof"),
    ];

    /// <summary>Which size of a sock, sized S to L, a boot's size asks for, and of a belt a dress's; null for what has no band.</summary>
    public static string? Band(string type, string? size) => (type, size) switch
    {
        ("sock" or "accessory", { } own) => own,
        ("garment", "8") => "S",
        ("garment", "10" or "12") => "M",
        ("garment", "14") => "L",
        ("boot", "8") => "S",
        ("boot", "9" or "10") => "M",
        ("boot", "11" or "12") => "L",
        _ => null,
    };

    /// <summary>Codes of the attributes whose values are numbers.</summary>
    public static IEnumerable<string> Numbers => Attributes.Where(a => a.Kind == AttributeKind.Number).Select(a => a.Code);

    public static List<DemoAttribute> MakeAttributes(IReadOnlyList<DemoProduct> products) =>
        [.. Attributes.Select(a => new DemoAttribute(a.Code, a.Name, a.Kind, a.Unit, Options(a.Code, a.Kind, products)))];

    public static List<DemoProductType> MakeTypes() => [.. Types.Select(t =>
    {
        var codes = t.Attributes.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return new DemoProductType(
            t.Code, t.Name, [.. codes.Select(c => c.TrimEnd('*'))], [.. codes.Where(c => c.EndsWith('*')).Select(c => c.TrimEnd('*'))]);
    })];

    private static IReadOnlyList<string> Options(string code, AttributeKind kind, IReadOnlyList<DemoProduct> products) => kind switch
    {
        AttributeKind.Choice => [.. products.Select(p => p.Attributes.GetValueOrDefault(code)).OfType<string>().Distinct()],
        AttributeKind.Choices => [.. products.SelectMany(p => p.Attributes.GetValueOrDefault(code)?.Split(Separator) ?? []).Distinct()],
        _ => [],
    };
}
