using CrossSell.Core.Catalog;

namespace CrossSell.Core.Demo;

/// <summary>The texts of one shop in a second language, as its own people would write them. What has no line here is not translated.</summary>
/// <param name="names">A line for each product that is no variant: <c>SKU|name</c>. Blank lines mean nothing.</param>
/// <param name="texts">A line for each category, or SKU that has a text of its own: <c>code|text</c>, with {name}, {brand} and {attribute code}.</param>
/// <param name="values">A line for the values of attributes and the labels of variants: <c>black=zwart; tan=cognac</c>.</param>
/// <param name="size">What stands before a size: <c>maat</c>.</param>
internal sealed class DemoTranslation(string locale, string names, string texts, string values, string size)
{
    private const string SizeWord = "size ";

    private readonly Dictionary<string, string> _names = Table(names, '\n', '|');
    private readonly Dictionary<string, string> _texts = Table(texts, '\n', '|');
    private readonly Dictionary<string, string> _values = Table(values, ';', '=');

    public string Locale => locale;

    /// <summary>
    /// The product's texts; null where nobody has translated it yet: drafts, what has no line, and some more, so that completeness has something to say.
    /// Of a few only the name is done.
    /// </summary>
    /// <param name="parent">Of a variant.</param>
    public ProductText? Of(DemoProduct product, DemoProduct? parent, int productId, ulong seed)
    {
        var head = parent ?? product;
        var random = DemoRandom.For(seed, $"{head.Sku}/{locale}");
        if (head.Status == ProductStatus.Draft || !_names.TryGetValue(head.Sku, out var name) || random.Chance(0.12))
        {
            return null;
        }

        if (parent is not null)
        {
            // "Loop wrist strap, tan" after "Loop wrist strap": what sets the variant apart.
            name += product.Name.StartsWith(parent.Name, StringComparison.Ordinal) ? Label(product.Name[parent.Name.Length..]) : "";
        }

        var text = random.Chance(0.1) || product.Description.Length == 0 ? null
            : _texts.GetValueOrDefault(head.Sku) ?? _texts.GetValueOrDefault(head.CategoryCode);
        return new ProductText
        {
            ProductId = productId,
            Locale = locale,
            Name = name,
            Description = text is null ? null : DemoTexts.Describe(text, name, product.Brand, product.Attributes
                .ToDictionary(pair => pair.Key, pair => string.Join(Conjunction, pair.Value.Split(DemoVocabulary.Separator).Select(Word)))),
        };
    }

    private string Conjunction => locale.StartsWith("de", StringComparison.Ordinal) ? " und " : " en ";

    private string Label(string rest)
    {
        var mark = rest.StartsWith(", ", StringComparison.Ordinal) ? ", " : " ";
        return mark + string.Join(", ", rest[mark.Length..].Split(", ").Select(part =>
            part.StartsWith(SizeWord, StringComparison.Ordinal) ? $"{size} {part[SizeWord.Length..]}" : Word(part)));
    }

    private string Word(string value) => _values.GetValueOrDefault(value, value);

    private static Dictionary<string, string> Table(string rows, char between, char after) =>
        rows.Split(between, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(row => row.Split(after, 2))
            .ToDictionary(pair => pair[0].Trim(), pair => pair[1].Trim(), StringComparer.Ordinal);
}
