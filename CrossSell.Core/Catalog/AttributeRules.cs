using System.Globalization;
using System.Text.RegularExpressions;
using CrossSell.Core.Common;
using static CrossSell.Core.Catalog.CatalogTexts;

namespace CrossSell.Core.Catalog;

/// <summary>
/// What may stand as the value of an attribute, by its kind. Numbers are stored with a point and without thousands, yes and no by those words,
/// colours as <c>#RRGGBB</c>, choices as the shop wrote them, products by SKU; several are joined by <see cref="AttributeValue.Separator"/>.
/// </summary>
[Engine]
public static partial class AttributeRules
{
    public const int TextLength = 1000;
    public const string Yes = "yes";
    public const string No = "no";

    /// <summary>The value as it is stored, or what is wrong with it.</summary>
    /// <param name="skus">Of the products that exist, by what was typed; asked for products only.</param>
    public static Outcome<(string Text, double? Number)> Check(AttributeDefinition attribute, string typed, IReadOnlyDictionary<string, string> skus)
    {
        var text = typed.Trim();
        return attribute.Kind switch
        {
            AttributeKind.Number => Number(attribute, text),
            AttributeKind.YesNo => text.ToUpperInvariant() switch
            {
                "YES" or "TRUE" or "1" => (Yes, null),
                "NO" or "FALSE" or "0" => (No, null),
                _ => Wrong(attribute, L["{0} is yes or no.", attribute.Name]),
            },
            AttributeKind.Choice => Option(attribute, text) is { } option ? (option, null) : NotOffered(attribute, text),
            AttributeKind.Choices => Choices(attribute, text),
            AttributeKind.Color => Color(text) is { } color ? (color, null) : Wrong(attribute, L["{0} is a colour such as #1F6FEB.", attribute.Name]),
            AttributeKind.Products => Products(attribute, text, skus),
            _ => text.Length <= TextLength ? (text, null) : Wrong(attribute, L["{0} has at most {1} characters.", attribute.Name, $"{TextLength:N0}"]),
        };
    }

    /// <summary>The parts of a value of several, as they were typed.</summary>
    public static IReadOnlyList<string> Parts(string typed) =>
        typed.Split([AttributeValue.Separator, '\r'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static Outcome<(string, double?)> Number(AttributeDefinition attribute, string text)
    {
        // One mark only, a point or a comma: 1.234 could be two numbers in two countries, so thousands are not read at all.
        var plain = text.Replace(',', '.');
        return plain.Count(letter => letter == '.') <= 1
            && double.TryParse(plain, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && double.IsFinite(number)
            ? (number.ToString("0.############", CultureInfo.InvariantCulture), number)
            : Wrong(attribute, attribute.Unit is { } unit
                ? L["{0} is a number of {1} such as 12.5.", attribute.Name, unit]
                : L["{0} is a number such as 12.5.", attribute.Name]);
    }

    private static Outcome<(string, double?)> Choices(AttributeDefinition attribute, string text)
    {
        var chosen = new List<string>();
        foreach (var part in Parts(text))
        {
            if (Option(attribute, part) is not { } option)
            {
                return NotOffered(attribute, part);
            }

            chosen.Add(option);
        }

        return (string.Join(AttributeValue.Separator, attribute.Options.Where(chosen.Contains)), null);
    }

    private static Outcome<(string, double?)> Products(AttributeDefinition attribute, string text, IReadOnlyDictionary<string, string> skus)
    {
        var named = new List<string>();
        foreach (var part in Parts(text))
        {
            if (!skus.TryGetValue(part, out var sku))
            {
                return Wrong(attribute, L["There is no product {0} for {1}.", part, attribute.Name]);
            }

            named.Add(sku);
        }

        return (string.Join(AttributeValue.Separator, named.Distinct()), null);
    }

    private static string? Option(AttributeDefinition attribute, string text) =>
        attribute.Options.Find(option => option.Equals(text, StringComparison.OrdinalIgnoreCase));

    private static string? Color(string text)
    {
        if (!Hex().IsMatch(text))
        {
            return null;
        }

        var digits = text.TrimStart('#').ToUpperInvariant();
        return "#" + (digits.Length == 3 ? string.Concat(digits.Select(digit => new string(digit, 2))) : digits);
    }

    private static Outcome<(string, double?)> NotOffered(AttributeDefinition attribute, string text) =>
        Wrong(
            attribute,
            L[
                "\"{0}\" is not a choice of {1}: {2}.", text, attribute.Name,
                string.Join(", ", attribute.Options.Take(12)) + (attribute.Options.Count > 12 ? " …" : "")]);

    private static Refusal Wrong(AttributeDefinition attribute, string sentence) =>
        new("attribute.value", sentence, Completeness.AttributePrefix + attribute.Code);

    [GeneratedRegex("^#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$")]
    private static partial Regex Hex();
}
