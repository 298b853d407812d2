using System.Globalization;
using CrossSell.Core.Catalog;

namespace CrossSell.Core.Demo;

/// <summary>A product of a large demo with all that hangs on it.</summary>
/// <param name="AlsoCategoryId">A second category; null for most.</param>
/// <param name="Text">In the shop's second language; null for most.</param>
/// <param name="Locale">Null in a shop of one language.</param>
internal sealed record LargeProduct(
    Product Product, Listing Listing, IReadOnlyList<AttributeValue> Values, int? AlsoCategoryId, ProductText? Text, LocaleCompleteness? Locale);

/// <summary>Makes the products of a group of a <see cref="LargeCatalog"/>, each with all that hangs on it, when they are streamed.</summary>
/// <param name="required">The fields that completeness asks for.</param>
internal sealed class LargeProducts(LargeCatalog catalog, DateTimeOffset now, IReadOnlyList<string> required)
{
    private readonly Dictionary<(LargeSection Section, ProductKind Kind, CompletenessFields Filled, int Attributes), Completeness> _completeness = [];

    /// <summary>The family before its variants.</summary>
    public IEnumerable<LargeProduct> Of(int group)
    {
        var random = catalog.RandomOf(group, 2);
        var section = catalog.SectionOf(group);
        var pattern = catalog.PatternOf(group);
        var variants = catalog.VariantsOf(group);
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

        var status = catalog.StatusOf(group);
        var closing = random.Pick(LargeWords.Closings);
        var hasText = status != ProductStatus.Draft && !bare && !random.Chance(0.02);
        var tags = random.Chance(0.12) ? random.Pick(LargeWords.TagSets) : null;
        var created = now.AddDays(-random.Between(30, 1400)).AddSeconds(random.Next(36_000));
        var updated = created.AddSeconds(random.NextUnit() * (now - created).TotalSeconds);
        for (var variant = variants > 0 ? -1 : 0; variant < Math.Max(1, variants); variant++)
        {
            var kind = variants == 0 ? ProductKind.Simple : variant < 0 ? ProductKind.Parent : ProductKind.Variant;
            var id = catalog.IdOf(group) + (kind == ProductKind.Variant ? variant + 1 : 0);
            var values = kind == ProductKind.Variant ? Axes(section, pattern, variant, common) : common;
            var title = kind == ProductKind.Variant ? name + VariantName(pattern, variant) : name;
            var product = new Product
            {
                Id = id,
                Sku = catalog.SkuOf(group, kind == ProductKind.Variant ? variant : -1),
                Name = title,
                Brand = brand,
                Kind = kind,
                ParentId = kind == ProductKind.Variant ? catalog.IdOf(group) : null,
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
            listing.Score(own.Percent, own.MissingText);
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
        var price = catalog.PriceOf(group);
        var margin = section.MarginPercent + random.Between(-6, 6);
        var cost = product.Kind != ProductKind.Parent && !bare && !random.Chance(0.015) ? (long?)Math.Round(price / section.Net * (100 - margin) / 100) : null;
        return new Listing
        {
            ProductId = product.Id,
            ChannelId = section.ChannelId,
            Price = price,
            CompareAtPrice = random.Chance(0.08) ? LargeCatalog.Price(price * 1.2) : null,
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
                required, new CompletenessFacts(kind, filled, values.Keys.ToHashSet(StringComparer.Ordinal), section.TypeAttributes));
        }

        return known;
    }

    // Log-uniform: the first of n has about 1 / ln n of all.
    private static int Zipf(ref DemoRandom random, int count) => Math.Min(count, (int)Math.Pow(count + 1, random.NextUnit())) - 1;

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
}
