using System.Globalization;
using CrossSell.Core.Catalog;

namespace CrossSell.Core.Demo;

/// <summary>
/// As many products as asked for, after the pattern of the four shops: what is kept in memory is a few bytes a product, the rest is made when it is
/// streamed. The same seed, size and today give the same catalogue.
/// </summary>
internal sealed class LargeCatalog
{
    private const double FamilyRowsShare = 1 / 3.0;
    private const double DraftShare = 0.03;
    private const double ArchivedShare = 0.05;
    private const int LeastVariants = 3;
    private const int MostVariants = 6;

    // Gift cards and subscriptions are few in any shop.
    private static readonly HashSet<string> NotScaled = ["gifts", "subscriptions"];
    private static readonly double[] ShopShares = [0.29, 0.28, 0.23, 0.20];

    private readonly ulong _seed;
    private readonly DateTimeOffset _now;
    private readonly IReadOnlyList<string> _required;
    private readonly byte[] _sectionOf;
    private readonly byte[] _patternOf;
    private readonly byte[] _variantsOf;
    private readonly ProductStatus[] _statusOf;
    private readonly int[] _firstId;
    private readonly int[] _priceOf;

    public LargeCatalog(DemoCatalog catalog, DemoRows rows, DemoSize size)
    {
        _seed = catalog.Seed;
        _now = new DateTimeOffset(catalog.Today, new TimeOnly(9, 0), TimeSpan.Zero);
        _required = rows.Channels[0].RequiredFields;
        FirstId = catalog.Products.Count + 1;
        Sections = [.. catalog.Shops.SelectMany((shop, index) => shop.Groups.GroupBy(group => group.Head.CategoryCode, StringComparer.Ordinal)
            .Where(section => !NotScaled.Contains(section.Key))
            .Select(section => new LargeSection(rows, shop, index, shop.Categories.Single(category => category.Code == section.Key), [.. section])))];
        Categories = MakeCategories(catalog, rows.Categories);

        var wanted = size.Products - catalog.Products.Count;
        (_sectionOf, _patternOf, _variantsOf) = (new byte[wanted], new byte[wanted], new byte[wanted]);
        (_statusOf, _firstId, _priceOf) = (new ProductStatus[wanted], new int[wanted], new int[wanted]);
        ShopEnds = new int[ShopShares.Length];
        Plan(wanted);
    }

    public IReadOnlyList<LargeSection> Sections { get; }

    /// <summary>What stands under the demo's own categories.</summary>
    public IReadOnlyList<Category> Categories { get; }

    public int FirstId { get; }

    /// <summary>A group is what is sold as one thing: a family or a simple product.</summary>
    public int Groups { get; private set; }

    /// <summary>Where the groups of each shop end; the next shop's begin there.</summary>
    public int[] ShopEnds { get; }

    public LargeSection SectionOf(int group) => Sections[_sectionOf[group]];

    public DemoGroup PatternOf(int group) => SectionOf(group).Patterns[_patternOf[group]];

    public ProductStatus StatusOf(int group) => _statusOf[group];

    /// <summary>Of the family, or of the simple product; variants have the ids after it.</summary>
    public int IdOf(int group) => _firstId[group];

    /// <summary>0 for a simple product.</summary>
    public int VariantsOf(int group) => _variantsOf[group];

    /// <summary>Minor units.</summary>
    public long PriceOf(int group) => _priceOf[group];

    /// <param name="variant">From 0; -1 for the family or the simple product.</param>
    public string SkuOf(int group, int variant)
    {
        var head = string.Create(CultureInfo.InvariantCulture, $"{SectionOf(group).SkuStart}-{100_000 + group}");
        return variant < 0 ? head : head + VariantEnd(PatternOf(group), variant);
    }

    /// <summary>In the order of their ids.</summary>
    public IEnumerable<LargeProduct> Stream()
    {
        var products = new LargeProducts(this, _now, _required);
        for (var group = 0; group < Groups; group++)
        {
            foreach (var product in products.Of(group))
            {
                yield return product;
            }
        }
    }

    private static string VariantEnd(DemoGroup pattern, int variant)
    {
        var sku = pattern.Variants[variant].Sku;
        return sku.StartsWith(pattern.Sku + "-", StringComparison.Ordinal)
            ? sku[pattern.Sku.Length..]
            : string.Create(CultureInfo.InvariantCulture, $"-{variant + 1}");
    }

    private List<Category> MakeCategories(DemoCatalog catalog, List<Category> made)
    {
        var categories = new List<Category>();
        var byId = made.ToDictionary(category => category.Id);
        foreach (var section in Sections)
        {
            var lines = LargeWords.Lines[catalog.Shops[section.ShopIndex].Channel.Code];
            section.Parts = new int[lines.Length];
            for (var at = 0; at < lines.Length; at++)
            {
                var id = made.Count + categories.Count + 1;
                section.Parts[at] = id;
                categories.Add(new Category
                {
                    Id = id,
                    Code = $"{section.Category.Code}-{lines[at].ToLowerInvariant().Replace(' ', '-').Replace('é', 'e')}",
                    Name = $"{lines[at]} {char.ToLowerInvariant(section.Category.Name[0])}{section.Category.Name[1..]}",
                    ParentId = section.CategoryId,
                    Path = string.Create(CultureInfo.InvariantCulture, $"{byId[section.CategoryId].Path}{id}/"),
                    Position = at,
                    Picture = section.Category.Picture.ToString(),
                });
            }
        }

        return categories;
    }

    private void Plan(int wanted)
    {
        var familyChance = FamilyChance();
        var made = 0;
        for (var shop = 0; shop < ShopShares.Length; shop++)
        {
            var end = shop == ShopShares.Length - 1 ? wanted : made + (int)(wanted * ShopShares[shop]);
            var sections = Enumerable.Range(0, Sections.Count).Where(at => Sections[at].ShopIndex == shop).ToArray();
            // A section with more patterns is a larger one.
            var choices = sections.SelectMany(at => Enumerable.Range(0, Sections[at].Patterns.Count).Select(pattern => (Section: at, Pattern: pattern)))
                .ToArray();
            while (made < end)
            {
                var group = Groups++;
                var random = RandomOf(group, 1);
                var (section, at) = choices[random.Next(choices.Length)];
                var pattern = Sections[section].Patterns[at];
                var most = Math.Min(MostVariants, pattern.Variants.Count);
                var variants = pattern.Head.Kind == ProductKind.Parent && most >= LeastVariants && random.Chance(familyChance)
                    ? random.Between(LeastVariants, most)
                    : 0;
                if (made + variants + 1 > end)
                {
                    variants = 0;
                }

                var status = random.NextUnit() switch
                {
                    < DraftShare => ProductStatus.Draft,
                    < DraftShare + ArchivedShare => ProductStatus.Archived,
                    _ => ProductStatus.Active
                };
                var factor = 0.45 + (random.NextUnit() * 0.75) + (random.Chance(0.1) ? random.NextUnit() * 2 : 0);
                (_sectionOf[group], _patternOf[group], _variantsOf[group], _statusOf[group]) = ((byte)section, (byte)at, (byte)variants, status);
                _firstId[group] = FirstId + made;
                _priceOf[group] = Price(Sections[section].Prices[at] * factor);
                made += variants + 1;
            }

            ShopEnds[shop] = Groups;
        }
    }

    // Ends as prices do: 12.90, 89.00, 1,190.00.
    public static int Price(double minor) => (int)(minor switch
    {
        < 2_000 => (Math.Max(1, Math.Round(minor / 50)) * 50) - 5,
        < 10_000 => (Math.Round(minor / 100) * 100) - 10,
        _ => Math.Round(minor / 500) * 500,
    });

    /// <summary>How often a pattern that has variants becomes a family, so that a third of all products stand in families.</summary>
    private double FamilyChance()
    {
        var patterns = Sections.SelectMany(section => section.Patterns).ToArray();
        var able = patterns.Where(pattern => pattern.Head.Kind == ProductKind.Parent && pattern.Variants.Count >= LeastVariants).ToArray();
        var rows = able.Average(pattern => 1 + ((LeastVariants + Math.Min(MostVariants, pattern.Variants.Count)) / 2.0));
        var families = FamilyRowsShare / (rows - (FamilyRowsShare * (rows - 1)));
        return Math.Min(1, families * patterns.Length / able.Length);
    }

    /// <summary>Randomness of its own for each group and purpose: what one asks for moves nothing of another.</summary>
    public DemoRandom RandomOf(int group, ulong purpose) => new(_seed ^ ((ulong)group * 0x9E3779B97F4A7C15UL) ^ (purpose << 56));
}
