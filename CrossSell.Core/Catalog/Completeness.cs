namespace CrossSell.Core.Catalog;

/// <summary>What is known of a product in one channel, as far as completeness asks for it.</summary>
/// <param name="Attributes">Codes of the attributes that have a value; a variant's family counts as its own.</param>
/// <param name="TypeAttributes">Codes of the attributes that the product's type has, with whether it needs them; empty without a type.</param>
public sealed record CompletenessFacts(
    ProductKind Kind,
    bool HasName,
    bool HasBrand,
    bool HasDescription,
    bool HasPicture,
    bool HasCategory,
    bool HasGtin,
    bool HasPrice,
    bool HasCost,
    IReadOnlySet<string> Attributes,
    IReadOnlyDictionary<string, bool> TypeAttributes);

/// <summary>
/// The share of the fields a channel needs that are filled: filled / needed, in whole percent rounded down, so that 100 means nothing is missing.
/// Needed are the channel's required fields that can apply to the product, and the attributes that its type requires. A family itself is sold through
/// its variants, so price, cost and GTIN are not asked of it; an attribute is asked only of types that have it.
/// </summary>
/// <param name="Percent">0 to 100; 100 when nothing is needed.</param>
/// <param name="Missing">Field names as <see cref="Channel.RequiredFields"/> writes them, in its order, then attributes.</param>
public sealed record Completeness(int Percent, IReadOnlyList<string> Missing)
{
    public const string AttributePrefix = "attr:";

    public static Completeness Of(IReadOnlyList<string> requiredFields, CompletenessFacts facts)
    {
        var needed = requiredFields.Where(field => Applies(field, facts))
            .Concat(facts.TypeAttributes.Where(attribute => attribute.Value).Select(attribute => AttributePrefix + attribute.Key))
            .Distinct(StringComparer.Ordinal).ToList();
        var missing = needed.Where(field => !IsFilled(field, facts)).ToList();
        return new Completeness(needed.Count == 0 ? 100 : (needed.Count - missing.Count) * 100 / needed.Count, missing);
    }

    private static bool Applies(string field, CompletenessFacts facts) => field switch
    {
        "price" or "cost" or "gtin" => facts.Kind != ProductKind.Parent,
        _ when field.StartsWith(AttributePrefix, StringComparison.Ordinal) => facts.TypeAttributes.ContainsKey(field[AttributePrefix.Length..]),
        _ => true,
    };

    private static bool IsFilled(string field, CompletenessFacts facts) => field switch
    {
        "name" => facts.HasName,
        "brand" => facts.HasBrand,
        "description" => facts.HasDescription,
        "picture" => facts.HasPicture,
        "category" => facts.HasCategory,
        "gtin" => facts.HasGtin,
        "price" => facts.HasPrice,
        "cost" => facts.HasCost,
        _ when field.StartsWith(AttributePrefix, StringComparison.Ordinal) => facts.Attributes.Contains(field[AttributePrefix.Length..]),
        // A field that this version does not know cannot be filled by anybody: it must not hold products back.
        _ => true,
    };
}
