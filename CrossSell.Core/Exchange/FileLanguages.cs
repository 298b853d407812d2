using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Dialects;

namespace CrossSell.Core.Exchange;

/// <summary>
/// Which language of a shop a file means by what it calls one: <c>de_DE</c>, a store view called <c>de</c>. Shopware 5 numbers its languages (<c>name_2</c>),
/// and a number is another language in each installation: only where the file has one of them, and the shop one beside its first, is it clear which it is.
/// </summary>
/// <param name="shops">Those whose languages there are, the one that the file is of first.</param>
[Engine]
internal sealed class FileLanguages(FileFacts facts, IReadOnlyList<Channel> shops)
{
    private readonly List<string> locales = [.. shops.SelectMany(shop => shop.Locales).Distinct(StringComparer.OrdinalIgnoreCase)];
    private readonly string? numbered = NumberedOf(facts);
    private readonly Dictionary<string, string?> known = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The locale of ours; null for a language that no shop has, or a number that may be any.</summary>
    public string? Of(string said)
    {
        if (!known.TryGetValue(said, out var locale))
        {
            locale = ExportMerge.LocaleOf(said, locales) ?? (said == numbered && shops is [{ Locales: [_, var second] }, ..] ? second : null);
            known.Add(said, locale);
        }

        return locale;
    }

    /// <summary>Columns of texts that nobody here reads, and of which language where their name does not say it.</summary>
    public IEnumerable<string> LeftAside(FileFacts read) => read.Products.SelectMany(product => product.Texts).Where(text => Of(text.Locale) is null)
        .Select(text => text.Column.Contains(text.Locale, StringComparison.OrdinalIgnoreCase) ? text.Column : $"{text.Column} ({text.Locale})")
        .Distinct(StringComparer.OrdinalIgnoreCase);

    private static string? NumberedOf(FileFacts facts) =>
        facts.Products.SelectMany(product => product.Texts).Select(text => text.Locale).Where(locale => locale.All(char.IsAsciiDigit)).Distinct().Take(2)
            .ToList() is [var only] ? only : null;
}
