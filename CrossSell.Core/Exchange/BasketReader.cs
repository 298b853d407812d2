using System.Buffers;
using System.Globalization;
using System.IO.Compression;
using System.Runtime.InteropServices;
using CrossSell.Core.Affinity;
using CrossSell.Core.Common;
using CrossSell.Core.Mining;

namespace CrossSell.Core.Exchange;

/// <summary>The baskets of a file, oldest first, and what its products are called.</summary>
/// <param name="Names">By the product ids of <paramref name="Baskets"/>.</param>
/// <param name="LeftOut">Lines that make no basket, in words and by number; empty for a format without such lines.</param>
public sealed record BasketFile(BasketList Baskets, IReadOnlyDictionary<int, string> Names, IReadOnlyList<(string Reason, int Lines)> LeftOut);

/// <summary>Reads baskets from an order file or a FIMI basket file, packed by gzip or not, without touching a database.</summary>
public static class BasketReader
{
    /// <summary>One basket a line, product numbers by spaces.</summary>
    public const string Fimi = "fimi";

    /// <summary>Goes by the content.</summary>
    public const string Auto = "auto";

    private const int Buffer = 1 << 16;

    private static readonly SearchValues<byte> FimiLetters = SearchValues.Create("0123456789 \t\r"u8);

    public static IEnumerable<string> FormatNames => [Auto, Fimi, .. OrderFile.FormatNames];

    /// <summary>Refuses a file that is not there, is damaged or is not in the format; the sentence says how to fix it.</summary>
    public static async Task<Outcome<BasketFile>> ReadAsync(string path, string format = Auto, CancellationToken cancellation = default)
    {
        if (!FormatNames.Contains(format, StringComparer.OrdinalIgnoreCase))
        {
            return new Refusal("format.unknown", $"\"{format}\" is not a basket format. The formats are {string.Join(", ", FormatNames)}.", "format");
        }

        FileStream file;
        try
        {
            file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, Buffer, FileOptions.SequentialScan);
        }
        catch (Exception missing) when (missing is IOException or UnauthorizedAccessException)
        {
            return Refusal.NotFound($"{path} cannot be read: {missing.Message}", "from");
        }

        await using (file)
        {
            try
            {
                return format.Equals(Fimi, StringComparison.OrdinalIgnoreCase)
                    || (format.Equals(Auto, StringComparison.OrdinalIgnoreCase) && await IsFimiAsync(file, cancellation))
                    ? ReadFimi(await UnpackedAsync(file, cancellation), cancellation)
                    : await ReadOrdersAsync(file, format, cancellation);
            }
            catch (InvalidDataException)
            {
                return new Refusal("file.damaged", "The compressed file is damaged. Download it again.", "from");
            }
        }
    }

    // Numbers and spaces only, on its first line: no header has that.
    private static async Task<bool> IsFimiAsync(FileStream file, CancellationToken cancellation)
    {
        var head = new byte[256];
        var read = await (await UnpackedAsync(file, cancellation)).ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellation);
        file.Position = 0;
        var line = head.AsSpan(0, read);
        line = line.IndexOf((byte)'\n') is >= 0 and var end ? line[..end] : line;
        return !line.IsEmpty && line.IndexOfAnyExcept(FimiLetters) < 0;
    }

    private static async Task<Stream> UnpackedAsync(FileStream file, CancellationToken cancellation)
    {
        var head = new byte[2];
        var read = await file.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellation);
        file.Position = 0;
        return read == 2 && head is [0x1f, 0x8b] ? new GZipStream(file, CompressionMode.Decompress, leaveOpen: true) : file;
    }

    private static Outcome<BasketFile> ReadFimi(Stream stream, CancellationToken cancellation)
    {
        var baskets = new BasketList.Builder();
        var basket = new List<int>();
        var bytes = new byte[Buffer];
        var (line, number, inNumber) = (1, 0, false);
        int read;
        while ((read = stream.Read(bytes)) > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var letter in bytes.AsSpan(0, read))
            {
                if (letter is >= (byte)'0' and <= (byte)'9')
                {
                    if (number > (int.MaxValue - 9) / 10)
                    {
                        return Wrong(line, "a product number is at most 2,147,483,639");
                    }

                    number = (number * 10) + letter - '0';
                    inNumber = true;
                    continue;
                }

                if (inNumber)
                {
                    basket.Add(number);
                    (number, inNumber) = (0, false);
                }

                if (letter == '\n')
                {
                    baskets.Add(CollectionsMarshal.AsSpan(basket));
                    basket.Clear();
                    line++;
                }
                else if (letter is not ((byte)' ' or (byte)'\t' or (byte)'\r'))
                {
                    return Wrong(line, "a basket holds product numbers by spaces and nothing else");
                }
            }
        }

        if (inNumber)
        {
            basket.Add(number);
        }

        baskets.Add(CollectionsMarshal.AsSpan(basket));
        var list = baskets.Build();
        return new BasketFile(list, list.ProductIds.ToArray().ToDictionary(id => id, id => id.ToString(CultureInfo.InvariantCulture)), []);

        static Refusal Wrong(int line, string rule) =>
            new("file.fimi", string
                .Create(CultureInfo.InvariantCulture, $"Line {line:N0} is no basket: {rule}. Name the format with --format when it is an order file."), "from");
    }

    private static async Task<Outcome<BasketFile>> ReadOrdersAsync(FileStream file, string format, CancellationToken cancellation)
    {
        OrderFormat? named = null;
        if (!format.Equals(Auto, StringComparison.OrdinalIgnoreCase))
        {
            if (OrderFile.FormatByName(format).IsRefused(out var unknown, out var known))
            {
                return unknown;
            }

            named = known;
        }

        if ((await OrderFile.OpenAsync(file, named, null, cancellation)).IsRefused(out var refusal, out var reader))
        {
            return refusal;
        }

        await using (reader)
        {
            var ids = new Dictionary<string, int>(StringComparer.Ordinal);
            var orders = new Dictionary<string, (DateTimeOffset At, List<int> Products)>(StringComparer.Ordinal);
            var sets = new HashSet<(string Order, string Bundle)>();
            var inSets = 0;
            var flaws = new Dictionary<LineFlaw, int>();
            await foreach (var row in reader.ReadAsync(cancellation))
            {
                flaws[row.Flaw] = flaws.GetValueOrDefault(row.Flaw) + 1;
                if (row.Flaw == LineFlaw.None)
                {
                    // Two channels may count their orders alike.
                    var key = row.Channel is null ? row.OrderId : $"{row.Channel}\u001f{row.OrderId}";

                    // A set is one choice of the shopper, however many lines it is written on: its first one stands for it.
                    if (row.Bundle is { } bundle && !sets.Add((key, bundle)))
                    {
                        inSets++;
                        continue;
                    }

                    ids.TryAdd(row.Sku, ids.Count + 1);
                    if (!orders.TryGetValue(key, out var order))
                    {
                        orders.Add(key, order = (row.OrderedAt, []));
                    }

                    order.Products.Add(ids[row.Sku]);
                }
            }

            var baskets = new BasketList.Builder();
            foreach (var order in orders.Values.OrderBy(order => order.At))
            {
                baskets.Add(CollectionsMarshal.AsSpan(order.Products), order.At);
            }

            return new BasketFile(
                baskets.Build(),
                ids.ToDictionary(pair => pair.Value, pair => pair.Key),
                [.. flaws.Where(flaw => flaw.Key != LineFlaw.None).OrderBy(flaw => flaw.Key).Select(flaw => (MiningFilter.InWords(flaw.Key), flaw.Value)),
                    .. inSets == 0 ? Array.Empty<(string, int)>() : [("further lines of a bundle, which counts as one", inSets)]]);
        }
    }
}
