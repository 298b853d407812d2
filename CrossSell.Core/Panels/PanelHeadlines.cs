using System.Text.Json;
using CrossSell.Core.Common;

namespace CrossSell.Core.Panels;

/// <summary>What stands over a panel, by locale: how it is stored, and which text a shopper reads.</summary>
[Engine]
public static class PanelHeadlines
{
    /// <summary>Characters of one text.</summary>
    public const int Length = 80;

    /// <summary>By locale; empty for null and for what is no such text.</summary>
    public static IReadOnlyDictionary<string, string> Read(string? stored)
    {
        if (string.IsNullOrEmpty(stored))
        {
            return new Dictionary<string, string>();
        }

        try
        {
            return new SortedDictionary<string, string>(
                JsonSerializer.Deserialize<Dictionary<string, string>>(stored) ?? [], StringComparer.OrdinalIgnoreCase);
        }
        catch (JsonException)
        {
            return new Dictionary<string, string>();
        }
    }

    /// <summary>As it is stored, in the order of the locales; null where there is no text.</summary>
    public static string? Write(IEnumerable<KeyValuePair<string, string>> texts)
    {
        var kept = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (locale, text) in texts.Where(pair => !string.IsNullOrWhiteSpace(pair.Value)))
        {
            kept[locale] = text.Trim();
        }

        return kept.Count == 0 ? null : JsonSerializer.Serialize(kept);
    }

    /// <summary>The text of the locale, of its language, or of the shop's first locale; null where there is none.</summary>
    /// <param name="locale">Asked for; null is the shop's first.</param>
    /// <param name="first">The shop's first locale.</param>
    public static string? Of(IReadOnlyDictionary<string, string> texts, string? locale, string? first)
    {
        if (texts.Count == 0)
        {
            return null;
        }

        foreach (var asked in new[] { locale, LanguageOf(locale), first, LanguageOf(first) })
        {
            if (asked is not null && texts.FirstOrDefault(pair => pair.Key.Equals(asked, StringComparison.OrdinalIgnoreCase)) is { Value: { } text })
            {
                return text;
            }
        }

        return null;
    }

    private static string? LanguageOf(string? locale) => locale?.Split('-')[0];
}
