using System.Collections.Frozen;
using CrossSell.Core.Common;
using static CrossSell.Core.Catalog.CatalogTexts;

namespace CrossSell.Core.Catalog;

/// <summary>What a channel can ask of a product besides its attributes.</summary>
[Flags]
public enum CompletenessFields
{
    None = 0,
    Name = 1,
    Brand = 2,
    Description = 4,

    /// <summary>An uploaded or fetched one, its own or its family's: a drawn stand-in (<see cref="Pictogram"/>) shows that one is missing.</summary>
    Picture = 8,

    Category = 16,
    Gtin = 32,
    Price = 64,
    Cost = 128,
    Tags = 256,
    Type = 512,
}

/// <summary>What is known of a product in one channel and locale, as far as completeness asks for it.</summary>
/// <param name="Attributes">Codes of the attributes that have a value; a variant's family counts as its own.</param>
/// <param name="TypeAttributes">Codes of the attributes that the product's type has, with whether it needs them; empty without a type.</param>
public sealed record CompletenessFacts(
    ProductKind Kind, CompletenessFields Filled, IReadOnlySet<string> Attributes, IReadOnlyDictionary<string, bool> TypeAttributes)
{
    /// <summary>The same product read in another locale: name and description count only as written there, everything else as it is.</summary>
    public CompletenessFacts InLocale(CompletenessFields texts) =>
        this with { Filled = (Filled & ~CompletenessNeeds.Texts) | (texts & CompletenessNeeds.Texts) };
}

/// <summary>
/// The share of the fields a channel needs that are filled: filled / needed, in whole percent rounded down, so that 100 means nothing is missing.
/// Needed are the channel's required fields that can apply to the product, and the attributes that its type requires. A family itself is sold through
/// its variants, so price, cost and GTIN are not asked of it; an attribute is asked only of types that have it.
/// </summary>
/// <param name="Percent">0 to 100; 100 when nothing is needed.</param>
/// <param name="Missing">Field names as <see cref="Channel.RequiredFields"/> writes them, in its order, then attributes.</param>
[Engine]
public sealed record Completeness(int Percent, IReadOnlyList<string> Missing)
{
    public const string AttributePrefix = "attr:";

    /// <summary>Between names in <see cref="Listing.Missing"/>.</summary>
    public const char Separator = ',';

    /// <summary>As a listing keeps it.</summary>
    public string MissingText => Missing.Count == 0 ? "" : string.Join(Separator, Missing);

    public static Completeness Of(IReadOnlyList<string> requiredFields, CompletenessFacts facts)
    {
        // Loops, not queries: this runs once for each listing and locale of a catalogue of any size.
        var (needed, asked) = (0, new HashSet<string>(StringComparer.Ordinal));
        List<string>? missing = null;
        foreach (var field in requiredFields)
        {
            if (asked.Add(field) && Applies(field, facts))
            {
                Count(field, IsFilled(field, facts));
            }
        }

        foreach (var (code, required) in facts.TypeAttributes)
        {
            if (required && asked.Add(AttributePrefix + code))
            {
                Count(AttributePrefix + code, facts.Attributes.Contains(code));
            }
        }

        return new Completeness(needed == 0 ? 100 : (needed - (missing?.Count ?? 0)) * 100 / needed, missing ?? (IReadOnlyList<string>)[]);

        void Count(string field, bool isFilled)
        {
            needed++;
            if (!isFilled)
            {
                (missing ??= []).Add(field);
            }
        }
    }

    private static bool Applies(string field, CompletenessFacts facts) => field switch
    {
        "price" or "cost" or "gtin" => facts.Kind != ProductKind.Parent,
        _ when field.StartsWith(AttributePrefix, StringComparison.Ordinal) => facts.TypeAttributes.ContainsKey(field[AttributePrefix.Length..]),
        _ => true,
    };

    private static bool IsFilled(string field, CompletenessFacts facts) =>
        field.StartsWith(AttributePrefix, StringComparison.Ordinal)
            ? facts.Attributes.Contains(field[AttributePrefix.Length..])
            // A field that this version does not know cannot be filled by anybody: it must not hold products back.
            : !CompletenessNeeds.Fields.TryGetValue(field, out var known) || facts.Filled.HasFlag(known.Flag);
}

/// <summary>The fields that a channel may ask for, and what counts as filled.</summary>
public static class CompletenessNeeds
{
    public const CompletenessFields Texts = CompletenessFields.Name | CompletenessFields.Description;

    /// <summary>By the name that <see cref="Channel.RequiredFields"/> writes, with the word for people.</summary>
    public static readonly FrozenDictionary<string, (CompletenessFields Flag, string Label)> Fields = new Dictionary<string, (CompletenessFields, string)>
    {
        ["name"] = (CompletenessFields.Name, Common.Texts.Key("Name")),
        ["brand"] = (CompletenessFields.Brand, Common.Texts.Key("Brand")),
        ["description"] = (CompletenessFields.Description, Common.Texts.Key("Description")),
        ["picture"] = (CompletenessFields.Picture, Common.Texts.Key("Picture")),
        ["category"] = (CompletenessFields.Category, Common.Texts.Key("Category")),
        ["gtin"] = (CompletenessFields.Gtin, "GTIN"),
        ["price"] = (CompletenessFields.Price, Common.Texts.Key("Price")),
        ["cost"] = (CompletenessFields.Cost, Common.Texts.Key("Cost")),
        ["tags"] = (CompletenessFields.Tags, Common.Texts.Key("Tags")),
        ["type"] = (CompletenessFields.Type, Common.Texts.Key("Product type")),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>In the order in which people are asked for them.</summary>
    public static readonly IReadOnlyList<string> Names = ["name", "brand", "description", "picture", "category", "type", "gtin", "price", "cost", "tags"];

    /// <summary>The word for people: "GTIN" for <c>gtin</c>, an attribute's own name for <c>attr:code</c>.</summary>
    public static string Label(string field, IReadOnlyDictionary<string, string> attributeNames) =>
        Fields.TryGetValue(field, out var known) ? L[known.Label].Value
        : field.StartsWith(Completeness.AttributePrefix, StringComparison.Ordinal)
            && attributeNames.TryGetValue(field[Completeness.AttributePrefix.Length..], out var name) ? name
        : field;

    /// <summary>Whether there is something to read: blanks and markup alone (<c>&lt;p&gt;&lt;/p&gt;</c>) are nothing.</summary>
    public static bool HasText(string? text)
    {
        for (var at = 0; at < text?.Length; at++)
        {
            var rest = text.AsSpan(at);
            if (rest[0] == '<' && (rest.Length > 1 && (char.IsAsciiLetter(rest[1]) || rest[1] is '/' or '!')) && rest.IndexOf('>') is var end and > 0)
            {
                at += end;
            }
            else if (rest.StartsWith("&nbsp;", StringComparison.OrdinalIgnoreCase) || rest.StartsWith("&#160;", StringComparison.Ordinal))
            {
                at += 5;
            }
            else if (!char.IsWhiteSpace(rest[0]) && rest[0] is not ('\u200B' or '\uFEFF'))
            {
                return true;
            }
        }

        return false;
    }
}
