using CrossSell.Core.Affinity;
using CsCheck;

namespace CrossSell.Tests.Core.Affinity;

public sealed class ContentMatchTests
{
    private const int Dresses = 1;
    private const int Belts = 2;
    private const int Colour = 7;
    private const int Material = 8;

    private static readonly ContentNames Names = new(
        new Dictionary<int, string> { [Dresses] = "Dresses", [Belts] = "Belts" }, new Dictionary<int, string> { [Colour] = "Colour", [Material] = "Material" });

    private static readonly Dictionary<int, IReadOnlyList<CategoryCompanion>> GoesWith = new() { [Dresses] = [new CategoryCompanion(Belts, 0.25)] };

    private static readonly ContentProduct Dress = new(
        1, Dresses, "Summer linen dress", "Lune", 8_000, new Dictionary<int, string> { [Colour] = "navy", [Material] = "linen" });

    [Fact]
    public void Guess_LikeInEverything_ScoresTheRootOfTheCategorysShare_AndSaysWhy()
    {
        var belt = new ContentProduct(
            2, Belts, "summer LINEN dress belt", "LUNE", 8_000, new Dictionary<int, string> { [Colour] = "Navy", [Material] = "linen" });

        var guess = Assert.Single(Of(Dress, belt));

        Assert.Equal((1, 2, 1), (guess.AnchorId, guess.CompanionId, guess.Rank));
        Assert.Equal(0.5, guess.Score, 9);
        Assert.Equal("Dresses are often bought with Belts; same brand; same colour; same material", guess.Why);
    }

    [Fact]
    public void Guess_LikeInPart_WeighsWhatIsAlike()
    {
        // Half of the common attributes, one of three words, not its brand, and dearer: 0.35/2 + 0.15/3.
        var belt = new ContentProduct(
            2, Belts, "Linen cord", "Other", 8_001, new Dictionary<int, string> { [Colour] = "red", [Material] = "linen", [99] = "only here" });

        var guess = Assert.Single(Of(Dress, belt));

        Assert.Equal(0.5 * (0.4 + (0.6 * (0.175 + 0.05))), guess.Score, 9);
        Assert.Equal("Dresses are often bought with Belts; same material", guess.Why);
    }

    [Fact]
    public void Guess_WithoutBrand_IsOfNoBrand()
    {
        var plain = Dress with { Brand = null };

        Assert.DoesNotContain(
            "brand", Assert.Single(Of(plain, new ContentProduct(2, Belts, "Cord", null, 9_000, new Dictionary<int, string>()))).Why, StringComparison.Ordinal);
    }

    [Fact]
    public void ContentSuggestions_OfAnyCandidates_AreFewInOrderAndNeverTheProductItself()
    {
        var product =
            from id in Gen.Int[1, 30]
            from brand in Gen.Int[0, 2].Select(at => new[] { "Lune", "Other", null }[at])
            from price in Gen.Long[0, 20_000]
            from colour in Gen.OneOf(Gen.Const("navy"), Gen.Const("red"))
            select new ContentProduct(id, Belts, $"Belt {id}", brand, price, new Dictionary<int, string> { [Colour] = colour });
        product.Array[0, 40].Sample(candidates =>
        {
            var distinct = candidates.DistinctBy(candidate => candidate.Id).ToArray();

            var contentSuggestions = Of(Dress, distinct);

            Assert.Equal(Math.Min(ContentMatch.Keep, distinct.Count(candidate => candidate.Id != Dress.Id)), contentSuggestions.Count);
            Assert.DoesNotContain(contentSuggestions, guess => guess.CompanionId == Dress.Id);
            Assert.Equal(contentSuggestions.OrderByDescending(guess => guess.Score).ThenBy(guess => guess.CompanionId), contentSuggestions);
            Assert.Equal(Enumerable.Range(1, contentSuggestions.Count), contentSuggestions.Select(guess => guess.Rank));
            Assert.All(contentSuggestions, guess => Assert.InRange(guess.Score, 0, 0.5));
        });
    }

    private static List<ContentSuggestion> Of(ContentProduct anchor, params ContentProduct[] candidates) =>
        [.. ContentMatch.Of(anchor, GoesWith, new Dictionary<int, IReadOnlyList<ContentProduct>> { [Belts] = candidates }, Names)];
}
