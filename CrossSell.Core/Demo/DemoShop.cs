using System.Globalization;
using CrossSell.Core.Catalog;

namespace CrossSell.Core.Demo;

/// <summary>What is sold as one thing when pairs are counted: a simple product, or a family with its variants.</summary>
/// <param name="Variants">What can be put into a basket: the product itself, or the family's variants.</param>
/// <param name="Popularity">Relative weight with which a basket is begun for it.</param>
/// <param name="ReturnChance">Probability that a sold line of it is returned.</param>
/// <param name="FirstDay">Days before today on which its sale began, or null when before all orders.</param>
/// <param name="LastDay">Days before today on which its sale ended, or null when it goes on.</param>
internal sealed record DemoGroup(
    DemoProduct Head,
    IReadOnlyList<DemoProduct> Variants,
    double Popularity,
    DemoSeason Season,
    double ReturnChance,
    int MaxQuantity,
    int? FirstDay,
    int? LastDay)
{
    public string Sku => Head.Sku;

    /// <param name="daysBack">Days before today.</param>
    public bool IsSold(int daysBack) =>
        Head.Status != ProductStatus.Draft && (FirstDay is not { } first || daysBack <= first) && (LastDay is not { } last || daysBack >= last);
}

/// <summary>
/// Collects one shop while its tables are read: a section opens a category with its defaults, rows add products, and the planting verbs
/// (in the other part) say what is bought with what. Nothing here depends on the order of another shop.
/// </summary>
internal sealed partial class DemoShop(DemoChannel channel, DateOnly today, ulong seed)
{
    /// <summary>Stock is not tracked.</summary>
    public const int Untracked = -1;

    private const int Generated = -2;

    private readonly Dictionary<string, DemoGroup> _groups = new(StringComparer.Ordinal);
    private DemoSection _section = new("", "", "", DemoSeason.None, 40, 0.02, 1, "standard", "");

    public DemoChannel Channel { get; } = channel;

    public List<DemoCategory> Categories { get; } = [];

    public List<DemoProduct> Products { get; } = [];

    public List<DemoListing> Listings { get; } = [];

    public List<DemoLink> Links { get; } = [];

    public List<DemoBundle> Bundles { get; } = [];

    public List<DemoSegment> Segments { get; } = [];

    /// <summary>By category code: what describes its products, and their usual margin net of tax in percent.</summary>
    public Dictionary<string, (string Text, int MarginPercent)> Sections { get; } = new(StringComparer.Ordinal);

    /// <summary>In the order of the tables.</summary>
    public List<DemoGroup> Groups { get; } = [];

    public DemoGroup Group(string sku) =>
        _groups.TryGetValue(sku, out var group) ? group : throw new InvalidOperationException($"The {Channel.Code} tables name {sku}, which they do not hold.");

    public void Category(string code, string? parent, string name, string picture) =>
        Categories.Add(new DemoCategory(code, parent, name, Pictogram.Parse(picture)));

    /// <summary>Opens a category; the rows that follow belong to it and take what it gives by default.</summary>
    /// <param name="marginPercent">Usual margin net of tax.</param>
    /// <param name="text">Description of its products; {name}, {brand} and {attribute code} are filled in.</param>
    public void Section(
        string code,
        string parent,
        string name,
        string type,
        string picture,
        int marginPercent,
        string text,
        DemoSeason? season = null,
        double returns = 0.02,
        int maxQuantity = 1,
        string tax = "standard")
    {
        Category(code, parent, name, picture);
        Sections.Add(code, (text, marginPercent));
        _section = new DemoSection(code, type, picture, season ?? DemoSeason.None, marginPercent, returns, maxQuantity, tax, text);
    }

    /// <summary>A product without variants.</summary>
    /// <param name="attributes"><c>code=value; code=value</c></param>
    /// <param name="stock">Pieces, <see cref="Untracked"/>, or generated when left out.</param>
    /// <param name="launched">Days before today on which it came, when that lies within the orders.</param>
    /// <param name="ended">Days before today on which it was archived.</param>
    /// <param name="also">Other shops that sell it: <c>outdoor:149.00</c>.</param>
    /// <param name="type">When it is not that of its section.</param>
    /// <param name="text">Likewise.</param>
    public void Add(
        string sku,
        string name,
        string brand,
        decimal price,
        double popularity,
        string attributes = "",
        decimal? cost = null,
        decimal? was = null,
        int stock = Generated,
        string? picture = null,
        ProductStatus status = ProductStatus.Active,
        string? successor = null,
        int? launched = null,
        int? ended = null,
        string? also = null,
        string? type = null,
        string? text = null)
    {
        var section = _section with { Type = type ?? _section.Type, Text = text ?? _section.Text };
        var product = Product(section, sku, ProductKind.Simple, null, name, brand, Values(attributes), picture, status, successor, launched);
        Listing(product, price, cost, was, stock, also);
        AddGroup(product, [product], popularity, launched, ended);
    }

    /// <summary>
    /// A family: one parent and a variant for every combination of the axes (<c>colour=ink,sage; size=8,10</c>, <c>set=body only#BODY</c> to name the part of
    /// the SKU).
    /// </summary>
    /// <param name="skuForm">SKU of a variant by its axis values, as a composite format; the parent's SKU and the values by default.</param>
    /// <param name="nameForm">Name of a variant likewise, where {0} is the first axis value.</param>
    /// <param name="stocks">Of each variant, when they differ.</param>
    public void Family(
        string sku,
        string name,
        string brand,
        decimal price,
        double popularity,
        string attributes,
        string axes,
        string? skuForm = null,
        string? nameForm = null,
        decimal[]? prices = null,
        int stock = Generated,
        decimal? was = null,
        string? picture = null,
        ProductStatus status = ProductStatus.Active,
        string? successor = null,
        int? launched = null,
        int? ended = null,
        string? also = null,
        int[]? stocks = null)
    {
        var common = Values(attributes);
        var parent = Product(_section, sku, ProductKind.Parent, null, name, brand, common, picture, status, successor, launched);
        Listing(parent, prices?.Min() ?? price, null, was, Untracked, also);
        var variants = new List<DemoProduct>();
        foreach (var combination in Combinations(axes))
        {
            var values = new Dictionary<string, string>(common, StringComparer.Ordinal);
            foreach (var value in combination)
            {
                values[value.Code] = value.Value;
            }

            if (DemoVocabulary.Band(_section.Type, values.GetValueOrDefault("size")) is { } band)
            {
                values["size-band"] = band;
            }

            object[] skuParts = [.. combination.Select(v => v.SkuPart)];
            object[] labels = [.. combination.Select(v => v.Value)];
            var variantSku = skuForm is null ? $"{sku}-{string.Join('-', skuParts)}" : string.Format(CultureInfo.InvariantCulture, skuForm, skuParts);
            var variantName = nameForm is null
                ? $"{name}, {string.Join(", ", combination.Select(v => v.Label))}"
                : string.Format(CultureInfo.InvariantCulture, nameForm, labels);
            var variant = Product(_section, variantSku, ProductKind.Variant, sku, variantName, brand, values, picture, status, null, launched);
            Listing(variant, prices?[variants.Count] ?? price, null, was, stocks?[variants.Count] ?? stock, also);
            variants.Add(variant);
        }

        AddGroup(parent, variants, popularity, launched, ended);
    }

    private static Dictionary<string, string> Values(string attributes) =>
        attributes.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(pair => pair.Split('=', 2))
            .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);

    private static List<List<AxisValue>> Combinations(string axes)
    {
        List<List<AxisValue>> combinations = [[]];
        foreach (var axis in axes.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var parts = axis.Split('=', 2);
            var values = parts[1].Split(',').Select(value => AxisValue.Parse(parts[0], value)).ToList();
            combinations = [.. combinations.SelectMany(made => values.Select(value => new List<AxisValue>(made) { value }))];
        }

        return combinations;
    }

    private DemoProduct Product(
        DemoSection section, string sku, ProductKind kind, string? parentSku, string name, string brand, Dictionary<string, string> values,
        string? picture, ProductStatus status, string? successor, int? launched)
    {
        var random = DemoRandom.For(seed, sku);
        // Drafts, and a few others, are left unfinished: completeness has something to say.
        var hasGtin = status != ProductStatus.Draft && random.Chance(0.93);
        var hasText = status != ProductStatus.Draft && !DemoRandom.For(seed, (parentSku ?? sku) + "/text").Chance(0.06);
        var created = today.AddDays(-(launched ?? random.Between(700, 1400)));
        var product = new DemoProduct(
            sku, kind, parentSku, name, brand, section.Category, section.Type, status, section.Tax,
            Pictogram.Parse(picture ?? section.Picture),
            hasGtin ? Gtin(ref random) : null,
            hasText ? DemoTexts.Describe(section.Text, name, brand, values) : "",
            values, successor, created);
        Products.Add(product);
        return product;
    }

    private void Listing(DemoProduct product, decimal price, decimal? cost, decimal? was, int stock, string? also)
    {
        var random = DemoRandom.For(seed, product.Sku + "/listing");
        var divisor = Channel.PricesIncludeTax ? 1 + (Channel.TaxBasisPoints[product.TaxClass] / 10_000m) : 1;
        var margin = _section.MarginPercent + random.Between(-4, 4);
        // Nobody has told the shop what these cost: their margin stays unknown.
        var known = product.Kind != ProductKind.Parent && (cost is not null || !random.Chance(0.03));
        var netCost = cost ?? decimal.Round(price / divisor * (100 - margin) / 100, 2);
        var pieces = product.Kind == ProductKind.Parent ? null : Stock(ref random, stock);
        Listings.Add(new DemoListing(
            product.Sku, Channel.Code, Minor(price), was is null ? null : Minor(was.Value), known ? Minor(netCost) : null, pieces,
            product.Status == ProductStatus.Active));
        foreach (var other in (also ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var parts = other.Split(':');
            var otherPrice = decimal.Parse(parts[1], CultureInfo.InvariantCulture);
            Listings.Add(new DemoListing(
                product.Sku, parts[0], Minor(otherPrice), null, known ? Minor(decimal.Round(netCost * 1.08m, 2)) : null,
                pieces is null ? null : Stock(ref random, Generated), product.Status == ProductStatus.Active));
        }
    }

    private void AddGroup(DemoProduct head, IReadOnlyList<DemoProduct> variants, double popularity, int? launched, int? ended)
    {
        var group = new DemoGroup(head, variants, popularity, _section.Season, _section.Returns, _section.MaxQuantity, launched, ended);
        Groups.Add(group);
        _groups.Add(head.Sku, group);
    }

    // One in twenty-five is out, one in ten is low, the rest is plenty.
    private static int? Stock(ref DemoRandom random, int stock) => stock switch
    {
        Untracked => null,
        >= 0 => stock,
        _ => random.Next(100) switch
        {
            < 4 => 0,
            < 14 => random.Between(1, 5),
            < 60 => random.Between(8, 60),
            _ => random.Between(60, 420),
        },
    };

    private static long Minor(decimal amount) => (long)decimal.Round(amount * 100, 0, MidpointRounding.AwayFromZero);

    // EAN-13 in the 20..29 range, which GS1 leaves to companies' own use: never somebody's real product.
    private static string Gtin(ref DemoRandom random)
    {
        Span<char> digits = stackalloc char[13];
        digits[0] = '2';
        var sum = 2;
        for (var i = 1; i < 12; i++)
        {
            var digit = random.Next(10);
            digits[i] = (char)('0' + digit);
            sum += i % 2 == 1 ? digit * 3 : digit;
        }

        digits[12] = (char)('0' + ((10 - (sum % 10)) % 10));
        return new string(digits);
    }

    private sealed record AxisValue(string Code, string Value, string SkuPart)
    {
        public string Label => Code switch
        {
            "size" or "shoe-size" when !Value.Contains(' ', StringComparison.Ordinal) => $"size {Value}",
            "weight" => $"{Value} g",
            _ => Value,
        };

        // "body only#BODY" names its part of the SKU; without it the letters and digits of the value are taken.
        public static AxisValue Parse(string code, string text) => text.Split('#') is [var value, var part]
            ? new AxisValue(code, value, part)
            : new AxisValue(code, text, string.Concat(text.ToUpperInvariant().Where(char.IsAsciiLetterOrDigit)));
    }

    private sealed record DemoSection(
        string Category, string Type, string Picture, DemoSeason Season, int MarginPercent, double Returns, int MaxQuantity, string Tax, string Text);
}
