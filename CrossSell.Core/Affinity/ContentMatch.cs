using System.Globalization;

namespace CrossSell.Core.Affinity;

/// <summary>What is known of a product besides its orders.</summary>
/// <param name="Price">Minor units; 0 when it is not known.</param>
/// <param name="Values">Values of its attributes, by attribute.</param>
internal sealed record ContentProduct(int Id, int CategoryId, string Name, string? Brand, long Price, IReadOnlyDictionary<int, string> Values);

/// <summary>What a category is bought with.</summary>
/// <param name="Share">Of the baskets with the one that hold the other too, the lower end of its interval, 0 to 1.</param>
internal readonly record struct CategoryCompanion(int CategoryId, double Share);

/// <summary>A guess, with its reason in words.</summary>
internal sealed record ContentGuess(int AnchorId, int CompanionId, int Rank, double Score, string Why);

/// <summary>
/// Companions for products that nobody has bought yet: from the categories that its category is bought with, the best sellers that are like it in brand,
/// attributes, words and a price that fits beside it. Score = share of the category pair, square root, times 0.4 + 0.6 likeness, where likeness is 0.35
/// same brand, 0.35 share of common attributes with the same value, 0.15 words in common, 0.15 costs no more than the anchor. Pure; a guess, never a finding.
/// </summary>
internal static class ContentMatch
{
    public const int Keep = 6;

    private const double NoLikeness = 0.4;
    private const int LeastWord = 4;

    /// <param name="goesWith">By category, the best first.</param>
    /// <param name="candidates">By category, the best sellers first.</param>
    /// <param name="names">Of categories and attributes, for the words.</param>
    public static IEnumerable<ContentGuess> Of(
        ContentProduct anchor,
        IReadOnlyDictionary<int, IReadOnlyList<CategoryCompanion>> goesWith,
        IReadOnlyDictionary<int, IReadOnlyList<ContentProduct>> candidates,
        ContentNames names) => goesWith.GetValueOrDefault(anchor.CategoryId, [])
            .SelectMany(pair => candidates.GetValueOrDefault(pair.CategoryId, []).Where(candidate => candidate.Id != anchor.Id).Select((candidate, place) => Judge(anchor, candidate, pair, place, names)))
            .OrderByDescending(guess => guess.Score).ThenBy(guess => guess.CompanionId)
            .Take(Keep).Select((guess, at) => guess with { Rank = at + 1 });

    private static ContentGuess Judge(ContentProduct anchor, ContentProduct candidate, CategoryCompanion pair, int place, ContentNames names)
    {
        var sameBrand = anchor.Brand is not null && string.Equals(anchor.Brand, candidate.Brand, StringComparison.OrdinalIgnoreCase);
        var common = anchor.Values.Keys.Where(candidate.Values.ContainsKey).ToArray();
        var same = Array.FindAll(common, attribute => string.Equals(anchor.Values[attribute], candidate.Values[attribute], StringComparison.OrdinalIgnoreCase));
        var words = Words(anchor.Name);
        var shared = words.Count == 0 ? 0 : (double)Words(candidate.Name).Count(words.Contains) / words.Count;
        var likeness = (sameBrand ? 0.35 : 0) + (common.Length == 0 ? 0 : 0.35 * same.Length / common.Length) + (0.15 * Math.Min(1, shared)) + (candidate.Price <= anchor.Price ? 0.15 : 0);
        // Of two alike the better seller: a hair, so that it decides only there.
        var score = (Math.Sqrt(pair.Share) * (NoLikeness + ((1 - NoLikeness) * likeness))) - (place * 1e-6);
        var because = new List<string> { $"{names.Category(anchor.CategoryId)} are often bought with {names.Category(pair.CategoryId)}" };
        if (sameBrand)
        {
            because.Add("same brand");
        }

        because.AddRange(same.Order().Take(2).Select(attribute => $"same {names.Attribute(attribute).ToLower(CultureInfo.InvariantCulture)}"));
        return new ContentGuess(anchor.Id, candidate.Id, 0, Math.Max(0, score), string.Join("; ", because));
    }

    private static HashSet<string> Words(string name) =>
        new(name.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(word => word.Length >= LeastWord), StringComparer.OrdinalIgnoreCase);
}

/// <summary>How categories and attributes are called.</summary>
internal sealed record ContentNames(IReadOnlyDictionary<int, string> Categories, IReadOnlyDictionary<int, string> Attributes)
{
    public string Category(int id) => Categories.GetValueOrDefault(id, "these");

    public string Attribute(int id) => Attributes.GetValueOrDefault(id, "attribute");
}
