using System.Text;

namespace CrossSell.Core.Search;

/// <summary>One value for each product, by its number. Grows as products come.</summary>
internal sealed class Column<T>(T none)
{
    private T[] values = [];

    public T this[int product] => values[product];

    public ReadOnlySpan<T> Values => values;

    public void Set(int product, T value)
    {
        if (product >= values.Length)
        {
            var held = values.Length;
            Array.Resize(ref values, Math.Max(product + 1, held + (held / 8) + 1024));
            values.AsSpan(held).Fill(none);
        }

        values[product] = value;
    }
}

/// <summary>Gives each different value a number, in the order in which they come.</summary>
internal sealed class Codes<T>
    where T : notnull
{
    private readonly Dictionary<T, int> numbers = [];
    private readonly List<T> values = [];

    public int Count => values.Count;

    public T this[int number] => values[number];

    public IReadOnlyList<T> Values => values;

    public int Of(T value)
    {
        if (!numbers.TryGetValue(value, out var number))
        {
            number = values.Count;
            numbers.Add(value, number);
            values.Add(value);
        }

        return number;
    }

    /// <summary>-1 when no product has it.</summary>
    public int Find(T value) => numbers.GetValueOrDefault(value, -1);
}

/// <summary>A short text for each product, all in one buffer of UTF-8; what is edited later lies beside it until the index is built again.</summary>
internal sealed class TextColumn
{
    private readonly Dictionary<int, byte[]> edited = [];
    private byte[] bytes = [];
    private int[] starts = [0];
    private int count;

    public ReadOnlySpan<byte> this[int product] =>
        product >= count || (edited.Count > 0 && edited.ContainsKey(product))
            ? edited[product]
            : bytes.AsSpan(starts[product], starts[product + 1] - starts[product]);

    public string Text(int product) => Encoding.UTF8.GetString(this[product]);

    /// <summary>While the index is built: the next product's.</summary>
    public void Append(string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        if (starts[count] + length > bytes.Length)
        {
            Array.Resize(ref bytes, bytes.Length + (bytes.Length / 4) + length + 4096);
        }

        if (count + 2 > starts.Length)
        {
            Array.Resize(ref starts, starts.Length + (starts.Length / 4) + 1024);
        }

        starts[count + 1] = starts[count] + Encoding.UTF8.GetBytes(text, bytes.AsSpan(starts[count]));
        count++;
    }

    /// <summary>After the index was built.</summary>
    public void Set(int product, string text) => edited[product] = Encoding.UTF8.GetBytes(text);

    public void Trim()
    {
        Array.Resize(ref bytes, starts[count]);
        Array.Resize(ref starts, count + 1);
    }

    /// <summary>Products whose text holds this.</summary>
    public IEnumerable<int> Holding(string text)
    {
        var wanted = Encoding.UTF8.GetBytes(text);
        var found = new List<int>();
        for (var from = 0; from < starts[count];)
        {
            var hit = bytes.AsSpan(from, starts[count] - from).IndexOf(wanted);
            if (hit < 0)
            {
                break;
            }

            hit += from;
            var product = Array.BinarySearch(starts, 0, count + 1, hit);
            product = product < 0 ? ~product - 1 : product;
            while (starts[product + 1] <= hit)
            {
                product++; // Empty texts share their start with the next one.
            }

            from = hit + 1;
            if (hit + wanted.Length <= starts[product + 1])
            {
                from = starts[product + 1];
                if (!edited.ContainsKey(product))
                {
                    found.Add(product);
                }
            }
        }

        found.AddRange(edited.Where(pair => pair.Value.AsSpan().IndexOf(wanted) >= 0).Select(pair => pair.Key));
        return found;
    }
}

/// <summary>A list of numbers for each product, all in one buffer; a list that is edited moves to its end.</summary>
internal sealed class ListColumn
{
    private readonly Column<int> starts = new(0);
    private readonly Column<int> lengths = new(0);
    private int[] items = [];
    private int used;

    public ReadOnlySpan<int> this[int product] => items.AsSpan(starts[product], lengths[product]);

    public void Set(int product, ReadOnlySpan<int> list)
    {
        if (used + list.Length > items.Length)
        {
            Array.Resize(ref items, items.Length + (items.Length / 4) + list.Length + 4096);
        }

        list.CopyTo(items.AsSpan(used));
        starts.Set(product, used);
        lengths.Set(product, list.Length);
        used += list.Length;
    }

    public void Trim() => Array.Resize(ref items, used);
}
