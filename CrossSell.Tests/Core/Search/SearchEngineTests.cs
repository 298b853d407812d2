using CrossSell.Core.Common;
using CrossSell.Core.Search;
using CsCheck;

namespace CrossSell.Tests.Core.Search;

public sealed class SearchEngineTests
{
    [Theory]
    [InlineData("Crème BRÛLÉE", "creme brulee")]
    [InlineData("Straße Ærø Łódź", "strasse aero lodz")]
    [InlineData("plain", "plain")]
    public void Fold_TakesCaseAndDiacriticsOff(string text, string folded) => Assert.Equal(folded, SearchText.Fold(text));

    [Theory]
    [InlineData("<p>Two <b>bold</b>words</p>", " Two  bold words ")]
    [InlineData("3 < 5 &amp; more", "3 < 5 & more")]
    public void Plain_LeavesWhatIsRead(string html, string plain) => Assert.Equal(plain, SearchText.Plain(html));

    [Fact]
    public void Typed_CutsWhereNoLetterOrDigitIs() => Assert.Equal(["cam", "d7", "128gb"], SearchText.Typed("CAM-D7 (128GB) cam"));

    [Theory]
    [InlineData("lumen", "lumen", 0)]
    [InlineData("lumne", "lumen", 1)]
    [InlineData("lumn", "lumen", 1)]
    [InlineData("lummen", "lumen", 1)]
    [InlineData("luman", "lumen", 1)]
    [InlineData("ulmne", "lumen", 2)]
    [InlineData("orbis", "lumen", 3)]
    public void Between_CountsSlipsUpToTheLimit(string one, string other, int slips) => Assert.Equal(slips, EditDistance.Between(one, other, 2));

    [Fact]
    public void Letters_DifferByTwoBitsASlipAtMost() => Gen.Select(Words, Words).Sample((one, other) =>
        System.Numerics.BitOperations.PopCount(EditDistance.Letters(one) ^ EditDistance.Letters(other)) <= 2 * EditDistance.Between(one, other, 20));

    [Fact]
    public void WordIndex_FindsWhatThePlainSearchFinds() => Gen.Select(Words.Array[1, 6].Array[1, 40], Words).Sample((documents, typed) =>
    {
        var builder = new WordIndex.Builder();
        for (var at = 0; at < documents.Length; at++)
        {
            foreach (var word in documents[at])
            {
                builder.Add(at, word, WordPlace.NameFirst);
            }
        }

        var index = builder.Build();
        var (from, to) = index.StartingWith(typed);
        Assert.Equal(
            Find(documents, word => word.StartsWith(typed, StringComparison.Ordinal)), Marked(index, Enumerable.Range(from, to - from), documents.Length));
        Assert.Equal(Find(documents, word => word.Contains(typed, StringComparison.Ordinal)), Marked(index, index.Holding(typed), documents.Length));
        Assert.Equal(
            Find(documents, word => EditDistance.Between(typed, word, 1) <= 1),
            Marked(index, index.Near(typed, 1).Select(near => near.Word), documents.Length));
    });

    [Fact]
    public void BitSet_CountsAndWalksWhatIsInIt() => Gen.Select(Gen.Int[0, 199].Array[0, 60], Gen.Int[0, 199].Array[0, 60]).Sample((one, other) =>
    {
        var (first, second) = (Bits(one), Bits(other));
        var walked = new List<int>();
        foreach (var number in first)
        {
            walked.Add(number);
        }

        Assert.Equal(one.Distinct().Order(), walked);
        Assert.Equal(one.Distinct().Count(), first.Count);
        Assert.Equal(one.Intersect(other).Count(), first.CountAnd(second));
        Assert.Equal(one.Union(other).Count(), first.Copy().Or(second).Count);
        Assert.Equal(one.Intersect(other).Count(), first.Copy().And(second).Count);
    });

    private static readonly Gen<string> Words = Gen.Char["abcé7"].Array[1, 5].Select(letters => new string(letters));

    private static BitSet Bits(int[] numbers)
    {
        var bits = new BitSet(200);
        foreach (var number in numbers)
        {
            bits[number] = true;
        }

        return bits;
    }

    private static List<int> Find(string[][] documents, Func<string, bool> fits) =>
        Enumerable.Range(0, documents.Length).Where(at => documents[at].Any(fits)).ToList();

    private static List<int> Marked(WordIndex index, IEnumerable<int> words, int documents)
    {
        var scores = new byte[documents];
        scores.AsSpan().Fill(255);
        foreach (var word in words)
        {
            index.Mark(word, scores, [1, 1, 1, 1, 1]);
        }

        return Enumerable.Range(0, documents).Where(at => scores[at] == 1).ToList();
    }
}
