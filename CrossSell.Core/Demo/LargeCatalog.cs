using System.Globalization;
using CrossSell.Core.Catalog;

namespace CrossSell.Core.Demo;

/// <summary>A product of a large demo with all that hangs on it.</summary>
/// <param name="AlsoCategoryId">A second category; null for most.</param>
/// <param name="Text">In the shop's second language; null for most.</param>
/// <param name="Locale">Null in a shop of one language.</param>
internal sealed record LargeProduct(
    Product Product, Listing Listing, IReadOnlyList<AttributeValue> Values, int? AlsoCategoryId, ProductText? Text, LocaleCompleteness? Locale);

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
    private readonly Dictionary<(LargeSection Section, ProductKind Kind, CompletenessFields Filled, int Attributes), Completeness> _completeness = [];
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
        for (var group = 0; group < Groups; group++)
        {
            foreach (var product in Products(group))
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

    private static string VariantName(DemoGroup pattern, int variant)
    {
        var product = pattern.Variants[variant];
        return product.Name.StartsWith(pattern.Head.Name, StringComparison.Ordinal) && product.Name.Length > pattern.Head.Name.Length
            ? product.Name[pattern.Head.Name.Length..]
            : string.Create(CultureInfo.InvariantCulture, $", no. {variant + 1}");
    }

    // EAN-13 in the range 20..29, which GS1 leaves to companies' own use; the step shares no factor with 10, so that none comes twice.
    private static string Gtin(int id)
    {
        Span<char> digits = stackalloc char[13];
        var number = id * 7_654_321_987L % 100_000_000_000L;
        digits[0] = '2';
        for (var at = 11; at >= 1; at--)
        {
            digits[at] = (char)('0' + (number % 10));
            number /= 10;
        }

        var sum = 0;
        for (var at = 0; at < 12; at++)
        {
            sum += (digits[at] - '0') * (at % 2 == 0 ? 1 : 3);
        }

        digits[12] = (char)('0' + ((10 - (sum % 10)) % 10));
        return new string(digits);
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
    private static int Price(double minor) => (int)(minor switch
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

    private DemoRandom RandomOf(int group, ulong purpose) => new(_seed ^ ((ulong)group * 0x9E3779B97F4A7C15UL) ^ (purpose << 56));

    private IEnumerable<LargeProduct> Products(int group)
    {
        var random = RandomOf(group, 2);
        var section = SectionOf(group);
        var pattern = PatternOf(group);
        var variants = _variantsOf[group];
        var brand = LargeWords.Brand((section.ShopIndex * LargeWords.BrandsPerShop)
            + ((section.CategoryId * 53) + Zipf(ref random, LargeWords.BrandsPerShop)) % LargeWords.BrandsPerShop);
        var name = $"{brand} {random.Pick(LargeWords.Models)}{random.Pick(LargeWords.Marks)} {random.Pick(section.Nouns)}";
        var part = section.Parts[random.Next(section.Parts.Length)];
        int? also = random.Chance(0.04) ? section.Parts.FirstOrDefault(id => id != part) : null;
        var common = Attributes(ref random, section, pattern, variants > 0);
        // Left for somebody to fill: little of most, nearly all of a few.
        var bare = random.Chance(0.01);
        var forgotten = random.Chance(0.02) ? section.Attributes.FirstOrDefault(attribute => attribute.Required && common.ContainsKey(attribute.Code)) : null;
        if (forgotten is not null)
        {
            common.Remove(forgotten.Code);
        }

        var status = _statusOf[group];
        var closing = random.Pick(LargeWords.Closings);
        var hasText = status != ProductStatus.Draft && !bare && !random.Chance(0.02);
        var tags = random.Chance(0.12) ? random.Pick(LargeWords.TagSets) : null;
        var created = _now.AddDays(-random.Between(30, 1400)).AddSeconds(random.Next(36_000));
        var updated = created.AddSeconds(random.NextUnit() * (_now - created).TotalSeconds);
        for (var variant = variants > 0 ? -1 : 0; variant < Math.Max(1, (int)variants); variant++)
        {
            var kind = variants == 0 ? ProductKind.Simple : variant < 0 ? ProductKind.Parent : ProductKind.Variant;
            var id = _firstId[group] + (kind == ProductKind.Variant ? variant + 1 : 0);
            var values = kind == ProductKind.Variant ? Axes(section, pattern, variant, common) : common;
            var title = kind == ProductKind.Variant ? name + VariantName(pattern, variant) : name;
            var product = new Product
            {
                Id = id,
                Sku = SkuOf(group, kind == ProductKind.Variant ? variant : -1),
                Name = title,
                Brand = brand,
                Kind = kind,
                ParentId = kind == ProductKind.Variant ? _firstId[group] : null,
                Status = status,
                ProductTypeId = section.TypeId,
                CategoryId = part,
                TaxClass = section.TaxClass,
                Gtin = kind != ProductKind.Parent && status != ProductStatus.Draft && !bare && !random.Chance(0.03) ? Gtin(id) : null,
                Description = hasText ? $"{DemoTexts.Describe(section.Text, title, brand, values)} {closing}" : null,
                Tags = tags is null ? [] : [.. tags],
                Picture = pattern.Head.Picture.ToString(),
                CreatedAt = created,
                UpdatedAt = updated,
            };
            var text = section.SecondLocale is { } locale && status == ProductStatus.Active && random.Chance(0.15)
                ? new ProductText { ProductId = id, Locale = locale, Name = title, Description = random.Chance(0.8) ? product.Description : null }
                : null;
            var listing = Listing(ref random, group, section, product, bare);
            var filled = CompletenessFields.Name | CompletenessFields.Brand | CompletenessFields.Category | CompletenessFields.Type | CompletenessFields.Price
                | (product.Gtin is null ? 0 : CompletenessFields.Gtin) | (product.Description is null ? 0 : CompletenessFields.Description)
                | (listing.Cost is null ? 0 : CompletenessFields.Cost);
            var own = CompletenessOf(section, product.Kind, filled, values);
            (listing.Completeness, listing.Missing) = (own.Percent, own.MissingText);
            yield return new LargeProduct(product, listing, Rows(section, id, values), also, text, LocaleOf(section, product, filled, values, text));
        }
    }

    private static List<AttributeValue> Rows(LargeSection section, int id, Dictionary<string, string> values)
    {
        var rows = new List<AttributeValue>(values.Count);
        foreach (var attribute in section.Attributes)
        {
            if (values.TryGetValue(attribute.Code, out var text))
            {
                rows.Add(new AttributeValue
                {
                    ProductId = id,
                    AttributeId = attribute.Id,
                    Text = attribute.Kind == AttributeKind.Choices
                        ? string.Join(AttributeValue.Separator, text.Split(DemoVocabulary.Separator).OrderBy(part => Array.IndexOf(attribute.Values, part)))
                        : text,
                    Number = attribute.Kind == AttributeKind.Number ? double.Parse(text, CultureInfo.InvariantCulture) : null,
                });
            }
        }

        rows.Sort((one, other) => one.AttributeId.CompareTo(other.AttributeId));
        return rows;
    }

    /// <summary>What the pattern has, some of it exchanged for what its like have; numbers move around it.</summary>
    private static Dictionary<string, string> Attributes(ref DemoRandom random, LargeSection section, DemoGroup pattern, bool isFamily)
    {
        var own = isFamily ? pattern.Head.Attributes : pattern.Variants[random.Next(pattern.Variants.Count)].Attributes;
        var values = new Dictionary<string, string>(own.Count, StringComparer.Ordinal);
        foreach (var attribute in section.Attributes)
        {
            if (own.TryGetValue(attribute.Code, out var text))
            {
                values[attribute.Code] = attribute.Kind == AttributeKind.Number
                    ? Near(ref random, text)
                    : random.Chance(0.6) ? random.Pick(attribute.Values) : text;
            }
        }

        return values;
    }

    private static string Near(ref DemoRandom random, string text)
    {
        var number = double.Parse(text, CultureInfo.InvariantCulture);
        var moved = number * (0.5 + random.NextUnit());
        return Math.Round(moved, number % 1 != 0 || number < 5 ? 1 : 0).ToString(CultureInfo.InvariantCulture);
    }

    private static Dictionary<string, string> Axes(LargeSection section, DemoGroup pattern, int variant, Dictionary<string, string> common)
    {
        var values = new Dictionary<string, string>(common, StringComparer.Ordinal);
        foreach (var (code, value) in pattern.Variants[variant].Attributes)
        {
            if (section.TypeAttributes.ContainsKey(code) && pattern.Head.Attributes.GetValueOrDefault(code) != value)
            {
                values[code] = value;
            }
        }

        return values;
    }

    private Listing Listing(ref DemoRandom random, int group, LargeSection section, Product product, bool bare)
    {
        var price = (long)_priceOf[group];
        var margin = section.MarginPercent + random.Between(-6, 6);
        var cost = product.Kind != ProductKind.Parent && !bare && !random.Chance(0.015) ? (long?)Math.Round(price / section.Net * (100 - margin) / 100) : null;
        return new Listing
        {
            ProductId = product.Id,
            ChannelId = section.ChannelId,
            Price = price,
            CompareAtPrice = random.Chance(0.08) ? Price(price * 1.2) : null,
            Cost = cost,
            Stock = product.Kind == ProductKind.Parent ? null : random.Next(100) switch
            {
                < 5 => 0,
                < 15 => random.Between(1, 5),
                < 60 => random.Between(8, 60),
                < 98 => random.Between(60, 420),
                _ => null,
            },
            Published = product.Status == ProductStatus.Active && !random.Chance(0.02),
        };
    }

    private LocaleCompleteness? LocaleOf(LargeSection section, Product product, CompletenessFields filled, Dictionary<string, string> values, ProductText? text)
    {
        if (section.SecondLocale is not { } locale)
        {
            return null;
        }

        var texts = (text?.Name is null ? 0 : CompletenessFields.Name) | (text?.Description is null ? 0 : CompletenessFields.Description);
        var found = CompletenessOf(section, product.Kind, (filled & ~CompletenessNeeds.Texts) | texts, values);
        return new LocaleCompleteness
        {
            ProductId = product.Id, ChannelId = section.ChannelId, Locale = locale, Percent = found.Percent, Missing = found.MissingText
        };
    }

    // There are few ways to be incomplete: each is worked out once.
    private Completeness CompletenessOf(LargeSection section, ProductKind kind, CompletenessFields filled, Dictionary<string, string> values)
    {
        var attributes = 0;
        for (var at = 0; at < section.Attributes.Count; at++)
        {
            attributes |= values.ContainsKey(section.Attributes[at].Code) ? 1 << at : 0;
        }

        var key = (section, kind, filled, attributes);
        if (!_completeness.TryGetValue(key, out var known))
        {
            _completeness[key] = known = Completeness.Of(
                _required, new CompletenessFacts(kind, filled, values.Keys.ToHashSet(StringComparer.Ordinal), section.TypeAttributes));
        }

        return known;
    }

    // Log-uniform: the first of n has about 1 / ln n of all.
    private static int Zipf(ref DemoRandom random, int count) => Math.Min(count, (int)Math.Pow(count + 1, random.NextUnit())) - 1;
}
