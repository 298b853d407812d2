using System.Globalization;
using System.Text;

namespace CrossSell.Core.Catalog;

/// <summary>Codes of channels, categories, types and attributes: lower-case letters, digits and hyphens, made from a name where nobody gives one.</summary>
public static class CatalogCode
{
    public const int Length = 40;

    public static bool IsCode(string code) =>
        code.Length is > 0 and <= Length && code.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-') && code[0] != '-'
            && code[^1] != '-';

    /// <summary>A code that is not among those taken: <c>rain-coats</c>, <c>rain-coats-2</c>.</summary>
    public static string Of(string name, IEnumerable<string> taken)
    {
        var text = new StringBuilder();
        foreach (var letter in name.Normalize(NormalizationForm.FormD).ToLowerInvariant())
        {
            if (char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter))
            {
                text.Append(letter);
            }
            else if (CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark && text.Length > 0 && text[^1] != '-')
            {
                text.Append('-');
            }
        }

        var stem = text.ToString().Trim('-');
        stem = stem.Length == 0 ? "new" : stem[..Math.Min(stem.Length, Length - 4)].Trim('-');
        var used = taken.ToHashSet(StringComparer.OrdinalIgnoreCase);
        var code = stem;
        for (var number = 2; used.Contains(code); number++)
        {
            code = string.Create(CultureInfo.InvariantCulture, $"{stem}-{number}");
        }

        return code;
    }
}
