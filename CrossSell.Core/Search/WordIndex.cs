using System.Numerics;
using System.Text;
using CrossSell.Core.Common;

namespace CrossSell.Core.Search;

/// <summary>Where in a product a word stands; the smaller the better a match it is.</summary>
public enum WordPlace : byte
{
    NameFirst,
    NameSecond,
    NameLater,

    /// <summary>Brand, tags, attribute values, names in other locales.</summary>
    Attribute,
    Description,
}

/// <summary>
/// All words of the catalogue in order, each with the documents that have it. Words lie one after the other in one buffer, and so do
/// documents: 7-bit numbers of (difference to the document before) x 8 + place. Immutable, so many may search at once.
/// </summary>
[Engine]
public sealed class WordIndex
{
    private readonly byte[] words;
    private readonly int[] wordStarts;
    private readonly byte[] documents;
    private readonly int[] documentStarts;
    private readonly ulong[] letters;

    private WordIndex(byte[] words, int[] wordStarts, byte[] documents, int[] documentStarts, ulong[] letters) =>
        (this.words, this.wordStarts, this.documents, this.documentStarts, this.letters) = (words, wordStarts, documents, documentStarts, letters);

    /// <summary>Different words.</summary>
    public int Count => letters.Length;

    /// <summary>What it takes in memory.</summary>
    public long Bytes => words.Length + (4L * wordStarts.Length) + documents.Length + (4L * documentStarts.Length) + (8L * letters.Length);

    /// <summary>Numbers of the words that begin so: from the first to before the second.</summary>
    public (int From, int To) StartingWith(string prefix)
    {
        var bytes = Encoding.UTF8.GetBytes(prefix);
        var from = FirstFrom(bytes);
        var to = from;
        var (low, high) = (from, Count);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (WordAt(middle).StartsWith(bytes))
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        to = low;
        return (from, to);
    }

    /// <summary>Whether the word of this number is exactly so long in UTF-8: of those that begin alike, the whole one.</summary>
    public bool HasLength(int word, int bytes) => wordStarts[word + 1] - wordStarts[word] == bytes;

    /// <summary>Numbers of the words that hold the text somewhere.</summary>
    public IEnumerable<int> Holding(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var found = new List<int>();
        // One run over all words; a hit across the border of two is none.
        for (var from = 0; from < words.Length;)
        {
            var hit = words.AsSpan(from).IndexOf(bytes);
            if (hit < 0)
            {
                break;
            }

            hit += from;
            var word = Array.BinarySearch(wordStarts, hit);
            word = word < 0 ? ~word - 1 : word;
            if (hit + bytes.Length <= wordStarts[word + 1])
            {
                found.Add(word);
                from = wordStarts[word + 1];
            }
            else
            {
                from = hit + 1;
            }
        }

        return found;
    }

    /// <summary>Numbers of the words that are some slips away, with how many.</summary>
    public IEnumerable<(int Word, int Slips)> Near(string text, int most)
    {
        var wanted = EditDistance.Letters(text);
        Span<char> buffer = stackalloc char[256];
        var found = new List<(int, int)>();
        for (var word = 0; word < letters.Length; word++)
        {
            if (BitOperations.PopCount(letters[word] ^ wanted) <= 2 * most
                && Encoding.UTF8.TryGetChars(WordAt(word), buffer, out var length)
                && EditDistance.Between(text, buffer[..length], most) is var slips && slips <= most)
            {
                found.Add((word, slips));
            }
        }

        return found;
    }

    /// <summary>Lowers the score of each document that has the word to the score of the place where it stands.</summary>
    /// <param name="scores">By document.</param>
    /// <param name="ofPlace">By <see cref="WordPlace"/>.</param>
    public void Mark(int word, Span<byte> scores, ReadOnlySpan<byte> ofPlace)
    {
        var document = -1;
        var left = documents.AsSpan(documentStarts[word], documentStarts[word + 1] - documentStarts[word]);
        var at = 0;
        while (at < left.Length)
        {
            uint number = left[at++];
            if (number >= 0x80)
            {
                number &= 0x7F;
                var shift = 7;
                uint more;
                do
                {
                    more = left[at++];
                    number |= (more & 0x7F) << shift;
                    shift += 7;
                }
                while (more >= 0x80);
            }

            document += (int)(number >> 3);
            var score = ofPlace[(int)(number & 7)];
            if (score < scores[document])
            {
                scores[document] = score;
            }
        }
    }

    private ReadOnlySpan<byte> WordAt(int word) => words.AsSpan(wordStarts[word], wordStarts[word + 1] - wordStarts[word]);

    private int FirstFrom(ReadOnlySpan<byte> text)
    {
        var (low, high) = (0, Count);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (WordAt(middle).SequenceCompareTo(text) < 0)
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

    /// <summary>Takes documents in rising order, the words of the best places first.</summary>
    public sealed class Builder
    {
        private readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);
        private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> byText;
        private readonly List<Postings> postings = [];

        public Builder() => byText = numbers.GetAlternateLookup<ReadOnlySpan<char>>();

        /// <summary>A document's word; the first place that is said of it counts.</summary>
        public void Add(int document, ReadOnlySpan<char> word, WordPlace place)
        {
            if (!byText.TryGetValue(word, out var number))
            {
                number = postings.Count;
                byText[word] = number;
                postings.Add(new Postings());
            }

            postings[number].Add(document, place);
        }

        public WordIndex Build()
        {
            var sorted = numbers.Select(pair => (Utf8: Encoding.UTF8.GetBytes(pair.Key), pair.Key, pair.Value)).ToArray();
            Array.Sort(sorted, (one, other) => one.Utf8.AsSpan().SequenceCompareTo(other.Utf8));
            var words = new byte[sorted.Sum(item => item.Utf8.Length)];
            var documents = new byte[postings.Sum(list => (long)list.Length)];
            var (wordStarts, documentStarts, letters) = (new int[sorted.Length + 1], new int[sorted.Length + 1], new ulong[sorted.Length]);
            for (var at = 0; at < sorted.Length; at++)
            {
                var (utf8, text, number) = sorted[at];
                utf8.CopyTo(words, wordStarts[at]);
                wordStarts[at + 1] = wordStarts[at] + utf8.Length;
                documentStarts[at + 1] = documentStarts[at] + postings[number].CopyTo(documents.AsSpan(documentStarts[at]));
                letters[at] = EditDistance.Letters(text);
            }

            return new WordIndex(words, wordStarts, documents, documentStarts, letters);
        }

        private sealed class Postings
        {
            private byte[] bytes = new byte[4];
            private int last = -1;

            public int Length { get; private set; }

            public void Add(int document, WordPlace place)
            {
                if (document == last)
                {
                    return;
                }

                var number = ((uint)(document - last) << 3) | (uint)place;
                last = document;
                if (Length + 5 > bytes.Length)
                {
                    Array.Resize(ref bytes, (bytes.Length * 2) + 4);
                }

                while (number >= 0x80)
                {
                    bytes[Length++] = (byte)(number | 0x80);
                    number >>= 7;
                }

                bytes[Length++] = (byte)number;
            }

            public int CopyTo(Span<byte> target)
            {
                bytes.AsSpan(0, Length).CopyTo(target);
                return Length;
            }
        }
    }
}
