using System.Globalization;
using CrossSell.Core.Common;
using static CrossSell.Core.Affinity.AffinityTexts;

namespace CrossSell.Core.Affinity;

/// <summary>What is known of a product besides its orders.</summary>
/// <param name="Price">Minor units; 0 when it is not known.</param>
/// <param name="Values">Values of its attributes, by attribute.</param>
public sealed record ContentProduct(int Id, int CategoryId, string Name, string? Brand, long Price, IReadOnlyDictionary<int, string> Values)
{
    private const int LeastWord = 4;

    /// <summary>The words of the name that say something, each once. Kept: a product is compared hundreds of times.</summary>
    public IReadOnlySet<string> Words { get; } =
        Name.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(word => word.Length >= LeastWord)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
}

/// <summary>What a category is bought with.</summary>
/// <param name="Share">Of the baskets with the one that hold the other too, the lower end of its interval, 0 to 1.</param>
public readonly record struct CategoryCompanion(int CategoryId, double Share);

/// <summary>A guess, with its reason in words.</summary>
public sealed record ContentSuggestion(int AnchorId, int CompanionId, int Rank, double Score, string Why);

/// <summary>
/// Companions for products that nobody has bought yet: from the categories that its category is bought with, the best sellers that are like it in brand,
/// attributes, words and a price that fits beside it. Score = share of the category pair, square root, times 0.4 + 0.6 likeness, where likeness is 0.35
/// same brand, 0.35 share of common attributes with the same value, 0.15 words in common, 0.15 costs no more than the anchor. Pure; a guess, never a finding.
/// </summary>
[Engine]
public static class ContentMatch
{
    public const int Keep = 6;

    private const double NoLikeness = 0.4;

    /// <param name="goesWith">By category, the best first.</param>
    /// <param name="candidates">By category, the best sellers first.</param>
    /// <param name="names">Of categories and attributes, for the words.</param>
    public static IEnumerable<ContentSuggestion> Of(
        ContentProduct anchor,
        IReadOnlyDictionary<int, IReadOnlyList<CategoryCompanion>> goesWith,
        IReadOnlyDictionary<int, IReadOnlyList<ContentProduct>> candidates,
        ContentNames names)
    {
        var judged = new List<(ContentProduct Candidate, double Score)>();
        foreach (var pair in goesWith.GetValueOrDefault(anchor.CategoryId, []))
        {
            var likely = candidates.GetValueOrDefault(pair.CategoryId, []);
            for (var place = 0; place < likely.Count; place++)
            {
                if (likely[place].Id != anchor.Id)
                {
                    // Of two alike the better seller: a hair, so that it decides only there.
                    judged.Add((
                        likely[place],
                        Math.Max(0, (Math.Sqrt(pair.Share) * (NoLikeness + ((1 - NoLikeness) * Likeness(anchor, likely[place])))) - (place * 1e-6))));
                }
            }
        }

        judged.Sort((one, other) => other.Score != one.Score ? other.Score.CompareTo(one.Score) : one.Candidate.Id.CompareTo(other.Candidate.Id));
        return judged.Take(Keep)
            .Select((similar, at) => new ContentSuggestion(anchor.Id, similar.Candidate.Id, at + 1, similar.Score, Why(anchor, similar.Candidate, names)));
    }

    private static double Likeness(ContentProduct anchor, ContentProduct candidate)
    {
        var (common, same, shared) = (0, 0, 0);
        foreach (var (attribute, value) in anchor.Values)
        {
            if (candidate.Values.TryGetValue(attribute, out var other))
            {
                common++;
                same += Same(value, other) ? 1 : 0;
            }
        }

        foreach (var word in candidate.Words)
        {
            shared += anchor.Words.Contains(word) ? 1 : 0;
        }

        return (IsOfBrand(anchor, candidate) ? 0.35 : 0)
            + (common == 0 ? 0 : 0.35 * same / common)
            + (anchor.Words.Count == 0 ? 0 : 0.15 * Math.Min(1, (double)shared / anchor.Words.Count))
            + (candidate.Price <= anchor.Price ? 0.15 : 0);
    }

    /// <summary>What <see cref="Why"/> made, and was kept in English, in the reader's language.</summary>
    public static string WhyInWords(string why) => string.Join("; ", why.Split("; ").Select(part =>
        part.Split(" are often bought with ") is [var category, var companion] ? L["{0} are often bought with {1}", category, companion].Value
        : part == "same brand" ? L["same brand"].Value
        : part.StartsWith("same ", StringComparison.Ordinal) ? L["same {0}", part[5..]].Value
        : part));

    private static string Why(ContentProduct anchor, ContentProduct candidate, ContentNames names)
    {
        var same = anchor.Values.Where(value => candidate.Values.TryGetValue(value.Key, out var other) && Same(value.Value, other)).Select(value => value.Key);
        return string.Join("; ",
        [
            $"{names.Category(anchor.CategoryId)} are often bought with {names.Category(candidate.CategoryId)}",
            .. IsOfBrand(anchor, candidate) ? ["same brand"] : Array.Empty<string>(),
            .. same.Order().Take(2).Select(attribute => $"same {names.Attribute(attribute).ToLower(CultureInfo.InvariantCulture)}"),
        ]);
    }

    private static bool IsOfBrand(ContentProduct anchor, ContentProduct candidate) => anchor.Brand is { } brand && Same(brand, candidate.Brand);

    private static bool Same(string one, string? other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}

/// <summary>How categories and attributes are called.</summary>
public sealed record ContentNames(IReadOnlyDictionary<int, string> Categories, IReadOnlyDictionary<int, string> Attributes)
{
    public string Category(int id) => Categories.GetValueOrDefault(id, "these");

    public string Attribute(int id) => Attributes.GetValueOrDefault(id, "attribute");
}
