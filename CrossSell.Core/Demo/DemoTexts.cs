using System.Text;

namespace CrossSell.Core.Demo;

/// <summary>Fills the description of a section with what a product has.</summary>
internal static class DemoTexts
{
    /// <summary>
    /// Replaces {name}, {brand} and {attribute code}. A sentence that names an attribute the product lacks is left out, so that a text never has a hole.
    /// </summary>
    public static string Describe(string text, string name, string brand, IReadOnlyDictionary<string, string> attributes)
    {
        var made = new StringBuilder();
        foreach (var sentence in text.Split(". ", StringSplitOptions.RemoveEmptyEntries))
        {
            if (Fill(sentence, name, brand, attributes) is { } filled)
            {
                made.Append(made.Length > 0 ? " " : "").Append(filled.TrimEnd('.')).Append('.');
            }
        }

        return made.ToString();
    }

    private static string? Fill(string sentence, string name, string brand, IReadOnlyDictionary<string, string> attributes)
    {
        var made = new StringBuilder();
        var at = 0;
        while (sentence.IndexOf('{', at) is var open && open >= 0)
        {
            var close = sentence.IndexOf('}', open);
            var key = sentence[(open + 1)..close];
            var value = key switch
            {
                "name" => name,
                "brand" => brand,
                _ => attributes.GetValueOrDefault(key)?.Replace("/", " and ", StringComparison.Ordinal),
            };
            if (value is null)
            {
                return null;
            }

            made.Append(sentence, at, open - at).Append(value);
            at = close + 1;
        }

        return made.Append(sentence, at, sentence.Length - at).ToString();
    }
}
