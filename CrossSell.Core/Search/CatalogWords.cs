using CrossSell.Core.Catalog;
using CrossSell.Core.Common;

namespace CrossSell.Core.Search;

/// <summary>The words of all products: the big index, and beside it the words of the few that were edited since it was built.</summary>
internal sealed class CatalogWords(WordIndex index)
{
    private readonly Dictionary<int, Dictionary<string, WordPlace>> edited = [];

    public WordIndex Index { get; } = index;

    public int Edited => edited.Count;

    /// <summary>Gives every word of a product with its place, best places first.</summary>
    public static void Read(ProductFacts facts, CatalogLookups lookups, WordTaker take)
    {
        var position = 0;
        foreach (var word in SearchText.Words(SearchText.Fold(facts.Name)))
        {
            take(word, position switch { 0 => WordPlace.NameFirst, 1 => WordPlace.NameSecond, _ => WordPlace.NameLater });
            position++;
        }

        ReadText(facts.Brand, WordPlace.Attribute, take);
        foreach (var tag in facts.Tags)
        {
            ReadText(tag, WordPlace.Attribute, take);
        }

        foreach (var value in facts.Values)
        {
            // A yes says nothing without its question.
            if (lookups.Attribute(value.AttributeId)?.Kind != AttributeKind.YesNo)
            {
                ReadText(value.Text, WordPlace.Attribute, take);
            }
        }

        foreach (var text in facts.Texts)
        {
            ReadText(text.Name, WordPlace.Attribute, take);
        }

        ReadHtml(facts.Description, take);
        foreach (var text in facts.Texts)
        {
            ReadHtml(text.Description, take);
        }
    }

    public void Put(int product, ProductFacts facts, CatalogLookups lookups)
    {
        var words = new Dictionary<string, WordPlace>(StringComparer.Ordinal);
        Read(facts, lookups, (word, place) => words.TryAdd(word.ToString(), place));
        edited[product] = words;
    }

    /// <summary>Scores products by how well one typed word fits them; what does not fit keeps 255.</summary>
    public void Score(string typed, WordFit fit, Span<byte> scores)
    {
        var (from, to) = Index.StartingWith(typed);
        var bytes = System.Text.Encoding.UTF8.GetByteCount(typed);
        for (var word = from; word < to; word++)
        {
            Index.Mark(word, scores, Index.HasLength(word, bytes) ? CatalogScore.Whole : CatalogScore.Beginning);
        }

        if (fit >= WordFit.Part && typed.Length > 1)
        {
            foreach (var word in Index.Holding(typed))
            {
                Index.Mark(word, scores, CatalogScore.Part);
            }
        }

        var slips = fit == WordFit.Slips ? EditDistance.Forgiven(typed.Length) : 0;
        if (slips > 0)
        {
            foreach (var (word, count) in Index.Near(typed, slips))
            {
                Index.Mark(word, scores, CatalogScore.Slips(count));
            }
        }

        foreach (var (product, words) in edited)
        {
            var best = CatalogScore.None;
            foreach (var (word, place) in words)
            {
                best = Math.Min(best, Fit(word, typed, fit, slips)[(int)place]);
            }

            scores[product] = best;
        }
    }

    private static ReadOnlySpan<byte> Fit(string word, string typed, WordFit fit, int slips)
    {
        if (word.StartsWith(typed, StringComparison.Ordinal))
        {
            return word.Length == typed.Length ? CatalogScore.Whole : CatalogScore.Beginning;
        }

        if (fit >= WordFit.Part && typed.Length > 1 && word.Contains(typed, StringComparison.Ordinal))
        {
            return CatalogScore.Part;
        }

        return slips > 0 && EditDistance.Between(typed, word, slips) is var count && count <= slips ? CatalogScore.Slips(count) : CatalogScore.Never;
    }

    private static void ReadHtml(string? text, WordTaker take) => ReadText(text is null ? null : SearchText.Plain(text), WordPlace.Description, take);

    private static void ReadText(string? text, WordPlace place, WordTaker take)
    {
        if (text is not null)
        {
            foreach (var word in SearchText.Words(SearchText.Fold(text)))
            {
                take(word, place);
            }
        }
    }
}

internal delegate void WordTaker(ReadOnlySpan<char> word, WordPlace place);

/// <summary>How exactly a typed word has to fit; each also takes what the ones before it take.</summary>
internal enum WordFit
{
    /// <summary>The word, or its beginning.</summary>
    Beginning,

    /// <summary>Any part of a word, two letters or more.</summary>
    Part,

    /// <summary>With as many slips as <see cref="EditDistance.Forgiven"/> for its length.</summary>
    Slips,
}

/// <summary>The classes in which matches are ranked, the best first. Of several words the one that fits worst decides.</summary>
internal static class CatalogScore
{
    public const byte Exact = 0;
    public const byte SkuBeginning = 1;

    /// <summary>From here on nothing fits as it was typed.</summary>
    public const byte FirstClose = 12;

    /// <summary>Of a part of the SKU.</summary>
    public const byte SkuPart = 12;

    /// <summary>Classes, all told.</summary>
    public const int Classes = 16;

    public const byte None = byte.MaxValue;

    // By WordPlace: first in the name, second, later, attribute, description.
    public static ReadOnlySpan<byte> Whole => [2, 3, 5, 8, 10];

    public static ReadOnlySpan<byte> Beginning => [4, 6, 7, 9, 11];

    public static ReadOnlySpan<byte> Part => [12, 12, 12, 13, 13];

    public static ReadOnlySpan<byte> Never => [None, None, None, None, None];

    public static ReadOnlySpan<byte> Slips(int count) => count <= 1 ? [14, 14, 14, 14, 14] : [15, 15, 15, 15, 15];
}
