using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using CrossSell.Core.Common;

namespace CrossSell.Core.Search;

/// <summary>What a text finds.</summary>
/// <param name="Scores">By product: its class in <see cref="CatalogScore"/>.</param>
internal sealed record TextMatch(BitSet Products, byte[] Scores);

/// <summary>
/// Finds products by what was typed: a SKU or GTIN, or products that have every word, each at least as a beginning. When that finds
/// few, parts of words are taken too; when nothing, words with a slip or two.
/// </summary>
[Engine]
internal sealed class CatalogSearch(CatalogColumns columns, CatalogWords words, CatalogOrders orders)
{
    /// <summary>Below so many exact matches, close ones are shown after them.</summary>
    public const int Few = 5;

    private const int LeastGtin = 4;

    /// <summary>Shorter beginnings of a SKU are found, but say less than a word of a name.</summary>
    private const int LeastSku = 3;

    /// <param name="within">The products that the list could show.</param>
    /// <param name="everySku">False: a family is found by its variants, which are no rows of their own.</param>
    public TextMatch Find(string text, BitSet within, bool everySku)
    {
        text = text.Trim();
        var typed = SearchText.Typed(text);
        var scores = ByCode(text.ToLowerInvariant());
        ByWords(typed, WordFit.Beginning, scores);
        var (found, best) = Settle(scores, within, everySku);
        if (found.Count < Few && best > CatalogScore.Exact)
        {
            ByWords(typed, WordFit.Part, scores);
            BySkuPart(text.ToLowerInvariant(), scores);
            (found, _) = Settle(scores, within, everySku);
            if (found.Count == 0)
            {
                ByWords(typed, WordFit.Slips, scores);
                (found, _) = Settle(scores, within, everySku);
            }
        }

        return new TextMatch(found, scores);
    }

    /// <summary>The product of this SKU, without regard to case; -1 when there is none.</summary>
    public int FindSku(string sku)
    {
        var wanted = Encoding.UTF8.GetBytes(sku.Trim().ToLowerInvariant());
        var order = orders.Of(CatalogSorts.Sku);
        for (var place = FirstSku(order, wanted); place < order.Length && columns.Sku[order[place]].SequenceEqual(wanted); place++)
        {
            if (!columns.Gone[order[place]])
            {
                return order[place];
            }
        }

        return -1;
    }

    private byte[] ByCode(string text)
    {
        var scores = new byte[columns.Count];
        scores.AsSpan().Fill(CatalogScore.None);
        var wanted = Encoding.UTF8.GetBytes(text);
        var order = orders.Of(CatalogSorts.Sku);
        for (var place = FirstSku(order, wanted); wanted.Length > 0 && place < order.Length && columns.Sku[order[place]].StartsWith(wanted); place++)
        {
            scores[order[place]] = columns.Sku[order[place]].Length == wanted.Length ? CatalogScore.Exact
                : text.Length < LeastSku ? CatalogScore.Beginning[(int)WordPlace.NameLater] : CatalogScore.SkuBeginning;
        }

        if (text.Length is >= LeastGtin and <= 14 && text.All(char.IsAsciiDigit))
        {
            ByGtin(text, scores);
        }

        return scores;
    }

    private void ByGtin(string digits, byte[] scores)
    {
        var order = orders.Of(CatalogOrders.Gtin);
        var least = CatalogColumns.GtinKey(digits.PadRight(14, '0')) & ~15L;
        var most = CatalogColumns.GtinKey(digits.PadRight(14, '9')) | 15L;
        var (low, high) = (0, order.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (columns.Gtin[order[middle]] is > 0 and var key && key < least)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        for (var place = low; place < order.Length && columns.Gtin[order[place]] is > 0 and var key && key <= most; place++)
        {
            // Digits filled up are not digits of the code: 40 is no beginning of 4.
            var length = (int)(key & 15);
            if (length >= digits.Length)
            {
                scores[order[place]] = Math.Min(scores[order[place]], length == digits.Length ? CatalogScore.Exact : CatalogScore.SkuBeginning);
            }
        }
    }

    private void ByWords(IReadOnlyList<string> typed, WordFit fit, byte[] scores)
    {
        if (typed.Count == 0)
        {
            return;
        }

        // Borrowed: at every key pressed a megabyte or two would be left behind.
        var (borrowed, another) = (ArrayPool<byte>.Shared.Rent(columns.Count), ArrayPool<byte>.Shared.Rent(columns.Count));
        var all = borrowed.AsSpan(0, columns.Count);
        var one = another.AsSpan(0, columns.Count);
        all.Clear();
        foreach (var word in typed)
        {
            one.Fill(CatalogScore.None);
            words.Score(word, fit, one);
            Raise(all, one);
        }

        Lower(scores, all);
        ArrayPool<byte>.Shared.Return(borrowed);
        ArrayPool<byte>.Shared.Return(another);
    }

    private void BySkuPart(string text, byte[] scores)
    {
        if (text.Length > 1)
        {
            foreach (var product in columns.Sku.Holding(text))
            {
                scores[product] = Math.Min(scores[product], CatalogScore.SkuPart);
            }
        }
    }

    // Families take the best score of their variants; what may not be shown is left out.
    private (BitSet Found, byte Best) Settle(byte[] scores, BitSet within, bool everySku)
    {
        if (!everySku)
        {
            for (var product = 0; product < scores.Length; product++)
            {
                if (scores[product] != CatalogScore.None && columns.Parent[product] is >= 0 and var family && !columns.Gone[product])
                {
                    scores[family] = Math.Min(scores[family], scores[product]);
                }
            }
        }

        var found = new BitSet(scores.Length);
        var best = CatalogScore.None;
        foreach (var product in within)
        {
            if (scores[product] != CatalogScore.None)
            {
                found[product] = true;
                best = Math.Min(best, scores[product]);
            }
        }

        return (found, best);
    }

    private int FirstSku(int[] order, ReadOnlySpan<byte> wanted)
    {
        var (low, high) = (0, order.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (columns.Sku[order[middle]].SequenceCompareTo(wanted) < 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    // Of several words the one that fits worst decides; one that does not fit at all is 255 and so the worst.
    private static void Raise(Span<byte> all, ReadOnlySpan<byte> one)
    {
        var to = MemoryMarshal.Cast<byte, Vector<byte>>(all);
        var from = MemoryMarshal.Cast<byte, Vector<byte>>(one);
        for (var at = 0; at < to.Length; at++)
        {
            to[at] = Vector.Max(to[at], from[at]);
        }

        for (var at = to.Length * Vector<byte>.Count; at < all.Length; at++)
        {
            all[at] = Math.Max(all[at], one[at]);
        }
    }

    private static void Lower(Span<byte> all, ReadOnlySpan<byte> one)
    {
        var to = MemoryMarshal.Cast<byte, Vector<byte>>(all);
        var from = MemoryMarshal.Cast<byte, Vector<byte>>(one);
        for (var at = 0; at < to.Length; at++)
        {
            to[at] = Vector.Min(to[at], from[at]);
        }

        for (var at = to.Length * Vector<byte>.Count; at < all.Length; at++)
        {
            all[at] = Math.Min(all[at], one[at]);
        }
    }
}
